"""Looks into a backup before anything is done with it: when it was made, what is in it, beside what is there now."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from csops.domain.backups import Backup
from csops.services import maintenance
from csops.services.maintenance import Info
from csops.services.rescue import free_name
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.spacing import Spacing
from csops.ui.settings.backup_words import counts_in_words, reason_words


class RestoreDialog(Dialog):
    """Two ways to bring a backup back: beside the file, or in its place. Both keep what is there now.

    Signals:
        beside(str): restored to this file, beside the open one.
        in_place(str): this backup shall take the place of the open file.
    """

    beside = Signal(str)
    in_place = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget, backup: Backup, *, info: Info) -> None:
        super().__init__(desk.themes, parent, title=self.tr("What is in this backup"), width=1)
        self._desk, self._backup, self._info, self._formats = desk, backup, info, Formats()
        made = self.tr("{when}, {why}").format(when=self._when(backup.at), why=reason_words(backup))
        self.body.addWidget(Text(self.themes, made, font="bodyStrong", wrap=True))
        self.table = QGridLayout()
        Spacing(self.themes, self.table, gap=2)
        self.body.addLayout(self.table)
        self.said = Text(self.themes, self.tr("Looking into it"), colour="text.secondary", wrap=True)
        self.body.addWidget(self.said)
        self.body.addStretch(1)
        self.copy = Button(self.themes, self.tr("Restore beside my file"))
        self.swap = Button(self.themes, self.tr("Put it in the place of my file"), role=Role.DANGER)
        for button in (self.copy, self.swap):
            button.setEnabled(False)
            self.add_button(button)
        self.copy.clicked.connect(self._restore_beside)
        self.swap.clicked.connect(self._swap)
        self._show_counts()
        desk.ask(
            lambda: maintenance.verify_backup(file=backup.file), then=self._verified, failed=self._explain, key="verify"
        )

    def _show_counts(self) -> None:
        now = {"contacts": self._info.contacts, "customers": self._info.customers, "cases": self._info.cases}
        heads = ("", self.tr("In the backup"), self.tr("In the file now"))
        for column, head in enumerate(heads):
            self.table.addWidget(Text(self.themes, head, font="smallStrong", colour="text.secondary"), 0, column)
        known = dict(counts_in_words(now, self._formats))
        for number, (name, count) in enumerate(counts_in_words(self._backup.counts, self._formats), start=1):
            self.table.addWidget(Text(self.themes, name), number, 0)
            self.table.addWidget(Text(self.themes, count, figures=True), number, 1)
            self.table.addWidget(
                Text(self.themes, known.get(name, ""), figures=True, colour="text.secondary"), number, 2
            )

    def _verified(self, _backup: Backup) -> None:
        self.said.say(
            self.tr(
                "It was read through just now and is whole. Restored beside your file it changes nothing; put in its "
                "place it keeps the file of now under another name. What was logged since the backup is not in it"
            )
        )
        for button in (self.copy, self.swap):
            button.setEnabled(True)
        self.place()

    def _explain(self, error: Exception) -> None:
        self.said.say(words(error).sentence, colour="danger.text")
        self.place()

    def _restore_beside(self) -> None:
        path = self._desk.workspace.path
        if path is None:
            return
        day = f"{self._backup.at:%Y-%m-%d}"
        goal = free_name(path.with_name(f"{path.stem}-restored-{day}{path.suffix}"))
        workspace, file = self._desk.workspace, self._backup.file

        def work() -> Path:
            return maintenance.restore_backup(file=file, to=goal, workspace=workspace)

        self._desk.export(
            lambda _progress: work(), words=self.tr("Restoring"), then=self._restored, failed=self._explain
        )

    def _restored(self, path: Path) -> None:
        self.close_layer()
        self.beside.emit(str(path))

    def _swap(self) -> None:
        self.close_layer()
        self.in_place.emit(str(self._backup.file))

    def _when(self, at: datetime) -> str:
        zone = self._desk.team.calendar.tz
        return f"{self._formats.day(at.astimezone(zone).date(), weekday=True, year=True)} {at.astimezone(zone):%H:%M}"
