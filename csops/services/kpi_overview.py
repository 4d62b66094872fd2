"""The figures of a period beside those of the period before, and as lines over its parts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from csops.domain.kpi_change import Change, change_of
from csops.domain.kpi_figures import By, Kpis, TrendPart
from csops.domain.periods import Period
from csops.domain.team import Shop
from csops.services import kpi
from csops.services.workspace import Workspace
from csops.storage.figures import Figures

_DAILY_UP_TO, _WEEKLY_UP_TO = 21, 190  # days of a period: longer ones are cut into weeks, then into four weeks each


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A period and the one of equal length before it."""

    now: Kpis
    before: Kpis

    def change(self, key: str) -> Change | None:
        """Return how a figure has changed; None where that cannot be told."""
        now, before = self.now.figures.get(key), self.before.figures.get(key)
        return None if now is None or before is None else change_of(now, before)


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Every figure over the parts of a period, oldest first; `days` is how long a part is."""

    days: int
    parts: Mapping[str, tuple[TrendPart, ...]]

    def values(self, key: str) -> tuple[float | None, ...]:
        """Return the line of a figure."""
        return tuple(part.figure.value for part in self.parts.get(key, ()))


def compared(
    workspace: Workspace, *, first_day: date, last_day: date, by: By | None = None, keys: Iterable[str] | None = None
) -> Compared:
    """Return the figures of a period, and those of the period before; `keys`: these alone, where not all are shown.

    A period that goes on beyond today ends today, and one that begins before the first contact begins with it, so that
    what is compared is equally long.

    Raises:
        OutOfRange: the last day lies before the first, or a day outside 1900 to 2199.
    """
    lived = _lived(workspace, first_day, last_day)
    wanted = None if keys is None else frozenset(keys)
    now = kpi.kpis(workspace, first_day=lived.first_day, last_day=lived.last_day, by=by, keys=wanted)
    earlier = Period(
        first_day=lived.first_day - timedelta(days=lived.days),
        last_day=lived.first_day - timedelta(days=1),
        zone=lived.zone,
    )
    before = kpi.kpis(workspace, first_day=earlier.first_day, last_day=earlier.last_day, keys=wanted)
    return Compared(now=now, before=before)


def lines(workspace: Workspace, *, first_day: date, last_day: date, keys: Iterable[str] | None = None) -> Lines:
    """Return every figure, or `keys` alone, in the parts of a period: its days, its weeks, or stretches of four weeks.

    Parts are counted back from the last day, so that the last one is whole; a beginning that fills none is left out.
    """
    lived = _lived(workspace, first_day, last_day)
    days = 1 if lived.days <= _DAILY_UP_TO else 7 if lived.days <= _WEEKLY_UP_TO else 28
    found: dict[str, list[TrendPart]] = {}
    wanted = None if keys is None else frozenset(keys)
    for back in range(max(1, lived.days // days) - 1, -1, -1):
        last = lived.last_day - timedelta(days=back * days)
        first = max(lived.first_day, last - timedelta(days=days - 1))
        of_part = kpi.kpis(workspace, first_day=first, last_day=last, keys=wanted)
        for key, figure in of_part.figures.items():
            found.setdefault(key, []).append(TrendPart(first_day=first, last_day=last, figure=figure))
    return Lines(days=days, parts={key: tuple(parts) for key, parts in found.items()})


def _lived(workspace: Workspace, first_day: date, last_day: date) -> Period:
    """Return the part of a period that has been lived through since the first contact, or all of it where none was."""
    with workspace.read() as work:
        zone = work.settings.get(Shop).zone
        ends = Figures(work.connection).first_and_last()
    asked = Period(first_day=first_day, last_day=last_day, zone=zone)
    begun = first_day if ends is None else ends[0].astimezone(ZoneInfo(zone)).date()
    today = workspace.now().astimezone(ZoneInfo(zone)).date()
    return asked if begun > today else asked.within(begun, today) or asked
