"""What is said below the card has room in a small window, and what was done before hides nothing of it."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops.domain.review_cards import CardState
from csops.domain.scoring import Scale, Step
from csops.services.reviews import finish_review
from csops.ui.desk import Desk
from csops.ui.kit.toast import Toasts
from csops.ui.quality.review.foot import ReviewFoot
from csops.ui.quality.review.page import Wanted
from tests.helpers.review_form import OpenPage
from tests.helpers.reviewing import Reviewing
from tests.helpers.reviews import a_card

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.mark.parametrize(("width", "has_words"), [(900, False), (1400, True)])
def test_the_keys_are_said_whole_and_what_is_seldom_done_gives_way_to_them(
    shop: Reviewing, open_page: OpenPage, qtbot: QtBot, width: int, has_words: bool
) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    foot = page.view.foot
    foot.calibrate.show()  # as for who sees all reviews
    page.window().resize(width, 700)
    qtbot.waitUntil(lambda: page.window().width() == width)
    calibrate = foot.calibrate
    qtbot.waitUntil(lambda: (calibrate.width() > calibrate.height()) is has_words)
    qtbot.waitUntil(lambda: " ".join(foot.state.lines()) == "1 to 3 picks, Y P N X rates")
    assert calibrate.toolTip().startswith("Let several" if has_words else "Mark for calibration. Let several")
    assert not _mark(foot).isVisible(), "nothing is kept of it yet"


def test_the_keys_of_the_main_button_give_way_before_what_is_said_is_cut(
    shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    foot, said = page.view.foot, "Draft saved 16 Nov 10:21"
    page.window().resize(900, 700)
    foot.calibrate.show()
    foot.send.setText("Send to Tomasz")
    foot.say(said)
    qtbot.waitUntil(lambda: " ".join(foot.state.lines()) == said)
    without = foot.send.sizeHint().width()
    foot.send.set_keys_shown(True)
    assert without < foot.send.sizeHint().width(), "the keys are in its tooltip"
    assert "Ctrl" in foot.send.toolTip()


def test_what_was_sent_looks_as_if_nothing_could_be_written(
    desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot
) -> None:
    filled = shop.filled()
    noted = replace(filled.ratings[1], note="Said so at once")
    filled = replace(filled, ratings=(filled.ratings[0], noted, *filled.ratings[2:]), note="")
    review = finish_review(desk.workspace, filled=filled, send=True)
    page = open_page(Wanted(review_id=review.id))
    view = page.view
    qtbot.waitUntil(lambda: view.card.rows["greeting"].details is not None)
    details = view.card.rows["greeting"].details
    assert details is not None
    assert details.note.isHidden()
    view.filling.go_to("correct")
    noted_on = view.card.rows["correct"].details
    assert noted_on is not None
    assert noted_on.note.box.toPlainText() == "Said so at once"
    assert not noted_on.note.isHidden()
    assert (view.card.note.isHidden(), view.card.praise.isHidden()) == (True, True)
    assert (view.contact.hint.words(), view.contact.hint.isVisible()) == ("", False), "no icon stands there alone"


def _mark(foot: ReviewFoot) -> QWidget:
    return foot._mark


def test_where_digits_rate_the_keys_say_so(shop: Reviewing, open_page: OpenPage) -> None:
    steps = tuple(Step(rating=one, label=f"L{one}", percent=(one - 1) * 25, press=str(one)) for one in range(1, 6))
    with shop.workspace.work("Publish") as work:
        card, version = a_card(work, key="digits")
        criteria = tuple(replace(one, scale=Scale(key="five", steps=steps)) for one in version.criteria)
        published = replace(version, state=CardState.PUBLISHED, number=1, criteria=criteria)
        work.quality.card_versions.update(published)
        work.quality.cards.update(replace(card, current=1))
    page = open_page(Wanted(contact_id=shop.contact.id, card_id=card.id))
    assert page.view.foot.state.words() == "G and a number picks, 1 to 5 X rates"


def test_a_toast_stands_beside_the_card(desk: Desk, shop: Reviewing, open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page(Wanted(contact_id=shop.contact.id))
    toasts = Toasts(desk.themes, page)
    toasts.say_undoable("Review sent to Rosa", lambda: None)
    toast = toasts.shown
    assert toast is not None
    left_of_card = page.view.card.mapTo(page, page.view.card.rect().topLeft()).x()
    qtbot.waitUntil(lambda: toast.geometry().right() < left_of_card)
    messages = page.view.contact.area
    bottom = messages.mapTo(page, messages.rect().bottomLeft()).y()
    reach = desk.themes.current.space(4)  # its shadow
    qtbot.waitUntil(lambda: toast.y() + reach >= bottom - desk.themes.current.space(2))
