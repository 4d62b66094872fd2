"""The queue of reviews: what waits for whom, in which order, and how far each person and each reviewer is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    """Return a queue as it is worked through: what is due first, then as it was drawn; what waits for others last."""
    return sorted(items, key=_turn)


def _turn(item: QueueItem) -> tuple[bool, bool, float, int, int, int]:
    pick = item.pick
    waits = item.awaits_self and item.purpose is not Purpose.SELF
    due = pick.due_at.timestamp() if pick.due_at else 0.0
    return (waits, pick.due_at is None, due, pick.sample_id or 0, pick.position, pick.id)


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
