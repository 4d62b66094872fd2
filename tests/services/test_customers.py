"""Customers: found, told apart, kept; and all that their page shows, read at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.access import Role
from csops.domain.contacts import ContactDraft, Result
from csops.domain.customers import Customer
from csops.domain.errors import ConflictError, Missing, NotFound, NotPermitted, NotUnderstood
from csops.domain.questions import Question, parse
from csops.services import cases, customers
from csops.services.contacts import log_contact
from csops.services.customer_view import customer_story, customer_view
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import PHONE, a_customer, a_member


def added(workspace: Workspace, **values: object) -> Customer:
    return customers.save_customer(workspace, customer=a_customer(**values))


def test_a_name_a_phone_an_e_mail_or_a_note_is_enough(workspace: Workspace) -> None:
    for values in ({"phones": ("0171 5550142",)}, {"emails": ("ada@example.org",)}, {"note": "The tall one"}):
        assert added(workspace, name="", **values).id
    with pytest.raises(Missing):
        added(workspace, name=" ")


def test_an_e_mail_without_its_shape_is_refused(workspace: Workspace) -> None:
    with pytest.raises(NotUnderstood):
        added(workspace, emails=("ada at home",))


def test_a_customer_is_found_by_the_beginning_of_the_name(workspace: Workspace) -> None:
    added(workspace, name="Ada Brandt")
    found = customers.customer_lines(workspace, question=parse("bran", typing=True))
    assert [line.name for line in found] == ["Ada Brandt"]


def test_the_same_phone_in_another_spelling_is_said(workspace: Workspace) -> None:
    ada = added(workspace, phones=("020 7946 0018",))
    assert [one.id for one in customers.same_reach(workspace, phone="+44 20 79460018")] == [ada.id]
    assert customers.same_reach(workspace, phone="+44 20 79460018", but=ada.id) == []


def test_of_two_who_share_a_name_nobody_is_guessed(workspace: Workspace) -> None:
    known = {added(workspace, name="Ada Brandt").id, added(workspace, name="Ada Brandt").id}
    logged = log_contact(workspace, draft=ContactDraft(channel_id=PHONE, customer_name="Ada Brandt"))
    assert logged.customer is not None
    assert logged.customer.id not in known


def test_suggestions_show_the_open_case(workspace: Workspace) -> None:
    due = MONDAY_MORNING + timedelta(days=1)
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada Brandt", result=Result.FOLLOW_UP, due_at=due)
    logged = log_contact(workspace, draft=draft)
    assert customers.suggest(workspace, text="ada")[0].open_case == logged.case


def test_the_list_counts_contacts_and_open_cases(workspace: Workspace) -> None:
    due = MONDAY_MORNING + timedelta(days=1)
    log_contact(workspace, draft=ContactDraft(channel_id=PHONE, customer_name="Ada Brandt"))
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada Brandt", result=Result.FOLLOW_UP, due_at=due)
    log_contact(workspace, draft=draft)
    line = customers.customer_lines(workspace, question=Question())[0]
    assert (line.contacts, line.open_cases) == (2, 1)


def test_the_page_shows_the_customer_and_what_is_open(workspace: Workspace) -> None:
    due = MONDAY_MORNING + timedelta(days=1)
    log_contact(workspace, draft=ContactDraft(channel_id=PHONE, customer_name="Ada Brandt"))
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada Brandt", result=Result.FOLLOW_UP, due_at=due)
    logged = log_contact(workspace, draft=draft)
    assert logged.customer is not None
    view = customer_view(workspace, customer_id=logged.customer.id)
    assert (view.line.contacts, [case.id for case in view.open_cases]) == (2, [logged.case.id])


def test_the_page_of_nobody_is_not_found(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        customer_view(workspace, customer_id=4711)
    with pytest.raises(NotFound):
        customer_story(workspace, customer_id=4711)


def test_the_story_tells_the_latest_cases_and_counts_those_before(workspace: Workspace) -> None:
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada Brandt")
    first, second, last = (
        log_contact(workspace, draft=replace(draft, happened_at=MONDAY_MORNING - timedelta(days=days), text=text))
        for days, text in ((9, "A bell"), (5, "A lamp"), (1, "A lock"))
    )
    note = cases.add_note(workspace, case_id=last.case.id, text="Wants it engraved")
    assert last.customer is not None
    story = customer_story(workspace, customer_id=last.customer.id, most=2)
    assert [told.case.id for told in story.timelines] == [last.case.id, second.case.id]
    assert [told.contacts[0].text for told in story.timelines] == ["A lock", "A lamp"]
    assert [told.notes for told in story.timelines] == [(note,), ()]
    assert story.earlier == 1
    assert first.case.id not in [told.case.id for told in story.timelines]


def test_a_customer_is_known_since_the_oldest_contact(workspace: Workspace) -> None:
    long_ago = MONDAY_MORNING - timedelta(days=400)
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada Brandt", happened_at=long_ago)
    logged = log_contact(workspace, draft=draft)
    assert logged.customer is not None
    assert customer_view(workspace, customer_id=logged.customer.id).since == long_ago


def test_two_people_who_change_different_fields_both_keep_theirs(workspace: Workspace, rosa: Workspace) -> None:
    ada = added(workspace)
    customers.save_customer(rosa, customer=replace(ada, note="Rides a cargo bike"))
    kept = customers.save_customer(workspace, customer=replace(ada, phones=("020 7946 0018",)))
    assert (kept.note, kept.phones) == ("Rides a cargo bike", ("020 7946 0018",))


def test_two_people_who_change_the_same_field_are_asked(workspace: Workspace, rosa: Workspace) -> None:
    ada = added(workspace)
    customers.save_customer(rosa, customer=replace(ada, name="Ada Brand"))
    with pytest.raises(ConflictError) as conflict:
        customers.save_customer(workspace, customer=replace(ada, name="Ada Brandt-Feld"))
    theirs = conflict.value.fields["theirs"]
    assert isinstance(theirs, Customer)
    assert theirs.name == "Ada Brand"


def test_who_may_only_read_may_not_change_a_customer(workspace: Workspace) -> None:
    workspace.member = a_member(id=9, role=Role.READ_ONLY)
    with pytest.raises(NotPermitted):
        added(workspace)


def test_a_customer_who_went_meanwhile_is_not_found(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        customers.suggestion_for(workspace, customer_id=4711)
