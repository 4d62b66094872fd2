"""Who works now: the members in a menu, one key each; no passwords yet."""

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from csops.domain.changes import Kind
from csops.domain.people import Member
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.preferences import Preferences
from csops.ui.settings.role_words import role_name

MOST_KEYS = 9


class MemberMenu(QObject):
    """Signs in another member, and remembers who worked last on this database.

    Signals:
        chosen: somebody else works now.
        people_wanted: the list of people shall be shown.
    """

    chosen = Signal()
    people_wanted = Signal()

    def __init__(self, desk: Desk, *, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._preferences, self._over = desk, preferences, parent

    def others(self) -> list[Member]:
        """Return who else could work."""
        me = self._desk.workspace.member
        return [member for member in self._desk.team.members if member.active and member.id != me.id]

    def sign_in(self, member: Member) -> None:
        """Let this member work from now on."""
        workspace = self._desk.workspace
        workspace.member = member
        remember_member(self._preferences, workspace)
        self._desk.live.tell({Kind.MEMBER})
        self.chosen.emit()
        self._desk.said.emit(Said(text=self.tr("{name} works now").format(name=member.name), can_undo=False))

    def menu(self) -> QMenu:
        """Return the menu: who works, who else could with the keys 1 to 9, and the way to the people."""
        menu = QMenu(self._over)
        me = menu.addAction(self.tr("{name} works now").format(name=self._desk.workspace.member.name))
        me.setEnabled(False)
        for number, member in enumerate(self.others(), start=1):
            key = f"&{number}  " if number <= MOST_KEYS else ""
            said = f"{key}{member.name.replace('&', '&&')} · {role_name(member.role)}"
            menu.addAction(said).triggered.connect(lambda _checked=False, one=member: self.sign_in(one))
        menu.addSeparator()
        menu.addAction(self.tr("People and roles")).triggered.connect(lambda _checked=False: self.people_wanted.emit())
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def open_at(self, button: QWidget) -> None:
        """Open the menu above a button at the foot."""
        menu = self.menu()
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))


def remember_member(preferences: Preferences, workspace: Workspace) -> None:
    """Remember who works on this database."""
    preferences.set("members", {**preferences.get("members", {}), workspace.place: workspace.member.name})


def member_last(preferences: Preferences, place: str) -> str | None:
    """Return who worked last on a database."""
    found = preferences.get("members", {}).get(place)
    return str(found) if found else None
