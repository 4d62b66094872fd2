"""Import a contact log from XLSX, whole: time and memory against pandas with openpyxl and `to_sql` in one run.

    python benchmarks/imports.py [--rows 100000]

Ours counts everything: pre-flight, child process, guessed mapping, every row turned into a contact, customers found,
all of it saved with its journal and its search index in one transaction. The rival reads the same file with
`pandas.read_excel` and writes it with `to_sql` to plain SQLite, without index, history or search. Each runs in a
process of its own; the memory of ours is that of the window's process and of its child together.
Seconds of the clock and of the processor (with those of the child): on a busy computer the latter tell more.
Target: at least 3 times as fast, at most 600 MB.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

_HEADINGS = ("Call Id", "Started", "Channel", "Customer", "Phone", "E-mail", "Topic", "What happened", "Answered (Y/N)")
_MORE_HEADINGS = ("Resolved", "Speed of answer in seconds", "Talk time", "Agent", "Rating", "Order")
_CHANNELS = ("Phone", "E-mail", "Chat", "Social", "Walk-in")
_TOPICS = ("Repair", "Delivery", "Refund", "Opening hours")
_WORDS = "the brakes squeal after rain and the customer asks when the spare wheel comes since it was promised".split()  # noqa: SIM905 - a text
_START = datetime.fromisoformat("2024-01-01T09:00")


def write_log(path: Path, rows: int) -> None:
    """A workbook with fifteen columns of a contact log, the same each time."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    page = book.add_worksheet("Contacts")
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    clock = book.add_format({"num_format": "h:mm:ss"})
    page.write_row(0, 0, _HEADINGS + _MORE_HEADINGS)
    for number in range(1, rows + 1):
        first = number * 7919 % 11
        who = number * 7919 % 20_011
        page.write_string(number, 0, f"ID{number:06}")
        page.write_datetime(number, 1, _START + timedelta(seconds=number * 311), moment)
        text = " ".join(_WORDS[first : first + 6])
        person = (_CHANNELS[number % 5], f"Customer {who}", f"+49 171 {who:07}", f"c{who}@example.com")
        page.write_row(number, 2, [*person, _TOPICS[number % 4], text, "Y", "YN"[number % 2], number % 120])
        page.write_number(number, 11, (30 + number % 600) / 86_400, clock)
        page.write_row(number, 12, [f"Member {number % 5}", 1 + number % 5, f"{number % 9_000:06}"])
    book.close()


def ours(path: Path) -> dict[str, float]:
    """Seconds of each step and megabytes."""
    from csops.bootstrap import create_workspace
    from csops.domain.team import Shop
    from csops.services import imports

    shop = Shop(name="Benchmark", zone="Europe/Berlin", region="DE")
    workspace = create_workspace(path.with_suffix(".csops"), owner="Mara", shop=shop)
    begun, cpu = time.perf_counter(), _cpu()
    reading = imports.read_file(path=path)
    was_read = time.perf_counter()
    mapping = imports.guess(workspace, reading=reading).mapping
    was_guessed = time.perf_counter()
    found = imports.import_file(workspace, path=path, reading=reading, mapping=mapping)
    ended = time.perf_counter()
    workspace.close()
    steps = {"read_s": was_read - begun, "guess_s": was_guessed - was_read, "save_s": ended - was_guessed}
    return {**steps, "seconds": ended - begun, "cpu": _cpu() - cpu, "contacts": found.new, "megabytes": _megabytes()}


def rival(path: Path) -> dict[str, float]:
    """The same file by pandas, openpyxl and to_sql."""
    import sqlite3

    import pandas as pd

    begun, cpu = time.perf_counter(), _cpu()
    frame = pd.read_excel(path, engine="openpyxl")
    frame["Talk time"] = frame["Talk time"].astype(str)  # sqlite3 takes no datetime.time
    with sqlite3.connect(path.with_suffix(".db")) as connection:
        frame.to_sql("contacts", connection)
    seconds, used = time.perf_counter() - begun, _cpu() - cpu
    return {"seconds": seconds, "cpu": used, "contacts": len(frame), "megabytes": _megabytes()}


def _megabytes() -> float:
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(peaks) / 1024


def _cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _measured(what: str, path: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, "--run", what, "--file", str(path)], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--run", choices=("ours", "rival"), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        print(json.dumps({"ours": ours, "rival": rival}[asked.run](asked.file)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.xlsx"
        write_log(path, asked.rows)
        mine, other = _measured("ours", path), _measured("rival", path)
    assert mine["contacts"] == other["contacts"] == asked.rows
    steps = ", ".join(f"{name[:-2]} {mine[name]:.2f} s" for name in ("read_s", "guess_s", "save_s"))
    for name, one, what in (("csops", mine, steps), ("pandas", other, "read_excel with openpyxl, to_sql")):
        print(f"{name:8} {one['seconds']:7.2f} s  {one['cpu']:7.2f} s CPU  {one['megabytes']:6.0f} MB  ({what})")
    ratio, by_cpu = other["seconds"] / mine["seconds"], other["cpu"] / mine["cpu"]
    print(f"ratio    {ratio:7.1f}    {by_cpu:7.1f}    (target: at least 3; at most 600 MB)")


if __name__ == "__main__":
    main()
