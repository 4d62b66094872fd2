"""days, days mark, days unmark."""

from datetime import datetime, timedelta

import pytest

from tests.cli.conftest import Type


@pytest.fixture
def logged(typed: Type) -> Type:
    """Two weeks of one call a day; the shop is open on Monday and Tuesday."""
    day = datetime.fromisoformat("2026-11-02T10:00")
    for ahead in range(12):
        at = day + timedelta(days=ahead)
        if at.weekday() < 5:
            typed("log", "--channel", "phone", "--at", f"{at:%Y-%m-%d %H:%M}", "--handle", "5m")
    return typed


def test_a_day_is_marked_shown_and_unmarked(logged: Type) -> None:
    made = logged(
        "days", "mark", "--from", "2026-12-04", "--as", "event", "--name", "Advent sale", "--effect", "+30%",
        "--channel", "phone",
    ).data  # fmt: skip
    assert (made["first_day"], made["last_day"], made["effect"], made["kind"]) == (
        "2026-12-04", "2026-12-04", pytest.approx(1.3), "event",
    )  # fmt: skip
    (phone,) = logged("days", "--channel", "phone").data["channels"]
    assert [mark["name"] for mark in phone["marks"]] == ["Advent sale"]
    assert (phone["days"], phone["contacts"]) == (5, 4)
    logged("days", "unmark", str(made["id"]))
    assert logged("days", "--channel", "phone").data["channels"][0]["marks"] == []


def test_the_effect_of_an_event_that_was_is_told_with_its_sample(logged: Type) -> None:
    for day in ("2026-11-09", "2026-11-10"):
        logged("days", "mark", "--from", day, "--as", "event", "--name", "Newsletter")
    (phone,) = logged("days", "--channel", "phone").data["channels"]
    (effect,) = phone["effects"]
    assert (effect["name"], effect["days"], effect["came"]) == ("newsletter", 2, 2)
    assert effect["low95"] < effect["factor"] < effect["high95"]


def test_a_closed_day_is_closed_in_the_calendar(logged: Type) -> None:
    closed = logged("days", "mark", "--from", "2026-11-12", "--to", "2026-11-13", "--as", "closed", "--name", "Move")
    assert closed.data == {"closed": ["2026-11-12", "2026-11-13"]}
    assert logged("days", "--channel", "phone").data["channels"][0]["closed_days"]["2026-11-13"] == "Move"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--as", "event"), "name"),
        (("--as", "event", "--name", "S", "--effect", "much"), "+30%"),
        (("--as", "event", "--name", "S", "--effect", "-100%"), "-99 %"),
        (("--as", "left-out", "--to", "2026-11-01"), "last day"),
        (("--as", "left-out", "--channel", "fax"), "fax"),
    ],
)
def test_what_is_no_mark_is_refused_in_a_sentence(logged: Type, arguments: tuple[str, ...], said: str) -> None:
    ended = logged("days", "mark", "--from", "2026-11-04", *arguments)
    assert ended.status == 2
    assert said in ended.err


def test_a_mark_that_is_not_there_is_told(logged: Type) -> None:
    assert logged("days", "unmark", "7").status == 2


def test_an_empty_log_has_no_days(typed: Type) -> None:
    assert typed("days").data == {"channels": []}
