"""The place of quality: its tabs, each a page of its own."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.domain.changes import Act, Kind
from csops.domain.reviews import Review
from csops.services.reviews import review_not_sent
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
        desk.taken_back.connect(self._taken_back)

    def ask(self, question: object) -> None:
        """Show the tab that is asked for, and ask its page the rest; {"review": id} is a place in the queue."""
        if isinstance(question, Mapping) and "review" in question:
            question = {"tab": REVIEW, "pick_id": question["review"]}
        super().ask(question)

    def _taken_back(self, act: Act) -> None:
        """Open the review again whose sending was taken back: somebody has yet to change something in it."""
        workspace = self.desk.workspace
        if Kind.REVIEW in act.kinds:
            self.desk.ask(
                lambda: review_not_sent(workspace, act_id=act.id), then=self._open_again, key=("not sent", id(self))
            )

    def _open_again(self, review: Review | None) -> None:
        if review is not None:
            asked = {"review_id": review.id} if review.checks_id is None else {"checks_id": review.checks_id}
            self.wanted.emit("quality", {"tab": REVIEW, **asked})
