"""What is typed in a dialog stays until it is saved: through Esc, a press beside it, a crash; for nobody else."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops.bootstrap import open_workspace
from csops.services.views import get_draft
from csops.ui.desk import Desk
from csops.ui.kept_form import KeptForm
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import CheckBox
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import LineField, TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.overlay import Dialog
from tests.helpers.clock import Clock

FORM = "a form"
CHOICES = [Choice(key="one", text="The one"), Choice(key="two", text="The other")]


class AForm(Dialog):
    """One field of each kind."""

    def __init__(self, desk: Desk, parent: QWidget, *, choices: list[Choice] | None = None) -> None:
        super().__init__(desk.themes, parent, title="A form")
        themes = desk.themes
        self.how = Segmented(themes, [Option(key=one, text=one) for one in ("yes", "no")], name="How")
        self.choice = ChoiceField(themes, choices or CHOICES, label="Which", name="which", typed=False)
        self.choice.choose("one")
        self.day = DayField(themes, label="Day", name="day", today=desk.workspace.today, formats=Formats())
        self.what = LineField(themes, label="What", name="what")
        self.what.set_text("As it was")
        self.why = TextField(themes, label="Why", name="why")
        self.sure = CheckBox(themes, "Sure")
        fields = (self.how, self.choice, self.day, self.what, self.why, self.sure)
        for field in fields:
            self.body.addWidget(field)
        self.kept = KeptTyping(desk, self, fields, form=FORM)
        self.closed.connect(self.deleteLater)

    def said(self) -> tuple[str, str, str, str, str, bool]:
        day = str(self.day.day() or "")
        return self.how.key(), self.choice.key(), day, self.what.text(), self.why.text(), self.sure.isChecked()


FRESH = ("yes", "one", "", "As it was", "", False)
TYPED = ("no", "two", "2026-03-03", "As it is", "It broke", True)


@pytest.fixture
def over(desk: Desk, qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 800)
    with qtbot.waitExposed(window):
        window.show()
    return window


def _open(desk: Desk, over: QWidget, qtbot: QtBot, *, choices: list[Choice] | None = None) -> AForm:
    form = AForm(desk, over, choices=choices)
    form.open()
    qtbot.waitUntil(lambda: form.kept.is_read)
    return form


def _type(form: AForm, qtbot: QtBot) -> None:
    form.how.button("no").click()
    form.choice.box.setCurrentIndex(1)
    form.choice.box.activated.emit(1)
    form.day.line.clear()
    form.what.line.clear()
    for line, words in ((form.day.line, "tomorrow"), (form.what.line, "As it is"), (form.why.box, "It broke")):
        QTest.keyClicks(line, words)
    form.sure.click()
    assert form.said() == TYPED


def test_what_was_typed_is_there_again_after_esc_and_gone_once_it_is_saved(
    desk: Desk, over: QWidget, qtbot: QtBot
) -> None:
    form = _open(desk, over, qtbot)
    assert (form.said(), form.kept.line.isHidden()) == (FRESH, True)
    _type(form, qtbot)
    QTest.keyClick(form, Qt.Key.Key_Escape)
    form = _open(desk, over, qtbot)
    assert form.said() == TYPED
    assert form.kept.line.text.words() == "Kept from 09:00"
    form.finish()
    form = _open(desk, over, qtbot)
    assert (form.said(), form.kept.line.isHidden()) == (FRESH, True)


def test_it_is_kept_while_one_types_and_comes_back_in_another_window(
    desk: Desk, over: QWidget, shop_file: Path, clock: Clock, qtbot: QtBot
) -> None:
    form = _open(desk, over, qtbot)
    _type(form, qtbot)
    with qtbot.waitSignal(form.kept.keeper.kept):
        form.kept.keeper.keep_if_due()  # as the clock of the keeper does within two seconds
    again = open_workspace(shop_file, clock=clock)  # the first is not closed: as after a crash
    found = get_draft(again, form=FORM)
    again.close()
    assert found is not None
    assert found[0]["why"] == "It broke"
    QTest.mouseClick(form, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert not form.isVisible()
    assert _open(desk, over, qtbot).said() == TYPED


def test_who_works_next_does_not_see_it(desk: Desk, over: QWidget, qtbot: QtBot) -> None:
    form = _open(desk, over, qtbot)
    _type(form, qtbot)
    mara = desk.workspace.member
    desk.workspace.member = next(one for one in desk.team.members if one.name == "Rosa Okafor")
    form.close_layer()  # hers even so: she typed it
    assert _open(desk, over, qtbot).said() == FRESH
    desk.workspace.member = mara
    assert _open(desk, over, qtbot).said() == TYPED


def test_begin_anew_can_be_taken_back(desk: Desk, over: QWidget, qtbot: QtBot) -> None:
    form = _open(desk, over, qtbot)
    _type(form, qtbot)
    form.close_layer()
    form = _open(desk, over, qtbot)
    line = form.kept.line
    line.button.click()
    assert (form.said(), line.text.words(), line.button.text()) == (FRESH, "Begun anew", "Take back")
    line.button.click()
    assert (form.said(), line.button.text()) == (TYPED, "Begin anew")
    line.button.click()
    QTest.keyClicks(form.why.box, "Late")
    form.close_layer()
    assert _open(desk, over, qtbot).said() == ("yes", "one", "", "As it was", "Late", False)


def test_what_is_typed_before_it_is_there_stands_beside_it(desk: Desk, over: QWidget, qtbot: QtBot) -> None:
    form = _open(desk, over, qtbot)
    _type(form, qtbot)
    form.close_layer()
    form = AForm(desk, over)
    form.open()
    form.why.box.setPlainText("And late")  # faster than the database
    form.what.line.setText("As it stood")
    form.what.edited.emit()
    qtbot.waitUntil(lambda: form.kept.is_read)
    assert form.said() == ("no", "two", "2026-03-03", "As it stood As it is", "And late\n\nIt broke", True)


def test_what_cannot_be_chosen_any_more_and_what_is_as_before_says_nothing(
    desk: Desk, over: QWidget, qtbot: QtBot
) -> None:
    form = _open(desk, over, qtbot)
    form.choice.box.setCurrentIndex(1)
    form.choice.box.activated.emit(1)
    form.close_layer()
    form = _open(desk, over, qtbot, choices=CHOICES[:1])
    assert form.choice.key() == "one"
    form.close_layer()
    form = _open(desk, over, qtbot)
    QTest.keyClicks(form.why.box, "a")
    form.choice.box.setCurrentIndex(0)
    form.choice.box.activated.emit(0)
    QTest.keyClick(form.why.box, Qt.Key.Key_Backspace)
    form.close_layer()
    assert _open(desk, over, qtbot).kept.line.isHidden()


class ALongForm(KeptForm):
    """One that says itself what is kept of it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, title="A form", verb="Save", form=FORM)
        self.text = TextField(desk.themes, label="Why", name="why")
        self.body.addWidget(self.text)
        self.text.edited.connect(self.touch)

    def values(self) -> dict[str, str]:
        return {"text": self.text.text()}

    def take(self, values: Mapping[str, str]) -> None:
        self.text.set_text(values["text"])


def test_a_form_of_many_parts_says_since_when_it_is_kept(desk: Desk, over: QWidget, qtbot: QtBot) -> None:
    form = ALongForm(desk, over)
    form.begin()
    QTest.keyClicks(form.text.box, "It broke")
    with qtbot.waitSignal(form.keeper.kept):
        form.keeper.keep_if_due()
    form.close_layer()
    again = ALongForm(desk, over)
    again.begin()
    qtbot.waitUntil(lambda: again.text.text() == "It broke")
    assert again.line.text.words() == "Kept from 09:00"
    assert not again.line.button.isVisible()
    assert again.discard.isVisible()
