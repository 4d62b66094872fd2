"""Roles and what they allow, in words."""

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from csops.domain.access import Permission, Role

_CONTEXT = "Roles"
N = QT_TRANSLATE_NOOP
_NAMES = {
    Role.OWNER: N("Roles", "Owner"),
    Role.MANAGER: N("Roles", "Manager"),
    Role.SUPERVISOR: N("Roles", "Supervisor"),
    Role.AGENT: N("Roles", "Agent"),
    Role.READ_ONLY: N("Roles", "Read-only"),
}
_PERMISSIONS = {
    Permission.READ: N("Roles", "See contacts, cases and customers"),
    Permission.LOG: N("Roles", "Log contacts and follow-ups"),
    Permission.EDIT: N("Roles", "Change contacts, cases and customers"),
    Permission.DELETE: N("Roles", "Delete contacts"),
    Permission.REVIEWS: N("Roles", "See all reviews, draw samples, calibrate and coach"),
    Permission.ASSIGN: N("Roles", "Give a case to somebody"),
    Permission.IMPORT: N("Roles", "Import files"),
    Permission.EXPORT: N("Roles", "Export reports"),
    Permission.FORECAST: N("Roles", "See forecast and staffing"),
    Permission.PLAN: N("Roles", "Change staffing assumptions"),
    Permission.SETTINGS: N("Roles", "Change the shop's settings"),
    Permission.PEOPLE: N("Roles", "Change members and their roles"),
    Permission.CATALOGUE: N("Roles", "Change skills and role profiles"),
    Permission.TEAM_SKILLS: N("Roles", "See and rate what everybody on the team can do"),
    Permission.HIRE: N("Roles", "Open places to fill, and decide on candidates"),
    Permission.GROUPS: N("Roles", "See how groups of candidates fared"),
    Permission.PERSONS: N("Roles", "See figures person by person"),
    Permission.ERASE: N("Roles", "Erase customers"),
    Permission.BACKUP: N("Roles", "Back up and check the file"),
    Permission.RESTORE: N("Roles", "Restore a backup"),
}


def role_name(role: Role) -> str:
    """Return a role in words."""
    return QCoreApplication.translate(_CONTEXT, str(_NAMES[role]))


def role_names(roles: Sequence[Role]) -> str:
    """Return several roles in one string."""
    return ", ".join(role_name(role) for role in roles)


def permission_words(permission: Permission) -> str:
    """Return an act and its scope in words."""
    return QCoreApplication.translate(_CONTEXT, str(_PERMISSIONS[permission]))
