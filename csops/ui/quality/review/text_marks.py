"""Marks in a text: which words show which criterion, and the text as it is laid out with their numbers behind them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from csops.domain.reviews import Quote

_AS_LAID = {ord("\n"): "\u2028", ord("\r"): " "}
_LAST_OF_ONE = "\uffff"
"""The last sign that Qt counts as one."""
_STUCK = "\u202f"
"""A thin blank that never breaks: the number stays with its words."""


@dataclass(frozen=True, kw_only=True)
class TextMark:
    """Words that show a criterion, from `start` to `end` of the text.

    `quote`: what was linked. `key`, `number` and `name` are of the criterion. `is_front`: it is in front; `is_shown`:
    these very words were asked for; `is_critical`: they show a critical error.
    """

    quote: Quote
    key: str
    number: int
    name: str
    start: int
    end: int
    is_front: bool = False
    is_shown: bool = False
    is_critical: bool = False


@dataclass(frozen=True, kw_only=True)
class Sign:
    """The numbers behind words, as they stand in the text that is laid out: in units of Qt, as all its places are."""

    at: int
    length: int
    is_critical: bool


@dataclass
class LaidText:
    """A text as it is laid out, and the ways between its characters and Qt's, which count some signs twice.

    `signed`: the marks whose numbers stand behind their words.
    """

    text: str
    signed: Sequence[TextMark] = ()
    shown: str = ""
    signs: list[Sign] = field(default_factory=list)
    _begins: Sequence[int] = ()
    _ends: Sequence[int] = ()

    def __post_init__(self) -> None:
        plain = self.text.translate(_AS_LAID)
        if not self.signed and (plain.isascii() or max(plain) <= _LAST_OF_ONE):
            self.shown = plain
            self._begins = self._ends = range(len(plain) + 1)
            return
        parts, at, begins, ends = list[str](), 0, list[int](), list[int]()
        behind = {one.end: [each for each in self.signed if each.end == one.end] for one in self.signed}
        for place in range(len(plain) + 1):
            ends.append(at)
            if place in behind:
                sign = _STUCK + ",".join(dict.fromkeys(str(one.number) for one in behind[place]))
                is_critical = any(one.is_critical for one in behind[place])
                self.signs.append(Sign(at=at, length=len(sign), is_critical=is_critical))
                parts.append(sign)
                at += len(sign)
            begins.append(at)
            for one in plain[place : place + 1]:
                parts.append(one)
                at += 1 if one <= _LAST_OF_ONE else 2
        self.shown, self._begins, self._ends = "".join(parts), begins, ends

    def begin(self, at: int) -> int:
        """Return where the character at a place begins for Qt."""
        return self._begins[at]

    def end(self, at: int) -> int:
        """Return where the character before a place ends for Qt, before any number."""
        return self._ends[at]

    def place(self, at: int) -> int:
        """Return the place in the text of one of Qt's."""
        return min(bisect_right(self._begins, at), len(self.text) + 1) - 1 if at >= self._begins[0] else 0


def marks_at(marks: Sequence[TextMark], at: int) -> list[TextMark]:
    """Return the marks of the words at a place."""
    return [one for one in marks if one.start <= at < one.end]


def next_of(marks: Sequence[TextMark]) -> TextMark | None:
    """Return the mark to go to: of several the one behind that in front, round and round."""
    keys = list(dict.fromkeys(one.key for one in marks))
    front = next((one.key for one in marks if one.is_front), None)
    wanted = keys[(keys.index(front) + 1) % len(keys)] if front is not None else next(iter(keys), None)
    return next((one for one in marks if one.key == wanted), None)


def told(marks: Sequence[TextMark]) -> Iterator[str]:
    """Yield the criteria that marks show, each once, as number and name."""
    yield from dict.fromkeys(f"{one.number} {one.name}" for one in marks)
