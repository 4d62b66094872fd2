"""What the list of cases says where it shows none."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from csops.ui.kit.cards import EmptyState
from csops.ui.kit.theme import Themes


@dataclass(frozen=True, kw_only=True)
class WaysOut:
    """What can be done about an empty list."""

    log: Callable[[], object]
    drop: Callable[[], object]
    show_all: Callable[[], object]


class ListOrWhy(QStackedWidget):
    """A list, or in its place why there is nothing in it.

    What is hidden loses the focus, and where nothing has it no key is heard: so the one hands it to the other.
    """

    def __init__(self, view: QWidget) -> None:
        super().__init__()
        self._view = view
        self._why: EmptyState | None = None
        self.addWidget(view)
        self.setFocusProxy(view)

    def show_list(self) -> None:
        """Show the list."""
        self._show(None)

    def show_why(self, why: EmptyState) -> None:
        """Show this in place of the list."""
        self._show(why)

    def take_focus(self) -> None:
        """Put the keys into the list, or on the one thing to do."""
        self._focused().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, why: EmptyState | None) -> None:
        had_focus, before = self._focused().hasFocus(), self._why
        self._why = why
        if why is not None:
            self.addWidget(why)
        self.setCurrentWidget(self._view if why is None else why)
        self.setFocusProxy(self._focused())
        if had_focus:
            self.take_focus()
        if before is not None:
            self.removeWidget(before)
            before.deleteLater()

    def _focused(self) -> QWidget:
        button = None if self._why is None else self._why.button
        return self._view if button is None else button


def tr(text: str) -> str:
    """Translate a text of the empty list."""
    return QCoreApplication.translate("EmptyCases", text)


def empty_state(themes: Themes, ways: WaysOut, *, has_cases: bool, is_narrowed: bool) -> EmptyState:
    """Return what to show: before the first contact, where filters leave all out, or where nothing is open."""
    if not has_cases:
        return EmptyState(
            themes,
            icon="messages-square",
            title=tr("No contacts yet"),
            why=tr("Everything customers come with stands here by case, with what was promised and who sees to it"),
            action=tr("Log the first contact"),
            run=ways.log,
        )
    if is_narrowed:
        return EmptyState(
            themes,
            icon="search-x",
            title=tr("No case fits"),
            why=tr("Other words or fewer filters find more"),
            action=tr("Drop search and filters"),
            run=ways.drop,
        )
    return EmptyState(
        themes,
        icon="circle-check",
        title=tr("Nothing open"),
        why=tr("Nobody waits for us here"),
        action=tr("Show all cases"),
        run=ways.show_all,
    )
