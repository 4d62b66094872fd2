"""The protocol of forecasts: every method of ours beside both baselines and the rivals, at the same origins.

    python -m benchmarks.protocol PATH --time COL[+COL] --count COL --every 30min|1h|1d [--holidays US]

Horizons: one day from origins a day apart (50), one and four weeks from origins a week apart (12). Nothing from an
origin on is seen by anybody. Rivals come from the extra `rivals` (CONTRIBUTING.md); those that are absent are named and
left out. Slow ones may be given fewer origins (`--rival-origins`): then everything is scored once more at just these,
so that each ratio compares like with like. MASE and RMSSE are scaled by the weekly seasonal naive on the part before
each origin.
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as csops itself does

import numpy as np

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.rivals import RIVALS, Rival, Told, cpu_s, installed, version_of
from csops.domain.backtest import BANDS, Backtest
from csops.domain.forecast_holidays import public_holidays
from csops.domain.forecast_methods import predictions
from csops.domain.forecast_past import Past
from csops.domain.predictions import PERCENTILES, Horizon, Method, Scores
from csops.domain.replay import Replay, horizons_within, replayed, scores_of
from csops.domain.slots import Flags, Numbers, Slots, slots_from, with_closures
from csops.domain.volume import Series, minutes_from
from csops.domain.volume_file import read_volume
from csops.imports import sources

DAILY_ORIGINS, WEEKLY_ORIGINS = 50, 12
_LEAST_HISTORY_DAYS = 56
_GUESSES = {Method.SEASONAL_NAIVE: "seasonal naive", Method.SLOT_MEAN_8W: "8-week mean"}
_DRAWS = 2000
_COMPILED: set[Rival] = set()
CHOSEN = "csops, chosen"
BASE = _GUESSES[Method.SLOT_MEAN_8W]
# What is wanted of the chosen method, as a share of the eight-week mean's MASE (on the bank data).
_RATIOS = {Horizon.DAY: 0.85, Horizon.WEEK: 0.90, Horizon.MONTH: 0.89}
HEAD = (
    "| method | MASE | of 8-week | RMSSE | WAPE | bias | pinball | covers 80 % | covers 95 % | CPU s |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One method at one horizon; `cpu_s`: of one forecast, None where it is made together with another."""

    name: str
    scores: Scores
    cpu_s: float | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """All that was measured at one horizon, and how far coverage might be off, by drawing the origins anew."""

    horizon: Horizon
    origins: int
    step_days: int
    lines: tuple[Line, ...]
    covered: Mapping[str, tuple[float, float]]

    @property
    def ratio(self) -> float:
        """MASE of what we choose, as a share of that of the eight-week mean."""
        by_name = {line.name: line.scores.mase or float("nan") for line in self.lines}
        return by_name[CHOSEN] / by_name[BASE]


def counts_in(path: Path, *, time: str, count: str, every: str) -> Series:
    """The counts of a file (csv, xlsx; `.gz` too) per interval, in its own local time."""
    heading, *rows = sources.read(path).rows
    return read_volume(rows, heading=heading, time=time, count=count, every_minutes=minutes_from(every)).series


def origins_of(slots: Slots, horizon: Horizon, count: int, step_days: int) -> list[int]:
    """Day indices of the last origins whose whole horizon is known; for steps of a day only days that are open."""
    latest = slots.days - horizon.days
    days = range(latest, min(_LEAST_HISTORY_DAYS, latest) - 1, -step_days)
    return sorted([day for day in days if step_days > 1 or slots.open[day]][:count])


def our_lines(slots: Slots, origins: Sequence[int], horizon: Horizon) -> tuple[Replay, list[Line]]:
    """The chosen method, the two guesses and every other method of ours."""
    replay = replayed(slots, origins, days=horizon.days)
    chosen, naive, mean8 = scores_of(replay, horizon)
    began = cpu_s()
    for origin in origins[-3:]:
        replayed(until(slots, origin, horizon.days), [origin], days=horizon.days, to_score=False)
    lines = [Line(name=CHOSEN, scores=chosen, cpu_s=(cpu_s() - began) / len(origins[-3:]), remark=_used(replay))]
    lines += [Line(name=_GUESSES[Method.SEASONAL_NAIVE], scores=naive), Line(name=BASE, scores=mean8)]
    made = predictions(Past(slots=slots, origins=np.asarray(origins), horizon_days=horizon.days))
    backtest = Backtest(slots, tuple(origins), horizons_within(horizon.days))
    for method in Method:
        if method not in _GUESSES:
            mean = np.where(replay.open, np.maximum(np.nan_to_num(made[method]), 0.0), np.nan)
            around = _around(replay, mean, backtest, method)
            scores = scores_of(replace(replay, mean=mean, percentiles=around), horizon)[0]
            lines.append(Line(name=f"csops, {method.value}", scores=scores))
    return replay, lines


