"""The part *Answers* of a case: what the customer answered, and noting one after a call."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.draft_forms import CaseForm, case_form
from csops.domain.errors import CsopsError
from csops.domain.survey_lines import AnswerLine, AnswerQuestion
from csops.domain.survey_rules import Throttle
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.services import cases, surveys
from csops.services.surveys import Recorded
from csops.ui.cases.answer_card import AnswerRow
from csops.ui.cases.answer_dialog import AnswerDialog
from csops.ui.cases.answer_fields import AnswerFields
from csops.ui.cases.part import Part
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Banner, Card
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.part_draft import PartDraft

SAVE_KEYS = "Ctrl+Return"


@dataclass(frozen=True, kw_only=True)
class _Found:
    case_id: int
    lines: list[AnswerLine]
    throttle: Throttle
    tags: list[str]


class AnswersPart(Part):
    """Lists the answers of a case and notes another. What is typed is a draft of this case until it is noted.

    Signals:
        shown: the answers were read and are shown.
    """

    shown = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._formats = Formats(zone=_zone(desk))
        self._throttle: Banner | None = None
        self.rows: list[AnswerRow] = []
        self.fields = AnswerFields(desk, self._formats)
        self.draft = PartDraft(
            desk,
            self,
            form=partial(case_form, CaseForm.ANSWER),
            values=self.fields.values,
            show=self.fields.show_values,
        )
        self.note = Button(desk.themes, self.tr("Note answer"), role=Role.PRIMARY, keys=SAVE_KEYS, show_keys=True)
        self.silent = Button(desk.themes, self.tr("Asked, no answer"))
        self.empty = Text(
            desk.themes,
            self.tr("Nobody asked yet. Note here what the customer answers when the matter is settled."),
            colour="text.secondary",
            wrap=True,
        )
        self._lay_out()
        self.fields.edited.connect(self._edited)
        self.note.clicked.connect(lambda: self.submit(is_answered=True))
        self.silent.clicked.connect(lambda: self.submit(is_answered=False))
        keys = QShortcut(QKeySequence(SAVE_KEYS), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(lambda: self.submit(is_answered=True))

    def show_case(self, case_id: int) -> None:
        """Show the answers of another case; what was typed on the one before stays its draft."""
        if case_id != self.case_id:
            self.draft.keep()
            self.fields.start()
            self.draft.begin(case_id)
        super().show_case(case_id)

    def refresh(self) -> None:
        """Read the answers again; what is being typed stays."""
        workspace, case_id = self.desk.workspace, self.case_id
        if not case_id:
            return

        def found() -> _Found:
            case = cases.get_case(workspace, case_id=case_id)
            return _Found(
                case_id=case_id,
                lines=surveys.answer_lines(workspace, question=AnswerQuestion(case_id=case_id)),
                throttle=surveys.may_ask(workspace, customer_id=case.customer_id),
                tags=surveys.tags_in_use(workspace),
            )

        self.desk.ask(found, then=self._take, failed=lambda _error: None, key=("answers", id(self)))

    def submit(self, *, is_answered: bool) -> None:
        """Note what the fields say, or that there was no answer."""
        workspace = self.desk.workspace
        if not workspace.may(Permission.LOG):
            return
        now = workspace.now()
        base = SurveyAnswer(kind=AnswerKind.CSAT, case_id=self.case_id, asked_at=now, answered_at=now)
        try:
            answer = self.fields.answer(base, is_answered=is_answered)
        except CsopsError as error:
            self._explain(error)
            return
        form = self.draft.form
        self.draft.forget()
        self.desk.act(
            lambda: surveys.record_answer(workspace, answer=answer, form=form),
            then=self._noted,
            failed=self._explain,
            said=self._said,
        )

    def _said(self, recorded: Recorded) -> Said:
        if recorded.follow_up is not None:
            day = self._formats.day(recorded.follow_up.due_at.astimezone(self._formats.zone).date(), weekday=True)
            return Said(text=self.tr("Low answer noted; to be followed up by {day}").format(day=day))
        return Said(text=self.tr("Answer noted") if recorded.answer.answered_at else self.tr("Question noted"))

    def _noted(self, _recorded: Recorded) -> None:
        self.fields.start()

    def _explain(self, error: Exception) -> None:
        told = words(error)
        field = self.fields.named(told.field)
        if field in (self.fields.scale, self.fields.asked_on, self.fields.asked_by, self.fields.wording):
            self.fields.show_more(is_shown=True)
        field.show_error(told.sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.draft.touched()

    def _take(self, found: _Found) -> None:
        if found.case_id != self.case_id:
            return
        self.fields.offer_tags(found.tags)
        self._show_throttle(found.throttle)
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [AnswerRow(self.desk.themes, line, formats=self._formats) for line in found.lines]
        for row in self.rows:
            row.edit_wanted.connect(self._edit)
            self._list.body.addWidget(row)
        self.empty.setVisible(not self.rows)
        self._list.setVisible(bool(self.rows))
        self.shown.emit()

    def _show_throttle(self, throttle: Throttle) -> None:
        if self._throttle is not None:
            self._throttle.hide()
            self._throttle.deleteLater()
            self._throttle = None
        if throttle.is_too_soon and throttle.asked_at is not None and throttle.again_from is not None:
            asked, again = (
                self._formats.day(at.astimezone(self._formats.zone).date(), year=True)
                for at in (throttle.asked_at, throttle.again_from)
            )
            sentence = self.tr(
                "Asked on {asked} already. Ask again from {again} on; noting what was said stays possible"
            )
            self._throttle = Banner(self.desk.themes, sentence.format(asked=asked, again=again), family="info")
            self._inner.insertWidget(0, self._throttle)

    def throttle_words(self) -> str:
        """Return what is said about asking too soon; empty where nothing is."""
        return "" if self._throttle is None else self._throttle.text.words()

    def _edit(self, line: AnswerLine) -> None:
        dialog = AnswerDialog(self.desk, self.window(), line=line, formats=self._formats)
        dialog.open()

    def _edited(self) -> None:
        self.draft.touched()

    def _lay_out(self) -> None:
        themes = self.desk.themes
        self._inner = QVBoxLayout()
        Spacing(themes, self._inner, margins=(5, 4, 5, 4), gap=4)
        self._list = Card(themes, title=self.tr("Answers"), padded=False)
        self._list.hide()
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        Spacing(themes, form, gap=3)
        form.addWidget(self.fields)
        buttons = QHBoxLayout()
        Spacing(themes, buttons, gap=2)
        buttons.addStretch(1)
        buttons.addWidget(self.silent)
        buttons.addWidget(self.note)
        form.addLayout(buttons)
        self._inner.addWidget(self.empty)
        self._inner.addWidget(self._list)
        self._inner.addWidget(self._form)
        self._inner.addStretch(1)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addWidget(scrolling(self._inner), 1)
        self._form.setVisible(self.desk.workspace.may(Permission.LOG))


def _zone(desk: Desk) -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo(desk.team.shop.zone)
