"""Reviews to be counted: of two people, from one sample."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from csops.domain.access import Role
from csops.domain.people import Member
from csops.domain.quality_rules import QualityRules
from csops.domain.review_samples import Layer, Pick, Sample, Stratum
from csops.domain.reviews import CriterionRating, Purpose, Review, ReviewState
from csops.domain.scoring import Outcome
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, ROSA
from tests.helpers.reviews import a_card, a_review

DAN = Member(id=3, name="Dan Weir", initials="DW", role=Role.SUPERVISOR)


def keep_reviews(work: Work) -> int:
    """Keep six sent reviews of Rosa and two of Dan from one sample, one of Rosa not sent, one because of trouble.

    Returns the id of the version of their card.
    """
    work.members.add(DAN)
    _card, version = a_card(work)
    layers = (Layer(key=(str(ROSA.id),), size=60, drawn=7), Layer(key=(str(DAN.id),), size=4, drawn=2))
    sample = work.quality.samples.add(
        Sample(
            name="February",
            since=MONDAY_MORNING - timedelta(days=28),
            until=MONDAY_MORNING,
            made_at=MONDAY_MORNING,
            seed=1,
            strata=(Stratum.PERSON,),
            layers=layers,
        )
    )
    finals = [(ROSA.id, score) for score in (100, 90, 80, 70, 60, 80, 0)] + [(DAN.id, 50), (DAN.id, 100)]
    for at, (member_id, final) in enumerate(finals):
        pick = work.quality.picks.add(
            Pick(sample_id=sample.id, contact_id=None, member_id=member_id, layer=(str(member_id),), position=at)
        )
        keep_review(work, version.id, member_id, final, days=at, pick_id=pick.id, purpose=Purpose.FAIR, sent=at != 6)
    keep_review(work, version.id, ROSA.id, 10, days=1, purpose=Purpose.RISK, sent=True)
    keep_review(work, version.id, ROSA.id, 20, days=1, purpose=Purpose.CALIBRATION, sent=True)
    return version.id


def show_from(work: Work, reviews: int) -> None:
    """Let figures of a person be shown to others from so many reviews on."""
    work.settings.keep(replace(work.settings.get(QualityRules), fewest_to_show=reviews))


def keep_review(
    work: Work, version_id: int, member_id: int, final: float, *, days: int, sent: bool, **more: Any
) -> Review:
    """Keep a review of a contact of so many days ago."""
    made = a_review(
        member_id=member_id,
        reviewer_id=MARA.id,
        card_version_id=version_id,
        happened_at=MONDAY_MORNING - timedelta(days=days),
        raw=float(final),
        final=float(final),
        outcome=Outcome.PASS if final >= 80 else Outcome.FAIL,
        state=ReviewState.SENT if sent else ReviewState.FINISHED,
        ratings=(
            CriterionRating(criterion="greeting", rating=2),
            CriterionRating(criterion="correct", rating=1 if final < 80 else 2, cause="habit" if final < 80 else ""),
            CriterionRating(criterion="record", rating=None, unseen=True),
        ),
        **more,
    )
    return work.quality.reviews.add(made)
