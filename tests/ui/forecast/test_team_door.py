"""The team in the window: contracts, times, channels, absences and wishes seen, changed and taken back."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.people import Member
from csops.domain.work_terms import Away, Part, Wanted
from csops.services.history import undo
from csops.services.roster_person import Person, person_of
from csops.services.roster_team import roster_team
from csops.services.workspace import Workspace
from csops.ui.forecast.person_form import PersonForm
from csops.ui.forecast.place import ForecastPlace
from csops.ui.forecast.shifts_page import PERSON, TEAM, ShiftsPage
from csops.ui.kit.controls import IconButton
from csops.ui.kit.fields import LineField
from tests.ui.forecast.conftest import PATIENCE_MS
from tests.ui.forecast.shift_pages import a_page, a_team, show

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ROSA = "Rosa Okafor"


@pytest.fixture
def team(shop: Workspace) -> Workspace:
    return a_team(shop)


@pytest.fixture
def page(team: Workspace, place: ForecastPlace, qtbot: QtBot) -> ShiftsPage:
    made = a_page(place, qtbot)
    show(made, TEAM)
    qtbot.waitUntil(lambda: bool(made.team.grid.people.lines), timeout=PATIENCE_MS)
    return made


def _person(team: Workspace, name: str = ROSA) -> Person:
    found = roster_team(team)
    member = next(one for one in found.members if one.name == name)
    person = person_of(found, member.id)
    assert person is not None
    return person


@pytest.fixture
def form(page: ShiftsPage, qtbot: QtBot) -> PersonForm:
    """Rosa's form, opened by the keyboard."""
    grid = page.team.grid
    place = [line[0] for line in grid.people.lines].index(ROSA)
    grid.setFocus()
    grid.setCurrentIndex(grid.people.index(place, 0))
    QTest.keyClick(grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.door.form is not None, timeout=PATIENCE_MS)
    assert page.door.form is not None
    return page.door.form


def _type(field: LineField, text: str) -> None:
    field.line.selectAll()
    QTest.keyClicks(field.line, text)


def _save(page: ShiftsPage, form: PersonForm, qtbot: QtBot) -> None:
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.door.form is None, timeout=PATIENCE_MS)


def test_everybody_stands_in_a_line_with_contract_and_channels(page: ShiftsPage) -> None:
    lines = page.team.grid.people.lines
    assert [line[0] for line in lines] == ["Mara", ROSA, "Tomasz Rudnicki"]
    assert [line[1] for line in lines] == ["40 h on 5 days", "40 h on 5 days", "16 h on 2 days"]
    assert lines[0][5] == "all"


def test_a_contract_is_changed_in_the_form_and_taken_back(
    page: ShiftsPage, form: PersonForm, team: Workspace, qtbot: QtBot
) -> None:
    assert form.hours.text() == "40"
    _type(form.hours, "38.5")
    _type(form.days, "4")
    _type(form.cost, "24.50")
    QTest.mouseClick(form.channels["phone"], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.desk.said, timeout=PATIENCE_MS) as told:
        _save(page, form, qtbot)
    assert told.args is not None
    assert told.args[0].text == f"Changed how {ROSA} works"
    kept = _person(team)
    assert (kept.terms.hours_per_week, kept.terms.days_per_week) == (38.5, 4)
    assert kept.member.cost_per_hour == Decimal("24.50")
    assert kept.terms.channels
    assert "phone" not in kept.terms.channels
    undo(team)
    assert (_person(team).terms.hours_per_week, _person(team).member.cost_per_hour) == (40, None)


def test_what_cannot_be_is_said_on_leaving_the_field_and_not_saved(
    page: ShiftsPage, form: PersonForm, team: Workspace
) -> None:
    _type(form.hours, "99")
    form.hours.leave()
    assert form.hours.error() == "Not more than 80"
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert page.door.form is form
    assert _person(team).terms.hours_per_week == 40


def test_times_are_typed_for_each_weekday(page: ShiftsPage, form: PersonForm, team: Workspace, qtbot: QtBot) -> None:
    form.times.switch.click()
    _type(form.times.days[0], "9-18")
    _type(form.times.days[4], "soon")
    form.times.days[4].leave()
    assert form.times.days[4].error()
    _type(form.times.days[4], "8-12, 14-18")
    _save(page, form, qtbot)
    available = _person(team).terms.available
    assert available is not None
    assert [len(spans) for spans in available] == [1, 0, 0, 0, 2, 0, 0]
    assert (available[0][0].start_minute, available[0][0].end_minute) == (540, 1080)


