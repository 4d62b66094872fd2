"""The frame of the window: left bar, top bar, foot, a stack of pages, and the panel at the side."""

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.ui.kit.bars import Foot, TopBar
from csops.ui.kit.marks import painter_on
from csops.ui.kit.page import Page
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.sidebar import Sidebar
from csops.ui.kit.spacing import sides
from csops.ui.kit.stops import next_stop
from csops.ui.kit.theme import Themes
from csops.ui.kit.toast import SIDE, Toasts

# Widths of the window at 100 % (ui.md, section 3).
FOLDS_UNDER = 1100
SLIDES_UNDER = 1280


class Frame(QWidget):
    """Everything around the pages. It knows no page: the main window makes them and shows them here.

    Parts: `sidebar`, `top`, `foot`, `deck` (pages and side panel), `toasts`.

    Signals:
        page_shown: another page is in front.
    """

    page_shown = Signal(object)

    def __init__(self, themes: Themes, *, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self.sidebar = Sidebar(themes, log_keys=shortcuts.keys("log"))
        self.top = TopBar(themes, search_keys=shortcuts.keys("palette"))
        self.foot = Foot(themes, hint_keys=shortcuts.keys("sheet"))
        self.deck = Deck(themes)
        self.toasts = Toasts(themes, self.deck)
        self.deck.stack.currentChanged.connect(self.toasts.settle)
        self._folded_by_hand: bool | None = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.sidebar, 0, 0, 2, 1)
        grid.addWidget(self.top, 0, 1)
        grid.addWidget(self.deck, 1, 1)
        grid.addWidget(self.foot, 2, 0, 1, 2)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(1, 1)
        fold = QShortcut(QKeySequence(shortcuts.keys("fold")), self)
        fold.activated.connect(self.toggle_fold)
        themes.changed.connect(self._fit)

    def page(self) -> Page | None:
        """Return the page in front."""
        found = self.deck.stack.currentWidget()
        return found if isinstance(found, Page) else None

    def show_page(self, page: Page, *, place: str) -> None:
        """Put a page in front, with its head in the top bar, and mark its place at the left."""
        before = self.page()
        if before is not None:
            before.head_changed.disconnect(self._head_changed)
        if self.deck.stack.indexOf(page) < 0:
            self.deck.stack.addWidget(page)
        self.deck.stack.setCurrentWidget(page)
        page.head_changed.connect(self._head_changed)
        self.sidebar.set_current(place)
        self._head_changed()
        page.setFocus(Qt.FocusReason.OtherFocusReason)  # else Qt would give it to the first button of the left bar
        self.page_shown.emit(page)

    def toggle_fold(self) -> None:
        """Fold or unfold the left bar by hand; that then holds whatever the width."""
        self._folded_by_hand = not self.sidebar.is_folded
        self._fit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt: Tab goes to what stands next."""
        stop = next_stop(self.window(), forward=forward)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return stop is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: fold the left bar where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < self.themes.current.px(FOLDS_UNDER)
        folded = narrow if self._folded_by_hand is None else self._folded_by_hand
        if folded != self.sidebar.is_folded:
            self.sidebar.fold(folded)
        self.deck.set_sliding(self.width() < self.themes.current.px(SLIDES_UNDER))

    def _head_changed(self) -> None:
        page = self.page()
        if page is not None:
            self.top.show_head(page)
            self.sidebar.set_view(page.view_key, note=page.view_note)


class Deck(QWidget):
    """The pages, and one panel at the trailing side: beside them, or over them where there is little room.

    Signals:
        panel_closed: the panel was closed.
    """

    panel_closed = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self.stack = QStackedWidget(self)
        self.side = _Side(themes, self)
        self.side.setObjectName(SIDE)
        self.panel: QWidget | None = None
        self._sliding = False
        themes.changed.connect(self._place)
        self.stack.currentChanged.connect(lambda _number: self._tell_covered())

    def show_panel(self, panel: QWidget) -> None:
        """Show a panel at the side, in place of the one before, which is kept but hidden."""
        if self.panel is not None and self.panel is not panel:
            self.panel.hide()
        opens = self.panel is None
        self.panel = panel
        self.side.hold(panel)
        panel.show()
        self.side.show()
        self.side.raise_()
        self._place()
        if opens and self._sliding:
            self._slide_in()

    def close_panel(self) -> None:
        """Hide the panel and give the room back; the panel and what is typed in it are kept."""
        if self.panel is None:
            return
        focused = self.window().focusWidget()
        had_focus = focused is not None and self.panel.isAncestorOf(focused)
        self.panel.hide()
        self.panel = None
        self.side.hide()
        self._place()
        page = self.stack.currentWidget()
        if had_focus and page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.panel_closed.emit()

    def set_sliding(self, sliding: bool) -> None:
        """Lay the panel over the page instead of beside it."""
        self._sliding = sliding
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: share the room anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width = min(self.themes.current.size("sidePanel", 1), self.width())
        taken = width if self.panel is not None and not self._sliding else 0
        mirrored = self.isRightToLeft()
        self.stack.setGeometry(taken if mirrored else 0, 0, self.width() - taken, self.height())
        if self.panel is not None:
            self.side.setGeometry(self._side_place(width))
        self._tell_covered()

    def _tell_covered(self) -> None:
        """Tell the page in front how much of it the panel lies over."""
        page = self.stack.currentWidget()
        if isinstance(page, Page):
            covers = self.panel is not None and self._sliding
            page.cover(min(self.themes.current.size("sidePanel", 1), self.width()) if covers else 0)

    def _side_place(self, width: int) -> QRect:
        return QRect(0 if self.isRightToLeft() else self.width() - width, 0, width, self.height())

    def _slide_in(self) -> None:
        end = self.side.geometry()
        away = -end.width() if self.isRightToLeft() else end.width()
        slide = QPropertyAnimation(self.side, b"geometry", self.side)
        slide.setDuration(self.themes.current.motion("base"))
        slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        slide.setStartValue(end.translated(away, 0))
        slide.setEndValue(end)
        slide.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)


class _Side(QWidget):
    """The ground of the side panel, with a line towards the page."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()
        self.hide()

    def theme_changed(self) -> None:
        """Leave room for the line."""
        self._column.setContentsMargins(sides(self._themes.current.stroke("hairline"), 0, 0, 0))

    def hold(self, panel: QWidget) -> None:
        if self._column.indexOf(panel) < 0:
            self._column.addWidget(panel)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._themes.current, painter_on(self)
        painter.fillRect(self.rect(), theme.colour("bg.surface"))
        width = theme.stroke("hairline")
        left = self.width() - width if self.isRightToLeft() else 0
        painter.fillRect(QRect(left, 0, width, self.height()), theme.colour("border.subtle"))
