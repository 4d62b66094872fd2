"""The tabs of the figures: known here without loading any of them."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from csops.ui.desk import Desk
from csops.ui.figures.tab_keys import BOARD, FIGURES, RISK
from csops.ui.kit.page import Page
from csops.ui.place_tab import PlaceTab
from csops.ui.preferences import Preferences

N = QT_TRANSLATE_NOOP


def _figures(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.figures.page import FiguresPage

    return FiguresPage(desk, preferences=preferences)


def _risk(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.figures.risk_page import RiskPage

    return RiskPage(desk, preferences=preferences)


def _board(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.figures.board_page import BoardPage

    return BoardPage(desk, preferences=preferences)


TABS: tuple[PlaceTab, ...] = (
    PlaceTab(key=FIGURES, title=str(N("PlaceTabs", "All figures")), make=_figures),
    PlaceTab(key=RISK, title=str(N("PlaceTabs", "Customers at risk")), make=_risk),
    PlaceTab(key=BOARD, title=str(N("PlaceTabs", "Board")), make=_board),
)
"""In their order."""
