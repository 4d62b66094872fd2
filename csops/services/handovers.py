"""Who looks after whose work: what somebody holds, handed over in one act and taken back in another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.cases import OPEN_STATES, Case, FollowUp, FollowUpKind
from csops.domain.errors import AlreadyDone
from csops.domain.handovers import Handed, HandedKind, Handover, Held, checked_handover
from csops.domain.periods import check_year
from csops.domain.promises import Promise, PromiseState
from csops.domain.questions import Question
from csops.domain.team import Shop
from csops.domain.work_terms import Absence
from csops.services.follow_ups import pending_of_source
from csops.services.workspace import Workspace
from csops.storage.store import Store
from csops.storage.unit_of_work import Work

_MOST = 10_000
_DAY = timedelta(days=1)
_SOON = timedelta(days=60)
Owned = Case | FollowUp | Promise


@dataclass(frozen=True, kw_only=True)
class StandIn:
    """Work of one person that another looks after, as one of the two sees it on Today.

    Attributes:
        is_mine: the work is of whoever looks, and with somebody else; false: they look after another's.
        other: the name of the other one.
        handover_ids: of the handovers that are not taken back.
        handed: how many records were handed over, are still with the new owner and not settled.
        left: how many records of theirs are due meanwhile and were not handed over.
        absence: for which it is; None: for none.
    """

    is_mine: bool
    other_id: int
    other: str
    handover_ids: tuple[int, ...] = ()
    handed: int = 0
    left: int = 0
    absence: Absence | None = None


def held_by(workspace: Workspace, *, member_id: int, until: date) -> list[Held]:
    """Return what somebody holds that comes up until a day: open cases, promises and follow-ups due by its end.

    What is due comes first, by its day, then the cases, the latest contact first. Raises OutOfRange for a day outside
    1900 to 2199.
    """
    check_year(until, field="day")
    with workspace.read() as work:
        work.members.get(member_id)
        return _held(work, member_id=member_id, until=until)


def _held(work: Work, *, member_id: int, until: date) -> list[Held]:
    end = datetime.combine(until + _DAY, time(), tzinfo=_zone(work))
    due = [
        Held(
            kind=HandedKind.PROMISE if line.kind is FollowUpKind.PROMISE else HandedKind.FOLLOW_UP,
            record_id=line.source_id if line.kind is FollowUpKind.PROMISE and line.source_id else line.id,
            case_id=line.case_id,
            what=line.what or line.title,
            customer_id=line.customer_id,
            customer=line.customer,
            channel_key=line.channel_key,
            due_at=line.due_at,
            time_known=line.time_known,
        )
        for line in work.cases.follow_ups(until=end, owner_id=member_id)
    ]
    cases = [
        Held(
            kind=HandedKind.CASE,
            record_id=line.id,
            case_id=line.id,
            what=line.title,
            customer_id=line.customer_id,
            customer=line.customer,
            channel_key=line.channel_key,
        )
        for line in work.cases.lines(Question(owner_ids=(member_id,), states=OPEN_STATES), limit=_MOST)
    ]
    return [*due, *cases]


def hand_over(
    workspace: Workspace,
    *,
    from_id: int,
    to_id: int,
    items: Sequence[Handed],
    absence_id: int | None = None,
    note: str = "",
) -> Handover:
    """Hand work of one person to another, as one act. It is no escalation, and counts as none.

    What was settled meanwhile, or is somebody else's by now, stays out.

    Args:
        workspace: where they are kept.
        from_id: whose it is.
        to_id: who takes it.
        items: which cases, follow-ups and promises; the follow-up of a promise goes with it.
        absence_id: for which absence.
        note: what the new owner should know.

    Raises:
        Missing: nothing is to be handed over, or nothing of it is still there to hand.
        OutOfRange: to the same person. NotFound: a person or the absence is gone.
    """
    workspace.require(Permission.ASSIGN)
    handover = checked_handover(
        Handover(
            from_id=from_id,
            to_id=to_id,
            at=workspace.now(),
            by_id=workspace.member.id,
            absence_id=absence_id,
            note=note,
            items=tuple(items),
        )
    )
    with workspace.work("Hand over") as work:
        work.members.get(from_id), work.members.get(to_id)
        if absence_id is not None:
            work.absences.get(absence_id)
        moved = tuple(item for item in handover.items if _give(work, item, from_id=from_id, to_id=to_id))
        return work.care.handovers.add(checked_handover(replace(handover, items=moved)))


def take_back(workspace: Workspace, *, handover_ids: Sequence[int]) -> int:
    """Give what was handed over back to whose it was, as one act, and return how many records came back.

    What was settled meanwhile, or given to a third person, stays as it is.

    Raises:
        NotFound: a handover is gone. AlreadyDone: it was taken back before.
    """
    workspace.require(Permission.ASSIGN)
    number = 0
    with workspace.work("Take back what was handed over") as work:
        for handover_id in handover_ids:
            handover = work.care.handovers.get(handover_id)
            if handover.back_at is not None:
                raise AlreadyDone(what="Taking this back", who="somebody")
            number += sum(_give(work, one, from_id=handover.to_id, to_id=handover.from_id) for one in handover.items)
            work.care.handovers.update(replace(handover, back_at=workspace.now()))
    return number


def _give(work: Work, item: Handed, *, from_id: int, to_id: int) -> bool:
    """Give one open record of somebody to another; return whether it was still theirs to give."""
    store = _store(work, item.kind)
    record = store.find(item.record_id)
    if record is None or record.owner_id != from_id or _is_settled(record):
        return False
    store.update(replace(record, owner_id=to_id))
    if item.kind is HandedKind.PROMISE:
        for reminder in pending_of_source(work, kind=FollowUpKind.PROMISE, source_id=item.record_id):
            work.follow_ups.update(replace(reminder, owner_id=to_id))
    return True


def _store(work: Work, kind: HandedKind) -> Store[Any]:
    if kind is HandedKind.CASE:
        return work.cases
    return work.follow_ups if kind is HandedKind.FOLLOW_UP else work.care.promises


def _is_settled(record: Owned) -> bool:
    if isinstance(record, Case):
        return record.state.is_settled
    return record.done_at is not None if isinstance(record, FollowUp) else record.state is not PromiseState.OPEN


def open_handovers(workspace: Workspace) -> list[Handover]:
    """Return what was handed over and not taken back, the oldest first."""
    with workspace.read() as work:
        return [one for one in work.care.handovers.all("at") if one.back_at is None]


def next_absence(workspace: Workspace, *, member_id: int) -> Absence | None:
    """Return the absence in which somebody is, or the next one that begins within two months."""
    with workspace.read() as work:
        today = workspace.now().astimezone(_zone(work)).date()
        coming = [one for one in work.absences.where(member_id=member_id) if today <= one.last_day]
    return min((one for one in coming if one.first_day <= today + _SOON), key=_last_day, default=None)


def handovers_of(
    work: Work, *, case_ids: Iterable[int], follow_ups: Iterable[FollowUp], promises: Iterable[Promise]
) -> tuple[Handover, ...]:
    """Return the handovers of a case, or of something that is due on it, the oldest first.

    `case_ids`: its number, and those of cases that were merged into it.
    """
    own = {Handed(kind=HandedKind.CASE, record_id=case_id) for case_id in case_ids}
    own |= {Handed(kind=HandedKind.FOLLOW_UP, record_id=one.id) for one in follow_ups}
    own |= {Handed(kind=HandedKind.PROMISE, record_id=one.id) for one in promises}
    return tuple(one for one in work.care.handovers.all("at") if not own.isdisjoint(one.items))


# ------------------------------------------------------------ on Today
def stand_ins(workspace: Workspace) -> list[StandIn]:
    """Return whose work whoever works looks after today, and what of their own is with others though they are here."""
    me = workspace.member.id
    with workspace.read() as work:
        today = workspace.now().astimezone(_zone(work)).date()
        open_ones = [one for one in work.care.handovers.where(to_id=me) if one.back_at is None]
        absences = [one for one in work.absences.where(substitute_id=me) if one.first_day <= today <= one.last_day]
        names = {member.id: member.name for member in work.members.all() if member.active}
        return [*_looked_after(work, absences, open_ones, names), *_away_from_me(work, me, today, names)]


def _looked_after(
    work: Work, absences: Sequence[Absence], handovers: Sequence[Handover], names: Mapping[int, str]
) -> list[StandIn]:
    whose = dict.fromkeys([*(one.member_id for one in absences), *(one.from_id for one in handovers)])
    found = []
    for other_id in whose:
        theirs = [one for one in handovers if one.from_id == other_id]
        absence = max((one for one in absences if one.member_id == other_id), key=_last_day, default=None)
        left = len(_held(work, member_id=other_id, until=absence.last_day)) if absence else 0
        handed = sum(_still_there(work, one) for one in theirs)
        if other_id in names and (handed or absence is not None):
            ids = tuple(one.id for one in theirs)
            found.append(
                StandIn(
                    is_mine=False, other_id=other_id, other=names[other_id], handover_ids=ids, handed=handed,
                    left=left, absence=absence,
                )
            )  # fmt: skip
    return found


def _away_from_me(work: Work, me: int, today: date, names: Mapping[int, str]) -> list[StandIn]:
    own = [one for one in work.care.handovers.where(from_id=me) if one.back_at is None]
    if not own or any(one.first_day <= today <= one.last_day for one in work.absences.where(member_id=me)):
        return []
    coming = {one.id for one in work.absences.where(member_id=me) if today < one.first_day}
    found = []
    for other_id in dict.fromkeys(one.to_id for one in own if one.absence_id not in coming):
        theirs = [one for one in own if one.to_id == other_id and one.absence_id not in coming]
        handed = sum(_still_there(work, one) for one in theirs)
        if handed:
            ids, name = tuple(one.id for one in theirs), names.get(other_id) or work.members.get(other_id).name
            found.append(StandIn(is_mine=True, other_id=other_id, other=name, handover_ids=ids, handed=handed))
    return found


def _still_there(work: Work, handover: Handover) -> int:
    """Return how much of a handover is with its new owner and not settled."""
    number = 0
    for kind in HandedKind:
        records = _store(work, kind).get_many(one.record_id for one in handover.items if one.kind is kind)
        number += sum(record.owner_id == handover.to_id and not _is_settled(record) for record in records.values())
    return number


def _zone(work: Work) -> ZoneInfo:
    return ZoneInfo(work.settings.get(Shop).zone)


def _last_day(absence: Absence) -> date:
    return absence.last_day
