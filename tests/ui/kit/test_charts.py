"""Charts: scales, words, keys, tables and files."""

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from csops.ui.kit.chart_ages import AgeBarsChart
from csops.ui.kit.chart_bars import BarsChart
from csops.ui.kit.chart_events import lane, lay_out
from csops.ui.kit.chart_fan import FanChart
from csops.ui.kit.chart_scale import Scale, ticks, time_ticks, whole_ticks
from csops.ui.kit.charts import AgeBar, AgeBars, Band, BarsData, Event, FanData, SmallFanData, SparkData
from csops.ui.kit.sparkline import SmallFan, Sparkline
from csops.ui.kit.theme import Themes

Key = Qt.Key
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
STARTS = tuple(date(2026, 9, 7) + timedelta(weeks=week) for week in range(14))
FAN = FanData(
    title="Phone calls a week",
    lesson="Usual miss 9 %",
    starts=STARTS,
    names=tuple(f"Week {number}" for number in range(1, 15)),
    history=(200.0, 210, 205, 190, None, 220, 215, 230, 224, 219),
    expected=(216, 283, 246, 225),
    bands=(
        Band(share=0.8, low=(200, 254, 220, 200), high=(232, 313, 272, 250)),
        Band(share=0.5, low=(208, 270, 233, 212), high=(224, 296, 259, 238)),
    ),
    unit="calls",
)
BARS = BarsData(
    title="Contacts today",
    names=("8:00", "9:00", "10:00"),
    actual=(3, 8, None),
    running=1,
    expected=(2, 6, 8),
    low=(1, 4, 5),
    high=(4, 9, 12),
    range_words="80 % range",
    unit="contacts",
)
YOUNG, OLD = AgeBar(key="4h", name="Under 4 hours", number=5), AgeBar(key="old", name="Over 7 days", number=1)
AGES = AgeBars(title="Open cases by age", bars=(YOUNG, OLD))


@pytest.fixture
def themes(qapp: QApplication) -> Themes:
    made = Themes(qapp)
    made.choose("light")
    return made


@pytest.fixture
def fan(qtbot: QtBot, themes: Themes) -> FanChart:
    made = FanChart(themes, FAN)
    qtbot.addWidget(made)
    made.resize(820, 250)
    made.show()
    return made


@given(low=st.floats(-1e6, 1e6), span=st.floats(0.01, 1e6))
def test_ticks_enclose_the_values_in_at_most_six_even_steps(low: float, span: float) -> None:
    marks = ticks(low, low + span)
    assert 2 <= len(marks) <= 6
    assert marks[0] <= low + 1e-6 * span
    assert marks[-1] >= low + span - 1e-6 * span


def test_ticks_are_round_numbers() -> None:
    assert ticks(151, 329) == [150, 200, 250, 300, 350]
    assert whole_ticks(12) == [0, 4, 8, 12]
    assert whole_ticks(0) == [0, 1]
    assert ticks(5, 5)[0] <= 5 < ticks(5, 5)[-1]


def test_long_charts_print_months_and_short_ones_days() -> None:
    assert [name for _, name in time_ticks(STARTS)] == ["Sep", "Oct", "Nov", "Dec"]
    assert [name for _, name in time_ticks(STARTS[:2])] == ["7 Sep", "14 Sep"]
    assert time_ticks(()) == []


def test_a_month_that_began_before_the_first_step_has_no_name() -> None:
    late = [date(2026, 5, 25) + timedelta(weeks=week) for week in range(14)]
    assert [name for _, name in time_ticks(late)] == ["Jun", "Jul", "Aug"]


def test_events_that_fit_are_named_and_none_lies_over_another() -> None:
    chips = lay_out([50, 120], [40, 40], sign=10, left=0, right=200, gap=2)
    assert [(chip.left, chip.width, chip.is_named) for chip in chips] == [(30, 40, True), (100, 40, True)]
    near = lay_out([100, 105], [60, 60], sign=10, left=0, right=130, gap=2)
    assert [chip.is_named for chip in near] == [True, False]
    assert near[0].right + 2 <= near[1].left


