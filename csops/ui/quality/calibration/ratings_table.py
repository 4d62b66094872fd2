"""Criteria by reviewers: moved through by keys, most disputed first, with the final scores at the foot."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QTableView, QVBoxLayout, QWidget

from csops.domain.calibration_figures import Row
from csops.services.calibrations import SeenCalibration
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Line
from csops.ui.kit.marks import paint_focus, painter_on
from csops.ui.kit.theme import Themes
from csops.ui.kit.toast import FLOOR
from csops.ui.quality.calibration.ratings_model import NAME, RatingsModel
from csops.ui.quality.calibration.ratings_paint import RatingsDelegate, ReviewerHeads
from csops.ui.quality.calibration.words import against_words
from csops.ui.quality.wording import tr

Index = QModelIndex | QPersistentModelIndex
_LEAST_NAME, _LEAST_REVIEWER, _MOST_REVIEWER = 140, 58, 104
_SAME, _SAME_NARROW, _AGREED = 100, 52, 78
_TALLEST_ROW = 60
_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}


class RatingsView(QTableView):
    """The table itself. Up, Down, J and K move; Enter goes on to what is agreed.

    Signals:
        moved(str): the key of another criterion is current.
        agree_wanted: Enter was pressed, or *Agree* clicked.
    """

    moved = Signal(str)
    agree_wanted = Signal()

    def __init__(self, themes: Themes, model: RatingsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.ratings = model
        self.setModel(model)
        self.delegate = RatingsDelegate(themes, model, self)
        self.setItemDelegate(self.delegate)
        self.heads = ReviewerHeads(themes, model, self)
        self.setHorizontalHeader(self.heads)
        self.verticalHeader().hide()
        self.setAccessibleName(tr("Ratings by reviewer"))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setProperty("bare", True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet("QHeaderView { background: transparent; border: none; }")

    def current_key(self) -> str:
        """Return the key of the criterion that is current; empty without one."""
        row = self.currentIndex().row()
        return self.ratings.rows[row].criterion if 0 <= row < len(self.ratings.rows) else ""

    def go_to(self, key: str) -> bool:
        """Make a criterion current, and return whether it is there."""
        for number, row in enumerate(self.ratings.rows):
            if row.criterion == key:
                self.setCurrentIndex(self.ratings.index(number, NAME))
                return True
        return False

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Override of Qt: another row may be current."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid() and current.row() != previous.row():
            self.moved.emit(self.current_key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override of Qt."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.agree_wanted.emit()
        elif key in _STEPS and not event.modifiers():
            row = max(0, min(self.currentIndex().row() + _STEPS[key], len(self.ratings.rows) - 1))
            self.setCurrentIndex(self.ratings.index(row, max(0, self.currentIndex().column())))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override of Qt: a click on *Agree* goes on to it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == self.ratings.agreed:
            self.agree_wanted.emit()

    def event(self, event: QEvent) -> bool:
        """Override of Qt: whoever comes by Tab stands on a row."""
        if event.type() == QEvent.Type.FocusIn and not self.currentIndex().isValid() and self.ratings.rows:
            self.setCurrentIndex(self.ratings.index(0, NAME))
        return super().event(event)


class FinalScores(QWidget):
    """Below the table: the final score by each reviewer, against the mean of all. Enter or a click tells more.

    Signals:
        opened: what they rest on is wanted.
    """

    opened = Signal()

    def __init__(self, themes: Themes, view: RatingsView, formats: Formats) -> None:
        super().__init__()
        self._themes, self._view, self._formats = themes, view, formats
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Override of Qt: two lines."""
        theme = self._themes.current
        return QSize(0, 2 * theme.line("body") + 2 * theme.space(2))

    def show_session(self, seen: SeenCalibration) -> None:
        """Show a session's final scores."""
        self.setFixedHeight(self.sizeHint().height())
        told = [f"{name}: {score}, {note}" for name, score, note in self._told(seen)]
        self.setAccessibleName(". ".join([self._mean_words(seen), *told]))
        self.setToolTip(tr("One contact makes nobody strict or lenient; “All sessions” tells who is, beyond chance"))
        self.update()

    def _told(self, seen: SeenCalibration) -> list[tuple[str, str, str]]:
        model, found = self._view.ratings, seen.figures
        against = found.against_mean if found is not None else {}
        mean = found.mean if found is not None else None
        told = []
        for who in model.reviewers:
            apart = against.get(who.id)
            if apart is None or mean is None:
                told.append((model.names[who.id], tr("no score"), ""))
            else:
                score = self._formats.share((mean + apart) / 100)
                told.append((model.names[who.id], score, against_words(apart, self._formats)))
        return told

    def _mean_words(self, seen: SeenCalibration) -> str:
        mean = seen.figures.mean if seen.figures is not None else None
        if mean is None:
            return tr("Nothing of the card was rated")
        return tr("Against the mean of {score}").format(score=self._formats.share(mean / 100))

    def _mean_brief(self, seen: SeenCalibration) -> str:
        mean = seen.figures.mean if seen.figures is not None else None
        return "" if mean is None else tr("Mean {score}").format(score=self._formats.share(mean / 100))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override of Qt."""
        theme, painter, view = self._themes.current, painter_on(self), self._view
        seen = view.ratings.seen
        if seen is None:
            return
        small, strong = theme.font("small", figures=True), theme.font("bodyStrong", figures=True)
        first, second = theme.space(2), theme.space(2) + theme.line("body")

        def said(left: int, wide: int, top: int, text: str, look: str, *, leads: bool = False) -> None:
            font = strong if look == "text.primary" else small
            painter.setFont(font)
            painter.setPen(theme.colour(look))
            cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, wide)
            align = _LEADING if leads else Qt.AlignmentFlag.AlignCenter
            painter.drawText(QRect(left, top, wide, theme.line("body")), align, cut)

        at, gap = view.columnViewportPosition(NAME), theme.space(3)
        wide = view.columnWidth(NAME) - 2 * gap
        fits = QFontMetrics(small).horizontalAdvance
        whole = (tr("Final score by reviewer"), self._mean_words(seen))
        head, mean = whole if max(map(fits, whole)) <= wide else (tr("Final score"), self._mean_brief(seen))
        said(at + gap, wide, first, head, "text.secondary", leads=True)
        said(at + gap, wide, second, mean, "text.secondary", leads=True)
        told = self._told(seen)
        is_brief = any(fits(note) + theme.space(2) > view.columnWidth(1) for _name, _score, note in told)
        for column, (_name, score, note) in enumerate(told, start=1):
            left, wide = view.columnViewportPosition(column), view.columnWidth(column)
            said(left, wide, first, score, "text.primary")
            said(left, wide, second, note.split(" ")[0] if is_brief else note, "text.secondary")
        if self.hasFocus():
            paint_focus(painter, self.rect().adjusted(1, 1, -1, -1), theme, radius=theme.radius("control"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override of Qt: a click opens."""
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override of Qt: Enter and Space open."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class RatingsTable(QWidget):
    """The ratings with the final scores below them."""

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__()
        self._themes = themes
        self.view = RatingsView(themes, RatingsModel(formats, self), self)
        self.finals = FinalScores(themes, self.view, formats)
        self.finals.setObjectName(FLOOR)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(Line(themes))
        column.addWidget(self.finals)
        self.setFocusProxy(self.view)
        self.view.horizontalScrollBar().valueChanged.connect(lambda _at: self.finals.update())
        themes.changed.connect(self._measure)

    def show_session(self, seen: SeenCalibration, rows: tuple[Row, ...], *, first: str = "") -> None:
        """Show a session; what was current stays so, without a criterion that comes `first` into sight."""
        before, view = first or self.view.current_key(), self.view
        view.blockSignals(True)  # nobody moved
        view.ratings.show_session(seen, rows)
        if rows and not view.go_to(before):
            view.go_to(rows[0].criterion)
        view.blockSignals(False)
        self.finals.show_session(seen)
        self._measure()
        if first:
            view.scrollTo(view.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override of Qt."""
        super().resizeEvent(event)
        self._measure()
        self.view.scrollTo(self.view.currentIndex())

    def _measure(self) -> None:
        theme, model, view = self._themes.current, self.view.ratings, self.view
        if model.seen is None:
            return
        many = max(1, len(model.reviewers))
        view.heads.setFixedHeight(theme.size("controlLarge"))
        high = self._measure_rows()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) if high > self._room() else 0
        wide, agreed = self.width() - 2 - bar, theme.px(_AGREED)
        least = theme.px(_LEAST_NAME) + many * theme.px(_LEAST_REVIEWER) + agreed
        view.delegate.is_narrow = least + theme.px(_SAME) > wide
        same = theme.px(_SAME_NARROW if view.delegate.is_narrow else _SAME)
        spare = (wide - theme.px(_LEAST_NAME) - same - agreed) // many
        each = max(theme.px(_LEAST_REVIEWER), min(theme.px(_MOST_REVIEWER), spare * 2 // 3))
        for column in range(model.columnCount()):
            view.setColumnWidth(column, each)
        view.setColumnWidth(model.agreement, same)
        view.setColumnWidth(model.agreed, agreed)
        view.setColumnWidth(NAME, max(theme.px(_LEAST_NAME), wide - many * each - same - agreed))
        self.finals.update()

    def _room(self) -> int:
        return self.height() - self._themes.current.size("controlLarge") - self.finals.sizeHint().height() - 2

    def _measure_rows(self) -> int:
        theme, rows = self._themes.current, max(1, len(self.view.ratings.rows))
        least = theme.size("rowComfortable")
        each = max(least, min(theme.px(_TALLEST_ROW), self._room() // rows))
        for row in range(rows):
            self.view.setRowHeight(row, each)
        return each * rows
