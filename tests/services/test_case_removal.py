"""A case that goes with its last contact takes no money out of the budget."""

import pytest

from csops.domain.contacts import ContactDraft, Logged
from csops.domain.errors import GivenThere, NotFound, StillUsed
from csops.services import cases, contacts, customer_privacy, history, settings
from csops.services.concession_budget import budget
from csops.services.concessions import (
    Offer,
    decline_concession,
    give_concession,
    list_concessions,
    withdraw_concession,
)
from csops.services.workspace import Workspace
from tests.helpers.records import MARA, PHONE, ROSA
from tests.services.test_concessions import a_refund


def logged(workspace: Workspace, **values: object) -> Logged:
    return contacts.log_contact(workspace, draft=ContactDraft(channel_id=PHONE, text="Cracked", **values))  # type: ignore[arg-type]


def a_gift(case_id: int, amount: str) -> Offer:
    return a_refund(case_id, amount)


def test_the_last_contact_stays_while_something_was_given_on_its_case(sqlite_workspace: Workspace) -> None:
    workspace = sqlite_workspace
    one, two, bare = logged(workspace), logged(workspace), logged(workspace)
    kept = give_concession(workspace, offer=a_gift(one.case.id, "25"))
    give_concession(workspace, offer=a_gift(two.case.id, "7.50"))
    ids = [each.contact.id for each in (one, two, bare)]
    with pytest.raises(GivenThere) as told:
        contacts.remove_contacts(workspace, contact_ids=ids)
    named = f"Case {one.case.id}: Goodwill refund 25.00 GBP; Case {two.case.id}: Goodwill refund 7.50 GBP. "
    assert str(told.value).startswith(f"{named}This was given")
    assert cases.get_case(workspace, case_id=bare.case.id)  # the whole act was refused
    assert float(budget(workspace).counted) == 32.5
    withdraw_concession(workspace, concession_id=kept.id)
    contacts.remove_contacts(workspace, contact_ids=[one.contact.id, bare.contact.id])
    with pytest.raises(NotFound):
        cases.get_case(workspace, case_id=one.case.id)


def test_one_of_two_contacts_may_go_both_at_once_may_not(sqlite_workspace: Workspace) -> None:
    workspace = sqlite_workspace
    first = logged(workspace)
    second = logged(workspace, case_id=first.case.id)
    give_concession(workspace, offer=a_gift(first.case.id, "25"))
    with pytest.raises(GivenThere):
        contacts.remove_contacts(workspace, contact_ids=[first.contact.id, second.contact.id])
    contacts.remove_contacts(workspace, contact_ids=[first.contact.id])
    assert len(list_concessions(workspace, case_id=first.case.id)) == 1


def test_what_was_asked_for_or_declined_goes_with_its_case(sqlite_workspace: Workspace) -> None:
    workspace = sqlite_workspace
    settings.save_opening_hours(workspace, hours={"zone": "Europe/London", "weekly": {"mon": ["09:00-17:00"]}})
    workspace.member = ROSA
    waiting, declined = logged(workspace), logged(workspace)
    for one in (waiting, declined):
        asked = give_concession(workspace, offer=a_gift(one.case.id, "900"))
    workspace.member = MARA
    decline_concession(workspace, concession_id=asked.id, reason="Not ours")
    contacts.remove_contacts(workspace, contact_ids=[waiting.contact.id, declined.contact.id])
    with workspace.read() as work:
        assert work.care.concessions.all() == []
        assert work.follow_ups.all() == []


def test_undo_of_logging_leaves_a_case_on_which_a_colleague_gave_something(workspace: Workspace) -> None:
    one = logged(workspace)
    workspace.member = ROSA
    give_concession(workspace, offer=a_gift(one.case.id, "12"))
    workspace.member = MARA
    with pytest.raises(StillUsed):
        history.undo(workspace)
    assert budget(workspace).counted == 12


@pytest.mark.parametrize("act", [customer_privacy.erase_customer, customer_privacy.anonymise_customer])
def test_who_is_erased_or_anonymised_leaves_what_was_given_in_the_budget(
    sqlite_workspace: Workspace, act: object
) -> None:
    workspace = sqlite_workspace
    one = logged(workspace, customer_name="Ada Brandt")
    give_concession(workspace, offer=a_gift(one.case.id, "12"))
    assert one.customer is not None
    act(workspace, customer_id=one.customer.id)  # type: ignore[operator]
    found = budget(workspace)
    assert (int(found.counted), found.n) == (12, 1)
