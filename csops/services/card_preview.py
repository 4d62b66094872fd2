"""The reviews over which another version of a scorecard is tried: those that this member may see."""

from dataclasses import dataclass

from csops.domain.review_cards import scorecard
from csops.domain.reviews import Review
from csops.domain.scoring import Scorecard
from csops.services.quality_access import reviews_seen
from csops.services.workspace import Workspace

MOST = 1000
"""So many reviews, the newest, are scored again: more would not change what one learns."""


@dataclass(frozen=True, kw_only=True)
class ReviewsMade:
    """Reviews with the card that each was made with, the newest first. `of`: how many there are that one may see."""

    reviews: tuple[tuple[Review, Scorecard], ...]
    of: int


def reviews_made(workspace: Workspace, *, card_id: int) -> ReviewsMade:
    """Return the reviews that count, made with any version of a card. Raises NotFound."""
    with workspace.read() as work:
        card = work.quality.cards.get(card_id)
        versions = {each.id: scorecard(card, each) for each in work.quality.card_versions.where(card_id=card_id)}
        found = work.quality.reviews.where_any("card_version_id", list(versions))
        counting = [each for each in found if each.counts]
        seen = sorted(reviews_seen(workspace, work, counting), key=lambda each: each.finished_at, reverse=True)
        pairs = tuple((each, versions[each.card_version_id]) for each in seen[:MOST])
        return ReviewsMade(reviews=pairs, of=len(seen))
