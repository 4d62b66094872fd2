"""One skill catalogue: what hiring rates, teams train and reviews look at, with behaviour described by level."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from csops.domain.errors import InputError, Missing, OutOfRange
from csops.domain.texts import kept, one_line, short_enough

LOWEST, HIGHEST = 1, 5
LONGEST_TEXT = 2000
DESCRIBED = (1, 3, 5)
"""The levels whose behaviour has to be described; 2 and 4 lie between and may be."""


class SkillKind(Enum):
    """What sort of skill it is. *Value*: how answers fit what the business stands for."""

    HARD = "hard"
    SOFT = "soft"
    VALUE = "value_fit"


@dataclass(frozen=True, kw_only=True)
class Skill:
    """A skill of the catalogue.

    - `key`: its lasting name in profiles and scorecards, which a new `name` does not change;
    - `question`: what to ask or the work sample to set; `alternative`: for somebody without an example from work;
    - `anchors`: behaviour at the levels 1 to 5, in that order; those of 2 and 4 may be empty;
    - `channel`: key of the channel that a member with `channel_level` or more can take; none: any or no channel;
    - `active`: false once retired. What names it goes on showing it.
    """

    id: int = 0
    version: int = 1
    key: str = ""
    name: str
    kind: SkillKind = SkillKind.SOFT
    description: str = ""
    question: str = ""
    alternative: str = ""
    anchors: tuple[str, ...] = ("", "", "", "", "")
    channel: str = ""
    channel_level: int = 3
    active: bool = True

    def anchor(self, level: int) -> str:
        """Return the behaviour at a level from 1 to 5, empty where it is not described."""
        return self.anchors[level - 1]


def checked_skill(skill: Skill) -> Skill:
    """Return the skill with tidy texts and a key.

    Raises:
        Missing: no name, or no behaviour at 1, 3 or 5. OutOfRange: a text too long, a level outside 1 to 5.
    """
    name = short_enough(one_line(skill.name), field="name")
    if not name:
        raise Missing(field="name", right="Name what somebody can do, such as Active listening")
    anchors = tuple(_text(anchor, field="behaviour") for anchor in skill.anchors)
    if len(anchors) != HIGHEST:
        raise OutOfRange(field="behaviours", value=len(anchors), right="Describe levels 1 to 5, one text each")
    for level in DESCRIBED:
        if not anchors[level - 1]:
            raise Missing(field=f"behaviour at {level}", right="Describe what can be seen or heard at 1, 3 and 5")
    check_level(skill.channel_level, field="channel level")
    return replace(
        skill,
        name=name,
        key=skill.key or key_from(name),
        description=_text(skill.description, field="description"),
        question=_text(skill.question, field="question"),
        alternative=_text(skill.alternative, field="alternative question"),
        anchors=anchors,
    )


def check_level(level: int, *, field: str = "level") -> None:
    """Raise OutOfRange for anything but a whole number from 1 to 5."""
    if isinstance(level, bool) or not isinstance(level, int) or not LOWEST <= level <= HIGHEST:
        raise OutOfRange(field=field, value=level, right="Choose a whole number from 1 to 5")


def check_names(skill: Skill, others: Iterable[Skill]) -> None:
    """Raise InputError where another skill bears the name or the key: two of one name cannot be told apart."""
    for other in others:
        if other.id != skill.id and skill.name.casefold() == other.name.casefold():
            told = "" if other.active else ", retired"
            raise InputError(
                field="name", problem=f"there is a skill “{other.name}” already{told}", right="Choose another name"
            )


def key_from(name: str) -> str:
    """Return a lasting key from a name: "Clear e-mails" gives "clear_e_mails"."""
    return re.sub(r"\W+", "_", name.casefold()).strip("_")[:80] or "skill"


def free_key(key: str, taken: Iterable[str]) -> str:
    """Return the key, or the key with the first number that nobody has."""
    used = set(taken)
    if key not in used:
        return key
    return next(f"{key}_{number}" for number in range(2, len(used) + 3) if f"{key}_{number}" not in used)


def _text(text: str, *, field: str) -> str:
    return short_enough(kept(text), field=field, most=LONGEST_TEXT)
