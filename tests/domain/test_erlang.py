"""Queues in which nobody, or somebody, gives up: what holds whatever the numbers are."""

import math
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.erlang import (
    Wait,
    agents_needed,
    erlang_b,
    erlang_c,
    log_erlang_b,
    log_erlang_c,
    offered_load,
    wait_with_abandonment,
    wait_without_abandonment,
)
from csops.domain.errors import OutOfRange

loads = st.floats(min_value=0.01, max_value=60)
people = st.integers(min_value=1, max_value=80)
targets = st.floats(min_value=0, max_value=600)
shares = st.floats(min_value=0.05, max_value=0.99)
patiences = st.floats(min_value=5, max_value=3600)
HANDLE_TIME_S = 240.0


def patient(load: float, servers: int, *, target_s: float = 20) -> Wait:
    return wait_without_abandonment(
        rate_per_s=load / HANDLE_TIME_S, handle_time_s=HANDLE_TIME_S, servers=servers, target_s=target_s
    )


def impatient(load: float, servers: int, *, target_s: float = 20, patience_s: float = 120) -> Wait:
    return wait_with_abandonment(
        rate_per_s=load / HANDLE_TIME_S,
        handle_time_s=HANDLE_TIME_S,
        patience_s=patience_s,
        servers=servers,
        target_s=target_s,
    )


def needed(
    load: float, *, target_s: float = 20, service_level: float = 0.8, patience_s: float | None = None, cap: float = 1
) -> int:
    return agents_needed(
        rate_per_s=load / HANDLE_TIME_S,
        handle_time_s=HANDLE_TIME_S,
        target_s=target_s,
        service_level=service_level,
        patience_s=patience_s,
        max_occupancy=cap,
    )


@given(loads, people)
def test_more_people_never_block_more_nor_let_more_wait(load: float, servers: int) -> None:
    assert erlang_b(load, servers + 1) <= erlang_b(load, servers)
    assert erlang_c(load, servers + 1) <= erlang_c(load, servers)


@given(loads, people)
def test_the_recurrence_of_erlang_b_holds(load: float, servers: int) -> None:
    before = erlang_b(load, servers - 1)
    assert erlang_b(load, servers) == pytest.approx(load * before / (servers + load * before), rel=1e-12)


@given(loads, people)
def test_logarithms_are_those_of_the_probabilities(load: float, servers: int) -> None:
    assert log_erlang_b(load, servers) == pytest.approx(math.log(erlang_b(load, servers)), rel=1e-10, abs=1e-10)
    assert log_erlang_c(load, servers) == pytest.approx(math.log(erlang_c(load, servers)), rel=1e-10, abs=1e-10)


def test_without_load_nobody_is_blocked_unless_nobody_is_there() -> None:
    assert erlang_b(0, 0) == 1
    assert erlang_b(0, 3) == 0
    assert log_erlang_b(0, 3) == -math.inf
    assert log_erlang_c(0, 3) == -math.inf


def test_extremes_are_worked_out_in_logarithms() -> None:
    # erlang.csv, D035 and D036 and their note: ln C(10000 servers, 10 Erlang) = -59093.08
    assert log_erlang_c(10, 10_000) == pytest.approx(-59093.08, abs=0.01)
    assert erlang_c(10, 10_000) == 0
    assert 0 < erlang_c(1_000_000, 1_001_000) < 1


@given(loads, people, targets)
def test_more_people_never_wait_longer(load: float, servers: int, target_s: float) -> None:
    fewer, more = patient(load, servers, target_s=target_s), patient(load, servers + 1, target_s=target_s)
    assert more.service_level >= fewer.service_level
    assert more.mean_wait_s <= fewer.mean_wait_s


@given(loads, people, targets, patiences)
def test_more_people_never_wait_longer_nor_give_up_more(
    load: float, servers: int, target_s: float, patience_s: float
) -> None:
    fewer = impatient(load, servers, target_s=target_s, patience_s=patience_s)
    more = impatient(load, servers + 1, target_s=target_s, patience_s=patience_s)
    assert more.service_level >= fewer.service_level - 1e-12
    assert more.mean_wait_s <= fewer.mean_wait_s + 1e-9
    assert more.abandonment <= fewer.abandonment + 1e-12


