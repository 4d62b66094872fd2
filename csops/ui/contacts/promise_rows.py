"""One promise in the part of a case: what, by when, how it stands, and what can be done about it."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from csops.domain.promises import Promise, PromiseState, overdue_from
from csops.ui.contacts.promise_words import PromiseWords
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Pill
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

KEPT, TOLD, GIVE_UP, WITHDRAW = "kept", "told", "give_up", "withdraw"


class PromiseRow(Card):
    """A promise.

    Signals:
        wanted(str, object): KEPT, TOLD, GIVE_UP or WITHDRAW, and the Promise.
    """

    wanted = Signal(str, object)

    def __init__(self, themes: Themes, promise: Promise, *, words: PromiseWords, may_change: bool) -> None:
        super().__init__(themes, padded=False)
        self.promise = promise
        status, about = words.status(promise), words.about(promise)
        head, column = QHBoxLayout(), QVBoxLayout()
        Spacing(themes, head, gap=2)
        head.addWidget(Text(themes, promise.what, font="bodyStrong", wrap=True), 1)
        head.addWidget(Pill(themes, status), 0, Qt.AlignmentFlag.AlignTop)
        Spacing(themes, column, margins=(4, 3, 4, 3), gap=1)
        column.addLayout(head)
        column.addWidget(Text(themes, about, font="small", colour="text.secondary", wrap=True, figures=True))
        self.buttons: dict[str, Button] = {}
        if may_change and promise.state is PromiseState.OPEN:
            column.addLayout(self._deeds(is_late=words.now >= overdue_from(promise)))
        self.body.addLayout(column)
        self.setAccessibleName(f"{promise.what}. {status.text}. {about}")

    def _deeds(self, *, is_late: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        Spacing(self.themes, row, margins=(0, 1, 0, 0), gap=2)
        offers = [(KEPT, self.tr("It was kept"), "check")]
        if not is_late and self.promise.told_at is None:
            offers.append((TOLD, self.tr("It slips, customer told"), ""))
        for key, text, icon in offers:
            button = Button(self.themes, text, icon_name=icon, compact=True)
            button.setAccessibleDescription(self.promise.what)
            button.clicked.connect(lambda _on=False, one=key: self.wanted.emit(one, self.promise))
            row.addWidget(button)
            self.buttons[key] = button
        self.more = IconButton(
            self.themes, "ellipsis", name=self.tr("More about this promise"), role=Role.GHOST, compact=True
        )
        self.more.clicked.connect(self._open_menu)
        row.addWidget(self.more)
        row.addStretch(1)
        return row

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def menu(self) -> QMenu:
        """Return what else can be done."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for key, text in ((GIVE_UP, self.tr("Give it up…")), (WITHDRAW, self.tr("Withdraw it…"))):
            action = menu.addAction(text)
            action.triggered.connect(lambda _on=False, one=key: self.wanted.emit(one, self.promise))
        return menu


def focused_row(rows: list[PromiseRow], window: QWidget) -> int | None:
    """Return which of the rows holds the focus."""
    focused = window.focusWidget()
    return next((at for at, row in enumerate(rows) if focused is not None and row.isAncestorOf(focused)), None)
