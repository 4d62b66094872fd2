"""The menu under the shop's name: which database is open, and the ways to another."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from csops.services.joining import is_server, server_of, without_password
from csops.ui.preferences import Preferences

MOST_RECENT = 6
_CONTEXT = "ShopMenu"
Go = Callable[[str, object], None]


def remember_place(preferences: Preferences, where: str, *, is_sample: bool) -> None:
    """Remember what was opened, without its password: it is opened again at the next start, examples are not."""
    place = where if is_server(where) else str(Path(where).absolute())
    if not is_sample:
        preferences.set("database", place)
        recent = [one for one in recent_places(preferences) if one != place]
        preferences.set("recent", [place, *recent][:MOST_RECENT])


def recent_places(preferences: Preferences) -> Sequence[str]:
    """Return what was opened before, the newest first."""
    return [str(one) for one in preferences.get("recent", [])]


def place_words(where: str) -> str:
    """Return a place as people say it: the file and its folder, or the server."""
    if is_server(where):
        server = server_of(without_password(where))
        return tr("{database} on {server}").format(database=server.database, server=server.address)
    path = Path(where)
    return tr("{file} in {folder}").format(file=path.name, folder=path.parent.name or str(path.parent))


def shop_menu(over: QWidget, preferences: Preferences, *, here: str, is_sample: bool, go: Go) -> QMenu:
    """Return the menu. `here` is what is open now: it is ticked, and opens nothing."""
    menu = QMenu(over)
    for place in recent_places(preferences):
        action = menu.addAction(place_words(place).replace("&", "&&"))
        action.setToolTip(place)
        action.setCheckable(True)
        action.setChecked(place == here)
        action.setEnabled(place != here)
        action.triggered.connect(_going(go, "open", {"where": place}))
    menu.addSeparator()
    if is_sample:
        menu.addAction(tr("Back to my own file")).triggered.connect(_going(go, "own", None))
    else:
        menu.addAction(tr("Look around with examples")).triggered.connect(_going(go, "sample", None))
    menu.addAction(tr("Open another file")).triggered.connect(_going(go, "open", None))
    menu.addAction(tr("Begin a new file")).triggered.connect(_going(go, "new", None))
    menu.addAction(tr("Join our shop's log")).triggered.connect(_going(go, "join", None))
    menu.addSeparator()
    menu.addAction(tr("Settings of the shop")).triggered.connect(_going(go, "settings", {"tab": "shop"}))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def open_below(menu: QMenu, button: QWidget) -> None:
    """Open the menu below a button."""
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))


def _going(go: Go, place: str, question: object) -> Callable[[bool], None]:
    return lambda _checked: go(place, question)


def tr(text: str) -> str:
    """Translate a line of the menu."""
    return QCoreApplication.translate(_CONTEXT, text)
