"""Contacts after which something went wrong: what, told in facts, and which contact of a case it falls on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum

from csops.domain.contacts import Contact

LONG_WAIT = 3
"""A wait of more than so many times the target of its channel is long."""


class ReviewRisk(Enum):
    """What went wrong, the most telling first; the values are the keys that a pick keeps."""

    LOW_ANSWER = "low_answer"
    ESCALATED = "escalated"
    REOPENED = "reopened"
    CONCESSION = "concession"
    LONG_WAIT = "long_wait"


@dataclass(frozen=True, kw_only=True)
class WentWrong:
    """One thing that went wrong.

    Attributes:
        risk: what. case_id: on which case. at: when.
        contact_id: on which contact, where that is known; None: the last one of the case before it.
        member_id: whose contact it falls on, where that is known.
        said: of a low answer, such as "CSAT 1 of 5". amount: of a concession. waited: of a long wait.
    """

    risk: ReviewRisk
    case_id: int
    at: datetime
    contact_id: int | None = None
    member_id: int | None = None
    said: str = ""
    amount: Decimal | None = None
    waited: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class CaseContact:
    """A contact of a case that can be reviewed.

    `settles`: it was thought to settle the case. `is_taken`: it is reviewed or in a queue already.
    """

    contact_id: int
    case_id: int
    member_id: int
    at: datetime
    settles: bool = False
    is_taken: bool = False


@dataclass(frozen=True, kw_only=True)
class Risky:
    """A contact after which something went wrong, and what, the most telling first.

    `contact` and `customer`: what it was about and whose; None and "" where nobody looked.
    """

    contact_id: int
    member_id: int
    at: datetime
    reasons: tuple[WentWrong, ...]
    contact: Contact | None = None
    customer: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """What a pick keeps of the reasons."""
        return tuple(dict.fromkeys(one.risk.value for one in self.reasons))


def risky(
    facts: Iterable[WentWrong], contacts: Mapping[int, Sequence[CaseContact]], *, since: datetime, until: datetime
) -> list[Risky]:
    """Return the contacts of [since, until) that can be drawn and after which something went wrong.

    Those with more reasons come first, then those with the more telling ones, then the latest.

    Args:
        facts: what went wrong.
        contacts: contacts by case, in the order of time.
        since: contacts that happened from then on,
        until: and before that; what went wrong may have come later.
    """
    found: dict[CaseContact, list[WentWrong]] = {}
    for fact in facts:
        contact = _falls_on(fact, contacts.get(fact.case_id, ()))
        if contact is not None and since <= contact.at < until and not contact.is_taken:
            found.setdefault(contact, []).append(fact)
    made = [
        Risky(
            contact_id=contact.contact_id,
            member_id=contact.member_id,
            at=contact.at,
            reasons=tuple(sorted(reasons, key=lambda one: (_TELLING.index(one.risk), one.at))),
        )
        for contact, reasons in found.items()
    ]
    return sorted(made, key=lambda one: (-len(one.keys), _TELLING.index(one.reasons[0].risk), -one.at.timestamp()))


def _falls_on(fact: WentWrong, contacts: Sequence[CaseContact]) -> CaseContact | None:
    """Return the contact itself where it is known, else the last one of the case before it (of that person).

    A reopening falls on the contact that seemed to settle the case.
    """
    if fact.contact_id is not None:
        return next((one for one in contacts if one.contact_id == fact.contact_id), None)
    before = [one for one in contacts if one.at <= fact.at and fact.member_id in {None, one.member_id}]
    if fact.risk is ReviewRisk.REOPENED:
        before = [one for one in before if one.settles] or before
    return before[-1] if before else None


_TELLING = list(ReviewRisk)
