"""Roles, permissions, and the one table between them."""

from itertools import pairwise

import pytest

from csops.domain.access import PERMISSIONS, Permission, Role, may, roles_with


def test_an_owner_may_do_everything() -> None:
    assert PERMISSIONS[Role.OWNER] == set(Permission)


def test_a_wider_role_may_do_whatever_a_narrower_one_may() -> None:
    for wider, narrower in pairwise(Role):
        assert PERMISSIONS[narrower] < PERMISSIONS[wider], (wider, narrower)


@pytest.mark.parametrize(
    ("role", "permission", "allowed"),
    [
        (Role.READ_ONLY, Permission.READ, True),
        (Role.READ_ONLY, Permission.LOG, False),
        (Role.AGENT, Permission.LOG, True),
        (Role.AGENT, Permission.DELETE, False),
        (Role.SUPERVISOR, Permission.IMPORT, True),
        (Role.SUPERVISOR, Permission.SETTINGS, False),
        (Role.MANAGER, Permission.SETTINGS, True),
        (Role.MANAGER, Permission.RESTORE, False),
    ],
)
def test_a_role_may(role: Role, permission: Permission, allowed: bool) -> None:
    assert may(role, permission) is allowed


def test_whom_to_ask_is_named_from_the_narrowest_role() -> None:
    assert roles_with(Permission.RESTORE) == (Role.OWNER,)
    assert roles_with(Permission.DELETE) == (Role.SUPERVISOR, Role.MANAGER, Role.OWNER)
