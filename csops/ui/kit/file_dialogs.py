"""Where files are chosen: the one room that opens the chooser of the system, each purpose in the folder used last."""

import re
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_FOLDERS = "folders"


class Purpose(Enum):
    """What a file is chosen for; each has a folder of its own."""

    RECORDS = "records"
    IMPORT = "import"
    EXPORT = "export"
    PICTURE = "picture"
    ATTACH = "attach"
    SAVE_ATTACHMENT = "save attachment"


class Kept(Protocol):
    """What a computer remembers, by name (`csops/ui/preferences.py`)."""

    def get(self, name: str, default: Any = None) -> Any:
        """Return what is remembered."""

    def set(self, name: str, value: Any) -> None:
        """Remember a plain value."""


class FileDialogs:
    """Asks for files; without anything that keeps, it remembers as long as it lives."""

    def __init__(self, kept: Kept | None = None) -> None:
        self._kept = kept
        used = kept.get(_FOLDERS) if kept is not None else None
        # The file in which it is kept may have been changed by hand.
        self._folders = (
            {name: one for name, one in used.items() if isinstance(one, str)} if isinstance(used, dict) else {}
        )

    def folder(self, purpose: Purpose, *, first: Path | None = None) -> Path:
        """Return the folder used last; where there is none or it is gone `first`, else the documents of the user."""
        used = self._folders.get(purpose.value)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        wanted = (Path(used) if used else None, first, Path(documents) if documents else None)
        return next((one for one in wanted if one is not None and _is_there(one)), Path.home())

    def ask_open(
        self, parent: QWidget, title: str, *, purpose: Purpose, kinds: str = "", first: Path | None = None
    ) -> Path | None:
        """Let a file be chosen that is there; None when nobody chose."""
        name, _kind = QFileDialog.getOpenFileName(parent, title, str(self.folder(purpose, first=first)), kinds)
        return self._used(purpose, Path(name)) if name else None

    def ask_open_many(self, parent: QWidget, title: str, *, purpose: Purpose) -> list[Path]:
        """Let files be chosen that are there; none when nobody chose."""
        names, _kind = QFileDialog.getOpenFileNames(parent, title, str(self.folder(purpose)))
        return [self._used(purpose, Path(name)) for name in names]

    def ask_save(
        self, parent: QWidget, title: str, *, purpose: Purpose, name: str, kinds: str = "", first: Path | None = None
    ) -> Path | None:
        """Let a file be named that shall be written; None when nobody chose.

        Args:
            parent: whose window the chooser lies over.
            title: what is saved.
            purpose: which folder it begins in.
            name: what is offered; a whole path is offered where its folder is there.
            kinds: as Qt writes them, `Workbook (*.xlsx);;Text (*.csv)`: a name with none of these endings gets that
                of the kind that was chosen.
            first: the folder before any was used.
        """
        path = Path(name)
        offered = path if path.is_absolute() and _is_there(path.parent) else None
        offered = offered or self.folder(purpose, first=first) / path.name
        while True:
            chosen, kind = QFileDialog.getSaveFileName(parent, title, str(offered), kinds)
            if not chosen:
                return None
            offered = with_ending(Path(chosen), kinds=kinds, kind=kind)
            # The system asked before replacing what was chosen, not before replacing what it is called now.
            if offered == Path(chosen) or not offered.exists():
                return self._used(purpose, offered)

    def _used(self, purpose: Purpose, path: Path) -> Path:
        if self._folders.get(purpose.value) != str(path.parent):
            self._folders = {**self._folders, purpose.value: str(path.parent)}
            if self._kept is not None:
                self._kept.set(_FOLDERS, self._folders)
        return path


def with_ending(path: Path, *, kinds: str, kind: str = "") -> Path:
    """Return the path with an ending of these kinds: its own, else the first of the kind that was chosen."""
    ours = re.findall(r"\*(\.\w+)", kinds)
    if path.suffix.lower() in ours:
        return path
    wanted = re.findall(r"\*(\.\w+)?(?=[\s)])", kind or kinds)
    return path.with_name(path.name + wanted[0]) if wanted else path


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:  # a disk that is gone, a folder that may not be read
        return False
