"""Reviews of handled contacts: begun, finished, changed until they are sent, sent, and asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.calibration_rules import check_goes_on
from csops.domain.calibrations import Calibration, CalibrationState
from csops.domain.changes import Kind
from csops.domain.errors import AlreadyDone, InputError, Missing, NotFound, NotPermitted
from csops.domain.review_drafts import FormFor
from csops.domain.review_filling import (
    Filled,
    checked_ratings,
    checked_seconds,
    rulings,
    scored,
    sent,
)
from csops.domain.review_grading import SENDABLE, check_sendable, is_ready
from csops.domain.review_samples import Pick, PickState
from csops.domain.reviews import COUNTING, CriterionRating, Purpose, Review, ReviewState, Source
from csops.domain.team import Shop
from csops.domain.texts import kept
from csops.services.begun_reviews import drop_begun
from csops.services.calibration_rating import open_if_all_are_in
from csops.services.calibrations import session_in
from csops.services.case_numbers import current_id
from csops.services.quality_access import pick_in, reviews_seen
from csops.services.review_forms import ReviewForm, form_in
from csops.services.review_subjects import (
    Subject,
    already,
    card_to_use,
    check_not_told,
    check_pick,
    check_purpose,
    check_rights,
    is_gone,
    place_in_queue,
    purpose_in,
    review_to_check,
    session_to_rate,
    subject_of,
    taken_by,
)
from csops.services.root_causes import causes_in
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


# ------------------------------------------------------------ beginning
def begin_review(
    workspace: Workspace,
    *,
    contact_id: int | None = None,
    purpose: Purpose | None = None,
    pick_id: int | None = None,
    session_id: int | None = None,
    card_id: int | None = None,
    source: Source | None = None,
) -> ReviewForm:
    """Return the form in which a contact is reviewed, with what was begun in it before; nothing is written.

    A review that this member has finished comes back to be changed, or once it was sent to be read. A contact
    that waits in a queue is reviewed as that place of it, taken over first where that is another's (`waits`).

    Args:
        workspace: of who reviews.
        contact_id: which contact; a pick knows its own.
        purpose: why, where the pick, the session or whose contact it is do not tell.
        pick_id: its place in the queue.
        session_id: the calibration that it is for.
        card_id: with which card, else the one begun with, else the first that fits.
        source: from what, else as begun.

    Raises:
        NotPermitted: this member may not review it, least of all their own contact. AlreadyDone: somebody else did.
        NotFound, Erased, InputError: the contact was removed, erased, or is nobody's; no card fits.
    """
    workspace.require(Permission.READ)
    with workspace.read() as work:
        me = workspace.member.id
        pick = None if pick_id is None else pick_in(workspace, work, pick_id)
        session = None if session_id is None else session_in(workspace, work, session_id)
        wanted = contact_id or _contact_of(pick or session)
        subject = subject_of(work, wanted)
        pick = pick or place_in_queue(work, subject, purpose=purpose, session_id=session_id, me=me)
        purpose = purpose or purpose_in(workspace, work, subject=subject, pick=pick, session=session)
        check_rights(workspace, work, subject=subject, purpose=purpose, pick=pick, session=session)
        taken = taken_by(work, subject=subject, purpose=purpose, pick=pick, session_id=session_id, me=me)
        if taken is not None and taken.reviewer_id != me:
            raise already(work, taken, me=me)
        if taken is None:
            check_not_told(work, subject=subject, purpose=purpose, member=workspace.member)
            session = session and session_to_rate(workspace, work, session.id, contact_id=wanted)
            if pick is not None:
                check_pick(pick, contact_id=wanted)
        version_id = taken.card_version_id if taken else session.card_version_id if session else None
        return form_in(
            workspace,
            work,
            subject=subject,
            purpose=taken.purpose if taken else purpose,  # by hand of what was reviewed from a sample
            begun_as=FormFor(contact_id=wanted, purpose=purpose, session_id=session_id),
            version_id=version_id,
            card_id=None if version_id else card_id,
            source=source,
            pick=pick,
            session_id=session_id,
            review=taken,
        )


def _contact_of(asked: Pick | Calibration | None) -> int:
    if asked is None or asked.contact_id is None:
        raise InputError(field="contact", problem="it was removed meanwhile", right="Choose another one")
    return asked.contact_id


def open_review(workspace: Workspace, *, review_id: int) -> ReviewForm:
    """Return the form of a review that this member may see, to be read; its reviewer may change it until it is sent.

    Raises:
        NotFound: there is none that this member may see. InputError: its contact was removed. Erased: the customer was.
    """
    workspace.require(Permission.READ)
    with workspace.read() as work:
        review = review_in(workspace, work, review_id)
        if review.contact_id is None:
            right = "What was rated stands in its report, in Reports"
            raise InputError(field="review", problem="its contact was removed since", right=right)
        subject = subject_of(work, review.contact_id)
        pick = work.quality.picks.find(review.pick_id) if review.pick_id else None
        is_mine = review.reviewer_id == workspace.member.id
        return form_in(
            workspace,
            work,
            subject=subject,
            purpose=review.purpose,
            begun_as=_begun_as(review, subject) if is_mine and not review.was_sent else None,
            version_id=review.card_version_id,
            pick=pick,
            session_id=review.session_id,
            review=review,
        )


# ------------------------------------------------------------ finishing
def finish_review(workspace: Workspace, *, filled: Filled, send: bool = False) -> Review:
    """Keep a review that is filled in, and let the person see it where it is sent at once.

    Until it is sent nobody sees it but its reviewer and who sees all reviews. The draft of the form goes with it;
    where anything is wrong the draft stays.

    Raises:
        NotPermitted: this member may not review the contact, least of all their own.
        AlreadyDone: somebody was quicker; who and when.
        NotFound, Erased: the contact was removed, or its customer erased meanwhile.
        InputError: a criterion without a rating, a rating that there is not, a critical error that nothing shows (no
            note, quote or root cause), a card that was retired meanwhile.
    """
    workspace.require(Permission.LOG)
    if send and filled.purpose in {Purpose.SELF, Purpose.CALIBRATION}:
        right = "Finish it; a review of this kind is not sent"
        raise InputError(field="review", problem="it is for those who review", right=right)
    with workspace.work("Finish a review") as work:
        review = finish_in(workspace, work, filled=filled)
    return send_reviews(workspace, review_ids=[review.id])[0] if send and review.purpose in SENDABLE else review


def finish_in(workspace: Workspace, work: Work, *, filled: Filled) -> Review:
    """Keep a review within an act. Raises as `finish_review`."""
    me, now = workspace.member.id, workspace.now()
    subject = subject_of(work, filled.contact_id)
    session = None
    if filled.session_id is not None:
        session_in(workspace, work, filled.session_id)
        session = session_to_rate(workspace, work, filled.session_id, contact_id=filled.contact_id)
    pick, purpose = _place_and_purpose(workspace, work, filled, subject=subject)
    check_rights(workspace, work, subject=subject, purpose=purpose, pick=pick, session=session)
    taken = taken_by(
        work,
        subject=subject,
        purpose=purpose,
        pick=pick,
        session_id=filled.session_id,
        me=me,
        checks_id=filled.checks_id,
    )
    if taken is not None:
        raise already(work, taken, me=me)
    check_not_told(work, subject=subject, purpose=purpose, member=workspace.member)
    check_purpose(workspace, work, filled, purpose=purpose, subject=subject, pick=pick)
    if pick is not None:
        check_pick(pick, contact_id=filled.contact_id)
    review = Review(
        contact_id=subject.contact.id,
        case_id=subject.case.id,
        member_id=subject.member_id,
        reviewer_id=me,
        happened_at=subject.contact.happened_at,
        channel_id=subject.channel.id,
        topic_id=subject.topic.id if subject.topic else None,
        card_version_id=filled.card_version_id,
        purpose=purpose,
        source=filled.source,
        source_ref=kept(filled.source_ref),
        pick_id=None if pick is None else pick.id,
        session_id=filled.session_id,
        checks_id=filled.checks_id,
        ratings=filled.ratings,
        note=kept(filled.note),
        praise=kept(filled.praise),
        seconds=checked_seconds(filled.seconds),
        saw_others=saw_others(workspace, work, contact_id=subject.contact.id, session=session),
        finished_at=now,
    )
    wanted = None if session is None else session.card_version_id
    if purpose is Purpose.CHECK:  # with the card of what it checks, be that retired meanwhile
        checked = review_to_check(workspace, work, checks_id=filled.checks_id, contact_id=filled.contact_id)
        wanted = checked.card_version_id
    ready = _rated(work, review, subject=subject, ratings=filled.ratings, wanted=wanted)
    kept_one = work.quality.reviews.add(ready)
    if pick is not None and purpose in COUNTING:
        work.quality.picks.update(replace(pick, state=PickState.DONE, done_at=now))
    if session is not None:
        open_if_all_are_in(work, session.id, at=now)
    drop_begun(work, member_id=me, of=_begun_as(kept_one, subject))
    return kept_one


def _begun_as(review: Review, subject: Subject) -> FormFor:
    """Return the form in which a review was begun."""
    return FormFor(
        contact_id=subject.contact.id,
        purpose=review.purpose,
        session_id=review.session_id,
        checks_id=review.checks_id,
    )


def _place_and_purpose(
    workspace: Workspace, work: Work, filled: Filled, *, subject: Subject
) -> tuple[Pick | None, Purpose]:
    """Return the place in a queue that a review fills, be it made by hand, and why it is made."""
    given, session_id, me = filled.purpose, filled.session_id, workspace.member.id
    if filled.pick_id is not None:
        pick: Pick | None = pick_in(workspace, work, filled.pick_id)
    else:
        pick = place_in_queue(work, subject, purpose=given, session_id=session_id, me=me)
        given = given if pick is None else None
    return pick, given or purpose_in(workspace, work, subject=subject, pick=pick, session=filled.session_id)


def _rated(
    work: Work, review: Review, *, subject: Subject, ratings: Iterable[CriterionRating], wanted: int | None = None
) -> Review:
    """Return a review with its ratings as they are kept, and their score."""
    if review.source is Source.RECORDING and not review.source_ref:
        raise Missing(field="recording", right="Name its file or link, or say what else the review is made from")
    card, version = card_to_use(work, review.card_version_id, wanted=wanted)
    ruled = rulings(version.criteria, source=review.source, occasion=subject.occasion)
    causes = [one.key for one in causes_in(work)]
    checked = checked_ratings(version.criteria, ratings, ruled=ruled, causes=causes)
    return scored(replace(review, ratings=checked), card, version)


def saw_others(workspace: Workspace, work: Work, *, contact_id: int, session: Calibration | None = None) -> bool:
    """Whether this member could see a review of a contact by somebody else; for a calibration, before it began."""
    found = work.quality.reviews.where(contact_id=contact_id)
    others = [one for one in found if one.reviewer_id != workspace.member.id]
    if session is None:
        return bool(reviews_seen(workspace, work, others))
    before = [one for one in others if one.finished_at <= session.made_at]
    return bool(reviews_seen(workspace, work, before, is_blind=False))


# ------------------------------------------------------------ changing and sending
def change_review(workspace: Workspace, *, review: Review, send: bool = False) -> Review:
    """Keep other ratings and words of one's own review that was not sent yet, and send it where wished.

    What another window changed meanwhile is joined field by field. After *Send* only a dispute changes a review.

    Raises:
        NotPermitted: somebody else made it. InputError: it was sent, or its calibration is open by now or called off;
            and as `finish_review`. ConflictError: two windows changed the same.
    """
    workspace.require(Permission.LOG)
    with workspace.work("Change a review") as work:
        stored = review_in(workspace, work, review.id)
        _check_changeable(workspace, work, stored)
        allowed = replace(
            stored,
            version=review.version,
            source=review.source,
            source_ref=kept(review.source_ref),
            ratings=review.ratings,
            note=kept(review.note),
            praise=kept(review.praise),
            seconds=checked_seconds(review.seconds),
            changed_at=workspace.now(),
        )
        subject, made_with = subject_of(work, stored.contact_id or 0), stored.card_version_id
        ready = _rated(work, allowed, subject=subject, ratings=review.ratings, wanted=made_with)
        changed = work.quality.reviews.update(ready)
        drop_begun(work, member_id=workspace.member.id, of=_begun_as(stored, subject))
    return send_reviews(workspace, review_ids=[changed.id])[0] if send and changed.purpose in SENDABLE else changed


def _is_answered(work: Work, own: Review) -> bool:
    """Whether a review by somebody else of the contact of a self-review was sent, be it withdrawn since."""
    made = work.quality.reviews.where(contact_id=own.contact_id)
    return any(one.was_sent and one.purpose in COUNTING and one.member_id == own.member_id for one in made)


def _check_changeable(workspace: Workspace, work: Work, stored: Review) -> None:
    if stored.reviewer_id != workspace.member.id:
        name = workspace.member.name
        raise NotPermitted(member=name, permission="change the review of somebody else", roles="who made it")
    _check_not_withdrawn(stored)
    if stored.is_sent:
        right = "The person can dispute a criterion; a decision on that changes it"
        raise InputError(field="review", problem="it was sent and stays as it is", right=right)
    if stored.contact_id is None:
        right = "It stays as it is, and can be sent"
        raise InputError(field="review", problem="its contact was removed since", right=right)
    if stored.purpose is Purpose.SELF and _is_answered(work, stored):
        right = "Answer the review that you were sent, or dispute a criterion of it"
        raise InputError(field="review", problem="the review of this contact was sent since", right=right)
    session = None if stored.session_id is None else work.quality.calibrations.get(stored.session_id)
    if session is not None:
        check_goes_on(session)
    if session is not None and session.state is not CalibrationState.RATING:
        right = "Agree on a rating in the calibration instead"
        raise InputError(field="review", problem="the ratings of the others are open by now", right=right)


def _check_not_withdrawn(stored: Review) -> None:
    if stored.is_withdrawn:
        right = "It counts nowhere; review the contact anew"
        raise InputError(field="review", problem="it was withdrawn and stays as it is", right=right)


def send_reviews(workspace: Workspace, *, review_ids: Sequence[int]) -> list[Review]:
    """Let the persons see reviews that are finished, as one act; a check goes to whose review it is of.

    Raises:
        NotPermitted: somebody else made one, and this member does not see all reviews.
        NotFound: there is none that this member may see. AlreadyDone: one was sent before.
        InputError: one is not for the person, such as a calibration, or was withdrawn; the review that it checks was
            not sent.
    """
    workspace.require(Permission.LOG)
    with workspace.work("Send reviews" if len(review_ids) > 1 else "Send a review") as work:
        found = _reviews_in(workspace, work, list(dict.fromkeys(review_ids)))
        for review in found:
            _check_sendable(workspace, work, review)
        return [work.quality.reviews.update(sent(review, at=workspace.now())) for review in found]


def _check_sendable(workspace: Workspace, work: Work, review: Review) -> None:
    """Raise where a review is not to be sent.

    What shows a critical error is asked when a review is finished or changed, not here: who sends cannot always change
    it (its customer was erased with the note, its reviewer left), and it would wait for good.
    """
    me = workspace.member.id
    if review.reviewer_id != me:
        workspace.require(Permission.REVIEWS)
    if review.purpose is Purpose.CHECK:
        checked = None if review.checks_id is None else work.quality.reviews.find(review.checks_id)
        check_sendable(checked)
    elif review.member_id == me or review.purpose not in COUNTING:
        right = "Only reviews of contacts of a sample, or chosen by hand, are sent"
        raise InputError(field="review", problem="it is not for the person reviewed", right=right)
    _check_not_withdrawn(review)
    if review.sent_at is not None:
        zone = ZoneInfo(work.settings.get(Shop).zone)
        raise AlreadyDone(
            what="Sending this review", who=f"somebody on {review.sent_at.astimezone(zone):%d %b %Y %H:%M}"
        )


def review_not_sent(workspace: Workspace, *, act_id: int) -> Review | None:
    """Return the one review of this member that an act had sent and that is not sent any more; None: there is none.

    So whoever takes back the sending finds what they meant to change. One whose contact is gone, or nobody's by now,
    cannot be opened to be changed.
    """
    with workspace.read() as work:
        changes = [change for change in work.changes_of(act_id) if change.kind is Kind.REVIEW]
        ids = [one.record_id for one in changes if one.after and one.after.get("sent_at") and one.before]
        found = None if len(ids) != 1 else work.quality.reviews.find(ids[0])
        is_there = found is not None and _can_be_opened(work, found)
    if found is None or not is_there or found.was_sent or found.purpose not in SENDABLE:
        return None
    return found if found.reviewer_id == workspace.member.id else None


def _can_be_opened(work: Work, review: Review) -> bool:
    contact = None if review.contact_id is None else work.contacts.find(review.contact_id)
    return contact is not None and contact.member_id is not None and not is_gone(work, contact.id)


# ------------------------------------------------------------ asking
def get_review(workspace: Workspace, *, review_id: int) -> Review:
    """Return one review. Raises NotFound, also for one that this member may not see."""
    with workspace.read() as work:
        return review_in(workspace, work, review_id)


def review_in(workspace: Workspace, work: Work, review_id: int) -> Review:
    """Return one review within an operation. Raises as `get_review`: that it is there tells something, too."""
    return _reviews_in(workspace, work, [review_id])[0]


def _reviews_in(workspace: Workspace, work: Work, review_ids: Sequence[int]) -> list[Review]:
    found = work.quality.reviews.get_many(review_ids)
    seen = {one.id: one for one in reviews_seen(workspace, work, found.values())}
    for review_id in review_ids:
        if review_id not in seen:
            raise NotFound(kind="review", id=review_id)
    return [seen[review_id] for review_id in review_ids]


def contact_reviews(workspace: Workspace, *, contact_id: int) -> list[Review]:
    """Return the reviews of a contact that this member may see, the oldest first."""
    with workspace.read() as work:
        return reviews_seen(workspace, work, work.quality.reviews.where(contact_id=contact_id))


def case_reviews(workspace: Workspace, *, case_id: int) -> list[Review]:
    """Return the reviews of the contacts of a case that this member may see, the oldest first."""
    with workspace.read() as work:
        return reviews_seen(workspace, work, work.quality.reviews.where(case_id=current_id(work, case_id)))


def member_reviews(
    workspace: Workspace, *, member_id: int, since: datetime | None = None, until: datetime | None = None
) -> list[Review]:
    """Return the reviews of somebody's contacts that this member may see; of contacts in [since, until) where given."""
    with workspace.read() as work:
        found = work.quality.reviews.of_member(member_id, since=since, until=until)
        return reviews_seen(workspace, work, found)


def reviews_to_send(workspace: Workspace) -> list[Review]:
    """Return the finished reviews that wait for this member to send them, the oldest first.

    Their own, and for who sees all reviews those of reviewers who left the team: nobody else sends them. A check waits
    once the review that it is of was sent.
    """
    with workspace.read() as work:
        gone = work.members.where(active=False) if workspace.may(Permission.REVIEWS) else []
        found = [
            review
            for reviewer_id in (workspace.member.id, *(one.id for one in gone))
            for review in work.quality.reviews.where(reviewer_id=reviewer_id, state=ReviewState.FINISHED)
        ]
        checked = work.quality.reviews.get_many(one.checks_id for one in found if one.checks_id is not None)
        ready = [one for one in found if one.purpose in COUNTING or is_ready(checked.get(one.checks_id or 0))]
        seen = reviews_seen(workspace, work, ready)
    return sorted(seen, key=lambda one: one.id)


def my_reviews_made(workspace: Workspace, *, limit: int = 100) -> list[Review]:
    """Return the reviews that this member made, the newest first; those that wait to be sent among them."""
    with workspace.read() as work:
        return work.quality.reviews.made_by(workspace.member.id, limit=limit)
