"""The team's decisions are kept as typed values."""

from decimal import Decimal

from csops.domain.team import Shop, Staffing
from csops.services.workspace import Workspace


def test_what_was_never_decided_has_its_default(workspace: Workspace) -> None:
    with workspace.read() as work:
        assert work.settings.get(Staffing) == Staffing()


def test_a_decision_comes_back_with_exact_money(workspace: Workspace) -> None:
    decided = Staffing(cost_per_hour=Decimal("21.10"), minimum_people=2)
    with workspace.work("Change settings") as work:
        work.settings.keep(decided)
    with workspace.read() as work:
        assert work.settings.get(Staffing) == decided


def test_the_shop_is_what_was_kept_last(workspace: Workspace) -> None:
    for name in ("Hollow Oak", "Hollow Oak Cycles"):
        with workspace.work("Change settings") as work:
            work.settings.keep(Shop(name=name, region="DE", zone="Europe/Berlin"))
    assert workspace.shop() == Shop(name="Hollow Oak Cycles", region="DE", zone="Europe/Berlin")


def test_what_a_newer_program_decided_beside_is_left_alone(workspace: Workspace) -> None:
    with workspace.work("Change settings") as work:
        work.settings.keep_mapping("shop", {"name": "Hollow Oak", "slogan": "Bicycles"})
    assert workspace.shop().name == "Hollow Oak"
