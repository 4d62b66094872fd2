"""The tabs of team and hiring: known here without loading any of them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from csops.domain.access import Permission
from csops.ui.desk import Desk
from csops.ui.hiring.tab_keys import OPENINGS, PROFILES, SKILLS, TEAM
from csops.ui.kit.page import Page

_CONTEXT = "HiringTabs"
N = QT_TRANSLATE_NOOP


@dataclass(frozen=True, kw_only=True)
class HiringTab:
    """A tab: the key with which it is asked for, its title, who may open it, and how its page is made.

    Without a permission everybody may. The page is imported and made when the tab is first shown.
    """

    key: str
    title: str
    make: Callable[[Desk], Page]
    permission: Permission | None = None

    def words(self) -> str:
        """Return the translated title."""
        return QCoreApplication.translate(_CONTEXT, self.title)


def _team(desk: Desk) -> Page:
    from csops.ui.hiring.team.page import TeamPage

    return TeamPage(desk)


def _skills(desk: Desk) -> Page:
    from csops.ui.hiring.skills.page import SkillsPage

    return SkillsPage(desk)


def _profiles(desk: Desk) -> Page:
    from csops.ui.hiring.profiles.page import ProfilesPage

    return ProfilesPage(desk)


def _openings(desk: Desk) -> Page:
    from csops.ui.hiring.openings.page import OpeningsPage

    return OpeningsPage(desk)


TABS: tuple[HiringTab, ...] = (
    HiringTab(key=TEAM, title=str(N("HiringTabs", "Team")), make=_team),
    HiringTab(key=SKILLS, title=str(N("HiringTabs", "Skills")), make=_skills),
    HiringTab(key=PROFILES, title=str(N("HiringTabs", "Profiles")), make=_profiles),
    HiringTab(key=OPENINGS, title=str(N("HiringTabs", "Openings")), make=_openings),
)
"""In their order: Team, Skills, Profiles, Openings."""
