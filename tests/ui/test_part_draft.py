"""One keeper of what is typed in a part: each record has its own, and a late answer is of no other."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops.domain.contacts import ContactDraft
from csops.domain.draft_forms import CaseForm, case_form
from csops.services import contacts
from csops.services.views import get_draft, keep_draft
from csops.ui.desk import Desk
from csops.ui.part_draft import PartDraft
from tests.helpers.records import PHONE


def test_each_case_has_its_draft_and_a_late_one_is_not_shown_on_another(desk: Desk, qtbot: QtBot) -> None:
    draft_of = ContactDraft(channel_id=PHONE, text="Cracked")
    ids = [contacts.log_contact(desk.workspace, draft=draft_of).case.id for _ in range(2)]
    one, two = (case_form(CaseForm.CONCESSION, case_id) for case_id in ids)
    for form in (one, two):
        keep_draft(desk.workspace, form=form, value={"kind": form})
    part = QWidget()
    qtbot.addWidget(part)
    shown: list[dict[str, Any]] = []
    typed = {"kind": "typed"}
    draft = PartDraft(desk, part, form=partial(case_form, CaseForm.CONCESSION), values=lambda: typed, show=shown.append)
    draft.touched()  # before any case is shown it is of none
    for case_id in ids:
        draft.begin(case_id)
    qtbot.waitUntil(lambda: bool(shown))
    assert (shown, draft.form) == ([{"kind": two}], two)
    draft.touched()
    keeper = draft.keeper
    assert keeper is not None
    with qtbot.waitSignal(keeper.kept):
        draft.keep()
    kept = get_draft(desk.workspace, form=two)
    assert kept is not None
    assert kept[0] == typed
    draft.touched()
    draft.forget()
    assert not keeper._timer.isActive()
