"""The queue of reviews: what waits for whom, in which order, and how far each person and each reviewer is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from csops.domain.contacts import Contact
from csops.domain.review_samples import Pick, PickState, Sample
from csops.domain.reviews import Purpose


@dataclass(frozen=True, kw_only=True)
class QueueItem:
    """One contact that waits for a review, or had one.

    Attributes:
        pick: its place in the queue. contact: None once it was removed.
        purpose: what a review of it is for: FAIR, RISK or CHOSEN; SELF where the person is to review it themselves.
        customer: the customer's name; empty: unknown. sample: the name of the draw; empty: put there by hand.
        awaits_self: the person has yet to review it themselves.
    """

    pick: Pick
    contact: Contact | None
    purpose: Purpose
    customer: str = ""
    sample: str = ""
    awaits_self: bool = False

    def is_late(self, now: datetime) -> bool:
        """Return whether it was due and is not done."""
        return self.pick.state is PickState.OPEN and self.pick.due_at is not None and self.pick.due_at < now


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far the picks of one person (of their contacts, or theirs to review) are: "3 of 5". `late`: over due."""

    member_id: int
    done: int = 0
    asked: int = 0
    late: int = 0
    next_due: datetime | None = None


def purpose_of(pick: Pick, sample: Sample | None) -> Purpose:
    """Return what a review of a pick is for, which decides where it counts."""
    if sample is None:
        return Purpose.RISK if pick.risk else Purpose.CHOSEN
    return Purpose.RISK if sample.is_risk else Purpose.FAIR


def in_turn(items: Iterable[QueueItem]) -> list[QueueItem]:
    """Return a queue as it is worked through: own ones, what is due first, as it was drawn; what waits for others last.

    A list shows it so, and the form goes through it so.
    """
    return sorted(items, key=_turn)


def _turn(item: QueueItem) -> tuple[bool, bool, bool, float, int, int, int]:
    pick = item.pick
    waits = item.awaits_self and item.purpose is not Purpose.SELF
    due = pick.due_at.timestamp() if pick.due_at else 0.0
    return (
        item.purpose is not Purpose.SELF,
        waits,
        pick.due_at is None,
        due,
        pick.sample_id or 0,
        pick.position,
        pick.id,
    )


@dataclass(frozen=True, kw_only=True)
class QueuePlace:
    """Where a review stands: `number` of `of` contacts of one person in its draw, and the picks beside it in the list.

    What was reviewed already counts, so that the number goes up. It is 0 for one that waits no more; beside it is what
    stood there.
    """

    number: int = 0
    of: int = 0
    before_id: int | None = None
    next_id: int | None = None


def place_in(queue: Sequence[QueueItem], pick: Pick, *, done: int = 0) -> QueuePlace:
    """Return where a pick stands in a queue that is in turn. What was removed is passed over.

    `done`: how many of the same person, draw and reviewer are reviewed.
    """
    item = next((one for one in queue if one.pick.id == pick.id), None)
    here = _turn(item or QueueItem(pick=replace(pick, self_first=False), contact=None, purpose=Purpose.CHOSEN))
    there = [one for one in queue if one.contact is not None and one.pick.id != pick.id]
    whose = (pick.member_id, pick.sample_id)
    theirs = [one.pick.id for one in queue if (one.pick.member_id, one.pick.sample_id) == whose]
    return QueuePlace(
        number=done + theirs.index(pick.id) + 1 if pick.id in theirs else 0,
        of=done + len(theirs),
        before_id=next((one.pick.id for one in reversed(there) if _turn(one) < here), None),
        next_id=next((one.pick.id for one in there if _turn(one) > here), None),
    )


def progress_of_people(picks: Iterable[Pick], *, now: datetime) -> list[Progress]:
    """Return how far the reviews of each person's contacts are; who lags most comes first."""
    return _progress(((pick.member_id, pick) for pick in picks), now)


def progress_of_reviewers(picks: Iterable[Pick], *, now: datetime) -> list[Progress]:
    """Return how far each reviewer is; who lags most comes first. What nobody is to review is under 0."""
    return _progress(((pick.reviewer_id or 0, pick) for pick in picks), now)


def _progress(pairs: Iterable[tuple[int, Pick]], now: datetime) -> list[Progress]:
    grouped: dict[int, list[Pick]] = {}
    for member_id, pick in pairs:
        if pick.state in {PickState.OPEN, PickState.DONE}:
            grouped.setdefault(member_id, []).append(pick)
    found = [_one(member_id, theirs, now) for member_id, theirs in grouped.items()]
    return sorted(found, key=lambda one: (one.done - one.asked, one.member_id))


def _one(member_id: int, picks: list[Pick], now: datetime) -> Progress:
    due = [pick.due_at for pick in picks if pick.state is PickState.OPEN and pick.due_at is not None]
    return Progress(
        member_id=member_id,
        done=sum(pick.state is PickState.DONE for pick in picks),
        asked=len(picks),
        late=sum(one < now for one in due),
        next_due=min(due, default=None),
    )


def items_of(
    picks: Iterable[Pick],
    *,
    contacts: Mapping[int, Contact],
    names: Mapping[int, str],
    samples: Mapping[int, Sample],
    self_reviewed: Iterable[int],
) -> list[QueueItem]:
    """Return the items of a queue for a reviewer, in turn.

    Args:
        picks: which.
        contacts: the contacts, by id.
        names: of customers, by id.
        samples: the draws, by id.
        self_reviewed: picks that the person has reviewed themselves.
    """
    done = set(self_reviewed)
    found = []
    for pick in picks:
        sample = samples.get(pick.sample_id or 0)
        contact = contacts.get(pick.contact_id or 0)
        found.append(
            QueueItem(
                pick=pick,
                contact=contact,
                purpose=purpose_of(pick, sample),
                customer=names.get((contact and contact.customer_id) or 0, ""),
                sample="" if sample is None else sample.name,
                awaits_self=pick.self_first and pick.state is PickState.OPEN and pick.id not in done,
            )
        )
    return in_turn(found)
