"""Commands that look ahead: volume, forecast, staff, demo."""

import argparse
import os
import sys
import time
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csops.cli import rostering
from csops.cli.amounts import number_of, seconds_of, share_of
from csops.cli.call import Answer, Call, Command
from csops.cli.explaining import explained
from csops.cli.hiring import add_hiring, hiring
from csops.cli.printing import plain, tell_progress
from csops.cli.simulating import add_simulate, simulate
from csops.domain import wording
from csops.domain.errors import Missing, NotUnderstood

if TYPE_CHECKING:  # numbers by the million need a library that a quick command does not
    from csops.domain.predictions import Forecast, HorizonScores
    from csops.services.demo import Reviewed
    from csops.services.forecast_files import FileForecast

DEMO_FILE = "hollow-oak-cycles.csops"


def _volume_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--channel", metavar="C", help="one channel; else all together")
    parser.add_argument("--every", metavar="E", required=True, help="30min, 1h or 1d")
    parser.add_argument("--from", dest="first", metavar="D", help="first day")
    parser.add_argument("--to", dest="last", metavar="D", help="last day")
    parser.add_argument("--csv", metavar="FILE", help="write every interval to a file")


def volume(call: Call) -> Answer:
    """Count contacts per interval; closed intervals are absent."""
    from csops.services import forecast, forecast_files

    options = call.options
    with call.workspace() as workspace:
        today = workspace.today()
        series = forecast.volume(
            workspace,
            channel=options.channel,
            every=options.every,
            first_day=wording.day(options.first, today=today, field="--from", past=True) if options.first else None,
            last_day=wording.day(options.last, today=today, field="--to", past=True) if options.last else None,
        )
        if options.csv:
            forecast_files.write_volume_csv(series, path=Path(options.csv))
    counts = [{"start": one.start, "offered": one.offered, "missed": one.missed} for one in series.intervals()]
    data = {"intervals": len(counts), "contacts": series.contacts, "counts": counts, "file": options.csv}
    busy = [f"{one['start']:%Y-%m-%d %H:%M}  {one['offered']:g}" for one in counts if one["offered"]]
    return Answer(data=data, lines=(f"{series.contacts:g} contacts in {len(counts)} intervals", *busy))


def _forecast_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--channel", metavar="C", help="one channel; else all together")
    parser.add_argument("--every", metavar="E", required=True, help="30min, 1h or 1d")
    parser.add_argument("--horizon", metavar="28d", default="28d", help="how far ahead (default: 28d)")
    parser.add_argument("--csv", metavar="FILE", help="write the forecast to a file")
    parser.add_argument("--explain", metavar="D", help="what makes up the forecast of this day (of the database)")
    parser.add_argument("--file", metavar="F.csv", help="forecast from this file instead of the database")
    parser.add_argument("--time", metavar="COL", help="with --file: the column of the time; Date+Hour joins two")
    parser.add_argument("--count", metavar="COL", help="with --file: the column of the number")
    parser.add_argument("--origins", type=int, metavar="N", help="with --file: a rolling backtest from N origins")
    parser.add_argument("--step", metavar="7d", default="7d", help="days between origins (default: 7d)")
    parser.add_argument("--train-from", metavar="D", help="with --file: leave out what came before")
    parser.add_argument("--holidays", metavar="CC", help="country of the public holidays, such as US")


def forecast(call: Call) -> Answer:
    """Forecast volume, from the database or from a file."""
    from csops.services import forecast as service
    from csops.services import forecast_files

    options = call.options
    days = _days(options.horizon, "--horizon")
    if options.file:
        made: Forecast = forecast_files.forecast_file(**_file_options(options, days))
    else:
        with call.workspace() as workspace:
            made = service.forecast_volume(
                workspace,
                channel=options.channel,
                every=options.every,
                horizon_days=days,
                explain=bool(options.explain),
            )
            if options.explain:
                asked = wording.day(options.explain, today=workspace.today(), field="--explain")
                return explained(made, asked)
    if options.csv:
        forecast_files.write_forecast_csv(made, path=Path(options.csv))
    data, lines = _forecast_data(made, options.csv), _forecast_lines(made)
    if isinstance(made, forecast_files.FileForecast):
        data |= {"problems": plain(made.problems), "warnings": list(made.warnings)}
        lines = (*lines, *made.warnings, *_rows_left_out(made))
    return Answer(data=data, lines=lines)


