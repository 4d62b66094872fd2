"""How far reviewers agree over all calibrations, and how near they come to the leads who checked them."""

from dataclasses import replace
from datetime import datetime

from csops.domain.access import Permission
from csops.domain.calibration_figures import PooledFigures, Session, alignments, pooled_figures
from csops.domain.calibrations import Agreed
from csops.domain.review_rights import opens_to
from csops.domain.reviews import Purpose, Review
from csops.services.held_calibrations import card_of, counted, held_in, rated_of
from csops.services.quality_access import reviews_seen, viewer_in
from csops.services.workspace import Workspace


def calibration_results(
    workspace: Workspace, *, since: datetime | None = None, until: datetime | None = None
) -> PooledFigures:
    """Return how far reviewers agree over all sessions whose ratings are open and that go on, by when they were begun.

    Who does not see all reviews gets the sessions that they rated in.

    Raises:
        NotPermitted: this member does not review.
    """
    with workspace.read() as work:
        viewer = viewer_in(workspace, work)
        if not viewer.is_reviewer:
            workspace.require(Permission.REVIEWS)
        wanted = [
            session
            for session in work.quality.calibrations.all("made_at")
            if opens_to(session, viewer)
            and not session.is_called_off
            and (since is None or session.made_at >= since)
            and (until is None or session.made_at < until)
        ]
        held = held_in(workspace, work, wanted)
        told = [counted(held, session) for session in wanted]
    return pooled_figures(told)


def checks_of(workspace: Workspace, *, since: datetime | None = None) -> tuple[tuple[Review, Review], ...]:
    """Return what leads rated again to check it (grading the graders): pairs of the check and the review checked.

    Of their own reviews nobody sees the check before it was sent to them.

    Raises:
        NotPermitted: without the right to see all reviews.
    """
    workspace.require(Permission.REVIEWS)
    with workspace.read() as work:
        made = [one for one in work.quality.reviews.where(purpose=Purpose.CHECK) if not one.is_withdrawn]
        found = [one for one in made if one.checks_id is not None]
        wanted = work.quality.reviews.get_many([one.checks_id for one in found if one.checks_id is not None])
        checked_ones = {one.id: one for one in reviews_seen(workspace, work, wanted.values()) if one.counts}
        seen = reviews_seen(workspace, work, found)
    return tuple(
        (one, checked_ones[one.checks_id])
        for one in seen
        if one.checks_id in checked_ones and (since is None or one.finished_at >= since)
    )


def grading_results(workspace: Workspace, *, since: datetime | None = None) -> PooledFigures:
    """Return how near reviewers come to the leads who checked them: the check stands for what would be agreed.

    Raises:
        NotPermitted: without the right to see all reviews.
    """
    pairs = checks_of(workspace, since=since)
    with workspace.read() as work:
        sessions = []
        for check, reviewed in pairs:
            card, version = card_of(work, check.card_version_id)
            right = tuple(Agreed(criterion=one.criterion, rating=one.rating) for one in check.ratings)
            given = replace(reviewed, ratings=reviewed.as_given)  # a decision on a dispute is not the reviewer's
            sessions.append(
                Session(
                    id=check.id,
                    at=check.finished_at,
                    criteria=version.criteria,
                    rated=(rated_of(given, card, version), rated_of(check, card, version)),
                    agreed=right,
                )
            )
    of_reviewers = [
        each
        for session, (check, _reviewed) in zip(sessions, pairs, strict=True)
        for each in alignments(session)
        if each.reviewer_id != check.reviewer_id
    ]
    return replace(pooled_figures(sessions), alignments=tuple(of_reviewers))