def _around(replay: Replay, mean: Numbers, backtest: Backtest, method: Method) -> Numbers:
    """The percentiles around one method at every origin."""
    around = np.full((*mean.shape, len(PERCENTILES)), np.nan)
    for row, origin in enumerate(replay.origins):
        for horizon in horizons_within(replay.days):
            first, last = BANDS[horizon]
            ahead = slice(first, min(last, replay.days))
            here = replay.open[row, ahead]
            around[row, ahead][here] = backtest.spread(origin, horizon, method).around(mean[row, ahead][here])
    return around


def _used(replay: Replay) -> str:
    """Which methods were chosen for the last days of the horizon, and how often."""
    last = horizons_within(replay.days)[-1]
    used = [chosen[last].value for chosen in replay.methods]
    return ", ".join(f"{name} {used.count(name)}" for name in sorted(set(used), key=lambda each: -used.count(each)))


def until(slots: Slots, origin: int, days: int) -> Slots:
    """The slots cut before an origin, with the closures that are known beforehand."""
    length = origin + days
    return replace(
        slots,
        counts=slots.counts[:origin],
        unknown=slots.unknown[:origin],
        closed=slots.closed[:length],
        holiday=slots.holiday[:length],
    )


def rival_line(
    name: str, rival: Rival, *, replay: Replay, horizon: Horizon, country: str | None, holidays: Mapping[date, str]
) -> Line:
    """What a rival says at the origins of a replay, scored as ours."""
    mean = np.full(replay.mean.shape, np.nan)
    percentiles = np.full(replay.percentiles.shape, np.nan)
    has_intervals = True
    if rival not in _COMPILED:  # the first call of a process does
        rival(told_at(replay.slots, replay.origins[0], replay.open[0], country, holidays))
        _COMPILED.add(rival)
    began = cpu_s()
    for row, origin in enumerate(replay.origins):
        said = rival(told_at(replay.slots, origin, replay.open[row], country, holidays))
        mean[row] = np.where(replay.open[row], said.mean, np.nan)
        has_intervals = said.percentiles is not None
        if said.percentiles is not None:
            percentiles[row] = said.percentiles
    taken = (cpu_s() - began) / len(replay.origins)
    left_out = int((replay.open & np.isnan(mean)).sum())
    scores = scores_of(replace(replay, mean=mean, percentiles=percentiles), horizon)[0]
    if not has_intervals:
        scores = replace(scores, pinball=None, coverage80=None, coverage95=None)
    return Line(name=name, scores=scores, cpu_s=taken, remark=f"{left_out} intervals unsaid" if left_out else "")


def told_at(slots: Slots, origin: int, ahead: Flags, country: str | None, holidays: Mapping[date, str]) -> Told:
    """What a rival is told at an origin: copies, so that nothing later can be reached."""
    return Told(
        first_day=slots.first_day,
        every_minutes=slots.every_minutes,
        counts=slots.counts[:origin].copy(),
        ahead=ahead.copy(),
        country=country,
        holidays=frozenset(holidays),
    )


def covered(replay: Replay) -> dict[str, tuple[float, float]]:
    """95 % intervals of both coverages: whole origins are drawn anew, as the errors of one belong together."""
    index = np.asarray(replay.origins)[:, None] + np.arange(replay.days)[None, :]
    actual = replay.slots.counts[index]
    seen = replay.open & ~np.isnan(actual)
    counts = seen.sum(axis=(1, 2))
    picks = np.random.default_rng(1).integers(0, len(index), (_DRAWS, len(index)))
    found = {}
    for name, low, high in (("80", 10.0, 90.0), ("95", 2.5, 97.5)):
        bottom, top = (replay.percentiles[..., PERCENTILES.index(each)] for each in (low, high))
        inside = (seen & (bottom <= actual) & (actual <= top)).sum(axis=(1, 2))
        shares = inside[picks].sum(axis=1) / counts[picks].sum(axis=1)
        found[name] = (float(np.quantile(shares, 0.025)), float(np.quantile(shares, 0.975)))
    return found


def tables(
    slots: Slots,
    *,
    country: str | None,
    holidays: Mapping[date, str],
    rivals: Mapping[str, Rival],
    rival_origins: int,
    origins: tuple[int, int] = (DAILY_ORIGINS, WEEKLY_ORIGINS),
    tell: Callable[[str], None] = lambda _text: None,
) -> Iterator[Table]:
    """Measure every horizon; a second table at fewer origins where the rivals are given fewer."""
    for horizon in Horizon:
        count, step = (origins[0], 1) if horizon is Horizon.DAY else (origins[1], 7)
        days = origins_of(slots, horizon, count, step)
        if not days:
            continue
        # Spread over the whole span, so that no season is left out.
        fewer = sorted({days[int(place)] for place in np.linspace(0, len(days) - 1, min(rival_origins, len(days)))})
        for chosen in [days] if not rivals or fewer == days else [days, fewer]:
            replay, lines = our_lines(slots, chosen, horizon)
            if chosen == fewer:
                for name, rival in rivals.items():
                    tell(f"{horizon.value}: {name} at {len(chosen)} origins")
                    lines.append(
                        rival_line(name, rival, replay=replay, horizon=horizon, country=country, holidays=holidays)
                    )
            yield Table(
                horizon=horizon, origins=len(chosen), step_days=step, lines=tuple(lines), covered=covered(replay)
            )


