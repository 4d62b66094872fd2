"""The backlog at the end of each local day, as steps: who comes into an age band, and who leaves it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from csops.domain.cases import AGE_BANDS

_DAY = timedelta(days=1)
BANDS = len(AGE_BANDS) + 1


def steps(
    opened_at: datetime, stretches: Iterable[tuple[datetime, datetime | None]], *, zone: ZoneInfo
) -> Iterator[tuple[date, int, int]]:
    """Yield (day, age band, +1 or -1) of one case: added up until a day they say whether it is in the band at its end.

    Bands are 0 (under 4 hours) to 4 (over 7 days), by age since `opened_at`. Days to come are among them: a case that
    is open today grows older. A case that was settled on the day on which it was opened yields nothing.

    Args:
        opened_at: from when its age counts.
        stretches: from when until when it was not settled; None: it still is not.
        zone: whose days.
    """
    for begin, end in stretches:
        if end is not None and _day_of(begin, zone) == _day_of(end, zone):
            continue
        for band in range(BANDS):
            yield from _in_band(band, opened_at, begin, end, zone)


def _in_band(
    band: int, opened_at: datetime, begin: datetime, end: datetime | None, zone: ZoneInfo
) -> Iterator[tuple[date, int, int]]:
    since = begin if not band else max(begin, opened_at + AGE_BANDS[band - 1])
    until = end
    if band < len(AGE_BANDS):
        older = opened_at + AGE_BANDS[band]
        until = older if end is None else min(end, older)
    if until is not None and until <= since:
        return
    first, last = _day_of(since, zone), None if until is None else _day_of(until, zone)
    if first != last:
        yield first, band, 1
        if last is not None:
            yield last, band, -1


def _day_of(moment: datetime, zone: ZoneInfo) -> date:
    """Return the first day at whose end the moment has come; midnight itself still is the end of the day before."""
    local = moment.astimezone(zone)
    return local.date() - _DAY if local.time() == time.min and not local.fold else local.date()
