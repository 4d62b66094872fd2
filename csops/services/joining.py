"""Joining a shop's log on a PostgreSQL server: look who is there, go in as one of them, or begin it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, unquote, urlsplit

from csops.domain.errors import Missing, NoDatabaseThere, OutOfRange
from csops.domain.people import Member
from csops.domain.team import Shop
from csops.services.people import member_named
from csops.services.starter import start_shop
from csops.services.workspace import Workspace, system_clock
from csops.storage.database import url_of
from csops.storage.opening import create_database, open_database

USUAL_PORT = 5432
_PORTS = range(1, 65_536)


@dataclass(frozen=True, kw_only=True)
class Server:
    """Where a shop's log is kept. `address` may end in a port: "192.168.1.20:5433". The password is never printed."""

    address: str
    database: str = "csops"
    name: str = ""
    password: str = field(default="", repr=False)

    def url(self, *, with_password: bool = True) -> str:
        """Return the URL; without the password it may be remembered.

        Raises:
            Missing: the address, the database or the name. OutOfRange: the port.
        """
        checked(self)
        host, port = _host_and_port(self.address)
        who = quote(self.name.strip(), safe="")
        if with_password and self.password:
            who = f"{who}:{quote(self.password, safe='')}"
        return f"postgresql://{who}@{host}:{port}/{quote(self.database.strip(), safe='')}"


@dataclass(frozen=True, kw_only=True)
class ShopThere:
    """What is on the server: the shop and who may be chosen, or nothing yet (`is_new`)."""

    name: str = ""
    members: tuple[Member, ...] = ()
    is_new: bool = False


def checked(server: Server) -> Server:
    """Return the server when it can be asked, or raise Missing or OutOfRange."""
    if not server.address.strip():
        raise Missing(field="server", right="Write its name or number, such as 192.168.1.20")
    if not server.database.strip():
        raise Missing(field="database", right="Whoever set up the server knows its name; often it is csops")
    if not server.name.strip():
        raise Missing(field="user", right="Write the name with which the server knows you")
    _host_and_port(server.address)
    return server


def server_of(url: str) -> Server:
    """Return the parts of a PostgreSQL URL, to be shown in a form: of one that is no URL, none."""
    try:
        return _parts(url)
    except ValueError:
        return Server(address="")


def _parts(url: str) -> Server:
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if parts.hostname and ":" in parts.hostname else parts.hostname or ""
    return Server(
        address=host if parts.port in {None, USUAL_PORT} else f"{host}:{parts.port}",
        database=unquote(parts.path.lstrip("/")),
        name=unquote(parts.username or ""),
        password="" if parts.password in {None, "***"} else unquote(parts.password or ""),
    )


def is_server(where: str) -> bool:
    """Return whether a place is a server and no file."""
    return re.match(r"postgresql(\+\w+)?://", where) is not None


def without_password(where: str) -> str:
    """Return a place as it may be remembered: what is no server is returned as it is."""
    if not is_server(where):
        return where
    server = server_of(where)
    if server.address and server.name and "?" not in where:
        return server.url(with_password=False)
    # What only the driver understands (a socket, a certificate) is kept as it was said.
    return re.sub(r"([?&])password=[^&]*&?", r"\1", re.sub(r"(//[^:/@]*):.*@", r"\1@", where))


def look(server: Server, *, clock: Callable[[], datetime] = system_clock) -> ShopThere:
    """Return what is on the server, or raise ServerRefused, NewerDatabase, Missing."""
    try:
        database = open_database(url_of(server.url()))
    except NoDatabaseThere:
        return ShopThere(is_new=True)
    workspace = Workspace(database, member=_NOBODY, clock=clock)
    try:
        with workspace.read() as work:
            members = tuple(member for member in work.members.all("name") if member.active)
            return ShopThere(name=work.settings.get(Shop).name, members=members)
    finally:
        workspace.close()


def join(server: Server, *, member: str, clock: Callable[[], datetime] = system_clock) -> Workspace:
    """Open the shop's log as one of its members, or raise UnknownName when nobody there has the name."""
    workspace = Workspace(open_database(url_of(server.url())), member=_NOBODY, clock=clock)
    try:
        with workspace.read() as work:
            members = work.members.all()
        workspace.member = member_named(members, member)
    except BaseException:
        workspace.close()
        raise
    return workspace


def begin(server: Server, *, owner: str, shop: Shop, clock: Callable[[], datetime] = system_clock) -> Workspace:
    """Begin a shop's log in a database that is still empty, and open it as its owner."""
    if not owner.strip():
        raise Missing(field="owner", right="Write who keeps the shop")
    workspace = Workspace(create_database(url_of(server.url())), member=_NOBODY, clock=clock)
    try:
        start_shop(workspace, owner=owner, shop=shop)
    except BaseException:
        workspace.close()
        raise
    return workspace


_NOBODY = Member(name="csops", initials="CS")
"""Who looks before somebody is chosen."""


def _host_and_port(address: str) -> tuple[str, int]:
    """Read "host", "host:5433", "[::1]:5433"; an IPv6 address without a port may lack its brackets."""
    said = address.strip()
    if said.count(":") > 1 and not said.startswith("["):
        return f"[{said}]", USUAL_PORT
    head, _, port = said.rpartition(":") if ":" in said.partition("]")[2] or said.count(":") == 1 else (said, "", "")
    if not port:
        return head or said, USUAL_PORT
    if not port.isdigit() or int(port) not in _PORTS:
        raise OutOfRange(field="server", value=said, right="Behind the colon stands the port, such as 5432")
    return head, int(port)
