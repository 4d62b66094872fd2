"""Contacts of today by hour against what was expected, what is still to come, and who is on shift."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.contacts import Direction
from csops.domain.questions import Question
from csops.services.today import CameToday
from csops.ui.kit.cards import Card
from csops.ui.kit.chart_bars import BarsChart
from csops.ui.kit.charts import BarsData
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.kit.waiting import Waiting, standing_bars
from csops.ui.today import day_words

if TYPE_CHECKING:
    from csops.services.on_shift import ShiftsToday, TodaysRoster
    from csops.services.rest_of_day import DayExpected, DaySoFar
    from csops.services.today import HourExpected

_HOUR = timedelta(hours=1)
_BELOW_TITLE = 40  # pixels at 100 %


class HoursCard(Card):
    """The card at the right, below.

    Signals:
        opened(object, str): the contacts of this question shall be shown, under this name.
        shifts_wanted: the plans of shifts shall be shown.
    """

    opened = Signal(object, str)
    shifts_wanted = Signal()

    def __init__(
        self, themes: Themes, *, formats: Formats, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(themes, padded=False, parent=parent)
        self._formats, self._now = formats, now
        self._came: CameToday | None = None
        self._expected: DayExpected | None = None
        self._roster: TodaysRoster | None = None
        self._hours: Sequence[datetime] = ()
        self.chart = BarsChart(themes, BarsData(title=self.tr("Contacts today"), names=(), actual=()))
        self.chart.setMinimumHeight(themes.current.space(10) * 4)
        self.chart.picked.connect(self._open_hour)
        self.none = Text(themes, font="body", colour="text.secondary", wrap=True)
        self.said = Text(themes, font="small", wrap=True, figures=True)
        self.ground = Text(themes, font="small", colour="text.secondary", wrap=True, figures=True)
        self.people = Text(themes, font="small", colour="text.secondary", wrap=True, figures=True)
        self.open_list = Button(themes, self.tr("Open list"), role=Role.LINK, compact=True)
        self.open_list.setAccessibleName(self.tr("Open the contacts of today"))
        self.open_list.clicked.connect(self._open_day)
        self.plan = Button(themes, self.tr("Open shifts"), role=Role.LINK, compact=True)
        self.plan.clicked.connect(self.shifts_wanted)
        self.title = Text(themes, self.tr("Contacts today"), font="title3")
        self._lay_out(themes)
        self.waiting = Waiting(themes, self, shape=standing_bars, top=_BELOW_TITLE)
        self.setAccessibleName(self.tr("Contacts today"))
        self._show()

    def show_came(self, came: CameToday) -> None:
        """Show what came so far."""
        self._came = came
        self.waiting.end()
        self._show()

    def show_expected(self, expected: "DayExpected") -> None:
        """Show what was expected."""
        self._expected = expected
        self._show()

    def show_roster(self, roster: "TodaysRoster") -> None:
        """Show who works today."""
        self._roster = roster
        self._show()

    def _lay_out(self, themes: Themes) -> None:
        inner = QVBoxLayout()
        Spacing(themes, inner, margins=(5, 3, 5, 3), gap=1)
        for widget in (self.title, self.none):
            inner.addWidget(widget)
        inner.addWidget(self.chart, 1)
        for words, link in ((self.said, self.open_list), (self.people, self.plan)):
            row = QHBoxLayout()
            Spacing(themes, row, gap=2)
            row.addWidget(words, 1)
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
            inner.addLayout(row)
            if words is self.said:
                inner.addWidget(self.ground)
        inner.addStretch(0)  # without the chart the words stay at the top
        self.body.addLayout(inner)

    def _show(self) -> None:
        came = self._came or CameToday(hours=())
        hours = sorted({each.starts_at for each in came.hours} | {each.starts_at for each in self._hours_expected()})
        self._hours = hours
        self.chart.setVisible(bool(hours))
        self.none.setVisible(not hours and self._came is not None)
        self.title.setVisible(not hours)
        self.none.say(self._none_words(came))
        if hours:
            self.chart.show_data(self._data(hours, came))
        self._say(came)

    def _say(self, came: CameToday) -> None:
        """Say what is still to come, and who is here."""
        found = self._so_far(came)
        self.said.say("" if found is None else day_words.outcome(found, self._formats))
        self.ground.say("" if found is None else day_words.ground(found, self._formats))
        roster = self._roster if self._hours else None
        self.people.say("" if roster is None else day_words.people(roster, self._now(), self._formats))
        for words in (self.said, self.ground, self.people):
            words.setVisible(bool(words.words()))
        self.open_list.setVisible(bool(came.number))
        self.plan.setVisible(bool(self.people.words()) and self._shifts() is None)

    def _so_far(self, came: CameToday) -> "DaySoFar | None":
        if self._came is None or self._expected is None:
            return None
        from csops.services.rest_of_day import so_far  # starting the window does not wait for it

        return so_far(self._expected, came, now=self._now())

    def _hours_expected(self) -> "tuple[HourExpected, ...]":
        return self._expected.hours if self._expected is not None else ()

    def _shifts(self) -> "ShiftsToday | None":
        return self._roster.shifts if self._roster is not None else None

    # ------------------------------------------------------------ what is behind it
    def _open_day(self) -> None:
        since = self._came.since if self._came is not None else None
        self.opened.emit(Question(directions=(Direction.IN,), since=since), self.tr("Contacts today"))

    def _open_hour(self, place: int) -> None:
        hour = self._hours[place]
        # What was written while the shop was closed counts in the first hour.
        since = self._came.since if place == 0 and self._came is not None else hour
        name = self.tr("Contacts from {time}").format(time=self._formats.time(hour))
        self.opened.emit(Question(directions=(Direction.IN,), since=since, until=hour + _HOUR), name)

    def _none_words(self, came: CameToday) -> str:
        """Say why there is no hour to show, and what came all the same."""
        said = self.tr("The shop is closed today.")
        if came.opens_at is not None:
            said = self.tr("The shop opens at {time}.").format(time=self._formats.time(came.opens_at))
        return f"{said} {self.tr('%Ln contacts came all the same', '', came.number)}" if came.number else said

    def _data(self, hours: Sequence[datetime], found: CameToday) -> BarsData:
        now = self._now()
        came = {each.starts_at: each.count for each in found.hours}
        expected = {each.starts_at: each for each in self._hours_expected()}
        known = [expected.get(hour) for hour in hours]
        foot, colour = self._foot(found)
        has_forecast = bool(expected)
        running = next((place for place, hour in enumerate(hours) if hour <= now < hour + _HOUR), None)
        return BarsData(
            title=self.tr("Contacts today"),
            names=tuple(self._formats.time(hour) for hour in hours),
            actual=tuple(came.get(hour, 0) if hour <= now else None for hour in hours),
            running=running,
            expected=tuple(each.expected if each else 0.0 for each in known) if has_forecast else (),
            low=tuple(each.low if each else 0.0 for each in known) if has_forecast else (),
            high=tuple(each.high if each else 0.0 for each in known) if has_forecast else (),
            range_words=self.tr("80 % range") if has_forecast else "",
            side=self._side(found),
            foot=foot,
            foot_colour=colour,
            unit=self.tr("contacts"),
        )

    def _side(self, found: CameToday) -> str:
        came, hours = self._formats.number(found.number), self._hours_expected()
        if not hours:
            said = self.tr("{n} so far").format(n=came)
        else:
            expected = self._formats.number(sum(each.expected for each in hours))
            said = self.tr("{n} so far · {expected} expected").format(n=came, expected=expected)
        if found.outside and self._shifts() is not None:
            return f"{said} · {self._outside(found)}"
        return said

    def _foot(self, found: CameToday) -> tuple[str, str]:
        """What stands beside the legend, and its colour: people on shift, else what came while closed."""
        shifts = self._shifts()
        if shifts is None:
            return (self._outside(found) if found.outside else ""), "text.secondary"
        said, is_short = day_words.on_shift(shifts, self._now(), self._formats)
        return said, "danger.text" if is_short else "success.text"

    def _outside(self, found: CameToday) -> str:
        return self.tr("%Ln outside hours", "", found.outside)
