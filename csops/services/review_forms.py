"""The form of a review as its reviewer sees it: contact and case, the card, what was begun, what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from csops.domain.calibrations import CalibrationState
from csops.domain.errors import Missing
from csops.domain.lines import ContactLine
from csops.domain.people import Member
from csops.domain.questions import Question
from csops.domain.review_cards import CardVersion, ReviewCard
from csops.domain.review_drafts import FormFor, ReviewDraft, draft_from, draft_of
from csops.domain.review_filling import Ruled, rulings
from csops.domain.review_grading import is_ready
from csops.domain.review_queue import QueuePlace, place_in
from csops.domain.review_samples import Pick, PickState
from csops.domain.review_sources import with_source
from csops.domain.reviews import COUNTING, Purpose, Review, ReviewState, Source
from csops.domain.root_causes import RootCause
from csops.domain.scoring import Criterion
from csops.services.begun_reviews import begun_in
from csops.services.cases import Timeline, timelines
from csops.services.quality_access import can_withdraw, reviews_seen
from csops.services.review_places import Waiting, waiting_of
from csops.services.review_queue import my_queue_in
from csops.services.review_subjects import Subject, current_version, fitting
from csops.services.review_words import with_our_words
from csops.services.root_causes import causes_in
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

MOST_EARLIER = 5


@dataclass(frozen=True, kw_only=True)
class ReviewForm:
    """Everything that a form shows.

    Attributes:
        subject: the contact, whose it is, its channel, topic and case.
        member, reviewer: whose contact it is; who rates.
        timeline: all that happened on the case; earlier: contacts of the customer before, on other cases.
        card, version: what it is made with; cards: those that fit, the one to offer first first.
        purpose, pick, session_id, checks_id: why it is made.
        causes: the root causes there are.
        review: what was finished before. It can be changed until it is sent, and only by who made it.
        draft, draft_at: what stands there now; when it was kept, None where nothing is.
        place: where it stands in the queue.
        awaits_self: the person was asked to review it first, and has not yet.
        waits: it waits for somebody else; nothing is filled in until it is taken over.
        withdrawn: of a contact that is to be reviewed: what was sent of it before and withdrawn, where this member may
            see that, the latest first.
        can_withdraw: whether this member may withdraw the review.
        to: who it is sent to: the person reviewed; a check to whose review it is of, once that was sent. None: nobody.
        session_over: what was finished is of a calibration that takes no rating any more.
        reads_ours: whether what somebody of us said or wrote can be read, in the contact or in their answer to it.
    """

    subject: Subject
    member: Member
    reviewer: Member
    timeline: Timeline
    earlier: tuple[ContactLine, ...]
    card: ReviewCard
    version: CardVersion
    cards: tuple[ReviewCard, ...]
    purpose: Purpose
    pick: Pick | None = None
    session_id: int | None = None
    checks_id: int | None = None
    causes: tuple[RootCause, ...] = ()
    review: Review | None = None
    draft: ReviewDraft
    draft_at: datetime | None = None
    place: QueuePlace | None = None
    awaits_self: bool = False
    waits: Waiting | None = None
    withdrawn: tuple[Review, ...] = ()
    can_withdraw: bool = False
    to: Member | None = None
    session_over: bool = False
    reads_ours: bool = False

    @property
    def contact_id(self) -> int:
        """The contact that is reviewed."""
        return self.subject.contact.id

    @property
    def begun_as(self) -> FormFor:
        """Where its draft stands."""
        return FormFor(
            contact_id=self.contact_id, purpose=self.purpose, session_id=self.session_id, checks_id=self.checks_id
        )

    @property
    def is_open(self) -> bool:
        """Whether it can be filled in, or changed: not after it was sent, nor by anybody else, nor while it waits."""
        if self.review is None:
            return self.waits is None
        return not self.review.was_sent and self.review.reviewer_id == self.reviewer.id and not self.session_over

    def causes_of(self, criterion: Criterion) -> tuple[RootCause, ...]:
        """Return the root causes that are offered where a criterion is rated low."""
        if criterion.causes:
            known = {one.key: one for one in self.causes}
            return tuple(known.get(key, RootCause(key=key, name=key)) for key in criterion.causes)
        return tuple(one for one in self.causes if one.active)

    def ruled(self, source: Source) -> Mapping[str, Ruled]:
        """Return the criteria that start as not applicable with a source, by key."""
        return rulings(self.version.criteria, source=source, occasion=self.subject.occasion)


def form_in(
    workspace: Workspace,
    work: Work,
    *,
    subject: Subject,
    purpose: Purpose,
    begun_as: FormFor | None,
    version_id: int | None = None,
    card_id: int | None = None,
    source: Source | None = None,
    pick: Pick | None = None,
    session_id: int | None = None,
    review: Review | None = None,
) -> ReviewForm:
    """Return the form of a review within an operation. `begun_as`: where its draft stands, if at all.

    Raises:
        Missing: no scorecard fits, or the one that is asked for was never published.
    """
    session_over = review is not None and _is_over(work, session_id)
    me, finished_at = workspace.member.id, None if review is None else review.finished_at
    kept = begun_in(work, member_id=me, of=begun_as, finished_at=finished_at) if begun_as and not session_over else None
    begun = draft_from(kept[0]) if kept else None if review is None else draft_of(review)
    if version_id is None and card_id is None and begun is not None:
        version_id = begun.card_version_id or None
    card, version, cards = _card(work, subject, card_id=card_id, version_id=version_id)
    member = work.members.get(subject.member_id)
    reads_ours = bool(with_our_words(work, [subject.contact.id]))
    draft = begun or ReviewDraft(source=Source.TEXT if reads_ours else Source.NOTE)
    if source is not None:
        draft = with_source(draft, source, ruled=rulings(version.criteria, source=source, occasion=subject.occasion))
    line = work.cases.line(subject.case.id)
    customer_id = subject.contact.customer_id or subject.case.customer_id
    customer = None if customer_id is None else work.customers.find(customer_id)
    return ReviewForm(
        subject=subject,
        member=member,
        reviewer=workspace.member,
        timeline=timelines(work, [line] if line else [], customer=customer)[0],
        earlier=_earlier(work, subject, customer_id),
        card=card,
        version=version,
        cards=cards,
        purpose=purpose,
        pick=pick,
        session_id=session_id,
        checks_id=None if review is None else review.checks_id,
        causes=causes_in(work),
        review=review,
        draft=replace(draft, card_version_id=version.id),
        draft_at=kept[1] if kept else None,
        place=_place(workspace, work, pick, purpose),
        awaits_self=_awaits_self(work, pick, purpose),
        waits=waiting_of(work, pick, me=workspace.member.id) if purpose in COUNTING and review is None else None,
        withdrawn=_withdrawn(workspace, work, subject) if purpose in COUNTING and review is None else (),
        can_withdraw=review is not None and can_withdraw(workspace, work, review),
        to=recipient(work, purpose, member=member, checks_id=None if review is None else review.checks_id, of=review),
        session_over=session_over,
        reads_ours=reads_ours,
    )


def recipient(
    work: Work, purpose: Purpose, *, member: Member, checks_id: int | None, of: Review | None = None
) -> Member | None:
    """Return who a review is sent to, or was; None where it is for nobody, or cannot be sent.

    A review that can still be changed would be changed to what the check of it says; of one that was withdrawn there
    is nothing left to compare.
    """
    if purpose in COUNTING:
        return member
    checked = None if checks_id is None else work.quality.reviews.find(checks_id)
    goes = checked is not None and (is_ready(checked) or (of is not None and of.was_sent))
    return work.members.get(checked.reviewer_id) if checked is not None and goes else None


def _withdrawn(workspace: Workspace, work: Work, subject: Subject) -> tuple[Review, ...]:
    found = work.quality.reviews.where(contact_id=subject.contact.id, state=ReviewState.WITHDRAWN)
    of_person = [one for one in found if one.purpose in COUNTING]  # a check that was withdrawn says nothing of them
    return tuple(reversed(reviews_seen(workspace, work, of_person)))


def _is_over(work: Work, session_id: int | None) -> bool:
    session = None if session_id is None else work.quality.calibrations.find(session_id)
    return session is not None and session.state is not CalibrationState.RATING


def _card(
    work: Work, subject: Subject, *, card_id: int | None, version_id: int | None
) -> tuple[ReviewCard, CardVersion, tuple[ReviewCard, ...]]:
    cards = fitting(work, subject)
    version = None if version_id is None else work.quality.card_versions.find(version_id)
    if card_id is not None:
        card = work.quality.cards.get(card_id)
        return card, current_version(work, card), cards
    if version is not None:
        return work.quality.cards.get(version.card_id), version, cards
    if not cards:
        right = f"Publish one for {subject.channel.name}, in Quality, Cards"
        raise Missing(field="scorecard that fits this contact", right=right)
    return cards[0], current_version(work, cards[0]), cards


def _earlier(work: Work, subject: Subject, customer_id: int | None) -> tuple[ContactLine, ...]:
    if customer_id is None:
        return ()
    question = Question(customer_id=customer_id, until=subject.contact.happened_at)
    newest = work.contacts.lines(question, order=[("happened_at", True)], limit=MOST_EARLIER + 1)
    others = [one for one in newest if one.case_id != subject.case.id and one.id != subject.contact.id]
    return tuple(reversed(others[:MOST_EARLIER]))


# ------------------------------------------------------------ the queue
def _place(workspace: Workspace, work: Work, pick: Pick | None, purpose: Purpose) -> QueuePlace | None:
    """Return where a pick stands in the list of what waits for this member; None in that of somebody else."""
    if pick is None or (pick.reviewer_id != workspace.member.id and purpose is not Purpose.SELF):
        return None
    done = 0
    if pick.sample_id is not None and purpose is not Purpose.SELF:  # what is put there by hand makes no whole
        of_draw = work.quality.picks.where(sample_id=pick.sample_id, reviewer_id=pick.reviewer_id, state=PickState.DONE)
        done = sum(one.member_id == pick.member_id for one in of_draw)
    return place_in(my_queue_in(workspace, work), pick, done=done)


def _awaits_self(work: Work, pick: Pick | None, purpose: Purpose) -> bool:
    if pick is None or not pick.self_first or purpose is Purpose.SELF:
        return False
    return not any(one.purpose is Purpose.SELF for one in work.quality.reviews.where(pick_id=pick.id))