def test_neighbours_without_room_for_two_names_share_one(themes: Themes) -> None:
    events = (Event(at=11, words="Christmas Day"), Event(at=12, words="New Year's Day"))
    x = Scale(low=9, high=13, start=0, end=190)

    def shown(width: int, *found: Event) -> list[tuple[str, bool]]:
        made = lane(QRectF(0, 0, width, 20), found, x=x, name="Forecast", theme=themes.current)
        return [(words, chip.is_named) for words, chip in zip(made.words, made.chips, strict=True)]

    assert shown(400, *events) == [("Christmas Day", True), ("New Year's Day", True)]
    assert shown(210, *events) == [("Christmas Day, New Year's Day", True)]
    assert shown(130, *events) == [("Christmas Day", False), ("New Year's Day", False)]
    assert shown(140, events[0], Event(at=12, words="Christmas Day")) == [("Christmas Day", True)]


def test_an_event_says_all_in_the_card_of_its_step(themes: Themes, qtbot: QtBot) -> None:
    event = Event(at=11, words="Christmas Day", label="Closed", detail="Christmas Day, Boxing Day")
    chart = FanChart(themes, replace(FAN, events=(event,)))
    qtbot.addWidget(chart)
    assert ("Closed", "Christmas Day, Boxing Day") in chart.tip(11).lines


def test_a_week_to_come_is_told_in_words(fan: FanChart) -> None:
    tip = fan.tip(11)
    assert (tip.title, tip.lines) == ("Week 12", (("Expected", "283 calls"), ("8 of 10 times", "254 to 313")))


def test_a_week_that_nobody_counted_says_nothing_about_it(fan: FanChart) -> None:
    assert fan.tip(4).lines == ()


def test_keys_walk_the_weeks_beginning_with_the_forecast(fan: FanChart, qtbot: QtBot) -> None:
    qtbot.waitUntil(fan.isActiveWindow)
    fan.clearFocus()
    fan.setFocus(Qt.FocusReason.TabFocusReason)
    assert fan.mark == 10
    QTest.keyClick(fan, Key.Key_Right)
    assert fan.accessibleDescription() == "Week 12, Expected 283 calls, 8 of 10 times 254 to 313"
    QTest.keyClick(fan, Key.Key_Home)
    assert fan.mark == 0
    QTest.keyClick(fan, Key.Key_Escape)
    assert (fan.mark, fan.accessibleDescription()) == (-1, "")


def test_the_pointer_speaks_of_the_week_below_it(fan: FanChart, qtbot: QtBot) -> None:
    QTest.mouseMove(fan, fan.mark_place(7).toPoint())
    assert fan.mark == 7


def test_a_chart_shows_its_figures_as_a_table(fan: FanChart, qtbot: QtBot) -> None:
    dialog = fan.show_table()
    qtbot.addWidget(dialog)
    model = dialog.view.model()
    assert (model.rowCount(), model.headerData(3, Qt.Orientation.Horizontal)) == (14, "50 % from")
    assert [model.index(11, column).data() for column in range(7)] == [
        "Week 12",
        "–",
        "283",
        "270",
        "296",
        "254",
        "313",
    ]


def test_the_figures_are_copied_with_headings(fan: FanChart) -> None:
    fan.copy_data()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Period\tActual\tForecast\t50 % from\t50 % to\t80 % from")
    assert lines[12] == "Week 12\t\t283\t270\t296\t254\t313\t"


def test_the_picture_is_copied_at_double_sharpness(fan: FanChart) -> None:
    fan.copy_picture()
    assert QGuiApplication.clipboard().image().width() == 1640


def test_a_chart_is_saved_as_png_and_as_svg(fan: FanChart, tmp_path: Path) -> None:
    fan.save_picture(tmp_path / "fan.png")
    fan.save_picture(tmp_path / "fan.svg")
    assert QImage(str(tmp_path / "fan.png")).size().width() == 1640
    assert QSvgRenderer(str(tmp_path / "fan.svg")).isValid()
    assert "Phone calls a week" in (tmp_path / "fan.svg").read_text()


