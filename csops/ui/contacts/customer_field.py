"""The customer of a contact: found by name, phone, e-mail or case number while one types."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from csops.services import customers
from csops.services.customers import Suggestion
from csops.ui.contacts.suggestions import Offer, SuggestionList
from csops.ui.desk import Desk
from csops.ui.kit.fields import LineField
from csops.ui.kit.marks import Pill, PillLook

MOST_OFFERED = 6


class CustomerField(LineField):
    """A line that offers customers. Left with words that were not taken, it names somebody new.

    Signals:
        taken(object): a Suggestion was chosen, None for somebody new; one goes on to the next field.
        changed: what was chosen does not hold any more.
    """

    taken = Signal(object)
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.themes, label=self.tr("Customer"), name="customer", icon="user")
        self.line.setPlaceholderText(self.tr("Name, phone, e-mail or case number"))
        self._desk = desk
        self._suggestion: Suggestion | None = None
        self._asked = ""
        self._enter_waits = False
        self.list = SuggestionList(desk.themes, self.line)
        self.list.taken.connect(self._take)
        self.line.textEdited.connect(self._typed)

    def suggestion(self) -> Suggestion | None:
        """Return who was chosen."""
        return self._suggestion

    def show_suggestion(self, suggestion: Suggestion | None) -> None:
        """Show a customer whom we know, or nobody; nobody is told."""
        self._suggestion = suggestion
        self.close_list()
        if suggestion is not None:
            self.set_text(suggestion.customer.title)
        self._show_case()

    def show_typed(self, text: str) -> None:
        """Show words that stand for somebody new; nobody is told."""
        self._suggestion = None
        self.close_list()
        self.set_text(text)
        self._show_case()

    def close_list(self) -> None:
        """Close the list of suggestions and expect none."""
        self._asked, self._enter_waits = "", False
        self.list.show_offers(())

    def type(self, text: str) -> None:
        """Take what was typed elsewhere and is meant for here, as if it had been typed here."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.end(False)
        self.line.insert(text)
        self.line.textEdited.emit(self.line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the keys of the list, while the line has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.line:
            return self._key(event)
        return super().eventFilter(watched, event)

    def leave(self) -> None:
        """Close the list; words that are exactly one customer's name stand for that customer."""
        said = self.text().casefold()
        fits = [offer for offer in self.list.offers() if offer.suggestion and offer.text.casefold() == said]
        self.close_list()
        if len(fits) == 1:
            self.show_suggestion(fits[0].suggestion)
            self.taken.emit(self._suggestion)
        super().leave()

    def _key(self, event: QKeyEvent) -> bool:
        shown = self.list.isVisible()
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if shown:
                self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Escape if shown:
                self.close_list()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._enter()
            case _:
                return False
        return True

    def _enter(self) -> None:
        if self.list.isVisible():
            self._take(self.list.current())
        elif self._asked:
            self._enter_waits = True  # typed faster than it was found: the answer takes it
        else:
            self.taken.emit(self._suggestion)

    def _typed(self, text: str) -> None:
        if self._suggestion is not None:
            self._suggestion = None
            self._show_case()
        self.changed.emit()
        said = " ".join(text.split())
        if not said:
            self.close_list()
            return
        self._asked = said
        workspace = self._desk.workspace
        self._desk.ask(
            lambda: (said, customers.suggest(workspace, text=said, limit=MOST_OFFERED)),
            then=self._found,
            key=("customer field", id(self)),
        )

    def _found(self, answer: tuple[str, list[Suggestion]]) -> None:
        said, found = answer
        if said != self._asked:
            return
        offers = [Offer(text=one.customer.title, hint=self._hint(one), suggestion=one) for one in found]
        new = Offer(text=self.tr("New customer “{text}”").format(text=said))
        self.list.show_offers([*offers, new])
        if self._enter_waits:
            self._take(self.list.current())

    def _hint(self, one: Suggestion) -> str:
        counted = self.tr("%Ln contacts", "", one.contacts) if one.contacts else self.tr("no contact yet")
        opened = self.tr("case {id} open").format(id=one.open_case.id) if one.open_case else ""
        ways = [way for way in (*one.customer.phones, *one.customer.emails) if way != one.customer.title]
        return " · ".join(filter(None, (counted, opened, *ways[:1])))

    def _take(self, offer: Offer | None) -> None:
        if offer is None:
            return
        if offer.suggestion is not None:
            self.show_suggestion(offer.suggestion)
        self.close_list()
        self.edited.emit()
        self.taken.emit(offer.suggestion)

    def _show_case(self) -> None:
        case = self._suggestion.open_case if self._suggestion else None
        look = PillLook(text=self.tr("Case {id} open").format(id=case.id), family="info") if case else None
        self.line.set_trailing(Pill(self.themes, look) if look else None)
