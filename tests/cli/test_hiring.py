"""staff hiring."""

import pytest

from csops.services.workspace import Workspace
from tests.cli.conftest import Type
from tests.helpers.records import EMAIL, PHONE
from tests.helpers.weeks import log_weeks, open_shop


@pytest.fixture
def _weeks(where: str, workspace: Workspace) -> None:
    assert where
    open_shop(workspace)
    log_weeks(workspace, weeks=9, a_day={PHONE: 160, EMAIL: 16})


@pytest.mark.usefixtures("_weeks")
def test_each_month_has_its_people_with_their_doubt(typed: Type) -> None:
    data = typed("staff", "hiring", "--months", "2").data
    assert len(data["months"]) == 2
    for month in data["months"].values():
        assert month["people_missing_low"] <= month["people_missing"] <= month["people_missing_high"]
        assert month["hours_needed"] > 0
    assert data["season_known"] is False
    assert data["people_with_contract"] == 0
