"""The part *Matter* of a case: what the customer said, what it really was, and where that came from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.cases import Case, Cause
from csops.domain.draft_forms import CaseForm, case_form
from csops.domain.errors import ConflictError
from csops.domain.matters import MATTER_FIELDS
from csops.services import case_matters, cases
from csops.ui.cases.care_words import cause_words
from csops.ui.cases.part import Part
from csops.ui.conflict_card import ConflictCard, is_told_apart
from csops.ui.contacts.confirmed_row import ConfirmedRow
from csops.ui.contacts.contact_words import case_field
from csops.ui.desk import Desk, Said
from csops.ui.draft_keeper import Draft, DraftKeeper
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import sentence, words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import Field
from csops.ui.kit.growing_text import GrowingText
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing

UNSAID = "unsaid"
SAVE_KEYS = "Ctrl+Return"


class MatterFields(QWidget):
    """The fields of a matter.

    Signals:
        edited: a person changed one.
    """

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        themes = desk.themes
        self.stated = GrowingText(
            themes, label=self.tr("What the customer said"), name="stated", least=2, helper=self.tr("In their words")
        )
        self.matter = GrowingText(
            themes,
            label=self.tr("What it really was"),
            name="matter",
            least=2,
            helper=self.tr("Found out while working on it; often not what was said first"),
        )
        options = [Option(key=UNSAID, text=self.tr("Not known"))]
        options += [Option(key=cause.value, text=cause_words(cause)) for cause in Cause]
        self.cause = Segmented(themes, options, name=self.tr("Cause"))
        cause_field = Field(themes, self.cause, label=self.tr("Cause"), name="cause")
        self.department = ChoiceField(
            themes,
            label=self.tr("Department"),
            name="department",
            free=True,
            placeholder=self.tr("Where it came from"),
        )
        self.note = GrowingText(themes, label=self.tr("How it came about"), name="cause_note", least=2)
        column = QVBoxLayout(self)
        Spacing(themes, column, gap=4)
        for field in (self.stated, self.matter, cause_field, self.department, self.note):
            column.addWidget(field)
        for text in (self.stated, self.matter, self.department, self.note):
            text.edited.connect(self.edited)
        self.cause.chosen.connect(lambda _key: self.edited.emit())

    def values(self) -> dict[str, Any]:
        """Return what the fields say, as plain values."""
        return {
            "stated": self.stated.text(),
            "matter": self.matter.text(),
            "cause": "" if self.cause.key() == UNSAID else self.cause.key(),
            "department": self.department.text(),
            "cause_note": self.note.text(),
        }

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Put these into the fields; nobody is told."""
        self.stated.set_text(str(values.get("stated", "")))
        self.matter.set_text(str(values.get("matter", "")))
        self.cause.choose(str(values.get("cause") or UNSAID))
        self.department.set_text(str(values.get("department", "")))
        self.note.set_text(str(values.get("cause_note", "")))

    def offer(self, departments: Sequence[str]) -> None:
        """Offer these departments, and keep what is typed."""
        typed = self.department.text()
        self.department.set_choices([Choice(key=name, text=name) for name in departments])
        self.department.set_text(typed)

    def named(self, name: str) -> Field:
        """Return the field of this name, the first where there is none."""
        fields = (self.stated, self.matter, self.department, self.note)
        return next((field for field in fields if field.name == name), fields[0])


