"""A report of counts through the wizard, clicked through as a person would."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.file_volume import unpacked
from csops.imports.mapping import TableKind
from csops.services import imports
from csops.services.workspace import Workspace
from csops.ui.imports.page import CHECK, COLUMNS, ImportPage
from tests.ui.imports.conftest import looked_at

LEFT = Qt.MouseButton.LeftButton
DATE, CALLS, MISSED, AHT = 0, 1, 2, 3
HEAD = "Date;Calls;Missed calls;AHT (s)\n"
DAYS = "".join(f"{day:02}.02.2026;{day * 10};{day};240\n" for day in range(2, 20))


def opened(page: ImportPage, path: Path, text: str, qtbot: QtBot) -> ImportPage:
    """The wizard with a file of counts, said to be one."""
    path.write_text(text, encoding="utf-8")
    page.ask({"path": str(path)})
    looked_or_asked(page, qtbot)
    if page.columns.columns.kind.key() != TableKind.VOLUME:
        with qtbot.waitSignal(page.session.matched, timeout=20_000):
            page.columns.columns.kind.pick("volume")
        looked_or_asked(page, qtbot)
    return page


def looked_or_asked(page: ImportPage, qtbot: QtBot) -> None:
    def is_ready() -> bool:
        draft = page.session.draft
        return draft is not None and (draft.needed() is not None or page.session.outlook is not None)

    qtbot.waitUntil(is_ready, timeout=20_000)


def kind_found(page: ImportPage, path: Path, qtbot: QtBot) -> str:
    page.ask({"path": str(path)})
    qtbot.waitUntil(lambda: page.session.draft is not None and page.session.draft.path == path, timeout=20_000)
    looked_or_asked(page, qtbot)
    return page.columns.columns.kind.key()


def test_a_report_is_taken_for_one_by_itself_and_a_log_is_not(
    page: ImportPage, log: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    report = tmp_path / "calls.csv"
    report.write_text(HEAD + DAYS, encoding="utf-8")
    assert [kind_found(page, path, qtbot) for path in (report, log)] == ["volume", "contacts"]


def test_a_report_is_matched_shown_saved_and_taken_back(
    page: ImportPage, tmp_path: Path, workspace: Workspace, qtbot: QtBot
) -> None:
    made = opened(page, tmp_path / "calls.csv", HEAD + DAYS, qtbot)
    looked_at(made, qtbot)
    rows = made.columns.columns.rows
    assert [rows[place].verdict.words() for place in (DATE, CALLS, AHT)] == ["Days", "Phone", "Seconds"]
    assert [column.title for column in made.columns.preview.model.columns] == [
        "Started at", "Phone: Offered", "Phone: Missed", "Phone: Handle time",
    ]  # fmt: skip
    qtbot.waitUntil(lambda: bool(made.columns.preview.model.lines), timeout=20_000)
    assert made.columns.preview.model.lines[0].texts[1:] == ("20", "2", "240 s")
    QTest.mouseClick(made.next_button, LEFT)
    assert made.steps.current == CHECK
    assert made.check.figures["new"].number.words() == "18"
    QTest.mouseClick(made.next_button, LEFT)
    qtbot.waitUntil(made.run.undo_button.isVisible, timeout=20_000)
    with workspace.read() as work:
        assert sum(count.offered for count in unpacked(work.file_volumes.all()[0].counts)) == sum(range(20, 200, 10))
    QTest.mouseClick(made.run.undo_button, LEFT)
    qtbot.waitUntil(lambda: not imports.list_imports(workspace), timeout=20_000)


def test_a_channel_that_is_not_told_is_chosen_above_the_columns(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    made = opened(
        page, tmp_path / "arrivals.csv", (HEAD + DAYS).replace("Calls", "Arrivals").replace("Missed calls", "x"), qtbot
    )
    assert made.columns.channel is not None
    made.columns.channel.setFocus()
    with qtbot.waitSignal(made.session.looked, timeout=20_000):
        made.columns.channel.pick("phone")
    assert made.columns.columns.rows[CALLS].verdict.words() == "Phone"
    at = made.window().focusWidget()
    assert any(row.picker.focusProxy() is at for row in made.columns.columns.rows.values()), "else Enter means Cancel"


def test_a_column_gets_another_channel(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    made = opened(page, tmp_path / "calls.csv", HEAD + DAYS, qtbot)
    made.columns.look_at(CALLS)
    with qtbot.waitSignal(made.session.looked, timeout=20_000):
        made.columns.meaning.channel.setFocus()
        made.columns.meaning.channel.pick("email")
    assert made.columns.meaning.channel.focusProxy() is made.window().focusWidget()
    assert made.session.draft is not None
    assert made.session.draft.column(CALLS).channel == "email"
    assert made.columns.columns.rows[CALLS].verdict.words() == "E-mail"


def test_counts_without_days_cannot_go_on_and_say_why(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    text = "Index;Incoming Calls\n" + "".join(f"{row};{row * 3}\n" for row in range(1, 30))
    made = opened(page, tmp_path / "daily.csv", text, qtbot)
    assert made.session.draft is not None
    assert made.session.draft.kind is TableKind.VOLUME
    needed = made.session.draft.needed()
    assert needed is not None
    assert "“Index” is a number and no day" in needed.sentence
    QTest.mouseClick(made.next_button, LEFT)
    assert made.steps.current == COLUMNS
