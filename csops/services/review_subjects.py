"""What is reviewed: a contact with its case, whose it is, who may review it and why, and with which cards."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.calibration_rules import check_goes_on
from csops.domain.calibrations import Calibration, CalibrationState
from csops.domain.cases import Case
from csops.domain.changes import Kind
from csops.domain.channels import Channel
from csops.domain.contacts import Contact
from csops.domain.errors import AlreadyDone, Erased, InputError, Missing, NotFound, NotPermitted
from csops.domain.people import Member
from csops.domain.review_cards import CardState, CardVersion, ReviewCard, cards_for
from csops.domain.review_filling import Filled, Occasion
from csops.domain.review_queue import purpose_of
from csops.domain.review_samples import Pick, PickState
from csops.domain.reviews import COUNTING, Purpose, Review
from csops.domain.team import Shop
from csops.domain.topics import Topic
from csops.services.quality_access import check_reviewer, reviews_seen, told_of
from csops.services.workspace import Workspace
from csops.storage.journal import erasures, was_erased
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A contact that is to be reviewed: it is there, somebody handled it, and nobody erased it."""

    contact: Contact
    case: Case
    channel: Channel
    topic: Topic | None
    is_recovery: bool
    member_id: int

    @property
    def occasion(self) -> Occasion:
        """What decides which criteria apply."""
        topic = self.topic.key if self.topic else ""
        return Occasion(channel=self.channel.key, topic=topic, is_recovery=self.is_recovery)


def subject_of(work: Work, contact_id: int) -> Subject:
    """Return a contact as it is to be reviewed.

    Raises:
        NotFound: it was removed. Erased: its customer was. InputError: nobody handled it.
    """
    contact = work.contacts.get(contact_id)
    if _was_erased(work, contact_id):
        raise Erased(kind="contact", id=contact_id)
    if contact.member_id is None:
        right = "Only a contact that somebody handled can be reviewed"
        raise InputError(field="contact", problem="nobody handled it", right=right)
    case = work.cases.get(contact.case_id)
    topic_id = contact.topic_id or case.topic_id
    return Subject(
        contact=contact,
        case=case,
        channel=work.channels.get(contact.channel_id),
        topic=None if topic_id is None else work.topics.find(topic_id),
        is_recovery=bool(work.care.recoveries.where(case_id=case.id)),
        member_id=contact.member_id,
    )


def is_gone(work: Work, contact_id: int | None) -> bool:
    """Whether nothing that was made of a contact can be opened any more: it was removed, or its customer erased."""
    return contact_id is None or work.contacts.find(contact_id) is None or _was_erased(work, contact_id)


def _was_erased(work: Work, contact_id: int) -> bool:
    """Whether the customer of a contact was erased or anonymised: it still counts, and nobody is to write of it."""
    if was_erased(work.connection, Kind.CONTACT, contact_id):
        return True
    notes = erasures(work.connection)  # a contact that came with a file has no row of its own in the journal
    return any(contact_id in note.get("records", {}).get(Kind.CONTACT.value, ()) for note in notes)


# ------------------------------------------------------------ why, and whether
def check_pick(pick: Pick, *, contact_id: int) -> None:
    """Raise InputError where a place in the queue is of another contact, or was taken out meanwhile."""
    if pick.state in {PickState.REPLACED, PickState.DROPPED}:
        right = "Choose another contact of the queue"
        raise InputError(field="contact", problem="it was taken out of the sample meanwhile", right=right)
    if pick.contact_id != contact_id:
        right = "Open it from the queue"
        raise InputError(field="contact", problem="this place of the queue is of another one", right=right)


def place_in_queue(
    work: Work, subject: Subject, *, purpose: Purpose | None, session_id: int | None, me: int
) -> Pick | None:
    """Return the open place in a queue that a review by hand fills, one's own first; none where it counts for nobody.

    Of their own contact that is the place of which they are asked to look at it first.
    """
    is_own = subject.member_id == me
    fits = (None, Purpose.SELF) if is_own else (None, *COUNTING)
    if session_id is not None or purpose not in fits:
        return None
    waiting = work.quality.picks.where(contact_id=subject.contact.id, state=PickState.OPEN)
    found = [one for one in waiting if one.self_first or not is_own]
    return min(found, key=lambda one: one.reviewer_id != me, default=None)


