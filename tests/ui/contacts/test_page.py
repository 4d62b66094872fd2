"""The Contacts place as a person uses it: list, detail, keys, deeds, and what other places ask of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from csops.domain.cases import Confirmation, State
from csops.domain.contacts import ContactDraft, Logged, Result
from csops.domain.questions import Question
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.services import cases, contacts, customers, follow_ups
from csops.services.case_closing import StillOpen
from csops.services.promises import make_promise, open_promises
from csops.services.recovery import start_recovery
from csops.services.surveys import record_answer
from csops.ui.contacts.case_dialogs import FollowUpDialog, NoteDialog
from csops.ui.contacts.case_edit import EditCaseDialog
from csops.ui.contacts.log_panel import LogPanel
from csops.ui.contacts.page import ContactsPage
from csops.ui.contacts.solved_menu import SolvedMenu
from csops.ui.desk import Desk
from csops.ui.kit.toast import Toasts
from tests.helpers.clock import Clock
from tests.helpers.records import EMAIL, PHONE
from tests.helpers.stops import stops_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus, without a window system
OpenPage = Callable[[], ContactsPage]


@pytest.fixture
def open_page(desk: Desk, qtbot: QtBot) -> OpenPage:
    """Open the page in a window and wait until the list was read."""
    window = QMainWindow()
    qtbot.addWidget(window)

    def opener() -> ContactsPage:
        page = ContactsPage(desk)
        window.setCentralWidget(page)
        window.resize(1440, 900)
        with qtbot.waitSignal(page.cases.counted), qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        page.cases.list.view.setFocus()
        return page

    return opener


@pytest.fixture
def three(desk: Desk, clock: Clock) -> list[Logged]:
    """Three open cases, the last one logged an hour ago and due tomorrow."""
    made = []
    for number, name in enumerate(("Ada Brandt", "Oliver Feld", "Salma Haddad")):
        clock.now = datetime(2026, 3, 2, 6 + number, 0, tzinfo=UTC)
        draft = ContactDraft(
            channel_id=EMAIL if number else PHONE,
            customer_name=name,
            text=f"{name.split()[0]} waits for a part",
            result=Result.FOLLOW_UP,
            due_at=datetime(2026, 3, 3, 12, 0, tzinfo=UTC),
            due_time_known=True,
        )
        made.append(contacts.log_contact(desk.workspace, draft=draft))
    clock.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    return made


@pytest.fixture
def page(three: list[Logged], open_page: OpenPage, qtbot: QtBot) -> ContactsPage:
    opened = open_page()
    qtbot.waitUntil(lambda: opened.cases.detail.view is not None)
    return opened


def press(page: ContactsPage, key: Qt.Key, *, shift: bool = False) -> None:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(page.cases.list.view, key, held)


def resolve(page: ContactsPage, *, answer: Qt.Key = Qt.Key.Key_E) -> None:
    """Press E, and answer what the customer said; E again is the quick answer."""
    press(page, Qt.Key.Key_E)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, SolvedMenu)
    QTest.keyClick(menu, answer)


def click(page: ContactsPage, row: int) -> None:
    view = page.cases.list.view
    place = view.visualRect(page.cases.list.rows.index(row)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def customers_shown(page: ContactsPage) -> list[str]:
    return [line.customer.split()[0] for line in page.cases.list.rows.lines()]


def shown_title(page: ContactsPage) -> str:
    return page.cases.detail.head.title.words()


def the_dialog(page: ContactsPage, kind: type[QWidget]) -> QWidget:
    found = [dialog for dialog in page.window().findChildren(kind) if dialog.isVisible()]
    assert len(found) == 1
    return found[0]


def choose(words: str) -> None:
    """Choose in the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


# ---- list and detail


