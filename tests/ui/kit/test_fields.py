"""Fields: when they complain, and what they understand."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField, DurationField, NumberField
from csops.ui.kit.fields import Field, LineField, TextField, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.theme import Themes

FORMATS = Formats(locale=QLocale("en_GB"))
TODAY = date(2026, 11, 17)


@pytest.fixture
def form(qtbot: QtBot, window: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return column


def a_name(themes: Themes, form: QVBoxLayout) -> LineField:
    field = LineField(themes, label="Name", name="name", helper="As on the door")
    field.set_check(lambda: "" if field.text() else "A name is missing. Say what the shop is called")
    form.addWidget(field)
    return field


def test_a_field_is_silent_while_first_typing_and_speaks_when_left(
    qtbot: QtBot, themes: Themes, form: QVBoxLayout
) -> None:
    field, other = a_name(themes, form), a_name(themes, form)
    field.line.setFocus()
    QTest.keyClicks(field.line, "x")
    QTest.keyClick(field.line, Qt.Key.Key_Backspace)
    assert field.error() == ""
    other.line.setFocus()
    qtbot.waitUntil(lambda: field.error().startswith("A name is missing"))


def test_a_marked_field_is_unmarked_as_soon_as_it_is_right(qtbot: QtBot, themes: Themes, form: QVBoxLayout) -> None:
    field = a_name(themes, form)
    assert field.problem()
    assert field.line.property("state") == "error"
    QTest.keyClicks(field.line, "x")
    assert field.error() == ""
    assert field.line.property("state") == ""


def test_the_error_is_the_description_that_screen_readers_get(themes: Themes, form: QVBoxLayout) -> None:
    field = a_name(themes, form)
    assert field.line.accessibleName() == "Name"
    assert field.line.accessibleDescription() == "As on the door"
    field.problem()
    assert field.line.accessibleDescription().startswith("A name is missing")


def test_saving_goes_to_the_first_field_that_is_wrong(qtbot: QtBot, themes: Themes, form: QVBoxLayout) -> None:
    right, wrong = a_name(themes, form), a_name(themes, form)
    right.set_text("Hollow Oak")
    fields: list[Field] = [right, wrong]
    assert first_problem(fields) is wrong
    assert wrong.window().focusWidget() is wrong.line


def test_tab_leaves_a_field_of_several_lines(qtbot: QtBot, themes: Themes, form: QVBoxLayout) -> None:
    text, after = TextField(themes, label="What happened"), a_name(themes, form)
    form.insertWidget(0, text)
    QWidget.setTabOrder(text.box, after.line)
    qtbot.waitUntil(after.line.isVisible)
    text.box.setFocus()
    QTest.keyClick(text.box, Qt.Key.Key_Tab)
    assert after.window().focusWidget() is after.line
    assert text.text() == ""


def test_only_a_person_is_heard(qtbot: QtBot, themes: Themes, form: QVBoxLayout) -> None:
    text = TextField(themes, label="What happened")
    form.addWidget(text)
    with qtbot.assertNotEmitted(text.edited):
        text.set_text("From a draft")
    with qtbot.waitSignal(text.edited):
        QTest.keyClicks(text.box, "!")


def test_a_choice_can_be_typed_and_what_is_not_in_the_list_is_said(
    qtbot: QtBot, themes: Themes, form: QVBoxLayout
) -> None:
    field = ChoiceField(themes, [Choice(key="r", text="Refund"), Choice(key="d", text="Delivery")], label="Topic")
    form.addWidget(field)
    field.set_text("refund")
    assert (field.key(), field.problem()) == ("r", "")
    field.set_text("Refnd")
    assert field.key() == ""
    assert field.problem() == "“Refnd” is not in the list. Choose one of it"


def test_a_choice_stays_when_the_list_is_read_anew(themes: Themes, form: QVBoxLayout) -> None:
    field = ChoiceField(themes, [Choice(key="r", text="Refund"), Choice(key="d", text="Delivery")], label="Topic")
    form.addWidget(field)
    field.choose("d")
    field.set_choices([Choice(key="d", text="Delivery"), Choice(key="x", text="Repair")])
    assert field.key() == "d"


def test_a_day_in_words_is_echoed_in_full(qtbot: QtBot, themes: Themes, form: QVBoxLayout) -> None:
    field = DayField(themes, label="Call back on", today=lambda: TODAY, formats=FORMATS)
    form.addWidget(field)
    QTest.keyClicks(field.line, "thu 9:30")
    assert (field.day(), field.time()) == (date(2026, 11, 19), time(9, 30))
    assert field.helper() == "Thursday 19 November"


def test_a_day_that_is_none_says_what_would_be_right(themes: Themes, form: QVBoxLayout) -> None:
    field = DayField(themes, label="Call back on", today=lambda: TODAY, formats=FORMATS, required=True)
    form.addWidget(field)
    assert field.problem() == "Say a day, such as “tomorrow” or “fri”"
    field.set_text("soon")
    assert "does not read as a day" in field.problem()


def test_a_day_shown_is_read_back(themes: Themes, form: QVBoxLayout) -> None:
    field = DayField(themes, label="Call back on", today=lambda: TODAY, formats=FORMATS)
    form.addWidget(field)
    field.set_day(date(2026, 11, 19))
    assert (field.text(), field.day()) == ("Thu 19 Nov", date(2026, 11, 19))


@pytest.mark.parametrize("value", [timedelta(minutes=4), timedelta(seconds=340), timedelta(hours=2)])
def test_a_duration_shown_is_read_back(themes: Themes, form: QVBoxLayout, value: timedelta) -> None:
    field = DurationField(themes, label="Handle time", formats=FORMATS)
    form.addWidget(field)
    field.set_duration(value)
    assert field.duration() == value


def test_a_number_outside_its_limits_names_the_limit(themes: Themes, form: QVBoxLayout) -> None:
    field = NumberField(themes, label="Value", formats=FORMATS, unit="€", decimals=2, high=50)
    form.addWidget(field)
    field.set_number(Decimal(80))
    assert field.problem() == "Not more than 50.00"
    field.set_text("12,50 €")
    assert (field.problem(), field.number()) == ("", Decimal("12.50"))
