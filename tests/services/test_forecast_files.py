"""A file of counts is forecast without any log; forecasts and volumes are written as files."""

import csv
import gzip
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from csops.domain.errors import FileRefused
from csops.domain.predictions import Horizon
from csops.services.forecast import volume
from csops.services.forecast_files import (
    ROW_COLUMNS,
    forecast_file,
    write_forecast_csv,
    write_volume_csv,
)
from csops.services.workspace import Workspace
from tests.helpers.records import PHONE
from tests.helpers.weeks import log_weeks, open_shop


def _counts(path: Path, days: int = 84) -> Path:
    start = datetime(2025, 1, 6, tzinfo=UTC)
    rows = [
        (f"{start + timedelta(days=day):%Y-%m-%d}", str(hour), str(20 + 10 * (day % 7) + hour))
        for day in range(days)
        for hour in range(8, 18)
    ]
    with gzip.open(path, "wt", newline="") as file:
        csv.writer(file).writerows([("Date", "Hour", "Calls"), *rows, ("2025-04-01", "9", "many")])
    return path


def test_a_zipped_file_of_counts_is_forecast_with_what_was_left_out(tmp_path: Path) -> None:
    path = _counts(tmp_path / "calls.csv.gz")
    made = forecast_file(path=path, time="Date+Hour", count="Calls", every="1h", horizon_days=7)
    assert (made.rows_read, made.step_minutes, len(made.rows)) == (841, 60, 70)
    assert [(each.row, each.column) for each in made.problems] == [(842, "Calls")]


def test_past_origins_of_a_file_are_replayed(tmp_path: Path) -> None:
    path = _counts(tmp_path / "calls.csv.gz")
    made = forecast_file(path=path, time="Date+Hour", count="Calls", every="1h", horizon_days=28, origins=4)
    assert made.origins == 4
    assert len({row.origin for row in made.rows}) == 4
    assert set(made.scores) == set(Horizon)


def test_a_forecast_as_a_file_has_the_promised_columns(tmp_path: Path) -> None:
    made = forecast_file(
        path=_counts(tmp_path / "calls.csv.gz"), time="Date+Hour", count="Calls", every="1h", horizon_days=7
    )
    assert write_forecast_csv(made, path=tmp_path / "out.csv") == 70
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()))
    assert tuple(rows[0]) == ROW_COLUMNS
    assert rows[0]["time"] == "2025-03-31T08:00:00+00:00"
    assert float(rows[0]["p2_5"]) <= float(rows[0]["mean"]) <= float(rows[0]["p97_5"])


def test_volume_as_a_file_has_a_row_per_interval(workspace: Workspace, tmp_path: Path) -> None:
    open_shop(workspace)
    log_weeks(workspace, weeks=1, a_day={PHONE: 16})
    series = volume(workspace, every="1d", last_day=date(2026, 2, 27))
    assert write_volume_csv(series, path=tmp_path / "volume.csv") == 5
    assert (tmp_path / "volume.csv").read_text().splitlines()[:2] == [
        "time,offered,missed",
        "2026-02-23T00:00:00+00:00,16,0",
    ]


def test_a_picture_that_calls_itself_csv_is_refused(tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    with pytest.raises(FileRefused):
        forecast_file(path=tmp_path / "calls.csv", time="a", count="b", every="1h")