def test_a_picture_that_cannot_be_written_is_told(fan: FanChart, qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("fan.png", "fan.svg"):
        with qtbot.waitSignal(fan.save_failed):
            fan.save_picture(tmp_path / "missing" / name)


def test_a_picture_never_replaces_a_database(fan: FanChart, qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("shop.png", "shop.svg"):
        (tmp_path / name).write_bytes(b"SQLite format 3\0 and all the contacts")
        with qtbot.waitSignal(fan.save_failed):
            fan.save_picture(tmp_path / name)
        assert (tmp_path / name).read_bytes().endswith(b"all the contacts")


def test_a_chart_without_any_figures_is_still_drawn(qtbot: QtBot, themes: Themes) -> None:
    empty = replace(FAN, starts=(), names=(), history=(), expected=(), bands=())
    for chart in (FanChart(themes, empty), BarsChart(themes, replace(BARS, names=(), actual=())),
                  AgeBarsChart(themes, replace(AGES, bars=()))):  # fmt: skip
        qtbot.addWidget(chart)
        chart.show()
        QTest.keyClick(chart, Key.Key_Right)
        assert chart.grab().width() > 0


def test_a_bar_says_what_came_and_what_was_expected(qtbot: QtBot, themes: Themes) -> None:
    bars = BarsChart(themes, BARS)
    qtbot.addWidget(bars)
    assert bars.tip(1).words() == "9:00, So far 8 contacts, Forecast 6, 80 % range 4 to 9"
    assert bars.tip(2).words() == "10:00, Forecast 8, 80 % range 5 to 12"
    assert bars.table().rows[2] == ("10:00", None, 8, 5, 12)


def test_a_picture_is_offered_by_a_name_that_every_system_takes(
    qtbot: QtBot, themes: Themes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ages = AgeBarsChart(themes, replace(AGES, title="Open: by age / week"))
    qtbot.addWidget(ages)
    offered: list[str] = []

    def chooser(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(Path(name).name)
        return str(tmp_path / "ages.png"), "Picture (*.png)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chooser)
    next(action for action in ages.menu().actions() if action.text().startswith("Save")).trigger()
    assert offered == ["Open by age - week.png"]
    assert (tmp_path / "ages.png").is_file()


def test_words_below_the_bars_that_have_no_room_beside_the_legend_get_a_line_of_their_own(
    qtbot: QtBot, themes: Themes
) -> None:
    bars = BarsChart(themes, replace(BARS, foot="1 outside hours"))
    qtbot.addWidget(bars)
    line = themes.current.line("small")
    wide, narrow = (bars._plot(QRectF(0, 0, width, 240), themes.current) for width in (800, 300))
    assert wide.bottom() - narrow.bottom() == line


def test_a_bar_of_age_opens_its_list_by_click_and_by_key(qtbot: QtBot, themes: Themes) -> None:
    ages = AgeBarsChart(themes, AGES)
    qtbot.addWidget(ages)
    ages.resize(400, 60)
    ages.show()
    with qtbot.waitSignal(ages.picked) as picked:
        QTest.mouseClick(ages, Qt.MouseButton.LeftButton, pos=QPoint(100, 45))
    assert picked.args == [1]
    QTest.keyClick(ages, Key.Key_Home)
    with qtbot.waitSignal(ages.picked) as picked:
        QTest.keyClick(ages, Key.Key_Return)
    assert picked.args == [0]


def test_small_pictures_say_the_same_in_words(qtbot: QtBot, themes: Themes) -> None:
    spark = Sparkline(themes, SparkData(values=(1, None, 3), goal=2, words="First response, now 3 minutes"))
    fan = SmallFan(themes, SmallFanData(history=(1, 2), expected=(3,), low=(2,), high=(4,), words="3 calls next week"))
    for widget in (spark, fan):
        qtbot.addWidget(widget)
        assert widget.grab().width() > 0
    assert (spark.accessibleName(), fan.accessibleName()) == ("First response, now 3 minutes", "3 calls next week")


def test_another_theme_repaints_a_chart(fan: FanChart, themes: Themes) -> None:
    light = fan.grab().toImage()
    themes.choose("dark")
    assert fan.grab().toImage() != light


def test_charts_need_no_heavy_library() -> None:
    names = [name for name, module in sys.modules.items() if name.startswith("csops.ui.kit.") and module is not None]
    used = {part for name in names for part in vars(sys.modules[name])}
    assert not used & {"numpy", "np", "pyqtgraph", "pg"}
