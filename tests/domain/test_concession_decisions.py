"""What becomes of a concession, until when it is decided, and in which month it counts."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from csops.domain.access import Role
from csops.domain.calendar import calendar_from
from csops.domain.concession_decisions import (
    answer_by,
    asked_cost,
    checked_concession,
    least_by_role,
    month_of,
    with_less,
)
from csops.domain.concession_rules import Asked, ConcessionKind
from csops.domain.concessions import Concession, Term
from csops.domain.errors import CsopsError
from csops.domain.people import Member

KIND = ConcessionKind(key="bonus", name="Bonus", cost_rule="price", terms=(Asked(name="price", says="its price"),))
NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)  # a Friday
HOURS = {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}


def a_concession(price: str = "120", **values: object) -> Concession:
    plain = {"case_id": 1, "kind": "bonus", "cost": Decimal(price), "currency": "EUR", "given_by": 2, "given_at": NOON}
    terms = (Term(name="price", value=price),)
    return Concession(**{**plain, "terms": terms, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hours", "asked_at", "until"),
    [
        (2, "2026-03-06T12:00", "2026-03-06T14:00"),
        (2, "2026-03-06T16:00", "2026-03-09T10:00"),  # an hour on Friday, an hour on Monday
        (2, "2026-03-07T12:00", "2026-03-09T11:00"),  # asked on a Saturday
        (40, "2026-03-27T09:00", "2026-04-02T17:00"),  # over the night of daylight saving; clock times stay
    ],
)
def test_a_request_is_answered_within_opening_hours(hours: float, asked_at: str, until: str) -> None:
    zone = ZoneInfo("Europe/Berlin")
    calendar = calendar_from({"zone": "Europe/Berlin", "weekly": HOURS})
    moment = datetime.fromisoformat(asked_at).replace(tzinfo=zone)
    assert answer_by(calendar, now=moment, hours=hours) == datetime.fromisoformat(until).replace(tzinfo=zone)


def test_without_open_hours_a_request_is_answered_within_elapsed_hours() -> None:
    never = calendar_from({"zone": "UTC", "weekly": {"mon": []}})
    assert answer_by(never, now=NOON, hours=2) == NOON + timedelta(hours=2)


def test_a_month_is_that_of_the_shop() -> None:
    late = datetime(2026, 3, 1, 3, tzinfo=UTC)  # still February in New York
    first, following = month_of(late, zone="America/New_York")
    assert (first.isoformat(), following.isoformat()) == ("2026-02-01T00:00:00-05:00", "2026-03-01T00:00:00-05:00")
    assert month_of(datetime(2026, 12, 31, tzinfo=UTC), zone="UTC")[1] == datetime(2027, 1, 1, tzinfo=UTC)


def test_less_is_approved_and_what_was_asked_for_stays_known() -> None:
    less = with_less(a_concession(value=Decimal(120)), Decimal(80))
    assert [less.cost, less.value, asked_cost(less)] == [80, 80, 120]
    assert with_less(less, None) is less
    for cost in ("120.01", "0", "-3", "NaN", "sNaN", "0.001", "1e308"):
        with pytest.raises(CsopsError, match="amount cannot be"):
            with_less(a_concession(), Decimal(cost))


def test_the_cost_is_worked_out_and_never_taken_as_said() -> None:
    checked = checked_concession(a_concession("7.5", cost=Decimal(1), reason=" Sorry "), kind=KIND)
    assert (checked.cost, checked.reason) == (Decimal("7.50"), "Sorry")


@pytest.mark.parametrize(
    ("concession", "said"),
    [
        (a_concession("-5"), "price cannot be -5"),
        (a_concession(terms=(Term(name="price", value="five"),)), "price “five” is not understood"),
        (a_concession(terms=()), "price is missing"),
        (a_concession(value=Decimal(-1)), "value cannot be -1"),
        (a_concession(is_exception=True, reason=" "), "reason is missing. Say why the rules should not hold"),
    ],
)
def test_a_concession_that_cannot_be_is_refused(concession: Concession, said: str) -> None:
    with pytest.raises(CsopsError) as refused:
        checked_concession(concession, kind=KIND)
    assert said in str(refused.value)


def test_the_least_of_a_role_is_that_of_whoever_is_there_and_does_not_ask() -> None:
    ann, bo = (Member(id=key, name="S", role=Role.SUPERVISOR) for key in (1, 2))
    gone = Member(id=3, name="M", role=Role.MANAGER, active=False)
    months = {1: Decimal(10), 2: Decimal(40)}
    assert least_by_role([ann, bo, gone], months, but=9) == {Role.SUPERVISOR: 10}
    assert least_by_role([ann, bo, gone], months, but=1) == {Role.SUPERVISOR: 40}
