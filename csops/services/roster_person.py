"""One person as rosters know them: contract, absences and wishes kept as one act, and their weeks in all plans."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from csops.domain.access import Permission
from csops.domain.calendar import calendar_from, closed_days
from csops.domain.errors import NotFound
from csops.domain.people import Member, checked
from csops.domain.plans import Plan, plan_of_day
from csops.domain.shifts import Shift, ShiftTemplate, placed
from csops.domain.work_terms import (
    Absence,
    Terms,
    Wish,
    Worker,
    apart_from,
    checked_absence,
    checked_terms,
    checked_wish,
)
from csops.services.absences import fitting_absence, remove_absences
from csops.services.roster_team import RosterTeam, keep_terms, roster_team_of
from csops.services.workspace import Workspace
from csops.storage.store import R, Store
from csops.storage.unit_of_work import Work

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Person:
    """What rosters know of one person; absences and wishes with the id 0 are not kept yet."""

    member: Member
    terms: Terms
    absences: tuple[Absence, ...] = ()
    wishes: tuple[Wish, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WishKept:
    """A wish, on how many of the days planned it is about one of them, and on how many it is met."""

    wish: Wish
    days: int
    met: int


@dataclass(frozen=True, kw_only=True)
class PersonWeek:
    """Seven days of one person: by each day the plan that holds, and the shifts; paid hours, and those of the contract.

    `contract` is what absences leave of it. `plans`: one for each day, None where nothing is planned.
    """

    first_day: date
    plans: tuple[Plan | None, ...]
    shifts: tuple[Shift, ...]
    hours: float
    contract: float

    @property
    def days(self) -> tuple[date, ...]:
        """Its days."""
        return tuple(self.first_day + _DAY * place for place in range(7))


@dataclass(frozen=True, kw_only=True)
class PersonWeeks:
    """Some weeks of one person, and the wishes of these weeks."""

    person: Person
    worker: Worker
    templates: tuple[ShiftTemplate, ...]
    zone: str
    weeks: tuple[PersonWeek, ...]
    wishes: tuple[WishKept, ...]


def person_of(team: RosterTeam, member_id: int) -> Person | None:
    """Return what a team's rosters know of a person, None where it is nobody of the team."""
    member = next((each for each in team.members if each.id == member_id), None)
    if member is None:
        return None
    return Person(
        member=member,
        terms=team.terms[member_id],
        absences=tuple(each for each in team.absences if each.member_id == member_id),
        wishes=tuple(each for each in team.wishes if each.member_id == member_id),
    )


def save_person(workspace: Workspace, *, before: Person, after: Person) -> None:
    """Keep what was changed of a person as one act; what a colleague added meanwhile stays.

    Raises:
        NotPermitted: to plan is not allowed, or, with another cost, to change members.
        OutOfRange, Missing, UnknownName: a value that cannot be. ConflictError: both changed the same.
    """
    workspace.require(Permission.PLAN)
    costs = after.member.cost_per_hour
    if costs != before.member.cost_per_hour:
        workspace.require(Permission.PEOPLE)
    terms = checked_terms(after.terms)
    wishes = [checked_wish(each) for each in after.wishes]
    with workspace.work("Change contract, absences or wishes") as work:
        member = work.members.get(after.member.id)
        if costs != before.member.cost_per_hour:
            work.members.update(checked(replace(member, cost_per_hour=costs)))
        if terms != before.terms:
            keep_terms(work, terms)
        _keep_absences(work, before.absences, after.absences)
        _keep_all(work.wishes, before.wishes, wishes)


def _keep_absences(work: Work, before: Iterable[Absence], after: Iterable[Absence]) -> None:
    stood, wanted = {each.id: each for each in before}, list(after)
    gone = set(stood) - {each.id for each in wanted}
    remove_absences(work, [each for each in gone if work.absences.find(each) is not None])
    for each in wanted:
        if each != stood.get(each.id):
            kept = fitting_absence(work, each)
            _ = work.absences.update(kept) if kept.id else work.absences.add(kept)


def _keep_all(store: Store[R], before: Iterable[R], after: Iterable[R]) -> None:
    stood, wanted = {each.id: each for each in before}, list(after)
    for gone in set(stood) - {each.id for each in wanted}:
        if store.find(gone) is not None:
            store.remove(gone)
    for each in wanted:
        if not each.id:
            store.add(each)
        elif each != stood.get(each.id):
            store.update(each)


