"""Erlang C for many intervals at once."""

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csops.domain.erlang import agents_needed
from csops.domain.erlang_many import agents_needed_each
from csops.domain.errors import OutOfRange

GOALS = {"handle_time_s": 300, "target_s": 20, "service_level": 0.8}


@given(
    st.lists(st.floats(min_value=0, max_value=0.2) | st.integers(0, 60).map(lambda count: count / 1800), max_size=12),
    st.floats(min_value=1, max_value=2000) | st.sampled_from((60.0, 180.0, 300.0)),
    st.floats(min_value=0, max_value=600),
    st.floats(min_value=0.05, max_value=0.99),
    st.sampled_from((1.0, 0.85, 0.8, 0.5)),
)
@example(rates=[5e-324], handle_time_s=1.0, target_s=0.0, service_level=0.5, max_occupancy=1.0)
def test_each_is_what_it_would_be_by_itself(
    rates: list[float], handle_time_s: float, target_s: float, service_level: float, max_occupancy: float
) -> None:
    goals = {
        "handle_time_s": handle_time_s,
        "target_s": target_s,
        "service_level": service_level,
        "max_occupancy": max_occupancy,
    }
    alone = [agents_needed(rate_per_s=rate, **goals) for rate in rates]
    assert agents_needed_each(rates, **goals).tolist() == alone


def test_every_interval_may_have_its_own_goals() -> None:
    found = agents_needed_each(
        [0.02, 0.02, 0.0], handle_time_s=[300, 600, 300], target_s=[20, 60, 20], service_level=[0.8, 0.9, 0.8]
    )
    assert found.tolist() == [
        agents_needed(rate_per_s=0.02, handle_time_s=300, target_s=20, service_level=0.8),
        agents_needed(rate_per_s=0.02, handle_time_s=600, target_s=60, service_level=0.9),
        0,
    ]


def test_no_interval_is_nothing() -> None:
    assert agents_needed_each(np.zeros(0), **GOALS).tolist() == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rates_per_s": [0.1, -0.1]}, "contacts per second"),
        ({"rates_per_s": [float("nan")]}, "contacts per second"),
        ({"rates_per_s": [1000.0]}, "contacts per second"),
        ({"handle_time_s": 0}, "handle time"),
        ({"target_s": -1}, "target"),
        ({"service_level": 1}, "service level"),
        ({"max_occupancy": 0}, "occupancy at most"),
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, Any], field: str) -> None:
    given_too = {"rates_per_s": [0.1], **GOALS, **wrong}
    with pytest.raises(OutOfRange) as refused:
        agents_needed_each(given_too.pop("rates_per_s"), **given_too)
    assert refused.value.field == field
