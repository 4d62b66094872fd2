"""Durations, days and moments as people write them on a command line."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.errors import InputError, NotUnderstood, OutOfRange
from csops.domain.wording import UNITS_S, clock, clock_behind, day, duration, moment

TODAY = date(2026, 11, 17)  # a Tuesday
NOW = datetime(2026, 11, 17, 9, 21, tzinfo=UTC)
BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("4m", 240), ("30min", 1800), ("1h", 3600), ("28d", 2_419_200), ("2 weeks", 1_209_600),
     ("1h 20m", 4800), ("1.5h", 5400), ("  4M ", 240), ("0s", 0)],
)  # fmt: skip
def test_a_duration_names_its_unit(text: str, seconds: int) -> None:
    assert duration(text, field="--handle") == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "4", "four minutes", "7parsecs", "1.2.3h", "m", "4m!", "4:30", "٤m x"])
def test_what_is_no_duration_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(NotUnderstood, match="90s, 4m"):
        duration(text, field="--handle")


@pytest.mark.parametrize("text", ["-4m", "- 4m", "99999999999999999d", "9" * 400 + "d"])
def test_a_duration_is_neither_negative_nor_longer_than_a_life(text: str) -> None:
    with pytest.raises(OutOfRange):
        duration(text, field="--handle")


def test_a_duration_below_the_least_says_what_is_the_least() -> None:
    with pytest.raises(OutOfRange, match="at least 1d"):
        duration("23h", field="--horizon", least=timedelta(days=1))
    with pytest.raises(OutOfRange, match="at least 5s"):
        duration("4s", field="--within", least=timedelta(seconds=5))


@given(amount=st.integers(min_value=0, max_value=5000), unit=st.sampled_from(sorted(UNITS_S)))
def test_every_unit_is_read_with_and_without_a_space(amount: int, unit: str) -> None:
    assert duration(f"{amount}{unit}", field="x") == duration(f"{amount} {unit}", field="x")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 18)),
        ("yesterday", date(2026, 11, 16)),
        ("fri", date(2026, 11, 20)),
        ("Friday", date(2026, 11, 20)),
        ("thurs", date(2026, 11, 19)),
        ("tue", date(2026, 11, 24)),
        ("in 3 days", date(2026, 11, 20)),
        ("3d", date(2026, 11, 20)),
        ("2 weeks", date(2026, 12, 1)),
        ("2026-11-17", TODAY),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, found: date) -> None:
    assert day(text, today=TODAY, field="--due") == found


@pytest.mark.parametrize("text", ["", "fr", "money", "satisfied", "soon", "2026-02-30", "30.2.", "25:00", "in days"])
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(NotUnderstood, match="2026-11-17, tomorrow"):
        day(text, today=TODAY, field="--due")


@pytest.mark.parametrize("text", ["9999-12-31", "31.12.9999", "0001-01-01", "1 jan 1899"])
def test_a_day_of_another_age_is_a_slip_of_the_keys(text: str) -> None:
    for said, read in ((text, partial(day, today=TODAY)), (f"{text} 9:30", partial(moment, now=NOW, zone=BERLIN))):
        with pytest.raises(OutOfRange, match="Choose a day from 1900 to 2199"):
            read(said, field="--due")


def test_a_bare_weekday_is_never_today() -> None:
    for offset in range(7):
        today = TODAY + timedelta(days=offset)
        assert today < day("wed", today=today, field="x") <= today + timedelta(days=7)


def test_parts_of_a_day_are_read_without_raising() -> None:
    assert clock_behind("fri 14:30") == ("fri", time(14, 30))
    assert clock_behind("fri") == ("fri", None)


def test_a_moment_without_an_offset_is_local_to_the_shop() -> None:
    assert moment("2026-11-17 14:30", now=NOW, zone=BERLIN, field="--at") == (
        datetime(2026, 11, 17, 13, 30, tzinfo=UTC),
        True,
    )
    assert moment("2026-07-17T14:30", now=NOW, zone=BERLIN, field="--at")[0] == datetime(
        2026, 7, 17, 12, 30, tzinfo=UTC
    )


def test_a_moment_with_an_offset_is_taken_at_its_word() -> None:
    found, known = moment("2026-11-17T14:30+05:00", now=NOW, zone=BERLIN, field="--at")
    assert (found, known) == (datetime(2026, 11, 17, 9, 30, tzinfo=UTC), True)


def test_a_day_and_a_clock_make_a_moment() -> None:
    assert moment("yesterday 9:00", now=NOW, zone=BERLIN, field="--at")[0] == datetime(2026, 11, 16, 8, tzinfo=UTC)
    assert moment("9:00", now=NOW, zone=BERLIN, field="--at")[0] == datetime(2026, 11, 17, 8, tzinfo=UTC)
    assert moment("now", now=NOW, zone=BERLIN, field="--at") == (NOW, True)


def test_a_day_alone_stands_for_its_beginning_and_has_no_time_of_day() -> None:
    found, known = moment("2026-11-20", now=NOW, zone=BERLIN, field="--due")
    assert (found, known) == (datetime(2026, 11, 19, 23, tzinfo=UTC), False)


def test_what_is_today_is_asked_of_the_shops_own_clock() -> None:
    late = datetime(2026, 11, 17, 23, 30, tzinfo=UTC)  # in Berlin it is the 18th already
    assert moment("today", now=late, zone=BERLIN, field="--at")[0] == datetime(2026, 11, 17, 23, tzinfo=UTC)


def test_an_hour_may_be_written_with_one_figure() -> None:
    at = datetime(2026, 11, 17, 8, 5, tzinfo=UTC)
    assert moment("2026-11-17 9:05", now=NOW, zone=BERLIN, field="--at") == (at, True)


@pytest.mark.parametrize("text", ["2026-02-30 14:30", "2026-11-17 25:00", "soon 14:30", "2026-11-17 1"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        moment(text, now=NOW, zone=BERLIN, field="--at")


def test_a_moment_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(OutOfRange, match="our time"):
        moment("0001-01-01 00:00", now=NOW, zone="Asia/Tokyo", field="--at")


@given(st.text(max_size=20))
def test_nothing_that_is_typed_breaks_the_reader(text: str) -> None:
    for read in (
        lambda: duration(text, field="x"),
        lambda: day(text, today=TODAY, field="x"),
        lambda: moment(text, now=NOW, zone=BERLIN, field="x"),
    ):
        with suppress(InputError):
            read()


@pytest.mark.parametrize(
    ("text", "minute"),
    [("8", 480), ("8:30", 510), ("8.30", 510), ("08h30", 510), ("0830", 510), ("830", 510), ("16 h", 960),
     ("4:30 pm", 990), ("12 am", 0), ("12 p.m.", 720), ("0", 0), ("24", 1440), (" 24:00 ", 1440)],
)  # fmt: skip
def test_a_time_of_day_is_read_as_people_write_it(text: str, minute: int) -> None:
    assert clock(text, field="begin") == minute


@pytest.mark.parametrize(
    ("text", "error"),
    [("", NotUnderstood), ("soon", NotUnderstood), ("8-9", NotUnderstood), ("8:3", NotUnderstood),
     ("25", OutOfRange), ("24:01", OutOfRange), ("8:60", OutOfRange), ("13 pm", OutOfRange), ("0 am", OutOfRange)],
)  # fmt: skip
def test_what_is_no_time_of_day_is_refused(text: str, error: type[InputError]) -> None:
    with pytest.raises(error):
        clock(text, field="begin")
