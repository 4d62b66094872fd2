"""Named what-ifs: what they turn, what they leave, how they are kept, and what their week is."""

import math
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.channels import ChannelKind
from csops.domain.errors import CsopsError, Missing, NotUnderstood, OutOfRange, UnknownName
from csops.domain.requirement import requirement
from csops.domain.scenario_loads import loads_under
from csops.domain.scenario_values import plain, scenario_from
from csops.domain.scenarios import Event, Hours, NewChannel, Scenario, checked_scenario, free_name, turned

WEEK = date(2026, 1, 5)
USUAL = Assumptions(shrinkage=0.25, max_occupancy=0.85, cost_per_hour=Decimal("19.50"))
SALE = Event(name="Sale", first_day=WEEK + timedelta(days=1), last_day=WEEK + timedelta(days=2), factor=1.5)
CHAT = NewChannel(
    name="Chat", kind=ChannelKind.IMMEDIATE, contacts_a_week=80, handle_time_s=400, target_s=60, concurrency=2
)
SATURDAY = Hours(weekday=5, opens=time(9), closes=time(11))


def _loads(days: int = 5, first_hour: int = 9, hours: int = 8) -> tuple[IntervalLoad, ...]:
    starts = [
        datetime.combine(WEEK, time(first_hour), tzinfo=UTC) + timedelta(days=day, minutes=30 * half)
        for day in range(days)
        for half in range(2 * hours)
    ]
    return tuple(
        IntervalLoad(
            starts_at=start,
            length_s=1800,
            channels=(
                ChannelLoad(channel="phone", is_immediate=True, contacts=2 + start.hour % 3, handle_time_s=240),
                ChannelLoad(channel="email", is_immediate=False, contacts=1, handle_time_s=300, target_s=14_400),
            ),
        )
        for start in starts
    )


def _under(scenario: Scenario) -> tuple[IntervalLoad, ...]:
    return loads_under(scenario, _loads(), week=WEEK, every_s=1800)


def _contacts(loads: tuple[IntervalLoad, ...], channel: str) -> float:
    return math.fsum(each.contacts for interval in loads for each in interval.channels if each.channel == channel)


def test_a_scenario_keeps_what_differs_and_follows_the_team_in_the_rest() -> None:
    scenario = turned("Less illness", replace(USUAL, shrinkage=0.2, volume_factor=1.1), USUAL)
    later = replace(USUAL, max_occupancy=0.9, cost_per_hour=Decimal(22))
    assert scenario.onto(later) == replace(later, shrinkage=0.2, volume_factor=1.1)


def test_an_event_multiplies_what_comes_on_its_days() -> None:
    found = _under(Scenario(name="Sale", events=(SALE,)))
    for before, after in zip(_loads(), found, strict=True):
        factor = 1.5 if before.starts_at.weekday() in {1, 2} else 1
        assert [each.contacts for each in after.channels] == [each.contacts * factor for each in before.channels]


def test_an_event_may_act_on_one_channel_alone() -> None:
    found = _under(Scenario(name="Sale", events=(replace(SALE, channel="phone"),)))
    assert _contacts(found, "email") == _contacts(_loads(), "email")
    assert _contacts(found, "phone") > _contacts(_loads(), "phone")


def test_a_new_channel_comes_as_the_others_do() -> None:
    found = _under(Scenario(name="Chat", new_channels=(CHAT,)))
    assert _contacts(found, CHAT.key) == pytest.approx(80)
    nine, eleven = (found[at].channels[2].contacts for at in (0, 4))
    assert eleven / nine == pytest.approx(5 / 3)
    assert requirement(found, USUAL).people_at_peak >= requirement(_loads(), USUAL).people_at_peak


def test_other_hours_change_when_contacts_come_and_not_how_many() -> None:
    found = _under(Scenario(name="Saturday", hours=(SATURDAY,)))
    assert [each.starts_at.weekday() for each in found].count(5) == 4
    for channel in ("phone", "email"):
        assert _contacts(found, channel) == pytest.approx(_contacts(_loads(), channel))
    first = next(each for each in found if each.starts_at.weekday() == 5)
    monday = found[0]
    assert first.channels[0].contacts == pytest.approx(monday.channels[0].contacts)


def test_a_day_that_closes_gives_its_contacts_to_the_others() -> None:
    found = _under(Scenario(name="No Mondays", hours=(Hours(weekday=0),)))
    assert {each.starts_at.weekday() for each in found} == {1, 2, 3, 4}
    assert _contacts(found, "phone") == pytest.approx(_contacts(_loads(), "phone"))


def test_nothing_is_expected_of_a_week_that_is_closed() -> None:
    closed = Scenario(name="Holidays", hours=tuple(Hours(weekday=day) for day in range(7)))
    assert _under(closed) == ()
    assert loads_under(Scenario(name="x", events=(SALE,)), (), week=WEEK, every_s=1800) == ()


