"""What runs in the process for heavy arithmetic; imports no Qt, so that the process starts quickly."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from csops.domain.calendar import Calendar
from csops.domain.channels import Channel
from csops.domain.histories import ChannelHistory
from csops.services.accuracy import Judged, judged
from csops.services.certainty import Certain, certain
from csops.services.forecast import Log
from csops.services.hiring_need import HiringBasis, HiringNeed, hiring_need_of
from csops.services.histories import history_of
from csops.services.plan_simulation import played_plan
from csops.services.roster_making import MadeRoster, RosterBasis, roster_from
from csops.services.rosters import PlanView
from csops.services.staffing import Basis, Outlook, Plan, outlook_of

if TYPE_CHECKING:
    from csops.domain.simulation import ChannelPlayed

# The matrices are small: threads of numpy's algebra wait for each other longer than they work (4.3 s against 1.8 s on
# two busy cores). The process inherits this, and reads it when it imports numpy for the first time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def look_ahead(basis: Basis, _progress: object) -> Outlook:
    """Return the outlook; the process hands over the way to report, which this needs not."""
    return outlook_of(basis)


def look_back(log: Log, channel: Channel, _progress: object) -> ChannelHistory:
    """Return the history of a channel by day."""
    return history_of(log, channel)


def judge(basis: Basis, channel: Channel, _progress: object) -> Judged:
    """Return how good the forecasts of a channel have been."""
    return judged(basis.log, channel)


def how_certain(plan: Plan, as_today: bool, _progress: object) -> Certain:
    """Return what more certainty takes in a week."""
    return certain(plan, as_today=as_today)


def need_by_month(basis: HiringBasis, _progress: object) -> HiringNeed:
    """Return the people missing by month."""
    return hiring_need_of(basis)


def plan_shifts(basis: RosterBasis, progress: Callable[[float], object]) -> MadeRoster:
    """Return the best roster that was found in the time that there is."""
    return roster_from(basis, tell=progress)


def play(
    view: PlanView, outlook: Outlook, calendar: Calendar, progress: Callable[[float], object]
) -> tuple["ChannelPlayed", ...]:
    """Return what those who get in touch meet with a plan of shifts."""
    return played_plan(view, outlook, calendar, progress=progress).simulation.channels
