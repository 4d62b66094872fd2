"""The place of team and hiring: its tabs, each a page of its own."""

from PySide6.QtWidgets import QWidget

from csops.ui.desk import Desk
from csops.ui.hiring.tabs import TABS
from csops.ui.preferences import Preferences
from csops.ui.tabbed_place import TabbedPlace


class HiringPlace(TabbedPlace):
    """Team and hiring. A page asks for another tab by `wanted("hiring", {"tab": key, ...})`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, preferences: Preferences | None = None) -> None:
        super().__init__(
            desk,
            TABS,
            preferences=preferences or Preferences(None),
            title=desk.tr("Team & hiring"),
            name=desk.tr("Parts of team and hiring"),
            parent=parent,
        )
