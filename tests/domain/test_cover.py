"""People of a roster beside those needed."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.cover import Cover, covers
from csops.domain.requirement import requirement

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("needed", "there", "difference"), [(3, 3.0, 0), (3, 2.0, -1), (3, 2.5, -1), (3, 3.5, 0), (3, 5.0, 2), (0, 0.0, 0)]
)
def test_half_a_person_short_is_one_short_and_half_a_one_over_is_none(
    needed: int, there: float, difference: int
) -> None:
    assert Cover(needed=needed, there=there).difference == difference


def test_what_nobody_can_plan_is_added_to_the_people_needed() -> None:
    load = ChannelLoad(channel="phone", is_immediate=True, contacts=20, handle_time_s=300)
    cells = requirement([IntervalLoad(starts_at=NINE, length_s=1800, channels=(load,))], Assumptions()).cells
    agents = cells[0].agents
    there = {NINE: float(agents)}
    assert covers(cells, there)[NINE] == Cover(needed=agents, there=agents)
    assert covers(cells, there, unplanned_share=Decimal("0.1"))[NINE].difference == -1
    assert covers(cells, {NINE + timedelta(hours=1): 9.0})[NINE].there == 0
