"""Scorecards: planned by the plan of the opening, filled blind, submitted once, and seen by who has submitted.

Every other service asks here. Nothing else reads the ratings or notes of an application.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from csops.domain.access import Permission
from csops.domain.candidates import CandidateNote
from csops.domain.errors import AlreadyDone, InputError, NotPermitted
from csops.domain.openings import Application, Opening, Outcome, Seat
from csops.domain.people import Member
from csops.domain.role_profiles import RoleProfile, role_profile
from csops.domain.score_drafts import draft_from, draft_of, joined
from csops.domain.scorecards import (
    CardState,
    Rating,
    Scorecard,
    changed,
    checked_ratings,
    given_up,
    is_blind,
    levels,
    submitted,
)
from csops.domain.texts import kept_within
from csops.services.hiring_access import can_rate, check_runs, check_sees, tied_candidates
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


class Hidden(Enum):
    """Why a viewer does not see what others rated."""

    BLIND = "blind"
    """They are to rate themselves and have not submitted yet."""
    TIED = "tied"
    """They are the candidate, or a relative."""


@dataclass(frozen=True, kw_only=True)
class CardsSeen:
    """What one viewer sees of the scorecards of one application.

    While `hidden` is BLIND, `cards` of others hold who they are and their state, and no rating, note or moment; while
    it is TIED there are no cards at all.
    """

    application_id: int
    cards: tuple[Scorecard, ...]
    hidden: Hidden | None = None

    @property
    def levels(self) -> dict[int, dict[str, int | None]]:
        """The ratings that count, {member id: {skill: level or None}}; empty while they are hidden."""
        return {} if self.hidden else levels(self.cards)


# ------------------------------------------------------------ what may be seen
def cards_seen(workspace: Workspace, work: Work, *, applications: Sequence[Application]) -> dict[int, CardsSeen]:
    """Return what this member may see of the scorecards of some applications, by application id.

    The caller has asked `check_sees` for their opening.
    """
    tied = tied_candidates(workspace, work)
    by_application: dict[int, list[Scorecard]] = {one.id: [] for one in applications}
    for card in work.hiring.scorecards.where_any("application_id", list(by_application)):
        by_application[card.application_id].append(card)
    return {
        one.id: _seen(one.id, by_application[one.id], me=workspace.member.id, is_tied=one.candidate_id in tied)
        for one in applications
    }


def _seen(application_id: int, cards: Sequence[Scorecard], *, me: int, is_tied: bool) -> CardsSeen:
    if is_tied:
        return CardsSeen(application_id=application_id, cards=(), hidden=Hidden.TIED)
    if not is_blind(cards, member_id=me):
        return CardsSeen(application_id=application_id, cards=tuple(cards))
    shown = tuple(card if card.member_id == me else _emptied(card) for card in cards)
    return CardsSeen(application_id=application_id, cards=shown, hidden=Hidden.BLIND)


def _emptied(card: Scorecard) -> Scorecard:
    return replace(card, ratings=(), first=(), note="", submitted_at=None, changed_at=None)


def hidden_from(workspace: Workspace, work: Work, *, application: Application) -> Hidden | None:
    """Return why this member does not see results of an application, None where they do."""
    return cards_seen(workspace, work, applications=[application])[application.id].hidden


def notes_seen(workspace: Workspace, work: Work, *, application: Application) -> list[CandidateNote]:
    """Return the notes on an application that this member may see: one's own while one has to rate, none if tied."""
    hidden = hidden_from(workspace, work, application=application)
    if hidden is Hidden.TIED:
        return []
    notes = work.hiring.notes.where(application_id=application.id)
    return [note for note in notes if hidden is None or note.member_id == workspace.member.id]


def profile_of(work: Work, version_id: int) -> RoleProfile:
    """Return a version of a role profile as the value that formulas take."""
    version = work.catalogue.profile_versions.get(version_id)
    return role_profile(work.catalogue.profiles.get(version.profile_id), version)


# ------------------------------------------------------------ one's own forms
def my_cards(workspace: Workspace, *, waiting: bool = False) -> list[Scorecard]:
    """Return this member's scorecards, the oldest first; only those still to be filled when `waiting`."""
    with workspace.read() as work:
        cards = work.hiring.scorecards.where(member_id=workspace.member.id)
        return [card for card in cards if not waiting or card.state is CardState.PLANNED]


