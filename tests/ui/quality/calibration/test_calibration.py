"""A calibration in three windows on one file: begun, rated blind, opened to all at once, agreed on, closed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops.bootstrap import open_workspace
from csops.domain.calibrations import CalibrationState
from csops.services.calibration_agreeing import agree
from csops.services.calibrations import calibration, calibrations
from csops.services.review_cards import card_version
from csops.services.reviews import finish_review
from csops.services.views import get_draft
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Banner
from csops.ui.kit.labels import Text
from csops.ui.kit.live import Live
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes
from csops.ui.preferences import Preferences
from csops.ui.quality.calibration.begin_dialog import BeginDialog
from csops.ui.quality.calibration.call_off_dialog import CallOffDialog
from csops.ui.quality.calibration.columns import OFF, SessionRow, group_of
from csops.ui.quality.calibration.page import POOLED, CalibrationPage
from csops.ui.quality.calibration.tiles import ALPHA, CRITICAL, SAME, SCORES
from csops.ui.quality.place import QualityPlace
from csops.ui.quality.review.page import ReviewPage
from csops.ui.quality.tab_keys import CALIBRATION, REVIEW
from csops.ui.today.wait_card import WaitCard
from tests.helpers.records import MARA
from tests.helpers.reviewing import ALL_YES, Reviewing, to_review
from tests.services.test_calibrations import all_in, another_contact, begun, rate

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


class Seat:
    """One reviewer at a window of their own, on the same file."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.place = QualityPlace(desk, preferences=Preferences(None))
        self.place.wanted.connect(lambda _place, question: self.place.ask(question))
        qtbot.addWidget(self.place)
        self.place.resize(1228, 820)
        self.place.ask({"tab": CALIBRATION})
        self.place.show()
        self.until(lambda: self.page.found is not None)

    @property
    def page(self) -> CalibrationPage:
        page = self.place.page(CALIBRATION)
        assert isinstance(page, CalibrationPage)
        return page

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()))

    def take_keys(self) -> None:
        with self.qtbot.waitActive(self.place):
            self.place.activateWindow()
            self.place.raise_()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        widget = self.place.window().focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key, modifier)

    def rate(self, letters: str) -> None:
        """Open what waits by keys, rate it by letters, finish."""
        self.take_keys()
        view = self.page.list.view
        self.until(lambda: view.current_record() is not None)
        view.setFocus()
        QTest.keyClick(view, ENTER)
        self.until(self.page.waiting.rate.isVisible)
        self.until(self.page.waiting.rate.hasFocus)
        QTest.keyClick(self.page.waiting.rate, ENTER)
        self.until(lambda: isinstance(self.place.page(), ReviewPage))
        form = self.place.page()
        assert isinstance(form, ReviewPage)
        self.until(lambda: form.is_ready)
        assert not form.view.foot.calibrate.isVisible()
        card = form.view.card
        self.until(lambda: card.isAncestorOf(self.place.window().focusWidget() or self.place))
        for letter in letters:
            self.press(Qt.Key(ord(letter)))
        self.press(ENTER, CTRL)
        self.until(lambda: self.place.page() is self.page)

    def change(self, letters: str) -> None:
        """Open what was rated, go on and rate it anew by letters, keep it."""
        self.until(self.page.waiting.own.isVisible)
        self.page.waiting.own.click()
        self.until(lambda: isinstance(self.place.page(), ReviewPage))
        form = self.place.page()
        assert isinstance(form, ReviewPage)
        self.until(lambda: form.is_ready and form.view.filling.form is not None and form.view.filling.form.review)
        self.until(lambda: form.view.card.isAncestorOf(self.place.window().focusWidget() or self.place))
        for letter in letters:
            self.press(Qt.Key(ord(letter)))
        self.press(ENTER, CTRL)
        self.until(lambda: self.place.page() is self.page)

    def shown(self) -> str:
        """All words of the waiting view."""
        return "\n".join(each.words() for each in self.page.waiting.findChildren(Text) if each.isVisibleTo(self.page))


def told(seat: Seat, words: str) -> bool:
    return seat.page.waiting.title.words() == words