def test_an_absence_of_half_days_is_added_and_removed(
    page: ShiftsPage, form: PersonForm, team: Workspace, qtbot: QtBot
) -> None:
    part = form.absences
    _type(part.first, "2026-03-04")
    _type(part.last, "2026-03-03")
    part.last.leave()
    assert part.last.error().startswith("That is before the first day")
    _type(part.last, "2026-03-05")
    part.part.choose(Part.AFTERNOON.value)
    part.reason.choose(Away.TRAINING.value)
    QTest.mouseClick(part.add, Qt.MouseButton.LeftButton)
    assert [one.part for one in part.kept] == [Part.AFTERNOON]
    assert part.first.text() == ""
    _save(page, form, qtbot)
    [kept] = _person(team).absences
    assert (kept.first_day, kept.last_day, kept.reason) == (date(2026, 3, 4), date(2026, 3, 5), Away.TRAINING)
    page.door.open(form.before.member.id)
    qtbot.waitUntil(lambda: page.door.form is not None and page.door.form is not form, timeout=PATIENCE_MS)
    again = page.door.form
    assert again is not None
    part = again.absences
    (change,) = [one for one in part.findChildren(IconButton) if one.accessibleName().startswith("Change ")]
    QTest.mouseClick(change, Qt.MouseButton.LeftButton)
    assert (part.add.text(), part.reason.key()) == ("Keep the change", Away.TRAINING.value)
    other = next(iter(part.colleagues))
    part.substitute.choose(str(other))
    QTest.mouseClick(part.add, Qt.MouseButton.LeftButton)
    assert part.add.text() == "Add absence"
    _save(page, again, qtbot)
    [changed] = _person(team).absences
    assert (changed.id, changed.first_day, changed.substitute_id) == (kept.id, kept.first_day, other)
    page.team.read()
    qtbot.waitUntil(lambda: "afternoons: Training" in page.team.grid.people.lines[1][3], timeout=PATIENCE_MS)


def test_what_was_typed_and_not_added_is_saved_as_well(
    page: ShiftsPage, form: PersonForm, team: Workspace, qtbot: QtBot
) -> None:
    _type(form.absences.first, "2026-03-04")
    form.wishes.wants.choose("0")
    form.wishes.when.choose("2")
    _save(page, form, qtbot)
    kept = _person(team)
    assert [one.first_day for one in kept.absences] == [date(2026, 3, 4)]
    assert [(one.wants, one.weekday) for one in kept.wishes] == [(Wanted.FREE, 2)]


def test_a_wish_without_a_day_is_refused_in_words(page: ShiftsPage, form: PersonForm) -> None:
    form.wishes.wants.choose("0")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert page.door.form is form
    assert form.wishes.fields[0].error()


def test_what_was_begun_is_there_again_when_the_form_is_opened_again(
    page: ShiftsPage, form: PersonForm, qtbot: QtBot
) -> None:
    _type(form.hours, "30")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert page.door.form is None
    page.door.open(form.before.member.id)
    qtbot.waitUntil(lambda: page.door.form is form, timeout=PATIENCE_MS)
    assert form.hours.text() == "30"
    QTest.mouseClick(form.discard, Qt.MouseButton.LeftButton)
    assert page.door.form is None


def test_somebody_without_any_channel_is_refused(page: ShiftsPage, form: PersonForm) -> None:
    for box in form.channels.values():
        box.click()
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert page.door.form is form
    assert form.trouble.words().startswith("Tick a channel")


def test_the_rules_are_changed_and_taken_back(page: ShiftsPage, team: Workspace, qtbot: QtBot) -> None:
    QTest.mouseClick(page.team.rules, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.door.rules_form is not None, timeout=PATIENCE_MS)
    form = page.door.rules_form
    assert form is not None
    _type(form.numbers["days_in_a_row"], "5")
    _type(form.noon, "12:30")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.door.rules_form is None, timeout=PATIENCE_MS)
    rules = roster_team(team).rules
    assert (rules.days_in_a_row, rules.noon_minute, rules.rest_hours) == (5, 750, 11)
    undo(team)
    assert roster_team(team).rules.days_in_a_row == 6


def test_every_field_of_the_form_is_reached_by_tab(form: PersonForm) -> None:
    reached = form._reachable()
    for field in (form.hours, form.days, form.most, form.cost, form.absences.first, form.absences.last):
        assert isinstance(field.control, QLineEdit)
        assert field.control in reached
    assert form.absences.add in reached
    assert form.save in reached


def test_whoever_may_not_plan_sees_the_team_and_changes_nothing(
    team: Workspace, place: ForecastPlace, qtbot: QtBot
) -> None:
    team.member = Member(id=1, name="Mara", role=Role.AGENT)
    page = a_page(place, qtbot)
    show(page, TEAM)
    qtbot.waitUntil(lambda: bool(page.team.grid.people.lines), timeout=PATIENCE_MS)
    assert not page.team.rules.isVisible()
    grid = page.team.grid
    grid.setFocus()
    grid.setCurrentIndex(grid.people.index(1, 0))
    QTest.keyClick(grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.person.found is not None, timeout=PATIENCE_MS)
    assert page.ways.key() == PERSON
    assert not page.person.change.isVisible()
    assert not page.week.read_in.isVisibleTo(page.week)
    assert page.door.form is None
