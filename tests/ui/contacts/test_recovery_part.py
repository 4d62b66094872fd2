"""A complaint is taken through its recovery in the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.contacts import ContactDraft, Logged, Result
from csops.domain.recovery import Noted
from csops.services import contacts
from csops.services.recovery import finish_step, keep_lesson, note_step
from csops.services.recovery_view import RecoveryView, recovery_view
from csops.services.views import get_draft
from csops.ui.contacts.case_pane import CasePane
from csops.ui.contacts.recovery_part import RecoveryPart
from csops.ui.contacts.reply_dialog import ReplyDialog
from csops.ui.desk import Desk
from tests.helpers.case_pane import case_in_window
from tests.helpers.records import PHONE


@pytest.fixture
def logged(desk: Desk) -> Logged:
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada Brandt", text="Frame cracked", result=Result.OPEN)
    return contacts.log_contact(desk.workspace, draft=draft)


@pytest.fixture
def pane(desk: Desk, logged: Logged, qtbot: QtBot) -> Iterator[CasePane]:
    """Ada's case in a window."""
    with case_in_window(desk, logged.case.id, qtbot) as made:
        yield made


@pytest.fixture
def part(pane: CasePane, qtbot: QtBot) -> RecoveryPart:
    """A recovery that was begun by its button."""
    pane.detail.show_part("recovery")
    made = pane.detail.part()
    assert isinstance(made, RecoveryPart)
    qtbot.waitUntil(lambda: made.view is not None)
    assert made.empty.isVisible()
    with qtbot.waitSignal(made.shown):
        made.start()
    assert len(made.steps.cards) == 8
    return made


def stored(desk: Desk, logged: Logged) -> RecoveryView:
    return recovery_view(desk.workspace, case_id=logged.case.id)


def test_steps_are_done_left_out_and_opened_again(part: RecoveryPart, desk: Desk, logged: Logged, qtbot: QtBot) -> None:
    first = part.steps.cards[0]
    assert not first.body.isHidden()
    assert part.steps.cards[1].body.isHidden()
    QTest.keyClicks(first.fields["what_happened"].line, "it cracked")
    first.finish.click()
    qtbot.waitUntil(lambda: not part.steps.cards[1].body.isHidden())  # the next is in front
    assert [one.text for one in stored(desk, logged).steps[0].step.noted] == ["it cracked"]
    second = part.steps.cards[1]
    second.skip.click()
    second.skip.click()
    assert "Say why" in second.reason.error()
    second.reason.line.setFocus()
    QTest.keyClicks(second.reason.line, "Said in the shop")
    second.skip.click()
    qtbot.waitUntil(lambda: second.pill.accessibleName() == "Left out")
    qtbot.waitUntil(lambda: not part.steps.cards[2].body.isHidden())
    second.head.click()
    second.again.click()
    qtbot.waitUntil(lambda: second.view.step.done_at is None)
    assert (stored(desk, logged).open_steps, second.reason.isHidden()) == (7, True)


def test_what_another_window_does_leaves_cursor_and_words_where_they_are(
    part: RecoveryPart, pane: CasePane, desk: Desk, logged: Logged, qtbot: QtBot
) -> None:
    cards = list(part.steps.cards)
    line = cards[0].fields["what_happened"].line
    line.setFocus()
    QTest.keyClicks(line, "it crack")
    line.setCursorPosition(5)
    others = [Noted(name="what_happened", text="the frame"), Noted(name="effect_on_customer", text="No bike")]
    note_step(desk.workspace, case_id=logged.case.id, step="listen", noted=others)
    finish_step(desk.workspace, case_id=logged.case.id, step="listen")
    pane.refresh()  # as the page does on news
    qtbot.waitUntil(lambda: cards[0].view.step.done_at is not None)
    assert (part.steps.cards, line.hasFocus(), line.text(), line.cursorPosition()) == (cards, True, "it crack", 5)
    assert not cards[0].body.isHidden()  # somebody writes there
    assert cards[0].fields["what_happened"].helper() == "Noted meanwhile by somebody else: the frame"
    assert cards[0].fields["effect_on_customer"].text() == "No bike"
    line.setText("the frame")
    line.clearFocus()
    part.refresh()
    qtbot.waitUntil(lambda: not cards[1].body.isHidden())


