"""People for work with a deadline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.backlog import agents_for_deadline
from csops.domain.errors import OutOfRange

arrivals = st.lists(st.integers(min_value=0, max_value=40), min_size=1, max_size=12)
targets_h = st.integers(min_value=1, max_value=12)
backlogs = st.integers(min_value=0, max_value=60)


def people(
    per_hour: list[int], *, target_h: float = 4, backlog: float = 0, due_h: float | None = None, cap: float = 1
) -> float:
    return agents_for_deadline(
        per_hour, response_target_h=target_h, aht_min=10, max_occupancy=cap, backlog=backlog, backlog_due_h=due_h
    )


def is_done_in_time(per_hour: list[int], staff: float, *, target_h: int, backlog: int, due_h: int) -> bool:
    """The oldest first, hour by hour: who does `staff` people's work from the start, does each batch in time?"""
    batches = sorted([(due_h, 0, backlog)] + [(t + target_h, t, n) for t, n in enumerate(per_hour, start=1)])
    left = {batch: float(batch[2]) for batch in batches}
    for hour in range(len(per_hour) + max(target_h, due_h) + 1):
        if any(work > 1e-7 and batch[0] <= hour for batch, work in left.items()):
            return False
        room = staff * 6
        for batch in batches:
            if batch[1] <= hour:
                done = min(room, left[batch])
                left[batch] -= done
                room -= done
    return True


def test_one_batch_is_spread_over_its_deadline() -> None:
    assert people([24]) == pytest.approx(1)  # 24 items of 10 minutes in 4 hours
    assert people([24], cap=0.5) == pytest.approx(2)


def test_work_waiting_counts_until_it_is_due() -> None:
    assert people([0], backlog=24, due_h=2) == pytest.approx(2)
    assert people([0], backlog=24) == pytest.approx(1)
    assert people([12, 12], target_h=1, backlog=6, due_h=8) == pytest.approx(2)


def test_nothing_to_do_takes_nobody() -> None:
    assert people([]) == people([0, 0, 0]) == 0


@given(arrivals, targets_h, backlogs, targets_h)
def test_the_people_found_are_enough_and_slightly_fewer_are_not(
    per_hour: list[int], target_h: int, backlog: int, due_h: int
) -> None:
    staff = people(per_hour, target_h=target_h, backlog=backlog, due_h=due_h)
    assert is_done_in_time(per_hour, staff, target_h=target_h, backlog=backlog, due_h=due_h)
    if staff:
        assert not is_done_in_time(per_hour, staff * 0.99, target_h=target_h, backlog=backlog, due_h=due_h)


@given(arrivals, targets_h)
def test_more_time_never_takes_more_people(per_hour: list[int], target_h: int) -> None:
    assert people(per_hour, target_h=target_h + 1) <= people(per_hour, target_h=target_h)


@given(arrivals, targets_h)
def test_more_work_never_takes_fewer_people(per_hour: list[int], target_h: int) -> None:
    assert people([n + 1 for n in per_hour], target_h=target_h) > people(per_hour, target_h=target_h)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"response_target_h": 0}, "response target"),
        ({"aht_min": 0}, "handle time"),
        ({"max_occupancy": 0}, "occupancy at most"),
        ({"backlog": -1}, "work waiting"),
        ({"backlog_due_h": 0}, "work waiting is due within"),
    ],
)
def test_impossible_deadlines_are_refused(wrong: dict[str, float], field: str) -> None:
    asked: dict[str, float] = {"response_target_h": 4, "aht_min": 10, **wrong}
    with pytest.raises(OutOfRange) as refused:
        agents_for_deadline([1], **asked)
    assert refused.value.field == field
    with pytest.raises(OutOfRange):
        agents_for_deadline([-1], response_target_h=4, aht_min=10)
