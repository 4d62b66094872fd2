"""Levels and roles of members: who may say them, who sees them, what cannot be said; all of it can be taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from csops.domain.coverage_risk import Risk
from csops.domain.errors import InputError, Missing, NotFound, NotPermitted, OutOfRange
from csops.domain.hiring import Recommendation
from csops.domain.people import Member
from csops.domain.role_profiles import ProfileKind
from csops.domain.skill_gaps import GapState
from csops.domain.skill_levels import AimKind, LevelSource, review_of
from csops.domain.work_terms import Terms
from csops.services import history
from csops.services.people import save_member
from csops.services.roster_team import save_terms
from csops.services.team_matrix import coverage_risks, member_skills, skill_matrix
from csops.services.team_skills import Said, clear_role, note_from_review, rate, set_role
from csops.services.workspace import Workspace
from tests.conftest import OpenWorkspace
from tests.helpers.clock import Clock
from tests.helpers.records import MARA, ROSA
from tests.helpers.team_skills import AGENT, CALM, CHATTING, LEAD, LISTENING, TODAY, a_catalogue, a_level

SELF, MANAGER = LevelSource.SELF, LevelSource.MANAGER


@pytest.fixture
def team(workspace: Workspace) -> Workspace:
    """Three skills, two roles; Rosa is an agent and aims at leading."""
    a_catalogue(workspace)
    set_role(workspace, member_id=ROSA.id, profile_id=AGENT)
    set_role(workspace, member_id=ROSA.id, profile_id=LEAD, kind=AimKind.NEXT, by_day=date(2026, 9, 1))
    return workspace


def said(skill_id: int = LISTENING, level: int = 3, evidence: str = "") -> Said:
    return Said(skill_id=skill_id, level=level, evidence=evidence)


def rosas(workspace: Workspace, skill: str) -> tuple[tuple[str, int], ...]:
    found = next(each for each in member_skills(workspace, member_id=ROSA.id).skills if each.skill.key == skill)
    return tuple((each.source.value, each.level) for each in found.said)


def leave(workspace: Workspace, member: Member = ROSA) -> None:
    with workspace.work("Leave") as work:
        work.members.update(replace(work.members.get(member.id), active=False))


def test_own_word_and_the_managers_stand_side_by_side(team: Workspace, rosa: Workspace) -> None:
    (own,) = rate(rosa, member_id=ROSA.id, said=[said(level=5, evidence="  Nobody\nhas to repeat anything ")])
    rate(team, member_id=ROSA.id, said=[said(level=3), said(CALM, 2)])
    assert (own.source, own.said_by, own.on_day) == (SELF, ROSA.id, TODAY)
    assert rosas(team, "listening") == (("manager", 3), ("self", 5))
    assert rosas(team, "calm") == (("manager", 2),)
    history.undo(team)
    assert rosas(team, "listening") == (("self", 5),)
    assert rosas(team, "calm") == ()


def test_said_again_on_the_same_day_it_is_corrected_and_later_it_is_history(team: Workspace, clock: Clock) -> None:
    rate(team, member_id=ROSA.id, said=[said(level=2)])
    rate(team, member_id=ROSA.id, said=[said(level=3)])
    clock.forward(timedelta(days=1))
    rate(team, member_id=ROSA.id, said=[said(level=4)])
    found = next(each for each in member_skills(team, member_id=ROSA.id).skills if each.skill.id == LISTENING)
    assert [each.level for each in found.history] == [4, 3]
    assert [each.level for each in found.said] == [4]


def test_a_review_says_a_level_and_is_found_again(team: Workspace) -> None:
    first = note_from_review(team, member_id=ROSA.id, skill_id=LISTENING, level=2, review_id=41, text="Cut in twice")
    second = note_from_review(team, member_id=ROSA.id, skill_id=LISTENING, level=3, review_id=42)
    assert [(each.source, review_of(each)) for each in (first, second)] == [(LevelSource.QUALITY, n) for n in (41, 42)]
    assert first.evidence.endswith("Cut in twice")
    assert rosas(team, "listening") == (("quality", 3),)
    assert review_of(a_level(evidence="review:7")) is None


def test_only_supervisors_and_up_say_or_see_anything_of_others(team: Workspace, rosa: Workspace) -> None:
    rate(team, member_id=MARA.id, said=[said(level=1)])
    for forbidden in (
        lambda: rate(rosa, member_id=MARA.id, said=[said()]),
        lambda: note_from_review(rosa, member_id=ROSA.id, skill_id=LISTENING, level=5, review_id=1),
        lambda: member_skills(rosa, member_id=MARA.id),
        lambda: coverage_risks(rosa),
        lambda: set_role(rosa, member_id=ROSA.id, profile_id=LEAD),
        lambda: clear_role(rosa, member_id=ROSA.id, kind=AimKind.NEXT),
    ):
        with pytest.raises(NotPermitted):
            forbidden()
    found = skill_matrix(rosa)
    assert [each.id for each in found.members] == [ROSA.id]
    assert "listening" in {skill.key for skill in found.skills}
    assert found.judgements == 0


def test_what_the_panel_said_of_a_candidate_is_not_for_the_member(team: Workspace, rosa: Workspace) -> None:
    with team.work("Hire") as work:
        work.catalogue.levels.add(a_level(2, source=LevelSource.HIRING))
    assert rosas(team, "listening") == (("hiring", 2),)
    assert rosas(rosa, "listening") == ()
    assert skill_matrix(rosa).judgements == 0


@pytest.mark.parametrize("level", [0, 6])
def test_a_level_outside_one_to_five_keeps_nothing_of_the_act(team: Workspace, level: int) -> None:
    with pytest.raises(OutOfRange, match="1 to 5"):
        rate(team, member_id=ROSA.id, said=[said(CALM, 3), said(level=level)])
    assert rosas(team, "calm") == ()


def test_nothing_said_somebody_who_left_and_a_retired_skill_are_told_apart(team: Workspace) -> None:
    with pytest.raises(Missing, match="at least one skill"):
        rate(team, member_id=ROSA.id, said=[])
    with pytest.raises(OutOfRange, match="today or a day before"):
        rate(team, member_id=ROSA.id, said=[said()], on_day=TODAY + timedelta(days=1))
    with pytest.raises(NotFound):
        rate(team, member_id=99, said=[said()])
    with team.work("Retire") as work:
        work.catalogue.skills.update(replace(work.catalogue.skills.get(CALM), active=False))
    with pytest.raises(InputError, match="is retired"):
        rate(team, member_id=ROSA.id, said=[said(CALM)])
    leave(team)
    with pytest.raises(InputError, match="Rosa Okafor has left the team"):
        rate(team, member_id=ROSA.id, said=[said()])
    with pytest.raises(InputError, match="has left"):
        set_role(team, member_id=ROSA.id, profile_id=LEAD)


def test_whoever_left_is_in_no_matrix_and_their_page_still_opens(team: Workspace) -> None:
    rate(team, member_id=ROSA.id, said=[said()])
    leave(team)
    assert [each.id for each in skill_matrix(team).members] == [MARA.id]
    assert rosas(team, "listening") == (("manager", 3),)


def test_gaps_are_told_against_the_role_now_and_the_one_aimed_at(team: Workspace) -> None:
    rate(team, member_id=ROSA.id, said=[said(level=4), said(CALM, 2)])
    found = member_skills(team, member_id=ROSA.id)
    assert found.now is not None
    assert found.next is not None
    assert (found.now.role.profile.name, found.next.aim.by_day) == ("Agent", date(2026, 9, 1))
    assert [(gap.skill, gap.state) for gap in found.gaps] == [
        ("calm", GapState.BELOW_MINIMUM),
        ("listening", GapState.REACHED),
    ]
    assert [(gap.skill, gap.state) for gap in found.next_gaps] == [
        ("listening", GapState.BELOW_TARGET),
        ("chatting", GapState.UNKNOWN),
    ]
    to_next = {each.skill.key: each.next for each in found.skills}
    assert to_next["calm"] is None
    assert to_next["listening"] is not None
    assert to_next["listening"].difference == -1


def test_readiness_is_reckoned_as_the_fit_of_a_candidate(team: Workspace) -> None:
    rate(team, member_id=ROSA.id, said=[said(level=4), said(CALM, 2)])
    agent, lead = member_skills(team, member_id=ROSA.id).readiness
    assert (agent.fit.fit, agent.fit.coverage) == (75, 100)
    assert agent.fit.recommendation is Recommendation.DOES_NOT_MEET
    assert (lead.fit.fit, lead.fit.coverage) == (80, 50)
    assert lead.fit.recommendation is Recommendation.INCOMPLETE


def test_a_role_that_is_reached_is_no_aim_any_more_and_comes_back_with_undo(team: Workspace, clock: Clock) -> None:
    clock.forward(timedelta(days=30))
    set_role(team, member_id=ROSA.id, profile_id=LEAD)
    found = member_skills(team, member_id=ROSA.id)
    assert found.now is not None
    assert (found.now.role.profile.name, found.next) == ("Lead", None)
    history.undo(team)
    found = member_skills(team, member_id=ROSA.id)
    assert found.now is not None
    assert found.next is not None
    assert (found.now.role.profile.name, found.next.role.profile.name) == ("Agent", "Lead")


def test_a_role_can_be_corrected_and_cleared(team: Workspace) -> None:
    set_role(team, member_id=ROSA.id, profile_id=LEAD, kind=AimKind.NEXT, by_day=date(2026, 12, 1))
    found = member_skills(team, member_id=ROSA.id).next
    assert found is not None
    assert found.aim.by_day == date(2026, 12, 1)
    clear_role(team, member_id=ROSA.id, kind=AimKind.NEXT)
    assert member_skills(team, member_id=ROSA.id).next is None


def test_a_role_has_to_be_one_in_use_and_not_begin_tomorrow(team: Workspace) -> None:
    with pytest.raises(OutOfRange, match="today or a day before"):
        set_role(team, member_id=ROSA.id, profile_id=LEAD, since=TODAY + timedelta(days=1))
    with pytest.raises(NotFound):
        set_role(team, member_id=ROSA.id, profile_id=99)
    with team.work("Change") as work:
        lead = work.catalogue.profiles.update(replace(work.catalogue.profiles.get(LEAD), active=False))
    with pytest.raises(InputError, match="is retired"):
        set_role(team, member_id=MARA.id, profile_id=LEAD)
    with team.work("Change") as work:
        work.catalogue.profiles.update(replace(lead, active=True, kind=ProfileKind.VALUES))
    with pytest.raises(InputError, match="is no role"):
        set_role(team, member_id=MARA.id, profile_id=LEAD)


def test_the_matrix_shows_skills_that_matter_and_everybody_against_their_role(team: Workspace) -> None:
    rate(team, member_id=ROSA.id, said=[said(level=4)])
    found = skill_matrix(team)
    assert [each.name for each in found.members] == ["Mara Lindqvist", "Rosa Okafor"]
    assert [each.key for each in found.skills] == ["chatting", "listening", "calm"]
    rows = dict(zip((each.key for each in found.skills), found.cells, strict=True))
    mara, of_rosa = rows["listening"]
    assert (mara.level, mara.gap) == (None, None)
    assert of_rosa.level == 4
    assert of_rosa.gap is not None
    assert rows["calm"][1].gap is not None
    assert found.judgements == 1


def test_the_matrix_holds_everybody_against_a_chosen_role(team: Workspace) -> None:
    rate(team, member_id=MARA.id, said=[said(level=4)])
    found = skill_matrix(team, profile_id=LEAD)
    assert [each.key for each in found.skills] == ["listening", "chatting"]
    gap = found.cells[0][0].gap
    assert gap is not None
    assert (gap.level, gap.asked.target_level) == (4, 5)
    with pytest.raises(NotFound):
        skill_matrix(team, profile_id=99)


def test_without_anything_said_there_is_nothing_to_show(workspace: Workspace) -> None:
    found = skill_matrix(workspace)
    assert (found.skills, found.cells, found.judgements) == ((), (), 0)


def test_a_channel_that_only_one_person_takes_comes_first(team: Workspace) -> None:
    save_terms(team, terms=Terms(member_id=ROSA.id, channels=("email",)))
    rate(team, member_id=ROSA.id, said=[said(CHATTING, 2), said(LISTENING, 4), said(CALM, 4)])
    rate(team, member_id=MARA.id, said=[said(CHATTING, 4), said(LISTENING, 4)])
    found = coverage_risks(team).found
    assert [(each.channel or each.skill, each.risk, each.able) for each in found] == [
        ("email", Risk.ONE, (MARA.id,)),
        ("phone", Risk.ONE, (MARA.id,)),
        ("calm", Risk.ONE, (ROSA.id,)),
        ("listening", Risk.COVERED, (MARA.id, ROSA.id)),
    ]


def test_two_windows_that_rate_each_keep_their_word(team: Workspace, open_workspace: OpenWorkspace) -> None:
    ines = save_member(team, member=Member(name="Ines Marchetti", role=MARA.role))
    rate(open_workspace(member=ines), member_id=ROSA.id, said=[said(level=2)])
    rate(team, member_id=ROSA.id, said=[said(level=4)])
    found = next(each for each in member_skills(team, member_id=ROSA.id).skills if each.skill.id == LISTENING)
    assert [(each.level, each.said_by) for each in found.history] == [(4, MARA.id), (2, ines.id)]
