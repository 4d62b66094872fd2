"""What the pictures of tools/screenshots.py make up is taken by the services as a person's own would be."""

import pytest

from csops.services.review_answers import sent_review
from csops.ui.desk import Desk
from tests.helpers.records import ROSA
from tests.helpers.reviewing import to_review
from tools.mine_screens import send_review

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_the_review_of_the_pictures_has_what_shows_its_critical_error(desk: Desk) -> None:
    shop = to_review(desk.workspace)
    sent = sent_review(desk.workspace, review_id=send_review(desk, of=ROSA, by=shop.ines))
    assert sent.review.critical
    assert all(one.note or one.quotes for one in sent.review.ratings if one.rating == 0)
