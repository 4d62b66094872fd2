"""Coaching that waits for whoever works: sessions of today, and what they agreed to do by now."""

from functools import partial

from PySide6.QtWidgets import QWidget

from csops.services.coaching import DueCoaching, finish_action
from csops.ui.desk import Desk, Said
from csops.ui.kit.formats import Formats
from csops.ui.today.wait_rows import WaitRow, WaitRows


class CoachingRows(WaitRows):
    """A row for each session and each action."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._formats = Formats(zone=desk.team.calendar.tz)

    def row(self, one: DueCoaching) -> WaitRow:
        """Return the row of what waits."""
        return self._action(one) if one.action is not None else self._session(one)

    def _session(self, one: DueCoaching) -> WaitRow:
        session, seen = one.seen.session, one.seen
        is_own = session.member_id == self.desk.workspace.member.id
        other = seen.coach.name if is_own else seen.member.name
        about = [seen.focus.name] if seen.focus is not None else []
        return WaitRow(
            self.desk.themes,
            icon="graduation-cap",
            title=self.tr("Coaching with {name}").format(name=other),
            note=" · ".join([self._when(one), *about]),
            deeds=[(self.tr("Open"), partial(self._open, session.id))],
        )

    def _action(self, one: DueCoaching) -> WaitRow:
        action = one.action
        assert action is not None
        day, today = action.due_at.astimezone(self._formats.zone).date(), self.desk.today()
        due = self.tr("was due {day}") if day < today else self.tr("due {day}")
        note = self.tr("Agreed in coaching") + " · " + due.format(day=self._formats.day(day, weekday=True))
        deeds = [
            (self.tr("Done"), partial(self._finish, action.id, action.what)),
            (self.tr("Open"), partial(self._open, action.coaching_id)),
        ]
        return WaitRow(self.desk.themes, icon="circle-check", title=action.what, note=note, deeds=deeds)

    def _when(self, one: DueCoaching) -> str:
        at = one.seen.session.planned_at
        day = at.astimezone(self._formats.zone).date()
        if day < self.desk.today():
            return self.tr("was planned for {day}").format(day=self._formats.day(day, weekday=True))
        return self._formats.time(at) if one.seen.session.time_known else self.tr("today")

    def _open(self, coaching_id: int) -> None:
        self.wanted.emit("quality", {"tab": "coaching", "coaching_id": coaching_id})

    def _finish(self, action_id: int, what: str) -> None:
        workspace = self.desk.workspace
        self.desk.act(
            lambda: finish_action(workspace, action_id=action_id),
            failed=self.desk.failed.emit,
            said=Said(text=self.tr("Done: {what}").format(what=what)),
        )
