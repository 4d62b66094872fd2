"""What a person does to make amends on a case of the sample business, for the pictures of tools/screenshots.py."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QApplication

from csops.domain.access import Role
from csops.domain.cases import State
from csops.domain.concessions import Term
from csops.domain.people import Member
from csops.domain.questions import Question
from csops.domain.recovery import Noted
from csops.services import cases, settings
from csops.services.concessions import Offer, approve_concession, give_concession, list_concessions
from csops.services.recovery import finish_step, start_recovery
from csops.services.recovery_view import recovery_view
from csops.services.workspace import Workspace
from csops.ui.contacts.case_pane import CasePane
from csops.ui.contacts.concessions_part import ConcessionsPart
from csops.ui.contacts.page import ContactsPage
from csops.ui.contacts.recovery_part import RecoveryPart
from csops.ui.main_window import MainWindow
from csops.ui.settings.recovery import RecoveryTab


def story_case(workspace: Workspace) -> int:
    """Return the open case of a known customer that was opened last, with its concessions."""
    question = Question(states=(State.OPEN, State.NEW))
    lines = cases.case_lines(workspace, question=question, order=(("opened_at", True),), limit=50)
    case_id = next(line.id for line in lines if line.customer_id is not None)
    if not list_concessions(workspace, case_id=case_id):
        _give(workspace, case_id)
    return case_id


def _give(workspace: Workspace, case_id: int) -> None:
    owner = workspace.member
    agent = _agent(workspace)
    try:
        workspace.member = agent
        postage = Offer(case_id=case_id, kind="postage", terms=_terms(postage_out="5.90", postage_back="5.90"))
        give_concession(workspace, offer=postage)
        refund = Offer(
            case_id=case_id,
            kind="refund",
            terms=_terms(amount="84.90", resale_value="0"),
            reason="Chain guard arrived cracked; no second one in stock before Friday",
        )
        asked = give_concession(workspace, offer=refund)
        workspace.member = owner
        approve_concession(workspace, concession_id=asked.id, note="Sorry about that, book it today")
        workspace.member = agent
        bonus = Offer(case_id=case_id, kind="bonus_service", reason="Third contact about the same guard",
                      terms=_terms(minutes="60", cost_per_h="28", parts="12"))  # fmt: skip
        give_concession(workspace, offer=bonus)
    finally:
        workspace.member = owner


def _agent(workspace: Workspace) -> Member:
    members = settings.team(workspace).members
    return next(one for one in members if one.role is Role.AGENT and one.active)


def _terms(**values: str) -> tuple[Term, ...]:
    return tuple(Term(name=name, value=value) for name, value in values.items())


def _pane(window: MainWindow) -> CasePane:
    """Show the case of the story."""
    case_id = story_case(window.desk.workspace)
    window.go("contacts", {"case_id": case_id})
    page = window.frame.page()
    if not isinstance(page, ContactsPage):
        raise TypeError(page)
    while page.cases.detail.view is None or page.cases.detail.view.case_id != case_id:
        QApplication.processEvents()
    return page.cases


def _concessions(window: MainWindow) -> None:
    """Something given, approved and waiting, and something being typed."""
    detail = _pane(window).detail
    detail.show_part("concessions")
    part = detail.part()
    if not isinstance(part, ConcessionsPart):
        raise TypeError(part)
    while not part.fields.kind.box.count():
        QApplication.processEvents()
    terms = {"price": "240", "percent": "15"}
    part.fields.show_values({"kind": "price_reduction", "terms": terms, "reason": "Scratched on arrival"})


def _recovery(window: MainWindow) -> None:
    """Two steps done, the third in front."""
    workspace, case_id = window.desk.workspace, story_case(window.desk.workspace)
    if recovery_view(workspace, case_id=case_id).recovery is None:
        start_recovery(workspace, case_id=case_id)
        noted = (
            Noted(name="what_happened", text="the chain guard arrived cracked"),
            Noted(name="effect_on_customer", text="She cannot ride to work"),
        )
        finish_step(workspace, case_id=case_id, step="listen", noted=noted)
        finish_step(workspace, case_id=case_id, step="apologise")
        finish_step(workspace, case_id=case_id, step="take_ownership", skipped="Aisha has it already")
    _pane(window).detail.show_part("recovery")


def _replies(window: MainWindow) -> None:
    _recovery(window)
    part = window.findChildren(RecoveryPart)[-1]
    while not part.steps.cards:
        QApplication.processEvents()
    part.replies.click()


def _told(window: MainWindow) -> None:
    _pane(window).detail.show_part("happened")


def _approvals(window: MainWindow) -> None:
    story_case(window.desk.workspace)
    window.go("today")


def _settings(key: str) -> Callable[[MainWindow], None]:
    """A step or a template of *Recovery & replies* in its dialog."""

    def show(window: MainWindow) -> None:
        story_case(window.desk.workspace)
        window.go("settings", {"tab": "recovery"})
        tab = window.findChildren(RecoveryTab)[-1]
        while key not in tab.rows:
            QApplication.processEvents()
        tab.rows[key].click()

    return show


SCREENS: Mapping[str, Callable[[MainWindow], object]] = {
    "case-concessions": _concessions,
    "case-recovery": _recovery,
    "case-replies": _replies,
    "case-amends": _told,
    "today-approvals": _approvals,
    "settings-recovery-step": _settings("step understand"),
    "settings-reply-template": _settings("template refund_confirmation"),
}
"""In the order of the pictures."""
