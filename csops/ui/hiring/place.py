"""The place of team and hiring: its tabs, each a page of its own."""

from PySide6.QtWidgets import QWidget

from csops.ui.desk import Desk
from csops.ui.hiring.tabs import TABS
from csops.ui.tabbed_place import TabbedPlace


class HiringPlace(TabbedPlace):
    """Team and hiring. A page asks for another tab by `wanted("hiring", {"tab": key, ...})`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        tabs = {tab.key: tab for tab in TABS}
        super().__init__(
            desk,
            TABS,
            make=lambda key: tabs[key].make(desk),
            title=desk.tr("Team & hiring"),
            name=desk.tr("Parts of team and hiring"),
            parent=parent,
        )
