"""Samples of handled contacts to review: how they were drawn, and the queue that they make."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Stratum(Enum):
    """What a sample is spread over."""

    PERSON = "person"
    CHANNEL = "channel"
    TOPIC = "topic"
    RESULT = "result"


@dataclass(frozen=True, kw_only=True)
class Layer:
    """One stratum of a sample as it was drawn: its key, how many contacts it held, how many were drawn from it.

    `key` holds one text per `Sample.strata`, the id or value as text ("" for none). The weight of a drawn contact is
    `size / drawn`.
    """

    key: tuple[str, ...]
    size: int
    drawn: int


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One draw. The same seed draws the same contacts from the same log.

    Attributes:
        since, until: contacts that happened in [since, until).
        strata: what it was spread over, in this order; none: simply at random.
        quota: contacts per person; None: `wanted` in all.
        wanted: how many were asked for in all.
        is_risk: picked because something went wrong; it never counts in averages unless chosen so.
        reviewers: among whom the picks were shared. shares: how many parts each of them took; empty: equal parts.
        population: contacts that could be drawn. layers: them by stratum.
    """

    id: int = 0
    version: int = 1
    name: str
    since: datetime
    until: datetime
    made_at: datetime
    made_by: int | None = None
    seed: int
    strata: tuple[Stratum, ...] = ()
    quota: int | None = None
    wanted: int = 0
    is_risk: bool = False
    self_first: bool = False
    due_at: datetime | None = None
    reviewers: tuple[int, ...] = ()
    members: tuple[int, ...] = ()
    population: int = 0
    layers: tuple[Layer, ...] = ()
    shares: tuple[int, ...] = ()


class PickState(Enum):
    """What became of a contact that was drawn."""

    OPEN = "open"
    DONE = "done"
    REPLACED = "replaced"
    DROPPED = "dropped"


@dataclass(frozen=True, kw_only=True)
class Pick:
    """One contact in a queue of reviews.

    Attributes:
        sample_id: of which draw; None: put there by hand.
        contact_id: None once it was removed.
        member_id: whose contact; reviewer_id: who is to review it.
        position: its place in the draw, from 0.
        layer: its stratum (see `Layer.key`).
        risk: keys of what went wrong, of a risk-based pick.
        replaces_id, reason: the pick whose place it took, and on that one why it was replaced or dropped.
        self_first: the person reviews it before the reviewer sees it.
    """

    id: int = 0
    version: int = 1
    sample_id: int | None = None
    contact_id: int | None
    member_id: int
    reviewer_id: int | None = None
    position: int = 0
    layer: tuple[str, ...] = ()
    risk: tuple[str, ...] = ()
    state: PickState = PickState.OPEN
    replaces_id: int | None = None
    reason: str = ""
    self_first: bool = False
    due_at: datetime | None = None
    done_at: datetime | None = None
