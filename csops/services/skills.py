"""The skill catalogue: what is in it, who uses a skill, and how its words came to be what they are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from csops.domain.access import Permission
from csops.domain.changes import Act, Change, Kind, Step
from csops.domain.errors import InputError, UnknownName
from csops.domain.skills import Skill, SkillKind, check_names, checked_skill, free_key
from csops.services.hiring_access import openings_seen
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

_KINDS = tuple(SkillKind)
MOST_CHANGES = 50


@dataclass(frozen=True, kw_only=True)
class SkillUse:
    """What names a skill: profiles, openings and scorecards (id and name), and how many members and trainings do.

    `openings` are those that the member may see; `other_openings` counts the rest.
    """

    profiles: tuple[tuple[int, str], ...] = ()
    openings: tuple[tuple[int, str], ...] = ()
    other_openings: int = 0
    members: int = 0
    trainings: int = 0
    cards: tuple[tuple[int, str], ...] = ()

    @property
    def is_used(self) -> bool:
        """Whether anything names it: it can then be retired, not removed."""
        others = self.profiles or self.openings or self.other_openings or self.members or self.trainings
        return bool(others or self.cards)


@dataclass(frozen=True, kw_only=True)
class WordsChanged:
    """One field that an act changed, as plain text before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class SkillChange:
    """One act on a skill: who did it when, and each field with its words before and after. No fields: it came so."""

    at: datetime
    member_id: int | None
    what: str
    step: Step
    fields: tuple[WordsChanged, ...]


def list_skills(workspace: Workspace) -> list[Skill]:
    """Return every skill, also the retired, by kind (hard, soft, values) and name."""
    with workspace.read() as work:
        return sorted(work.catalogue.skills.all(), key=_order)


def get_skill(workspace: Workspace, *, skill_id: int) -> Skill:
    """Return a skill, or raise NotFound."""
    with workspace.read() as work:
        return work.catalogue.skills.get(skill_id)


def skill_named(workspace: Workspace, *, key: str) -> Skill:
    """Return the skill with this key or name.

    Raises:
        UnknownName: there is none.
    """
    said = key.strip().casefold()
    for skill in (known := list_skills(workspace)):
        if said in {skill.key.casefold(), skill.name.casefold()}:
            return skill
    raise UnknownName(field="skill", value=key, known=", ".join(skill.key for skill in known))


def save_skill(workspace: Workspace, *, skill: Skill) -> Skill:
    """Keep a new skill (id 0) or new words of one, whose key stays.

    Raises:
        Missing, OutOfRange: see `checked_skill`. InputError: another skill bears the name.
        UnknownName: no such channel. NotPermitted: the role may not change the catalogue.
        ConflictError: somebody else changed it meanwhile.
    """
    workspace.require(Permission.CATALOGUE)
    kept = checked_skill(skill)
    with workspace.work("Change a skill" if kept.id else "Add a skill") as work:
        there = work.catalogue.skills.all()
        check_names(kept, there)
        _check_channel(work, kept.channel)
        if kept.id:
            return work.catalogue.skills.update(replace(kept, key=work.catalogue.skills.get(kept.id).key))
        return work.catalogue.skills.add(replace(kept, key=free_key(kept.key, (each.key for each in there))))


def retire_skill(workspace: Workspace, *, skill_id: int) -> Skill:
    """Take a skill out of what can be chosen; what names it goes on showing it. Raises as `save_skill`, or NotFound."""
    return _set_active(workspace, skill_id, active=False)


def bring_back_skill(workspace: Workspace, *, skill_id: int) -> Skill:
    """Let a retired skill be chosen again. Raises as `save_skill`, or NotFound."""
    return _set_active(workspace, skill_id, active=True)


def remove_skill(workspace: Workspace, *, skill_id: int) -> None:
    """Take a skill away that nothing has ever named.

    Raises:
        InputError: something names it; retire it. NotFound: it is gone.
        NotPermitted: the role may not change the catalogue.
    """
    workspace.require(Permission.CATALOGUE)
    with workspace.work("Remove a skill") as work:
        skill = work.catalogue.skills.get(skill_id)
        used = _use(workspace, work, skill)
        if used.is_used:
            raise InputError(field=skill.name, problem=f"is used by {by_words(used)}", right="Retire it instead")
        work.catalogue.skills.remove(skill_id)


def use_of_skill(workspace: Workspace, *, skill_id: int) -> SkillUse:
    """Return what names a skill, or raise NotFound."""
    with workspace.read() as work:
        return _use(workspace, work, work.catalogue.skills.get(skill_id))


