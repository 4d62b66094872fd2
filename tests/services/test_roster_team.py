from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import yaml

from csops.domain.access import Role
from csops.domain.errors import InputError, NotFound, NotPermitted, UnknownName
from csops.domain.roster_file import setup_from
from csops.domain.roster_rules import RosterRules
from csops.domain.shifts import ShiftTemplate
from csops.domain.work_terms import Absence, Terms, Wanted, Wish
from csops.services import history
from csops.services.people import save_member
from csops.services.roster_team import (
    remove_absence,
    remove_wish,
    roster_team,
    save_absence,
    save_rules,
    save_setup,
    save_template,
    save_terms,
    save_wish,
    setup,
)
from csops.services.workspace import Workspace
from tests.helpers.records import MARA, ROSA

DAY = date(2026, 3, 2)
FILE = """
rules: {rest_hours: 10}
shifts: {Early: "08:00-14:00", Late: "14:00-20:00"}
people:
  Rosa Okafor:
    hours_per_week: 20
    channels: [phone]
    cost_per_hour: 17.5
    absences: [{from: 2026-03-02}]
    wishes: [{shift: Late}]
  Ines Marchetti: {}
"""


def test_who_has_no_terms_works_by_the_usual_ones(workspace: Workspace) -> None:
    save_member(workspace, member=replace(ROSA, role=Role.READ_ONLY))
    team = roster_team(workspace)
    assert [worker.terms.on_roster for worker in team.workers()] == [True, False]
    assert {worker.cost_per_hour for worker in team.workers()} == {Decimal("19.50")}


def test_terms_of_a_member_are_kept_once(workspace: Workspace) -> None:
    save_terms(workspace, terms=Terms(member_id=ROSA.id, hours_per_week=20))
    kept = save_terms(workspace, terms=Terms(member_id=ROSA.id, hours_per_week=30, channels=("phone",)))
    assert roster_team(workspace).terms[ROSA.id] == kept
    history.undo(workspace)
    assert roster_team(workspace).terms[ROSA.id].hours_per_week == 20
    with pytest.raises(UnknownName, match="phone, email"):
        save_terms(workspace, terms=Terms(member_id=ROSA.id, channels=("fax",)))
    with pytest.raises(NotFound):
        save_terms(workspace, terms=Terms(member_id=99))


def test_absences_and_wishes_come_and_go(workspace: Workspace) -> None:
    early = save_template(workspace, template=ShiftTemplate(name="Early", start_minute=480, end_minute=840))
    away = save_absence(workspace, absence=Absence(member_id=ROSA.id, first_day=DAY, last_day=DAY))
    away = save_absence(workspace, absence=replace(away, note="Dentist"))
    wish = save_wish(workspace, wish=Wish(member_id=ROSA.id, wants=Wanted.SHIFT, template_id=early.id))
    wish = save_wish(workspace, wish=replace(wish, weekday=2))
    rosa = next(worker for worker in roster_team(workspace).workers() if worker.member_id == ROSA.id)
    assert (rosa.absences, rosa.wishes) == ((away,), (wish,))
    remove_absence(workspace, absence_id=away.id)
    remove_wish(workspace, wish_id=wish.id)
    assert roster_team(workspace).absences == ()
    history.undo(workspace)
    assert len(roster_team(workspace).wishes) == 1
    with pytest.raises(NotFound):
        save_wish(workspace, wish=Wish(member_id=ROSA.id, wants=Wanted.SHIFT, template_id=99))


def test_rules_are_kept(workspace: Workspace) -> None:
    save_rules(workspace, rules=RosterRules(rest_hours=12))
    assert roster_team(workspace).rules.rest_hours == 12


def test_a_file_sets_up_everything_as_one_act(workspace: Workspace) -> None:
    team = save_setup(workspace, setup=setup_from(yaml.safe_load(FILE)))
    rosa = next(worker for worker in team.workers() if worker.name == "Rosa Okafor")
    late = next(template.id for template in team.templates if template.name == "Late")
    assert (rosa.terms.hours_per_week, rosa.terms.channels, rosa.cost_per_hour) == (20, ("phone",), Decimal("17.5"))
    assert [wish.template_id for wish in rosa.wishes] == [late]
    assert [absence.first_day for absence in rosa.absences] == [DAY]
    assert team.rules.rest_hours == 10
    assert "Ines Marchetti" in [member.name for member in team.members]
    history.undo(workspace)
    before = roster_team(workspace)
    assert (before.templates, before.absences, before.rules, len(before.members)) == ((), (), RosterRules(), 2)


def test_a_file_that_is_read_again_changes_nothing_and_leaves_the_rest(workspace: Workspace) -> None:
    read = setup_from(yaml.safe_load(FILE))
    first = save_setup(workspace, setup=read)
    again = save_setup(workspace, setup=replace(read, people=()))
    assert again.templates == first.templates
    assert again.terms == first.terms
    fewer = save_setup(workspace, setup=setup_from({"shifts": {"Late": "15:00-20:00"}}))
    assert [(each.name, each.active) for each in fewer.templates] == [("Early", False), ("Late", True)]


def test_what_is_written_sets_up_the_same(workspace: Workspace) -> None:
    first = save_setup(workspace, setup=setup_from(yaml.safe_load(FILE)))
    again = save_setup(workspace, setup=setup_from(yaml.safe_load(yaml.safe_dump(setup(workspace)))))
    assert (again.rules, again.templates, again.members) == (first.rules, first.templates, first.members)
    assert [replace(each, id=0) for each in again.absences] == [replace(each, id=0) for each in first.absences]
    assert again.terms[ROSA.id] == first.terms[ROSA.id]


def test_a_wish_for_a_shift_that_is_given_no_more_is_kept_and_asks_nothing(workspace: Workspace) -> None:
    save_setup(workspace, setup=setup_from(yaml.safe_load(FILE)))
    fewer = save_setup(workspace, setup=setup_from({"shifts": {"Early": "08:00-14:00"}}))
    assert len(fewer.wishes) == 1
    assert [worker.wishes for worker in fewer.workers()] == [(), (), ()]
    again = save_setup(workspace, setup=setup_from(yaml.safe_load(yaml.safe_dump(setup(workspace)))))
    assert [replace(each, id=0) for each in again.wishes] == [replace(each, id=0) for each in fewer.wishes]


def test_a_wish_for_a_shift_that_there_is_not_leaves_everything_as_it_was(workspace: Workspace) -> None:
    wrong = setup_from({"shifts": {}, "people": {"Rosa Okafor": {"wishes": [{"shift": "Early"}]}}})
    with pytest.raises(UnknownName):
        save_setup(workspace, setup=wrong)
    assert roster_team(workspace).terms[ROSA.id].id == 0


def test_new_people_and_wages_take_the_right_to_change_members(sqlite_workspace: Workspace) -> None:
    sqlite_workspace.member = replace(MARA, role=Role.MANAGER)
    save_setup(sqlite_workspace, setup=setup_from({"people": {"Rosa Okafor": {"hours_per_week": 12}}}))
    people: list[dict[str, object]] = [{"Somebody New": {}}, {"Rosa Okafor": {"cost_per_hour": 50}}]
    for person in people:
        with pytest.raises(NotPermitted):
            save_setup(sqlite_workspace, setup=setup_from({"people": person}))
    with pytest.raises(InputError):
        setup_from({"people": {"": []}})
