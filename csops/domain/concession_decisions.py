"""What becomes of a concession: agreed at once or asked for, approved, declined, withdrawn, counted."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from csops.domain.access import Role
from csops.domain.calendar import Calendar, add_business_minutes
from csops.domain.concession_rules import ConcessionKind, Counted
from csops.domain.concessions import Concession, ConcessionState, Term
from csops.domain.cost_rules import LARGEST, check_value
from csops.domain.errors import Missing, NotUnderstood, OutOfRange
from csops.domain.people import Member
from csops.domain.texts import kept, says_something, short_enough

LONGEST_REASON = 4000
ASKED = "asked"
"""The term that keeps what was asked for, where less was approved."""
CUSTOMER_DAYS = timedelta(days=365)
_CENT = Decimal("0.01")


def checked_concession(concession: Concession, *, kind: ConcessionKind) -> Concession:
    """Return the concession with its cost worked out from its terms, and tidy texts.

    Raises:
        Missing: a value of the cost rule; the reason, where it is an exception.
        NotUnderstood, OutOfRange: a value that is no amount, below zero, or of which no cost can be worked out.
    """
    cost = kind.cost(values_of(concession.terms))
    if concession.value is not None:
        check_value(concession.value, field="value")
    reason = short_enough(kept(concession.reason), field="reason", most=LONGEST_REASON)
    if concession.is_exception and not says_something(reason):
        raise Missing(field="reason", right="Say why the rules should not hold here; the owner decides by it")
    return replace(concession, cost=cost, reason=reason)


def values_of(terms: Iterable[Term]) -> dict[str, Decimal]:
    """Return the values of a cost rule by name, or raise NotUnderstood."""
    found = {}
    for term in terms:
        try:
            found[term.name] = Decimal(term.value)
        except ArithmeticError:
            right = "Write an amount, such as 12.50"
            raise NotUnderstood(field=term.name, value=term.value, right=right) from None
    return found


def agreed(concession: Concession, *, kind: ConcessionKind, member_id: int, at: datetime, note: str = "") -> Concession:
    """Return the concession as agreed by a member; it counts at once unless its kind waits until it is sent or done."""
    return replace(
        concession,
        state=ConcessionState.AGREED,
        decided_by=member_id,
        decided_at=at,
        decision_note=short_enough(kept(note), field="note", most=LONGEST_REASON),
        counted_at=at if kind.counted is Counted.AGREED else None,
    )


def with_less(concession: Concession, cost: Decimal | None) -> Concession:
    """Return the request with a lower cost, as an approver grants it; what was asked for stays among its terms.

    Raises:
        OutOfRange: the cost is not below what was asked for, or not above zero.
    """
    if cost is None:
        return concession
    cents = cost.quantize(_CENT) if cost.is_finite() and abs(cost) < LARGEST else cost
    if not cents.is_finite() or not 0 < cents <= concession.cost:
        right = f"Approve {concession.cost}, or an amount below it and above 0"
        raise OutOfRange(field="amount", value=cost, right=right)
    if cents == concession.cost:
        return concession
    asked = Term(name=ASKED, value=str(concession.cost))
    same = concession.value == concession.cost
    return replace(concession, cost=cents, value=cents if same else None, terms=(*concession.terms, asked))


def asked_cost(concession: Concession) -> Decimal:
    """Return what was asked for: the cost itself, unless less was approved."""
    asked = next((term.value for term in concession.terms if term.name == ASKED), None)
    return concession.cost if asked is None else Decimal(asked)


def declined(concession: Concession, *, member_id: int, at: datetime, reason: str) -> Concession:
    """Return the request declined, or raise Missing where nobody says why."""
    said = short_enough(kept(reason), field="reason", most=LONGEST_REASON)
    if not says_something(said):
        raise Missing(field="reason", right="Say why; whoever asked has to tell the customer")
    state = ConcessionState.DECLINED
    return replace(concession, state=state, decided_by=member_id, decided_at=at, decision_note=said)


def withdrawn(concession: Concession, *, member_id: int, at: datetime) -> Concession:
    """Return a request, or something agreed that was not given after all, as withdrawn: it counts nowhere."""
    state = ConcessionState.WITHDRAWN
    if concession.state is ConcessionState.WAITING:
        return replace(concession, state=state, decided_by=member_id, decided_at=at)
    return replace(concession, state=state, counted_at=None)


def answer_by(calendar: Calendar, *, now: datetime, hours: float) -> datetime:
    """Return until when a request should be decided: so many opening hours from now, elapsed ones without any."""
    try:
        return add_business_minutes(calendar, now, hours * 60)
    except OutOfRange:
        return now + timedelta(hours=hours)


def month_of(at: datetime, *, zone: str) -> tuple[datetime, datetime]:
    """Return when the calendar month of a moment begins and when the next one does, in the time of the zone."""
    place = ZoneInfo(zone)
    local = at.astimezone(place)
    first = datetime(local.year, local.month, 1, tzinfo=place)
    following = datetime(local.year + local.month // 12, local.month % 12 + 1, 1, tzinfo=place)
    return first, following


def month_sums(counting: Iterable[Concession]) -> dict[int, Decimal]:
    """Return what each member decided, of the agreed concessions of a month: what was approved is the approver's."""
    found: dict[int, Decimal] = {}
    for one in counting:
        who = one.decided_by or one.given_by
        found[who] = found.get(who, Decimal(0)) + one.cost
    return found


def least_by_role(members: Iterable[Member], months: Mapping[int, Decimal], *, but: int) -> dict[Role, Decimal]:
    """Return for each role the least that one of its active members decided, whoever gives left out.

    A role that nobody has, or only the giver, is not among them: nobody there could decide.
    """
    found: dict[Role, Decimal] = {}
    for member in members:
        if member.active and member.id != but:
            month = months.get(member.id, Decimal(0))
            found[member.role] = min(found.get(member.role, month), month)
    return found
