"""One kind of concession: its name, what it is for, and by which rule its cost is worked out."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csops.domain.concession_rules import Asked, ConcessionKind, Counted, checked_kind
from csops.domain.draft_forms import short_form
from csops.domain.errors import CsopsError
from csops.ui.desk import Desk
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import Button, Role, Switch
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import LineField, TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.overlay import Dialog
from csops.ui.settings.cost_rule_words import rule_words

Keep = Callable[[ConcessionKind, Callable[[], None], Callable[[Exception], None]], None]
"""Keeps a kind, then calls one of the two: it is kept, or what was wrong."""


class KindDialog(Dialog):
    """Edits a kind, or makes one. What is wrong stands below its field."""

    def __init__(self, desk: Desk, parent: QWidget, *, kind: ConcessionKind, keep: Keep, is_new: bool) -> None:
        title = desk.tr("New kind of concession") if is_new else desk.tr("Kind of concession")
        super().__init__(desk.themes, parent, title=title, width=1)
        self._kind, self._keep, self._currency = kind, keep, desk.team.shop.currency
        themes = desk.themes
        self.name = LineField(themes, label=self.tr("Name"), name="name", required=True)
        self.use_for = LineField(themes, label=self.tr("When it is given"), name="use for")
        self.terms = TextField(
            themes,
            label=self.tr("Values that are asked for"),
            name="name of a value",
            rows=3,
            helper=self.tr("One a line, such as “price: price paid”"),
        )
        self.rule = LineField(
            themes,
            label=self.tr("What it costs us"),
            name="cost rule",
            helper=self.tr("From these values with + − * / and parentheses, such as price * percent / 100"),
        )
        counted = [
            Choice(key=Counted.AGREED.value, text=self.tr("When it is agreed")),
            Choice(key=Counted.SENT.value, text=self.tr("When it is sent")),
            Choice(key=Counted.GIVEN.value, text=self.tr("When it is handed over")),
            Choice(key=Counted.DONE.value, text=self.tr("When it is done")),
        ]
        self.counted = ChoiceField(themes, counted, label=self.tr("Counts in the month"), typed=False)
        self.offered = Switch(themes, self.tr("Offered"))
        for widget in (self.name, self.use_for, self.terms, self.rule, self.counted, self.offered):
            self.body.addWidget(widget)
        self.save = Button(themes, self.tr("Save"), role=Role.PRIMARY, keys="Ctrl+Return")
        self.save.setShortcut("Ctrl+Return")
        self.add_button(self.save)
        self.save.clicked.connect(self.submit)
        self.closed.connect(self.deleteLater)
        self._show(kind)
        for field in (self.terms, self.rule):
            field.edited.connect(self._tell)
        self._tell()
        fields = (self.name, self.use_for, self.terms, self.rule, self.counted, self.offered)
        self.kept = KeptTyping(desk, self, fields, form=short_form(f"concession_kind.{kind.key}"))

    def _tell(self) -> None:
        """Say below the rule how it reads, and what it gives for an example."""
        kind = self._said()
        if kind.cost_rule:
            self.rule.set_helper(rule_words(kind, Formats(), self._currency))

    def submit(self) -> None:
        """Keep what the fields say."""
        try:
            kind = checked_kind(self._said())
        except CsopsError as error:
            self.explain(error)
        else:
            self._keep(kind, self.finish, self.explain)

    def explain(self, error: Exception) -> None:
        """Say what is wrong below the field that it is about."""
        told = words(error)
        fields = {field.name: field for field in (self.name, self.use_for, self.terms, self.rule)}
        field = fields.get(told.field, self.rule)
        field.show_error(told.sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, kind: ConcessionKind) -> None:
        self.name.set_text(kind.name)
        self.use_for.set_text(kind.use_for)
        self.terms.set_text("\n".join(f"{term.name}: {term.says}" for term in kind.terms))
        self.rule.set_text(kind.cost_rule)
        self.counted.choose(kind.counted.value)
        self.offered.setChecked(kind.offered)

    def _said(self) -> ConcessionKind:
        for field in (self.name, self.use_for, self.terms, self.rule):
            field.show_error("")
        lines = [line.partition(":") for line in self.terms.text().splitlines() if line.strip()]
        return replace(
            self._kind,
            name=self.name.text(),
            use_for=self.use_for.text(),
            cost_rule=self.rule.text(),
            terms=tuple(Asked(name=name.strip(), says=says.strip() or name.strip()) for name, _, says in lines),
            counted=Counted(self.counted.key() or Counted.AGREED.value),
            offered=self.offered.isChecked(),
        )
