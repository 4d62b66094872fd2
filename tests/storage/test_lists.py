"""Pages of contacts, cases and customers: filtered, sorted and counted by the database, the same on both."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from csops.domain.cases import State
from csops.domain.contacts import Direction, Result
from csops.domain.customers import Reach, reach_of
from csops.domain.questions import NOBODY, Question
from csops.services.workspace import Workspace
from csops.storage import case_store, contact_store, customer_lists
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import (
    DELIVERY,
    EMAIL,
    MARA,
    PHONE,
    REFUND,
    ROSA,
    a_case,
    a_customer,
    a_follow_up,
    an_import,
    kept_contact,
)

HOUR = timedelta(hours=1)
NOW = MONDAY_MORNING + 5 * HOUR


@pytest.fixture(scope="module")
def asked(standing_workspace: Workspace) -> Iterator[Work]:
    """Three customers with four contacts in three cases: Ada's refund, Ben's delivery (resolved), a stranger's call."""
    with standing_workspace.work("Log") as work:
        _fill(work)
    with standing_workspace.read() as work:
        yield work


def _fill(work: Work) -> None:
    ada = work.customers.add(a_customer(phones=("0171 555 0142",), emails=("Ada@Example.com",)))
    ben = work.customers.add(a_customer(name="ben Osei", phones=("0171 555 0142",), number="K-2"))
    work.customers.add(a_customer(name="Cem"))
    imported = work.imports.add(an_import(signature="columns"))
    refund = work.cases.add(
        a_case(customer_id=ada.id, topic_id=REFUND, owner_id=MARA.id, last_contact_at=MONDAY_MORNING + HOUR)
    )
    delivery = work.cases.add(
        a_case(
            title="Late parcel",
            customer_id=ben.id,
            topic_id=DELIVERY,
            channel_id=EMAIL,
            owner_id=ROSA.id,
            state=State.RESOLVED,
            opened_at=MONDAY_MORNING - timedelta(days=8),
            resolved_at=MONDAY_MORNING,
            last_contact_at=MONDAY_MORNING + 2 * HOUR,
            import_id=imported.id,
        )
    )
    stranger = work.cases.add(
        a_case(title="Who was it", state=State.WAITING_FOR_CUSTOMER, opened_at=MONDAY_MORNING - timedelta(days=2))
    )
    common: Any = {"customer_id": ada.id, "case_id": refund.id, "topic_id": REFUND, "member_id": MARA.id}
    kept_contact(work, **common, text="b first", handle_time=timedelta(minutes=4))
    kept_contact(
        work, **common, text="a second", happened_at=MONDAY_MORNING + HOUR, direction=Direction.OUT,
        handle_time=timedelta(minutes=2), answered_after=timedelta(seconds=30),
    )  # fmt: skip
    kept_contact(
        work, text="d third", case_id=delivery.id, customer_id=ben.id, channel_id=EMAIL, member_id=ROSA.id,
        topic_id=DELIVERY, happened_at=MONDAY_MORNING + 2 * HOUR, number="INV-7", import_id=imported.id,
    )  # fmt: skip
    kept_contact(
        work, text="c fourth", case_id=stranger.id, happened_at=MONDAY_MORNING + 3 * HOUR, result=Result.MISSED
    )
    work.follow_ups.add(a_follow_up(case_id=refund.id, owner_id=MARA.id, due_at=MONDAY_MORNING + 4 * HOUR))
    work.follow_ups.add(a_follow_up(case_id=refund.id, owner_id=ROSA.id, due_at=NOW + HOUR, time_known=False))
    work.follow_ups.add(a_follow_up(case_id=stranger.id, due_at=NOW, done_at=NOW, done_by=MARA.id))


def _contacts(work: Work, question: Question) -> list[int]:
    found = [line.id for line in work.contacts.lines(question)]
    assert work.contacts.count(question) == len(found)
    return sorted(found)


