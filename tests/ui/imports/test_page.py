"""The wizard, clicked through as a person would."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from csops.domain.questions import Question
from csops.imports.mapping import Target
from csops.services import imports
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.imports.page import CHECK, COLUMNS, FILE, RUN, ImportPage
from csops.ui.imports.preview_model import WRONG_ROLE, Line, PreviewModel
from csops.ui.imports.target_words import JOINS
from csops.ui.kit.labels import Text
from csops.ui.kit.tasks import Lane
from tests.ui.imports.conftest import looked_at

LEFT = Qt.MouseButton.LeftButton
DATUM, KUNDE, KANAL, ERLEDIGT, BEARBEITER = 0, 1, 3, 5, 6


def contacts(workspace: Workspace) -> int:
    with workspace.read() as work:
        return work.contacts.count(Question())


def chosen_words(page: ImportPage, qtbot: QtBot) -> None:
    """Say that x means resolved."""
    page.columns.look_at(ERLEDIGT)
    with qtbot.waitSignal(page.session.looked, timeout=20_000):
        page.columns.meaning.pickers["x"].pick("resolved")


def imported(page: ImportPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page.next_button, LEFT)
    QTest.mouseClick(page.next_button, LEFT)
    qtbot.waitUntil(page.run.undo_button.isVisible, timeout=20_000)


def test_the_first_step_says_that_nothing_is_saved_before_the_last(page: ImportPage) -> None:
    assert page.steps.current == FILE
    assert "Nothing is saved before the last step" in page.foot.promise.words()


def test_a_file_is_matched_by_itself(opened: ImportPage) -> None:
    assert opened.steps.current == COLUMNS
    assert opened.steps.notes[COLUMNS].words() == "7 of 7 matched"
    assert opened.columns.columns.rows[DATUM].picker.key() == Target.STARTED_AT
    assert opened.columns.columns.rows[DATUM].verdict.words().startswith("Day first")


def test_what_is_open_is_said_beside_its_column(opened: ImportPage) -> None:
    rows = opened.columns.columns.rows
    assert rows[ERLEDIGT].verdict.words() == "Choose what “x” means"
    assert rows[BEARBEITER].verdict.words() == "“Dan” is not on the team"
    assert opened.steps.notes[CHECK].words() == "2 to look at"


def test_examples_that_have_no_room_as_a_whole_are_not_cut(opened: ImportPage) -> None:
    shown = opened.columns.columns.rows[DATUM].look
    assert shown.words() == "17.11.2025 09:48"
    shown.resize(2000, shown.height())
    assert shown.words().startswith("17.11.2025 09:48, 18.11.2025 10:02")


def test_in_a_narrow_window_examples_give_their_room_to_what_is_said(opened: ImportPage, qtbot: QtBot) -> None:
    row = opened.columns.columns.rows[DATUM]
    assert row.look.isVisible()
    opened.resize(880, 560)
    qtbot.waitUntil(row.look.isHidden)
    assert row.verdict.isVisible()
    assert opened.columns.preview.view.height() >= 3 * opened.themes.current.size("row")


def test_another_zoom_keeps_what_is_marked_and_takes_its_type(opened: ImportPage, desk: Desk) -> None:
    box = opened.columns.columns.rows[ERLEDIGT].picker.field.box
    before = box.font().pixelSize()
    desk.themes.choose("light", zoom=2.0)
    assert (box.property("state"), box.font().pixelSize()) == ("warning", 2 * before)
    desk.themes.choose("light")
    assert (box.property("state"), box.font().pixelSize()) == ("warning", before)


def test_without_room_beside_each_other_the_cards_stand_below_each_other(opened: ImportPage, qtbot: QtBot) -> None:
    step = opened.columns
    assert step.meaning.mapTo(step, QPoint()).x() > step.columns.width()
    opened.resize(700, 700)
    qtbot.waitUntil(lambda: step.meaning.mapTo(step, QPoint()).y() > step.columns.height())
    assert step.preview.view.height() >= 3 * opened.themes.current.size("row")


def test_a_word_gets_its_meaning(opened: ImportPage, qtbot: QtBot) -> None:
    chosen_words(opened, qtbot)
    assert opened.session.open_problems() == 1
    assert opened.columns.columns.rows[ERLEDIGT].verdict.words() == "3 words matched"


def test_somebody_who_is_not_on_the_team_can_be_added_to_it(
    opened: ImportPage, workspace: Workspace, qtbot: QtBot
) -> None:
    chosen_words(opened, qtbot)
    opened.columns.look_at(BEARBEITER)
    picker = opened.columns.meaning.pickers["Dan"]
    texts = [picker.field.box.itemText(place) for place in range(picker.field.box.count())]
    assert texts[0] == "Add to the team"
    assert texts[1] == "Add, no longer here"
    assert texts[-2:] == ["Nobody; keep the rows", "Leave these rows out"]
    with qtbot.waitSignal(opened.session.looked, timeout=20_000):
        picker.pick(JOINS)
    assert opened.columns.meaning.pickers["Dan"].key() == JOINS
    opened.go_on()
    assert "Joining the team as agents: Dan." in opened.check.names.words()
    opened.go_on()
    qtbot.waitUntil(opened.run.undo_button.isVisible, timeout=20_000)
    with workspace.read() as work:
        assert [member.active for member in work.members.where(name="Dan")] == [True]


def test_all_who_are_not_on_the_team_are_added_at_once(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "two.csv"
    rows = "2025-11-17 09:48,Phone,Dan\n2025-11-17 10:48,Phone,Eva\n2025-11-17 11:48,Phone,Rosa Okafor\n"
    path.write_text(f"Date,Channel,Handled by\n{rows}", encoding="utf-8")
    page.ask({"path": str(path)})
    looked_at(page, qtbot)
    page.columns.look_at(2)
    assert page.columns.meaning.add_all is not None
    assert page.columns.meaning.add_all.text() == "Add all 2 to the team"
    with qtbot.waitSignal(page.session.looked, timeout=20_000):
        QTest.mouseClick(page.columns.meaning.add_all, LEFT)
    assert page.columns.meaning.add_all is None
    assert page.session.outlook is not None
    assert page.session.outlook.names.joining == ("Dan", "Eva")


def test_the_problem_is_put_right_in_the_grid(opened: ImportPage, qtbot: QtBot) -> None:
    preview = opened.columns.preview
    assert preview.model.lines[0].number == 4
    QTest.mouseClick(preview.fix, LEFT)
    editor = preview.view.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("28.02.2025 11:00")
    with qtbot.waitSignal(opened.session.looked, timeout=20_000):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert opened.session.outlook is not None
    assert [problem.row for problem in opened.session.outlook.problems] == [5]


def test_rows_with_problems_are_left_out_by_choice(opened: ImportPage) -> None:
    assert opened.columns.preview.leave.text() == "Leave out 2 rows"
    QTest.mouseClick(opened.columns.preview.leave, LEFT)
    assert opened.session.open_problems() == 0
    assert opened.columns.preview.reason.words() == "Every row can be saved"


def test_the_check_counts_every_row_and_tells_why_some_are_left_out(opened: ImportPage) -> None:
    QTest.mouseClick(opened.next_button, LEFT)
    figures = {key: figure.number.words() for key, figure in opened.check.figures.items()}
    assert figures == {"read": "4", "new": "2", "updated": "0", "skipped": "0", "left_out": "2"}
    assert "31.02.2025 is not a day" in opened.check.lines.lines[0].texts[2]


def test_nothing_is_saved_before_the_last_step(opened: ImportPage, workspace: Workspace) -> None:
    opened.go_on()
    assert opened.steps.current == CHECK
    assert contacts(workspace) == 0


def test_ctrl_enter_checks_and_imports(opened: ImportPage, workspace: Workspace, qtbot: QtBot) -> None:
    opened.next_button.setFocus()
    QTest.keyClick(opened, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(opened, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(opened.run.undo_button.isVisible, timeout=20_000)
    assert opened.run.title.words() == "2 rows imported"
    assert contacts(workspace) == 2


def test_the_imported_contacts_can_be_shown(opened: ImportPage, qtbot: QtBot) -> None:
    imported(opened, qtbot)
    with qtbot.waitSignal(opened.wanted) as asked:
        QTest.mouseClick(opened.run.show_button, LEFT)
    assert asked.args == ["contacts", {"question": Question(import_id=1), "name": "Rows of this import"}]


def test_a_finished_import_is_undone_in_one_go(opened: ImportPage, workspace: Workspace, qtbot: QtBot) -> None:
    imported(opened, qtbot)
    QTest.mouseClick(opened.run.undo_button, LEFT)
    qtbot.waitUntil(lambda: opened.run.title.words() == "The import was taken back")
    assert contacts(workspace) == 0


def test_enter_does_not_cancel_an_import_and_goes_on_once_it_is_done(
    opened: ImportPage, desk: Desk, qtbot: QtBot
) -> None:
    qtbot.waitUntil(opened.window().isActiveWindow)
    opened.go_on()
    opened.go_on()
    assert opened.run.hasFocus()
    qtbot.waitUntil(opened.run.show_button.hasFocus, timeout=20_000)


def test_while_an_import_is_taken_back_that_is_said_and_no_button_offers_it_again(
    opened: ImportPage, qtbot: QtBot
) -> None:
    imported(opened, qtbot)
    QTest.mouseClick(opened.run.undo_button, LEFT)
    assert opened.run.title.words() == "Taking the import back"
    assert not any(button.isVisible() for button in opened.run.buttons)
    qtbot.waitUntil(opened.run.again_button.isVisible, timeout=20_000)


def test_words_stay_in_their_places_and_keep_the_focus_while_they_get_their_meaning(
    opened: ImportPage, qtbot: QtBot
) -> None:
    qtbot.waitUntil(opened.window().isActiveWindow)
    opened.columns.look_at(ERLEDIGT)
    meaning = opened.columns.meaning
    before = list(meaning.pickers)
    assert before[0] == "x"
    meaning.pickers["x"].setFocus()
    with qtbot.waitSignal(opened.session.looked, timeout=20_000):
        meaning.pickers["x"].pick("resolved")
    assert list(meaning.pickers) == before
    assert meaning.pickers["x"].isAncestorOf(opened.window().focusWidget() or opened)


def test_a_running_import_says_how_many_rows_are_done_and_what_is_left(opened: ImportPage) -> None:
    opened.run.show_running("Importing", "")
    opened.steps.go_to(RUN)
    opened.session.advanced.emit(0.5, "Saving")
    assert opened.run.words.words().startswith("2 of 4 rows · about ")
    assert opened.run.bar.value() == opened.run.bar.maximum() / 2


def test_cancel_of_a_running_import_saves_nothing(
    opened: ImportPage, desk: Desk, workspace: Workspace, qtbot: QtBot
) -> None:
    desk.tasks.run(Lane.WRITES, lambda _progress: None)
    opened.go_on()
    opened.go_on()
    opened.cancel()
    qtbot.waitUntil(lambda: opened.steps.current != RUN or opened.run.undo_button.isVisible(), timeout=20_000)
    assert opened.steps.current == CHECK
    assert contacts(workspace) == 0


def test_the_matching_of_an_earlier_file_is_said(opened: ImportPage, log: Path, qtbot: QtBot) -> None:
    chosen_words(opened, qtbot)
    imported(opened, qtbot)
    opened.ask({"path": str(log)})
    looked_at(opened, qtbot)
    assert "Kundenkontakte.csv" in opened.columns.columns.note.words()
    assert opened.columns.meaning.skip.text() == "Skip 3 rows you already have"


def test_rows_that_are_there_are_taken_again_when_unticked(opened: ImportPage, log: Path, qtbot: QtBot) -> None:
    imported(opened, qtbot)
    opened.ask({"path": str(log)})
    looked_at(opened, qtbot)
    with qtbot.waitSignal(opened.session.looked, timeout=20_000):
        opened.columns.meaning.skip.click()
    assert opened.session.outlook is not None
    assert opened.session.outlook.new == 2


def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    picture = tmp_path / "log.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    page.ask({"path": str(picture)})
    qtbot.waitUntil(lambda: bool(page.file.refusal()), timeout=20_000)
    assert "PNG image" in page.file.refusal()
    assert page.steps.current == FILE


def test_a_log_without_channel_asks_for_one_for_all_rows(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "plain.csv"
    path.write_text("Date,Customer,Notes\n2025-11-17,Ada,Wheel\n2025-11-18,Ben,Bell\n", encoding="utf-8")
    page.ask({"path": str(path)})
    qtbot.waitUntil(lambda: page.columns.channel is not None, timeout=20_000)
    page.go_on()
    assert page.steps.current == COLUMNS
    assert page.columns.channel is not None
    with qtbot.waitSignal(page.session.looked, timeout=20_000):
        page.columns.channel.pick("email")
    page.go_on()
    assert page.check.figures["new"].number.words() == "2"


def test_a_column_can_be_sent_elsewhere(opened: ImportPage, qtbot: QtBot) -> None:
    opened.columns.columns.rows[KUNDE].picker.pick(Target.LEAVE_OUT.value)
    qtbot.waitUntil(lambda: opened.steps.notes[COLUMNS].words() == "6 of 7 matched")
    assert not opened.columns.columns.rows[KUNDE].icon.isVisible()


def test_the_rows_may_be_customers(opened: ImportPage, workspace: Workspace, qtbot: QtBot) -> None:
    with qtbot.waitSignal(opened.session.looked, timeout=20_000):
        opened.columns.columns.kind.pick("customers")
    assert opened.title() == "Import customers"
    imported(opened, qtbot)
    with workspace.read() as work:
        assert {one.name for one in work.customers.all()} >= {"Salma Haddad", "Inés Prat"}


def test_the_list_of_rows_left_out_is_saved(
    opened: ImportPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tmp_path / "left out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(wanted), ""))
    opened.go_on()
    QTest.mouseClick(opened.check.export, LEFT)
    qtbot.waitUntil(wanted.exists)
    assert "31.02.2025" in wanted.read_text(encoding="utf-8-sig")


def test_earlier_imports_are_listed_with_undo(
    page: ImportPage, workspace: Workspace, log: Path, desk: Desk, qtbot: QtBot
) -> None:
    reading = imports.read_file(path=log)
    mapping = imports.guess(workspace, reading=reading).mapping
    imports.import_file(workspace, path=log, reading=reading, mapping=mapping)
    qtbot.waitUntil(page.file.earlier.isVisible)
    page.file.undo_wanted.emit(1)
    qtbot.waitUntil(lambda: not page.file.earlier.isVisible())
    assert contacts(workspace) == 0


def test_no_cell_is_tinted_where_no_row_is_wrong(qapp: QApplication) -> None:
    model = PreviewModel()
    model.show_lines((), [Line(number=2, texts=("Phone",))])
    assert not model.data(model.index(0, 0), WRONG_ROLE)


def test_the_name_of_every_target_has_room_in_its_picker(opened: ImportPage) -> None:
    box = opened.columns.columns.rows[DATUM].picker.field.box
    metrics, style, option = box.fontMetrics(), box.style(), QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = style.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box).width()
    widest = max(metrics.horizontalAdvance(box.itemText(place)) for place in range(box.count()))
    assert opened.columns.columns.minimumWidth() <= opened.columns.columns.width()
    assert widest <= room


def test_a_column_whose_cells_are_nothing_of_the_kind_is_said_beside_it(
    page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "unread.csv"
    path.write_text(
        "Date,Channel,Customer,Handle time\n2025-11-17 09:48,Phone,Ada,long\n2025-11-18 10:02,Phone,Ben,short\n"
    )
    page.ask({"path": str(path)})
    looked_at(page, qtbot)
    row = page.columns.columns.rows[3]
    said = "Does not read as “Handle time”"
    assert row.picker.key() == Target.LEAVE_OUT
    assert (row.verdict.words(), row.icon.isVisible()) == (said, True)
    page.columns.look_at(3)
    assert any("too few of its cells" in label.words() for label in page.columns.meaning.findChildren(Text))
    with qtbot.waitSignal(page.session.looked, timeout=20_000):
        page.columns.columns.rows[2].picker.pick(Target.TEXT)
    assert row.verdict.words() == said
    with qtbot.waitSignal(page.session.looked, timeout=20_000):
        row.picker.pick(Target.HANDLE_TIME)
    assert page.session.open_problems() == 2


def test_where_every_row_is_taken_there_is_no_list(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "fine.csv"
    path.write_text("Date,Channel,Customer\n2025-11-17 09:48,Phone,Ada\n2025-11-18 10:02,Phone,Ben\n")
    page.ask({"path": str(path)})
    looked_at(page, qtbot)
    page.go_on()
    assert page.check.card.heading is not None
    assert page.check.card.heading.title.words() == "Every row is taken as it is"
    assert page.check.list.isHidden()


def test_what_is_taken_in_part_is_listed_and_counted(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "long.csv"
    path.write_text("Date,Channel,Handle time\n2025-11-17 09:48,Phone,0:10:00\n2025-11-18 10:02,Phone,30:00:00\n")
    page.ask({"path": str(path)})
    looked_at(page, qtbot)
    page.go_on()
    assert page.check.card.heading is not None
    assert page.check.card.heading.note.words() == "0 left out, 1 taken without what cannot be"
    line = page.check.lines.lines[0]
    assert (line.number, line.texts[:2]) == (3, ("Handle time", "30:00:00"))
    assert line.texts[2].startswith("Taken, but: “30:00:00” is longer than 24 hours")
