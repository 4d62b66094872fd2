"""Join our shop's log: the server, who one is there, and what to do when it is still empty."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from csops.domain.people import Member
from csops.services import joining
from csops.services.joining import Server, ShopThere, is_server
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import LineField
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.tasks import Lane
from csops.ui.settings.role_words import role_name


class JoinDialog(Dialog):
    """Asks for the server, looks who is there, and goes in as one of them, or begins the log.

    Signals:
        joined(object, str): the open Workspace, and its place without the password.
    """

    joined = Signal(object, str)

    def __init__(self, desk: Desk, parent: QWidget, *, where: str = "") -> None:
        super().__init__(desk.themes, parent, title=self.tr("Join our shop's log"), width=0)
        self._desk = desk
        self._there: ShopThere | None = None
        known = joining.server_of(where) if is_server(where) else Server(address="")
        why = self.tr("Several computers share one log on a PostgreSQL server. Whoever set it up knows these four")
        self.body.addWidget(Text(self.themes, why, colour="text.secondary", wrap=True))
        self.address = self._line(
            self.tr("Server"), "server", known.address, self.tr("192.168.1.20 or log.our-shop.example")
        )
        self.database = self._line(self.tr("Database"), "database", known.database, "csops")
        self.name = self._line(self.tr("Your name on the server"), "user", known.name, "")
        self.password = self._line(self.tr("Password"), "password", "", "")
        self.password.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.set_helper(self.tr("Kept in memory only: it is asked again after the next start"))
        self.who = ChoiceField(self.themes, label=self.tr("Who are you"), name="member", typed=False)
        self.owner = LineField(self.themes, label=self.tr("Your name"), name="owner")
        self.said = Text(self.themes, wrap=True)
        for widget in (self.who, self.owner, self.said):
            self.body.addWidget(widget)
            widget.hide()
        self.body.addStretch(1)
        self.look = Button(self.themes, self.tr("Look who is there"), role=Role.PRIMARY)
        self.go = Button(self.themes, self.tr("Join"), role=Role.PRIMARY)
        self.begin = Button(self.themes, self.tr("Begin our log there"), role=Role.PRIMARY)
        for button, run in ((self.look, self._look), (self.go, self._join), (self.begin, self._begin)):
            button.clicked.connect(run)
            self.add_button(button)
        self._show_step(None)

    def _line(self, label: str, name: str, value: str, placeholder: str) -> LineField:
        field = LineField(self.themes, label=label, name=name, placeholder=placeholder)
        field.set_text(value)
        field.edited.connect(lambda: self._show_step(None))
        field.line.returnPressed.connect(self._look)
        self.body.addWidget(field)
        return field

    @property
    def _fields(self) -> Sequence[LineField]:
        return (self.address, self.database, self.name, self.password, self.owner)

    def server(self) -> Server:
        """Return what stands in the fields."""
        return Server(
            address=self.address.text(),
            database=self.database.text(),
            name=self.name.text(),
            password=self.password.line.text(),
        )

    # ------------------------------------------------------------ looking
    def _look(self) -> None:
        server = self.server()
        for field in self._fields:
            field.show_error("")
        self._say(self.tr("Asking the server"))
        self.look.setEnabled(False)
        self._desk.ask(
            lambda: joining.look(server), then=self._found, failed=self._explain, key="join", lane=Lane.LONG_READS
        )

    def _found(self, there: ShopThere) -> None:
        self._show_step(there)
        if there.is_new:
            self.owner.set_text(self._desk.workspace.member.name)
            self._say(self.tr("The database is empty. Begin our log there, with you as its owner"))
            self.owner.line.setFocus()
        else:
            self.who.set_choices([Choice(key=one.name, text=_member_words(one)) for one in there.members])
            me = self._desk.workspace.member.name
            names = [one.name for one in there.members]
            self.who.choose(me if me in names else names[0])
            self._say(self.tr("This is the log of {shop}").format(shop=there.name or self.tr("a shop without a name")))
            self.who.box.setFocus()

    def _show_step(self, there: ShopThere | None) -> None:
        self._there = there
        is_new = there is not None and there.is_new
        self.look.setVisible(there is None)
        self.look.setEnabled(True)
        self.go.setVisible(there is not None and not is_new)
        self.begin.setVisible(is_new)
        self.who.setVisible(there is not None and not is_new)
        self.owner.setVisible(is_new)
        self.said.hide()
        if self.isVisible():
            self.place()

    # ------------------------------------------------------------ going in
    def _join(self) -> None:
        server, member = self.server(), self.who.key()
        self._enter(lambda: joining.join(server, member=member))

    def _begin(self) -> None:
        server, owner = self.server(), self.owner.text()
        shop = self._desk.team.shop
        plain = replace(shop, name="" if shop.sample else shop.name, sample=False)
        self._enter(lambda: joining.begin(server, owner=owner, shop=plain))

    def _enter(self, work: Callable[[], Workspace]) -> None:
        for button in (self.go, self.begin):
            button.setEnabled(False)
        self._desk.ask(work, then=self._entered, failed=self._explain, key="join", lane=Lane.LONG_READS)

    def _entered(self, workspace: Workspace) -> None:
        place = self.server().url(with_password=False)
        self.close_layer()
        self.joined.emit(workspace, place)

    def _explain(self, error: Exception) -> None:
        told = words(error)
        for button in (self.look, self.go, self.begin):
            button.setEnabled(True)
        wrong = next((field for field in self._fields if told.field and field.name == told.field), None)
        if wrong is not None:
            self.said.hide()
            wrong.show_error(told.sentence)
            wrong.line.setFocus()
        else:
            self._say(told.sentence, colour="danger.text")
        self.place()

    def _say(self, said: str, *, colour: str = "text.secondary") -> None:
        self.said.say(said, colour=colour)
        self.said.show()
        self.place()


def _member_words(member: Member) -> str:
    return f"{member.name} · {role_name(member.role)}"
