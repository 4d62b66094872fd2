"""Calibrations: begun on a contact, rated blind, agreed on, closed; notes for the guidance; how far reviewers agree."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from csops.domain.access import Permission, may
from csops.domain.calibration_figures import (
    PooledFigures,
    Rated,
    Session,
    SessionFigures,
    alignments,
    pooled_figures,
    session_figures,
)
from csops.domain.calibration_rules import (
    FEWEST,
    agreed,
    checked,
    closed,
    excused,
    guided,
    joined,
    opened,
    still_to_rate,
)
from csops.domain.calibrations import Agreed, Calibration, CalibrationState
from csops.domain.errors import InputError, NotFound
from csops.domain.people import Member
from csops.domain.quality_rules import QualityRules
from csops.domain.review_cards import CardVersion, ReviewCard, scorecard
from csops.domain.review_rights import Viewer, opens_to
from csops.domain.reviews import Purpose, Review
from csops.domain.scoring import score_review
from csops.services.quality_access import check_reviewer, reviews_seen, viewer_in
from csops.services.review_cards import KeptCard, publish_in, version_in
from csops.services.review_subjects import current_version, fitting, subject_of
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class SeenCalibration:
    """A session as a member sees it.

    Attributes:
        session: which; what was agreed stands in it.
        card, version: what it is rated with.
        member: whose contact it is. reviewers: who was asked, in order.
        rated, waiting: who has rated, who has yet to (ids); how they rated is not among it.
        is_mine: this member is still to rate. runs: they may agree, excuse and close.
        own_id: the review that this member made of it, which they can change while the others are blind.
        reviews: the ratings, once they are open to this member; else none.
        figures: how far they agree, once they are open; else None.
    """

    session: Calibration
    card: ReviewCard
    version: CardVersion
    member: Member
    reviewers: tuple[Member, ...]
    rated: tuple[int, ...]
    waiting: tuple[int, ...]
    is_mine: bool
    runs: bool
    own_id: int | None = None
    reviews: tuple[Review, ...] = ()
    figures: SessionFigures | None = None

    def opens_without(self, member_id: int) -> bool:
        """Whether all ratings are open as soon as nobody waits for a member any more."""
        return set(self.waiting) == {member_id} and len(self.rated) >= FEWEST


# ------------------------------------------------------------ asking
def calibrations(workspace: Workspace) -> tuple[SeenCalibration, ...]:
    """Return the sessions that this member may know of: who sees all reviews all, others those they rate in.

    Nobody knows of one on a contact of their own. What is still to be rated comes first, then the newest.
    """
    with workspace.read() as work:
        known = [one for one in work.quality.calibrations.all("made_at") if _knows(workspace, one)]
        held = _held(workspace, work, known)
        found = [_seen(workspace, held, session) for session in known]
    found.sort(key=lambda each: (not each.is_mine, each.session.state is CalibrationState.CLOSED, -each.session.id))
    return tuple(found)


def calibrations_to_rate(workspace: Workspace) -> tuple[Calibration, ...]:
    """Return the sessions in which this member is still to rate, what is due first."""
    me = workspace.member.id
    with workspace.read() as work:
        blind = work.quality.calibrations.where(state=CalibrationState.RATING)
        mine = [one for one in blind if me in one.reviewers and _knows(workspace, one)]
        reviews = _reviews_of(work, mine)
        found = [one for one in mine if me in still_to_rate(one, rated=[each.reviewer_id for each in reviews[one.id]])]
    return tuple(sorted(found, key=lambda one: (one.due_at is None, one.due_at or one.made_at, one.id)))


def calibration(workspace: Workspace, *, session_id: int) -> SeenCalibration:
    """Return one session. Raises NotFound, also for one that this member may not know of."""
    with workspace.read() as work:
        session = session_in(workspace, work, session_id)
        return _seen(workspace, _held(workspace, work, [session]), session)


def calibration_results(
    workspace: Workspace, *, since: datetime | None = None, until: datetime | None = None
) -> PooledFigures:
    """Return how far reviewers agree over all sessions whose ratings are open, by when they were begun.

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
            and (since is None or session.made_at >= since)
            and (until is None or session.made_at < until)
        ]
        held = _held(workspace, work, wanted)
        told = [_counted(held, session) for session in wanted]
    return pooled_figures(told)


