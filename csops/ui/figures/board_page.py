"""The board of the team: for everybody to see, on the whole screen of a wall, on paper; it is kept up by itself."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.domain.questions import Question
from csops.domain.reports import Report
from csops.domain.texts import name_of_file
from csops.pages.pages import Pages
from csops.services import board as boards
from csops.services import contacts, exports
from csops.services.board import Board
from csops.ui.desk import Desk, Said
from csops.ui.figures.board_view import BoardView
from csops.ui.figures.page import KINDS
from csops.ui.keys import shortcuts_of
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Action
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page, scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Lane
from csops.ui.kit.waiting import Skeleton
from csops.ui.kpis.words import FigureWords
from csops.ui.preferences import Preferences
from csops.ui.printing import Printing

_LOOK_EVERY_MS = 60_000
_REMEMBERED = "board_days"


class BoardPage(Page):
    """The tab of the board."""

    kinds: ClassVar[frozenset[Kind]] = KINDS

    def __init__(self, desk: Desk, *, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=desk.tr("Figures"), parent=parent)
        self.desk, self.preferences = desk, preferences
        self.formats = Formats(zone=desk.team.calendar.tz)
        self.words = FigureWords(self.formats, currency=desk.team.shop.currency)
        days = {"7": self.tr("7 days"), "28": self.tr("4 weeks"), "84": self.tr("12 weeks")}
        options = [Option(key=key, text=text) for key, text in days.items()]
        self.days = Segmented(desk.themes, options, name=self.tr("Period"), key=str(preferences.get(_REMEMBERED, "28")))
        self.view = BoardView(desk, self.words)
        self.wall: BoardWall | None = None
        self.board: Board | None = None
        self.printing = Printing(desk, self)
        self._lay_out()
        self._add_actions()
        self.days.chosen.connect(self._chosen)
        self.view.figure_wanted.connect(self._open)
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look_again)
        self._timer.start(_LOOK_EVERY_MS)
        self.refresh()

    # ------------------------------------------------------------ what is shown
    def refresh(self) -> None:
        """Read the figures anew."""
        workspace, days = self.desk.workspace, int(self.days.key())

        def read() -> Board | None:
            there = contacts.count_contacts(workspace, question=Question(), most=1)
            return boards.board(workspace, days=days) if there else None

        self.desk.ask(read, then=self._show, key=("board", id(self)), lane=Lane.LONG_READS)

    def _show(self, board: Board | None) -> None:
        self.board = board
        if board is None:
            self._stack.setCurrentWidget(self.empty)
            self.set_head(subtitle="")
            return
        self.view.show_board(board)
        if self.wall is not None:
            self.wall.view.show_board(board)
        self._stack.setCurrentWidget(self._ground)
        self.set_head(subtitle=self.tr("The team, for everybody"))

    def _look_again(self) -> None:
        if self.isVisible() or self.wall is not None:
            self.refresh()

    def _chosen(self, key: str) -> None:
        self.preferences.set(_REMEMBERED, key)
        self.refresh()

    def _open(self, key: str) -> None:
        self.wanted.emit("figures", {"tab": "figures", "figure": key})

    # ------------------------------------------------------------ on the wall, on paper
    def show_on_the_wall(self) -> None:
        """Show the board alone on the whole screen; F11 or Esc leads back."""
        if self.wall is None:
            self.wall = BoardWall(self.desk, self.words)
            self.wall.left.connect(self._leave_the_wall)
            if self.board is not None:
                self.wall.view.show_board(self.board)
        screen = self.screen()
        if screen is not None:
            self.wall.setGeometry(screen.geometry())
        self.wall.showFullScreen()
        self.wall.activateWindow()

    def _leave_the_wall(self) -> None:
        if self.wall is not None:
            self.wall.deleteLater()
            self.wall = None
            self.window().activateWindow()

    def print_it(self) -> None:
        """Print the board."""
        self._with_report(lambda report: self.printing.ask_printer(Pages(exports.on_paper(report)), title=report.title))

    def save_pdf(self) -> None:
        """Have the board written as pages."""
        self._with_report(self._write)

    def _with_report(self, then: Callable[[Report], None]) -> None:
        workspace, days = self.desk.workspace, int(self.days.key())
        self.desk.ask(lambda: boards.board_report(workspace, days=days), then=then, key=("board report", id(self)))

    def _write(self, report: Report) -> None:
        name = name_of_file(f"{report.title} {report.period}")
        path = self.desk.files.ask_save(
            self, self.tr("Save as PDF"), purpose=Purpose.EXPORT, name=f"{name}.pdf", kinds=self.tr("Pages (*.pdf)")
        )
        if path is not None:
            workspace = self.desk.workspace
            self.desk.export(
                lambda _progress: boards.write_board(workspace, report=report, path=path).file,
                words=self.tr("Writing {file}").format(file=path.name),
                then=self._tell_written,
            )

    def _tell_written(self, file: Path) -> None:
        self.desk.said.emit(Said(text=self.tr("Saved {file}").format(file=file.name), can_undo=False))

    # ------------------------------------------------------------ the page itself
    def _add_actions(self) -> None:
        keys = shortcuts_of(self.preferences).keys
        self.set_top_actions(
            [
                Action(
                    self.tr("Whole screen"),
                    icon_name="maximize",
                    keys=keys("full_screen"),
                    run=self.show_on_the_wall,
                    parent=self,
                ),
                Action(self.tr("Print"), icon_name="printer", keys=keys("print"), run=self.print_it, parent=self),
                Action(self.tr("Save as PDF"), icon_name="file-down", run=self.save_pdf, parent=self),
            ]
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        Spacing(self.themes, column, margins=(6, 4, 6, 4), gap=4)
        head = QHBoxLayout()
        head.addWidget(self.days)
        head.addStretch(1)
        column.addLayout(head)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.view)
        self._ground = scrolling(inner)
        self.empty = EmptyState(
            self.themes,
            icon="gauge",
            title=self.tr("Nothing to count yet"),
            why=self.tr("The figures of the team will hang here for everybody to see, once contacts are logged"),
            action=self.tr("Log a contact"),
            run=lambda: self.wanted.emit("log", {}),
        )
        self._stack = QStackedWidget()
        for widget in (Skeleton(self.themes, rows=8), self._ground, self.empty):
            self._stack.addWidget(widget)
        column.addWidget(self._stack, 1)
        self.body.addLayout(column)
        self.setFocusProxy(self.days)


class BoardWall(QWidget):
    """The board alone, on the whole of a screen.

    Signals:
        left: it was closed.
    """

    left = Signal()

    def __init__(self, desk: Desk, words: FigureWords) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._themes = desk.themes
        self.setWindowTitle(self.tr("Board of the team"))
        self.setAccessibleName(self.tr("Board of the team"))
        self.view = BoardView(desk, words, opens=False)
        column = QVBoxLayout(self)
        Spacing(desk.themes, column, margins=(6, 6, 6, 4))
        column.addWidget(self.view)
        for keys in ("F11", "Esc"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.close)
        desk.themes.changed.connect(self._paint_ground)
        self._paint_ground()

    def _paint_ground(self) -> None:
        palette = self.palette()
        palette.setColor(self.backgroundRole(), self._themes.current.colour("bg.app"))
        self.setPalette(palette)
        self.setAutoFillBackground(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: the page is told."""
        super().closeEvent(event)
        self.left.emit()
