"""What the shrinkage of the team is made of."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from csops.domain.errors import NotPermitted, OutOfRange
from csops.domain.shrinkage_parts import Origin, Shrinkage, ShrinkagePart
from csops.domain.team import Staffing
from csops.domain.work_terms import Absence, Away, Part, Terms
from csops.services.roster_team import save_absence, save_terms
from csops.services.settings import save_staffing
from csops.services.shrinkage import measured_shrinkage, save_shrinkage_parts, shrinkage_parts
from csops.services.workspace import Workspace
from tests.helpers.records import MARA, ROSA

PARTS = Shrinkage(
    parts=(
        ShrinkagePart(name="Breaks", share=Fraction(1, 10), on_roster=True),
        ShrinkagePart(name="Illness", share=Fraction(1, 20)),
    )
)


def kept_share(workspace: Workspace) -> float:
    with workspace.read() as work:
        return work.settings.get(Staffing).shrinkage


def test_at_first_it_is_one_part(workspace: Workspace) -> None:
    assert [(part.name, float(part.share)) for part in shrinkage_parts(workspace).parts] == [("Shrinkage", 0.25)]


def test_what_the_parts_come_to_is_what_is_planned_with(workspace: Workspace) -> None:
    save_shrinkage_parts(workspace, shrinkage=PARTS)
    assert shrinkage_parts(workspace) == PARTS
    assert kept_share(workspace) == pytest.approx(0.145)


def test_parts_hold_until_the_whole_is_changed(workspace: Workspace) -> None:
    save_shrinkage_parts(workspace, shrinkage=PARTS)
    save_staffing(workspace, staffing=Staffing(shrinkage=0.3))
    assert [part.name for part in shrinkage_parts(workspace).parts] == ["Shrinkage"]


def test_a_third_is_no_other_share_once_it_is_kept(workspace: Workspace) -> None:
    third = replace(PARTS, parts=(ShrinkagePart(name="Leave", share=Fraction(1, 3)),))
    save_shrinkage_parts(workspace, shrinkage=third)
    assert shrinkage_parts(workspace) == third


def test_an_agent_sees_the_parts_and_changes_none(rosa: Workspace) -> None:
    assert len(shrinkage_parts(rosa).parts) == 1
    with pytest.raises(NotPermitted):
        save_shrinkage_parts(rosa, shrinkage=PARTS)


def test_absences_say_what_shrinkage_was(workspace: Workspace) -> None:
    monday, sunday = date(2026, 2, 2), date(2026, 3, 1)  # four weeks
    for absence in (
        Absence(member_id=MARA.id, first_day=monday, last_day=monday + timedelta(days=4)),
        Absence(member_id=ROSA.id, first_day=monday, last_day=monday, reason=Away.ILLNESS, part=Part.MORNING),
        Absence(member_id=ROSA.id, first_day=monday, last_day=monday, reason=Away.UNPAID),
        Absence(member_id=ROSA.id, first_day=sunday + timedelta(days=1), last_day=sunday + timedelta(days=9)),
    ):
        save_absence(workspace, absence=absence)
    for member in (MARA, ROSA):
        save_terms(workspace, terms=Terms(member_id=member.id, hours_per_week=40))
    leave, illness = measured_shrinkage(workspace, first_day=monday, last_day=sunday)
    assert (leave.name, leave.share, leave.on_roster, leave.origin) == ("Leave", Fraction(1, 8), True, Origin.MEASURED)
    assert (illness.name, illness.share, illness.on_roster) == ("Illness", Fraction(1, 80), False)
    with pytest.raises(OutOfRange):
        measured_shrinkage(workspace, first_day=sunday, last_day=monday)
