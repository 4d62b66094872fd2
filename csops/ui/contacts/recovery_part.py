"""The part *Recovery* of a case: its steps, when the remedy arrived, what was learnt, what came of it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.contacts import Direction
from csops.domain.draft_forms import CaseForm, case_form
from csops.domain.errors import ConflictError
from csops.services import recovery as recoveries
from csops.services import recovery_view
from csops.services.recovery_view import RecoveryView
from csops.services.reply_templates import Reply, replies
from csops.ui.cases.part import Part
from csops.ui.cases.recovery_words import answers_words, settled_words, stay_words
from csops.ui.contacts.recovery_foot import RecoveryFoot
from csops.ui.contacts.recovery_steps import RecoverySteps
from csops.ui.contacts.reply_dialog import ReplyDialog
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.controls import Button
from csops.ui.kit.facts import Facts
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.part_draft import PartDraft


class RecoveryPart(Part):
    """Takes a case through its recovery. What is written on steps is a draft of this case until it is kept.

    Signals:
        shown: the recovery was read and is shown.
    """

    shown = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._formats = Formats(zone=desk.team.calendar.tz)
        self._may_change = desk.workspace.may(Permission.LOG)
        self._draft: dict[str, Any] = {}
        self.view: RecoveryView | None = None
        self._is_suggested = False
        self.empty = self._empty(is_suggested=False)
        names = (self.tr("Complaint"), self.tr("Agreed (8 h)"), self.tr("Customer"), self.tr("Answered later"))
        self.facts = Facts(desk.themes, names)
        self.replies = Button(desk.themes, self.tr("Reply templates…"), icon_name="reply", compact=True)
        self.steps = RecoverySteps(desk, self._formats, may_change=self._may_change)
        self.foot = RecoveryFoot(desk, self._formats, may_change=self._may_change)
        self.draft = PartDraft(
            desk, self, form=partial(case_form, CaseForm.RECOVERY), values=self._values, show=self._show_draft
        )
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------ what is shown
    def show_case(self, case_id: int) -> None:
        """Show another case; what was written on the one before stays its draft."""
        if case_id != self.case_id:
            self.draft.keep()
            self._draft, self.view = {}, None
            self.steps.clear()
            self.foot.clear()
            self.draft.begin(case_id)
        super().show_case(case_id)

    def refresh(self) -> None:
        """Read it again; what is being written stays."""
        workspace, case_id = self.desk.workspace, self.case_id
        if case_id:
            self.desk.ask(
                lambda: recovery_view.recovery_view(workspace, case_id=case_id),
                then=self._take,
                failed=lambda _error: None,
                key=("recovery", id(self)),
            )

    def _take(self, view: RecoveryView) -> None:
        if view.case.id != self.case_id:
            return
        typed = self._values() if self.view is not None else self._draft
        self._draft = typed
        self.view = view
        if view.recovery is None:
            self._show_empty(view)
        else:
            self.steps.show_steps(view.steps, typed.get("steps", {}))
            self._show_rest(view)
        self.shown.emit()

    def _show_empty(self, view: RecoveryView) -> None:
        if view.is_suggested != self._is_suggested:
            self._is_suggested = view.is_suggested
            self._pages.removeWidget(self.empty)
            self.empty.deleteLater()
            self.empty = self._empty(is_suggested=view.is_suggested)
            self._pages.addWidget(self.empty)
        self._pages.setCurrentWidget(self.empty)

    def _show_rest(self, view: RecoveryView) -> None:
        kept, outcome = view.recovery, view.outcome
        assert kept is not None, "without a recovery there is nothing to show"
        now, formats = self.desk.workspace.now(), self._formats
        self.facts.say(
            (
                formats.moment(kept.complained_at, now=now),
                settled_words(outcome.settled, formats) if outcome else UNKNOWN,
                stay_words(outcome.stay) if outcome else UNKNOWN,
                answers_words(outcome) if outcome else UNKNOWN,
            )
        )
        self.foot.show_recovery(kept, open_steps=view.open_steps, draft=str(self._draft.get("learnt", "")))
        self._pages.setCurrentWidget(self._whole)

    # ------------------------------------------------------------ what is done
    def start(self) -> None:
        """Make a recovery of the case."""
        act = partial(recoveries.start_recovery, self.desk.workspace, case_id=self.case_id)
        self._do(act, self.tr("Recovery begun; its first step stands on Today"))

    def _done(self, key: str) -> None:
        card = self.steps.card(key)
        service = recoveries.finish_step if card.view.step.done_at is None else recoveries.note_step
        act = partial(
            service,
            self.desk.workspace,
            case_id=self.case_id,
            step=key,
            noted=card.noted(),
            seen_version=card.view.step.version,
        )
        done = self.tr("Step {number} done").format(number=card.view.step.number)
        is_open = card.view.step.done_at is None
        self._do(act, done if is_open else self.tr("Notes kept"), goes_on=is_open)

    def _left_out(self, key: str, reason: str) -> None:
        card = self.steps.card(key)
        act = partial(
            recoveries.finish_step,
            self.desk.workspace,
            case_id=self.case_id,
            step=key,
            noted=card.noted(),
            skipped=reason,
            seen_version=card.view.step.version,
        )
        self._do(act, self.tr("Step {number} left out").format(number=card.view.step.number), goes_on=True)

    def _reopened(self, key: str) -> None:
        act = partial(recoveries.reopen_step, self.desk.workspace, case_id=self.case_id, step=key)
        self._do(act, self.tr("Step {number} is open again").format(number=self.steps.card(key).view.step.number))

    def _deliver(self, at: datetime | None) -> None:
        act = partial(recoveries.note_delivery, self.desk.workspace, case_id=self.case_id, at=at)
        said = self.tr("Delivery noted; the follow-up has its day") if at else self.tr("Delivery taken back")
        self._do(act, said, failed=self.foot.explain)

    def _learn(self, text: str, seen: str) -> None:
        act = partial(recoveries.keep_lesson, self.desk.workspace, case_id=self.case_id, learnt=text, seen=seen)
        self._do(act, self.tr("Lesson kept"), failed=self._not_learnt)

    def _not_learnt(self, error: Exception) -> None:
        self.foot.explain_lesson(error)
        if isinstance(error, ConflictError):
            self.refresh()  # theirs comes to stand below it

    def _close(self) -> None:
        act = partial(recoveries.close_recovery, self.desk.workspace, case_id=self.case_id)
        self._do(act, self.tr("Recovery closed"))

    def _do(
        self,
        act: Callable[[], object],
        said: str,
        *,
        failed: Callable[[Exception], None] | None = None,
        goes_on: bool = False,
    ) -> None:
        def done(_kept: object) -> None:
            if goes_on:
                self.steps.go_on()
            self.refresh()
            self.draft.touched()  # what was kept now is no draft any more

        self.desk.act(act, then=done, failed=failed, said=Said(text=said))

    def _ask_replies(self) -> None:
        workspace, case_id = self.desk.workspace, self.case_id
        self.desk.ask(
            lambda: replies(workspace, case_id=case_id),
            then=partial(self._show_replies, case_id),
            key=("replies", id(self)),
        )

    def _show_replies(self, case_id: int, found: list[Reply]) -> None:
        ReplyDialog(self.desk, self.window(), case_id=case_id, replies=found, begin=self._begin_reply).open()

    def _begin_reply(self, text: str) -> None:
        case = self.view.case if self.view else None
        channel = self.desk.team.channel(case.channel_id) if case else None
        self.wanted.emit(
            "log",
            {
                "case_id": self.case_id,
                "channel_key": channel.key if channel else "",
                "direction": Direction.OUT.value,
                "text": text,
            },
        )

    # ------------------------------------------------------------ inside
    def _values(self) -> dict[str, Any]:
        """Return what is written and not kept, as plain values."""
        return {
            "steps": self.steps.values(),
            "learnt": self.foot.typed_lesson(),
        }

    def _show_draft(self, values: dict[str, Any]) -> None:
        self._draft = values
        self.steps.show_values(self._draft.get("steps", {}))
        if self._draft.get("learnt"):
            self.foot.lesson.set_text(str(self._draft["learnt"]))

    def _edited(self) -> None:
        self.draft.touched()

    def _connect(self) -> None:
        self.replies.clicked.connect(self._ask_replies)
        self.steps.edited.connect(self._edited)
        self.steps.done.connect(self._done)
        self.steps.left_out.connect(self._left_out)
        self.steps.reopened.connect(self._reopened)
        self.foot.delivered.connect(self._deliver)
        self.foot.learnt.connect(self._learn)
        self.foot.closed.connect(self._close)
        self.foot.edited.connect(self._edited)

    def _empty(self, *, is_suggested: bool) -> EmptyState:
        title = self.tr("This complaint has no recovery yet") if is_suggested else self.tr("No recovery")
        return EmptyState(
            self.desk.themes,
            icon="heart-handshake",
            title=title,
            why=self.tr(
                "Eight steps from listening to the lesson learnt, each with a due time, a phrase and what to note. "
                "The next one stands on Today"
            ),
            action=self.tr("Start recovery") if self._may_change else "",
            run=self.start,
        )

    def _lay_out(self) -> None:
        themes = self.desk.themes
        inner = QVBoxLayout()
        Spacing(themes, inner, margins=(5, 4, 5, 4), gap=4)
        top = QHBoxLayout()
        top.addStretch(1)
        top.addWidget(self.replies)
        inner.addWidget(self.facts)
        inner.addLayout(top)
        inner.addWidget(self.steps)
        inner.addWidget(self.foot)
        inner.addStretch(1)
        self._whole = QWidget()
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))
        self._blank = QWidget()
        self._pages = QStackedWidget()
        for page in (self._blank, self._whole, self.empty):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
