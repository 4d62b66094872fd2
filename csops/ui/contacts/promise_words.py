"""Promises in words: when they are due, what became of them, who made them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from csops.domain.promises import Promise, PromiseState, is_kept_late, overdue_from
from csops.ui.kit.formats import Formats
from csops.ui.kit.marks import PillLook


def tr(text: str, number: int = -1) -> str:
    """Translate a text about promises."""
    return QCoreApplication.translate("Promises", text, None, number)


@dataclass(frozen=True, kw_only=True)
class PromiseWords:
    """What the words need: how days are written, the first name of a member, and the moment of reading."""

    formats: Formats
    name: Callable[[int | None], str]
    now: datetime

    def about(self, promise: Promise) -> str:
        """Say by when, whose it is, when it was made, and whether the customer was told that it slips."""
        by = tr("By {day}").format(day=self._day(promise.due_at, time_known=promise.time_known))
        owner, maker, made = self.name(promise.owner_id), self.name(promise.made_by), self._day(promise.made_at)
        promised = tr("promised {day} by {who}") if maker else tr("promised {day}")
        told = "" if promise.told_at is None else tr("customer told {day}").format(day=self._day(promise.told_at))
        return " · ".join(filter(None, (by, owner, promised.format(day=made, who=maker), told, promise.note)))

    def status(self, promise: Promise) -> PillLook:
        """Say how it stands."""
        if promise.state is PromiseState.OPEN:
            return self._open(promise)
        looks = {
            PromiseState.KEPT: PillLook(text=tr("Kept"), family="success", icon="check"),
            PromiseState.BROKEN: PillLook(text=tr("Not kept"), family="danger", icon="x"),
            PromiseState.WITHDRAWN: PillLook(text=tr("Withdrawn"), icon="undo-2"),
        }
        late = PillLook(text=tr("Kept late"), family="warning", icon="check")
        return late if is_kept_late(promise) else looks[promise.state]

    def _open(self, promise: Promise) -> PillLook:
        zone = self.formats.zone
        days = (promise.due_at.astimezone(zone).date() - self.now.astimezone(zone).date()).days
        if self.now >= overdue_from(promise):
            text = tr("%Ln days late", -days) if days else tr("Late today")
            return PillLook(text=text, family="danger", icon="alarm-clock-off")
        if promise.told_at is not None:
            return PillLook(text=tr("Slips, customer told"), family="warning", icon="clock")
        near = {0: tr("Due today"), 1: tr("Due tomorrow")}
        return PillLook(text=near.get(days) or tr("Due in %Ln days", days), family="info" if days > 1 else "warning")

    def _day(self, at: datetime, *, time_known: bool = False) -> str:
        local = at.astimezone(self.formats.zone)
        year = local.year != self.now.astimezone(self.formats.zone).year
        words = self.formats.day(local.date(), weekday=True, year=year)
        return f"{words} {self.formats.time(at)}" if time_known else words
