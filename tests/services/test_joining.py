"""Joining a shop's log on a server: look who is there, go in, or begin it."""

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import URL

from csops.domain.access import Role
from csops.domain.errors import AlreadyThere, Missing, OutOfRange, ServerRefused, UnknownName
from csops.domain.team import Shop
from csops.services import joining
from csops.services.joining import Server
from tests.helpers.clock import Clock
from tests.helpers.cluster import Cluster

SHOP = Shop(name="Hollow Oak Cycles", zone="UTC")


def _server_at(url: URL) -> Server:
    return Server(
        address=f"{url.host}:{url.port}", database=str(url.database), name=str(url.username), password=str(url.password)
    )


@pytest.fixture
def server(postgres_url: URL) -> Server:
    """A server on which Mara and Rosa have a log."""
    return _server_at(postgres_url)


@pytest.fixture
def empty_server(cluster: Cluster) -> Iterator[Server]:
    """A server with a database in which nothing is yet."""
    url = cluster.fresh()
    yield _server_at(url)
    cluster.drop(url)


def test_looking_tells_who_may_be_chosen(server: Server) -> None:
    there = joining.look(server)
    assert [member.name for member in there.members] == ["Mara Lindqvist", "Rosa Okafor"]
    assert not there.is_new


def test_one_goes_in_as_the_member_that_was_chosen(server: Server) -> None:
    workspace = joining.join(server, member="Rosa Okafor")
    assert (workspace.member.name, workspace.member.role) == ("Rosa Okafor", Role.AGENT)
    workspace.close()


def test_nobody_goes_in_under_a_name_that_is_not_there(server: Server) -> None:
    with pytest.raises(UnknownName):
        joining.join(server, member="Ada Brandt")


def test_an_empty_database_is_told_and_left_empty(empty_server: Server) -> None:
    assert joining.look(empty_server).is_new
    assert joining.look(empty_server).is_new


def test_a_log_is_begun_in_an_empty_database(empty_server: Server, clock: Clock) -> None:
    workspace = joining.begin(empty_server, owner="Mara Lindqvist", shop=SHOP, clock=clock)
    assert (workspace.member.name, workspace.member.role) == ("Mara Lindqvist", Role.OWNER)
    workspace.close()
    there = joining.look(empty_server)
    assert (there.name, [member.name for member in there.members]) == ("Hollow Oak Cycles", ["Mara Lindqvist"])


def test_a_log_is_not_begun_where_there_is_one(server: Server) -> None:
    with pytest.raises(AlreadyThere):
        joining.begin(server, owner="Ada Brandt", shop=SHOP)


def test_a_log_is_not_begun_without_an_owner(empty_server: Server) -> None:
    with pytest.raises(Missing) as wrong:
        joining.begin(empty_server, owner=" ", shop=SHOP)
    assert wrong.value.field == "owner"


def test_a_wrong_password_is_refused_and_never_repeated(server: Server) -> None:
    wrong = Server(address=server.address, database=server.database, name=server.name, password="not-this-one")
    with pytest.raises(ServerRefused) as refused:
        joining.look(wrong)
    assert "not-this-one" not in str(refused.value)


def test_a_server_that_is_not_there_refuses() -> None:
    with pytest.raises(ServerRefused):
        joining.look(Server(address="127.0.0.1:1", name="mara"))


@pytest.mark.parametrize(
    ("server", "field"),
    [
        (Server(address=" ", name="mara"), "server"),
        (Server(address="shop", name=""), "user"),
        (Server(address="shop", database="", name="mara"), "database"),
    ],
)
def test_what_is_missing_is_named(server: Server, field: str) -> None:
    with pytest.raises(Missing) as wrong:
        joining.look(server)
    assert wrong.value.field == field


@pytest.mark.parametrize("address", ["shop:none", "shop:0", "shop:70000", "[::1]:x"])
def test_a_port_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(OutOfRange):
        Server(address=address, name="mara").url()


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("shop", "shop:5432"),
        ("192.168.1.20:5433", "192.168.1.20:5433"),
        ("::1", "[::1]:5432"),
        ("[::1]:5433", "[::1]:5433"),
    ],
)
def test_an_address_may_end_in_a_port(address: str, host: str) -> None:
    assert Server(address=address, name="mara").url() == f"postgresql://mara@{host}/csops"


def test_odd_letters_in_name_and_password_survive() -> None:
    server = Server(address="shop", database="our log", name="mara@shop", password="p:/@ä%")
    assert joining.server_of(server.url()) == server


def test_what_is_remembered_has_no_password() -> None:
    url = Server(address="shop", name="mara", password="secret").url()
    assert joining.without_password(url) == "postgresql://mara@shop:5432/csops"
    assert joining.without_password("shop.csops") == "shop.csops"
    assert joining.without_password("postgresql-shop.csops") == "postgresql-shop.csops"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("postgresql://mara:secret@/csops?host=/run&port=5433", "postgresql://mara@/csops?host=/run&port=5433"),
        ("postgresql://mara:s@shop/csops?sslmode=require", "postgresql://mara@shop/csops?sslmode=require"),
        ("postgresql://shop/csops?password=secret&user=mara", "postgresql://shop/csops?user=mara"),
        ("postgresql://mara:secret@shop:port/csops", "postgresql://mara@shop:port/csops"),
        ("postgresql://mara:secret@[::1/csops", "postgresql://mara@[::1/csops"),
    ],
)
def test_a_url_that_is_no_form_is_remembered_as_it_was_said_without_its_password(url: str, kept: str) -> None:
    assert joining.without_password(url) == kept
    assert joining.server_of(url).database in {"csops", ""}


def test_a_server_is_printed_without_its_password() -> None:
    assert "secret" not in repr(Server(address="shop", password="secret"))
