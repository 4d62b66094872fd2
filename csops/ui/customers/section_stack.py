"""The lower part of a customer's page: what happened, and beside it the other sections, each behind its tab."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.services.customer_view import CustomerView
from csops.ui.customers.section import Section
from csops.ui.customers.sections import SECTIONS, CustomerSection
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.stops import Stops
from csops.ui.kit.tabs import Tabs

HAPPENED = "happened"


class SectionStack(QWidget):
    """Shows one section at a time; it is made when it is first shown, and reads only while it is in front.

    Signals:
        wanted: (place, question) a section asks for another place.
    """

    wanted = Signal(str, object)

    def __init__(self, desk: Desk, happened: QWidget) -> None:
        super().__init__()
        self._desk, self._happened = desk, happened
        self._customer_id: int | None = None
        self._sections: dict[str, CustomerSection] = {}
        self._made: dict[str, Section] = {}
        self._shown: dict[str, int] = {}
        self._wanted = ""
        self._column = QVBoxLayout(self)
        Spacing(desk.themes, self._column)
        self._head = QVBoxLayout()
        Spacing(desk.themes, self._head, margins=(5, 0, 5, 0))
        self._column.addLayout(self._head)
        self._stops = Stops(self)
        self.stack = QStackedWidget()
        self.stack.addWidget(happened)
        self._column.addWidget(self.stack, 1)
        self.tabs: Tabs | None = None

    def show_view(self, view: CustomerView) -> None:
        """Offer the sections that fit this customer, and show what is in front of them."""
        fitting = {section.key: section for section in SECTIONS if section.is_for(view)}
        if list(fitting) != list(self._sections):
            self._sections = fitting
            self._offer()
        if view.customer.id != self._customer_id:
            self._customer_id = view.customer.id
            self._shown.clear()
        if self._wanted:
            self.choose(self._wanted)
            self._wanted = ""
        self._fill()

    def begin(self, key: str) -> None:
        """Have another customer begin with this section, where it is there for them."""
        self.choose(HAPPENED)
        self._wanted = key

    def refresh(self) -> None:
        """Read again what is in front; the others when they come there."""
        front = self.key()
        self._shown = {key: shown for key, shown in self._shown.items() if key == front}
        if front in self._shown:
            self._made[front].refresh()

    def key(self) -> str:
        """Return which section is in front."""
        return self.tabs.key() if self.tabs is not None else HAPPENED

    def section(self, key: str) -> Section:
        """Return a section, made now where it was not shown yet."""
        if key not in self._made:
            made = self._made[key] = self._sections[key].make(self._desk)
            made.wanted.connect(self.wanted)
            self.stack.addWidget(made)
        return self._made[key]

    def choose(self, key: str) -> None:
        """Bring a section to the front."""
        if self.tabs is not None and (key == HAPPENED or key in self._sections):
            self.tabs.choose(key)
            self._fill()

    def _fill(self) -> None:
        front = self.key()
        widget = self._happened if front == HAPPENED else self.section(front)
        self.stack.setCurrentWidget(widget)
        self.setFocusProxy(widget)
        if front != HAPPENED and self._customer_id is not None and self._shown.get(front) != self._customer_id:
            self._shown[front] = self._customer_id
            self.section(front).show_customer(self._customer_id)

    def _offer(self) -> None:
        before = self.key()
        if self.tabs is not None:
            self._head.removeWidget(self.tabs)
            self.tabs.hide()
            self.tabs.deleteLater()
            self.tabs = None
        if not self._sections:
            return
        options = [Option(key=HAPPENED, text=self.tr("What happened"))]
        options += [Option(key=section.key, text=section.words()) for section in self._sections.values()]
        self.tabs = Tabs(self._desk.themes, options, name=self.tr("What is shown of this customer"))
        self.tabs.chosen.connect(lambda _key: self._fill())
        self._head.addWidget(self.tabs)
        self._stops.order([self.tabs])
        if before in self._sections:
            self.tabs.choose(before)