# ---- contacts


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (Question(), [1, 2, 3, 4]),
        (Question(channel_ids=(EMAIL,)), [3]),
        (Question(topic_ids=(REFUND, DELIVERY)), [1, 2, 3]),
        (Question(topic_ids=(NOBODY,)), [4]),
        (Question(member_ids=(ROSA.id, NOBODY)), [3, 4]),
        (Question(owner_ids=(MARA.id,)), [1, 2]),
        (Question(states=(State.RESOLVED,)), [3]),
        (Question(results=(Result.MISSED,)), [4]),
        (Question(directions=(Direction.OUT,)), [2]),
        (Question(customer_id=1), [1, 2]),
        (Question(case_id=3), [4]),
        (Question(import_id=1), [3]),
        (Question(overdue_at=NOW), [1, 2]),
        (Question(opened_after=NOW - timedelta(days=1)), [1, 2]),
        (Question(opened_until=NOW - timedelta(days=3)), [3]),
        (Question(contact_ids=(4, 1)), [1, 4]),
        (Question(customer_ids=(2, 3)), [3]),
        (Question(case_ids=(1, 3), directions=(Direction.IN,)), [1, 4]),
        (Question(since=MONDAY_MORNING + HOUR, until=MONDAY_MORNING + 3 * HOUR), [2, 3]),
    ],
)
def test_contacts_are_filtered_by(asked: Work, question: Question, found: list[int]) -> None:
    assert _contacts(asked, question) == found


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("key", contact_store.ORDER)
def test_contacts_are_sorted_by(asked: Work, key: str, down: bool) -> None:
    ids = [line.id for line in asked.contacts.lines(Question(), order=((key, down),))]
    assert sorted(ids) == [1, 2, 3, 4]
    assert asked.contacts.ids(Question(), order=((key, down),)) == ids


def test_unknown_values_come_last_in_either_direction(asked: Work) -> None:
    for down in (False, True):
        lines = asked.contacts.lines(Question(), order=(("handle_time", down),))
        assert [line.handle_time is None for line in lines] == [False, False, True, True]


def test_a_sorted_table_comes_in_pages_without_gap_or_repetition(asked: Work) -> None:
    order = (("customer", False), ("text", True))
    pages = [asked.contacts.lines(Question(), order=order, offset=at, limit=1)[0].text for at in range(4)]
    assert pages == ["b first", "a second", "d third", "c fourth"]


def test_a_line_has_the_names_beside_the_numbers(asked: Work) -> None:
    line = asked.contacts.lines(Question(case_id=1))[-1]
    assert (line.customer, line.channel, line.topic, line.owner, line.member) == (
        "Ada Brandt", "Phone", "Refund", "Mara Lindqvist", "Mara Lindqvist",
    )  # fmt: skip
    assert (line.first_response, line.resolution_time) == (None, None)


def test_a_stranger_has_an_empty_name(asked: Work) -> None:
    (line,) = asked.contacts.lines(Question(case_id=3))
    assert (line.customer, line.topic, line.owner) == ("", "", "")


def test_totals_are_of_everything_that_fits(asked: Work) -> None:
    totals = asked.contacts.totals(Question())
    assert (totals.contacts, totals.with_handle_time, totals.handle_time) == (4, 2, timedelta(minutes=3))
    assert (totals.with_answer, totals.answered_after) == (1, timedelta(seconds=30))


def test_totals_of_nothing_have_no_means(asked: Work) -> None:
    totals = asked.contacts.totals(Question(case_id=99))
    assert (totals.contacts, totals.handle_time, totals.answered_after) == (0, None, None)


def test_the_contacts_of_a_case_come_oldest_first(asked: Work) -> None:
    assert [line.id for line in asked.contacts.of_case(1)] == [1, 2]
    assert asked.contacts.of_case(99) == []
    assert [line.id for line in asked.contacts.of_cases([2, 1])] == sorted(
        (line.id for case_id in (1, 2) for line in asked.contacts.of_case(case_id)),
        key=lambda contact_id: (asked.contacts.get(contact_id).happened_at, contact_id),
    )


def test_contacts_are_found_by_the_number_of_their_file(asked: Work) -> None:
    numbers = [f"INV-{number}" for number in range(600)]
    found = asked.contacts.numbered(numbers, signature="columns")
    assert {number: contact.id for number, contact in found.items()} == {"INV-7": 3}
    assert asked.contacts.numbered(numbers, signature="others") == {}


