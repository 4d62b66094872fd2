"""The tab of scorecards: weights, criteria, drafts and versions; by clicks and by keys."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csops.bootstrap import open_workspace
from csops.domain.review_cards import CardState
from csops.domain.reviews import CriterionRating
from csops.domain.scoring import Consequence
from csops.services import history, review_cards, views
from csops.services.review_cards import KeptCard
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.labels import Text
from csops.ui.quality.cards.criterion_row import CriterionRow
from csops.ui.quality.cards.editor import CardEditor
from csops.ui.quality.cards.page import CardsPage
from csops.ui.quality.cards.scale_dialog import ScaleDialog
from csops.ui.versions_dialog import VersionsDialog
from tests.helpers.clock import Clock
from tests.helpers.reviews import a_review

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> CardsPage:
    made = CardsPage(desk)
    desk.live.setParent(made)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: made.card_id > 0)
    choose(made, "phone", qtbot)
    return made


@pytest.fixture
def other(shop_file: Path, clock: Clock) -> Iterator[Workspace]:
    """Mara at another computer."""
    opened = open_workspace(shop_file, clock=clock)
    yield opened
    opened.close()


def kept(page: CardsPage, key: str = "phone") -> KeptCard:
    return review_cards.card_named(page.desk.workspace, key=key)


def editor(page: CardsPage) -> CardEditor:
    assert page.editor is not None, "who may change cards edits them"
    return page.editor


def choose(page: CardsPage, key: str, qtbot: QtBot) -> None:
    wanted = kept(page, key).card.id
    page.ask({"card": key})
    qtbot.waitUntil(lambda: page.card_id == wanted and editor(page).form.name.text() == kept(page, key).card.name)


def row(page: CardsPage, key: str) -> CriterionRow:
    return next(each for each in editor(page).form.table.rows() if each.criterion().key == key)


def write(row: CriterionRow, weight: str) -> None:
    row.weight.setFocus()
    row.weight.selectAll()
    QTest.keyClicks(row.weight, weight)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def saved(page: CardsPage, qtbot: QtBot, act: Callable[[], object], is_done: Callable[[KeptCard], bool]) -> KeptCard:
    """Do it, and wait until the card is kept so and the form shows that."""
    act()
    qtbot.waitUntil(lambda: is_done(kept(page)))
    qtbot.waitUntil(lambda: not editor(page).form.draft())
    return kept(page)


def test_weights_are_typed_shared_out_and_published_as_the_next_version(page: CardsPage, qtbot: QtBot) -> None:
    form, foot = editor(page).form, editor(page).foot
    assert foot.publish.isHidden()
    write(row(page, "correct"), "30")
    assert "they make 110 %, not 100 % (Opening 15, Understanding 15, Resolution 55" in form.table.sum.words()
    assert "Take away 10" in form.table.sum.words()
    QTest.keyClick(editor(page), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert kept(page).versions == 1
    assert focused() is form.table.sum.share
    row(page, "correct").hold.click()
    form.table.sum.share.click()
    assert form.table.sum.words() == "Weights make 100 %"
    form.note.set_text("Being right counts most")
    published = saved(page, qtbot, foot.publish.click, lambda each: each.card.current == 2)
    assert published.version.criteria[3].weight == 30
    assert (published.version.note, published.draft) == ("Being right counts most", None)
    qtbot.waitUntil(lambda: "Version 2" in editor(page).head.about.words())
    history.undo(page.desk.workspace)
    qtbot.waitUntil(lambda: editor(page).form.table.rows()[3].criterion().weight == 20)
    assert kept(page).card.current == 1


def test_a_draft_is_kept_dropped_and_told_in_the_list(page: CardsPage, qtbot: QtBot) -> None:
    write(row(page, "greeting"), "6")
    begun = saved(page, qtbot, editor(page).foot.save.click, lambda each: each.draft is not None)
    assert begun.draft is not None
    assert (begun.draft.criteria[0].weight, begun.version.state) == (6, CardState.PUBLISHED)
    qtbot.waitUntil(lambda: "draft" in [each.note for each in page.list.rows()])
    assert editor(page).foot.discard.text() == "Drop the draft"
    saved(page, qtbot, editor(page).foot.discard.click, lambda each: each.draft is None)
    qtbot.waitUntil(lambda: row(page, "greeting").criterion().weight == 5)


def test_what_was_discarded_can_be_brought_back(page: CardsPage) -> None:
    foot = editor(page).foot
    write(row(page, "greeting"), "6")
    QTest.mouseClick(foot.discard, Qt.MouseButton.LeftButton)
    assert row(page, "greeting").criterion().weight == 5
    QTest.mouseClick(foot.bring_back, Qt.MouseButton.LeftButton)
    assert row(page, "greeting").criterion().weight == 6
    assert not foot.bring_back.isVisible()
    assert foot.discard.isVisible()


def test_criteria_are_added_moved_and_removed_by_keys(page: CardsPage, qtbot: QtBot) -> None:
    table = editor(page).form.table
    table.heads()[0].add.click()
    fresh = table.rows()[2]
    assert focused() is fresh.name
    QTest.keyClicks(fresh.name, "Says the name")
    QTest.keyClick(fresh.name, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [each.criterion().name for each in table.rows()][:3] == [
        "Friendly greeting",
        "Says the name",
        "Right person",
    ]
    assert focused() is table.rows()[1].name
    for _ in range(2):
        QTest.keyClick(focused(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert table.rows()[2].criterion().section == "understanding"
    assert not table.heads()[0].remove.isEnabled()
    table.open_details(2)
    table.details.remove.click()
    assert "Says the name" not in [each.criterion().name for each in table.rows()]
    assert not editor(page).form.draft()


def test_the_details_of_a_criterion_open_below_its_line(page: CardsPage, qtbot: QtBot) -> None:
    table = editor(page).form.table
    row(page, "tone").more.click()
    details = table.details
    qtbot.waitUntil(details.isVisible)
    assert [field.label.words() for field in details.meanings] == [
        "Yes (100 %) means", "Partly (50 %) means", "No (0 %) means"]  # fmt: skip
    assert focused() is details.meanings[0].control
    details.meanings[2].set_text("Curt")
    details.meanings[2].edited.emit()
    details.family.choose("customer")
    details.family.edited.emit()
    details.consequence.choose(Consequence.ZERO_SECTION.value)
    details.consequence.edited.emit()
    details.sources.menu().actions()[3].trigger()
    details.allow_na.click()
    one = row(page, "tone").criterion()
    assert (one.critical, one.consequence, one.seen_in[-1], one.allow_na) == (
        "customer", Consequence.ZERO_SECTION, "note", True)  # fmt: skip
    assert one.meanings[0].text == "Curt"
    assert row(page, "tone").family.words() == "Customer"


def test_own_steps_of_a_scale_are_checked_before_they_are_taken(page: CardsPage, qtbot: QtBot) -> None:
    chosen = row(page, "clarity")
    chosen.scale.setCurrentIndex(chosen.scale.count() - 1)
    chosen.scale.activated.emit(chosen.scale.count() - 1)
    dialog = page.findChild(ScaleDialog)
    assert dialog is not None
    dialog.lines[0][1].setText("90")
    dialog.take.click()
    assert "no step is worth 100 %" in dialog.trouble.words()
    for (word, percent), (said, worth) in zip(
        dialog.lines, [("Always", "100"), ("Often", "70"), ("No", "0")], strict=False
    ):
        word.setText(said)
        percent.setText(worth)
    dialog.take.click()
    assert [(step.label, step.percent) for step in row(page, "clarity").criterion().scale.steps] == [
        ("No", 0), ("Often", 70), ("Always", 100)]  # fmt: skip
    assert row(page, "clarity").scale.currentText() == "Always / Often / No"


def test_what_was_typed_is_there_again_and_a_colleague_who_was_quicker_is_told(
    page: CardsPage, qtbot: QtBot, other: Workspace
) -> None:
    write(row(page, "greeting"), "7")
    choose(page, "written", qtbot)
    choose(page, "phone", qtbot)
    assert row(page, "greeting").criterion().weight == 7
    theirs = kept(page)
    rows = theirs.version.criteria
    changed = (replace(rows[0], weight=10), replace(rows[1], weight=5), *rows[2:])
    review_cards.publish(other, card=theirs.card, version=replace(theirs.version, criteria=changed))
    write(row(page, "record"), "8")
    editor(page).foot.publish.click()
    qtbot.waitUntil(lambda: not editor(page).conflict.isHidden())
    assert "Friendly greeting 7 %" in editor(page).conflict.words()
    editor(page).conflict.keep.click()
    qtbot.waitUntil(lambda: kept(page).card.current == 3)
    assert [one.weight for one in kept(page).version.criteria][:2] == [7, 10]


def test_a_new_card_is_begun_kept_as_a_draft_and_survives_a_restart(page: CardsPage, qtbot: QtBot, desk: Desk) -> None:
    page.begin_new()
    qtbot.waitUntil(lambda: editor(page).is_new and focused() is editor(page).form.name.control)
    QTest.keyClicks(focused(), "Chat")
    editor(page).keeper.keep()
    qtbot.waitUntil(lambda: views.get_draft(desk.workspace, form="review_card.new") is not None)
    editor(page).foot.save.click()
    qtbot.waitUntil(lambda: "Chat" in [each.title for each in page.list.rows()])
    qtbot.waitUntil(lambda: page.list.current_id() == kept(page, "chat").card.id == page.card_id)
    editor(page).form.table.heads()[0].add.click()
    editor(page).submit()
    assert "Name each section" in editor(page).form.table.sum.words()


def test_two_versions_are_compared_and_a_card_is_retired(page: CardsPage, qtbot: QtBot) -> None:
    before = kept(page)
    rows = before.version.criteria
    changed = (replace(rows[0], weight=10, name="Warm greeting"), replace(rows[1], weight=5), *rows[2:])
    review_cards.publish(page.desk.workspace, card=before.card, version=replace(before.version, criteria=changed))
    qtbot.waitUntil(lambda: not editor(page).head.compare.isHidden())
    editor(page).head.show_versions()
    dialog = page.findChild(VersionsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.shown() is not None)
    assert dialog.about.words() == "2 criteria changed"
    dialog.close_layer()
    editor(page).head.retire.click()
    qtbot.waitUntil(lambda: "retired" in [each.note for each in page.list.rows()])
    assert not kept(page).card.active


def test_other_weights_are_tried_over_the_reviews_that_exist(page: CardsPage, qtbot: QtBot) -> None:
    phone = kept(page)
    rows = [CriterionRating(criterion=one.key, rating=2) for one in phone.version.criteria]
    rows[0] = replace(rows[0], rating=0)
    one = a_review(member_id=2, reviewer_id=1, card_version_id=phone.version.id, ratings=tuple(rows), final=95)
    with page.desk.workspace.work("Review") as work:
        work.quality.reviews.add(one)
    preview = editor(page).preview
    qtbot.waitUntil(lambda: preview.made is not None and len(preview.made.reviews) == 1)
    write(row(page, "greeting"), "40")
    row(page, "greeting").hold.click()
    editor(page).form.table.share_out()
    found = preview.found()
    assert found is not None
    assert [(one.review.final, one.final) for one in found.reviews] == [(95, 60)]
    assert not preview.isHidden()
    with page.desk.workspace.read() as work:
        assert work.quality.reviews.all()[0].final == 95


def test_the_preview_has_the_colours_of_the_look_after_it_moved(page: CardsPage, qtbot: QtBot) -> None:
    preview = editor(page).preview
    editor(page).take_preview()
    page.desk.themes.choose("dark")
    page.columns.column.insertWidget(0, preview)
    title = preview.findChildren(Text)[0]
    assert title.palette().windowText().color() == page.desk.themes.current.colour("text.primary")


def test_broken_percents_stay_what_they_are_until_they_are_typed_over(page: CardsPage, qtbot: QtBot) -> None:
    before = kept(page, "written")
    rows = before.version.criteria
    thirds = (replace(rows[0], weight=15 + 1 / 3), replace(rows[1], weight=20 - 1 / 3), *rows[2:])
    version = replace(before.version, criteria=thirds, pass_mark=82.5)
    review_cards.publish(page.desk.workspace, card=before.card, version=version)
    choose(page, "written", qtbot)
    qtbot.waitUntil(lambda: editor(page).form.mark.text() == "82.5")
    assert not editor(page).form.draft()
    QTest.keyClicks(row(page, "all_points").name, "!")
    assert row(page, "all_points").criterion().weight == 15 + 1 / 3
