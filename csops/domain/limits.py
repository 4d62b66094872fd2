"""Limits of the numbers that people give to queues and plans; each refusal says what would be right."""

import math

from csops.domain.errors import OutOfRange

SMALLEST_CAP, LARGEST_LOSS = 0.01, 0.99


def not_negative(value: float, *, field: str, unit: str = "") -> None:
    """Refuse what is below zero, infinite or no number."""
    if not (math.isfinite(value) and value >= 0):
        raise OutOfRange(field=field, value=_with_unit(value, unit), right="Give 0 or more")


def above_zero(value: float, *, field: str, unit: str = "") -> None:
    """Refuse zero, what is below it, infinite or no number."""
    if not (math.isfinite(value) and value > 0):
        raise OutOfRange(field=field, value=_with_unit(value, unit), right="Give a number above 0")


def not_above(value: float, most: float, *, field: str) -> None:
    """Refuse what is above the most that one can mean."""
    if value > most:
        raise OutOfRange(field=field, value=f"{value:g}", right=f"Give {most:,} at most")


def whole_from(value: int, least: int, *, field: str) -> None:
    """Refuse a count below `least`, or one that is not whole."""
    if value != math.floor(value) or value < least:
        raise OutOfRange(field=field, value=f"{value:g}", right=f"Give a whole number from {least}")


def goal_share(value: float, *, field: str) -> None:
    """Refuse a goal that is always or never met: it lies strictly between 0 and 1."""
    if not 0 < value < 1:
        raise OutOfRange(field=field, value=as_percent(value), right="Choose a share between 1 % and 99 %")


def cap_share(value: float, *, field: str) -> None:
    """Refuse a cap that leaves no time for work (under 1 %: a hundred people for one), or is above all there is."""
    if not SMALLEST_CAP <= value <= 1:
        raise OutOfRange(field=field, value=as_percent(value), right="Choose a share from 1 % to 100 %")


def lost_share(value: float, *, field: str) -> None:
    """Refuse a loss that leaves next to nothing (over 99 %: a hundred people for one), or is negative."""
    if not 0 <= value <= LARGEST_LOSS:
        raise OutOfRange(field=field, value=as_percent(value), right="Choose a share from 0 % to 99 %")


def as_percent(share: float) -> str:
    """Return a share in per cent as one writes it, such as 120 %."""
    return f"{share * 100:.6g} %"


def _with_unit(value: float, unit: str) -> str:
    return f"{value:g} {unit}".rstrip()
