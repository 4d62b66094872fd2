"""Type from the tokens: Inter where the machine has it, else the platform's own interface font."""

import sys
from collections.abc import Mapping, Sequence

from PySide6.QtGui import QFont, QFontDatabase

# Point size that each platform uses while nobody has asked for larger text.
USUAL_POINTS: Mapping[str, float] = {"win32": 9.0, "darwin": 13.0}
OTHER_POINTS = 11.0
LARGEST_FACTOR = 1.6
# Inter is drawn for small sizes; large ones are set a little closer (its own table of tracking says -0.02 em).
LARGE_PIXELS, LARGE_SPACING = 20, 97.0


def font_for(families: Sequence[str], *, pixels: int, weight: int, figures: bool = False) -> QFont:
    """Return the font of one type token; `figures` asks for tabular numbers, so that columns of digits line up."""
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if pixels >= LARGE_PIXELS:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, LARGE_SPACING)
    if figures:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def system_text_factor(platform: str = sys.platform) -> float:
    """Return how much larger than usual the system shows text (1.0 where it is not larger)."""
    points = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    return min(LARGEST_FACTOR, max(1.0, points / USUAL_POINTS.get(platform, OTHER_POINTS)))