def purpose_in(workspace: Workspace, work: Work, *, subject: Subject, pick: Pick | None, session: object) -> Purpose:
    """Return why a contact is reviewed, where nobody says."""
    if session is not None:
        return Purpose.CALIBRATION
    if subject.member_id == workspace.member.id:
        return Purpose.SELF
    if pick is None:
        return Purpose.CHOSEN
    return purpose_of(pick, None if pick.sample_id is None else work.quality.samples.get(pick.sample_id))


def check_purpose(
    workspace: Workspace, work: Work, filled: Filled, *, purpose: Purpose, subject: Subject, pick: Pick | None
) -> None:
    """Raise InputError where a review would count as what it is not, NotFound where it checks one that is not seen.

    A calibration belongs to its session, a check to the review of that contact that it checks, and only a draw makes
    a review fair or risk-based.
    """
    own_way = {Purpose.SELF: purpose, Purpose.CHECK: purpose, Purpose.CALIBRATION: None}
    of_draw = purpose_in(workspace, work, subject=subject, pick=pick, session=None)
    right = Purpose.CALIBRATION if filled.session_id is not None else own_way.get(purpose, of_draw)
    if purpose is not right:
        problem = f"this contact is not reviewed as {purpose.value} here"
        raise InputError(field="purpose", problem=problem, right="Open it from the queue or the calibration")
    if filled.checks_id is None:
        return
    checked = work.quality.reviews.find(filled.checks_id)
    if checked is None or not reviews_seen(workspace, work, [checked]):
        raise NotFound(kind="review", id=filled.checks_id)
    if purpose is not Purpose.CHECK or checked.contact_id != subject.contact.id or not checked.counts:
        problem = "it is no review of this contact that counts"
        raise InputError(field="review to check", problem=problem, right="Choose one that counts for the person")


def check_rights(
    workspace: Workspace,
    work: Work,
    *,
    subject: Subject,
    purpose: Purpose,
    pick: Pick | None = None,
    session: Calibration | None = None,
) -> None:
    """Raise NotPermitted where this member may not review that contact for that purpose.

    Who reviews without seeing all reviews does so where asked: their places in the queue, and calibrations they are in.
    """
    me = workspace.member
    if purpose is Purpose.SELF:
        if subject.member_id != me.id:
            raise NotPermitted(member=me.name, permission="review for somebody else", roles="whose contact it is")
        workspace.require(Permission.LOG)
        return
    viewer = check_reviewer(workspace, work, of_member=subject.member_id)
    is_asked = (pick is not None and pick.reviewer_id == me.id) or session is not None
    if purpose is Purpose.CHECK or not (viewer.sees_all or is_asked):
        workspace.require(Permission.REVIEWS)


def check_not_told(work: Work, *, subject: Subject, purpose: Purpose, member: Member) -> None:
    """Raise NotPermitted where somebody would review anew what they were sent a check of: they know what it says."""
    if purpose in COUNTING and member.id in told_of(work, subject.contact.id):
        what = "review a contact anew after a check of your review of it"
        raise NotPermitted(member=member.name, permission=what, roles="another reviewer")


def session_to_rate(workspace: Workspace, work: Work, session_id: int, *, contact_id: int) -> Calibration:
    """Return a calibration in which this member is still to rate.

    Raises:
        NotPermitted: they are not asked.
        InputError: it is about another contact, all are in by now, or it was called off.
    """
    session, me = work.quality.calibrations.get(session_id), workspace.member
    if me.id not in session.reviewers or me.id in session.excused:
        raise NotPermitted(member=me.name, permission="rate in this calibration", roles="who was asked to")
    if session.contact_id != contact_id:
        right = "Open it from the calibration"
        raise InputError(field="contact", problem="the calibration is about another one", right=right)
    check_goes_on(session)
    if session.state is not CalibrationState.RATING:
        problem, right = "the ratings of the others are open by now", "Ask for a calibration of another contact"
        raise InputError(field="calibration", problem=problem, right=right)
    return session


