"""Role profiles: which skills a role asks for, how much each weighs, what is aimed at and what is the least."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any

from csops.domain.errors import InputError, Missing, NotUnderstood, OutOfRange
from csops.domain.skills import check_level
from csops.domain.texts import kept, one_line, short_enough
from csops.domain.whole_shares import whole_shares

WHOLE = 100.0
_NEAR = 1e-6
MOST_MINUTES = 480
FEWEST_VALUES, MOST_VALUES = 3, 5


class Requirement(Enum):
    """Whether a role cannot do without a skill, or is better with it."""

    REQUIRED = "required"
    PREFERRED = "preferred"


class Evidence(Enum):
    """How a skill is looked at."""

    INTERVIEW = "interview"
    WORK_SAMPLE = "work_sample"
    ROLE_PLAY = "role_play"
    REFERENCE = "reference"


class ProfileKind(Enum):
    """What a profile is for: a role, or the business's own values beside any role."""

    ROLE = "role"
    VALUES = "values"


@dataclass(frozen=True, kw_only=True)
class ProfileSkill:
    """What a role asks of one skill. `skill` is its key; `weight` in per cent; levels from 1 to 5.

    Without `minimum_level` nothing is the least. `evidence`: how it is to be looked at.
    """

    skill: str
    requirement: Requirement = Requirement.PREFERRED
    weight: float
    target_level: int
    minimum_level: int | None = None
    evidence: tuple[Evidence, ...] = (Evidence.INTERVIEW,)


