"""How cells look: one number format for each kind of column, colours of the light theme."""

from dataclasses import dataclass, field
from typing import Any

from csops.domain.reports import ColumnKind, Verdict

# The light theme of the design tokens; a workbook is always on white paper.
TEXT = "#151A23"
SECONDARY = "#475061"
TERTIARY = "#616B7A"
SURFACE = "#FFFFFF"
SUNKEN = "#F1F3F6"
HAIRLINE = "#E6E9EE"
BORDER = "#D5DAE2"
ACCENT = "#3B5BDB"
DANGER = "#C92A3E"
INPUT = "#E4EAFD"  # accent.soft: what a person may change
VERDICTS = {
    Verdict.WELL: ("#DDF5E6", "#146C38"),
    Verdict.AT_RISK: ("#FDEFD3", "#8A4B00"),
    Verdict.MISSED: ("#FCE4E7", "#B3203A"),
}
HEAT = ("#F1F4FE", "#DCE4FC", "#BFCDFA", "#98AEF5", "#6D89EC", "#4664DD", "#2F48B4")
HEAT_TEXT = (TEXT, TEXT, TEXT, TEXT, TEXT, SURFACE, SURFACE)
BANDS = ("#E4EAFD", "#BFCDFA", "#98AEF5")
CHANNELS = {
    "phone": "#2F6BDE",
    "email": "#B4560B",
    "chat": "#0B8265",
    "social": "#B23A8E",
    "walk_in": "#7A6A18",
}
OTHERS = (ACCENT, "#0E7490", "#B86A00", "#616B7A", "#15803D", "#C92A3E")

FONT = "Calibri"
# What a text needs that could be taken for a formula: it stays text when a person edits the cell.
QUOTED = {"num_format": "@", "quote_prefix": True}
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CHF": "CHF", "INR": "₹"}
_WHOLE_MONEY = {"JPY", "KRW", "VND", "CLP", "ISK"}
_DECIMALS = {ColumnKind.NUMBER: 1, ColumnKind.SHARE: 1, ColumnKind.MONEY: 2, ColumnKind.INTEGER: 0}
_FIXED = {
    ColumnKind.TEXT: "General",
    ColumnKind.DATE: "yyyy-mm-dd",
    ColumnKind.DATETIME: "yyyy-mm-dd hh:mm",
    ColumnKind.DURATION: "[h]:mm:ss",
}


def number_format(kind: ColumnKind, *, decimals: int | None = None, currency: str = "") -> str:
    """The format that shows a cell of this kind; digits after the point by the kind unless given."""
    if kind in _FIXED:
        return _FIXED[kind]
    default = 0 if kind is ColumnKind.MONEY and currency in _WHOLE_MONEY else _DECIMALS[kind]
    digits = default if decimals is None else decimals
    point = f".{'0' * digits}" if digits else ""
    if kind is ColumnKind.SHARE:
        return f"0{point}%"
    symbol = f' "{_SYMBOLS.get(currency, currency)}"' if kind is ColumnKind.MONEY and currency else ""
    return f"#,##0{point}{symbol}"


@dataclass
class Styles:
    """The formats of one workbook, each made once."""

    workbook: Any
    _made: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def of(self, **properties: object) -> Any:
        """The format with these properties, on top of our font."""
        wanted = {"font_name": FONT, "font_size": 11, "valign": "top", **properties}
        key = tuple(sorted(wanted.items(), key=lambda item: item[0]))
        if key not in self._made:
            self._made[key] = self.workbook.add_format(wanted)
        return self._made[key]

    def heading(self, *, right: bool = False, wrap: bool = True) -> Any:
        """The format over a column."""
        return self.of(
            bold=True,
            font_color=SECONDARY,
            bg_color=SUNKEN,
            bottom=1,
            bottom_color=BORDER,
            align="right" if right else "left",
            indent=0 if right else 1,
            text_wrap=wrap,
            valign="vcenter",
        )
