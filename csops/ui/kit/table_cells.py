"""What a page declares of a table: its columns, and how a cell looks beside its text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

UNKNOWN = "–"  # an en dash: nobody knows; zero is 0
Order = tuple[tuple[str, bool], ...]  # column key and whether descending, the first key first


class Align(Enum):
    """Text at the leading edge, figures at the trailing one."""

    LEADING = "leading"
    TRAILING = "trailing"
    CENTRE = "centre"


@dataclass(frozen=True, kw_only=True)
class CellLook:
    """How one cell is painted; colours are names of tokens.

    `pill` is the family of a soft ground (accent, success, warning, danger, info, neutral); `avatar` is the name of a
    person whose initials stand before the text, `icon` a Lucide icon there. `note` is what the look means, in a word: a
    tooltip, and read aloud.
    """

    colour: str = "text.primary"
    strong: bool = False
    icon: str = ""
    icon_colour: str = "text.secondary"
    pill: str = ""
    avatar: str = ""
    note: str = ""


PLAIN = CellLook()
QUIET = CellLook(colour="text.secondary")


class HeadingId(str):
    """The id of a heading, which no record can have."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A row that is no record: it stands before the rows of a group, says what they are, and how many."""

    id: HeadingId
    words: str
    number: str
    is_open: bool = True

    def sentence(self) -> str:
        """Return what a screen reader says."""
        return f"{self.words}, {self.number}"


@dataclass(frozen=True, kw_only=True)
class CellEdit:
    """How a cell is changed in place.

    Attributes:
        text: what stands in the editor at first: words, or the key of what is chosen.
        choices: keys and words of what can be chosen now; without it one types.
        wrong: the sentence on what was typed and cannot be, empty where it can.
        may: whether the cell of this record may change.
    """

    text: Callable[[Any], str]
    choices: Callable[[], Sequence[tuple[str, str]]] | None = None
    wrong: Callable[[str], str] = lambda _text: ""
    may: Callable[[Any], bool] = lambda _record: True


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column.

    Attributes:
        key: its name in orders, states and totals.
        title: the words in the head.
        value: what a record has here, to sort by and to copy; None is unknown.
        text: the words for a value that is known.
        look: how the cell of a record is painted.
        width: in pixels at 100 %.
        least: to how much it shrinks where the window has no room for all, unless somebody has made it wider; 0: not.
        sortable: whether the head sorts.
        grows: takes the room that is left beside the others.
        hidden: not shown until somebody asks for it.
        pinned: stays at the leading edge.
        edit: how its cells are changed in place; None where they cannot be.
    """

    key: str
    title: str
    value: Callable[[Any], object]
    text: Callable[[Any], str] = str
    look: Callable[[Any], CellLook] = lambda _record: PLAIN
    align: Align = Align.LEADING
    width: int = 120
    least: int = 0
    sortable: bool = True
    grows: bool = False
    hidden: bool = False
    pinned: bool = False
    edit: CellEdit | None = None

    def words(self, record: Any) -> str:
        """Return what the cell says of a record, an en dash if nothing is known."""
        value = self.value(record)
        return UNKNOWN if value is None else self.text(value)


def next_order(order: Order, key: str, *, add: bool) -> Order:
    """Return the order after a click on a head: ascending, then descending; `add` keeps the other keys before it."""
    was_descending = dict(order).get(key)
    if not add:
        return ((key, was_descending is False and order[0][0] == key),)
    if was_descending is None:
        return (*order, (key, False))
    return tuple((name, not descending if name == key else descending) for name, descending in order)


def by_key(columns: Sequence[Column]) -> dict[str, Column]:
    """Return the columns by their keys."""
    return {column.key: column for column in columns}
