"""Every dialog in which one writes: closed with Esc and opened again on the same record it says what was typed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from csops.domain.candidates import Candidate
from csops.domain.concession_rules import ConcessionKind
from csops.domain.concessions import Concession, ConcessionState
from csops.domain.contacts import ContactDraft, Result
from csops.domain.promises import CustomerRequest, Promise
from csops.domain.purchases import Purchase
from csops.domain.recovery_steps import StepPlan
from csops.domain.reply_templates import ReplyTemplate
from csops.domain.review_answers import SentReview
from csops.domain.review_queue import QueueItem
from csops.domain.survey_lines import AnswerLine
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.services import cases, contacts
from csops.services.concession_outlook import Request
from csops.services.reply_templates import Reply
from csops.services.review_answers import SeenDispute
from csops.ui.cases.answer_dialog import AnswerDialog as SurveyDialog
from csops.ui.cases.concession_decision import DecisionDialog as ConcessionDialog
from csops.ui.cases.entry import Entry
from csops.ui.contacts.case_dialogs import FollowUpDialog, NoteDialog
from csops.ui.contacts.case_edit import EditCaseDialog
from csops.ui.contacts.pass_on import PassOnDialog
from csops.ui.contacts.promise_dialogs import EndDialog, PromiseDialog
from csops.ui.contacts.reply_dialog import ReplyDialog
from csops.ui.contacts.request_row import RequestDialog
from csops.ui.contacts.split_dialog import SplitDialog
from csops.ui.customers.purchase_form import PurchaseForm
from csops.ui.desk import Desk
from csops.ui.hiring.openings.candidate_form import CandidateForm
from csops.ui.kept_form import KeptForm
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.choices import OneOf
from csops.ui.kit.field_kinds import ChoiceField, DayField, NumberField
from csops.ui.kit.fields import Field, LineField, TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.quality.mine.dialogs import AnswerDialog, DisputeDialog
from csops.ui.quality.queue.acts import QueueActs
from csops.ui.quality.queue.decision_dialog import DecisionDialog
from csops.ui.quality.queue.reply_form import ReplyForm
from csops.ui.settings.concession_kind import KindDialog
from csops.ui.settings.recovery_step import StepDialog
from csops.ui.settings.reply_template import TemplateDialog
from csops.ui.today.handover_dialog import HandoverDialog, Whose
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, PHONE, ROSA
from tests.helpers.reviews import one_of_each

Make = Callable[[], Dialog]
KEYS = Shortcuts()


@pytest.fixture
def over(desk: Desk, qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 900)
    with qtbot.waitExposed(window):
        window.show()
    return window


@pytest.fixture
def at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done is done at once, whatever it is."""

    def done(_act: object, *, then: Callable[[Any], None] | None = None, **_more: object) -> None:
        if then is not None:
            then(SimpleNamespace(id=1))

    monkeypatch.setattr(desk, "act", done)


def _done(*said: Any) -> None:
    """What keeps what a dialog says, and calls back that it is kept."""
    said[-2]()


def _saving(form: PurchaseForm) -> PurchaseForm:
    form.save_wanted.connect(form.finish)
    return form


