"""The tabs of the place Customers: known here without loading any of them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from csops.domain.access import Permission
from csops.ui.desk import Desk
from csops.ui.kit.page import Page
from csops.ui.preferences import Preferences

_CONTEXT = "CustomersTabs"
N = QT_TRANSLATE_NOOP
LIST = "list"


@dataclass(frozen=True, kw_only=True)
class CustomersTab:
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


def _list(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.customers.page import CustomersPage

    return CustomersPage(desk, preferences=preferences)


def _answers(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.customers.answers_page import AnswersPage

    return AnswersPage(desk, preferences)


def _recoveries(desk: Desk, preferences: Preferences) -> Page:
    from csops.ui.customers.recoveries_page import RecoveriesPage

    return RecoveriesPage(desk, preferences)


TABS: tuple[CustomersTab, ...] = (
    CustomersTab(key=LIST, title=str(N("CustomersTabs", "List")), make=_list),
    CustomersTab(key="answers", title=str(N("CustomersTabs", "Answers")), make=_answers),
    CustomersTab(key="recoveries", title=str(N("CustomersTabs", "Recoveries")), make=_recoveries),
)
"""In their order. `wanted("customers", {"tab": key, ...})` shows one and asks its page the rest."""
