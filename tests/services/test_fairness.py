"""How groups fared: counts for the owner, answers entered apart from everybody who rates; on both databases."""

from dataclasses import replace

import pytest

from csops.domain.access import Role
from csops.domain.candidates import Candidate, Tie
from csops.domain.errors import NotFound, NotPermitted, UnknownName
from csops.domain.fairness import Passage
from csops.domain.openings import Opening, OpeningState, Outcome, Stage
from csops.domain.people import Member
from csops.domain.retention import GroupQuestion, HiringRecords
from csops.services import candidate_privacy, fairness, history
from csops.services.candidate_privacy import erase_candidate
from csops.services.candidates import apply, tie_member
from csops.services.openings import close_opening, save_opening
from csops.services.workspace import Workspace
from tests.helpers.hiring import DAY, Hiring, a_hiring, a_third
from tests.helpers.records import MARA, ROSA

WOMEN, MEN = ("Ada", "Bea", "Cleo", "Dana", "Ella", "Fay"), ("Gus", "Hal", "Ivo", "Jan", "Kai", "Leo")


def _answered(workspace: Workspace) -> Hiring:
    """Twelve candidates, six of each answer; three women and five men came to the interview, and nobody waits."""
    hiring = a_hiring(workspace, *WOMEN, *MEN, members=(ROSA,))
    came = {"Ada", "Bea", "Cleo", *MEN[:5]}
    for one, name in zip(hiring.applications, (*WOMEN, *MEN), strict=True):
        said = {"Gender": "woman" if name in WOMEN else "man"}
        fairness.keep_answers(workspace, candidate_id=one.candidate_id, answers=said)
        stage = Stage.INTERVIEW if name in came else Stage.SCREENING
        with workspace.work("Decide") as work:
            work.hiring.applications.update(replace(one, stage=stage, outcome=Outcome.DECLINED))
    return hiring


def _another(workspace: Workspace, hiring: Hiring) -> Opening:
    """Keep a second opening, for which Mo applied."""
    opening = save_opening(workspace, opening=replace(hiring.opening, id=0, title="Evening help"))
    apply(workspace, candidate=Candidate(name="Mo", came_on=DAY), opening_id=opening.id)
    return opening


def _interview(told: fairness.Fairness) -> dict[str, tuple[int, int]]:
    step = told.questions[0].steps[1]
    return {one.group: (one.passage.passed, one.passage.stopped) for one in step.groups}


def test_it_counts_who_came_through_each_step_by_answer(workspace: Workspace) -> None:
    hiring = _answered(workspace)
    told = fairness.how_groups_fared(workspace, opening_id=hiring.opening.id)
    assert (told.applications, told.past) == (12, 0)
    assert _interview(told) == {"man": (5, 1), "woman": (3, 3)}
    women = told.questions[0].steps[1].groups[1]
    assert women.ratio == pytest.approx(0.6)
    assert women.p == pytest.approx(0.545, abs=0.001)


def test_the_counts_stay_when_a_candidate_is_erased(workspace: Workspace) -> None:
    hiring = _answered(workspace)
    before = fairness.how_groups_fared(workspace)
    for one in hiring.applications[::2]:
        erase_candidate(workspace, candidate_id=one.candidate_id)
    after = fairness.how_groups_fared(workspace)
    assert (after.steps, after.questions) == (before.steps, before.questions)
    assert after.past == 6


def test_all_openings_together_count_both(workspace: Workspace) -> None:
    hiring = _answered(workspace)
    _another(workspace, hiring)
    assert fairness.how_groups_fared(workspace).applications == 13


