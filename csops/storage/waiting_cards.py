"""How many scorecards and reviews wait for somebody: asked while the window starts, so without those tables."""

import json

from sqlalchemy import Connection, text

_WAITING = text(
    """
    select count(*) from scorecards
    join applications on applications.id = scorecards.application_id
    join openings on openings.id = applications.opening_id
    where scorecards.member_id = :member and scorecards.state = 'planned'
    and applications.outcome = 'open' and openings.state = 'open'
    and not exists (
        select 1 from ties where ties.member_id = :member and ties.candidate_id = applications.candidate_id
    )
    """
)


def count_waiting(connection: Connection, *, member_id: int) -> int:
    """Return how many scorecards a member is still to fill, on candidates and openings that go on."""
    return int(connection.execute(_WAITING, {"member": member_id}).scalar_one())


_REVIEWS = text(
    """
    select count(*) from picks where state = 'open' and contact_id is not null and (
        (:reviews and reviewer_id = :member and member_id <> :member and (not self_first or exists (
            select 1 from reviews where reviews.pick_id = picks.id and reviews.purpose = 'self')))
        or (member_id = :member and self_first and not exists (
            select 1 from reviews where reviews.pick_id = picks.id and reviews.purpose = 'self'))
    )
    """
)


def count_waiting_reviews(connection: Connection, *, member_id: int, reviews: bool) -> int:
    """Return how many reviews a member can make now, own ones among them. `reviews`: they may review others."""
    return int(connection.execute(_REVIEWS, {"member": member_id, "reviews": reviews}).scalar_one())


_CALIBRATIONS = text(
    """
    select reviewers, excused from calibrations where state = 'rating' and member_id <> :member
    and not exists (
        select 1 from reviews where reviews.session_id = calibrations.id and reviews.reviewer_id = :member)
    """
)


def count_waiting_calibrations(connection: Connection, *, member_id: int) -> int:
    """Return how many sessions a member was asked to rate in, and has not yet."""
    found = connection.execute(_CALIBRATIONS, {"member": member_id})
    asked = ((json.loads(reviewers), json.loads(excused)) for reviewers, excused in found)
    return sum(member_id in reviewers and member_id not in excused for reviewers, excused in asked)
