"""How certain the people of a planned week are."""

import pytest

from csops.services.certainty import risk_of
from csops.services.staffing import Outlook, outlook, plan_of
from csops.services.staffing_sections import report_of
from csops.services.workspace import Workspace
from tests.helpers.records import EMAIL, PHONE
from tests.helpers.weeks import log_weeks, open_shop


@pytest.fixture
def ahead(workspace: Workspace) -> Outlook:
    open_shop(workspace)
    log_weeks(workspace, weeks=3, a_day={PHONE: 320, EMAIL: 16})  # too short a log to be sure
    return outlook(workspace)


def test_a_forecast_from_little_is_in_doubt(ahead: Outlook) -> None:
    assert ahead.outlooks["phone"].day_cv > 0.1


def test_a_plan_may_miss_its_goals_and_more_people_less_often(ahead: Outlook) -> None:
    plan = plan_of(ahead)
    usual = risk_of(plan)
    more = risk_of(plan, agents=tuple(cell.agents + 1 for cell in plan.what_if.cells))
    assert usual.chance_of_missing is not None
    assert more.chance_of_missing is not None
    assert 0 < more.chance_of_missing < usual.chance_of_missing < 1
    hours = [usual.certain[share].hours_required for share in (0.5, 0.8, 0.95)]
    assert hours[0] < hours[1] < hours[2]


def test_the_report_says_how_certain_it_is(ahead: Outlook) -> None:
    table = report_of(ahead, first_day=None, weeks=2).table("certainty")
    assert len(table.rows) == 2
    found = dict(zip([column.key for column in table.columns], table.rows[0], strict=True))
    assert 0 < found["missing"] < 1  # type: ignore[operator]  # a share
    assert found["paid_50"] < found["paid_80"] < found["paid_95"]  # type: ignore[operator]  # hours
    assert found["people_50"] <= found["people_95"]  # type: ignore[operator]  # people
