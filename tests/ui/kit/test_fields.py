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
    with qtbot.waitActive(window):
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
    assert field.problem() == "“Refnd” is not in the list. Choose one from the list"


@pytest.fixture
def topic(qtbot: QtBot, themes: Themes, form: QVBoxLayout) -> ChoiceField:
    words = ("Refund", "Late delivery", "Refill")
    field = ChoiceField(themes, [Choice(key=one[:4], text=one) for one in words], label="Topic")
    form.addWidget(field)
    form.addWidget(LineField(themes, label="Name"))
    field.box.setFocus()
    qtbot.waitUntil(field.box.hasFocus)
    return field


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
@pytest.mark.parametrize(("typed", "taken"), [("deliv", "Late delivery"), ("ref", "Refund")])
def test_enter_and_tab_take_the_first_that_is_offered(
    qtbot: QtBot, topic: ChoiceField, key: Qt.Key, typed: str, taken: str
) -> None:
    QTest.keyClicks(topic.box, typed)
    completer = topic.box.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    assert popup.isVisible()
    with qtbot.waitSignal(topic.edited):
        QTest.keyClick(popup, key)
    assert topic.text() == taken
    assert not popup.isVisible()
    assert topic.error() == ""
    assert topic.box.hasFocus() == (key == Qt.Key.Key_Return)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_words_that_are_in_no_choice_are_marked_on_leaving(topic: ChoiceField) -> None:
    QTest.keyClicks(topic.box, "Delivery late")
    assert topic.error() == ""
    QTest.keyClick(topic.box, Qt.Key.Key_Tab)
    assert topic.error() == "“Delivery late” is not in the list. Choose one from the list"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_words_of_several_choices_are_not_guessed_where_one_goes_elsewhere(topic: ChoiceField) -> None:
    QTest.keyClicks(topic.box, "ref")
    topic.leave()
    assert "not in the list" in topic.error()


def test_long_words_are_cut_at_their_end(topic: ChoiceField) -> None:
    topic.box.setFixedWidth(60)
    topic.box.clearFocus()
    topic.choose("Late")
    line = topic.box.lineEdit()
    assert line is not None
    assert line.cursorPosition() == 0
    assert topic.box.view().textElideMode() == Qt.TextElideMode.ElideRight


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


def test_a_weekday_that_is_not_that_of_the_date_is_said_and_no_day_is_taken(themes: Themes, form: QVBoxLayout) -> None:
    field = DayField(themes, label="Call back on", today=lambda: TODAY, formats=FORMATS)
    form.addWidget(field)
    field.set_text("fri 14 9:30")
    wanted = "14 Dec 2026 is a Monday. Leave the weekday out, or write the day that you mean"
    assert (field.day(), field.problem()) == (None, wanted)


def test_a_day_that_is_over_is_wrong_for_what_is_promised_and_today_is_not(themes: Themes, form: QVBoxLayout) -> None:
    field = DayField(themes, label="Call back on", today=lambda: TODAY, formats=FORMATS, ahead=True)
    form.addWidget(field)
    field.set_text("yesterday")
    assert field.problem() == "That day is over. Choose today or a later day"
    field.set_text("today 0:01")
    assert field.problem() == ""


def test_a_day_of_another_year_shown_is_read_back_as_the_same(themes: Themes, form: QVBoxLayout) -> None:
    field = DayField(themes, label="From", today=lambda: TODAY, formats=FORMATS)
    form.addWidget(field)
    for day in (date(2026, 11, 16), date(2024, 2, 29), date(2028, 1, 3)):
        field.set_day(day)
        assert field.day() == day
    assert field.text() == "Mon 3 Jan 2028", "in the same words as a day that needs no year"


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
