"""What rosters are made from: each person's terms, absences and wishes, the shifts there are, and the rules."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from csops.domain.access import Permission, Role
from csops.domain.channels import Channel
from csops.domain.errors import OutOfRange, UnknownName
from csops.domain.people import Member, checked
from csops.domain.roster_file import PersonSetup, Setup, setup_mapping
from csops.domain.roster_rules import RosterRules, checked_rules
from csops.domain.shifts import ShiftTemplate, checked_template
from csops.domain.team import Staffing
from csops.domain.work_terms import (
    Absence,
    NotYet,
    Terms,
    Wanted,
    Wish,
    Worker,
    checked_terms,
    checked_wish,
)
from csops.services.absences import fitting_absence, remove_absences
from csops.services.channel_levels import channels_not_yet
from csops.services.people import member_named
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class RosterTeam:
    """Everybody who may be planned, in the order of their names, and by what; `terms` by the id of the member.

    Who has no terms yet works by the usual ones; whoever only reads is not planned.
    """

    members: tuple[Member, ...]
    terms: Mapping[int, Terms]
    absences: tuple[Absence, ...]
    wishes: tuple[Wish, ...]
    templates: tuple[ShiftTemplate, ...]
    rules: RosterRules
    channels: tuple[Channel, ...]
    cost_per_hour: Decimal
    not_yet: Mapping[int, tuple[NotYet, ...]] = field(default_factory=dict)
    """By member the channels that what they can do does not allow yet; empty where no skill names a channel."""

    def workers(
        self, *, cost_per_hour: Decimal | None = None, without: Iterable[int] = (), closed: Iterable[date] = ()
    ) -> tuple[Worker, ...]:
        """Return the people as a roster sees them; who has no cost of their own costs `cost_per_hour`.

        Of contracts the days in `closed` (holidays and the like) count as worked.
        A wish for a shift that is given no more asks for nothing: no other shift could ever meet it.
        """
        given = {None, *(template.id for template in self.templates if template.active)}
        holidays = frozenset(closed)
        usual, left_out = cost_per_hour if cost_per_hour is not None else self.cost_per_hour, set(without)
        return tuple(
            Worker(
                member_id=member.id,
                name=member.name,
                terms=self.terms[member.id],
                cost_per_hour=usual if member.cost_per_hour is None else member.cost_per_hour,
                absences=tuple(each for each in self.absences if each.member_id == member.id),
                wishes=tuple(each for each in self.wishes if each.member_id == member.id and each.template_id in given),
                closed=holidays,
                not_yet=self.not_yet.get(member.id, ()),
            )
            for member in self.members
            if member.id not in left_out
        )


def roster_team(workspace: Workspace) -> RosterTeam:
    """Return all that rosters are made from."""
    workspace.require(Permission.FORECAST)
    with workspace.read() as work:
        return roster_team_of(work, seen_by=workspace)


def roster_team_of(work: Work, *, seen_by: Workspace, also: Collection[int] = ()) -> RosterTeam:
    """Return all that rosters are made from, as one operation sees it.

    Args:
        work: the operation.
        seen_by: for whom: the levels of others are for those alone who may see them.
        also: who left and had shifts.
    """
    members = tuple(member for member in work.members.all("name") if member.active or member.id in also)
    kept = {terms.member_id: terms for terms in work.terms.all()}
    terms = {member.id: kept.get(member.id) or usual_terms(member) for member in members}
    return RosterTeam(
        members=members,
        terms={
            each.id: terms[each.id] if each.active else replace(terms[each.id], on_roster=False) for each in members
        },
        absences=tuple(work.absences.all("first_day")),
        wishes=tuple(work.wishes.all()),
        templates=tuple(work.shift_templates.all("position")),
        rules=work.settings.get(RosterRules),
        channels=tuple(channel for channel in work.channels.all("position") if channel.active),
        cost_per_hour=work.settings.get(Staffing).cost_per_hour,
        not_yet=channels_not_yet(work, terms, seen_by=seen_by),
    )


def usual_terms(member: Member) -> Terms:
    """Return what holds for a member of whom nothing is said."""
    return Terms(member_id=member.id, on_roster=member.role is not Role.READ_ONLY)


def save_terms(workspace: Workspace, *, terms: Terms) -> Terms:
    """Keep a member's terms of work."""
    workspace.require(Permission.PLAN)
    kept = checked_terms(terms)
    with workspace.work("Change terms of work") as work:
        return keep_terms(work, kept)


