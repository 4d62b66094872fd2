"""Passes cases on to somebody else: to whom, and why they could not be solved here."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from csops.domain.access import Role
from csops.domain.escalations import DEFAULT_REASON, EscalationReason
from csops.domain.people import Member
from csops.ui.cases.care_words import reason_words
from csops.ui.contacts.case_dialogs import CaseDialog, Done, Failed
from csops.ui.desk import Desk
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import LineField, first_problem
from csops.ui.kit.shortcuts import Shortcuts

_ASKED_FIRST = (Role.SUPERVISOR, Role.MANAGER, Role.OWNER)


@dataclass(frozen=True, kw_only=True)
class Passed:
    """What a person said of passing on; `to_id` None: to nobody in particular."""

    to_id: int | None
    reason: EscalationReason
    note: str


PassOn = Callable[[Passed, Done, Failed], None]


def reason_field(desk: Desk) -> ChoiceField:
    """Return the field for the reason, the usual one chosen."""
    choices = [Choice(key=reason.value, text=reason_words(reason)) for reason in EscalationReason]
    field = ChoiceField(desk.themes, choices, label=desk.tr("Why it is passed on"), name="reason", typed=False)
    field.choose(DEFAULT_REASON.value)
    return field


def note_field(desk: Desk) -> LineField:
    """Return the field for what there is to say about the reason."""
    return LineField(
        desk.themes,
        label=desk.tr("What is missing"),
        name="note",
        helper=desk.tr("An absence is no reason: work is handed over for that"),
    )


class PassOnDialog(CaseDialog):
    """Asks to whom and why; whoever may decide more than oneself is suggested."""

    def __init__(
        self, desk: Desk, parent: QWidget, *, title: str, pass_on: PassOn, form: str, shortcuts: Shortcuts
    ) -> None:
        super().__init__(desk, parent, title=title, verb=desk.tr("Pass on"), shortcuts=shortcuts)
        self._pass_on = pass_on
        others = [one for one in desk.team.members if one.active and one.id != desk.workspace.member.id]
        choices = [Choice(key=str(one.id), text=one.name) for one in others]
        self.to = ChoiceField(
            desk.themes, choices, label=self.tr("To"), name="to", placeholder=self.tr("Nobody in particular")
        )
        suggested = usual_receiver(others)
        self.to.choose(str(suggested.id) if suggested else "")
        self.reason, self.note = reason_field(desk), note_field(desk)
        for field in (self.to, self.reason, self.note):
            self.body.addWidget(field)
        self.ask_for((self.to, self.reason, self.note), submit=self.submit)
        self.kept = KeptTyping(desk, self, (self.to, self.reason, self.note), form=form)

    def submit(self) -> None:
        """Pass the cases on."""
        if first_problem((self.to,)) is None:
            to_id = int(self.to.key()) if self.to.key() else None
            said = Passed(to_id=to_id, reason=EscalationReason(self.reason.key()), note=self.note.text())
            self._pass_on(said, self.finish, self.explain)


def usual_receiver(members: list[Member]) -> Member | None:
    """Return who is asked first: the nearest who may decide more, None where there is nobody."""
    return next((one for role in _ASKED_FIRST for one in members if one.role is role), None)
