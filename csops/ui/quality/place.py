"""The place of quality: its tabs, each a page of its own."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.ui.desk import Desk
from csops.ui.preferences import Preferences
from csops.ui.quality.tab_keys import MINE, REVIEW
from csops.ui.quality.tabs import TABS
from csops.ui.tabbed_place import TabbedPlace


class QualityPlace(TabbedPlace):
    """Reviews of handled contacts; who is reviewed begins with their own reviews.

    A page asks for another tab by `wanted("quality", {"tab": key, ...})`.
    """

    def __init__(self, desk: Desk, *, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            TABS,
            preferences=preferences,
            title=desk.tr("Quality"),
            name=desk.tr("Parts of quality"),
            first="" if desk.workspace.may(Permission.REVIEWS) else MINE,
            parent=parent,
        )

    def ask(self, question: object) -> None:
        """Show the tab that is asked for, and ask its page the rest; {"review": id} is a place in the queue."""
        if isinstance(question, Mapping) and "review" in question:
            question = {"tab": REVIEW, "pick_id": question["review"]}
        super().ask(question)
