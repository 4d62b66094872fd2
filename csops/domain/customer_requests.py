"""What customers ask for: noted in words, accepted or declined with the reason."""

from dataclasses import replace
from datetime import datetime

from csops.domain.errors import Missing
from csops.domain.promises import CustomerRequest, RequestState
from csops.domain.texts import kept, says_something


def checked_request(request: CustomerRequest) -> CustomerRequest:
    """Return the request with tidy words, or raise Missing when it says nothing."""
    what = kept(request.what)
    if not what:
        raise Missing(field="request", right="Write what the customer asked for")
    return replace(request, what=what, reason=kept(request.reason))


def decided(
    request: CustomerRequest, state: RequestState, *, reason: str, at: datetime, member_id: int | None
) -> CustomerRequest:
    """Return the request accepted, declined, or open again; open it has neither reason nor moment.

    Raises:
        Missing: it is declined and nobody says why.
    """
    if state is RequestState.OPEN:
        return replace(request, state=state, reason="", decided_at=None, decided_by=None)
    said = kept(reason)
    if state is RequestState.DECLINED and not says_something(said):
        raise Missing(field="reason", right="Say why it is declined; the customer will ask")
    return replace(request, state=state, reason=said, decided_at=at, decided_by=member_id)
