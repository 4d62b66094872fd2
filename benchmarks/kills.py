"""What survives kill -9, several writers at once, and how soon one window hears of another.

    python -m benchmarks.kills [--kills 200] [--saves 200] [--heard 60]

Kills: a child logs contacts through `services.contacts.log_contact` and says so after each; it is killed at a random
moment. Then every contact it spoke of must be there once (lost: 0), and nothing half done (partial: 0: each contact has
its case, its act and its place in the search; the journal's chain is whole). On a file; nothing is said of power cuts.
Windows: a writer in another process; the listener asks as often as the window does. Target: p95 at most 1 s on a file,
where it looks for commits every 500 ms, and 0.3 s on a server, which says of them by itself.
Crowd: four processes log at once, on one file and on a PostgreSQL made for this run: all there, chain whole.
"""

import argparse
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from csops.bootstrap import create_workspace, open_workspace
from csops.domain.contacts import ContactDraft
from csops.domain.questions import Question
from csops.services import maintenance, settings
from csops.services.contacts import contact_lines, log_contact
from csops.services.workspace import Workspace

WRITERS = 4
LATEST_S = {True: 1.0, False: 0.3}
"""On a file, on a server."""
_LONGEST_S = 0.12


def main() -> int:
    """Run all three and print what came out. Exit status 1 when a target was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--heard", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        good = [
            kills(Path(folder) / "kills.csops", times=asked.kills),
            heard(str(Path(folder) / "heard.csops"), times=asked.heard, name="SQLite"),
            crowd(str(Path(folder) / "crowd.csops"), saves=asked.saves, name="SQLite"),
        ]
    with _server() as url, _server() as other:
        good.append(heard(other, times=asked.heard, name="PostgreSQL"))
        good.append(crowd(url, saves=asked.saves, name="PostgreSQL"))
    return 0 if all(good) else 1


# ---------------------------------------------------------------- kill -9
def kills(path: Path, *, times: int) -> bool:
    """Kill a saving child again and again; print what was acknowledged, lost and partial."""
    create_workspace(path, owner="Mara Lindqvist").close()
    chance = random.Random(1184)
    acknowledged: list[str] = []
    for number in range(times):
        acknowledged += _killed(path, number, after_s=chance.uniform(0.0, _LONGEST_S))
    lost, half, kept = _compared(path, acknowledged)
    print(
        f"kill -9: {times} kills while saving, {len(acknowledged)} acknowledged, "
        f"{kept} kept, lost {lost}, partial {half}"
    )
    return lost == half == 0


def _killed(path: Path, number: int, *, after_s: float) -> list[str]:
    """Start a child that saves, kill it `after_s` after its first save, and return what it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _save_for_ever(path, number, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        first = pipe.readline()
        time.sleep(after_s)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return [line.decode().strip() for line in (first, *pipe.readlines()) if line.endswith(b"\n")]


def _save_for_ever(path: Path, number: int, pipe: int) -> None:
    try:
        workspace = open_workspace(path)
        phone = settings.team(workspace).channels[0].id
        for save in range(100_000):
            word = f"save{number}x{save}"
            _log(workspace, phone, word)
            os.write(pipe, f"{word}\n".encode())
    finally:
        os._exit(1)


def _log(workspace: Workspace, channel_id: int, word: str) -> None:
    draft = ContactDraft(channel_id=channel_id, customer_name=f"Customer {word}", text=f"Chain guard cracked, {word}")
    log_contact(workspace, draft=draft)


def _compared(path: Path, acknowledged: list[str]) -> tuple[int, int, int]:
    """Return how many acknowledged contacts are lost, what is half done, and how many contacts there are."""
    workspace = open_workspace(path)
    lines = contact_lines(workspace, question=Question(), limit=1_000_000)
    there = Counter(line.text.rpartition(" ")[2] for line in lines)
    lost = sum(there[word] != 1 for word in acknowledged)
    half = _half_done(workspace, len(lines))
    workspace.close()
    return lost, half, len(lines)


def _half_done(workspace: Workspace, contacts: int) -> int:
    """Return how much is not whole: problems of the check, and cases, customers or acts without their contact."""
    found = maintenance.info(workspace)
    with workspace.read() as work:
        acts = sum(act.what == "Log contact" for act in work.latest_acts(limit=1_000_000))
    problems = maintenance.check(workspace).problems
    for problem in problems:
        print(f"  {problem}")
    return len(problems) + abs(found.cases - contacts) + abs(found.customers - contacts) + abs(acts - contacts)


# ---------------------------------------------------------------- two windows
def heard(where: str, *, times: int, name: str) -> bool:
    """Let another process write and measure how long after each commit this one hears of it."""
    create_workspace(where, owner="Mara Lindqvist").close()
    waiting, go = os.pipe()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.read(waiting, 1)
        _write_now_and_then(where, times, writing)
    os.close(writing)
    workspace = open_workspace(where)  # only now: an open file must not cross a fork
    workspace.acts_of_others()
    os.write(go, b"!")
    at = _hear(workspace, times)
    os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        committed = [float(line) for line in pipe]
    every, is_file = workspace.listen_every_s, workspace.path is not None
    workspace.close()
    waits = sorted(heard_at - committed_at for heard_at, committed_at in zip(at, committed, strict=True))
    p50, p95 = statistics.median(waits), waits[int(len(waits) * 0.95)]
    print(f"two windows on {name}: {len(waits)} acts heard, asked every {every:g} s: p50 {p50:.3f} s, p95 {p95:.3f} s")
    _print_cost(where)
    return p95 <= LATEST_S[is_file]


def _write_now_and_then(where: str, times: int, pipe: int) -> None:
    try:
        workspace = open_workspace(where)
        phone = settings.team(workspace).channels[0].id
        chance = random.Random(7)
        for number in range(times):
            time.sleep(chance.uniform(0.0, 0.5))
            _log(workspace, phone, f"save{number}")
            os.write(pipe, f"{time.monotonic()}\n".encode())
    finally:
        os._exit(0)


def _hear(workspace: Workspace, times: int) -> list[float]:
    at: list[float] = []
    ends = time.monotonic() + times + 30
    while len(at) < times and time.monotonic() < ends:
        time.sleep(workspace.listen_every_s)
        found = workspace.acts_of_others()
        at += [time.monotonic()] * len(found)
    return at


def _print_cost(where: str) -> None:
    workspace = open_workspace(where)
    workspace.acts_of_others()
    began = time.perf_counter()
    for _ in range(1000):
        workspace.acts_of_others()
    print(f"  asking when nothing happened costs {(time.perf_counter() - began) * 1000:.1f} microseconds")
    workspace.close()


# ---------------------------------------------------------------- four at once
def crowd(where: str, *, saves: int, name: str) -> bool:
    """Let four processes log at once; print whether everything is there."""
    create_workspace(where, owner="Mara Lindqvist").close()
    began = time.perf_counter()
    failed = _all_at_once([partial(_save_many, where, writer, saves) for writer in range(WRITERS)])
    seconds = time.perf_counter() - began
    workspace = open_workspace(where)
    contacts = maintenance.info(workspace).contacts
    broken = _half_done(workspace, contacts)
    workspace.close()
    print(
        f"{WRITERS} processes x {saves} saves on {name}: {contacts} of {WRITERS * saves} there, partial {broken}, "
        f"{failed} processes failed, {WRITERS * saves / seconds:.0f} saves/s"
    )
    return contacts == WRITERS * saves and broken == failed == 0


def _all_at_once(jobs: list[Callable[[], None]]) -> int:
    """Run each job in a process of its own and return how many failed."""
    children = []
    for job in jobs:
        child = os.fork()
        if child == 0:
            try:
                job()
            except BaseException as error:  # noqa: BLE001 the child's last words; its status says it failed
                print(f"  {error!r}", flush=True)
                os._exit(1)
            os._exit(0)
        children.append(child)
    return sum(os.waitpid(child, 0)[1] != 0 for child in children)


def _save_many(where: str, writer: int, saves: int) -> None:
    workspace = open_workspace(where)
    phone = settings.team(workspace).channels[0].id
    for number in range(saves):
        _log(workspace, phone, f"save{writer}x{number}")
    workspace.close()


@contextmanager
def _server() -> Iterator[str]:
    from tests.helpers.cluster import Cluster

    cluster = Cluster()
    try:
        yield cluster.fresh().render_as_string(hide_password=False)
    finally:
        cluster.stop()


if __name__ == "__main__":
    sys.exit(main())
