"""What another version of a profile does to the ranking of an opening, and moving the opening to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from csops.domain.access import Permission
from csops.domain.errors import AlreadyDone, InputError
from csops.domain.hiring import Fit
from csops.domain.openings import Opening, OpeningState, Outcome, checked_opening
from csops.domain.ranking import ranks_of
from csops.domain.role_profiles import ProfileVersion, RoleProfile
from csops.domain.texts import kept
from csops.services.candidates import applied_in
from csops.services.comparison import fit_of
from csops.services.hiring_access import check_runs, check_sees, runs
from csops.services.profiles import role_of
from csops.services.scorecards import CardsSeen
from csops.services.workspace import Workspace

_OUT = {Outcome.DECLINED, Outcome.WITHDREW}


@dataclass(frozen=True, kw_only=True)
class Rated:
    """One candidate of an opening whose ratings this viewer may see. `name` is "" while it is hidden."""

    application_id: int
    number: int
    name: str
    seen: CardsSeen


@dataclass(frozen=True, kw_only=True)
class RatingsSeen:
    """What a preview is reckoned from: an opening, what it asks now, and its candidates who are still looked at.

    `hidden` counts those whose ratings this viewer may not see (yet). `planned`: the skills that somebody is to rate.
    """

    opening: Opening
    version: ProfileVersion
    role: RoleProfile
    candidates: tuple[Rated, ...]
    hidden: int
    planned: frozenset[str]
    may_move: bool


@dataclass(frozen=True, kw_only=True)
class Previewed:
    """One candidate by what is asked now and by what would be asked. Ranks as in `ranks_of`, None for none."""

    candidate: Rated
    before: Fit
    after: Fit
    rank_before: int | None
    rank_after: int | None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The candidates in the order of the ranking that would be; what nobody is to rate, and what counts no more."""

    candidates: tuple[Previewed, ...]
    unplanned: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether no fit, rank or recommendation would change."""
        return all(
            (each.before.fit, each.before.recommendation, each.rank_before)
            == (each.after.fit, each.after.recommendation, each.rank_after)
            for each in self.candidates
        )


def ratings_of(workspace: Workspace, *, opening_id: int) -> RatingsSeen:
    """Return what a preview of an opening is reckoned from.

    Raises:
        NotFound: there is no such opening. NotPermitted: neither owner, lead, nor on its panel.
    """
    with workspace.read() as work:
        opening = work.hiring.openings.get(opening_id)
        check_sees(workspace, work, opening)
        applied = applied_in(workspace, work, opening=opening)
        looked_at = [one for one in applied if one.application.outcome not in _OUT]
        seats = work.hiring.seats.where(opening_id=opening_id)
        return RatingsSeen(
            opening=opening,
            version=work.catalogue.profile_versions.get(opening.profile_version_id),
            role=role_of(work, opening.profile_version_id),
            candidates=tuple(
                Rated(application_id=one.id, number=one.application.number, name=one.name, seen=one.seen)
                for one in looked_at
                if one.seen.hidden is None
            ),
            hidden=sum(one.seen.hidden is not None for one in looked_at),
            planned=frozenset(skill for seat in seats if seat.active for skill in seat.skills),
            may_move=runs(workspace, opening),
        )


def preview(ratings: RatingsSeen, role: RoleProfile) -> Preview:
    """Return how the candidates stand by what is asked now and by another profile: arithmetic alone."""
    before = {each.application_id: fit_of(ratings.role, each.seen) for each in ratings.candidates}
    after = {each.application_id: fit_of(role, each.seen) for each in ratings.candidates}
    ranks_before, ranks_after = ranks_of(before), ranks_of(after)
    found = [
        Previewed(
            candidate=each,
            before=before[each.application_id],
            after=after[each.application_id],
            rank_before=ranks_before[each.application_id],
            rank_after=ranks_after[each.application_id],
        )
        for each in ratings.candidates
    ]
    asked = [each.skill for each in role.skills]
    return Preview(
        candidates=tuple(sorted(found, key=_place)),
        unplanned=tuple(skill for skill in asked if skill not in ratings.planned) if ratings.planned else (),
        dropped=tuple(each.skill for each in ratings.role.skills if each.skill not in asked),
    )


def move_opening(workspace: Workspace, *, opening_id: int, version_id: int, reason: str = "") -> Opening:
    """Let an opening ask what another version of its profile asks. What was rated stays; the figures follow.

    The version before stands in the history of the opening, and with the reason in its note.

    Raises:
        NotFound: the opening or the version is gone. NotPermitted: not theirs to run.
        AlreadyDone: it has that version. InputError: a version of another profile, or an opening that is not open.
    """
    workspace.require(Permission.HIRE)
    with workspace.work("Move an opening to another version") as work:
        opening = work.hiring.openings.get(opening_id)
        check_runs(workspace, opening)
        versions: Mapping[int, ProfileVersion] = work.catalogue.profile_versions.get_many(
            (opening.profile_version_id, version_id)
        )
        before, after = versions[opening.profile_version_id], work.catalogue.profile_versions.get(version_id)
        if before.id == after.id:
            raise AlreadyDone(what="This move", who="somebody")
        if before.profile_id != after.profile_id:
            raise InputError(
                field="version",
                problem="it belongs to another profile, by whose skills nobody was rated",
                right="Open a place of its own for that role",
            )
        if opening.state is not OpeningState.OPEN:
            raise InputError(field="opening", problem="it is not open any more", right="Open it again first")
        line = f"{workspace.today().isoformat()}: version {before.number} to {after.number}. {kept(reason)}".strip()
        note = f"{opening.note}\n{line}".strip()
        return work.hiring.openings.update(checked_opening(replace(opening, profile_version_id=after.id, note=note)))


def _place(one: Previewed) -> tuple[bool, float, float, int]:
    fit = one.after.fit
    return (one.rank_after is None, one.rank_after or 0, 1.0 if fit is None else -fit, one.candidate.number)
