"""Role profiles and the scorecard of values: their versions, what changed between them, and who uses which."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.errors import ConflictError, InputError, UnknownName
from csops.domain.openings import Opening
from csops.domain.profile_changes import VersionDifference, compare_versions, differs
from csops.domain.role_profiles import (
    Profile,
    ProfileKind,
    ProfileVersion,
    RoleProfile,
    checked_profile,
    checked_version,
    role_profile,
)
from csops.domain.skills import SkillKind, free_key, key_from
from csops.services.hiring_access import openings_seen
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

_ASKED = ("interviews", "minutes", "skills")


@dataclass(frozen=True, kw_only=True)
class KeptProfile:
    """A profile with the version that counts now. `versions`: how many there are."""

    profile: Profile
    version: ProfileVersion
    versions: int = 1

    @property
    def role(self) -> RoleProfile:
        """The profile as it is scored."""
        return role_profile(self.profile, self.version)


def list_profiles(workspace: Workspace) -> list[KeptProfile]:
    """Return every profile with its current version: roles by name, the values after them; also the retired."""
    with workspace.read() as work:
        profiles = work.catalogue.profiles.all()
        found = [_kept(work, profile) for profile in profiles]
    return sorted(found, key=lambda each: (each.profile.kind is ProfileKind.VALUES, each.profile.name.casefold()))


def get_profile(workspace: Workspace, *, profile_id: int) -> KeptProfile:
    """Return a profile with its current version, or raise NotFound."""
    with workspace.read() as work:
        return _kept(work, work.catalogue.profiles.get(profile_id))


def profile_named(workspace: Workspace, *, key: str) -> KeptProfile:
    """Return the profile with this key or name.

    Raises:
        UnknownName: there is none.
    """
    said = key.strip().casefold()
    known = list_profiles(workspace)
    for each in known:
        if said in {each.profile.key.casefold(), each.profile.name.casefold()}:
            return each
    raise UnknownName(field="profile", value=key, known=", ".join(each.profile.key for each in known))


def versions_of(workspace: Workspace, *, profile_id: int) -> list[ProfileVersion]:
    """Return every version of a profile, the newest first, or raise NotFound."""
    with workspace.read() as work:
        work.catalogue.profiles.get(profile_id)
        return _versions(work, profile_id)


def role_of(work: Work, version_id: int) -> RoleProfile:
    """Return a version of a profile as the value that formulas take, or raise NotFound."""
    version = work.catalogue.profile_versions.get(version_id)
    return role_profile(work.catalogue.profiles.get(version.profile_id), version)


def compare(workspace: Workspace, *, profile_id: int, before: int, after: int) -> VersionDifference:
    """Return what version `after` of a profile asks otherwise than version `before`, by their numbers.

    Raises:
        NotFound: no such profile. UnknownName: no version of that number.
    """
    by_number = {each.number: each for each in versions_of(workspace, profile_id=profile_id)}
    for number in (before, after):
        if number not in by_number:
            known = ", ".join(str(each) for each in sorted(by_number))
            raise UnknownName(field="version", value=number, known=known)
    return compare_versions(by_number[before], by_number[after])


# ------------------------------------------------------------ changing
def save_profile(workspace: Workspace, *, profile: Profile, version: ProfileVersion) -> KeptProfile:
    """Keep a new profile (id 0), or what one asks from now on as its next version; none where nothing changed.

    Args:
        workspace: where, and who.
        profile: its name and purpose.
        version: what it asks, with a note; its `id` is that of the version from which it was made.

    Raises:
        Missing, OutOfRange, InputError: see `checked_profile` and `checked_version`; a skill that was retired.
        UnknownName: a skill that the catalogue has not. NotPermitted: the role may not change the catalogue.
        ConflictError: somebody else saved a version since.
    """
    workspace.require(Permission.CATALOGUE)
    with workspace.work("Change a role profile" if profile.id else "Add a role profile") as work:
        named = checked_profile(profile, work.catalogue.profiles.all())
        asked = checked_version(version, kind=named.kind)
        if not named.id:
            return _add(workspace, work, named, asked)
        stored = work.catalogue.profiles.get(named.id)
        current = _current(work, stored)
        basis = work.catalogue.profile_versions.find(asked.id) or current
        number = stored.current
        if differs(basis, asked) and differs(current, asked):
            _check_basis(work, asked, basis, current)
            _check_skills(work, asked, named.kind, before=current)
            number = _add_version(workspace, work, asked, profile_id=stored.id).number
        kept = work.catalogue.profiles.update(replace(named, key=stored.key, kind=stored.kind, current=stored.current))
        if number != kept.current:
            kept = work.catalogue.profiles.update(replace(kept, current=number))
        return _kept(work, kept)


def copy_profile(workspace: Workspace, *, profile_id: int, name: str = "") -> KeptProfile:
    """Add a profile that asks the same as another does now. Raises as `save_profile`, or NotFound."""
    workspace.require(Permission.CATALOGUE)
    with workspace.work("Copy a role profile") as work:
        source = work.catalogue.profiles.get(profile_id)
        there = work.catalogue.profiles.all()
        called = name or _free_name(f"{source.name} (copy)", [each.name for each in there])
        profile = checked_profile(replace(source, id=0, version=1, key="", name=called, current=1, active=True), there)
        note = f"Copied from {source.name}, version {source.current}"
        return _add(workspace, work, profile, replace(_current(work, source), note=note), is_copy=True)


def retire_profile(workspace: Workspace, *, profile_id: int) -> Profile:
    """Take a profile out of what can be chosen for an opening; openings that have it keep it. Raises NotFound."""
    return _set_active(workspace, profile_id, active=False)


def bring_back_profile(workspace: Workspace, *, profile_id: int) -> Profile:
    """Let a retired profile be chosen again. Raises NotFound, or InputError where its name is taken by now."""
    return _set_active(workspace, profile_id, active=True)


# ------------------------------------------------------------ who uses it
def openings_with(workspace: Workspace, *, profile_id: int) -> list[tuple[Opening, ProfileVersion]]:
    """Return the openings with a version of this profile that the member may see, the newest first."""
    with workspace.read() as work:
        versions = {each.id: each for each in _versions(work, profile_id)}
        named = [(opening, _version_in(opening, versions)) for opening in openings_seen(workspace, work)]
        return [(opening, version) for opening, version in named if version is not None]


def _version_in(opening: Opening, versions: dict[int, ProfileVersion]) -> ProfileVersion | None:
    return versions.get(opening.profile_version_id) or versions.get(opening.values_version_id or 0)


# ------------------------------------------------------------ inside
def _kept(work: Work, profile: Profile) -> KeptProfile:
    versions = _versions(work, profile.id)
    current = next((each for each in versions if each.number == profile.current), versions[0])
    return KeptProfile(profile=profile, version=current, versions=len(versions))


def _versions(work: Work, profile_id: int) -> list[ProfileVersion]:
    found = work.catalogue.profile_versions.where(profile_id=profile_id)
    return sorted(found, key=lambda version: -version.number)


def _current(work: Work, profile: Profile) -> ProfileVersion:
    return _kept(work, profile).version


def _add(
    workspace: Workspace, work: Work, profile: Profile, version: ProfileVersion, *, is_copy: bool = False
) -> KeptProfile:
    if not is_copy:  # a copy may ask for a skill that was retired since, as its source does
        _check_skills(work, version, profile.kind)
    taken = [each.key for each in work.catalogue.profiles.all()]
    key = free_key(profile.key or key_from(profile.name), taken)
    kept = work.catalogue.profiles.add(replace(profile, key=key, current=1))
    _add_version(workspace, work, version, profile_id=kept.id)
    return _kept(work, kept)


def _add_version(workspace: Workspace, work: Work, version: ProfileVersion, *, profile_id: int) -> ProfileVersion:
    last = max((each.number for each in _versions(work, profile_id)), default=0)
    return work.catalogue.profile_versions.add(
        replace(
            version,
            id=0,
            version=1,
            profile_id=profile_id,
            number=last + 1,
            made_at=workspace.now(),
            made_by=workspace.member.id or None,
        )
    )


def _check_basis(work: Work, mine: ProfileVersion, basis: ProfileVersion, current: ProfileVersion) -> None:
    """Raise ConflictError where somebody saved a version since the one from which mine was made."""
    if basis.id == current.id:
        return
    author = work.members.find(current.made_by or 0)
    raise ConflictError(
        kind=Kind.PROFILE.value,
        id=current.profile_id,
        who=author.name if author else "somebody",
        mine=replace(current, note=mine.note, **_asked(mine)),
        theirs=replace(current, note=mine.note),
        base=replace(current, note=mine.note, **_asked(basis)),
    )


def _asked(version: ProfileVersion) -> dict[str, Any]:
    return {name: getattr(version, name) for name in _ASKED}


def _check_skills(
    work: Work, version: ProfileVersion, kind: ProfileKind, *, before: ProfileVersion | None = None
) -> None:
    """Refuse skills that are not there, newly chosen ones that are retired, and values among the skills of a role."""
    known = {skill.key: skill for skill in work.catalogue.skills.all()}
    asked_before = {each.skill for each in before.skills} if before else set()
    for each in version.skills:
        skill = known.get(each.skill)
        if skill is None:
            raise UnknownName(field="skill", value=each.skill, known=", ".join(sorted(known)))
        if each.skill in asked_before:
            continue
        if not skill.active:
            raise InputError(field=skill.name, problem="is retired", right="Bring it back first, or leave it out")
        if (skill.kind is SkillKind.VALUE) != (kind is ProfileKind.VALUES):
            is_value = skill.kind is SkillKind.VALUE
            raise InputError(
                field=skill.name,
                problem="is a value, shown apart from the fit" if is_value else "is no value",
                right="Ask it on the scorecard of values" if is_value else "Ask it in the profile of a role",
            )


def _set_active(workspace: Workspace, profile_id: int, *, active: bool) -> Profile:
    workspace.require(Permission.CATALOGUE)
    with workspace.work("Bring back a role profile" if active else "Retire a role profile") as work:
        profile = replace(work.catalogue.profiles.get(profile_id), active=active)
        if active:
            checked_profile(profile, work.catalogue.profiles.all())
        return work.catalogue.profiles.update(profile)


def _free_name(name: str, taken: Sequence[str]) -> str:
    used = {each.casefold() for each in taken}
    number, free = 2, name
    while free.casefold() in used:
        free, number = f"{name} {number}", number + 1
    return free
