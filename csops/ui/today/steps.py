"""The steps that set up a shop: which there are, which are done, and which a person leaves."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from csops.services.settings import Team
from csops.ui.preferences import Preferences

_CONTEXT = "SetUpSteps"
_LEFT = "setup_left"
_STARTING_TOPICS, _STARTING_CHANNELS = 12, 8
N = QT_TRANSLATE_NOOP


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the set-up; its key is the tab of the settings where it is done."""

    key: str
    title: str
    why: str
    minutes: int

    def words(self) -> str:
        """Return the translated title."""
        return QCoreApplication.translate(_CONTEXT, self.title)

    def reason(self) -> str:
        """Return what it is good for, translated."""
        return QCoreApplication.translate(_CONTEXT, self.why)


STEPS: tuple[Step, ...] = (
    Step(
        key="shop",
        title=str(N("SetUpSteps", "Name and opening hours")),
        why=str(N("SetUpSteps", "Used for reply times and staffing")),
        minutes=1,
    ),
    Step(
        key="people",
        title=str(N("SetUpSteps", "Who answers customers")),
        why=str(N("SetUpSteps", "Add your team, no e-mail needed")),
        minutes=2,
    ),
    Step(
        key="topics",
        title=str(N("SetUpSteps", "What people contact you about")),
        why=str(N("SetUpSteps", "Start from 12 common reasons")),
        minutes=1,
    ),
    Step(
        key="channels",
        title=str(N("SetUpSteps", "How they reach you")),
        why=str(N("SetUpSteps", "Phone, chat, mail: how soon you answer")),
        minutes=1,
    ),
)


def done_steps(team: Team) -> Mapping[str, bool]:
    """Return which steps are done: the shop has a name, somebody was added, topics or channels are not the first."""
    return {
        "shop": bool(team.shop.name),
        "people": len(team.members) > 1,
        "topics": any(topic.version > 1 for topic in team.topics) or len(team.topics) != _STARTING_TOPICS,
        "channels": any(each.version > 1 for each in team.channels) or len(team.channels) != _STARTING_CHANNELS,
    }


def left_steps(preferences: Preferences, place: str) -> frozenset[str]:
    """Return the steps that were left on this machine, for the database at a place."""
    return frozenset(preferences.get(_LEFT, {}).get(place, []))


def leave_steps(preferences: Preferences, place: str, keys: Collection[str]) -> None:
    """Remember that these steps are left."""
    left = sorted(left_steps(preferences, place) | set(keys))
    preferences.set(_LEFT, {**preferences.get(_LEFT, {}), place: left})


def open_steps(team: Team, preferences: Preferences, place: str) -> list[Step]:
    """Return the steps that are neither done nor left."""
    done, left = done_steps(team), left_steps(preferences, place)
    return [step for step in STEPS if not done[step.key] and step.key not in left]
