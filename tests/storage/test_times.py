"""The derived times stay what contacts, cases and states say, whatever is done; on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

from sqlalchemy import delete, func, select, update

from csops.domain.cases import Case, State, StateChange
from csops.domain.channels import ChannelKind
from csops.domain.contacts import Contact, ContactDraft, Direction, Logged, Result
from csops.services import case_matters, cases, contacts, corrections, history, maintenance, settings
from csops.services.workspace import Workspace
from csops.storage.time_checks import wrong_times
from csops.storage.times import case_times, turns
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import EMAIL, PHONE, REFUND, a_case, a_contact, a_customer, kept_contact

_WEEK = {"zone": "Europe/Berlin", "weekly": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")}
HOUR = timedelta(hours=1)


def wrong(workspace: Workspace) -> list[str]:
    with workspace.read() as work:
        return list(wrong_times(work.connection))


def log(workspace: Workspace, clock: Clock, *, after: timedelta = HOUR, **values: object) -> Logged:
    clock.forward(after)
    plain: dict[str, object] = {
        "channel_id": EMAIL,
        "customer_name": "Ada",
        "topic_id": REFUND,
        "result": Result.FOLLOW_UP,
        "due_at": clock.now + timedelta(days=3),
    }
    draft = ContactDraft(**{**plain, **values})  # type: ignore[arg-type]  # named as its fields
    return contacts.log_contact(workspace, draft=draft)


def test_the_times_of_cases_follow_all_that_is_done_to_them(workspace: Workspace, clock: Clock) -> None:
    settings.save_opening_hours(workspace, hours=_WEEK)
    first = log(workspace, clock)
    log(workspace, clock, case_id=first.case.id, direction=Direction.OUT)
    steps: list[Callable[[], object]] = [
        lambda: cases.change_state(workspace, case_ids=[first.case.id], state=State.RESOLVED),
        lambda: clock.forward(timedelta(days=2)),
        lambda: log(workspace, clock, after=timedelta(days=1)),
        lambda: cases.change_state(workspace, case_ids=[first.case.id], state=State.OPEN),
        lambda: log(workspace, clock, channel_id=PHONE, result=Result.RESOLVED, due_at=None),
        lambda: cases.change_state(workspace, case_ids=[first.case.id], state=State.RESOLVED),
        lambda: corrections.change_contacts(workspace, contact_ids=[first.contact.id], channel_id=PHONE),
        lambda: history.undo(workspace),
        lambda: contacts.remove_contacts(workspace, contact_ids=[first.contact.id]),
        lambda: history.undo(workspace),
        lambda: settings.save_opening_hours(workspace, hours={**_WEEK, "closed": ["2026-03-03"]}),
        lambda: settings.save_opening_hours(workspace, hours={**_WEEK, "zone": "America/New_York"}),
        lambda: history.undo(workspace),
        lambda: history.redo(workspace),
    ]
    for number, step in enumerate(steps):
        step()
        assert wrong(workspace) == [], number
    with workspace.read() as work:
        kept = work.connection.execute(select(case_times).where(case_times.c.case_id == first.case.id)).one()
    assert (kept.reopened, kept.next_after is None) == (1, True)
    while history.can_undo(workspace)[0] is not None:
        history.undo(workspace)
        assert wrong(workspace) == []


def test_a_customer_who_comes_again_on_the_topic_is_noted_on_the_case_before(
    workspace: Workspace, clock: Clock
) -> None:
    first = log(workspace, clock, channel_id=PHONE, result=Result.RESOLVED, due_at=None)
    log(workspace, clock, after=timedelta(days=4), channel_id=PHONE)
    with workspace.read() as work:
        asked = select(case_times.c.next_after).where(case_times.c.case_id == first.case.id)
        assert work.connection.execute(asked).scalar_one() == timedelta(days=4)
    assert wrong(workspace) == []


def test_a_case_that_gets_another_topic_brings_its_contacts_there(workspace: Workspace, clock: Clock) -> None:
    settings.save_opening_hours(workspace, hours=_WEEK)
    first = log(workspace, clock, channel_id=PHONE, result=Result.RESOLVED, due_at=None)
    again = log(workspace, clock, topic_id=None)
    case_matters.set_topic(workspace, case_ids=[again.case.id], topic_id=REFUND)
    with workspace.read() as work:
        asked = select(case_times.c.next_after).where(case_times.c.case_id == first.case.id)
        assert work.connection.execute(asked).scalar_one() == HOUR
    history.undo(workspace)
    assert wrong(workspace) == []


def test_many_records_at_once_are_timed_as_well(workspace: Workspace) -> None:
    with workspace.work("Import") as work:
        made = work.cases.add_many(
            [a_case(channel_id=EMAIL, opened_at=MONDAY_MORNING - HOUR * place) for place in range(30)]
        )
        work.contacts.add_many(
            [
                a_contact(case_id=case.id, channel_id=EMAIL, happened_at=case.opened_at + HOUR * turn,
                          direction=Direction.OUT if turn else Direction.IN)
                for case in made for turn in range(2)
            ]
        )  # fmt: skip
    with workspace.read() as work:
        found = work.connection.execute(select(turns.c.elapsed)).scalars().all()
    assert found == [HOUR] * 30
    assert wrong(workspace) == []
    history.undo(workspace)
    with workspace.read() as work:
        assert work.connection.execute(select(turns)).all() == []
    assert wrong(workspace) == []


def test_a_channel_that_becomes_deferred_has_first_responses(workspace: Workspace) -> None:
    with workspace.work("Log") as work:
        kept_contact(work)
        phone = work.channels.get(PHONE)
    settings.save_channel(workspace, channel=replace(phone, kind=ChannelKind.DEFERRED, target=HOUR))
    with workspace.read() as work:
        assert work.connection.execute(select(case_times.c.waits_since)).scalar_one() == MONDAY_MORNING
    assert wrong(workspace) == []


def test_what_was_changed_from_outside_is_found_and_put_right(workspace: Workspace, clock: Clock) -> None:
    settings.save_opening_hours(workspace, hours=_WEEK)
    first = log(workspace, clock)
    log(workspace, clock, case_id=first.case.id, direction=Direction.OUT)
    with workspace.database.writing() as connection:
        connection.execute(update(case_times).values(response_business=timedelta(seconds=1)))
        connection.execute(delete(turns))
        connection.commit()
    assert [sentence.split(" of ")[0] for sentence in wrong(workspace)] == ["The times", "The turns"]
    assert len(maintenance.check(workspace).repaired) == 2
    assert maintenance.check(workspace).ok


def test_a_settled_case_of_which_nothing_tells_the_end_ends_with_its_last_contact(sqlite_workspace: Workspace) -> None:
    with sqlite_workspace.work("Import") as work:
        kept = work.cases.add(a_case(state=State.CLOSED))
    with sqlite_workspace.work("Change") as work:
        work.cases.update(replace(kept, last_contact_at=kept.opened_at + HOUR))
    assert wrong(sqlite_workspace) == []


def test_plain_cases_of_an_import_are_timed_as_the_clock_does(sqlite_workspace: Workspace) -> None:
    """Those with one contact are worked out by a way of their own (storage/plain_times.py)."""
    draw, states = Random(11), list(State)
    settings.save_opening_hours(sqlite_workspace, hours=_WEEK)
    with sqlite_workspace.work("Import") as work:
        customers = work.customers.add_many([a_customer(name=f"Customer {number}") for number in range(20)])
        planned = [_drawn(draw, states, customers[draw.randrange(20)].id) for _ in range(400)]
        made = work.cases.add_many(planned)
        work.contacts.add_many([_contact_of(case, draw) for case in made])
        work.state_changes.add_many(
            [
                StateChange(case_id=case.id, at=case.resolved_at or case.opened_at + HOUR, state=case.state)
                for case in made if case.state is not State.NEW
            ]
        )  # fmt: skip
    assert wrong(sqlite_workspace) == []
    with sqlite_workspace.read() as work:
        counted = work.connection.execute(select(func.count()).select_from(case_times)).scalar_one()
        again = work.connection.execute(select(func.count(case_times.c.next_after))).scalar_one()
        replied = work.connection.execute(select(func.count(turns.c.business))).scalar_one()
    assert counted == 400
    assert again
    assert replied


def _drawn(draw: Random, states: list[State], customer_id: int) -> Case:
    opened = MONDAY_MORNING + timedelta(minutes=draw.randrange(60 * 24 * 60))
    state = draw.choice(states)
    resolved = opened + timedelta(minutes=draw.randrange(-60, 9000)) if state is State.RESOLVED else None
    return a_case(
        channel_id=draw.choice((PHONE, EMAIL)), customer_id=draw.choice((None, customer_id)), opened_at=opened,
        state=state, resolved_at=resolved, first_resolved_at=resolved, topic_id=draw.choice((None, REFUND)),
        last_contact_at=opened, first_response_at=draw.choice((None, opened + HOUR)),
    )  # fmt: skip


def _contact_of(case: Case, draw: Random) -> Contact:
    return a_contact(
        case_id=case.id, channel_id=case.channel_id, customer_id=case.customer_id, happened_at=case.opened_at,
        topic_id=draw.choice((None, REFUND)), direction=draw.choice((Direction.IN, Direction.IN, Direction.OUT)),
        result=draw.choice(list(Result)), time_known=draw.random() < 0.8, automatic=draw.random() < 0.1,
        answered_after=draw.choice((None, timedelta(minutes=draw.randrange(3000)))),
    )  # fmt: skip
