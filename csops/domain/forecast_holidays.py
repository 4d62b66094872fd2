"""Public holidays of a country."""

from datetime import date

from csops.domain.errors import NotUnderstood


def public_holidays(country: str, first: date, last: date) -> dict[date, str]:
    """The public holidays from first to last day, with their names. `country`: ISO code, as `US` or `DE`.

    Raises:
        NotUnderstood: no such country.
    """
    import holidays  # slow to import, and wanted by few

    try:
        found = holidays.country_holidays(country.upper(), years=range(first.year, last.year + 1))
    except NotImplementedError as problem:
        raise NotUnderstood(
            field="holidays", value=country, right="Write a country code, for example US or DE"
        ) from problem
    return {day: name for day, name in sorted(found.items()) if first <= day <= last}
