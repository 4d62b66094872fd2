"""The candidates of an opening beside each other, and one of them alone, as this viewer may see them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from csops.domain.candidates import CandidateNote
from csops.domain.errors import UnknownName
from csops.domain.hiring import Fit, fit
from csops.domain.openings import Application, Opening, OpeningState, Outcome
from csops.domain.people import Member
from csops.domain.ranking import Standing, standings
from csops.domain.rater_spread import PanelAgreement, RaterDoubt, agreement_of, doubt_of
from csops.domain.role_profiles import ProfileSkill, Requirement, RoleProfile
from csops.domain.scorecards import CardState, Rating, Scorecard
from csops.domain.skills import Skill, SkillKind
from csops.services.candidates import Applied, applied_in
from csops.services.hiring_access import check_sees, openings_seen, runs
from csops.services.scorecards import CardsSeen, Hidden, cards_seen, check_sees_application, notes_seen, profile_of
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

_OUT = {Outcome.DECLINED, Outcome.WITHDREW}


class Group(Enum):
    """The rows of the comparison by what the role asks."""

    REQUIRED_HARD = "required_hard"
    REQUIRED_SOFT = "required_soft"
    PREFERRED = "preferred"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One candidate as this viewer may see them.

    `name` is "" while it is hidden. `standing` None: the viewer may not see the result yet (`hidden` says why).
    `finished`, `waiting`: members who submitted, and who are still to. `values`: the fit with the shop's own values.
    `saw_others`: who filled their form when they could have seen others' ratings.
    """

    application: Application
    candidate_id: int
    name: str
    standing: Standing | None
    hidden: Hidden | None
    finished: tuple[int, ...]
    waiting: tuple[int, ...]
    values: Fit | None = None
    saw_others: tuple[int, ...] = ()

    @property
    def is_out(self) -> bool:
        """Whether they are not looked at any more: declined, or they withdrew."""
        return self.application.outcome in _OUT

    @property
    def fit(self) -> Fit | None:
        """Their fit, None where this viewer may not see it."""
        return None if self.standing is None else self.standing.fit


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """An opening's skills x candidates.

    `candidates`: the ranked first, then the other seen ones by fit, then the hidden ones, and who is out. `doubt`: how
    far its interviewers differ. `usual_levels`: the usual spread of ratings, in levels. `may_decide`: whether this
    viewer runs the opening.
    """

    opening: Opening
    role: RoleProfile
    values: RoleProfile | None
    skills: Mapping[str, Skill]
    candidates: tuple[Compared, ...]
    members: Mapping[int, Member]
    doubt: RaterDoubt | None
    usual_levels: float | None
    may_decide: bool

    @property
    def agreement(self) -> PanelAgreement:
        """How far the interviewers agree over all candidates that this viewer sees."""
        return agreement_of(each.fit for each in self.candidates if each.fit is not None)

    @property
    def scored(self) -> int:
        """How many scorecards were submitted."""
        return sum(len(each.finished) for each in self.candidates)

    @property
    def interviewers(self) -> tuple[int, ...]:
        """Who submitted any."""
        return tuple(dict.fromkeys(who for each in self.candidates for who in each.finished))

    def of(self, application_id: int) -> Compared | None:
        """Return one candidate, None where there is none."""
        return next((each for each in self.candidates if each.application.id == application_id), None)


@dataclass(frozen=True, kw_only=True)
class Written:
    """What one interviewer said of one skill. `first`: the rating first submitted, where it was changed since."""

    member_id: int
    card: Scorecard
    rating: Rating
    first: Rating | None = None


@dataclass(frozen=True, kw_only=True)
class Said:
    """What interviewers wrote of one candidate, and what was noted, as far as the viewer may see it."""

    written: tuple[Written, ...]
    notes: tuple[CandidateNote, ...]


@dataclass(frozen=True, kw_only=True)
class Result:
    """One candidate's result: where they stand among the others, what was written, what was noted."""

    comparison: Comparison
    compared: Compared
    written: tuple[Written, ...]
    notes: tuple[CandidateNote, ...]


def compare(workspace: Workspace, *, opening_id: int) -> Comparison:
    """Return the candidates of an opening beside each other. Ranks are among those that this viewer sees.

    Raises:
        NotFound: there is no such opening. NotPermitted: neither owner, lead, nor on its panel.
    """
    with workspace.read() as work:
        opening = work.hiring.openings.get(opening_id)
        check_sees(workspace, work, opening)
        return compared_in(workspace, work, opening=opening)


def result_of(workspace: Workspace, *, application_id: int) -> Result:
    """Return one candidate's result, with what interviewers wrote where this viewer may see it.

    Raises:
        NotFound: erased meanwhile. NotPermitted: as `compare`.
    """
    with workspace.read() as work:
        application = work.hiring.applications.get(application_id)
        opening = check_sees_application(workspace, work, application=application)
        found = compared_in(workspace, work, opening=opening)
        said = _said(workspace, work, application=application, opening=opening)
        return Result(
            comparison=found,
            compared=next(each for each in found.candidates if each.application.id == application_id),
            written=said.written,
            notes=said.notes,
        )


def said_of(workspace: Workspace, *, application_id: int) -> Said:
    """Return what was written and noted of one candidate, without comparing anybody. Raises as `result_of`."""
    with workspace.read() as work:
        application = work.hiring.applications.get(application_id)
        opening = check_sees_application(workspace, work, application=application)
        return _said(workspace, work, application=application, opening=opening)


