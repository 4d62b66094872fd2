from decimal import Decimal

import pytest

from csops.domain.assumptions import Assumptions
from csops.domain.errors import InputError
from csops.domain.plan_scenarios import Scenario, scenario_from, scenario_of


def test_a_scenario_changes_what_it_names_and_nothing_else() -> None:
    found = scenario_from(
        {
            "name": "Christmas",
            "volume": "125 %",
            "handle_times": {"phone": "4m"},
            "within": "30s",
            "cost_per_hour": 21.5,
            "without": "Rosa",
        }
    )
    usual = Assumptions(shrinkage=0.3, minimum_people=2)
    changed = found.on(usual)
    assert (changed.volume_factor, changed.handle_times_s, changed.target_s) == (1.25, {"phone": 240}, 30)
    assert (changed.shrinkage, changed.minimum_people, changed.cost_per_hour) == (0.3, 2, Decimal("21.5"))
    assert found.without == ("Rosa",)
    assert found.plain["cost_per_hour"] == "21.5"


def test_an_empty_scenario_changes_nothing() -> None:
    assert scenario_from({}).on(Assumptions()) == Assumptions()
    assert scenario_from({}).plain == {}


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        {"volumes": 2},
        {"volume": "lots"},
        {"volume": -1},
        {"within": "soon"},
        {"handle_times": 4},
        {"handle_time": 0},
        {"minimum_people": "two"},
        {"cost_per_hour": "NaN"},
        {"service_level": 1},
    ],
)
def test_a_scenario_that_is_not_understood_is_refused(wrong: object) -> None:
    with pytest.raises(InputError):
        scenario_from(wrong)


def test_a_scenario_comes_back_as_it_was_kept() -> None:
    asked = scenario_from(
        {
            "name": "Sale",
            "volume": "125 %",
            "handle_times": {"phone": "4m"},
            "within": "30s",
            "cost_per_hour": 21.5,
            "without": ["Rosa Okafor"],
        }
    )
    kept = scenario_of(asked.plain)
    assert kept == asked
    assert kept.changes["cost_per_hour"] == Decimal("21.5")
    assert scenario_of({}) == Scenario()
