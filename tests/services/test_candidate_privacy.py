"""Candidates' details: erased for good, held, kept longer, due; on both databases."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from csops.bootstrap import open_workspace as open_at
from csops.domain.access import Role
from csops.domain.candidates import Candidate, PastCandidate
from csops.domain.errors import Erased, ErasedSince, Missing, NotPermitted, OnHold, OutOfRange
from csops.domain.openings import Move, Outcome, Stage
from csops.domain.retention import Ground, HiringRecords, rule_for
from csops.services import candidate_privacy, history, maintenance, views
from csops.services.candidate_merge import merge_candidates
from csops.services.candidate_privacy import (
    erase_candidate,
    hold,
    keep_longer,
    lift_hold,
    list_due,
    list_kept,
    retention_rules,
)
from csops.services.candidates import add_note, list_applied, save_candidate
from csops.services.scorecards import keep_card_draft, submit_card
from csops.services.workspace import Workspace
from csops.storage import erasing
from csops.storage.files import FileStore
from csops.storage.opening import TO_ERASE
from tests.conftest import OpenWorkspace
from tests.helpers.clock import Clock
from tests.helpers.hiring import DAY, a_hiring, ratings
from tests.helpers.marked import MARK, a_marked_hiring, a_paper, found_in_files, found_in_tables
from tests.helpers.records import MARA, ROSA


# ---- nothing is left
def test_after_an_erasure_the_name_is_in_no_table(workspace: Workspace) -> None:
    _hiring, candidate = a_marked_hiring(workspace)
    assert {"candidates", "journal_texts", "drafts", "moves", "scorecards"} <= set(found_in_tables(workspace))
    erase_candidate(workspace, candidate_id=candidate.id)
    assert found_in_tables(workspace) == []


def test_after_an_erasure_the_name_is_in_no_live_file(sqlite_workspace: Workspace) -> None:
    _hiring, candidate = a_marked_hiring(sqlite_workspace)
    path = sqlite_workspace.path
    assert path is not None
    assert len(found_in_files(path.parent)) >= 3  # the log, and two papers
    done = erase_candidate(sqlite_workspace, candidate_id=candidate.id)
    assert done.is_clean
    assert found_in_files(path.parent) == []
    sqlite_workspace.close()
    assert found_in_files(path.parent) == []


def test_the_chain_stays_whole_and_the_check_is_clean(workspace: Workspace) -> None:
    _hiring, candidate = a_marked_hiring(workspace)
    erase_candidate(workspace, candidate_id=candidate.id)
    assert history.first_broken(workspace) is None
    assert maintenance.check(workspace).problems == ()


def test_what_was_erased_is_one_act_that_names_nobody(workspace: Workspace) -> None:
    _hiring, candidate = a_marked_hiring(workspace)
    done = erase_candidate(workspace, candidate_id=candidate.id)
    act = history.history(workspace)[0]
    assert (act.what, act.member_id) == ("Erase a candidate", MARA.id)
    assert done.papers == 2  # the one that was removed before, too
    assert done.drafts == 1


def test_others_keep_their_texts_in_a_batch(workspace: Workspace) -> None:
    hiring, candidate = a_marked_hiring(workspace)
    with workspace.read() as work:
        batch = next(act.id for act in work.latest_acts(limit=9) if act.what == "Decide")
    erase_candidate(workspace, candidate_id=candidate.id)
    with workspace.read() as work:
        rows = [row for change in work.changes_of(batch) for row in (change.after or {}).get("rows", [])]  # type: ignore[attr-defined]
    assert [row["name"] for row in rows] == ["Ngozi Adeyemi", "Tobias Kern"]
    assert hiring.applications


# ---- what stays
def test_who_came_in_a_batch_with_application_and_decision_is_erased(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    with workspace.work("Import") as work:
        (came,) = work.hiring.candidates.add_many([Candidate(name="Carla Benedetti", came_on=DAY)])
        asked = replace(hiring.applications[0], id=0, version=1, candidate_id=came.id, number=3)
        (applied,) = work.hiring.applications.add_many([asked])
        moved = Move(
            application_id=applied.id,
            at=workspace.now(),
            member_id=MARA.id,
            from_stage=Stage.APPLIED,
            to_stage=Stage.APPLIED,
            to_outcome=Outcome.DECLINED,
            reason="Not free on Saturdays",
        )
        work.hiring.moves.add_many([moved])
    erase_candidate(workspace, candidate_id=came.id)
    with workspace.read() as work:
        assert not work.hiring.applications.where(candidate_id=came.id)
        assert not work.hiring.moves.where(application_id=applied.id)


def test_of_an_application_stays_how_far_it_came(workspace: Workspace) -> None:
    hiring, candidate = a_marked_hiring(workspace)
    erase_candidate(workspace, candidate_id=candidate.id)
    with workspace.read() as work:
        (past,) = work.hiring.past.all()
        left = work.hiring.candidates.all("name")
    assert past == PastCandidate(
        id=past.id, opening_id=hiring.opening.id, applied_in=2026, stage=Stage.INTERVIEW, outcome=Outcome.DECLINED
    )
    assert [one.name for one in left] == ["Ngozi Adeyemi", "Tobias Kern"]


def test_a_paper_that_another_candidate_has_too_stays_for_them(workspace: Workspace) -> None:
    hiring, candidate = a_marked_hiring(workspace)
    shared = a_paper(workspace, "The advertisement")
    other = hiring.applications[0].candidate_id
    with workspace.work("Keep a file") as work:
        for candidate_id in (candidate.id, other):
            work.hiring.papers.add(replace(shared, candidate_id=candidate_id))
    assert candidate_privacy.preview_erasing(workspace, candidate_id=candidate.id).shared == 1
    erase_candidate(workspace, candidate_id=candidate.id)
    assert FileStore(workspace.database).get(shared.sha256) == b"The advertisement"


def test_before_an_erasure_it_says_what_goes(workspace: Workspace) -> None:
    _hiring, candidate = a_marked_hiring(workspace)
    told = candidate_privacy.preview_erasing(workspace, candidate_id=candidate.id)
    assert (told.applications, told.scorecards, told.notes, told.decisions) == (1, 2, 1, 1)
    assert (told.papers, told.shared, told.answers, told.ties) == (1, 0, 0, 1)
    assert told.name == candidate.name


# ---- taking back
def test_an_erasure_cannot_be_taken_back_and_says_so(workspace: Workspace) -> None:
    _hiring, candidate = a_marked_hiring(workspace)
    erase_candidate(workspace, candidate_id=candidate.id)
    with pytest.raises(ErasedSince, match="Erase a candidate"):
        history.undo(workspace)


def test_an_act_whose_content_is_erased_is_passed_over(workspace: Workspace) -> None:
    hiring, candidate = a_marked_hiring(workspace)
    erase_candidate(workspace, candidate_id=candidate.id)
    refused = 0
    for _ in range(30):
        try:
            done = history.undo(workspace)
        except ErasedSince:
            refused += 1
            continue
        break
    assert refused == 5  # erase, decide, change and submit a scorecard, note a tie
    assert done.what == "Add a member"  # of nobody who was erased
    with workspace.read() as work:
        assert work.hiring.applications.find(hiring.applications[0].id) is not None
    assert found_in_tables(workspace) == []
    assert history.first_broken(workspace) is None


def test_what_was_taken_back_cannot_be_done_again_after_an_erasure(workspace: Workspace) -> None:
    hiring, candidate = a_marked_hiring(workspace)
    add_note(workspace, application_id=hiring.applications[0].id, text="On time")
    with workspace.read() as work:
        mine = work.hiring.applications.where(candidate_id=candidate.id)[0]
    add_note(workspace, application_id=mine.id, text=f"{MARK} again")
    history.undo(workspace)
    # An erasure is an act as well: nothing can be done again after it; another member's redo is still there.
    erase_candidate(workspace, candidate_id=candidate.id)
    with pytest.raises(ErasedSince):
        history.undo(workspace)
    assert found_in_tables(workspace) == []


# ---- other windows
def test_another_window_is_told_that_a_candidate_was_erased(open_workspace: OpenWorkspace) -> None:
    mara, other = open_workspace(), open_workspace(member=ROSA)
    hiring, candidate = a_marked_hiring(mara)
    with mara.read() as work:
        application = work.hiring.applications.where(candidate_id=candidate.id)[0]
        card = work.hiring.scorecards.where(application_id=application.id, member_id=ROSA.id)[0]
    other.acts_of_others()
    erase_candidate(mara, candidate_id=candidate.id)
    assert {one.what for one in other.acts_of_others()} >= {"Erase a candidate"}
    with pytest.raises(Erased, match="scorecard"):
        submit_card(other, card_id=card.id, ratings=ratings(3, 3, 3))
    with pytest.raises(Erased, match="scorecard"):
        keep_card_draft(other, card_id=card.id, value={"note": MARK})
    with pytest.raises(Erased, match="application"):
        add_note(other, application_id=application.id, text=MARK)
    with pytest.raises(Erased, match="candidate"):
        save_candidate(mara, candidate=replace(candidate, phone="1"))
    assert len(list_applied(other, opening_id=hiring.opening.id)) == 2
    assert found_in_tables(mara) == []


def test_who_erases_second_is_told_so(workspace: Workspace) -> None:
    _hiring, candidate = a_marked_hiring(workspace)
    erase_candidate(workspace, candidate_id=candidate.id)
    with pytest.raises(Erased):
        erase_candidate(workspace, candidate_id=candidate.id)


# ---- holds and days
def test_a_legal_hold_stops_any_erasing(workspace: Workspace) -> None:
    _hiring, candidate = a_marked_hiring(workspace)
    hold(workspace, candidate_id=candidate.id, reason="Claim of 3 March, file 12")
    with pytest.raises(OnHold, match="Claim of 3 March"):
        erase_candidate(workspace, candidate_id=candidate.id)
    lift_hold(workspace, candidate_id=candidate.id)
    erase_candidate(workspace, candidate_id=candidate.id)


def test_a_hold_needs_its_reason(workspace: Workspace) -> None:
    _hiring, candidate = a_marked_hiring(workspace)
    with pytest.raises(Missing, match="hold"):
        hold(workspace, candidate_id=candidate.id, reason=" ")


def test_details_are_due_six_months_after_the_decision(workspace: Workspace, clock: Clock) -> None:
    _hiring, candidate = a_marked_hiring(workspace)  # in Britain
    kept = next(one for one in list_kept(workspace) if one.candidate.id == candidate.id)
    assert (kept.keeping.ground, kept.keeping.since, kept.keeping.until) == (Ground.DECIDED, DAY, date(2026, 9, 2))
    clock.forward(timedelta(days=184))  # the last day: 2 September
    assert list_due(workspace) == []
    clock.forward(timedelta(days=1))
    assert [one.name for one in list_due(workspace)] == [candidate.name]


def test_the_shop_chooses_a_period_of_its_own(workspace: Workspace) -> None:
    _hiring, candidate = a_marked_hiring(workspace)
    candidate_privacy.save_hiring_records(workspace, records=HiringRecords(months=1, weeks=0))
    kept = next(one for one in list_kept(workspace) if one.candidate.id == candidate.id)
    assert kept.keeping.until == date(2026, 4, 2)
    assert candidate_privacy.retention(workspace).is_own


def test_who_agreed_is_kept_longer(workspace: Workspace) -> None:
    _hiring, candidate = a_marked_hiring(workspace)
    keep_longer(workspace, candidate_id=candidate.id, until=date(2027, 3, 2), consent="By e-mail on 2 March")
    kept = next(one for one in list_kept(workspace) if one.candidate.id == candidate.id)
    assert (kept.keeping.ground, kept.keeping.until, kept.keeping.is_longer) == (Ground.AGREED, date(2027, 3, 2), False)


def test_keeping_longer_needs_a_word_on_how_they_agreed_and_a_day_to_come(workspace: Workspace) -> None:
    _hiring, candidate = a_marked_hiring(workspace)
    with pytest.raises(Missing, match="consent"):
        keep_longer(workspace, candidate_id=candidate.id, until=date(2027, 3, 2), consent="")
    with pytest.raises(OutOfRange, match="keep until"):
        keep_longer(workspace, candidate_id=candidate.id, until=DAY, consent="By e-mail")


def test_each_country_asked_for_has_a_rule_and_says_where_it_is_from() -> None:
    rules = retention_rules()
    assert {"DE", "AT", "CH", "FR", "NL", "GB", "IE", "US", "other"} == {rule.country for rule in rules}
    assert all(rule.from_what and rule.ask and (rule.months or rule.weeks) for rule in rules)


def test_a_country_without_a_rule_takes_that_of_others() -> None:
    assert rule_for("SE", retention_rules()).country == "other"
    assert rule_for("nl", retention_rules()).weeks == 4


# ---- who may
def test_only_who_runs_all_their_openings_erases(workspace: Workspace) -> None:
    _hiring, candidate = a_marked_hiring(workspace)
    workspace.member = replace(ROSA, role=Role.MANAGER)
    with pytest.raises(NotPermitted):
        erase_candidate(workspace, candidate_id=candidate.id)
    (line,) = [one for one in list_kept(workspace) if one.candidate.id == candidate.id]
    assert not line.may_erase


def test_a_manager_without_a_part_in_the_opening_sees_nobody_of_it(workspace: Workspace) -> None:
    a_hiring(workspace, members=(MARA,))
    workspace.member = replace(ROSA, role=Role.MANAGER)
    assert list_kept(workspace) == []


def test_a_name_that_is_hidden_from_who_rates_is_hidden_in_the_list_too(workspace: Workspace) -> None:
    hiring = a_hiring(workspace, "Ngozi Adeyemi", names_hidden=True)
    hold(workspace, candidate_id=hiring.applications[0].candidate_id, reason="A claim of Ngozi's")
    (line,) = list_kept(workspace)
    assert (line.name, line.number, line.candidate.hold) == ("", 1, True)
    assert "Ngozi" not in repr(line)


def test_a_candidate_who_was_joined_to_this_one_is_erased_with_them(workspace: Workspace, tmp_path: Path) -> None:
    _hiring, candidate = a_marked_hiring(workspace)
    with workspace.work("Join candidates") as work:
        twin = work.hiring.candidates.add(Candidate(name=f"{MARK} B.", came_on=DAY))
        paper = work.hiring.papers.add(a_paper(workspace, "Photo", candidate_id=twin.id))
    with workspace.work("Join candidates") as work:
        work.hiring.papers.update(replace(paper, candidate_id=candidate.id))
        work.hiring.candidates.remove(twin.id)
    erase_candidate(workspace, candidate_id=candidate.id)
    assert found_in_tables(workspace) == []
    assert tmp_path.exists()


# ---- what is typed, and what is cut short
def test_what_is_typed_about_them_in_any_form_goes(workspace: Workspace) -> None:
    hiring, candidate = a_marked_hiring(workspace)
    with workspace.read() as work:
        mine = work.hiring.applications.where(candidate_id=candidate.id)[0]
    other = hiring.applications[0]
    for form in (f"decision.{mine.id}.hire", f"candidate_note.{mine.id}", f"decision.{other.id}.hire"):
        views.keep_draft(workspace, form=form, value={"reason": "typed"})
    views.keep_draft(workspace, form="candidate.new", value={"name": f"{MARK} Beck"})
    hold_form, move_form = f"on.candidate.{candidate.id}.hold", f"on.opening.{hiring.opening.id}.move"
    views.keep_draft(workspace, form=hold_form, value={"reason": "typed"})
    views.keep_draft(workspace, form=move_form, value={"reason": f"{MARK} Beck would be first"})
    views.keep_draft(workspace, form=f"training.{mine.id}", value={"text": "of a training of that number"})
    assert erase_candidate(workspace, candidate_id=candidate.id).drafts == 6  # with Rosa's scorecard
    assert views.get_draft(workspace, form=f"decision.{other.id}.hire") is not None
    assert views.get_draft(workspace, form=f"training.{mine.id}") is not None
    views.keep_draft(workspace, form=hold_form, value={"reason": f"{MARK} again"})
    assert views.get_draft(workspace, form=hold_form) is None
    assert found_in_tables(workspace) == []


def test_a_form_that_is_still_open_brings_nobody_back(workspace: Workspace) -> None:
    _hiring, candidate = a_marked_hiring(workspace)
    with workspace.read() as work:
        mine = work.hiring.applications.where(candidate_id=candidate.id)[0]
    erase_candidate(workspace, candidate_id=candidate.id)
    for form in (f"decision.{mine.id}.hire", f"candidate_note.{mine.id}"):
        with pytest.raises(Erased):
            views.keep_draft(workspace, form=form, value={"reason": MARK})
    assert found_in_tables(workspace) == []


def test_papers_go_when_the_file_is_opened_next_where_an_erasure_was_cut_short(
    sqlite_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hiring, candidate = a_marked_hiring(sqlite_workspace)
    path = sqlite_workspace.path
    assert path is not None

    def cut_short(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(erasing, "forget_files", cut_short)
    with pytest.raises(KeyboardInterrupt):
        erase_candidate(sqlite_workspace, candidate_id=candidate.id)
    monkeypatch.undo()
    sqlite_workspace.close()
    assert found_in_files(path.parent)
    open_at(path).close()
    assert found_in_files(path.parent) == []
    assert not path.with_name(f"{path.name}{TO_ERASE}").exists()


def test_while_another_window_reads_it_says_that_the_log_is_not_empty_yet(
    open_workspace: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    mara, other = open_workspace(), open_workspace(member=ROSA)
    monkeypatch.setattr(erasing, "_WAIT_MS", 10)
    _hiring, candidate = a_marked_hiring(mara)
    with other.read() as work:
        assert work.members.all()
        done = erase_candidate(mara, candidate_id=candidate.id)
    assert done.is_clean is (mara.path is None)
    assert found_in_tables(mara) == []


# ---- removed before
def test_who_was_added_and_taken_away_again_is_erased_from_the_history(workspace: Workspace) -> None:
    a_hiring(workspace)
    save_candidate(workspace, candidate=Candidate(name=f"{MARK} Beck", came_on=DAY))
    history.undo(workspace)
    assert found_in_tables(workspace) == ["journal_texts"]
    assert candidate_privacy.count_removed(workspace) == 1
    assert candidate_privacy.erase_removed(workspace) == 1
    assert found_in_tables(workspace) == []
    assert candidate_privacy.count_removed(workspace) == 0
    assert history.first_broken(workspace) is None
    assert candidate_privacy.erase_removed(workspace) == 0


def test_an_import_that_was_taken_back_is_erased_from_the_history(workspace: Workspace) -> None:
    a_hiring(workspace)
    with workspace.work("Import") as work:
        work.hiring.candidates.add_many([Candidate(name=f"{MARK} {number}", came_on=DAY) for number in range(3)])
    history.undo(workspace)
    workspace.member = replace(ROSA, role=Role.MANAGER)
    assert candidate_privacy.erase_removed(workspace) == 3
    assert found_in_tables(workspace) == []
    workspace.member = MARA
    with pytest.raises(ErasedSince):
        history.redo(workspace)


def test_who_was_joined_to_somebody_still_there_is_not_removed(workspace: Workspace) -> None:
    hiring, candidate = a_marked_hiring(workspace)
    merge_candidates(workspace, stays_id=candidate.id, goes_id=hiring.applications[0].candidate_id)
    assert candidate_privacy.count_removed(workspace) == 0
    erase_candidate(workspace, candidate_id=candidate.id)
    assert found_in_tables(workspace) == []
    assert found_in_tables(workspace, "Ngozi") == []


def test_an_import_that_held_an_erased_person_cannot_be_taken_back(workspace: Workspace) -> None:
    a_hiring(workspace)
    with workspace.work("Import") as work:
        made = work.hiring.candidates.add_many([Candidate(name=f"{MARK} {number}", came_on=DAY) for number in range(3)])
    erase_candidate(workspace, candidate_id=made[1].id)
    history_before = len(list_kept(workspace))
    for _ in range(2):
        with pytest.raises(ErasedSince):
            history.undo(workspace)
    assert len(list_kept(workspace)) == history_before
