"""Who takes what, when: the rules by which a plan is played, each by a case that can be followed by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from math import inf

import numpy as np
import pytest

from csops.domain.simulation import PlannedWeek, PlayedChannel, PlayedPerson, on_duty
from csops.domain.simulation_draws import OpeningClock
from csops.domain.simulation_floor import Floor
from csops.domain.simulation_queues import Fate
from csops.domain.simulation_rules import rules_of
from csops.domain.simulation_week import Stretch

CALL, MAIL, TALK = 0, 1, 2
CHANNELS = (
    PlayedChannel(key="phone", is_immediate=True, handle_time_s=100, target_s=20),
    PlayedChannel(key="email", is_immediate=False, handle_time_s=100, target_s=1000),
    PlayedChannel(key="chat", is_immediate=True, handle_time_s=100, target_s=20, concurrency=2),
)
Contact = tuple[float, int, float]
"""When, on which channel, seconds of work (of a chat in units of its mean)."""


def person(*duty: Stretch, breaks: Sequence[Stretch] = (), knows: str = "") -> PlayedPerson:
    channels = frozenset(knows.split()) if knows else None
    return PlayedPerson(name="", on_duty=on_duty(duty or [(0, 1000)], breaks=breaks), channels=channels)


def play(
    *contacts: Contact,
    people: Sequence[PlayedPerson] = (person(),),
    channels: Sequence[PlayedChannel] = CHANNELS,
    opened: Sequence[Stretch] = ((0, 1000),),
    patience: float = inf,
    due: Sequence[float] = (),
    interruptible: bool = True,
) -> Floor:
    week = PlannedWeek(
        starts_at=datetime(2026, 1, 5, tzinfo=UTC),
        channels=tuple(channels),
        expected=(),
        people=tuple(people),
        open=tuple(opened),
        is_deferred_interruptible=interruptible,
    )
    at = [contact[0] for contact in contacts]
    return Floor(
        rules_of(week),
        at=at,
        channel=[contact[1] for contact in contacts],
        work=[contact[2] for contact in contacts],
        leaves=[moment + patience for moment in at],
        due=list(due) or [moment + 1000 for moment in at],
        to_trace=True,
    ).play()


def test_who_comes_first_is_answered_first() -> None:
    floor = play((10, CALL, 100), (20, CALL, 50), (30, CALL, 10))
    assert floor.begun == [10, 110, 160]
    assert floor.ended == [110, 160, 170]
    assert floor.busy_s == [160]


def test_the_more_urgent_channel_goes_before_who_came_first() -> None:
    urgent = (*CHANNELS, replace(CHANNELS[CALL], key="door", priority=-1))
    assert play((10, CALL, 100), (20, CALL, 50), (30, 3, 10), channels=urgent).begun == [10, 120, 110]


def test_who_has_been_idle_longest_takes_the_next() -> None:
    floor = play((10, CALL, 5), (20, CALL, 5), (30, CALL, 5), people=[person(), person()])
    assert floor.by == [0, 1, 0]


def test_whoever_knows_fewer_channels_goes_first() -> None:
    floor = play((10, CALL, 5), (20, MAIL, 5), people=[person(), person(knows="phone")])
    assert floor.by == [1, 0]


def test_nobody_takes_what_they_do_not_know() -> None:
    floor = play((10, CALL, 5), people=[person(knows="email")])
    assert floor.fate == [Fate.LEFT]
    assert floor.ended == [1000]


def test_written_work_is_put_aside_for_a_caller_and_taken_up_again() -> None:
    floor = play((10, MAIL, 100), (50, CALL, 30))
    assert floor.begun == [10, 50]
    assert floor.ended == [140, 80]
    assert floor.busy_s == [130]


def test_written_work_put_aside_is_taken_up_by_who_is_idle() -> None:
    floor = play((10, MAIL, 100), (50, CALL, 30), people=[person(knows="email phone"), person(knows="email")])
    # The one who knows only e-mail begins; so that the other is interrupted, it must be busy first.
    assert (floor.by[0], floor.by[1]) == (1, 0)
    floor = play(
        (5, MAIL, 20), (10, MAIL, 100), (50, CALL, 30), people=[person(knows="email phone"), person(knows="email")]
    )
    assert floor.pieces is not None
    assert [(who, what) for who, what, *_ in floor.pieces if what == 1] == [(0, 1), (1, 1)]
    assert floor.ended[1] == 110


def test_written_work_may_be_finished_first() -> None:
    assert play((10, MAIL, 100), (50, CALL, 30), interruptible=False).begun == [10, 110]


def test_written_work_is_done_in_the_order_in_which_it_is_due() -> None:
    floor = play((10, CALL, 50), (20, MAIL, 10), (30, MAIL, 10), due=[inf, 900, 800])
    assert floor.begun == [10, 70, 60]


def test_who_gives_up_is_not_answered() -> None:
    floor = play((10, CALL, 100), (20, CALL, 50), (105, CALL, 10), patience=60)
    assert floor.fate == [Fate.ANSWERED, Fate.ABANDONED, Fate.ANSWERED]
    assert floor.ended == [110, 80, 120]
    assert floor.begun[1] == inf


def test_two_chats_at_once_are_each_slower_and_together_faster() -> None:
    # Alone 100 s; with two in hand each takes 2 / 1.7 as long.
    floor = play((0, TALK, 1.0), (0, TALK, 1.0))
    assert floor.begun == [0, 0]
    assert floor.ended == pytest.approx([200 / 1.7] * 2)
    assert floor.busy_s == pytest.approx([200 / 1.7])


def test_a_chat_goes_to_who_has_the_fewest() -> None:
    floor = play((0, TALK, 1), (1, TALK, 1), (2, TALK, 1), (3, TALK, 1), (4, TALK, 1), people=[person(), person()])
    assert [floor.by[place] for place in range(4)] == [0, 1, 0, 1]
    assert floor.begun[4] > 100


def test_who_chats_answers_no_call_and_keeps_a_hand_free_for_one_that_waits() -> None:
    floor = play((0, TALK, 1), (10, CALL, 20), (20, TALK, 0.5))
    assert floor.begun[1] == 100  # after the first chat, which was alone
    assert floor.begun[2] == 120  # the second chat came later than the call


def test_once_the_caller_gave_up_hands_are_free_for_chats() -> None:
    floor = play((0, TALK, 1), (10, CALL, 20), (20, TALK, 0.5), patience=40)
    assert floor.fate[1] == Fate.ABANDONED
    assert floor.begun[2] == 50


def test_a_call_taken_by_another_frees_the_hand_kept_for_it() -> None:
    floor = play((0, CALL, 40), (1, TALK, 1), (10, CALL, 20), (20, TALK, 0.5), people=[person(), person()])
    assert floor.begun[2] == 40
    assert floor.begun[3] == 40


def test_a_call_in_hand_is_finished_before_the_break_which_ends_as_planned() -> None:
    at_work = person((0, 1000), breaks=[(100, 200)])
    floor = play((90, CALL, 30), (130, CALL, 10), people=[at_work])
    assert floor.begun == [90, 200]
    assert floor.busy_s == [20]
    assert floor.overrun_s == [20]


def test_who_is_still_on_a_call_when_the_break_ends_goes_on() -> None:
    floor = play((90, CALL, 200), (130, CALL, 10), people=[person((0, 1000), breaks=[(100, 200)])])
    assert floor.begun == [90, 290]
    assert (floor.busy_s, floor.overrun_s) == ([110], [100])


def test_written_work_waits_over_the_break_and_over_night() -> None:
    floor = play((90, MAIL, 30), people=[person((0, 1000), breaks=[(100, 200)])])
    assert floor.ended == [220]
    floor = play((90, MAIL, 30), people=[person((0, 100), (500, 600))], opened=[(0, 100), (500, 600)])
    assert floor.ended == [520]
    assert floor.overrun_s == [0]


def test_who_waits_at_closing_time_is_helped_while_somebody_is_there() -> None:
    floor = play((80, CALL, 50), (90, CALL, 50), (95, CALL, 50), people=[person((0, 150))], opened=[(0, 100)])
    assert floor.fate == [Fate.ANSWERED, Fate.ANSWERED, Fate.LEFT]
    assert floor.ended == [130, 180, 150]


def test_nobody_waits_over_night() -> None:
    floor = play((90, CALL, 20), (95, CALL, 5), people=[person((0, 100), (500, 600))], opened=[(0, 100), (500, 600)])
    assert floor.fate == [Fate.ANSWERED, Fate.LEFT]
    assert floor.ended == [110, 100]


def test_chats_in_hand_are_finished_after_the_shift() -> None:
    floor = play((80, TALK, 1), (80, TALK, 1), people=[person((0, 100))], opened=[(0, 100)])
    assert floor.ended == pytest.approx([80 + 200 / 1.7] * 2)
    assert floor.overrun_s == pytest.approx([200 / 1.7 - 20])


def test_who_comes_after_everything_is_over_is_left() -> None:
    floor = play((2000, CALL, 10))
    assert floor.fate == [Fate.LEFT]
    assert floor.ended == [2000]


def test_deadlines_are_counted_in_opening_time() -> None:
    clock = OpeningClock(((0, 100), (200, 300)))
    assert clock.passed(np.asarray([0.0, 50, 100, 150, 200, 250, 400])).tolist() == [0, 50, 100, 100, 100, 150, 200]
    assert clock.after(np.asarray([50.0, 90, 250]), 50).tolist() == [100, 240, 300]
    assert clock.after(np.asarray([260.0]), 50).tolist() == [inf]