def test_one_person_more_waits_less_and_one_fewer_more() -> None:
    loads = _loads()
    fewer, needed, more = (requirement(loads, replace(USUAL, more_people=people)) for people in (-1, 0, 1))
    levels = [each.service_level or 0 for each in (fewer, needed, more)]
    assert 0 < levels[0] < levels[1] < levels[2]
    assert fewer.cost < needed.cost < more.cost
    assert more.people_at_peak == needed.people_at_peak + 1


def test_a_scenario_that_cannot_be_says_what_would_be_right() -> None:
    with pytest.raises(Missing, match="name"):
        checked_scenario(Scenario(name="  "))
    with pytest.raises(OutOfRange, match="shrinkage"):
        checked_scenario(Scenario(name="All ill", shrinkage=1.0))
    with pytest.raises(OutOfRange, match="0 % to 99 %"):
        checked_scenario(Scenario(name="Nearly all ill", shrinkage=0.9999999))
    with pytest.raises(OutOfRange, match="1 % to 100 %"):
        checked_scenario(Scenario(name="Idle", max_occupancy=1e-7))
    with pytest.raises(OutOfRange, match="people more"):
        checked_scenario(Scenario(name="Crowd", people=51))
    with pytest.raises(OutOfRange, match="weekday twice"):
        checked_scenario(Scenario(name="Twice", hours=(SATURDAY, SATURDAY)))
    with pytest.raises(OutOfRange, match="two of one name"):
        checked_scenario(Scenario(name="Twice", new_channels=(CHAT, replace(CHAT, name="chat "))))
    with pytest.raises(OutOfRange, match="opening hours"):
        Hours(weekday=1, opens=time(12), closes=time(9))
    with pytest.raises(OutOfRange, match="last day"):
        replace(SALE, last_day=WEEK)


_EVENTS = st.builds(
    Event,
    name=st.text(min_size=1, max_size=9),
    first_day=st.dates(date(2026, 1, 1), date(2026, 6, 1)),
    last_day=st.dates(date(2026, 6, 1), date(2027, 1, 1)),
    factor=st.floats(0, 5),
    channel=st.sampled_from(["", "phone"]),
)
_HOURS = st.builds(
    Hours,
    weekday=st.integers(0, 6),
    opens=st.just(time(8, 30)),
    closes=st.times(time(9), time(23)).map(lambda at: at.replace(second=0, microsecond=0)),
)
_SCENARIOS = st.builds(
    Scenario,
    name=st.just("One"),
    volume_factor=st.floats(0, 3),
    handle_times_s=st.dictionaries(st.sampled_from(["phone", "email"]), st.floats(1, 900)),
    shrinkage=st.none() | st.floats(0, 0.8),
    service_level=st.none() | st.floats(0.1, 0.95),
    minimum_people=st.none() | st.integers(0, 5),
    cost_per_hour=st.none() | st.decimals(0, 99, places=2),
    people=st.integers(-3, 3),
    without=st.sampled_from([(), ("Rosa",)]),
    events=st.lists(_EVENTS, max_size=2).map(tuple),
    new_channels=st.sampled_from([(), (CHAT,)]),
    hours=st.lists(_HOURS, max_size=2, unique_by=lambda each: each.weekday).map(tuple),
)


@given(_SCENARIOS)
def test_what_is_kept_reads_as_it_was(scenario: Scenario) -> None:
    assert scenario_from(plain(scenario), name="One") == scenario


@given(_SCENARIOS)
def test_the_week_of_any_scenario_can_be_staffed(scenario: Scenario) -> None:
    found = _under(replace(scenario, events=()))
    needed = requirement(found, scenario.onto(USUAL))
    assert len(needed.cells) == len(found)
    if found:
        assert _contacts(found, "phone") == pytest.approx(_contacts(_loads(), "phone"))


def test_a_file_may_write_days_and_times_as_people_do() -> None:
    found = scenario_from({"name": "Late", "hours": [{"weekday": "Sat", "opens": "9:00", "closes": 780}]})
    assert found == Scenario(name="Late", hours=(Hours(weekday=5, opens=time(9), closes=time(13)),))


def test_a_file_may_use_short_names_shares_and_durations() -> None:
    found = scenario_from(
        {
            "volume": "125 %",
            "within": "30s",
            "handle_times": {"phone": "4m"},
            "service_level": "80 %",
            "without": "Rosa",
        }
    )
    expected = Scenario(
        name="",
        volume_factor=1.25,
        target_s=30,
        handle_times_s={"phone": 240},
        service_level=0.8,
        without=("Rosa",),
    )
    assert found == expected


