"""Contacts in groups: what each is called and asked for, days counted in the shop's own zone, and their order."""

from datetime import UTC, date, datetime

import pytest

from csops.domain.cases import State
from csops.domain.groups import QUARTER, Group, GroupBy, by_days, in_order, narrowing
from csops.domain.questions import NOBODY, Question

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MONDAY, SUNDAY = date(2026, 3, 30), date(2026, 3, 29)
"""On that Sunday the clocks go forward in Berlin."""


def group(by: GroupBy, value: int | State | date | None) -> Group:
    return Group(by=by, value=value, contacts=1)


@pytest.mark.parametrize(
    ("one", "key"),
    [
        (group(GroupBy.CHANNEL, 3), "channel:3"),
        (group(GroupBy.STATE, State.OPEN), f"state:{State.OPEN.value}"),
        (group(GroupBy.DAY, MONDAY), "happened_at:2026-03-30"),
        (group(GroupBy.OWNER, None), "owner:"),
    ],
)
def test_every_group_has_a_name_of_its_own(one: Group, key: str) -> None:
    assert one.key == key


@pytest.mark.parametrize(
    ("one", "question"),
    [
        (group(GroupBy.CHANNEL, 3), Question(channel_ids=(3,))),
        (group(GroupBy.TOPIC, None), Question(topic_ids=(NOBODY,))),
        (group(GroupBy.OWNER, 2), Question(owner_ids=(2,))),
        (group(GroupBy.MEMBER, 2), Question(member_ids=(2,))),
        (group(GroupBy.STATE, State.OPEN), Question(states=(State.OPEN,))),
    ],
)
def test_a_group_is_asked_for_by_what_makes_it(one: Group, question: Question) -> None:
    assert narrowing(one, zone="Europe/Berlin") == question


def test_a_day_is_asked_for_from_midnight_to_midnight_where_the_shop_is() -> None:
    asked = narrowing(group(GroupBy.DAY, SUNDAY), zone="Europe/Berlin")
    assert (asked.since, asked.until) == (
        datetime(2026, 3, 28, 23, tzinfo=UTC),
        datetime(2026, 3, 29, 22, tzinfo=UTC),
    )


def test_quarter_hours_are_counted_to_the_local_day() -> None:
    moments = [
        datetime(2026, 3, 28, 22, 45, tzinfo=UTC),
        datetime(2026, 3, 28, 23, tzinfo=UTC),
        datetime(2026, 3, 29, 21, 45, tzinfo=UTC),
    ]
    quarters = [((at - EPOCH) // QUARTER, 2) for at in moments]
    assert by_days(quarters, zone="Europe/Berlin") == {date(2026, 3, 28): 2, SUNDAY: 4}


def test_days_stand_by_time_and_turn_round_when_the_newest_comes_first() -> None:
    days = [group(GroupBy.DAY, day) for day in (MONDAY, SUNDAY)]
    assert [one.value for one in in_order(days, places={}, newest_first=False)] == [SUNDAY, MONDAY]
    assert [one.value for one in in_order(days, places={}, newest_first=True)] == [MONDAY, SUNDAY]


def test_others_stand_by_their_place_with_nobody_last_whatever_comes_first() -> None:
    owners = [group(GroupBy.OWNER, value) for value in (None, 7, 5, 9)]
    found = in_order(owners, places={5: 1, 7: 0}, newest_first=True)
    assert [one.value for one in found] == [7, 5, 9, None]


def test_no_groups_are_no_groups() -> None:
    assert in_order([], places={}, newest_first=True) == []
