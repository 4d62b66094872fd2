"""What lies over the window: a scrim with a raised dialog that holds the focus until Esc."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPaintEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from csops.ui.kit.controls import IconButton, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import box, paint_shadow, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

EDITABLE = (QLineEdit, QPlainTextEdit, QComboBox)


class Overlay(QWidget):
    """A scrim over `parent` with a raised panel; `content` is the panel's layout.

    Signals:
        closed: it was closed and the focus went back to where it came from.
    """

    closed = Signal()

    def __init__(self, themes: Themes, parent: QWidget, *, name: str, width: int = 1) -> None:
        super().__init__(parent)
        self.themes, self._width_step = themes, width
        self._before: QWidget | None = None
        self._under = parent
        self.setAccessibleName(name)
        self.panel = QWidget(self)
        self.content = QVBoxLayout(self.panel)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)
        self._top_share = 0.5
        self.hide()
        parent.installEventFilter(self)
        themes.changed.connect(self.place)

    def open(self) -> None:
        """Show it over the window and take the focus; meanwhile no keys act on what lies below."""
        window = self.window()
        for kind in (QShortcut, QAction):
            for bound in window.findChildren(kind):
                bound.installEventFilter(self)
        self._before = window.focusWidget()
        self.setGeometry(self._under.rect())
        self.show()
        self.raise_()
        self.place()
        first = self.first_focus()
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        if isinstance(first, QLineEdit):
            first.selectAll()  # what is suggested gives way to what is typed

    def close_layer(self) -> None:
        """Close it and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        if self._before is not None and isValid(self._before):  # it may be gone: lists are shown anew meanwhile
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
        self.closed.emit()

    def first_focus(self) -> QWidget:
        """Return what has the focus at first: the first that can be reached by Tab."""
        reachable = self._reachable()
        return reachable[0] if reachable else self

    def holds_keys(self) -> bool:
        """A key of the window was pressed: return whether it is kept from what lies below."""
        return True

    def place(self) -> None:
        """Put the panel where it belongs."""
        theme = self.themes.current
        room = self.rect()
        width = min(theme.size("dialog", self._width_step), room.width() - 2 * theme.space(6))
        self.panel.setFixedWidth(width)
        # A sentence that wraps is measured in the panel's own width: its hint alone is that of a narrow column.
        wanted = self.panel.heightForWidth(width) if self.panel.hasHeightForWidth() else self.panel.sizeHint().height()
        height = min(wanted, room.height() - 2 * theme.space(6))
        top = max(theme.space(6), round((room.height() - height) * self._top_share))
        self.panel.setGeometry((room.width() - width) // 2, top, width, height)
        self.update()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt: Tab goes round within the panel."""
        reachable = self._reachable()
        if not reachable:
            return True
        here = self.window().focusWidget()
        step = 1 if forward else -1
        number = reachable.index(here) + step if here in reachable else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        reachable[number % len(reachable)].setFocus(reason)
        return True

    def event(self, event: QEvent) -> bool:
        """Qt: Esc is this layer's, also where what lies below binds it."""
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return super().event(event)
        if event.type() != QEvent.Type.ShortcutOverride:
            return super().event(event)
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc closes; no other key reaches what lies below."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_layer()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a press beside the panel closes it."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_layer()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: follow the size of the window, and keep its keys from what lies below."""
        if not self.__dict__:  # Python's half of the object is gone while Qt still takes its own half down
            return False
        if event.type() == QEvent.Type.Shortcut and isinstance(watched, QShortcut | QAction):
            return self.isVisible() and _layer_of(watched) is None and self.holds_keys()
        if watched is self._under and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._under.rect())
            self.place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the scrim, the shadow and the panel's ground."""
        theme, painter = self.themes.current, painter_on(self)
        painter.fillRect(self.rect(), theme.colour("scrim"))
        rect, radius = QRectF(self.panel.geometry()), theme.radius("dialog")
        paint_shadow(painter, rect, theme, radius=radius, reach=theme.space(8))
        fill, edge = theme.colour("bg.raised"), theme.colour("border.default")
        box(painter, rect, radius=radius, fill=fill, edge=edge, width=theme.stroke("hairline"))

    def _reachable(self) -> list[QWidget]:
        found: list[QWidget] = []
        widget = self.panel.nextInFocusChain()
        while widget is not None and widget is not self.panel:
            takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
            is_itself = not isinstance(
                widget.parentWidget(), QComboBox
            )  # the line within a list gives the focus to the list
            if takes_tab and is_itself and self.panel.isAncestorOf(widget) and widget.isVisible():
                found.append(widget)
            widget = widget.nextInFocusChain()
        return found


class Dialog(Overlay):
    """An overlay with a title, a `body` and a row of buttons whose last is the primary one.

    Signals:
        finished: it is about to close because what stands in it is saved, or not wanted any more.
    """

    finished = Signal()

    def __init__(self, themes: Themes, parent: QWidget, *, title: str, width: int = 0) -> None:
        super().__init__(themes, parent, name=title, width=width)
        theme = themes.current
        head = QHBoxLayout()
        Spacing(themes, head, margins=(5, 4, 3, 2), gap=2)
        head.addWidget(Text(themes, title, font="title2"), 1)
        self.close_button = IconButton(themes, "x", name=self.tr("Close"), keys="Esc", role=Role.GHOST)
        self.close_button.clicked.connect(self.close_layer)
        head.addWidget(self.close_button)
        self.body = QVBoxLayout()
        self.spacing = Spacing(themes, self.body, margins=(5, 2, 5, 5), gap=4)
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(theme.space(5), 0, theme.space(5), 0)
        self.buttons.setSpacing(theme.space(2))
        self.buttons.addStretch(1)
        self._main: list[QWidget] = []
        self.content.addLayout(head)
        self.content.addLayout(self.body, 1)
        self.content.addLayout(self.buttons)
        self.panel.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: grow when something comes in, such as a sentence below a field: the fields would give way to it."""
        if self.__dict__ and watched is self.panel and event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    def add_button(self, button: QWidget) -> None:
        """Put a button at the bottom, after those before it."""
        space = self.themes.current.space(5)
        self.buttons.setContentsMargins(space, 0, space, space)
        self.buttons.addWidget(button)
        self._main.append(button)

    def finish(self) -> None:
        """Close it: what stands in it is saved, or not wanted any more."""
        self.finished.emit()
        self.close_layer()

    def first_focus(self) -> QWidget:
        """Return the first field one can write in, else the primary button, else what else there is."""
        reachable = self._reachable()
        fields = [widget for widget in reachable if isinstance(widget, EDITABLE)]
        buttons = [widget for widget in reversed(self._main) if widget in reachable]
        return [*fields, *buttons, *reachable, self.close_button][0]

    def _reachable(self) -> list[QWidget]:
        """In the order of what one sees: the body, the buttons below it, and what closes it at last."""
        last = {id(widget): place for place, widget in enumerate((*self._main, self.close_button), start=1)}
        return sorted(super()._reachable(), key=lambda widget: last.get(id(widget), 0))


def _layer_of(bound: QObject) -> Overlay | None:
    """Return what a shortcut or an action belongs to over the window; None for the window itself."""
    owner = bound.parent()
    while owner is not None and not isinstance(owner, Overlay):
        owner = owner.parent()
    return owner
