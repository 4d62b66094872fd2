"""Levels of skills that name a channel decide who takes it on rosters; where none does, nothing is changed."""

from dataclasses import replace

from csops.domain.roster_words import gap_words
from csops.domain.shifts import ShiftTemplate
from csops.domain.skill_levels import LevelSource
from csops.domain.work_terms import NotYet, Terms
from csops.services import history
from csops.services.roster_making import Asked
from csops.services.roster_team import roster_team, save_template, save_terms
from csops.services.rosters import make_plan, plan_view
from csops.services.workspace import Workspace
from tests.conftest import OpenWorkspace
from tests.helpers.records import EMAIL, MARA, PHONE, ROSA
from tests.helpers.team_skills import CHATTING, LISTENING, TODAY, a_catalogue, a_level
from tests.helpers.weeks import log_weeks, open_shop

LOW = NotYet(channel="email", skill="Chatting", level=2, needed=3)


def judge(workspace: Workspace, level: int, **values: object) -> None:
    with workspace.work("Judge") as work:
        work.catalogue.levels.add(replace(a_level(level, skill_id=CHATTING), **values))  # type: ignore[arg-type]


def test_without_skills_that_name_channels_nothing_is_changed(workspace: Workspace) -> None:
    before = roster_team(workspace)
    a_catalogue(workspace)
    with workspace.work("Name no channel") as work:
        work.catalogue.skills.update(replace(work.catalogue.skills.get(CHATTING), channel=""))
        work.catalogue.levels.add(a_level(1, skill_id=LISTENING))
        work.catalogue.levels.add(a_level(1, skill_id=CHATTING))
    assert roster_team(workspace) == before
    assert roster_team(workspace).workers() == before.workers()


def test_a_level_below_the_one_needed_keeps_a_person_from_the_channel(workspace: Workspace) -> None:
    a_catalogue(workspace)
    judge(workspace, 2)
    mara, rosa = roster_team(workspace).workers()
    assert (rosa.not_yet, rosa.takes("email"), rosa.takes("phone")) == ((LOW,), False, True)
    assert (mara.not_yet, mara.takes("email")) == ((), True)
    history.undo(workspace)
    assert roster_team(workspace).workers()[1].takes("email")


def test_the_newest_judgement_of_others_decides(workspace: Workspace) -> None:
    a_catalogue(workspace)
    judge(workspace, 2)
    judge(workspace, 5, source=LevelSource.SELF)
    assert not roster_team(workspace).workers()[1].takes("email")
    judge(workspace, 3)
    assert roster_team(workspace).workers()[1].takes("email")


def test_what_the_terms_do_not_allow_needs_no_second_reason(workspace: Workspace) -> None:
    a_catalogue(workspace)
    judge(workspace, 2)
    save_terms(workspace, terms=Terms(member_id=ROSA.id, channels=("phone",)))
    rosa = roster_team(workspace).workers()[1]
    assert (rosa.not_yet, rosa.takes("email")) == ((), False)


def test_the_level_is_told_to_those_alone_who_may_see_it(workspace: Workspace, open_workspace: OpenWorkspace) -> None:
    a_catalogue(workspace)
    judge(workspace, 2)
    judge(workspace, 1, member_id=MARA.id)
    mara, rosa = roster_team(open_workspace(member=ROSA)).workers()
    assert (mara.takes("email"), mara.not_yet[0].level) == (False, None)
    assert rosa.not_yet == (LOW,)
    assert [each.not_yet[0].level for each in roster_team(workspace).workers()] == [1, 2]


def test_what_the_panel_said_of_oneself_is_not_told_by_the_reason(
    workspace: Workspace, open_workspace: OpenWorkspace
) -> None:
    a_catalogue(workspace)
    judge(workspace, 2, source=LevelSource.HIRING)
    rosa = roster_team(open_workspace(member=ROSA)).workers()[1]
    assert (rosa.takes("email"), rosa.not_yet) == (False, (replace(LOW, level=None),))
    assert roster_team(workspace).workers()[1].not_yet == (LOW,)


def test_a_plan_tells_who_is_missing_for_a_channel_and_why(workspace: Workspace) -> None:
    open_shop(workspace)
    log_weeks(workspace, weeks=9, a_day={PHONE: 16, EMAIL: 8})
    save_template(workspace, template=ShiftTemplate(name="Day", start_minute=540, end_minute=1020))
    a_catalogue(workspace)
    asked = Asked(first_day=TODAY, seconds=5)
    assert make_plan(workspace, asked=asked).gaps == ()
    for member in (MARA, ROSA):
        judge(workspace, 2, member_id=member.id)
    view = make_plan(workspace, asked=asked)
    assert {demand.channels for demand in view.task.demands} == {(), ("email",)}
    said = {gap_words(gap, channel_name=str.upper).split(". ", 1)[1] for gap in view.gaps}
    assert said == {"Mara Lindqvist, Rosa Okafor: not on EMAIL yet, Chatting is at 2 and takes 3"}
    judge(workspace, 4)
    assert plan_view(workspace, plan_id=view.plan.id).gaps != view.gaps


def test_rosters_tell_nobody_else_the_levels_of_a_gap(workspace: Workspace, open_workspace: OpenWorkspace) -> None:
    open_shop(workspace)
    log_weeks(workspace, weeks=9, a_day={PHONE: 16, EMAIL: 8})
    save_template(workspace, template=ShiftTemplate(name="Day", start_minute=540, end_minute=1020))
    a_catalogue(workspace)
    for member in (MARA, ROSA):
        judge(workspace, 2, member_id=member.id)
    plan = make_plan(workspace, asked=Asked(first_day=TODAY, seconds=5)).plan
    rosas = plan_view(open_workspace(member=ROSA), plan_id=plan.id)
    said = {gap_words(gap).split(". ", 1)[1] for gap in rosas.gaps}
    assert said == {"Mara Lindqvist: not on email; Rosa Okafor: not on email yet, Chatting is at 2 and takes 3"}
