"""A planned week, played: what holds whatever comes, and the figures with their doubt."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.errors import Cancelled, OutOfRange, UnknownName
from csops.domain.simulation import (
    Expected,
    PlannedWeek,
    PlayedChannel,
    PlayedPerson,
    floor_of,
    on_duty,
    simulate,
)
from csops.domain.simulation_draws import Chance, Draws
from csops.domain.simulation_figures import interval_of_share
from csops.domain.simulation_floor import Floor
from csops.domain.simulation_queues import Fate
from csops.domain.simulation_rules import rules_of
from csops.domain.simulation_week import Stretch

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
HOUR = 3600.0
DAY = 24 * HOUR
PHONE = PlayedChannel(key="phone", is_immediate=True, handle_time_s=300, target_s=20)
CHAT = replace(PHONE, key="chat", handle_time_s=600, concurrency=3, patience_s=240)
EMAIL = PlayedChannel(key="email", is_immediate=False, handle_time_s=360, target_s=2 * HOUR)
OPEN: tuple[Stretch, ...] = tuple((day * DAY + 9 * HOUR, day * DAY + 12 * HOUR) for day in range(2))


def a_person(name: str = "A", *, shifts: Sequence[Stretch] = OPEN, **other: object) -> PlayedPerson:
    return PlayedPerson(name=name, on_duty=on_duty(shifts), **other)  # type: ignore[arg-type]  # a builder passes on what the test names


def a_week(
    *channels: PlayedChannel, people: Sequence[PlayedPerson] = (a_person(),), a_half_hour: float = 4
) -> PlannedWeek:
    return PlannedWeek(
        starts_at=MONDAY,
        channels=channels,
        expected=tuple(
            Expected(
                start_s=begin + half * 1800, length_s=1800, contacts={channel.key: a_half_hour for channel in channels}
            )
            for begin, _ in OPEN
            for half in range(6)
        ),
        people=tuple(people),
        open=OPEN,
    )


def run_of(week: PlannedWeek, *, number: int = 0, seed: int = 1) -> tuple[Draws, Floor]:
    draws = Chance(week, seed=seed).run(number)
    return draws, floor_of(rules_of(week), draws, to_trace=True).play()


def waited(draws: Draws, floor: Floor) -> list[float]:
    """How long each waited, until answered or gone."""
    ends = zip(floor.begun, floor.ended, floor.fate, draws.at.tolist(), strict=True)
    return [(begun if fate == Fate.ANSWERED else ended) - at for begun, ended, fate, at in ends]


# ---- whatever comes

moments = st.integers(min_value=0, max_value=int(2 * DAY))
shifts = st.lists(st.tuples(moments, moments).map(lambda both: (float(min(both)), float(max(both)))), max_size=4)
teams = st.lists(
    st.builds(
        lambda worked, pauses, known: PlayedPerson(name="", on_duty=on_duty(worked, breaks=pauses), channels=known),
        shifts,
        shifts,
        st.none() | st.frozensets(st.sampled_from(("phone", "chat", "email"))),
    ),
    max_size=5,
)
weeks = st.builds(
    lambda people, volume, patience_s, interruptible, urgent: replace(
        a_week(replace(PHONE, patience_s=patience_s, priority=urgent), CHAT, EMAIL, people=people, a_half_hour=volume),
        is_deferred_interruptible=interruptible,
    ),
    teams,
    st.floats(min_value=0, max_value=12),
    st.none() | st.floats(min_value=0, max_value=600),
    st.booleans(),
    st.integers(min_value=-1, max_value=1),
)


@settings(deadline=None)
@given(weeks, st.integers(min_value=0, max_value=9))
def test_whoever_comes_is_answered_gives_up_or_is_left(week: PlannedWeek, number: int) -> None:
    draws, floor = run_of(week, number=number)
    fates = [floor.fate.count(fate) for fate in Fate]
    assert sum(fates) == len(draws.at)
    for place, channel in enumerate(week.channels):
        mine = [fate for fate, own in zip(floor.fate, draws.channel.tolist(), strict=True) if own == place]
        if channel.patience_s is None:
            assert Fate.ABANDONED not in mine
    for at, begun, ended, fate in zip(draws.at.tolist(), floor.begun, floor.ended, floor.fate, strict=True):
        assert fate != Fate.ANSWERED or at <= begun <= ended < np.inf


@settings(deadline=None)
@given(weeks, st.integers(min_value=0, max_value=9))
def test_nobody_begins_anything_outside_a_shift_or_during_a_break(week: PlannedWeek, number: int) -> None:
    draws, floor = run_of(week, number=number)
    assert floor.pieces is not None
    for person, contact, begin, end in floor.pieces:
        channel = week.channels[draws.channel[contact]]
        duty = week.people[person].on_duty
        is_on_duty = any(start <= begin and end <= stop for start, stop in duty)
        begun_on_duty = any(start <= floor.begun[contact] <= stop for start, stop in duty)
        # Whoever is on the line is not cut off; written work is put aside to the second.
        assert is_on_duty or (channel.is_immediate and begun_on_duty)
        assert channel.key in (week.people[person].channels or {"phone", "chat", "email"})


@settings(deadline=None)
@given(weeks, st.integers(min_value=0, max_value=9))
def test_nobody_has_more_in_hand_than_the_channels_allow(week: PlannedWeek, number: int) -> None:
    draws, floor = run_of(week, number=number)
    assert floor.pieces is not None
    for person in range(len(week.people)):
        changes = sorted(
            change
            for who, contact, begin, end in floor.pieces
            if who == person
            for change in ((begin, 1, contact), (end, 0, contact))
        )
        hand: set[int] = set()
        for _, begins, contact in changes:
            hand = hand | {contact} if begins else hand - {contact}
            assert len(hand) <= min((week.channels[draws.channel[each]].concurrency for each in hand), default=0)


@settings(deadline=None)
@given(weeks)
def test_the_work_of_a_contact_is_done_whoever_does_it(week: PlannedWeek) -> None:
    draws, floor = run_of(week)
    assert floor.pieces is not None
    for place, fate in enumerate(floor.fate):
        if fate == Fate.ANSWERED and week.channels[draws.channel[place]].concurrency == 1:
            worked = sum(end - begin for _, contact, begin, end in floor.pieces if contact == place)
            assert worked == pytest.approx(draws.work[place], abs=1e-6)


@settings(deadline=None)
@given(weeks)
def test_nobody_is_busier_than_they_are_there(week: PlannedWeek) -> None:
    simulated = simulate(week, runs=2)
    assert simulated.occupancy is None or 0 <= simulated.occupancy <= 1 + 1e-9
    for person in simulated.people:
        assert person.occupancy is None or 0 <= person.occupancy <= 1 + 1e-9
    for channel in simulated.channels:
        assert channel.offered == pytest.approx(channel.answered + channel.abandoned + channel.left)
        if channel.service_level is not None and channel.low is not None and channel.high is not None:
            assert 0 <= channel.low <= channel.service_level <= channel.high <= 1


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=6), st.floats(min_value=0.5, max_value=20), st.integers(0, 9))
def test_with_one_more_nobody_ever_waits_longer(people: int, volume: float, number: int) -> None:
    # Callers who do not give up, the first come first: then it holds for each of them, with the same contacts.
    def waits(count: int) -> list[float]:
        team = [a_person(str(each)) for each in range(count)]
        return waited(*run_of(a_week(PHONE, people=team, a_half_hour=volume), number=number))

    assert all(more <= less + 1e-6 for more, less in zip(waits(people + 1), waits(people), strict=True))


def test_more_people_mean_shorter_waits_on_every_channel() -> None:
    channels = (replace(PHONE, patience_s=90), CHAT, EMAIL)

    def played(count: int) -> tuple[list[float], list[float]]:
        team = [a_person(str(each)) for each in range(count)]
        found = simulate(a_week(*channels, people=team, a_half_hour=6), runs=60).channels
        return [each.mean_wait_s or 0 for each in found], [each.service_level or 0 for each in found]

    figures = [played(count) for count in range(3, 7)]
    for (waits, levels), (waits_after, levels_after) in pairwise(figures):
        assert all(after < before for before, after in zip(waits, waits_after, strict=True))
        assert all(after >= before for before, after in zip(levels, levels_after, strict=True))


# ---- chance


def test_whole_shifts_fall_out_by_chance_as_often_as_is_said() -> None:
    shifts = [(at, at + 3600.0) for day in range(5) for at in (day * DAY, day * DAY + 7200.0)]
    week = replace(a_week(PHONE, people=[a_person(shifts=shifts), a_person("B", shifts=shifts)]), unplanned_share=0.3)
    chance = Chance(week, seed=1)
    lost = []
    for number in range(300):
        for person in chance.people(number):
            there = {int(start // DAY) for start, _ in person.on_duty}
            assert len(person.on_duty) == 2 * len(there), "a break parts no shift"
            lost.append(5 - len(there))
    assert sum(lost) / (5 * len(lost)) == pytest.approx(0.3, abs=0.03)
    assert Chance(week, seed=1).people(7) == chance.people(7)
    assert Chance(week, seed=2).people(7) != chance.people(7)


def test_shifts_that_fall_out_change_hours_and_service_and_not_who_comes() -> None:
    week = a_week(PHONE, people=[a_person(), a_person("B")])
    ill = replace(week, unplanned_share=0.4)
    usual, fewer = simulate(week, runs=60), simulate(ill, runs=60)
    assert fewer.hours_on_duty == pytest.approx(0.6 * usual.hours_on_duty, rel=0.2)
    assert fewer.channels[0].offered == usual.channels[0].offered
    assert (fewer.channels[0].service_level or 0) < (usual.channels[0].service_level or 0)
    assert (usual.unplanned_share, fewer.unplanned_share) == (0.0, 0.4)
    with pytest.raises(OutOfRange, match="unplanned share"):
        replace(week, unplanned_share=1.0)


def test_the_same_plan_and_seed_give_the_same_figures() -> None:
    week = a_week(PHONE, CHAT, EMAIL)
    assert simulate(week, runs=5, seed=3) == simulate(week, runs=5, seed=3)
    assert simulate(week, runs=5, seed=3) != simulate(week, runs=5, seed=4)


def test_other_people_meet_the_same_contacts() -> None:
    few, _ = run_of(a_week(PHONE, EMAIL))
    many, _ = run_of(a_week(PHONE, EMAIL, people=[a_person(), a_person("B")]))
    assert few.at.tolist() == many.at.tolist()
    assert few.work.tolist() == many.work.tolist()


def test_another_channel_leaves_the_contacts_of_the_first_as_they_were() -> None:
    alone, _ = run_of(a_week(PHONE))
    beside, _ = run_of(a_week(PHONE, CHAT))
    assert alone.at.tolist() == beside.at[beside.channel == 0].tolist()


def test_contacts_come_while_the_shop_is_open() -> None:
    draws, _ = run_of(a_week(PHONE, a_half_hour=30))
    assert len(draws.at) > 200
    assert all(any(begin <= at < end for begin, end in OPEN) for at in draws.at)


def test_volume_is_as_uncertain_as_the_forecast_says() -> None:
    def counts(channel: PlayedChannel) -> list[int]:
        chance = Chance(a_week(channel, a_half_hour=10), seed=1)
        return [len(chance.run(number).at) for number in range(1500)]

    mean = 120
    for channel, variance in (
        (PHONE, mean),
        (replace(PHONE, week_cv=0.2), mean + (0.2 * mean) ** 2),
        (replace(PHONE, day_cv=0.2), mean + 2 * (0.2 * mean / 2) ** 2),
    ):
        found = np.asarray(counts(channel), dtype=np.float64)
        assert found.mean() == pytest.approx(mean, rel=0.03)
        assert found.var() == pytest.approx(variance, rel=0.15)


def test_handle_times_vary_as_asked() -> None:
    for cv in (0.0, 0.5, 1.0, 1.5):
        channel = replace(PHONE, handle_time_cv=cv)
        work = Chance(a_week(channel, a_half_hour=2000), seed=1).run(0).work
        assert work.mean() == pytest.approx(300, rel=0.05)
        assert work.std() == pytest.approx(300 * cv, rel=0.05)


# ---- figures


def test_figures_say_what_was_met() -> None:
    simulated = simulate(a_week(replace(PHONE, patience_s=60), EMAIL, people=[a_person(), a_person("B")]), runs=50)
    phone, email = simulated.channels
    assert phone.service_level is not None
    assert phone.low is not None
    assert phone.high is not None
    assert phone.low < phone.service_level < phone.high
    assert phone.high - phone.low < 0.1
    assert phone.offered == pytest.approx(48, rel=0.1)
    assert phone.abandonment == pytest.approx(phone.abandoned / phone.offered)
    assert phone.service_level_answered is not None
    assert phone.service_level_answered > phone.service_level
    assert (phone.week_low or 0) < phone.service_level < (phone.week_high or 1)
    assert phone.longest_of_all_s is not None
    assert (phone.mean_wait_s or 0) < (phone.longest_wait_s or 0) < phone.longest_of_all_s
    assert 0 < (phone.chance_of_missing or 0) <= 1
    assert email.mean_wait_s is not None
    assert email.mean_wait_s > 360
    assert simulated.hours_on_duty == 12
    assert [person.hours for person in simulated.people] == [6, 6]
    assert sum(part.offered for part in simulated.parts) == pytest.approx(phone.offered)
    assert simulated.parts[0].starts_at == MONDAY.replace(hour=9)


def test_nothing_expected_is_no_service_level() -> None:
    phone = simulate(a_week(PHONE, a_half_hour=0), runs=3).channels[0]
    assert (phone.service_level, phone.low, phone.mean_wait_s, phone.longest_wait_s) == (None, None, None, None)
    assert phone.chance_of_missing is None


def test_with_nobody_there_nobody_is_answered() -> None:
    simulated = simulate(a_week(PHONE, replace(CHAT, patience_s=30), EMAIL, people=[]), runs=3)
    assert [channel.answered for channel in simulated.channels] == [0, 0, 0]
    assert simulated.channels[0].left == simulated.channels[0].offered
    assert simulated.channels[1].abandoned > 0
    assert simulated.channels[2].missed_deadlines > 0
    assert simulated.occupancy is None


def test_a_shop_that_never_opens_has_nothing_to_play() -> None:
    simulated = simulate(replace(a_week(PHONE), open=(), expected=(), people=()), runs=2)
    assert simulated.channels[0].offered == 0
    assert simulated.parts == ()


def test_more_than_can_be_played_is_refused() -> None:
    with pytest.raises(OutOfRange) as refused:
        simulate(a_week(PHONE, a_half_hour=100_000), runs=1)
    assert refused.value.field == "contacts a run"


def test_patience_zero_means_answered_at_once_or_gone() -> None:
    phone = simulate(a_week(replace(PHONE, patience_s=0)), runs=20).channels[0]
    assert phone.mean_wait_s == 0
    assert phone.abandoned > 0


def test_the_doubt_holds_the_true_share_about_as_often_as_it_says() -> None:
    chance = np.random.default_rng(1)
    held = 0
    for _ in range(400):
        wholes = chance.poisson(40, size=30)
        parts = chance.binomial(wholes, chance.beta(16, 4, size=30))  # runs differ: their contacts are not independent
        low, high = interval_of_share(parts.tolist(), wholes.tolist())
        assert low is not None
        assert high is not None
        held += low <= 0.8 <= high
    assert held / 400 == pytest.approx(0.95, abs=0.03)


def test_when_all_runs_agree_doubt_remains() -> None:
    low, high = interval_of_share([30, 30], [30, 30])
    assert low == pytest.approx(0.9398, abs=1e-4)
    assert high == 1


# ---- progress, cancel, refusals


def test_progress_is_told_to_the_end() -> None:
    told: list[float] = []
    simulate(a_week(PHONE), runs=4, progress=told.append)
    assert told == [0.25, 0.5, 0.75, 1]


def test_a_simulation_can_be_stopped() -> None:
    told: list[float] = []
    with pytest.raises(Cancelled):
        simulate(a_week(PHONE), runs=50, progress=told.append, cancelled=lambda: len(told) == 3)
    assert len(told) == 3


@pytest.mark.parametrize(
    ("runs", "seed", "field"), [(0, 1, "runs"), (-1, 1, "runs"), (10_001, 1, "runs"), (1, -1, "seed")]
)
def test_what_cannot_be_played_is_refused(runs: int, seed: int, field: str) -> None:
    with pytest.raises(OutOfRange) as refused:
        simulate(a_week(PHONE), runs=runs, seed=seed)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"handle_time_s": 0}, "handle time"),
        ({"service_level": 1}, "service level"),
        ({"target_s": -1}, "target"),
        ({"patience_s": -1}, "patience"),
        ({"concurrency": 0}, "contacts at once"),
        ({"handle_time_cv": -1}, "spread of the handle time"),
        ({"week_cv": -0.1}, "doubt of a week"),
        ({"is_immediate": False, "target_s": 0}, "deadline"),
        ({"is_immediate": False, "concurrency": 2}, "contacts at once"),
    ],
)
def test_a_channel_that_cannot_be_is_refused(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(OutOfRange) as refused:
        replace(PHONE, **wrong)
    assert refused.value.field == field


def test_a_plan_names_only_its_own_channels_and_each_once() -> None:
    with pytest.raises(UnknownName):
        a_week(PHONE, people=[a_person(channels=frozenset({"fax"}))])
    with pytest.raises(OutOfRange):
        a_week(PHONE, PHONE)
    with pytest.raises(OutOfRange):
        a_week()


def test_breaks_are_cut_out_of_shifts() -> None:
    assert on_duty([(0, 8)], breaks=[(3, 4)]) == ((0, 3), (4, 8))
    assert on_duty([(0, 8)], breaks=[(7, 9), (0, 1)]) == ((1, 7),)
    assert on_duty([(0, 4), (4, 8)], breaks=[(9, 10)]) == ((0, 8),)
    assert on_duty([(0, 4), (6, 8)], breaks=[(3, 7)]) == ((0, 3), (7, 8))
    assert on_duty([(2, 3)], breaks=[(1, 4)]) == ()
