"""The shifts that can be given, in the view of the team: made, changed, retired, and those that are proposed kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.opening_hours import Span
from csops.domain.people import Member
from csops.domain.shifts import ShiftTemplate
from csops.services.history import undo
from csops.services.roster_team import save_template
from csops.services.settings import save_opening_hours
from csops.services.shift_templates import shifts_there
from csops.services.workspace import Workspace
from csops.ui.forecast.place import ForecastPlace
from csops.ui.forecast.shifts_page import TEAM
from csops.ui.forecast.template_form import TemplateForm
from csops.ui.forecast.templates_card import TemplatesCard
from csops.ui.kit.fields import LineField
from tests.ui.forecast.conftest import PATIENCE_MS
from tests.ui.forecast.shift_pages import a_page, a_team, show

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


@pytest.fixture
def team(shop: Workspace) -> Workspace:
    return a_team(shop)


def _card(place: ForecastPlace, qtbot: QtBot) -> TemplatesCard:
    page = a_page(place, qtbot)
    show(page, TEAM)
    qtbot.waitUntil(lambda: page.team.shifts.found is not None, timeout=PATIENCE_MS)
    return page.team.shifts


@pytest.fixture
def card(team: Workspace, place: ForecastPlace, qtbot: QtBot) -> TemplatesCard:
    """No shifts are set up."""
    return _card(place, qtbot)


@pytest.fixture
def early(team: Workspace) -> ShiftTemplate:
    pause = Span(start_minute=720, end_minute=750)
    plain = ShiftTemplate(name="Early", start_minute=480, end_minute=990, breaks=(pause,), weekdays=WEEKDAYS)
    return save_template(team, template=plain)


@pytest.fixture
def form(early: ShiftTemplate, card: TemplatesCard, qtbot: QtBot) -> TemplateForm:
    """The form of Early, opened by the keyboard."""
    card.read()
    qtbot.waitUntil(lambda: _lines(card)[0][0] == early.name, timeout=PATIENCE_MS)
    card.grid.setFocus()
    QTest.keyClick(card.grid, Qt.Key.Key_Return)
    assert card.door.form is not None
    return card.door.form


def _new(card: TemplatesCard) -> TemplateForm:
    QTest.mouseClick(card.new, Qt.MouseButton.LeftButton)
    assert card.door.form is not None
    return card.door.form


def _type(field: LineField, text: str) -> None:
    field.line.setFocus()
    field.line.selectAll()
    QTest.keyClicks(field.line, text)


def _save(card: TemplatesCard, form: TemplateForm, qtbot: QtBot) -> None:
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.door.form is None, timeout=PATIENCE_MS)
    card.read()


def _lines(card: TemplatesCard) -> list[tuple[str, ...]]:
    return list(card.grid.people.lines)


def _own(team: Workspace) -> list[ShiftTemplate]:
    return list(shifts_there(team).own)


def test_without_shifts_those_that_are_proposed_are_shown_and_kept_in_one_act(
    card: TemplatesCard, team: Workspace, qtbot: QtBot
) -> None:
    assert card.why.words().startswith("No shifts are set up. Until there are, plans are made of these")
    assert _lines(card)[1] == (
        "09:00-17:00 (12:30)", "09:00 to 17:00", "7.5 h", "12:30 for 30 min", "proposed, Mon to Fri"
    )  # fmt: skip
    card.grid.setFocus()
    QTest.keyClick(card.grid, Qt.Key.Key_Return)
    assert card.door.form is None
    with qtbot.waitSignal(card.desk.said, timeout=PATIENCE_MS) as told:
        QTest.keyClick(card.keep, Qt.Key.Key_Space)
    assert told.args is not None
    assert (told.args[0].text, told.args[0].can_undo) == ("5 shifts are your own now", True)
    card.read()
    qtbot.waitUntil(lambda: not card.keep.isVisibleTo(card), timeout=PATIENCE_MS)
    assert not card.why.isVisibleTo(card)
    assert len(_own(team)) == 5
    undo(team)
    assert _own(team) == []


def test_a_shop_without_opening_hours_is_told_that_none_can_be_proposed(
    team: Workspace, place: ForecastPlace, qtbot: QtBot
) -> None:
    save_opening_hours(team, hours={"zone": "UTC", "weekly": {}})
    card = _card(place, qtbot)
    assert "none can be proposed" in card.why.words()
    assert not card.keep.isVisibleTo(card)
    assert not card.grid.isVisibleTo(card)


def test_a_shift_is_made_by_the_keyboard_alone(card: TemplatesCard, team: Workspace, qtbot: QtBot) -> None:
    card.new.setFocus()
    QTest.keyClick(card.new, Qt.Key.Key_Space)
    form = card.door.form
    assert form is not None
    assert form.window().focusWidget() is form.name.line
    for text in ("Early", "8", "16.30"):
        QTest.keyClicks(form.window().focusWidget(), text)
        QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Tab)
    assert form.paid.words() == "8.5 h paid, all from begin to end"
    assert form.window().focusWidget() is form.breaks.at.line
    QTest.keyClicks(form.breaks.at.line, "12")
    QTest.keyClick(form.breaks.at.line, Qt.Key.Key_Tab)
    QTest.keyClick(form.breaks.length.line, Qt.Key.Key_Tab)
    assert form.window().focusWidget() is form.breaks.add
    QTest.keyClick(form.breaks.add, Qt.Key.Key_Space)
    assert form.paid.words() == "8 h paid of 8.5 h from begin to end"
    with qtbot.waitSignal(card.desk.said, timeout=PATIENCE_MS) as told:
        while form.window().focusWidget() is not form.save:
            QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Tab)
        QTest.keyClick(form.save, Qt.Key.Key_Space)
    assert told.args is not None
    assert told.args[0].text == "Added the shift Early"
    [kept] = _own(team)
    assert (kept.clock, kept.paid_minutes, kept.weekdays) == ("08:00-16:30", 480, ())
    card.read()
    line = ("Early", "08:00 to 16:30", "8 h", "12:00 for 30 min", "every day")
    qtbot.waitUntil(lambda: _lines(card) == [line], timeout=PATIENCE_MS)
    said = card.grid.people.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Early 08:00 to 16:30, break 12:00 for 30 min, 8 h paid, every day"
    undo(team)
    assert _own(team) == []


def test_a_shift_goes_over_midnight_and_takes_a_break_after_it(
    card: TemplatesCard, team: Workspace, qtbot: QtBot
) -> None:
    form = _new(card)
    _type(form.name, "Night")
    _type(form.begin, "22")
    _type(form.end, "6")
    assert form.end.helper() == "On the next day"
    _type(form.breaks.at, "2:00")  # not added: what was typed is meant all the same
    _save(card, form, qtbot)
    [kept] = _own(team)
    assert (kept.start_minute, kept.end_minute, kept.paid_minutes) == (1320, 1800, 450)
    qtbot.waitUntil(lambda: _lines(card)[0][1] == "22:00 to 06:00 the next day", timeout=PATIENCE_MS)
    assert _lines(card)[0][3] == "02:00 for 30 min"


def test_what_cannot_be_is_said_on_leaving_the_field_and_not_saved(
    early: ShiftTemplate, card: TemplatesCard, team: Workspace
) -> None:
    form = _new(card)
    _type(form.name, "early")
    form.name.leave()
    assert form.name.error().startswith("Another shift is called early")
    _type(form.begin, "soon")
    form.begin.leave()
    assert form.begin.error() == "“soon” is no time for this. Say it as 8:00"
    _type(form.begin, "8")
    _type(form.end, "8:00")
    form.end.leave()
    assert form.end.error().startswith("It begins and ends at the same time")
    _type(form.end, "7")
    form.end.leave()
    assert form.end.error() == "A shift ends within 16 hours of its begin"
    _type(form.end, "12")
    _type(form.breaks.at, "13")
    form.breaks.at.leave()
    assert "Breaks lie within 08:00-12:00" in form.breaks.at.error()
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert card.door.form is form
    assert _own(team) == [early]


def test_a_break_that_no_longer_lies_within_the_hours_is_said_at_once(card: TemplatesCard, form: TemplateForm) -> None:
    assert form.paid.words() == "8 h paid of 8.5 h from begin to end"
    _type(form.end, "12:15")
    assert "Breaks lie within 08:00-12:15" in form.paid.words()
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert card.door.form is form


def test_a_shift_is_changed_by_enter_and_taken_back(
    card: TemplatesCard, form: TemplateForm, early: ShiftTemplate, team: Workspace, qtbot: QtBot
) -> None:
    _type(form.end, "17:00")
    QTest.mouseClick(form.paid_breaks, Qt.MouseButton.LeftButton)
    QTest.mouseClick(form.days["sat"], Qt.MouseButton.LeftButton)
    _save(card, form, qtbot)
    [kept] = _own(team)
    assert (kept.id, kept.end_minute, kept.paid_minutes, kept.breaks) == (early.id, 1020, 540, early.breaks)
    assert kept.weekdays == (*WEEKDAYS, "sat")
    qtbot.waitUntil(lambda: _lines(card)[0][4] == "Mon to Sat", timeout=PATIENCE_MS)
    undo(team)
    assert _own(team)[0].end_minute == early.end_minute


def test_a_shift_on_no_day_is_refused(card: TemplatesCard, form: TemplateForm) -> None:
    for key in WEEKDAYS:
        QTest.mouseClick(form.days[key], Qt.MouseButton.LeftButton)
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert card.door.form is form
    assert form.trouble.words().startswith("Tick a weekday")


def test_a_shift_is_retired_and_brought_back(
    card: TemplatesCard, form: TemplateForm, team: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(card.desk.said, timeout=PATIENCE_MS) as told:
        QTest.mouseClick(form.retire, Qt.MouseButton.LeftButton)
    assert told.args is not None
    assert told.args[0].text == "Retired the shift Early; shifts already planned stay as they are"
    card.read()
    qtbot.waitUntil(lambda: _lines(card)[-1][4] == "retired", timeout=PATIENCE_MS)
    assert card.keep.isVisibleTo(card)
    card.grid.setFocus()
    card.grid.setCurrentIndex(card.grid.people.index(len(_lines(card)) - 1, 0))
    QTest.keyClick(card.grid, Qt.Key.Key_Return)
    again = card.door.form
    assert again is not None
    assert again.retire.text() == "Bring back"
    QTest.mouseClick(again.retire, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.door.form is None, timeout=PATIENCE_MS)
    assert [each.active for each in _own(team)] == [True]


def test_what_was_begun_is_there_again_until_it_is_discarded(card: TemplatesCard) -> None:
    form = _new(card)
    assert not form.discard.isVisibleTo(form)
    _type(form.name, "Late")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert card.door.form is None
    assert _new(card) is form
    assert form.name.text() == "Late"
    QTest.mouseClick(form.discard, Qt.MouseButton.LeftButton)
    assert _new(card).name.text() == ""


def test_everything_in_the_form_is_reached_by_tab_and_named(form: TemplateForm) -> None:
    reached = form._reachable()
    for field in (form.name, form.begin, form.end, form.breaks.at, form.breaks.length):
        assert isinstance(field.control, QLineEdit)
        assert field.control in reached
    for widget in (form.breaks.add, form.paid_breaks, *form.days.values(), form.retire, form.save):
        assert widget in reached
    assert "Remove 12:00 for 30 min" in [each.accessibleName() for each in reached]
    assert all(each.accessibleName() or getattr(each, "text", str)() for each in reached)


def test_whoever_may_not_plan_sees_the_shifts_and_changes_nothing(
    early: ShiftTemplate, team: Workspace, place: ForecastPlace, qtbot: QtBot
) -> None:
    team.member = Member(id=1, name="Mara", role=Role.AGENT)
    card = _card(place, qtbot)
    assert [line[0] for line in _lines(card)] == ["Early"]
    assert not card.new.isVisibleTo(card)
    card.grid.setFocus()
    QTest.keyClick(card.grid, Qt.Key.Key_Return)
    assert card.door.form is None
