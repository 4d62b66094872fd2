"""Checks of reviews that whoever works made, sent to them and not opened yet."""

from functools import partial

from csops.domain.review_grading import SeenCheck
from csops.ui.kit.formats import Formats
from csops.ui.today.wait_rows import WaitRow, WaitRows


class CheckRows(WaitRows):
    """A row for each."""

    def row(self, one: SeenCheck) -> WaitRow:
        """Return the row of a check."""
        formats = Formats(zone=self.desk.team.calendar.tz)
        day = formats.moment(one.checked.happened_at, now=self.desk.workspace.now())
        alike = self.tr("{share} alike").format(share=formats.share(one.nearness))
        if one.check.is_withdrawn:
            alike = self.tr("It was withdrawn, and counts nowhere")
        return WaitRow(
            self.desk.themes,
            icon="badge-check",
            title=self.tr("{name} checked a review of yours").format(name=one.checker.name),
            note=" · ".join((alike, self.tr("{name}, contact of {day}").format(name=one.member.name, day=day))),
            deeds=[(self.tr("Read"), partial(self._go, one.checked.id))],
        )

    def _go(self, review_id: int) -> None:
        self.wanted.emit("quality", {"tab": "review", "review_id": review_id})
