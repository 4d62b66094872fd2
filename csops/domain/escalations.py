"""A case passed on because it could not be solved; a Handover because of an absence is none of these."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


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
