"""A file of counts imported: what comes of each row, once and again, changed, and taken back whole."""

from pathlib import Path

import pytest

from csops.domain.access import Role
from csops.domain.errors import NotPermitted, OutOfRange
from csops.domain.file_volume import unpacked
from csops.imports.mapping import TableKind
from csops.imports.reading import Outcome, Reading
from csops.services import history, imports
from csops.services.imports import Imported
from csops.services.workspace import Workspace
from tests.helpers.records import EMAIL, PHONE

HEAD = ("Date", "Phone", "E-mail")
ROWS = tuple((f"2026-02-{day:02}", str(day), str(day + 100)) for day in range(2, 21))


def brought_in(workspace: Workspace, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Imported:
    reading = Reading(outcome=Outcome.OK, encoding="utf-8", rows=(head, *rows), numbers=range(1, len(rows) + 2))
    mapping = imports.guess(workspace, reading=reading, kind=TableKind.VOLUME).mapping
    return imports.import_file(workspace, path=Path("counts.csv"), reading=reading, mapping=mapping)


def _figures(found: Imported) -> tuple[int, ...]:
    assert found.read == found.new + found.updated + found.skipped + found.left_out
    return (found.read, found.new, found.updated, found.skipped, found.left_out)


def _kept(workspace: Workspace, channel: int) -> list[list[float]]:
    with workspace.read() as work:
        told = work.file_volumes.where(channel_id=channel)
    return [[count.offered for count in unpacked(one.counts)] for one in told]


def test_each_row_is_counted_and_kept_by_channel(workspace: Workspace) -> None:
    assert _figures(brought_in(workspace, *ROWS)) == (19, 19, 0, 0, 0)
    assert _kept(workspace, PHONE) == [[float(row[1]) for row in ROWS]]
    assert _kept(workspace, EMAIL) == [[float(row[2]) for row in ROWS]]


def test_the_same_file_again_brings_nothing(workspace: Workspace) -> None:
    brought_in(workspace, *ROWS)
    assert _figures(brought_in(workspace, *reversed(ROWS))) == (19, 0, 0, 19, 0)
    assert len(_kept(workspace, PHONE)) == 1


def test_a_longer_report_brings_what_is_new_and_what_was_corrected(workspace: Workspace) -> None:
    brought_in(workspace, *ROWS)
    more = (("2026-02-02", "77", "102"), *ROWS[1:], ("2026-02-21", "5", "6"))
    assert _figures(brought_in(workspace, *more)) == (20, 1, 1, 18, 0)
    assert _kept(workspace, PHONE)[1] == [77, 5]
    assert _kept(workspace, EMAIL)[1] == [6]


def test_an_import_is_taken_back_whole_and_done_again(workspace: Workspace) -> None:
    found = brought_in(workspace, *ROWS)
    assert found.import_id is not None
    history.undo_import(workspace, import_id=found.import_id)
    assert (_kept(workspace, PHONE), imports.list_imports(workspace)) == ([], [])
    history.redo(workspace)
    assert _kept(workspace, EMAIL) == [[float(row[2]) for row in ROWS]]
    assert history.first_broken(workspace) is None


def test_twice_the_same_and_contradicting_rows_are_told_apart(workspace: Workspace) -> None:
    found = brought_in(workspace, *ROWS, ROWS[0], ("2026-02-03", "9", "9"))
    assert _figures(found) == (21, 18, 0, 1, 2)
    assert [problem.row for problem in found.problems] == [3, 22]
    assert [remark.row for remark in found.remarks] == [21]


def test_a_channel_that_only_the_file_knows_is_added_and_taken_back(workspace: Workspace) -> None:
    found = brought_in(workspace, *((day, "3", "4") for day, *_ in ROWS), head=("Date", "Phone", "Chats"))
    assert found.names.channels == ("chat",)
    assert found.import_id is not None
    history.undo_import(workspace, import_id=found.import_id)
    with workspace.read() as work:
        assert [channel.key for channel in work.channels.all()] == ["phone", "email"]


def test_nothing_is_written_where_the_length_of_an_interval_cannot_be(workspace: Workspace) -> None:
    with pytest.raises(OutOfRange):
        brought_in(workspace, ("2026-02-02 09:00", "1", "2"), ("2026-02-02 09:07", "1", "2"))
    assert imports.list_imports(workspace) == []


def test_counts_are_brought_in_only_by_who_may(workspace: Workspace, rosa: Workspace) -> None:
    assert rosa.member.role is Role.AGENT
    with pytest.raises(NotPermitted):
        brought_in(rosa, *ROWS)


def test_a_year_of_five_minutes_is_one_record_and_a_small_one(sqlite_workspace: Workspace) -> None:
    rows = [
        (f"2025-{month:02}-{day:02} {hour:02}:{minute:02}", str(hour + minute))
        for month in range(1, 13)
        for day in range(1, 29)
        for hour in range(8, 18)
        for minute in range(0, 60, 5)
    ]
    found = brought_in(sqlite_workspace, *rows, head=("Interval", "Calls"))
    assert found.new == len(rows)
    with sqlite_workspace.read() as work:
        kept = work.file_volumes.all()
        assert found.import_id is not None
        act = work.act_of_import(found.import_id)
    assert (len(kept), kept[0].minutes, len(unpacked(kept[0].counts))) == (1, 5, len(rows))
    assert act is not None
    assert act.records == 2
