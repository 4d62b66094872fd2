"""The place Customers: its tabs, each a page of its own."""

from PySide6.QtWidgets import QWidget

from csops.ui.customers.tabs import LIST, TABS
from csops.ui.desk import Desk
from csops.ui.preferences import Preferences
from csops.ui.tabbed_place import TabbedPlace


class CustomersPlace(TabbedPlace):
    """Customers. Asked without a tab the list is meant."""

    usual = LIST

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, preferences: Preferences | None = None) -> None:
        super().__init__(
            desk,
            TABS,
            preferences=preferences or Preferences(None),
            title=desk.tr("Customers"),
            name=desk.tr("Parts of customers"),
            parent=parent,
        )