def test_an_application_left_open_counts_as_not_chosen_once_the_place_is_filled(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    assert fairness.how_groups_fared(workspace).steps[0].everybody == Passage(waiting=2)
    close_opening(workspace, opening_id=hiring.opening.id, state=OpeningState.FILLED)
    assert fairness.how_groups_fared(workspace).steps[0].everybody == Passage(stopped=2)


def test_an_opening_that_is_not_there_is_said_so(workspace: Workspace) -> None:
    with pytest.raises(NotFound, match="opening"):
        fairness.how_groups_fared(workspace, opening_id=99)


# ---- who may
@pytest.mark.parametrize("role", [Role.MANAGER, Role.SUPERVISOR, Role.AGENT])
def test_only_an_owner_sees_how_groups_fared(workspace: Workspace, role: Role) -> None:
    workspace.member = replace(ROSA, role=role)
    with pytest.raises(NotPermitted, match="groups"):
        fairness.how_groups_fared(workspace)


def test_whoever_is_to_rate_cannot_reach_the_answers_not_even_the_owner(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)  # Mara (owner) and Rosa rate
    candidate_id = hiring.applications[0].candidate_id
    with pytest.raises(NotPermitted, match="does not rate this candidate"):
        fairness.answer_sheet(workspace, candidate_id=candidate_id)
    with pytest.raises(NotPermitted, match="does not rate this candidate"):
        fairness.keep_answers(workspace, candidate_id=candidate_id, answers={"Gender": "man"})


def test_once_it_is_decided_the_sheet_may_be_entered_by_who_rated(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    one = hiring.applications[0]
    with workspace.work("Decide") as work:
        work.hiring.applications.update(replace(one, outcome=Outcome.DECLINED))
    fairness.keep_answers(workspace, candidate_id=one.candidate_id, answers={"Gender": "man"})
    assert fairness.answer_sheet(workspace, candidate_id=one.candidate_id).answers == {"Gender": "man"}


def test_a_member_who_is_close_cannot_reach_the_answers(workspace: Workspace) -> None:
    hiring = a_hiring(workspace, members=(ROSA,))
    candidate_id = hiring.applications[0].candidate_id
    tie_member(workspace, tie=Tie(candidate_id=candidate_id, member_id=MARA.id))
    with pytest.raises(NotPermitted, match="not related"):
        fairness.answer_sheet(workspace, candidate_id=candidate_id)


def test_a_manager_of_another_opening_cannot_enter_answers(workspace: Workspace) -> None:
    hiring = a_hiring(workspace, members=(ROSA,))
    other: Member = a_third(workspace, role=Role.MANAGER)
    workspace.member = other
    with pytest.raises(NotPermitted):
        fairness.answer_sheet(workspace, candidate_id=hiring.applications[0].candidate_id)


# ---- the answer sheet
def test_an_answer_is_corrected_and_taken_away(workspace: Workspace) -> None:
    hiring = a_hiring(workspace, members=(ROSA,))
    candidate_id = hiring.applications[0].candidate_id
    fairness.keep_answers(workspace, candidate_id=candidate_id, answers={"Gender": "man", "Age": "under 25"})
    fairness.keep_answers(workspace, candidate_id=candidate_id, answers={"Gender": "woman", "Age": ""})
    assert fairness.answer_sheet(workspace, candidate_id=candidate_id).answers == {"Gender": "woman"}
    history.undo(workspace)
    sheet = fairness.answer_sheet(workspace, candidate_id=candidate_id)
    assert sheet.answers == {"Gender": "man", "Age": "under 25"}


def test_only_what_is_asked_is_kept(workspace: Workspace) -> None:
    hiring = a_hiring(workspace, members=(ROSA,))
    candidate_id = hiring.applications[0].candidate_id
    with pytest.raises(UnknownName, match="Religion"):
        fairness.keep_answers(workspace, candidate_id=candidate_id, answers={"Religion": "none"})
    with pytest.raises(UnknownName, match="Gender"):
        fairness.keep_answers(workspace, candidate_id=candidate_id, answers={"Gender": "?"})


def test_the_shop_asks_its_own_questions(workspace: Workspace) -> None:
    own = (GroupQuestion(question="Care duties", answers=("yes", "no")),)
    candidate_privacy.save_hiring_records(workspace, records=HiringRecords(questions=own))
    with workspace.work("Add a candidate") as work:
        candidate = work.hiring.candidates.add(Candidate(name="Mo", came_on=DAY))
    assert fairness.answer_sheet(workspace, candidate_id=candidate.id).questions == own


def test_answers_go_with_the_candidate(workspace: Workspace) -> None:
    hiring = a_hiring(workspace, members=(ROSA,))
    candidate_id = hiring.applications[0].candidate_id
    fairness.keep_answers(workspace, candidate_id=candidate_id, answers={"Gender": "man"})
    erase_candidate(workspace, candidate_id=candidate_id)
    with workspace.read() as work:
        assert work.hiring.group_answers.all() == []
        assert [dict(one.groups) for one in work.hiring.past.all()] == [{"Gender": "man"}]


def test_applying_twice_counts_twice(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    with workspace.read() as work:
        ngozi = work.hiring.candidates.get(hiring.applications[0].candidate_id)
    apply(workspace, candidate=ngozi, opening_id=_another(workspace, hiring).id)
    assert fairness.how_groups_fared(workspace).applications == 4
