"""Who comes before whom: ranks within one version of a profile, and which candidates the ratings cannot tell apart."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from csops.domain.errors import InputError
from csops.domain.hiring import Fit, Recommendation
from csops.domain.rater_spread import FitInterval, RaterDoubt, Spread, doubt_of, interval_of, spread_of

_NEAR = 1e-7


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one candidate stands among those of an opening.

    `rank`: 1 for the highest fit, shared by equal ones; None for who does not meet a minimum or has no rating.
    `so_far`: the rank may change, for something is not rated yet. `alike`: the ranked ones whose intervals overlap this
    one's, so that the ratings do not tell them apart.
    """

    key: Any
    fit: Fit
    spread: Spread
    interval: FitInterval | None
    rank: int | None = None
    so_far: bool = False
    alike: tuple[Any, ...] = ()


def standings(
    fits: Mapping[Any, Fit], *, doubt: RaterDoubt | None = None, out: Collection[Any] = ()
) -> tuple[Standing, ...]:
    """Return how the candidates of one opening stand, the ranked first, then the others by fit.

    Args:
        fits: by candidate, all of one version of one profile.
        doubt: how far interviewers differ; without it, taken from these candidates.
        out: who is not looked at any more: they tell how far interviewers differ, and take nobody's rank.

    Raises:
        InputError: fits of different profiles, which no order holds for.
    """
    _check_alike(list(fits.values()))
    spreads = {key: spread_of(fit) for key, fit in fits.items()}
    sure = doubt or doubt_of(spreads.values())
    intervals = {key: interval_of(fit, sure) for key, fit in fits.items()}
    ranks: dict[Any, int | None] = {
        **dict.fromkeys(fits),
        **ranks_of({key: fits[key] for key in fits if key not in out}),
    }
    ranged = {key: each for key, each in intervals.items() if each is not None and ranks[key] is not None}
    found = [
        Standing(
            key=key,
            fit=fit,
            spread=spreads[key],
            interval=intervals[key],
            rank=ranks[key],
            so_far=ranks[key] is not None and fit.recommendation is Recommendation.INCOMPLETE,
            alike=_alike(key, ranged),
        )
        for key, fit in fits.items()
    ]
    return tuple(sorted(found, key=_place))


def ranks_of(fits: Mapping[Any, Fit]) -> dict[Any, int | None]:
    """Return the rank of each by its fit: equal ones share it and the next is left out (1, 1, 3)."""
    ranked = {
        key: fit.fit
        for key, fit in fits.items()
        if fit.fit is not None and fit.recommendation is not Recommendation.DOES_NOT_MEET
    }
    ranks: dict[Any, int | None] = dict.fromkeys(fits)
    best = sorted(ranked, key=lambda key: -(ranked[key] or 0.0))
    for place, key in enumerate(best, start=1):
        before = best[place - 2] if place > 1 else None
        is_tied = before is not None and abs((ranked[before] or 0.0) - (ranked[key] or 0.0)) <= _NEAR
        ranks[key] = ranks[before] if is_tied else place
    return ranks


def _alike(key: Any, ranged: Mapping[Any, FitInterval]) -> tuple[Any, ...]:
    own = ranged.get(key)
    if own is None:
        return ()
    low, high = own.low, own.high
    return tuple(other for other, its in ranged.items() if other != key and low <= its.high and its.low <= high)


def _place(standing: Standing) -> tuple[bool, float, float]:
    return (standing.rank is None, standing.rank or 0, 1.0 if standing.fit.fit is None else -standing.fit.fit)


def _check_alike(fits: Sequence[Fit]) -> None:
    asked = {tuple((row.skill, row.weight, row.target, row.minimum) for row in fit.skills) for fit in fits}
    if len(asked) > 1:
        raise InputError(
            field="profile",
            problem="these candidates were rated by different versions of it",
            right="Compare those of one version; their fits do not stand on one scale",
        )