@pytest.fixture
def shop(desk: Desk) -> Reviewing:
    made = to_review(desk.workspace)
    desk.workspace.member = MARA
    return made


@pytest.fixture
def seats(desk: Desk, shop: Reviewing, shop_file: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[dict[str, Seat]]:
    desks = {"Mara": desk}
    opened = []
    for name in (shop.ines.name, shop.tom.name):
        workspace = open_workspace(shop_file, member=name, clock=desk.workspace.now)
        desks[name.split()[0]] = Desk(workspace, themes=Themes(qapp), tasks=Tasks(), live=Live())
        opened.append(desks[name.split()[0]])
    for one in desks.values():
        one.watch()
    yield {name: Seat(one, qtbot) for name, one in desks.items()}
    for one in desks.values():
        one.live.stop()
    for one in opened:
        one.tasks.shutdown()
        one.workspace.close()


def test_three_windows_rate_one_contact_blind_and_agree(seats: dict[str, Seat], shop: Reviewing, qtbot: QtBot) -> None:
    mara, ines, tom = seats["Mara"], seats["Ines"], seats["Tom"]
    assert tom.page.list.empty.button is None
    mara.take_keys()
    mara.place.ask({"tab": CALIBRATION, "contact_id": shop.contact.id})
    dialog = mara.page.dialog
    assert isinstance(dialog, BeginDialog)
    mara.until(lambda: dialog.card.key() == str(shop.card.id))
    assert shop.lea.id not in dialog.reviewers
    assert dialog.contact.text().endswith("by Rosa Okafor: Wheel out of true")
    mara.until(lambda: all(box.isVisible() for box in dialog.reviewers.values()))
    dialog.card.control.setFocus()
    mara.press(Qt.Key.Key_Tab)
    assert mara.place.window().focusWidget() in dialog.reviewers.values()
    dialog.save.click()
    assert "two reviewers or more" in dialog.trouble.words()
    for who in (shop.ines, shop.tom):
        dialog.reviewers[who.id].setChecked(True)
    dialog.name.set_text("Refunds")
    dialog.save.click()
    mara.until(lambda: mara.page.waiting.title.words() == "0 of 3 rated")
    assert "Still to rate: Ines Marchetti, Mara Lindqvist, Tom Weber" in mara.page.waiting.why.words()

    # ------------------------------------------------------------ blind
    tom.until(lambda: tom.page.list.rows.records() == 1)
    assert tom.place.subtitle() == "1 contacts wait for your rating"  # in English the translation says "one"
    tom.rate("YYY")
    tom.change("JP")  # on to the second one
    for seat in (mara, tom):
        seat.until(partial(told, seat, "1 of 3 rated"))
        assert "Partly" not in seat.shown()
    assert not tom.page.waiting.excuses
    ines.rate("YN1Y")  # a critical error, with its cause
    mara.until(lambda: mara.page.waiting.title.words() == "2 of 3 rated")
    assert set(mara.page.waiting.excuses) == {MARA.id}
    mara.page.show_list()
    mara.rate("YYY")

    # ------------------------------------------------------------ open, in every window
    for seat in seats.values():
        seat.until(seat.page.session.isVisible)
    assert mara.place.subtitle().startswith(f"Refunds, Own, contact {shop.contact.id} of Rosa ")
    with qtbot.waitSignal(mara.place.wanted) as shown:
        mara.page.session.contact.click()
    assert shown.args == ["contacts", {"contact_id": shop.contact.id}]
    tiles = mara.page.session.tiles.tiles
    assert tiles[SAME].accessibleName().startswith("Same rating, by pairs, 67\u00a0%, goal 80\u00a0%")
    assert tiles[ALPHA].accessibleName().endswith("too few to judge: 1 of 5")
    assert "50 points apart" in tiles[SCORES].accessibleName()
    assert "1 of 3, 2 did not" in tiles[CRITICAL].accessibleName()  # who is right is not agreed yet
    table = mara.page.session.table.view
    model = table.ratings
    assert [model.words(0, column) for column in range(6)] == ["Correct", "No", "Yes", "Partly", "1 of 3", "Agree"]
    assert model.spoken(0, 0).startswith("Correct, critical error, ")
    assert "Ines: No" in model.spoken(0, 0)
    assert "Ines: 50\u00a0%, " in mara.page.session.table.finals.accessibleName()
    assert not tom.page.session.panel.save.isVisible()

    # ------------------------------------------------------------ agreed by keys, seen by the others
    mara.take_keys()
    panel = mara.page.session.panel
    table.setFocus()
    mara.press(ENTER)
    mara.until(panel.rating.hasFocus)  # no rating has it: they are split
    mara.press(ENTER, CTRL)
    assert "Choose a rating first" in panel.trouble.words()
    mara.press(Qt.Key.Key_Space)
    assert (panel.rating.key(), panel.rating.hasFocus()) == ("", True)
    mara.press(Qt.Key.Key_Right)
    assert panel.rating.button("2").hasFocus()
    mara.press(Qt.Key.Key_P)
    assert (panel.rating.key(), panel.rating.button("1").hasFocus()) == ("1", True)
    panel.note.set_text("A date counts only when it is booked.")
    panel.note.edited.emit()
    assert panel.unsaved.isVisible()
    panel.unsaved.button.click()
    assert (panel.rating.key(), panel.note.text(), panel.unsaved.isVisible()) == ("", "", False)
    panel.rating.button("1").click()
    panel.note.set_text("A date counts only when it is booked.")
    panel.note.edited.emit()
    panel.note.control.setFocus()
    mara.press(ENTER, CTRL)
    mara.until(lambda: panel.name.words() == "Greeting")
    assert (panel.note.text(), panel.unsaved.isVisible()) == ("", False)
    assert "agreed: no error" in tiles[CRITICAL].accessibleName()
    tom.until(lambda: tom.page.session.table.view.ratings.words(0, 5) == "Partly")
    tom.page.session.table.view.go_to("correct")
    assert "A date counts" in tom.page.session.panel.told.words()
    mara.page.top.close.trigger()
    first = mara.page.acts.first
    assert first is not None
    assert "2 criteria have no agreed rating\nGreeting, Record" in first.words()
    first.close_layer()
    mara.page.session.equal.click()
    mara.until(lambda: not mara.page.session.equal.isVisible())
    mara.page.top.close.trigger()
    mara.until(lambda: not panel.save.isVisible())
    mara.until(table.hasFocus)
    mara.until(lambda: mara.page.top.notes in mara.page.top_actions())
    mara.page.acts.first = None
    mara.page.top.notes.trigger()
    mara.until(lambda: mara.page.acts.first is not None)
    preview = mara.page.acts.first
    assert preview is not None
    assert "Correct\nA date counts only when it is booked." in preview.words()
    assert calibrations(mara.desk.workspace)[0].session.guided_version_id is None
    published = Said(text="Own is published as version 2 with the notes")
    with qtbot.waitSignal(mara.desk.said, check_params_cb=lambda said: said == published):
        preview.save.click()
    mara.until(lambda: not mara.page.top.notes.isEnabled())
    mara.until(table.hasFocus)
    guided = calibrations(mara.desk.workspace)[0].session.guided_version_id or 0
    criteria = {one.key: one for one in card_version(mara.desk.workspace, version_id=guided).version.criteria}
    assert criteria["correct"].guidance == "A date counts only when it is booked."
    (seen,) = calibrations(ines.desk.workspace)
    assert (seen.session.state, len(seen.session.agreed)) == (CalibrationState.CLOSED, 3)

    # ------------------------------------------------------------ all of them together
    mara.page.show_list()
    mara.page.part.button(POOLED).click()
    mara.until(lambda: mara.page.pooled.found is not None)
    assert "Too few to judge" in mara.page.pooled.basis.words()
    assert any("Ines Marchetti: " in said for said in mara.page.pooled.leanings.told())
    assert any("75" in said for said in mara.page.pooled.alignments.told())
    assert all(said.endswith("on 3 of 3 criteria") for said in mara.page.pooled.alignments.told())


def test_what_is_said_in_the_dialog_squeezes_none_of_its_fields(desk: Desk, shop: Reviewing, qtbot: QtBot) -> None:
    with desk.workspace.work("Ask more people") as work:
        for name in ("Uma", "Vik", "Wim"):
            work.members.add(replace(shop.ines, id=0, name=name))
    seat = Seat(desk, qtbot)
    seat.page.begin()
    dialog = seat.page.dialog
    assert isinstance(dialog, BeginDialog)
    seat.until(lambda: dialog.found is not None and all(box.isVisible() for box in dialog.reviewers.values()))
    seat.until(lambda: dialog.panel.height() == dialog.panel.heightForWidth(dialog.panel.width()))
    boxes = list(dialog.reviewers.values())
    assert {one.y() for one in boxes[:2]} == {boxes[0].y()}, "six people stand in two columns"
    parts = [one.control for one in (dialog.contact, dialog.card, dialog.due, dialog.name)] + boxes
    heights, before = [one.height() for one in parts], dialog.panel.height()
    dialog.due.set_text("whenever")
    dialog.save.click()
    seat.until(lambda: dialog.panel.height() > before)
    seat.until(lambda: dialog.panel.height() == dialog.panel.heightForWidth(dialog.panel.width()))
    assert [one.height() for one in parts] == heights


def test_a_session_is_gone_on_with_without_who_does_not_come(desk: Desk, shop: Reviewing, qtbot: QtBot) -> None:
    session = begun(shop)
    rate(shop, session, shop.ines)
    desk.workspace.member = MARA
    seat = Seat(desk, qtbot)
    seat.page.ask({"session_id": session.id})
    waiting = seat.page.waiting
    seat.until(lambda: len(waiting.excuses) == 2 and waiting.isVisible())
    waiting.excuses[MARA.id].click()
    seat.until(lambda: waiting.title.words() == "1 of 2 rated")
    desk.undo()
    seat.until(lambda: waiting.title.words() == "1 of 3 rated")
    waiting.excuses[shop.tom.id].click()
    seat.until(lambda: waiting.title.words() == "1 of 2 rated")
    waiting.ask.click()
    seat.until(lambda: seat.page.acts.dialog is not None)
    dialog = seat.page.acts.dialog
    assert dialog is not None
    assert dialog.who.text() == "Tom Weber"  # he was excused, and Rosa's contact it is
    dialog.save.click()
    seat.until(lambda: waiting.title.words() == "1 of 3 rated")
    rate(shop, session, shop.tom)
    desk.workspace.member = MARA
    seat.until(lambda: waiting.title.words() == "2 of 3 rated")
    final = Said(text="Mara Lindqvist is excused", can_undo=False)  # all is seen by now
    with qtbot.waitSignal(desk.said, check_params_cb=lambda said: said == final):
        waiting.excuses[MARA.id].click()
        seat.until(lambda: seat.page.acts.first is not None)
        first = seat.page.acts.first
        assert first is not None
        assert "nothing makes them blind again" in first.words()
        assert calibration(desk.workspace, session_id=session.id).session.state is CalibrationState.RATING
        first.save.click()
    seat.until(seat.page.session.isVisible)
    found = calibration(desk.workspace, session_id=session.id).session
    assert (found.excused, found.state) == ((MARA.id,), CalibrationState.OPEN)
    with qtbot.waitSignal(seat.place.wanted) as asked:
        seat.page.top.report.trigger()
    assert asked.args == ["reports", {"report": "quality", "calibration_id": session.id}]


def test_what_is_typed_and_not_saved_is_saved_with_the_closing(desk: Desk, shop: Reviewing, qtbot: QtBot) -> None:
    session = all_in(shop)
    desk.workspace.member = MARA
    seat = Seat(desk, qtbot)
    seat.page.ask({"session_id": session.id})
    seat.until(seat.page.session.isVisible)
    seat.page.session.equal.click()
    seat.until(lambda: not seat.page.session.equal.isVisible())
    page, panel, table = seat.page, seat.page.session.panel, seat.page.session.table.view

    # ------------------------------------------------------------ a note that no rating goes with holds the closing up
    table.go_to("correct")
    seat.until(lambda: panel.name.words() == "Correct")
    panel.note.set_text("Booked counts")
    panel.note.edited.emit()
    table.go_to("greeting")
    seat.until(lambda: panel.name.words() == "Greeting")
    panel.note.set_text("First name is fine")
    panel.note.edited.emit()
    page.top.close.trigger()
    assert panel.name.words() == "Correct"
    assert "This note is not saved" in panel.trouble.words()
    assert page.acts.first is None

    # ------------------------------------------------------------ it is asked, with all that closing saves
    panel.rating.button("1").click()
    page.top.close.trigger()
    first = page.acts.first
    assert first is not None
    assert "Greeting\nYes: First name is fine\nIn place of: Yes\nCorrect\nPartly: Booked counts\n" in first.words()
    assert "no agreed rating" not in first.words()
    first.save.click()
    seat.until(lambda: not panel.save.isVisible())
    agreed = {one.criterion: one for one in calibration(desk.workspace, session_id=session.id).session.agreed}
    assert (agreed["correct"].rating, agreed["correct"].note) == (1, "Booked counts")
    assert agreed["greeting"].note == "First name is fine"

    # ------------------------------------------------------------ taken back, it is open with that, and all is saved
    desk.undo()
    seat.until(panel.save.isVisible)
    found = calibration(desk.workspace, session_id=session.id).session
    assert (found.state, found.agreed) == (CalibrationState.OPEN, tuple(agreed.values()))
    assert not panel.unsaved.isVisible()
    form = f"on.calibration.{session.id}.agreed"
    seat.until(lambda: get_draft(desk.workspace, form=form) is None)


def test_a_session_opens_on_what_is_disputed_whatever_the_one_before_stood_on(
    desk: Desk, shop: Reviewing, qtbot: QtBot
) -> None:
    before, other = all_in(shop), another_contact(shop)
    later = begun(other)
    for who, given in ((MARA, 2), (shop.ines, 2), (shop.tom, 0)):
        rate(other, later, who, {**ALL_YES, "greeting": given, "record": given})
    desk.workspace.member = MARA
    seat = Seat(desk, qtbot)
    page, table, name = seat.page, seat.page.session.table.view, seat.page.session.panel.name

    def is_seen() -> bool:
        return table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())

    page.ask({"session_id": before.id})
    seat.until(lambda: page.session.isVisible() and name.words() == "Correct")
    table.go_to("greeting")
    seat.until(lambda: name.words() == "Greeting")
    seat.place.resize(1228, 480)  # not all rows are in sight
    seat.until(is_seen)
    page.show_list()
    page.ask({"session_id": later.id})
    seat.until(lambda: page.session.isVisible() and name.words() == "Record" and is_seen())

    # ------------------------------------------------------------ open it stays where it stands; anew it goes on
    agree(desk.workspace, session_id=later.id, criterion="record", rating=2)
    page.refresh()
    seat.until(lambda: [len(one.session.agreed) for one in (page.seen(),) if one is not None] == [1])
    assert name.words() == "Record"
    page.show_list()
    page.ask({"session_id": later.id})
    seat.until(lambda: page.session.isVisible() and name.words() == "Greeting" and is_seen())