def keep_terms(work: Work, terms: Terms) -> Terms:
    """Keep terms as a part of one operation, in place of those that the member has."""
    work.members.get(terms.member_id)
    _check_channels(work, terms.channels)
    if terms.id:
        return work.terms.update(terms)
    known = work.terms.where(member_id=terms.member_id)
    return (
        work.terms.update(replace(terms, id=known[0].id, version=known[0].version)) if known else work.terms.add(terms)
    )


def _check_channels(work: Work, keys: Iterable[str]) -> None:
    known = [channel.key for channel in work.channels.all("position")]
    for key in keys:
        if key not in known:
            raise UnknownName(field="channel", value=key, known=", ".join(known))


def save_absence(workspace: Workspace, *, absence: Absence) -> Absence:
    """Add an absence (id 0) or keep new values of one; see `absences.fitting_absence` for what it raises."""
    workspace.require(Permission.PLAN)
    with workspace.work("Change an absence" if absence.id else "Add an absence") as work:
        work.members.get(absence.member_id)
        kept = fitting_absence(work, absence)
        return work.absences.update(kept) if kept.id else work.absences.add(kept)


def remove_absence(workspace: Workspace, *, absence_id: int) -> None:
    """Take an absence out, or raise NotFound."""
    workspace.require(Permission.PLAN)
    with workspace.work("Remove an absence") as work:
        remove_absences(work, [work.absences.get(absence_id).id])


def save_wish(workspace: Workspace, *, wish: Wish) -> Wish:
    """Add a wish (id 0) or keep new values of one."""
    workspace.require(Permission.PLAN)
    kept = checked_wish(wish)
    with workspace.work("Change a wish" if kept.id else "Add a wish") as work:
        work.members.get(kept.member_id)
        if kept.template_id is not None:
            work.shift_templates.get(kept.template_id)
        return work.wishes.update(kept) if kept.id else work.wishes.add(kept)


def remove_wish(workspace: Workspace, *, wish_id: int) -> None:
    """Take a wish out, or raise NotFound."""
    workspace.require(Permission.PLAN)
    with workspace.work("Remove a wish") as work:
        work.wishes.remove(wish_id)


def save_template(workspace: Workspace, *, template: ShiftTemplate) -> ShiftTemplate:
    """Add a shift that can be given (id 0), behind those there are, or keep new values of one.

    One that goes becomes inactive. Shifts of plans keep the hours that they were given with.

    Raises:
        OutOfRange: another one has this name, also one that is given no more: files and wishes name shifts.
    """
    workspace.require(Permission.PLAN)
    kept = checked_template(template)
    with workspace.work("Change a shift" if kept.id else "Add a shift") as work:
        others = [each for each in work.shift_templates.all() if each.id != kept.id]
        if kept.name.casefold() in {each.name.casefold() for each in others}:
            right = "Another shift has this name; change that one, bring it back, or take another name"
            raise OutOfRange(field="name", value=kept.name, right=right)
        if kept.id:
            return work.shift_templates.update(kept)
        return work.shift_templates.add(replace(kept, position=max((each.position + 1 for each in others), default=0)))


def save_rules(workspace: Workspace, *, rules: RosterRules) -> RosterRules:
    """Keep the rules that every roster keeps."""
    workspace.require(Permission.PLAN)
    kept = checked_rules(rules)
    with workspace.work("Change the rules of rosters") as work:
        work.settings.keep(kept)
    return kept


# ---------------------------------------------------------------- all of it in one file


