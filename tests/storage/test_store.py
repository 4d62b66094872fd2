"""What every store can do, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from csops.domain.cases import FollowUpKind
from csops.domain.customers import Customer
from csops.domain.errors import ConflictError, NotFound
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import (
    MARA,
    a_case,
    a_channel,
    a_contact,
    a_customer,
    a_follow_up,
    a_member,
    a_note,
    a_topic,
    an_import,
    kept_contact,
)


def _kept_customer(workspace: Workspace, **values: Any) -> Any:
    with workspace.work("Add customer") as work:
        return work.customers.add(a_customer(**values))


# ---- keeping and asking

_RECORDS: dict[str, Callable[[], Any]] = {
    "members": lambda: a_member(cost_per_hour=Decimal("19.50")),
    "channels": lambda: a_channel(target=timedelta(seconds=90)),
    "topics": a_topic,
    "customers": lambda: a_customer(phones=("0171 555 0142",), emails=("ada@example.com",), note="Ünïcode “quotes”"),
    "cases": lambda: a_case(first_response_at=MONDAY_MORNING, reopened=2),
    "imports": lambda: an_import(mapping={"Datum": {"field": "happened_at"}}),
}


@pytest.mark.parametrize("name", _RECORDS)
def test_what_is_kept_comes_back_the_same(workspace: Workspace, name: str) -> None:
    with workspace.work("Keep") as work:
        kept = getattr(work, name).add(_RECORDS[name]())
    with workspace.read() as work:
        assert getattr(work, name).get(kept.id) == kept
    assert replace(kept, id=0) == _RECORDS[name]()


def test_what_belongs_to_a_case_comes_back_the_same(workspace: Workspace) -> None:
    with workspace.work("Keep") as work:
        case = work.cases.add(a_case())
        follow_up = work.follow_ups.add(a_follow_up(case_id=case.id))
        note = work.notes.add(a_note(case_id=case.id, member_id=MARA.id))
        contact = work.contacts.add(a_contact(case_id=case.id, handle_time=timedelta(minutes=4, milliseconds=5)))
    with workspace.read() as work:
        assert work.follow_ups.get(follow_up.id) == follow_up
        assert work.notes.get(note.id) == note
        assert work.contacts.get(contact.id) == contact


def test_a_moment_keeps_its_microseconds(workspace: Workspace) -> None:
    at = MONDAY_MORNING + timedelta(microseconds=123_457)
    kept = _kept_customer(workspace, created_at=at)
    with workspace.read() as work:
        assert work.customers.get(kept.id).created_at == at


def test_a_number_that_no_record_has_is_not_found(workspace: Workspace) -> None:
    with workspace.read() as work, pytest.raises(NotFound, match="There is no customer 99"):
        work.customers.get(99)


def test_find_returns_none_where_get_complains(workspace: Workspace) -> None:
    with workspace.read() as work:
        assert work.customers.find(99) is None


def test_get_many_leaves_out_what_is_not_there(workspace: Workspace) -> None:
    kept = _kept_customer(workspace)
    with workspace.read() as work:
        assert work.customers.get_many([kept.id, 99, kept.id]) == {kept.id: kept}


def test_all_comes_in_the_order_asked_for(workspace: Workspace) -> None:
    with workspace.read() as work:
        assert [topic.name for topic in work.topics.all("name")] == ["Delivery", "Refund"]
        assert [topic.name for topic in work.topics.all("position")] == ["Refund", "Delivery"]


def test_where_compares_columns(workspace: Workspace) -> None:
    kept = _kept_customer(workspace, number="K-7")
    with workspace.read() as work:
        assert work.customers.where(number="K-7") == [kept]
        assert work.customers.where(number="K-8") == []


def test_a_number_beyond_what_a_database_takes_is_in_no_column(workspace: Workspace) -> None:
    with workspace.read() as work:
        assert work.cases.where(customer_id=2**63) == []
        assert work.cases.where(customer_id=-(2**63) - 1) == []
        assert work.cases.get_many([2**63, -(2**63) - 1]) == {}
        assert work.follow_ups.where_any("case_id", [2**63]) == []
        assert work.cases.pending_of_source(FollowUpKind.ANSWER, 2**63) == []


def test_where_any_finds_the_records_of_several_others(workspace: Workspace) -> None:
    kept = _kept_customer(workspace, number="K-7")
    other = _kept_customer(workspace, number="K-8")
    with workspace.read() as work:
        assert work.customers.where_any("id", [other.id, kept.id, 99]) == [kept, other]
        assert work.customers.where_any("id", []) == []


def test_a_removed_record_is_gone(workspace: Workspace) -> None:
    kept = _kept_customer(workspace)
    with workspace.work("Remove") as work:
        work.customers.remove(kept.id)
    with workspace.read() as work:
        assert work.customers.find(kept.id) is None


def test_a_number_is_never_given_twice(workspace: Workspace) -> None:
    first = _kept_customer(workspace)
    with workspace.work("Remove") as work:
        work.customers.remove(first.id)
    assert _kept_customer(workspace).id > first.id


# ---- many at once


def test_many_get_numbers_in_a_row(workspace: Workspace) -> None:
    with workspace.work("Import") as work:
        kept = work.customers.add_many([a_customer(name=f"Customer {number}") for number in range(700)])
    assert [one.id for one in kept] == list(range(kept[0].id, kept[0].id + 700))
    with workspace.read() as work:
        assert len(work.customers.get_many(one.id for one in kept)) == 700


def test_one_after_many_gets_the_next_number(workspace: Workspace) -> None:
    with workspace.work("Import") as work:
        last = work.customers.add_many([a_customer(), a_customer()])[-1].id
        assert work.customers.add(a_customer()).id == last + 1


def test_none_of_many_is_nothing(workspace: Workspace) -> None:
    with workspace.work("Nothing") as work:
        assert work.customers.add_many([]) == []
        assert work.customers.update_many([]) == []
        work.customers.remove_many([])
        assert work.changes == []


def test_many_are_changed_with_one_row_of_the_journal(workspace: Workspace) -> None:
    with workspace.work("Import") as work:
        kept = work.customers.add_many([a_customer(), a_customer(name="Ben")])
    with workspace.work("Change") as work:
        changed = work.customers.update_many([replace(one, note="moved") for one in kept])
        assert len(work.changes) == 1
    with workspace.read() as work:
        assert list(work.customers.get_many(one.id for one in kept).values()) == changed
    assert [one.version for one in changed] == [2, 2]


def test_many_are_refused_when_one_was_changed_meanwhile(workspace: Workspace) -> None:
    with workspace.work("Import") as work:
        kept = work.customers.add_many([a_customer(), a_customer(name="Ben")])
    with workspace.work("Change one") as work:
        work.customers.update(replace(kept[1], note="newer"))
    with pytest.raises(ConflictError), workspace.work("Change all") as work:
        work.customers.update_many([replace(one, note="older") for one in kept])
    with workspace.read() as work:
        assert [one.note for one in work.customers.get_many(one.id for one in kept).values()] == ["", "newer"]


def test_many_are_removed_together(workspace: Workspace) -> None:
    with workspace.work("Import") as work:
        kept = work.customers.add_many([a_customer() for _ in range(600)])
    with workspace.work("Remove") as work:
        work.customers.remove_many(one.id for one in kept)
    with workspace.read() as work:
        assert work.customers.get_many(one.id for one in kept) == {}


# ---- two people, one record


def test_an_update_raises_the_version(workspace: Workspace) -> None:
    kept = _kept_customer(workspace)
    with workspace.work("Change") as work:
        changed = work.customers.update(replace(kept, name="Ada Brandt-Lee"))
    assert (changed.version, changed.name) == (2, "Ada Brandt-Lee")


def test_an_update_that_changes_nothing_is_no_act(workspace: Workspace) -> None:
    kept = _kept_customer(workspace)
    with workspace.work("Change") as work:
        same = work.customers.update(kept)
    with workspace.read() as work:
        assert [act.what for act in work.latest_acts(limit=1)] == ["Add customer"]
    assert same == kept


def test_edits_of_different_fields_are_joined(workspace: Workspace, rosa: Workspace) -> None:
    kept = _kept_customer(workspace)
    with rosa.work("Change") as work:
        work.customers.update(replace(kept, note="Prefers e-mail"))
    with workspace.work("Change") as work:
        joined = work.customers.update(replace(kept, name="Ada Lee"))
    assert (joined.name, joined.note, joined.version) == ("Ada Lee", "Prefers e-mail", 3)


def test_the_same_edit_twice_is_no_conflict(workspace: Workspace, rosa: Workspace) -> None:
    kept = _kept_customer(workspace)
    for window in (rosa, workspace):
        with window.work("Change") as work:
            last = work.customers.update(replace(kept, name="Ada Lee"))
    assert last.name == "Ada Lee"


def test_edits_of_the_same_field_are_shown_to_the_second(workspace: Workspace, rosa: Workspace) -> None:
    kept = _kept_customer(workspace)
    with rosa.work("Change") as work:
        theirs = work.customers.update(replace(kept, name="Ada Okafor"))
    mine = replace(kept, name="Ada Lee")
    with pytest.raises(ConflictError) as caught, workspace.work("Change") as work:
        work.customers.update(mine)
    assert caught.value.fields["mine"] == mine
    assert caught.value.fields["theirs"] == theirs
    assert caught.value.fields["base"] == kept


def _add_and_update(work: Work, customer: Customer) -> None:
    work.customers.add(a_customer(name="In the same act"))
    work.customers.update(customer)


def test_a_conflict_names_who_was_quicker(workspace: Workspace, rosa: Workspace) -> None:
    kept = _kept_customer(workspace)
    with rosa.work("Change") as work:
        work.customers.update(replace(kept, name="Ada Okafor"))
    with pytest.raises(ConflictError, match="changed by Rosa Okafor meanwhile"), workspace.work("Change") as work:
        work.customers.update(replace(kept, name="Ada Lee"))


def test_a_conflict_overwrites_nothing(workspace: Workspace, rosa: Workspace) -> None:
    kept = _kept_customer(workspace)
    with rosa.work("Change") as work:
        work.customers.update(replace(kept, name="Ada Okafor"))
    with pytest.raises(ConflictError), workspace.work("Change") as work:
        _add_and_update(work, replace(kept, name="Ada Lee"))
    with workspace.read() as work:
        assert [one.name for one in work.customers.all()] == ["Ada Okafor"]


def test_an_imported_record_is_joined_like_any_other(workspace: Workspace, rosa: Workspace) -> None:
    with workspace.work("Import") as work:
        kept = work.customers.add_many([a_customer()])[0]
    with rosa.work("Change") as work:
        work.customers.update(replace(kept, note="Prefers e-mail"))
    with workspace.work("Change") as work:
        assert work.customers.update(replace(kept, name="Ada Lee")).note == "Prefers e-mail"


def test_a_removed_record_cannot_be_changed(workspace: Workspace, rosa: Workspace) -> None:
    kept = _kept_customer(workspace)
    with rosa.work("Remove") as work:
        work.customers.remove(kept.id)
    with pytest.raises(NotFound), workspace.work("Change") as work:
        work.customers.update(replace(kept, name="Ada Lee"))


def test_a_record_that_others_belong_to_is_not_removed(workspace: Workspace) -> None:
    with workspace.work("Log contact") as work:
        customer = work.customers.add(a_customer())
        kept_contact(work, customer_id=customer.id)
    with pytest.raises(ConflictError), workspace.work("Remove") as work:
        work.customers.remove(customer.id)


# ---- one operation


def _failing(work: Work) -> None:
    work.customers.add(a_customer())
    raise RuntimeError


def test_an_error_takes_the_whole_act_back(workspace: Workspace) -> None:
    before = _state(workspace)
    with pytest.raises(RuntimeError), workspace.work("Fail") as work:
        _failing(work)
    assert _state(workspace) == before


def _state(workspace: Workspace) -> tuple[int, int, list[Any]]:
    with workspace.read() as work:
        return len(work.customers.all()), work.newest_act(), work.latest_acts(limit=3)


def test_a_reading_sees_one_state_while_others_write(workspace: Workspace, rosa: Workspace) -> None:
    with workspace.read() as work:
        before = len(work.customers.all())
        _kept_customer(rosa)
        assert len(work.customers.all()) == before
    with workspace.read() as work:
        assert len(work.customers.all()) == before + 1


def test_listeners_hear_of_an_act_after_its_commit(workspace: Workspace, rosa: Workspace) -> None:
    heard: list[int] = []
    workspace.subscribe(lambda changes: heard.append(_state(rosa)[1] - changes.act_id))
    _kept_customer(workspace)
    assert heard == [0]


def test_a_draft_is_kept_until_it_is_dropped(workspace: Workspace) -> None:
    for value in ({"text": "The front"}, {"text": "The front wheel"}):
        with workspace.work("Type") as work:
            work.drafts.keep(member_id=MARA.id, form="contact", value=value, at=MONDAY_MORNING)
    with workspace.read() as work:
        kept = work.drafts.get(member_id=MARA.id, form="contact")
    with workspace.work("Save") as work:
        work.drafts.drop(member_id=MARA.id, form="contact")
        gone = work.drafts.get(member_id=MARA.id, form="contact")
    assert (kept, gone) == (({"text": "The front wheel"}, MONDAY_MORNING), None)


def test_a_draft_is_nobodys_act(workspace: Workspace) -> None:
    before = _state(workspace)
    with workspace.work("Type") as work:
        work.drafts.keep(member_id=MARA.id, form="contact", value={"day": str(date(2026, 3, 2))}, at=MONDAY_MORNING)
    assert _state(workspace) == before
