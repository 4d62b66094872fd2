"""Says, while a customer is being typed, who is known already by the same phone or e-mail or by a name much alike."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from csops.domain.customers import Customer
from csops.domain.duplicates import Shared
from csops.services.duplicates import Duplicate, duplicates
from csops.ui.customers.wording import tr
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button, Role

WAITS_MS = 250
"""So long after the last key: nobody is asked for at each letter."""
_FIELDS = {Shared.PHONE: "phone", Shared.EMAIL: "e-mail", Shared.NAME: "name", Shared.ALIKE: "name"}


class Twins(QObject):
    """A link below each of name, phone and e-mail, shown where somebody has the same; it never stops anybody.

    Signals:
        wanted(int): the customer who is known already shall be shown.
    """

    wanted = Signal(int)

    def __init__(self, desk: Desk, customer: Callable[[], Customer], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._customer = desk, customer
        self.links = {
            name: Button(desk.themes, "", role=Role.LINK, icon_name="users", compact=True)
            for name in ("name", "phone", "e-mail")
        }
        self._found: dict[str, Duplicate] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAITS_MS)
        self._timer.timeout.connect(self.look)
        for name, link in self.links.items():
            link.clicked.connect(lambda _on=False, which=name: self._open(which))
        self.forget()

    def look_soon(self) -> None:
        """Look once nobody has typed for a moment."""
        self._timer.start()

    def look(self) -> None:
        """Look now."""
        self._timer.stop()
        customer, workspace = self._customer(), self._desk.workspace

        def read() -> list[Duplicate]:
            return duplicates(
                workspace,
                name=customer.name,
                phones=customer.phones,
                emails=customer.emails,
                but=customer.id or None,
            )

        self._desk.ask(read, then=self._show, key=("customers.twins", id(self)))

    def forget(self) -> None:
        """Show nobody."""
        self._timer.stop()
        self._show([])

    def _show(self, found: list[Duplicate]) -> None:
        self._found = {}
        for one in found:
            self._found.setdefault(_FIELDS[one.shared], one)
        for name, link in self.links.items():
            twin = self._found.get(name)
            link.setVisible(twin is not None)
            if twin is not None:
                link.setText(twin_words(twin))
                link.setAccessibleName(link.text())
                link.theme_changed()

    def _open(self, name: str) -> None:
        if name in self._found:
            self.wanted.emit(self._found[name].customer.id)


def twin_words(twin: Duplicate) -> str:
    """Return who it may be, and why."""
    said = {
        Shared.PHONE: tr("{value} is {name}'s too. Open"),
        Shared.EMAIL: tr("{value} is {name}'s too. Open"),
        Shared.NAME: tr("{name} is a customer already. Open"),
        Shared.ALIKE: tr("Is it {name}, who is a customer already? Open"),
    }[twin.shared]
    return said.format(name=twin.customer.title, value=twin.value)
