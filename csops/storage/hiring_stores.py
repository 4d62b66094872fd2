"""The stores of skills, profiles, openings and candidates: made when an operation first asks for them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Table, select

from csops.domain.access import Role
from csops.domain.candidates import Candidate, CandidateNote, CandidatePaper, GroupAnswer, PastCandidate, Tie
from csops.domain.changes import Change, Kind
from csops.domain.openings import Application, Move, Opening, Seat
from csops.domain.role_profiles import Profile, ProfileVersion
from csops.domain.scorecards import CardState, Scorecard, others_in_sight, planned_again
from csops.domain.skill_levels import RoleAim, SkillLevel, Training
from csops.domain.skills import Skill
from csops.storage import hiring, skills
from csops.storage.blind_store import BlindStore
from csops.storage.people import members
from csops.storage.store import Store

Make = Callable[[Table, Callable[..., Any], Kind], Store[Any]]


class CatalogueStores:
    """What people can do: the catalogue, role profiles, levels of members, training."""

    def __init__(self, make: Make) -> None:
        self.skills: Store[Skill] = make(skills.skills, Skill, Kind.SKILL)
        self.profiles: Store[Profile] = make(skills.profiles, Profile, Kind.PROFILE)
        self.profile_versions: Store[ProfileVersion] = make(
            skills.profile_versions, ProfileVersion, Kind.PROFILE_VERSION
        )
        self.levels: Store[SkillLevel] = make(skills.skill_levels, SkillLevel, Kind.SKILL_LEVEL)
        self.aims: Store[RoleAim] = make(skills.role_aims, RoleAim, Kind.ROLE_AIM)
        self.trainings: Store[Training] = make(skills.trainings, Training, Kind.TRAINING)

    def by_kind(self) -> dict[Kind, Store[Any]]:
        """Return the stores by the kind of record that they keep."""
        return {
            Kind.SKILL: self.skills,
            Kind.PROFILE: self.profiles,
            Kind.PROFILE_VERSION: self.profile_versions,
            Kind.SKILL_LEVEL: self.levels,
            Kind.ROLE_AIM: self.aims,
            Kind.TRAINING: self.trainings,
        }


class ScorecardStore(BlindStore[Scorecard]):
    """Scorecards. Taking an act back neither loses what was submitted first nor makes blind who could see by then."""

    def put_back(self, change: Change) -> None:
        """Bring back what was before (see `Store.put_back`), with the first submission as it is now.

        A card that is to be filled again is marked where ratings of others could be seen meanwhile.
        """
        stored = self.find(change.record_id)
        if stored is not None and stored.first and change.before and change.after:
            first = {"first": self.plain(stored)["first"]}
            before, after = {**(change.before or {}), **first}, {**(change.after or {}), **first}
            change = replace(change, before=before, after=after)
        super().put_back(change)
        kept = self.find(change.record_id) or self._latest() if change.before else None
        if kept is not None and kept.state is CardState.PLANNED:
            marked = self._as_seen_since(kept, stored)
            if marked != kept:
                self.update(marked)

    def _as_seen_since(self, kept: Scorecard, stored: Scorecard | None) -> Scorecard:
        """Return a card that was put back, with what its member could see until now; `stored` is what stood there."""
        if stored is None or stored.member_id != kept.member_id:
            return self.to_fill(kept, is_new=True)
        if stored.state is not CardState.PLANNED:
            return self.to_fill(kept)
        return replace(kept, saw_others=kept.saw_others or stored.saw_others)

    def to_fill(self, card: Scorecard, *, others: Sequence[Scorecard] | None = None, is_new: bool = False) -> Scorecard:
        """Return a card as one to fill, marked where its member could see what others rated.

        Args:
            card: of the member who is to fill it now.
            others: the cards on the application, where they are known.
            is_new: its part of the plan is only now this member's, and let them see nothing before.
        """
        cards = self.where(application_id=card.application_id) if others is None else others
        could_see = others_in_sight(cards, card=card) and self._is_let_in(card, cards, is_new=is_new)
        return planned_again(card, could_see=could_see)

    def _is_let_in(self, card: Scorecard, cards: Sequence[Scorecard], *, is_new: bool) -> bool:
        """Whether the member of a card may see its opening (see `hiring_access`) and is not close to the candidate."""
        applied, opened, me = hiring.applications.c, hiring.openings.c, members.c
        found = self._connection.execute(
            select(applied.candidate_id, opened.id, opened.lead_id, me.role, me.active)
            .join_from(hiring.applications, hiring.openings, opened.id == applied.opening_id)
            .join(members, me.id == card.member_id)
            .where(applied.id == card.application_id)
        ).one_or_none()
        if found is None or not found.active or self._is_tied(card.member_id, found.candidate_id):
            return False
        if found.role is Role.OWNER or found.lead_id == card.member_id:
            return True
        if any(other.first and other.member_id == card.member_id for other in cards):
            return True
        seat = hiring.seats.c
        mine = select(seat.id).where(seat.opening_id == found.id, seat.member_id == card.member_id, seat.active)
        return any(not is_new or seat_id != card.seat_id for seat_id in self._connection.execute(mine).scalars())

    def _is_tied(self, member_id: int, candidate_id: int) -> bool:
        tie = hiring.ties.c
        found = select(tie.id).where(tie.member_id == member_id, tie.candidate_id == candidate_id)
        return self._connection.execute(found).first() is not None

    def _latest(self) -> Scorecard:
        """Return the card that was just brought back under a number of its own."""
        return self.get(self._changes[-1].record_id)


def scorecard_store(connection: Connection, *, changes: list[Change]) -> ScorecardStore:
    """Return the store of scorecards of one operation."""
    return ScorecardStore(connection, table=hiring.scorecards, record=Scorecard, kind=Kind.SCORECARD, changes=changes)


def notes_store(connection: Connection, *, changes: list[Change]) -> BlindStore[CandidateNote]:
    """Return the store of notes on candidates of one operation."""
    return BlindStore(
        connection, table=hiring.candidate_notes, record=CandidateNote, kind=Kind.CANDIDATE_NOTE, changes=changes
    )


class HiringStores:
    """Openings, candidates, and what interviewers say of them."""

    def __init__(self, make: Make, *, scorecards: ScorecardStore, notes: BlindStore[CandidateNote]) -> None:
        self.openings: Store[Opening] = make(hiring.openings, Opening, Kind.OPENING)
        self.seats: Store[Seat] = make(hiring.seats, Seat, Kind.SEAT)
        self.candidates: Store[Candidate] = make(hiring.candidates, Candidate, Kind.CANDIDATE)
        self.ties: Store[Tie] = make(hiring.ties, Tie, Kind.TIE)
        self.papers: Store[CandidatePaper] = make(hiring.candidate_papers, CandidatePaper, Kind.PAPER)
        self.applications: Store[Application] = make(hiring.applications, Application, Kind.APPLICATION)
        self.notes = notes
        self.moves: Store[Move] = make(hiring.moves, Move, Kind.MOVE)
        self.scorecards = scorecards
        self.group_answers: Store[GroupAnswer] = make(hiring.group_answers, GroupAnswer, Kind.GROUP_ANSWER)
        self.past: Store[PastCandidate] = make(hiring.past_candidates, PastCandidate, Kind.PAST_CANDIDATE)

    def by_kind(self) -> dict[Kind, Store[Any]]:
        """Return the stores by the kind of record that they keep."""
        return {
            Kind.OPENING: self.openings,
            Kind.SEAT: self.seats,
            Kind.CANDIDATE: self.candidates,
            Kind.TIE: self.ties,
            Kind.PAPER: self.papers,
            Kind.APPLICATION: self.applications,
            Kind.CANDIDATE_NOTE: self.notes,
            Kind.MOVE: self.moves,
            Kind.SCORECARD: self.scorecards,
            Kind.GROUP_ANSWER: self.group_answers,
            Kind.PAST_CANDIDATE: self.past,
        }
