"""Phone numbers that need no reading: most of a long log begin with a plus sign and their country code."""

import re
from functools import cache

_INTERNATIONAL = re.compile(r"\+[1-9][0-9 ().-]*")
_NO_DIGITS = re.compile("[^0-9]")


def international_digits(text: str) -> str:
    """Return the digits of a number that is written in full, as reading it would; empty where it has to be read.

    Reading changes such a number only where the prefix for calls within the country stands in it: +49 (0)171 5550142.
    """
    if not _INTERNATIONAL.fullmatch(text):
        return ""
    digits = _NO_DIGITS.sub("", text)
    for length in (1, 2, 3):
        prefix = _prefix_within(digits[:length])
        if prefix is not None:
            return "" if prefix.match(digits, length) else digits
    return ""


@cache
def _prefix_within(country_code: str) -> re.Pattern[str] | None:
    """Return the prefix for calls within the country of a code; None when there is no such code."""
    from phonenumbers import PhoneMetadata, region_code_for_country_code

    region = region_code_for_country_code(int(country_code))
    found = PhoneMetadata.metadata_for_region_or_calling_code(int(country_code), region)
    if found is None:
        return None
    return re.compile(found.national_prefix_for_parsing or r"(?!)")
