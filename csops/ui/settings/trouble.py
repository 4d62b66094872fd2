"""What is shown when the records cannot be opened: what happened, what is safe, and the ways on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from csops.bootstrap import create_workspace, default_place
from csops.domain.backups import Backup
from csops.domain.errors import CsopsError
from csops.services import maintenance
from csops.services.joining import is_server, server_of, without_password
from csops.services.rescue import free_name, newest_backup
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.fields import LineField, TextField
from csops.ui.kit.file_dialogs import FileDialogs, Purpose
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Lane, Tasks
from csops.ui.kit.theme import Themes

FILES = "csops (*.csops *.db *.sqlite);;* (*)"


def choose_another(error: CsopsError, *, where: str, themes: Themes, files: FileDialogs) -> str | None:
    """Say why the database does not open and return the one that the person chose instead, None to quit."""
    tasks = Tasks()
    dialog = TroubleDialog(error, where=where, themes=themes, tasks=tasks, files=files)
    try:
        dialog.exec()
        return dialog.chosen
    finally:
        tasks.shutdown()
        dialog.deleteLater()


class TroubleDialog(QDialog):
    """A window of its own: there is no main window yet. `chosen` is what shall be opened instead."""

    def __init__(self, error: CsopsError, *, where: str, themes: Themes, tasks: Tasks, files: FileDialogs) -> None:
        super().__init__()
        self.themes, self._where, self._tasks, self._files = themes, where, tasks, files
        self._told = words(error)
        self.chosen: str | None = None
        self._backup: Backup | None = None
        self.setWindowTitle(self.tr("csops cannot open the records"))
        self.setMinimumWidth(themes.current.size("dialog", 1))
        self.column = QVBoxLayout(self)
        Spacing(themes, self.column, margins=(6, 6, 6, 6), gap=4)
        self.sentence = Text(themes, self._told.sentence, font="bodyStrong", wrap=True)
        self.safe = Text(themes, self._safe_words(), colour="text.secondary", wrap=True)
        self._add_head()
        self.password: LineField | None = None
        if is_server(where):
            self._add_password()
        self._add_ways()
        self._add_details()
        self._add_foot()
        if not is_server(where):
            tasks.run(Lane.LONG_READS, lambda _progress: newest_backup(where), then=self._backup_found)

    # ------------------------------------------------------------ what is said
    def _safe_words(self) -> str:
        if is_server(self._where):
            return self.tr("What is on the server is as it was. {place}").format(place=without_password(self._where))
        if Path(self._where).exists():
            return self.tr("The file is as it was, at {place}").format(place=self._where)
        return self.tr("Nothing was created or changed. A disk or folder may be missing: {place}").format(
            place=self._where
        )

    def _add_head(self) -> None:
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=3)
        row.addWidget(Picture(self.themes, "circle-alert", size=20, colour="danger.text"), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        Spacing(self.themes, texts, gap=2)
        texts.addWidget(self.sentence)
        texts.addWidget(self.safe)
        row.addLayout(texts, 1)
        self.column.addLayout(row)

    def _add_password(self) -> None:
        self.password = LineField(self.themes, label=self.tr("Password"), name="password")
        self.password.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.set_helper(self.tr("Kept in memory only, never in a file"))
        self.password.line.returnPressed.connect(self._try_again)
        self.column.addWidget(self.password)

    # ------------------------------------------------------------ the ways on
    def _add_ways(self) -> None:
        self.again = self._way(self.tr("Try again"), self._try_again)
        self.restore = self._way(self.tr("Restore the newest backup"), self._restore)
        self.restore.hide()
        self.another = self._way(self.tr("Open another file"), self._open_another)
        self.new = self._way(self.tr("Begin a new file"), self._begin_new)

    def _way(self, text: str, run: Callable[[], None]) -> Button:
        button = Button(self.themes, text)
        button.clicked.connect(run)
        self.column.addWidget(button)
        return button

    def _backup_found(self, backup: Backup | None) -> None:
        self._backup = backup
        if backup is None:
            return
        formats = Formats()
        here = backup.at.astimezone()
        said = self.tr("Restore the backup of {when}, with {n} contacts; the file of now is kept").format(
            when=f"{formats.day(here.date(), year=True)} {here:%H:%M}",
            n=formats.number(backup.counts.get("contacts", 0)),
        )
        self.restore.setText(said)
        self.restore.setAccessibleName(said)
        self.restore.show()
        self.adjustSize()

    def _try_again(self) -> None:
        if self.password is not None and self.password.line.text():
            server = server_of(self._where)
            with_it = type(server)(
                address=server.address, database=server.database, name=server.name, password=self.password.line.text()
            )
            self._choose(with_it.url())
        else:
            self._choose(self._where)

    def _restore(self) -> None:
        backup, goal = self._backup, Path(self._where)
        if backup is not None:
            self._tasks.run(
                Lane.WRITES,
                lambda _progress: maintenance.restore_backup(file=backup.file, to=goal),
                then=lambda path: self._choose(str(path)),
                failed=self._failed,
            )

    def _open_another(self) -> None:
        folder = None if is_server(self._where) else Path(self._where).parent
        ask, said = self._files.ask_open, self.tr("Open another file")
        path = ask(self, said, purpose=Purpose.RECORDS, kinds=FILES, first=folder)
        if path is not None:
            self._choose(str(path))

    def _begin_new(self) -> None:
        goal = free_name(Path(default_place({})))

        def work() -> str:
            create_workspace(goal).close()
            return str(goal)

        self._tasks.run(Lane.WRITES, lambda _progress: work(), then=self._choose, failed=self._failed)

    def _choose(self, where: str) -> None:
        self.chosen = where
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._told = words(error)
        self.sentence.say(self._told.sentence)
        self.details.set_text(self._told.details)
        self.adjustSize()

    # ------------------------------------------------------------ details and leaving
    def _add_details(self) -> None:
        self.details = TextField(self.themes, label=self.tr("Details"), rows=3)
        self.details.box.setReadOnly(True)
        self.details.set_text(self._told.details)
        self.details.hide()
        self.column.addWidget(self.details)

    def _add_foot(self) -> None:
        foot = QHBoxLayout()
        Spacing(self.themes, foot, gap=2)
        self.show_details = Button(self.themes, self.tr("Details"), role=Role.GHOST)
        self.copy = Button(self.themes, self.tr("Copy"), role=Role.GHOST, icon_name="copy")
        self.quit = Button(self.themes, self.tr("Quit"))
        self.show_details.clicked.connect(self._toggle_details)
        self.copy.clicked.connect(self._copy)
        self.quit.clicked.connect(self.reject)
        foot.addWidget(self.show_details)
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(self.quit)
        self.column.addLayout(foot)

    def _toggle_details(self) -> None:
        self.details.setVisible(self.details.isHidden())
        self.adjustSize()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._told.sentence}\n{self._told.details}")