@dataclass(frozen=True, kw_only=True)
class RoleProfile:
    """A role as it is scored: its skills in order, whose weights make 100. The value that formulas take."""

    key: str
    name: str
    purpose: str = ""
    interviews: int = 1
    minutes: int = 45
    skills: tuple[ProfileSkill, ...]

    def asked(self, skill: str) -> ProfileSkill | None:
        """Return what the role asks of a skill, None where it asks nothing."""
        return next((each for each in self.skills if each.skill == skill), None)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A role profile as it is kept. What it asks stands in its versions; `current` is the number of the newest."""

    id: int = 0
    version: int = 1
    key: str
    name: str
    purpose: str = ""
    kind: ProfileKind = ProfileKind.ROLE
    current: int = 1
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class ProfileVersion:
    """What a profile asked from a moment on; never changed, so that scores stay comparable. `number` from 1."""

    id: int = 0
    version: int = 1
    profile_id: int
    number: int = 1
    made_at: datetime
    made_by: int | None = None
    note: str = ""
    interviews: int = 1
    minutes: int = 45
    skills: tuple[ProfileSkill, ...]


def role_profile(profile: Profile, version: ProfileVersion) -> RoleProfile:
    """Return a version of a profile as the value that formulas take."""
    return RoleProfile(
        key=profile.key,
        name=profile.name,
        purpose=profile.purpose,
        interviews=version.interviews,
        minutes=version.minutes,
        skills=version.skills,
    )


def profile_from(mapping: Mapping[str, Any]) -> RoleProfile:
    """Return the profile of plain values, as in `role_profiles.yaml`, checked.

    Raises:
        Missing, NotUnderstood, OutOfRange, InputError: what is wrong with it, and where.
    """
    rows = mapping.get("skills")
    if not isinstance(rows, list | tuple) or not rows:
        raise Missing(field="skills", right="A profile names at least one skill")
    skills = tuple(_skill_from(row) for row in rows)
    check_skills(skills)
    name = one_line(str(mapping.get("name") or mapping.get("key") or ""))
    if not name:
        raise Missing(field="name", right="Name the role")
    return RoleProfile(
        key=str(mapping.get("key") or name),
        name=name,
        purpose=kept(str(mapping.get("purpose") or "")),
        interviews=_whole(mapping, "interviews", usual=1),
        minutes=_whole(mapping, "minutes", usual=45),
        skills=skills,
    )


def _whole(mapping: Mapping[str, Any], field: str, *, usual: int) -> int:
    said = mapping.get(field) or usual
    try:
        return int(said)
    except (TypeError, ValueError, OverflowError):
        raise NotUnderstood(field=field, value=said, right="Write a whole number") from None


def _skill_from(row: Any) -> ProfileSkill:
    if not isinstance(row, Mapping) or not row.get("skill"):
        raise Missing(field="skill", right="Each row names a skill, its requirement, weight and target level")
    name = str(row["skill"])
    missing = next((field for field in ("weight", "target_level") if row.get(field) is None), None)
    if missing:
        raise Missing(field=f"{missing} of {name}", right="Each row names weight and target_level")
    try:
        weight = float(row["weight"])
    except (TypeError, ValueError, OverflowError):
        raise NotUnderstood(
            field=f"weight of {name}", value=row["weight"], right="Write a number of per cent"
        ) from None
    return ProfileSkill(
        skill=name,
        requirement=_choice(Requirement, row.get("requirement", "preferred"), field=f"requirement of {name}"),
        weight=weight,
        target_level=row["target_level"],
        minimum_level=row.get("minimum_level"),
        evidence=tuple(_choice(Evidence, each, field=f"evidence of {name}") for each in _listed(row.get("evidence"))),
    )


def _listed(said: object) -> Iterable[object]:
    """Return what a file lists; one thing by itself is a list of one."""
    return said if isinstance(said, list | tuple) and said else (said or Evidence.INTERVIEW.value,)


def _choice(choices: type[Any], value: object, *, field: str) -> Any:
    try:
        return choices(value)
    except ValueError:
        known = ", ".join(str(each.value) for each in choices)
        raise NotUnderstood(field=field, value=value, right=f"Take one of: {known}") from None


def check_skills(skills: Sequence[ProfileSkill]) -> None:
    """Raise where a profile cannot be scored by.

    Raises:
        Missing: no skills. InputError: one twice, weights that do not make 100, a target below the minimum.
        OutOfRange: a weight or level outside its limits, a required skill that weighs nothing.
    """
    if not skills:
        raise Missing(field="skills", right="A profile names at least one skill")
    seen: set[str] = set()
    for each in skills:
        if each.skill in seen:
            raise InputError(field=each.skill, problem="stands twice in the profile", right="Keep one of the two rows")
        seen.add(each.skill)
        _check_skill(each)
    total = sum(each.weight for each in skills)
    if abs(total - WHOLE) > _NEAR:
        raise InputError(
            field="weights",
            problem=f"they make {_number(total)} %, not 100 %",
            right=f"{'Take away' if total > WHOLE else 'Add'} {_number(abs(total - WHOLE))}, or share out the rest",
        )


def _check_skill(each: ProfileSkill) -> None:
    if not 0 < each.weight <= WHOLE:
        raise OutOfRange(
            field=f"weight of {each.skill}", value=_number(each.weight), right="Choose more than 0 and at most 100 %"
        )
    check_level(each.target_level, field=f"target of {each.skill}")
    if each.minimum_level is None:
        return
    check_level(each.minimum_level, field=f"minimum of {each.skill}")
    if each.target_level < each.minimum_level:
        raise InputError(
            field=f"target of {each.skill}",
            problem=f"{each.target_level} is below the minimum of {each.minimum_level}",
            right="Raise the target or lower the minimum",
        )


def _number(value: float) -> str:
    near = f"{value:.2f}".rstrip("0").rstrip(".")
    return near if abs(float(near) - value) <= _NEAR or not value < 1e6 else f"{value:.9g}"


def checked_profile(profile: Profile, others: Iterable[Profile]) -> Profile:
    """Return the profile with tidy texts, or raise Missing, OutOfRange, or InputError for a name that is taken."""
    name = short_enough(one_line(profile.name), field="name")
    if not name:
        raise Missing(field="name", right="Name the role")
    for other in others:
        if other.id != profile.id and other.active and other.name.casefold() == name.casefold():
            raise InputError(
                field="name", problem=f"there is a profile “{other.name}” already", right="Choose another name"
            )
    return replace(profile, name=name, purpose=short_enough(kept(profile.purpose), field="purpose", most=2000))


def check_values(skills: Sequence[ProfileSkill]) -> None:
    """Raise where a scorecard of the business's own values asks more than it may.

    Raises:
        OutOfRange: fewer than three values, or more than five. InputError: a value that is required or has a minimum:
        values are shown apart from the fit and rule nobody out.
    """
    if not FEWEST_VALUES <= len(skills) <= MOST_VALUES:
        raise OutOfRange(field="values", value=len(skills), right=f"Choose {FEWEST_VALUES} to {MOST_VALUES} of them")
    for each in skills:
        if each.minimum_level is not None or each.requirement is Requirement.REQUIRED:
            raise InputError(
                field=each.skill, problem="is a value and rules nobody out", right="Take its minimum away and prefer it"
            )


def checked_version(version: ProfileVersion, *, kind: ProfileKind = ProfileKind.ROLE) -> ProfileVersion:
    """Return the version, or raise what `check_skills` and, of values, `check_values` raise.

    Raises:
        OutOfRange: interviews or minutes outside their limits, too long a note; see also the two above.
    """
    if kind is ProfileKind.VALUES:
        check_values(version.skills)
    check_skills(version.skills)
    if not 1 <= version.interviews <= 10:
        raise OutOfRange(field="interviews", value=version.interviews, right="Choose from 1 to 10")
    if not 5 <= version.minutes <= MOST_MINUTES:
        raise OutOfRange(field="minutes", value=version.minutes, right="Choose from 5 minutes to 8 hours")
    return replace(version, note=short_enough(kept(version.note), field="note", most=2000))


def shared_out(skills: Sequence[ProfileSkill], *, fixed: Iterable[str] = ()) -> tuple[ProfileSkill, ...]:
    """Return the skills with weights that make 100: those not fixed share the rest in proportion, in whole per cent.

    The remainders go to the largest parts, so that the sum is exact. Those that weigh nothing yet share alike.

    Raises:
        InputError: all are fixed, or the fixed ones leave less than 1 % for each of the others.
    """
    held = set(fixed)
    free = [each for each in skills if each.skill not in held]
    rest = WHOLE - sum(each.weight for each in skills if each.skill in held)
    if not free or rest < len(free):
        raise InputError(
            field="weights",
            problem=f"{_number(max(0.0, rest))} % are left for {len(free)} skills",
            right="Let go of a weight that is held, or lower it",
        )
    shares = whole_shares([each.weight for each in free], rest)
    by_key = {each.skill: share for each, share in zip(free, shares, strict=True)}
    return tuple(replace(each, weight=by_key.get(each.skill, each.weight)) for each in skills)