def test_a_phrase_with_a_blank_is_copied_once_it_is_filled_in(part: RecoveryPart, qtbot: QtBot) -> None:
    card = part.steps.card("understand")
    card.head.click()
    assert card.phrase.say.words().startswith(
        "“Let me make sure that I have understood you. You expected [what was expected],"
    )
    card.phrase.button.click()
    field = card.fields["expected"]
    assert (field.line.hasFocus(), field.error()) == (True, "Fill this in first: the phrase has a blank here")
    QTest.keyClicks(field.line, "a sound frame")
    QTest.keyClicks(card.fields["what_happened"].line, "a crack")
    assert card.phrase.still.isHidden()
    with qtbot.waitSignal(card.copied):
        card.phrase.button.click()
    said = QGuiApplication.clipboard().text()
    assert "You expected a sound frame, and what happened is a crack." in said


def test_what_is_written_waits_as_a_draft_and_phrases_are_copied(part: RecoveryPart, desk: Desk, qtbot: QtBot) -> None:
    QTest.keyClicks(part.steps.cards[0].fields["what_happened"].line, "the frame cracked")
    keeper = part.draft.keeper
    assert keeper is not None
    with qtbot.waitSignal(keeper.kept):
        keeper.keep_if_due()
    kept = get_draft(desk.workspace, form=keeper.form)
    assert kept is not None
    assert kept[0]["steps"]["listen"]["what_happened"] == "the frame cracked"
    with qtbot.waitSignal(part.shown):
        part.refresh()
    assert part.steps.cards[0].fields["what_happened"].text() == "the frame cracked"
    with qtbot.waitSignal(desk.said):
        part.steps.cards[0]._copy()
    assert QGuiApplication.clipboard().text().startswith("Thank you for telling me.")


def test_delivery_lesson_and_closing_with_open_steps(
    part: RecoveryPart, desk: Desk, logged: Logged, qtbot: QtBot
) -> None:
    foot = part.foot
    foot.day.set_text("1 mar")
    foot.note_day.click()
    qtbot.waitUntil(lambda: "It comes after the complaint" in foot.day.error())
    foot.day.set_text("today")
    with qtbot.waitSignal(part.shown):
        foot.note_day.click()
    foot.lesson.set_text("Pad the box")
    with qtbot.waitSignal(part.shown):
        foot.keep.click()
    foot.close_it.click()
    assert foot.close_it.text() != "Close recovery"  # asked, not forced
    with qtbot.waitSignal(part.shown):
        foot.close_it.click()
    kept = stored(desk, logged).recovery
    assert kept is not None
    assert (kept.delivered_at, kept.learnt, kept.closed_at) == (
        desk.workspace.now(), "Pad the box", desk.workspace.now(),
    )  # fmt: skip
    assert foot.close_it.isHidden()


def test_a_lesson_kept_elsewhere_is_told_before_it_is_written_over(
    part: RecoveryPart, desk: Desk, logged: Logged, qtbot: QtBot
) -> None:
    foot = part.foot
    foot.lesson.set_text("Pad the box")
    foot.day.set_text("mon")
    keep_lesson(desk.workspace, case_id=logged.case.id, learnt="Check each guard")
    foot.keep.click()
    qtbot.waitUntil(lambda: "Nothing was overwritten" in foot.lesson.error())
    qtbot.waitUntil(lambda: foot.lesson.helper() == "Noted meanwhile by somebody else: Check each guard")
    assert (foot.lesson.text(), foot.day.text()) == ("Pad the box", "mon")
    with qtbot.waitSignal(desk.said):
        foot.keep.click()
    kept = stored(desk, logged).recovery
    assert kept is not None
    assert kept.learnt == "Pad the box"


def test_a_reply_is_begun_from_a_template(part: RecoveryPart, pane: CasePane, logged: Logged, qtbot: QtBot) -> None:
    part.replies.click()
    qtbot.waitUntil(lambda: pane.window().findChild(ReplyDialog) is not None)
    dialog = pane.window().findChild(ReplyDialog)
    assert isinstance(dialog, ReplyDialog)
    dialog.choice.choose("solution")
    dialog.choice.edited.emit()
    assert dialog.text.text().startswith("Hello Ada Brandt,")
    assert dialog.missing.words() == "Still to fill in: solution steps, next step"
    dialog.start.click()
    box = dialog.text.box
    assert (box.hasFocus(), box.textCursor().selectedText()) == (True, "[solution steps]")
    QTest.keyClicks(box, "A new frame")
    dialog.copy.click()
    assert box.textCursor().selectedText() == "[next step]"
    assert "brackets" in dialog.text.error()
    QTest.keyClicks(box, "it is sent today")
    assert dialog.missing.isHidden()
    with qtbot.waitSignal(part.wanted) as wanted:
        dialog.start.click()
    place, asked = wanted.args
    assert (place, asked["case_id"], asked["direction"]) == ("log", logged.case.id, "out")
    assert asked["text"].startswith("Hello Ada Brandt,")
