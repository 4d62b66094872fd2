"""What the five of the sample business ask themselves."""

from dataclasses import replace

from csops.domain.scenario_values import kept, scenario_from
from csops.domain.scenarios import checked_scenario
from csops.services.content import starter
from csops.storage.unit_of_work import Work


def keep_scenarios(work: Work) -> None:
    """Keep the scenarios of the sample business."""
    found = [checked_scenario(scenario_from(one)) for one in starter("sample_scenarios")["scenarios"]]
    work.scenarios.add_many([kept(replace(one, position=place)) for place, one in enumerate(found, start=1)])