def test_chosen_contacts_are_brought_into_an_order(asked: Work) -> None:
    assert asked.contacts.ids(Question(), order=(("text", False),), among=[4, 1]) == [1, 4]
    assert asked.contacts.ids(Question(customer_id=1), among=[4, 1]) == [1]


def test_contacts_name_their_cases_each_once(asked: Work) -> None:
    assert asked.contacts.cases_of([4, 1, 2, 99, 3]) == [3, 1, 2]


def test_imports_compare_with_the_contacts_of_the_same_time(asked: Work) -> None:
    same = list(asked.contacts.between(MONDAY_MORNING + 2 * HOUR, MONDAY_MORNING + 3 * HOUR))
    assert same == [
        (MONDAY_MORNING + 2 * HOUR, EMAIL, "d third", 2, "INV-7"),
        (MONDAY_MORNING + 3 * HOUR, PHONE, "c fourth", None, None),
    ]


# ---- cases


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (Question(), [1, 2, 3]),
        (Question(states=(State.OPEN,)), [1]),
        (Question(channel_ids=(EMAIL,)), [2]),
        (Question(topic_ids=(REFUND,)), [1]),
        (Question(owner_ids=(NOBODY,)), [3]),
        (Question(customer_id=2), [2]),
        (Question(case_id=3), [3]),
        (Question(import_id=1), [2]),
        (Question(since=MONDAY_MORNING + 2 * HOUR), [2]),
        (Question(until=MONDAY_MORNING + 2 * HOUR), [1]),
        (Question(case_ids=(2, 3)), [2, 3]),
        (Question(customer_ids=(1, 2)), [1, 2]),
        (Question(contact_ids=(2, 3)), [1, 2]),
        (Question(overdue_at=NOW), [1]),
        (Question(opened_after=NOW - timedelta(days=1)), [1]),
        (Question(opened_until=NOW - timedelta(days=3)), [2]),
    ],
)
def test_cases_are_filtered_by(asked: Work, question: Question, found: list[int]) -> None:
    assert sorted(line.id for line in asked.cases.lines(question)) == found
    assert asked.cases.count(question) == len(found)


@pytest.mark.parametrize("key", case_store.ORDER)
def test_cases_are_sorted_by(asked: Work, key: str) -> None:
    there = [line.id for line in asked.cases.lines(Question(), order=((key, False),))]
    back = [line.id for line in asked.cases.lines(Question(), order=((key, True),))]
    assert sorted(there) == sorted(back) == [1, 2, 3]


def test_a_line_of_a_case_counts_its_contacts_and_shows_what_is_due_first(asked: Work) -> None:
    line = asked.cases.line(1)
    assert line is not None
    assert (line.contacts, line.due_at, line.due_time_known) == (2, MONDAY_MORNING + 4 * HOUR, True)
    assert (line.customer, line.owner, line.channel_key) == ("Ada Brandt", "Mara Lindqvist", "phone")
    assert asked.cases.line(99) is None


def test_the_open_cases_of_a_customer_leave_out_the_settled(asked: Work) -> None:
    assert [case.id for case in asked.cases.open_of(1)] == [1]
    assert asked.cases.open_of(2) == []


def test_cases_are_counted_by_where_they_stand_and_by_age(asked: Work) -> None:
    counts = asked.cases.counts(now=NOW, me=MARA.id)
    assert (counts.open, counts.mine, counts.waiting, counts.late, counts.all) == (2, 1, 1, 1, 3)
    assert (counts.by_age, counts.oldest_id) == ((0, 1, 1, 0, 0), 3)


def test_the_bands_of_age_hold_every_open_case_once(workspace: Workspace) -> None:
    ages = [timedelta(hours=hours) for hours in (0, 3, 4, 23, 24, 71, 72, 167, 168, 5000)]
    with workspace.work("Open") as work:
        for age in ages:
            work.cases.add(a_case(opened_at=NOW - age))
        assert work.cases.counts(now=NOW, me=None).by_age == (2, 2, 2, 2, 2)


