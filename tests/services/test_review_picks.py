"""Contacts in a queue of reviews: replaced only with a reason, dropped, given to others, put there by hand."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from csops.domain.concessions import Concession, ConcessionState
from csops.domain.contacts import ContactDraft, Result
from csops.domain.errors import AlreadyDone, InputError, Missing, NotFound, NotPermitted
from csops.domain.escalations import Escalation, EscalationReason
from csops.domain.quality_rules import QualityRules
from csops.domain.review_queue import QueueItem
from csops.domain.review_samples import PickState, Stratum
from csops.domain.reviews import Purpose
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.services import history
from csops.services.contacts import log_contact
from csops.services.draw_reasons import draw_reason
from csops.services.review_picks import drop_pick, pick_by_hand, reassign_picks, replace_pick
from csops.services.review_queue import my_queue, team_queue
from csops.services.review_risks import pick_risky, risky_contacts
from csops.services.review_samples import draw
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import PHONE
from tests.helpers.samples import SINCE, UNTIL, a_plan_of, a_team


def first(workspace: Workspace) -> QueueItem:
    return my_queue(workspace)[0]


def test_a_replacement_comes_next_in_the_order_of_the_seed_and_keeps_why(workspace: Workspace) -> None:
    team = a_team(workspace)
    plan = a_plan_of(strata=(Stratum.PERSON,), quota=2, members=(team.rosa.id,))
    draw(workspace, plan=replace(plan, quota=4))
    in_order = [one.pick.contact_id for one in my_queue(workspace)]
    history.undo(workspace)
    draw(workspace, plan=plan)
    gone = first(workspace).pick
    taken = replace_pick(workspace, pick_id=gone.id, reason="  The line was cut at once ")
    assert (taken.contact_id, taken.position, taken.layer) == (in_order[2], gone.position, gone.layer)
    assert taken.replaces_id == gone.id
    with workspace.read() as work:
        kept = work.quality.picks.get(gone.id)
    assert (kept.state, kept.reason) == (PickState.REPLACED, "The line was cut at once")
    again = replace_pick(workspace, pick_id=taken.id, reason="A private call")
    assert again.contact_id == in_order[3], "what was given up once does not come back"
    history.undo(workspace)
    assert {one.pick.contact_id for one in my_queue(workspace)} == {in_order[1], in_order[2]}


def test_why_of_a_replacement_and_the_list_of_its_draw_say_who_gave_what_up_when(workspace: Workspace) -> None:
    """Of own contacts nothing is told: neither that one was given up, nor that one took a place."""
    team = a_team(workspace)
    draw(workspace, plan=a_plan_of(members=(team.rosa.id,), reviewers=(team.mara.id,)))
    kept, gone, lost = (one.pick for one in my_queue(workspace)[:3])
    workspace.member = team.tom
    taken = replace_pick(workspace, pick_id=gone.id, reason="Spam")
    again = replace_pick(workspace, pick_id=taken.id, reason="Cut off")
    workspace.member = team.mara
    drop_pick(workspace, pick_id=lost.id, reason="No time")
    told = draw_reason(workspace, pick_id=again.id)
    at = workspace.now()
    first_lines = [(one.contact_id, one.reason, one.by, one.at) for one in told.instead_of]
    assert first_lines == [(taken.contact_id, "Cut off", team.tom.id, at), (gone.contact_id, "Spam", team.tom.id, at)]
    listed = {(one.reason, one.is_replaced, one.by) for one in told.given_up}
    assert listed == {("Spam", True, team.tom.id), ("Cut off", True, team.tom.id), ("No time", False, team.mara.id)}
    other = draw_reason(workspace, pick_id=kept.id)
    assert (other.instead_of, other.given_up) == ((), told.given_up)

    with workspace.work("Hand over") as work:  # what took the place is Tom's own by now
        work.quality.picks.update(replace(work.quality.picks.get(taken.id), member_id=team.tom.id))
    workspace.member = team.tom
    hidden = draw_reason(workspace, pick_id=again.id)
    assert (hidden.instead_of, [one.reason for one in hidden.given_up]) == ((), ["No time"])


def test_nothing_is_replaced_or_dropped_without_a_reason_or_twice(workspace: Workspace) -> None:
    a_team(workspace)
    draw(workspace, plan=a_plan_of())
    pick = first(workspace).pick
    with pytest.raises(Missing, match="reason is missing"):
        replace_pick(workspace, pick_id=pick.id, reason="  ")
    with pytest.raises(Missing, match="reason is missing"):
        drop_pick(workspace, pick_id=pick.id, reason="")
    drop_pick(workspace, pick_id=pick.id, reason="No time this week")
    with pytest.raises(AlreadyDone):
        replace_pick(workspace, pick_id=pick.id, reason="A private call")
    assert len(my_queue(workspace)) == 5


def test_where_the_group_is_used_up_there_is_nothing_to_take_instead(workspace: Workspace) -> None:
    team = a_team(workspace)
    draw(workspace, plan=a_plan_of(quota=4, members=(team.ines.id,)))
    with pytest.raises(InputError, match="No other one of its group of 4 is left"):
        replace_pick(workspace, pick_id=first(workspace).pick.id, reason="A private call")
    assert len(my_queue(workspace)) == 4


def test_a_reviewer_touches_their_own_queue_only_and_nobody_what_is_about_them(
    workspace: Workspace, rosa: Workspace
) -> None:
    team = a_team(workspace)
    with workspace.work("Choose reviewers") as work:
        work.settings.keep(QualityRules(reviewers=(team.rosa.id,)))
    draw(workspace, plan=a_plan_of(members=(team.ines.id,), wanted=2, reviewers=(team.rosa.id, team.tom.id)))
    workspace.member = team.tom
    draw(workspace, plan=a_plan_of(members=(team.mara.id,), wanted=1))
    workspace.member = team.mara
    with workspace.read() as work:
        by_reviewer = {pick.reviewer_id: pick for pick in work.quality.picks.where(member_id=team.ines.id)}
        of_mara = work.quality.picks.where(member_id=team.mara.id)[0]
    replace_pick(rosa, pick_id=by_reviewer[team.rosa.id].id, reason="A private call")
    with pytest.raises(NotFound):  # as where there is none: a number tells nothing
        drop_pick(rosa, pick_id=by_reviewer[team.tom.id].id, reason="Not mine")
    with pytest.raises(NotFound):
        replace_pick(workspace, pick_id=of_mara.id, reason="I would rather not")
    with pytest.raises(NotFound):
        reassign_picks(workspace, pick_ids=[of_mara.id], reviewer_id=team.rosa.id)
    assert all(one.pick.member_id != team.mara.id for one in team_queue(workspace).items)


def test_reviews_are_given_to_another_all_or_none_and_never_to_whose_contact_it_is(workspace: Workspace) -> None:
    team = a_team(workspace)
    with workspace.work("Choose reviewers") as work:
        work.settings.keep(QualityRules(reviewers=(team.ines.id,)))
    draw(workspace, plan=a_plan_of(wanted=14, members=(team.rosa.id, team.ines.id)))
    everything = [one.pick.id for one in my_queue(workspace)]
    with pytest.raises(NotPermitted, match=r"Ines Marchetti may not do this .review own contacts."):
        reassign_picks(workspace, pick_ids=everything, reviewer_id=team.ines.id)
    assert len(my_queue(workspace)) == 14, "all or none"
    reassign_picks(workspace, pick_ids=everything[:9], reviewer_id=team.tom.id)
    workspace.member = team.tom
    assert sorted(one.pick.id for one in my_queue(workspace)) == sorted(everything[:9])


def test_a_contact_is_put_into_a_queue_by_hand_once(workspace: Workspace) -> None:
    team = a_team(workspace)
    pick = pick_by_hand(workspace, contact_id=1, due_at=UNTIL)
    item = first(workspace)
    assert (item.pick, item.purpose, item.contact and item.contact.id) == (pick, Purpose.CHOSEN, 1)
    with pytest.raises(AlreadyDone, match="Putting this contact into a queue of reviews was done by Mara Lindqvist"):
        pick_by_hand(workspace, contact_id=1, reviewer_id=team.tom.id)
    with pytest.raises(InputError, match="No person handled it"):
        pick_by_hand(workspace, contact_id=16)
    with pytest.raises(NotPermitted, match="review own contacts"):
        pick_by_hand(workspace, contact_id=15)
    with pytest.raises(NotPermitted, match="review contacts"):
        pick_by_hand(workspace, contact_id=2, reviewer_id=team.ines.id)
    with pytest.raises(NotFound):
        pick_by_hand(workspace, contact_id=999)
    with pytest.raises(InputError, match="not drawn at random"):
        replace_pick(workspace, pick_id=pick.id, reason="Another one")
    drop_pick(workspace, pick_id=pick.id, reason="Chosen by mistake")
    assert pick_by_hand(workspace, contact_id=1).id != pick.id


def test_contacts_after_which_something_went_wrong_are_found_with_every_reason(workspace: Workspace) -> None:
    team = a_team(workspace)
    with workspace.work("Let things go wrong") as work:
        contacts = work.contacts.get_many([1, 2, 3, 15])
        case = {one: contacts[one].case_id for one in contacts}
        for contact_id in (1, 15):
            work.care.answers.add(
                SurveyAnswer(
                    kind=AnswerKind.CSAT,
                    case_id=case[contact_id],
                    asked_at=MONDAY_MORNING,
                    value=1,
                    low=1,
                    high=5,
                    answered_at=MONDAY_MORNING,
                )
            )
        work.care.concessions.add(
            Concession(
                case_id=case[1],
                kind="refund",
                cost=Decimal(5000),
                currency="EUR",
                state=ConcessionState.AGREED,
                given_by=team.mara.id,
                given_at=MONDAY_MORNING,
            )
        )
        work.care.escalations.add(
            Escalation(case_id=case[2], at=MONDAY_MORNING, from_id=team.rosa.id, reason=EscalationReason.OTHER)
        )
        work.contacts.update(replace(contacts[3], answered_after=timedelta(minutes=10)))
    found = risky_contacts(workspace, since=SINCE, until=UNTIL)
    assert [(one.contact_id, one.keys) for one in found] == [
        (1, ("low_answer", "concession")),
        (2, ("escalated",)),
        (3, ("long_wait",)),
    ], "what is about who looks is left to others"
    told = [(one.said, one.amount, one.waited) for each in found for one in each.reasons]
    assert told == [
        ("CSAT 1 of 5", None, None),
        ("", Decimal(5000), None),
        ("", None, None),
        ("", None, timedelta(minutes=10)),
    ]
    assert risky_contacts(workspace, since=UNTIL, until=UNTIL + timedelta(days=1)) == []


def test_a_case_that_was_opened_again_falls_on_the_contact_that_seemed_to_settle_it(workspace: Workspace) -> None:
    team = a_team(workspace)
    begun = MONDAY_MORNING - timedelta(hours=30)
    draft = ContactDraft(
        channel_id=PHONE, customer_name="Ada", text="It squeaks", happened_at=begun, member_id=team.rosa.id
    )
    settled = log_contact(workspace, draft=draft)
    again = replace(
        draft, case_id=settled.case.id, happened_at=begun + timedelta(hours=20), result=Result.FOLLOW_UP,
        due_at=MONDAY_MORNING + timedelta(days=1), text="It squeaks again",
    )  # fmt: skip
    log_contact(workspace, draft=again)
    found = risky_contacts(workspace, since=SINCE, until=UNTIL)
    assert [(one.contact_id, one.keys) for one in found] == [(settled.contact.id, ("reopened",))]


def test_what_went_wrong_is_picked_marked_and_out_of_fair_figures(workspace: Workspace) -> None:
    team = a_team(workspace)
    with workspace.work("Let things go wrong") as work:
        for contact_id in (1, 2):
            contact = work.contacts.get(contact_id)
            work.contacts.update(replace(contact, answered_after=timedelta(minutes=10)))
    with pytest.raises(Missing):
        pick_risky(workspace, contact_ids=[], since=SINCE, until=UNTIL)
    with pytest.raises(InputError, match="contact 3: It is reviewed or in a queue by now, or nothing went wrong"):
        pick_risky(workspace, contact_ids=[1, 3], since=SINCE, until=UNTIL)
    sample = pick_risky(
        workspace, contact_ids=[2, 1], reviewers=[team.mara.id], name="Long waits", since=SINCE, until=UNTIL
    )
    assert (sample.is_risk, sample.wanted, sample.population) == (True, 2, 2)
    assert [(one.purpose, one.pick.risk, one.sample) for one in my_queue(workspace)] == [
        (Purpose.RISK, ("long_wait",), "Long waits")
    ] * 2
    assert risky_contacts(workspace, since=SINCE, until=UNTIL) == []
    with pytest.raises(InputError, match="not drawn at random"):
        replace_pick(workspace, pick_id=first(workspace).pick.id, reason="Another one")
    history.undo(workspace)
    assert len(risky_contacts(workspace, since=SINCE, until=UNTIL)) == 2
