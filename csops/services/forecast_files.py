"""The forecast of a file of counts, without any log; forecasts and volumes written as files."""

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from csops.domain.errors import FileRefused
from csops.domain.predictions import Forecast, ForecastRow
from csops.domain.volume import Series, minutes_from
from csops.domain.volume_file import RowProblem, VolumeFile, read_volume

ROW_COLUMNS = (
    "origin",
    "time",
    "mean",
    "p2_5",
    "p5",
    "p10",
    "p25",
    "p50",
    "p75",
    "p90",
    "p95",
    "p97_5",
    "seasonal_naive",
    "slot_mean_8w",
    "method",
)
"""The columns of a forecast as a file: the fields of `ForecastRow` in this order."""
_MOST_ROWS_READ_S = 120.0


@dataclass(frozen=True, kw_only=True)
class FileForecast(Forecast):
    """A forecast from a file of counts: how many rows were read, and those left out with what is wrong with each."""

    rows_read: int
    step_minutes: int
    problems: tuple[RowProblem, ...]
    warnings: tuple[str, ...]


def forecast_file(
    *,
    path: Path,
    time: str,
    count: str,
    every: str,
    horizon_days: int = 28,
    origins: int | None = None,
    step_days: int = 7,
    train_from: date | None = None,
    holidays: str | None = None,
    timezone: str | None = None,
) -> FileForecast:
    """Return the forecast of a file of counts; finer rows are summed, incomplete intervals left out and named.

    Args:
        path: csv, tsv, txt, xlsx; `.gz` too.
        time: the column of the time, several joined by `+` (`Date+Hour`).
        count: the column of the count.
        every: length of the interval, not finer than the file.
        horizon_days: 1 to 366.
        origins: a rolling backtest of so many origins instead of a forecast of what follows the file.
        step_days: between two origins.
        train_from: nothing before this day is used.
        holidays: country code of public holidays.
        timezone: of the file; without one, times are taken as they stand.

    Raises:
        FileRefused: the file cannot or must not be read. UnknownName: no such column.
        NotUnderstood, OutOfRange: no usable row, or numbers outside their limits.
    """
    minutes = minutes_from(every)
    read, warnings = _read_counts(path, time=time, count=count, every_minutes=minutes, zone=timezone or "UTC")
    series = read.series
    from csops.domain.forecast import forecast, rolling

    if origins is not None:
        made = rolling(
            series,
            horizon_days=horizon_days,
            origins=origins,
            step_days=step_days,
            train_from=train_from,
            holidays=holidays,
        )
    else:
        made = forecast(_from_day(series, train_from), horizon_days=horizon_days, holidays=holidays)
    return FileForecast(
        **{each.name: getattr(made, each.name) for each in fields(made)},
        rows_read=read.rows,
        step_minutes=read.step_minutes,
        problems=read.problems,
        warnings=warnings,
    )


def _read_counts(
    path: Path, *, time: str, count: str, every_minutes: int, zone: str
) -> tuple[VolumeFile, tuple[str, ...]]:
    from csops.imports import sources
    from csops.imports.reading import Outcome

    reading = sources.read(path, time_limit_s=_MOST_ROWS_READ_S)
    if reading.outcome is Outcome.REJECT or not reading.rows:
        reason = reading.reason or "it has no rows"
        raise FileRefused(path=path, reason=reason, right="Choose a table with a column of times and one of counts")
    heading, *rows = reading.rows
    read = read_volume(rows, heading=heading, time=time, count=count, every_minutes=every_minutes, zone=zone)
    return read, reading.warnings


def _from_day(series: Series, day: date | None) -> Series:
    if day is None:
        return series
    places = [place for place, each in enumerate(series.intervals()) if each.start.date() >= day]
    return series.where(places, is_kept=lambda each: each >= day)


def write_forecast_csv(forecast: Forecast, *, path: Path) -> int:
    """Write the rows of a forecast with the columns `ROW_COLUMNS` and return how many there are.

    Times are local with their offset (ISO 8601), unknown guesses are empty; the file appears whole or not at all.

    Raises:
        HoldsRecords, DiskFull, NotWritable: the old file is as it was.
    """
    import csv

    from csops.excel.destination import destination

    with destination(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(ROW_COLUMNS)
        writer.writerows(_cells(row) for row in forecast.rows)
    return len(forecast.rows)


def _cells(row: ForecastRow) -> list[str]:
    numbers = (getattr(row, name) for name in ROW_COLUMNS[2:-1])
    written = ["" if number is None else f"{number:.6g}" for number in numbers]
    return [row.origin.isoformat(), row.time.isoformat(), *written, row.method.value]


def write_volume_csv(series: Series, *, path: Path) -> int:
    """Write the intervals of a series (time, offered, missed) and return how many there are; errors as above."""
    import csv

    from csops.excel.destination import destination

    with destination(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("time", "offered", "missed"))
        writer.writerows(
            (each.start.isoformat(), f"{each.offered:g}", f"{each.missed:g}") for each in series.intervals()
        )
    return len(series)