def written(table: Table) -> str:
    """The table in Markdown."""
    spans = ", ".join(f"{level} %: {low:.1%} to {high:.1%}" for level, (low, high) in table.covered.items())
    apart = "a day apart" if table.step_days == 1 else "a week apart"
    base = next(line.scores.mase for line in table.lines if line.name == BASE)
    chosen = table.lines[0]
    title = f"**{table.horizon.value} ahead, {table.origins} origins {apart}** (chosen: {chosen.remark}; "
    rows = [f"{title}coverage of the chosen one by drawing origins anew, {spans})", "", HEAD]
    for line in table.lines:
        s = line.scores
        ratio = s.mase / base if s.mase is not None and base else None
        shares = [_share(each) for each in (s.wape, s.bias)]
        covers = [_share(each) for each in (s.coverage80, s.coverage95)]
        cells = [line.name, _number(s.mase), _number(ratio), _number(s.rmsse), *shares, _number(s.pinball), *covers]
        remark = f" ({line.remark})" if line.remark and line is not chosen else ""
        rows.append(f"| {' | '.join(cells)} | {_number(line.cpu_s)}{remark} |")
    return "\n".join(rows)


def verdict(table: Table) -> str:
    """What was reached of what is wanted of the chosen method."""
    by_name = {line.name: line.scores for line in table.lines}
    chosen, naive = by_name[CHOSEN], by_name[_GUESSES[Method.SEASONAL_NAIVE]]
    told = [f"MASE / 8-week mean {table.ratio:.3f} (bank: at most {_RATIOS[table.horizon]:g})"]
    if chosen.bias is not None and chosen.coverage80 is not None and chosen.coverage95 is not None:
        told += [f"bias {chosen.bias:+.1%} (2 %)", f"80 % covers {chosen.coverage80:.1%} (77 to 83 %)"]
        told.append(f"95 % covers {chosen.coverage95:.1%} (93 to 97 %)")
    if chosen.pinball is not None and naive.pinball:
        told.append(f"pinball {1 - chosen.pinball / naive.pinball:.0%} below the seasonal naive (25 %)")
    return f"{table.horizon.value}: {'; '.join(told)}"


def _number(value: float | None) -> str:
    return "" if value is None or np.isnan(value) else f"{value:.3f}"


def _share(value: float | None) -> str:
    return "" if value is None or np.isnan(value) else f"{value:.1%}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure a file and print its tables; return 1 when nothing could be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.add_argument("--time", required=True, metavar="COL", help="column of the time; Date+Hour joins two")
    parser.add_argument("--count", required=True, metavar="COL")
    parser.add_argument("--every", required=True, metavar="30min")
    parser.add_argument("--holidays", metavar="CC", help="country of the public holidays, such as US")
    parser.add_argument("--train-from", type=date.fromisoformat, metavar="DAY", help="leave out what came before")
    parser.add_argument("--origins", type=int, default=DAILY_ORIGINS, help="days from which one day is forecast")
    parser.add_argument("--weekly-origins", type=int, default=WEEKLY_ORIGINS)
    parser.add_argument("--rival-origins", type=int, default=DAILY_ORIGINS, help="how many of them rivals are given")
    parser.add_argument("--rivals", nargs="*", choices=RIVALS, default=list(RIVALS), metavar="NAME")
    asked = parser.parse_args(arguments)
    rivals, absent = {}, []
    for name, rival in installed():
        if name in asked.rivals:
            rivals.update({name: rival} if rival else {})
            absent += [] if rival else [name]
    series = counts_in(asked.path, time=asked.time, count=asked.count, every=asked.every)
    slots = slots_from(series, train_from=asked.train_from)
    days = Horizon.MONTH.days
    holidays = public_holidays(asked.holidays, slots.first_day, slots.day(slots.days + days)) if asked.holidays else {}
    slots = with_closures(slots, closed_days=(), holidays=holidays, horizon_days=days)
    versions = ", ".join(sorted({f"{RIVALS[name][0]} {version_of(RIVALS[name][0])}" for name in rivals}))
    print(
        f"{asked.path.name}, {asked.every}, {slots.days} days from {slots.first_day}, holidays "
        f"{asked.holidays or 'not told'}; {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()} on "
        f"{platform.machine()}; rivals: {versions or 'none'}"
    )
    if absent:
        print(f"Not installed, left out: {', '.join(absent)}")
    found = 0
    for table in tables(
        slots,
        country=asked.holidays,
        holidays=holidays,
        rivals=rivals,
        rival_origins=asked.rival_origins,
        origins=(asked.origins, asked.weekly_origins),
        tell=lambda text: print(text, file=sys.stderr, flush=True),
    ):
        found += 1
        print(f"\n{written(table)}\n\n{verdict(table)}", flush=True)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
