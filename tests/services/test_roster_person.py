"""One person as rosters know them: kept as one act, absent on a day, and their weeks over all plans."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from csops.domain.access import Role
from csops.domain.errors import NotFound, NotPermitted, NotUnderstood, OutOfRange
from csops.domain.shifts import Hours
from csops.domain.work_terms import Absence, Away, Part, Terms, Wanted, Wish
from csops.services import history
from csops.services.roster_files import export_person
from csops.services.roster_making import Asked
from csops.services.roster_person import (
    Person,
    clear_absence,
    mark_absent,
    person_of,
    person_weeks,
    save_person,
)
from csops.services.roster_team import roster_team, save_absence, save_wish
from csops.services.rosters import clear_shift, make_plan, publish, set_shift
from csops.services.workspace import Workspace
from tests.helpers.records import EMAIL, MARA, PHONE, ROSA
from tests.helpers.weeks import log_weeks, open_shop

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def _person(workspace: Workspace, member_id: int = MARA.id) -> Person:
    found = person_of(roster_team(workspace), member_id)
    assert found is not None
    return found


def _away(first: int, last: int, **values: object) -> Absence:
    return replace(Absence(member_id=MARA.id, first_day=MONDAY + first * DAY, last_day=MONDAY + last * DAY), **values)  # type: ignore[arg-type]


def test_contract_absences_and_wishes_are_kept_and_taken_back_as_one_act(workspace: Workspace) -> None:
    before = _person(workspace)
    after = replace(
        before,
        member=replace(before.member, cost_per_hour=Decimal("24.50")),
        terms=replace(before.terms, hours_per_week=30.0, channels=("phone",)),
        absences=(_away(0, 1),),
        wishes=(Wish(member_id=MARA.id, weekday=2),),
    )
    save_person(workspace, before=before, after=after)
    kept = _person(workspace)
    assert (kept.member.cost_per_hour, kept.terms.hours_per_week) == (Decimal("24.50"), 30)
    assert [each.first_day for each in kept.absences] == [MONDAY]
    assert [each.wants for each in kept.wishes] == [Wanted.FREE]
    history.undo(workspace)
    again = _person(workspace)
    assert replace(again, member=replace(again.member, version=1)) == before


def test_what_a_colleague_added_meanwhile_stays(workspace: Workspace) -> None:
    mine = save_absence(workspace, absence=_away(0, 0))
    before = _person(workspace)
    theirs = save_absence(workspace, absence=_away(3, 3))
    save_wish(workspace, wish=Wish(member_id=MARA.id, weekday=4))
    save_person(workspace, before=before, after=replace(before, absences=()))
    kept = _person(workspace)
    assert [each.id for each in kept.absences] == [theirs.id]
    assert mine.id not in {each.id for each in kept.absences}
    assert len(kept.wishes) == 1


def test_nothing_is_kept_of_a_person_of_whom_one_value_cannot_be(workspace: Workspace) -> None:
    before = _person(workspace)
    with pytest.raises(OutOfRange):
        save_person(
            workspace,
            before=before,
            after=replace(before, terms=replace(before.terms, days_per_week=9.0), absences=(_away(0, 0),)),
        )
    assert _person(workspace) == before


def test_another_cost_takes_the_right_to_change_members(workspace: Workspace) -> None:
    before = _person(workspace, ROSA.id)
    workspace.member = replace(MARA, role=Role.MANAGER)
    save_person(workspace, before=before, after=replace(before, terms=replace(before.terms, hours_per_week=20.0)))
    dearer = replace(before, member=replace(before.member, cost_per_hour=Decimal(30)))
    with pytest.raises(NotPermitted):
        save_person(workspace, before=before, after=dearer)


def test_half_a_day_of_absence_takes_the_place_of_what_stood_there(workspace: Workspace) -> None:
    save_absence(workspace, absence=_away(0, 4))
    mark_absent(workspace, absence=_away(2, 2, part=Part.MORNING, reason=Away.TRAINING))
    kept = sorted(_person(workspace).absences, key=lambda each: each.first_day)
    assert [(each.first_day, each.last_day, each.part) for each in kept] == [
        (MONDAY, MONDAY + DAY, Part.DAY),
        (MONDAY + 2 * DAY, MONDAY + 2 * DAY, Part.MORNING),
        (MONDAY + 3 * DAY, MONDAY + 4 * DAY, Part.DAY),
    ]
    history.undo(workspace)
    assert [(each.first_day, each.last_day) for each in _person(workspace).absences] == [(MONDAY, MONDAY + 4 * DAY)]


@pytest.mark.parametrize(("day", "left"), [(0, [(1, 4)]), (4, [(0, 3)]), (2, [(0, 1), (3, 4)]), (6, [(0, 4)])])
def test_one_day_of_an_absence_can_be_taken_away(workspace: Workspace, day: int, left: list[tuple[int, int]]) -> None:
    save_absence(workspace, absence=_away(0, 4))
    clear_absence(workspace, member_id=MARA.id, day=MONDAY + day * DAY)
    kept = sorted(_person(workspace).absences, key=lambda each: each.first_day)
    assert [((each.first_day - MONDAY).days, (each.last_day - MONDAY).days) for each in kept] == left


@pytest.fixture
def planned(workspace: Workspace) -> Workspace:
    """Mara for the week, a draft after it; and a wish that is met on one of two Wednesdays."""
    open_shop(workspace)
    log_weeks(workspace, weeks=9, a_day={PHONE: 16, EMAIL: 8})
    for week in (0, 1):
        plan = make_plan(workspace, asked=Asked(first_day=MONDAY + 7 * week * DAY, seconds=1)).plan
        for member in (MARA, ROSA):
            for day in range(5):
                _take(workspace, plan.id, member.id, MONDAY + (7 * week + day) * DAY)
        nine_to_five = Hours(start_minute=540, end_minute=1020)
        set_shift(workspace, plan_id=plan.id, member_id=MARA.id, day=MONDAY + 7 * week * DAY, hours=nine_to_five)
        if week == 0:
            set_shift(workspace, plan_id=plan.id, member_id=MARA.id, day=MONDAY + 2 * DAY, hours=nine_to_five)
            publish(workspace, plan_id=plan.id)
    save_wish(workspace, wish=Wish(member_id=MARA.id, weekday=2))
    return workspace


def _take(workspace: Workspace, plan_id: int, member_id: int, day: date) -> None:
    with suppress(NotFound):
        clear_shift(workspace, plan_id=plan_id, member_id=member_id, day=day)


def test_the_weeks_of_a_person_go_over_plans_and_count_hours_and_wishes(planned: Workspace) -> None:
    save_absence(planned, absence=_away(7, 8))
    found = person_weeks(planned, member_id=MARA.id, first_day=MONDAY)
    assert [week.hours for week in found.weeks] == [16, 8, 0, 0]
    assert [week.contract for week in found.weeks] == [40, 24, 40, 40]
    assert [week.plans[0] is not None for week in found.weeks] == [True, True, False, False]
    [wish] = found.wishes
    assert (wish.days, wish.met) == (2, 1)


def test_of_two_plans_for_a_day_the_published_one_counts(planned: Workspace) -> None:
    make_plan(planned, asked=Asked(first_day=MONDAY, seconds=1))
    found = person_weeks(planned, member_id=MARA.id, first_day=MONDAY, weeks=1)
    assert found.weeks[0].hours == 16


def test_the_weeks_of_a_person_become_a_calendar(planned: Workspace, tmp_path: Path) -> None:
    found = person_weeks(planned, member_id=MARA.id, first_day=MONDAY)
    done = export_person(planned, weeks=found, path=tmp_path / "mara.ics")
    text = (tmp_path / "mara.ics").read_text()
    assert done.rows == text.count("BEGIN:VEVENT") == 3
    with pytest.raises(NotUnderstood):
        export_person(planned, weeks=found, path=tmp_path / "mara.xlsx")


def test_terms_of_whom_nothing_was_said_are_added(workspace: Workspace) -> None:
    before = _person(workspace, ROSA.id)
    assert before.terms == Terms(member_id=ROSA.id)
    save_person(workspace, before=before, after=replace(before, terms=replace(before.terms, on_roster=False)))
    assert not _person(workspace, ROSA.id).terms.on_roster
