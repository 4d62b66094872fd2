"""What was guessed about a file: the mapping, what was seen in each column, and what a person has to choose."""

from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from enum import StrEnum

from csops.imports.mapping import Mapping, Target


@dataclass(frozen=True, kw_only=True)
class KnownNames:
    """The names that the database knows, by which words of a file are understood.

    Attributes:
        channels: key -> name as shown.
        members: names; also initials or short names when given as `{"TR": "Tove Rask"}` in `short_names`.
        topics: names.
        openings: number -> title, of those for which candidates may be imported.
    """

    channels: Table[str, str] = field(default_factory=dict)
    members: tuple[str, ...] = ()
    short_names: Table[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    openings: Table[str, str] = field(default_factory=dict)


class About(StrEnum):
    """What a question is about."""

    CHANNEL = "channel"  # no column tells the channel: choose one for all rows
    STARTED = "started"  # no column tells when
    DATE_ORDER = "date_order"
    DURATION_UNIT = "duration_unit"
    WORDS = "words"  # what some words of the column mean
    COUNTS = "counts"  # counts: which column counts the contacts
    INTERVAL = "interval"  # counts: how long an interval is
    NAME = "name"  # customers, candidates, purchases: no column tells who it is
    AMOUNT = "amount"  # purchases: no column tells how much it was
    OPENING = "opening"  # candidates: for which opening they applied
    ANSWER = "answer"  # surveys: which question a column of ratings answers
    SCALE = "scale"  # surveys: on which scale, and which of its ends is the best
    REPLY = "reply"  # logs of cases: whether the first update was a reply
    SHEET = "sheet"


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something that the file does not prove.

    Attributes:
        position: of the column, None when the whole file is meant.
        sentence: the question in whole words.
        choices: what can be answered, the guess first where there is one.
        words: for `About.WORDS` the words without a meaning, each with its number of rows; for `About.OPENING` the
            titles of the openings, each with its number.
        needed: True when nothing can be imported before it is answered; else the mapping holds a likely answer, or
            the rows concerned come out as problems.
    """

    about: About
    sentence: str
    position: int | None = None
    heading: str = ""
    choices: tuple[str, ...] = ()
    words: tuple[tuple[str, int], ...] = ()
    needed: bool = False


@dataclass(frozen=True, kw_only=True)
class Look:
    """What was seen in one column.

    Attributes:
        examples: up to three different cells from the top.
        filled: rows in which the column is not empty, of the rows looked at.
        counts: the column's words with their number of rows, most frequent first; empty for free text (over 60 words).
        note: how it is read ("Day first, 24-hour", "Minutes", "5 words matched"); empty when there is nothing to say.
    """

    position: int
    heading: str
    examples: tuple[str, ...] = ()
    filled: int = 0
    counts: tuple[tuple[str, int], ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Unread:
    """A column that is left out though its heading names a field: too many of its cells are nothing of the kind."""

    position: int
    heading: str
    target: Target

    @property
    def sentence(self) -> str:
        """What is left out and why, in whole words."""
        words = self.target.replace("_", " ")
        return (
            f"The column “{self.heading}” is left out: too many of its cells do not read as “{words}”. "
            "Map it to take what reads and to have the other rows named"
        )


@dataclass(frozen=True, kw_only=True)
class Guess:
    """A proposed mapping, one look per column, the questions left, and columns that are left out unread."""

    mapping: Mapping
    looks: tuple[Look, ...] = ()
    questions: tuple[Question, ...] = ()
    unread: tuple[Unread, ...] = ()

    def undecided(self, *, but: int | None = None) -> Mapping:
        """The mapping with what was only supposed left open, so that it is asked again.

        `but` is the position of a column of which somebody decides just now.
        """
        asked = {(one.position, one.about) for one in self.questions if one.position != but}
        columns = tuple(
            replace(
                column,
                date_order=None if (column.position, About.DATE_ORDER) in asked else column.date_order,
                unit=None if (column.position, About.DURATION_UNIT) in asked else column.unit,
                answer="" if (column.position, About.ANSWER) in asked else column.answer,
                scale=None if (column.position, About.ANSWER) in asked else column.scale,
            )
            for column in self.mapping.columns
        )
        return replace(self.mapping, columns=columns)

    def with_own_fields(self) -> Mapping:
        """The mapping with every column that is left out and holds something as a field of the shop's own."""
        filled = {look.position for look in self.looks if look.filled}
        columns = tuple(
            replace(column, target=Target.OWN_FIELD)
            if column.target is Target.LEAVE_OUT and column.heading and column.position in filled
            else column
            for column in self.mapping.columns
        )
        return replace(self.undecided(), columns=columns)

    def with_unread(self, unread: Iterable[Unread]) -> "Guess":
        """The same, with those of these columns that are left out here too."""
        left = {column.position for column in self.mapping.columns_to(Target.LEAVE_OUT)}
        return replace(self, unread=tuple(one for one in unread if one.position in left))

    @property
    def is_enough(self) -> bool:
        """True when nothing has to be chosen before the rows can be read."""
        return not any(question.needed for question in self.questions)
