"""An import that is being prepared: the file as read, how it is matched, what was put right and what is left out."""

from bisect import bisect_right
from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from pathlib import Path

from csops.domain.imports import Import
from csops.imports.guesses import About, Guess, Question, Unread
from csops.imports.mapping import (
    OWN_TARGETS,
    WORDS,
    Column,
    DateOrder,
    DurationUnit,
    Mapping,
    TableKind,
    Target,
    folded,
)
from csops.imports.reading import Reading

CELL = tuple[int, int]
"""A cell of the file: its row as a spreadsheet counts, and the 0-based place of its column."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What the person has chosen so far. Nothing of it is saved before the last step."""

    path: Path
    reading: Reading
    guess: Guess
    remembered: Import | None = None
    cells: Table[CELL, str] = field(default_factory=dict)
    accepted: frozenset[int] = frozenset()
    skip_known: bool = True

    @property
    def mapping(self) -> Mapping:
        """How the file is read now."""
        return self.guess.mapping

    @property
    def kind(self) -> TableKind:
        """What its rows are."""
        return self.mapping.kind

    @property
    def rows(self) -> int:
        """How many rows there are below the heading."""
        numbers = self.reading.numbers  # they ascend, and they are counted twenty times a second while a file is saved
        return len(numbers) - bisect_right(numbers, self.mapping.heading_row)

    @property
    def matched(self) -> int:
        """How many columns go somewhere."""
        return sum(column.target is not Target.LEAVE_OUT for column in self.mapping.columns)

    def corrected(self) -> Reading:
        """Return the file with what was put right in the grid."""
        return self.reading.corrected(self.cells) if self.cells else self.reading

    def column(self, position: int) -> Column:
        """Return a column by its place."""
        return next(column for column in self.mapping.columns if column.position == position)

    def questions(self, position: int | None) -> list[Question]:
        """Return what is still asked about a column, or about the whole file."""
        return [one for one in self.guess.questions if one.position == position]

    def needed(self) -> Question | None:
        """Return the first question without whose answer nothing can be imported."""
        return next((one for one in self.guess.questions if one.needed), None)

    def unread(self, position: int) -> Unread | None:
        """Return what a left-out column seems to be by its heading, though its cells do not read so."""
        return next((one for one in self.guess.unread if one.position == position), None)

    def asked(self, position: int | None, about: About) -> Question | None:
        """Return the question about a column (None: the file) of this kind."""
        return next((one for one in self.questions(position) if one.about is about), None)

    # ------------------------------------------------------------ choosing; each gives the mapping that is wanted
    def with_target(self, position: int, target: Target) -> Mapping:
        """Send a column elsewhere; order, unit and words are guessed anew. A target that takes one column moves."""
        mapping = self.guess.undecided(but=position)
        columns = tuple(self._sent(column, position, target) for column in mapping.columns)
        constants = {key: value for key, value in mapping.constants.items() if key is not target}
        return replace(mapping, columns=columns, constants=constants)

    def _sent(self, column: Column, position: int, target: Target) -> Column:
        if column.position == position:
            return Column(position=position, heading=column.heading, target=target)
        is_one = target in WORDS or target in _ONCE
        return replace(column, target=Target.LEAVE_OUT) if is_one and column.target is target else column

    def with_word(self, position: int, word: str, meaning: str, *, joins: bool = False) -> Mapping:
        """Say what a word of a column means; an empty meaning leaves its rows out. `joins`: it joins the team."""
        column = self.column(position)
        others = tuple(name for name in self.mapping.joining if folded(name) != folded(word))
        changed = replace(self.guess.undecided(), joining=(*others, meaning) if joins else others)
        return changed.with_column(replace(column, words={**column.words, folded(word): meaning}))

    def with_joining(self, position: int, names: Iterable[str]) -> Mapping:
        """Say of these names of a column that they join the team."""
        column, known = self.column(position), tuple(self.mapping.joining)
        new = tuple(name for name in names if not self.joins(name))
        words = {**column.words, **{folded(name): name for name in names}}
        return replace(self.guess.undecided(), joining=(*known, *new)).with_column(replace(column, words=words))

    def joins(self, name: str) -> bool:
        """Whether somebody of this name is to join the team."""
        return folded(name) in map(folded, self.mapping.joining)

    def with_order(self, position: int, order: DateOrder) -> Mapping:
        """Say which part of the dates comes first."""
        return self.guess.undecided(but=position).with_column(replace(self.column(position), date_order=order))

    def with_unit(self, position: int, unit: DurationUnit) -> Mapping:
        """Say what the bare numbers of a column count."""
        return self.guess.undecided(but=position).with_column(replace(self.column(position), unit=unit))

    def with_rating(self, position: int, *, answer: str, scale: str = "") -> Mapping:
        """Say which question a column answers, and on which scale: "1-5", or "1-5:reversed" where 1 is the best."""
        ends, _, turned = scale.partition(":")
        low, _, high = ends.partition("-")
        told = replace(
            self.column(position),
            answer=answer,
            scale=(float(low), float(high)) if high else None,
            reversed=bool(turned),
            words={},
        )
        return self.guess.undecided(but=position).with_column(told)

    def with_counted_channel(self, position: int, key: str) -> Mapping:
        """Say which channel a column of counts tells."""
        return self.guess.undecided(but=position).with_column(replace(self.column(position), channel=key))

    def with_channel(self, key: str) -> Mapping:
        """Put every row on one channel, where no column tells it."""
        return replace(self.guess.undecided(), constants={**self.mapping.constants, Target.CHANNEL: key})

    def with_reply(self, key: str) -> Mapping:
        """Say whether the first update of a case was a reply to the customer: "yes" or "no"."""
        return replace(self.guess.undecided(), constants={**self.mapping.constants, Target.ANSWERED: key})

    @property
    def opening_id(self) -> int:
        """The opening for which the candidates of the file applied; 0 where there is none."""
        key = self.mapping.constants.get(Target.OPENING, "") if self.kind is TableKind.CANDIDATES else ""
        return int(key) if key else 0

    def with_opening(self, key: str) -> Mapping:
        """Say for which opening the candidates applied."""
        return replace(self.guess.undecided(), constants={**self.mapping.constants, Target.OPENING: key})


_ONCE = frozenset(
    {
        *OWN_TARGETS,
        Target.NUMBER, Target.STARTED_AT, Target.STARTED_DATE, Target.STARTED_TIME, Target.CUSTOMER,
        Target.HANDLE_TIME, Target.ANSWERED_AFTER, Target.ANSWERED_AT, Target.RESOLVED_AT, Target.CLOSED_AT,
        Target.DUE, Target.FIRST_NAME, Target.LAST_NAME, Target.COMPANY, Target.NAME, Target.SINCE,
        Target.INTERVAL_END, Target.SOURCE, Target.APPLIED_ON, Target.SENT_AT, Target.RESPONDED_AT, Target.TAG,
        Target.CHANGED_AT, Target.CUSTOMER_NUMBER, Target.CASE_NUMBER,
        Target.HANDLED_BY, Target.FIRM, Target.SEGMENT, Target.BIRTHDAY,
        Target.PREFERRED_CHANNEL, Target.MOTIVE, Target.REFERRED_BY, Target.CONSENT, Target.CONSENT_AT,
        Target.CONSENT_NOTE, Target.BOUGHT_ON, Target.AMOUNT, Target.CURRENCY, Target.WHAT, Target.ORDER_NUMBER,
    }
)  # fmt: skip
