"""The plan of the interviews of an opening: who rates what, how well it covers the skills, and whose forms wait."""

from dataclasses import dataclass, replace

from csops.domain.access import Permission
from csops.domain.errors import InputError
from csops.domain.interview_plan import Cover, changed_seats, covered, minutes_by_round, share_out
from csops.domain.openings import Opening, Outcome, Seat
from csops.domain.people import Member
from csops.domain.role_profiles import Evidence, RoleProfile
from csops.domain.scorecards import CardState, Scorecard
from csops.domain.skills import Skill
from csops.services.candidates import Applied, applied_in
from csops.services.hiring_access import can_rate, check_runs, check_sees, runs
from csops.services.openings import asked_of, asked_skills
from csops.services.scorecards import plan_cards, profile_of
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class PlannedSkill:
    """One row of the plan: the skill, what is asked of it, and how it is covered."""

    skill: Skill
    cover: Cover
    is_value: bool

    @property
    def key(self) -> str:
        """The lasting name of the skill."""
        return self.skill.key


@dataclass(frozen=True, kw_only=True)
class PlannedSeat:
    """One column of the plan: who rates, how many of their forms are finished, and how many wait.

    `is_here` is False once the member left the team.
    """

    seat: Seat
    name: str
    is_here: bool
    finished: int
    waiting: int

    @property
    def id(self) -> int:
        """The seat's own."""
        return self.seat.id


@dataclass(frozen=True, kw_only=True)
class OpenCard:
    """A scorecard that is not submitted: whose, on whom. `is_late`: others have finished the same candidate."""

    card: Scorecard
    member: str
    who: str
    number: int
    is_late: bool
    finished: int
    of: int


@dataclass(frozen=True, kw_only=True)
class InterviewPlan:
    """The plan as one viewer sees it. `panel`: how many people rate anything; `members`: who may be asked to rate."""

    opening: Opening
    role: RoleProfile
    rows: tuple[PlannedSkill, ...]
    seats: tuple[PlannedSeat, ...]
    minutes: dict[int, int]
    open_cards: tuple[OpenCard, ...]
    finished: int
    panel: int
    members: tuple[Member, ...]
    may_run: bool
    can_share: bool

    @property
    def total_minutes(self) -> int:
        """What a candidate spends in all rounds."""
        return sum(self.minutes.values())


def interview_plan(workspace: Workspace, *, opening_id: int) -> InterviewPlan:
    """Return the plan of an opening. Raises NotFound, or NotPermitted as `check_sees`."""
    with workspace.read() as work:
        opening = work.hiring.openings.get(opening_id)
        check_sees(workspace, work, opening)
        role = profile_of(work, opening.profile_version_id)
        seats = [seat for seat in work.hiring.seats.where(opening_id=opening_id) if seat.active]
        members = {member.id: member for member in work.members.all()}
        applied = applied_in(workspace, work, opening=opening)
        cards = [card for one in applied for card in one.seen.cards]
        panel = len({seat.member_id for seat in seats})
        return InterviewPlan(
            opening=opening,
            role=role,
            rows=_rows(work, opening, seats),
            seats=tuple(_planned(seat, cards, members) for seat in seats),
            minutes=minutes_by_round(seats),
            open_cards=tuple(card for one in applied for card in _open_cards(one, members)),
            finished=sum(card.is_submitted for card in cards),
            panel=panel,
            members=tuple(member for member in members.values() if can_rate(member)),
            may_run=runs(workspace, opening),
            can_share=bool(_shared(work, opening, seats)),
        )


def _rows(work: Work, opening: Opening, seats: list[Seat]) -> tuple[PlannedSkill, ...]:
    skills = {skill.key: skill for skill in work.catalogue.skills.all()}
    role = {each.skill for each in profile_of(work, opening.profile_version_id).skills}
    return tuple(
        PlannedSkill(
            skill=skills.get(cover.asked.skill) or Skill(key=cover.asked.skill, name=cover.asked.skill),
            cover=cover,
            is_value=cover.asked.skill not in role,
        )
        for cover in covered(seats, asked_of(work, opening))
    )


