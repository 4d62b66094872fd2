"""The fields of one profile: name, purpose, time, the table of skills, and the note of the next version."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from csops.domain.errors import CsopsError
from csops.domain.interview_time import interview_time
from csops.domain.profile_changes import differs
from csops.domain.role_profiles import (
    MOST_MINUTES,
    WHOLE,
    Evidence,
    Profile,
    ProfileKind,
    ProfileSkill,
    ProfileVersion,
    Requirement,
    RoleProfile,
    checked_version,
    role_profile,
)
from csops.domain.skills import Skill
from csops.services.profiles import KeptProfile
from csops.ui.hiring.profiles.profile_words import rule_words, time_words
from csops.ui.hiring.profiles.skill_table import SkillTable
from csops.ui.kit.errors import words
from csops.ui.kit.field_errors import field_of, say_at_field
from csops.ui.kit.field_kinds import NumberField
from csops.ui.kit.fields import Field, LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.growing_text import GrowingText
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class ProfileForm(QWidget):
    """Shows a profile and says what stands in the fields.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__()
        self.themes = themes
        self._kept: KeptProfile | None = None
        self.name = LineField(themes, label=self.tr("Name"), name="name", required=True)
        self.purpose = GrowingText(themes, label=self.tr("What the role is for"), name="purpose", least=1)
        self.interviews = NumberField(
            themes, label=self.tr("Interviews"), name="interviews", formats=formats, low=1, high=10
        )
        self.minutes = NumberField(
            themes, label=self.tr("Minutes each"), name="minutes", formats=formats, unit="min", low=5, high=MOST_MINUTES
        )
        self.time = Text(themes, font="small", wrap=True)
        self.rule = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.table = SkillTable(themes, formats)
        self.note = LineField(
            themes,
            label=self.tr("What changed, and why"),
            name="note",
            placeholder=self.tr("For those who read this version later"),
        )
        self.asks = Text(themes, self.tr("What it asks"), font="title3")
        self._lay_out()
        for field in self.fields():
            field.edited.connect(self._touched)
        self.table.edited.connect(self._touched)

    def fields(self) -> Sequence[Field]:
        """Return the fields in their order, without the table."""
        return (self.name, self.purpose, self.interviews, self.minutes, self.note)

    def set_skills(self, skills: Sequence[Skill], *, kind: ProfileKind) -> None:
        """Take the catalogue."""
        self.table.set_skills(skills, kind=kind)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let everything be read, not changed."""
        for field in self.fields():
            if isinstance(field.control, QLineEdit | QPlainTextEdit):
                field.control.setReadOnly(is_read_only)
        self.table.set_read_only(is_read_only)

    def show_profile(self, kept: KeptProfile, *, over: Mapping[str, Any] | None = None) -> None:
        """Show a profile, with what was typed over it; nobody is told."""
        self._kept = kept
        values = {**values_of(kept), **(over or {})}
        self.name.set_text(values["name"])
        self.purpose.set_text(values["purpose"])
        self.interviews.set_number(values["interviews"])
        self.minutes.set_number(values["minutes"])
        self.note.set_text(values.get("note", ""))
        is_role = self.kind is ProfileKind.ROLE
        self.interviews.setVisible(is_role)
        self.purpose.label.say(self.tr("What the role is for") if is_role else self.tr("What these values are for"))
        self.rule.say(rule_words(self.kind))
        self.table.show_rows([_row(each) for each in values["rows"]], held=values.get("held", ()))
        for field in self.fields():
            field.show_error("")
        self.check()

    @property
    def kind(self) -> ProfileKind:
        """Whether a role is shown, or values."""
        return self._kept.profile.kind if self._kept is not None else ProfileKind.ROLE

    def values(self) -> dict[str, Any]:
        """Return what stands in the fields, as plain values."""
        return {
            "name": self.name.text(),
            "purpose": self.purpose.text(),
            "interviews": _whole(self.interviews),
            "minutes": _whole(self.minutes),
            "rows": [_plain(each) for each in self.table.rows()],
        }

    def draft(self) -> dict[str, Any]:
        """Return what stands there otherwise than in the profile, with the note and what is held."""
        if self._kept is None:
            return {}
        before = values_of(self._kept)
        changed = {name: value for name, value in self.values().items() if value != before[name]}
        if self.note.text():
            changed["note"] = self.note.text()
        return {**changed, "held": self.table.held()} if changed else {}

    def profile(self) -> Profile:
        """Return name and purpose as the fields say."""
        assert self._kept is not None, "a profile is shown"
        return replace(self._kept.profile, name=self.name.text(), purpose=self.purpose.text())

    def version(self) -> ProfileVersion:
        """Return what is asked as the fields say; what is no number is 0."""
        assert self._kept is not None, "a profile is shown"
        return replace(
            self._kept.version,
            interviews=_whole(self.interviews) or 0,
            minutes=_whole(self.minutes) or 0,
            skills=self.table.rows(),
            note=self.note.text(),
        )

    @property
    def is_new_version(self) -> bool:
        """Whether what is asked differs from the version that is shown."""
        return self._kept is not None and differs(self._kept.version, self.version())

    def check(self) -> CsopsError | None:
        """Say in place what is wrong with what is asked, the first of it, and return it."""
        self._show_time()
        self.note.setVisible(self.is_new_version or bool(self._kept and not self._kept.profile.id))
        try:
            checked_version(self.version(), kind=self.kind)
        except CsopsError as error:
            field = field_of(words(error), self.fields())
            self.table.show_problem(error if field is None else None)
            if field is not None:
                field.show_error(words(error).sentence)
            return error
        self.table.show_problem(None)
        return None

    def role(self) -> RoleProfile | None:
        """Return what stands here as it would be scored, None while it cannot be.

        Weights that do not make 100 yet count in proportion: the fit is the same for any sum.
        """
        version = self.version()
        total = sum(each.weight for each in version.skills)
        if total <= 0:
            return None
        whole = replace(
            version, skills=tuple(replace(each, weight=each.weight * WHOLE / total) for each in version.skills)
        )
        try:
            checked_version(whole, kind=self.kind)
        except CsopsError:
            return None
        return role_profile(self.profile(), whole)

    def explain(self, error: Exception) -> bool:
        """Say an error at the field that it names; return whether there is one."""
        return say_at_field(words(error), self.fields())

    # ------------------------------------------------------------ inside
    def _touched(self) -> None:
        self.check()
        self.edited.emit()

    def _show_time(self) -> None:
        version = self.version()
        found = interview_time(version.skills, interviews=version.interviews, minutes=version.minutes, kind=self.kind)
        self.time.say(time_words(found, self.kind), colour="text.secondary" if found.fits else "warning.text")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        Spacing(self.themes, column, gap=3)
        column.addWidget(self.name)
        column.addWidget(self.purpose)
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=3)
        row.addWidget(self.interviews, 1)
        row.addWidget(self.minutes, 1)
        said = QVBoxLayout()
        Spacing(self.themes, said)
        said.addWidget(self.time)
        said.addWidget(self.rule)
        said.addStretch(1)
        row.addLayout(said, 3)
        column.addLayout(row)
        column.addWidget(self.asks)
        column.addWidget(self.table)
        column.addWidget(self.note)


def values_of(kept: KeptProfile) -> dict[str, Any]:
    """Return a profile as the form's plain values."""
    return {
        "name": kept.profile.name,
        "purpose": kept.profile.purpose,
        "interviews": kept.version.interviews,
        "minutes": kept.version.minutes,
        "rows": [_plain(each) for each in kept.version.skills],
    }


def _plain(asked: ProfileSkill) -> dict[str, Any]:
    return {
        "skill": asked.skill,
        "requirement": asked.requirement.value,
        "weight": asked.weight,
        "target_level": asked.target_level,
        "minimum_level": asked.minimum_level,
        "evidence": [each.value for each in asked.evidence],
    }


def _row(plain: Mapping[str, Any]) -> ProfileSkill:
    return ProfileSkill(
        skill=plain["skill"],
        requirement=Requirement(plain["requirement"]),
        weight=float(plain["weight"]),
        target_level=int(plain["target_level"]),
        minimum_level=plain["minimum_level"],
        evidence=tuple(Evidence(each) for each in plain["evidence"]),
    )


def _whole(field: NumberField) -> int | None:
    number = field.number()
    return int(number) if number is not None and number == int(number) else None
