"""What is said of a skill: its fields, and what changed in them."""

from csops.domain.channels import Channel
from csops.domain.skills import Skill, SkillKind
from csops.services.skills import WordsChanged
from csops.ui.hiring.skills.skill_form import LEVELS, values_of
from csops.ui.hiring.wording import level_words, one_kind_words, tr


def field_label(name: str) -> str:
    """Return what a field is called; the behaviours are anchor_1 to anchor_5."""
    if name.startswith("anchor_"):
        level = int(name.removeprefix("anchor_"))
        return tr("Behaviour at {level}, {word}").format(level=level, word=level_words(level).lower())
    said = {
        "name": tr("Name"),
        "kind": tr("Kind"),
        "description": tr("What it is"),
        "question": tr("Question"),
        "alternative": tr("Alternative question"),
        "anchors": tr("Behaviours"),
        "channel": tr("Channel"),
        "channel_level": tr("Level for the channel"),
        "active": tr("Can be chosen"),
    }
    return said.get(name, name)


def plain_words(name: str, value: str, channels: tuple[Channel, ...]) -> str:
    """Return a value of the journal in words: nothing as a dash, a kind and a channel by their names."""
    if name == "kind" and value in {kind.value for kind in SkillKind}:
        return one_kind_words(SkillKind(value))
    if name == "channel":
        return next((one.name for one in channels if one.key == value), value) or tr("none")
    if name == "active":
        return tr("yes") if value == "True" else tr("no, retired")
    return value or "–"


def changed_words(changed: WordsChanged, channels: tuple[Channel, ...]) -> tuple[str, str, str]:
    """Return the field, what it said before, and what it says since."""
    name = changed.field
    return (
        field_label(name),
        plain_words(name, changed.before, channels),
        plain_words(name, changed.after, channels),
    )


def field_of(name: str, skill: Skill, channels: tuple[Channel, ...]) -> tuple[str, str]:
    """Return a field's label and what a skill says there, for two who changed the same."""
    if name == "anchors":
        return field_label(name), "; ".join(f"{level}: {skill.anchor(level) or '–'}" for level in LEVELS)
    if name == "active":
        return field_label(name), plain_words(name, str(skill.active), channels)
    return field_label(name), plain_words(name, values_of(skill).get(name, ""), channels)
