"""FRT, full resolution, reopen rate and backlog of a real service desk's log, beside an independent computation.

    python -m benchmarks.incident_log /path/to/incident_event_log.csv.gz

The log (UCI "Incident management process enriched event log", 24,918 incidents, a row for each update) is imported by
`services/case_log.py` into a new database; the same figures are worked out by pandas from the file alone, written for
this purpose and sharing no code. Opening hours: Monday to Friday, 8 to 18 o'clock UTC.

How its states map: New is new; Active is open; Awaiting User Info waits for the customer; Awaiting Vendor, Problem and
Evidence for a third party; Resolved and Closed are themselves; rows with state -100 are left out by both. It holds no
messages: the first update that is no longer New counts as the first reply, and every way in as one with a deadline.
"""

import argparse
import csv
import gzip
import tempfile
import time
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

from csops.bootstrap import create_workspace
from csops.domain.team import Shop
from csops.imports.case_updates import CaseLogMapping
from csops.imports.mapping import DateOrder
from csops.services import case_log, kpi, settings
from csops.services.workspace import Workspace

_COLUMNS = ("number", "ident_state", "sys_updated_at", "opened_at", "contact_type")
_HOURS = {"zone": "UTC", "weekly": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-18:00")}
_FIRST, _LAST = date(2016, 2, 1), date(2017, 12, 31)
_SETTLED = ("Resolved", "Closed")


def main() -> int:
    """Print both computations and how far they are apart."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    path: Path = parser.parse_args().path
    with tempfile.TemporaryDirectory() as folder:
        table = _needed_columns(path, Path(folder) / "incidents.csv")
        ours, ours_days, seconds = _by_csops(table, Path(folder) / "desk.csops")
    theirs, their_days = _by_pandas(path)
    print(f"imported in {seconds:.1f} s; {'figure':<34}{'csops':>16}{'pandas':>16}{'deviation':>12}")
    worst = 0.0
    for name, value in theirs.items():
        deviation = abs(ours[name] - value)
        worst = max(worst, deviation)
        print(f"{name:<56}{ours[name]:>16.6f}{value:>16.6f}{deviation:>12.2g}")
    apart = {day: (ours_days.get(day), total) for day, total in their_days.items() if ours_days.get(day) != total}
    print(f"backlog at the end of {len(their_days)} days: {len(apart)} differ; highest {max(their_days.values())}")
    is_same = worst < 1e-6 and not apart
    print("the same" if is_same else f"NOT the same: {dict(list(apart.items())[:5])}")
    return 0 if is_same else 1


def _needed_columns(path: Path, table: Path) -> Path:
    """Write the five columns that are needed: all 36 hold more cells than a file from outside may."""
    with gzip.open(path, "rt", encoding="utf-8") as source, table.open("w", encoding="utf-8", newline="") as kept:
        rows = csv.reader(source)
        heading = next(rows)
        places = [heading.index(name) for name in _COLUMNS]
        writer = csv.writer(kept)
        writer.writerow(_COLUMNS)
        writer.writerows([row[place] for place in places] for row in rows)
    return table


def _by_csops(table: Path, where: Path) -> tuple[dict[str, float], dict[date, int], float]:
    workspace = create_workspace(where, owner="Desk", shop=Shop(name="Desk", zone="UTC"))
    settings.save_opening_hours(workspace, hours=_HOURS)
    began = time.perf_counter()
    mapping = CaseLogMapping(order=DateOrder.DAY_FIRST)
    case_log.import_case_log(workspace, path=table, mapping=mapping, taken_up_is_reply=True)
    seconds = time.perf_counter() - began
    _give_deadlines(workspace)
    found = kpi.kpis(workspace, first_day=_FIRST, last_day=_LAST).figures
    days = kpi.backlog_days(workspace, first_day=_FIRST, last_day=_LAST)
    workspace.close()
    ours: dict[str, float] = {}
    for key, name, per in (("first_response_time", "FRT", 1.0), ("full_resolution_time", "full resolution", 60.0)):
        figure = found[key]
        ours[f"{name}, n"] = figure.n
        for clock, one in (("opening hours", figure), ("elapsed", figure.elapsed)):
            assert one is not None
            for what, value in (("median", one.value), ("mean", one.value_of("mean")), ("p90", one.value_of("p90"))):
                ours[f"{name}, {clock}, {what} (min)"] = (value or 0.0) * per
    again = found["reopen_rate"]
    ours |= {
        "resolutions": again.counts["resolutions"],
        "reopenings": again.counts["reopenings"],
        "reopen rate (%)": again.value or 0.0,
        "cases reopened at least once (%)": again.value_of("cases") or 0.0,
    }
    return ours, {day.day: day.total for day in days}, seconds


def _give_deadlines(workspace: Workspace) -> None:
    """Take the phone for a channel with a deadline, too: the log tells no speed of answer."""
    from dataclasses import replace

    from csops.domain.channels import ChannelKind

    for channel in settings.team(workspace).channels:
        if channel.is_immediate:
            late = replace(channel, kind=ChannelKind.DEFERRED, target=timedelta(hours=4), concurrency=None)
            settings.save_channel(workspace, channel=late)


# ---- the independent computation: pandas and the file, nothing of csops


def _by_pandas(path: Path) -> tuple[dict[str, float], dict[date, int]]:
    import pandas as pd

    log = pd.read_csv(path, usecols=["number", "ident_state", "sys_updated_at", "opened_at"], dtype=str)
    log = log[log["ident_state"] != "-100"].copy()
    for column in ("sys_updated_at", "opened_at"):
        log[column] = pd.to_datetime(log[column], format="%d/%m/%Y %H:%M")
    log = log.sort_values(["number", "sys_updated_at"], kind="stable")
    opened = log.groupby("number").agg(told=("opened_at", "first"), seen=("sys_updated_at", "first")).min(axis=1)
    changes = _changes(log)
    spans = _spans(changes, opened)
    replied = log[log["ident_state"] != "New"].groupby("number")["sys_updated_at"].first()
    last = changes.groupby("number")["ident_state"].last()
    settled = last[last.isin(_SETTLED)].index
    final = spans.drop_duplicates("number", keep="last").set_index("number")
    final = final.loc[final.index.isin(settled) & final["resolved"].notna()]
    undone = spans[spans["again"].notna() & spans["resolved"].notna()]
    resolutions, reopenings = len(final) + len(undone), len(undone)
    cases = final.index.union(undone["number"].unique())
    figures = {
        **_times("FRT", opened.loc[replied.index], replied),
        **_times("full resolution", opened.loc[final.index], final["resolved"]),
        "resolutions": resolutions,
        "reopenings": reopenings,
        "reopen rate (%)": 100 * reopenings / resolutions,
        "cases reopened at least once (%)": 100 * _reopened(spans, cases) / len(cases),
    }
    return figures, _backlog(spans)


def _changes(log: "pd.DataFrame") -> "pd.DataFrame":
    """Each coming into another state than before."""
    before = log.groupby("number")["ident_state"].shift().fillna("New")
    return log[log["ident_state"] != before]


def _spans(changes: "pd.DataFrame", opened: "pd.Series[Any]") -> "pd.DataFrame":
    """Each stretch in which an incident was not settled: from when, until when, when resolved, when opened again."""
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for number, some in changes.groupby("number"):
        span: dict[str, Any] = {"number": number, "begin": opened[number], "end": None, "resolved": None, "again": None}
        for state, at in zip(some["ident_state"], some["sys_updated_at"], strict=True):
            if state in _SETTLED:
                span["end"] = span["end"] or at
                if state == "Resolved":
                    span["resolved"] = at
            elif span["end"] is not None:
                rows.append({**span, "again": at})
                span = {"number": number, "begin": at, "end": None, "resolved": None, "again": None}
        rows.append(span)
    quiet = opened.index.difference(changes["number"].unique())
    rows += [{"number": one, "begin": opened[one], "end": None, "resolved": None, "again": None} for one in quiet]
    found = pd.DataFrame(rows)
    for column in ("begin", "end", "resolved", "again"):
        found[column] = pd.to_datetime(found[column])
    return found


def _reopened(spans: "pd.DataFrame", cases: Any) -> int:
    counted = spans[spans["number"].isin(cases)].groupby("number").size()
    return int((counted > 1).sum())


def _times(name: str, begin: "pd.Series[Any]", end: "pd.Series[Any]") -> Mapping[str, float]:
    elapsed = ((end - begin).dt.total_seconds() / 60).clip(lower=0)
    business = (_open_minutes(end) - _open_minutes(begin)).clip(lower=0)
    found: dict[str, float] = {f"{name}, n": len(elapsed)}
    for clock, minutes in (("opening hours", business), ("elapsed", elapsed)):
        found[f"{name}, {clock}, median (min)"] = float(minutes.median())
        found[f"{name}, {clock}, mean (min)"] = float(minutes.mean())
        found[f"{name}, {clock}, p90 (min)"] = float(minutes.quantile(0.9))
    return found


def _open_minutes(moments: "pd.Series[Any]") -> "pd.Series[Any]":
    """Minutes of Monday to Friday, 8 to 18, since Monday 4 January 2016."""
    import pandas as pd

    since = (moments - pd.Timestamp(2016, 1, 4)).dt.total_seconds() / 60
    weeks, minute = since // 10_080, since % 10_080
    days, of_day = minute // 1440, minute % 1440
    today = (of_day - 480).clip(lower=0, upper=600).where(days < 5, 0)
    return weeks * 3000 + days.clip(upper=5) * 600 + today


def _backlog(spans: "pd.DataFrame") -> dict[date, int]:
    import numpy as np

    begin, end = np.sort(spans["begin"].to_numpy()), np.sort(spans["end"].dropna().to_numpy())
    found: dict[date, int] = {}
    day = _FIRST
    while day <= _LAST:
        midnight = np.datetime64(datetime.combine(day + timedelta(days=1), datetime.min.time()))
        found[day] = int(np.searchsorted(begin, midnight, "right") - np.searchsorted(end, midnight, "right"))
        day += timedelta(days=1)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
