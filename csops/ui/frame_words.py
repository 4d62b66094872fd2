"""What the left bar and the title say: shop, places, counts, saved views, and who works."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.domain.lines import CaseCounts
from csops.domain.team import View
from csops.services import cases, today, views
from csops.services.waiting_cards import waiting_cards, waiting_reviews
from csops.ui.desk import Desk
from csops.ui.kit.live import Refresher
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.sidebar import Place, Sidebar, view_key
from csops.ui.places import PlaceOfWork
from csops.ui.settings.role_words import role_name

_COUNTED = frozenset(
    {
        *(Kind.CASE, Kind.FOLLOW_UP, Kind.VIEW, Kind.PICK, Kind.REVIEW, Kind.CALIBRATION),
        *(Kind.SCORECARD, Kind.APPLICATION, Kind.OPENING, Kind.SEAT, Kind.TIE),
    }
)


class FrameWords(QObject):
    """Keeps the left bar true.

    Signals:
        titled(str): the window shall be called so.
    """

    titled = Signal(str)

    def __init__(
        self,
        desk: Desk,
        sidebar: Sidebar,
        *,
        shortcuts: Shortcuts,
        allowed: Callable[[], Sequence[PlaceOfWork]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._desk, self._sidebar, self._shortcuts, self._allowed = desk, sidebar, shortcuts, allowed
        self._views: list[View] = []
        self._counts: dict[str, int] = {}
        self._refresher = Refresher(parent, desk.live, _COUNTED, self._ask)
        desk.team_changed.connect(self.refresh)

    def views(self) -> Sequence[View]:
        """Return the saved views."""
        return self._views

    def view(self, key: str) -> View | None:
        """Return the saved view of an entry in the left bar, None when the entry is a place."""
        return next((one for one in self._views if view_key(one.id) == key), None)

    def refresh(self) -> None:
        """Say everything anew."""
        team, sidebar = self._desk.team, self._sidebar
        allowed = self._allowed()
        sidebar.set_places(
            [self._entry(place) for place in allowed if not place.below],
            below=[self._entry(place) for place in allowed if place.below],
        )
        name = team.shop.name or self.tr("My shop")
        note, brief = self._shop_notes()
        sidebar.shop.show_name(name, note, brief_note=brief, icon="bike" if team.shop.sample else "store")
        me = self._desk.workspace.member
        sidebar.member.show_name(me.name, role_name(me.role))
        self.titled.emit(self.title())
        self._ask()

    def title(self) -> str:
        """Return what the window is called."""
        return self.tr("{shop} · csops").format(shop=self._desk.team.shop.name or self.tr("My shop"))

    def _shop_notes(self) -> tuple[str, str]:
        """Return where the records are and how many work with them; and where they are alone, if that does not fit."""
        place = self.tr("This computer") if self._desk.workspace.path else self.tr("Team server")
        if self._desk.team.shop.sample:
            place = self.tr("Examples")
        people = len([member for member in self._desk.team.members if member.active])
        note = self.tr("{place} · 1 person") if people == 1 else self.tr("{place} · {n} people")
        return note.format(place=place, n=people), place

    def _entry(self, place: PlaceOfWork) -> Place:
        keys = self._shortcuts.keys(place.shortcut) if place.shortcut else ""
        return Place(key=place.key, title=place.words(), icon=place.icon, keys=keys)

    def _ask(self) -> None:
        workspace = self._desk.workspace
        self._desk.ask(lambda: cases.case_counts(workspace), then=self._show_counts, key="counts")
        self._desk.ask(lambda: today.due_by_tonight(workspace), then=self._show_due, key="counts.due")
        self._desk.ask(lambda: waiting_cards(workspace), then=self._show_waiting, key="counts.scorecards")
        self._desk.ask(lambda: waiting_reviews(workspace), then=self._show_reviews, key="counts.reviews")
        self._desk.ask(lambda: views.list_views(workspace), then=self._show_views, key="views")

    def _show_counts(self, counts: CaseCounts) -> None:
        self._counts["contacts"] = counts.open
        self._sidebar.set_counts(self._counts)

    def _show_due(self, due: int) -> None:
        self._counts["today"] = due
        self._sidebar.set_counts(self._counts)

    def _show_waiting(self, waiting: int) -> None:
        self._counts["hiring"] = waiting
        self._sidebar.set_counts(self._counts)

    def _show_reviews(self, waiting: int) -> None:
        self._counts["quality"] = waiting
        self._sidebar.set_counts(self._counts)

    def _show_views(self, found: list[View]) -> None:
        self._views = found
        pinned = [view for view in found if view.pinned]
        self._sidebar.set_views([Place(key=view_key(one.id), title=one.name, dot=one.colour) for one in pinned])
