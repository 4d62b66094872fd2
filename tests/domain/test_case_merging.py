"""Histories of cases, and what becomes of them when cases are merged or split."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.case_histories import completed, joined, lived, unknown_reopenings
from csops.domain.case_merging import check_mergeable, check_splittable, join, opened_by, split
from csops.domain.cases import Case, Cause, Confirmation, State, StateChange, moved
from csops.domain.contacts import Contact, Direction, Result
from csops.domain.errors import InputError
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import a_case, a_contact

STATES = st.lists(st.tuples(st.integers(0, 400), st.sampled_from(State)), max_size=8)
TIMES = ("state", "first_resolved_at", "resolved_at", "reopened")


def at(minutes: int) -> datetime:
    return MONDAY_MORNING + timedelta(minutes=minutes)


def changed(*steps: tuple[int, State], case_id: int = 1) -> list[StateChange]:
    return [
        StateChange(id=10 * case_id + place, case_id=case_id, at=at(minutes), state=state)
        for place, (minutes, state) in enumerate(steps)
    ]


def lived_case(
    steps: Sequence[tuple[int, State]], *, case_id: int = 1, opened: int = 0
) -> tuple[Case, list[StateChange]]:
    """A case that came through these states after it was opened, as a service would have moved it."""
    case, told = a_case(id=case_id, state=State.NEW, opened_at=at(opened)), [(opened, State.NEW)]
    for minutes, state in sorted(steps, key=lambda step: step[0]):
        after = moved(case, state, at=at(opened + minutes))
        if after.state is not case.state:
            told.append((opened + minutes, state))
        case = after
    return case, changed(*told, case_id=case_id)


def times(case: Case) -> list[object]:
    return [getattr(case, name) for name in TIMES]


def said(history: Sequence[StateChange]) -> list[tuple[int, State]]:
    return [((one.at - MONDAY_MORNING) // timedelta(minutes=1), one.state) for one in history]


@given(STATES)
@settings(max_examples=50)
def test_living_through_its_changes_leaves_a_case_as_it_stands(steps: list[tuple[int, State]]) -> None:
    case, changes = lived_case(steps)
    assert times(lived(case, changes)) == times(case)
    assert completed(case, changes) == changes
    assert unknown_reopenings(case, changes) == 0


def test_what_an_import_knows_of_a_case_is_told_as_changes() -> None:
    case = a_case(id=1, state=State.CLOSED, first_resolved_at=at(60), resolved_at=at(240), reopened=3, channel_id=None)
    history = completed(case, changed((0, State.NEW), (240, State.CLOSED)))
    assert said(history) == [
        (0, State.NEW),
        (60, State.RESOLVED),
        (60, State.OPEN),
        (240, State.RESOLVED),
        (240, State.CLOSED),
    ]
    assert times(lived(case, history)) == [State.CLOSED, at(60), at(240), 1]
    assert unknown_reopenings(case, history) == 2


def test_a_matter_is_resolved_when_the_last_of_its_cases_is() -> None:
    one, other = changed((0, State.OPEN), (60, State.RESOLVED)), changed((30, State.OPEN), (90, State.RESOLVED))
    assert said(joined(one, other)) == [(0, State.OPEN), (90, State.RESOLVED)]


def test_a_second_case_after_the_resolution_of_the_first_reopens_the_matter() -> None:
    first, told = lived_case([(5, State.OPEN), (60, State.RESOLVED)])
    second, more = lived_case([(0, State.OPEN), (30, State.RESOLVED)], case_id=2, opened=200)
    whole, history = join(second, first, into_changes=more, merged_changes=told, contacts=())
    assert (whole.id, whole.opened_at) == (2, at(0))
    assert times(whole) == [State.RESOLVED, at(60), at(230), 1]
    assert [one.id for one in history] == [10, 11, 12, 20, 21, 22]


def test_an_open_case_keeps_the_matter_open_where_that_case_stands() -> None:
    one = changed((0, State.WAITING_FOR_CUSTOMER))
    other = changed((10, State.OPEN), (20, State.RESOLVED))
    assert said(joined(one, other)) == [
        (0, State.WAITING_FOR_CUSTOMER),
        (10, State.OPEN),
        (20, State.WAITING_FOR_CUSTOMER),
    ]


@given(STATES, STATES, st.integers(0, 300))
@settings(max_examples=50)
def test_merged_cases_have_a_history_that_says_what_the_case_says(
    steps: list[tuple[int, State]], more: list[tuple[int, State]], later: int
) -> None:
    one, told = lived_case(steps)
    other, also = lived_case(more, case_id=2, opened=later)
    whole, history = join(one, other, into_changes=told, merged_changes=also, contacts=())
    assert times(lived(whole, history)) == times(whole)
    assert whole.state.is_settled == (one.state.is_settled and other.state.is_settled)
    assert whole.opened_at == min(one.opened_at, other.opened_at)
    turned, _ = join(other, one, into_changes=also, merged_changes=told, contacts=())
    assert (turned.resolved_at is None) == (whole.resolved_at is None)


def test_the_first_response_of_a_matter_is_the_first_after_its_opening() -> None:
    early = a_contact(id=1, direction=Direction.OUT, happened_at=at(-30))
    reply = a_contact(id=2, direction=Direction.OUT, happened_at=at(50))
    one, other = a_case(id=1), a_case(id=2, opened_at=at(40), first_response_at=at(50))
    whole, _ = join(one, other, into_changes=(), merged_changes=(), contacts=[early, reply])
    assert whole.first_response_at == at(50)


def test_what_one_case_leaves_open_the_other_fills() -> None:
    one = a_case(id=1, stated="Squeals", matter="", customer_id=None, state=State.RESOLVED, resolved_at=at(9))
    other = a_case(
        id=2,
        stated="Squeals, since Monday",
        matter="Pads worn",
        cause=Cause.PRODUCT,
        customer_id=4,
        state=State.RESOLVED,
        resolved_at=at(90),
        confirmed=Confirmation.CONFIRMED,
    )
    whole, _ = join(one, other, into_changes=(), merged_changes=(), contacts=())
    assert (whole.stated, whole.matter) == ("Squeals\nSqueals, since Monday", "Pads worn")
    assert (whole.cause, whole.customer_id, whole.confirmed) == (Cause.PRODUCT, 4, Confirmation.CONFIRMED)
    again, _ = join(whole, replace(other, id=3), into_changes=(), merged_changes=(), contacts=())
    assert again.stated == whole.stated


def test_a_case_is_not_merged_with_itself_or_with_that_of_another_customer() -> None:
    with pytest.raises(InputError, match="with itself"):
        check_mergeable(a_case(id=1), a_case(id=1))
    with pytest.raises(InputError, match="two customers"):
        check_mergeable(a_case(id=1, customer_id=1), a_case(id=2, customer_id=2))
    check_mergeable(a_case(id=1, customer_id=1), a_case(id=2, customer_id=None))


def test_some_contacts_are_split_off_never_none_and_never_all() -> None:
    contacts = [a_contact(id=1), a_contact(id=2)]
    with pytest.raises(InputError, match="No contact is chosen"):
        check_splittable([], contacts)
    with pytest.raises(InputError, match="All contacts"):
        check_splittable(contacts, contacts)


def two_matters() -> tuple[Case, list[Contact], list[StateChange]]:
    """Two contacts: one came, was resolved; a second about something else reopened the case and stayed open."""
    first = a_contact(id=1, customer_id=4, happened_at=at(0), entered_at=at(5))
    second = a_contact(
        id=2, customer_id=4, happened_at=at(100), entered_at=at(101), result=Result.OPEN, text="A bell is missing."
    )
    case = a_case(
        id=1,
        customer_id=4,
        state=State.OPEN,
        first_resolved_at=at(5),
        reopened=1,
        last_contact_at=at(100),
    )
    return case, [first, second], changed((5, State.RESOLVED), (101, State.OPEN))


def test_splitting_off_what_reopened_a_case_takes_the_reopening_back() -> None:
    case, (first, second), changes = two_matters()
    rest, staying = split(case, chosen=[second], left=[first], changes=changes)
    assert times(rest) == [State.RESOLVED, at(5), at(5), 0]
    assert (rest.last_contact_at, said(staying)) == (at(0), [(5, State.RESOLVED)])
    opened, brought = opened_by([second], of=case)
    assert (opened.title, opened.customer_id, opened.opened_at) == ("A bell is missing", 4, at(100))
    assert said(brought) == [(101, State.OPEN)]


def test_splitting_off_the_first_contact_opens_the_case_with_the_next() -> None:
    case, (first, second), changes = two_matters()
    rest, _ = split(case, chosen=[first], left=[second], changes=changes)
    assert (rest.opened_at, *times(rest)) == (at(100), State.OPEN, None, None, 0)


def test_an_imported_case_stays_settled_when_a_contact_is_split_off() -> None:
    case, (first, second), _ = two_matters()
    closed = replace(case, state=State.CLOSED, first_resolved_at=None, reopened=0)
    rest, staying = split(closed, chosen=[second], left=[first], changes=())
    assert (rest.state, said(staying)) == (State.CLOSED, [(0, State.CLOSED)])


@given(STATES, STATES, st.integers(1, 300))
@settings(max_examples=50)
def test_a_resolution_never_lies_before_the_opening(
    steps: list[tuple[int, State]], more: list[tuple[int, State]], ahead: int
) -> None:
    case, told = lived_case(steps, opened=0)
    case = lived(replace(case, opened_at=at(ahead)), told)
    other, also = lived_case(more, case_id=2)
    whole, _ = join(case, other, into_changes=told, merged_changes=also, contacts=())
    for one in (case, whole):
        assert one.resolved_at is None or one.resolved_at >= one.opened_at