def _rows_left_out(made: "FileForecast") -> tuple[str, ...]:
    """How many rows of a file were not taken, and the first of them."""
    if not made.problems:
        return ()
    first, number = made.problems[0], len(made.problems)
    left_out = f"{number} of {made.rows_read} rows left out"
    return (f"{left_out}; the first, row {first.row}, {first.column}: {first.reason}",)


def _file_options(options: argparse.Namespace, days: int) -> dict[str, Any]:
    if not options.time or not options.count:
        raise Missing(field="--time and --count", right="Name the columns of the time and of the number")
    train_from = None
    if options.train_from:
        from datetime import date

        train_from = wording.day(options.train_from, today=date(2000, 1, 1), field="--train-from")
    return {
        "path": Path(options.file),
        "time": options.time,
        "count": options.count,
        "every": options.every,
        "horizon_days": days,
        "origins": options.origins,
        "step_days": _days(options.step, "--step"),
        "train_from": train_from,
        "holidays": options.holidays,
    }


def _days(text: str, field: str) -> int:
    found = wording.duration(text, field=field, least=timedelta(days=1))
    if found % timedelta(days=1):
        raise NotUnderstood(field=field, value=text, right="Write whole days, such as 28d")
    return found // timedelta(days=1)


def _forecast_data(made: "Forecast", file: str | None) -> dict[str, Any]:
    return {
        "chosen": {horizon.value: method for horizon, method in made.chosen.items()},
        "origins": made.origins,
        "methods": made.methods,
        "scores": {horizon.value: _scores(found) for horizon, found in made.scores.items()},
        "enough": made.enough,
        "history_days": made.history_days,
        "left_out": made.left_out,
        "rows": len(made.rows),
        "file": file,
    }


def _scores(found: "HorizonScores") -> dict[str, Any]:
    own: dict[str, Any] = plain(found.scores)
    return {
        **own,
        "method": found.method,
        "enough": found.enough,
        "seasonal_naive": found.seasonal_naive,
        "slot_mean_8w": found.slot_mean_8w,
        "tried": {method.value: mase for method, mase in found.tried.items()},
        "holidays": found.holidays,
    }


def _forecast_lines(made: "Forecast") -> tuple[str, ...]:
    lines = [f"{len(made.rows)} intervals, scored at {made.origins} origins"]
    for horizon, found in made.scores.items():
        mase, naive = found.scores.mase, found.seasonal_naive.mase
        if mase is not None and naive is not None:
            apart = found.holidays
            on = f"; on {apart.slots} holiday intervals missed {apart.wape:.0%}" if apart and apart.wape else ""
            lines.append(f"{horizon.value}: {found.method.value}, MASE {mase:.3f} (seasonal naive {naive:.3f}){on}")
    if not made.enough:
        lines.append("Under six weeks of history: not enough to tell how good this is")
    return tuple(lines)


def _staff_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    need = actions.add_parser(
        "need", help="people needed for one interval", description="People needed for one interval"
    )
    need.add_argument("--contacts", metavar="N", required=True, help="contacts offered in the interval")
    need.add_argument("--interval", metavar="30m", required=True)
    need.add_argument("--aht", metavar="180s", required=True, help="average handle time")
    need.add_argument("--service-level", metavar=".8", default=".8", help="share answered in time (default: .8)")
    need.add_argument("--within", metavar="20s", default="20s", help="what counts as in time (default: 20s)")
    need.add_argument("--patience", metavar="2m", help="mean patience; without it nobody gives up (Erlang C)")
    need.add_argument("--max-occupancy", metavar=".85", default="1", help="occupancy at most (default: 1)")
    need.add_argument("--shrinkage", metavar=".3", default="0", help="paid time not available (default: 0)")
    need.add_argument(
        "--concurrency", type=int, metavar="3", default=1, help="contacts at once per person (default: 1)"
    )
    need.add_argument("--deferred-within", metavar="4h", help="deferred work: due within this")
    add_simulate(actions)
    rostering.arguments(actions)
    add_hiring(actions)


