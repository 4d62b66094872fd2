"""A case passed on because it could not be solved; a Handover because of an absence is none of these."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from csops.domain.errors import InputError, Missing
from csops.domain.texts import kept


class EscalationReason(Enum):
    """Why somebody could not solve a case."""

    KNOWLEDGE = "knowledge"
    AUTHORITY = "authority"
    CUSTOMER_ASKED = "customer_asked"
    COMPLAINT = "complaint"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """Who passed a case on, to whom (None: to nobody in particular), and why. `note` is required for OTHER."""

    id: int = 0
    version: int = 1
    case_id: int
    at: datetime
    from_id: int | None = None
    to_id: int | None = None
    reason: EscalationReason
    note: str = ""


DEFAULT_REASON = EscalationReason.KNOWLEDGE
"""The reason that is meant where somebody passes on without saying more."""


def checked_escalation(escalation: Escalation) -> Escalation:
    """Return the escalation with a tidy note.

    Raises:
        Missing: another reason than those there are, and no note says which.
        InputError: it is passed on to whoever passes it on. An absence is a handover, and no escalation.
    """
    note = kept(escalation.note)
    if escalation.reason is EscalationReason.OTHER and not note:
        raise Missing(field="note", right="Say in a few words why; an absence is handed over instead")
    if escalation.to_id is not None and escalation.to_id == escalation.from_id:
        raise InputError(
            field="to",
            problem="The case is passed on to the same person",
            right="Choose somebody else, or nobody in particular",
        )
    return replace(escalation, note=note)
