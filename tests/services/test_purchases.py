"""Purchases of customers and firms, and what is known of a customer: kept, refused, told together."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from csops.domain.access import Role
from csops.domain.contacts import ContactDraft
from csops.domain.customers import Customer, OwnField
from csops.domain.duplicates import Shared
from csops.domain.errors import NotFound, NotPermitted, OutOfRange
from csops.domain.purchases import Purchase
from csops.services import customer_words, customers, history, purchases
from csops.services.contacts import log_contact
from csops.services.customer_view import customer_story, customer_view
from csops.services.duplicates import duplicates
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, PHONE, a_customer

DAY = MONDAY_MORNING.date() - timedelta(days=30)


def added(workspace: Workspace, **values: Any) -> Customer:
    return customers.save_customer(workspace, customer=a_customer(**values))


def bought(workspace: Workspace, who: Customer, amount: str, day: date = DAY, **values: Any) -> Purchase:
    purchase = Purchase(customer_id=who.id, day=day, amount=Decimal(amount), **values)
    return purchases.save_purchase(workspace, purchase=purchase)


def test_a_purchase_is_kept_changed_and_taken_out_with_undo(workspace: Workspace) -> None:
    ada = added(workspace)
    kept = bought(workspace, ada, "84.9", what="Chain guard", number="A-17")
    changed = purchases.save_purchase(workspace, purchase=replace(kept, amount=Decimal("80.00")))
    assert purchases.get_purchase(workspace, purchase_id=kept.id) == changed
    purchases.remove_purchase(workspace, purchase_id=kept.id)
    assert purchases.bought(workspace, customer_id=ada.id).spending is None
    history.undo(workspace)
    found = purchases.bought(workspace, customer_id=ada.id)
    assert [(one.what, one.amount) for one in found.purchases] == [("Chain guard", Decimal("80.00"))]


def test_what_cannot_be_a_purchase_is_refused(workspace: Workspace) -> None:
    ada = added(workspace)
    with pytest.raises(OutOfRange, match="still to come"):
        bought(workspace, ada, "1", day=MONDAY_MORNING.date() + timedelta(days=1))
    with pytest.raises(NotFound):
        bought(workspace, replace(ada, id=4711), "1")
    workspace.member = replace(MARA, role=Role.READ_ONLY)
    with pytest.raises(NotPermitted):
        bought(workspace, ada, "1")


def test_a_firm_shows_its_people_and_what_all_come_to(workspace: Workspace) -> None:
    firm = added(workspace, name="Northgate Courier Co-op", is_firm=True)
    ada = added(workspace, name="Ada Brandt", firm_id=firm.id)
    for who, amount, days in ((firm, "100", 0), (ada, "50", 400), (ada, "-20", 3)):
        bought(workspace, who, amount, day=DAY - timedelta(days=days))
    for name, days in (("Ada Brandt", 1), ("Northgate Courier Co-op", 2), ("Ada Brandt", 500)):
        at = MONDAY_MORNING - timedelta(days=days)
        log_contact(workspace, draft=ContactDraft(channel_id=PHONE, customer_name=name, happened_at=at))
    view = customer_view(workspace, customer_id=firm.id)
    assert [one.name for one in view.people] == ["Ada Brandt"]
    assert view.together is not None
    assert (view.together.contacts, view.contacts_in_year, len(view.latest)) == (3, 2, 3)
    assert view.together.last_contact_at == MONDAY_MORNING - timedelta(days=1)
    assert view.together.spending is not None
    assert (view.together.spending.total, view.together.spending.returns) == (Decimal(130), 1)
    found = purchases.bought(workspace, customer_id=firm.id)
    assert (len(found.purchases), found.names[ada.id], found.shop.customers) == (3, "Ada Brandt", 2)
    person = customer_view(workspace, customer_id=ada.id)
    assert (person.firm, person.together, person.line.spent) == (firm, None, Decimal(30))
    assert purchases.customers_worth(workspace) == found.shop


def test_people_belong_to_firms_alone_and_a_firm_with_people_stays_one(workspace: Workspace) -> None:
    firm = added(workspace, name="Northgate", is_firm=True)
    ada = added(workspace, firm_id=firm.id)
    with pytest.raises(OutOfRange, match="That is a person; tick that they are a firm first"):
        added(workspace, name="Ben", firm_id=ada.id)
    with pytest.raises(OutOfRange, match="Ada Brandt belong to it"):
        customers.save_customer(workspace, customer=replace(firm, is_firm=False))
    with pytest.raises(NotFound):
        added(workspace, name="Ben", referred_by_id=4711)
    assert customers.firms(workspace) == [firm]


def test_whom_somebody_sent_stands_with_both(workspace: Workspace) -> None:
    ada = added(workspace)
    ben = added(workspace, name="Ben", referred_by_id=ada.id)
    assert customer_view(workspace, customer_id=ada.id).referred == (ben,)
    assert customer_view(workspace, customer_id=ben.id).referred_by == ada


def test_names_that_the_shop_has_used_are_offered_again(workspace: Workspace) -> None:
    size = OwnField(name="Frame size", value="56")
    added(workspace, segment="Club", motive="commuting", fields=(size,))
    added(workspace, name="Ben", segment="Club", fields=(size, OwnField(name="Saddle", value="hard")))
    known = customer_words.known_words(workspace)
    assert (known.fields, known.segments, known.motives) == (("Frame size", "Saddle"), ("Club",), ("commuting",))
    assert known.values[:2] == (replace(size, value=""), size)


def test_the_story_tells_purchases_beside_the_cases(workspace: Workspace) -> None:
    ada = added(workspace)
    purchase = bought(workspace, ada, "12", what="Bell")
    story = customer_story(workspace, customer_id=ada.id)
    assert (story.purchases, story.timelines, story.merges) == ((purchase,), (), ())


def test_whoever_may_be_meant_is_offered_the_surest_first(workspace: Workspace) -> None:
    jonas = added(workspace, name="Jonas Feld", phones=("020 7946 0018",))
    same = added(workspace, name="Feld, Jonas")
    mail = added(workspace, name="J.", emails=("jonas@example.org",))
    added(workspace, name="Jo")
    found = duplicates(
        workspace, name="Jonas Féld", phones=("+44 20 79460018",), emails=("JONAS@example.org",), but=None
    )
    assert [(one.customer, one.shared, one.value) for one in found] == [
        (jonas, Shared.PHONE, "020 7946 0018"),
        (mail, Shared.EMAIL, "jonas@example.org"),
        (same, Shared.ALIKE, "Feld, Jonas"),
    ]
    assert duplicates(workspace, name="Jonas Felt", but=jonas.id)[0].customer == same
    assert duplicates(workspace, name="Salma Haddad") == duplicates(workspace, name="Jo X") == []