def my_card(workspace: Workspace, *, card_id: int) -> Scorecard:
    """Return one of this member's own scorecards. Raises NotFound, or NotPermitted for somebody else's."""
    with workspace.read() as work:
        return _own(workspace, work, card_id)


def own_card(workspace: Workspace, work: Work, *, card_id: int) -> Scorecard:
    """Return one of this member's own scorecards within an operation. Raises as `my_card`."""
    return _own(workspace, work, card_id)


def _own(workspace: Workspace, work: Work, card_id: int, *, member: Member | None = None) -> Scorecard:
    card, me = work.hiring.scorecards.get(card_id), member or workspace.member
    if card.member_id != me.id:
        raise NotPermitted(member=me.name, permission="fill the scorecard of somebody else", roles="its interviewer")
    application = work.hiring.applications.get(card.application_id)
    if work.hiring.ties.where(candidate_id=application.candidate_id, member_id=me.id):
        raise NotPermitted(member=me.name, permission="judge somebody close", roles="somebody who is not related")
    return card


def card_form(card_id: int) -> str:
    """Return the form of a scorecard as its drafts name it."""
    return f"scorecard.{card_id}"


def keep_card_draft(
    workspace: Workspace,
    *,
    card_id: int,
    value: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    writer: Member | None = None,
) -> dict[str, Any]:
    """Keep what stands in one's own form now; nobody else can ask for it, and the journal does not hear of it.

    Args:
        workspace: of whoever fills it.
        card_id: the scorecard.
        value: what stands there (`CardDraft.plain`).
        base: what was kept when the form last looked. What another window of the same member kept since is joined.
        writer: who typed it, where somebody else works here by now.

    Returns:
        What is kept: with the words of the other window, if there is one.

    Raises:
        AlreadyDone: it was submitted meanwhile, and this is not a change of what was submitted.
        NotFound: the candidate was erased. NotPermitted: it is somebody else's, or the role may not write.
    """
    typist = writer or workspace.member
    if typist.id == workspace.member.id:
        workspace.require(Permission.LOG)  # whoever typed while they worked here was let in then
    with workspace.work("Draft") as work:
        card = _own(workspace, work, card_id, member=typist)
        mine = draft_from(value)
        if card.is_submitted and not mine.changing:
            raise AlreadyDone(what="This scorecard", who="you or another window of yours")
        there = work.drafts.get(member_id=typist.id, form=card_form(card_id))
        known = draft_of(card) if base is None else draft_from(base)
        ready = mine if there is None or base is None else joined(mine, draft_from(there[0]), known)
        kept_value: dict[str, Any] = kept_within(ready.plain())
        work.drafts.keep(member_id=typist.id, form=card_form(card_id), value=kept_value, at=workspace.now())
    return kept_value if typist.id == workspace.member.id else dict(value)


def drop_card_draft(workspace: Workspace, *, card_id: int) -> None:
    """Throw away what stands in one's own form and was not submitted."""
    workspace.require(Permission.LOG)
    with workspace.work("Draft") as work:
        work.drafts.drop(member_id=workspace.member.id, form=card_form(card_id))


def submit_card(workspace: Workspace, *, card_id: int, ratings: Iterable[Rating], note: str = "") -> Scorecard:
    """Submit one's own scorecard: from now on it counts, others see it, and oneself sees theirs.

    Raises:
        AlreadyDone: it was sent before. Missing, OutOfRange, InputError: see `checked_ratings`.
        NotFound: the candidate was erased meanwhile. NotPermitted: it is somebody else's, or the role may not write.
    """
    workspace.require(Permission.LOG)
    with workspace.work("Submit a scorecard") as work:
        card = _own(workspace, work, card_id)
        ready = submitted(card, _checked(work, card, ratings), at=workspace.now(), note=note)
        kept = work.hiring.scorecards.update(ready)
        work.drafts.drop(member_id=workspace.member.id, form=card_form(card_id))
    return kept


def change_card(workspace: Workspace, *, card_id: int, ratings: Iterable[Rating], note: str = "") -> Scorecard:
    """Change one's own submitted scorecard; the first submission stays beside it. Raises as `submit_card`."""
    workspace.require(Permission.LOG)
    with workspace.work("Change a scorecard") as work:
        card = _own(workspace, work, card_id)
        ready = changed(card, _checked(work, card, ratings), at=workspace.now(), note=note)
        kept = work.hiring.scorecards.update(ready)
        work.drafts.drop(member_id=workspace.member.id, form=card_form(card_id))
    return kept


