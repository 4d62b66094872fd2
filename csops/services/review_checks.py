"""Grading the graders: a lead rates again what a reviewer rated; it counts for nobody's score but tells how near."""

from dataclasses import replace

from csops.domain.access import Permission
from csops.domain.reviews import Purpose
from csops.services.review_forms import ReviewForm, form_in
from csops.services.review_subjects import check_rights, review_to_check, subject_of, taken_by
from csops.services.reviews import form_of, review_in
from csops.services.workspace import Workspace


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
            form=form_of(Purpose.CHECK, subject.contact.id),
            version_id=checked.card_version_id,
            source=checked.source,
            review=taken,
        )
        return replace(form, checks_id=review_id)
