"""The steps that set up a shop: which there are, where each is taken, and which are open."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from csops.domain.calendar import calendar_from
from csops.services.settings import Team
from csops.services.starter import USUAL_WEEK

_CONTEXT = "SetUpSteps"
_STARTING_TOPICS, _STARTING_CHANNELS = 12, 8
N = QT_TRANSLATE_NOOP


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the set-up. `tab` is the tab of the settings where it is taken, `brief` what that is called."""

    key: str
    title: str
    brief: str
    why: str
    minutes: int
    tab: str = ""

    def words(self) -> str:
        """Return the translated title."""
        return QCoreApplication.translate(_CONTEXT, self.title)

    def brief_words(self) -> str:
        """Return the title in a word or two, translated."""
        return QCoreApplication.translate(_CONTEXT, self.brief)

    def reason(self) -> str:
        """Return what it is good for, translated."""
        return QCoreApplication.translate(_CONTEXT, self.why)

    def question(self) -> Mapping[str, str]:
        """Return what the settings are asked for."""
        return {"tab": self.tab or self.key}


_SHOP = Step(
    key="shop",
    title=str(N("SetUpSteps", "Name and opening hours")),
    brief=str(N("SetUpSteps", "Shop name")),
    why=str(N("SetUpSteps", "Used for reply times and staffing")),
    minutes=1,
)
_HOURS = Step(
    key="shop",
    title=str(N("SetUpSteps", "Opening hours")),
    brief=str(N("SetUpSteps", "Opening hours")),
    why=str(N("SetUpSteps", "Used for reply times and staffing")),
    minutes=1,
    tab="hours",
)
_REST = (
    Step(
        key="people",
        title=str(N("SetUpSteps", "Who answers customers")),
        brief=str(N("SetUpSteps", "People")),
        why=str(N("SetUpSteps", "Add your team, no e-mail needed")),
        minutes=2,
    ),
    Step(
        key="topics",
        title=str(N("SetUpSteps", "What people contact you about")),
        brief=str(N("SetUpSteps", "Topics")),
        why=str(N("SetUpSteps", "Start from 12 common reasons")),
        minutes=1,
    ),
    Step(
        key="channels",
        title=str(N("SetUpSteps", "How they reach you")),
        brief=str(N("SetUpSteps", "Channels")),
        why=str(N("SetUpSteps", "Phone, chat, mail: how soon you answer")),
        minutes=1,
    ),
)


def steps_of(team: Team) -> tuple[Step, ...]:
    """Return the four steps. The first is about two tabs: once the shop has a name it leads to the hours."""
    return (_HOURS if team.shop.name else _SHOP, *_REST)


def done_steps(team: Team) -> Mapping[str, bool]:
    """Return which steps are done: somebody changed what every shop begins with, or found it fine as it is."""
    usual_hours = calendar_from({"zone": team.calendar.zone, "weekly": USUAL_WEEK})
    changed = {
        "shop": bool(team.shop.name) and team.calendar != usual_hours,
        "people": len(team.members) > 1,
        "topics": any(topic.version > 1 for topic in team.topics) or len(team.topics) != _STARTING_TOPICS,
        "channels": any(each.version > 1 for each in team.channels) or len(team.channels) != _STARTING_CHANNELS,
    }
    return {key: is_changed or key in team.set_up.fine for key, is_changed in changed.items()}


def open_steps(team: Team) -> list[Step]:
    """Return the steps that are neither done nor left."""
    done = done_steps(team)
    return [step for step in steps_of(team) if not done[step.key] and step.key not in team.set_up.left]