def give_up_card(workspace: Workspace, *, card_id: int) -> Scorecard:
    """Say that a scorecard will not be filled: one's own, or one of the opening that one runs.

    Raises:
        AlreadyDone: it was submitted. NotPermitted: it is somebody else's, and so is the opening.
    """
    workspace.require(Permission.LOG)
    with workspace.work("Give up a scorecard") as work:
        card = work.hiring.scorecards.get(card_id)
        if card.member_id != workspace.member.id:
            application = work.hiring.applications.get(card.application_id)
            check_runs(workspace, work.hiring.openings.get(application.opening_id))
        return _as_seen(workspace, work, work.hiring.scorecards.update(given_up(card)))


def _as_seen(workspace: Workspace, work: Work, card: Scorecard) -> Scorecard:
    """Return a card as this member may see it: whoever runs the opening need not have rated yet."""
    application = work.hiring.applications.get(card.application_id)
    hidden = hidden_from(workspace, work, application=application)
    return card if hidden is None or card.member_id == workspace.member.id else _emptied(card)


def _checked(work: Work, card: Scorecard, ratings: Iterable[Rating]) -> tuple[Rating, ...]:
    application = work.hiring.applications.get(card.application_id)
    opening = work.hiring.openings.get(application.opening_id)
    versions = {skill.key: skill.version for skill in work.catalogue.skills.all()}
    found = checked_ratings(ratings, skills=card.skills, profile=profile_of(work, opening.profile_version_id))
    return tuple(replace(rating, skill_version=versions.get(rating.skill, 0)) for rating in found)


# ------------------------------------------------------------ the plan
def plan_cards(work: Work, *, opening: Opening, only: Application | None = None) -> None:
    """Bring the scorecards of an opening in line with its plan. For who changes seats, candidates, ties or members.

    Each active seat has a card on each application that is open, unless its member left, may only read, or is close to
    the candidate.
    A card that nobody will fill any more lapses; one submitted stays as it is. `only` looks at one application.
    """
    applications = [only] if only is not None else work.hiring.applications.where(opening_id=opening.id)
    seats = {seat.id: seat for seat in work.hiring.seats.where(opening_id=opening.id)}
    here = {member.id for member in work.members.all() if can_rate(member)}
    ties = {(tie.candidate_id, tie.member_id) for tie in work.hiring.ties.all()}
    by_application: dict[int, list[Scorecard]] = {one.id: [] for one in applications}
    for each in work.hiring.scorecards.where_any("application_id", list(by_application)):
        by_application[each.application_id].append(each)
    known = {each.seat_id for cards in by_application.values() for each in cards}
    for one in applications:
        mine = by_application[one.id]
        there = {card.seat_id: card for card in mine}
        for seat in seats.values():
            wanted = seat.active and seat.member_id in here and (one.candidate_id, seat.member_id) not in ties
            card = there.get(seat.id)
            if card is None and wanted and one.outcome is Outcome.OPEN:
                made = Scorecard(
                    application_id=one.id,
                    member_id=seat.member_id,
                    seat_id=seat.id,
                    round=seat.round,
                    evidence=seat.evidence,
                    skills=seat.skills,
                )
                is_new = only is None and seat.id not in known
                work.hiring.scorecards.add(work.hiring.scorecards.to_fill(made, others=mine, is_new=is_new))
            elif card is not None:
                _follow(work, card, seat.skills, wanted=wanted)


def _follow(work: Work, card: Scorecard, skills: tuple[str, ...], *, wanted: bool) -> None:
    if card.state is CardState.PLANNED and not wanted:
        work.hiring.scorecards.update(given_up(card))
    elif card.state is CardState.PLANNED and card.skills != skills:
        work.hiring.scorecards.update(replace(card, skills=skills))


def hand_over_cards(work: Work, *, seat: Seat, member_id: int) -> None:
    """Let another member fill the cards of a part of the plan of which nothing was submitted, blind as anybody new.

    What the one before was typing goes: it is nobody else's.
    """
    for card in work.hiring.scorecards.where(seat_id=seat.id):
        handed = replace(card, member_id=member_id, saw_others=False)
        if card.state is CardState.PLANNED:
            handed = work.hiring.scorecards.to_fill(handed, is_new=True)
        work.hiring.scorecards.update(handed)
        work.drafts.drop_all(form=card_form(card.id))


