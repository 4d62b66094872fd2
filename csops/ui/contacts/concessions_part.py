"""The part *Concessions* of a case: what was given or asked for, and giving something."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.concessions import Concession, ConcessionState
from csops.domain.draft_forms import CaseForm, case_form
from csops.services import concession_outlook, concessions
from csops.services.concession_outlook import Outlook, Request
from csops.services.concession_rules import concession_rules
from csops.ui.cases.concession_decision import DecisionDialog
from csops.ui.cases.concession_fields import ConcessionFields
from csops.ui.cases.concession_row import ConcessionRow, Deed
from csops.ui.cases.part import Part
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.part_draft import PartDraft

SAVE_KEYS = "Ctrl+Return"
_LIVING = {ConcessionState.WAITING, ConcessionState.AGREED}


@dataclass(frozen=True, kw_only=True)
class _Found:
    case_id: int
    given: list[Concession]
    kinds: dict[str, str]
    requests: dict[int, Request]


class ConcessionsPart(Part):
    """Lists what was given on a case and gives more. What is typed is a draft of this case until it is given.

    Signals:
        shown: what was given was read and is shown.
    """

    shown = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.rows: list[ConcessionRow] = []
        self.fields = ConcessionFields(desk)
        self.draft = PartDraft(
            desk, self, form=partial(case_form, CaseForm.CONCESSION), values=self.fields.values, show=self._show_draft
        )
        self.give = Button(desk.themes, self.tr("Give it"), role=Role.PRIMARY, keys=SAVE_KEYS, show_keys=True)
        self.empty = Text(
            desk.themes,
            self.tr("Nothing was given on this case. What a law or a contract owes anyway is no concession."),
            colour="text.secondary",
            wrap=True,
        )
        self._lay_out()
        self.fields.edited.connect(self._edited)
        self.fields.judged.connect(self._judged)
        self.give.clicked.connect(self.submit)
        keys = QShortcut(QKeySequence(SAVE_KEYS), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.submit)

    def show_case(self, case_id: int) -> None:
        """Show another case; what was typed on the one before stays its draft."""
        if case_id != self.case_id:
            self.draft.keep()
            self.fields.start()
            self.draft.begin(case_id)
        super().show_case(case_id)

    def refresh(self) -> None:
        """Read what was given again, and judge anew what is being typed."""
        workspace, case_id = self.desk.workspace, self.case_id
        if not case_id:
            return

        def found() -> _Found:
            given = concessions.list_concessions(workspace, case_id=case_id)
            waiting = any(one.state is ConcessionState.WAITING for one in given)
            asked = concession_outlook.requests(workspace) if waiting else []
            return _Found(
                case_id=case_id,
                given=given,
                kinds={kind.key: kind.name for kind in concession_rules(workspace).kinds},
                requests={one.concession.id: one for one in asked},
            )

        self.desk.ask(found, then=self._take, failed=lambda _error: None, key=("concessions", id(self)))
        self.fields.show_case(case_id)

    def submit(self) -> None:
        """Give what the fields say, or ask for it."""
        workspace, offer = self.desk.workspace, self.fields.offer()
        if not workspace.may(Permission.LOG):
            return
        form = self.draft.form
        self.draft.forget()
        self.desk.act(
            lambda: concessions.give_concession(workspace, offer=offer, form=form),
            then=self._given,
            failed=self._explain,
            said=self._said,
        )

    def _said(self, kept: Concession) -> Said:
        amount = self._formats.money(kept.cost, kept.currency)
        if kept.state is ConcessionState.WAITING:
            until = self._formats.moment(kept.answer_by, now=self.desk.workspace.now())
            return Said(text=self.tr("{amount} asked for; answer wanted by {until}").format(amount=amount, until=until))
        return Said(text=self.tr("{amount} given").format(amount=amount))

    def _given(self, _kept: Concession) -> None:
        self.fields.start()

    def _explain(self, error: Exception) -> None:
        told = words(error)
        field = self.fields.named(told.field)
        field.show_error(told.sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.draft.touched()

    def _judged(self, found: Outlook | None) -> None:
        is_own = found is None or found.is_own
        verb = self.tr("Give it") if is_own else self.tr("Ask for approval")
        self.give.setText(verb)
        self.give.setAccessibleName(verb)
        self.give.updateGeometry()

    def _take(self, found: _Found) -> None:
        if found.case_id != self.case_id:
            return
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [self._row(one, found) for one in reversed(found.given)]
        for row in self.rows:
            self._list.body.addWidget(row)
        self.empty.setVisible(not self.rows)
        self.shown.emit()

    def _row(self, one: Concession, found: _Found) -> ConcessionRow:
        return ConcessionRow(
            self.desk.themes,
            one,
            kind=found.kinds.get(one.kind, one.kind),
            team=self.desk.team,
            formats=self._formats,
            now=self.desk.workspace.now(),
            deeds=self._deeds(one, found.requests.get(one.id)),
        )

    def _deeds(self, one: Concession, request: Request | None) -> list[Deed]:
        workspace = self.desk.workspace
        deeds: list[Deed] = []
        if not workspace.may(Permission.LOG):
            return deeds
        if request is not None and request.may_approve:
            deeds.append((self.tr("Decide…"), partial(self._decide, request)))
        if one.state is ConcessionState.AGREED and one.counted_at is None:
            count = partial(concessions.count_concession, workspace, concession_id=one.id)
            deeds.append((self.tr("It was given"), partial(self._do, count, self.tr("Noted as given"))))
        if one.state in _LIVING and workspace.member.id in {one.given_by, one.decided_by}:
            back = partial(concessions.withdraw_concession, workspace, concession_id=one.id)
            deeds.append((self.tr("Withdraw"), partial(self._do, back, self.tr("Concession withdrawn"))))
        return deeds

    def _do(self, act: Callable[[], object], said: str) -> None:
        self.desk.act(act, said=Said(text=said))

    def _decide(self, request: Request) -> None:
        DecisionDialog(self.desk, self.window(), request=request).open()

    def _edited(self) -> None:
        self.draft.touched()

    def _show_draft(self, values: dict[str, Any]) -> None:
        self.fields.show_values(values)
        self.fields.read_rules()

    def _lay_out(self) -> None:
        themes = self.desk.themes
        inner = QVBoxLayout()
        Spacing(themes, inner, margins=(5, 4, 5, 4), gap=4)
        self._list = Card(themes, title=self.tr("Given and asked for on this case"), padded=False)
        space = themes.current.space(5)
        self.empty.setContentsMargins(space, 0, space, themes.current.space(3))
        self._list.body.addWidget(self.empty)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        Spacing(themes, form, gap=3)
        form.addWidget(self.fields)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.give)
        form.addLayout(buttons)
        inner.addWidget(self._list)
        inner.addWidget(self._form)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addWidget(scrolling(inner), 1)
        self._form.setVisible(self.desk.workspace.may(Permission.LOG))
