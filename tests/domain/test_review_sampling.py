"""Samples of contacts: fair, the same again from their seed, spread as asked, shared so that nobody gets their own."""

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.contacts import Result
from csops.domain.errors import InputError, NotUnderstood, OutOfRange
from csops.domain.review_draws import DrawPlan, Standing, check_draw, checked_plan, people_drawn
from csops.domain.review_samples import Stratum
from csops.domain.review_sampling import (
    REST,
    Cell,
    Spread,
    allocate,
    draw,
    layer_of,
    layers,
    next_of,
    place,
    spread,
)
from csops.domain.sampling import mean_sample_size
from tests.helpers.clock import MONDAY_MORNING

ANN, BEN, CAT = 1, 2, 3
DRAWS = 10_000
BOTH = (Stratum.PERSON, Stratum.CHANNEL)


def a_cell(member_id: int = ANN, channel_id: int = 1, topic_id: int | None = None) -> Cell:
    return Cell(member_id, channel_id, topic_id, Result.RESOLVED)


def a_frame(sizes: Mapping[Cell, int]) -> dict[Cell, list[int]]:
    """Number the contacts of the cells one after the other, from 1."""
    found, first = {}, 1
    for cell, size in sizes.items():
        found[cell] = list(range(first, first + size))
        first += size
    return found


FRAME = a_frame({a_cell(ANN, 1): 7, a_cell(ANN, 2): 3, a_cell(BEN, 1): 5, a_cell(CAT, 2): 5})
frames = st.dictionaries(
    st.builds(Cell, st.integers(1, 4), st.integers(1, 3), st.sampled_from([None, 1, 2]), st.sampled_from(list(Result))),
    st.integers(1, 12),
    min_size=1,
    max_size=12,
).map(a_frame)
hows = st.builds(
    spread,
    st.lists(st.sampled_from(list(Stratum)), max_size=4),
    quota=st.one_of(st.none(), st.integers(1, 8)),
    wanted=st.integers(1, 40),
)


# ------------------------------------------------------------ unbiased
@pytest.mark.parametrize(("strata", "wanted"), [((), 6), (BOTH, 6), (BOTH, 3)])
def test_over_ten_thousand_draws_each_contact_of_a_layer_comes_up_as_often_as_the_others(
    strata: tuple[Stratum, ...], wanted: int
) -> None:
    how = spread(strata, wanted=wanted)
    drawn: Counter[int] = Counter()
    for seed in range(DRAWS):
        drawn.update(one.contact_id for one in draw(FRAME, how, seed=seed)[1])
    made = layers({cell: len(ids) for cell, ids in FRAME.items()}, how)
    known = {layer.key for layer in made}
    within = {one: layer_of(cell, how, known) for cell, ids in FRAME.items() for one in ids}
    # Without replacement counts vary less than chi-square has it, by the share that is left out.
    off = sum(
        (drawn[one] - DRAWS * layer.drawn / layer.size) ** 2 / (DRAWS * layer.drawn / layer.size)
        / (1 - layer.drawn / layer.size)
        for layer in made
        for one in within
        if within[one] == layer.key and layer.drawn < layer.size
    )  # fmt: skip
    assert drawn.total() == wanted * DRAWS
    # At most 19 degrees of freedom: chance alone passes 43.8 once in a thousand times, and is rarely below 5.
    assert 5 < off < 43.8


@pytest.mark.parametrize("how", [spread((Stratum.PERSON,), quota=2), spread(BOTH, wanted=3)])
def test_the_weights_of_the_layers_make_the_average_of_a_spread_sample_unbiased(how: Spread) -> None:
    """Ann's score 90, the others' 50: a sample that takes as many of each would say otherwise without its weights."""
    total = 0.0
    score = {one: 90.0 if cell.member_id == ANN else 50.0 + one for cell, ids in FRAME.items() for one in ids}
    for seed in range(2000):
        made, chosen = draw(FRAME, how, seed=seed)
        weight = {layer.key: layer.size / layer.drawn for layer in made}
        total += sum(weight[one.layer] * score[one.contact_id] for one in chosen) / len(score)
    assert total / 2000 == pytest.approx(sum(score.values()) / len(score), abs=0.5)


# ------------------------------------------------------------ what always holds
@settings(max_examples=50)
@given(frames, hows, st.integers(0, 2**63 - 1))
def test_a_draw_takes_each_contact_at_most_once_and_as_many_of_each_layer_as_it_says(
    frame: dict[Cell, list[int]], how: Spread, seed: int
) -> None:
    made, chosen = draw(frame, how, seed=seed)
    assert len({one.contact_id for one in chosen}) == len(chosen)
    whose = {one: cell.member_id for cell, ids in frame.items() for one in ids}
    assert all(one.member_id == whose[one.contact_id] for one in chosen)
    assert Counter(one.layer for one in chosen) == {layer.key: layer.drawn for layer in made}
    assert all(1 <= layer.drawn <= layer.size for layer in made)
    assert sum(layer.size for layer in made) == len(whose)
    places = [place(seed, one.contact_id) for one in chosen]
    assert all(one < other for one, other in pairwise(places))


