"""The tabs of quality: known here without loading any of them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from csops.domain.access import Permission
from csops.ui.desk import Desk
from csops.ui.keys import shortcuts_of
from csops.ui.kit.page import Page
from csops.ui.preferences import Preferences
from csops.ui.quality.tab_keys import CALIBRATION, CARDS, COACHING, MINE, RESULTS, REVIEW, TO_REVIEW

_CONTEXT = "QualityTabs"
N = QT_TRANSLATE_NOOP


@dataclass(frozen=True, kw_only=True)
class QualityTab:
    """A tab: the key with which it is asked for, its title, who may open it, and how its page is made.

    Without a permission everybody may. The page is imported and made when the tab is first shown. One without a title
    is asked for by others alone, and takes the whole place.
    """

    key: str
    title: str
    make: Callable[[Desk, Preferences], Page]
    permission: Permission | None = None

    def words(self) -> str:
        """Return the translated title."""
        return QCoreApplication.translate(_CONTEXT, self.title)


def _to_review(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.quality.queue.page import QueuePage

    return QueuePage(desk, preferences=preferences)


def _review(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.quality.review.page import ReviewPage

    calibrates = any(tab.key == CALIBRATION for tab in TABS)
    return ReviewPage(desk, shortcuts=shortcuts_of(preferences), calibrates=calibrates)


def _results(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.quality.results.page import ResultsPage

    return ResultsPage(desk, preferences=preferences)


def _calibration(desk: Desk, _preferences: Preferences) -> Page:
    from csops.ui.quality.calibration.page import CalibrationPage

    return CalibrationPage(desk)


def _cards(desk: Desk, _preferences: Preferences) -> Page:
    from csops.ui.quality.cards.page import CardsPage

    return CardsPage(desk)


def _mine(desk: Desk, _preferences: Preferences) -> Page:
    from csops.ui.quality.mine.page import MinePage

    return MinePage(desk)


def _coaching(desk: Desk, _preferences: Preferences) -> Page:
    from csops.ui.quality.coaching.page import CoachingPage

    return CoachingPage(desk)


TABS: tuple[QualityTab, ...] = (
    QualityTab(key=TO_REVIEW, title=str(N("QualityTabs", "To review")), make=_to_review),
    QualityTab(key=RESULTS, title=str(N("QualityTabs", "Results")), make=_results),
    QualityTab(key=CALIBRATION, title=str(N("QualityTabs", "Calibration")), make=_calibration),
    QualityTab(key=COACHING, title=str(N("QualityTabs", "Coaching")), make=_coaching),
    QualityTab(key=CARDS, title=str(N("QualityTabs", "Cards")), make=_cards),
    QualityTab(key=MINE, title=str(N("QualityTabs", "My reviews")), make=_mine),
    QualityTab(key=REVIEW, title="", make=_review),
)
"""In their order: To review, Results, Calibration, Coaching, Cards, My reviews. One that is not built is absent."""
