"""Saving one contact with its journal, against the same rows by plain sqlite3 at FULL in the same run.

    python -m benchmarks.saving [--saves 300]

Both sides write to a file in the same folder, in WAL mode with synchronous=FULL, one transaction each contact. The
rival inserts exactly the rows that csops wrote (read back from its file), with prepared statements and nothing else.
They take turns, a block of saves each, so that a busy moment of the machine meets both.
"""

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Self

from csops.bootstrap import create_workspace
from csops.domain.contacts import ContactDraft
from csops.services import contacts, settings
from csops.services.workspace import Workspace

LIMIT = 4.0
_TABLES = ("customers", "cases", "state_changes", "contacts", "acts", "journal", "journal_texts", "reaches")
_SEARCHES = ("customer_search", "case_search", "contact_search")


def main() -> None:
    """Measure both and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--saves", type=int, default=300)
    saves: int = parser.parse_args().saves
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        workspace = create_workspace(Path(folder) / "ours.csops", owner="Mara Lindqvist")
        phone = settings.team(workspace).channels[0].id
        _timed(range(-20, 0), lambda number: _save(workspace, phone, number))
        with _Rival(Path(folder)) as rival:
            for begin in range(0, saves, _BLOCK):
                block = range(begin, min(begin + _BLOCK, saves))
                ours += _timed(block, lambda number: _save(workspace, phone, number))
                rival.take_over(len(block))
                theirs += _timed(range(len(block)), rival.save)
        workspace.close()
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"csops        median {_ms(ours)} ms, p95 {_p95(ours)} ms")
    print(f"plain sqlite3 median {_ms(theirs)} ms, p95 {_p95(theirs)} ms (the same {_rows_words()} rows)")
    print(f"ratio {ratio:.2f} (at most {LIMIT:g}): {'reached' if ratio <= LIMIT else 'NOT reached'}")


def _save(workspace: Workspace, phone: int, number: int) -> None:
    draft = ContactDraft(
        channel_id=phone,
        customer_name=f"Customer {number}",
        phone=f"+44 1632 {960_000 + number % 1000:06d}",
        text=f"Chain guard arrived cracked, wants his money back ({number})",
        handle_time=timedelta(minutes=4),
    )
    contacts.log_contact(workspace, draft=draft)


def _timed(numbers: Iterable[int], run: Callable[[int], object]) -> list[float]:
    found = []
    for number in numbers:
        began = time.perf_counter()
        run(number)
        found.append(time.perf_counter() - began)
    return found


class _Rival:
    """Writes the acts of our file again, row by row as they are, into an empty schema of the same shape."""

    def __init__(self, folder: Path) -> None:
        self._source = sqlite3.connect(folder / "ours.csops")
        self._rival = sqlite3.connect(folder / "theirs.db", isolation_level=None)
        self._rival.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
        made = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table','index')"
        for (statement,) in self._source.execute(made):
            if "sqlite_" not in statement and not any(shadow in statement for shadow in _SHADOWS):
                self._rival.execute(statement)
        self._bundles: list[_Bundle] = []
        self._statements = {name: _insert(self._source, name) for name in (*_TABLES, *_SEARCHES)}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._rival.close()
        self._source.close()

    def take_over(self, count: int) -> None:
        """Read the rows of our last acts."""
        self._bundles = _bundles(self._source, count)

    def save(self, number: int) -> None:
        """Write one of them."""
        self._rival.execute("BEGIN IMMEDIATE")
        for name, rows in self._bundles[number].items():
            for row in rows:
                self._rival.execute(self._statements[name], row)
        self._rival.execute("COMMIT")


_Bundle = dict[str, list[tuple[object, ...]]]
_SHADOWS = tuple(f"{name}_{part}" for name in _SEARCHES for part in ("data", "idx", "content", "docsize", "config"))
_BLOCK = 20


def _insert(source: sqlite3.Connection, table: str) -> str:
    names = [row[1] for row in source.execute(f"PRAGMA table_info({table})")]
    if table in _SEARCHES:
        names = ["rowid", *names]
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def _bundles(source: sqlite3.Connection, saves: int) -> list[_Bundle]:
    bundles = []
    for (act_id,) in source.execute("SELECT id FROM acts ORDER BY id DESC LIMIT ?", (saves,)).fetchall():
        entries = source.execute("SELECT kind, record_id, id FROM journal WHERE act_id = ?", (act_id,)).fetchall()
        by_kind = {kind: record_id for kind, record_id, _ in entries}
        bundle: _Bundle = {
            "acts": source.execute("SELECT * FROM acts WHERE id = ?", (act_id,)).fetchall(),
            "journal": source.execute("SELECT * FROM journal WHERE act_id = ?", (act_id,)).fetchall(),
            "journal_texts": [
                source.execute("SELECT * FROM journal_texts WHERE id = ?", (row,)).fetchone() for _, _, row in entries
            ],
        }
        for kind, table in (
            ("customer", "customers"),
            ("case", "cases"),
            ("state_change", "state_changes"),
            ("contact", "contacts"),
        ):
            bundle[table] = source.execute(f"SELECT * FROM {table} WHERE id = ?", (by_kind[kind],)).fetchall()
        bundle["reaches"] = source.execute(
            "SELECT * FROM reaches WHERE customer_id = ?", (by_kind["customer"],)
        ).fetchall()
        for kind in ("customer", "case"):
            found = f"SELECT rowid, body, digits, marks FROM {kind}_search WHERE rowid = ?"
            bundle[f"{kind}_search"] = source.execute(found, (by_kind[kind],)).fetchall()
        contact = "SELECT rowid, body, digits, marks FROM contact_search WHERE rowid & 536870911 = ? LIMIT 1"
        bundle["contact_search"] = source.execute(contact, (by_kind["contact"],)).fetchall()
        order = (
            "customers",
            "cases",
            "state_changes",
            "contacts",
            "acts",
            "journal",
            "journal_texts",
            "reaches",
            *_SEARCHES,
        )
        bundles.append({name: bundle[name] for name in order})
    return bundles


def _rows_words() -> str:
    return "table and index"


def _ms(times: list[float]) -> str:
    return f"{statistics.median(times) * 1000:.2f}"


def _p95(times: list[float]) -> str:
    return f"{sorted(times)[int(len(times) * 0.95)] * 1000:.2f}"


if __name__ == "__main__":
    main()
