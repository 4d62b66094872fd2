"""staff simulate."""

from datetime import UTC, date, datetime, timedelta

import pytest

from csops.domain.plans import Plan
from csops.domain.shifts import Shift
from csops.services.workspace import Workspace
from tests.cli.conftest import Type
from tests.helpers.kept_plans import keep_plan
from tests.helpers.records import EMAIL, MARA, PHONE
from tests.helpers.weeks import log_weeks, open_shop

SIMULATE = ("staff", "simulate", "--runs", "10")


@pytest.fixture
def _weeks(where: str, workspace: Workspace) -> None:
    assert where
    open_shop(workspace)
    log_weeks(workspace, weeks=9, a_day={PHONE: 32, EMAIL: 16})


@pytest.mark.usefixtures("_weeks")
def test_each_channel_has_its_service_level_with_its_doubt(typed: Type) -> None:
    data = typed(*SIMULATE, "--from", "2026-11-25", "--patience", "1m").data
    phone = data["channels"]["phone"]
    assert 0 < phone["low"] < phone["service_level"] < phone["high"] < 1
    assert phone["offered"] == pytest.approx(phone["answered"] + phone["abandoned"] + phone["left"])
    assert data["channels"]["email"]["service_level"] == 1
    assert (data["from"], data["to"], data["runs"]) == ("2026-11-23", "2026-11-29", 10)
    assert 0 < data["occupancy"] < 1


@pytest.mark.usefixtures("_weeks")
def test_the_same_seed_gives_the_same_figures(typed: Type) -> None:
    assert typed(*SIMULATE).data == typed(*SIMULATE).data
    assert typed(*SIMULATE).data != typed(*SIMULATE, "--seed", "2").data


@pytest.mark.usefixtures("_weeks")
def test_people_read_a_line_for_each_channel(read: Type) -> None:
    said = read(*SIMULATE, "--weeks", "2", "--volume", "1.5")
    lines = said.out.splitlines()
    assert lines[0].startswith("23 Nov to 06 Dec 2026, 10 runs: at most ")
    assert lines[1].startswith("phone: ")
    assert "gave up" in lines[1]
    assert "late" in lines[2]
    assert lines[-1].startswith("Busy ")


@pytest.mark.usefixtures("_weeks")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--runs", "0"), "runs cannot be 0"),
        (("--weeks", "20"), "Choose 1 to 8 weeks"),
        (("--from", "2020-01-01"), "begins on"),
        (("--patience", "soon"), "--patience"),
        (("--volume", "-1"), "contact volume"),
    ],
)
def test_what_cannot_be_played_is_refused(typed: Type, arguments: tuple[str, str], words: str) -> None:
    said = typed("staff", "simulate", *arguments)
    assert (said.status, said.out) == (2, "")
    assert words in said.err


@pytest.mark.usefixtures("_weeks")
def test_a_plan_is_played_with_its_people(typed: Type, read: Type, workspace: Workspace) -> None:
    first = date(2026, 11, 23)
    plan = Plan(first_day=first, weeks=1, made_at=datetime(2026, 11, 17, tzinfo=UTC))
    shifts = [
        Shift(member_id=MARA.id, day=first + timedelta(days=day), start_minute=540, end_minute=1020) for day in range(5)
    ]
    plan_id = keep_plan(workspace, plan, shifts)
    data = typed(*SIMULATE, "--plan", str(plan_id)).data
    phone = data["channels"]["phone"]
    assert 0 < phone["low"] <= phone["service_level"] <= phone["high"] <= 1
    assert (data["plan"], data["from"], data["to"]) == (plan_id, "2026-11-23", "2026-11-29")
    assert data["people"][MARA.name]["hours"] == 40
    assert read(*SIMULATE, "--plan", str(plan_id)).out.startswith(f"Plan {plan_id}, 23 Nov to 29 Nov 2026, 10 runs: 1 ")
    assert "has its own days" in typed(*SIMULATE, "--plan", str(plan_id), "--weeks", "1").err
    assert typed(*SIMULATE, "--plan", "99").status == 2


def test_without_a_log_there_is_nothing_to_play(typed: Type) -> None:
    said = typed("staff", "simulate")
    assert said.status == 2
    assert "It takes a log to forecast from" in said.err
