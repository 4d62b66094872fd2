"""Roles, permissions, and the one table between them."""

from collections.abc import Mapping
from enum import Enum


class Role(Enum):
    """The job of a member, from the widest to the narrowest."""

    OWNER = "owner"
    MANAGER = "manager"
    SUPERVISOR = "supervisor"
    AGENT = "agent"
    READ_ONLY = "read_only"


class Permission(Enum):
    """An act and its scope."""

    READ = "see contacts, cases and customers"
    LOG = "log contacts and follow-ups"
    EDIT = "change contacts, cases and customers"
    DELETE = "delete contacts"
    ASSIGN = "give a case to somebody"
    IMPORT = "import files"
    EXPORT = "export reports"
    FORECAST = "see forecast and staffing"
    PLAN = "change staffing assumptions"
    SETTINGS = "change the shop's settings"
    PEOPLE = "change members and their roles"
    CATALOGUE = "change skills and role profiles"
    TEAM_SKILLS = "see and rate what everybody on the team can do"
    HIRE = "open places to fill, and decide on candidates"
    GROUPS = "see how groups of candidates fared"
    PERSONS = "see figures person by person"
    ERASE = "erase customers"
    REVIEWS = "see all reviews, draw samples, calibrate and coach"
    BACKUP = "back up and check the file"
    RESTORE = "restore a backup"


_READER = {Permission.READ, Permission.FORECAST}
_AGENT = _READER | {Permission.LOG, Permission.EDIT, Permission.ASSIGN, Permission.BACKUP}
_SUPERVISOR = _AGENT | {
    Permission.DELETE,
    Permission.EXPORT,
    Permission.IMPORT,
    Permission.TEAM_SKILLS,
    Permission.PERSONS,
    Permission.REVIEWS,
}
_MANAGER = _SUPERVISOR | {Permission.PLAN, Permission.SETTINGS, Permission.CATALOGUE, Permission.HIRE, Permission.ERASE}

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.MANAGER: frozenset(_MANAGER),
    Role.SUPERVISOR: frozenset(_SUPERVISOR),
    Role.AGENT: frozenset(_AGENT),
    Role.READ_ONLY: frozenset(_READER),
}


def may(role: Role, permission: Permission) -> bool:
    """Return whether the role allows it. Services ask before they do it, menus before they offer it."""
    return permission in PERMISSIONS[role]


def to_take_along(*, is_own: bool) -> Permission:
    """Return what it takes to get a report as a file: what is about oneself is everybody's who reads here."""
    return Permission.READ if is_own else Permission.EXPORT


def roles_with(permission: Permission) -> tuple[Role, ...]:
    """Return the roles that allow it, the narrowest first: whom to ask."""
    return tuple(role for role in reversed(Role) if may(role, permission))
