"""How certain a number of people is."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.assumptions import Assumptions, IntervalLoad
from csops.domain.certainty import CERTAINTIES, Risk, requirement_at, risk
from csops.domain.erlang import wait_without_abandonment
from csops.domain.requirement import requirement
from tests.helpers.loads import chat, day, email, phone

SIX_CALLS = phone(6, target_s=20)


def risky(
    *half_hours: tuple[object, ...], agents: int, cv: Mapping[str, float], assumptions: Assumptions | None = None
) -> Risk:
    intervals: list[IntervalLoad] = day(*half_hours)  # type: ignore[arg-type]  # loads, as the builder takes them
    return risk(intervals, assumptions or Assumptions(), agents=[agents] * len(intervals), cv=cv)


def test_the_published_chance_of_missing_the_goal() -> None:
    # forecasting-and-staffing.md, section 1.6: 4.5 % by rate; 18.4 % if the noise of counting were counted twice.
    found = risky((SIX_CALLS,), agents=3, cv={"phone": 0.25})
    assert found.chance_of_missing == pytest.approx(0.045, abs=0.001)


def test_the_service_level_is_averaged_over_the_rate() -> None:
    drawn = np.random.default_rng(1).gamma(16, 1 / 16, size=4000)
    levels = [
        wait_without_abandonment(rate_per_s=6 * rate / 1800, handle_time_s=300, servers=3, target_s=20).service_level
        for rate in drawn
    ]
    found = risky((SIX_CALLS,), agents=3, cv={"phone": 0.25})
    assert found.service_level == pytest.approx(float((drawn * levels).sum() / drawn.sum()), abs=0.01)
    assert found.service_level is not None
    assert found.service_level < (risky((SIX_CALLS,), agents=3, cv={}).service_level or 0)


def test_without_doubt_it_is_certain_or_hopeless() -> None:
    assert risky((SIX_CALLS,), agents=3, cv={}).chance_of_missing == 0
    assert risky((SIX_CALLS,), agents=1, cv={}).chance_of_missing == 1
    assert risky((SIX_CALLS,), agents=0, cv={"phone": 0.25}).chance_of_missing == 1


def test_where_nobody_waits_there_is_nothing_to_miss() -> None:
    found = risky((email(5),), agents=1, cv={"email": 0.5})
    assert (found.chance_of_missing, found.service_level) == (None, None)


def test_more_certainty_takes_more_people() -> None:
    found = risky((phone(30),), (phone(12), email(9)), agents=7, cv={"phone": 0.3, "email": 0.3})
    peaks = [found.certain[share].people_at_peak for share in CERTAINTIES]
    assert peaks == sorted(peaks)
    assert peaks[0] < peaks[-1]
    costs = [found.certain[share].paid_hours for share in CERTAINTIES]
    assert costs == sorted(costs)


@settings(deadline=None, max_examples=30)
@given(
    st.floats(min_value=0.5, max_value=60),
    st.floats(min_value=0.02, max_value=0.8),
    st.sampled_from(CERTAINTIES),
)
def test_the_people_for_a_certainty_miss_no_more_often(contacts: float, cv: float, certainty: float) -> None:
    intervals = day((phone(contacts),))
    agents = requirement_at(intervals, Assumptions(), certainty=certainty, cv={"phone": cv}).cells[0].agents
    enough = risk(intervals, Assumptions(), agents=[agents], cv={"phone": cv}).chance_of_missing
    assert enough is not None
    assert enough <= 1 - certainty + 1e-4
    if agents > 1:
        too_few = risk(intervals, Assumptions(), agents=[agents - 1], cv={"phone": cv}).chance_of_missing
        assert too_few is not None
        assert too_few >= 1 - certainty - 1e-4


def test_channels_that_are_wrong_by_themselves_are_less_wrong_together() -> None:
    one = risky((phone(20),), agents=6, cv={"phone": 0.3}).intervals[0]
    two = risky((phone(10), chat(10)), agents=6, cv={"phone": 0.3, "chat": 0.3}).intervals[0]
    assert one.cv == pytest.approx(0.3)
    assert two.cv == pytest.approx(0.3 / 2**0.5, abs=0.005)
    assert (two.chance_of_missing or 0) < (one.chance_of_missing or 0)


def test_without_doubt_the_people_are_those_of_the_requirement() -> None:
    intervals = day((phone(8), email(4)), (phone(11), email(2)))
    assert requirement_at(intervals, Assumptions(), certainty=0.95, cv={}) == requirement(intervals, Assumptions())


def test_a_plan_is_as_risky_as_its_contacts_meet() -> None:
    quiet, busy = SIX_CALLS, replace(SIX_CALLS, contacts=10)
    found = risky((quiet,), (busy,), agents=3, cv={"phone": 0.25})
    each = [one.chance_of_missing or 0 for one in found.intervals]
    assert each[0] < each[1]
    assert found.chance_of_missing == pytest.approx((6 * each[0] + 10 * each[1]) / 16)