@given(loads, people, targets, patiences)
def test_every_share_lies_between_nothing_and_all(
    load: float, servers: int, target_s: float, patience_s: float
) -> None:
    for wait in (
        patient(load, servers, target_s=target_s),
        impatient(load, servers, target_s=target_s, patience_s=patience_s),
    ):
        assert 0 <= wait.service_level <= wait.service_level_answered <= 1
        assert wait.service_level <= wait.service_level_without_short_abandons <= 1
        assert 0 <= wait.occupancy <= 1
        assert 0 <= wait.wait_probability <= 1
        assert 0 <= wait.abandonment <= 1


@given(loads, people, patiences)
def test_a_longer_target_never_lowers_the_service_level(load: float, servers: int, patience_s: float) -> None:
    # A popular library falls from .957 at 60 minutes to .668 at 120.
    minutes = (0, 1, 5, 20, 60, 120, 1440)
    levels = [impatient(load, servers, target_s=m * 60, patience_s=patience_s).service_level for m in minutes]
    assert all(later >= sooner - 1e-9 for sooner, later in pairwise(levels))


@given(loads, people, patiences)
def test_in_the_end_everybody_is_served_or_gives_up(load: float, servers: int, patience_s: float) -> None:
    wait = impatient(load, servers, target_s=math.inf, patience_s=patience_s)
    assert wait.service_level == pytest.approx(1 - wait.abandonment, abs=1e-9)
    assert wait.service_level_answered == pytest.approx(1, abs=1e-9)


@given(loads, people, patiences)
def test_the_wait_of_all_is_that_of_the_served_and_of_those_who_left(
    load: float, servers: int, patience_s: float
) -> None:
    # Little's law and the flow through the queue: whoever waits is served or leaves.
    wait = impatient(load, servers, patience_s=patience_s)
    assert wait.queue_length == pytest.approx(wait.mean_wait_s * load / HANDLE_TIME_S, rel=1e-9)
    assert wait.mean_wait_answered_s * (1 - wait.abandonment) <= wait.mean_wait_s * (1 + 1e-9) + 1e-9
    assert wait.mean_concurrency == pytest.approx(wait.occupancy, rel=1e-9)


def test_endless_patience_is_erlang_c() -> None:
    assert impatient(4.2, 6, patience_s=1e10) == patient(4.2, 6)
    almost = impatient(4.2, 6, patience_s=9e8)
    assert almost.service_level == pytest.approx(patient(4.2, 6).service_level, abs=1e-6)


def test_a_queue_that_does_not_drain_is_said_to_be_endless() -> None:
    wait = patient(5, 5)
    assert (wait.service_level, wait.mean_wait_s, wait.occupancy) == (0, math.inf, 1)
    assert patient(7.5, 5).occupancy == 1


def test_without_contacts_nobody_waits() -> None:
    assert patient(0, 1).service_level == impatient(0, 1).service_level == 1
    assert patient(0, 1).mean_wait_s == impatient(0, 1).mean_wait_s == 0


def test_with_nobody_there_everybody_gives_up() -> None:
    wait = impatient(3, 0, target_s=120, patience_s=120)
    assert (wait.service_level, wait.service_level_answered) == (0, 0)
    assert wait.abandonment == pytest.approx(1)
    assert wait.mean_wait_s == pytest.approx(120)


def test_who_finds_the_waiting_room_full_is_lost() -> None:
    lost = wait_with_abandonment(
        rate_per_s=5 / 60, handle_time_s=60, patience_s=120, servers=5, target_s=20, waiting_room=0
    )
    assert lost.service_level == pytest.approx(1 - erlang_b(5, 5))
    assert lost.wait_probability == lost.abandonment == 0


def test_a_shop_of_one_person_is_not_given_two() -> None:
    # A popular library starts at round(load + 1) = 2.
    assert needed(0.55, target_s=600, service_level=0.5) == 1


@given(loads, shares, targets)
def test_people_needed_are_enough_and_one_fewer_is_not(load: float, share: float, target_s: float) -> None:
    agents = needed(load, target_s=target_s, service_level=share)
    assert patient(load, agents, target_s=target_s).service_level >= share - 1e-12
    assert patient(load, agents - 1, target_s=target_s).service_level < share


