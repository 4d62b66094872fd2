"""What is given, and put right, in the same act in which a contact is logged."""

from dataclasses import dataclass, replace
from datetime import datetime

from csops.domain.cases import Case
from csops.domain.concessions import Concession
from csops.domain.people import Member
from csops.services.concessions import Offer, give_in
from csops.services.recovery import start_in
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Amends:
    """What a contact brought beside itself. `offer`: something given, its case is that of the contact.

    `recovers`: its case becomes a recovery, where it is none yet; the contact is the complaint.
    """

    offer: Offer | None = None
    recovers: bool = False


def make_amends_in(
    work: Work, amends: Amends, *, case: Case, complained_at: datetime, now: datetime, member: Member
) -> Concession | None:
    """Give and start within the operation that logs the contact, and return what was given or asked for."""
    if amends.recovers and not work.care.recoveries.where(case_id=case.id):
        complained = min(complained_at, now)
        start_in(work, case_id=case.id, complained_at=complained, now=now, member_id=member.id)
    if amends.offer is None:
        return None
    return give_in(work, offer=replace(amends.offer, case_id=case.id), member=member, now=now)
