"""Work is handed over for an absence and comes back: on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from csops.domain.cases import State
from csops.domain.contacts import ContactDraft, Result
from csops.domain.errors import AlreadyDone, Missing, NotFound, OutOfRange
from csops.domain.handovers import Handed, HandedKind, Handover
from csops.domain.people import Member
from csops.domain.promises import PromiseState
from csops.domain.roster_file import setup_from
from csops.domain.work_terms import Absence
from csops.services import cases, contacts, follow_ups, history
from csops.services.case_merges import merge_cases
from csops.services.handovers import hand_over, held_by, stand_ins, take_back
from csops.services.people import save_member
from csops.services.promises import promise_in
from csops.services.roster_person import clear_absence, mark_absent, set_substitute
from csops.services.roster_team import save_absence, save_setup, setup
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, PHONE, ROSA

TODAY = MONDAY_MORNING.date()
FRIDAY = TODAY + timedelta(days=4)
TOMORROW = MONDAY_MORNING + timedelta(days=1)


def rosas_work(workspace: Workspace) -> None:
    """Two cases of Rosa: one with a promise for tomorrow, one with a follow-up in a month."""
    ids = []
    for text in ("Late parcel", "Loud brake"):
        draft = ContactDraft(
            channel_id=PHONE, customer_name="Ada Brandt", text=text, owner_id=ROSA.id, result=Result.OPEN
        )
        ids.append(contacts.log_contact(workspace, draft=draft).case.id)
    follow_ups.add_follow_up(workspace, case_ids=ids[1:], due_at=MONDAY_MORNING + timedelta(days=30), owner_id=ROSA.id)
    with workspace.work("Promise") as work:
        promise_in(
            work,
            case_id=ids[0],
            what="Refund",
            due_at=TOMORROW,
            time_known=True,
            owner_id=ROSA.id,
            now=workspace.now(),
            member_id=ROSA.id,
        )


def all_handed(workspace: Workspace, *, until: date = FRIDAY) -> Handover:
    items = [one.handed for one in held_by(workspace, member_id=ROSA.id, until=until)]
    return hand_over(workspace, from_id=ROSA.id, to_id=MARA.id, items=items)


def owners(workspace: Workspace) -> set[int | None]:
    with workspace.read() as work:
        return {one.owner_id for store in (work.cases, work.care.promises) for one in store.all()}


def test_what_comes_up_in_the_days_is_on_one_list(workspace: Workspace) -> None:
    rosas_work(workspace)
    found = held_by(workspace, member_id=ROSA.id, until=FRIDAY)
    assert [(one.kind, one.what) for one in found] == [
        (HandedKind.PROMISE, "Refund"), (HandedKind.CASE, "Loud brake"), (HandedKind.CASE, "Late parcel"),
    ]  # fmt: skip
    late = held_by(workspace, member_id=ROSA.id, until=TODAY + timedelta(days=40))
    assert [one.kind for one in late[:2]] == [HandedKind.PROMISE, HandedKind.FOLLOW_UP]
    assert held_by(workspace, member_id=MARA.id, until=FRIDAY) == []


def test_all_of_it_is_handed_over_and_comes_back_and_an_undo_takes_back_each(workspace: Workspace) -> None:
    rosas_work(workspace)
    handover = all_handed(workspace)
    assert owners(workspace) == {MARA.id}
    assert [line.owner_id for line in follow_ups.follow_up_lines(workspace)] == [MARA.id, ROSA.id]
    assert take_back(workspace, handover_ids=[handover.id]) == 3
    assert owners(workspace) == {ROSA.id}
    history.undo(workspace)
    assert owners(workspace) == {MARA.id}
    history.undo(workspace)
    assert owners(workspace) == {ROSA.id}


def test_what_was_settled_or_given_to_a_third_person_stays(workspace: Workspace) -> None:
    rosas_work(workspace)
    handover = all_handed(workspace)
    third = save_member(workspace, member=Member(name="Theo Ruiz"))
    first, second = (one.record_id for one in handover.items if one.kind is HandedKind.CASE)
    cases.change_state(workspace, case_ids=[first], state=State.RESOLVED)
    cases.assign(workspace, case_ids=[second], owner_id=third.id)
    take_back(workspace, handover_ids=[handover.id])
    assert cases.get_case(workspace, case_id=first).owner_id == MARA.id
    assert cases.get_case(workspace, case_id=second).owner_id == third.id


def test_a_case_tells_of_the_handover_of_one_that_was_merged_into_it(sqlite_workspace: Workspace) -> None:
    rosas_work(sqlite_workspace)
    first, second = [one.case_id for one in held_by(sqlite_workspace, member_id=ROSA.id, until=FRIDAY)][-2:]
    only = [Handed(kind=HandedKind.CASE, record_id=second)]
    handover = hand_over(sqlite_workspace, from_id=ROSA.id, to_id=MARA.id, items=only)
    assert cases.timeline(sqlite_workspace, case_id=first).handovers == ()
    merge_cases(sqlite_workspace, into_id=first, case_ids=[second])
    assert cases.timeline(sqlite_workspace, case_id=first).handovers == (handover,)


def test_taking_back_twice_or_handing_nothing_or_to_oneself_is_said(workspace: Workspace) -> None:
    rosas_work(workspace)
    handover = all_handed(workspace)
    with pytest.raises(Missing):
        hand_over(workspace, from_id=ROSA.id, to_id=MARA.id, items=handover.items)
    with pytest.raises(OutOfRange, match="somebody else"):
        hand_over(workspace, from_id=MARA.id, to_id=MARA.id, items=handover.items)
    take_back(workspace, handover_ids=[handover.id])
    with pytest.raises(AlreadyDone):
        take_back(workspace, handover_ids=[handover.id])


def test_today_says_whose_work_one_looks_after_and_who_still_has_ones_own(workspace: Workspace) -> None:
    rosas_work(workspace)
    absence = save_absence(
        workspace, absence=Absence(member_id=ROSA.id, first_day=TODAY, last_day=FRIDAY, substitute_id=MARA.id)
    )
    (stand_in,) = stand_ins(workspace)
    assert (stand_in.is_mine, stand_in.other, stand_in.left, stand_in.handed) == (False, ROSA.name, 3, 0)
    case = held_by(workspace, member_id=ROSA.id, until=FRIDAY)[1]
    only = [Handed(kind=case.kind, record_id=case.record_id)]
    hand_over(workspace, from_id=ROSA.id, to_id=MARA.id, items=only, absence_id=absence.id)
    (stand_in,) = stand_ins(workspace)
    assert (stand_in.left, stand_in.handed) == (2, 1)
    workspace.member = ROSA
    assert stand_ins(workspace) == []
    workspace.member = MARA
    with workspace.work("Back") as work:
        work.absences.update(
            Absence(
                **{
                    **vars(work.absences.get(absence.id)),
                    "first_day": TODAY - timedelta(days=9),
                    "last_day": TODAY - timedelta(days=1),
                }
            )
        )
    workspace.member = ROSA
    (mine,) = stand_ins(workspace)
    assert (mine.is_mine, mine.other, mine.handed) == (True, MARA.name, 1)
    take_back(workspace, handover_ids=mine.handover_ids)
    assert stand_ins(workspace) == []


def test_what_is_settled_in_a_promise_is_left_alone(workspace: Workspace) -> None:
    rosas_work(workspace)
    with workspace.work("Keep") as work:
        (promise,) = work.care.promises.all()
        work.care.promises.update(type(promise)(**{**vars(promise), "state": PromiseState.KEPT}))
    assert HandedKind.PROMISE not in {one.kind for one in all_handed(workspace).items}


# ---- who can look after the work


def test_nobody_looks_after_their_own_work_and_nobody_who_is_away_too(workspace: Workspace) -> None:
    away = Absence(member_id=ROSA.id, first_day=TODAY, last_day=FRIDAY)
    with pytest.raises(OutOfRange, match="Nobody is their own substitute"):
        save_absence(workspace, absence=replace(away, substitute_id=ROSA.id))
    save_absence(workspace, absence=replace(away, member_id=MARA.id, first_day=FRIDAY, last_day=FRIDAY))
    told = "Mara Lindqvist is away too, on 06 Mar 2026. Choose somebody who is there"
    with pytest.raises(OutOfRange, match=told):
        save_absence(workspace, absence=replace(away, substitute_id=MARA.id))
    with pytest.raises(OutOfRange, match=told):
        mark_absent(workspace, absence=replace(away, substitute_id=MARA.id))
    before = FRIDAY - timedelta(days=1)
    assert save_absence(workspace, absence=replace(away, last_day=before, substitute_id=MARA.id)).id


def test_who_stands_in_is_said_of_an_absence_that_is_there(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        set_substitute(workspace, member_id=ROSA.id, day=TODAY, substitute_id=MARA.id)
    absence = save_absence(workspace, absence=Absence(member_id=ROSA.id, first_day=TODAY, last_day=FRIDAY))
    (kept,) = set_substitute(workspace, member_id=ROSA.id, day=FRIDAY, substitute_id=MARA.id)
    assert (kept.id, kept.substitute_id) == (absence.id, MARA.id)
    with pytest.raises(OutOfRange, match="Nobody is their own substitute"):
        set_substitute(workspace, member_id=ROSA.id, day=FRIDAY, substitute_id=ROSA.id)
    (nobody,) = set_substitute(workspace, member_id=ROSA.id, day=TODAY, substitute_id=None)
    history.undo(workspace)
    assert (nobody.substitute_id, stand_ins(workspace)[0].absence) == (None, replace(kept, version=kept.version + 2))


def test_an_absence_that_is_taken_away_leaves_what_was_handed_over_for_it(workspace: Workspace) -> None:
    rosas_work(workspace)
    away = Absence(member_id=ROSA.id, first_day=TODAY, last_day=TODAY, substitute_id=MARA.id)
    absence = save_absence(workspace, absence=away)
    items = [one.handed for one in held_by(workspace, member_id=ROSA.id, until=FRIDAY)]
    hand_over(workspace, from_id=ROSA.id, to_id=MARA.id, items=items, absence_id=absence.id)
    clear_absence(workspace, member_id=ROSA.id, day=TODAY)
    (stand_in,) = stand_ins(workspace)
    assert (stand_in.absence, stand_in.handed) == (None, 3)
    history.undo(workspace)
    assert stand_ins(workspace)[0].absence == absence


def test_a_file_of_the_team_names_substitutes(workspace: Workspace) -> None:
    away = Absence(member_id=ROSA.id, first_day=TODAY, last_day=FRIDAY, substitute_id=MARA.id)
    save_absence(workspace, absence=away)
    written = setup(workspace)
    assert written["people"][ROSA.name]["absences"][0]["substitute"] == MARA.name
    save_setup(workspace, setup=setup_from({"people": {ROSA.name: written["people"][ROSA.name]}}))
    with workspace.read() as work:
        assert [one.substitute_id for one in work.absences.all()] == [MARA.id]
