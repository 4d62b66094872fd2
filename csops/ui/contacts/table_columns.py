"""The columns of the table of contacts: what each says of a contact, how it looks, and what it is when copied."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from csops.domain.answers import Deadlines
from csops.domain.cases import State
from csops.domain.contacts import Direction, Result
from csops.domain.lines import ContactLine, ContactTotals
from csops.domain.reports import NUMBER_IN_CSOPS
from csops.services.settings import Team
from csops.ui.cases.words import state_look, state_words
from csops.ui.kit.formats import Formats
from csops.ui.kit.table_cells import PLAIN, QUIET, Align, CellLook, Column
from csops.ui.kit.theme import Themes

STRONG = CellLook(strong=True)
RED = CellLook(colour="danger.text")
MOST_KEPT = 4096


def tr(text: str) -> str:
    """Translate a text of the table of contacts."""
    return QCoreApplication.translate("ContactsTable", text)


def result_words(result: Result) -> str:
    """Return how a contact ended, in words."""
    return {
        Result.RESOLVED: tr("Resolved"),
        Result.FOLLOW_UP: tr("Follow-up"),
        Result.PASSED: tr("Passed on"),
        Result.MISSED: tr("Missed"),
        Result.OPEN: tr("Open"),
    }[result]


def direction_words(direction: Direction) -> str:
    """Return who turned to whom, in words."""
    return {Direction.IN: tr("Incoming"), Direction.OUT: tr("Outgoing")}[direction]


class TableWords:
    """How the values of a contact are written, in the zone of the shop; told anew when the team changes."""

    def __init__(self, themes: Themes, team: Team, *, now: Callable[[], datetime]) -> None:
        self._themes, self._now = themes, now
        self._looks: dict[str, CellLook] = {}
        self._targets: Mapping[int, timedelta] = {}
        self.formats = Formats()
        # Forty rows of ten cells are painted per frame: a moment is put into words once.
        self._written: dict[object, str] = {}
        self.show_team(team)

    def show_team(self, team: Team) -> None:
        """Take zone and targets from the team as it is now."""
        self.formats = Formats(zone=ZoneInfo(team.shop.zone))
        self._targets = {one.id: one.target for one in team.channels if one.is_immediate}
        self._deadlines = Deadlines(team.calendar, team.channels)
        self._late = _late(tr("Late"))
        self._overdue = _late(tr("Late: not answered yet"))
        self._written.clear()

    def local(self, at: datetime) -> datetime:
        """Return a moment as the shop's clock shows it."""
        return at.astimezone(self.formats.zone).replace(tzinfo=None)

    def started(self, line: ContactLine) -> object:
        """Return day and time, or the day alone where the time of day is not known."""
        local = self.local(line.happened_at)
        return local if line.time_known else local.date()

    def moment(self, value: Any) -> str:
        """Return what `started` gives in words: 17 Nov 10:02, of another year with the year."""
        return self._kept(value, self._moment)

    def _moment(self, value: Any) -> str:
        day = value.date() if isinstance(value, datetime) else value
        other_year = day.year != self.local(self._now()).year
        words = self.formats.day(day, year=other_year)
        if not isinstance(value, datetime):
            return words
        return f"{words} {self.formats.time(value.replace(tzinfo=self.formats.zone))}"

    def day(self, value: Any) -> str:
        """Return a day with its weekday, of another year with the year."""
        return self.formats.day(value, weekday=True, year=value.year != self.local(self._now()).year)

    def clock(self, value: timedelta) -> str:
        """Return minutes and seconds."""
        return self.formats.clock(value)

    def elapsed(self, value: timedelta) -> str:
        """Return an elapsed time: hours and minutes, from a day on days."""
        return self._kept(value, self._elapsed)

    def _elapsed(self, value: timedelta) -> str:
        return self.formats.hours(value) if value < timedelta(days=1) else self.formats.duration(value)

    def _kept(self, value: Any, write: Callable[[Any], str]) -> str:
        key = (value, write.__name__)
        if key not in self._written:
            if len(self._written) >= MOST_KEPT:
                self._written.clear()
            self._written[key] = write(value)
        return self._written[key]

    def mean(self, value: timedelta | None, of: int) -> str:
        """Return a mean with the number of contacts that it rests on."""
        return tr("{mean} mean of {number}").format(mean=self.formats.clock(value), number=self.formats.number(of))

    def figures(self, totals: ContactTotals) -> dict[str, str]:
        """Return what stands below the columns."""
        return {
            "handle_time": self.mean(totals.handle_time, totals.with_handle_time),
            "answered_after": self.mean(totals.answered_after, totals.with_answer),
        }

    def channel_look(self, line: ContactLine) -> CellLook:
        """Return the icon of a contact's channel, in its colour."""
        known = self._looks.get(line.channel_key)
        if known is None:
            look = self._themes.current.channel(line.channel_key)
            known = CellLook(colour="text.secondary", icon=look.icon, icon_colour=look.token)
            self._looks[line.channel_key] = known
        return known

    def answer_look(self, line: ContactLine) -> CellLook:
        """A red clock where somebody waited longer than the channel's target."""
        target = self._targets.get(line.channel_id)
        is_late = target is not None and line.answered_after is not None and line.answered_after > target
        return self._late if is_late else PLAIN

    def response_look(self, line: ContactLine) -> CellLook:
        """A red clock where the case was first answered after its channel's target, or should be by now."""
        channel_id, opened_at, answered_at = line.case_channel_id, line.opened_at, line.first_response_at
        if self._deadlines.was_late(channel_id, opened_at=opened_at, answered_at=answered_at):
            return self._late
        is_overdue = self._deadlines.is_overdue(
            channel_id, opened_at=opened_at, answered_at=answered_at, state=line.state, now=self._now()
        )
        return self._overdue if is_overdue else PLAIN


