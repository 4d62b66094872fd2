"""A message that nobody answers counts against the target, also where its case is closed without a word."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from csops.domain.cases import State
from csops.domain.kpi_figures import By
from csops.services import kpi, kpi_overview, maintenance, settings
from csops.services.workspace import Workspace
from csops.storage.times import derived_marks, turns
from tests.helpers.kpi_log import FIRST, HOURS, LAST, OUT, case
from tests.helpers.records import EMAIL, MARA, REFUND, ROSA

DAYS: dict[str, Any] = {"first_day": FIRST, "last_day": LAST}


@pytest.fixture
def shop(sqlite_workspace: Workspace) -> Workspace:
    """One message answered in time; one settled in silence within its 4 hours, and one on the next day."""
    settings.save_opening_hours(sqlite_workspace, hours=HOURS)
    with sqlite_workspace.work("Keep") as work:
        work.channels.update(replace(work.channels.get(EMAIL), target=timedelta(hours=4)))
        case(work, {"at": 0}, {"at": 1, **OUT}, states=((2, State.RESOLVED),))
        case(work, {"at": 0}, states=((3, State.CLOSED),), owner_id=ROSA.id)
        case(work, {"at": 0}, states=((24, State.RESOLVED),), owner_id=ROSA.id)
    return sqlite_workspace


def test_a_message_settled_past_its_target_without_a_reply_is_missed_and_one_settled_before_is_left_out(
    shop: Workspace,
) -> None:
    found = kpi.kpis(shop, **DAYS).figures["answered_within_target"]
    assert (found.value, found.n) == (50, 2)
    assert (found.counts["missed"], found.counts["settled_inside"], found.counts["still_inside"]) == (1, 1, 0)
    whose = {By.CHANNEL: EMAIL, By.TOPIC: REFUND, By.PERSON: ROSA.id}
    for by, one in whose.items():
        groups = {group.id: group.figures for group in kpi.kpis(shop, **DAYS, by=by).groups}
        assert groups[one]["answered_within_target"].counts["missed"] == 1, by
    mine = {group.id: group.figures for group in kpi.kpis(shop, **DAYS, by=By.PERSON).groups}
    assert (mine[ROSA.id]["answered_within_target"].value, mine[MARA.id]["answered_within_target"].value) == (0, 100)
    late = kpi.behind(shop, key="answered_within_target", part="missed", **DAYS)
    with shop.read() as work:
        assert [work.contacts.get(one).case_id for one in late.ids] == [3]


def test_so_it_is_in_every_line_over_time(shop: Workspace) -> None:
    lines = kpi_overview.lines(shop, **DAYS)
    assert [value for value in lines.values("answered_within_target") if value is not None] == [50]


def test_cases_settled_without_a_first_reply_are_told_beside_the_response_time(shop: Workspace) -> None:
    found = kpi.kpis(shop, **DAYS).figures
    response = found["first_response_time"]
    assert (response.n, response.counts["unanswered"], response.coverage) == (1, 2, 1 / 3)
    assert (found["next_response_time"].n, found["next_response_time"].counts["unanswered"]) == (1, 2)


def test_times_worked_out_by_earlier_rules_are_worked_out_anew_without_a_complaint(shop: Workspace) -> None:
    kpi.kpis(shop, **DAYS)
    with shop.database.writing() as connection:  # as the release before left them
        connection.execute(update(turns).where(~turns.c.replied).values(business=None, elapsed=None))
        mark = {"name": "times", "value": "{}", "at": shop.now()}
        connection.execute(derived_marks.delete())
        connection.execute(insert(derived_marks), [mark])
        connection.commit()
    assert maintenance.check(shop).ok
    assert kpi.kpis(shop, **DAYS).figures["answered_within_target"].value == 50
