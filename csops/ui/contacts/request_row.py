"""A request of a customer as it stands on a case, and the dialog that asks why, or for other words."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.promises import CustomerRequest, RequestState
from csops.ui.contacts.case_dialogs import CaseDialog, Done, Failed
from csops.ui.desk import Desk
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.fields import TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Pill, PillLook
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

Say = Callable[[str, Done, Failed], None]


class RequestRow(QFrame):
    """One request with what became of it.

    Signals:
        wanted(str): the value of a RequestState, `reword` or `remove`.
    """

    wanted = Signal(str)

    def __init__(self, desk: Desk, request: CustomerRequest, *, formats: Formats) -> None:
        super().__init__()
        self.setProperty("kind", "sunken")
        self.request = request
        themes, is_open = desk.themes, request.state is RequestState.OPEN
        looks = {
            RequestState.OPEN: PillLook(text=self.tr("Open"), family="info"),
            RequestState.ACCEPTED: PillLook(text=self.tr("Accepted"), family="success"),
            RequestState.DECLINED: PillLook(text=self.tr("Declined"), family="neutral"),
        }
        may_log = desk.workspace.may(Permission.LOG)
        self._may_remove = desk.workspace.may(Permission.EDIT)
        self.more = IconButton(themes, "ellipsis", name=self.tr("More on this request"), role=Role.GHOST, compact=True)
        self.more.clicked.connect(lambda: self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height()))))
        self.more.setVisible(may_log)
        top = Qt.AlignmentFlag.AlignTop
        head = QHBoxLayout()
        Spacing(themes, head, gap=2)
        head.addWidget(Text(themes, request.what, font="bodyStrong", wrap=True), 1)
        head.addWidget(Pill(themes, looks[request.state]), 0, top)
        head.addWidget(self.more, 0, top)
        column = QVBoxLayout(self)
        Spacing(themes, column, margins=(4, 2, 2, 3), gap=1)
        column.addLayout(head)
        if request.reason:
            column.addWidget(Text(themes, request.reason, colour="text.secondary", wrap=True))
        column.addWidget(Text(themes, self._moments(desk, formats), font="small", colour="text.secondary", wrap=True))
        self.setAccessibleName(f"{request.what}, {looks[request.state].text}, {request.reason}")
        if is_open and may_log:
            column.addLayout(self._buttons(themes))

    def _buttons(self, themes: Themes) -> QHBoxLayout:
        buttons = QHBoxLayout()
        Spacing(themes, buttons, margins=(0, 1, 0, 0), gap=2)
        for state, words, icon in (
            (RequestState.ACCEPTED, self.tr("Accept"), "check"),
            (RequestState.DECLINED, self.tr("Decline"), "x"),
        ):
            button = Button(themes, words, icon_name=icon, compact=True)
            button.clicked.connect(lambda _on=False, one=state: self.wanted.emit(one.value))
            buttons.addWidget(button)
        buttons.addStretch(1)
        return buttons

    def menu(self) -> QMenu:
        """Return what else can be done."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.request.state is not RequestState.OPEN:
            menu.addAction(self.tr("Open again"), lambda: self.wanted.emit(RequestState.OPEN.value))
        menu.addAction(self.tr("Say it in other words"), lambda: self.wanted.emit("reword"))
        if self._may_remove:
            menu.addAction(self.tr("Remove"), lambda: self.wanted.emit("remove"))
        return menu

    def _moments(self, desk: Desk, formats: Formats) -> str:
        request = self.request
        parts = [self._moment(desk, formats, self.tr("Asked {when}"), request.asked_at, request.noted_by)]
        if request.decided_at is not None:
            words = self.tr("Decided {when}")
            parts.append(self._moment(desk, formats, words, request.decided_at, request.decided_by))
        return " · ".join(parts)

    def _moment(self, desk: Desk, formats: Formats, words: str, at: datetime, member_id: int | None) -> str:
        member = desk.team.member(member_id)
        told = words.format(when=formats.moment(at))
        return f"{told}, {member.name.split(' ')[0]}" if member else told


class RequestDialog(CaseDialog):
    """Asks for one text: the reason of a decision, or a request in other words."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        title: str,
        label: str,
        name: str,
        say: Say,
        form: str,
        text: str = "",
        helper: str = "",
        verb: str = "",
        version: int = 0,
    ) -> None:
        """Begin with `text`; what is typed is kept as the draft of `form`."""
        super().__init__(desk, parent, title=title, verb=verb or desk.tr("Save"), shortcuts=Shortcuts())
        self._say = say
        self.text = TextField(desk.themes, label=label, name=name, helper=helper, rows=3)
        self.text.set_text(text)
        self.body.addWidget(self.text)
        self.ask_for((self.text,), submit=self.submit)
        self.kept = KeptTyping(desk, self, (self.text,), form=form, version=version)

    def submit(self) -> None:
        """Hand on what is written."""
        self._say(self.text.text(), self.finish, self.explain)
