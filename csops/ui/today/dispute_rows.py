"""Disputes of reviews that wait for a decision of whoever works, or for their word as who made the review."""

from functools import partial

from csops.domain.review_answers import words_of_rating
from csops.services.review_answers import SeenDispute
from csops.ui.kit.formats import Formats
from csops.ui.today.wait_rows import WaitRow, WaitRows


class DisputeRows(WaitRows):
    """One row for each dispute."""

    def row(self, one: SeenDispute) -> WaitRow:
        """Return the row of one dispute."""
        dispute, sent = one.dispute, one.sent
        criterion = next(each for each in sent.version.criteria if each.key == dispute.criterion)
        title = self.tr("{name} disputes: {criterion}").format(
            name=sent.member.name.split(" ")[0], criterion=criterion.name
        )
        formats = Formats(zone=self.desk.team.calendar.tz)
        now = self.desk.workspace.now()
        note = self.tr("{reviewer} gave {given} {moment}, wanted is {wanted} · disputed {since}").format(
            reviewer=sent.reviewer.name,
            given=words_of_rating(criterion, dispute.was),
            wanted=words_of_rating(criterion, dispute.wanted),
            moment=formats.moment(sent.review.finished_at, now=now),
            since=formats.moment(dispute.raised_at, now=now),
        )
        return WaitRow(
            self.desk.themes,
            icon="badge-check",
            title=title,
            note=note,
            more=dispute.reason,
            deeds=[(self.tr("Decide…") if one.decides else self.tr("Say something…"), partial(self._go, dispute.id))],
        )

    def _go(self, dispute_id: int) -> None:
        self.wanted.emit("quality", {"tab": "to_review", "dispute": dispute_id})