@pytest.mark.parametrize(
    ("values", "error", "said"),
    [
        ("volume", NotUnderstood, "names and values"),
        ({"volumes": 2}, UnknownName, "volume_factor"),
        ({"volume_factor": "many"}, NotUnderstood, "a number"),
        ({"volume_factor": True}, NotUnderstood, "a number"),
        ({"people": 1.5}, NotUnderstood, "whole number"),
        ({"events": "sale"}, NotUnderstood, "a list"),
        ({"events": [{"name": "Sale"}]}, NotUnderstood, "first_day, last_day, factor"),
        ({"events": [{"title": "Sale"}]}, UnknownName, "first_day"),
        ({"hours": [{"weekday": "xyz"}]}, NotUnderstood, "a number"),
        ({"hours": [{"weekday": 1, "opens": "9:00"}]}, Missing, "both"),
        ({"new_channels": [{"name": "Chat", "kind": "slow"}]}, UnknownName, "immediate"),
        ({"cost_per_hour": "dear"}, NotUnderstood, "an amount"),
        ({"handle_times_s": 3}, NotUnderstood, "phone: 240"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_would_be_right(
    values: object, error: type[CsopsError], said: str
) -> None:
    with pytest.raises(error, match=said):
        scenario_from(values)


@pytest.mark.parametrize(
    "hours",
    [
        [{"weekday": "sat", "opens": "9:00", "closes": "24:00"}],
        [{"weekday": "sat", "opens": "9:00", "closes": 1440}],
        {"sat": "09:00-24:00"},
    ],
)
def test_a_shop_may_close_at_midnight(hours: object) -> None:
    found = scenario_from({"name": "Late", "hours": hours})
    (late,) = found.hours
    assert (late.opens, late.closes, late.until) == (time(9), time(0), "24:00")
    assert plain(found) == {"hours": [{"weekday": 5, "opens": "09:00", "closes": "24:00"}]}
    assert scenario_from(plain(found), name="Late") == found
    saturday = [each.starts_at for each in _under(found) if each.starts_at.weekday() == 5]
    assert (len(saturday), saturday[-1].time()) == (30, time(23, 30))


def test_hours_may_be_written_as_in_the_calendar() -> None:
    found = scenario_from({"hours": {"sat": "09:00-13:00", "sun": "closed", "mon": None}})
    assert found.hours == (Hours(weekday=5, opens=time(9), closes=time(13)), Hours(weekday=6), Hours(weekday=0))
    with pytest.raises(OutOfRange, match="24:00"):
        scenario_from({"hours": {"sat": "22:00-02:00"}})


def test_a_shop_does_not_open_at_the_end_of_the_day() -> None:
    with pytest.raises(NotUnderstood, match="the time as"):
        scenario_from({"hours": [{"weekday": 5, "opens": "24:00", "closes": "24:00"}]})


def test_a_free_name_is_offered() -> None:
    assert free_name("Sale", ["Sale", "sale 2", "Other"]) == "Sale 3"


@pytest.mark.parametrize(
    ("zone", "monday", "halves"),
    [
        ("Europe/Berlin", date(2026, 3, 23), 6),
        ("Europe/Berlin", date(2026, 10, 19), 10),
        ("America/New_York", date(2026, 3, 2), 6),
        ("America/New_York", date(2026, 10, 26), 10),
        ("Asia/Kolkata", date(2026, 3, 23), 8),
    ],
)
def test_other_hours_over_a_change_of_clocks_open_each_half_hour_once(zone: str, monday: date, halves: int) -> None:
    ahead = datetime.combine(monday, time(9), tzinfo=ZoneInfo(zone)) - _loads()[0].starts_at.replace(
        tzinfo=ZoneInfo(zone)
    )
    loads = [replace(each, starts_at=each.starts_at.replace(tzinfo=ZoneInfo(zone)) + ahead) for each in _loads()]
    night = Scenario(name="Night", hours=(Hours(weekday=6, opens=time(0), closes=time(4)),))
    found = loads_under(night, loads, week=monday, every_s=1800)
    starts = [each.starts_at.astimezone(UTC) for each in found if each.starts_at.weekday() == 6]
    assert [later - earlier for earlier, later in pairwise(starts)] == [timedelta(minutes=30)] * (halves - 1)
    assert _contacts(found, "phone") == pytest.approx(_contacts(tuple(loads), "phone"))


def test_the_hour_that_comes_twice_keeps_its_own_contacts() -> None:
    berlin, monday = ZoneInfo("Europe/Berlin"), date(2026, 10, 19)
    midnight = datetime(2026, 10, 25, tzinfo=berlin).astimezone(UTC)
    night = [
        replace(
            _loads()[0],
            starts_at=(midnight + timedelta(minutes=30 * half)).astimezone(berlin),
            channels=(ChannelLoad(channel="phone", is_immediate=True, contacts=half + 1, handle_time_s=240),),
        )
        for half in range(10)
    ]
    mondays = Scenario(name="Mondays", hours=(Hours(weekday=0, opens=time(9), closes=time(10)),))
    found = loads_under(mondays, night, week=monday, every_s=1800)
    sunday = [each.channels[0].contacts for each in found if each.starts_at.weekday() == 6]
    whole = sum(each.channels[0].contacts for each in found)
    assert [contacts / sunday[0] for contacts in sunday] == pytest.approx(list(range(1, 11)))
    assert whole == pytest.approx(sum(range(1, 11)))
