"""The tabs of the place Customers: known here without loading any of them."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from csops.ui.desk import Desk
from csops.ui.kit.page import Page
from csops.ui.place_tab import PlaceTab
from csops.ui.preferences import Preferences

N = QT_TRANSLATE_NOOP
LIST = "list"


def _list(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.customers.page import CustomersPage

    return CustomersPage(desk, preferences=preferences)


def _answers(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.customers.answers_page import AnswersPage

    return AnswersPage(desk, preferences)


def _recoveries(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.customers.recoveries_page import RecoveriesPage

    return RecoveriesPage(desk, preferences)


TABS: tuple[PlaceTab, ...] = (
    PlaceTab(key=LIST, title=str(N("PlaceTabs", "List")), make=_list),
    PlaceTab(key="answers", title=str(N("PlaceTabs", "Answers")), make=_answers),
    PlaceTab(key="recoveries", title=str(N("PlaceTabs", "Recoveries")), make=_recoveries),
)
"""In their order. `wanted("customers", {"tab": key, ...})` shows one and asks its page the rest."""
