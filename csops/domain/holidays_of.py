"""Public holidays of a country or a part of it, by the `holidays` library."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from csops.domain.errors import UnknownName

_ENGLISH = ("en_GB", "en_US", "en")


@dataclass(frozen=True, kw_only=True)
class HolidayRule:
    """Whose public holidays close the shop: `country` as ISO 3166 ("DE"), `subdivision` as its code ("BY") or empty."""

    country: str
    subdivision: str = ""


def holiday_name(rule: HolidayRule, day: date) -> str:
    """Return the name of the public holiday on this day, in English where there is one; empty when it is none.

    Raises:
        UnknownName: the library knows no such country or subdivision.
    """
    return _of_year(rule, day.year).get(day, "")


def require_known(rule: HolidayRule) -> None:
    """Refuse a country or subdivision of which no holidays are known.

    Raises:
        UnknownName: naming the codes there are.
    """
    countries = known_countries()
    if rule.country not in countries:
        raise UnknownName(field="country", value=rule.country, known=", ".join(countries))
    parts = countries[rule.country]
    if rule.subdivision and rule.subdivision not in parts:
        raise UnknownName(field="subdivision", value=rule.subdivision, known=", ".join(parts) or "none")


def known_countries() -> Mapping[str, Sequence[str]]:
    """Return the country codes whose holidays are known, in order, each with the codes of its subdivisions."""
    from holidays import list_supported_countries

    return dict(sorted(list_supported_countries(include_aliases=False).items()))


@lru_cache(maxsize=256)
def _of_year(rule: HolidayRule, year: int) -> dict[date, str]:
    # Imported here: the library takes a tenth of a second, and the window starts without it (house.md, rule 13).
    from holidays import country_holidays

    require_known(rule)
    part = rule.subdivision or None
    found = country_holidays(rule.country, subdiv=part, years=year)
    # Left to itself the library speaks the country's language, or that of the machine: the window speaks English.
    spoken = next((each for each in _ENGLISH if each in found.supported_languages), None)
    if spoken is not None:
        found = country_holidays(rule.country, subdiv=part, years=year, language=spoken)
    return dict(found)
