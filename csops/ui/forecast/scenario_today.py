"""How things are today, in words: what stands beside each field of a scenario."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from csops.services.staffing import EVERY_MINUTES, Outlook
from csops.ui.forecast.wording import hour, tr
from csops.ui.kit.formats import Formats


@dataclass(frozen=True, kw_only=True)
class Today:
    """Today's values in words; empty where there is none."""

    volume: str
    handle_time: str
    people: str
    shrinkage: str
    level: str
    within: str
    cost: str


def today(outlook: Outlook, formats: Formats, *, people: int | None) -> Today:
    """Return the values of today.

    Args:
        outlook: what is forecast, measured and promised.
        formats: how figures are written.
        people: at the peak of the week that is compared, as far as it is known.
    """
    weeks = {key: each.a_week for key, each in outlook.outlooks.items()}
    total = math.fsum(weeks.values())
    spent = math.fsum(contacts * outlook.handle_times[key].seconds for key, contacts in weeks.items())
    mean = timedelta(seconds=round(spent / total)) if total else None
    waiting = [channel for channel in outlook.channels if channel.is_immediate]
    cost = formats.money(outlook.staffing.cost_per_hour, outlook.shop.currency)
    return Today(
        volume=tr("Today {number} a week").format(number=formats.number(total)),
        handle_time=tr("Today {time} in the mean").format(time=formats.clock(mean)) if mean else "",
        people="" if people is None else tr("Today {number} at the peak").format(number=formats.number(people)),
        shrinkage=tr("Today {value}").format(value=formats.share(outlook.staffing.shrinkage)),
        level=_each([(each.target_share, formats.share(each.target_share)) for each in waiting]),
        within=_each([(each.target.total_seconds(), formats.duration(each.target)) for each in waiting]),
        cost=tr("Today {value}").format(value=cost),
    )


def _each(values: Sequence[tuple[float, str]]) -> str:
    """One value where all channels promise the same, else from the least to the most."""
    said = [words for _, words in sorted(values)]
    if not said:
        return ""
    if said[0] == said[-1]:
        return tr("Today {value}").format(value=said[0])
    return tr("Today {low} to {high}, by channel").format(low=said[0], high=said[-1])


def opening_hours(outlook: Outlook, weekday: int) -> str:
    """Say when the shop opens and closes on a weekday (0 Monday) of the first week ahead on which it is open."""
    days = sorted({start.date() for start in outlook.open_intervals if start.weekday() == weekday})
    if not days:
        return tr("Today closed")
    starts = [start for start in outlook.open_intervals if start.date() == days[0]]
    end = starts[-1] + timedelta(minutes=EVERY_MINUTES)
    until = "24:00" if end.date() > days[0] else hour(end)
    return tr("Today {opens} to {closes}").format(opens=hour(starts[0]), closes=until)
