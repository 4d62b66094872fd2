"""The card of today's contacts: what is still to come, who is here, and the contacts behind it."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops.domain.questions import Question
from csops.domain.rest_of_day import DayLevel
from csops.domain.rest_of_day_past import Helped
from csops.services.on_shift import OnShift, ShiftsToday, TodaysRoster
from csops.services.rest_of_day import DayExpected
from csops.services.today import Came, CameToday, HourExpected
from csops.ui.kit.formats import Formats
from csops.ui.kit.theme import Themes
from csops.ui.today.hours_card import HoursCard

HOUR = timedelta(hours=1)
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
FRIDAY_EVENING = NINE - timedelta(days=2, hours=15)
NOON = NINE + 3 * HOUR
LEVEL = DayLevel(cv=0.2, days=60)
HELPED = Helped(at=time(12), days=46, share=0.182, plain_share=0.214, within=0.8)


def expected(level: DayLevel = LEVEL, helped: Helped | None = HELPED) -> DayExpected:
    hours = tuple(
        HourExpected(
            starts_at=NINE + place * HOUR,
            opens_at=NINE + place * HOUR,
            closes_at=NINE + (place + 1) * HOUR,
            expected=10,
            low=6,
            high=14,
        )
        for place in range(8)
    )
    return DayExpected(hours=hours, levels=(level,) * 8, helped=(helped,) * 8)


def came(*counts: int, outside: int = 0) -> CameToday:
    hours = tuple(Came(starts_at=NINE + place * HOUR, count=count) for place, count in enumerate(counts))
    return CameToday(hours=hours, outside=outside, opens_at=NINE, since=FRIDAY_EVENING)


def at_work(name: str, begin: int, end: int, *, absent: bool = False) -> OnShift:
    start, stop = NINE.replace(hour=begin), NINE.replace(hour=end)
    return OnShift(name=name, starts_at=start, ends_at=stop, at_work=((start, stop),), is_absent=absent)


class Card:
    """The card, the clock it looks at, and what it asked for."""

    def __init__(self, qtbot: QtBot, themes: Themes) -> None:
        self.now = NOON
        self.opened: list[tuple[Question, str]] = []
        self.shifts = 0
        self.card = HoursCard(themes, formats=Formats(zone=UTC), now=lambda: self.now)
        self.card.opened.connect(lambda question, name: self.opened.append((question, name)))
        self.card.shifts_wanted.connect(self._count)
        qtbot.addWidget(self.card)
        self.card.resize(420, 420)
        with qtbot.waitExposed(self.card):
            self.card.show()

    def _count(self) -> None:
        self.shifts += 1


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[Themes]:
    made = Themes(qapp)
    made.choose("light")
    yield made
    qapp.setStyleSheet("")


@pytest.fixture
def made(qtbot: QtBot, themes: Themes) -> Card:
    return Card(qtbot, themes)


def test_a_busy_morning_is_said_with_what_follows_from_it(made: Card) -> None:
    made.card.show_expected(expected())
    made.card.show_came(came(14, 16, 15, 0))
    # The forecast weighs 1 / .04 = 25 contacts: 50 are left, times (25 + 45) / (25 + 30).
    said = made.card.said.words()
    assert said.startswith("45 so far, 30 expected by now; about 109 by closing instead of 80 (8 of 10 days ")
    ground = made.card.ground.words().replace("\u00a0", " ")
    assert ground == "46 past days: the rest was off by 18.2 %, uncorrected 21.4 %"


def test_a_day_as_planned_says_so(made: Card) -> None:
    made.card.show_expected(expected())
    made.card.show_came(came(10, 10, 10, 0))
    assert "about 80 by closing, as planned (8 of 10 days" in made.card.said.words()


def test_before_the_first_hour_is_over_the_plan_is_said(made: Card) -> None:
    made.now = NINE + HOUR / 2
    made.card.show_expected(expected())
    made.card.show_came(came(9))
    assert made.card.said.words().startswith("About 80 expected by closing (8 of 10 days ")
    assert made.card.ground.words() == "Once an hour is over, what came corrects the rest"


@pytest.mark.parametrize(
    ("level", "helped", "said"),
    [
        (DayLevel(days=46), HELPED, "Not corrected: on 46 past days it told nothing of the rest"),
        (DayLevel(), None, "Not corrected: that takes four weeks of past forecasts"),
    ],
)
def test_where_nothing_is_corrected_it_says_why(made: Card, level: DayLevel, helped: Helped | None, said: str) -> None:
    made.card.show_expected(expected(level, helped))
    made.card.show_came(came(14, 16, 15, 0))
    assert "about 95 by closing instead of 80" in made.card.said.words()
    assert made.card.ground.words() == said


def test_after_closing_both_figures_stand(made: Card) -> None:
    made.now = NINE + 9 * HOUR
    made.card.show_expected(expected())
    made.card.show_came(came(*[9] * 8))
    assert made.card.said.words() == "72 came while open, 80 were expected"
    assert not made.card.ground.isVisible()


def test_without_a_forecast_nothing_is_said_of_the_rest(made: Card) -> None:
    made.card.show_came(came(9, 3))
    assert not made.card.said.isVisible()
    assert made.card.chart.data.side == "12 so far"


def test_people_on_shift_stand_beside_those_needed(made: Card) -> None:
    people = (at_work("Mara Lindqvist", 8, 16), at_work("Tom", 8, 14, absent=True), at_work("Rosa Okafor", 14, 18))
    needed = ((NINE, NINE + 8 * HOUR, 2),)
    made.card.show_expected(expected())
    made.card.show_came(came(14, outside=1))
    made.card.show_roster(TodaysRoster(shifts=ShiftsToday(people=people, needed=needed), any_plans=True))
    data = made.card.chart.data
    assert (data.foot, data.foot_colour) == ("On shift: 1 of 2 needed", "danger.text")
    assert data.side == "15 so far · 80 expected · 1 outside hours"
    assert made.card.people.words() == "Here: Mara until 16:00. To come: Rosa at 14:00. Absent: Tom"
    assert not made.card.plan.isVisible()


def test_without_a_published_roster_a_click_leads_to_the_shifts(made: Card) -> None:
    made.card.show_came(came(14))
    assert not made.card.plan.isVisible()
    made.card.show_roster(TodaysRoster(any_plans=True))
    assert made.card.people.words() == "No shifts are published for today"
    QTest.mouseClick(made.card.plan, Qt.MouseButton.LeftButton)
    assert made.shifts == 1


def test_one_click_opens_the_contacts_of_today(made: Card) -> None:
    assert not made.card.open_list.isVisible()
    made.card.show_came(came(14, 3))
    QTest.mouseClick(made.card.open_list, Qt.MouseButton.LeftButton)
    [(question, name)] = made.opened
    assert (question.since, question.until, name) == (FRIDAY_EVENING, None, "Contacts today")


def test_a_bar_opens_the_contacts_of_its_hour(made: Card) -> None:
    made.card.show_came(came(14, 3))
    for place in (0, 1):
        made.card.chart.go_to(place)
        made.card.chart.setFocus()
        QTest.keyClick(made.card.chart, Qt.Key.Key_Return)
    found = [(question.since, question.until) for question, _name in made.opened]
    assert found == [(FRIDAY_EVENING, NINE + HOUR), (NINE + HOUR, NINE + 2 * HOUR)]
