"""A line that names another customer: found by name, phone or e-mail while one types."""

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QWidget

from csops.domain.customers import Customer
from csops.services import customers
from csops.ui.desk import Desk
from csops.ui.kit.fields import LineField

MOST_OFFERED = 6


class PersonField(LineField):
    """Holds a customer, or nobody where the line is empty."""

    def __init__(self, desk: Desk, *, label: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, label=label, name=name, icon="user", parent=parent)
        self._desk = desk
        self._known: dict[str, int] = {}
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        if (popup := completer.popup()) is not None:
            popup.setProperty("popup", True)
        completer.activated.connect(lambda _text: self.edited.emit())
        self.line.setCompleter(completer)
        self._completer = completer
        self.line.textEdited.connect(self._typed)
        self.set_check(self._wrong)

    def person_id(self) -> int | None:
        """Return who is meant; None for nobody, and while the words name nobody."""
        return self._known.get(self.text().casefold())

    def show_person(self, person: Customer | None) -> None:
        """Show somebody, or nobody; nobody is told."""
        if person is not None:
            self._known[person.title.casefold()] = person.id
        self.set_text("" if person is None else person.title)

    def _typed(self, text: str) -> None:
        said, workspace = " ".join(text.split()), self._desk.workspace
        if said:
            self._desk.ask(
                lambda: (said, [one.customer for one in customers.suggest(workspace, text=said, limit=MOST_OFFERED)]),
                then=self._found,
                key=("person field", id(self)),
            )

    def _found(self, answer: tuple[str, list[Customer]]) -> None:
        said, found = answer
        if said != " ".join(self.text().split()):
            return
        titles: list[str] = []
        for one in found:
            title = one.title if one.title not in titles else f"{one.title} ({one.id})"
            titles.append(title)
            self._known[title.casefold()] = one.id
        self._model.setStringList(titles)
        if titles and self.line.hasFocus() and said.casefold() not in {title.casefold() for title in titles}:
            self._completer.complete()
        self.edited.emit()

    def _wrong(self) -> str:
        said = self.tr("Nobody is called “{text}”. Choose one of those who are offered, or leave it empty")
        return said.format(text=self.text()) if self.text() and self.person_id() is None else ""
