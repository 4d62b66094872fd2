"""volume, forecast, staff, demo."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from csops.cli import planning
from tests.cli.conftest import Type

NEED = ("staff", "need", "--contacts", "100", "--interval", "30m", "--aht", "180s")
COLUMNS = "origin,time,mean,p2_5,p5,p10,p25,p50,p75,p90,p95,p97_5,seasonal_naive,slot_mean_8w,method"


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    """Ten weeks of days, busier on Mondays."""
    path = tmp_path / "counts.csv"
    days = [date(2026, 6, 1) + timedelta(days=number) for number in range(70)]
    rows = [f"{day.isoformat()},{20 + 10 * (day.weekday() == 0) + day.day % 3}" for day in days]
    path.write_text("Day,Calls\n" + "\n".join(rows) + "\n")
    return path


# ---- volume


def test_volume_counts_contacts_per_open_interval(typed: Type) -> None:
    for at in ("2026-11-16 09:10", "2026-11-16 09:50", "2026-11-16 11:00"):
        typed("log", "--channel", "phone", "--at", at)
    typed("log", "--channel", "email", "--at", "2026-11-16 09:10")
    data = typed("volume", "--channel", "phone", "--every", "1h", "--from", "2026-11-16", "--to", "2026-11-16").data
    assert (data["intervals"], data["contacts"]) == (9, 3)
    assert data["counts"][0] == {"start": "2026-11-16T09:00:00+01:00", "offered": 2.0, "missed": 0.0}


def test_closed_intervals_are_absent(typed: Type) -> None:
    typed("log", "--channel", "phone", "--at", "2026-11-10 09:10")
    data = typed("volume", "--every", "1d", "--from", "2026-11-09", "--to", "2026-11-16").data
    assert [one["start"][:10] for one in data["counts"]] == ["2026-11-09", "2026-11-10", "2026-11-16"]


def test_volume_goes_to_a_file_with_a_row_per_interval(typed: Type, tmp_path: Path) -> None:
    typed("log", "--channel", "phone", "--at", "2026-11-16 09:10")
    out = tmp_path / "v.csv"
    data = typed("volume", "--every", "30min", "--csv", str(out)).data
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == data["intervals"]
    assert sum(float(row["offered"]) for row in rows) == data["contacts"] == 1


def test_people_read_the_busy_intervals_only(read: Type) -> None:
    read("log", "--channel", "phone", "--at", "2026-11-16 09:10")
    said = read("volume", "--every", "1h", "--from", "2026-11-16", "--to", "2026-11-16")
    assert said.out == "1 contacts in 9 intervals\n2026-11-16 09:00  1\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--every", "7parsecs"),
        ("--every", "0m"),
        (),
        ("--every", "1h", "--channel", "pigeon"),
        ("--every", "1h", "--from", "x"),
    ],
)
def test_a_volume_that_cannot_be_counted_is_refused(typed: Type, arguments: tuple[str, ...]) -> None:
    said = typed("volume", *arguments)
    assert (said.status, said.out) == (2, "")


# ---- forecast


def test_a_file_is_forecast_with_its_doubt_and_both_baselines(type_bare: Type, counts: Path, tmp_path: Path) -> None:
    out = tmp_path / "f.csv"
    said = type_bare(
        "--json", "forecast", "--file", str(counts), "--time", "Day", "--count", "Calls", "--every", "1d",
        "--horizon", "7d", "--origins", "2", "--csv", str(out),
    )  # fmt: skip
    assert said.status == 0
    assert {"chosen", "origins", "methods", "scores"} <= said.data.keys()
    assert out.read_text().splitlines()[0] == COLUMNS
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["origin"] for row in rows}) == 2
    assert all(float(row["p2_5"]) <= float(row["p50"]) <= float(row["p97_5"]) for row in rows)


def test_the_scores_name_every_measure(type_bare: Type, counts: Path) -> None:
    said = type_bare(
        "--json", "forecast", "--file", str(counts), "--time", "Day", "--count", "Calls", "--every", "1d",
        "--origins", "4", "--horizon", "28d",
    )  # fmt: skip
    measures = {"wape", "bias", "mase", "rmsse", "pinball", "coverage80", "coverage95", "floor_wape"}
    assert set(said.data["scores"]) == {"1d", "1w", "4w"}
    for found in said.data["scores"].values():
        assert measures <= found.keys()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--time", "Day"), "--time and --count is missing"),
        (("--time", "Hour", "--count", "Calls"), "There are: Day, Calls"),
        (("--time", "Day", "--count", "Calls", "--horizon", "36h"), "whole days"),
        (("--time", "Day", "--count", "Calls", "--horizon", "0d"), "at least 1d"),
        (("--time", "Day", "--count", "Calls", "--step", "soon"), "not understood"),
        (("--time", "Day", "--count", "Calls", "--train-from", "soon"), "not understood"),
    ],
)
def test_a_forecast_that_cannot_be_made_says_why(
    type_bare: Type, counts: Path, arguments: tuple[str, ...], words: str
) -> None:
    said = type_bare("--json", "forecast", "--file", str(counts), "--every", "1d", *arguments)
    assert (said.status, said.out) == (2, "")
    assert words in said.err


def test_a_file_that_is_not_there_is_refused(type_bare: Type, tmp_path: Path) -> None:
    said = type_bare("forecast", "--file", str(tmp_path / "none.csv"), "--time", "a", "--count", "b", "--every", "1d")
    assert said.status == 2


def test_a_log_too_short_to_forecast_says_so(typed: Type) -> None:
    assert typed("forecast", "--every", "1d").status in {0, 2}
    assert "Traceback" not in typed("forecast", "--every", "1d").err


def test_rows_that_were_not_taken_are_said(type_bare: Type, counts: Path) -> None:
    with counts.open("a") as file:
        file.write("2026-08-10,many\n2026-08-11,-3\n")
    arguments = ("forecast", "--file", str(counts), "--time", "Day", "--count", "Calls", "--every", "1d")
    assert [each["row"] for each in type_bare("--json", *arguments).data["problems"]] == [72, 73]
    assert "2 of 72 rows left out; the first, row 72, Calls" in type_bare(*arguments).out


def test_people_read_how_good_each_horizon_was(type_bare: Type, counts: Path) -> None:
    said = type_bare("forecast", "--file", str(counts), "--time", "Day", "--count", "Calls", "--every", "1d")
    assert "MASE" in said.out
    assert "seasonal naive" in said.out


# ---- staff


def test_the_published_example_comes_out(type_bare: Type) -> None:
    data = type_bare("--json", *NEED, "--service-level", ".8", "--within", "20s", "--shrinkage", ".3").data
    assert (data["agents"], data["rostered"]) == (14, 20)
    assert data["service_level"] > 0.8
    assert {"mean_wait", "occupancy", "abandonment"} <= data.keys()


def test_a_share_may_be_written_in_per_cent(type_bare: Type) -> None:
    as_share = type_bare("--json", *NEED, "--service-level", ".9", "--max-occupancy", ".7").data
    assert type_bare("--json", *NEED, "--service-level", "90%", "--max-occupancy", "70 %").data == as_share


def test_patience_deferral_and_several_at_once_change_the_need(type_bare: Type) -> None:
    plain = type_bare("--json", *NEED).data
    assert type_bare("--json", *NEED, "--patience", "2m").data["abandonment"] > plain["abandonment"] == 0
    assert type_bare("--json", *NEED, "--concurrency", "3").data["agents"] < plain["agents"]
    assert type_bare("--json", *NEED, "--deferred-within", "4h").data["mean_wait"] is None


@pytest.mark.parametrize(
    "wrong",
    [
        ("--contacts=-1",), ("--contacts", "many"), ("--contacts", "nan"), ("--contacts", "1e400"),
        ("--interval", "0m"), ("--aht", "0s"), ("--aht=-3m",), ("--service-level", "0"),
        ("--service-level", "1"), ("--service-level", "1.2"),
        ("--service-level", "120%"), ("--shrinkage", "1"), ("--max-occupancy", "0"), ("--concurrency", "0"),
        ("--concurrency", "two"), ("--patience", "0s"), ("--within", "soon"),
    ],
)  # fmt: skip
def test_a_need_that_cannot_be_is_one_sentence(type_bare: Type, wrong: tuple[str, ...]) -> None:
    said = type_bare("--json", *NEED, *wrong)
    assert (said.status, said.out) == (2, "")
    assert said.err.count("\n") == 1


def test_people_read_the_need_in_a_line(type_bare: Type) -> None:
    assert type_bare(*NEED, "--shrinkage", "30%").out == "14 people on contact, 20 on the roster\n"


# ---- demo


@pytest.fixture(scope="module")
def _quick() -> Iterator[None]:
    """Twelve weeks of the sample business tell as much as two years, and are built in a second."""
    from csops.services.sample.build import build_sample

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build_sample, "__kwdefaults__", {"seed": 7, "weeks": 9, "progress": None})
        yield


@pytest.mark.usefixtures("_quick")
def test_the_demo_ends_with_a_database_a_workbook_and_a_pdf(type_bare: Type, tmp_path: Path) -> None:
    said = type_bare("--json", "demo", "--out", str(tmp_path / "demo"), "--headless")
    assert (said.status, said.window) == (0, None)
    assert {"db", "contacts", "workbook", "forecast", "seconds"} <= said.data.keys()
    assert Path(said.data["workbook"]).read_bytes().startswith(b"PK")
    assert Path(said.data["pdf"]).read_bytes().startswith(b"%PDF")
    assert type_bare("--json", "--db", said.data["db"], "info").data["contacts"] == said.data["contacts"]


@pytest.mark.usefixtures("_quick")
def test_the_demo_opens_the_window_when_there_is_a_display(
    type_bare: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "has_display", lambda: True)
    said = type_bare("demo", "--out", str(tmp_path))
    assert said.window == str(tmp_path / planning.DEMO_FILE)
    assert "The window opens now" in said.out


@pytest.mark.usefixtures("_quick")
def test_a_demo_that_fails_leaves_no_database(type_bare: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("csops.services.demo.build_sample", stopped)
    assert type_bare("demo", "--out", str(tmp_path), "--headless").status == 1
    assert list(tmp_path.iterdir()) == []


def test_a_display_is_known_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not planning.has_display()
    monkeypatch.setenv("DISPLAY", ":0")
    assert planning.has_display()


def test_a_day_ahead_explains_itself(typed: Type) -> None:
    for day in (2, 3, 9, 10, 16):
        typed("log", "--channel", "phone", "--at", f"2026-11-{day:02} 10:00", "--handle", "5m")
    said = typed("forecast", "--every", "1d", "--channel", "phone", "--explain", "2026-11-24").data
    assert said["day"] == "2026-11-24"
    assert sum(said["parts"].values()) == pytest.approx(said["contacts"])
    assert "level" in said["parts"]
    assert typed("forecast", "--every", "1d", "--explain", "2026-11-25").status == 2
