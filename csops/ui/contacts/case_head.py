"""The heads of the detail pane: who the customer is, and where the case stands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.cases import Confirmation, State
from csops.domain.customers import Stage
from csops.ui.cases.care_words import confirmation_words
from csops.ui.cases.reach_links import ReachLinks
from csops.ui.cases.words import age_words, state_look, state_words
from csops.ui.contacts.case_view import CaseView
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.facts import Facts
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.marks import Avatar, Pill
from csops.ui.kit.spacing import Spacing


class CustomerHead(QWidget):
    """Name, ways to reach them, and three facts.

    Signals:
        opened: the customer's own page is wanted.
    """

    opened = Signal()

    def __init__(self, desk: Desk, *, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        themes = desk.themes
        self.avatar = Avatar(themes, "", step=3, family="neutral")
        self.name = ElidedText(themes, font="title2")
        self.reach = ReachLinks(themes)
        self.edit = IconButton(themes, "pencil", name=self.tr("Open the customer"))
        self.edit.clicked.connect(self.opened)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.name)
        names.addWidget(self.reach)
        top = QHBoxLayout()
        Spacing(themes, top, gap=3)
        top.addWidget(self.avatar)
        top.addLayout(names, 1)
        top.addWidget(self.edit)
        self.facts = Facts(themes, (self.tr("Customer since"), self.tr("Contacts"), self.tr("Open cases")))
        column = QVBoxLayout(self)
        Spacing(themes, column, margins=(5, 4, 5, 4), gap=4)
        column.addLayout(top)
        column.addWidget(self.facts)

    def show_view(self, view: CaseView) -> None:
        """Show whose case it is."""
        customer = view.timeline.customer
        title = view.customer_title or self.tr("Unknown customer")
        self.avatar.show_name(title)
        self.name.say(title)
        nobody = self.tr("Counts in volume, not in figures per customer")
        self.reach.show_customer(customer, nobody=nobody, but=title)
        self.edit.setVisible(customer is not None)
        self.facts.setVisible(customer is not None)
        since, zone = view.known_since(), self._formats.zone
        is_buyer = customer is not None and customer.stage is Stage.BUYER
        self.facts.names[0].say(self.tr("Customer since") if is_buyer else self.tr("Known since"))
        self.facts.say(
            (
                self._formats.month(since.astimezone(zone).date() if since else None),
                self.tr("%Ln in 12 mo", "", view.contacts_in_a_year),
                self._formats.number(view.open_cases),
            )
        )


class CaseHead(QWidget):
    """Title, state, number, age, and the one thing most often done: resolve.

    Signals:
        settled: resolve, or open again where it is settled.
        edit_wanted: title and topic shall be corrected.
    """

    settled = Signal()
    edit_wanted = Signal()

    def __init__(self, desk: Desk, *, formats: Formats, keys: str) -> None:
        super().__init__()
        self._desk, self._formats, self._keys = desk, formats, keys
        themes = desk.themes
        self.title = ElidedText(themes, font="title3", hugs=True)
        self.edit = IconButton(themes, "pencil", name=self.tr("Edit the case"), role=Role.GHOST, compact=True)
        if not desk.workspace.may(Permission.EDIT):
            self.edit.hide()
        self.edit.setFixedHeight(themes.current.line("title3"))
        self.edit.clicked.connect(self.edit_wanted)
        self.pill = Pill(themes, state_look(State.NEW))
        self.facts = ElidedText(themes, font="small", colour="text.secondary")
        self.resolve = Button(themes, self.tr("Resolve"), icon_name="check", keys=keys, show_keys=True)
        self.reopen = Button(themes, self.tr("Open again"), icon_name="rotate-ccw", keys=keys, show_keys=True)
        self.resolve.clicked.connect(self.settled)
        self.reopen.clicked.connect(self.settled)
        first = QHBoxLayout()
        Spacing(themes, first, gap=2)
        first.addWidget(self.title)
        first.addWidget(self.pill)
        first.addWidget(self.edit)
        first.addStretch(1)
        words = QVBoxLayout()
        Spacing(themes, words, gap=0.5)
        words.addLayout(first)
        words.addWidget(self.facts)
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(5, 4, 5, 2), gap=3)
        row.addLayout(words, 1)
        for widget in (self.resolve, self.reopen):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is little room the title has it, and the button does without keys and words."""
        super().resizeEvent(event)
        theme = self._desk.themes.current
        for button in (self.resolve, self.reopen):
            button.set_keys_shown(self.width() >= theme.size("detailPaneMin"))
            button.set_words_shown(self.width() >= theme.size("sidePanel", 1))

    def show_view(self, view: CaseView) -> None:
        """Show where the case stands."""
        line, formats, now = view.timeline.case, self._formats, self._desk.workspace.now()
        self.title.say(line.title or self.tr("Case {id}").format(id=line.id))
        self.pill.show_look(state_look(line.state))
        self.pill.setToolTip(state_words(line.state))
        opened = formats.day(line.opened_at.astimezone(formats.zone).date(), year=line.opened_at.year != now.year)
        parts = [self.tr("Case {id}").format(id=line.id), self.tr("opened {day}").format(day=opened)]
        parts += [age_words(line, now=now, formats=formats), line.topic]
        if line.reopened:
            parts.append(self.tr("reopened %Ln times", "", line.reopened))
        confirmed = view.timeline.record.confirmed
        if confirmed is not None and confirmed is not Confirmation.NOT_ASKED:
            parts.append(confirmation_words(confirmed))
        self.facts.say(" · ".join(filter(None, parts)))
        self.resolve.setVisible(not line.state.is_settled)
        self.reopen.setVisible(line.state.is_settled)
