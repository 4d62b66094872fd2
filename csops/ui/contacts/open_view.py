"""The saved view that the table of contacts shows: marked, said to be changed once it is, saved again."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.team import View
from csops.services import views
from csops.ui.desk import Desk, Said
from csops.ui.kit.live import Refresher

State = Mapping[str, Any]


class OpenView(QObject):
    """Which view is open, and whether what is shown is no longer what was saved.

    Signals:
        changed: another view is open, or it is changed now, or as it was saved again.
    """

    changed = Signal()

    def __init__(self, desk: Desk, *, state: Callable[[], dict[str, Any]], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._state = desk, state
        self._as_saved: State = {}
        self._question: State | None = None
        self.id, self.name, self.is_changed = 0, "", False
        self._refresher = Refresher(parent, desk.live, frozenset({Kind.VIEW}), self._ask)

    @property
    def may_save(self) -> bool:
        """Whether it can be saved as it is now."""
        return self.is_changed and self._desk.workspace.may(Permission.EDIT)

    def words(self) -> str:
        """Return its name, and that it is changed."""
        return self.tr("{view}, changed").format(view=self.name) if self.is_changed else self.name

    def show(self, view_id: int, name: str, *, question: State | None = None) -> None:
        """The table shows this view from now on, as it was saved in this question."""
        self.id, self.name, self.is_changed = view_id, name, False
        self._question = question
        self._as_saved = _told(self._state())
        self.changed.emit()

    def leave(self) -> None:
        """What is shown is no saved view any more; it stays."""
        if self.id:
            self.show(0, "")

    def look(self) -> None:
        """Something else is shown: see whether it is what was saved."""
        is_changed = bool(self.id) and _told(self._state()) != self._as_saved
        if is_changed != self.is_changed:
            self.is_changed = is_changed
            self.changed.emit()

    def save(self) -> None:
        """Let the view be what is shown, for everybody."""
        workspace, view_id, state = self._desk.workspace, self.id, self._state()

        def keep() -> View:
            view = next(one for one in views.list_views(workspace) if one.id == view_id)
            return views.save_view(workspace, view=replace(view, question=state))

        said = Said(text=self.tr("View saved: {name}").format(name=self.name))
        self._desk.act(keep, then=self.saved, said=said)

    def saved(self, view: View) -> None:
        """What is shown was saved as this view."""
        self.show(view.id, view.name, question=view.question)

    # ------------------------------------------------------------ over restarts and changes
    def kept(self) -> dict[str, Any]:
        """Return what is needed to go on with it after a restart."""
        return {"id": self.id, "name": self.name, "as_saved": dict(self._as_saved)} if self.id else {}

    def restore(self, kept: object) -> None:
        """Go on with what `kept` gave, if there still is such a view."""
        if isinstance(kept, Mapping) and kept.get("id"):
            self.id, self.name = int(kept["id"]), str(kept.get("name", ""))
            self._as_saved = kept.get("as_saved", {})
            self.look()
            self._ask()

    def _ask(self) -> None:
        workspace = self._desk.workspace
        if self.id:
            self._desk.ask(lambda: views.list_views(workspace), then=self._heard, key="contacts.table.view")

    def _heard(self, known: list[View]) -> None:
        """Follow what became of the view: renamed, saved or put back by somebody, removed."""
        view = next((one for one in known if one.id == self.id), None)
        if view is None:
            self.leave()
            return
        if self._question is not None and view.question != self._question:
            kept = {name: value for name, value in _told(view.question).items() if name in view.question}
            self._as_saved = {**self._as_saved, **kept}
        self._question, self.name = view.question, view.name
        self.is_changed = _told(self._state()) != self._as_saved
        self.changed.emit()


def _told(state: State) -> dict[str, Any]:
    """Return what makes a view, in a form that compares; the widths of columns are no change worth a word."""
    filters, layout = state.get("filters", {}), state.get("layout", {})
    return {
        "filters": {key: sorted(options) for key, options in filters.items() if options},
        "words": str(state.get("words", "")).strip(),
        "group": str(state.get("group", "")),
        "layout": {name: value for name, value in layout.items() if name != "widths"},
    }
