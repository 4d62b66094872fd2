"""The form of a candidate: who it is, how they are reached, where they came from, and whether they agreed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.candidates import Candidate, checked_candidate
from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.domain.errors import ConflictError, CsopsError
from csops.ui.begun_form import BegunForm
from csops.ui.conflict_card import ConflictCard, is_told_apart
from csops.ui.desk import Desk
from csops.ui.form_height import form_height
from csops.ui.hiring.openings.twins_note import TwinsNote
from csops.ui.hiring.wording import tr
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import CheckBox
from csops.ui.kit.errors import words
from csops.ui.kit.field_errors import say_at_field
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import Field, LineField, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing

_HEIGHT = 92


class CandidateForm(BegunForm):
    """What is kept of one candidate.

    Signals:
        save_wanted(object): the Candidate as the form says it.
        use_wanted(object): this known Candidate is meant; nobody new is kept.
        twins_wanted(object): who may be the same as this Candidate?
    """

    use_wanted = Signal(object)
    twins_wanted = Signal(object)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        candidate: Candidate,
        sources: Sequence[str],
        now: Callable[[], datetime],
        formats: Formats,
        can_use: bool = False,
    ) -> None:
        """Begin with `candidate`; `sources`: where others came from; `can_use`: a known one may be chosen instead."""
        super().__init__(
            desk.themes, parent, title=tr("Change the candidate") if candidate.id else tr("Add a candidate")
        )
        self.before, self._now, self._formats = candidate, now, formats
        self.conflict = ConflictCard(desk)
        self.conflict.decided.connect(self.save_wanted)
        self._build(sources, formats)
        self.twins = TwinsNote(desk.themes, can_use=can_use)
        self.twins.use_wanted.connect(self.use_wanted)
        self._lay_out()
        self._show(candidate)
        self.save.setText(tr("Save candidate") if candidate.id else tr("Add the candidate"))
        self.save.clicked.connect(self._save)
        self.add_buttons()
        for field in self._fields:
            field.edited.connect(self.touch)
        for field in (self.name_field, self.email, self.phone):
            field.left.connect(self._ask_for_twins)
        self.consent.clicked.connect(self._consent_changed)
        typed = (self.name_field, self.email, self.phone, self.source, self.came_on, self.consent)
        form = record_form(Kind.CANDIDATE, candidate.id, "edit") if candidate.id else "candidate.new"
        said = (*typed, self.agreed_on, self.consent_note)
        self.kept = KeptTyping(desk, self, said, form=form, version=candidate.version)

    def candidate(self) -> Candidate:
        """Return the candidate as the form says it.

        Raises:
            CsopsError: what is said cannot be.
        """
        return checked_candidate(self._said())

    def explain(self, error: Exception) -> None:
        """Say what is wrong below the field that it is about, else at the foot; both sides where two changed it."""
        if is_told_apart(error) and isinstance(error, ConflictError):
            self.conflict.show_conflict(error, shown=self._shown)
            return
        told = words(error)
        if not say_at_field(told, self._fields):
            self.complain(told.sentence)

    def _said(self) -> Candidate:
        return replace(
            self.before,
            version=self.kept.version,
            name=self.name_field.text(),
            email=self.email.text(),
            phone=self.phone.text(),
            source=self.source.text(),
            came_on=self.came_on.day() or self.before.came_on,
            consent_at=self._consent_at(),
            consent_note=self.consent_note.text(),
        )

    def _consent_at(self) -> datetime | None:
        """When they agreed: the moment as it was kept, unless another day is said."""
        if not self.consent.isChecked():
            return None
        zone, day = self._formats.zone, self.agreed_on.day()
        before = self.before.consent_at
        if before is not None and day in {None, before.astimezone(zone).date()}:
            return before
        now = self._now()
        return now if day in {None, now.astimezone(zone).date()} else datetime.combine(day, time(12), tzinfo=zone)

    def _save(self) -> None:
        self.trouble.hide()
        if first_problem(self._fields) is not None:
            return
        try:
            self.save_wanted.emit(self.candidate())
        except CsopsError as error:
            self.explain(error)

    def _ask_for_twins(self) -> None:
        if self.name_field.text() or self.email.text() or self.phone.text():
            self.twins_wanted.emit(self._said())

    def _show(self, candidate: Candidate) -> None:
        self.name_field.set_text(candidate.name)
        self.email.set_text(candidate.email)
        self.phone.set_text(candidate.phone)
        self.source.set_text(candidate.source)
        self.came_on.set_day(candidate.came_on)
        self.consent.setChecked(candidate.consent_at is not None)
        if candidate.consent_at is not None:
            self.agreed_on.set_day(candidate.consent_at.astimezone(self._formats.zone).date())
        self.consent_note.set_text(candidate.consent_note)
        self.agreed_on.setVisible(self.consent.isChecked())

    def _consent_changed(self) -> None:
        self.touch()
        if self.consent.isChecked() and self.agreed_on.day() is None:
            self.agreed_on.set_day(self._today())
        self.agreed_on.setVisible(self.consent.isChecked())

    def _today(self) -> date:
        return self._now().astimezone(self._formats.zone).date()

    def _shown(self, name: str, candidate: Candidate) -> tuple[str, str]:
        """Return the label of a field and what a candidate says there."""
        agreed = tr("Agreed") if candidate.consent_at else tr("Not agreed")
        said = {
            "name": (tr("Name"), candidate.name),
            "email": (tr("E-mail"), candidate.email),
            "phone": (tr("Phone"), candidate.phone),
            "source": (tr("Came by"), candidate.source),
            "came_on": (tr("Came on"), self._formats.day(candidate.came_on, year=True)),
            "consent_at": (tr("Consent"), agreed),
            "consent_note": (tr("How they were asked"), candidate.consent_note),
        }
        return said.get(name, (name, ""))

    # ------------------------------------------------------------ building
    def _build(self, sources: Sequence[str], formats: Formats) -> None:
        themes = self.themes
        self.name_field = LineField(themes, label=tr("Name"), name="name", required=True)
        self.name_field.set_check(lambda: "" if self.name_field.text() else tr("Write the name of the candidate"))
        self.email = LineField(themes, label=tr("E-mail"), name="e-mail")
        self.phone = LineField(themes, label=tr("Phone"), name="phone")
        self.source = ChoiceField(
            themes,
            [Choice(key=source, text=source) for source in sources],
            label=tr("Came by"),
            name="source",
            free=True,
            placeholder=tr("Notice in the shop, friend of a customer"),
        )
        self.came_on = DayField(
            themes, label=tr("Came on"), today=self._today, formats=formats, name="came on", required=True, past=True
        )
        self.consent = CheckBox(themes, tr("Agreed that these details are kept"))
        self.agreed_on = DayField(
            themes, label=tr("Agreed on"), today=self._today, formats=formats, name="agreed on", past=True
        )
        self.consent_note = LineField(
            themes,
            label=tr("How they were asked"),
            name="consent",
            placeholder=tr("By e-mail, with the notice of 1 May"),
        )
        self._fields: list[Field] = [
            self.name_field,
            self.email,
            self.phone,
            self.source,
            self.came_on,
            self.agreed_on,
            self.consent_note,
        ]

    def _pair(self, one: Field, other: Field) -> QHBoxLayout:
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=3)
        row.addWidget(one, 1)
        row.addWidget(other, 1)
        return row

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        Spacing(self.themes, column, margins=(0, 0, 2, 0), gap=3)
        column.addWidget(self.conflict)
        column.addWidget(self.name_field)
        column.addLayout(self._pair(self.email, self.phone))
        column.addWidget(self.twins)
        column.addLayout(self._pair(self.source, self.came_on))
        column.addWidget(self.consent)
        column.addLayout(self._pair(self.agreed_on, self.consent_note))
        column.addWidget(self.trouble)
        column.addStretch(1)
        area = scrolling(column)
        area.setMinimumHeight(form_height(self.themes, self.window(), usual=_HEIGHT))
        self.body.addWidget(area)
