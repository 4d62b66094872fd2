"""What the list of cases says where it shows none."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from csops.ui.kit.cards import EmptyState
from csops.ui.kit.theme import Themes


@dataclass(frozen=True, kw_only=True)
class WaysOut:
    """What can be done about an empty list."""

    log: Callable[[], object]
    drop: Callable[[], object]
    show_all: Callable[[], object]


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
