"""Which words of a text meet what was typed, forgiving one wrong letter."""

from itertools import pairwise

FORGIVING_FROM = 4


def meets(text: str, typed: str) -> bool:
    """Whether every typed word begins some word of the text, within one letter for words of four letters and more."""
    words = text.casefold().split()
    return all(any(_begins(word, part) for word in words) for part in typed.casefold().split())


def spans(text: str, typed: str) -> list[tuple[int, int]]:
    """Return where typed words stand in the text, as (start, length), in order and without overlap."""
    folded, found = text.casefold(), set[int]()
    if len(folded) != len(text):
        return []
    for part in typed.casefold().split():
        start = folded.find(part)
        while start >= 0:
            found.update(range(start, start + len(part)))
            start = folded.find(part, start + len(part))
    return _runs(sorted(found))


def _runs(places: list[int]) -> list[tuple[int, int]]:
    if not places:
        return []
    cuts = [0, *(index + 1 for index, (one, two) in enumerate(pairwise(places)) if two != one + 1), len(places)]
    return [(places[start], end - start) for start, end in pairwise(cuts)]


def _begins(word: str, part: str) -> bool:
    if word.startswith(part):
        return True
    if len(part) < FORGIVING_FROM:
        return False
    return any(_one_edit(word[: len(part) + more], part) for more in (-1, 0, 1))


def _one_edit(one: str, two: str) -> bool:
    """Whether one letter changed, left out, added, or swapped with the next makes one text the other."""
    if len(one) > len(two):
        one, two = two, one
    start = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), len(one))
    rest, other = one[start:], two[start:]
    if len(one) == len(two):
        return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
    return len(two) - len(one) == 1 and rest == other[1:]
