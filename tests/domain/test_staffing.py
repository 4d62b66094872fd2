"""People for one interval, on the roster, and pooled over channels."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.errors import OutOfRange
from csops.domain.exact import exact
from csops.domain.shrinkage import paid_hours, to_hundredths
from csops.domain.staffing import Need, need_for_interval, pooled_agents, rostered


def need(contacts: float = 100, **given_too: float | str | None) -> Need:
    return need_for_interval(contacts=contacts, **{"interval_s": 1800, "handle_time_s": 180, **given_too})  # type: ignore[arg-type]  # a builder passes on what the test names


def test_people_on_the_roster_are_exact_in_every_combination() -> None:
    # Floats give one too many in 128 of these 1,062 (forecasting-and-staffing.md, section 4).
    for raw in range(1, 60):
        for percent in range(5, 95, 5):
            people = -(-raw * 100 // (100 - percent))
            assert rostered(raw, shrinkage=percent / 100) == people
            assert rostered(raw, shrinkage=f"{percent / 100}") == people


def test_hours_of_a_week_are_rounded_once() -> None:
    hours = Fraction(32)
    assert to_hundredths(paid_hours(hours, shrinkage=Decimal("0.25"))) == Decimal("42.67")
    assert to_hundredths(paid_hours(hours, shrinkage="0.2")) == Decimal("40.00")


def test_a_float_is_taken_for_what_was_written() -> None:
    assert exact(0.3) == Fraction(3, 10)
    assert exact(100 / 1800) == Fraction(1, 18)
    assert exact(0.1 + 0.2) == Fraction(3, 10)
    assert exact(math.pi) == Fraction(math.pi)


@given(st.lists(st.floats(min_value=0.05, max_value=5), min_size=1, max_size=5))
def test_a_pool_never_needs_more_than_its_channels_apart(loads: list[float]) -> None:
    def people(some: list[float]) -> int:
        return pooled_agents(some, handle_time_s=300, target_s=30, service_level=0.8)

    assert people(loads) <= sum(people([load]) for load in loads)


def test_the_published_example_of_one_interval() -> None:
    # README of the R package ErlangC: 14 people, 88.8 %; with 30 % shrinkage 20 (unit tests of erlanglib).
    result = need(shrinkage=0.3)
    assert (result.agents, result.rostered) == (14, 20)
    assert result.service_level == pytest.approx(0.88835, abs=5e-6)
    assert result.offered_load == 10
    assert result.occupancy == pytest.approx(10 / 14)
    assert result.abandonment == 0


def test_an_occupancy_cap_adds_people() -> None:
    # contactcentrehelper.com: 400 calls of 257 s in 30 minutes, 85 %: 68 people, 97 with 30 % ... which is 98 exactly.
    result = need(400, handle_time_s=257, max_occupancy=0.85, shrinkage="0.3")
    assert (result.agents, result.rostered) == (68, 98)


def test_people_who_give_up_are_said() -> None:
    result = need(patience_s=120)
    assert result.agents < 14
    assert 0 < result.abandonment < 0.2
    assert result.service_level >= 0.8


def test_several_chats_at_once_take_fewer_people() -> None:
    one, three = need(20, handle_time_s=600), need(20, handle_time_s=600, concurrency=3)
    assert three.agents < one.agents
    assert three.service_level >= 0.8
    with_patience = need(20, handle_time_s=600, concurrency=3, patience_s=120, max_occupancy=0.5)
    assert with_patience.occupancy <= 0.5
    assert need(20, handle_time_s=600, concurrency=3, max_occupancy=0.5).agents >= 20 / 3 / 2.5 / 0.5


def test_deferred_work_is_spread_over_its_deadline() -> None:
    # 100 contacts of 3 minutes are 5 hours of work: 1.25 people for 4 hours.
    result = need(deferred_within_s=4 * 3600, shrinkage=0.2)
    assert (result.agents, result.rostered) == (2, 3)
    assert result.mean_wait_s is None
    assert result.occupancy == pytest.approx(0.625)
    assert need(deferred_within_s=4 * 3600, max_occupancy=0.5).agents == 3


def test_without_contacts_nobody_is_needed_and_nobody_waits() -> None:
    result = need(0)
    assert (result.agents, result.rostered, result.service_level, result.mean_wait_s) == (0, 0, 1, 0)


@given(
    st.floats(min_value=0, max_value=300),
    st.floats(min_value=0.05, max_value=0.99),
    st.floats(min_value=0, max_value=0.9),
)
def test_more_contacts_never_need_fewer_people(contacts: float, share: float, shrinkage: float) -> None:
    fewer = need(contacts, service_level=share, shrinkage=shrinkage)
    more = need(contacts * 1.1 + 1, service_level=share, shrinkage=shrinkage)
    assert fewer.agents <= more.agents
    assert fewer.agents <= fewer.rostered <= more.rostered
    assert fewer.service_level >= share - 1e-12


@pytest.mark.parametrize(
    ("wrong", "field", "value"),
    [
        ({"contacts": -1}, "contacts", "-1"),
        ({"contacts": math.nan}, "contacts", "nan"),
        ({"contacts": 1e12}, "contacts", "1e+12"),
        ({"interval_s": 0}, "interval", "0 s"),
        ({"handle_time_s": 0}, "handle time", "0 s"),
        ({"handle_time_s": -60}, "handle time", "-60 s"),
        ({"service_level": 0}, "service level", "0 %"),
        ({"service_level": 1}, "service level", "100 %"),
        ({"service_level": 1.2}, "service level", "120 %"),
        ({"target_s": -1}, "target", "-1 s"),
        ({"patience_s": 0}, "patience", "0 s"),
        ({"max_occupancy": 0}, "occupancy at most", "0 %"),
        ({"max_occupancy": 1.01}, "occupancy at most", "101 %"),
        ({"shrinkage": 1}, "shrinkage", "100 %"),
        ({"shrinkage": -0.1}, "shrinkage", "-10 %"),
        ({"concurrency": 0}, "contacts at once", "0"),
        ({"concurrency": 6}, "contacts at once", "6"),
        ({"deferred_within_s": 0}, "deadline", "0 s"),
        ({"deferred_within_s": 3600, "concurrency": 3}, "contacts at once", "3"),
    ],
)
def test_bad_input_is_refused_by_the_name_a_person_knows(wrong: dict[str, float], field: str, value: str) -> None:
    with pytest.raises(OutOfRange) as refused:
        need(**wrong)
    assert refused.value.field == field
    assert str(refused.value).startswith(f"{field} cannot be {value}. ")
