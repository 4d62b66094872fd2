"""How far each assumption can be turned, and how it is written and read."""

from datetime import timedelta
from functools import partial

from csops.ui.forecast.value_slider import Scale
from csops.ui.forecast.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.reading import read_duration, read_number

SHORTEST_S, LONGEST_S = 10.0, 1200.0


def volume(formats: Formats) -> Scale:
    """Return the scale of the volume: half as much to twice as much."""
    return Scale(
        low=-0.5,
        high=1.0,
        step=0.01,
        write=lambda value: formats.share(value, signed=True, decimals=_decimals(value)),
        read=partial(_share, formats=formats),
        right=tr("Say a change from −50 to 100 %"),
    )


def lost(formats: Formats) -> Scale:
    """Return the scale of the paid time that is not available."""
    return Scale(
        low=0.0,
        high=0.6,
        step=0.01,
        write=lambda value: formats.share(value, decimals=_decimals(value)),
        read=partial(_share, formats=formats),
        right=tr("Say a share from 0 to 60 %"),
    )


def cap(formats: Formats) -> Scale:
    """Return the scale of the occupancy that is allowed."""
    return Scale(
        low=0.5,
        high=1.0,
        step=0.01,
        write=lambda value: formats.share(value, decimals=_decimals(value)),
        read=partial(_share, formats=formats),
        right=tr("Say a share from 50 to 100 %"),
    )


def handle_time(formats: Formats, measured_s: float) -> Scale:
    """Return the scale of a handle time: to twenty minutes, or three times what was measured."""
    longest = max(LONGEST_S, round(measured_s * 3 / 60) * 60)
    return Scale(
        low=SHORTEST_S,
        high=longest,
        step=5.0,
        write=lambda value: formats.clock(timedelta(seconds=value)),
        read=_span,
        right=tr("Say a time up to {longest}, such as 4:30").format(longest=formats.clock(timedelta(seconds=longest))),
    )


def _share(text: str, *, formats: Formats) -> float | None:
    number = read_number(text, formats.locale)
    return None if number is None else float(number) / 100


def _span(text: str) -> float | None:
    found = read_duration(text)
    return None if found is None else found.total_seconds()


def _decimals(share: float) -> int:
    return 0 if abs(share * 100 - round(share * 100)) < 1e-6 else 1
