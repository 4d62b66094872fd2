"""The backups there are: when, why, what is in them; a new one at a press; one brought back after a look into it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from csops.domain.access import Permission, roles_with
from csops.domain.backups import Backup
from csops.services import maintenance
from csops.services.maintenance import Info
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.settings.backup_words import contents_words, reason_words
from csops.ui.settings.lines import Entry, Lines
from csops.ui.settings.restore_dialog import RestoreDialog
from csops.ui.settings.role_words import role_names

MOST_SHOWN = 8


class BackupsCard(Card):
    """The newest backups.

    Signals:
        changed: there is another backup now.
        wanted(str, object): something the window does: open the restored file, or restore in place.
    """

    changed = Signal()
    wanted = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.themes, title=self.tr("Backups"))
        self._desk, self._formats = desk, Formats()
        self._info: Info | None = None
        self.now = Button(desk.themes, self.tr("Back up now"), icon_name="archive")
        self.now.clicked.connect(self._back_up)
        if self.heading is not None:
            self.heading.add(self.now)
        self.lines = Lines(
            desk.themes, name=self.tr("Backups"), none=self.tr("None yet. One is made by itself after the first change")
        )
        self.problem = Text(desk.themes, font="small", colour="danger.text", wrap=True)
        self.problem.hide()
        kept = self.tr(
            "Made by itself every half hour if something changed, when the program ends, and before an import. Kept: "
            "all of a day, then one a day for 12 days, one a week for 10 weeks, one a month for 9 months"
        )
        self.body.addWidget(Text(desk.themes, kept, font="small", colour="text.secondary", wrap=True))
        self.body.addWidget(self.problem)
        self.body.addWidget(self.lines)
        self.now.setEnabled(desk.workspace.may(Permission.BACKUP))
        self.now.setToolTip(self._why_not(Permission.BACKUP))

    def show_backups(self, found: Sequence[Backup], *, info: Info) -> None:
        """Show the newest ones."""
        self._info = info
        self.lines.show_entries([self._entry(backup) for backup in found[:MOST_SHOWN]])

    def _entry(self, backup: Backup) -> Entry:
        zone = self._desk.team.calendar.tz
        when = self._formats.moment(backup.at.astimezone(zone), now=self._desk.workspace.now().astimezone(zone))
        return Entry(
            title=when,
            note=f"{reason_words(backup)} · {contents_words(backup, self._formats)}",
            icon="circle-check" if backup.verified else "circle-dashed",
            icon_colour="success.text" if backup.verified else "text.secondary",
            button=self.tr("Restore"),
            run=lambda: self._look_into(backup),
            why_not=self._reason_against_restoring(),
        )

    def _reason_against_restoring(self) -> str:
        if self._desk.workspace.path is None:
            return self.tr("Comes back into an empty database of the server: csops restore FILE --to postgresql://…")
        return self._why_not(Permission.RESTORE)

    def _why_not(self, permission: Permission) -> str:
        if self._desk.workspace.may(permission):
            return ""
        return self.tr("It takes one of: {roles}").format(roles=role_names(roles_with(permission)))

    def _back_up(self) -> None:
        workspace = self._desk.workspace
        self.problem.hide()
        self._desk.export(
            lambda _progress: maintenance.back_up(workspace),
            words=self.tr("Backing up"),
            then=self._backed_up,
            failed=self._failed,
        )

    def _backed_up(self, backup: Backup) -> None:
        said = self.tr("Backed up and read again: {what}").format(what=contents_words(backup, self._formats))
        self._desk.said.emit(Said(text=said, can_undo=False))
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        told = words(error)
        if told.is_ours:
            self._desk.failed.emit(error)
        else:
            self.problem.say(told.sentence)
            self.problem.show()

    def _look_into(self, backup: Backup) -> None:
        if self._info is None:
            return
        dialog = RestoreDialog(self._desk, self.window(), backup, info=self._info)
        dialog.beside.connect(lambda path: self.wanted.emit("open", {"where": path}))
        dialog.in_place.connect(lambda file: self.wanted.emit("restore", {"file": file}))
        dialog.closed.connect(dialog.deleteLater)
        dialog.open()
