"""Erlang C in the words of spreadsheets."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain import erlang_formulas as erlang
from csops.domain.erlang import agents_needed, erlang_c

INSTANT_S = 300.0


def test_erlang_c_is_written_with_poisson_which_every_spreadsheet_knows() -> None:
    assert erlang.waits().text == (
        "IF({people}>0,POISSON({people},{load},FALSE)/(POISSON({people},{load},FALSE)"
        '+(1-{load}/{people})*POISSON({people}-1,{load},TRUE)),"")'
    )


@pytest.mark.parametrize(("load", "people"), [(0.01, 1), (0.5, 2), (4.2, 5), (10, 11), (49.9, 50), (49.9, 70)])
def test_what_is_written_with_poisson_is_erlang_c(load: float, people: int) -> None:
    exactly, fewer = poisson(people, load), math.fsum(poisson(count, load) for count in range(people))
    written = exactly / (exactly + (1 - load / people) * fewer)
    assert written == pytest.approx(erlang_c(load, people), rel=1e-11)


def poisson(count: int, mean: float) -> float:
    return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))


@given(
    load=st.one_of(st.just(0.0), st.floats(1e-6, 500), st.integers(1, 500).map(float)),
    occupancy=st.integers(1, 100).map(lambda per_cent: per_cent / 100),
)
def test_the_search_begins_where_the_queue_drains_and_nobody_is_too_busy(load: float, occupancy: float) -> None:
    begin = agents_needed(rate_per_s=load, handle_time_s=1, max_occupancy=occupancy)
    assert erlang.least_people(load, max_occupancy=occupancy) == begin


@given(loads=st.lists(st.floats(0, 10_000)), least=st.integers(1, 500), further=st.integers(0, 63))
def test_the_steps_of_the_search_end_with_the_people_needed(loads: list[float], least: int, further: int) -> None:
    steps = erlang.search_steps(erlang.reach_for(loads), least=least, people=least + further)
    assert steps[-1] == least + further
    assert list(steps) == sorted(steps)


@pytest.mark.parametrize("largest", [1.0, 400.0, 9_000.0])
def test_a_sheet_reaches_as_far_as_its_most_demanding_goal_takes(largest: float) -> None:
    reach = erlang.reach_for([0.0, largest])
    rate = reach.largest_load / INSTANT_S
    hardest = agents_needed(rate_per_s=rate, handle_time_s=INSTANT_S, target_s=0, service_level=0.999)
    assert hardest <= reach.largest_load + 1 + sum(reach.steps)
    assert reach.largest_load >= 10 * largest


def test_beyond_its_reach_a_sheet_shows_no_figure_instead_of_a_wrong_one() -> None:
    assert erlang.least(erlang.reach_for([2.0])).text.startswith("IF({load}>300,NA(),")
