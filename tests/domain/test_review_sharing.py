"""Contacts of a draw are shared among reviewers in the parts that were asked for, and nobody gets their own."""

from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.errors import InputError, OutOfRange
from csops.domain.review_sampling import Chosen, by_largest_remainder, place
from csops.domain.review_sharing import checked_shares, shared

ANN, BEN, CAT, DAN = 1, 2, 3, 4
chosen_of = st.lists(st.integers(1, 6), max_size=40)
parted = st.dictionaries(st.integers(1, 8), st.integers(1, 9), min_size=1, max_size=5)


def of(*members: int) -> list[Chosen]:
    return [Chosen(contact_id=number, member_id=member, layer=()) for number, member in enumerate(members, 1)]


def loads(chosen: Sequence[Chosen], parts: dict[int, int], *, seed: int = 1) -> Counter[int | None]:
    return Counter(shared(chosen, list(parts), seed=seed, shares=list(parts.values())))


# ------------------------------------------------------------ equal parts
@settings(max_examples=50)
@given(chosen_of, st.lists(st.integers(1, 8), min_size=1, max_size=5, unique=True))
def test_nobody_gets_their_own_and_all_get_as_many_as_can_be(members: list[int], reviewers: list[int]) -> None:
    chosen = of(*members)
    given_to = shared(chosen, reviewers, seed=1)
    assert all(to != one.member_id for one, to in zip(chosen, given_to, strict=True))
    nobody = [one.member_id for one, to in zip(chosen, given_to, strict=True) if to is None]
    assert all(reviewers == [member] for member in nobody)
    found = Counter(to for to in given_to if to is not None)
    spare = {one: sum(each.member_id != one for each in chosen) for one in reviewers}
    most = max(found.values(), default=0)
    for one in reviewers:
        assert found[one] >= min(most - 1, spare[one]), "somebody has more than one more than who could take it"


def test_what_does_not_divide_goes_to_one_each_and_a_person_is_reviewed_by_all() -> None:
    given_to = shared(of(*[CAT] * 4, *[4] * 4), [ANN, BEN, 9], seed=7)
    assert sorted(Counter(given_to).values()) == [2, 3, 3]
    assert {to for one, to in zip(of(*[CAT] * 4), given_to[:4], strict=True)} == {ANN, BEN, 9}


def test_what_the_only_reviewer_handled_can_be_given_to_nobody() -> None:
    assert shared(of(ANN, BEN, ANN), [ANN], seed=1) == [None, ANN, None]
    assert shared(of(ANN, BEN, ANN), [ANN], seed=1, shares=[3]) == [None, ANN, None]
    assert shared([], [ANN, BEN], seed=1, shares=[3, 2]) == []


def test_equal_parts_go_round_in_the_order_of_the_seed() -> None:
    """A draw that was shared before parts could be asked is shared so again."""
    ranked = sorted([ANN, BEN, CAT], key=lambda one: place(7, one))
    for parts in ((), (1, 1, 1), (50, 50, 50)):
        assert shared(of(*[8] * 7), [CAT, ANN, BEN], seed=7, shares=parts) == [*ranked, *ranked, ranked[0]]


def test_what_reviewers_handled_themselves_leaves_nobody_without() -> None:
    """Going round alone left one of five with nothing here, and another with two."""
    found = Counter(shared(of(1, 1, 1, 2, 4), [1, 2, 3, 4, 5], seed=1))
    assert sorted(found.values()) == [1, 1, 1, 1, 1]


# ------------------------------------------------------------ unlike parts
@settings(max_examples=100)
@given(chosen_of, parted)
def test_parts_come_out_within_one_contact_unless_somebody_handled_too_many(
    members: list[int], parts: dict[int, int]
) -> None:
    chosen = of(*members)
    given_to = shared(chosen, list(parts), seed=1, shares=list(parts.values()))
    assert all(to != one.member_id for one, to in zip(chosen, given_to, strict=True))
    found, own = Counter(given_to), Counter(members)
    assert found.total() == len(chosen)
    assert not found[None] or len(parts) == 1
    exact = {one: len(chosen) * part / sum(parts.values()) for one, part in parts.items()}
    others = {one: len(chosen) - own[one] for one in parts}
    full = [one for one in parts if others[one] < exact[one]]
    assert all(exact[one] - 1 < found[one] or found[one] == others[one] for one in full), "takes all but their own"
    if not full:
        assert all(abs(found[one] - share) < 1 for one, share in exact.items())


@settings(max_examples=50)
@given(chosen_of, parted, st.integers(0, 2**63 - 1), st.randoms(use_true_random=False))
def test_in_which_order_reviewers_are_named_does_not_matter(
    members: list[int], parts: dict[int, int], seed: int, chance: Random
) -> None:
    chosen, pairs = of(*members), list(parts.items())
    said = shared(chosen, list(parts), seed=seed, shares=list(parts.values()))
    chance.shuffle(pairs)
    turned = dict(pairs)
    assert shared(chosen, list(turned), seed=seed, shares=list(turned.values())) == said
    chance.shuffle(chosen)
    assert loads(chosen, parts, seed=seed) == Counter(said)


def test_parts_are_shared_by_largest_remainder() -> None:
    assert loads(of(*[9] * 10), {ANN: 60, BEN: 40}) == {ANN: 6, BEN: 4}
    assert loads(of(*[9] * 12), {ANN: 3, BEN: 2}) == {ANN: 7, BEN: 5}
    assert loads(of(*[9] * 10), {ANN: 5, BEN: 3, CAT: 1}) == {ANN: 6, BEN: 3, CAT: 1}
    assert loads(of(*[9] * 2), {ANN: 90, BEN: 10}) == {ANN: 2}, "too few for everybody"
    assert by_largest_remainder({"a": 1, "b": 1, "c": 1}, 4) == {"a": 2, "b": 1, "c": 1}


def test_who_handled_too_many_takes_all_others_and_the_rest_share_theirs_in_parts() -> None:
    given_to = loads(of(*[ANN] * 9, 8, 8, 8), {ANN: 8, BEN: 2, CAT: 1})
    assert given_to == {ANN: 3, BEN: 6, CAT: 3}


def test_each_persons_contacts_go_round_among_the_reviewers_in_their_parts() -> None:
    chosen = of(*[8] * 9, *[9] * 9)
    given_to = shared(chosen, [ANN, BEN], seed=4, shares=[2, 1])
    assert Counter(given_to[:9]) == Counter(given_to[9:]) == {ANN: 6, BEN: 3}


def test_parts_that_cannot_be_are_refused() -> None:
    assert checked_shares([ANN, BEN], [3, 2]) == (3, 2)
    assert checked_shares([ANN, BEN], [50, 50]) == checked_shares([ANN, BEN], []) == ()
    with pytest.raises(InputError, match=r"1 were given for 2 reviewers. Give one for each reviewer"):
        checked_shares([ANN, BEN], [1])
    with pytest.raises(OutOfRange, match=r"share cannot be 0. Choose whole parts from 1 to 1,000"):
        checked_shares([ANN, BEN], [1, 0])
    with pytest.raises(OutOfRange, match=r"share cannot be 1,001"):
        checked_shares([ANN, BEN], [1, 1001])
    with pytest.raises(InputError, match=r"One of them is named twice"):
        checked_shares([ANN, ANN], [2, 1])
