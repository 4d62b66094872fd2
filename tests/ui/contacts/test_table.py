"""The table of all contacts in the hand: filtered, searched, sorted, ticked, copied, changed, kept as a view."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from csops.bootstrap import open_workspace
from csops.domain.access import Role
from csops.domain.cases import State
from csops.domain.contacts import ContactDraft, Result
from csops.domain.people import Member
from csops.domain.questions import Question
from csops.domain.team import View
from csops.services import cases, contacts, imports, views
from csops.services.people import save_member
from csops.services.review_queue import my_queue
from csops.services.workspace import Workspace
from csops.ui.contacts import table_deeds
from csops.ui.contacts.case_dialogs import FollowUpDialog
from csops.ui.contacts.pass_on import PassOnDialog
from csops.ui.contacts.table import ContactsTable
from csops.ui.contacts.table_save import SaveViewDialog
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button
from csops.ui.kit.table_cells import Heading
from csops.ui.kit.table_ticks import Ticks
from csops.ui.kit.table_view import head_menu
from csops.ui.preferences import Preferences
from tests.helpers.clock import Clock
from tests.helpers.seen import cut_words

Key = Qt.Key
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Open = Callable[..., ContactsTable]


@pytest.fixture
def logged(desk: Desk, clock: Clock) -> None:
    """Three contacts of the last hours and one of last year."""
    phone, email = desk.team.channels[0].id, desk.team.channels[1].id
    now = clock()
    for channel, name, text, ago in (
        (phone, "Jonas Feld", "Refund not received", timedelta(hours=1)),
        (email, "Salma Haddad", "Brake noise after repair", timedelta(hours=2)),
        (phone, "Oliver Brandt", "Frame scratched. =SUM(A1)", timedelta(hours=3)),
        (phone, "Hanna Eriksen", "Refund of last year", timedelta(days=300)),
    ):
        draft = ContactDraft(
            channel_id=channel,
            customer_name=name,
            text=text,
            happened_at=now - ago,
            handle_time=timedelta(minutes=4),
            result=Result.FOLLOW_UP,
            due_at=now + timedelta(days=1),
        )
        contacts.log_contact(desk.workspace, draft=draft)


@pytest.fixture
def preferences() -> Preferences:
    return Preferences(None)


@pytest.fixture
def open_table(desk: Desk, logged: None, qtbot: QtBot, preferences: Preferences) -> Open:
    def opener(*, rows: int = 3) -> ContactsTable:
        table = ContactsTable(desk, preferences)
        qtbot.addWidget(table)
        table.resize(1228, 700)
        table.show()
        until(qtbot, table, rows)
        table.view.setFocus()
        table.view.go_to(0)
        return table

    return opener


@pytest.fixture
def table(open_table: Open) -> ContactsTable:
    return open_table()


def until(qtbot: QtBot, table: ContactsTable, rows: int) -> None:
    """Wait until so many rows are here."""
    last = rows - 1
    qtbot.waitUntil(lambda: table.model.rowCount() == rows and (rows == 0 or table.model.record(last) is not None))


def customers_shown(table: ContactsTable) -> list[str]:
    records = (table.model.record(row) for row in range(table.model.rowCount()))
    return [record.customer for record in records if record is not None]


def last_menu(table: ContactsTable) -> QMenu:
    return next(menu for menu in table.findChildren(QMenu) if menu.isVisible())


def press(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


def test_the_newest_contacts_of_the_last_30_days_stand_first(table: ContactsTable) -> None:
    assert customers_shown(table) == ["Jonas Feld", "Salma Haddad", "Oliver Brandt"]


def test_times_are_those_of_the_shop(table: ContactsTable) -> None:
    assert table.model.index(0, table.model.section("happened_at")).data() == "2 Mar 08:00"


def test_dropping_the_chip_of_time_shows_all(table: ContactsTable, qtbot: QtBot) -> None:
    table.filters.chips["period"].setFocus()
    QTest.keyClick(table.filters.chips["period"], Key.Key_Delete)
    until(qtbot, table, 4)
    assert customers_shown(table)[-1] == "Hanna Eriksen"


def test_a_filter_is_chosen_from_its_menu_and_said_in_words(table: ContactsTable, qtbot: QtBot) -> None:
    press(table.filters.menu("channel"), "E-mail")
    until(qtbot, table, 1)
    assert table.filters.chips["channel"].text() == "Channel is E-mail"


def test_typing_finds_while_it_goes_on(table: ContactsTable, qtbot: QtBot) -> None:
    QTest.keyClicks(table.search, "refu")
    until(qtbot, table, 1)
    assert customers_shown(table) == ["Jonas Feld"]


def test_filters_can_be_typed(table: ContactsTable, qtbot: QtBot) -> None:
    QTest.keyClicks(table.search, "channel:phone -refund")
    until(qtbot, table, 1)
    assert customers_shown(table) == ["Oliver Brandt"]


def test_a_typed_filter_that_contradicts_a_chip_finds_nothing(table: ContactsTable, qtbot: QtBot) -> None:
    press(table.filters.menu("channel"), "E-mail")
    QTest.keyClicks(table.search, "channel:phone")
    until(qtbot, table, 0)
    assert not table.pane.isVisible()


def test_escape_drops_the_search_and_gives_the_keys_back(table: ContactsTable, qtbot: QtBot) -> None:
    QTest.keyClick(table.view, Key.Key_Slash)
    QTest.keyClicks(table.search, "noise")
    until(qtbot, table, 1)
    QTest.keyClick(table.search, Key.Key_Escape)
    until(qtbot, table, 3)
    assert table.search.text() == ""


def test_the_empty_table_offers_to_drop_what_was_asked_last(table: ContactsTable, qtbot: QtBot) -> None:
    QTest.keyClicks(table.search, "nothinglikethis")
    until(qtbot, table, 0)
    button = next(one for one in table.findChildren(Button) if one.text() == "Drop the last filter")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    until(qtbot, table, 3)


def test_a_click_on_a_head_sorts_in_the_database(table: ContactsTable, qtbot: QtBot) -> None:
    table.model.sort_by(table.model.section("customer"), add=False)
    qtbot.waitUntil(lambda: customers_shown(table) == ["Jonas Feld", "Oliver Brandt", "Salma Haddad"])


def test_the_totals_are_of_what_is_filtered(table: ContactsTable, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "3 contacts" in table.pane.totals.accessibleName())
    assert "4:00 mean of 3" in table.pane.totals.accessibleName()
    assert table.subtitle() == "4 in all, 3 shown"


def test_enter_opens_the_contact(table: ContactsTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table.view, Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0].customer == "Jonas Feld"


def test_a_contact_is_removed_and_undo_brings_it_back(table: ContactsTable, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.said):
        table.deeds.remove.trigger()
    qtbot.waitUntil(lambda: set(customers_shown(table)) == {"Oliver Brandt", "Salma Haddad"})
    desk.undo()
    qtbot.waitUntil(lambda: set(customers_shown(table)) == {"Jonas Feld", "Oliver Brandt", "Salma Haddad"})


def test_a_contact_of_a_colleague_is_reviewed_or_put_into_ones_queue_of_reviews(
    table: ContactsTable, desk: Desk, qtbot: QtBot
) -> None:
    own, other = table.model.record(0), table.model.record(1)
    assert own is not None
    assert other is not None
    menu = table.deeds.menu(own)
    assert not next(one for one in menu.actions() if one.text() == "Review this contact").isEnabled()
    menu = table.deeds.menu(replace(other, member_id=2))  # as if Rosa had handled it
    with desk.workspace.work("Hand over") as work:
        work.contacts.update(replace(work.contacts.get(other.id), member_id=2))
    with qtbot.waitSignal(desk.said):
        press(menu, "Put into your queue of reviews")
    assert [one.pick.contact_id for one in my_queue(desk.workspace)] == [other.id]
    for words, tab in (("Review this contact", "review"), ("Calibrate this contact", "calibration")):
        with qtbot.waitSignal(table.deeds.wanted) as asked:
            press(menu, words)
        assert asked.args == ["quality", {"tab": tab, "contact_id": other.id}]


@pytest.fixture
def colleague(desk: Desk, clock: Clock) -> Iterator[Workspace]:
    """The same file on another computer, of whose acts this window has not heard yet."""
    opened = open_workspace(Path(desk.workspace.place), clock=clock)
    yield opened
    opened.close()


def refusal(qtbot: QtBot, desk: Desk, deed: Callable[[], object]) -> str:
    """Return what is said instead of doing it."""
    with qtbot.waitSignal(desk.said) as said:
        deed()
    assert said.args is not None
    return str(said.args[0].text)


@pytest.mark.parametrize("group", ["", "channel"])
def test_whoever_came_in_since_all_were_ticked_is_not_removed_with_them(
    table: ContactsTable, desk: Desk, colleague: Workspace, qtbot: QtBot, group: str
) -> None:
    table.grouping.choose(group)
    until(qtbot, table, 5 if group else 3)
    table.model.toggle_all()
    for name in ("Ines Marchetti", "Tom Reed"):
        draft = ContactDraft(channel_id=desk.team.channels[0].id, customer_name=name)
        contacts.log_contact(colleague, draft=draft)
    assert refusal(qtbot, desk, table.deeds.remove.trigger) == "2 contacts came in meanwhile: tick again"
    assert table.model.ticks == Ticks()
    table.refresh()
    until(qtbot, table, 7 if group else 5)
    table.model.toggle_all()
    assert refusal(qtbot, desk, table.deeds.remove.trigger) == "5 contacts removed"


def test_one_in_and_one_out_at_once_do_not_go_unnoticed(
    table: ContactsTable, desk: Desk, colleague: Workspace, qtbot: QtBot
) -> None:
    record = table.model.record(2)
    assert record is not None
    table.model.toggle_all()
    contacts.remove_contacts(colleague, contact_ids=[record.id])
    contacts.log_contact(
        colleague, draft=ContactDraft(channel_id=desk.team.channels[0].id, customer_name="Ines Marchetti")
    )
    told = refusal(qtbot, desk, table.deeds.remove.trigger)
    assert told.endswith("came in and 1 went meanwhile: tick again")
    assert table.model.ticks == Ticks()


def test_what_was_removed_meanwhile_is_not_called_too_much(
    table: ContactsTable, desk: Desk, colleague: Workspace, qtbot: QtBot
) -> None:
    record = table.view.current_record()
    assert record is not None
    contacts.remove_contacts(colleague, contact_ids=[record.id])
    deeds = table.deeds
    for deed in (deeds.copy, deeds.assign.trigger, deeds.remove.trigger):
        assert refusal(qtbot, desk, deed) == "These contacts have been removed meanwhile"


def test_too_many_are_refused_with_the_number_that_may_be(
    table: ContactsTable, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_deeds, "MOST_CHANGED", 2)
    monkeypatch.setattr(table_deeds, "MOST_COPIED", 2)
    table.model.toggle_all()
    assert refusal(qtbot, desk, table.deeds.remove.trigger) == "At most 2 contacts can be changed at once"
    assert refusal(qtbot, desk, table.deeds.status.trigger) == "At most 2 contacts can be changed at once"
    assert refusal(qtbot, desk, table.deeds.copy).startswith("At most 2 rows go on the clipboard")


def test_a_assigns_the_cases_of_all_ticked(table: ContactsTable, desk: Desk, qtbot: QtBot) -> None:
    QTest.keyClick(table.view, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table.view, Key.Key_A)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in table.findChildren(QMenu)))
    with qtbot.waitSignal(desk.said):
        press(last_menu(table), "Rosa Okafor")
    record = table.model.record(2)
    assert record is not None
    rosa = next(member for member in desk.team.members if member.name == "Rosa Okafor")
    assert cases.get_case(desk.workspace, case_id=record.case_id).owner_id == rosa.id


def test_t_sets_the_state_of_the_current_row_and_the_row_stays_current(
    table: ContactsTable, desk: Desk, qtbot: QtBot
) -> None:
    table.view.go_to(1)
    QTest.keyClick(table.view, Key.Key_T)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in table.findChildren(QMenu)))
    press(last_menu(table), "Resolved")
    press(last_menu(table), "Not asked\tE")
    qtbot.waitUntil(lambda: getattr(table.model.record(1), "state", None) is State.RESOLVED)
    current = table.view.current_record()
    assert current is not None
    assert current.customer == "Salma Haddad"


def test_f_asks_until_when(table: ContactsTable, qtbot: QtBot) -> None:
    QTest.keyClick(table.view, Key.Key_F)
    qtbot.waitUntil(lambda: bool(table.window().findChildren(FollowUpDialog)))


def test_copying_takes_ticked_rows_that_are_not_loaded(table: ContactsTable, desk: Desk, qtbot: QtBot) -> None:
    table.model.set_ticks(Ticks(everything=True))
    with qtbot.waitSignal(table.deeds.copied) as copied:
        QTest.keyClick(table.view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied.args == [3]
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["Started", "Channel", "Customer"]
    assert lines[1].startswith("2026-03-02 08:00:00\tPhone\tJonas Feld")


@pytest.mark.parametrize("hidden", [set(), {"title", "case_id"}, {"text"}])
def test_copied_rows_that_are_imported_again_add_nothing(
    table: ContactsTable, desk: Desk, qtbot: QtBot, tmp_path: Path, hidden: set[str]
) -> None:
    for key in table.view.columns.order():
        table.view.columns.hide(key, hidden=key in hidden)
    table.model.set_ticks(Ticks(everything=True))
    with qtbot.waitSignal(table.deeds.copied):
        QTest.keyClick(table.view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    file = tmp_path / "pasted.txt"
    file.write_text(QGuiApplication.clipboard().text(), encoding="utf-8", newline="")
    reading = imports.read_file(path=file)
    guess = imports.guess(desk.workspace, reading=reading)
    outcome = imports.look_ahead(desk.workspace, reading=reading, mapping=guess.mapping)
    assert (guess.questions, outcome.new, outcome.skipped) == ((), 0, 3)


def test_what_is_ticked_stays_ticked_when_a_contact_comes(table: ContactsTable, desk: Desk, qtbot: QtBot) -> None:
    QTest.keyClick(table.view, Key.Key_Space)
    draft = ContactDraft(channel_id=desk.team.channels[0].id, customer_name="Ines Marchetti")
    contacts.log_contact(desk.workspace, draft=draft)
    until(qtbot, table, 4)
    assert table.model.ticks.number(4) == 1
    record = table.model.record(1)
    assert record is not None
    assert table.model.ticks.has(record.id)


def test_what_is_shown_is_saved_as_a_view_and_comes_back(table: ContactsTable, desk: Desk, qtbot: QtBot) -> None:
    press(table.filters.menu("channel"), "E-mail")
    table.view.columns.hide("topic", hidden=True)
    QTest.mouseClick(table.filters.save, Qt.MouseButton.LeftButton)
    dialog = table.window().findChildren(SaveViewDialog)[0]
    dialog.view_name.set_text("Letters")
    with qtbot.waitSignal(desk.said):
        QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    kept = views.list_views(desk.workspace, place="contacts")[0]
    table.filters.set_chosen({})
    table.view.columns.reset()
    table.ask({"view": kept.question, "name": kept.name})
    until(qtbot, table, 1)
    assert table.view.columns.is_hidden("topic")


def test_a_view_says_what_it_does_not_keep(table: ContactsTable, qtbot: QtBot) -> None:
    table.ask({"question": Question(import_id=7), "name": "Rows of this import"})
    qtbot.waitUntil(table.behind.isVisible)
    table.views.save_as()
    dialog = table.window().findChildren(SaveViewDialog)[0]
    assert dialog.view_name.helper().endswith("“Rows of this import” is not kept in it")
    dialog.close_layer()
    table.ask({})
    table.views.save_as()
    assert table.window().findChildren(SaveViewDialog)[-1].view_name.helper() == "Everybody finds it in the left bar"


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_view_bears_the_name_that_is_typed_at_once(table: ContactsTable, desk: Desk, qtbot: QtBot) -> None:
    press(table.filters.menu("channel"), "E-mail")
    QTest.mouseClick(table.filters.save, Qt.MouseButton.LeftButton)
    QTest.keyClicks(focused(), "Letters")
    with qtbot.waitSignal(desk.said):
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert [view.name for view in views.list_views(desk.workspace, place="contacts")] == ["Letters"]


def test_the_table_comes_back_as_it_was_left(open_table: Open, qtbot: QtBot) -> None:
    first = open_table()
    press(first.filters.menu("channel"), "E-mail")
    until(qtbot, first, 1)
    first.view.columns.set_density("compact")
    again = open_table(rows=1)
    assert again.view.columns.density == "compact"


def test_the_columns_panel_shows_a_hidden_column(table: ContactsTable) -> None:
    QTest.mouseClick(table.columns_button, Qt.MouseButton.LeftButton)
    assert table.columns_panel.isVisible()
    table.columns_panel.close()
    assert table.view.columns.is_hidden("number")


def test_who_may_not_assign_reads_why(desk: Desk, logged: None, qtbot: QtBot, preferences: Preferences) -> None:
    reader = save_member(desk.workspace, member=Member(name="Rae Reader", role=Role.READ_ONLY))
    desk.workspace.member = reader
    table = ContactsTable(desk, preferences)
    qtbot.addWidget(table)
    assert not table.deeds.assign.isEnabled()
    assert "Rae Reader" in table.deeds.assign.toolTip()


# ---- grouped


def headings(table: ContactsTable) -> list[str]:
    records = (table.model.record(row) for row in range(table.model.rowCount()))
    return [record.sentence() for record in records if isinstance(record, Heading)]


def group_by(table: ContactsTable, words: str) -> None:
    press(table.grouping.menu(), words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("By channel", ["Phone, 2", "E-mail, 1"]),
        ("By day", ["Mon 2 Mar, 3"]),
        ("By status", ["Open, 3"]),
        ("By owner", ["Mara Lindqvist, 3"]),
        ("By topic", ["No topic, 3"]),
        ("By who handled it", ["Mara Lindqvist, 3"]),
    ],
)
def test_groups_have_headings_with_their_number(
    table: ContactsTable, qtbot: QtBot, words: str, expected: list[str]
) -> None:
    group_by(table, words)
    until(qtbot, table, 3 + len(expected))
    assert headings(table) == expected
    assert not table.view.currentIndex().isValid(), "following a row would begin in the middle of its group"
    assert table.bar.group_button.text() == words


def test_a_group_is_folded_and_stays_so_while_contacts_come_in(table: ContactsTable, desk: Desk, qtbot: QtBot) -> None:
    group_by(table, "By channel")
    until(qtbot, table, 5)
    table.view.go_to(0)
    QTest.keyClick(table.view, Key.Key_Left)
    until(qtbot, table, 3)
    contacts.log_contact(desk.workspace, draft=ContactDraft(channel_id=desk.team.channels[0].id))
    qtbot.waitUntil(lambda: headings(table) == ["Phone, 3", "E-mail, 1"])
    assert table.model.rowCount() == 3


def test_what_is_folded_stays_folded_when_something_else_is_asked(table: ContactsTable, qtbot: QtBot) -> None:
    group_by(table, "By channel")
    until(qtbot, table, 5)
    table.view.go_to(0)
    QTest.keyClick(table.view, Key.Key_Left)
    until(qtbot, table, 3)
    press(table.filters.menu("channel"), "Phone")
    qtbot.waitUntil(lambda: headings(table) == ["Phone, 2"])
    assert table.model.rowCount() == 1
    QTest.keyClick(table.view, Key.Key_Right)
    until(qtbot, table, 3)


def test_all_groups_fold_and_unfold(table: ContactsTable, qtbot: QtBot) -> None:
    group_by(table, "By channel")
    until(qtbot, table, 5)
    press(table.grouping.menu(), "Fold all")
    until(qtbot, table, 2)
    press(table.grouping.menu(), "Unfold all")
    until(qtbot, table, 5)


def test_what_is_ticked_in_groups_is_what_is_copied(table: ContactsTable, qtbot: QtBot) -> None:
    group_by(table, "By channel")
    until(qtbot, table, 5)
    table.model.toggle_all()
    with qtbot.waitSignal(table.deeds.copied) as copied:
        QTest.keyClick(table.view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied.args == [3]


def test_the_head_of_a_column_groups_by_it_and_ungroups(table: ContactsTable, qtbot: QtBot) -> None:
    section = table.model.section("channel")
    press(head_menu(table.view, section), "Group by this")
    until(qtbot, table, 5)
    press(head_menu(table.view, section), "Ungroup")
    until(qtbot, table, 3)
    assert headings(table) == []


def test_a_view_and_the_table_itself_remember_the_grouping(open_table: Open, qtbot: QtBot) -> None:
    first = open_table()
    group_by(first, "By channel")
    until(qtbot, first, 5)
    kept = first.view_state()
    again = open_table(rows=5)
    assert headings(again) == ["Phone, 2", "E-mail, 1"]
    group_by(again, "Not grouped")
    until(qtbot, again, 3)
    again.ask({"view": kept, "name": "Channels"})
    until(qtbot, again, 5)


def test_filters_narrow_the_groups(table: ContactsTable, qtbot: QtBot) -> None:
    group_by(table, "By channel")
    press(table.filters.menu("channel"), "E-mail")
    qtbot.waitUntil(lambda: headings(table) == ["E-mail, 1"])


# ---- saved views from the table itself


def test_the_bar_lists_saved_views_and_shows_one(table: ContactsTable, desk: Desk, qtbot: QtBot) -> None:
    assert [action.text() for action in table.views.menu([]).actions() if action.text()] == [
        "No view is saved yet",
        "Save as view",
    ]
    email = str(desk.team.channels[1].id)
    question = {"table": True, "filters": {"channel": [email]}}
    view = View(name="Letters", place="contacts", question=question, pinned=False)
    views.save_view(desk.workspace, view=view)
    QTest.mouseClick(table.bar.views_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in table.findChildren(QMenu)))
    part = last_menu(table).actions()[0].menu()
    assert isinstance(part, QMenu)
    press(part, "Show")
    until(qtbot, table, 1)
    last_menu(table).close()


@pytest.mark.parametrize("zoom", [1.0, 2.0])
@pytest.mark.parametrize("name", ["", "Contacts of Northgate Courier Co-operative"])
def test_no_word_above_the_table_is_cut_in_any_width(table: ContactsTable, desk: Desk, zoom: float, name: str) -> None:
    desk.themes.choose("light", zoom=zoom)
    table.ask({"question": Question(channel_ids=(1, 2)) if name else None, "name": name})
    try:
        cut = {}
        for width in range(round(700 * zoom), round(1300 * zoom), 20):
            table.resize(width, 700)
            for _ in range(4):  # a button that gives way gives others room, and so on
                QApplication.processEvents()
            cut[width] = cut_words(table.bar)
        assert {width: words for width, words in cut.items() if words} == {}
    finally:
        desk.themes.choose("light")


def test_the_cases_of_ticked_contacts_are_passed_on_as_one_act(table: ContactsTable, desk: Desk, qtbot: QtBot) -> None:
    table.view.go_to(0)
    QTest.keyClick(table.view, Key.Key_Space)
    table.view.go_to(1)
    QTest.keyClick(table.view, Key.Key_Space)
    table.deeds.pass_on.trigger()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in table.window().findChildren(PassOnDialog)))
    dialog = next(one for one in table.window().findChildren(PassOnDialog) if one.isVisible())
    with qtbot.waitSignal(desk.said) as said:
        dialog.submit()
    assert said.args is not None
    assert said.args[0].text.startswith("2 cases passed on")
