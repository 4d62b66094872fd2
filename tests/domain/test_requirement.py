"""People needed per interval, pooled over channels, and what a week of it costs."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.errors import OutOfRange
from csops.domain.staffing import (
    Assumptions,
    ChannelLoad,
    IntervalLoad,
    Reason,
    Requirement,
    need_for_interval,
    requirement,
)
from tests.helpers.loads import MONDAY, chat, day, email, phone


def plan(*half_hours: tuple[ChannelLoad, ...], **turned: Any) -> Requirement:
    return requirement(day(*half_hours), Assumptions(**turned))


def people(planned: Requirement) -> list[int]:
    return [cell.agents for cell in planned.cells]


def test_people_help_each_other_on_every_channel() -> None:
    # forecasting-and-staffing.md, section 3: 0.6 + 0.5 + 0.4 Erlang take 4 people pooled, 6 apart.
    loads = (phone(3.6), chat(3.0), replace(phone(2.4), channel="walk_in"))
    pooled = plan(loads)
    apart = [requirement(day(loads), Assumptions(), channel=load.channel).people_at_peak for load in loads]
    assert people(pooled) == [4]
    assert sum(apart) == 6
    assert pooled.cells[0].immediate_load == pytest.approx(1.5)


def test_one_channel_alone_needs_what_it_would_by_itself() -> None:
    alone = need_for_interval(contacts=5, interval_s=1800, handle_time_s=300, target_s=30)
    cell = plan((phone(5),), minimum_people=0).cells[0]
    assert cell.agents == alone.agents
    assert cell.service_level == pytest.approx(alone.service_level)
    assert cell.mean_wait_s == pytest.approx(alone.mean_wait_s)
    assert cell.occupancy == pytest.approx(alone.occupancy)
    assert cell.handle_time_s == pytest.approx(300)


def test_the_strictest_promise_of_the_channels_decides() -> None:
    lenient = plan((phone(6), chat(6)))
    strict = plan((phone(6), chat(6, service_level=0.98, target_s=10)))
    assert strict.people_at_peak > lenient.people_at_peak


def test_every_cell_says_what_decided() -> None:
    assert plan((), minimum_people=0).cells[0].reason is Reason.NO_WORK
    assert plan((phone(0),), minimum_people=2).cells[0].reason is Reason.MINIMUM
    assert plan((phone(6),)).cells[0].reason is Reason.SERVICE_LEVEL
    assert plan((phone(60, target_s=900),), max_occupancy=0.5).cells[0].reason is Reason.OCCUPANCY
    assert plan((phone(0.1), email(20)), max_occupancy=0.85).cells[0].reason is Reason.DEFERRED_WORK


def test_deferred_work_is_spread_over_the_time_until_it_is_due() -> None:
    # 10 e-mails of 6 minutes are an hour of work, over the four half hours of the next two hours: half a person.
    planned = plan((email(10),), *[()] * 5)
    assert [cell.deferred_load for cell in planned.cells] == pytest.approx([0, 0.5, 0.5, 0.5, 0.5, 0])
    assert planned.hours_on_contacts == pytest.approx(1)


def test_what_the_last_interval_leaves_is_put_to_the_first() -> None:
    planned = plan((), (), (), (email(10),))
    assert [cell.deferred_load for cell in planned.cells] == pytest.approx([0.5, 0.5, 0.5, 0.5])


def test_a_deadline_shorter_than_the_interval_asks_for_its_pace() -> None:
    planned = plan((email(5, within_h=0.25),), ())
    assert [cell.deferred_load for cell in planned.cells] == pytest.approx([0, 2])
    assert people(planned) == [1, 2]


def test_a_turned_deadline_takes_the_place_of_the_channels_own() -> None:
    planned = plan((email(10),), *[()] * 5, deferred_within_s=3600)
    assert [cell.deferred_load for cell in planned.cells] == pytest.approx([0, 1, 1, 0, 0, 0])


def test_a_load_that_only_rounding_lifts_over_the_cap_takes_nobody_more() -> None:
    # 0.1 + 0.2 + 0.55 is 0.8500000000000001 in floats.
    work = [email(contacts, within_h=0.5, handle_time_s=180) for contacts in (1, 2, 5.5)]
    named = tuple(replace(load, channel=f"box {i}") for i, load in enumerate(work))
    assert people(plan(named, max_occupancy=0.85)) == [1]


def test_several_at_once_take_a_share_of_a_persons_time() -> None:
    cell = plan((chat(6, concurrency=3, handle_time_s=600),)).cells[0]
    assert cell.immediate_load == pytest.approx(6 * 600 / 2.5 / 1800)
    assert cell.channels[0].load == cell.immediate_load


def test_hours_are_told_apart_and_rounded_once() -> None:
    planned = plan(*[(phone(2),)] * 7, shrinkage="0.3", cost_per_hour=Decimal("19.50"), minimum_people=1)
    assert people(planned) == [2] * 7
    assert planned.hours_on_contacts == pytest.approx(7 * 600 / 3600)
    assert planned.hours_required == 7
    assert planned.paid_hours == Decimal("10.00")
    assert planned.cost == Decimal("195.00")
    assert planned.cost_per_contact == Decimal("13.93")
    assert planned.full_time_people(hours_each=40) == 0.25


def test_the_service_level_of_the_week_is_weighted_by_contacts() -> None:
    planned = plan((phone(1),), (phone(9),), (email(3),))
    first, second = (cell.service_level for cell in planned.cells[:2])
    assert first is not None
    assert second is not None
    assert planned.service_level == pytest.approx((first + 9 * second) / 10)
    assert planned.cells[2].service_level is None


def test_a_week_without_anything_costs_nothing() -> None:
    nothing = requirement([], Assumptions(cost_per_hour=Decimal(20)))
    assert (nothing.hours_required, nothing.cost, nothing.people_at_peak) == (0, Decimal("0.00"), 0)
    assert nothing.service_level is None
    assert nothing.cost_per_contact is None


def test_turning_what_is_assumed_changes_what_it_names() -> None:
    loads = (phone(6), email(4))
    usual = plan(loads)
    assert plan(loads, volume_factor=2).contacts == 2 * usual.contacts
    longer = plan(loads, handle_times_s={"phone": 600}, handle_time_factor=1)
    assert longer.hours_on_contacts - usual.hours_on_contacts == pytest.approx(6 * 300 / 3600)
    assert plan(loads, handle_time_factor=1.5).hours_on_contacts == pytest.approx(1.5 * usual.hours_on_contacts)
    assert plan(loads, service_level=0.99, target_s=5).people_at_peak > usual.people_at_peak
    assert plan(loads, minimum_people=9).people_at_peak == 9


counts = st.lists(
    st.tuples(st.floats(min_value=0, max_value=30), st.floats(min_value=0, max_value=30)), min_size=1, max_size=6
)
more_than_usual = st.floats(min_value=1, max_value=3)


@settings(deadline=None)
@given(counts, more_than_usual)
def test_more_volume_never_needs_fewer_people(contacts: list[tuple[float, float]], factor: float) -> None:
    half_hours = [(phone(calls), email(mails)) for calls, mails in contacts]
    usual = people(plan(*half_hours, max_occupancy=0.85))
    busier = people(plan(*half_hours, max_occupancy=0.85, volume_factor=factor))
    assert all(few <= many for few, many in zip(usual, busier, strict=True))


@settings(deadline=None)
@given(counts, st.floats(min_value=0.05, max_value=0.99), st.integers(min_value=0, max_value=4))
def test_every_promise_is_kept_in_every_cell(contacts: list[tuple[float, float]], share: float, least: int) -> None:
    half_hours = [(phone(calls), email(mails)) for calls, mails in contacts]
    planned = plan(*half_hours, service_level=share, minimum_people=least, max_occupancy=0.85)
    for cell in planned.cells:
        assert cell.agents >= least
        assert cell.agents * 0.85 >= cell.load - 1e-6
        assert cell.service_level is None or share - 1e-9 <= cell.service_level <= 1
        assert 0 <= cell.occupancy <= 0.85 + 1e-6


@settings(deadline=None)
@given(counts)
def test_no_deferred_work_is_lost(contacts: list[tuple[float, float]]) -> None:
    planned = plan(*[(email(mails),) for _, mails in contacts])
    worked = sum(cell.deferred_load * cell.length_s for cell in planned.cells)
    assert worked == pytest.approx(360 * planned.contacts)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"volume_factor": -1}, "contact volume"),
        ({"handle_time_factor": 0}, "handle time"),
        ({"handle_times_s": {"phone": 0}}, "handle time"),
        ({"shrinkage": 1}, "shrinkage"),
        ({"max_occupancy": 0}, "occupancy at most"),
        ({"service_level": 1.2}, "service level"),
        ({"target_s": -1}, "target"),
        ({"deferred_within_s": 0}, "deadline"),
        ({"patience_s": 0}, "patience"),
        ({"minimum_people": -1}, "people at least"),
        ({"cost_per_hour": Decimal(-1)}, "cost an hour"),
    ],
)
def test_what_cannot_be_assumed_is_refused(wrong: Mapping[str, Any], field: str) -> None:
    with pytest.raises(OutOfRange) as refused:
        Assumptions(**wrong)
    assert refused.value.field == field


def test_what_cannot_be_expected_is_refused() -> None:
    for wrong in ({"contacts": -1}, {"handle_time_s": 0}, {"service_level": 1}, {"target_s": -1}, {"concurrency": 9}):
        with pytest.raises(OutOfRange):
            phone(**{"contacts": 1, **wrong})
    with pytest.raises(OutOfRange):
        email(1, within_h=0)
    with pytest.raises(OutOfRange):
        IntervalLoad(starts_at=MONDAY, length_s=0, channels=())


# ---- long handle times, chat, patience


def test_long_calls_reach_into_the_next_half_hour() -> None:
    hour_long = plan((phone(6, handle_time_s=2400),), (phone(1, handle_time_s=2400),), max_occupancy=0.9)
    alone = plan((phone(1, handle_time_s=2400),), max_occupancy=0.9)
    assert people(hour_long)[1] > people(alone)[0]
    # forecasting-and-staffing.md, section 1.5: m = 8 falls towards a = 4/3 with exp(-1800 / 2400).
    settled = 1 * 2400 / 1800
    mean = settled + (8 - settled) * (1 - math.exp(-0.75)) / 0.75
    assert hour_long.cells[1].immediate_load == pytest.approx(mean)


def test_after_a_closed_stretch_nothing_is_in_hand_and_the_load_is_there_at_once() -> None:
    first, second = day((phone(6, handle_time_s=2400),), (phone(1, handle_time_s=2400),))
    later = replace(second, starts_at=second.starts_at + timedelta(minutes=30))
    cells = requirement([first, later], Assumptions()).cells
    assert [cell.immediate_load for cell in cells] == pytest.approx([8, 4 / 3])


def test_work_in_hand_is_finished_when_nobody_else_is_expected() -> None:
    cells = plan((phone(6, handle_time_s=2400),), (phone(0, handle_time_s=2400),), minimum_people=0).cells
    assert cells[1].agents == math.ceil(cells[1].immediate_load)
    assert cells[1].immediate_load > 4
    assert cells[1].reason is Reason.OCCUPANCY
    assert cells[1].service_level is None


def test_volume_that_does_not_change_leaves_nothing_to_carry() -> None:
    assert len(set(people(plan(*[(phone(6, handle_time_s=2400),)] * 5)))) == 1


def test_chat_alone_is_staffed_by_its_exact_chain() -> None:
    alone = need_for_interval(contacts=12, interval_s=1800, handle_time_s=420, target_s=30, concurrency=3)
    cell = plan((chat(12, handle_time_s=420, concurrency=3),), minimum_people=0).cells[0]
    assert cell.agents == alone.agents
    assert cell.service_level == pytest.approx(alone.service_level)
    assert cell.occupancy == pytest.approx(alone.occupancy)


def test_who_gives_up_need_not_be_staffed_for() -> None:
    alone = need_for_interval(contacts=20, interval_s=1800, handle_time_s=300, target_s=30, patience_s=60)
    patient, impatient = plan((phone(20),)), plan((phone(20),), patience_s=60)
    assert people(impatient) == [alone.agents]
    assert people(impatient) < people(patient)
    assert impatient.cells[0].service_level == pytest.approx(alone.service_level)
    assert impatient.cells[0].occupancy == pytest.approx(alone.occupancy)


def test_with_patience_the_occupancy_counts_those_who_are_answered() -> None:
    cell = plan((phone(60, target_s=300, service_level=0.3), email(6)), patience_s=10, max_occupancy=0.95).cells[0]
    assert cell.occupancy <= 0.95
    assert cell.agents < math.ceil((cell.immediate_load + cell.deferred_load) / 0.95)


@settings(deadline=None)
@given(counts, st.floats(min_value=10, max_value=2000))
def test_with_very_long_patience_it_is_as_without(contacts: list[tuple[float, float]], handle_time_s: float) -> None:
    half_hours = [(phone(calls, handle_time_s=handle_time_s),) for calls, _ in contacts]
    assert people(plan(*half_hours, patience_s=1e9)) == people(plan(*half_hours))


@pytest.mark.parametrize("patience_s", [None, 60.0])
def test_one_person_fewer_may_leave_a_chat_to_nobody(patience_s: float | None) -> None:
    asked = Assumptions(more_people=-1, patience_s=patience_s)
    (cell,) = requirement(day((chat(2, concurrency=3),)), asked).cells
    assert (cell.agents, cell.service_level) == (0, 0.0)


def test_chats_save_little_time_where_the_same_people_take_calls() -> None:
    chats = chat(12, concurrency=3)
    (alone,), (mixed,), (quiet,) = (
        requirement(day(loads), Assumptions()).cells for loads in ((chats,), (phone(6), chats), (phone(0), chats))
    )
    as_one = 12 * 300 / 1800
    assert alone.channels[0].load == pytest.approx(as_one / 2.5)
    assert quiet.channels[1].load == alone.channels[0].load
    assert mixed.channels[1].load == pytest.approx(as_one / (1 + 0.15 * 1.5))
    assert mixed.immediate_load == pytest.approx(6 * 300 / 1800 + mixed.channels[1].load)


def test_two_kinds_of_chat_still_share_their_peoples_hands() -> None:
    social = replace(chat(4, concurrency=2), channel="social")
    (cell,) = requirement(day((chat(12, concurrency=3), social)), Assumptions()).cells
    assert [share.load for share in cell.channels] == pytest.approx([12 * 300 / 2.5 / 1800, 4 * 300 / 1.7 / 1800])
