"""One database open in the window: its frame, its pages, the log panel and the palette, until another is opened."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.errors import ConflictError, NotPermitted
from csops.domain.team import View
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.frame_words import FrameWords
from csops.ui.keys import shortcuts_of, shown
from csops.ui.kit.errors import words
from csops.ui.kit.file_dialogs import FileDialogs
from csops.ui.kit.frame import Frame
from csops.ui.kit.live import Live
from csops.ui.kit.page import Page
from csops.ui.kit.palette import Palette
from csops.ui.kit.palette_rows import Entry
from csops.ui.kit.shortcuts import ShortcutSheet
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes
from csops.ui.kit.toast import Notice
from csops.ui.look import Look
from csops.ui.member_menu import MemberMenu
from csops.ui.notices import Notices
from csops.ui.palette_entries import PaletteEntries
from csops.ui.places import PLACES, PlaceOfWork
from csops.ui.preferences import Preferences
from csops.ui.reminders import Reminders
from csops.ui.safekeeping import Safekeeping
from csops.ui.side_panels import SidePanels
from csops.ui.trail import Stop, Trail
from csops.ui.view_menu import ViewMenu
from csops.ui.waiting_draft import WaitingDraft
from csops.ui.window_commands import WindowCommands

OF_THE_WINDOW = frozenset({"open", "sample", "join", "own", "new", "restore"})
"""What a page may want that changes the database: the window answers it."""


class Session(QWidget):
    """Everything that belongs to one database.

    Signals:
        elsewhere(str, object): another database is wanted: one of OF_THE_WINDOW, and what is said with it.
    """

    elsewhere = Signal(str, object)

    def __init__(
        self,
        workspace: Workspace,
        *,
        themes: Themes,
        preferences: Preferences,
        places: Sequence[PlaceOfWork] = PLACES,
    ) -> None:
        super().__init__()
        self.preferences, self.places = preferences, places
        self.tasks, self.live = Tasks(self), Live(self)
        files = FileDialogs(preferences)
        self.desk = Desk(workspace, themes=themes, tasks=self.tasks, live=self.live, files=files, parent=self)
        self.shortcuts, self.look = shortcuts_of(preferences), Look(themes, preferences)
        self.frame = Frame(themes, shortcuts=self.shortcuts)
        self.notices = Notices(themes, over=self)
        self.trail = Trail()
        self._pages: dict[str, Page] = {}
        self.panels = SidePanels(self.desk, self.frame.deck, shortcuts=self.shortcuts, may=self._may, parent=self)
        self.members = MemberMenu(self.desk, preferences=preferences, parent=self)
        self.words = FrameWords(
            self.desk, self.frame.sidebar, shortcuts=self.shortcuts, allowed=self.allowed, parent=self
        )
        self.commands = WindowCommands(self, over=self)
        self.entries = PaletteEntries(
            self.desk, commands=self.commands.all, go=self.go, log_with=self.log_with, parent=self
        )
        self.palette_box = Palette(themes, self, provider=self.entries.answer)
        self.safekeeping = Safekeeping(self.desk, self.frame.foot)
        self.waiting = WaitingDraft(
            self.desk,
            self.notices,
            button=self.frame.sidebar.log,
            toasts=self.frame.toasts,
            log=self.log_contact,
            parent=self,
        )
        self.reminders = Reminders(self.desk, self.frame.toasts, go=self.go)
        self._lay_out()
        self._connect()
        self.commands.bind_keys()
        self.words.refresh()
        self._first_page()
        self.waiting.look()
        self.desk.watch()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.frame, 1)

    # ------------------------------------------------------------ places
    def allowed(self) -> list[PlaceOfWork]:
        """Return the places that the member may open."""
        return [place for place in self.places if self.desk.workspace.may(place.permission)]

    def go(self, place: str, question: object = None) -> None:
        """Show a place, and ask its page the question when there is one. Back leads to where one was."""
        if place == "log":
            self.log_contact(**(question if isinstance(question, dict) else {}))
        elif place == "edit" and isinstance(question, dict):
            self.panels.edit(int(question["contact_id"]))
        elif place in OF_THE_WINDOW:
            self.elsewhere.emit(place, question)
        elif self._may_open(place):
            stop = Stop(place=place, question=question)
            self.trail.go(stop)
            self._show(stop)

    def _may_open(self, key: str) -> bool:
        """Whether the member may open a place; where not, who may is said."""
        return any(self._may(place.permission) for place in self.places if place.key == key)

    def _may(self, permission: Permission) -> bool:
        try:
            self.desk.workspace.require(permission)
        except NotPermitted as error:
            self._explain(error)
            return False
        return True

    def _show(self, stop: Stop | None) -> None:
        place = next((one for one in self.allowed() if stop is not None and one.key == stop.place), None)
        if place is None or stop is None:
            return
        page = self._page(place)
        self.frame.show_page(page, place=place.key)
        if stop.question is not None:
            page.ask(stop.question)
        self.preferences.set("place", place.key)

    def _page(self, place: PlaceOfWork) -> Page:
        page = self._pages.get(place.key)
        if page is None:
            page = place.make(self.desk, self.preferences)
            page.wanted.connect(self.go)
            self._pages[place.key] = page
        return page

    def _first_page(self) -> None:
        allowed = [place.key for place in sorted(self.allowed(), key=lambda place: place.below)]
        wanted = self.preferences.get("place", "today")
        self.go(wanted if wanted in allowed else allowed[0])

    def back(self) -> None:
        """Go where one was before."""
        self._show(self.trail.back())

    def forward(self) -> None:
        """Go where one came back from."""
        self._show(self.trail.forward())

    def show_view(self, view: View) -> None:
        """Show a saved view at its place."""
        self.go(view.place, {"view": dict(view.question), "name": view.name, "view_id": view.id})

    def _place_wanted(self, key: str) -> None:
        view = self.words.view(key)
        if view is not None:
            self.show_view(view)
        else:
            self.go(key)

    # ------------------------------------------------------------ logging
    def log_contact(self, **asked: Any) -> None:
        """Open the log panel, from anywhere; what is typed in it already stays."""
        self.waiting.seen()
        self.panels.log(**asked)

    def log_with(self, customer_id: int) -> None:
        """Open the log panel with a customer chosen."""
        self.log_contact(customer_id=customer_id)

    # ------------------------------------------------------------ what lies over the window
    def open_palette(self) -> None:
        """Open the palette over everything."""
        self.palette_box.open()

    def show_sheet(self) -> None:
        """Show every shortcut, those of what is shown first."""
        sheet = ShortcutSheet(self.desk.themes, self, shortcuts=self.shortcuts, places=shown(self.frame.page()))
        sheet.closed.connect(sheet.deleteLater)
        sheet.open()

    def zoom(self, steps: int) -> None:
        """Show everything a step larger or smaller, with 0 at its usual size."""
        share = self.look.step_zoom(steps)
        self.frame.toasts.say(self.tr("Zoomed to {share} %").format(share=share))

    # ------------------------------------------------------------ what is heard
    def _connect(self) -> None:
        sidebar, desk = self.frame.sidebar, self.desk
        sidebar.place_wanted.connect(self._place_wanted)
        menu = ViewMenu(desk, show=self.show_view, over=self)
        sidebar.menu_wanted.connect(lambda key, at: menu.open(self.words.view(key), self.words.views(), at))
        sidebar.log_wanted.connect(self.log_contact)
        sidebar.look_wanted.connect(self.look.switch_scheme)
        sidebar.member_wanted.connect(lambda: self.members.open_at(sidebar.member))
        self.members.chosen.connect(self._member_chosen)
        self.panels.log_left.connect(self.waiting.show_waiting)
        self.members.people_wanted.connect(lambda: self.go("settings", {"tab": "people"}))
        self.frame.top.search_wanted.connect(self.open_palette)
        self.palette_box.picked.connect(self._picked)
        desk.said.connect(self._say)
        desk.failed.connect(self._explain)
        self.preferences.subscribe("letter_shortcuts", self._letters_changed)

    def _picked(self, entry: Entry, _beside: bool) -> None:
        self.entries.run(entry)

    def _letters_changed(self, shown: object) -> None:
        self.shortcuts.letters = bool(shown)

    def _member_chosen(self) -> None:
        """Somebody else works now: pages are made anew, for they may see something else."""
        self.panels.drop()
        self.frame.toasts.drop_undoable()  # *Undo* would take back an act of whoever works now
        here, self.trail = self.trail.here, Trail()  # where somebody was is theirs
        for page in self._pages.values():
            self.frame.deck.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        place = next((one for one in self.allowed() if here and one.key == here.place), self.allowed()[0])
        self.go(place.key, here.question if here and here.place == place.key and not place.is_own else None)
        self.words.refresh()
        self.waiting.look()

    def _say(self, said: Said) -> None:
        if said.is_undone:
            self.frame.toasts.drop_undoable()
        if said.can_undo:
            self.frame.toasts.say_undoable(said.text, self.desk.undo, keys=self.shortcuts.keys("undo"))
        else:
            self.frame.toasts.say(said.text)

    def _explain(self, error: Exception) -> None:
        told = words(error)
        if isinstance(error, ConflictError):
            self.frame.toasts.drop_undoable()  # the act stays; what *Undo* would take back is the one before it
        if told.is_ours:
            self.notices.show_failure(told)
        else:
            self.frame.toasts.show_notice(Notice(text=told.sentence, is_trouble=True))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the page in front takes the focus, not the first button of the left bar."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._focus_page)

    def _focus_page(self) -> None:
        page = self.frame.page()
        if page is not None and not page.isAncestorOf(self.focusWidget() or self):
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc closes the log panel when nothing lies above it."""
        if event.key() == Qt.Key.Key_Escape and self.frame.deck.panel is not None:
            self.frame.deck.close_panel()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: what is shown is true again when one comes back to the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.reminders.look()

    # ------------------------------------------------------------ going
    def let_go(self) -> Workspace:
        """Finish every write, stop everything else, and return the workspace for whoever closes it."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()  # what is typed in a field that applies at once is kept like any other
        self.live.stop()
        self.reminders.stop()
        self.safekeeping.stop()
        self.preferences.unsubscribe(self._letters_changed)
        self.tasks.shutdown()
        return self.desk.workspace