def test_promises_come_the_first_due_first(asked: Work) -> None:
    assert [line.due_at for line in asked.cases.follow_ups()] == [MONDAY_MORNING + 4 * HOUR, NOW + HOUR]
    assert [line.owner for line in asked.cases.follow_ups(until=NOW)] == ["Mara Lindqvist"]
    assert [line.owner for line in asked.cases.follow_ups(owner_id=ROSA.id)] == ["Rosa Okafor"]


def test_a_promise_that_was_kept_is_no_longer_pending(asked: Work) -> None:
    assert (asked.cases.pending_follow_ups(1), asked.cases.pending_follow_ups(3)) == ([1, 2], [])


# ---- customers


def test_a_line_of_a_customer_counts_contacts_and_open_cases(asked: Work) -> None:
    ada, ben, cem = asked.customers.lines(Question())
    assert (ada.contacts, ada.open_cases, ada.last_contact_at) == (2, 1, MONDAY_MORNING + HOUR)
    assert (ben.name, ben.contacts, ben.open_cases) == ("ben Osei", 1, 0)
    assert (cem.contacts, cem.last_contact_at) == (0, None)


@pytest.mark.parametrize("key", customer_lists.ORDER)
def test_customers_are_sorted_by(asked: Work, key: str) -> None:
    there = [line.id for line in asked.customers.lines(Question(), order=((key, False),))]
    back = [line.id for line in asked.customers.lines(Question(), order=((key, True),))]
    assert sorted(there) == sorted(back) == [1, 2, 3]


def test_customers_with_the_same_phone_are_found_together(asked: Work) -> None:
    found = asked.customers.reached_by([Reach(kind="phone", value="441715550142")])
    assert [(shared, customer.name) for shared, customer in found] == [("phone", "Ada Brandt"), ("phone", "ben Osei")]
    assert asked.customers.reached_by([]) == []


def test_every_reach_leads_to_the_first_who_has_it(asked: Work) -> None:
    assert asked.customers.all_reaches() == {("phone", "441715550142"): 1, ("email", "ada@example.com"): 1}


def test_names_are_compared_without_case(asked: Work) -> None:
    assert asked.customers.names() == {"ada brandt": 1, "ben osei": 2, "cem": 3}
    found = asked.customers.reached_by(reach_of(name="BEN OSEI", region="GB"))
    assert [(shared, customer.id) for shared, customer in found] == [("name", 2)]


def test_a_page_of_customers_keeps_its_order(asked: Work) -> None:
    assert [line.id for line in asked.customers.lines_of([3, 1, 99])] == [3, 1]


def test_a_removed_customer_has_no_reach_left(workspace: Workspace) -> None:
    with workspace.work("Add") as work:
        kept = work.customers.add(a_customer(phones=("0171 555 0142",)))
    with workspace.work("Change") as work:
        changed = work.customers.update(replace(kept, phones=("0171 555 0199",)))
    with workspace.work("Remove") as work:
        after_change = work.customers.all_reaches()
        work.customers.remove(changed.id)
    with workspace.read() as work:
        assert (list(after_change), work.customers.all_reaches()) == ([("phone", "441715550199")], {})


# ---- what the forecast asks


def test_offered_contacts_are_inbound_ones_oldest_first(asked: Work) -> None:
    offered = asked.volumes.offered()
    start = int(MONDAY_MORNING.timestamp()) * 1_000_000
    assert [(channel, (at - start) // 3_600_000_000, known, missed) for channel, at, known, missed, _ in offered] == [
        (PHONE, 0, True, False), (EMAIL, 2, True, False), (PHONE, 3, True, True),
    ]  # fmt: skip
    assert len(asked.volumes.offered(channel_ids=(EMAIL,))) == 1
    assert len(asked.volumes.offered(until=MONDAY_MORNING + HOUR)) == 1


def test_handle_times_are_counted_and_averaged_by_channel(asked: Work) -> None:
    assert asked.volumes.handle_times(since=MONDAY_MORNING) == {PHONE: (2, 180.0)}


def test_missed_contacts_are_counted_among_the_offered(asked: Work) -> None:
    found = asked.volumes.missed(since=MONDAY_MORNING, until=NOW)
    assert found == {PHONE: (2, 1), EMAIL: (1, 0)}
