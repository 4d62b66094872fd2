"""Asks for another title or topic of a case."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from csops.domain.cases import Case
from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.domain.errors import ConflictError
from csops.services import cases
from csops.ui.conflict_card import ConflictCard, is_told_apart
from csops.ui.contacts.case_dialogs import CaseDialog
from csops.ui.contacts.contact_words import case_field
from csops.ui.desk import Desk, Said
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import LineField
from csops.ui.kit.shortcuts import Shortcuts


class EditCaseDialog(CaseDialog):
    """Owner and status have deeds of their own; what a case is about is said here."""

    def __init__(self, desk: Desk, parent: QWidget, *, case_id: int, shortcuts: Shortcuts) -> None:
        title = desk.tr("Edit case {id}").format(id=case_id)
        super().__init__(desk, parent, title=title, verb=desk.tr("Save"), shortcuts=shortcuts)
        self._case: Case | None = None
        self.kept: KeptTyping | None = None
        self.conflict = ConflictCard(desk)
        self.case_title = LineField(desk.themes, label=self.tr("Title"), name="title", required=True)
        self.topic = ChoiceField(desk.themes, label=self.tr("Topic"), name="topic")
        for part in (self.conflict, self.case_title, self.topic):
            self.body.addWidget(part)
        self.conflict.decided.connect(self._keep)
        self.ask_for((self.case_title, self.topic), submit=self.submit)
        workspace = desk.workspace
        desk.ask(lambda: cases.get_case(workspace, case_id=case_id), then=self._take, failed=self.explain)

    def submit(self) -> None:
        """Keep what the fields say."""
        if self._case is not None and self.kept is not None and not self.topic.problem():
            topic_id = int(self.topic.key()) if self.topic.key() else None
            said = {"title": self.case_title.text(), "topic_id": topic_id, "version": self.kept.version}
            self._keep(replace(self._case, **said))  # type: ignore[arg-type]  # as the record has them

    def _take(self, case: Case) -> None:
        self._case = case
        topics = [topic for topic in self.desk.team.topics if topic.active or topic.id == case.topic_id]
        self.topic.set_choices([Choice(key=str(topic.id), text=topic.name) for topic in topics])
        self.topic.choose(str(case.topic_id or ""))
        self.case_title.set_text(case.title)
        self.case_title.line.selectAll()
        form = record_form(Kind.CASE, case.id, "edit")
        self.kept = KeptTyping(self.desk, self, (self.case_title, self.topic), form=form, version=case.version)

    def _keep(self, case: Case) -> None:
        workspace = self.desk.workspace
        self.desk.act(
            lambda: cases.edit_case(workspace, case=case),
            then=lambda _kept: self.finish(),
            failed=self._not_kept,
            said=lambda kept: Said(text=self.tr("Case changed: {title}").format(title=kept.title)),
        )

    def _not_kept(self, error: Exception) -> None:
        if is_told_apart(error) and isinstance(error, ConflictError):
            self.conflict.show_conflict(error, shown=partial(case_field, team=self.desk.team))
        else:
            self.explain(error)
