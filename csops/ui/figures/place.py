"""The place of the figures: its tabs, each a page of its own."""

from PySide6.QtWidgets import QWidget

from csops.ui.desk import Desk
from csops.ui.figures.tabs import TABS
from csops.ui.preferences import Preferences
from csops.ui.tabbed_place import TabbedPlace


class FiguresPlace(TabbedPlace):
    """The figures. A page asks for another tab by `wanted("figures", {"tab": key, ...})`."""

    def __init__(self, desk: Desk, *, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            TABS,
            preferences=preferences,
            title=desk.tr("Figures"),
            name=desk.tr("Parts of the figures"),
            parent=parent,
        )
