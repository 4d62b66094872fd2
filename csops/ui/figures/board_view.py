"""The board itself: the team's figures in large tiles, one's own below, and since when it stands so."""

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.kpi_figures import KpiFigure
from csops.domain.metrics import Metric
from csops.services.board import OWN, SHOWN, Board
from csops.services.metrics import metrics
from csops.ui.desk import Desk
from csops.ui.figures.board_tile import BoardTile, Hung
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kpis.words import FigureWords, tr

_WIDE, _MIDDLE = 760, 520  # pixels at 100 % from which four or three tiles stand side by side


class BoardView(QWidget):
    """The tiles.

    Signals:
        figure_wanted(str): the page of a figure shall be shown.
    """

    figure_wanted = Signal(str)

    def __init__(self, desk: Desk, words: FigureWords, *, opens: bool = True) -> None:
        """`opens`: whether a tile leads to the page of its figure."""
        super().__init__()
        self._desk, self._words = desk, words
        self._arranged: tuple[int, list[BoardTile]] = (0, [])
        self.tiles = {key: BoardTile(desk.themes) for key in SHOWN}
        for key, tile in self.tiles.items():
            if opens:
                tile.opened.connect(lambda key=key: self.figure_wanted.emit(key))
            else:
                tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                tile.setCursor(Qt.CursorShape.ArrowCursor)
        self.own = Text(desk.themes, font="body", figures=True, wrap=True)
        self.stand = Text(desk.themes, font="small", colour="text.secondary", figures=True, wrap=True)
        self._grid = QGridLayout()
        self._lay_out()

    def show_board(self, board: Board) -> None:
        """Show the figures."""
        for key, tile in self.tiles.items():
            figure = board.found.now.figures.get(key)
            tile.setVisible(figure is not None)
            if figure is not None:
                tile.show_figure(self._hung(board, figure, metrics()[key]))
        self.own.say(self._own(board))
        self._arrange(self._fitting(self.width()))
        days = (board.found.now.last_day - board.found.now.first_day) / timedelta(days=1) + 1
        said = tr("{shop}: the last %Ln days, as of {at}; against as many days before", round(days))
        self.stand.say(said.format(shop=board.shop, at=self._words.formats.time(board.at)))

    def _hung(self, board: Board, figure: KpiFigure, metric: Metric) -> Hung:
        said = self._words.headline(figure, metric)
        change = board.found.change(figure.key)
        verdict, family = self._words.verdict(change, metric)
        amount = self._words.change(change, figure)
        return Hung(
            name=metric.name,
            value=said.value,
            unit=said.unit,
            basis=self._words.basis(figure, metric),
            verdict=", ".join(part for part in (verdict, amount) if part),
            family=family,
            line=board.lines.values(figure.key),
        )

    def _own(self, board: Board) -> str:
        said = []
        for key in OWN:
            figure = board.own.get(key)
            if figure is not None and figure.n:
                whole = self._words.headline(figure, metrics()[key]).whole()
                said.append(f"{metrics()[key].name} {whole}")
        return tr("Yours: {figures}").format(figures=" · ".join(said)) if said else ""

    # ------------------------------------------------------------ laying out
    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        Spacing(self._desk.themes, column, gap=3)
        Spacing(self._desk.themes, self._grid, gap=4)
        column.addLayout(self._grid, 1)
        foot = QHBoxLayout()
        Spacing(self._desk.themes, foot, gap=4)
        foot.addWidget(self.own, 3)
        foot.addWidget(self.stand, 2)
        column.addLayout(foot)
        self._arrange(4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: fewer tiles side by side where there is little room."""
        super().resizeEvent(event)
        self._arrange(self._fitting(event.size().width()))

    def _fitting(self, width: int) -> int:
        px = self._desk.themes.current.px
        return 4 if width >= px(_WIDE) else 3 if width >= px(_MIDDLE) else 2

    def _arrange(self, in_a_row: int) -> None:
        shown = [tile for tile in self.tiles.values() if not tile.isHidden()]
        if (in_a_row, shown) == self._arranged:
            return
        self._arranged = (in_a_row, shown)
        while self._grid.takeAt(0) is not None:
            pass
        for number in range(max(self._grid.rowCount(), self._grid.columnCount())):
            self._grid.setRowStretch(number, 0)
            self._grid.setColumnStretch(number, 0)
        for place, tile in enumerate(shown):
            self._grid.addWidget(tile, place // in_a_row, place % in_a_row)
            self._grid.setRowStretch(place // in_a_row, 1)
            self._grid.setColumnStretch(place % in_a_row, 1)
