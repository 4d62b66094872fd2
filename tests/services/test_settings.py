"""What the team decides: shop, opening hours, staffing, channels, topics."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from csops.domain.access import Role
from csops.domain.care_rules import CareRules
from csops.domain.channels import Channel, ChannelKind
from csops.domain.customers import Customer
from csops.domain.errors import InputError, Missing, NotPermitted, OutOfRange, UnknownName
from csops.domain.people import Member
from csops.domain.team import SetUp, Shop, Staffing, View
from csops.domain.topics import Topic
from csops.services import customers, history, people, settings, views
from csops.services.workspace import Workspace
from tests.helpers.records import MARA, a_channel, a_topic

HOURS = {"zone": "UTC", "weekly": {"mon": ["09:00-12:30", "14:00-18:00"]}}


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """A workspace whose shop has opening hours."""
    settings.save_opening_hours(workspace, hours=HOURS)
    return workspace


def test_the_shop_is_kept_tidy(shop: Workspace) -> None:
    settings.save_shop(shop, shop=Shop(name="  Hollow   Oak ", region="de", zone="Europe/Berlin", currency="eur"))
    kept = settings.team(shop).shop
    assert (kept.name, kept.region, kept.currency) == ("Hollow Oak", "DE", "EUR")


def test_opening_hours_follow_the_zone_of_the_shop(shop: Workspace) -> None:
    settings.save_shop(shop, shop=Shop(zone="Europe/Berlin"))
    assert settings.team(shop).calendar.zone == "Europe/Berlin"


def test_steps_of_the_set_up_are_ticked_off_or_left_and_that_can_be_taken_back(shop: Workspace) -> None:
    settings.tick_steps(shop, keys=["topics"])
    settings.leave_steps(shop, keys=["people", "channels"])
    assert settings.team(shop).set_up == SetUp(fine=("topics",), left=("channels", "people"))
    history.undo(shop)
    assert settings.team(shop).set_up == SetUp(fine=("topics",))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (Shop(zone="Europe/Atlantis"), "time zone"),
        (Shop(region="Germany"), "country"),
        (Shop(currency="euros"), "currency"),
    ],
)
def test_a_shop_in_a_place_that_is_none_is_refused(shop: Workspace, wrong: Shop, field: str) -> None:
    with pytest.raises(InputError) as refused:
        settings.save_shop(shop, shop=wrong)
    assert refused.value.field == field


def test_a_change_of_the_shop_can_be_taken_back(shop: Workspace) -> None:
    settings.save_shop(shop, shop=Shop(name="Hollow Oak"))
    settings.save_shop(shop, shop=Shop(name="Another name"))
    history.undo(shop)
    assert settings.team(shop).shop.name == "Hollow Oak"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (CareRules(too_few=0), "too few"),
        (CareRules(fcr_days=31), "fcr days"),
        (CareRules(lost_after_days=0), "lost after days"),
        (CareRules(low_nps=11), "low nps"),
    ],
)
def test_a_rule_of_care_beyond_all_sense_is_refused(shop: Workspace, wrong: CareRules, field: str) -> None:
    with pytest.raises(OutOfRange) as refused:
        settings.save_care_rules(shop, rules=wrong)
    assert refused.value.fields["field"] == field
    assert settings.team(shop).care == CareRules()


def test_the_rules_of_care_are_kept_and_taken_back(shop: Workspace) -> None:
    settings.save_care_rules(shop, rules=CareRules(too_few=5, sells_subscriptions=True))
    assert settings.team(shop).care.days_until_lost == 35
    history.undo(shop)
    assert settings.team(shop).care == CareRules()


def test_hours_that_overlap_are_refused_and_the_old_ones_stay(shop: Workspace) -> None:
    with pytest.raises(OutOfRange):
        settings.save_opening_hours(shop, hours={"zone": "UTC", "weekly": {"mon": ["09:00-12:00", "11:00-14:00"]}})
    assert settings.opening_hours(shop) == HOURS


def test_holidays_of_a_country_that_is_not_known_are_refused(shop: Workspace) -> None:
    with pytest.raises(UnknownName):
        settings.save_opening_hours(shop, hours={**HOURS, "holidays": {"country": "ZZ"}})


def test_staffing_is_kept_and_checked(shop: Workspace) -> None:
    settings.save_staffing(shop, staffing=Staffing(shrinkage=0.3))
    with pytest.raises(OutOfRange):
        settings.save_staffing(shop, staffing=Staffing(shrinkage=1.2))
    assert settings.team(shop).staffing.shrinkage == 0.3


def test_staffing_and_the_goals_of_channels_are_one_act(shop: Workspace) -> None:
    phone = settings.team(shop).channels[0]
    wanted = replace(phone, target_share=0.9)
    settings.save_staffing(shop, staffing=Staffing(shrinkage=0.3), channels=[wanted])
    assert settings.team(shop).channels[0].target_share == 0.9
    history.undo(shop)
    assert settings.team(shop).channels[0].target_share == phone.target_share
    assert settings.team(shop).staffing == Staffing()


def test_a_channel_is_added_with_a_key_of_its_own(shop: Workspace) -> None:
    kept = settings.save_channel(shop, channel=a_channel(key="", name="Shop window"))
    assert (kept.key, settings.team(shop).channel(kept.id)) == ("shop_window", kept)


def test_a_channel_with_a_deadline_handles_none_at_once(shop: Workspace) -> None:
    chat = settings.save_channel(shop, channel=a_channel())
    kept = settings.save_channel(shop, channel=replace(chat, kind=ChannelKind.DEFERRED))
    assert kept.concurrency is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"target_share": 0.0}, "service level"),
        ({"target_share": 1.0}, "service level"),
        ({"target_share": 1.2}, "service level"),
        ({"target": timedelta(0)}, "answered within"),
        ({"concurrency": 11}, "at once"),
        ({"name": " "}, "name"),
    ],
)
def test_a_channel_that_cannot_be_names_the_field(shop: Workspace, values: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as refused:
        settings.save_channel(shop, channel=a_channel(**values))
    assert refused.value.field == field


def test_a_topic_without_a_name_is_refused(shop: Workspace) -> None:
    with pytest.raises(Missing):
        settings.save_topic(shop, topic=a_topic(name="  "))


def test_channels_are_brought_into_another_order_in_one_act(shop: Workspace) -> None:
    phone, email = settings.team(shop).channels
    settings.order_channels(shop, channel_ids=[email.id, phone.id])
    assert [one.name for one in settings.team(shop).channels] == ["E-mail", "Phone"]
    history.undo(shop)
    assert [one.name for one in settings.team(shop).channels] == ["Phone", "E-mail"]


def test_topics_are_brought_into_another_order(shop: Workspace) -> None:
    refund, delivery = settings.team(shop).topics
    settings.order_topics(shop, topic_ids=[delivery.id, refund.id])
    assert [one.name for one in settings.team(shop).topics] == ["Delivery", "Refund"]


def test_an_agent_changes_none_of_it(rosa: Workspace) -> None:
    for change in (
        lambda: settings.save_shop(rosa, shop=Shop()),
        lambda: settings.save_opening_hours(rosa, hours=HOURS),
        lambda: settings.save_channel(rosa, channel=a_channel()),
        lambda: settings.save_topic(rosa, topic=a_topic()),
        lambda: settings.order_channels(rosa, channel_ids=[]),
        lambda: settings.order_topics(rosa, topic_ids=[]),
        lambda: settings.save_staffing(rosa, staffing=Staffing()),
    ):
        with pytest.raises(NotPermitted):
            change()


def test_a_manager_changes_the_shop(shop: Workspace) -> None:
    shop.member = replace(MARA, role=Role.MANAGER)
    assert settings.save_shop(shop, shop=Shop(name="Hollow Oak")).name == "Hollow Oak"


def test_names_that_give_the_same_key_are_two_topics_and_two_channels(shop: Workspace) -> None:
    for name in ("Walk-in", "Walk in", "walk, in", "²³", "—"):
        settings.save_topic(shop, topic=Topic(key="", name=name))
        settings.save_channel(shop, channel=Channel(key="", name=name))
    team = settings.team(shop)
    assert [one.key for one in team.topics if one.key.startswith("walk")] == ["walk_in", "walk_in_2", "walk_in_3"]
    assert {"Walk-in", "Walk in", "walk, in", "²³", "—"} <= {one.name for one in team.channels}


@pytest.mark.parametrize("name", ["x" * 201, "\U0001f389" * 5000])
def test_a_name_longer_than_any_is_refused_before_it_is_kept(shop: Workspace, name: str) -> None:
    for keep in (
        lambda: settings.save_topic(shop, topic=Topic(key="", name=name)),
        lambda: settings.save_channel(shop, channel=Channel(key="", name=name)),
        lambda: people.save_member(shop, member=Member(name=name)),
        lambda: people.save_member(shop, member=Member(name="Ann", initials=name)),
        lambda: views.save_view(shop, view=View(name=name, place="contacts")),
        lambda: customers.save_customer(shop, customer=Customer(name=name * 3, created_at=shop.now())),
    ):
        with pytest.raises(OutOfRange, match="letters long"):
            keep()


def test_a_name_as_long_as_may_be_is_kept_with_a_key_of_its_own(shop: Workspace) -> None:
    for end in "ab":
        kept = settings.save_topic(shop, topic=Topic(key="", name="x" * 199 + end))
        assert len(kept.key) <= 64
    named = Customer(name="\U0001f389" * 600, phones=("+49 " + "1" * 5000,), created_at=shop.now())
    assert customers.save_customer(shop, customer=named).name == named.name


@pytest.mark.parametrize("target", [timedelta.max, timedelta(days=10**6)])
def test_a_target_of_an_age_is_refused_and_the_team_can_still_be_read(shop: Workspace, target: timedelta) -> None:
    channel = settings.team(shop).channels[0]
    with pytest.raises(OutOfRange, match="up to a year"):
        settings.save_channel(shop, channel=replace(channel, target=target))
    assert settings.team(shop).channels[0] == channel


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e308])
def test_figures_that_are_no_figures_are_refused(shop: Workspace, value: float) -> None:
    for wrong in (Staffing(handle_time_s=value), Staffing(cost_per_hour=Decimal(str(value)))):
        with pytest.raises(OutOfRange):
            settings.save_staffing(shop, staffing=wrong)


def test_half_a_character_is_left_out_of_whatever_is_kept(shop: Workspace) -> None:
    half = "a\ud800b\0c"
    settings.save_shop(shop, shop=Shop(subdivision=half, zone="UTC"))
    views.save_view(shop, view=View(name="v", place="contacts", question={"text": half, "ids": [half]}))
    views.keep_draft(shop, form="log", value={"text": f" {half} "})
    draft = views.get_draft(shop, form="log")
    assert draft is not None
    assert draft[0] == {"text": " abc "}
    assert views.list_views(shop)[0].question == {"text": "abc", "ids": ["abc"]}
    assert settings.team(shop).shop.subdivision == "abc"