def checks_of(workspace: Workspace, *, since: datetime | None = None) -> tuple[tuple[Review, Review], ...]:
    """Return what leads rated again to check it (grading the graders): pairs of the check and the review checked.

    Raises:
        NotPermitted: without the right to see all reviews.
    """
    workspace.require(Permission.REVIEWS)
    with workspace.read() as work:
        found = [one for one in work.quality.reviews.where(purpose=Purpose.CHECK) if one.checks_id is not None]
        wanted = work.quality.reviews.get_many([one.checks_id for one in found if one.checks_id is not None])
        checked_ones = {one.id: one for one in reviews_seen(workspace, work, wanted.values())}
    me = workspace.member.id
    return tuple(
        (one, checked_ones[one.checks_id])
        for one in found
        if one.checks_id in checked_ones and (since is None or one.finished_at >= since) and me != one.member_id
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
            card, version = _with(work, check.card_version_id)
            right = tuple(Agreed(criterion=one.criterion, rating=one.rating) for one in check.ratings)
            sessions.append(
                Session(
                    id=check.id,
                    at=check.finished_at,
                    criteria=version.criteria,
                    rated=(_rated(reviewed, card, version), _rated(check, card, version)),
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


# ------------------------------------------------------------ acts
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
        found = _seen(workspace, _held(workspace, work, [session]), session).figures
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


def close_calibration(workspace: Workspace, *, session_id: int) -> Calibration:
    """Close a session. Raises NotPermitted, NotFound, InputError, AlreadyDone (see `calibration_rules.closed`)."""
    workspace.require(Permission.REVIEWS)
    with workspace.work("Close a calibration") as work:
        session = session_in(workspace, work, session_id)
        return work.quality.calibrations.update(closed(session, at=workspace.now()))


def take_up_notes(workspace: Workspace, *, session_id: int) -> KeptCard:
    """Publish the card anew with the notes of a session at the end of its guidance; old reviews keep their version.

    Raises:
        NotPermitted: it takes the right to change cards. NotFound: no such session.
        InputError: there is no note that the guidance does not hold yet, or a draft of the card waits to be published.
    """
    workspace.require(Permission.REVIEWS)
    workspace.require(Permission.CATALOGUE)
    with workspace.work("Take notes of a calibration up into the guidance") as work:
        session = session_in(workspace, work, session_id)
        card, _version = _with(work, session.card_version_id)
        kept = version_in(work, current_version(work, card).id)
        if kept.draft is not None:
            right = "Publish or drop it first, in Quality, Cards"
            raise InputError(field="scorecard", problem=f"a draft of {card.name} waits", right=right)
        criteria = guided(kept.version.criteria, session.agreed)
        if criteria == kept.version.criteria:
            right = "Write a note for the guidance of a criterion first"
            raise InputError(field="notes", problem="the guidance holds all of them", right=right)
        note = f"Guidance from the calibration {session.name}"
        made = publish_in(workspace, work, card=kept.card, version=replace(kept.version, criteria=criteria, note=note))
        work.quality.calibrations.update(replace(session, guided_version_id=made.version.id))
    return made


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
    """Raise InputError where somebody was asked to rate this contact before: a second time it is no blind rating."""
    for other in work.quality.calibrations.where(contact_id=session.contact_id):
        for who in asked:
            if other.id != session.id and who in other.reviewers and who not in other.excused:
                problem = f"{names[who]} was asked to rate this contact in {other.name}"
                raise InputError(field="reviewers", problem=problem, right="Choose another contact: this one is known")


def _knows(workspace: Workspace, session: Calibration) -> bool:
    me = workspace.member.id
    return session.member_id != me and (workspace.may(Permission.REVIEWS) or me in session.reviewers)


def session_in(workspace: Workspace, work: Work, session_id: int) -> Calibration:
    """Return a session within an operation. Raises NotFound, also for one that this member may not know of."""
    session = work.quality.calibrations.find(session_id)
    if session is None or not _knows(workspace, session):
        raise NotFound(kind="calibration", id=session_id)
    return session


def _who_rated(work: Work, session: Calibration) -> tuple[int, ...]:
    return tuple(one.reviewer_id for one in work.quality.reviews.where(session_id=session.id))


def _without_rating(work: Work, session: Calibration) -> frozenset[str]:
    """Criteria that somebody could not rate, be it that the card allows that or that the source cannot show it."""
    reviews = work.quality.reviews.where(session_id=session.id)
    return frozenset(said.criterion for one in reviews for said in one.ratings if said.rating is None)


@dataclass(frozen=True, kw_only=True)
class _Held:
    """What sessions rest on, read at once however many they are: members, versions, cards by id, ratings by session."""

    viewer: Viewer
    members: Mapping[int, Member]
    versions: Mapping[int, CardVersion]
    cards: Mapping[int, ReviewCard]
    reviews: Mapping[int, Sequence[Review]]

    def of(self, session: Calibration) -> tuple[ReviewCard, CardVersion]:
        """Return with what a session is rated."""
        version = self.versions[session.card_version_id]
        return self.cards[version.card_id], version


def _held(workspace: Workspace, work: Work, sessions: Sequence[Calibration]) -> _Held:
    versions = work.quality.card_versions.get_many({one.card_version_id for one in sessions})
    return _Held(
        viewer=viewer_in(workspace, work),
        members=work.members.get_many({who for one in sessions for who in (one.member_id, *one.reviewers)}),
        versions=versions,
        cards=work.quality.cards.get_many({one.card_id for one in versions.values()}),
        reviews=_reviews_of(work, sessions),
    )


def _reviews_of(work: Work, sessions: Sequence[Calibration]) -> dict[int, list[Review]]:
    """Return the ratings of sessions, each in the order in which its reviewers were asked."""
    found: dict[int, list[Review]] = {one.id: [] for one in sessions}
    for review in work.quality.reviews.where_any("session_id", list(found)):
        found[review.session_id or 0].append(review)
    return {one.id: sorted(found[one.id], key=_order(one)) for one in sessions}


def _seen(workspace: Workspace, held: _Held, session: Calibration) -> SeenCalibration:
    card, version = held.of(session)
    reviews = held.reviews[session.id]
    rated = tuple(one.reviewer_id for one in reviews)
    waiting = still_to_rate(session, rated=rated)
    is_open = opens_to(session, held.viewer)
    shown = tuple(_rated(one, card, version) for one in reviews) if is_open else ()
    return SeenCalibration(
        session=session,
        card=card,
        version=version,
        member=held.members[session.member_id],
        reviewers=tuple(held.members[who] for who in session.reviewers),
        rated=rated,
        waiting=waiting,
        is_mine=session.state is CalibrationState.RATING and workspace.member.id in waiting,
        runs=workspace.may(Permission.REVIEWS),
        own_id=next((one.id for one in reviews if one.reviewer_id == workspace.member.id), None),
        reviews=tuple(reviews) if is_open else (),
        figures=session_figures(version.criteria, shown, agreed=session.agreed) if is_open else None,
    )


def _order(session: Calibration) -> Callable[[Review], tuple[int, int]]:
    places = {who: at for at, who in enumerate(session.reviewers)}
    return lambda one: (places.get(one.reviewer_id, len(places)), one.id)


def _with(work: Work, version_id: int) -> tuple[ReviewCard, CardVersion]:
    version = work.quality.card_versions.get(version_id)
    return work.quality.cards.get(version.card_id), version


def _rated(one: Review, card: ReviewCard, version: CardVersion) -> Rated:
    asked = {each.key for each in version.criteria}
    ratings = {each.criterion: each.rating for each in one.ratings if each.criterion in asked}
    score = score_review(scorecard(card, version), ratings)
    # A check is not blind of what it checks, and is not to be: it stands for what would be agreed.
    is_led = one.saw_others and one.purpose is Purpose.CALIBRATION
    return Rated(reviewer_id=one.reviewer_id, ratings=ratings, score=score, is_led=is_led)


def _counted(held: _Held, session: Calibration) -> Session:
    card, version = held.of(session)
    return Session(
        id=session.id,
        at=session.made_at,
        criteria=version.criteria,
        rated=tuple(_rated(one, card, version) for one in held.reviews[session.id]),
        agreed=session.agreed,
    )
