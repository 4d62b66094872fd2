"""The sent reviews that figures of coaching rest on, read once for all that is asked of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from csops.domain.coaching_figures import Asked, Spreads, spreads_of
from csops.domain.review_results import Fact
from csops.domain.reviews import COUNTING, Purpose
from csops.storage.review_facts import review_facts
from csops.storage.unit_of_work import Work

LATEST = datetime(9000, 1, 1, tzinfo=UTC)
LOOKED_BACK = timedelta(days=180)
"""Weak points of so many days count; what was years ago is nobody's coaching."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """Sent reviews by whose contacts they are, what their cards ask, and how much ratings differ within people."""

    of: Mapping[int, Sequence[Fact]]
    asked: Asked
    spreads: Spreads


def known_in(work: Work, *, since: datetime) -> Known:
    """Return everybody's sent reviews of contacts since a moment: one's own figures lean on how much all differ."""
    facts = facts_in(work, since=since)
    of: defaultdict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        of[fact.member_id].append(fact)
    return Known(of=of, asked=asked_in(work, facts), spreads=spreads_of(facts))


def facts_in(work: Work, *, since: datetime, member_id: int | None = None) -> list[Fact]:
    """Return sent reviews of contacts since a moment, everybody's or one member's; those picked are among them."""
    return review_facts(work.connection, since=since, until=LATEST, purposes=COUNTING, member_id=member_id)


def asked_in(work: Work, facts: Iterable[Fact]) -> Asked:
    """Return what the versions of the cards ask that these reviews were made with."""
    wanted = {(fact.card, fact.number) for fact in facts}
    keys = {card for card, _number in wanted}
    cards = {card.id: card.key for card in work.quality.cards.all() if card.key in keys}
    versions = work.quality.card_versions.where_any("card_id", sorted(cards))
    return {
        (cards[each.card_id], each.number): {criterion.key: criterion for criterion in each.criteria}
        for each in versions
        if (cards[each.card_id], each.number) in wanted
    }


def number_of_fair(facts: Iterable[Fact]) -> int:
    """Return how many of these reviews are of fair samples: the others enter no figure."""
    return sum(fact.purpose is Purpose.FAIR for fact in facts)
