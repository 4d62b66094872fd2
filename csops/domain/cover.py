"""The people of a roster beside those needed: who is missing in an interval, and who is one too many."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from csops.domain.exact import Number
from csops.domain.requirement import IntervalNeed
from csops.domain.shrinkage import rostered

_NOTHING = 1e-6


@dataclass(frozen=True, kw_only=True)
class Cover:
    """One interval: people that a roster must bring, and those whom it brings in the mean over the interval.

    Somebody who comes midway is half a person: half a person short is a person short, half a one over is none.
    """

    needed: int
    there: float

    @property
    def difference(self) -> int:
        """Whole people more (or fewer, below zero) than needed."""
        return math.floor(self.there - self.needed + _NOTHING)


def covers(
    cells: Sequence[IntervalNeed], there: Mapping[datetime, float], *, unplanned_share: Number = 0
) -> dict[datetime, Cover]:
    """Return the cover of each interval by its start.

    Breaks and known absences are the roster's own; what nobody can plan (`unplanned_share`) is added to the people
    needed, as it is when shifts are planned.
    """
    return {
        cell.starts_at: Cover(
            needed=rostered(cell.agents, shrinkage=unplanned_share), there=there.get(cell.starts_at, 0.0)
        )
        for cell in cells
    }
