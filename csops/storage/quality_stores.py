"""The stores of scorecards, samples, reviews, calibrations and coaching: made when first asked for."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Table

from csops.domain.changes import Change, Kind
from csops.domain.coaching import Coaching, CoachingAction
from csops.domain.review_cards import ReviewCard
from csops.domain.review_samples import Sample
from csops.storage import quality
from csops.storage.calibration_store import CalibrationStore
from csops.storage.card_version_store import CardVersionStore
from csops.storage.dispute_store import DisputeStore
from csops.storage.pick_store import PickStore
from csops.storage.review_store import ReviewStore
from csops.storage.store import Store

Make = Callable[[Table, Callable[..., Any], Kind], Store[Any]]


class QualityStores:
    """What is reviewed, with what, what was said of it, and what came of it."""

    def __init__(
        self,
        make: Make,
        *,
        card_versions: CardVersionStore,
        reviews: ReviewStore,
        picks: PickStore,
        disputes: DisputeStore,
        calibrations: CalibrationStore,
    ) -> None:
        self.cards: Store[ReviewCard] = make(quality.review_cards, ReviewCard, Kind.REVIEW_CARD)
        self.card_versions = card_versions
        self.samples: Store[Sample] = make(quality.samples, Sample, Kind.SAMPLE)
        self.picks = picks
        self.reviews = reviews
        self.disputes = disputes
        self.calibrations = calibrations
        self.coachings: Store[Coaching] = make(quality.coachings, Coaching, Kind.COACHING)
        self.actions: Store[CoachingAction] = make(quality.coaching_actions, CoachingAction, Kind.COACHING_ACTION)

    def by_kind(self) -> dict[Kind, Store[Any]]:
        """Return the stores by the kind of record that they keep."""
        return {
            Kind.REVIEW_CARD: self.cards,
            Kind.CARD_VERSION: self.card_versions,
            Kind.SAMPLE: self.samples,
            Kind.PICK: self.picks,
            Kind.REVIEW: self.reviews,
            Kind.DISPUTE: self.disputes,
            Kind.CALIBRATION: self.calibrations,
            Kind.COACHING: self.coachings,
            Kind.COACHING_ACTION: self.actions,
        }


def quality_stores(connection: Connection, make: Make, *, changes: list[Change]) -> QualityStores:
    """Return the stores of one operation."""
    reviews = ReviewStore(connection, changes=changes)
    return QualityStores(
        make,
        card_versions=CardVersionStore(connection, changes=changes),
        reviews=reviews,
        disputes=DisputeStore(connection, changes=changes, reviews=reviews),
        picks=PickStore(connection, changes=changes),
        calibrations=CalibrationStore(connection, changes=changes),
    )
