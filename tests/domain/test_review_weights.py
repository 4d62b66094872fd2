"""What a review of a fair sample stands for: as ever with one sample, and once only where several overlap."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from statistics import mean
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.contacts import Result
from csops.domain.review_estimates import Row, mean_of, tallied
from csops.domain.review_samples import Stratum
from csops.domain.review_sampling import REST, Cell, Key, Spread, draw, spread
from csops.domain.review_weights import Brought, Drawn, Handled, Weights
from tests.helpers.clock import MONDAY_MORNING

DAY = timedelta(days=1)
LATER = MONDAY_MORNING + 100 * DAY
OF_ALL = spread((), wanted=8)
TIMES = 250
Review = tuple[int, Key, "Made"]
"""The sample, its layer, the contact."""


@dataclass(frozen=True)
class Made:
    """A contact with its true score."""

    id: int
    cell: Cell
    at: datetime
    score: float

    @property
    def handled(self) -> Handled:
        return Handled(self.at, *self.cell)


@dataclass(frozen=True)
class Asked:
    """A draw from the days [first, last)."""

    first: int
    last: int
    how: Spread
    members: tuple[int, ...] = ()


def a_log() -> list[Made]:
    """Two months: the second much worse than the first, the e-mails (2) worse than the calls, Ben worse than Ann."""
    made = []
    for number in range(360):
        day, member_id, channel_id = number // 6, 1 if number % 6 < 4 else 2, 1 + (number % 3 == 0)
        result = (Result.RESOLVED, Result.FOLLOW_UP)[number % 2]
        score = 95.0 - 40 * (day >= 30) - 10 * (channel_id == 2) - 8 * (member_id == 2) - 5 * (number % 2)
        cell = Cell(member_id, channel_id, None, result)
        made.append(Made(number, cell, MONDAY_MORNING + day * DAY, score))
    return made


def drawn_from(log: Sequence[Made], asked: Sequence[Asked], *, seed: int) -> tuple[list[Drawn], list[Review]]:
    """Draw one after the other, each from what the others left, and review all."""
    by_id, taken = {one.id: one for one in log}, set[int]()
    samples, reviews = [], []
    for number, each in enumerate(asked, 1):
        since, until = MONDAY_MORNING + each.first * DAY, MONDAY_MORNING + each.last * DAY
        frame: dict[Cell, list[int]] = {}
        for one in log:
            if since <= one.at < until and one.id not in taken and one.cell.member_id in (each.members or (1, 2)):
                frame.setdefault(one.cell, []).append(one.id)
        layers, chosen = draw(frame, each.how, seed=seed * 10 + number)
        taken |= {one.contact_id for one in chosen}
        samples.append(
            Drawn(
                id=number, since=since, until=until, members=frozenset(each.members), how=each.how,
                sizes={one.key: one.size for one in layers}, reviewed=Counter(one.layer for one in chosen),
            )
        )  # fmt: skip
        reviews += [(number, one.layer, by_id[one.contact_id]) for one in chosen]
    return samples, reviews


def weighed(samples: Sequence[Drawn], reviews: Sequence[Review]) -> list[Row]:
    brought = [Brought(number, layer, one.handled) for number, layer, one in reviews]
    return [(each[2].score, *found) for each, found in zip(reviews, Weights(samples).of(brought), strict=True)]


def average(rows: Sequence[Row]) -> float:
    return sum(value * weight for value, _layer, weight in rows) / sum(weight for _value, _layer, weight in rows)


def of_one(sample: Drawn, *beside: Drawn, layer: Key = (), **contact: Any) -> tuple[Hashable, float]:
    """Return what the review of a call of Ann on Monday stands for."""
    handled = Handled(**{"at": MONDAY_MORNING, "member_id": 1, "channel_id": 1, **contact})
    return Weights([sample, *beside]).of([Brought(sample.id, layer, handled)])[0]


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param([Asked(0, 60, OF_ALL), Asked(30, 60, OF_ALL)], id="a month again, at random"),
        pytest.param(
            [
                Asked(0, 30, spread((Stratum.CHANNEL,), quota=5)),
                Asked(30, 60, spread((Stratum.CHANNEL,), quota=5)),
                Asked(30, 60, spread((Stratum.RESULT,), quota=8)),
            ],
            id="a second draw, spread otherwise",
        ),
        pytest.param(
            [Asked(0, 60, spread((Stratum.CHANNEL,), wanted=12)), Asked(20, 50, spread((), quota=6), members=(2,))],
            id="more of one person",
        ),
    ],
)
def test_the_average_over_samples_that_overlap_is_unbiased_and_its_interval_holds_the_truth(
    asked: Sequence[Asked],
) -> None:
    log, joint, single, held = a_log(), [], [], 0
    truth = mean(one.score for one in log)
    for seed in range(TIMES):
        samples, reviews = drawn_from(log, asked, seed=seed)
        rows = weighed(samples, reviews)
        joint.append(average(rows))
        of_each = ([each for each in reviews if each[0] == one.id] for one in samples)
        single.append(average([row for one, its in zip(samples, of_each, strict=True) for row in weighed([one], its)]))
        found = mean_of(tallied(rows))
        held += (found.low or 0) <= truth <= (found.high or 0)
    assert mean(joint) == pytest.approx(truth, abs=0.6)
    assert abs(mean(single) - truth) > 0.9, "each sample by itself would count the same contacts twice"
    assert held >= 0.92 * TIMES


def whole(**more: Any) -> Drawn:
    """Return a sample of everybody from a hundred contacts."""
    plain = {"id": 1, "since": MONDAY_MORNING, "until": LATER, "members": frozenset(), "how": OF_ALL}
    return Drawn(**{**plain, "sizes": {(): 100}, "reviewed": {(): 10}, **more})


def test_two_samples_of_the_same_contacts_are_worth_one_of_both_sizes() -> None:
    first, second = whole(), whole(id=2, sizes={(): 90}, reviewed={(): 15})
    found = {of_one(first, second), of_one(second, first)}
    assert len(found) == 1, "one layer, so that their spread is judged together"
    assert found.pop()[1] == pytest.approx(100 / 25)
    assert of_one(first, replace(second, reviewed={})) == ((1, ()), 10.0)


def test_what_waits_of_a_draw_keeps_its_share() -> None:
    begun = whole(sizes={(): 1200}, reviewed={(): 1}, waiting={(): 11})
    assert of_one(begun) == ((1, ()), 200.0), "two of twelve, and not all of 1,200"
    assert of_one(replace(begun, reviewed={(): 6}, waiting={(): 6})) == ((1, ()), 200.0), "from half on for all"
    assert of_one(replace(begun, reviewed={(): 12}, waiting={})) == ((1, ()), 100.0)
    assert of_one(replace(begun, waiting={(): 3}))[1] == 600, "what was dropped waits no more"
    beside = whole(id=2, sizes={(): 1300}, reviewed={(): 100})
    assert of_one(begun, beside)[1] == pytest.approx(1 / (1 - (1 - 1 / 1200) * (1 - 100 / 1300)))
    assert of_one(beside, begun)[1] == pytest.approx(of_one(begun, beside)[1]), "and never for more than its chance"


def test_the_first_review_of_a_draw_moves_no_mean_far_and_the_interval_holds() -> None:
    """Weeks of Ann's 2,000 contacts are reviewed; a draw of all begins, and 200 of Mara's only it can reach."""
    random, held, moved = Random(3), 0, list[float]()
    for _ in range(TIMES):
        scores = [max(0.0, min(100.0, random.gauss(88, 9))) * (random.random() > 0.06) for _ in range(2200)]
        truth = mean(scores)
        weekly = whole(members=frozenset({1}), sizes={(): 2000}, reviewed={(): 60})
        begun = whole(id=2, sizes={(): 2140}, reviewed={(): 1}, waiting={(): 11})
        places = [*random.sample(range(2000), 60), random.randrange(2200)]
        brought = [
            Brought(2 if number == 60 else 1, (), Handled(MONDAY_MORNING, 1 if place < 2000 else 2, 1))
            for number, place in enumerate(places)
        ]
        weighed = Weights([weekly, begun]).of(brought)
        rows = [(scores[place], layer, weight) for place, (layer, weight) in zip(places, weighed, strict=True)]
        before, now = (mean_of(tallied(one)) for one in (rows[:-1], rows))
        moved.append(abs((now.value or 0) - (before.value or 0)))
        held += (now.low or 0) <= truth <= (now.high or 0)
    assert max(moved) < 15, "the one of Mara would stand for half of all"
    assert held >= 0.9 * TIMES


@settings(max_examples=50)
@given(
    st.dictionaries(st.sampled_from(["1", "2", "3"]), st.tuples(st.integers(1, 60), st.integers(1, 60)), min_size=1),
    st.integers(0, 3),
)
def test_of_one_sample_each_review_stands_for_its_layer_by_what_was_reviewed(
    layers: Mapping[str, tuple[int, int]], apart: int
) -> None:
    """Also beside samples of other days, of other people, and of which nothing was reviewed."""
    sizes: dict[Key, int] = {(key,): max(pair) for key, pair in layers.items()}
    reviewed: dict[Key, int] = {(key,): min(pair) for key, pair in layers.items()}
    how = spread((Stratum.PERSON,), quota=3)
    one = Drawn(
        id=1, since=MONDAY_MORNING, until=LATER, members=frozenset({1, 2, 3}), how=how, sizes=sizes, reviewed=reviewed
    )
    beside = [
        replace(one, id=2, since=LATER, until=LATER + DAY),
        replace(one, id=3, members=frozenset({9})),
        replace(one, id=4, reviewed={}),
    ][:apart]
    for key, size in sizes.items():
        assert of_one(one, *beside, layer=key, member_id=int(key[0])) == ((1, key), size / reviewed[key])
    assert of_one(one, *beside, layer=("8",), member_id=8) == (None, 1.0)


def test_a_contact_that_is_gone_counts_by_what_its_review_still_knows() -> None:
    how = spread((Stratum.CHANNEL, Stratum.RESULT), wanted=6)
    sizes: dict[Key, int] = {("1", "resolved"): 20, ("1", REST): 10, ("2", "resolved"): 50}
    first = whole()
    second = whole(id=2, how=how, sizes=sizes, reviewed={("1", "resolved"): 2, ("2", "resolved"): 5})
    weights = Weights([first, second])
    assert (weights.asks_contact(1), weights.asks_contact(2)) == (True, False)
    assert 1 / of_one(first, second)[1] == pytest.approx(1 - 0.9 * (1 - 2 / 30))
    assert 1 / of_one(first, second, result=Result.RESOLVED)[1] == pytest.approx(1 - 0.9 * 0.9)
    assert of_one(first, second, at=LATER) == ((1, ()), 10.0), "it could not be in the second, drawn before"
