"""Whether somebody who is being written down is known already: by phone, by e-mail, or by a name that is much alike."""

from collections.abc import Sequence
from enum import Enum

from csops.domain.questions import folded

ALIKE = 88.0
"""From so many of 100 points on two names are taken for one that was written in two ways: Meier, Meyer."""
FEWEST_LETTERS = 4
"""Shorter names are alike by chance."""


class Shared(Enum):
    """What two customers have in common, the surest first."""

    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"
    ALIKE = "alike"


def compared(name: str) -> str:
    """Return a name as it is compared: without accents and case. Most names are plain, and that is told at once."""
    plain = name.casefold() if name.isascii() else folded(name)
    return plain.replace(",", " ")


def alike(name: str, names: Sequence[str], *, most: int = 3) -> list[tuple[int, float]]:
    """Return the places of names that are much like this one, with their points of 100, the best first.

    The order of the words does not count: "Feld, Jonas" is Jonas Feld. All names are as `compared` gives them.
    """
    from rapidfuzz import fuzz, process

    wanted = compared(name)
    if len(wanted.strip()) < FEWEST_LETTERS:
        return []
    found = process.extract(wanted, names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=most)
    return [(place, score) for _, score, place in found]
