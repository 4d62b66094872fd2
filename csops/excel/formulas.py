"""Formulas of our own: the only functions that put one into a workbook; texts never come through here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from csops.domain.formulas import Formula
from csops.domain.reports import Total
from csops.excel.naming import address, column_name
from csops.excel.sanitiser import escaped

_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"( s="\d+")?( t="s")?(?:/>|><v>([^<]*)</v></c>)')
# The functions of SUBTOTAL that leave filtered rows out.
_FUNCTIONS = {Total.SUM: 109, Total.MEAN: 101}


def write_total(sheet: Any, at: tuple[int, int], *, how: Total, rows: int, value: float, style: Any) -> None:
    """The sum or mean of the rows that stand right above and that the filter shows; `value` until it is computed."""
    # A plain range: structured references with brackets in the heading are not read alike by every program.
    column = column_name(at[1])
    first, last = at[0] - rows + 1, at[0]
    sheet.write_formula(*at, f"=SUBTOTAL({_FUNCTIONS[how]},{column}{first}:{column}{last})", style, value)


def write_same(sheet: Any, at: tuple[int, int], *, of: tuple[str, int, int], value: float) -> None:
    """A cell that repeats the one at `of` (sheet name, row, column)."""
    sheet.write_formula(*at, f"={address(*of)}", None, value)


def write_difference(
    sheet: Any, at: tuple[int, int], *, high: tuple[str, int, int], low: tuple[str, int, int], value: float
) -> None:
    """A cell that holds `high` less `low`, both as sheet name, row and column."""
    sheet.write_formula(*at, f"={address(*high)}-{address(*low)}", None, value)


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where on its sheet a formula finds what it names; from 0.

    `inputs` by row and column, `columns` with the first and the last row, `foot` the rows below them.
    """

    inputs: Mapping[str, tuple[int, int]]
    columns: Mapping[str, int]
    first: int
    last: int
    foot: Mapping[str, int] = field(default_factory=dict)

    def resolved(self, formula: Formula, *, at: tuple[int, int]) -> str:
        """Return the formula with addresses, as it stands in this cell."""
        return formula.resolved(lambda key, whole: self.address(key, at, whole=whole))

    def address(self, key: str, at: tuple[int, int], *, whole: bool) -> str:
        """Return what a formula in this cell names by the key: an input, a cell of its row or column, or all of one."""
        if key in self.inputs:
            place = self.inputs[key]
            return f"${column_name(place[1])}${place[0] + 1}"
        if key in self.foot:
            below, ends = self.foot[key] + 1, (column_name(1), column_name(len(self.columns) - 1))
            return f"${ends[0]}${below}:${ends[1]}${below}" if whole else f"{column_name(at[1])}${below}"
        row = at[0]
        column = column_name(self.columns[key])
        return f"${column}${self.first + 1}:${column}${self.last + 1}" if whole else f"${column}{row + 1}"


@dataclass(frozen=True, kw_only=True)
class Living:
    """The columns of a drawn sheet whose cells follow: formulas by the column's place, and where they stand.

    The sheet is drawn with values in them; `with_formulas` puts the formulas beside, each column's once, as Excel
    writes it. (XlsxWriter writes each of thousands by itself, after 30 searches in its text.) `texts`: what cells say
    in words, by row and column.
    """

    formulas: Mapping[int, Formula]
    places: Places
    texts: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def with_formulas(self, xml: str) -> str:
        """Return the XML of the sheet with a formula in each cell of these columns.

        Raises:
            ValueError: our own mistake, a cell that was drawn as anything but a number, a text or blank.
        """
        shared = {
            column_name(place): (number, formula) for number, (place, formula) in enumerate(self.formulas.items())
        }
        first, last = self.places.first + 1, self.places.last + 1
        said_in_words = {(row + 1, column_name(place)): text for (row, place), text in self.texts.items()}
        found = 0

        def put(cell: re.Match[str]) -> str:
            nonlocal found
            column, row = cell[1], int(cell[2])
            text = said_in_words.get((row, column))
            if column not in shared or not first <= row <= last or (cell[4] and text is None):
                return cell[0]
            found += 1
            number, formula = shared[column]
            # The first cell says it, the others that they are alike.
            said = f' ref="{column}{first}:{column}{last}" si="{number}">{self._text(formula)}</f>'
            alike = f' si="{number}"/>'
            value, kind = (cell[5] or "", "") if text is None else (escaped(text), ' t="str"')
            begun = f'<c r="{column}{row}"{cell[3] or ""}{kind}><f t="shared"'
            return f"{begun}{said if row == first else alike}<v>{value}</v></c>"

        filled = _CELL.sub(put, xml)
        if found != len(shared) * (last - first + 1):
            raise ValueError(f"formulas for {found} of {len(shared) * (last - first + 1)} cells")
        return filled

    def _text(self, formula: Formula) -> str:
        return escaped(self.places.resolved(formula, at=(self.places.first, 0)))


def write_living(
    sheet: Any, at: tuple[int, int], formula: Formula, *, places: Places, value: float | str, style: Any
) -> None:
    """A cell that follows from others of its sheet; `value` until it is worked out again, "" for blank."""
    sheet.write_formula(*at, f"={places.resolved(formula, at=at)}", style, value)
