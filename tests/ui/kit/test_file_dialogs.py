"""Files are asked for where one was last, each purpose by itself."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from csops.ui.kit.file_dialogs import FileDialogs, Purpose, with_ending
from csops.ui.preferences import Preferences

KINDS = "Workbook (*.xlsx);;Text (*.csv)"
RECORDS = "csops (*.csops *.db *.sqlite);;* (*)"


class Chooser:
    """Stands for the chooser of the system: notes what was offered, answers in order."""

    def __init__(self) -> None:
        self.offered: list[str] = []
        self.answers: list[tuple[str, str]] = []

    def __call__(self, _parent: object, _title: str, offered: str, _kinds: str = "") -> tuple[str, str]:
        self.offered.append(offered)
        return self.answers.pop(0)


@pytest.fixture
def chooser(monkeypatch: pytest.MonkeyPatch) -> Chooser:
    made = Chooser()
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, made)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *asked: ([made(*asked)[0]], ""))
    return made


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(folder))
    return folder


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_the_first_time_a_file_is_asked_for_in_the_documents(documents: Path, over: QWidget, chooser: Chooser) -> None:
    chooser.answers = [("", "")]
    assert FileDialogs().ask_open(over, "Choose a file", purpose=Purpose.IMPORT) is None
    assert chooser.offered == [str(documents)]


def test_each_purpose_goes_on_in_its_own_folder_also_tomorrow(
    documents: Path, over: QWidget, chooser: Chooser, tmp_path: Path
) -> None:
    kept, away = tmp_path / "window.json", tmp_path / "away"
    away.mkdir()
    chooser.answers = [(str(away / "scan.png"), ""), (str(away / "scan.png"), ""), ("", "")]
    files = FileDialogs(Preferences(kept))
    assert files.ask_open_many(over, "Attach files", purpose=Purpose.ATTACH) == [away / "scan.png"]
    tomorrow = FileDialogs(Preferences(kept))
    tomorrow.ask_open_many(over, "Attach files", purpose=Purpose.ATTACH)
    tomorrow.ask_open(over, "Choose a file", purpose=Purpose.IMPORT)
    assert chooser.offered == [str(documents), str(away), str(documents)]


def test_two_that_remember_do_not_forget_what_the_other_used(documents: Path, over: QWidget, chooser: Chooser) -> None:
    preferences = Preferences(None)
    files = FileDialogs(preferences)
    chooser.answers = [(str(documents / "a.csv"), ""), (str(documents / "b.csv"), "")]
    files.ask_open(over, "Choose a file", purpose=Purpose.IMPORT)
    files.ask_save(over, "Export", purpose=Purpose.EXPORT, name="b.csv")
    assert set(preferences.get("folders")) == {"import", "export"}


def test_a_folder_that_is_gone_is_given_up(documents: Path, over: QWidget, chooser: Chooser, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    chooser.answers = [(str(stick / "log.csv"), ""), ("", "")]
    files = FileDialogs()
    files.ask_open(over, "Choose a file", purpose=Purpose.IMPORT)
    stick.rmdir()
    files.ask_open(over, "Choose a file", purpose=Purpose.IMPORT)
    assert chooser.offered[1] == str(documents)


def test_without_documents_one_is_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path / "none"))
    assert FileDialogs().folder(Purpose.IMPORT) == Path.home()


def test_a_purpose_can_begin_elsewhere_until_a_folder_was_used(
    documents: Path, over: QWidget, chooser: Chooser, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    chooser.answers = [(str(documents / "shop.csops"), ""), ("", "")]
    files = FileDialogs()
    for _time in range(2):
        files.ask_open(over, "Open another file", purpose=Purpose.RECORDS, first=data)
    assert chooser.offered == [str(data), str(documents)]


def test_a_list_is_offered_beside_the_file_that_it_is_about(
    documents: Path, over: QWidget, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.answers = [("", ""), ("", "")]
    for folder in (tmp_path, tmp_path / "gone"):
        FileDialogs().ask_save(over, "Save this list", purpose=Purpose.EXPORT, name=str(folder / "left out.csv"))
    assert chooser.offered == [str(tmp_path / "left out.csv"), str(documents / "left out.csv")]


def test_a_name_gets_the_ending_of_the_kind_that_was_chosen(documents: Path, over: QWidget, chooser: Chooser) -> None:
    chooser.answers = [(str(documents / "May 2.5"), "Text (*.csv)")]
    path = FileDialogs().ask_save(over, "Export", purpose=Purpose.EXPORT, name="contacts.xlsx", kinds=KINDS)
    assert path == documents / "May 2.5.csv"


def test_nothing_is_replaced_that_the_system_did_not_ask_about(
    documents: Path, over: QWidget, chooser: Chooser
) -> None:
    (documents / "contacts.xlsx").touch()
    chooser.answers = [(str(documents / "contacts"), ""), (str(documents / "contacts.xlsx"), "")]
    path = FileDialogs().ask_save(over, "Export", purpose=Purpose.EXPORT, name="may.xlsx", kinds=KINDS)
    assert chooser.offered == [str(documents / "may.xlsx"), str(documents / "contacts.xlsx")]
    assert path == documents / "contacts.xlsx"


@pytest.mark.parametrize(
    ("name", "kinds", "kind", "wanted"),
    [
        ("shop", RECORDS, "csops (*.csops *.db *.sqlite)", "shop.csops"),
        ("shop.DB", RECORDS, "csops (*.csops *.db *.sqlite)", "shop.DB"),
        ("shop.mine", RECORDS, "* (*)", "shop.mine"),
        ("contacts", KINDS, "", "contacts.xlsx"),
        ("photo.heic", "", "", "photo.heic"),
    ],
)
def test_endings_follow_the_kind(name: str, kinds: str, kind: str, wanted: str) -> None:
    assert with_ending(Path(name), kinds=kinds, kind=kind) == Path(wanted)


@pytest.mark.parametrize("kept", ["x", ["a"], 3, {"import": 3}, {"import": None}])
def test_folders_that_are_none_are_forgotten(documents: Path, kept: object) -> None:
    preferences = Preferences(None)
    preferences.set("folders", kept)
    assert FileDialogs(preferences).folder(Purpose.IMPORT) == documents
