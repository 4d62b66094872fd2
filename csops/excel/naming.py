"""Names of sheets and headings as a workbook demands them."""

import re
from collections.abc import Iterable

from csops.excel.sanitiser import clean, units

SHEET_LIMIT = 31
HEADING_LIMIT = 255
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def sheet_name(wanted: str, *, taken: Iterable[str] = ()) -> str:
    r"""A name like the wanted one that a sheet may bear and that none of the taken ones equals.

    At most 31 UTF-16 units, none of []:*?/\, no apostrophe at either end, not empty and not "History" (which Excel
    keeps for itself); upper and lower case are the same to Excel.
    """
    name = _FORBIDDEN.sub(" ", clean(wanted).replace("\n", " ").replace("\t", " "))
    name = within(" ".join(name.split()), SHEET_LIMIT).strip(" '")
    if not name or name.casefold() == "history":
        name = f"{name} sheet".strip()
    return _unlike(name, taken, limit=SHEET_LIMIT)


def headings(wanted: Iterable[str]) -> tuple[str, ...]:
    """The headings made unlike each other, as an Excel table demands; none is empty."""
    found: list[str] = []
    for text in wanted:
        name = within(" ".join(clean(text).split()), HEADING_LIMIT) or "Column"
        found.append(_unlike(name, found, limit=HEADING_LIMIT))
    return tuple(found)


def within(text: str, limit: int) -> str:
    """The beginning of the text that fits, as Excel counts: in UTF-16 units."""
    text = text[:limit]
    while units(text) > limit:
        text = text[:-1]
    return text


def column_name(place: int) -> str:
    """The letters over a column counted from 0: A, B ... Z, AA."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def address(sheet: str, row: int, column: int) -> str:
    """A cell as a formula names it, row and column counted from 0: 'People needed'!$B$2."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!${column_name(column)}${row + 1}"


def _unlike(name: str, taken: Iterable[str], *, limit: int) -> str:
    """The name, or the name with the first free number."""
    used = {other.casefold() for other in taken}
    number, candidate = 1, name
    while candidate.casefold() in used:
        number += 1
        candidate = f"{within(name, limit - len(str(number)) - 1).rstrip(' ' + chr(39))} {number}"
    return candidate
