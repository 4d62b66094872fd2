"""Contacts of today by hour, against what the forecast expected."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.services.today import CameToday, HourExpected
from csops.ui.kit.cards import Card
from csops.ui.kit.chart_bars import BarsChart
from csops.ui.kit.charts import BarsData
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.kit.waiting import Waiting, standing_bars

_HOUR = timedelta(hours=1)
_BELOW_TITLE = 40  # pixels at 100 %


class HoursCard(Card):
    """The card at the right, below."""

    def __init__(
        self, themes: Themes, *, formats: Formats, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(themes, padded=False, parent=parent)
        self._formats, self._now = formats, now
        self._came: CameToday | None = None
        self._expected: Sequence[HourExpected] = ()
        self.chart = BarsChart(themes, BarsData(title=self.tr("Contacts today"), names=(), actual=()))
        self.chart.setMinimumHeight(themes.current.space(12) * 4)
        self.none = Text(themes, font="body", colour="text.secondary", wrap=True)
        inner = QVBoxLayout()
        Spacing(themes, inner, margins=(5, 3, 5, 4), gap=2)
        self.title = Text(themes, self.tr("Contacts today"), font="title3")
        inner.addWidget(self.title)
        inner.addWidget(self.none)
        inner.addWidget(self.chart, 1)
        inner.addStretch(0)  # without the chart the words stay at the top
        self.body.addLayout(inner)
        self.waiting = Waiting(themes, self, shape=standing_bars, top=_BELOW_TITLE)
        self.setAccessibleName(self.tr("Contacts today"))
        self._show()

    def show_came(self, came: CameToday) -> None:
        """Show what came so far."""
        self._came = came
        self.waiting.end()
        self._show()

    def show_expected(self, expected: Sequence[HourExpected]) -> None:
        """Show what was expected."""
        self._expected = expected
        self._show()

    def _show(self) -> None:
        came = self._came or CameToday(hours=())
        hours = sorted({each.starts_at for each in came.hours} | {each.starts_at for each in self._expected})
        self.chart.setVisible(bool(hours))
        self.none.setVisible(not hours and self._came is not None)
        self.title.setVisible(not hours)
        self.none.say(self._none_words(came))
        if hours:
            self.chart.show_data(self._data(hours, came))

    def _none_words(self, came: CameToday) -> str:
        """Say why there is no hour to show, and what came all the same."""
        said = self.tr("The shop is closed today.")
        if came.opens_at is not None:
            said = self.tr("The shop opens at {time}.").format(time=self._formats.time(came.opens_at))
        return f"{said} {self.tr('%Ln contacts came all the same', '', came.number)}" if came.number else said

    def _data(self, hours: Sequence[datetime], found: CameToday) -> BarsData:
        now = self._now()
        came = {each.starts_at: each.count for each in found.hours}
        expected = {each.starts_at: each for each in self._expected}
        known = [expected.get(hour) for hour in hours]
        has_forecast = bool(self._expected)
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
            side=self._side(found.number, sum(each.expected for each in self._expected)),
            foot=self.tr("%Ln outside hours", "", found.outside) if found.outside else "",
            unit=self.tr("contacts"),
        )

    def _side(self, so_far: int, expected: float) -> str:
        if not self._expected:
            return self.tr("{n} so far").format(n=self._formats.number(so_far))
        return self.tr("{n} so far · {expected} expected").format(
            n=self._formats.number(so_far), expected=self._formats.number(expected)
        )
