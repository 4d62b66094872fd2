"""Settings become an open workspace: the only place that chooses the real database, member and clock."""

import locale
import os
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from csops.domain.access import Role
from csops.domain.errors import DamagedDatabase, NoDatabaseThere
from csops.domain.people import Member
from csops.domain.team import Shop
from csops.services.people import member_named
from csops.services.starter import start_shop
from csops.services.workspace import Workspace, system_clock
from csops.storage.database import Database, url_of
from csops.storage.opening import TO_ERASE, create_database, open_database

FILE_NAME = "shop.csops"


def default_place(environment: Mapping[str, str] = os.environ) -> str:
    """Return where the records are when nobody says: `CSOPS_DB`, else the per-user data folder."""
    import platformdirs

    named = environment.get("CSOPS_DB")
    return named or str(Path(platformdirs.user_data_dir("csops", appauthor=False)) / FILE_NAME)


def open_workspace(
    where: str | Path | None = None, *, member: str | None = None, clock: Callable[[], datetime] = system_clock
) -> Workspace:
    """Open what is there, or raise a DatabaseProblem; nothing is created.

    Args:
        where: a path or an URL; else `CSOPS_DB`, else the per-user data folder.
        member: name or initials of who works; else the first active owner.
        clock: the present moment.
    """
    database = open_database(url_of(where or default_place()))
    _erase_who_came_back(database, at=clock())
    workspace = Workspace(database, member=_NOBODY, clock=clock)
    try:
        workspace.member = _member(workspace, member)
    except BaseException:
        workspace.close()
        raise
    return workspace


def _erase_who_came_back(database: Database, *, at: datetime) -> None:
    """Erase again who came back with a backup, where nothing could do so when it was brought back."""
    if database.path is not None and database.path.with_name(f"{database.path.name}{TO_ERASE}").exists():
        from csops.services.erasing import erase_waiting

        erase_waiting(database, at=at)


def create_workspace(
    where: str | Path | None = None,
    *,
    owner: str | None = None,
    shop: Shop | None = None,
    clock: Callable[[], datetime] = system_clock,
) -> Workspace:
    """Create a database with starter content in a place that is empty, and open it."""
    workspace = Workspace(create_database(url_of(where or default_place())), member=_NOBODY, clock=clock)
    try:
        start_shop(workspace, owner=owner or user_name(), shop=shop or Shop(zone=system_zone(), region=system_region()))
    except BaseException:
        workspace.close()
        raise
    return workspace


def open_or_create(where: str | Path | None = None, *, member: str | None = None) -> Workspace:
    """Open what is there; where there is nothing, create it."""
    try:
        return open_workspace(where, member=member)
    except NoDatabaseThere:
        return create_workspace(where, owner=member)


_NOBODY = Member(name="csops", initials="CS", role=Role.OWNER)
"""Who does the very first act of a database, before it has a member."""


def _member(workspace: Workspace, name: str | None) -> Member:
    with workspace.read() as work:
        members = work.members.all()
    if name:
        return member_named(members, name)
    owners = [member for member in members if member.active and member.role is Role.OWNER]
    if not owners:
        raise DamagedDatabase(path=workspace.place, detail="nobody owns it")
    return owners[0]


def user_name() -> str:
    """Return the name of who uses this computer, for the first member."""
    for variable in ("CSOPS_OWNER", "USERNAME", "USER", "LOGNAME"):
        name = os.environ.get(variable, "").strip()
        if name:
            return name[:1].upper() + name[1:]
    return "Owner"


def system_zone() -> str:
    """Return the time zone of this computer by its IANA name."""
    named = os.environ.get("TZ", "").lstrip(":")
    if "/" in named:
        return named
    link = Path("/etc/localtime")
    if link.is_symlink():
        found = re.search(r"zoneinfo/(?:posix/|right/)?(\w+/.+)$", str(link.resolve()))
        if found:
            return found.group(1)
    return "Europe/London"


def system_region() -> str:
    """Return the country of this computer's settings, GB when they name none."""
    named = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    found = re.match(r"[a-z]{2,3}_([A-Z]{2})", named)
    return found.group(1) if found else "GB"
