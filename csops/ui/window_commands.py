"""What can be run from anywhere: by the palette, and by keys."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.domain.team import View
from csops.ui.desk import Desk
from csops.ui.figures.tabs import TABS as FIGURE_TABS
from csops.ui.forecast.tabs import TABS as FORECAST_TABS
from csops.ui.frame_words import FrameWords
from csops.ui.hiring.tabs import TABS as HIRING_TABS
from csops.ui.kit.frame import Frame
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.look import Look
from csops.ui.member_menu import MemberMenu
from csops.ui.palette_entries import Command
from csops.ui.places import PlaceOfWork
from csops.ui.quality.tabs import TABS as QUALITY_TABS
from csops.ui.settings.tabs import TABS

_CONTEXT = "Commands"
_ZOOMS = (
    ("zoom_in", "Show everything larger", "zoom-in", 1),
    ("zoom_out", "Show everything smaller", "zoom-out", -1),
    ("zoom_usual", "Show everything at its usual size", "scan-search", 0),
)


class Office(Protocol):
    """What the commands need of the session (which makes them, so the dependence is named here)."""

    desk: Desk
    frame: Frame
    shortcuts: Shortcuts
    members: MemberMenu
    words: FrameWords
    places: Sequence[PlaceOfWork]
    look: Look

    def allowed(self) -> list[PlaceOfWork]:
        """Return the places that the member may open."""

    def go(self, place: str, question: object = None) -> None:
        """Show a place."""

    def show_view(self, view: View) -> None:
        """Show a saved view."""

    def log_contact(self) -> None:
        """Open the log panel."""

    def open_palette(self) -> None:
        """Open the palette."""

    def show_sheet(self) -> None:
        """Show every shortcut."""

    def zoom(self, steps: int) -> None:
        """Show everything larger or smaller, with 0 at its usual size."""

    def back(self) -> None:
        """Go where one was before."""

    def forward(self) -> None:
        """Go where one came back from."""


class WindowCommands:
    """The commands of one session."""

    def __init__(self, office: Office, *, over: QWidget) -> None:
        self._office, self._over = office, over

    def all(self) -> Sequence[Command]:
        """Return what can be run now, the most used first."""
        here = list(self._page_commands())
        said = {one.text for one in here}  # what the page offers itself is not offered twice
        return [
            *here,
            *(one for one in self._fixed() if one.text not in said),
            *self._places(),
            *self._tabs(),
            *self._views(),
            *self._settings(),
            *self._people(),
        ]

    def bind_keys(self) -> None:
        """Let the keys act, wherever the focus is."""
        office = self._office
        bound: list[tuple[str, Callable[[], object]]] = [
            ("palette", office.open_palette),
            ("log", office.log_contact),
            ("undo", office.desk.undo),
            ("redo", office.desk.redo),
            ("back", office.back),
            ("forward", office.forward),
            ("sheet", office.show_sheet),
        ]
        bound += [(name, partial(office.zoom, steps)) for name, _text, _icon, steps in _ZOOMS]
        bound += [(place.shortcut, self._going(place.key)) for place in office.places if place.shortcut]
        for name, run in bound:
            for keys in office.shortcuts.all_keys(name):
                QShortcut(QKeySequence(keys), self._over).activated.connect(run)

    def _fixed(self) -> Iterator[Command]:
        office = self._office
        yield self._command("log", tr("Log contact"), "plus", office.log_contact, keys="log")
        yield self._command("undo", tr("Undo"), "undo-2", office.desk.undo, keys="undo")
        yield self._command("redo", tr("Redo"), "redo-2", office.desk.redo, keys="redo")
        yield self._command("look", tr("Switch light and dark"), "moon", office.look.switch_scheme)
        for name, text, icon, steps in _ZOOMS:
            yield self._command(name, tr(text), icon, partial(office.zoom, steps), keys=name)
        yield self._command("sheet", tr("Shortcuts"), "keyboard", office.show_sheet, keys="sheet")
        if office.desk.workspace.may(Permission.REVIEWS) and len(office.desk.team.members) > 1:
            draw = self._going("quality", {"tab": "to_review", "draw": True})
            yield self._command("draw", tr("Draw a sample"), "shuffle", draw)
            calibrate = self._going("quality", {"tab": "calibration", "begin": True})
            yield self._command("calibrate", tr("Begin a calibration"), "scale", calibrate)
        if office.desk.team.shop.sample:
            yield self._command("own", tr("Back to my own file"), "house", self._going("own"))
        else:
            yield self._command("sample", tr("Look around with examples"), "flask-conical", self._going("sample"))
        yield self._command("join", tr("Join our shop's log"), "server", self._going("join"))
        yield self._command("open", tr("Open another file"), "folder-open", self._going("open"))

    def _places(self) -> Iterator[Command]:
        for place in self._office.allowed():
            said = tr("Go to {place}").format(place=place.words())
            yield self._command(f"place.{place.key}", said, place.icon, self._going(place.key), keys=place.shortcut)

    def _tabs(self) -> Iterator[Command]:
        """The tabs of places that may be opened: shifts and skills are looked for by their own names."""
        may = self._office.desk.workspace.may
        tabs = {"forecast": [(tab.key, tab.words()) for tab in FORECAST_TABS]}
        for place, of_place in (("figures", FIGURE_TABS), ("hiring", HIRING_TABS), ("quality", QUALITY_TABS)):
            allowed = [tab for tab in of_place if tab.permission is None or may(tab.permission)]
            tabs[place] = [(tab.key, tab.words()) for tab in allowed]
        for one in self._office.allowed():
            for key, words in tabs.get(one.key, ()):
                said = tr("{place}: {tab}").format(place=one.words(), tab=words)
                yield self._command(f"{one.key}.{key}", said, one.icon, self._going(one.key, {"tab": key}))

    def _views(self) -> Iterator[Command]:
        for view in self._office.words.views():
            said = tr("Show {view}").format(view=view.name)
            yield self._command(f"view.{view.id}", said, "list-filter", partial(self._office.show_view, view))

    def _settings(self) -> Iterator[Command]:
        for tab in TABS:
            said = tr("Settings: {tab}").format(tab=tab.words())
            yield self._command(f"settings.{tab.key}", said, tab.icon, self._going("settings", {"tab": tab.key}))

    def _people(self) -> Iterator[Command]:
        for member in self._office.members.others():
            said = tr("Work as {name}").format(name=member.name)
            run = partial(self._office.members.sign_in, member)
            yield self._command(f"member.{member.id}", said, "user-round", run)

    def _page_commands(self) -> Iterator[Command]:
        page = self._office.frame.page()
        for action in (*page.top_actions(), *page.more_actions()) if page is not None else ():
            if action.isEnabled():
                yield Command(key=f"own.{action.text()}", text=action.text(), icon="play", run=action.trigger)

    def _command(self, key: str, text: str, icon: str, run: Callable[[], object], *, keys: str = "") -> Command:
        return Command(key=key, text=text, icon=icon, run=run, keys=self._office.shortcuts.keys(keys) if keys else "")

    def _going(self, place: str, question: object = None) -> Callable[[], None]:
        return lambda: self._office.go(place, question)


def tr(text: str) -> str:
    """Translate a command."""
    return QCoreApplication.translate(_CONTEXT, text)