def staff(call: Call) -> Answer:
    """Work out people: those needed for one interval, shifts of named people, or what becomes of them."""
    if call.options.what == "need":
        return _need(call)
    if call.options.what == "hiring":
        return hiring(call)
    return simulate(call) if call.options.what == "simulate" else rostering.run(call)


def _need(call: Call) -> Answer:
    from csops.domain.staffing import need_for_interval

    options = call.options
    found = need_for_interval(
        contacts=number_of(options.contacts, "--contacts"),
        interval_s=seconds_of(options.interval, "--interval"),
        handle_time_s=seconds_of(options.aht, "--aht"),
        service_level=share_of(options.service_level, "--service-level"),
        target_s=seconds_of(options.within, "--within"),
        patience_s=seconds_of(options.patience, "--patience") if options.patience else None,
        max_occupancy=share_of(options.max_occupancy, "--max-occupancy"),
        shrinkage=share_of(options.shrinkage, "--shrinkage"),
        concurrency=options.concurrency,
        deferred_within_s=seconds_of(options.deferred_within, "--deferred-within") if options.deferred_within else None,
    )
    data = {
        "agents": found.agents,
        "rostered": found.rostered,
        "service_level": found.service_level,
        "mean_wait": found.mean_wait_s,
        "occupancy": found.occupancy,
        "abandonment": found.abandonment,
        "offered_load": found.offered_load,
    }
    return Answer(data=data, lines=(f"{found.agents} people on contact, {found.rostered} on the roster",))


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="DIR", required=True, help="folder for the database, workbook and PDF")
    parser.add_argument("--headless", action="store_true", help="do not open the window at the end")


def demo(call: Call) -> Answer:
    """Do the whole job on the sample business: log, forecast, staff, export. An earlier demonstration is replaced."""
    from csops.cli.building import built, remove
    from csops.services import demo as service
    from csops.services.sample.build import SAMPLE_OWNER, SAMPLE_SHOP

    began = time.perf_counter()
    folder = Path(call.options.out).expanduser()
    db = folder / DEMO_FILE
    remove(db)  # ours, made up, and labelled so
    with built(str(db), owner=SAMPLE_OWNER, shop=SAMPLE_SHOP) as workspace:
        done = service.run_demo(workspace, folder=folder, progress=tell_progress)
    is_headless = call.options.headless or not has_display()
    data = {
        "db": db,
        "contacts": done.contacts,
        "workbook": done.workbook,
        "pdf": done.pdf,
        "forecast": done.forecast,
        "candidates": done.candidates,
        "hiring": done.hiring,
        "reviews": None if done.reviews is None else asdict(done.reviews),
        "seconds": round(time.perf_counter() - began, 2),
        "window": not is_headless,
    }
    fits = ", ".join(f"{name} {fit:.0f} %" for name, fit in done.candidates.items() if fit is not None)
    expected = ", ".join(f"{channel} {count:g}" for channel, count in done.forecast.items())
    lines = (
        f"Sample business with {done.contacts:,} contacts: {db}",
        f"Expected in four weeks: {expected}",
        f"Candidates, by fit: {fits}",
        *_reviewed(done.reviews),
        f"Workbooks: {done.workbook}, {done.hiring}",
        f"PDF: {done.pdf}",
        f"Took {data['seconds']} s",
        "No display: the window stays closed" if is_headless else "The window opens now",
    )
    return Answer(data=data, lines=lines, window=None if is_headless else str(db))


def _reviewed(found: "Reviewed | None") -> tuple[str, ...]:
    if found is None:
        return ()
    return (
        f"Reviews of half a year: {found.reviews}, mean score {found.mean:.1f} ({found.low:.1f} to {found.high:.1f})",
        f"Weakest criterion: {found.weakest}, {found.weakest_mean:.0f} %",
    )


def has_display() -> bool:
    """Return whether a window can be shown here."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")) or "QT_QPA_PLATFORM" in os.environ


COMMANDS = (
    Command(
        name="volume",
        does="Contacts per interval; closed intervals are absent",
        run=volume,
        arguments=_volume_arguments,
    ),
    Command(name="forecast", does="Forecast volume with its doubt", run=forecast, arguments=_forecast_arguments),
    Command(name="staff", does="People needed", run=staff, arguments=_staff_arguments),
    Command(name="demo", does="The main job on a sample business", run=demo, arguments=_demo_arguments),
)
