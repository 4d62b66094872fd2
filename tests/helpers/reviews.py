"""Records of reviews for tests: a card of three criteria, and one record of each kind."""

from typing import Any

from csops.domain.calibrations import Agreed, Calibration
from csops.domain.coaching import Coaching, CoachingAction, Point, PointKind
from csops.domain.review_cards import CardVersion, ReviewCard, Section
from csops.domain.review_samples import Layer, Pick, Sample, Stratum
from csops.domain.reviews import CriterionRating, Dispute, Quote, Review, Source
from csops.domain.scoring import Consequence, Criterion, Meaning, Outcome, Scale, Step
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING

YES_PARTLY_NO = Scale(
    key="yes_partly_no",
    steps=(
        Step(rating=0, label="No", percent=0, press="N"),
        Step(rating=1, label="Partly", percent=50, press="P"),
        Step(rating=2, label="Yes", percent=100, press="Y"),
    ),
)
CRITERIA = (
    Criterion(key="greeting", name="Greeting", section="opening", scale=YES_PARTLY_NO, weight=20, seen_in=("text",)),
    Criterion(
        key="correct",
        name="Correct",
        section="answer",
        scale=YES_PARTLY_NO,
        weight=50,
        critical="customer",
        consequence=Consequence.FAIL,
        seen_in=("text", "note"),
        meanings=(Meaning(rating=2, text="All that was said is right"),),
    ),
    Criterion(key="record", name="Record", section="answer", scale=YES_PARTLY_NO, weight=30, seen_in=("text", "note")),
)
SECTIONS = (Section(key="opening", name="Opening"), Section(key="answer", name="Answer"))


def a_review(*, member_id: int, reviewer_id: int, card_version_id: int, **more: Any) -> Review:
    """Return a finished review of somebody's contact."""
    ratings = (
        CriterionRating(criterion="greeting", rating=2, quotes=(Quote(contact_id=7, end=4, text="Said"),)),
        CriterionRating(criterion="correct", rating=2),
        CriterionRating(criterion="record", rating=None),
    )
    values: dict[str, Any] = {"contact_id": None, "case_id": None, "happened_at": MONDAY_MORNING, "source": Source.TEXT}
    values |= {"ratings": ratings, "raw": 100.0, "final": 100.0, "seen": 0.7, "outcome": Outcome.PASS}
    values |= {"member_id": member_id, "reviewer_id": reviewer_id, "finished_at": MONDAY_MORNING}
    return Review(**{**values, "card_version_id": card_version_id, **more})


def a_card(work: Work, *, key: str = "own", **more: Any) -> tuple[ReviewCard, CardVersion]:
    """Keep a card with one version."""
    card = work.quality.cards.add(ReviewCard(key=key, name=key.title(), **more))
    made = CardVersion(card_id=card.id, made_at=MONDAY_MORNING, criteria=CRITERIA, sections=SECTIONS)
    return card, work.quality.card_versions.add(made)


def one_of_each(work: Work, *, member_id: int) -> tuple[Any, ...]:
    """Keep one record of each kind of quality, and return them in the order of the stores."""
    me, room = member_id, work.quality
    card, version = a_card(work)
    sample = room.samples.add(
        Sample(
            name="Week",
            since=MONDAY_MORNING,
            until=MONDAY_MORNING,
            made_at=MONDAY_MORNING,
            seed=2**62,
            strata=(Stratum.PERSON, Stratum.TOPIC),
            reviewers=(me,),
            layers=(Layer(key=("1", ""), size=40, drawn=2),),
            shares=(3,),
        )
    )
    pick = room.picks.add(Pick(sample_id=sample.id, contact_id=None, member_id=me, layer=("1", "")))
    withdrawn = {"withdrawn_at": MONDAY_MORNING, "withdrawn_by": me, "withdrawn_why": "Not hers"}
    review = room.reviews.add(
        a_review(
            member_id=me,
            reviewer_id=me,
            card_version_id=version.id,
            pick_id=pick.id,
            critical=("correct",),
            **withdrawn,
        )
    )
    dispute = room.disputes.add(
        Dispute(
            review_id=review.id,
            criterion="correct",
            reason="No",
            raised_at=MONDAY_MORNING,
            raised_by=me,
            reply="I heard it",
            replied_at=MONDAY_MORNING,
            replied_by=me,
        )
    )
    session = room.calibrations.add(
        Calibration(
            name="Monday",
            contact_id=None,
            member_id=me,
            card_version_id=version.id,
            made_at=MONDAY_MORNING,
            reviewers=(me, 9),
            agreed=(Agreed(criterion="correct", rating=None, note="Count it"),),
            called_off_why="Nobody came",
        )
    )
    point = Point(kind=PointKind.PRAISE, text="Said it", review_id=review.id)
    coaching = room.coachings.add(
        Coaching(member_id=me, coach_id=me, planned_at=MONDAY_MORNING, made_at=MONDAY_MORNING, agenda=(point,))
    )
    action = room.actions.add(
        CoachingAction(coaching_id=coaching.id, what="Say it", owner_id=me, due_at=MONDAY_MORNING)
    )
    return (card, version, sample, pick, review, dispute, session, coaching, action)
