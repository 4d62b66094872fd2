"""`csops import`: what came of every row, matched by itself or by a map; nothing half done."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type

LOG = "Date,Channel,Customer,Notes\n2025-11-17 09:48,Phone,Ada,Wheel\n2025-11-18 10:00,Phone,Ben,Bell\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    return path


def test_an_import_counts_every_row(typed: Type, log: Path) -> None:
    said = typed("import", str(log))
    assert said.status == 0
    counted = {name: said.data[name] for name in ("read", "new", "updated", "skipped", "left_out")}
    assert counted == {"read": 2, "new": 2, "updated": 0, "skipped": 0, "left_out": 0}


def test_the_same_file_twice_adds_nothing(typed: Type, log: Path) -> None:
    typed("import", str(log))
    assert typed("import", str(log)).data["skipped"] == 2


def test_a_dry_run_writes_nothing(typed: Type, log: Path) -> None:
    assert typed("import", str(log), "--dry-run").data["import"] is None
    assert typed("info").data["contacts"] == 0


def test_an_import_is_taken_back_as_a_whole(typed: Type, log: Path) -> None:
    number = typed("import", str(log)).data["import"]
    typed("undo", "--import", str(number))
    assert typed("info").data["contacts"] == 0


def test_a_guess_can_be_written_down_and_used(read: Type, typed: Type, log: Path, tmp_path: Path) -> None:
    chosen = tmp_path / "map.yaml"
    chosen.write_text(read("import", str(log), "--guess").out, encoding="utf-8")
    assert typed("import", str(log), "--map", str(chosen)).data["new"] == 2


def test_a_log_without_channel_asks_and_takes_one(typed: Type, tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    path.write_text("Date,Customer,Notes\n2025-11-17,Ada,Wheel\n2025-11-18,Ben,Bell\n", encoding="utf-8")
    asked = typed("import", str(path))
    assert (asked.status, asked.data["outcome"]) == (2, "ask")
    assert typed("import", str(path), "--channel", "phone").data["new"] == 2


def test_a_picture_is_refused_with_what_to_do(typed: Type, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    said = typed("import", str(path))
    assert (said.status, said.data["outcome"]) == (2, "reject")
    assert "PNG image" in said.data["reason"]


def test_what_the_reader_sees_can_be_looked_at(typed: Type, log: Path) -> None:
    assert typed("import", str(log), "--read", "--limit", "2").data["rows"][1][2] == "Ada"


def test_a_column_that_does_not_read_does_not_vanish_without_a_word(typed: Type, read: Type, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    days = ("2025-11-17,phone,4m", "2025-11-18,phone,1e308", "2025-11-19,phone,-4")
    path.write_text("\n".join(("Date,Channel,Handle time", *days)), encoding="utf-8")
    said = typed("import", str(path))
    assert (said.status, said.data["outcome"], said.data["new"]) == (0, "warn", 3)
    assert "“Handle time” is left out" in said.data["warnings"][0]
    # The matching is remembered from now on, and so is what it leaves out.
    assert "“Handle time” is left out" in read("import", str(path)).out
    assert "“Handle time” is left out" in read("import", str(path), "--guess").out


def test_a_handle_time_without_end_leaves_its_row_out(typed: Type, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    cells = ("4m", "12345678901234567890", "-4", "5m", "6m")
    days = (f"2025-11-{17 + place},phone,{cell}" for place, cell in enumerate(cells))
    path.write_text("\n".join(("Date,Channel,Handle time", *days)), encoding="utf-8")
    said = typed("import", str(path))
    assert (said.status, said.data["new"]) == (0, 3)
    assert [(one["row"], one["column"]) for one in said.data["problems"]] == [(3, "Handle time"), (4, "Handle time")]


def test_a_map_by_which_no_row_came_in_is_not_remembered(typed: Type, read: Type, tmp_path: Path) -> None:
    path, chosen = tmp_path / "plain.csv", tmp_path / "map.yaml"
    path.write_text("Date,Customer,Notes\n31.11.2025,Ada,Wheel\n31.11.2025,Ben,Bell\n", encoding="utf-8")
    chosen.write_text(read("import", str(path), "--channel", "phone", "--guess").out, encoding="utf-8")
    assert typed("import", str(path), "--map", str(chosen)).data["left_out"] == 2
    assert typed("import", str(path)).data["outcome"] == "ask"


def test_a_text_file_has_no_sheets(typed: Type, log: Path) -> None:
    for read_only in ((), ("--read",)):
        said = typed("import", str(log), "--sheet", "March", *read_only)
        assert (said.status, said.data["outcome"]) == (2, "reject")
        assert "no sheet “March”" in said.data["reason"]


def test_what_is_taken_in_part_is_said_with_its_row(read: Type, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("Date,Channel,Handle time\n2025-11-17 09:48,Phone,0:10:00\n2025-11-17 10:48,Phone,30:00:00\n")
    said = read("import", str(path)).out
    assert "2 rows read: 2 new" in said
    assert "row 3, Handle time: taken, but: “30:00:00” is longer than 24 hours" in said


def test_the_channel_of_the_command_answers_no_other_question(typed: Type, tmp_path: Path) -> None:
    path = tmp_path / "unsure.csv"
    path.write_text("Date,Customer\n01/02/2025,Ada\n03/04/2025,Ben\n")
    assert typed("import", str(path), "--channel", "phone").status == 2
    assert typed("info").data["contacts"] == 0


COUNTS = "Month,Inbound Calls,In-person visits\nApr 2024,3036,33\nMar 2024,2784,26\nFeb 2024,3271,\n"


def test_counts_of_a_file_are_imported_once(typed: Type, tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(COUNTS, encoding="utf-8")
    first, again = (typed("import", str(path), "--as", "volume") for _ in range(2))
    counted = [[one.data[name] for name in ("read", "new", "updated", "skipped", "left_out")] for one in (first, again)]
    assert counted == [[3, 3, 0, 0, 0], [3, 0, 0, 3, 0]]
    assert (first.status, first.data["outcome"]) == (0, "ok")


def test_counts_without_a_day_are_refused_with_a_sentence(typed: Type, tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text("Index,Incoming Calls\n" + "\n".join(f"{row},{row * 3}" for row in range(1, 30)), encoding="utf-8")
    said = typed("import", str(path), "--as", "volume")
    assert (said.status, said.data["outcome"], said.data["import"]) == (2, "reject", None)
    assert "“Index” is a number and no day" in said.data["reason"]


def test_counts_take_a_channel_and_a_map(typed: Type, read: Type, tmp_path: Path) -> None:
    path, chosen = tmp_path / "counts.csv", tmp_path / "map.yaml"
    path.write_text("Date,Arrivals\n" + "\n".join(f"2025-03-{day:02},4" for day in range(1, 20)), encoding="utf-8")
    assert typed("import", str(path), "--as", "volume").data["outcome"] == "ask"
    guessed = read("import", str(path), "--as", "volume", "--channel", "phone", "--guess").out
    chosen.write_text(guessed, encoding="utf-8")
    assert typed("import", str(path), "--as", "volume", "--map", str(chosen), "--dry-run").data["new"] == 19
