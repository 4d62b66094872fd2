"""What is said below the card has room in a small window, and what was done before hides nothing of it."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops.domain.review_cards import CardState
from csops.domain.scoring import Scale, Step
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
