"""The board of the team: for everybody, naming nobody."""

from datetime import timedelta
from pathlib import Path

import pytest

from csops.domain.access import Role
from csops.domain.contacts import ContactDraft, Direction
from csops.domain.people import Member
from csops.domain.reports import Facts
from csops.services import board as boards
from csops.services import kpi
from csops.services.contacts import log_contact
from csops.services.kpi_overview import compared, lines
from csops.services.people import save_member
from csops.services.settings import save_opening_hours
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.kpi import stand_in
from tests.helpers.records import PHONE

HOUR = timedelta(hours=1)


@pytest.fixture
def logged(workspace: Workspace) -> Workspace:
    """Two calls, one today and one ten days ago."""
    save_opening_hours(workspace, hours={"zone": "Europe/London", "weekly": {"mon": ["09:00-17:00"]}})
    for days in (0, 10):
        at = MONDAY_MORNING - timedelta(days=days) - HOUR
        log_contact(workspace, draft=ContactDraft(channel_id=PHONE, direction=Direction.IN, text="Hi", happened_at=at))
    return workspace


def test_a_period_is_compared_with_as_many_days_before_and_begins_with_the_first_contact(logged: Workspace) -> None:
    today = logged.today()
    found = compared(logged, first_day=today - timedelta(days=365), last_day=today + timedelta(days=30))
    assert (found.now.first_day, found.now.last_day) == (today - timedelta(days=10), today)
    assert (found.before.first_day, found.before.last_day) == (today - timedelta(days=21), today - timedelta(days=11))
    assert found.now.figures["contact_volume"].value == 2


@pytest.mark.parametrize(("days", "parts", "each"), [(7, 7, 1), (28, 4, 7), (365, 13, 28)])
def test_a_line_has_a_part_for_each_day_week_or_four_weeks(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, days: int, parts: int, each: int
) -> None:
    monkeypatch.setattr(kpi, "kpis", stand_in())
    today = workspace.today()
    found = lines(workspace, first_day=today - timedelta(days=days - 1), last_day=today)
    shown = found.parts["csat"]
    assert (found.days, len(shown), shown[-1].last_day) == (each, parts, today)
    assert (shown[-1].last_day - shown[-1].first_day).days == each - 1


def test_everybody_sees_the_figures_of_the_team_and_their_own_alone(
    logged: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_member(logged, member=Member(name="Ada Viewer", role=Role.READ_ONLY))
    monkeypatch.setattr(kpi, "kpis", stand_in())
    seen = boards.board(logged)
    assert set(boards.SHOWN) <= set(seen.found.now.figures)
    assert set(seen.own) == set(boards.OWN)  # Mara has the id of the first group


def test_the_board_on_paper_names_no_person_and_is_written_by_whoever_may_read(
    logged: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(kpi, "kpis", stand_in(few=("csat",)))
    report = boards.board_report(logged)
    facts = next(section for section in report.sections if isinstance(section, Facts)).facts
    assert [fact.name for fact in facts][:2] == ["First response time (FRT)", "Answered within target"]
    csat = next(fact for fact in facts if fact.name == "CSAT")
    assert (csat.value, csat.note) == (None, "80 of 100 answers: too few to judge")
    assert "Mara" not in str(report.sections)
    written = boards.write_board(logged, report=report, path=tmp_path / "board.pdf")
    assert written.pages >= 1
    assert written.file.read_bytes().startswith(b"%PDF")
