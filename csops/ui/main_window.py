"""The main window: the frame, the pages, the log panel and the palette brought together; only it knows the pages."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget

from csops.domain.changes import Kind
from csops.domain.lines import CaseCounts
from csops.domain.team import View
from csops.services import cases, views
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.kit.errors import words
from csops.ui.kit.frame import Frame
from csops.ui.kit.live import Live, Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.palette import Palette
from csops.ui.kit.palette_rows import Entry
from csops.ui.kit.shortcuts import Shortcuts, ShortcutSheet, Where
from csops.ui.kit.sidebar import Place
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes
from csops.ui.kit.toast import Notice
from csops.ui.palette_entries import Command, PaletteEntries
from csops.ui.places import PLACES, PlaceOfWork, place_of
from csops.ui.preferences import Preferences
from csops.ui.safekeeping import Safekeeping

_COUNTED = frozenset({Kind.CASE, Kind.FOLLOW_UP, Kind.VIEW})
_SHOWN_KEYS = (Where.EVERYWHERE, Where.LIST, Where.RECORD, Where.FORM)
_SPREADSHEETS = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".gz")


class MainWindow(QMainWindow):
    """One window on one database."""

    def __init__(self, workspace: Workspace, *, themes: Themes, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self.tasks, self.live = Tasks(self), Live(self)
        self.desk = Desk(workspace, themes=themes, tasks=self.tasks, live=self.live, parent=self)
        self.shortcuts = Shortcuts(
            changed=preferences.get("shortcuts", {}), letters=preferences.get("letter_shortcuts", True)
        )
        self.frame = Frame(themes, shortcuts=self.shortcuts)
        self.setCentralWidget(self.frame)
        self.setAcceptDrops(True)
        self._pages: dict[str, Page] = {}
        self._trail: list[tuple[str, object]] = []
        self._ahead: list[tuple[str, object]] = []
        self._log_panel: QWidget | None = None
        self._views: list[View] = []
        self.entries = PaletteEntries(
            self.desk, commands=self.commands, go=self.go, log_with=self.log_with, parent=self
        )
        self.palette_box = Palette(themes, self.frame, provider=self.entries.answer)
        self.safekeeping = Safekeeping(self.desk, self.frame.foot)
        self._connect()
        self._bind_keys()
        self._show_team()
        self._restore()
        self.desk.watch()

    # ------------------------------------------------------------ places
    def go(self, place: str, question: object = None) -> None:
        """Show a place, and ask its page the question when there is one. Back leads to where one was."""
        self._trail.append((place, question))
        self._ahead.clear()
        self._show(place, question)

    def _show(self, key: str, question: object) -> None:
        place = place_of(key)
        if not self.desk.workspace.may(place.permission):
            return
        page = self._page(place)
        self.frame.show_page(page, place=key)
        if question is not None:
            page.ask(question)
        self.preferences.set("place", key)

    def _page(self, place: PlaceOfWork) -> Page:
        page = self._pages.get(place.key)
        if page is None:
            page = place.make(self.desk, self.preferences)
            page.wanted.connect(self._wanted)
            self._pages[place.key] = page
        return page

    def _wanted(self, place: str, question: object) -> None:
        """A page wants something else shown: a place, or one of the window's own panels."""
        if place == "log":
            asked: dict[str, Any] = question if isinstance(question, dict) else {}
            self.log_contact(**asked)
        else:
            self.go(place, question)

    def back(self) -> None:
        """Go where one was before."""
        if len(self._trail) > 1:
            self._ahead.append(self._trail.pop())
            self._show(*self._trail[-1])

    def forward(self) -> None:
        """Go where one came back from."""
        if self._ahead:
            self._trail.append(self._ahead.pop())
            self._show(*self._trail[-1])

    # ------------------------------------------------------------ logging
    def log_contact(self, **asked: Any) -> None:
        """Open the log panel, from anywhere; what is typed in it already stays."""
        panel = self._panel()
        panel.begin(**asked)
        self.frame.deck.show_panel(panel)
        panel.focus_first()

    def log_with(self, customer_id: int) -> None:
        """Open the log panel with a customer chosen."""
        self.log_contact(customer_id=customer_id)

    def _panel(self) -> Any:
        if self._log_panel is None:
            from csops.ui.contacts.log_panel import LogPanel

            panel = LogPanel(self.desk)
            panel.closed.connect(self.frame.deck.close_panel)
            self._log_panel = panel
        return self._log_panel

    # ------------------------------------------------------------ commands and keys
    def commands(self) -> Sequence[Command]:
        """Return what can be run from anywhere, the most used first."""
        run = [
            Command(key="log", text=self.tr("Log contact"), icon="plus", run=self.log_contact, keys=self._keys("log")),
            *(
                Command(
                    key=f"place.{place.key}",
                    text=self.tr("Go to {place}").format(place=place.words()),
                    icon=place.icon,
                    run=self._going(place.key),
                    keys=self._keys(place.shortcut),
                )
                for place in self._allowed()
            ),
            Command(key="undo", text=self.tr("Undo"), icon="undo-2", run=self.desk.undo, keys=self._keys("undo")),
            Command(key="redo", text=self.tr("Redo"), icon="redo-2", run=self.desk.redo, keys=self._keys("redo")),
            Command(key="look", text=self.tr("Switch light and dark"), icon="moon", run=self.switch_look),
            Command(key="sheet", text=self.tr("Shortcuts"), icon="keyboard", run=self.show_sheet, keys="?"),
        ]
        page = self.frame.page()
        own = [] if page is None else page.top_actions()
        return [*run, *(Command(key=f"own.{a.text()}", text=a.text(), icon="play", run=a.trigger) for a in own)]

    def _keys(self, name: str) -> str:
        return self.shortcuts.keys(name) if name else ""

    def _going(self, key: str) -> Callable[[], None]:
        return lambda: self.go(key)

    def _bind_keys(self) -> None:
        bound: list[tuple[str, Callable[[], object]]] = [
            ("palette", self.open_palette),
            ("log", self.log_contact),
            ("undo", self.desk.undo),
            ("redo", self.desk.redo),
            ("back", self.back),
            ("forward", self.forward),
            ("sheet", self.show_sheet),
        ]
        bound += [(place.shortcut, self._going(place.key)) for place in PLACES if place.shortcut]
        for name, run in bound:
            for keys in self.shortcuts.all_keys(name):
                shortcut = QShortcut(QKeySequence(keys), self)
                shortcut.activated.connect(run)

    def open_palette(self) -> None:
        """Open the palette over everything."""
        self.palette_box.open()

    def show_sheet(self) -> None:
        """Show every shortcut."""
        ShortcutSheet(self.desk.themes, self.frame, shortcuts=self.shortcuts, places=_SHOWN_KEYS).open()

    def switch_look(self) -> None:
        """Change between light and dark."""
        wanted = "light" if self.desk.themes.current.is_dark else "dark"
        self.desk.themes.choose(wanted, zoom=self.preferences.get("zoom", 1.0))
        self.preferences.set("look", wanted)

    # ------------------------------------------------------------ what the frame shows
    def _connect(self) -> None:
        frame, desk = self.frame, self.desk
        frame.sidebar.place_wanted.connect(self._place_wanted)
        frame.sidebar.log_wanted.connect(self.log_contact)
        frame.sidebar.look_wanted.connect(self.switch_look)
        frame.sidebar.shop_wanted.connect(lambda: self.go("settings", {"tab": "shop"}))
        frame.sidebar.member_wanted.connect(lambda: self.go("settings", {"tab": "people"}))
        frame.top.search_wanted.connect(self.open_palette)
        self.palette_box.picked.connect(self._picked)
        desk.said.connect(self._say)
        desk.failed.connect(self._explain)
        desk.team_changed.connect(self._show_team)
        self._refresher = Refresher(self, self.live, _COUNTED, self._refresh_counts)

    def _picked(self, entry: Entry, _beside: bool) -> None:
        self.entries.run(entry)

    def _place_wanted(self, key: str) -> None:
        if key.startswith("view."):
            view = next((one for one in self._views if f"view.{one.id}" == key), None)
            if view is not None:
                self.go(view.place, {"view": dict(view.question), "name": view.name})
        else:
            self.go(key)

    def _allowed(self) -> list[PlaceOfWork]:
        return [place for place in PLACES if self.desk.workspace.may(place.permission)]

    def _show_team(self) -> None:
        team, sidebar = self.desk.team, self.frame.sidebar
        allowed = self._allowed()
        main = [self._entry(place) for place in allowed if not place.below]
        sidebar.set_places(main, below=[self._entry(place) for place in allowed if place.below])
        people = len([member for member in team.members if member.active])
        place = self.tr("This computer") if self.desk.workspace.path else self.tr("Team server")
        if team.shop.sample:
            place = self.tr("Sample business")
        note = f"{place} · " + self.tr("%n people", "", people)
        sidebar.shop.show_name(team.shop.name or self.tr("My shop"), note, icon="bike" if team.shop.sample else "store")
        me = self.desk.workspace.member
        sidebar.member.show_name(me.name, self.tr(me.role.value.replace("_", " ").capitalize()))
        self.setWindowTitle(f"{team.shop.name or self.tr('My shop')} · csops")
        self._refresh_counts()

    def _entry(self, place: PlaceOfWork) -> Place:
        return Place(key=place.key, title=place.words(), icon=place.icon, keys=self._keys(place.shortcut))

    def _refresh_counts(self) -> None:
        workspace = self.desk.workspace
        self.desk.ask(lambda: cases.case_counts(workspace), then=self._show_counts, key="counts")
        self.desk.ask(lambda: views.list_views(workspace), then=self._show_views, key="views")

    def _show_counts(self, counts: CaseCounts) -> None:
        self.frame.sidebar.set_counts({"contacts": counts.open, "today": counts.late})

    def _show_views(self, found: list[View]) -> None:
        self._views = found
        pinned = [view for view in found if view.pinned]
        self.frame.sidebar.set_views([Place(key=f"view.{v.id}", title=v.name, dot=v.colour) for v in pinned])

    def _say(self, said: Said) -> None:
        if said.can_undo:
            self.frame.toasts.say_undoable(said.text, self.desk.undo, keys=self._keys("undo"))
        else:
            self.frame.toasts.say(said.text)

    def _explain(self, error: Exception) -> None:
        told = words(error)
        if told.is_cancelled:
            self.frame.toasts.say(told.sentence)
        else:
            self.frame.toasts.show_notice(Notice(text=told.sentence))

    # ------------------------------------------------------------ files dropped anywhere
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: take spreadsheets wherever they are dropped."""
        if any(url.toLocalFile().lower().endswith(_SPREADSHEETS) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: open Import with the file."""
        paths = [url.toLocalFile() for url in event.mimeData().urls()]
        found = next((path for path in paths if path.lower().endswith(_SPREADSHEETS)), None)
        if found is not None:
            self.go("import", {"path": found})

    # ------------------------------------------------------------ coming and going
    def _restore(self) -> None:
        theme = self.desk.themes.current
        self.setMinimumSize(theme.size("minWindow", 0), theme.size("minWindow", 1))
        kept = self.preferences.get("geometry")
        if not (isinstance(kept, str) and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            self.resize(theme.px(1440), theme.px(900))
        wanted = self.preferences.get("place", "today")
        known = {place.key for place in self._allowed()} - {"import", "settings"}
        self.go(wanted if wanted in known else "today")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: finish what is being written, back up, and remember the place of the window."""
        self.live.stop()
        self.preferences.set("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        self.tasks.shutdown()
        self.safekeeping.at_exit()
        self.desk.workspace.close()
        super().closeEvent(event)

    def keyPressEvent(self, event: Any) -> None:
        """Qt: Esc closes the log panel when nothing lies above it."""
        if event.key() == Qt.Key.Key_Escape and self._log_panel is not None and self._log_panel.isVisible():
            self.frame.deck.close_panel()
        else:
            super().keyPressEvent(event)
