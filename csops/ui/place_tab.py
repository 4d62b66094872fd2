"""A tab of a place, as it is known without loading its page."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from csops.domain.access import Permission
from csops.ui.desk import Desk
from csops.ui.kit.page import Page
from csops.ui.preferences import Preferences


@dataclass(frozen=True, kw_only=True)
class PlaceTab:
    """A tab: the key with which it is asked for, its title, who may open it, and how its page is made.

    Without a permission everybody may. The page is imported and made when the tab is first shown. One without a title
    is asked for by others alone, and takes the whole place. `module`: that of its page, where it shall be loaded beside
    the window as soon as the place was seen: then the tab is there at once when it is chosen.
    """

    key: str
    title: str
    make: Callable[[Desk, Preferences], Page]
    permission: Permission | None = None
    module: str = ""

    def words(self) -> str:
        """Return the translated title."""
        return QCoreApplication.translate("PlaceTabs", self.title)
