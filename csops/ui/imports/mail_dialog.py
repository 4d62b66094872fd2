"""Messages of a mail program before they become contacts: who, when, which way, which case; and what is left out."""

from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.contacts import Direction
from csops.domain.questions import Question
from csops.imports.mapping import Target
from csops.services import import_mails, mail_addresses
from csops.services.import_mails import MailLine, MailPreview
from csops.services.imports import Imported
from csops.ui.desk import Desk, Said
from csops.ui.imports.grid import Grid
from csops.ui.imports.preview_model import Line, PreviewModel
from csops.ui.imports.saved_words import Shown
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.fields import LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.tasks import Job, Lane, Progress

LOOK_AFTER_MS = 400
LOOK = "mail.look"
SHOWN = 6
"""Rows that are seen at once."""
WIDTHS = (5, 3, 4, 7, 3)
"""Of written, direction, customer, text and case, in controls; the files have the rest."""


class MailDialog(Dialog):
    """Shows what would come of a file of messages, and imports it.

    Signals:
        looked: the messages were read and are shown.
        wanted(str, object): the contacts that came of them shall be shown.
        refused(str): the file holds no message; the sentence says why.
    """

    looked = Signal()
    wanted = Signal(str, object)
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget, *, path: Path) -> None:
        super().__init__(desk.themes, parent, title=self.tr("Import messages"), width=2)
        self._desk, self._path = desk, path
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.outcome: Imported | None = None
        self._own: tuple[str, ...] | None = None
        themes = desk.themes
        self.sum = Text(themes, self.tr("Reading {file}").format(file=path.name), font="bodyStrong", figures=True)
        self.notes = Text(themes, colour="text.secondary", wrap=True)
        self.own = LineField(
            themes,
            label=self.tr("Our addresses"),
            name="address",
            helper=self.tr("What was sent from these went out. Several with a comma; @shop.example is all of a domain"),
            placeholder="info@shop.example",
        )
        self.model = PreviewModel()
        self.grid = Grid(themes, self.model, name=self.tr("Messages"))
        theme, holder = themes.current, QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.grid)
        holder.setFixedHeight(theme.size("tableHeader") + SHOWN * theme.size("row"))
        for widget in (self.sum, self.notes, self.own, holder):
            self.body.addWidget(widget)
        self.notes.hide()
        self.save = Button(themes, self.tr("Import"), role=Role.PRIMARY, keys="Ctrl+Return")
        self.save.setShortcut("Ctrl+Return")
        self.save.setEnabled(False)
        self.add_button(self.save)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_AFTER_MS)
        self._soon.timeout.connect(self.look)
        self.own.edited.connect(self._soon.start)
        self.save.clicked.connect(self.start)
        self.look()

    def addresses(self) -> tuple[str, ...] | None:
        """Return the addresses as they are typed; None before those that are kept were read."""
        if self._own is None:
            return None
        return tuple(one.strip() for one in self.own.text().replace(";", ",").split(",") if one.strip())

    def look(self) -> None:
        """Read the messages, and what would come of them."""
        workspace, path, own = self._desk.workspace, self._path, self.addresses()
        self._desk.ask(
            lambda: import_mails.look_at_mails(workspace, path=path, own=own),
            then=self._show,
            failed=self._explain,
            key=LOOK,
            lane=Lane.LONG_READS,
        )

    def start(self) -> None:
        """Import the messages; the foot of the window shows how far it is."""
        workspace, path, own = self._desk.workspace, self._path, self.addresses() or ()
        before, may_keep = self._own or (), workspace.may(Permission.SETTINGS)
        self.save.setEnabled(False)

        def save(progress: Progress) -> Imported:
            if own != before and may_keep:  # said once, known for the next file
                mail_addresses.keep_own_addresses(workspace, addresses=own)
            return import_mails.import_mails(workspace, path=path, own=own, progress=progress)

        job = Job(words=self.tr("Importing {file}").format(file=path.name))
        self._desk.tasks.run(Lane.WRITES, save, then=self._done, failed=self._explain, job=job)

    def _show(self, found: MailPreview) -> None:
        if self._own is None:
            self._own = found.own
            self.own.set_text(", ".join(found.own))
        self.outcome = found.outcome
        self.own.show_error("")
        self.sum.say(self._counted(found.outcome))
        self.notes.say(" ".join(f"{note}." for note in found.outcome.notes))
        self.notes.setVisible(bool(found.outcome.notes))
        self.model.show_lines(_columns(self), [*self._left_out(found.outcome), *map(self._line, found.lines)])
        self._widen()
        many = self._formats.number(found.outcome.new)
        self.save.setText(self.tr("Import {count} messages").format(count=many))
        self.save.setAccessibleName(self.save.text())
        self.save.setEnabled(found.outcome.new > 0)
        self.place()
        self.looked.emit()

    def _widen(self) -> None:
        """Give the text what room there is: it is what one knows a message by."""
        theme = self.themes.current
        for place, share in enumerate(WIDTHS, start=1):
            self.grid.setColumnWidth(place, theme.size("control") * share)

    def _counted(self, outcome: Imported) -> str:
        number = self._formats.number
        return self.tr("{read} read: {new} new, {skipped} there already, {left_out} left out").format(
            read=number(outcome.read), new=number(outcome.new), skipped=number(outcome.skipped),
            left_out=number(outcome.left_out),
        )  # fmt: skip

    def _left_out(self, outcome: Imported) -> list[Line]:
        return [
            Line(number=one.row, texts=(self.tr("Left out"), "", "", one.reason, "", "")) for one in outcome.problems
        ]

    def _line(self, line: MailLine) -> Line:
        local = line.at.astimezone(self._formats.zone).date()
        day = self._formats.day(local, year=True)
        when = f"{day} {self._formats.time(line.at)}" if line.time_known else day
        who = line.customer or self.tr("Nobody known")
        if line.is_new_customer:
            who = self.tr("{name} (new)").format(name=who)
        way = self.tr("In") if line.direction is Direction.IN else self.tr("Out")
        case = line.case or self.tr("New case {number}").format(number=self._formats.number(line.thread + 1))
        files = self._formats.number(line.files) if line.files else ""
        automatic = self.tr("{way}, automatic").format(way=way) if line.is_automatic else way
        return Line(number=line.number, texts=(when, automatic, who, " ".join(line.text.split()), case, files))

    def _done(self, found: Imported) -> None:
        said = self.tr("%Ln messages imported", "", found.new)
        self._desk.said.emit(Said(text=said))
        self.wanted.emit("contacts", {"question": Question(import_id=found.import_id), "name": self._path.name})
        self.close_layer()

    def _explain(self, error: Exception) -> None:
        told = words(error)
        if self._own is None:
            self.refused.emit(told.sentence)
            self.close_layer()
            return
        self.own.show_error(told.sentence)
        self.save.setEnabled(self.outcome is not None and told.field != "address")


def _columns(dialog: MailDialog) -> list[Shown]:
    titles = (
        dialog.tr("Written"), dialog.tr("Direction"), dialog.tr("Customer"), dialog.tr("Text"), dialog.tr("Case"),
        dialog.tr("Files"),
    )  # fmt: skip
    return [Shown(title=title, target=Target.LEAVE_OUT, position=None, words=str) for title in titles]
