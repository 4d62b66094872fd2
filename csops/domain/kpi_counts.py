"""A share as the counts behind it: so many of so many."""

from collections.abc import Mapping

from csops.domain.kpi_figures import KpiFigure

_PARTS: Mapping[str, tuple[str, str]] = {
    "missed_contacts": ("missed", "offered"),
    "csat": ("satisfied", "answered"),
    "ces": ("easy", "answered"),
    "churn_rate": ("lost", "active_at_start"),
    "escalation_rate": ("passed_on", "cases"),
    "reopen_rate": ("reopenings", "resolutions"),
    "first_contact_resolution": ("verified", "mature"),
    "staff_turnover": ("left", "mean_members"),
}
"""The two terms of a share."""


def part_of_whole(figure: KpiFigure) -> tuple[float, float] | None:
    """Return a share as (part, whole); None for what is no share, and where nothing was counted."""
    part, whole = (figure.counts.get(name) for name in _PARTS.get(figure.key, ("", "")))
    if part is not None and whole is not None:
        return part, whole
    if figure.unit != "percent" or figure.value is None:
        return None
    return figure.value * figure.n / 100, figure.n
