"""The drafts of reviews by the form they stand in, be it by the name that it had before."""

from datetime import datetime
from typing import Any

from csops.domain.review_drafts import FormFor, draft_from
from csops.storage.unit_of_work import Work

Kept = tuple[dict[str, Any], datetime]


def begun_in(work: Work, *, member_id: int, of: FormFor, finished_at: datetime | None = None) -> Kept | None:
    """Return what a member typed in a form of a review and since when it is kept; None where nothing is.

    `finished_at`: of the review that there is. What stands by the older name since before was not shown when it was
    finished, and says nothing of it.
    """
    kept = work.drafts.get(member_id=member_id, form=of.name)
    if kept is not None:
        return kept
    older = _older(work, member_id, of)
    return older if older is None or finished_at is None or older[1] > finished_at else None


def drop_begun(work: Work, *, member_id: int, of: FormFor) -> None:
    """Throw away what `begun_in` returns; what stands by the older name beside it was not shown there, and stays."""
    if work.drafts.get(member_id=member_id, form=of.name) is not None:
        work.drafts.drop(member_id=member_id, form=of.name)
    elif _older(work, member_id, of) is not None:
        work.drafts.drop(member_id=member_id, form=of.older_name)


def _older(work: Work, member_id: int, of: FormFor) -> Kept | None:
    """Ratings of a calibration and checks were once kept by the contact alone, of which there may be several.

    What was typed before this one could be, or with another card, is not of this one.
    """
    kept = work.drafts.get(member_id=member_id, form=of.older_name) if of.older_name else None
    if kept is None:
        return None
    value, at = kept
    session = work.quality.calibrations.find(of.session_id) if of.session_id else None
    checked = work.quality.reviews.find(of.checks_id) if of.checks_id else None
    if session is not None:
        since, version_id = session.made_at, session.card_version_id
    elif checked is not None:
        since, version_id = checked.finished_at, checked.card_version_id
    else:
        return None
    return kept if at >= since and draft_from(value).card_version_id in (0, version_id) else None
