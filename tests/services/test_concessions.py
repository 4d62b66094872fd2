"""Concessions are given within limits, asked for above them, decided by others, and count where they should."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from csops.domain.access import Role
from csops.domain.cases import FollowUpKind
from csops.domain.concession_rules import SharedLimits
from csops.domain.concessions import Concession, ConcessionState, Term
from csops.domain.contacts import ContactDraft
from csops.domain.errors import AboveLimits, AlreadyDone, CsopsError, Missing, NotPermitted
from csops.domain.people import Member
from csops.services import cases, contacts, history, people, settings
from csops.services.concession_budget import budget
from csops.services.concession_outlook import outlook, waiting_for_me
from csops.services.concession_rules import concession_rules, save_concession_rules
from csops.services.concessions import (
    Offer,
    approve_concession,
    count_concession,
    decline_concession,
    give_concession,
    list_concessions,
    withdraw_concession,
)
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import MARA, PHONE, ROSA

AGREED, WAITING = ConcessionState.AGREED, ConcessionState.WAITING


@pytest.fixture(autouse=True)
def _hours(workspace: Workspace) -> None:
    settings.save_opening_hours(workspace, hours={"zone": "Europe/London", "weekly": {"mon": ["09:00-17:00"]}})


@pytest.fixture
def team(workspace: Workspace) -> tuple[Member, Member]:
    """A supervisor and a manager beside Mara, who owns the shop, and Rosa, an agent."""
    ines = people.save_member(workspace, member=Member(name="Ines Marchetti", role=Role.SUPERVISOR))
    jo = people.save_member(workspace, member=Member(name="Jo Falk", role=Role.MANAGER))
    return ines, jo


def a_case(workspace: Workspace) -> int:
    return contacts.log_contact(workspace, draft=ContactDraft(channel_id=PHONE, text="Cracked")).case.id


def a_refund(case_id: int, amount: str, **values: object) -> Offer:
    terms = (Term(name="amount", value=amount), Term(name="resale_value", value="0"))
    return Offer(**{"case_id": case_id, "kind": "refund", "terms": terms, **values})  # type: ignore[arg-type]


def by(workspace: Workspace, member: Member) -> Workspace:
    workspace.member = member
    return workspace


def give(workspace: Workspace, member: Member, case_id: int, amount: str, **values: object) -> Concession:
    return give_concession(by(workspace, member), offer=a_refund(case_id, amount, **values))


def pending(workspace: Workspace) -> list[str]:
    with workspace.read() as work:
        found = work.follow_ups.where(kind=FollowUpKind.CONCESSION)
    return [one.what for one in found if one.done_at is None]


def test_within_the_own_limits_it_is_agreed_at_once_and_gone_with_undo(workspace: Workspace) -> None:
    kept = give(workspace, ROSA, a_case(workspace), "25")
    assert [kept.state, kept.cost, kept.decided_by, kept.counted_at] == [AGREED, 25, ROSA.id, MONDAY_MORNING]
    assert budget(workspace).counted == 25
    history.undo(workspace)
    assert list_concessions(workspace, case_id=kept.case_id) == []


def test_above_them_it_waits_for_the_next_role_and_counts_in_its_month(
    workspace: Workspace, team: tuple[Member, Member], clock: Clock
) -> None:
    ines, jo = team
    asked = give(workspace, ROSA, a_case(workspace), "80", reason="Twice late")
    assert (asked.state, asked.answer_by) == (WAITING, MONDAY_MORNING + timedelta(hours=2))
    assert pending(workspace) == [
        "No answer yet on 80.00 GBP: you may offer up to 25 GBP now, say when the rest will be decided"
    ]
    assert waiting_for_me(by(workspace, ROSA)) == []
    (seen,) = waiting_for_me(by(workspace, ines))
    assert [one.name for one in seen.deciders] == ["Ines Marchetti", "Jo Falk", "Mara Lindqvist"]
    clock.forward(timedelta(hours=1))
    kept = approve_concession(by(workspace, ines), concession_id=asked.id, cost=Decimal(60), note="Well done")
    assert [kept.state, kept.cost, kept.decided_by] == [AGREED, 60, ines.id]
    assert pending(workspace) == ["Tell the customer: 60.00 of 80.00 GBP approved"]
    counted = {one.name: one.cost for one in budget(by(workspace, MARA)).by_person}
    assert counted == {"Ines Marchetti": 60}
    with pytest.raises(AlreadyDone, match="done by Ines Marchetti already"):
        approve_concession(by(workspace, jo), concession_id=asked.id)
    history.undo(by(workspace, ines))
    assert [one.concession.id for one in waiting_for_me(workspace)] == [asked.id]


def test_nobody_decides_on_their_own_request_or_beyond_their_limits_of_now(
    workspace: Workspace, team: tuple[Member, Member]
) -> None:
    ines, jo = team
    case_id = a_case(workspace)
    asked = give(workspace, ROSA, case_id, "90")
    for refused in (ROSA, Member(id=99, name="Reader", role=Role.READ_ONLY)):
        with pytest.raises(NotPermitted):
            approve_concession(by(workspace, refused), concession_id=asked.id)
    own = give(workspace, ines, case_id, "150")
    assert own.state is WAITING
    with pytest.raises(NotPermitted, match="asked for themselves"):
        approve_concession(by(workspace, ines), concession_id=own.id)
    for _ in range(5):  # of her 500 a month there are 50 left
        give(workspace, ines, a_case(workspace), "90")
    with pytest.raises(NotPermitted, match=r"approve 90\.00 GBP now.*manager, owner"):
        approve_concession(by(workspace, ines), concession_id=asked.id)
    assert approve_concession(by(workspace, jo), concession_id=asked.id).decided_by == jo.id


def test_limits_that_all_share_are_looked_at_again_when_it_is_approved(
    workspace: Workspace, team: tuple[Member, Member]
) -> None:
    _, jo = team
    case_id = a_case(workspace)
    asked = give(workspace, ROSA, case_id, "120")
    for amount in ("300", "90"):
        give(workspace, jo, case_id, amount)
    with pytest.raises(NotPermitted, match="owner"):  # 390 of 400 on this case are given by now
        approve_concession(by(workspace, jo), concession_id=asked.id)
    assert approve_concession(by(workspace, MARA), concession_id=asked.id).state is AGREED


def test_declining_takes_a_reason_and_tells_whoever_asked(workspace: Workspace, team: tuple[Member, Member]) -> None:
    ines, _ = team
    asked = give(workspace, ROSA, a_case(workspace), "80")
    with pytest.raises(Missing, match="reason is missing"):
        decline_concession(by(workspace, ines), concession_id=asked.id, reason=" ")
    kept = decline_concession(workspace, concession_id=asked.id, reason="Offer the postage")
    assert (kept.state, kept.decision_note) == (ConcessionState.DECLINED, "Offer the postage")
    assert pending(workspace) == ["Tell the customer: 80.00 GBP declined"]
    assert budget(workspace).used == 0


def test_an_exception_is_decided_by_the_owner_and_takes_a_reason(
    workspace: Workspace, team: tuple[Member, Member]
) -> None:
    _, jo = team
    with pytest.raises(Missing, match="reason"):
        give(workspace, ROSA, a_case(workspace), "5", is_exception=True)
    asked = give(workspace, ROSA, a_case(workspace), "5", is_exception=True, reason="Regular for ten years")
    assert asked.state is WAITING
    for act in (approve_concession, lambda it, **key: decline_concession(it, reason="No", **key)):
        with pytest.raises(NotPermitted, match="owner"):
            act(by(workspace, jo), concession_id=asked.id)
    assert approve_concession(by(workspace, MARA), concession_id=asked.id).reason == "Regular for ten years"


def test_what_must_be_sent_binds_its_cost_and_counts_in_the_month_in_which_it_is_sent(
    workspace: Workspace, clock: Clock
) -> None:
    terms = tuple(Term(name=name, value=value) for name, value in
                  {"purchase_price": "38", "postage": "11.8", "resale_value": "20"}.items())  # fmt: skip
    offer = Offer(case_id=a_case(workspace), kind="replacement", terms=terms)
    kept = give_concession(by(workspace, MARA), offer=offer)
    march, cost = budget(workspace), Decimal("29.80")
    assert (kept.counted_at, march.counted, march.open, march.used) == (None, Decimal(0), cost, cost)
    clock.forward(timedelta(days=31))
    count_concession(workspace, concession_id=kept.id)
    assert (budget(workspace).counted, budget(workspace, month=date(2026, 3, 9)).used) == (cost, Decimal(0))
    with pytest.raises(AlreadyDone):
        count_concession(workspace, concession_id=kept.id)
    withdraw_concession(workspace, concession_id=kept.id)
    assert budget(workspace).used == 0


def test_a_month_begins_anew(workspace: Workspace, clock: Clock) -> None:
    for _ in range(6):
        give(workspace, ROSA, a_case(workspace), "25")
    assert give(workspace, ROSA, a_case(workspace), "25").state is WAITING
    clock.forward(timedelta(days=30))
    assert give(workspace, ROSA, a_case(workspace), "25").state is AGREED


def test_the_outlook_says_what_is_left_and_who_decides(workspace: Workspace, team: tuple[Member, Member]) -> None:
    case_id = a_case(workspace)
    give(workspace, ROSA, case_id, "20")
    found = outlook(workspace, offer=a_refund(case_id, "130"))
    assert [found.cost, found.decides, found.is_own] == [130, Role.MANAGER, False]
    assert [one.name for one in found.deciders] == ["Jo Falk", "Mara Lindqvist"]
    assert [found.own_left, found.month, found.month_limit] == [25, 20, 150]
    assert [found.budget, found.budget_limit] == [20, 2000]
    assert outlook(workspace, offer=a_refund(case_id, "5")).is_own


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"currency": "USD"}, "currency cannot be USD. The shop reckons in GBP"),
        ({"kind": "cake"}, "kind “cake” is not known. There are: refund"),
        ({"terms": (Term(name="amount", value="-3"), Term(name="resale_value", value="0"))}, "amount cannot be -3"),
        ({"terms": ()}, "amount is missing"),
    ],
)
def test_what_cannot_be_given_is_refused_and_nothing_is_kept(
    workspace: Workspace, values: dict[str, object], said: str
) -> None:
    case_id = a_case(workspace)
    with pytest.raises(CsopsError) as refused:
        give(workspace, ROSA, case_id, "5", **values)
    assert said in str(refused.value)
    assert list_concessions(workspace, case_id=case_id) == []


def test_the_shop_changes_its_limits_in_its_own_currency(workspace: Workspace) -> None:
    rules = replace(concession_rules(workspace), shared=SharedLimits(budget=Decimal(30)))
    save_concession_rules(workspace, rules=rules)
    assert concession_rules(workspace).shared.budget == 30
    settings.save_shop(workspace, shop=replace(workspace.shop(), currency="CHF"))
    with pytest.raises(CsopsError, match="The shop reckons in CHF"):
        give(workspace, MARA, a_case(workspace), "5")
    with pytest.raises(CsopsError, match="The shop reckons in CHF"):
        save_concession_rules(workspace, rules=rules)
    save_concession_rules(workspace, rules=replace(rules, currency="CHF"))
    assert give(workspace, MARA, a_case(workspace), "5").currency == "CHF"
    with pytest.raises(NotPermitted):
        save_concession_rules(by(workspace, ROSA), rules=rules)


def test_a_request_that_is_withdrawn_waits_for_nobody(workspace: Workspace) -> None:
    asked = give(workspace, ROSA, a_case(workspace), "80")
    withdraw_concession(workspace, concession_id=asked.id)
    assert (waiting_for_me(by(workspace, MARA)), pending(workspace)) == ([], [])
    assert cases.get_case(workspace, case_id=asked.case_id)


def test_what_was_given_before_anybody_knew_whose_the_case_is_counts_for_its_customer(workspace: Workspace) -> None:
    case_id = a_case(workspace)
    give(workspace, MARA, case_id, "40")
    draft = ContactDraft(channel_id=PHONE, case_id=case_id, customer_name="Ada Brandt")
    ada = contacts.log_contact(workspace, draft=draft).customer
    assert ada is not None
    with workspace.read() as work:
        assert [one.cost for one in work.care.concessions.agreed_to(ada.id, since=MONDAY_MORNING)] == [40]


def test_doing_again_what_was_given_does_not_go_beyond_what_others_left(workspace: Workspace) -> None:
    rules = concession_rules(workspace)
    save_concession_rules(workspace, rules=replace(rules, shared=SharedLimits(budget=Decimal(100))))
    case_id = a_case(workspace)
    give(workspace, ROSA, case_id, "25")
    history.undo(workspace)
    mine = give(workspace, MARA, case_id, "80")
    with pytest.raises(AboveLimits, match=r"25\.00 GBP was within the limits then"):
        history.redo(by(workspace, ROSA))
    assert budget(workspace).used == 80
    withdraw_concession(by(workspace, MARA), concession_id=mine.id)
    give(workspace, ROSA, case_id, "24")
    history.undo(by(workspace, MARA))  # an owner may
    assert budget(workspace).used == 104
    withdraw_concession(workspace, concession_id=mine.id)
    history.undo(by(workspace, ROSA))
    history.redo(workspace)
    assert budget(workspace).used == 24
