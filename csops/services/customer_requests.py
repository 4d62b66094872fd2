"""What customers asked for on their cases: noted, accepted or declined with the reason, corrected, taken out."""

from dataclasses import replace

from csops.domain.access import Permission
from csops.domain.customer_requests import checked_request, decided
from csops.domain.promises import CustomerRequest, RequestState
from csops.services.case_numbers import current_id
from csops.services.workspace import Workspace


def list_requests(workspace: Workspace, *, case_id: int | None = None) -> list[CustomerRequest]:
    """Return what was asked for on a case, or everywhere what nobody has decided, the oldest first."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        if case_id is None:
            return work.care.requests.where(state=RequestState.OPEN)
        return work.care.requests.where(case_id=current_id(work, case_id))


def note_request(workspace: Workspace, *, case_id: int, what: str, form: str = "") -> CustomerRequest:
    """Note what the customer asks for. Raises Missing when nothing is said, NotFound without the case.

    `form` is the form it was written in; its kept draft goes in the same transaction.
    """
    workspace.require(Permission.LOG)
    with workspace.work("Note a request") as work:
        case = work.cases.get(current_id(work, case_id))
        now, member_id = workspace.now(), workspace.member.id
        noted = work.care.requests.add(
            checked_request(CustomerRequest(case_id=case.id, what=what, asked_at=now, noted_by=member_id))
        )
        if form:
            work.drafts.drop(member_id=member_id, form=form)
        return noted


def decide_request(workspace: Workspace, *, request_id: int, state: RequestState, reason: str = "") -> CustomerRequest:
    """Accept or decline what a customer asked for, or leave it open again.

    Raises:
        Missing: it is declined without a reason.
        NotFound: there is no such request.
    """
    workspace.require(Permission.LOG)
    with workspace.work(_ACTS[state]) as work:
        request = work.care.requests.get(request_id)
        now, member_id = workspace.now(), workspace.member.id
        return work.care.requests.update(decided(request, state, reason=reason, at=now, member_id=member_id))


_ACTS = {
    RequestState.OPEN: "Open a request again",
    RequestState.ACCEPTED: "Accept a request",
    RequestState.DECLINED: "Decline a request",
}


def reword_request(workspace: Workspace, *, request: CustomerRequest) -> CustomerRequest:
    """Keep other words of a request, with the version at which it was read; nothing else of it is taken."""
    workspace.require(Permission.LOG)
    checked = checked_request(request)
    with workspace.work("Change a request") as work:
        stored = work.care.requests.get(request.id)
        words = {"what": checked.what, "version": request.version}
        return work.care.requests.update(replace(stored, **words))  # type: ignore[arg-type]  # as the record has them


def remove_request(workspace: Workspace, *, request_id: int) -> None:
    """Take a request out that was noted by mistake."""
    workspace.require(Permission.EDIT)
    with workspace.work("Remove a request") as work:
        work.care.requests.remove(request_id)