def mark_absent(workspace: Workspace, *, absence: Absence) -> None:
    """Let somebody be absent, in place of other absences on these days, as one act."""
    workspace.require(Permission.PLAN)
    checked_absence(absence)
    with workspace.work("Add an absence") as work:
        work.members.get(absence.member_id)
        _free(work, absence.member_id, absence.first_day, absence.last_day)
        work.absences.add(replace(fitting_absence(work, absence), id=0, version=1))


def set_substitute(
    workspace: Workspace, *, member_id: int, day: date, substitute_id: int | None
) -> tuple[Absence, ...]:
    """Say who looks after the work (None: nobody) in the absences in which a day lies, and return them, whole.

    Raises:
        NotFound: nobody is absent on that day, or the substitute is nobody of the team.
        OutOfRange: the substitute is the person, has left, or is away too.
    """
    workspace.require(Permission.PLAN)
    with workspace.work("Change an absence") as work:
        stood = [one for one in work.absences.where(member_id=member_id) if one.first_day <= day <= one.last_day]
        if not stood:
            raise NotFound(kind="absence of member", id=member_id)
        wanted = [fitting_absence(work, replace(one, substitute_id=substitute_id)) for one in stood]
        return tuple(work.absences.update(one) for one in wanted)


def clear_absence(workspace: Workspace, *, member_id: int, day: date) -> None:
    """Let somebody be there on a day: an absence of several days keeps the others."""
    workspace.require(Permission.PLAN)
    with workspace.work("Remove an absence") as work:
        _free(work, member_id, day, day)


def _free(work: Work, member_id: int, first: date, last: date) -> None:
    for stood in work.absences.where(member_id=member_id):
        left = apart_from(stood, first, last)
        if not left:
            remove_absences(work, [stood.id])
        for each in left:
            if not each.id:
                work.absences.add(each)
            elif each != stood:
                work.absences.update(each)


# ---------------------------------------------------------------- weeks


def person_weeks(workspace: Workspace, *, member_id: int, first_day: date, weeks: int = 4) -> PersonWeeks:
    """Return some weeks of one person: of each day the plan that is published, else the newest draft.

    Raises:
        NotFound: nobody has this number.
    """
    workspace.require(Permission.FORECAST)
    with workspace.read() as work:
        work.members.get(member_id)
        team = roster_team_of(work, seen_by=workspace, also={member_id})
        person = person_of(team, member_id)
        assert person is not None, "asked for by name"
        calendar = calendar_from(work.settings.mapping("calendar"))
        closed = closed_days(calendar, first_day, first_day + timedelta(weeks=weeks) - _DAY)
        worker = next(each for each in team.workers(closed=closed) if each.member_id == member_id)
        plans = work.plans.all("first_day")
        own = work.shifts.where(member_id=member_id)
    days = [first_day + _DAY * place for place in range(7 * weeks)]
    holds = {day: plan_of_day(plans, day) for day in days}
    work_of = {(shift.plan_id, shift.day): shift for shift in own}
    shifts = {day: work_of[plan.id, day] for day, plan in holds.items() if plan and (plan.id, day) in work_of}
    found = [
        PersonWeek(
            first_day=monday,
            plans=tuple(holds[day] for day in week),
            shifts=tuple(shifts[day] for day in week if day in shifts),
            hours=sum(placed(shifts[day], day, calendar.tz).paid for day in week if day in shifts) / 60,
            contract=worker.contract_hours(week[0], week[-1]),
        )
        for monday, week in ((days[place], days[place : place + 7]) for place in range(0, len(days), 7))
    ]
    return PersonWeeks(
        person=person,
        worker=worker,
        templates=team.templates,
        zone=calendar.zone,
        weeks=tuple(found),
        wishes=tuple(_kept(wish, holds, shifts) for wish in person.wishes),
    )


def _kept(wish: Wish, holds: Mapping[date, Plan | None], shifts: Mapping[date, Shift]) -> WishKept:
    days = [day for day, plan in holds.items() if plan is not None and wish.is_about(day)]
    met = [day for day in days if wish.is_met_by([shifts[day].template_id] if day in shifts else [])]
    return WishKept(wish=wish, days=len(days), met=len(met))
