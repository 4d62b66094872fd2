"""What the team decides."""

from decimal import Decimal
from typing import Any

import pytest

from csops.domain.errors import Missing, OutOfRange, UnknownName
from csops.domain.team import Shop, Staffing, View, checked_shop, checked_staffing, checked_view
from csops.domain.topics import checked as checked_topic
from tests.helpers.records import a_topic


def test_a_shop_is_tidied() -> None:
    shop = checked_shop(Shop(name=" Hollow  Oak ", region="de", currency="eur", zone="Europe/Berlin"))
    assert (shop.name, shop.region, shop.currency) == ("Hollow Oak", "DE", "EUR")


@pytest.mark.parametrize("values", [{"zone": "Europe/Nowhere"}, {"region": "D1"}, {"region": "DEU"}, {"currency": "€"}])
def test_a_place_that_does_not_exist_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(UnknownName):
        checked_shop(Shop(**values))  # type: ignore[arg-type]  # every value here is a text


@pytest.mark.parametrize(
    "values",
    [
        {"shrinkage": -0.1}, {"shrinkage": 0.95}, {"max_occupancy": 0.2}, {"max_occupancy": 1.2},
        {"cost_per_hour": Decimal(-1)}, {"minimum_people": -1}, {"minimum_people": 51}, {"handle_time_s": 0.0},
        {"handle_time_s": -5.0},
    ],
)  # fmt: skip
def test_assumptions_that_cannot_be_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(OutOfRange):
        checked_staffing(Staffing(**values))


@pytest.mark.parametrize("values", [{}, {"shrinkage": 0.0}, {"max_occupancy": 1.0}, {"minimum_people": 0}])
def test_assumptions_that_can_be_are_taken(values: dict[str, Any]) -> None:
    assert checked_staffing(Staffing(**values)) == Staffing(**values)


def test_a_view_needs_a_name() -> None:
    assert checked_view(View(name=" Late  refunds ", place="contacts")).name == "Late refunds"
    with pytest.raises(Missing):
        checked_view(View(name=" ", place="contacts"))


def test_a_topic_needs_a_name_and_gets_a_key() -> None:
    topic = checked_topic(a_topic(name=" Late   parcel ", key=""))
    assert (topic.name, topic.key) == ("Late parcel", "late_parcel")
    with pytest.raises(Missing):
        checked_topic(a_topic(name=""))
