"""Work that one member hands to another for an absence, and takes back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from csops.domain.errors import Missing, OutOfRange
from csops.domain.people import Member
from csops.domain.texts import one_line
from csops.domain.work_terms import Absence


class HandedKind(Enum):
    """What was handed over."""

    CASE = "case"
    FOLLOW_UP = "follow_up"
    PROMISE = "promise"


@dataclass(frozen=True, kw_only=True)
class Handed:
    """One record whose owner changed."""

    kind: HandedKind
    record_id: int


@dataclass(frozen=True, kw_only=True)
class Handover:
    """One act of handing over. `back_at`: when it came back; what its new owner settled meanwhile stayed theirs."""

    id: int = 0
    version: int = 1
    from_id: int
    to_id: int
    at: datetime
    by_id: int | None = None
    absence_id: int | None = None
    note: str = ""
    items: tuple[Handed, ...] = ()
    back_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Held:
    """One open record of somebody, as it is handed over: a case, or what is due on one."""

    kind: HandedKind
    record_id: int
    case_id: int
    what: str
    customer_id: int | None = None
    customer: str = ""
    channel_key: str = ""
    due_at: datetime | None = None
    time_known: bool = False

    @property
    def handed(self) -> Handed:
        """The record alone."""
        return Handed(kind=self.kind, record_id=self.record_id)


def checked_handover(handover: Handover) -> Handover:
    """Return the handover with each record once, or raise OutOfRange or Missing."""
    if handover.from_id == handover.to_id:
        raise OutOfRange(field="to", value="the same person", right="Choose somebody else to hand the work to")
    items = tuple(dict.fromkeys(handover.items))
    if not items:
        raise Missing(field="items", right="Choose at least one case, follow-up or promise to hand over")
    return replace(handover, items=items, note=one_line(handover.note))


def check_substitute(absence: Absence, *, substitute: Member, theirs: Iterable[Absence]) -> None:
    """Raise OutOfRange when somebody cannot look after the work of an absence.

    Args:
        absence: of whom, and when.
        substitute: who is to look after it.
        theirs: the absences of the substitute.
    """
    if substitute.id == absence.member_id:
        raise OutOfRange(field="substitute", value=substitute.name, right="Nobody is their own substitute")
    if not substitute.active:
        raise OutOfRange(field="substitute", value=substitute.name, right="That person has left. Choose somebody else")
    for other in theirs:
        if other.first_day <= absence.last_day and absence.first_day <= other.last_day:
            first, last = (f"{day:%d %b %Y}" for day in (other.first_day, other.last_day))
            when = f"on {first}" if first == last else f"from {first} to {last}"
            right = f"{substitute.name} is away too, {when}. Choose somebody who is there"
            raise OutOfRange(field="substitute", value=substitute.name, right=right)