@settings(max_examples=50)
@given(frames, hows)
def test_quotas_are_kept(frame: dict[Cell, list[int]], how: Spread) -> None:
    chosen = draw(frame, how, seed=3)[1]
    people = Counter({member: 0 for member, *_rest in frame})
    for cell, ids in frame.items():
        people[cell.member_id] += len(ids)
    if how.quota is None:
        assert len(chosen) == min(how.wanted, people.total())
    else:
        expected = {member: min(how.quota, has) for member, has in people.items()}
        assert Counter(one.member_id for one in chosen) == expected


@settings(max_examples=50)
@given(frames, hows, st.integers(0, 2**63 - 1), st.randoms(use_true_random=False))
def test_the_same_seed_draws_the_same_whatever_the_order_of_the_log(
    frame: dict[Cell, list[int]], how: Spread, seed: int, chance: object
) -> None:
    cells = list(frame.items())
    chance.shuffle(cells)  # type: ignore[attr-defined]
    turned = {cell: ids[::-1] for cell, ids in cells}
    assert draw(turned, how, seed=seed) == draw(frame, how, seed=seed)


def test_a_seed_draws_the_same_in_every_python() -> None:
    chosen = draw(FRAME, spread((), wanted=5), seed=20261129)[1]
    assert [one.contact_id for one in chosen] == [18, 2, 14, 3, 7]
    assert place(1, 2).hex() == "d9fb6ba4dc28b5fa"


@settings(max_examples=50)
@given(st.dictionaries(st.integers(0, 50), st.integers(1, 500), min_size=1, max_size=12), st.integers(1, 300))
def test_shares_are_in_proportion_and_nobody_is_left_out_where_it_can_be(sizes: dict[int, int], wanted: int) -> None:
    given_out = allocate(sizes, wanted)
    total = sum(sizes.values())
    assert sum(given_out.values()) == min(wanted, total)
    assert all(0 <= given_out[key] <= size for key, size in sizes.items())
    if wanted >= len(sizes):
        assert min(given_out.values()) >= 1
    shares = {key: min(wanted, total) * size / total for key, size in sizes.items()}
    if min(shares.values()) >= 1 or wanted < len(sizes):
        assert all(abs(given_out[key] - share) < 1 for key, share in shares.items())


def test_largest_remainders_get_what_does_not_divide() -> None:
    assert allocate({"a": 53, "b": 24, "c": 23}, 10) == {"a": 5, "b": 3, "c": 2}
    assert allocate({"a": 1000, "b": 3, "c": 2}, 10) == {"a": 8, "b": 1, "c": 1}
    assert allocate({"a": 60, "b": 30, "c": 10}, 2) == {"a": 1, "b": 1, "c": 0}


def test_groups_too_small_for_one_of_their_own_are_drawn_together() -> None:
    sizes = {a_cell(ANN, 1): 100, a_cell(ANN, 2): 30, a_cell(ANN, 3): 20, a_cell(ANN, 4): 10, a_cell(BEN, 4): 2}
    made = layers(sizes, spread((Stratum.CHANNEL,), quota=3))
    assert [(one.key, one.size, one.drawn) for one in made] == [
        (("1", "1"), 100, 2),
        (("1", REST), 60, 1),
        (("2", "4"), 2, 2),
    ]


def test_small_groups_are_joined_within_the_person_before_across_people() -> None:
    """Five a person of twelve in all: twenty-odd small groups stay with whose they are, as with person alone."""
    sizes = {
        **{a_cell(ANN, channel): size for channel, size in ((1, 300), (2, 90), (3, 60), (4, 30))},
        **{a_cell(BEN, channel): 90 for channel in (1, 2, 3, 4)},
        **{a_cell(CAT, channel): 130 for channel in (1, 2)},
        a_cell(4, 1): 20,
        a_cell(5, 2): 10,
        a_cell(5, 3): 10,
    }
    made = layers(sizes, spread(BOTH, wanted=10))
    assert [(one.key, one.size) for one in made] == [
        (("1", "1"), 300),
        (("1", REST), 180),
        (("2", REST), 360),
        (("3", "1"), 130),
        (("3", "2"), 130),
        ((REST, REST), 40),
    ]
    # What is left of a person is worth less than a contact: it is drawn with the smallest of theirs.
    made = layers(
        {a_cell(ANN, 1): 50, a_cell(ANN, 2): 30, a_cell(ANN, 3): 5, a_cell(BEN, 1): 5}, spread(BOTH, wanted=3)
    )
    assert [one.key for one in made] == [("1", "1"), ("1", REST), (REST, REST)]
    sizes = {a_cell(ANN, 1): 50, a_cell(ANN, 2): 40, a_cell(ANN, 3): 5, a_cell(BEN, 1): 35}
    assert [(one.key, one.size, one.drawn) for one in layers(sizes, spread(BOTH, wanted=3))] == [
        (("1", "1"), 50, 1), (("1", REST), 45, 1), ((REST, REST), 35, 1)
    ]  # fmt: skip