def uses_of_skills(workspace: Workspace) -> dict[str, int]:
    """Return in how many profiles each skill stands today, by its key; those in none are left out."""
    with workspace.read() as work:
        current = {profile.id: profile.current for profile in work.catalogue.profiles.all() if profile.active}
        counts: dict[str, int] = {}
        for version in work.catalogue.profile_versions.all():
            if current.get(version.profile_id) == version.number:
                for each in version.skills:
                    counts[each.skill] = counts.get(each.skill, 0) + 1
        return counts


def history_of_skill(workspace: Workspace, *, skill_id: int) -> list[SkillChange]:
    """Return who changed what of a skill when, newest first, with the words before and after."""
    with workspace.read() as work:
        work.catalogue.skills.get(skill_id)
        acts = work.history_of([(Kind.SKILL, skill_id)], limit=MOST_CHANGES)
        return [_told(act, work.changes_of(act.id), skill_id) for act in acts]


def by_words(used: SkillUse) -> str:
    """Return what names a skill in plain words: 2 profiles and 1 opening."""
    counts = (
        (len(used.profiles), "profile"),
        (len(used.openings) + used.other_openings, "opening"),
        (used.members, "member"),
        (used.trainings, "training"),
        (len(used.cards), "scorecard"),
    )
    said = [f"{count} {name if count == 1 else name + 's'}" for count, name in counts if count]
    return " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)


# ------------------------------------------------------------ inside
def _order(skill: Skill) -> tuple[int, str]:
    return _KINDS.index(skill.kind), skill.name.casefold()


def _set_active(workspace: Workspace, skill_id: int, *, active: bool) -> Skill:
    workspace.require(Permission.CATALOGUE)
    with workspace.work("Bring back a skill" if active else "Retire a skill") as work:
        return work.catalogue.skills.update(replace(work.catalogue.skills.get(skill_id), active=active))


def _check_channel(work: Work, key: str) -> None:
    known = [channel.key for channel in work.channels.all("position")] if key else []
    if key and key not in known:
        raise UnknownName(field="channel", value=key, known=", ".join(known))


def _use(workspace: Workspace, work: Work, skill: Skill) -> SkillUse:
    versions = [each for each in work.catalogue.profile_versions.all() if _names(each.skills, skill.key)]
    profiles = work.catalogue.profiles.get_many(each.profile_id for each in versions)
    naming = _openings_naming(work, skill.key, {each.id for each in versions})
    seen = [opening for opening in openings_seen(workspace, work) if opening.id in naming]
    return SkillUse(
        profiles=tuple(sorted(((each.id, each.name) for each in profiles.values()), key=lambda pair: pair[1])),
        openings=tuple((each.id, each.title) for each in seen),
        other_openings=len(naming) - len(seen),
        members=len({level.member_id for level in work.catalogue.levels.where(skill_id=skill.id)}),
        trainings=len(work.catalogue.trainings.where(skill_id=skill.id)),
        cards=_cards_naming(work, skill.key),
    )


def _cards_naming(work: Work, key: str) -> tuple[tuple[int, str], ...]:
    """Return the scorecards of reviews one of whose versions links a criterion to a skill."""
    versions = [each for each in work.quality.card_versions.all() if _names(each.criteria, key)]
    found = work.quality.cards.get_many(each.card_id for each in versions)
    return tuple(sorted(((each.id, each.name) for each in found.values()), key=lambda pair: pair[1]))


def _openings_naming(work: Work, key: str, versions: Collection[int]) -> set[int]:
    """Return the openings that name a skill by their profile's version, or by a seat planned under an earlier one."""
    by_version = {
        opening.id
        for opening in work.hiring.openings.all()
        if opening.profile_version_id in versions or opening.values_version_id in versions
    }
    return by_version | {seat.opening_id for seat in work.hiring.seats.all() if key in seat.skills}


def _names(rows: Any, key: str) -> bool:
    return any(each.skill == key for each in rows)


def _told(act: Act, changes: list[Change], skill_id: int) -> SkillChange:
    fields: list[WordsChanged] = []
    for change in changes:
        if change.kind is Kind.SKILL and change.record_id == skill_id and change.before and change.after:
            fields += _fields(change.before, change.after)
    return SkillChange(at=act.at, member_id=act.member_id, what=act.what, step=act.step, fields=tuple(fields))


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[WordsChanged]:
    old, new = _flat(before), _flat(after)
    return [WordsChanged(field=name, before=old[name], after=new[name]) for name in new if old.get(name) != new[name]]


def _flat(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields as texts; the behaviours each by itself, as anchor_1 to anchor_5."""
    flat = {name: str(value) for name, value in values.items() if name not in {"id", "version", "key", "anchors"}}
    flat.update({f"anchor_{level}": text for level, text in enumerate(values["anchors"], start=1)})
    return flat
