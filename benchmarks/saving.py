"""Saving one contact with its journal, against the same rows by plain sqlite3 at FULL in the same run.

    python -m benchmarks.saving [--saves 300]

Both sides write to a file in the same folder, in WAL mode with synchronous=FULL, one transaction each contact. The
rival inserts exactly the rows that csops wrote (read back from its file), with prepared statements and nothing else.
"""

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

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
    with tempfile.TemporaryDirectory() as folder:
        workspace = create_workspace(Path(folder) / "ours.csops", owner="Mara Lindqvist")
        phone = settings.team(workspace).channels[0].id
        _timed(20, lambda number: _save(workspace, phone, -number - 1))
        ours = _timed(saves, lambda number: _save(workspace, phone, number))
        workspace.close()
        theirs = _rival(Path(folder), saves)
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


def _timed(times: int, run: Callable[[int], object]) -> list[float]:
    found = []
    for number in range(times):
        began = time.perf_counter()
        run(number)
        found.append(time.perf_counter() - began)
    return found


def _rival(folder: Path, saves: int) -> list[float]:
    """Write the last acts of our file again, row by row as they are, into an empty schema of the same shape."""
    source = sqlite3.connect(folder / "ours.csops")
    rival = sqlite3.connect(folder / "theirs.db", isolation_level=None)
    rival.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    for (statement,) in source.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table','index')"
    ):
        if (
            not any(f"{name}_{part}" in statement for name in _SEARCHES for part in _SHADOWS)
            and "sqlite_" not in statement
        ):
            rival.execute(statement)
    bundles = _bundles(source, saves)
    statements = {name: _insert(source, name) for name in (*_TABLES, *_SEARCHES)}

    def save(number: int) -> None:
        rival.execute("BEGIN IMMEDIATE")
        for name, rows in bundles[number].items():
            for row in rows:
                rival.execute(statements[name], row)
        rival.execute("COMMIT")

    found = _timed(len(bundles), save)
    rival.close()
    source.close()
    return found


_SHADOWS = ("data", "idx", "content", "docsize", "config")


def _insert(source: sqlite3.Connection, table: str) -> str:
    names = [row[1] for row in source.execute(f"PRAGMA table_info({table})")]
    if table in _SEARCHES:
        names = ["rowid", *names]
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def _bundles(source: sqlite3.Connection, saves: int) -> list[dict[str, list[tuple[object, ...]]]]:
    bundles = []
    for (act_id,) in source.execute("SELECT id FROM acts ORDER BY id DESC LIMIT ?", (saves,)).fetchall():
        entries = source.execute("SELECT kind, record_id, id FROM journal WHERE act_id = ?", (act_id,)).fetchall()
        by_kind = {kind: record_id for kind, record_id, _ in entries}
        bundle: dict[str, list[tuple[object, ...]]] = {
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
