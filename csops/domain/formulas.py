"""Formulas of workbooks as values: written by us in full, never made of what anybody typed."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_REFERENCE = re.compile(r"\{(\w+)(:all)?\}")
# Quoted are small letters and blanks at most; no ! | [ ; so no other sheet, no link, no program can be named.
_HARMLESS = re.compile(r'(?:[A-Za-z0-9_{}:.,+\-*/()<>= ]|"[a-z ]*")+')
_CALLED = re.compile(r"([\w.]+)\(")
FUNCTIONS = frozenset(
    {"COUNT", "EXP", "IF", "INT", "MAX", "MIN", "NA", "POISSON", "RANK", "ROUND", "ROUNDUP", "SUM", "SUMPRODUCT"}
)
"""What Excel since 2010 and LibreOffice both know by the same name, without a prefix in the file."""


@dataclass(frozen=True, kw_only=True)
class Formula:
    """How a spreadsheet works a cell out again when a person changes what it rests on; the only way to a formula.

    `text` is what the spreadsheet reads, without its =. In it {key} is an input of the sheet, or the cell of that
    column in the same row; {key:all} is every cell of that column. At the foot, {key} may be another
    row there, its cell in the same column, and {key:all} that whole row.

    Raises:
        ValueError: our own mistake, a text that could do anything but reckon.
    """

    text: str

    def __post_init__(self) -> None:
        if not _HARMLESS.fullmatch(self.text):
            raise ValueError(f"no formula of ours: {self.text}")
        if unknown := set(_CALLED.findall(self.text)) - FUNCTIONS:
            raise ValueError(f"functions that not every spreadsheet knows: {sorted(unknown)}")

    @property
    def keys(self) -> frozenset[str]:
        """The inputs, columns and rows at the foot of whose one cell it is made."""
        return frozenset(key for key, whole in _REFERENCE.findall(self.text) if not whole)

    @property
    def whole_columns(self) -> frozenset[str]:
        """The columns, and rows at the foot, of all whose cells it is made."""
        return frozenset(key for key, whole in _REFERENCE.findall(self.text) if whole)

    def resolved(self, address: Callable[[str, bool], str]) -> str:
        """Return the text with each key replaced by `address(key, whether all cells of the column are meant)`."""
        return _REFERENCE.sub(lambda found: address(found[1], bool(found[2])), self.text)
