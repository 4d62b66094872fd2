"""The tabs of team and hiring: known here without loading any of them."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from csops.ui.desk import Desk
from csops.ui.hiring.tab_keys import OPENINGS, PROFILES, SKILLS, TEAM
from csops.ui.kit.page import Page
from csops.ui.place_tab import PlaceTab
from csops.ui.preferences import Preferences

N = QT_TRANSLATE_NOOP


def _team(desk: Desk, _preferences: Preferences) -> Page:
    from csops.ui.hiring.team.page import TeamPage

    return TeamPage(desk)


def _skills(desk: Desk, _preferences: Preferences) -> Page:
    from csops.ui.hiring.skills.page import SkillsPage

    return SkillsPage(desk)


def _profiles(desk: Desk, _preferences: Preferences) -> Page:
    from csops.ui.hiring.profiles.page import ProfilesPage

    return ProfilesPage(desk)


def _openings(desk: Desk, _preferences: Preferences) -> Page:
    from csops.ui.hiring.openings.page import OpeningsPage

    return OpeningsPage(desk)


TABS: tuple[PlaceTab, ...] = (
    PlaceTab(key=TEAM, title=str(N("PlaceTabs", "Team")), make=_team),
    PlaceTab(key=SKILLS, title=str(N("PlaceTabs", "Skills")), make=_skills),
    PlaceTab(key=PROFILES, title=str(N("PlaceTabs", "Profiles")), make=_profiles),
    PlaceTab(key=OPENINGS, title=str(N("PlaceTabs", "Openings")), make=_openings),
)
"""In their order: Team, Skills, Profiles, Openings."""