def _of_cases(desk: Desk, over: QWidget) -> Iterator[tuple[str, Make]]:
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada Brandt", text="Cracked", result=Result.OPEN)
    logged = contacts.log_contact(desk.workspace, draft=draft)
    case_id, contact_id = logged.case.id, logged.contact.id
    with desk.workspace.work("Add") as work:
        care = work.care
        promise = care.promises.add(
            Promise(case_id=case_id, what="A refund", due_at=MONDAY_MORNING, made_at=MONDAY_MORNING)
        )
        asked = care.requests.add(CustomerRequest(case_id=case_id, what="A loan bike", asked_at=MONDAY_MORNING))
        answer = care.answers.add(SurveyAnswer(case_id=case_id, kind=AnswerKind.COMMENT, asked_at=MONDAY_MORNING))
        given = care.concessions.add(
            Concession(case_id=case_id, kind="refund", cost=Decimal(9), currency="GBP", given_by=2,
                       given_at=MONDAY_MORNING, state=ConcessionState.WAITING)
        )  # fmt: skip
    request = Request(
        concession=given, kind="Refund", case=logged.case, customer="Ada", giver=ROSA, may_approve=True,
        deciders=(MARA,), own_left=None, budget=Decimal(0), budget_limit=None, worth=None, is_late=False,
    )  # fmt: skip
    template = ReplyTemplate(key="sorry", name="Sorry", subject="Your bike", body="We are sorry")
    replies = [Reply(template=template, subject="Your bike", body="We are sorry", missing=())]
    entry = Entry(at=MONDAY_MORNING, title="Call", contact_id=contact_id)
    asks: dict[str, Any] = {"owner_id": 1, "shortcuts": KEYS}
    yield "note", partial(NoteDialog, desk, over, case_id=case_id, add=_done, shortcuts=KEYS)
    yield "promise", partial(PromiseDialog, desk, over, case_id=case_id, make=_done, **asks)
    yield "end", partial(EndDialog, desk, over, promise=promise, giving_up=True, say=_done, shortcuts=KEYS)
    yield "withdraw", partial(EndDialog, desk, over, promise=promise, giving_up=False, say=_done, shortcuts=KEYS)
    yield "follow-up", partial(FollowUpDialog, desk, over, promise=_done, form="cases.follow_up", **asks)
    yield "pass on", partial(PassOnDialog, desk, over, title="", pass_on=_done, form="cases.pass_on", shortcuts=KEYS)
    split: dict[str, Any] = {"contacts": [entry], "split": lambda _id: None, "shortcuts": KEYS}
    yield "split", partial(SplitDialog, desk, over, case_id=case_id, **split)
    yield "edit", partial(EditCaseDialog, desk, over, case_id=case_id, shortcuts=KEYS)
    yield "reply", partial(ReplyDialog, desk, over, case_id=case_id, replies=replies, begin=lambda _text: None)
    why: dict[str, Any] = {
        "title": "",
        "label": "Why",
        "name": "reason",
        "say": _done,
        "form": f"on.request.{asked.id}.declined",
    }
    yield "request", partial(RequestDialog, desk, over, **why)
    yield "answer", partial(SurveyDialog, desk, over, line=AnswerLine(answer=answer), formats=Formats())
    yield "concession", partial(ConcessionDialog, desk, over, request=request)
    yield "handover", lambda: HandoverDialog(desk, over, Whose(from_id=MARA.id, to_id=ROSA.id))
    bought = Purchase(customer_id=logged.case.customer_id or 0, day=desk.workspace.today(), amount=Decimal(0))
    yield (
        "purchase",
        lambda: _saving(PurchaseForm(desk, over, purchase=bought, currency="GBP", formats=Formats(), motives=[])),
    )


def _of_quality(desk: Desk, over: QWidget) -> Iterator[tuple[str, Make]]:
    with desk.workspace.work("Add") as work:
        card, version, _sample, pick, review, dispute, *_rest = one_of_each(work, member_id=MARA.id)
    today = desk.workspace.today()
    sent = SentReview(
        review=review, card=card, version=version, member=MARA, reviewer=ROSA, disputes=(dispute,), until=today,
        is_open=True, is_news=False,
    )  # fmt: skip
    yield "answer to a review", partial(AnswerDialog, desk, over, sent=sent)
    for criterion in version.criteria[:2]:
        yield criterion.key, partial(DisputeDialog, desk, over, sent=sent, criterion=criterion)
    seen = SeenDispute(dispute=replace(dispute, was=0.0, wanted=2.0), sent=sent, decides=True)
    yield "decision", partial(DecisionDialog, desk, over, seen=seen)
    yield "the reviewer's word", partial(ReplyForm, desk, over, seen=seen)
    acts, item = QueueActs(desk, over), cast("QueueItem", SimpleNamespace(pick=pick))

    def asked(act: Callable[[QueueItem], None]) -> Dialog:
        act(item)
        assert acts.dialog is not None
        return acts.dialog

    yield "replace", partial(asked, acts.replace)
    yield "drop", partial(asked, lambda one: acts.drop([one]))


def _of_settings(desk: Desk, over: QWidget) -> Iterator[tuple[str, Make]]:
    kind = ConcessionKind(key="refund", name="Refund", cost_rule="price * 5")
    yield "kind", partial(KindDialog, desk, over, kind=kind, keep=_done, is_new=False)
    yield "step", partial(StepDialog, desk, over, plan=StepPlan(key="call", number=1, name="Call"), keep=_done)
    yield "template", partial(TemplateDialog, desk, over, template=ReplyTemplate(key="a", name="A"), keep=_done)


