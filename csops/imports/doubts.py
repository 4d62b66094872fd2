"""What in the cells of a file reads in more than one way, said before anything is made of it."""

import re
from collections.abc import Iterator, Sequence

from csops.imports.date_orders import find_order
from csops.imports.values import MOMENT

LOOKED_AT = 1000
# So much of a column must look alike before it is spoken of.
ENOUGH = 0.6
FEWEST = 2
AMOUNT = re.compile(r"[(-]?\s*[$€£]?\s*\d[\d.,\s\u00a0\u202f'’]*[)-]?\s*[$€£]?")
POINT = re.compile(r"\.\d{1,2}(?!\d)[^\d.,]*$")
COMMA = re.compile(r",\d{1,2}(?!\d)[^\d.,]*$")
PATH = re.compile(r"(?:[A-Za-z]:[\\/]|\\\\|/|\.\.[\\/]|file:)\S", re.IGNORECASE)


def doubts(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """One sentence for each column with something doubtful; the first of the rows is taken for the heading."""
    heading, data = (rows[0], rows[1:LOOKED_AT]) if rows else ((), ())
    for place in range(max(map(len, data), default=0)):
        cells = [cell for row in data if place < len(row) and (cell := row[place].strip())]
        if len(cells) < FEWEST:
            continue
        name = f"“{heading[place]}”" if place < len(heading) and heading[place] else f"column {place + 1}"
        yield from filter(None, (_dates(name, cells), _amounts(name, cells), _paths(name, cells)))


def _dates(name: str, cells: Sequence[str]) -> str:
    if not _are_mostly(cells, MOMENT) or not find_order(cells).mixed:
        return ""
    return f"Some dates of {name} begin with the day, some with the month. Choose the order, and check the others."


def _amounts(name: str, cells: Sequence[str]) -> str:
    if not _are_mostly(cells, AMOUNT):
        return ""
    point, comma = (next((cell for cell in cells if sign.search(cell)), "") for sign in (POINT, COMMA))
    if not point or not comma:
        return ""
    return f"The numbers of {name} are written in two ways, as in “{point}” and “{comma}”. They are taken as text."


def _paths(name: str, cells: Sequence[str]) -> str:
    if sum(PATH.match(cell) is not None for cell in cells) < ENOUGH * len(cells):
        return ""
    return f"{name[0].upper()}{name[1:]} names files. An import opens no other file: the names are taken as text."


def _are_mostly(cells: Sequence[str], pattern: re.Pattern[str]) -> bool:
    return sum(pattern.fullmatch(cell) is not None for cell in cells) >= ENOUGH * len(cells)
