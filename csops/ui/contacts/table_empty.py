"""What the table of contacts says where it shows none."""

from collections.abc import Callable

from csops.ui.contacts.table_columns import tr
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.theme import Themes


def nothing_yet(themes: Themes, *, log: Callable[[], object]) -> EmptyState:
    """Return what stands there before the first contact."""
    return EmptyState(
        themes,
        icon="messages-square",
        title=tr("No contacts yet"),
        why=tr("Every call, e-mail and visit stands here as a row: to sort, filter, copy into a spreadsheet or export"),
        action=tr("Log the first contact"),
        run=log,
    )


def nothing_fits(themes: Themes, *, drop: Callable[[], object]) -> EmptyState:
    """Return what stands there where filters and words leave all out."""
    return EmptyState(
        themes,
        icon="search-x",
        title=tr("No contact fits"),
        why=tr("Other words or fewer filters find more"),
        action=tr("Drop the last filter"),
        run=drop,
    )
