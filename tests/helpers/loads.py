"""What is expected in half hours, for tests of people needed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from csops.domain.assumptions import ChannelLoad, IntervalLoad

MONDAY = datetime(2026, 1, 5, 8, tzinfo=UTC)


def phone(contacts: float, **other: Any) -> ChannelLoad:
    given_too = {"handle_time_s": 300, "service_level": 0.8, "target_s": 30, **other}
    return ChannelLoad(channel="phone", is_immediate=True, contacts=contacts, **given_too)


def chat(contacts: float, **other: Any) -> ChannelLoad:
    return replace(phone(contacts, **other), channel="chat")


def email(contacts: float, *, within_h: float = 2, handle_time_s: float = 360) -> ChannelLoad:
    return ChannelLoad(
        channel="email", is_immediate=False, contacts=contacts, handle_time_s=handle_time_s, target_s=within_h * 3600
    )


def day(*half_hours: tuple[ChannelLoad, ...]) -> list[IntervalLoad]:
    return [
        IntervalLoad(starts_at=MONDAY + timedelta(minutes=30 * i), length_s=1800, channels=loads)
        for i, loads in enumerate(half_hours)
    ]