def test_a_session_is_called_off_for_a_reason_while_another_window_rates(
    seats: dict[str, Seat], shop: Reviewing, qtbot: QtBot
) -> None:
    mara, tom = seats["Mara"], seats["Tom"]
    session = begun(shop)
    form = to_rate(tom, session.id)
    form.view.filling.rate(1)
    mara.page.ask({"session_id": session.id})
    waiting = mara.page.waiting
    mara.until(lambda: waiting.off.isVisible() and mara.page.seen())

    # ------------------------------------------------------------ the reason is asked for, and kept through Esc
    dialog = called_off(mara)
    dialog.send.click()
    assert "Say why" in dialog.reason.problem()
    dialog.reason.set_text("The wrong")
    dialog.reason.edited.emit()
    dialog.close_layer()
    dialog = called_off(mara)
    mara.until(lambda: dialog.reason.text() == "The wrong")
    dialog.reason.set_text("The wrong contact")
    with qtbot.waitSignal(mara.desk.said, check_params_cb=lambda said: said.text == "Refunds of March is called off"):
        dialog.send.click()
    mara.until(lambda: waiting.title.words().startswith("Called off on"))
    assert "The wrong contact" in waiting.why.words()
    assert not any(button.isVisible() for button in (waiting.off, waiting.ask, waiting.rate, waiting.own))

    # ------------------------------------------------------------ who is rating is told, and goes on once it is undone
    tom.until(lambda: "it was called off (The wrong contact)" in banner(form))
    assert form.view.filling.draft.of("greeting").rating == 1
    mara.desk.undo()
    mara.until(lambda: waiting.title.words() == "0 of 3 rated")
    tom.until(lambda: "called off" not in banner(form))
    for _criterion in form.view.filling.keys:
        form.view.filling.rate(1)
        form.view.filling.go_on()
    form.view.send()
    mara.until(lambda: waiting.title.words() == "1 of 3 rated")

    # ------------------------------------------------------------ it stays in the list, with what it was called off for
    mara.desk.redo()
    mara.until(lambda: waiting.title.words().startswith("Called off on"))
    tom.until(lambda: tom.place.page() is tom.page and tom.place.subtitle() == "Nothing waits for your rating")
    tom.page.ask({"session_id": session.id})
    tom.until(lambda: tom.page.waiting.own.isVisible() and tom.page.waiting.own.text() == "See my rating")
    mara.page.show_list()
    (row,) = mara.page.found.sessions if mara.page.found is not None else ()
    assert group_of(SessionRow(seen=row)) == OFF
    name = next(one for one in mara.page.list.model.columns if one.key == "name")
    assert name.value(SessionRow(seen=row)) == "Refunds of March: The wrong contact"


