"""The log and the team from which a real plan is made (benchmarks/real_plan.py)."""

import csv
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from benchmarks.thinned import CHANNELS, MORE, PEOPLE, write_log, write_team
from csops.domain.roster_file import setup_from

UNTIL = datetime(2024, 3, 4)  # noqa: DTZ001 a clock on a wall
CALLS = 200


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    path = tmp_path / "calls.csv"
    starts = [
        UNTIL - timedelta(days=day) + timedelta(hours=6, minutes=5 * step) for day in (1, 2) for step in range(30)
    ]
    path.write_text("DateTime,Calls\n" + "".join(f"{at.isoformat()},{CALLS}\n" for at in starts), encoding="utf-8")
    return path


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_channel_keeps_its_share_of_what_came_in_opening_hours(counts: Path, tmp_path: Path) -> None:
    found = write_log(counts, tmp_path / "log.csv", until=UNTIL, weeks=1)
    rows = _rows(tmp_path / "log.csv")
    open_calls = 2 * 18 * CALLS  # of the thirty intervals of a day twelve lie before seven
    for channel, how in CHANNELS.items():
        expected = open_calls * how.share
        assert found[channel] == pytest.approx(expected, abs=5 * expected**0.5)
    assert Counter(row["Channel"] for row in rows) == found
    assert all(7 <= datetime.fromisoformat(row["Date and time"]).hour < 9 for row in rows)


def test_the_same_seed_gives_the_same_log_and_another_another(counts: Path, tmp_path: Path) -> None:
    logs = [tmp_path / f"{number}.csv" for number in range(3)]
    for log, seed in zip(logs, (5, 5, 6), strict=True):
        write_log(counts, log, until=UNTIL, weeks=1, seed=seed)
    first, again, other = (log.read_text(encoding="utf-8") for log in logs)
    assert first == again != other


def test_the_team_is_a_file_that_csops_reads(tmp_path: Path) -> None:
    write_team(tmp_path / "team.yaml", {**PEOPLE, **MORE})
    setup = setup_from(yaml.safe_load((tmp_path / "team.yaml").read_text(encoding="utf-8")))
    assert len(PEOPLE) == 10
    assert [person.name for person in setup.people] == [*PEOPLE, *MORE]
    absences = [absence for person in setup.people for absence in person.absences or ()]
    assert {absence.first_day for absence in absences} == {date(2003, 11, 13), date(2003, 11, 12)}
