"""What calibrations rest on, read at once however many they are: cards, people, ratings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from csops.domain.calibration_figures import Rated, Session
from csops.domain.calibrations import Calibration
from csops.domain.people import Member
from csops.domain.review_cards import CardVersion, ReviewCard, scorecard
from csops.domain.review_rights import Viewer
from csops.domain.reviews import Purpose, Review
from csops.domain.scoring import score_review
from csops.services.quality_access import viewer_in
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Held:
    """What sessions rest on, read at once however many they are: members, versions, cards by id, ratings by session."""

    viewer: Viewer
    members: Mapping[int, Member]
    versions: Mapping[int, CardVersion]
    cards: Mapping[int, ReviewCard]
    reviews: Mapping[int, Sequence[Review]]

    def of(self, session: Calibration) -> tuple[ReviewCard, CardVersion]:
        """Return with what a session is rated."""
        version = self.versions[session.card_version_id]
        return self.cards[version.card_id], version


def held_in(workspace: Workspace, work: Work, sessions: Sequence[Calibration]) -> Held:
    """Return what these sessions rest on."""
    versions = work.quality.card_versions.get_many({one.card_version_id for one in sessions})
    return Held(
        viewer=viewer_in(workspace, work),
        members=work.members.get_many({who for one in sessions for who in (one.member_id, *one.reviewers)}),
        versions=versions,
        cards=work.quality.cards.get_many({one.card_id for one in versions.values()}),
        reviews=reviews_of(work, sessions),
    )


def reviews_of(work: Work, sessions: Sequence[Calibration]) -> dict[int, list[Review]]:
    """Return the ratings of sessions, each in the order in which its reviewers were asked."""
    found: dict[int, list[Review]] = {one.id: [] for one in sessions}
    for review in work.quality.reviews.where_any("session_id", list(found)):
        found[review.session_id or 0].append(review)
    return {one.id: sorted(found[one.id], key=_order(one)) for one in sessions}


def _order(session: Calibration) -> Callable[[Review], tuple[int, int]]:
    places = {who: at for at, who in enumerate(session.reviewers)}
    return lambda one: (places.get(one.reviewer_id, len(places)), one.id)


def card_of(work: Work, version_id: int) -> tuple[ReviewCard, CardVersion]:
    """Return a version of a card by its id, with its card."""
    version = work.quality.card_versions.get(version_id)
    return work.quality.cards.get(version.card_id), version


def rated_of(one: Review, card: ReviewCard, version: CardVersion) -> Rated:
    """Return what somebody gave, as far as the card asks for it, and what it comes to."""
    asked = {each.key for each in version.criteria}
    ratings = {each.criterion: each.rating for each in one.ratings if each.criterion in asked}
    score = score_review(scorecard(card, version), ratings)
    # A check is not blind of what it checks, and is not to be: it stands for what would be agreed.
    is_led = one.saw_others and one.purpose is Purpose.CALIBRATION
    unseen = frozenset(each.criterion for each in one.ratings if each.unseen and each.rating is None)
    return Rated(reviewer_id=one.reviewer_id, ratings=ratings, score=score, is_led=is_led, unseen=unseen)


def counted(held: Held, session: Calibration) -> Session:
    """Return a session as it counts among others."""
    card, version = held.of(session)
    return Session(
        id=session.id,
        at=session.made_at,
        criteria=version.criteria,
        rated=tuple(rated_of(one, card, version) for one in held.reviews[session.id]),
        agreed=session.agreed,
    )
