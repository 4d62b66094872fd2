"""Windows for tests: places of plain pages, and a window with them on a database."""

from collections.abc import Sequence

from csops.domain.access import Permission
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.controls import Action
from csops.ui.kit.page import Page
from csops.ui.kit.theme import Themes
from csops.ui.main_window import MainWindow
from csops.ui.places import PlaceOfWork
from csops.ui.preferences import Preferences


class PlainPage(Page):
    """A page that remembers what it was asked."""

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__(desk.themes, title=key.capitalize())
        self.key = key
        self.asked: list[object] = []
        self.pressed = 0
        self.set_top_actions([Action(f"Press {key}", run=self._press, parent=self)])

    def ask(self, question: object) -> None:
        self.asked.append(question)

    def _press(self) -> None:
        self.pressed += 1


def a_place(
    key: str, *, shortcut: str = "", permission: Permission = Permission.READ, below: bool = False
) -> PlaceOfWork:
    def make(desk: Desk, _preferences: Preferences) -> Page:
        return PlainPage(desk, key)

    return PlaceOfWork(
        key=key, title=key.capitalize(), icon="sun", shortcut=shortcut, permission=permission, make=make, below=below
    )


PLAIN_PLACES = (
    a_place("today", shortcut="place.1"),
    a_place("contacts", shortcut="place.2"),
    a_place("reports", shortcut="place.8", permission=Permission.EXPORT),
    a_place("import", permission=Permission.IMPORT, below=True),
    a_place("settings", shortcut="settings", below=True),
)


def a_window(
    workspace: Workspace,
    *,
    themes: Themes,
    preferences: Preferences | None = None,
    places: Sequence[PlaceOfWork] = PLAIN_PLACES,
) -> MainWindow:
    """Return a window with plain pages; the test shows and closes it."""
    return MainWindow(workspace, themes=themes, preferences=preferences or Preferences(None), places=places)


def page_of(window: MainWindow) -> PlainPage:
    """Return the page in front."""
    page = window.frame.page()
    assert isinstance(page, PlainPage)
    return page
