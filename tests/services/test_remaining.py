"""What must still be true of the rest after something was taken out or moved."""

from dataclasses import replace
from datetime import timedelta

from csops.domain.contacts import ContactDraft, Direction, Result
from csops.domain.team import Shop
from csops.services import cases, contacts, customers, follow_ups, search, settings
from csops.services.workspace import Workspace
from tests.helpers.clock import Clock
from tests.helpers.records import EMAIL, PHONE


def test_a_case_forgets_the_times_of_a_contact_taken_out(workspace: Workspace, clock: Clock) -> None:
    first = contacts.log_contact(workspace, draft=ContactDraft(channel_id=EMAIL, customer_name="Ada"))
    clock.forward(timedelta(hours=2))
    reply = ContactDraft(channel_id=EMAIL, case_id=first.case.id, direction=Direction.OUT)
    second = contacts.log_contact(workspace, draft=reply)
    assert second.case.first_response_at == second.contact.happened_at
    contacts.remove_contacts(workspace, contact_ids=[second.contact.id])
    with workspace.read() as work:
        left = work.cases.get(first.case.id)
    assert (left.first_response_at, left.last_contact_at) == (None, first.contact.happened_at)


def test_phones_read_anew_when_the_shop_moves_to_another_country(workspace: Workspace) -> None:
    settings.save_shop(workspace, shop=Shop(name="Oak", region="DE", zone="Europe/Berlin", currency="EUR"))
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada", phone="0171 5550142")
    contacts.log_contact(workspace, draft=draft)
    assert customers.same_reach(workspace, phone="+49 171 5550142")
    settings.save_shop(workspace, shop=replace(workspace.shop(), region="GB"))
    assert not customers.same_reach(workspace, phone="+49 171 5550142")
    assert customers.same_reach(workspace, phone="+44 171 5550142")
    assert search.find(workspace, text="44 171 5550142").total == 1


def test_a_nul_in_what_was_pasted_is_left_out(workspace: Workspace) -> None:
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada\x00 Brandt", text="one\x00two \ud800")
    logged = contacts.log_contact(workspace, draft=draft)
    assert (logged.contact.text, logged.customer and logged.customer.name) == ("onetwo", "Ada Brandt")


def test_an_answer_after_a_weekend_can_be_logged(workspace: Workspace) -> None:
    draft = ContactDraft(channel_id=EMAIL, answered_after=timedelta(days=3))
    assert contacts.log_contact(workspace, draft=draft).case.first_response_at is not None


def test_a_call_of_ours_with_a_new_day_overtakes_the_one_before(workspace: Workspace, clock: Clock) -> None:
    soon, later = clock() + timedelta(days=1), clock() + timedelta(days=3)
    first = ContactDraft(channel_id=PHONE, customer_name="Ada", result=Result.FOLLOW_UP, due_at=soon)
    case = contacts.log_contact(workspace, draft=first).case
    contacts.log_contact(workspace, draft=replace(first, case_id=case.id, due_at=later, direction=Direction.OUT))
    assert [line.due_at for line in follow_ups.follow_up_lines(workspace)] == [later]


def test_who_left_only_a_phone_is_called_by_it(workspace: Workspace) -> None:
    draft = ContactDraft(channel_id=PHONE, phone="01632 960123")
    case = contacts.log_contact(workspace, draft=draft).case
    assert cases.timeline(workspace, case_id=case.id).case.customer == "01632 960123"
