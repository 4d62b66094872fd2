"""Hands at one window: they click, type and press keys as a person does, and count what that takes.

Without a mouse they reach everything by Tab, arrows and shortcuts; what cannot be reached is an error.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QScrollArea,
    QWidget,
)

from csops.ui.kit.choices import OneOf
from csops.ui.kit.field_kinds import ChoiceField
from csops.ui.kit.fields import Field
from csops.ui.kit.table_view import DataTable
from csops.ui.main_window import MainWindow
from tools.story_windows import until

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_MOST_TABS = 120


class OutOfReach(AssertionError):
    """A person could not do this here."""


@dataclass
class Effort:
    """What hands did since they began to count."""

    keys: int = 0
    clicks: int = 0


class Hands:
    """The hands of whoever sits at a window."""

    def __init__(self, window: MainWindow, *, has_mouse: bool = True) -> None:
        self.window, self.has_mouse = window, has_mouse
        self.effort = Effort()

    # ------------------------------------------------------------ keys
    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        self.effort.keys += 1
        QTest.keyClick(QApplication.activePopupWidget() or self.focused(), key, modifier)

    def type(self, words: str) -> None:
        """Type words where the focus is."""
        self.effort.keys += len(words)
        for letter in words:  # a list may open below what is typed, and takes the keys from then on
            QTest.keyClicks(QApplication.activePopupWidget() or self.focused(), letter)

    def focused(self) -> QWidget:
        """Return what has the focus."""
        return self.window.focusWidget() or self.window

    def reach(self, widget: QWidget) -> None:
        """Bring the focus to a widget or into it: by a click, else by Tab."""
        self._check(widget)
        if self._has_focus(widget):
            return
        if self.has_mouse:
            self.click(widget)
        else:
            self._tab_to(widget)

    def _tab_to(self, widget: QWidget) -> None:
        for _each in range(_MOST_TABS):
            self.key(Qt.Key.Key_Tab)
            if self._has_focus(widget):
                return
        raise OutOfReach(f"Tab does not lead to {_name(widget)}")

    def _has_focus(self, widget: QWidget) -> bool:
        focused = self.window.focusWidget()
        return focused is not None and (focused is widget or widget.isAncestorOf(focused))

    def _check(self, widget: QWidget) -> None:
        until(widget.isVisible, f"{_name(widget)} is not there")
        if not widget.isEnabled():
            raise OutOfReach(f"{_name(widget)} does nothing now")

    # ------------------------------------------------------------ the mouse
    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on a widget, brought into sight before."""
        self._check(widget)
        self._bring_into_sight(widget)
        if not self.window.rect().contains(widget.mapTo(self.window, at or widget.rect().center())):
            raise OutOfReach(f"{_name(widget)} is out of sight")
        self.effort.clicks += 1
        hit = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        QTest.mouseClick(hit, LEFT, NONE, at or QPoint())

    def drag_over(self, label: QWidget) -> None:
        """Select the first line of a label by the mouse."""
        self._bring_into_sight(label)
        self.effort.clicks += 1
        line = label.fontMetrics().lineSpacing() // 2
        begin, end = QPoint(1, line), QPoint(label.width() - 2, line)
        QTest.mousePress(label, LEFT, NONE, begin)
        QTest.mouseMove(label, end)
        QTest.mouseRelease(label, LEFT, NONE, end)

    @staticmethod
    def _bring_into_sight(widget: QWidget) -> None:
        around = widget.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(widget)
                QApplication.processEvents()
            around = around.parentWidget()

    # ------------------------------------------------------------ what stands on a page
    def press(self, button: QWidget) -> None:
        """Press a button."""
        if self.has_mouse:
            self.click(button)
        else:
            self.reach(button)
            self.key(Qt.Key.Key_Space)

    def choose(self, options: OneOf, key: str) -> None:
        """Choose one of a few; without a mouse the arrows move the choice."""
        if options.key() == key:
            return
        wanted = options.button(key)
        if self.has_mouse:
            self.click(wanted)
            return
        self._check(options)
        if not self._has_focus(options):
            self._tab_to(options)
        for arrow in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            for _each in range(len(options.findChildren(type(wanted)))):
                if options.key() == key:
                    return
                self.key(arrow)
        if options.key() != key:
            raise OutOfReach(f"the arrows do not lead to {_name(wanted)}")

    def tick(self, box: QCheckBox) -> None:
        """Tick a box that is not ticked yet."""
        if not box.isChecked():
            self.press(box)
        if not box.isChecked():
            raise OutOfReach(f"{_name(box)} is not ticked")

    def write(self, field: Field, words: str) -> None:
        """Write words into a field, in place of what stands there."""
        self.reach(field.control)
        self.key(Qt.Key.Key_A, CTRL)
        self.type(words)

    def pick(self, field: ChoiceField, words: str) -> None:
        """Choose from a list: by typing where one can type in it, else with the arrows."""
        if field.box.isEditable():
            self.write(field, words)
            self.key(Qt.Key.Key_Tab)
            self.window.activateWindow()  # the list that opened below was a window of its own
            until(self.window.isActiveWindow, "the window is not in front")
        elif self.has_mouse:
            self._pick_from_list(field, words)
        else:
            self.reach(field.box)
            self.key(Qt.Key.Key_Home)
            for _each in range(field.box.count()):
                if words in field.text():
                    break
                self.key(Qt.Key.Key_Down)
        if words not in field.text():
            raise OutOfReach(f"“{words}” is not in {_name(field)}: {field.text()}")

    def _pick_from_list(self, field: ChoiceField, words: str) -> None:
        self.click(field.box)
        view = field.box.view()
        until(view.isVisible, "the list does not open")
        number = next(at for at in range(field.box.count()) if words in field.box.itemText(at))
        place = view.visualRect(view.model().index(number, field.box.modelColumn()))
        self.effort.clicks += 1
        QTest.mouseMove(view.viewport(), place.center())  # a click where the mouse never moved is the end of the first
        QTest.mouseClick(view.viewport(), LEFT, NONE, place.center())
        until(lambda: not view.isVisible(), "the list stays open")

    # ------------------------------------------------------------ rows
    def open_row(self, table: DataTable, is_it: Callable[[object], bool]) -> None:
        """Open a row of a table: by a double click, else by arrows and Enter."""
        until(lambda: _row_of(table, is_it) is not None, "the row is not there")
        row = _row_of(table, is_it)
        assert row is not None
        if self.has_mouse:
            index = table.table.index(row, 1)
            table.scrollTo(index)
            place = table.visualRect(index)
            self._click_row(table, place)  # the second of two clicks alone chooses nothing
            self.effort.clicks += 1
            QTest.mouseDClick(table.viewport(), LEFT, NONE, place.center())
            return
        self._go_to_row(table, row)
        self.key(Qt.Key.Key_Return)

    def go_to_row(self, view: QAbstractItemView, row: int) -> None:
        """Stand on a row of a list."""
        if self.has_mouse:
            self._click_row(view, view.visualRect(view.model().index(row, 0)))
        else:
            self._go_to_row(view, row)

    def _click_row(self, view: QAbstractItemView, place: QRect) -> None:
        self._check_row(view, place)
        self.effort.clicks += 1
        QTest.mouseClick(view.viewport(), LEFT, NONE, place.center())

    def _check_row(self, view: QAbstractItemView, place: QRect) -> None:
        self._check(view)
        if not view.viewport().rect().intersects(place):
            raise OutOfReach(f"the row of {_name(view)} is out of sight")

    def _go_to_row(self, view: QAbstractItemView, row: int) -> None:
        self.reach(view)
        for _each in range(view.model().rowCount(QModelIndex())):
            here = view.currentIndex().row()
            if here == row:
                return
            self.key(Qt.Key.Key_Down if here < row else Qt.Key.Key_Up)
        if view.currentIndex().row() != row:
            raise OutOfReach(f"the arrows do not lead to row {row} of {_name(view)}")


def _row_of(table: DataTable, is_it: Callable[[object], bool]) -> int | None:
    for row in range(table.table.rowCount()):
        record = table.table.wanted_record(row)  # it comes where it was not read yet, as when one scrolls
        if record is not None and is_it(record):
            return row
    return None


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName() or widget.objectName()}”"