def _planned(seat: Seat, cards: list[Scorecard], members: dict[int, Member]) -> PlannedSeat:
    own = [card for card in cards if card.seat_id == seat.id]
    member = members.get(seat.member_id)
    return PlannedSeat(
        seat=seat,
        name=member.name if member else "",
        is_here=member is not None and member.active,
        finished=sum(card.is_submitted for card in own),
        waiting=sum(card.state is CardState.PLANNED for card in own),
    )


def _open_cards(applied: Applied, members: dict[int, Member]) -> list[OpenCard]:
    """Return the cards on one application that wait or were given up; of one that goes on."""
    cards = [card for card in applied.seen.cards if card.state is not CardState.LAPSED]
    finished = sum(card.is_submitted for card in cards)
    furthest = max((card.round for card in cards if card.is_submitted), default=0)
    if applied.application.outcome is not Outcome.OPEN:
        return []
    return [
        OpenCard(
            card=card,
            member=members[card.member_id].name if card.member_id in members else "",
            who=applied.name,
            number=applied.application.number,
            is_late=card.state is CardState.PLANNED and card.round <= furthest,
            finished=finished,
            of=len(cards),
        )
        for card in applied.seen.cards
        if not card.is_submitted
    ]


def _shared(work: Work, opening: Opening, seats: list[Seat]) -> list[tuple[Seat, tuple[str, ...]]]:
    """Return the seats whose skills the fair split would change, with the skills; those in use stay as they are."""
    used = {card.seat_id for seat in seats for card in work.hiring.scorecards.where(seat_id=seat.id) if card.first}
    here = {member.id for member in work.members.all() if can_rate(member)}
    panel = [seat.member_id for seat in seats if seat.evidence is Evidence.INTERVIEW and seat.member_id in here]
    shared = share_out(asked_of(work, opening), panel)
    return [(seat, skills) for seat, skills in changed_seats(seats, shared) if seat.id not in used]


def share_out_skills(workspace: Workspace, *, opening_id: int) -> list[Seat]:
    """Share the skills out among the interviewers as one act, and return the parts that are others now.

    Two people to each skill where the panel has two, required ones first, nobody with more than one above another.
    A part of which a scorecard was submitted stays, and so do work samples, role plays and references.

    Raises:
        NotPermitted: this member does not run the opening. InputError: nothing would be another.
    """
    workspace.require(Permission.HIRE)
    with workspace.work("Share out the skills") as work:
        opening = work.hiring.openings.get(opening_id)
        check_runs(workspace, opening)
        seats = [seat for seat in work.hiring.seats.where(opening_id=opening_id) if seat.active]
        changes = _shared(work, opening, seats)
        if not changes:
            raise InputError(
                field="plan",
                problem="nothing would be shared otherwise",
                right="Add an interviewer first, or leave it as it is",
            )
        kept = [work.hiring.seats.update(replace(seat, skills=skills)) for seat, skills in changes]
        plan_cards(work, opening=opening)
    return kept


def tick_skill(workspace: Workspace, *, seat_id: int, skill: str, rates: bool) -> Seat:
    """Let an interviewer rate one skill more, or one less.

    Raises:
        InputError: a scorecard of this part was submitted, it is the last skill of the part, or the skill is not asked.
        NotPermitted: this member does not run the opening. NotFound.
    """
    workspace.require(Permission.HIRE)
    with workspace.work("Change the plan of interviews") as work:
        seat = work.hiring.seats.get(seat_id)
        opening = work.hiring.openings.get(seat.opening_id)
        check_runs(workspace, opening)
        asked = asked_skills(work, opening)
        wanted = tuple(key for key in asked if (key in seat.skills and key != skill) or (key == skill and rates))
        _check_tick(work, seat, skill, wanted, known=skill in asked)
        kept = work.hiring.seats.update(replace(seat, skills=wanted))
        plan_cards(work, opening=opening)
    return kept


def _check_tick(work: Work, seat: Seat, skill: str, wanted: tuple[str, ...], *, known: bool) -> None:
    if not known:
        raise InputError(field="skill", problem=f"{skill} is not asked by this opening", right="Choose one that is")
    if not wanted:
        raise InputError(
            field="plan", problem="it is the only skill of this part", right="Take the whole part out of the plan"
        )
    if wanted != seat.skills and any(card.is_submitted for card in work.hiring.scorecards.where(seat_id=seat.id)):
        raise InputError(
            field="plan",
            problem="a scorecard of this part was submitted already",
            right="Retire this part and plan another one",
        )
