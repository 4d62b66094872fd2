"""Pages that fill from the top."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QApplication

from csops.pages.flow import Flow, lines
from csops.pages.look import BODY, font

pytestmark = pytest.mark.usefixtures("qapp")


def draw(painter: QPainter, place: QRectF) -> None:
    painter.drawRect(place)


def test_a_block_that_does_not_fit_begins_a_new_page() -> None:
    flow = Flow()
    flow.add(BODY.height() - 10, draw)
    flow.add(20, draw)
    assert [len(page) for page in flow.pages] == [1, 1]
    assert flow.pages[1][0].place.top() == BODY.top()


def test_a_title_is_kept_with_what_follows_it() -> None:
    flow = Flow()
    flow.add(BODY.height() - 50, draw)
    flow.add(20, draw, keep=100)
    assert len(flow.pages) == 2


def test_a_block_higher_than_a_page_leaves_no_empty_page() -> None:
    flow = Flow()
    flow.add(BODY.height() * 2, draw)
    assert len(flow.pages) == 1


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_no_line_is_wider_than_its_place(qapp: QApplication, text: str) -> None:
    metrics = QFontMetricsF(font(9))
    assert all(len(line) <= 1 or metrics.horizontalAdvance(line) <= 80 for line in lines(text, font(9), 80))


def test_a_text_cut_short_says_so() -> None:
    assert lines("one\ntwo\nthree", font(9), 80, most=2) == ["one", "two…"]


def test_what_paper_cannot_show_is_left_out() -> None:
    assert lines("a\x00b\ud800c\td", font(9), 80) == ["abc d"]
