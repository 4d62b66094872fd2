"""What a calibration agrees on once its ratings are open."""

from csops.domain.access import Permission
from csops.domain.calibration_rules import agreed
from csops.domain.calibrations import Agreed, Calibration
from csops.domain.errors import InputError
from csops.services.calibrations import seen_in, session_in
from csops.services.held_calibrations import held_in
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


def agree(
    workspace: Workspace, *, session_id: int, criterion: str, rating: float | None, note: str = ""
) -> Calibration:
    """Keep what was agreed on one criterion, with a note for the guidance.

    Raises:
        NotPermitted, NotFound. InputError, UnknownName, OutOfRange: see `calibration_rules.agreed`.
    """
    workspace.require(Permission.REVIEWS)
    with workspace.work("Agree on a rating") as work:
        session = session_in(workspace, work, session_id)
        criteria = work.quality.card_versions.get(session.card_version_id).criteria
        said = Agreed(criterion=criterion, rating=rating, note=note)
        unseen = _without_rating(work, session)
        return work.quality.calibrations.update(agreed(session, said, criteria=criteria, unseen=unseen))


def agree_where_equal(workspace: Workspace, *, session_id: int) -> Calibration:
    """Agree, as one act, on every criterion that all rated the same and nobody has agreed on yet.

    Raises:
        NotPermitted, NotFound. InputError: ratings are not open yet, it is closed, or there is no such criterion.
    """
    workspace.require(Permission.REVIEWS)
    with workspace.work("Agree where all ratings are the same") as work:
        session = session_in(workspace, work, session_id)
        found = seen_in(workspace, held_in(workspace, work, [session]), session).figures
        rows = [row for row in found.rows if row.agreed is None and row.same == row.of] if found is not None else []
        if not rows:
            right = "Agree on the others one by one"
            raise InputError(field="calibration", problem="no criterion is rated the same by all", right=right)
        changed = session
        criteria = work.quality.card_versions.get(session.card_version_id).criteria
        for row in rows:
            said = Agreed(criterion=row.criterion, rating=next(iter(row.ratings.values())))
            changed = agreed(changed, said, criteria=criteria, unseen=_without_rating(work, session))
        return work.quality.calibrations.update(changed)


def _without_rating(work: Work, session: Calibration) -> frozenset[str]:
    """Criteria that somebody could not rate, be it that the card allows that or that the source cannot show it."""
    reviews = work.quality.reviews.where(session_id=session.id)
    return frozenset(said.criterion for one in reviews for said in one.ratings if said.rating is None)