class MatterPart(Part):
    """Edits the matter of a case. What is typed is a draft of this case until it is saved."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._case: Case | None = None
        self._keeper: DraftKeeper | None = None
        self.conflict = ConflictCard(desk)
        self.fields = MatterFields(desk)
        self.confirmed = ConfirmedRow(desk)
        self.save = Button(desk.themes, self.tr("Save"), role=Role.PRIMARY, keys=SAVE_KEYS, show_keys=True)
        self.discard = Button(desk.themes, self.tr("Discard changes"), role=Role.GHOST)
        self._lay_out()
        self.fields.edited.connect(self._edited)
        self.conflict.decided.connect(self._keep)
        self.save.clicked.connect(self.submit)
        self.discard.clicked.connect(self._take_back)
        keys = QShortcut(QKeySequence(SAVE_KEYS), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.submit)
        self._check_permission()

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that is not saved."""
        return self._case is not None and self.fields.values() != _said(self._case)

    def show_case(self, case_id: int) -> None:
        """Show the matter of another case; what was typed on the one before stays its draft."""
        if case_id != self.case_id:
            if self._keeper is not None:
                self._keeper.keep_if_due()
                self._keeper.deleteLater()
            self._case = None
            self.conflict.hide()
            self._keeper = DraftKeeper(
                self.desk, form=case_form(CaseForm.MATTER, case_id), values=self._draft, parent=self
            )
            self._keeper.watch_window(self.window())
        super().show_case(case_id)

    def refresh(self) -> None:
        """Read it again; what is being typed stays, and saving will tell where a colleague wrote the same."""
        workspace, case_id = self.desk.workspace, self.case_id
        if case_id:
            self.desk.ask(
                lambda: (cases.get_case(workspace, case_id=case_id), case_matters.departments(workspace)),
                then=self._take,
                failed=lambda _error: None,  # the pane says that the case is gone
                key=("matter", id(self)),
            )

    def submit(self) -> None:
        """Keep what the fields say."""
        if self._case is not None and self.is_changed and self.desk.workspace.may(Permission.EDIT):
            self._keep(_with(self._case, self.fields.values()))

    def _take(self, found: tuple[Case, list[str]]) -> None:
        case, departments = found
        if case.id != self.case_id:
            return
        is_first = self._case is None
        self.fields.offer(departments)
        self.confirmed.show_case(case)
        if is_first or not self.is_changed:
            self._show(case)
        if is_first and self._keeper is not None:
            self._keeper.read(then=partial(self._take_draft, case.id), failed=lambda _error: None)

    def _take_draft(self, case_id: int, draft: Draft | None) -> None:
        if draft is not None and case_id == self.case_id and self._case is not None and not self.is_changed:
            values, version = dict(draft[0]), draft[0].get("version")
            self._case = replace(self._case, version=version) if isinstance(version, int) else self._case
            self.fields.show_values(values)
            self._show_buttons()

    def _show(self, case: Case) -> None:
        self._case = case
        self.fields.show_values(_said(case))
        self._show_buttons()

    def _draft(self) -> dict[str, Any]:
        return {**self.fields.values(), "version": self._case.version if self._case else 1}

    def _edited(self) -> None:
        if self._keeper is not None:
            self._keeper.touched()
        self._show_buttons()

    def _take_back(self) -> None:
        if self._case is not None:
            self.conflict.hide()
            self._drop_draft()
            self._show(self._case)
            self.refresh()

    def _keep(self, case: Case) -> None:
        workspace = self.desk.workspace
        self.desk.act(
            lambda: case_matters.keep_matter(workspace, case=case),
            then=self._kept,
            failed=self._not_kept,
            said=Said(text=self.tr("Matter of case {id} changed").format(id=case.id)),
        )

    def _kept(self, case: Case) -> None:
        if case.id == self.case_id:
            self._drop_draft()
            self._show(case)

    def _not_kept(self, error: Exception) -> None:
        if is_told_apart(error) and isinstance(error, ConflictError):
            self.conflict.show_conflict(error, shown=partial(case_field, team=self.desk.team))
            return
        told = words(error)
        field = self.fields.named(told.field)
        field.show_error(told.sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_draft(self) -> None:
        if self._keeper is not None:
            self._keeper.drop()

    def _show_buttons(self) -> None:
        self.save.setVisible(self.is_changed)
        self.discard.setVisible(self.is_changed)

    def _check_permission(self) -> None:
        refusal = self.desk.workspace.refusal(Permission.EDIT)
        if refusal is not None:
            self.fields.setEnabled(False)
            self.fields.setToolTip(sentence(refusal))

    def _lay_out(self) -> None:
        themes = self.desk.themes
        inner = QVBoxLayout()
        Spacing(themes, inner, margins=(5, 4, 5, 4), gap=4)
        inner.addWidget(self.conflict)
        inner.addWidget(self.confirmed)
        inner.addWidget(self.fields)
        inner.addStretch(1)
        buttons = QHBoxLayout()
        Spacing(themes, buttons, margins=(5, 0, 5, 3), gap=2)
        buttons.addWidget(self.discard)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addWidget(scrolling(inner), 1)
        column.addLayout(buttons)
        self._show_buttons()


def _said(case: Case) -> dict[str, Any]:
    """Return what a case says of its matter, as the fields have it."""
    values = {name: getattr(case, name) for name in MATTER_FIELDS}
    return {**values, "cause": case.cause.value if case.cause else ""}


def _with(case: Case, values: Mapping[str, Any]) -> Case:
    said = {**values, "cause": Cause(values["cause"]) if values["cause"] else None}
    return replace(case, **said)
