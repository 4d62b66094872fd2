"""Who rates in a calibration: it is begun on a contact, others are asked or excused, and it opens when all are in."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from csops.domain.access import Permission, may
from csops.domain.calibration_rules import checked, excused, joined, opened
from csops.domain.calibrations import Calibration
from csops.domain.errors import InputError
from csops.domain.quality_rules import QualityRules
from csops.services.calibrations import session_in
from csops.services.quality_access import check_reviewer
from csops.services.review_subjects import current_version, fitting, subject_of
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


def begin_calibration(
    workspace: Workspace,
    *,
    contact_id: int,
    reviewers: Sequence[int],
    name: str = "",
    card_id: int | None = None,
    due_at: datetime | None = None,
) -> Calibration:
    """Ask reviewers to rate one contact, blind until all are in.

    Args:
        workspace: of who asks.
        contact_id: which contact.
        reviewers: ids of members; whoever begins may be one of them.
        name: else the card and the number of the contact.
        card_id: with which card, else the first that fits.
        due_at: until when.

    Raises:
        NotPermitted: without the right to see all reviews, or of their own contact.
        NotFound, Erased, InputError: the contact was removed or erased, is nobody's, or no card fits.
        OutOfRange, InputError: see `calibration_rules.checked`; or one was asked to rate this contact before.
    """
    workspace.require(Permission.REVIEWS)
    with workspace.work("Begin a calibration") as work:
        subject = subject_of(work, contact_id)
        check_reviewer(workspace, work, of_member=subject.member_id)
        cards = fitting(work, subject)
        card = work.quality.cards.get(card_id) if card_id else next(iter(cards), None)
        if card is None:
            right = "Publish a scorecard for its channel first, in Quality, Cards"
            raise InputError(field="scorecard", problem="none fits this contact", right=right)
        version = current_version(work, card)
        session = Calibration(
            name=name.strip() or f"{card.name}, contact {contact_id}",
            contact_id=contact_id,
            member_id=subject.member_id,
            card_version_id=version.id,
            made_at=workspace.now(),
            made_by=workspace.member.id,
            due_at=due_at,
            reviewers=tuple(reviewers),
        )
        return work.quality.calibrations.add(_checked(work, session))


def ask_reviewer(workspace: Workspace, *, session_id: int, member_id: int) -> Calibration:
    """Ask one more reviewer, or one that was excused, while ratings are blind.

    Raises:
        NotPermitted, NotFound. AlreadyDone, InputError: see `calibration_rules.joined`.
    """
    workspace.require(Permission.REVIEWS)
    with workspace.work("Ask a reviewer to a calibration") as work:
        session = session_in(workspace, work, session_id)
        name = work.members.get(member_id).name
        there = [who for who in session.reviewers if who != member_id]  # be they on the team no more
        return work.quality.calibrations.update(_checked(work, joined(session, who=member_id, name=name), there=there))


def excuse_reviewer(workspace: Workspace, *, session_id: int, member_id: int) -> Calibration:
    """Go on without waiting for somebody; ratings open where nobody else is still to rate.

    Raises:
        NotPermitted, NotFound. AlreadyDone, InputError: see `calibration_rules.excused`.
    """
    workspace.require(Permission.REVIEWS)
    with workspace.work("Excuse a reviewer from a calibration") as work:
        session = session_in(workspace, work, session_id)
        rated = _who_rated(work, session)
        changed = excused(session, who=member_id, rated=rated, name=work.members.get(member_id).name)
        return work.quality.calibrations.update(opened(changed, rated=rated, at=workspace.now()))


def open_if_all_are_in(work: Work, session_id: int, *, at: datetime) -> None:
    """Open the ratings of a session within the act that brought the last one."""
    session = work.quality.calibrations.get(session_id)
    changed = opened(session, rated=_who_rated(work, session), at=at)
    if changed is not session:
        work.quality.calibrations.update(changed)


# ------------------------------------------------------------ inside
def _checked(work: Work, session: Calibration, *, there: Sequence[int] = ()) -> Calibration:
    """Return a session that may be kept, or raise. `there`: who was asked before, and could be asked then."""
    reviewing = work.settings.get(QualityRules).reviewers
    members = work.members.all()
    allowed = [
        each.id
        for each in members
        if each.active
        and (may(each.role, Permission.REVIEWS) or (may(each.role, Permission.LOG) and each.id in reviewing))
    ]
    names = {each.id: each.name for each in members}
    ready = checked(session, may_review=[*allowed, *there], names=names)
    _check_new_to(work, ready, [who for who in session.reviewers if who not in there], names=names)
    return ready


def _check_new_to(work: Work, session: Calibration, asked: Sequence[int], *, names: Mapping[int, str]) -> None:
    """Raise InputError where somebody was asked to rate this contact before: a second time it is no blind rating.

    In one that was called off while it was blind nobody saw what others gave.
    """
    for other in work.quality.calibrations.where(contact_id=session.contact_id):
        if other.is_called_off and other.is_blind:
            continue
        for who in asked:
            if other.id != session.id and who in other.reviewers and who not in other.excused:
                problem = f"{names[who]} was asked to rate this contact in {other.name}"
                raise InputError(field="reviewers", problem=problem, right="Choose another contact: this one is known")


def _who_rated(work: Work, session: Calibration) -> tuple[int, ...]:
    return tuple(one.reviewer_id for one in work.quality.reviews.where(session_id=session.id))
