"""The history tab: what was found is labelled by a click or by keys, and the forecast follows."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.calendar import calendar_from, closed_reason
from csops.domain.day_marks import DayMark, MarkKind
from csops.domain.people import Member
from csops.services.day_marks import list_marks, mark_days
from csops.services.settings import opening_hours
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.forecast.history_page import HistoryPage
from csops.ui.kit.labels import Text
from csops.ui.kit.live import Live
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes
from tests.helpers.records import EMAIL, PHONE
from tests.helpers.weeks import keep, log_weeks, missed_call

PATIENCE_MS = 60_000
WILD = date(2026, 2, 17)
MakeHistory = Callable[..., HistoryPage]


@pytest.fixture
def make_history(shop: Workspace, themes: Themes, tasks: Tasks, qtbot: QtBot) -> MakeHistory:
    """Open the tab after so many weeks, on one of which a Tuesday was far too busy by phone."""

    def make(*, weeks: int = 10, role: Role = Role.OWNER) -> HistoryPage:
        if weeks:
            log_weeks(shop, weeks=weeks, a_day={PHONE: 32, EMAIL: 16})
            keep(shop, [missed_call(datetime(2026, 2, 17, 10, tzinfo=UTC)) for _ in range(120)])
        if role is not Role.OWNER:
            shop.member = Member(id=1, name="Rosa", role=role)
        desk = Desk(shop, themes=themes, tasks=tasks, live=Live())
        page = HistoryPage(desk)
        for one in (desk, desk.live):
            one.setParent(page)
        qtbot.addWidget(page)
        page.resize(1000, 800)
        page.show()
        return page

    return make


def _wait(qtbot: QtBot, found: Callable[[], bool]) -> None:
    qtbot.waitUntil(found, timeout=PATIENCE_MS)


def _said(page: HistoryPage) -> list[str]:
    return [line.said for line in page.found.lines]


def test_a_day_far_above_the_usual_is_shown_with_what_can_be_said_of_it(
    make_history: MakeHistory, qtbot: QtBot
) -> None:
    page = make_history()
    _wait(qtbot, lambda: bool(page.found.lines))
    (line,) = page.found.lines
    assert line.days == "Tue 17 Feb 2026"
    assert "152 contacts, where 3" in line.said
    assert [deed.words for deed in line.deeds] == ["Event…", "Leave out", "Ordinary"]
    assert [spot.label for spot in page.chart.data.spots] == ["To look at"]


def test_a_history_too_short_for_the_usual_does_not_say_that_all_is_well(
    make_history: MakeHistory, qtbot: QtBot
) -> None:
    page = make_history(weeks=2)
    _wait(qtbot, lambda: page.history is not None)
    assert page.history is not None
    assert not page.history.usual
    assert page.chart.data.lesson == "Too little history to tell what is usual"
    said = [text.words() for text in page.found.findChildren(Text)]
    assert any(one.startswith("Too little history to tell what is usual") for one in said)


def test_a_click_leaves_a_day_out_and_undo_brings_it_back(
    make_history: MakeHistory, shop: Workspace, qtbot: QtBot
) -> None:
    page = make_history()
    _wait(qtbot, lambda: bool(page.found.lines))
    with qtbot.waitSignal(page.desk.said):
        page.found.button("Leave out: Tue 17 Feb 2026").click()
    (mark,) = list_marks(shop)
    assert (mark.kind, mark.first_day, mark.channel_id) == (MarkKind.LEFT_OUT, WILD, PHONE)
    _wait(qtbot, lambda: not page.found.lines)
    assert [line.said for line in page.marks.lines] == ["Left out: not learned from"]
    page.desk.undo()
    _wait(qtbot, lambda: bool(page.found.lines))
    assert page.marks.lines == ()


def test_an_event_is_named_in_a_form_by_keys_alone(make_history: MakeHistory, shop: Workspace, qtbot: QtBot) -> None:
    page = make_history()
    _wait(qtbot, lambda: bool(page.found.lines))
    button = page.found.button("Event…: Tue 17 Feb 2026")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    form = page.form
    assert form is not None
    assert form.first.day() == form.last.day() == WILD
    form._save()
    assert form.isVisible()
    assert "Name the event" in form.name_field.error()
    form.name_field.set_text("Recall")
    form.effect.set_text("40")
    form.save.setFocus()
    with qtbot.waitSignal(page.desk.said):
        QTest.keyClick(form.save, Qt.Key.Key_Space)
    (mark,) = list_marks(shop)
    assert (mark.name, mark.kind) == ("Recall", MarkKind.EVENT)
    assert mark.effect == pytest.approx(1.4)
    _wait(qtbot, lambda: bool(page.marks.lines))
    assert page.marks.lines[0].days == "Tue 17 Feb 2026: Recall"
    assert page.marks.lines[0].said.startswith("Assumed +40\u00a0%. Measured on")


def test_an_event_to_come_tells_the_effect_that_was_measured(
    make_history: MakeHistory, shop: Workspace, qtbot: QtBot
) -> None:
    for day in (WILD, date(2026, 3, 10)):
        mark_days(shop, mark=DayMark(first_day=day, last_day=day, kind=MarkKind.EVENT, name="Recall"))
    page = make_history()
    _wait(qtbot, lambda: bool(page.marks.lines))
    ahead, was = page.marks.lines
    assert ahead.days == "Tue 10 Mar 2026: Recall"
    assert ahead.said == was.said
    assert ahead.said.startswith("Measured on 1 day")
    assert ahead.said.endswith(", all channels")


def test_a_day_that_was_closed_goes_into_the_opening_hours(
    make_history: MakeHistory, shop: Workspace, qtbot: QtBot
) -> None:
    log_weeks(shop, weeks=10, a_day={PHONE: 32, EMAIL: 16})
    with shop.read() as work:
        gone = [one.id for one in work.contacts.all() if one.happened_at.date() == date(2026, 2, 18)]
    with shop.work("Lose a day") as work:
        work.contacts.remove_many(gone)
    page = make_history(weeks=0)
    _wait(qtbot, lambda: bool(page.found.lines))
    assert _said(page) == ["Nothing is logged on 1 open days"]
    with qtbot.waitSignal(page.desk.said):
        page.found.button("It was closed: Wed 18 Feb 2026").click()
    assert closed_reason(calendar_from(opening_hours(shop)), date(2026, 2, 18)) is not None
    _wait(qtbot, lambda: not page.found.lines)


def test_another_channel_has_days_of_its_own(make_history: MakeHistory, qtbot: QtBot) -> None:
    page = make_history()
    _wait(qtbot, lambda: bool(page.found.lines))
    page.channel.choose("email")
    page.channel.edited.emit()
    _wait(qtbot, lambda: not page.found.lines)
    assert page.chart.data.title == "E-mail, contacts by day"


def test_a_day_of_the_chart_opens_the_form_by_enter(make_history: MakeHistory, qtbot: QtBot) -> None:
    page = make_history()
    _wait(qtbot, lambda: bool(page.found.lines))
    page.chart.go_to(page.chart.data.starts.index(WILD))
    QTest.keyClick(page.chart, Qt.Key.Key_Return)
    assert page.form is not None
    assert page.form.first.day() == WILD


def test_who_may_not_plan_looks_on(make_history: MakeHistory, qtbot: QtBot) -> None:
    page = make_history(role=Role.AGENT)
    _wait(qtbot, lambda: bool(page.found.lines))
    assert page.found.lines[0].deeds == ()
    assert not page.top_actions()


def test_an_empty_log_says_what_comes_here(make_history: MakeHistory, qtbot: QtBot) -> None:
    page = make_history(weeks=0)
    _wait(qtbot, lambda: page.stack.empty is not None)
    assert page.stack.currentWidget() is page.stack.empty


def test_others_may_put_a_card_below(make_history: MakeHistory, themes: Themes, qtbot: QtBot) -> None:
    page = make_history()
    card = Text(themes, "Where the counts come from")
    page.add_card(card)
    _wait(qtbot, lambda: bool(page.found.lines))
    assert card.isVisible()
