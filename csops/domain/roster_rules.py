"""The rules of work that every roster keeps."""

from dataclasses import dataclass

from csops.domain.errors import OutOfRange


@dataclass(frozen=True, kw_only=True)
class RosterRules:
    """Limits that no planned roster breaks, whatever is missing.

    - `rest_hours` between the end of a shift and the next begin of the same person, in real hours;
    - `days_in_a_row`, `weekends_in_a_row` worked at most (a weekend with any shift on Saturday or Sunday counts);
    - `hours_per_day`, `hours_per_week`: paid hours at most, of a week from Monday;
    - `beyond_contract`: hours a week above those of the contract at most, for whoever has no limit of their own;
    - `noon_minute`: where a half day of absence ends or begins, minutes from midnight;
    - `fill_contracts`: plan the hours of each contract even where nobody is needed;
    - `unplanned_share`: of planned time, lost to what no roster knows (sudden illness, overruns): more people are asked
      for by as much. Breaks and known absences are not part of it.
    """

    rest_hours: float = 11.0
    days_in_a_row: int = 6
    weekends_in_a_row: int = 3
    hours_per_day: float = 10.0
    hours_per_week: float = 48.0
    beyond_contract: float = 4.0
    noon_minute: int = 13 * 60
    fill_contracts: bool = False
    unplanned_share: float = 0.0


_LIMITS: tuple[tuple[str, str, float, float], ...] = (
    ("rest_hours", "rest between shifts", 0, 24),
    ("days_in_a_row", "days in a row", 1, 31),
    ("weekends_in_a_row", "weekends in a row", 0, 52),
    ("hours_per_day", "hours a day", 1, 16),
    ("hours_per_week", "hours a week", 1, 80),
    ("beyond_contract", "hours beyond the contract", 0, 80),
    ("noon_minute", "middle of the day", 1, 1439),
    ("unplanned_share", "unplanned share", 0, 0.5),
)


def checked_rules(rules: RosterRules) -> RosterRules:
    """Return the rules, or raise OutOfRange."""
    for name, field, least, most in _LIMITS:
        value = getattr(rules, name)
        if not least <= value <= most:
            raise OutOfRange(field=field, value=value, right=f"Choose from {least:g} to {most:g}")
    return rules
