"""Scorecards of reviews as they are kept: drafts, published versions that are never changed, retired cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from csops.domain.scoring import Criterion, Scorecard


class CardState(Enum):
    """How far a version of a scorecard is. Of one card at most one version is a draft.

    DRAFT: can be changed, nobody reviews with it. PUBLISHED: never changed again, so that scores stay comparable.
    """

    DRAFT = "draft"
    PUBLISHED = "published"


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading on a card. It only groups: it has no weight of its own."""

    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ReviewCard:
    """A scorecard as it is kept. What it asks stands in its versions.

    Attributes:
        channels: keys of the channels whose contacts it is for; none: all.
        only_recovery: it is for contacts of cases with a recovery, and comes before a card of the channel there.
        is_default: it is offered first among those that fit.
        current: the number of the newest published version; 0 while there is none.
        active: False: retired; it takes no new reviews, those made with it stay.
    """

    id: int = 0
    version: int = 1
    key: str
    name: str
    channels: tuple[str, ...] = ()
    only_recovery: bool = False
    is_default: bool = False
    current: int = 0
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class CardVersion:
    """What a card asks. `number` from 1. `note` says what changed, and why. `published_at` is set once."""

    id: int = 0
    version: int = 1
    card_id: int
    number: int = 1
    state: CardState = CardState.DRAFT
    made_at: datetime
    made_by: int | None = None
    published_at: datetime | None = None
    published_by: int | None = None
    note: str = ""
    pass_mark: float = 80.0
    sections: tuple[Section, ...] = ()
    criteria: tuple[Criterion, ...] = ()


def scorecard(card: ReviewCard, version: CardVersion) -> Scorecard:
    """Return a version of a card as the value that scores are made with."""
    return Scorecard(key=card.key, name=card.name, pass_mark=version.pass_mark, criteria=version.criteria)


def cards_for(
    cards: Iterable[ReviewCard], *, channel: str, is_recovery: bool, any_version: bool = False
) -> tuple[ReviewCard, ...]:
    """Return the cards that fit a contact, the one to offer first first.

    Args:
        cards: all that are kept.
        channel: the key of the contact's channel.
        is_recovery: whether its case has a recovery.
        any_version: also cards that were never published.
    """
    fitting = [
        card
        for card in cards
        if card.active
        and (card.current or any_version)
        and (not card.channels or channel in card.channels)
        and (is_recovery or not card.only_recovery)
    ]
    return tuple(sorted(fitting, key=lambda card: (not card.only_recovery, not card.is_default, card.name.casefold())))
