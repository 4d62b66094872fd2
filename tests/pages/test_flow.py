"""Pages that fill from the top."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QApplication

from csops.domain.reports import Column, ColumnKind, Table
from csops.pages.flow import Flow, lines
from csops.pages.look import BODY, font
from csops.pages.tables import flow_table

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


@pytest.mark.parametrize("rows", range(30, 46))
def test_no_row_of_a_table_stands_alone_on_its_last_page(rows: int) -> None:
    flow = Flow()
    columns = (Column(key="name", title="Name"), Column(key="n", title="Number", kind=ColumnKind.INTEGER))
    table = Table(key="t", title="T", columns=columns, rows=tuple((f"Row {at}", at) for at in range(rows)))
    flow_table(flow, table, locale=QLocale())
    blocks = [len(page) - 1 for page in flow.pages]  # less the head
    assert sum(blocks) == rows
    assert len(blocks) == 1 or blocks[-1] > 1


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_no_line_is_wider_than_its_place(qapp: QApplication, text: str) -> None:
    metrics = QFontMetricsF(font(9))
    assert all(len(line) <= 1 or metrics.horizontalAdvance(line) <= 80 for line in lines(text, font(9), 80))


def test_a_text_cut_short_says_so() -> None:
    assert lines("one\ntwo\nthree", font(9), 80, most=2) == ["one", "two…"]


def test_what_paper_cannot_show_is_left_out() -> None:
    assert lines("a\x00b\ud800c\td", font(9), 80) == ["abc d"]
