"""Which role a member has, or aims at, and since or by when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from csops.domain.skill_levels import AimKind
from csops.services.team_matrix import MemberSkills
from csops.ui.desk import Desk
from csops.ui.hiring.wording import tr
from csops.ui.kept_form import KeptForm
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import Field, first_problem
from csops.ui.kit.formats import Formats

_NONE = "0"


@dataclass(frozen=True, kw_only=True)
class SaidRole:
    """The role that was chosen (None: none), since or by when."""

    kind: AimKind
    profile_id: int | None
    day: date | None


class RoleForm(KeptForm):
    """One role of one member.

    Signals:
        save_wanted(object): a SaidRole.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        found: MemberSkills,
        kind: AimKind,
        formats: Formats,
        today: Callable[[], date],
    ) -> None:
        is_now, name = kind is AimKind.NOW, found.member.name
        title = tr("Role of {name}") if is_now else tr("Next role of {name}")
        form = f"role.{kind.value}.{found.member.id}"
        super().__init__(desk, parent, title=title.format(name=name), verb=tr("Save"), form=form, width=0)
        self.kind, held = kind, found.now if is_now else found.next
        roles = [Choice(key=str(each.profile.id), text=each.profile.name) for each in found.open_roles]
        self.role = ChoiceField(
            desk.themes, [Choice(key=_NONE, text=tr("None")), *roles], label=tr("Role"), name="role", typed=False
        )
        self.day = DayField(
            desk.themes,
            label=tr("Since") if is_now else tr("To be reached by"),
            today=today,
            formats=formats,
            name="since" if is_now else "by",
            past=is_now,
        )
        self.body.addWidget(self.role)
        self.body.addWidget(self.day)
        self.role.choose(_NONE if held is None else str(held.role.profile.id))
        self.day.set_day(None if held is None else held.aim.since if is_now else held.aim.by_day)
        for field in (self.role, self.day):
            field.edited.connect(self.touch)

    def values(self) -> Mapping[str, Any]:
        """Return role and day as they stand."""
        return {"role": self.role.key(), "day": self.day.text()}

    def take(self, values: Mapping[str, Any]) -> None:
        """Show what was chosen before."""
        self.role.choose(str(values.get("role", _NONE)))
        self.day.set_text(str(values.get("day", "")))

    def submit(self) -> None:
        """Save it."""
        if first_problem(self.fields()) is None:
            chosen = int(self.role.key() or _NONE)
            self.save_wanted.emit(SaidRole(kind=self.kind, profile_id=chosen or None, day=self.day.day()))

    def fields(self) -> Sequence[Field]:
        """Return role and day."""
        return (self.role, self.day)
