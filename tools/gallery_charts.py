"""The bike shop's figures, as charts, for the gallery."""

from datetime import date, timedelta

from PySide6.QtWidgets import QGridLayout, QWidget

from csops.ui.kit.chart_ages import AgeBarsChart
from csops.ui.kit.chart_bars import BarsChart
from csops.ui.kit.chart_fan import FanChart
from csops.ui.kit.charts import (
    AgeBar,
    AgeBars,
    Band,
    BarsData,
    Event,
    FanData,
    HeatCell,
    HeatData,
    SmallFanData,
    SparkData,
)  # fmt: skip
from csops.ui.kit.heat_map import HeatMap
from csops.ui.kit.sparkline import SmallFan, Sparkline
from csops.ui.kit.theme import Themes

CALLS = (203, 210, 199, 191, 186, 193, 178, 169, 184, 183, 190, 181, 197, 203, 194, 217, 215, 234, 208, 200, 209, 197,
         204, 194, 205, 220.0)  # fmt: skip
EXPECTED = (216, 283, 246, 225, 223, 219, 214, 210.0)
SPREADS = (7, 15, 16, 16, 18, 19, 20, 21)
LAST_YEAR = tuple(value * 0.925 for value in (*CALLS, *EXPECTED))
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
NEEDED = ("2234444432233333322222", "2223333322233332222221", "2223333222223322222221", "2223333222223322222221",
          "2224444422233332222222", "..33343333333333......")  # fmt: skip
SHORT = {(0, 4), (0, 5), (0, 6), (5, 5), (5, 6)}


def fan_data() -> FanData:
    starts = tuple(date(2026, 5, 4) + timedelta(weeks=week) for week in range(len(CALLS) + len(EXPECTED)))
    return FanData(
        title="Phone calls a week",
        lesson="Usual miss 9 %, against 14 % for last year’s figure",
        starts=starts,
        names=tuple(f"Week of {day.day} {day:%b}" for day in starts),
        history=CALLS,
        expected=EXPECTED,
        bands=tuple(_band(share, times) for share, times in ((0.5, 1.0), (0.8, 2.0), (0.95, 3.0))),
        last_year=LAST_YEAR,
        events=(Event(at=27, words="Black Friday +35 %"),),
        unit="calls",
    )


def _band(share: float, times: float) -> Band:
    low = tuple(value - spread * times for value, spread in zip(EXPECTED, SPREADS, strict=True))
    high = tuple(value + spread * times for value, spread in zip(EXPECTED, SPREADS, strict=True))
    return Band(share=share, low=low, high=high)


def bars_data() -> BarsData:
    expected = (2.0, 6, 8, 7, 5, 5, 6, 7, 6, 4, 2)
    reach = (1.5, 2.5, 3.5, 3.5, 2.5, 2.5, 2.5, 3.0, 3.0, 2.5, 1.5)
    return BarsData(
        title="Contacts today",
        side="13 so far · 58 expected",
        names=tuple(f"{hour}:00" for hour in range(8, 19)),
        actual=(3, 8, 2, *[None] * 8),
        running=2,
        expected=expected,
        low=tuple(value - r for value, r in zip(expected, reach, strict=True)),
        high=tuple(value + r for value, r in zip(expected, reach, strict=True)),
        range_words="80 % range",
        foot="On shift: 3 of 3 needed",
        foot_colour="success.text",
        unit="contacts",
    )


def ages_data() -> AgeBars:
    return AgeBars(title="Open cases by age", bars=(
        AgeBar(key="4h", name="Under 4 hours", number=5),
        AgeBar(key="1d", name="4 to 24 hours", number=8),
        AgeBar(key="3d", name="1 to 3 days", number=6),
        AgeBar(key="7d", name="3 to 7 days", number=3, colour="warning.solid"),
        AgeBar(key="old", name="Over 7 days", number=1, colour="danger.solid"),
    ))  # fmt: skip


def heat_data() -> HeatData:
    times = [f"{8 + slot // 2}:{slot % 2 * 30:02}" for slot in range(22)]
    return HeatData(
        title="People needed, week of 24 Nov",
        row_names=tuple(day[:3] for day in DAYS),
        column_names=tuple(time if time.endswith("00") else "" for time in times),
        cells=tuple(
            tuple(_cell(day, slot, times[slot], number) for slot, number in enumerate(NEEDED[day])) for day in range(6)
        ),
        totals=("31", "26", "24", "24", "29", "22"),
        totals_name="Hours",
        short_words="Fewer on the roster than needed (5 half hours)",
    )


def _cell(day: int, slot: int, time: str, number: str) -> HeatCell | None:
    if number == ".":
        return None
    is_short = (day, slot) in SHORT
    needed, roster = int(number), int(number) - is_short
    return HeatCell(number=needed, words=f"{DAYS[day]} {time}, {needed} needed, {roster} on roster", is_short=is_short)


def spark_data(*, is_late: bool) -> SparkData:
    values = (29, 31, 30, 34, 33, 31, 28, 33, 36, 35, 39, 38)
    colour = "warning.solid" if is_late else "success.solid"
    return SparkData(values=tuple(map(float, values)), goal=30, colour=colour, words="First response, 12 weeks, now 38")


def small_fan_data(colour: str) -> SmallFanData:
    low = tuple(value - 2 * spread for value, spread in zip(EXPECTED, SPREADS, strict=True))
    high = tuple(value + 2 * spread for value, spread in zip(EXPECTED, SPREADS, strict=True))
    return SmallFanData(history=CALLS[-12:], expected=EXPECTED, low=low, high=high, colour=colour, words="229 a week")


def all_charts(themes: Themes) -> QWidget:
    """Return a sheet with one chart of each kind."""
    sheet = QWidget()
    grid = QGridLayout(sheet)
    grid.setSpacing(24)
    fan, heat = FanChart(themes, fan_data()), HeatMap(themes, heat_data())
    fan.setFixedSize(820, 250)
    heat.setFixedWidth(820)
    bars, ages = BarsChart(themes, bars_data()), AgeBarsChart(themes, ages_data())
    bars.setFixedSize(404, 290)
    ages.setFixedSize(404, 150)
    grid.addWidget(fan, 0, 0, 1, 2)
    grid.addWidget(heat, 1, 0, 1, 2)
    grid.addWidget(ages, 0, 2)
    grid.addWidget(bars, 1, 2, 2, 1)
    grid.addWidget(Sparkline(themes, spark_data(is_late=True)), 2, 0)
    grid.addWidget(SmallFan(themes, small_fan_data("channel.chat")), 2, 1)
    fan.go_to(27)
    heat.go_to(0, 5)
    return sheet
