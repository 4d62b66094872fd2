"""Quoted words: where they stand in a contact now, also once its text was changed, and how a choice grows to words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from csops.domain.naming_texts import BLACK
from csops.domain.reviews import Quote

_APART = re.compile(r"[\s—–…\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Blanks and dashes; and letters of scripts that write no blanks between words: there every letter is a word."""
_EDGES = frozenset(".,;:!?\"'()[]{}<>“”„‚‘’«»¿¡*_")
"""What stands around a word and is no part of it unless it was chosen."""
_SENTENCE = re.compile(r"\S.*?(?:[.!?…]+[\"”’»)\]]*(?=\s|$)|(?<=[。！？])|$)")


class Standing(Enum):
    """How quoted words stand.

    HERE: in the text, at `Found.start`. CHANGED: the text was changed, and they cannot be told in it. AWAY: the contact
    is not there: removed, or moved to another case. ERASED: they were taken out with a customer. HEARD: heard or seen,
    and written down by who reviewed.
    """

    HERE = "here"
    CHANGED = "changed"
    AWAY = "away"
    ERASED = "erased"
    HEARD = "heard"


@dataclass(frozen=True, kw_only=True)
class Found:
    """A quote and how it stands: from `start` to `end` of the contact's text as it is now; both 0 unless HERE."""

    quote: Quote
    standing: Standing
    start: int = 0
    end: int = 0


def found(quote: Quote, texts: Mapping[int, str]) -> Found:
    """Return how a quote stands in the texts of contacts, by their numbers.

    Words that moved with a change of the text are found where they stand once in it; of several places none is
    guessed. Blanks and line breaks may differ.
    """
    is_placed = quote.end > quote.start
    if not quote.text.strip() or quote.text.strip() == BLACK:
        return Found(quote=quote, standing=Standing.ERASED)
    text = texts.get(quote.contact_id)
    if text is None:
        return Found(quote=quote, standing=Standing.AWAY if is_placed else Standing.HEARD)
    place = _own_place(quote, text) or _only_place(quote, text)
    if place is None:
        return Found(quote=quote, standing=Standing.CHANGED if is_placed else Standing.HEARD)
    return Found(quote=quote, standing=Standing.HERE, start=place[0], end=place[1])


def _own_place(quote: Quote, text: str) -> tuple[int, int] | None:
    stands = text[quote.start : quote.end].split()
    return (quote.start, quote.end) if stands and stands == quote.text.split() else None


def _only_place(quote: Quote, text: str) -> tuple[int, int] | None:
    words = r"\s+".join(re.escape(one) for one in quote.text.split())
    places = [one.span() for one in re.finditer(rf"(?<!\w){words}(?!\w)", text)]
    return places[0] if len(places) == 1 else None


# ------------------------------------------------------------ choosing words
def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a choice of characters grown to whole words, without blanks at its ends; empty where it holds no word.

    Commas, full stops and quotation marks around a word come along only where they were chosen.
    """
    said = text[start:end]
    first, last = start + len(said) - len(said.lstrip()), start + len(said.rstrip())
    if first >= last:
        return start, start
    begin, finish = first, last
    while _is_joined(text, begin):
        begin -= 1
    while _is_joined(text, finish):
        finish += 1
    while begin < first and text[begin] in _EDGES:
        begin += 1
    while finish > last and text[finish - 1] in _EDGES:
        finish -= 1
    return begin, finish


def _is_joined(text: str, at: int) -> bool:
    return 0 < at < len(text) and not any(_APART.match(one) for one in text[at - 1 : at + 1])


def word_at(text: str, at: int) -> tuple[int, int]:
    """Return the word at a place; between words the one before."""
    place = max(0, min(at, len(text) - 1))
    while place > 0 and text[place].isspace():
        place -= 1
    return whole_words(text, place, place + 1)


def sentence_at(text: str, at: int) -> tuple[int, int]:
    """Return the sentence at a place, within its line; between two the one before."""
    breaks = [-1, *(place for place, one in enumerate(text) if one == "\n"), len(text)]
    begin, end = next(((a + 1, b) for a, b in pairwise(breaks) if at <= b), (0, len(text)))
    spans = [one.span() for one in _SENTENCE.finditer(text[begin:end]) if one.group()]
    started = [span for span in spans if begin + span[0] <= at] or spans[:1]
    if not started:
        return at, at
    first, last = started[-1]
    return begin + first, begin + last
