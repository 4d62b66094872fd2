"""The handle time of the weeks to come: recent weeks count more where that was nearer in the past; else the plain mean.

Weighted by contacts throughout, and always a mean: a median would under-staff.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

MEAN_WEEKS = 12
AHEAD_WEEKS = 4
LEAST_ORIGINS = 8
HISTORY_WEEKS = 52
_MOST_ORIGINS = 26
_HALF_LIVES_WEEKS = (2.0, 4.0, 8.0)
# The plain mean counts as so many contacts: a thin channel's last weeks say little.
_PRIOR_CONTACTS = 30.0
# A lead smaller than this may be chance: then the plain mean stays, which everybody understands.
_LEAST_LEAD = 0.02


@dataclass(frozen=True, kw_only=True)
class HandleWeek:
    """What a week brought: how many contacts have a handle time, and their mean in seconds."""

    contacts: int
    seconds: float


@dataclass(frozen=True, kw_only=True)
class HandleAhead:
    """A forecast handle time, made from `weeks` with `contacts` between them.

    `nearer_share`: by how much of its error it was nearer than the plain mean, four weeks ahead from `origins` past
    weeks; `doubt_s`: how far off such forecasts were (root mean square).
    """

    seconds: float
    doubt_s: float
    weeks: int
    contacts: int
    origins: int
    nearer_share: float


def handle_time_ahead(weeks: Sequence[HandleWeek]) -> HandleAhead | None:
    """Return the forecast of the weeks to come, None where the plain mean of twelve weeks was as near in the past.

    An exponentially weighted mean, held to the plain mean; its half-life is that which was nearest in
    past forecasts, each made from the weeks before its origin alone.

    Args:
        weeks: one after the other, the oldest first; a week without any has 0 contacts.
    """
    places = range(MEAN_WEEKS, len(weeks) - AHEAD_WEEKS + 1)
    known = [each for each in places if _known(weeks[each - MEAN_WEEKS : each]) and _known(weeks[each:][:AHEAD_WEEKS])]
    origins = known[-_MOST_ORIGINS:]
    if len(origins) < LEAST_ORIGINS:
        return None
    plain = _error(weeks, origins, None)
    best, half_life = min((_error(weeks, origins, each), each) for each in _HALF_LIVES_WEEKS)
    ahead = _weighted(weeks, half_life)
    if ahead is None or not plain or 1 - best / plain < _LEAST_LEAD:
        return None
    used = [week for week in weeks if week.contacts]
    return HandleAhead(
        seconds=ahead,
        doubt_s=best,
        weeks=len(used),
        contacts=sum(week.contacts for week in used),
        origins=len(origins),
        nearer_share=1 - best / plain,
    )


def _error(weeks: Sequence[HandleWeek], origins: Sequence[int], half_life: float | None) -> float:
    """The root mean square of what was forecast less what came, weighted by the contacts that came."""
    total = weight = 0.0
    for place in origins:
        before, after = weeks[:place], weeks[place : place + AHEAD_WEEKS]
        said = _mean(before[-MEAN_WEEKS:]) if half_life is None else _weighted(before, half_life)
        came, contacts = _mean(after), sum(week.contacts for week in after)
        if said is not None and came is not None:
            total += contacts * (said - came) ** 2
            weight += contacts
    return math.sqrt(total / weight) if weight else math.inf


def _known(weeks: Sequence[HandleWeek]) -> bool:
    return any(week.contacts for week in weeks)


def _mean(weeks: Sequence[HandleWeek]) -> float | None:
    contacts = sum(week.contacts for week in weeks)
    return sum(week.contacts * week.seconds for week in weeks) / contacts if contacts else None


def _weighted(weeks: Sequence[HandleWeek], half_life: float) -> float | None:
    """The mean with weights halved every so many weeks, shrunken towards the plain mean."""
    plain = _mean(weeks[-MEAN_WEEKS:])
    if plain is None:
        return None
    shares = [week.contacts * float(0.5 ** (age / half_life)) for age, week in enumerate(reversed(weeks))]
    spent = sum(share * week.seconds for share, week in zip(shares, reversed(weeks), strict=True))
    return (spent + _PRIOR_CONTACTS * plain) / (sum(shares) + _PRIOR_CONTACTS)
