"""The stores of skills, profiles, openings and candidates: made when an operation first asks for them."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Table

from csops.domain.candidates import Candidate, CandidateNote, CandidatePaper, GroupAnswer, PastCandidate, Tie
from csops.domain.changes import Change, Kind
from csops.domain.openings import Application, Move, Opening, Seat
from csops.domain.role_profiles import Profile, ProfileVersion
from csops.domain.scorecards import Scorecard
from csops.domain.skill_levels import RoleAim, SkillLevel, Training
from csops.domain.skills import Skill
from csops.storage import hiring, skills
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


class ScorecardStore(Store[Scorecard]):
    """Scorecards. What was submitted first stays with a card, also when the submission is taken back."""

    def put_back(self, change: Change) -> None:
        """Bring back what was before (see `Store.put_back`), with the first submission as it is now."""
        stored = None if change.before is None or change.after is None else self.find(change.record_id)
        if stored is not None and stored.first and change.before is not None:
            first = self.plain(stored)["first"]
            change = Change(
                kind=change.kind,
                record_id=change.record_id,
                before={**change.before, "first": first},
                after={**(change.after or {}), "first": first},
            )
        super().put_back(change)


class HiringStores:
    """Openings, candidates, and what interviewers say of them."""

    def __init__(self, make: Make, *, scorecards: ScorecardStore) -> None:
        self.openings: Store[Opening] = make(hiring.openings, Opening, Kind.OPENING)
        self.seats: Store[Seat] = make(hiring.seats, Seat, Kind.SEAT)
        self.candidates: Store[Candidate] = make(hiring.candidates, Candidate, Kind.CANDIDATE)
        self.ties: Store[Tie] = make(hiring.ties, Tie, Kind.TIE)
        self.papers: Store[CandidatePaper] = make(hiring.candidate_papers, CandidatePaper, Kind.PAPER)
        self.applications: Store[Application] = make(hiring.applications, Application, Kind.APPLICATION)
        self.notes: Store[CandidateNote] = make(hiring.candidate_notes, CandidateNote, Kind.CANDIDATE_NOTE)
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
