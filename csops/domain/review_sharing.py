"""Who reviews which contact of a draw: in equal parts or in those that were asked for, and nobody their own."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence

from csops.domain.errors import InputError, OutOfRange
from csops.domain.review_sampling import Chosen, by_largest_remainder, place

MOST_PARTS = 1_000
"""Parts that one reviewer may take: enough for tenths of a per cent, and a slip of the keys is seen."""


def checked_shares(reviewers: Sequence[int], shares: Sequence[int]) -> tuple[int, ...]:
    """Return the parts of the reviewers, none where all take as much.

    Raises:
        InputError: they are not one for each reviewer, or a reviewer is named twice. OutOfRange: not 1 to MOST_PARTS.
    """
    if not shares:
        return ()
    if len(shares) != len(reviewers):
        problem = f"{len(shares):,} were given for {len(reviewers):,} reviewers"
        raise InputError(field="shares", problem=problem, right="Give one for each reviewer, in their order")
    if len(set(reviewers)) < len(reviewers):
        raise InputError(field="reviewers", problem="One of them is named twice", right="Name each of them once")
    for one in shares:
        if not 1 <= one <= MOST_PARTS:
            right = f"Choose whole parts from 1 to {MOST_PARTS:,}, such as 3 and 2, or leave the reviewer out"
            raise OutOfRange(field="share", value=f"{one:,}", right=right)
    return tuple(shares) if len(set(shares)) > 1 else ()


def shared(
    chosen: Sequence[Chosen], reviewers: Sequence[int], *, seed: int, shares: Sequence[int] = ()
) -> list[int | None]:
    """Return who reviews each contact: nobody their own, and None where nobody may.

    What does not divide goes one by one to the largest remainders, of equal ones to who comes first in the seed's
    order. Each person's contacts go round among the reviewers, so that no reviewer's manner falls on one person alone.
    Contacts of a reviewer go first, for not everybody may take them.

    Args:
        chosen: the contacts.
        reviewers: among whom.
        seed: of the draw.
        shares: how many parts each reviewer takes (`checked_shares`); none: all the same.
    """
    parts = dict(zip(reviewers, shares or [1] * len(reviewers), strict=True))
    ranked = {one: parts[one] for one in sorted(parts, key=lambda one: place(seed, one))}
    own = Counter(one.member_id for one in chosen)
    wanted = _numbers(ranked, len(chosen), own)
    loads, left = dict.fromkeys(ranked, 0), len(chosen)
    given: list[int | None] = [None] * len(chosen)
    for index in _in_turn(chosen, ranked):
        whose = chosen[index].member_id
        may = [one for one in ranked if one != whose and loads[one] < wanted[one]]
        # Who lacks as many as are left beside their own takes this one: of them there is one at most.
        tight = [one for one in may if wanted[one] - loads[one] + own[one] == left]
        if may:
            given[index] = to = min(tight or may, key=lambda one: loads[one] / wanted[one])
            loads[to] += 1
        own[whose] -= 1
        left -= 1
    return given


def _in_turn(chosen: Sequence[Chosen], reviewers: Container[int]) -> list[int]:
    counts = Counter(one.member_id for one in chosen)

    def turn(index: int) -> tuple[bool, int, int, int]:
        whose = chosen[index].member_id
        return (whose not in reviewers, -counts[whose], whose, index)

    return sorted(range(len(chosen)), key=turn)


def _numbers(parts: Mapping[int, int], number: int, own: Mapping[int, int]) -> dict[int, int]:
    """Return how many each reviewer takes. Who handled too many to take their part of the others takes all of those.

    That is one at most, and the rest share what they handled.
    """
    wanted = by_largest_remainder(parts, number)
    full = next((one for one in parts if wanted[one] + own[one] > number), None)
    if full is None:
        return wanted
    others = {one: part for one, part in parts.items() if one != full}
    return {**by_largest_remainder(others, own[full]), full: number - own[full]}
