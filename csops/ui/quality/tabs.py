"""The tabs of quality: known here without loading any of them."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from csops.ui.desk import Desk
from csops.ui.keys import shortcuts_of
from csops.ui.kit.page import Page
from csops.ui.place_tab import PlaceTab
from csops.ui.preferences import Preferences
from csops.ui.quality.tab_keys import CALIBRATION, CARDS, COACHING, MINE, RESULTS, REVIEW, TO_REVIEW

N = QT_TRANSLATE_NOOP


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


_HERE = "csops.ui.quality"
TABS: tuple[PlaceTab, ...] = (
    PlaceTab(key=TO_REVIEW, title=str(N("PlaceTabs", "To review")), make=_to_review),
    PlaceTab(key=RESULTS, title=str(N("PlaceTabs", "Results")), make=_results, module=f"{_HERE}.results.page"),
    PlaceTab(
        key=CALIBRATION, title=str(N("PlaceTabs", "Calibration")), make=_calibration, module=f"{_HERE}.calibration.page"
    ),
    PlaceTab(key=COACHING, title=str(N("PlaceTabs", "Coaching")), make=_coaching, module=f"{_HERE}.coaching.page"),
    PlaceTab(key=CARDS, title=str(N("PlaceTabs", "Cards")), make=_cards, module=f"{_HERE}.cards.page"),
    PlaceTab(key=MINE, title=str(N("PlaceTabs", "My reviews")), make=_mine, module=f"{_HERE}.mine.page"),
    PlaceTab(key=REVIEW, title="", make=_review, module=f"{_HERE}.review.page"),
)
"""In their order: To review, Results, Calibration, Coaching, Cards, My reviews. One that is not built is absent."""
