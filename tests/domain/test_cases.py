"""Cases: opened, resolved, reopened, and how old they are."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.cases import OPEN_STATES, State, checked_case, checked_note, moved, opened_in_band, title_from
from csops.domain.errors import Missing
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import a_case, a_note

LATER = MONDAY_MORNING + timedelta(hours=2)


def test_open_states_are_those_that_are_not_settled() -> None:
    assert [state.value for state in OPEN_STATES] == ["new", "open", "waiting_for_customer", "waiting_for_third_party"]


def test_a_case_that_stays_where_it_is_does_not_change() -> None:
    case = a_case()
    assert moved(case, State.OPEN, at=LATER) is case


def test_a_resolved_case_knows_when() -> None:
    case = moved(a_case(), State.RESOLVED, at=LATER)
    assert (case.resolved_at, case.first_resolved_at, case.reopened) == (LATER, LATER, 0)


def test_a_reopened_case_has_no_resolution_but_remembers_the_first() -> None:
    case = moved(moved(a_case(), State.RESOLVED, at=LATER), State.OPEN, at=LATER)
    assert (case.resolved_at, case.first_resolved_at, case.reopened) == (None, LATER, 1)


def test_a_case_resolved_again_keeps_its_first_resolution() -> None:
    case = a_case()
    for hours, state in enumerate((State.RESOLVED, State.OPEN, State.RESOLVED)):
        case = moved(case, state, at=LATER + timedelta(hours=hours))
    assert (case.first_resolved_at, case.resolved_at) == (LATER, LATER + timedelta(hours=2))


def test_closing_a_resolved_case_is_no_new_resolution() -> None:
    case = moved(moved(a_case(), State.RESOLVED, at=LATER), State.CLOSED, at=LATER + timedelta(days=1))
    assert (case.resolved_at, case.reopened) == (LATER, 0)


@given(states=st.lists(st.sampled_from(State), max_size=12))
def test_only_a_settled_case_has_a_time_of_resolution(states: list[State]) -> None:
    case = a_case()
    for state in states:
        case = moved(case, state, at=LATER)
    assert case.resolved_at is None or case.state.is_settled
    assert case.state is not State.RESOLVED or case.resolved_at is not None


@pytest.mark.parametrize(("hours", "band"), [(0, 0), (3.9, 0), (4, 1), (24, 2), (72, 3), (168, 4), (9000, 4)])
def test_an_open_case_is_in_one_age_band(hours: float, band: int) -> None:
    now = MONDAY_MORNING + timedelta(hours=hours)
    ends = [opened_in_band(number, now=now) for number in range(5)]
    fits = [(after or MONDAY_MORNING - LATER.resolution) < MONDAY_MORNING <= (until or now) for after, until in ends]
    assert [number for number, fit in enumerate(fits) if fit] == [band]


def test_a_note_needs_words() -> None:
    assert checked_note(a_note(text="  see drawer 2 ")).text == "see drawer 2"
    with pytest.raises(Missing, match="Write what colleagues should know"):
        checked_note(a_note(text=" \n"))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Wheel broken. Wants a refund.", "Wheel broken"),
        ("Where is it?  Ordered in May", "Where is it"),
        ("Wheel\nbroken.", "Wheel broken"),
        ("  ", "Refund"),
        ("No stop here", "No stop here"),
    ],
)
def test_a_title_is_the_first_sentence(text: str, title: str) -> None:
    assert title_from(text, fallback="Refund") == title


def test_a_long_title_ends_at_a_word() -> None:
    title = title_from("word " * 40, fallback="")
    assert len(title) <= 80
    assert title.endswith("word…")


@given(text=st.text())
def test_a_title_is_one_short_line(text: str) -> None:
    title = title_from(text, fallback="Refund")
    assert len(title) <= 80
    assert len(title.splitlines()) <= 1


def test_a_case_has_a_tidy_title_of_one_line() -> None:
    assert checked_case(a_case(title="  Chain\n guard ")).title == "Chain guard"
    with pytest.raises(Missing, match="what the case is about"):
        checked_case(a_case(title=" \n"))
