"""The first act on a new database: on both databases."""

from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from csops.domain.access import Role
from csops.domain.contacts import ContactDraft
from csops.domain.errors import Missing, UnknownName
from csops.domain.people import Member
from csops.domain.team import Shop
from csops.services import contacts, history, settings
from csops.services.starter import USUAL_WEEK, start_shop
from csops.services.workspace import Workspace
from csops.storage.database import url_of
from csops.storage.opening import create_database
from tests.helpers.clock import Clock
from tests.helpers.cluster import Cluster

SHOP = Shop(name="Hollow Oak", zone="Europe/Berlin", region="de", currency="eur")


@pytest.fixture
def empty(database_url: URL, cluster: Cluster, request: pytest.FixtureRequest, clock: Clock) -> Workspace:
    """A database in which nothing has happened yet."""
    if database_url.drivername.startswith("sqlite"):
        url = url_of(Path(str(database_url.database)).with_name("new.db"))
    else:
        url = cluster.fresh()
        request.addfinalizer(lambda: cluster.drop(url))
    workspace = Workspace(create_database(url), member=Member(name="csops", role=Role.OWNER), clock=clock)
    request.addfinalizer(workspace.close)  # noqa: PT021 - the last made goes first
    return workspace


def test_a_shop_begins_with_its_owner_signed_in(empty: Workspace) -> None:
    owner = start_shop(empty, owner=" Mara Lindqvist ", shop=SHOP)
    assert (owner.name, owner.role, empty.member) == ("Mara Lindqvist", Role.OWNER, owner)
    assert settings.team(empty).members == (owner,)


def test_a_shop_begins_with_eight_channels_and_twelve_topics(empty: Workspace) -> None:
    start_shop(empty, owner="Mara", shop=SHOP)
    team = settings.team(empty)
    assert [one.key for one in team.channels][:5] == ["phone", "email", "chat", "social", "walk_in"]
    assert (len(team.channels), len(team.topics)) == (8, 12)
    assert all(0 < one.target_share <= 1 and one.target.total_seconds() > 0 for one in team.channels)


def test_a_shop_begins_with_usual_hours_in_its_own_zone(empty: Workspace) -> None:
    start_shop(empty, owner="Mara", shop=SHOP)
    assert settings.opening_hours(empty) == {"zone": "Europe/Berlin", "weekly": USUAL_WEEK}
    shop = settings.team(empty).shop
    assert (shop.region, shop.currency, shop.sample) == ("DE", "EUR", False)


def test_a_shop_that_knows_its_hours_begins_with_them(empty: Workspace) -> None:
    hours = {"zone": "Europe/Berlin", "weekly": {"mon": ["10:00-12:00"]}}
    start_shop(empty, owner="Mara", shop=SHOP, hours=hours)
    assert settings.opening_hours(empty) == hours


def test_beginning_is_one_act(empty: Workspace) -> None:
    start_shop(empty, owner="Mara", shop=SHOP)
    assert [act.what for act in history.history(empty)] == ["Start the shop"]


def test_a_beginning_that_cannot_be_leaves_nothing(empty: Workspace) -> None:
    with pytest.raises(UnknownName):
        start_shop(empty, owner="Mara", shop=Shop(zone="Europe/Atlantis"))
    with pytest.raises(Missing):
        start_shop(empty, owner="  ", shop=SHOP)
    with empty.read() as work:
        assert (work.members.all(), work.channels.all()) == ([], [])


def test_the_first_contact_can_be_logged_at_once(empty: Workspace) -> None:
    start_shop(empty, owner="Mara", shop=SHOP)
    phone = settings.team(empty).channels[0].id
    assert contacts.log_contact(empty, draft=ContactDraft(channel_id=phone)).contact.id == 1
