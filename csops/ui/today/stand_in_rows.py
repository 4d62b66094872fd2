"""Whose work whoever works looks after today, and what of theirs is still with others."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.services import handovers
from csops.services.handovers import StandIn
from csops.ui.desk import Desk, Said
from csops.ui.kit.formats import Formats
from csops.ui.today.wait_rows import Deed, WaitRow, WaitRows

_WEEK = timedelta(days=7)


class StandInRows(WaitRows):
    """One row for each colleague."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._formats = Formats(zone=desk.team.calendar.tz)

    def row(self, one: StandIn) -> WaitRow:
        """Return the row of one colleague."""
        icon = "user-check" if one.is_mine else "users"
        return WaitRow(
            self.desk.themes, icon=icon, title=self._title(one), note=self._note(one), deeds=self._deeds(one)
        )

    def _title(self, one: StandIn) -> str:
        if one.is_mine:
            return self.tr("%Ln of yours are still with {name}", "", one.handed).format(name=one.other)
        if one.absence is None:
            return self.tr("You look after %Ln of {name}", "", one.handed).format(name=one.other)
        until = self._until(one.absence.last_day)
        return self.tr("You look after the work of {name} {until}").format(name=one.other, until=until)

    def _note(self, one: StandIn) -> str:
        if one.is_mine:
            return self.tr("They took it over while you were away")
        if one.absence is None:
            return self.tr("Handed over to you")
        told = [self.tr("%Ln taken over", "", one.handed)] if one.handed else []
        told += [self.tr("%Ln still to take over", "", one.left)] if one.left else []
        return " · ".join(told) or self.tr("Nothing of theirs comes up in these days")

    def _deeds(self, one: StandIn) -> list[Deed]:
        if not self.desk.workspace.may(Permission.ASSIGN):
            return []
        deeds: list[Deed] = []
        if one.left:
            deeds.append((self.tr("Look through…"), partial(self._look_through, one)))
            deeds.append((self.tr("Take over all"), partial(self._take_over, one)))
        if one.handed:
            words = self.tr("Take back") if one.is_mine else self.tr("Give back")
            deeds.append((words, partial(self._give_back, one)))
        return deeds

    def _look_through(self, one: StandIn) -> None:
        from csops.ui.today.handover_dialog import HandoverDialog, Whose  # opened now and then

        whose = Whose(from_id=one.other_id, to_id=self.desk.workspace.member.id, absence=one.absence)
        HandoverDialog(self.desk, self.window(), whose).open()

    def _take_over(self, one: StandIn) -> None:
        workspace, absence = self.desk.workspace, one.absence
        assert absence is not None, "only who is away leaves work behind"

        def act() -> int:
            held = handovers.held_by(workspace, member_id=one.other_id, until=absence.last_day)
            items = [each.handed for each in held]
            kept = handovers.hand_over(
                workspace, from_id=one.other_id, to_id=workspace.member.id, items=items, absence_id=absence.id
            )
            return len(kept.items)

        self.desk.act(act, said=self._said(self.tr("Taken over from {name}: {n}"), one.other))

    def _give_back(self, one: StandIn) -> None:
        workspace = self.desk.workspace
        act = partial(handovers.take_back, workspace, handover_ids=one.handover_ids)
        words = self.tr("Taken back from {name}: {n}") if one.is_mine else self.tr("Given back to {name}: {n}")
        self.desk.act(act, said=self._said(words, one.other))

    def _said(self, words: str, name: str) -> Callable[[int], Said]:
        return lambda number: Said(text=words.format(name=name, n=self._formats.number(number)))

    def _until(self, day: date) -> str:
        today = self.desk.workspace.now().astimezone(self._formats.zone).date()
        if day == today:
            return self.tr("until tonight")
        if day - today < _WEEK:
            name = self._formats.locale.dayName(day.isoweekday())
        else:
            name = self._formats.day(day, weekday=True, year=day.year != today.year)
        return self.tr("until {day}").format(day=name)
