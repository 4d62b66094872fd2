"""Grading the graders: a lead rates again what a reviewer rated; it counts for nobody's score but tells how near."""

from collections.abc import Iterable
from dataclasses import replace

from csops.domain.access import Permission
from csops.domain.changes import Step
from csops.domain.review_answers import is_news, opened
from csops.domain.review_drafts import FormFor
from csops.domain.review_grading import SeenCheck, differences, nearness
from csops.domain.reviews import Purpose, Review
from csops.services.quality_access import reviews_seen
from csops.services.review_forms import ReviewForm, form_in, recipient
from csops.services.review_subjects import check_rights, is_gone, review_to_check, subject_of, taken_by
from csops.services.reviews import review_in
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

MOST_SENT = 200
"""So many checks a reviewer's list goes back."""


# ------------------------------------------------------------ the lead's side


def begin_check(workspace: Workspace, *, review_id: int) -> ReviewForm:
    """Return the form in which a review is rated again, with its card; what this member gave before comes back.

    Raises:
        NotPermitted: without the right to see all reviews, or it is about one's own contact.
        NotFound: there is none that this member may see, or its contact was removed. Erased: the customer was.
        InputError: one made it oneself, or it is none of a person's work, such as a calibration.
    """
    workspace.require(Permission.REVIEWS)
    with workspace.read() as work:
        checked = review_in(workspace, work, review_id)
        subject = subject_of(work, checked.contact_id or 0)
        review_to_check(workspace, work, checks_id=review_id, contact_id=subject.contact.id)
        check_rights(workspace, work, subject=subject, purpose=Purpose.CHECK)
        taken = taken_by(
            work,
            subject=subject,
            purpose=Purpose.CHECK,
            pick=None,
            session_id=None,
            me=workspace.member.id,
            checks_id=review_id,
        )
        form = form_in(
            workspace,
            work,
            subject=subject,
            purpose=Purpose.CHECK,
            begun_as=FormFor(contact_id=subject.contact.id, purpose=Purpose.CHECK, checks_id=review_id),
            version_id=checked.card_version_id,
            source=checked.source,
            review=taken,
        )
        return replace(
            form, checks_id=review_id, to=recipient(work, Purpose.CHECK, member=form.member, checks_id=review_id)
        )


# ------------------------------------------------------------ the reviewer's side
def my_checks(workspace: Workspace) -> tuple[SeenCheck, ...]:
    """Return the checks that this member was sent of reviews they made, the latest first."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        return _seen(workspace, work, work.quality.reviews.checks_sent_to(workspace.member.id, limit=MOST_SENT))


def new_checks(workspace: Workspace) -> tuple[SeenCheck, ...]:
    """Return those of `my_checks` that were not opened yet."""
    return tuple(one for one in my_checks(workspace) if one.is_news)


def checks_of_review(workspace: Workspace, *, review_id: int) -> tuple[SeenCheck, ...]:
    """Return the checks of a review that this member may see, the oldest first.

    Raises:
        NotFound: there is no such review that this member may see.
    """
    workspace.require(Permission.READ)
    with workspace.read() as work:
        review_in(workspace, work, review_id)
        return _seen(workspace, work, work.quality.reviews.where(checks_id=review_id))


def open_checks(workspace: Workspace, *, review_id: int) -> tuple[SeenCheck, ...]:
    """Return the checks of a review as `checks_of_review`, and note that its reviewer opened what of them is new."""
    found = checks_of_review(workspace, review_id=review_id)
    if not any(one.is_news for one in found) or not workspace.may(Permission.LOG):
        return found
    # An act that is passed over from the start: nobody takes back that something was read.
    with workspace.work("Open a check", step=Step.PASSED) as work:
        for one in _seen(workspace, work, work.quality.reviews.where(checks_id=review_id)):
            if one.is_news:
                work.quality.reviews.update(opened(one.check, at=workspace.now()))
    return checks_of_review(workspace, review_id=review_id)


def _seen(workspace: Workspace, work: Work, checks: Iterable[Review]) -> tuple[SeenCheck, ...]:
    visible = [one for one in reviews_seen(workspace, work, checks) if one.purpose is Purpose.CHECK]
    checked = work.quality.reviews.get_many(one.checks_id for one in visible if one.checks_id is not None)
    versions = work.quality.card_versions.get_many(one.card_version_id for one in visible)
    cards = work.quality.cards.get_many(one.card_id for one in versions.values())
    names = {one.reviewer_id for one in (*visible, *checked.values())} | {one.member_id for one in visible}
    members = work.members.get_many(names)
    seen = []
    for one in visible:
        graded, version = checked.get(one.checks_id or 0), versions[one.card_version_id]
        if graded is None:
            continue
        found = differences(version, checked=graded, check=one)
        seen.append(
            SeenCheck(
                check=one,
                checked=graded,
                card=cards[version.card_id],
                version=version,
                member=members[one.member_id],
                reviewer=members[graded.reviewer_id],
                checker=members[one.reviewer_id],
                differences=found,
                nearness=nearness(version, found),
                is_news=graded.reviewer_id == workspace.member.id
                and is_news(one, ())
                and not is_gone(work, graded.contact_id),  # nobody could open it, so that it stayed new for good
            )
        )
    return tuple(seen)
