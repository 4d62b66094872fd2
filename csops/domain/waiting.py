"""How long people wait for somebody: the figures that every queue has in common."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Wait:
    """What those who get in touch meet, in the long run.

    Shares are 0 to 1, times in seconds. Which service level a screen shows it must say:

    - `service_level`: served within the target / all offered;
    - `service_level_answered`: served within the target / answered;
    - `service_level_without_short_abandons`: served within the target / (offered - those who left within it).

    `mean_wait_s` counts everybody, also those who left; `mean_wait_answered_s` those who were served. `occupancy` is
    the share of the capacity in use, `mean_concurrency` the contacts in hand per person (below 1 when one at a time).
    """

    wait_probability: float
    service_level: float
    service_level_answered: float
    service_level_without_short_abandons: float
    mean_wait_s: float
    mean_wait_answered_s: float
    queue_length: float
    occupancy: float
    abandonment: float
    mean_concurrency: float


NOBODY_WAITS = Wait(
    wait_probability=0.0,
    service_level=1.0,
    service_level_answered=1.0,
    service_level_without_short_abandons=1.0,
    mean_wait_s=0.0,
    mean_wait_answered_s=0.0,
    queue_length=0.0,
    occupancy=0.0,
    abandonment=0.0,
    mean_concurrency=0.0,
)
"""Nobody gets in touch, and somebody is there."""


def patient_wait(
    *,
    wait_probability: float,
    drain_per_s: float,
    rate_per_s: float,
    target_s: float,
    occupancy: float,
    concurrency: float,
) -> Wait:
    """Return the figures of a queue that nobody leaves and that drains at `drain_per_s` more than arrives.

    With nobody leaving, the wait of those who wait is exponential and the three service levels are one. A queue that
    does not drain (0 or below) grows without end: service level 0, infinite wait.
    """
    if drain_per_s <= 0:
        return _endless(concurrency)
    service_level = 1 - wait_probability * math.exp(-drain_per_s * target_s)
    mean_wait_s = wait_probability / drain_per_s
    return Wait(
        wait_probability=wait_probability,
        service_level=service_level,
        service_level_answered=service_level,
        service_level_without_short_abandons=service_level,
        mean_wait_s=mean_wait_s,
        mean_wait_answered_s=mean_wait_s,
        queue_length=mean_wait_s * rate_per_s,
        occupancy=min(1.0, occupancy),
        abandonment=0.0,
        mean_concurrency=concurrency,
    )


def _endless(concurrency: float) -> Wait:
    return Wait(
        wait_probability=1.0,
        service_level=0.0,
        service_level_answered=0.0,
        service_level_without_short_abandons=0.0,
        mean_wait_s=math.inf,
        mean_wait_answered_s=math.inf,
        queue_length=math.inf,
        occupancy=1.0,
        abandonment=0.0,
        mean_concurrency=concurrency,
    )
