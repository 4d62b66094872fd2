"""A log of cases with a row for each update, imported with every state and its moment."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from csops.domain.cases import State
from csops.domain.errors import FileRefused, Missing, UnknownName
from csops.domain.questions import Question
from csops.imports.case_updates import CaseLogMapping
from csops.imports.mapping import DateOrder
from csops.services import history, kpi, settings
from csops.services.case_log import import_case_log
from csops.services.workspace import Workspace
from csops.storage.time_checks import wrong_times

_LOG = """number,state,sys_updated_at,opened_at,contact_type
A1,New,2/2/2026 09:05,2/2/2026 09:00,Self service
A1,Active,2/2/2026 10:00,2/2/2026 09:00,Self service
A1,Resolved,2/2/2026 12:00,2/2/2026 09:00,Self service
A1,Active,3/2/2026 09:00,2/2/2026 09:00,Self service
A1,Closed,3/2/2026 15:00,2/2/2026 09:00,Self service
A1,Resolved,3/2/2026 11:00,2/2/2026 09:00,Self service
B2,New,2/2/2026 16:00,?,phone
B2,-100,2/2/2026 16:30,?,phone
"""
MAPPING = CaseLogMapping(order=DateOrder.DAY_FIRST)
_HOURS = {"zone": "UTC", "weekly": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "desk.csv"
    path.write_text(_LOG, encoding="utf-8")
    return path


def test_states_come_with_their_moments_and_make_reopenings(workspace: Workspace, log: Path) -> None:
    settings.save_opening_hours(workspace, hours=_HOURS)
    done = import_case_log(workspace, path=log, mapping=MAPPING, zone="UTC", taken_up_is_reply=True)
    assert (done.read, done.new, done.left_out, done.states) == (8, 2, 1, 7)
    assert "-100" in done.problems[0].reason
    with workspace.read() as work:
        cases = {case.state: case for case in work.cases.all()}
        assert list(wrong_times(work.connection)) == []
    closed = cases[State.CLOSED]
    assert (closed.reopened, closed.resolved_at) == (1, datetime(2026, 2, 3, 11, tzinfo=UTC))
    found = kpi.kpis(workspace, first_day=date(2026, 2, 2), last_day=date(2026, 2, 3)).figures
    assert (found["full_resolution_time"].value, found["first_resolution_time"].value) == (10, 3)
    assert (found["first_response_time"].value, found["reopen_rate"].value) == (60, 50)
    assert found["backlog"].value == 1


def test_the_same_log_again_brings_nothing_and_an_undo_takes_it_all(workspace: Workspace, log: Path) -> None:
    assert import_case_log(workspace, path=log, mapping=MAPPING, dry_run=True).new == 2
    import_case_log(workspace, path=log, mapping=MAPPING)
    again = import_case_log(workspace, path=log, mapping=MAPPING)
    assert (again.new, again.known, again.import_id) == (0, 2, None)
    history.undo(workspace)
    with workspace.read() as work:
        assert work.cases.count(Question()) == 0
        assert list(wrong_times(work.connection)) == []


def test_a_log_without_its_columns_or_rows_is_refused_with_a_sentence(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("name,colour\nbike,red\n", encoding="utf-8")
    with pytest.raises(Missing, match="number"):
        import_case_log(workspace, path=path)
    with pytest.raises(UnknownName, match="Mars"):
        import_case_log(workspace, path=path, zone="Mars/Base")
    path.write_text("number,state,at\n", encoding="utf-8")
    with pytest.raises(FileRefused):
        import_case_log(workspace, path=path)


def test_a_row_before_its_opening_counts_as_no_time(workspace: Workspace, tmp_path: Path) -> None:
    settings.save_opening_hours(workspace, hours=_HOURS)
    path = tmp_path / "odd.csv"
    rows = "number,state,at,opened\nC3,Resolved,2026-02-02 10:00,2026-02-02 12:00\n"
    path.write_text(rows, encoding="utf-8")
    import_case_log(workspace, path=path, zone="UTC")
    found = kpi.kpis(workspace, first_day=date(2026, 2, 2), last_day=date(2026, 2, 2)).figures
    assert found["full_resolution_time"].value == 0