def _of_hiring(desk: Desk, over: QWidget) -> Iterator[tuple[str, Make]]:
    today = desk.workspace.today()
    with desk.workspace.work("Add") as work:
        candidate = work.hiring.candidates.add(Candidate(name="Ngozi", email="n@x.org", came_on=today))

    def form(one: Candidate) -> Dialog:
        made = CandidateForm(
            desk, over, candidate=one, sources=(), now=desk.workspace.now, formats=Formats(zone=ZoneInfo("UTC"))
        )
        made.save_wanted.connect(made.finish)
        return made

    yield "candidate", partial(form, candidate)
    yield "new candidate", partial(form, Candidate(name="", email="n@x.org", came_on=today))


ROOMS = {"cases": _of_cases, "quality": _of_quality, "settings": _of_settings, "hiring": _of_hiring}


def _opened(make: Make, qtbot: QtBot) -> tuple[Dialog, KeptTyping]:
    dialog = make()
    if isinstance(dialog, KeptForm):
        dialog.begin()
    elif not dialog.isVisible():
        dialog.open()
    qtbot.waitUntil(lambda: getattr(dialog, "kept", None) is not None and dialog.kept.is_read)  # type: ignore[attr-defined]
    return dialog, dialog.kept  # type: ignore[attr-defined]


def _is_ready(dialog: Dialog) -> bool:
    return not isinstance(dialog, HandoverDialog) or bool(dialog.held)


def _texts(kept: KeptTyping) -> dict[str, str]:
    texts = {name: field for name, field in kept.fields.items() if isinstance(field, LineField | TextField)}
    return {name: field.text() for name, field in texts.items() if not isinstance(field, DayField)}


def _fill(kept: KeptTyping) -> None:
    """Type into every field what all of them take."""
    for field in kept.fields.values():
        if isinstance(field, TextField):
            field.set_text("price: what was paid")
        elif isinstance(field, DayField):
            field.set_text("tomorrow")
        elif isinstance(field, LineField) and not isinstance(field, NumberField):
            field.set_text(f"{field.text()}12")
        elif isinstance(field, OneOf) and not field.key():
            field.findChildren(QAbstractButton)[0].click()
        elif isinstance(field, ChoiceField) and not field.box.isEditable() and not field.key():
            field.box.setCurrentIndex(0)
        else:
            continue
        if isinstance(field, Field):
            field.edited.emit()


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("room", ROOMS)
def test_what_is_typed_in_a_dialog_is_there_again_until_it_is_saved(
    room: str, desk: Desk, over: QWidget, qtbot: QtBot
) -> None:
    tried = 0
    for name, make in ROOMS[room](desk, over):
        dialog, kept = _opened(make, qtbot)
        fresh = _texts(kept)
        _fill(kept)
        typed = _texts(kept)
        assert typed != fresh, f"{name}: nothing can be typed in it"
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()

        dialog, kept = _opened(make, qtbot)
        assert _texts(kept) == typed, name
        assert kept.line.text.words().startswith("Kept from"), name
        (save,) = [getattr(dialog, one) for one in ("save", "send", "start", "approve") if hasattr(dialog, one)]
        qtbot.waitUntil(partial(_is_ready, dialog))
        save.clicked.emit()
        wrong = [field.error() for field in kept.fields.values() if isinstance(field, Field)]
        assert not dialog.isVisible(), f"{name}: {wrong}"

        dialog, kept = _opened(make, qtbot)
        assert (_texts(kept), kept.line.isHidden()) == (fresh, True), name
        dialog.close_layer()
        tried += 1
    assert tried >= 2


def test_what_was_kept_of_a_record_is_no_reason_to_overwrite_a_colleague(
    desk: Desk, over: QWidget, qtbot: QtBot
) -> None:
    case = contacts.log_contact(desk.workspace, draft=ContactDraft(channel_id=PHONE, text="Cracked")).case
    make = partial(EditCaseDialog, desk, over, case_id=case.id, shortcuts=KEYS)
    dialog, kept = _opened(make, qtbot)
    _fill(kept)
    dialog.close_layer()
    cases.edit_case(desk.workspace, case=replace(case, title="Cracked frame"))
    dialog, kept = _opened(make, qtbot)
    assert isinstance(dialog, EditCaseDialog)
    assert dialog.case_title.text() == "Cracked12"
    dialog.submit()
    qtbot.waitUntil(dialog.conflict.isVisible)
    assert cases.get_case(desk.workspace, case_id=case.id).title == "Cracked frame"
    kept.line.button.click()  # begun anew it goes on from what stands there now
    assert (dialog.case_title.text(), kept.version) == ("Cracked frame", 2)
