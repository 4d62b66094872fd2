"""How sure the score of a few reviews is: means and shares of samples drawn by layers, with their intervals."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from csops.domain.proportions import Interval, wilson
from csops.domain.student import t_of

CONFIDENCE = 0.95
LARGEST = 100.0
BORROWED = 20
"""Degrees of freedom that what is known of a spread is worth beside the values themselves (see `mean_of`)."""
OF_EVERYBODY = 10
"""Degrees of freedom that everybody's spread is worth beside somebody's own of a year (see `usual_variances`)."""


class Sums(NamedTuple):
    """The values of one layer of a sample: how many, their sum, and the sum of their squares.

    `weight`: how many contacts of the layer each review stands for. `layer`: of a sample, whose contacts are known;
    None: nothing is known of those not reviewed. Where samples overlap a layer has several weights, each with its sums.
    `usual`: the mean variance that values of the people in it usually have; None: that of everybody.
    """

    n: int
    total: float
    squares: float
    weight: float = 1.0
    layer: Hashable = None
    usual: float | None = None


Row = tuple[float, Hashable, float]
"""A value, its layer (None: of no sample), and how many contacts it stands for."""


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How much values differ within their groups: the pooled variance, and on how many degrees of freedom it rests."""

    variance: float
    freedom: int


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A mean or share with its 95 % interval: None where nothing was rated, or a single value says nothing of doubt.

    `n`: reviews that it rests on; `stands_for`: contacts that they stand for.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    stands_for: float = 0.0


NOTHING = Estimate(value=None)


def tallied(rows: Iterable[Row]) -> list[Sums]:
    """Return values summed up by layer."""
    layers: dict[tuple[Hashable, float], list[float]] = {}
    for value, layer, weight in rows:
        sums = layers.setdefault((layer, weight), [0, 0.0, 0.0])
        sums[0] += 1
        sums[1] += value
        sums[2] += value * value
    return [Sums(int(n), total, squares, weight, layer) for (layer, weight), (n, total, squares) in layers.items()]


def pooled(groups: Iterable[Sums]) -> Spread | None:
    """Return the spread within groups, None where no group has two values.

    Source: the mean square within groups of a one-way analysis of variance (Cochran, Sampling Techniques, 5.2).
    """
    squares, freedom = 0.0, 0
    for one in _joined(list(groups)):
        if one.n > 1:
            squares += _squares(one)
            freedom += one.n - 1
    return Spread(variance=squares / freedom, freedom=freedom) if freedom else None


def together(spreads: Iterable[Spread]) -> Spread | None:
    """Return spreads as one, None of none."""
    found = list(spreads)
    freedom = sum(one.freedom for one in found)
    return (
        Spread(variance=sum(one.variance * one.freedom for one in found) / freedom, freedom=freedom) if found else None
    )


def usual_variances(people: Iterable[Sums], everybody: Spread | None) -> dict[Hashable, float]:
    """Return how much values of each person (the `layer` of their sums) usually differ, leaning on everybody's.

    Nobody is quite like the others, and a few values hardly show how much they differ: everybody counts as at most
    `OF_EVERYBODY` degrees of freedom beside the own.
    """
    if everybody is None:
        return {}
    borrowed = min(OF_EVERYBODY, everybody.freedom)
    return {one.layer: (borrowed * everybody.variance + _squares(one)) / (borrowed + one.n - 1) for one in people}


def mean_of(sums: Sequence[Sums], *, spread: Spread | None = None, most: float = LARGEST) -> Estimate:
    """Return the mean of 0 to `most`, weighted by what each review stands for, with its interval.

    Each layer counts by its contacts: the estimate is unbiased for a stratified sample, and for one person in a sample
    that was not spread over persons (Cochran, Sampling Techniques, 5A.14, conditional on how many were drawn). Without
    layers and weights it is the plain mean with Student's t.

    Each layer has a variance of its own (Cochran, 5.13), and as many degrees of freedom as come of how much each adds
    (Satterthwaite; Cochran, 5.16): where one person handles most of the contacts, what the calm ones show says nothing
    of theirs. A handful of scores hardly shows its own spread: five reviews of 100 each would seem to leave no doubt.
    What is known, the `usual` variance of the people in it or else `spread`, therefore counts as `BORROWED` degrees of
    freedom beside the layer's own, as the variances of small groups are moderated in Smyth (2004), Statistical
    Applications in Genetics and Molecular Biology 3(1), article 3. It never makes several layers together look surer
    than they do by themselves: only the largest may be unlike what is known. How often such intervals hold the truth is
    measured in `benchmarks/review_intervals.py`.

    Args:
        sums: the reviews by layer (see `tallied`); each weight is 1 or more.
        spread: of everybody, within persons; None: only what these show.
        most: the largest value that there is.
    """
    n, whole, total = 0, 0.0, 0.0
    for count, values, _squares, weight, _layer, _usual in sums:
        n += count
        whole += count * weight
        total += weight * values
    if not n:
        return NOTHING
    mean = total / whole
    used = _of_total(sums, spread)
    if used is None:
        return Estimate(value=mean, n=n, stands_for=whole)
    reach = t_of(used.freedom, confidence=CONFIDENCE) * sqrt(used.variance) / whole
    return Estimate(value=mean, low=max(0.0, mean - reach), high=min(most, mean + reach), n=n, stands_for=whole)


