"""The list of openings: what each asks for, how far its candidates came, and which scorecards wait for oneself."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from csops.domain.openings import Application, Opening, OpeningState, Outcome, Stage
from csops.domain.role_profiles import Profile, ProfileKind, ProfileVersion
from csops.domain.scorecards import Scorecard
from csops.services.hiring_access import check_sees, openings_seen, runs
from csops.services.scorecards import my_cards
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class OpeningLine:
    """One opening in a few words and counts.

    `stages` counts the applications that are still open, and those hired; `over` those declined, withdrawn or kept in
    mind. `waiting`: ids of one's own scorecards that are still to be filled, the oldest first. `may_run`: whether
    oneself may change it and decide.
    """

    opening: Opening
    role: str
    role_version: int
    lead: str
    stages: Mapping[Stage, int] = field(default_factory=dict)
    over: int = 0
    waiting: tuple[int, ...] = ()
    may_run: bool = False

    @property
    def id(self) -> int:
        """The opening's own."""
        return self.opening.id

    @property
    def candidates(self) -> int:
        """How many applied, whatever became of it."""
        return sum(self.stages.values()) + self.over

    @property
    def hired(self) -> int:
        """How many places are filled."""
        return self.stages.get(Stage.HIRED, 0)


@dataclass(frozen=True, kw_only=True)
class ProfileOption:
    """A profile that an opening can be made from: its newest version."""

    version_id: int
    key: str
    name: str
    number: int
    kind: ProfileKind


def opening_lines(workspace: Workspace) -> list[OpeningLine]:
    """Return the openings that this member may see: those still open first, the newest first among them."""
    mine = my_cards(workspace, waiting=True)
    with workspace.read() as work:
        found = _lines(workspace, work, openings_seen(workspace, work), cards=mine)
    return sorted(found, key=lambda line: line.opening.state is not OpeningState.OPEN)


def opening_line(workspace: Workspace, *, opening_id: int) -> OpeningLine:
    """Return the line of one opening. Raises NotFound, or NotPermitted as `get_opening`."""
    mine = my_cards(workspace, waiting=True)
    with workspace.read() as work:
        opening = work.hiring.openings.get(opening_id)
        check_sees(workspace, work, opening)
        return _lines(workspace, work, [opening], cards=mine)[0]


def _lines(
    workspace: Workspace, work: Work, openings: Sequence[Opening], *, cards: Sequence[Scorecard]
) -> list[OpeningLine]:
    ids = [opening.id for opening in openings]
    applications = work.hiring.applications.where_any("opening_id", ids)
    versions = work.catalogue.profile_versions.get_many(opening.profile_version_id for opening in openings)
    profiles = work.catalogue.profiles.get_many(version.profile_id for version in versions.values())
    leads = work.members.get_many(opening.lead_id for opening in openings)
    waiting: dict[int, list[int]] = {}
    for card in cards:
        waiting.setdefault(card.application_id, []).append(card.id)
    return [
        _line(
            workspace,
            opening,
            version=versions[opening.profile_version_id],
            profiles=profiles,
            lead=leads[opening.lead_id].name,
            mine=[one for one in applications if one.opening_id == opening.id],
            waiting=waiting,
        )
        for opening in openings
    ]


def _line(
    workspace: Workspace,
    opening: Opening,
    *,
    version: ProfileVersion,
    profiles: Mapping[int, Profile],
    lead: str,
    mine: Sequence[Application],
    waiting: Mapping[int, list[int]],
) -> OpeningLine:
    going = [one for one in mine if one.outcome is Outcome.OPEN]
    is_open = opening.state is OpeningState.OPEN
    return OpeningLine(
        opening=opening,
        role=profiles[version.profile_id].name,
        role_version=version.number,
        lead=lead,
        stages=Counter(one.stage for one in going),
        over=len(mine) - len(going),
        waiting=tuple(card for one in going for card in waiting.get(one.id, ())) if is_open else (),
        may_run=runs(workspace, opening),
    )


def profile_options(workspace: Workspace) -> list[ProfileOption]:
    """Return the profiles that an opening can be made from, by name: roles first, then values."""
    with workspace.read() as work:
        profiles = [profile for profile in work.catalogue.profiles.all("name") if profile.active]
        versions = work.catalogue.profile_versions.where_any("profile_id", [profile.id for profile in profiles])
    newest = {(version.profile_id, version.number): version.id for version in versions}
    found = [
        ProfileOption(
            version_id=newest[profile.id, profile.current],
            key=profile.key,
            name=profile.name,
            number=profile.current,
            kind=profile.kind,
        )
        for profile in profiles
    ]
    return sorted(found, key=lambda option: option.kind is ProfileKind.VALUES)