def test_tab_goes_through_a_case_in_reading_order(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    case = cases.get_case(desk.workspace, case_id=page.cases.list.rows.lines()[0].id)
    known = customers.get_customer(desk.workspace, customer_id=case.customer_id or 0)
    customers.save_customer(desk.workspace, customer=replace(known, emails=("ada@example.org",)))
    detail = page.cases.detail
    qtbot.waitUntil(lambda: "Write to ada@example.org" in stops_of(detail))
    detail.show_part("matter")
    detail.show_part("happened")
    told = stops_of(detail)
    row = detail.timeline.rows()[0].accessibleName()
    wanted = ["Write to ada@example.org", "Edit the case", "Resolve", "What happened", row, "Log reply", "More"]
    assert [said for said in dict.fromkeys(told) if said in wanted] == wanted
    detail.show_part("matter")
    part = stops_of(detail)
    assert part.index("Resolve") < part.index("What the customer said") < part.index("Log reply")


def test_the_latest_contact_stands_first_and_is_shown_beside(page: ContactsPage) -> None:
    assert customers_shown(page) == ["Salma", "Oliver", "Ada"]
    assert shown_title(page) == "Salma waits for a part"
    assert page.subtitle() == "3 open"
    assert page.cases.list.which.button("open").text() == "Open 3"


def test_a_row_tells_a_screen_reader_all_that_it_paints(page: ContactsPage) -> None:
    said = page.cases.list.rows.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Ada Brandt, Ada waits for a part, Open, Tomorrow 12:00, Mara Lindqvist"


def test_j_and_k_move_through_the_list(page: ContactsPage, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_J)
    press(page, Qt.Key.Key_J)
    press(page, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: shown_title(page) == "Oliver waits for a part")


def test_an_empty_log_offers_the_first_contact(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    (button,) = [
        one for one in page.cases.list.findChildren(QWidget) if one.accessibleName() == "Log the first contact"
    ]
    with qtbot.waitSignal(page.wanted) as wanted:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted.args == ["log", {}]


def test_searching_that_finds_nothing_offers_to_drop_the_words(page: ContactsPage, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_Slash)
    assert page.cases.list.search.hasFocus()
    QTest.keyClicks(page.cases.list.search, "zzz")
    qtbot.waitUntil(lambda: page.cases.list.rows.rowCount() == 0)
    qtbot.waitUntil(lambda: page.cases.list.findChild(QWidget, "") is not None and page.cases.detail.view is None)
    QTest.keyClick(page.cases.list.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(customers_shown(page)) == 3)


def test_searching_finds_words_of_a_contact(page: ContactsPage, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_Slash)
    QTest.keyClicks(page.cases.list.search, "oliver wai")
    qtbot.waitUntil(lambda: customers_shown(page) == ["Oliver"])


def test_a_filter_narrows_the_list_and_is_dropped_again(page: ContactsPage, qtbot: QtBot) -> None:
    page.cases.list.filters.choose(channel_ids=(PHONE,))
    qtbot.waitUntil(lambda: customers_shown(page) == ["Ada"])
    assert page.cases.list.filters.channel.text() == "Phone"
    QTest.keyClick(page.cases.list.filters.channel, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(customers_shown(page)) == 3)


def test_more_pages_are_read_as_one_scrolls(desk: Desk, open_page: OpenPage, qtbot: QtBot) -> None:
    for number in range(130):
        draft = ContactDraft(channel_id=PHONE, customer_name=f"Customer {number}", result=Result.PASSED)
        contacts.log_contact(desk.workspace, draft=draft)
    page = open_page()
    rows = page.cases.list.rows
    assert (rows.rowCount(), rows.total) == (60, 130)
    while rows.rowCount() < 130:
        with qtbot.waitSignal(rows.rowsInserted):
            page.cases.list.view.scrollToBottom()
    assert len({line.id for line in rows.lines()}) == 130


# ---- deeds


def test_e_resolves_and_the_next_row_is_selected(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.said) as said:
        resolve(page)
    qtbot.waitUntil(lambda: customers_shown(page) == ["Oliver", "Ada"])
    qtbot.waitUntil(lambda: shown_title(page) == "Oliver waits for a part")
    assert said.args is not None
    assert said.args[0].text == "Salma Haddad, Salma waits for a part: resolved"


@pytest.mark.parametrize(
    ("key", "said"), [(Qt.Key.Key_Y, Confirmation.CONFIRMED), (Qt.Key.Key_N, Confirmation.NO_ANSWER)]
)
def test_resolving_asks_what_the_customer_said(
    page: ContactsPage, desk: Desk, qtbot: QtBot, key: Qt.Key, said: Confirmation
) -> None:
    case_id = page.cases.list.current_id()
    assert case_id is not None
    with qtbot.waitSignal(desk.said):
        resolve(page, answer=key)
    assert cases.get_case(desk.workspace, case_id=case_id).confirmed is said


def test_esc_at_that_question_leaves_the_case_open(page: ContactsPage, desk: Desk) -> None:
    case_id = page.cases.list.current_id()
    assert case_id is not None
    resolve(page, answer=Qt.Key.Key_Escape)
    assert cases.get_case(desk.workspace, case_id=case_id).state is State.OPEN


def test_resolving_is_taken_back_with_the_promise(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.said):
        resolve(page)
    qtbot.waitUntil(lambda: len(customers_shown(page)) == 2)
    desk.undo()
    qtbot.waitUntil(lambda: customers_shown(page) == ["Salma", "Oliver", "Ada"])
    assert page.cases.list.rows.lines()[0].due_at is not None


def test_several_cases_are_resolved_as_one_act(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_Down, shift=True)
    with qtbot.waitSignal(desk.said) as said:
        resolve(page)
    assert said.args is not None
    assert said.args[0].text == "2 cases: resolved"
    qtbot.waitUntil(lambda: customers_shown(page) == ["Ada"])


def test_a_settled_case_is_opened_again_by_the_same_key(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    case_id = page.cases.list.current_id()
    assert case_id is not None
    page.cases.list.which.button("all").click()
    with qtbot.waitSignal(desk.said):
        resolve(page)
    qtbot.waitUntil(page.cases.detail.head.reopen.isVisible)
    with qtbot.waitSignal(desk.said):
        press(page, Qt.Key.Key_E)
    assert cases.get_case(desk.workspace, case_id=case_id).state is State.OPEN


def test_a_case_is_given_to_somebody_by_key(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_A)
    with qtbot.waitSignal(desk.said):
        choose("Rosa Okafor")
    qtbot.waitUntil(lambda: page.cases.list.rows.lines()[0].owner == "Rosa Okafor")


def test_a_case_waits_for_the_customer_by_key(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_T)
    with qtbot.waitSignal(desk.said):
        choose("Waiting for the customer")
    qtbot.waitUntil(lambda: page.cases.detail.head.pill.look.text == "Waiting")


def test_a_note_is_written_and_stands_in_the_timeline(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_M)
    dialog = the_dialog(page, NoteDialog)
    assert isinstance(dialog, NoteDialog)
    QTest.keyClicks(dialog.text.box, "Spokes are in the second drawer")
    with qtbot.waitSignal(desk.said):
        QTest.keyClick(dialog.text.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    told = page.cases.detail.timeline
    qtbot.waitUntil(lambda: "Mara noted" in [entry.title for entry in told.entries()])
    assert page.cases.list.view.hasFocus()


def test_an_empty_note_is_refused_below_its_field(page: ContactsPage, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_M)
    dialog = the_dialog(page, NoteDialog)
    assert isinstance(dialog, NoteDialog)
    QTest.keyClick(dialog.text.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Write what colleagues should know" in dialog.text.error())


def test_a_follow_up_demands_a_day_and_takes_it_in_words(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_F)
    dialog = the_dialog(page, FollowUpDialog)
    assert isinstance(dialog, FollowUpDialog)
    dialog.save.click()
    assert "Say a day" in dialog.block.day.error()
    QTest.keyClicks(dialog.block.day.line, "tomorrow 8:30")
    with qtbot.waitSignal(desk.said):
        dialog.save.click()
    due = datetime(2026, 3, 3, 8, 30, tzinfo=UTC)
    qtbot.waitUntil(lambda: page.cases.list.rows.lines()[0].due_at == due)


def test_f_and_a_day_typed_at_once_stand_in_the_day(page: ContactsPage) -> None:
    press(page, Qt.Key.Key_F)
    dialog = the_dialog(page, FollowUpDialog)
    assert isinstance(dialog, FollowUpDialog)
    QTest.keyClicks(focused(), "Friday")
    assert dialog.block.day.text() == "Friday"


def test_tab_goes_through_a_follow_up_as_one_sees_it(page: ContactsPage) -> None:
    press(page, Qt.Key.Key_F)
    dialog = the_dialog(page, FollowUpDialog)
    assert isinstance(dialog, FollowUpDialog)
    visited = [focused()]
    for _press in range(7):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        visited.append(focused())
    block = dialog.block
    expected = [block.day.line, block.owner.box, *block.chips, block.silence, dialog.what.line, dialog.save]
    assert visited == expected


def test_who_resolves_a_case_with_a_promise_is_asked_and_it_stays_unless_it_was_kept(
    page: ContactsPage, three: list[Logged], desk: Desk, qtbot: QtBot
) -> None:
    case_id, due = three[2].case.id, desk.workspace.now() + timedelta(days=1)
    make_promise(desk.workspace, case_id=case_id, what="Refund", due_at=due)
    values = {"asked_at": due - timedelta(days=1), "answered_at": due - timedelta(days=1), "value": 3, "high": 10}
    record_answer(desk.workspace, answer=SurveyAnswer(kind=AnswerKind.NPS, low=0, case_id=case_id, **values))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(page.cases.detail.view and page.cases.detail.view.still_open().promises))
    with qtbot.waitSignal(desk.said):
        resolve(page)
    assert [one.what for one in open_promises(desk.workspace, case_ids=[case_id])] == ["Refund"]
    with qtbot.waitSignal(desk.said):
        desk.undo()
    qtbot.waitUntil(lambda: page.cases.list.rows.rowCount() == 3)
    click(page, 0)
    qtbot.waitUntil(lambda: page.cases.detail.view is not None and page.cases.detail.view.case_id == case_id)
    qtbot.waitUntil(lambda: bool(page.cases.detail.view and page.cases.detail.view.still_open().promises))
    press(page, Qt.Key.Key_E)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, SolvedMenu)
    assert menu.kept.text() == "The promise was kept: Refund\tP"
    assert menu.actions()[0].text().startswith("1 low answer")
    QTest.keyClick(menu, Qt.Key.Key_P)
    with qtbot.waitSignal(desk.said):
        QTest.keyClick(menu, Qt.Key.Key_Y)
    assert open_promises(desk.workspace, case_ids=[case_id]) == []


def test_closing_tells_what_is_open_on_the_cases(
    page: ContactsPage, three: list[Logged], desk: Desk, qtbot: QtBot
) -> None:
    case_id = three[2].case.id
    start_recovery(desk.workspace, case_id=case_id)
    make_promise(desk.workspace, case_id=case_id, what="Refund", due_at=desk.workspace.now() + timedelta(days=1))
    qtbot.waitUntil(lambda: bool(page.cases.detail.view and page.cases.detail.view.still_open().promises))
    opened = page.cases.deeds.status
    opened(page.cases.detail.bar.buttons["status"])
    states = QApplication.activePopupWidget()
    assert isinstance(states, QMenu)
    chosen = next(action for action in states.actions() if action.text() == "Closed")
    states.close()
    chosen.trigger()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    said = [action.text() for action in menu.actions() if action.text()]
    assert said == [
        *("8 steps of the recovery are open", "Promised and open: Refund", "Close all the same", "Leave it open"),
    ]
    menu.close()
    assert cases.get_case(desk.workspace, case_id=case_id).state is not State.CLOSED
    found: list[StillOpen] = []
    page.cases.list.view.selectAll()
    page.cases.deeds._ask_open(found.append)  # as a menu over several cases does
    qtbot.waitUntil(lambda: [one.steps for one in found] == [8])


def test_a_follow_up_can_wait_until_nobody_was_in_touch(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_F)
    dialog = the_dialog(page, FollowUpDialog)
    assert isinstance(dialog, FollowUpDialog)
    dialog.block.silence.click()
    assert dialog.block.silence.text() == "Only after 7 days without a contact"
    QTest.keyClicks(dialog.what.line, "Ask again")
    with qtbot.waitSignal(desk.said):
        dialog.save.click()
    found = [line.silent_days for line in follow_ups.follow_up_lines(desk.workspace) if line.what == "Ask again"]
    assert found == [7]


def test_a_toast_leaves_the_buttons_of_the_case_free(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    toasts = Toasts(desk.themes, page)
    toasts.say("Resolved")
    bar = page.cases.detail.bar
    assert bar.isVisible()
    toast, top = toasts.shown, bar.mapTo(page, bar.rect().topLeft()).y()
    assert toast is not None
    qtbot.waitUntil(lambda: toast.geometry().bottom() < top)  # once it has slid in


def test_s_postpones_what_is_due_next(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_S)
    dialog = the_dialog(page, FollowUpDialog)
    assert isinstance(dialog, FollowUpDialog)
    dialog.block.chips[2].click()
    with qtbot.waitSignal(desk.said):
        dialog.save.click()
    due = datetime(2026, 3, 9, 23, 59, tzinfo=UTC)
    qtbot.waitUntil(lambda: page.cases.list.rows.lines()[0].due_at == due)


def test_r_asks_for_the_log_panel_with_case_channel_and_direction(page: ContactsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.wanted) as wanted:
        press(page, Qt.Key.Key_R)
    asked = {"case_id": page.cases.list.current_id(), "channel_key": "email", "direction": "out"}
    assert wanted.args == ["log", asked]


def test_letters_do_nothing_inside_a_text_field(page: ContactsPage, desk: Desk) -> None:
    press(page, Qt.Key.Key_Slash)
    QTest.keyClicks(page.cases.list.search, "e")
    assert page.cases.list.search.text() == "e"
    assert cases.count_cases(desk.workspace, question=Question(states=(State.RESOLVED,))) == 0


# ---- logging beside the list


def test_what_is_logged_by_keys_alone_appears_and_is_taken_back(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    panel = LogPanel(desk)
    qtbot.addWidget(panel)
    panel.begin()
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    qtbot.waitUntil(lambda: panel.is_ready)
    panel.focus_first()
    QTest.keyClick(panel.form.channel.tiles.button("phone"), Qt.Key.Key_1)
    assert panel.form.who.customer.line.hasFocus()
    QTest.keyClicks(panel.form.who.customer.line, "Bea Lindgren")
    panel.form.result.button("passed").click()
    with qtbot.waitSignal(panel.saved):
        QTest.keyClick(panel.form.text.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: customers_shown(page)[0] == "Bea")
    assert shown_title(page) == "Salma waits for a part"
    desk.undo()
    qtbot.waitUntil(lambda: customers_shown(page) == ["Salma", "Oliver", "Ada"])


# ---- what other places ask


def test_a_case_is_shown_even_where_the_list_leaves_it_out(
    page: ContactsPage, desk: Desk, three: list[Logged], qtbot: QtBot
) -> None:
    cases.change_state(desk.workspace, case_ids=[three[0].case.id], state=State.CLOSED)
    page.ask({"case_id": three[0].case.id})
    qtbot.waitUntil(lambda: shown_title(page) == "Ada waits for a part")


def test_a_contact_leads_to_its_case(page: ContactsPage, three: list[Logged], qtbot: QtBot) -> None:
    page.ask({"contact_id": three[1].contact.id})
    qtbot.waitUntil(lambda: shown_title(page) == "Oliver waits for a part")


def test_a_customers_cases_are_listed(page: ContactsPage, three: list[Logged], qtbot: QtBot) -> None:
    page.ask({"customer_id": three[1].case.customer_id})
    qtbot.waitUntil(lambda: customers_shown(page) == ["Oliver"])
    assert page.cases.list.filters.special.text() == "One customer"


def test_a_band_of_age_lists_its_cases(page: ContactsPage, clock: Clock, qtbot: QtBot) -> None:
    clock.now = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
    page.ask({"age_band": 1})
    qtbot.waitUntil(lambda: customers_shown(page) == ["Ada"])
    page.ask({"age_band": 0})
    qtbot.waitUntil(lambda: customers_shown(page) == ["Salma", "Oliver"])


def test_late_cases_are_listed(page: ContactsPage, clock: Clock, qtbot: QtBot) -> None:
    page.ask({"state": "late"})
    qtbot.waitUntil(lambda: customers_shown(page) == [])
    clock.now += timedelta(days=2)
    page.ask({"state": "late"})
    qtbot.waitUntil(lambda: len(customers_shown(page)) == 3)


def test_a_saved_view_opens_the_table(page: ContactsPage) -> None:
    page.ask({"view": {"table": True, "filters": {}, "words": "part"}, "name": "Parts"})
    assert page.table is not None
    assert page.table.isVisible()
    assert page.top_actions()[0].text() == "Split"


def test_split_puts_the_keys_into_the_list(page: ContactsPage, qtbot: QtBot) -> None:
    page.show_mode("table")
    assert page.table is not None
    page.table.start_search()
    page.top_actions()[0].trigger()
    qtbot.waitUntil(page.cases.list.view.hasFocus)


def test_split_shows_the_case_whose_row_is_marked_in_the_table(
    page: ContactsPage, three: list[Logged], desk: Desk, qtbot: QtBot
) -> None:
    page.ask({"view": {"table": True, "filters": {}}, "name": "All"})
    assert page.table is not None
    table = page.table
    qtbot.waitUntil(lambda: table.model.record(2) is not None)
    cases_shown = [record.case_id for record in map(table.model.record, range(3)) if record is not None]
    row = cases_shown.index(three[1].case.id)
    table.view.setCurrentIndex(table.model.index(row, 2))
    page.top_actions()[0].trigger()
    qtbot.waitUntil(lambda: shown_title(page) == "Oliver waits for a part")
    with qtbot.waitSignal(desk.said) as said:
        resolve(page)
    assert said.args is not None
    assert said.args[0].text == "Oliver Feld, Oliver waits for a part: resolved"


def test_a_case_that_the_list_does_not_hold_is_shown_with_no_other_marked(
    page: ContactsPage, three: list[Logged], desk: Desk, qtbot: QtBot
) -> None:
    cases.change_state(desk.workspace, case_ids=[three[0].case.id], state=State.RESOLVED)
    qtbot.waitUntil(lambda: customers_shown(page) == ["Salma", "Oliver"])
    page.ask({"case_id": three[0].case.id})
    qtbot.waitUntil(lambda: shown_title(page) == "Ada waits for a part")
    assert page.cases.list.selected_ids() == []
    with qtbot.waitSignal(desk.said) as said:
        press(page, Qt.Key.Key_E)
    assert said.args is not None
    assert said.args[0].text == "Ada Brandt, Ada waits for a part: open"


def test_a_click_in_the_list_shows_the_case_and_e_resolves_that_one(
    page: ContactsPage, desk: Desk, qtbot: QtBot
) -> None:
    click(page, 1)
    qtbot.waitUntil(lambda: shown_title(page) == "Oliver waits for a part")
    with qtbot.waitSignal(desk.said) as said:
        resolve(page)
    assert said.args is not None
    assert said.args[0].text == "Oliver Feld, Oliver waits for a part: resolved"


def test_a_click_leads_back_from_a_case_that_the_list_does_not_hold(
    page: ContactsPage, three: list[Logged], desk: Desk, qtbot: QtBot
) -> None:
    cases.change_state(desk.workspace, case_ids=[three[0].case.id], state=State.RESOLVED)
    page.refresh()
    qtbot.waitUntil(lambda: customers_shown(page) == ["Salma", "Oliver"])
    page.ask({"case_id": three[0].case.id})
    qtbot.waitUntil(lambda: shown_title(page) == "Ada waits for a part")
    click(page, 0)
    qtbot.waitUntil(lambda: shown_title(page) == "Salma waits for a part")
    assert page.cases.chosen_ids() == [three[2].case.id]


def test_f2_on_a_contact_asks_to_correct_it(page: ContactsPage, three: list[Logged], qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.cases.detail.timeline.rows()))
    row = page.cases.detail.timeline.rows()[0]
    row.setFocus()
    with qtbot.waitSignal(page.wanted) as asked:
        QTest.keyClick(row, Qt.Key.Key_F2)
    assert asked.args == ["edit", {"contact_id": row.entry.contact_id}]


def test_f2_in_the_list_corrects_title_and_topic_of_the_case(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    assert page.cases.detail.view is not None
    view = page.cases.detail.view.case_id
    press(page, Qt.Key.Key_F2)
    dialog = page.window().findChild(EditCaseDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.case_title.text()))
    dialog.case_title.set_text("")
    dialog.submit()
    qtbot.waitUntil(lambda: "title" in dialog.case_title.error().lower())
    dialog.case_title.set_text("A new hub")
    with qtbot.waitSignal(dialog.closed):
        QTest.keyClick(dialog.case_title.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert cases.get_case(desk.workspace, case_id=view).title == "A new hub"


def test_a_title_that_a_colleague_changed_too_is_asked_about(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    assert page.cases.detail.view is not None
    view = page.cases.detail.view.case_id
    page.cases.deeds.edit()
    dialog = page.window().findChild(EditCaseDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.case_title.text()))
    case = cases.get_case(desk.workspace, case_id=view)
    cases.edit_case(desk.workspace, case=replace(case, title="Theirs"))
    dialog.case_title.set_text("Mine")
    dialog.submit()
    qtbot.waitUntil(dialog.conflict.isVisible)
    assert "Yours: Mine. Theirs: Theirs" in dialog.conflict.words()
    with qtbot.waitSignal(dialog.closed):
        dialog.conflict.keep.click()
    assert cases.get_case(desk.workspace, case_id=view).title == "Mine"


@pytest.mark.usefixtures("three")
def test_where_the_pane_is_narrow_the_deeds_lose_their_keys_before_their_words(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    bar = open_page().cases.detail.bar
    qtbot.waitUntil(bar.isVisible)
    reply, status = bar.buttons["reply"], bar.buttons["status"]
    bar.resize(1000, 56)
    full = reply.sizeHint().width()
    bar.resize(760, 56)
    assert reply.sizeHint().width() < full
    assert status.sizeHint().width() > status.height()
    bar.resize(240, 56)
    assert status.sizeHint().width() == status.height()
    assert status.toolTip() == "Status (T)"