def _of_total(sums: Sequence[Sums], spread: Spread | None) -> Spread | None:
    """Return the variance of the weighted total, None where nothing tells it; see `mean_of`."""
    known = spread or pooled(sums) or pooled([_together(sums)])
    if known is None:
        return None
    borrowed = min(BORROWED, spread.freedom) if spread is not None else 0
    total = shown = below = 0.0
    most = 0
    layers = _joined(sums)
    lefts = _left_out(sums) if layers is sums else [sum(_left_out(each)) for each in _by_layer(sums)]
    for (n, sum_, squares, _weight, _layer, own), left in zip(layers, lefts, strict=True):
        usual = known.variance if own is None else own
        freedom = n - 1
        apart = max(0.0, squares - sum_ * sum_ / n) if freedom else 0.0
        worth = borrowed + freedom
        part = left * ((borrowed * usual + apart) / worth if worth else usual)
        total += part
        shown += left * (apart / freedom if freedom else usual)
        below += part * part / (worth or known.freedom)
        most += freedom
    most = max(known.freedom, most)
    freedom = min(most, int(total * total / below)) if below else most
    return Spread(variance=max(total, shown) if len(layers) > 1 else total, freedom=max(1, freedom))


def share_of(sums: Sequence[Sums]) -> Estimate:
    """Return the weighted share (0 to 1) of values that are 1 among such that are 0 or 1, with Wilson's interval.

    Of unequal weights the interval is that of as many equal ones as they are worth (Kish, Survey Sampling, 11.7).
    """
    return shares_of([(one.n, one.weight) for one in sums], [one.total for one in sums])[0]


def shares_of(counts: Sequence[tuple[int, float]], *hits: Sequence[float]) -> list[Estimate]:
    """Return shares of the same values as `share_of`.

    Args:
        counts: of each layer how many values, and how many contacts each stands for.
        hits: for each share how many values of each layer are 1.
    """
    n = sum([count for count, _weight in counts])
    if not n:
        return [NOTHING] * len(hits)
    whole = sum([count * weight for count, weight in counts])
    worth = whole**2 / sum([count * weight**2 for count, weight in counts])
    found = []
    for each in hits:
        share = sum([weight * hit for (_count, weight), hit in zip(counts, each, strict=True)]) / whole
        within = _wilson_of(share, worth, n=n, hits=round(sum(each)))
        found.append(Estimate(value=share, low=within.low, high=within.high, n=n, stands_for=whole))
    return found


def _wilson_of(share: float, worth: float, *, n: int, hits: int) -> Interval:
    if abs(worth - n) < 1e-9 * n:
        return wilson(hits, n)
    # Wilson's formula takes whole counts; between two of them it is read off in a straight line.
    trials = max(1, int(worth))
    part = share * trials
    few = min(int(part), trials)
    low, high = wilson(few, trials), wilson(min(few + 1, trials), trials)
    rest = part - few
    return Interval(low=low.low + rest * (high.low - low.low), high=low.high + rest * (high.high - low.high))


def _by_layer(groups: Iterable[Sums]) -> list[list[Sums]]:
    """Return the groups by layer; what is of no sample is a layer by itself."""
    found: list[list[Sums]] = []
    layers: dict[Hashable, list[Sums]] = {}
    for one in groups:
        layer = one.layer
        its = None if layer is None else layers.get(layer)
        if its is not None:
            its.append(one)
            continue
        found.append([one])
        if layer is not None:
            layers[layer] = found[-1]
    return found


def _joined(sums: Sequence[Sums]) -> Sequence[Sums]:
    """Return each layer as one: most often the sums as they are, for only where samples overlap a layer has several."""
    if len({one.layer for one in sums}) == len(sums):
        return sums
    return [_together(each) for each in _by_layer(sums)]


def _together(sums: Sequence[Sums]) -> Sums:
    """Return groups as one, without weight or layer."""
    if len(sums) == 1:
        return sums[0]
    n = sum(one.n for one in sums)
    known = [one.usual * one.n for one in sums if one.usual is not None]
    usual = sum(known) / n if len(known) == len(sums) else None
    return Sums(n, sum(one.total for one in sums), sum(one.squares for one in sums), usual=usual)


def _squares(one: Sums) -> float:
    """The sum of squares around the mean of a group."""
    return max(0.0, one.squares - one.total**2 / one.n)


def _left_out(groups: Iterable[Sums]) -> list[float]:
    """What reviews add to the variance of the weighted total, in variances of one value; of a whole layer nothing."""
    return [
        n * weight * (weight if layer is None else weight - 1 if weight > 1 else 0.0)
        for n, _total, _squares, weight, layer, _usual in groups
    ]


def moderated(own: Spread | None, everybody: Spread | None) -> Spread | None:
    """Return the spread of a few values together with that of everybody, which counts as at most `BORROWED` of them."""
    if everybody is None or own is None:
        return own or everybody
    borrowed = min(BORROWED, everybody.freedom)
    freedom = borrowed + own.freedom
    variance = (borrowed * everybody.variance + own.freedom * own.variance) / freedom
    return Spread(variance=variance, freedom=freedom)
