from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.assumptions import Assumptions
from csops.domain.certainty import risk
from csops.domain.erlang_c import wait_without_abandonment
from csops.domain.plans import Plan, demands_of, need_of
from csops.domain.roster_service import reached
from csops.domain.rosters import Demand, Task, Waiting
from csops.domain.work_terms import Worker
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.loads import day, phone
from tests.helpers.rosters import MONDAY, ZONE, a_shift, a_task, needed, people

CALLS = Waiting(rate_per_s=0.002, load=0.6, goals=((0.8, 30.0, 0.002),))
"""Six tenths of a person's time, 300 seconds a call."""


def _waited(demands: list[Demand], waiting: Waiting = CALLS) -> list[Demand]:
    return [replace(demand, waiting=waiting) for demand in demands]


def _with(count: int, **values: object) -> tuple[Task, tuple[Worker, ...]]:
    task = a_task(_waited(needed("08:00-14:00", 2)), workers=people(3), **values)
    return task, task.workers[:count]


def level(people_there: int) -> float:
    wait = wait_without_abandonment(rate_per_s=0.002, handle_time_s=300, servers=people_there, target_s=30)
    return wait.service_level


def test_the_service_level_is_that_of_the_people_who_are_there() -> None:
    task, there = _with(2)
    found = reached(task, [a_shift("08:00-14:00", member_id=each.member_id) for each in there])
    assert found.service_level == pytest.approx(level(2))
    assert found.promised == 0.8


def test_where_nobody_is_there_nobody_is_answered() -> None:
    task, _ = _with(0)
    assert reached(task, []).service_level == 0
    half = reached(task, [a_shift("08:00-11:00", member_id=1), a_shift("08:00-11:00", member_id=2)])
    assert half.service_level == pytest.approx(level(2) / 2)


def test_somebody_on_a_break_answers_nobody() -> None:
    task = a_task(_waited(needed("12:00-12:30", 1)), workers=people(1))
    noon = a_shift("08:00-16:00", breaks=a_shift("12:15-12:30").breaks or ())
    assert reached(task, [noon]).service_level == pytest.approx(level(1))


def test_without_anybody_waiting_there_is_no_service_level() -> None:
    assert reached(a_task(needed("08:00-14:00", 1)), []).service_level is None


def test_the_chance_of_missing_is_that_of_more_contacts_than_the_people_can_bear() -> None:
    task, there = _with(3)
    shifts = [a_shift("08:00-14:00", member_id=each.member_id) for each in there]
    wide, narrow = (reached(task, shifts, spread=spread).chance_of_missing for spread in (0.8, 0.1))
    assert wide is not None
    assert narrow is not None
    assert 0 <= narrow < wide < 1
    assert reached(task, [], spread=0.3).chance_of_missing == 1
    assert reached(task, shifts).chance_of_missing is None


def test_the_chance_of_missing_is_the_published_one_and_that_of_the_requirement() -> None:
    six = Waiting(rate_per_s=6 / 1800, load=1.0, goals=((0.8, 20.0, 6 / 1800),))
    task = a_task(_waited(needed("12:00-12:30", 3), six), workers=people(3))
    shifts = [a_shift("12:00-12:30", member_id=worker.member_id) for worker in task.workers]
    found = reached(task, shifts, spread=0.25).chance_of_missing
    # forecasting-and-staffing.md, section 1.6: 4.5 % by rate; 18.4 % if the noise of counting were counted twice.
    assert found == pytest.approx(0.045, abs=0.001)
    alike = risk(day((phone(6, target_s=20),)), Assumptions(), agents=[3], cv={"phone": 0.25})
    assert found == pytest.approx(alike.chance_of_missing, abs=1e-6)


def test_who_gives_up_and_several_chats_at_once_are_reckoned_with() -> None:
    busy = replace(CALLS, rate_per_s=0.006, load=1.8, goals=((0.8, 30.0, 0.006),))
    shifts = [a_shift("08:00-14:00", member_id=1), a_shift("08:00-14:00", member_id=2)]
    found = {
        name: reached(a_task(_waited(needed("08:00-14:00", 2), waiting)), shifts).service_level
        for name, waiting in {
            "calls": busy,
            "impatient": replace(busy, patience_s=60.0),
            "chats": replace(busy, paces_s=(300.0, 350.0, 420.0)),
        }.items()
    }
    assert found["calls"] is not None
    assert found["impatient"] is not None
    assert found["chats"] is not None
    assert found["impatient"] > found["calls"]
    assert found["chats"] > found["calls"]


def test_the_need_of_a_plan_comes_back_as_it_was() -> None:
    chat = replace(CALLS, patience_s=90.0, paces_s=(300.0, 350.0))
    demands = (
        *_waited(needed("08:00-09:00", 2)),
        *_waited(needed("09:00-10:00", 1), chat),
        *needed("08:00-09:00", 1, channels=("phone",)),
    )
    plan = Plan(first_day=MONDAY, weeks=2, made_at=MONDAY_MORNING, need=need_of(demands))
    assert demands_of(plan, zone=ZONE) == demands
    assert plan.last_day == MONDAY + timedelta(days=13)
