"""A conversation as it was written down, split into turns: who said what, and when."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from csops.domain.questions import folded

FEWEST_TURNS = 2
LONGEST_NAME = 40
_OURS = {"agent", "staff", "we", "me", "us", "support", "team", "service", "operator", "advisor", "assistant", "rep"}
_THEIRS = {"customer", "client", "caller", "visitor", "user", "guest", "they", "kunde", "kundin"}
_AT = r"[\[(]?(?P<{0}>\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:\s?[ap]m\b)?)[\])]?"
_NAME = rf"(?P<name>[^\W\d_][^:\n\[\]()]{{0,{LONGEST_NAME}}}?)"
_TURN = re.compile(
    rf"^[ \t>*-]*+(?:{_AT.format('before')}[ \t,–-]*+)?{_NAME}[ \t]*+(?:{_AT.format('after')}[ \t]*+)?:[ \t]*",
    re.IGNORECASE,
)
"""Blanks are taken for good (`*+`): of a line of thousands of them every way to share them out would be tried."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Something said by one side. `start` and `end` count characters of the whole text; `time` as it was written.

    `is_ours`: said by us; None where nothing tells.
    """

    start: int
    end: int
    text: str
    speaker: str = ""
    time: str = ""
    is_ours: bool | None = None


def turns(text: str, *, ours: Iterable[str] = (), theirs: Iterable[str] = ()) -> list[Turn]:
    """Return a text split where somebody else begins to speak; one turn where it is no conversation.

    A line begins a turn with a name and a colon, with a time before or after the name: "[13:02] Ada: Hi",
    "Ada (13:02): Hi", "Agent: Hello". Two names at least have to speak.

    Args:
        text: as it was kept.
        ours: names of whoever of us took part.
        theirs: names of the customer.
    """
    heads = [(at, head) for at, line in _lines(text) if ":" in line and (head := _TURN.match(line))]
    found = _sided(list(_marked(text, heads)), ours=ours, theirs=theirs)
    if not _is_talk(found):
        return [Turn(start=0, end=len(text), text=text)] if text.strip() else []
    before = text[: heads[0][0]]
    begin = len(before) - len(before.lstrip())
    first = [Turn(start=begin, end=len(before.rstrip()), text=before.strip())] if before.strip() else []
    return [*first, *found]


def _is_talk(found: Sequence[Turn]) -> bool:
    """Whether lines that begin with a word and a colon are a talk: two speak, and something tells who or when."""
    names = {folded(speaker) for speaker in {one.speaker for one in found}}
    is_told = all(one.time for one in found) or any(one.is_ours is not None for one in found)
    return len(found) >= FEWEST_TURNS and len(names) >= FEWEST_TURNS and is_told and len(names) <= len(found) / 2 + 2


def _marked(text: str, heads: Sequence[tuple[int, re.Match[str]]]) -> Iterator[Turn]:
    for number, (at, head) in enumerate(heads):
        start = at + head.end()
        said = text[start : heads[number + 1][0] if number + 1 < len(heads) else len(text)]
        yield Turn(
            start=start + len(said) - len(said.lstrip()),
            end=start + len(said.rstrip()),
            text=said.strip(),
            speaker=head["name"].strip(" \t,–-"),
            time=head["before"] or head["after"] or "",
        )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, line
        at += len(line)


def _sided(found: Sequence[Turn], *, ours: Iterable[str], theirs: Iterable[str]) -> list[Turn]:
    """Return turns with who of them is ours; of two names of which one is known the other is the other side."""
    names = {turn.speaker: folded(turn.speaker) for turn in found if turn.speaker}
    sides: dict[str, bool | None] = {}
    for speaker, name in names.items():
        if name not in sides:
            sides[name] = _side(speaker, ours=ours, theirs=theirs)
    known = {side for side in sides.values() if side is not None}
    if len(known) == 1 and len(sides) == FEWEST_TURNS:
        other = not known.pop()
        sides = {name: other if side is None else side for name, side in sides.items()}
    return [replace(turn, is_ours=sides.get(names.get(turn.speaker, ""))) for turn in found]


def _side(speaker: str, *, ours: Iterable[str], theirs: Iterable[str]) -> bool | None:
    said = set(folded(speaker).split())
    for names, is_ours in ((ours, True), (theirs, False)):
        if any(said & set(folded(name).split()) for name in names):
            return is_ours
    return True if said & _OURS else False if said & _THEIRS else None
