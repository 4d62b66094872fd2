"""The derived times stay what contacts, cases and states say, whatever is done; on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete, select, update

from csops.domain.cases import State
from csops.domain.channels import ChannelKind
from csops.domain.contacts import ContactDraft, Direction, Logged, Result
from csops.services import cases, contacts, corrections, history, maintenance, settings
from csops.services.workspace import Workspace
from csops.storage.time_checks import wrong_times
from csops.storage.times import case_times, turns
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import EMAIL, PHONE, REFUND, a_case, a_contact, kept_contact

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