def _late(note: str) -> CellLook:
    """Return the look of a time beyond its target: a clock before the figure, for whoever does not see red."""
    return CellLook(colour="danger.text", icon="alarm-clock", icon_colour="danger.text", note=note)


def contact_columns(words: TableWords) -> list[Column]:
    """Return every column, those of the picture first; what few people need is hidden until asked for."""
    return [*_matter(words), *_people(), *_times(words), *_rest()]


def _matter(words: TableWords) -> list[Column]:
    return [
        Column(
            key="happened_at",
            title=tr("Started"),
            value=words.started,
            text=words.moment,
            look=lambda _line: QUIET,
            width=146,
            pinned=True,
        ),
        Column(
            key="channel",
            title=tr("Channel"),
            value=lambda line: line.channel,
            look=words.channel_look,
            width=92,
        ),
        Column(
            key="customer",
            title=tr("Customer"),
            value=lambda line: line.customer or None,
            look=lambda _line: STRONG,
            width=124,
            least=114,
        ),
        Column(
            key="topic",
            title=tr("Topic"),
            value=lambda line: line.topic or None,
            look=lambda _line: QUIET,
            width=140,
            least=116,
        ),
        Column(
            key="title",
            title=tr("Summary"),
            value=lambda line: line.title or None,
            width=190,
            least=162,
            grows=True,
        ),
        Column(
            key="text",
            title=tr("What happened"),
            value=lambda line: line.text or None,
            text=_one_line,
            look=lambda _line: QUIET,
            width=260,
            sortable=False,
            hidden=True,
        ),
    ]


def _people() -> list[Column]:
    pills = {state: state_look(state) for state in State}
    looks = {state: CellLook(pill=pill.family) for state, pill in pills.items()}
    return [
        Column(
            key="state",
            title=tr("Status"),
            value=lambda line: line.state,
            text=lambda state: pills[state].text,
            look=lambda line: looks[line.state],
            width=84,
        ),
        Column(
            key="owner",
            title=tr("Owner"),
            value=lambda line: line.owner or None,
            text=_first_name,
            look=lambda line: CellLook(colour="text.secondary", avatar=line.owner),
            width=92,
        ),
        Column(
            key="member",
            title=tr("Handled by"),
            value=lambda line: line.member or None,
            text=_first_name,
            look=lambda line: CellLook(colour="text.secondary", avatar=line.member),
            width=108,
            hidden=True,
        ),
        Column(
            key="direction",
            title=tr("Direction"),
            value=lambda line: line.direction,
            text=direction_words,
            look=lambda _line: QUIET,
            width=92,
            hidden=True,
        ),
        Column(
            key="result",
            title=tr("Result"),
            value=lambda line: line.result,
            text=result_words,
            look=lambda line: RED if line.result is Result.MISSED else QUIET,
            width=92,
            hidden=True,
        ),
    ]


def _times(words: TableWords) -> list[Column]:
    return [
        Column(
            key="first_response",
            title=tr("First response"),
            value=lambda line: line.first_response,
            text=words.elapsed,
            look=words.response_look,
            align=Align.TRAILING,
            width=102,
        ),
        Column(
            key="resolution_time",
            title=tr("Resolution time"),
            value=lambda line: line.resolution_time,
            text=words.elapsed,
            align=Align.TRAILING,
            width=108,
        ),
        Column(
            key="handle_time",
            title=tr("Handle time"),
            value=lambda line: line.handle_time,
            text=words.clock,
            align=Align.TRAILING,
            width=92,
        ),
        Column(
            key="answered_after",
            title=tr("Answered after"),
            value=lambda line: line.answered_after,
            text=words.clock,
            look=words.answer_look,
            align=Align.TRAILING,
            width=124,
            hidden=True,
        ),
    ]


def _rest() -> list[Column]:
    return [
        Column(
            key="case_id",
            title=tr("Case number"),
            value=lambda line: line.case_id,
            look=lambda _line: QUIET,
            align=Align.TRAILING,
            width=104,
            hidden=True,
        ),
        Column(
            key="number",
            title=tr("Number"),
            value=lambda line: line.number or None,
            look=lambda _line: QUIET,
            width=110,
            hidden=True,
        ),
    ]


def copied_columns(columns: list[Column]) -> list[Column]:
    """Return the columns as a spreadsheet wants them: whole names and whole texts, not what fits into a cell."""
    whole: dict[str, Callable[[Any], str]] = {"owner": str, "member": str, "text": str, "state": state_words}
    shown = [replace(column, text=whole.get(column.key, column.text)) for column in columns]
    # Not translated: by this heading an import knows our own rows again.
    return [*shown, Column(key="id", title=NUMBER_IN_CSOPS, value=lambda line: line.id)]


def _one_line(text: Any) -> str:
    return " ".join(str(text).split())


def _first_name(name: Any) -> str:
    return str(name).split(maxsplit=1)[0]