def check_rated(seen: CardsSeen, *, field: str) -> None:
    """Raise InputError where others rated and the viewer is still to: the act would tell them what was rated."""
    if seen.hidden is Hidden.BLIND and any(card.is_submitted for card in seen.cards):
        raise InputError(
            field=field,
            problem="others have rated this candidate, and your own scorecard waits",
            right="Submit it first, or give it up",
        )


def lapse_waiting(work: Work, *, application: Application) -> None:
    """Let the scorecards lapse that still wait on an application of which the ratings are told elsewhere from now."""
    for card in work.hiring.scorecards.where(application_id=application.id):
        if card.state is CardState.PLANNED:
            work.hiring.scorecards.update(given_up(card))


def join_cards(work: Work, *, kept_one: Application, other: Application) -> None:
    """Let scorecards and notes of two applications for one opening be those of the first: it is the same person.

    Of two cards of one part of the plan the one that was submitted stays; of two that wait the first, with what was
    being typed in either. A card that waits is marked where its owner could see ratings of others on either of both.

    Raises:
        InputError: somebody submitted a scorecard on both.
    """
    mine = work.hiring.scorecards.where(application_id=kept_one.id)
    theirs = work.hiring.scorecards.where(application_id=other.id)
    could_see = {card.member_id for cards in (mine, theirs) for card in (*mine, *theirs) if _saw(cards, card.member_id)}
    by_seat = {card.seat_id: card for card in mine}
    for card in theirs:
        twin = by_seat.get(card.seat_id) if card.seat_id is not None else None
        if twin is not None and twin.first and card.first:
            raise InputError(
                field="candidates",
                problem="somebody rated both of them for one opening",
                right="Keep both: ratings of two interviews cannot be those of one",
            )
        if twin is not None and not card.first:
            _take_draft(work, twin, card)
            work.hiring.scorecards.remove(card.id)
            continue
        if twin is not None:
            work.drafts.drop_all(form=card_form(twin.id))
            work.hiring.scorecards.remove(twin.id)
        work.hiring.scorecards.update(replace(card, application_id=kept_one.id))
    for card in work.hiring.scorecards.where(application_id=kept_one.id):
        if card.state is CardState.PLANNED and not card.first and card.member_id in could_see and not card.saw_others:
            work.hiring.scorecards.update(replace(card, saw_others=True))
    for note in work.hiring.notes.where(application_id=other.id):
        work.hiring.notes.update(replace(note, application_id=kept_one.id))


def _saw(cards: Iterable[Scorecard], member_id: int) -> bool:
    """Whether ratings of others are there that a member may see."""
    found = list(cards)
    return not is_blind(found, member_id=member_id) and any(
        card.first and card.member_id != member_id for card in found
    )


def _take_draft(work: Work, card: Scorecard, other: Scorecard) -> None:
    """Let a card have what its owner was typing in another that goes, where nothing was begun in it."""
    begun = work.drafts.get(member_id=other.member_id, form=card_form(other.id))
    if begun is not None and work.drafts.get(member_id=card.member_id, form=card_form(card.id)) is None:
        work.drafts.keep(member_id=card.member_id, form=card_form(card.id), value=begun[0], at=begun[1])
    work.drafts.drop_all(form=card_form(other.id))


def plan_again(workspace: Workspace, *, card_id: int) -> Scorecard:
    """Let a scorecard that was given up be filled after all; it is marked where others' ratings could be seen.

    Raises:
        NotPermitted: this member does not run the opening.
    """
    workspace.require(Permission.HIRE)
    with workspace.work("Plan a scorecard again") as work:
        card = work.hiring.scorecards.get(card_id)
        application = work.hiring.applications.get(card.application_id)
        check_runs(workspace, work.hiring.openings.get(application.opening_id))
        if card.state is CardState.LAPSED:
            card = work.hiring.scorecards.update(work.hiring.scorecards.to_fill(card))
        return _as_seen(workspace, work, card)


def check_sees_application(workspace: Workspace, work: Work, *, application: Application) -> Opening:
    """Return the opening of an application, or raise NotPermitted as `check_sees`."""
    opening = work.hiring.openings.get(application.opening_id)
    check_sees(workspace, work, opening)
    return opening