@given(loads, shares, patiences)
def test_people_needed_with_patience_are_enough_and_one_fewer_is_not(
    load: float, share: float, patience_s: float
) -> None:
    agents = needed(load, service_level=share, patience_s=patience_s)
    assert impatient(load, agents, patience_s=patience_s).service_level >= share
    assert agents == 1 or impatient(load, agents - 1, patience_s=patience_s).service_level < share


@given(loads, shares, targets, st.floats(min_value=0.1, max_value=1))
def test_a_looser_goal_or_less_load_never_takes_more_people(
    load: float, share: float, target_s: float, factor: float
) -> None:
    agents = needed(load, service_level=share, target_s=target_s)
    assert needed(load, service_level=share, target_s=target_s + 30) <= agents
    assert needed(load, service_level=share * factor, target_s=target_s) <= agents
    assert needed(load * factor, service_level=share, target_s=target_s) <= agents


@given(loads, shares, patiences)
def test_people_who_give_up_never_take_more_staff(load: float, share: float, patience_s: float) -> None:
    assert needed(load, service_level=share, patience_s=patience_s) <= needed(load, service_level=share)


def test_an_occupancy_cap_is_compared_exactly() -> None:
    # 17 Erlang at 85 % are 20 people; in floats 17 / 0.85 is 20.000000000000004 or 20, as luck will have it.
    for agents in range(1, 200):
        load_at_85_percent = agents * 0.85
        assert agents_needed(rate_per_s=agents * 17 / 20 / 300, handle_time_s=300, max_occupancy=0.85) == max(
            agents, math.floor(load_at_85_percent) + 1
        )


def test_every_goal_that_is_given_counts() -> None:
    asked = {"rate_per_s": 0.1, "handle_time_s": 240.0}
    assert agents_needed(**asked) == 25
    assert agents_needed(**asked, max_mean_wait_s=10) == 30
    assert agents_needed(**asked, patience_s=180, max_abandonment=0.02) > agents_needed(
        **asked, patience_s=180, max_abandonment=0.2
    )
    assert agents_needed(**asked, patience_s=180, max_mean_wait_s=5) > 24
    assert agents_needed(rate_per_s=0, handle_time_s=240) == 0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rate_per_s": -1}, "contacts per second"),
        ({"rate_per_s": math.nan}, "contacts per second"),
        ({"handle_time_s": 0}, "handle time"),
        ({"handle_time_s": -5}, "handle time"),
        ({"target_s": -1}, "target"),
        ({"service_level": 0}, "service level"),
        ({"service_level": 1}, "service level"),
        ({"service_level": 1.2}, "service level"),
        ({"patience_s": 0}, "patience"),
        ({"max_occupancy": 0}, "occupancy at most"),
        ({"max_abandonment": 0}, "share that gives up"),
        ({"max_mean_wait_s": 0}, "mean wait"),
    ],
)
def test_a_goal_that_nobody_could_meet_is_refused(wrong: dict[str, float], field: str) -> None:
    asked: dict[str, float] = {"rate_per_s": 0.1, "handle_time_s": 240, "target_s": 20, **wrong}
    with pytest.raises(OutOfRange) as refused:
        agents_needed(**asked)
    assert refused.value.field == field


def test_negative_people_or_load_are_refused() -> None:
    for load, servers in ((-1.0, 2), (2.0, -1), (math.inf, 2)):
        with pytest.raises(OutOfRange):
            erlang_b(load, servers)


def test_a_steady_rate_settles_at_its_load() -> None:
    steady = offered_load([0.01] * 50, handle_time_s=600, interval_s=1800)
    assert steady.interval_end[-1] == pytest.approx(6)
    assert steady.interval_mean[0] < steady.interval_mean[1] < 6


def test_long_handle_times_carry_work_into_the_next_interval() -> None:
    after_a_rush = offered_load([0.01, 0], handle_time_s=3600, interval_s=1800)
    assert after_a_rush.interval_mean[1] > 0
    total = 0.01 * 1800 * 3600
    worked = sum(after_a_rush.interval_mean) * 1800
    assert worked + after_a_rush.interval_end[-1] * 3600 == pytest.approx(total)


def test_the_arithmetic_is_imported_without_numpy() -> None:
    program = (
        "import sys, csops.domain.erlang, csops.domain.staffing, csops.domain.backlog; print('numpy' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
