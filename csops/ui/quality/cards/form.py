"""The fields of one scorecard: name, pass mark, contacts it is for, its criteria, and the note of a version."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.card_changes import differs
from csops.domain.card_drafts import plain_card, typed_card
from csops.domain.errors import CsopsError
from csops.domain.review_card_rules import checked_draft, publishable
from csops.domain.review_cards import CardState, CardVersion, ReviewCard, scorecard
from csops.domain.scoring import Scale, Scorecard
from csops.services.review_cards import KeptCard
from csops.ui.kit.choices import Option
from csops.ui.kit.controls import Switch
from csops.ui.kit.errors import words
from csops.ui.kit.field_errors import field_of, say_at_field
from csops.ui.kit.field_kinds import Choice, NumberField
from csops.ui.kit.fields import Field, LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.kit.weights import weight_words
from csops.ui.quality.cards.card_rows import CardRows
from csops.ui.quality.cards.card_text import Names
from csops.ui.quality.cards.criteria_table import CriteriaTable
from csops.ui.quality.cards.pick_button import PickButton
from csops.ui.quality.cards.two_ways import NARROW_UNDER, stack
from csops.ui.quality.wording import tr


class CardForm(QWidget):
    """Shows a scorecard and says what stands in the fields.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__()
        self.themes, self._formats = themes, formats
        self._kept: KeptCard | None = None
        self._basis: CardVersion | None = None
        self.name = LineField(themes, label=tr("Name"), name="name", required=True)
        self.mark = NumberField(
            themes, label=tr("Passes at"), name="pass mark", formats=formats, unit="%", low=0, high=100, decimals=0
        )
        self.channels = PickButton(themes, name=tr("For contacts by"), none=tr("All channels"), icon="messages-square")
        self.recovery = Switch(themes, tr("Only where there is a recovery"))
        self.table = CriteriaTable(themes, formats)
        placeholder = tr("For those who read this version later")
        self.note = LineField(themes, label=tr("What changed, and why"), name="note", placeholder=placeholder)
        self._lay_out()
        for field in self.fields():
            field.edited.connect(self._touched)
        self.channels.edited.connect(self._touched)
        self.recovery.clicked.connect(self._touched)
        self.table.edited.connect(self._touched)
        themes.changed.connect(self._fit)

    def fields(self) -> Sequence[Field]:
        """Return the fields in their order, without the table."""
        return (self.name, self.mark, self.note)

    def set_names(self, names: Names, *, skills: Sequence[Choice], scales: Sequence[Scale]) -> None:
        """Take what things are called, and the scales that are usual."""
        self.channels.set_options([Option(key=key, text=text) for key, text in names.channels.items()])
        self.table.set_names(names, skills=skills, scales=scales)

    # ------------------------------------------------------------ what is shown
    def show_card(
        self, kept: KeptCard, *, basis: CardVersion | None = None, over: Mapping[str, Any] | None = None
    ) -> None:
        """Show a card, with what was typed over the version `basis` of it; nobody is told."""
        self._kept, self._basis = kept, basis or kept.begun
        plain = over or _values(kept.card, kept.begun)
        card, version = typed_card(kept.card, self._basis, plain)
        self.name.set_text(card.name)
        self.mark.set_text(weight_words(version.pass_mark, self._formats))
        self.channels.choose(card.channels)
        self.recovery.setChecked(card.only_recovery)
        self.note.set_text(version.note)
        self.table.show_card(CardRows(version.sections, version.criteria, held=plain.get("held", ())))
        for field in self.fields():
            field.show_error("")
        self.check()

    def card(self) -> ReviewCard:
        """Return the head of the card as the fields say."""
        assert self._kept is not None, "a card is shown"
        return replace(
            self._kept.card,
            name=self.name.text(),
            channels=self.channels.chosen(),
            only_recovery=self.recovery.isChecked(),
        )

    def version(self) -> CardVersion:
        """Return what is asked as the fields say; its id is that of the version from which it was made."""
        assert self._basis is not None, "a card is shown"
        mark = self.mark.number()
        return replace(
            self._basis,
            pass_mark=float(mark) if mark is not None else 0.0,
            sections=tuple(self.table.typed.sections),
            criteria=self.table.typed.criteria(),
            note=self.note.text(),
        )

    def draft(self) -> dict[str, Any]:
        """Return what stands there as plain values, with what is held; nothing where it is as it was kept."""
        if self._kept is None or self._basis is None:
            return {}
        typed = plain_card(self.card(), self.version())
        return {} if typed == _values(self._kept.card, self._kept.begun) else {**typed, "held": self.table.typed.held()}

    @property
    def is_typed(self) -> bool:
        """Whether what is asked stands there otherwise than it was kept."""
        return self._kept is not None and differs(self._kept.begun, self.version())

    @property
    def is_new_version(self) -> bool:
        """Whether what is asked differs from what is published."""
        kept = self._kept
        return kept is not None and (not kept.card.current or differs(kept.version, self.version()))

    def scorecard(self) -> Scorecard | None:
        """Return what stands here as it would be scored by, None while it cannot be; the sum may be any."""
        version = self.version()
        rated = [one for one in version.criteria if one.scale.steps and one.weight >= 0]
        if not rated or len(rated) < len(version.criteria) or sum(one.weight for one in rated) <= 0:
            return None
        try:
            return scorecard(self.card(), checked_draft(version))
        except CsopsError:
            return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: what stands side by side stands below each other where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < self.themes.current.px(NARROW_UNDER)
        stack(self._rows, is_narrow=is_narrow)
        self.table.set_narrow(is_narrow)

    # ------------------------------------------------------------ what is wrong
    def check(self) -> CsopsError | None:
        """Say in place what keeps it from being published, the first of it, and return it."""
        self.note.setVisible(self.is_new_version)
        try:
            publishable(self.version())
        except CsopsError as error:
            field = field_of(words(error), self.fields())
            self.table.show_problem(error if field is None else None)
            if field is not None:
                field.show_error(words(error).sentence)
            return error
        self.table.show_problem(None)
        return None

    def explain(self, error: Exception) -> bool:
        """Say an error at the field that it names; return whether there is one."""
        return say_at_field(words(error), self.fields())

    def _touched(self) -> None:
        self.check()
        self.edited.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        Spacing(self.themes, column, gap=3)
        row, contacts = QHBoxLayout(), QHBoxLayout()
        self._rows = (row, contacts)
        Spacing(self.themes, row, gap=3)
        row.addWidget(self.name, 4)
        row.addWidget(self.mark, 1)
        column.addLayout(row)
        Spacing(self.themes, contacts, gap=3)
        contacts.addWidget(self.channels)
        contacts.addWidget(self.recovery)
        contacts.addStretch(1)
        column.addLayout(contacts)
        column.addWidget(self.table)
        column.addWidget(self.note)


def _values(card: ReviewCard, begun: CardVersion) -> dict[str, Any]:
    """Return a card as the form's plain values: the note of a version that is published is not that of the next."""
    plain = plain_card(card, begun)
    return plain if begun.state is CardState.DRAFT else {**plain, "note": ""}
