"""The tabs of the figures: known here without loading any of them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from csops.domain.access import Permission
from csops.ui.desk import Desk
from csops.ui.figures.tab_keys import BOARD, FIGURES, RISK
from csops.ui.kit.page import Page
from csops.ui.preferences import Preferences

_CONTEXT = "FigureTabs"
N = QT_TRANSLATE_NOOP


@dataclass(frozen=True, kw_only=True)
class FigureTab:
    """A tab: the key with which it is asked for, its title, who may open it, and how its page is made.

    Without a permission everybody may. The page is imported and made when the tab is first shown.
    """

    key: str
    title: str
    make: Callable[[Desk, Preferences], Page]
    permission: Permission | None = None

    def words(self) -> str:
        """Return the translated title."""
        return QCoreApplication.translate(_CONTEXT, self.title)


def _figures(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.figures.page import FiguresPage

    return FiguresPage(desk, preferences=preferences)


def _risk(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.figures.risk_page import RiskPage

    return RiskPage(desk, preferences=preferences)


def _board(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.figures.board_page import BoardPage

    return BoardPage(desk, preferences=preferences)


TABS: tuple[FigureTab, ...] = (
    FigureTab(key=FIGURES, title=str(N("FigureTabs", "All figures")), make=_figures),
    FigureTab(key=RISK, title=str(N("FigureTabs", "Customers at risk")), make=_risk),
    FigureTab(key=BOARD, title=str(N("FigureTabs", "Board")), make=_board),
)
"""In their order."""
