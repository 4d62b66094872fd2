"""Reviews that whoever works was sent and has not opened, or of which a dispute was decided."""

from collections.abc import Sequence
from functools import partial

from csops.domain.review_answers import SentReview
from csops.ui.kit.formats import Formats
from csops.ui.today.wait_rows import WaitRow, WaitRows


class SentRows(WaitRows):
    """One row for all of them; each that waits is a tuple of the reviews, the latest first."""

    def row(self, one: Sequence[SentReview]) -> WaitRow:
        """Return the row of what is new."""
        first = one[0]
        formats = Formats(zone=self.desk.team.calendar.tz)
        is_decided = first.review.read_at is not None
        note = self.tr("A dispute was decided") if is_decided else self.tr("By {name}").format(name=first.reviewer.name)
        if first.review.is_withdrawn:
            note = self.tr("It was withdrawn, and counts nowhere")
        day = formats.moment(first.review.happened_at, now=self.desk.workspace.now())
        return WaitRow(
            self.desk.themes,
            icon="badge-check",
            title=self.tr("%Ln reviews of yours", "", len(one)),
            note=" · ".join((note, self.tr("your contact of {day}").format(day=day))),
            deeds=[(self.tr("Read"), partial(self._go, first.review.id))],
        )

    def _go(self, review_id: int) -> None:
        self.wanted.emit("quality", {"tab": "mine", "review_id": review_id})
