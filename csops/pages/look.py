"""How pages look: paper, margins, colours of the light theme, fonts. All lengths are points (1/72 inch)."""

from functools import cache

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QFont

from csops.domain.reports import Series, Verdict

PAPER = QSizeF(595, 842)
BODY = QRectF(42, 62, 511, 716)
GAP = 18.0

TEXT = QColor("#151A23")
SECONDARY = QColor("#475061")
TERTIARY = QColor("#616B7A")
SURFACE = QColor("#FFFFFF")
SUNKEN = QColor("#F1F3F6")
APP = QColor("#F6F7F9")
HAIRLINE = QColor("#E6E9EE")
BORDER = QColor("#D5DAE2")
ACCENT = QColor("#3B5BDB")
DANGER = QColor("#C92A3E")
VERDICTS = {
    Verdict.WELL: (QColor("#DDF5E6"), QColor("#146C38")),
    Verdict.AT_RISK: (QColor("#FDEFD3"), QColor("#8A4B00")),
    Verdict.MISSED: (QColor("#FCE4E7"), QColor("#B3203A")),
}
HEAT = tuple(map(QColor, ("#F1F4FE", "#DCE4FC", "#BFCDFA", "#98AEF5", "#6D89EC", "#4664DD", "#2F48B4")))
BANDS = tuple(map(QColor, ("#E4EAFD", "#BFCDFA", "#98AEF5")))
CHANNELS = {
    "phone": QColor("#2F6BDE"),
    "email": QColor("#B4560B"),
    "chat": QColor("#0B8265"),
    "social": QColor("#B23A8E"),
    "walk_in": QColor("#7A6A18"),
}
OTHERS = tuple(map(QColor, ("#3B5BDB", "#0E7490", "#B86A00", "#616B7A", "#15803D", "#C92A3E")))
_FAMILIES = ["Inter", "Segoe UI Variable", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans", "sans-serif"]


@cache
def font(size: int, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Our font in points; unhinted, so that paper and preview break lines alike.

    No other shapes of figures (all of one width, a raised colon): Qt knows no letter for such a glyph, and a PDF would
    hold none for whoever searches, copies, or has it read aloud.
    """
    made = QFont(_FAMILIES)
    made.setPixelSize(size)
    made.setWeight(weight)
    made.setFeature(QFont.Tag("calt"), 0)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def bold(size: int) -> QFont:
    """Our font for titles and figures."""
    return font(size, weight=QFont.Weight.DemiBold)


def medium(size: int) -> QFont:
    """Our font for heads of columns."""
    return font(size, weight=QFont.Weight.Medium)


def colour_of(series: Series, number: int) -> QColor:
    """The channel's colour, else the next of the others; grey for what is compared with, red for what is marked."""
    if series.faint or series.limit:
        return TERTIARY
    if series.marked:
        return DANGER
    return CHANNELS.get(series.channel, OTHERS[number % len(OTHERS)])
