"""What a calibration can be begun with: contacts, the cards that fit one, and who may rate it."""

from dataclasses import dataclass

from csops.domain.access import Permission
from csops.domain.lines import ContactLine
from csops.domain.people import Member
from csops.domain.questions import Question
from csops.domain.review_cards import ReviewCard
from csops.services.calibrations import session_in
from csops.services.review_queue import list_reviewers
from csops.services.review_subjects import fitting, subject_of
from csops.services.workspace import Workspace

OFFERED = 200
"""So many of the newest contacts are offered; an older one is calibrated from its own menu."""


@dataclass(frozen=True, kw_only=True)
class CalibrationChoices:
    """What can be chosen.

    Attributes:
        contacts: the newest ones that somebody else handled.
        contact: the one that was asked for, with whose it is; None without one.
        cards: those that fit it, the one to offer first first.
        reviewers: who may rate it, by name; without a contact who may review at all.
    """

    contacts: tuple[ContactLine, ...]
    contact: ContactLine | None = None
    cards: tuple[ReviewCard, ...] = ()
    reviewers: tuple[Member, ...] = ()


def calibration_choices(workspace: Workspace, *, contact_id: int | None = None) -> CalibrationChoices:
    """Return what a calibration can be begun with.

    Raises:
        NotPermitted: without the right to see all reviews.
        NotFound, Erased, InputError: the contact was removed or erased, or is nobody's.
    """
    workspace.require(Permission.REVIEWS)
    reviewers = list_reviewers(workspace)
    with workspace.read() as work:
        newest = work.contacts.lines(Question(), limit=OFFERED)
        contacts = tuple(one for one in newest if one.member_id not in {None, workspace.member.id})
        if contact_id is None:
            return CalibrationChoices(contacts=contacts, reviewers=tuple(reviewers))
        subject = subject_of(work, contact_id)
        return CalibrationChoices(
            contacts=contacts,
            contact=work.contacts.lines_of([contact_id])[0],
            cards=fitting(work, subject),
            reviewers=tuple(one for one in reviewers if one.id != subject.member_id),
        )


def who_can_be_asked(workspace: Workspace, *, session_id: int) -> list[Member]:
    """Return who may still be asked to rate in a calibration, by name; who was excused is among them.

    Raises:
        NotPermitted: without the right to see all reviews. NotFound: no such session.
    """
    workspace.require(Permission.REVIEWS)
    reviewers = list_reviewers(workspace)
    with workspace.read() as work:
        session = session_in(workspace, work, session_id)
    asked = {who for who in session.reviewers if who not in session.excused}
    return [one for one in reviewers if one.id != session.member_id and one.id not in asked]
