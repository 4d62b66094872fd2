"""All figures of a year over many contacts, against the SQL aggregates alone in the same run.

    python -m benchmarks.figures [--contacts 100000] [--db FILE] [--rounds 5]

The rival asks the database for the same sums and lists, with the same conditions, by plain statements of the driver:
counts, sums and joined times, nothing worked out from them. Both are measured in CPU and by the clock, in turns. All
contacts lie in one year; the database is made by `benchmarks.generator` unless one is given.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.generator import UNTIL, generate
from csops.domain.access import Role
from csops.domain.people import Member
from csops.services import kpi, maintenance
from csops.services.workspace import Workspace
from csops.storage.database import url_of
from csops.storage.opening import open_database

LIMITS_S = {100_000: 0.5, 1_000_000: 3.0}
MOST_TIMES = 2.0
_FIRST, _LAST = date(2025, 3, 3), date(2026, 3, 2)
_MICROSECONDS = 1_000_000


def main() -> int:
    """Measure both and print how they stand to each other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.db or Path(folder) / "generated.csops"
        if options.db is None:
            for _done in generate(path, contacts=options.contacts, years=1):
                pass
        return _measured(path, rounds=options.rounds)


def _measured(path: Path, *, rounds: int) -> int:
    workspace = Workspace(
        open_database(url_of(path)), member=Member(id=1, name="Owner", role=Role.OWNER), clock=lambda: UNTIL
    )
    maintenance.see_to_times(workspace)
    with workspace.read() as work:
        contacts = int(work.connection.exec_driver_sql("SELECT count(*) FROM contacts").scalar_one())
    ours, theirs = _Times(), _Times()
    for _round in range(rounds + 1):
        ours.take(lambda: kpi.kpis(workspace, first_day=_FIRST, last_day=_LAST))
        theirs.take(lambda: _rival(workspace))
    workspace.close()
    limit = next((limit for most, limit in LIMITS_S.items() if contacts <= most), max(LIMITS_S.values()))
    ratio = ours.cpu / theirs.cpu
    print(f"{contacts:,} contacts in a year, median of {rounds} after a first one")
    print(f"all 26 figures   CPU {ours.cpu * 1000:7.0f} ms, clock {ours.clock * 1000:7.0f} ms (at most {limit:g} s)")
    print(f"SQL alone        CPU {theirs.cpu * 1000:7.0f} ms, clock {theirs.clock * 1000:7.0f} ms")
    print(f"ratio            {ratio:.2f} (at most {MOST_TIMES:g})")
    return 0 if ours.cpu <= limit and ratio <= MOST_TIMES else 1


class _Times:
    """CPU and clock of the rounds so far, without the first."""

    def __init__(self) -> None:
        self._rounds: list[tuple[float, float]] = []

    def take(self, run: Callable[[], object]) -> None:
        """Run once."""
        cpu, clock = time.process_time(), time.perf_counter()
        run()
        self._rounds.append((time.process_time() - cpu, time.perf_counter() - clock))

    @property
    def cpu(self) -> float:
        """Seconds of the processor."""
        return statistics.median(cpu for cpu, _ in self._rounds[1:])

    @property
    def clock(self) -> float:
        """Seconds on the clock."""
        return statistics.median(clock for _, clock in self._rounds[1:])


def _rival(workspace: Workspace) -> None:
    since, until = (_moment(day) for day in (_FIRST, date(2026, 3, 3)))
    with workspace.read() as work:
        live = ",".join(
            str(row[0]) for row in work.connection.exec_driver_sql("SELECT id FROM channels WHERE kind = 'immediate'")
        )
        for statement in _STATEMENTS:
            asked = statement.format(since=since, until=until, live=live, month=30 * 86_400 * _MICROSECONDS)
            work.connection.exec_driver_sql(asked).fetchall()


def _moment(day: date) -> int:
    return int(datetime.combine(day, datetime.min.time(), tzinfo=UTC).timestamp()) * _MICROSECONDS


_STATEMENTS = (
    (
        "SELECT sum(direction = 'in' AND result <> 'missed'), sum(direction = 'in' AND result = 'missed'),"
        " sum(direction = 'in' AND channel_id IN ({live})),"
        " sum(direction = 'in' AND result = 'missed' AND channel_id IN ({live})),"
        " sum(direction = 'in' AND result <> 'missed' AND channel_id IN ({live}) AND answered_after <= 30000),"
        " group_concat(CASE WHEN direction = 'in' AND result <> 'missed' AND channel_id IN ({live})"
        " THEN answered_after END), sum(result <> 'missed'), count(handle_time), total(handle_time),"
        " total(handle_time * 1.0 * handle_time) FROM contacts WHERE happened_at >= {since} AND happened_at < {until}"
    ),
    (
        "SELECT count(*), total(hold_time), total(handle_time) FROM contacts"
        " WHERE hold_time IS NOT NULL AND happened_at >= {since} AND happened_at < {until}"
    ),
    "SELECT count(*) FROM contacts WHERE automatic AND happened_at >= {since} AND happened_at < {until}",
    (
        "SELECT count(business), sum(business <= 14400000), sum(NOT replied AND ended_at IS NOT NULL),"
        " group_concat(business), group_concat(elapsed) FROM turns WHERE since_at >= {since} AND since_at < {until}"
    ),
    (
        "SELECT count(*), sum(waits_since IS NOT NULL AND replied_at IS NOT NULL),"
        " sum(waits_since IS NOT NULL AND replied_at IS NULL AND ended_at IS NULL),"
        " sum(waits_since IS NULL AND came > 0),"
        " group_concat(response_business), group_concat(response_elapsed) FROM case_times"
        " WHERE opened_at >= {since} AND opened_at < {until}"
    ),
    (
        "SELECT count(*), sum(reopened > 0), group_concat(first_business), group_concat(first_elapsed),"
        " group_concat(full_business), group_concat(full_elapsed), group_concat(wait_business),"
        " group_concat(wait_elapsed), sum(resolved_at <= {until}), sum(came = 1 AND passed = 0 AND reopened = 0),"
        " sum(came = 1 AND passed = 0 AND reopened = 0 AND topic_id IS NOT NULL),"
        " sum(came = 1 AND passed = 0 AND reopened = 0 AND (next_after IS NULL OR next_after > 604800000)),"
        " sum(customer_id IS NULL) FROM case_times WHERE resolved_at >= {since} AND resolved_at < {until}"
    ),
    "SELECT count(*) FROM reopenings WHERE at >= {since} AND at < {until}",
    (
        "SELECT count(DISTINCT case_times.case_id) FROM case_times JOIN escalations"
        " ON escalations.case_id = case_times.case_id WHERE opened_at >= {since} AND opened_at < {until}"
    ),
    "SELECT band, sum(change) FROM backlog_days GROUP BY band",
    (
        "SELECT kind, low, high, value, count(*) FROM survey_answers"
        " WHERE asked_at >= {since} AND asked_at < {until} GROUP BY kind, low, high, value"
    ),
    (
        "SELECT sum(began), sum(ended), sum(began AND ended) FROM (SELECT"
        " EXISTS (SELECT 1 FROM contacts WHERE customer_id = customers.id AND happened_at < {since}"
        " AND happened_at >= {since} - 12 * {month}) AS began,"
        " EXISTS (SELECT 1 FROM contacts WHERE customer_id = customers.id AND happened_at < {until}"
        " AND happened_at >= {until} - 12 * {month}) AS ended FROM customers)"
    ),
    "SELECT customer_id, total(amount), min(day), max(day) FROM purchases GROUP BY customer_id",
)


if __name__ == "__main__":
    raise SystemExit(main())
