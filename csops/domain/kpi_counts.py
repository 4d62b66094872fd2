"""A share as the counts behind it: so many of so many; and which of a figure's counts are records."""

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


_MEANS = frozenset({"quality_score"})
"""In per cent, but no share of a whole."""


RECORDS: Mapping[str, tuple[str, ...]] = {
    "contact_volume": ("answered", "missed"),
    "speed_of_answer": ("within_target", "missed"),
    "missed_contacts": ("missed",),
    "answered_within_target": ("within_target", "missed", "still_inside", "settled_inside"),
    "first_response_time": ("waiting", "unanswered", "opened_live", "day_only"),
    "next_response_time": ("waiting", "unanswered"),
    "first_contact_resolution": ("verified", "one_contact", "one_contact_solvable", "mature_solvable", "not_yet_known",
                                 "nameless"),
    "reopen_rate": ("cases_reopened",),
    "escalation_rate": ("passed_on",),
    "backlog": ("under_4_h", "from_4_to_24_h", "from_1_to_3_d", "from_3_to_7_d", "over_7_d"),
    "csat": ("satisfied", "asked"),
    "nps": ("promoters", "passives", "detractors"),
    "ces": ("easy",),
    "churn_rate": ("lost",),
    "retention_rate": ("active_at_end", "new"),
    "average_handle_time": ("contacts",),
    "staff_turnover": ("left",),
}  # fmt: skip
"""The counts of a figure that can be opened, beside all that it rests on."""


def records_behind(figure: KpiFigure) -> int:
    """Return how many records are behind a figure: as many as it rests on, of resolutions the cases resolved."""
    if figure.key == "resolved_cases":
        return round(figure.counts["resolutions"] - figure.counts["repeated"])
    return round(figure.counts["cases_resolved"]) if figure.key == "reopen_rate" else figure.n


def part_of_whole(figure: KpiFigure) -> tuple[float, float] | None:
    """Return a share as (part, whole); None for what is no share, and where nothing was counted."""
    if figure.key in _MEANS:
        return None
    part, whole = (figure.counts.get(name) for name in _PARTS.get(figure.key, ("", "")))
    if part is not None and whole is not None:
        return part, whole
    if figure.unit != "percent" or figure.value is None:
        return None
    return figure.value * figure.n / 100, figure.n