def setup(workspace: Workspace) -> dict[str, Any]:
    """Return rules, shifts and people as plain values (`domain/roster_file.py` describes them)."""
    team = roster_team(workspace)
    return setup_mapping(
        rules=team.rules,
        templates=team.templates,
        people=[
            (
                member.name,
                team.terms[member.id],
                member.cost_per_hour,
                [each for each in team.absences if each.member_id == member.id],
                [each for each in team.wishes if each.member_id == member.id],
            )
            for member in team.members
        ],
        members={member.id: member.name for member in team.members},
    )


def save_setup(workspace: Workspace, *, setup: Setup) -> RosterTeam:
    """Keep rules, shifts and people of a file as one act; whoever is named and not known is a new agent.

    Raises:
        NotPermitted: new people take the right to change members besides that to plan.
        UnknownName: a channel or a wished-for shift that there is not.
    """
    workspace.require(Permission.PLAN)
    with workspace.work("Set up rosters") as work:
        keep_setup(work, setup=setup, require=workspace.require)
        return roster_team_of(work, seen_by=workspace)


def keep_setup(work: Work, *, setup: Setup, require: Callable[[Permission], object]) -> None:
    """Keep what a file says as a part of one operation; `require` raises where a member may not be changed."""
    if setup.rules:
        work.settings.keep(checked_rules(replace(work.settings.get(RosterRules), **setup.rules)))
    if setup.templates is not None:
        _keep_templates(work, setup.templates)
    for person in setup.people:
        _keep_person(work, person, require)


def _keep_templates(work: Work, templates: Iterable[ShiftTemplate]) -> None:
    """Keep these by their names; the others become inactive, since shifts of old plans refer to them."""
    known = {template.name: template for template in work.shift_templates.all()}
    for template in templates:
        old = known.pop(template.name, None)
        if old is None:
            work.shift_templates.add(template)
        else:
            work.shift_templates.update(replace(template, id=old.id, version=old.version))
    for template in known.values():
        work.shift_templates.update(replace(template, active=False))


def _keep_person(work: Work, person: PersonSetup, require: Callable[[Permission], object]) -> None:
    member = _member(work, person, require)
    known = work.terms.where(member_id=member.id)
    terms = replace(known[0] if known else usual_terms(member), **person.terms)
    keep_terms(work, checked_terms(terms))
    if person.absences is not None:
        _keep_absences(work, member, person)
    if person.wishes is not None:
        work.wishes.remove_many([each.id for each in work.wishes.where(member_id=member.id)])
        kept = sorted(work.shift_templates.all(), key=lambda template: template.active)
        # A shift that is given no more stands in a file that we wrote as long as somebody wishes for it.
        templates = {template.name: template.id for template in kept}
        given = ", ".join(template.name for template in kept if template.active)
        wishes = [_named(each.wish, each.shift, templates, given) for each in person.wishes]
        work.wishes.add_many([replace(wish, member_id=member.id) for wish in wishes])


def _keep_absences(work: Work, member: Member, person: PersonSetup) -> None:
    members = work.members.all("name")
    named = [member_named(members, name).id if name else None for name in person.substitutes]
    remove_absences(work, [each.id for each in work.absences.where(member_id=member.id)])
    for absence, substitute_id in zip(person.absences or (), named, strict=True):
        work.absences.add(fitting_absence(work, replace(absence, member_id=member.id, substitute_id=substitute_id)))


def _member(work: Work, person: PersonSetup, require: Callable[[Permission], object]) -> Member:
    members = work.members.all("name")
    try:
        member = member_named(members, person.name)
    except UnknownName:
        require(Permission.PEOPLE)
        return work.members.add(checked(Member(name=person.name, cost_per_hour=person.cost_per_hour)))
    if person.cost_per_hour is None or person.cost_per_hour == member.cost_per_hour:
        return member
    require(Permission.PEOPLE)
    return work.members.update(replace(member, cost_per_hour=person.cost_per_hour))


def _named(wish: Wish, shift: str, templates: Mapping[str, int], known: str) -> Wish:
    if wish.wants is Wanted.FREE:
        return checked_wish(wish)
    if shift not in templates:
        raise UnknownName(field="shift", value=shift, known=known or "none")
    return checked_wish(replace(wish, template_id=templates[shift]))
