"""A noted answer, to be corrected or taken out."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.domain.errors import CsopsError
from csops.domain.survey_lines import AnswerLine
from csops.services import surveys
from csops.ui.cases.answer_fields import AnswerFields
from csops.ui.desk import Desk, Said
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.overlay import Dialog


class AnswerDialog(Dialog):
    """Keeps new values of one answer; what is wrong is said below its field."""

    def __init__(self, desk: Desk, parent: QWidget, *, line: AnswerLine, formats: Formats) -> None:
        super().__init__(desk.themes, parent, title=self.tr("Change the answer"), width=1)
        self._desk, self._answer = desk, line.answer
        self.fields = AnswerFields(desk, formats)
        self.fields.show_answer(line.answer)
        self.fields.show_more(is_shown=True)
        self.fields.more.hide()
        self.body.addWidget(self.fields)
        self.remove = Button(desk.themes, self.tr("Take out"), role=Role.GHOST)
        self.silent = Button(desk.themes, self.tr("Asked, no answer"))
        self.save = Button(desk.themes, self.tr("Save"), role=Role.PRIMARY, keys="Ctrl+Return")
        self.save.setShortcut("Ctrl+Return")
        if not desk.workspace.may(Permission.DELETE):
            self.remove.hide()
        for button in (self.remove, self.silent, self.save):
            self.add_button(button)
        self.remove.clicked.connect(self._remove)
        self.silent.clicked.connect(lambda: self._save(is_answered=False))
        self.save.clicked.connect(lambda: self._save(is_answered=True))
        form = record_form(Kind.SURVEY_ANSWER, line.answer.id, "change")
        self.kept = KeptTyping(desk, self, self.fields.typed(), form=form, version=line.answer.version)
        for button in (self.silent, self.save):
            button.setVisible(desk.workspace.may(Permission.EDIT))

    def _save(self, *, is_answered: bool) -> None:
        workspace = self._desk.workspace
        try:
            before = replace(self._answer, version=self.kept.version)
            answer = self.fields.answer(before, is_answered=is_answered)
        except CsopsError as error:
            self.explain(error)
            return
        self._desk.act(
            lambda: surveys.change_answer(workspace, answer=answer),
            then=lambda _recorded: self.finish(),
            failed=self.explain,
            said=Said(text=self.tr("Answer changed")),
        )

    def _remove(self) -> None:
        workspace, answer_id = self._desk.workspace, self._answer.id
        self._desk.act(
            lambda: surveys.remove_answer(workspace, answer_id=answer_id),
            then=lambda _nothing: self.finish(),
            failed=self.explain,
            said=Said(text=self.tr("Answer taken out")),
        )

    def explain(self, error: Exception) -> None:
        """Say what is wrong below the field that it is about; nothing that was typed is lost."""
        told = words(error)
        field = self.fields.named(told.field)
        field.show_error(told.sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)
