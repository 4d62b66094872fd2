"""The first step: drop or choose a file, and what was imported before."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csops.domain.imports import Import
from csops.ui.imports.arrivals import pasted
from csops.ui.kit.cards import WIDE, Banner, Card, IconGround
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.file_dialogs import FileDialogs, Purpose
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

ENDINGS = (".csv", ".tsv", ".txt", ".gz", ".xlsx", ".xlsm", ".eml", ".mbox")
MOST_SHOWN = 5
DASH = 4
_ROOM_FOR_ICON = 250  # pixels at 100 %


class FileStep(QWidget):
    """Signals: chosen(Path) a file; undo_wanted(int), shown_wanted(int) of an earlier import."""

    chosen = Signal(object)
    undo_wanted = Signal(int)
    shown_wanted = Signal(int)

    def __init__(self, themes: Themes, formats: Formats, *, files: FileDialogs) -> None:
        super().__init__()
        self._themes, self._formats = themes, formats
        self._refusal: Banner | None = None
        self.drop = DropArea(themes, files)
        self.drop.chosen.connect(self.chosen)
        self.earlier = Card(themes, title=self.tr("Imported before"), padded=False)
        self._rows = QVBoxLayout()
        Spacing(themes, self._rows, margins=(0, 0, 0, 2))
        self.earlier.body.addLayout(self._rows)
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, gap=4)
        self._column.addWidget(self.drop, 1)
        self._column.addWidget(self.earlier)
        self.earlier.hide()

    def show_refusal(self, sentence: str) -> None:
        """Say why a file was not read and what to do; an empty sentence takes that away."""
        if self._refusal is not None:
            self._column.removeWidget(self._refusal)
            self._refusal.hide()
            self._refusal.deleteLater()
            self._refusal = None
        if sentence:
            self._refusal = Banner(self._themes, sentence, family="danger")
            self._column.insertWidget(0, self._refusal)

    def refusal(self) -> str:
        """Return the sentence that is shown."""
        return "" if self._refusal is None else self._refusal.text.words()

    def show_reading(self, words: str) -> None:
        """Say that a file is being read; empty words offer to choose one again."""
        self.drop.show_reading(words)

    def show_imports(self, found: Sequence[Import]) -> None:
        """Show the latest imports; each can be taken back."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in found[:MOST_SHOWN]:
            self._rows.addWidget(self._row(one))
        self.earlier.setVisible(bool(found))

    def _row(self, one: Import) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        Spacing(self._themes, line, margins=(5, 1, 4, 1), gap=4)
        line.addWidget(ElidedText(self._themes, one.file, font="bodyStrong"), 2)
        said = self.tr("{new} new, {updated} updated, {skipped} skipped, {left_out} left out").format(
            **{name: self._formats.number(getattr(one, name)) for name in ("new", "updated", "skipped", "left_out")}
        )
        line.addWidget(ElidedText(self._themes, said, colour="text.secondary"), 3)
        line.addWidget(Text(self._themes, self._formats.moment(one.at), font="small", colour="text.secondary"))
        show = Button(self._themes, self.tr("Show"), role=Role.LINK, compact=True)
        if one.kind not in {"contacts", "mail", "case_log"}:
            show.hide()
        show.setAccessibleName(self.tr("Show what came from {file}").format(file=one.file))
        show.clicked.connect(lambda: self.shown_wanted.emit(one.id))
        undo = Button(self._themes, self.tr("Undo"), role=Role.LINK, compact=True)
        undo.setAccessibleName(self.tr("Undo the import of {file}").format(file=one.file))
        undo.clicked.connect(lambda: self.undo_wanted.emit(one.id))
        line.addWidget(show)
        line.addWidget(undo)
        return row


class DropArea(QWidget):
    """A place to drop a file on, or to choose one.

    Signals:
        chosen(Path): a file.
    """

    chosen = Signal(object)

    def __init__(self, themes: Themes, files: FileDialogs) -> None:
        super().__init__()
        self._themes, self._files, self._is_over = themes, files, False
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Drop a file here"))
        self.title = Text(themes, self.tr("Drop your spreadsheet here"), font="title2")
        why = self.tr(
            "A log of contacts, a list of customers or candidates, answers of a survey, or a report of counts: CSV, "
            "TSV, text (also .gz) "
            "or Excel (.xlsx, .xlsm); or messages of a mail program (.eml, .mbox). "
            "Your file stays as it is, and nothing is saved before the last step."
        )
        self.why = Text(themes, why, colour="text.secondary", wrap=True)
        self.why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.why.setMaximumWidth(themes.current.size("detailPaneMin"))
        self.button = Button(themes, self.tr("Choose a file"), role=Role.PRIMARY, icon_name="folder-open")
        self.button.clicked.connect(self.choose)
        self.paste = Button(themes, self.tr("Paste"), icon_name="clipboard-paste", keys="Ctrl+V")
        self.paste.setToolTip(self.tr("Rows or a message that you copied"))
        self.paste.clicked.connect(self.take_pasted)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        keys.setContext(Qt.ShortcutContext.WindowShortcut)
        keys.activated.connect(self.take_pasted)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        Spacing(self._themes, column, margins=(6, 6, 6, 6), gap=3)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        self._icon = IconGround(self._themes, "file-up")
        column.addWidget(self._icon, 0, centre)
        column.addWidget(self.title, 0, centre)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.why, WIDE)
        middle.addStretch(1)
        column.addLayout(middle)
        buttons = QHBoxLayout()
        Spacing(self._themes, buttons, gap=2)
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        buttons.addWidget(self.paste)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is little room the words are more than the icon."""
        super().resizeEvent(event)
        self._icon.setVisible(self.height() >= self._themes.current.px(_ROOM_FOR_ICON))

    def show_reading(self, words: str) -> None:
        """Say that a file is being read."""
        self.title.say(words or self.tr("Drop your spreadsheet here"))
        self.button.setVisible(not words)
        self.paste.setVisible(not words)

    def choose(self) -> None:
        """Open the chooser of the system."""
        kinds = " ".join(f"*{ending}" for ending in ENDINGS)
        wanted = self.tr("Spreadsheets and text tables ({kinds})").format(kinds=kinds)
        path = self._files.ask_open(self, self.tr("Choose a file"), purpose=Purpose.IMPORT, kinds=wanted)
        if path is not None:
            self.chosen.emit(path)

    def take_pasted(self) -> None:
        """Take what was copied elsewhere: rows of a spreadsheet, a message, or a file."""
        path = pasted((self.tr("Pasted message"), self.tr("Pasted rows")))
        if path is not None:
            self.chosen.emit(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: any file may be dropped; what cannot be read is said."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            self._set_over(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Qt: the file went elsewhere."""
        self._set_over(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: take the file."""
        self._set_over(False)
        path = next(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())
        self.chosen.emit(Path(path))

    def _set_over(self, is_over: bool) -> None:
        self._is_over = is_over
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground and its dashed edge."""
        theme, painter = self._themes.current, painter_on(self)
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        edge = QPen(theme.colour("accent.solid" if self._is_over else "border.control"), theme.stroke("hairline"))
        edge.setDashPattern([DASH, DASH])
        painter.setPen(edge)
        painter.setBrush(theme.colour("accent.soft" if self._is_over else "bg.surface"))
        inside = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inside, theme.radius("card"), theme.radius("card"))
