"""Amounts as somebody types them: numbers, shares, times."""

import math

from csops.domain import wording
from csops.domain.errors import NotUnderstood


def number_of(text: str, field: str) -> float:
    """Return a finite number that somebody wrote."""
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise NotUnderstood(field=field, value=text, right="Write a number, such as 100 or 0.8")
    return found


def share_of(text: str, field: str) -> float:
    """Return a share that somebody wrote, as 0.8 or as 80%."""
    return number_of(text[:-1], field) / 100 if text.strip().endswith("%") else number_of(text, field)


def seconds_of(text: str, field: str) -> float:
    """Return a duration that somebody wrote, in seconds."""
    return wording.duration(text, field=field).total_seconds()
