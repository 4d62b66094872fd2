"""Reviews that wait for whoever works: how many, and the one that comes next."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from csops.domain.review_queue import QueueItem
from csops.domain.reviews import Purpose
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.today.wait_rows import WaitRow, WaitRows


class ReviewRows(WaitRows):
    """One row for all of them; each that waits is a tuple of the items of one's queue, the next first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._formats = Formats(zone=desk.team.calendar.tz)

    def row(self, one: Sequence[QueueItem]) -> WaitRow:
        """Return the row of what waits."""
        title = self.tr("%Ln reviews wait for you", "", len(one))
        return WaitRow(
            self.desk.themes,
            icon="badge-check",
            title=title,
            note=self._note(one),
            deeds=[(self.tr("Review"), partial(self._go, one[0]))],
        )

    def _note(self, items: Sequence[QueueItem]) -> str:
        first = items[0]
        member = self.desk.team.member(first.pick.member_id)
        name = self.tr("you") if first.purpose is Purpose.SELF else member.name if member else self.tr("a colleague")
        said = [self.tr("Next: a contact of {name}").format(name=name)]
        if first.pick.due_at is not None:
            today = self.desk.today()
            day = first.pick.due_at.astimezone(self._formats.zone).date()
            due = self.tr("was due {day}") if day < today else self.tr("due {day}")
            said.append(due.format(day=self._formats.day(day, weekday=True)))
        return " · ".join(said)

    def _go(self, item: QueueItem) -> None:
        self.wanted.emit("quality", {"tab": "to_review", "go_to": item.pick.id})