# ------------------------------------------------------------ replacements
def test_a_replacement_is_the_next_of_the_same_layer_in_the_order_of_the_seed() -> None:
    how = spread((Stratum.PERSON,), quota=2)
    made, chosen = draw(FRAME, how, seed=5)
    known = {layer.key for layer in made}
    longer = [one for one in draw(FRAME, spread((), quota=3), seed=5)[1] if one.member_id == BEN]
    left = {cell: [one for one in ids if all(one != each.contact_id for each in chosen)] for cell, ids in FRAME.items()}
    assert next_of(left, how, seed=5, layer=("2",), known=known) == longer[2]
    nothing = {cell: ids for cell, ids in left.items() if cell.member_id != BEN}
    assert next_of(nothing, how, seed=5, layer=("2",), known=known) is None


def test_a_group_that_came_up_after_the_draw_takes_nobodys_place() -> None:
    how = spread((Stratum.CHANNEL,), wanted=5)
    assert layer_of(a_cell(channel_id=9), how, {("1",), ("2",)}) is None
    assert layer_of(a_cell(channel_id=9), how, {("1",), (REST,)}) == (REST,)


# ------------------------------------------------------------ plans that cannot be
def a_plan(**values: object) -> DrawPlan:
    plain: dict[str, object] = {"since": MONDAY_MORNING, "until": MONDAY_MORNING.replace(day=9), "wanted": 5}
    return DrawPlan(**{**plain, **values})  # type: ignore[arg-type]  # names of its fields


def test_a_sample_larger_than_what_there_is_says_how_many_there_are() -> None:
    with pytest.raises(OutOfRange, match=r"sample cannot be 5 of 4 contacts. Ask for at most 4") as caught:
        check_draw(a_plan(), Standing(handled=9, bare=3, taken=2))
    assert "3 hold no text and no file to review and 2 were drawn already" in str(caught.value)
    check_draw(a_plan(wanted=4), Standing(handled=9, bare=3, taken=2))


def test_an_empty_period_says_why_nothing_can_be_drawn() -> None:
    with pytest.raises(InputError, match=r"No contact of this period can be drawn. Nobody handled one in it"):
        check_draw(a_plan(), Standing())
    with pytest.raises(InputError, match=r"9 were handled. 9 were drawn already"):
        check_draw(a_plan(quota=1), Standing(handled=9, taken=9))


def test_a_plan_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(OutOfRange, match="period"):
        checked_plan(a_plan(until=MONDAY_MORNING))
    with pytest.raises(OutOfRange, match="contacts per person cannot be 0"):
        checked_plan(a_plan(quota=0))
    with pytest.raises(OutOfRange, match="Choose from 1 to 10,000"):
        checked_plan(a_plan(wanted=10_001))
    with pytest.raises(NotUnderstood, match="seed"):
        checked_plan(a_plan(seed=-1))


def test_who_has_fewer_than_the_quota_gives_all_and_is_said_to_be_short() -> None:
    standings = {ANN: Standing(handled=210, bare=10), BEN: Standing(handled=3)}
    ann, ben = people_drawn(a_plan(quota=5), standings, drawn=[ANN] * 5 + [BEN] * 3, reviewed={ANN: 4})
    assert (ann.member_id, ann.handled, ann.reviewed, ann.drawn, ann.short) == (ANN, 210, 4, 5, 0)
    assert (ben.drawn, ben.short) == (3, 2)


# ------------------------------------------------------------ how many are needed
def test_how_many_are_needed_for_a_mean_follows_t() -> None:
    # 15 points, 5 off: the normal distribution says 34.6; t of 36 degrees is 2.028 and 15 x 2.028 / sqrt(37) is 5.0.
    assert mean_sample_size(10**9, spread=15, margin=5) == 38
    assert mean_sample_size(210, spread=15, margin=5) < mean_sample_size(2100, spread=15, margin=5) <= 38
    assert [mean_sample_size(many, spread=15, margin=5) for many in (0, 1, 2, 3)] == [0, 1, 2, 3]
    assert mean_sample_size(100, spread=0, margin=5) == 2
    with pytest.raises(OutOfRange):
        mean_sample_size(-1, spread=1, margin=1)
    with pytest.raises(OutOfRange):
        mean_sample_size(1, spread=-1, margin=1)
