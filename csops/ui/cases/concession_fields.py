"""The fields of something that is given: its kind, the values of its cost, the reason; below, what comes of it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from csops.domain.concession_rules import ConcessionKind, ConcessionRules
from csops.domain.concessions import Term
from csops.services import concession_outlook
from csops.services.concession_outlook import Outlook
from csops.services.concession_rules import concession_rules
from csops.services.concessions import Offer
from csops.ui.cases.concession_words import decides_words, left_words, worth_words
from csops.ui.desk import Desk
from csops.ui.kit.controls import CheckBox
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField, NumberField
from csops.ui.kit.fields import Field, TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.money_field import MoneyField
from csops.ui.kit.spacing import Spacing

_COLUMNS = 2


class OutlookBox(QFrame):
    """Says what a concession costs, who decides, what is left, and what the customer is worth."""

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        self._formats, self._now = formats, desk.workspace.now
        themes = desk.themes
        self.setProperty("kind", "sunken")
        self.cost = Text(themes, font="bodyStrong", figures=True, wrap=True)
        self.decides = Text(themes, font="small", wrap=True)
        self.left = Text(themes, font="small", colour="text.secondary", figures=True, wrap=True)
        self.worth = Text(themes, font="small", colour="text.secondary", figures=True, wrap=True)
        column = QVBoxLayout(self)
        Spacing(themes, column, margins=(3, 2, 3, 2), gap=1)
        for line in (self.cost, self.decides, self.left, self.worth):
            column.addWidget(line)

    def show_outlook(self, found: Outlook) -> None:
        """Say what would come of it now."""
        formats, is_known = self._formats, found.cost is not None
        said = self.tr("Costs us {amount}").format(amount=formats.money(found.cost, found.currency))
        self.cost.say(said if is_known else self.tr("Fill in the values, and see what it costs"), colour="text.primary")
        self.decides.setVisible(is_known)
        words = decides_words(found, formats, now=self._now())
        self.decides.say(words, colour="success.text" if found.is_own else "warning.text")
        self.left.say(left_words(found, formats))
        self.left.setVisible(bool(self.left.words()))
        self.worth.say(worth_words(found.worth, found.currency, formats))

    def show_problem(self, sentence: str) -> None:
        """Say why nothing can come of it."""
        self.cost.say(sentence, colour="danger.text")
        self.decides.hide()


class ConcessionFields(QWidget):
    """The fields; `offer` says them as a wish on a case.

    Signals:
        edited: a person changed one.
        judged(object): the Outlook of what stands there, None where nothing can come of it.
    """

    edited = Signal()
    judged = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self._rules: ConcessionRules | None = None
        self._wanted: dict[str, Any] = {}
        self.case_id = 0
        self._customer_id: int | None = None
        self.outlook: Outlook | None = None
        themes = desk.themes
        self.kind = ChoiceField(themes, label=self.tr("What is given"), name="kind", typed=False)
        self.terms: dict[str, NumberField] = {}
        self._term_grid = QGridLayout()
        self.reason = TextField(themes, label=self.tr("Why"), name="reason", rows=2)
        self.value = MoneyField(
            themes,
            label=self.tr("What the customer sees"),
            currency=desk.team.shop.currency,
            formats=self._formats,
            name="value",
            helper=self.tr("Where it is another amount than the cost"),
        )
        self.exception = CheckBox(themes, self.tr("An exception: the owner decides, whatever it costs"))
        self.box = OutlookBox(desk, self._formats)
        self._lay_out()
        self.kind.edited.connect(self._kind_chosen)
        self.reason.edited.connect(self.edited)
        self.value.edited.connect(self.edited)
        self.exception.clicked.connect(lambda _on: self._changed())

    # ------------------------------------------------------------ what they say
    def is_whole(self) -> bool:
        """Whether a kind is chosen and all its values are there."""
        return bool(self.kind.key()) and all(field.number() is not None for field in self.terms.values())

    def offer(self) -> Offer:
        """Return what the fields say, on the case that is shown. What does not read stays as it is written."""
        return Offer(
            case_id=self.case_id,
            kind=self.kind.key(),
            terms=tuple(Term(name=name, value=_written(field)) for name, field in self.terms.items() if field.text()),
            value=self.value.number(),
            reason=self.reason.text(),
            is_exception=self.exception.isChecked(),
        )

    def values(self) -> dict[str, Any]:
        """Return what stands there as plain values, for a draft."""
        return {
            "kind": self.kind.key() or self._wanted.get("kind", ""),
            "terms": {name: field.text() for name, field in self.terms.items()} or self._wanted.get("terms", {}),
            "value": self.value.text(),
            "reason": self.reason.text(),
            "exception": self.exception.isChecked(),
        }

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in their order."""
        return (self.kind, *self.terms.values(), self.value, self.reason)

    def named(self, name: str) -> Field:
        """Return the field of this name, the kind where there is none."""
        return next((field for field in self.fields() if name and field.name == name), self.kind)

    def explain(self, error: Exception) -> None:
        """Say what is wrong below the field that it is about."""
        told = words(error)
        self.named(told.field).show_error(told.sentence)

    # ------------------------------------------------------------ what they show
    def start(self) -> None:
        """Empty the fields."""
        self.show_values({})

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Put plain values into the fields; nobody is told. Values of a kind wait until the kinds are known."""
        self._wanted = dict(values)
        self.kind.choose(str(values.get("kind", "")))
        self._show_terms()
        self.value.set_text(str(values.get("value", "")))
        self.reason.set_text(str(values.get("reason", "")))
        self.exception.setChecked(bool(values.get("exception")))
        for field in self.fields():
            field.show_error("")
        self._judge()

    def show_case(self, case_id: int, *, customer_id: int | None = None) -> None:
        """Weigh it on this case; 0 where there is none yet, of the customer who is known all the same."""
        self.case_id, self._customer_id = case_id, customer_id
        self.read_rules()

    def read_rules(self) -> None:
        """Read the kinds again, and judge anew."""
        workspace = self._desk.workspace
        self._desk.ask(lambda: concession_rules(workspace), then=self._take_rules, key=("kinds", id(self)))

    def _take_rules(self, rules: ConcessionRules) -> None:
        typed = self.values()
        self._rules = rules
        self.kind.set_choices([Choice(key=kind.key, text=kind.name) for kind in rules.kinds if kind.offered])
        self.kind.choose(str(typed["kind"]))
        self._wanted = typed
        self._show_terms()
        self._judge()

    # ------------------------------------------------------------ inside
    def _chosen(self) -> ConcessionKind | None:
        key = self.kind.key()
        return next((kind for kind in self._rules.kinds if kind.key == key), None) if self._rules and key else None

    def _kind_chosen(self) -> None:
        self._wanted = {}
        self._show_terms()
        self._changed()

    def _show_terms(self) -> None:
        kind = self._chosen()
        written = {**{name: field.text() for name, field in self.terms.items()}, **self._wanted.get("terms", {})}
        names = [term.name for term in kind.terms] if kind else []
        self.kind.set_helper(kind.use_for if kind else "")
        if names != list(self.terms):
            for old in self.terms.values():
                self._term_grid.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.terms = {term.name: self._term_field(term.name, term.says) for term in (kind.terms if kind else ())}
            self._place_terms()
        for name, field in self.terms.items():
            field.set_text(str(written.get(name, "")))

    def _term_field(self, name: str, says: str) -> NumberField:
        label = says[:1].upper() + says[1:]
        field = NumberField(self._desk.themes, label=label, formats=self._formats, decimals=2, low=0, name=name)
        field.edited.connect(self._changed)
        return field

    def _place_terms(self) -> None:
        before: QWidget = self.kind.control
        self._term_grid.removeWidget(self.value)
        for place, field in enumerate((*self.terms.values(), self.value)):
            self._term_grid.addWidget(field, place // _COLUMNS, place % _COLUMNS)
            QWidget.setTabOrder(before, field.line)
            before = field.line
        self.value.setVisible(bool(self.terms))

    def _changed(self) -> None:
        self.edited.emit()
        self._judge()

    def _judge(self) -> None:
        workspace, is_whole, offer = self._desk.workspace, self.is_whole(), self.offer()
        customer_id = self._customer_id
        self.box.setVisible(bool(offer.kind))
        if offer.kind:
            self._desk.ask(
                lambda: concession_outlook.outlook(workspace, offer=offer, is_whole=is_whole, customer_id=customer_id),
                then=self._take_outlook,
                failed=self._no_outlook,
                key=("outlook", id(self)),
            )

    def _take_outlook(self, found: Outlook) -> None:
        self.outlook = found
        self.box.show_outlook(found)
        self.judged.emit(found)

    def _no_outlook(self, error: Exception) -> None:
        self.outlook = None
        self.box.show_problem(words(error).sentence)
        self.judged.emit(None)

    def _lay_out(self) -> None:
        themes = self._desk.themes
        column = QVBoxLayout(self)
        Spacing(themes, column, gap=3)
        self._term_grid.setContentsMargins(0, 0, 0, 0)
        space = themes.current.space(3)
        self._term_grid.setHorizontalSpacing(space)
        self._term_grid.setVerticalSpacing(space)
        for number in range(_COLUMNS):
            self._term_grid.setColumnStretch(number, 1)
        column.addWidget(self.kind)
        column.addLayout(self._term_grid)
        column.addWidget(self.reason)
        column.addWidget(self.exception)
        column.addWidget(self.box)
        self._place_terms()
        self.box.hide()


def _written(field: NumberField) -> str:
    number: Decimal | None = field.number()
    return field.text() if number is None else str(number)
