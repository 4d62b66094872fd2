"""What the shrinkage of the team is made of."""

from dataclasses import replace
from fractions import Fraction

import pytest

from csops.domain.errors import NotPermitted
from csops.domain.shrinkage_parts import Shrinkage, ShrinkagePart
from csops.domain.team import Staffing
from csops.services.settings import save_staffing
from csops.services.shrinkage import save_shrinkage_parts, shrinkage_parts
from csops.services.workspace import Workspace

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
