from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.calendar import calendar_from
from csops.domain.requirement import requirement
from csops.domain.roster_need import demands_from
from csops.domain.rosters import Demand
from csops.domain.work_terms import NotYet, Worker
from tests.helpers.rosters import ZONE, a_worker, needed, people

OPEN = calendar_from({"zone": ZONE, "weekly": {"mon": "09:15-11:00"}})
PHONE = ChannelLoad(channel="phone", is_immediate=True, contacts=10, handle_time_s=300)
CHAT = ChannelLoad(channel="chat", is_immediate=True, contacts=8, handle_time_s=300)
CHAT_NOT_YET = NotYet(channel="chat", skill="Chatting", level=2, needed=3)
MAIL = ChannelLoad(channel="email", is_immediate=False, contacts=6, handle_time_s=600, target_s=3600)


def intervals(*loads: ChannelLoad) -> list[IntervalLoad]:
    starts = [demand.starts_at for demand in needed("09:00-11:00", 1)]
    return [IntervalLoad(starts_at=start, length_s=1800, channels=loads) for start in starts]


def demanded(*loads: ChannelLoad, workers: tuple[Worker, ...] = people(3), **values: float) -> list[Demand]:
    return list(demands_from(intervals(*loads), Assumptions(), calendar=OPEN, workers=workers, **values))


def test_people_are_needed_as_the_requirement_says() -> None:
    found = demanded(PHONE, CHAT)
    cells = requirement(intervals(PHONE, CHAT), Assumptions()).cells
    assert [each.people for each in found] == [cell.agents for cell in cells]
    assert all(each.waiting is not None and each.waiting.load == 3 for each in found)


def test_nobody_is_needed_before_the_door_opens() -> None:
    first, second = demanded(PHONE)[:2]
    assert (first.ends_at - first.starts_at, first.starts_at.minute) == (timedelta(minutes=15), 15)
    assert (second.ends_at - second.starts_at, second.starts_at.minute) == (timedelta(minutes=30), 30)


def test_no_contacts_and_no_cover_need_nobody() -> None:
    nobody = replace(Assumptions(), minimum_people=0)
    quiet = intervals(replace(PHONE, contacts=0))
    assert demands_from(quiet, nobody, calendar=OPEN, workers=people(2)) == ()


def test_only_what_is_not_planned_is_added() -> None:
    assert [each.people for each in demanded(PHONE, unplanned_share=0.25)] == [
        -(-each.people * 4 // 3) for each in demanded(PHONE)
    ]


def test_a_channel_that_few_can_take_is_needed_by_itself() -> None:
    workers = (a_worker(1), a_worker(2, channels=("phone",)), a_worker(3, channels=("email", "phone")))
    found = demanded(PHONE, MAIL, CHAT, workers=workers)
    assert {each.channels for each in found} == {(), ("chat",), ("chat", "email")}
    alone = requirement(intervals(CHAT), replace(Assumptions(), minimum_people=0)).cells
    assert [each.people for each in found if each.channels == ("chat",)] == [cell.agents for cell in alone]


def test_where_nobody_takes_a_channel_it_is_needed_all_the_same() -> None:
    found = demanded(PHONE, CHAT, workers=people(2, channels=("phone",)))
    assert {each.channels for each in found} == {(), ("chat",)}


def test_a_channel_that_somebody_cannot_do_yet_is_needed_by_itself() -> None:
    learning = replace(a_worker(2), not_yet=(CHAT_NOT_YET,))
    found = demanded(PHONE, CHAT, workers=(a_worker(1), learning))
    assert found == demanded(PHONE, CHAT, workers=(a_worker(1), a_worker(2, channels=("phone",))))


def test_whoever_cannot_do_any_channel_yet_is_not_counted_for_all_of_them() -> None:
    learning = replace(a_worker(2), not_yet=(CHAT_NOT_YET, replace(CHAT_NOT_YET, channel="phone")))
    found = demanded(PHONE, CHAT, workers=(a_worker(1), learning))
    assert {each.channels for each in found} == {(), ("chat", "phone")}
    assert [each.counts(learning) for each in found if each.channels] == [False] * (len(found) // 2)


@pytest.mark.parametrize(
    ("zone", "night", "hours"),
    [("Europe/Berlin", date(2026, 10, 25), 25), ("Europe/Berlin", date(2026, 3, 29), 23),
     ("America/New_York", date(2026, 11, 1), 25), ("Australia/Lord_Howe", date(2026, 4, 5), 24.5)],
)  # fmt: skip
def test_each_half_hour_of_the_night_of_a_change_is_needed_once(zone: str, night: date, hours: float) -> None:
    tz, first = ZoneInfo(zone), datetime(night.year, night.month, night.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    always = calendar_from({"zone": zone, "weekly": {"sun": "00:00-24:00"}})
    begins = [(first + timedelta(minutes=30 * place)).astimezone(tz) for place in range(int(hours * 2))]
    loads = [IntervalLoad(starts_at=begin, length_s=1800, channels=(PHONE,)) for begin in begins]
    stretches = [each.minutes for each in demands_from(loads, Assumptions(), calendar=always, workers=people(3))]
    assert {end - begin for begin, end in stretches} == {30}
    assert [begin for begin, _ in stretches[1:]] == [end for _, end in stretches[:-1]]