def review_to_check(workspace: Workspace, work: Work, *, checks_id: int | None, contact_id: int) -> Review:
    """Return the review that a lead rates again.

    Raises:
        InputError: none is named, it is about another contact, it is no review of a person's work, one's own, or it was
            withdrawn.
    """
    found = None if checks_id is None else work.quality.reviews.find(checks_id)
    right = "Open a review that somebody else finished, and choose to rate it again"
    if found is None or found.contact_id != contact_id:
        raise InputError(field="check", problem="no review of this contact is named that it checks", right=right)
    if found.is_withdrawn:
        raise InputError(field="check", problem="that review was withdrawn", right=right)
    if found.purpose not in COUNTING:
        raise InputError(field="check", problem="only reviews of a person's work are checked", right=right)
    if found.reviewer_id == workspace.member.id:
        raise InputError(field="check", problem="you made that review yourself", right=right)
    return found


def already(work: Work, review: Review, *, me: int) -> AlreadyDone:
    """Return the error that says who reviewed a contact before, and when."""
    at = review.finished_at.astimezone(ZoneInfo(work.settings.get(Shop).zone))
    name = "you" if review.reviewer_id == me else work.members.get(review.reviewer_id).name
    return AlreadyDone(what="The review of this contact", who=f"{name} ({at:%d %b %Y %H:%M})")


def taken_by(
    work: Work,
    *,
    subject: Subject,
    purpose: Purpose,
    pick: Pick | None,
    session_id: int | None,
    me: int,
    checks_id: int | None = None,
) -> Review | None:
    """Return the review that has the place of one to be made: of the pick, the session, or the contact.

    A contact counts once for its person, whether it was drawn or chosen by hand; what was withdrawn has no place.
    Another review of it by the same lead is checked apart, where `checks_id` says which; without it any check of theirs
    has the place.
    """
    store, contact_id = work.quality.reviews, subject.contact.id
    if session_id is not None:
        found = [one for one in store.where(session_id=session_id) if one.reviewer_id == me]
    elif purpose in COUNTING:
        of_pick = [] if pick is None else store.where(pick_id=pick.id)
        found = [one for one in (*of_pick, *store.where(contact_id=contact_id)) if one.counts]
    elif pick is not None:
        found = [one for one in store.where(pick_id=pick.id) if one.purpose is purpose]
    else:
        found = [one for one in store.where(contact_id=contact_id) if one.purpose is purpose]
        if purpose is Purpose.CHECK:
            mine = [one for one in found if one.reviewer_id == me and not one.is_withdrawn]
            found = [one for one in mine if checks_id in (None, one.checks_id)]
    return found[0] if found else None


# ------------------------------------------------------------ with which card
def fitting(work: Work, subject: Subject) -> tuple[ReviewCard, ...]:
    """Return the published cards that fit a contact, the one to offer first first."""
    return cards_for(work.quality.cards.all(), channel=subject.channel.key, is_recovery=subject.is_recovery)


def current_version(work: Work, card: ReviewCard) -> CardVersion:
    """Return the version of a card with which new reviews are made. Raises Missing where it was never published."""
    for version in work.quality.card_versions.where(card_id=card.id):
        if version.number == card.current and version.state is CardState.PUBLISHED:
            return version
    raise Missing(field="published version", right=f"Publish the scorecard {card.name} first, in Quality, Cards")


def card_to_use(work: Work, version_id: int, *, wanted: int | None = None) -> tuple[ReviewCard, CardVersion]:
    """Return a card and its version to finish a review with.

    Args:
        work: the operation.
        version_id: with which it was filled in.
        wanted: the one version that a calibration is made with.

    Raises:
        InputError: the card was retired or is a draft, or the calibration is made with another one.
    """
    version = work.quality.card_versions.get(version_id)
    card = work.quality.cards.get(version.card_id)
    if wanted is not None and version_id != wanted:
        right = "Rate with the card that the calibration names"
        raise InputError(field="scorecard", problem="the others rate with another one", right=right)
    if version.state is not CardState.PUBLISHED:
        raise InputError(
            field="scorecard", problem=f"{card.name} is a draft", right="Publish it first, in Quality, Cards"
        )
    if not card.active and wanted is None:
        right = "What you rated is kept; choose another card for it"
        raise InputError(field="scorecard", problem=f"{card.name} was retired", right=right)
    return card, version