def _said(workspace: Workspace, work: Work, *, application: Application, opening: Opening) -> Said:
    role = profile_of(work, opening.profile_version_id)
    values = profile_of(work, opening.values_version_id) if opening.values_version_id else None
    seen = cards_seen(workspace, work, applications=[application])[application.id]
    return Said(
        written=_written(seen, role, values),
        notes=tuple(notes_seen(workspace, work, application=application)),
    )


def openings_of(workspace: Workspace, *, profile: str) -> list[Opening]:
    """Return the openings by any version of a profile that this member may see, those still open and newest first.

    Args:
        workspace: where to look.
        profile: the key or the name of the profile.

    Raises:
        UnknownName: there is no such profile.
    """
    with workspace.read() as work:
        profiles = work.catalogue.profiles.all("name")
        wanted = profile.strip().casefold()
        found = [each.id for each in profiles if wanted in {each.key.casefold(), each.name.casefold()}]
        if not found:
            known = ", ".join(each.key for each in profiles) or "none yet"
            raise UnknownName(field="profile", value=profile, known=known)
        versions = {version.id for version in work.catalogue.profile_versions.where_any("profile_id", found)}
        seen = [opening for opening in openings_seen(workspace, work) if opening.profile_version_id in versions]
        return sorted(seen, key=lambda opening: opening.state is not OpeningState.OPEN)


def compared_in(workspace: Workspace, work: Work, *, opening: Opening) -> Comparison:
    """Return the comparison within an operation of the caller's, who has asked `check_sees`."""
    return _comparison(workspace, work, opening=opening, applied=applied_in(workspace, work, opening=opening))


def _comparison(workspace: Workspace, work: Work, *, opening: Opening, applied: Sequence[Applied]) -> Comparison:
    role = profile_of(work, opening.profile_version_id)
    values = profile_of(work, opening.values_version_id) if opening.values_version_id else None
    fits = {one.application.id: fit_of(role, one.seen) for one in applied if one.seen.hidden is None}
    out = {one.application.id for one in applied if one.application.outcome in _OUT}
    standing = {each.key: each for each in standings(fits, out=out)}
    by_id = {one.application.id: _compared(one, standing.get(one.application.id), values) for one in applied}
    everyone = [by_id[number] for number in dict.fromkeys([*standing, *by_id])]
    return Comparison(
        opening=opening,
        role=role,
        values=values,
        skills={skill.key: skill for skill in work.catalogue.skills.all()},
        candidates=tuple(sorted(everyone, key=lambda each: each.is_out)),
        members={member.id: member for member in work.members.all()},
        doubt=doubt_of(each.spread for each in standing.values()),
        usual_levels=_usual_levels(standing.values()),
        may_decide=runs(workspace, opening),
    )


def fit_of(role: RoleProfile, seen: CardsSeen) -> Fit:
    """Return how the ratings that a viewer sees stand against a profile; who is to rate makes the panel."""
    asked = {each.skill for each in role.skills}
    ratings = {
        who: {skill: level for skill, level in own.items() if skill in asked} for who, own in seen.levels.items()
    }
    panel = {card.member_id for card in seen.cards if card.state is not CardState.LAPSED and asked & set(card.skills)}
    return fit(role, ratings, panel=len(panel))


def _compared(one: Applied, standing: Standing | None, values: RoleProfile | None) -> Compared:
    cards = one.seen.cards
    finished = tuple(dict.fromkeys(card.member_id for card in cards if card.is_submitted))
    return Compared(
        application=one.application,
        candidate_id=one.candidate_id,
        name=one.name,
        standing=standing,
        hidden=one.seen.hidden,
        finished=finished,
        waiting=tuple(dict.fromkeys(card.member_id for card in cards if card.state is CardState.PLANNED)),
        values=None if values is None or standing is None else fit_of(values, one.seen),
        saw_others=tuple(card.member_id for card in cards if card.is_submitted and card.saw_others),
    )


def _usual_levels(found: Iterable[Standing]) -> float | None:
    told = [(each.spread.levels, _beyond(each.fit)) for each in found if each.spread.levels is not None]
    beyond = sum(freedom for _, freedom in told)
    return (sum((levels or 0.0) ** 2 * freedom for levels, freedom in told) / beyond) ** 0.5 if beyond else None


def _beyond(found: Fit) -> int:
    return sum(row.n - 1 for row in found.skills if row.n > 1)


def _written(seen: CardsSeen, role: RoleProfile, values: RoleProfile | None) -> tuple[Written, ...]:
    """What was rated and why, by the weight of the skill; nothing while it is hidden."""
    if seen.hidden is not None:
        return ()
    weights = {each.skill: each.weight for each in (*(values.skills if values else ()), *role.skills)}
    found = []
    for card in seen.cards:
        first = {rating.skill: rating for rating in card.first}
        for rating in card.ratings if card.is_submitted else ():
            before = first.get(rating.skill)
            was_changed = before is not None and before != rating
            found.append(
                Written(member_id=card.member_id, card=card, rating=rating, first=before if was_changed else None)
            )
    return tuple(sorted(found, key=lambda each: -weights.get(each.rating.skill, 0.0)))


def groups_of(comparison: Comparison) -> dict[Group, list[ProfileSkill]]:
    """Return the rows by group, without empty groups; within one as the profile has them."""
    found: dict[Group, list[ProfileSkill]] = {group: [] for group in Group}
    for asked in comparison.role.skills:
        found[_group(asked, comparison.skills.get(asked.skill))].append(asked)
    return {group: rows for group, rows in found.items() if rows}


def _group(asked: ProfileSkill, skill: Skill | None) -> Group:
    if asked.requirement is Requirement.PREFERRED:
        return Group.PREFERRED
    return Group.REQUIRED_HARD if skill is not None and skill.kind is SkillKind.HARD else Group.REQUIRED_SOFT
