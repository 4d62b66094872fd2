"""What lists and heads say of a case: its state as a pill, when it is due, how old it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from csops.domain.answers import Deadlines
from csops.domain.cases import State
from csops.domain.lines import CaseLine
from csops.ui.kit.formats import Formats
from csops.ui.kit.marks import PillLook


def tr(text: str) -> str:
    """Translate a text about cases."""
    return QCoreApplication.translate("Cases", text)


def state_words(state: State) -> str:
    """Return a state in words, as menus say it."""
    return {
        State.NEW: tr("New"),
        State.OPEN: tr("Open"),
        State.WAITING_FOR_CUSTOMER: tr("Waiting for the customer"),
        State.WAITING_FOR_THIRD_PARTY: tr("Waiting for a third party"),
        State.RESOLVED: tr("Resolved"),
        State.CLOSED: tr("Closed"),
    }[state]


_FAMILIES = {
    State.NEW: "accent",
    State.OPEN: "info",
    State.WAITING_FOR_CUSTOMER: "warning",
    State.WAITING_FOR_THIRD_PARTY: "warning",
    State.RESOLVED: "success",
    State.CLOSED: "neutral",
}


def state_look(state: State) -> PillLook:
    """Return the pill of a state; both kinds of waiting are short in lists."""
    waits = state in {State.WAITING_FOR_CUSTOMER, State.WAITING_FOR_THIRD_PARTY}
    return PillLook(text=tr("Waiting") if waits else state_words(state), family=_FAMILIES[state])


def customer_words(line: CaseLine) -> str:
    """Return who it is about."""
    return line.customer or (tr("Unknown") if line.customer_id is None else tr("Customer without a name"))


@dataclass(frozen=True, kw_only=True)
class Due:
    """When something promised is due, in words and with the colour that says how near that is."""

    text: str
    colour: str


def due_words(line: CaseLine, *, now: datetime, formats: Formats) -> Due | None:
    """Return when the next follow-up of an open case is due; None where nothing is promised."""
    if line.due_at is None:
        return None
    if line.due_at < now:
        return Due(text=tr("Late"), colour="danger.text")
    day, today = line.due_at.astimezone(formats.zone).date(), now.astimezone(formats.zone).date()
    at = formats.time(line.due_at) if line.due_time_known else ""
    if day == today:
        return Due(text=tr("Due {when}").format(when=at or tr("today")), colour="warning.text")
    if day == today + timedelta(days=1):
        return Due(text=" ".join(filter(None, (tr("Tomorrow"), at))), colour="text.secondary")
    if day - today < timedelta(days=7):
        weekday = formats.locale.dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
        return Due(text=" ".join(filter(None, (weekday, at))), colour="text.secondary")
    return Due(text=formats.day(day), colour="text.secondary")


def unanswered_words(line: CaseLine, deadlines: Deadlines, *, now: datetime) -> Due | None:
    """Return that a case waits for its first answer beyond the target of its channel; None where it does not."""
    is_overdue = deadlines.is_overdue(
        line.channel_id, opened_at=line.opened_at, answered_at=line.first_response_at, state=line.state, now=now
    )
    return Due(text=tr("Unanswered"), colour="danger.text") if is_overdue else None


def moment_words(at: datetime | None, *, now: datetime, formats: Formats) -> str:
    """Return a moment as lists say it: of today the time, of this week weekday and time, else the day."""
    if at is None:
        return ""
    day, today = at.astimezone(formats.zone).date(), now.astimezone(formats.zone).date()
    if day == today:
        return formats.time(at)
    if timedelta(0) < today - day < timedelta(days=7):
        return f"{formats.locale.dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)} {formats.time(at)}"
    return formats.day(day, year=day.year != today.year)


def age_words(line: CaseLine, *, now: datetime, formats: Formats) -> str:
    """Return how old an open case is, in whole minutes, hours or days; nothing for one that is settled."""
    if line.state.is_settled:
        return ""
    age = max(timedelta(minutes=1), now - line.opened_at)
    whole = next((unit for unit in (timedelta(days=1), timedelta(hours=1)) if age >= unit), timedelta(minutes=1))
    return formats.duration(age // whole * whole)
