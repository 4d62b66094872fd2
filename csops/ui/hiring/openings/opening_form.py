"""The form of an opening: what is asked for, of whom, by when, and who runs it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.domain.errors import ConflictError, CsopsError
from csops.domain.openings import MOST_PLACES, Opening, checked_opening
from csops.domain.people import Member
from csops.domain.role_profiles import ProfileKind
from csops.services.opening_lines import ProfileOption
from csops.ui.begun_form import BegunForm
from csops.ui.conflict_card import ConflictCard, is_told_apart
from csops.ui.desk import Desk
from csops.ui.form_height import form_height
from csops.ui.hiring.openings.words import state_words
from csops.ui.hiring.wording import tr
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import CheckBox
from csops.ui.kit.errors import words
from csops.ui.kit.field_errors import say_at_field
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField, NumberField
from csops.ui.kit.fields import Field, LineField, TextField, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing

_NONE = "0"


@dataclass(frozen=True, kw_only=True)
class OpeningChoices:
    """What the form offers: profiles by their newest version, and the members who may run an opening.

    `is_scored`: candidates are there already, so that the version they are scored by stays.
    """

    profiles: Sequence[ProfileOption]
    leads: Sequence[Member]
    is_scored: bool = False


class OpeningForm(BegunForm):
    """What one opening asks for.

    Signals:
        save_wanted(object): the Opening as the form says it.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        opening: Opening,
        choices: OpeningChoices,
        today: Callable[[], date],
        formats: Formats,
        why: str = "",
    ) -> None:
        """Begin with `opening`; `why` says where its values come from, such as the forecast."""
        title = tr("Change the opening") if opening.id else tr("Open a place to fill")
        super().__init__(desk.themes, parent, title=title)
        self.before, self._choices, self._formats = opening, choices, formats
        self.conflict = ConflictCard(desk)
        self.conflict.decided.connect(self.save_wanted)
        self._build(today, formats)
        self._lay_out(why)
        self._show(opening)
        self.save.setText(tr("Save opening") if opening.id else tr("Open the place"))
        self.save.clicked.connect(self._save)
        self.add_buttons()
        for field in self._fields:
            field.edited.connect(self.touch)
        self.profile.edited.connect(self._name_it)
        self.hidden.clicked.connect(self.touch)
        typed = (self.title_field, self.people, self.needed_by, self.lead, self.values_field, self.hidden, self.note)
        said = typed if choices.is_scored else (self.profile, *typed)
        form = record_form(Kind.OPENING, opening.id, "edit") if opening.id else "opening.new"
        self.kept = KeptTyping(desk, self, said, form=form, version=opening.version)

    def opening(self) -> Opening:
        """Return the opening as the form says it.

        Raises:
            CsopsError: what is said cannot be.
        """
        values = int(self.values_field.key() or _NONE)
        return checked_opening(
            replace(
                self.before,
                version=self.kept.version,
                title=self.title_field.text(),
                profile_version_id=int(self.profile.key() or self.before.profile_version_id),
                values_version_id=values or None,
                positions=int(self.people.number() or 0),
                needed_by=self.needed_by.day(),
                lead_id=int(self.lead.key() or self.before.lead_id),
                names_hidden=self.hidden.isChecked(),
                note=self.note.text(),
            )
        )

    def explain(self, error: Exception) -> None:
        """Say what is wrong below the field that it is about, else at the foot; both sides where two changed it."""
        if is_told_apart(error) and isinstance(error, ConflictError):
            self.conflict.show_conflict(error, shown=self._said)
            return
        told = words(error)
        if not say_at_field(told, self._fields):
            self.complain(told.sentence)

    def _save(self) -> None:
        self.trouble.hide()
        if first_problem(self._fields) is not None:
            return
        try:
            self.save_wanted.emit(self.opening())
        except CsopsError as error:
            self.explain(error)

    def _show(self, opening: Opening) -> None:
        self.title_field.set_text(opening.title)
        self.profile.choose(str(opening.profile_version_id))
        self.values_field.choose(str(opening.values_version_id or _NONE))
        self.people.set_number(opening.positions)
        self.needed_by.set_day(opening.needed_by)
        self.lead.choose(str(opening.lead_id))
        self.hidden.setChecked(opening.names_hidden)
        self.note.set_text(opening.note)
        if not opening.id and not opening.title:
            self._name_it()

    def _name_it(self) -> None:
        """Call a new place after its role, until somebody calls it otherwise."""
        roles = {one.name for one in self._choices.profiles}
        if not self.before.id and (not self.title_field.text() or self.title_field.text() in roles):
            chosen = next((one for one in self._choices.profiles if str(one.version_id) == self.profile.key()), None)
            self.title_field.set_text(chosen.name if chosen else "")

    def _said(self, name: str, opening: Opening) -> tuple[str, str]:
        """Return the label of a field and what an opening says there."""
        profiles = {one.version_id: one.name for one in self._choices.profiles}
        leads = {one.id: one.name for one in self._choices.leads}
        said = {
            "title": (tr("Title"), opening.title),
            "positions": (tr("People wanted"), self._formats.number(opening.positions)),
            "needed_by": (
                tr("Needed by"),
                self._formats.day(opening.needed_by, year=True) if opening.needed_by else "",
            ),
            "lead_id": (tr("Run by"), leads.get(opening.lead_id, "")),
            "profile_version_id": (tr("Role profile"), profiles.get(opening.profile_version_id, "")),
            "values_version_id": (
                tr("Our values beside the role"),
                profiles.get(opening.values_version_id or 0, tr("None")),
            ),
            "names_hidden": (tr("Names"), tr("Hidden") if opening.names_hidden else tr("Shown")),
            "state": (tr("State"), state_words(opening.state)),
            "note": (tr("Note"), opening.note),
        }
        return said.get(name, (name, ""))

    # ------------------------------------------------------------ building
    def _build(self, today: Callable[[], date], formats: Formats) -> None:
        themes, locked = self.themes, self._choices.is_scored
        self.profile = ChoiceField(
            themes,
            self._profiles(ProfileKind.ROLE, formats),
            label=tr("Role profile"),
            name="profile",
            helper=tr("Candidates are scored by the version it was opened with") if locked else "",
            required=True,
            typed=False,
        )
        self.profile.control.setEnabled(not locked)
        self.profile.set_check(lambda: "" if self.profile.key() else tr("Choose the role that is looked for"))
        self.title_field = LineField(themes, label=tr("Title"), name="title", required=True)
        self.title_field.set_check(lambda: "" if self.title_field.text() else tr("Name the place to fill"))
        self.people = NumberField(
            themes, label=tr("People wanted"), formats=formats, low=1, high=MOST_PLACES, name="positions"
        )
        self.needed_by = DayField(themes, label=tr("Needed by"), today=today, formats=formats, name="needed by")
        leads = [Choice(key=str(member.id), text=member.name) for member in self._choices.leads]
        self.lead = ChoiceField(
            themes,
            leads,
            label=tr("Run by"),
            name="lead",
            helper=tr("Plans who rates, and decides with reasons"),
            typed=False,
        )
        self.values_field = ChoiceField(
            themes,
            [Choice(key=_NONE, text=tr("None")), *self._profiles(ProfileKind.VALUES, formats)],
            label=tr("Our values beside the role"),
            name="values",
            helper=tr("A short scorecard of their own; they do not enter the fit"),
            typed=False,
        )
        self.hidden = CheckBox(themes, tr("Hide names until one has rated"))
        self.note = TextField(themes, label=tr("Note"), name="note", rows=3)
        self._fields: list[Field] = [
            self.profile,
            self.title_field,
            self.people,
            self.needed_by,
            self.lead,
            self.values_field,
            self.note,
        ]

    def _profiles(self, kind: ProfileKind, formats: Formats) -> list[Choice]:
        said = tr("{role}, version {number}")
        return [
            Choice(key=str(one.version_id), text=said.format(role=one.name, number=formats.number(one.number)))
            for one in self._choices.profiles
            if one.kind is kind
        ]

    def _lay_out(self, why: str) -> None:
        column = QVBoxLayout()
        Spacing(self.themes, column, margins=(0, 0, 2, 0), gap=3)
        if why:
            column.addWidget(Text(self.themes, why, colour="text.secondary", wrap=True))
        wanted = QHBoxLayout()
        Spacing(self.themes, wanted, gap=3)
        wanted.addWidget(self.people, 1)
        wanted.addWidget(self.needed_by, 1)
        above: tuple[QWidget, ...] = (self.conflict, self.profile, self.title_field)
        for widget in above:
            column.addWidget(widget)
        column.addLayout(wanted)
        below: tuple[QWidget, ...] = (
            self.lead,
            self.values_field,
            self.hidden,
            self.note,
            self.trouble,
        )
        for widget in below:
            column.addWidget(widget)
        column.addStretch(1)
        area = scrolling(column)
        area.setMinimumHeight(form_height(self.themes, self.window()))
        self.body.addWidget(area)