def to_rate(seat: Seat, session_id: int) -> ReviewPage:
    """Open the form in which somebody rates."""
    seat.place.ask({"tab": REVIEW, "session_id": session_id})
    seat.until(lambda: isinstance(seat.place.page(), ReviewPage))
    form = seat.place.page()
    assert isinstance(form, ReviewPage)
    seat.until(lambda: form.is_ready)
    return form


def called_off(seat: Seat) -> CallOffDialog:
    """Ask to call the session off that is open."""
    seat.page.acts.off = None
    seat.page.waiting.off.click()
    dialog = seat.page.acts.off
    assert isinstance(dialog, CallOffDialog)
    seat.until(lambda: dialog.kept.is_read)
    return dialog


def banner(form: ReviewPage) -> str:
    """What stands above the form."""
    return "\n".join(text.words() for one in form.findChildren(Banner) for text in one.findChildren(Text))


def test_a_calibration_waits_on_today_and_leads_there(desk: Desk, shop: Reviewing, qtbot: QtBot) -> None:
    session = begun(shop)
    card = WaitCard(desk)
    qtbot.addWidget(card)
    card.refresh()
    qtbot.waitUntil(lambda: "calibrations" in card.parts and bool(card.parts["calibrations"].rows))
    row = card.parts["calibrations"].rows[0]
    assert row.accessibleName() == "A calibration waits for you. Refunds of March"
    with qtbot.waitSignal(card.wanted) as asked:
        row.buttons[0].click()
    assert asked.args == ["quality", {"tab": CALIBRATION, "session_id": session.id}]


def test_a_lead_rates_again_what_a_reviewer_rated(desk: Desk, shop: Reviewing, qtbot: QtBot) -> None:
    made = finish_review(shop.by(shop.ines), filled=shop.filled({"greeting": 2, "correct": 2, "record": 0}))
    desk.workspace.member = MARA
    seat = Seat(desk, qtbot)
    seat.place.ask({"tab": REVIEW, "review_id": made.id})
    form = seat.place.page()
    assert isinstance(form, ReviewPage)
    seat.until(lambda: form.is_ready and form.view.foot.check.isVisible())
    form.view.foot.check.click()
    seat.until(lambda: form.view.filling.form is not None and form.view.filling.form.checks_id == made.id)
    assert form.title() == "Check a review"
    for _criterion in form.view.filling.keys:
        form.view.filling.rate(2)
        form.view.filling.go_on()
    form.view.send()
    seat.until(lambda: seat.place.page() is seat.page)
    seat.page.part.button(POOLED).click()
    seat.until(lambda: any("Ines Marchetti: " in said for said in seat.page.pooled.checks.told()))
    assert "70" in seat.page.pooled.checks.told()[0]
