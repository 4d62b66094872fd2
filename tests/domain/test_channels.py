"""Channels: who waits, how long they may, how many at once."""

from datetime import timedelta
from typing import Any

import pytest

from csops.domain.assumptions import Assumptions, promised
from csops.domain.channels import ChannelKind, checked, key_from
from csops.domain.errors import Missing, OutOfRange
from tests.helpers.records import a_channel


def test_a_channel_gets_a_key_from_its_name() -> None:
    channel = checked(a_channel(name=" Walk-in ", key=""))
    assert (channel.name, channel.key) == ("Walk-in", "walk_in")


@pytest.mark.parametrize(("name", "key"), [("E-Mail", "e_mail"), ("Straße 7", "strasse_7"), ("!!", "channel")])
def test_a_key_is_made_of_letters_and_digits(name: str, key: str) -> None:
    assert key_from(name) == key


def test_on_a_deferred_channel_nobody_is_handled_at_once() -> None:
    channel = checked(a_channel(kind=ChannelKind.DEFERRED, concurrency=3))
    assert (channel.concurrency, channel.is_immediate) == (None, False)


def test_an_immediate_channel_handles_one_at_least() -> None:
    assert checked(a_channel(concurrency=None)).concurrency == 1


@pytest.mark.parametrize("share", [0, 1, 1.2, -0.1])
def test_a_service_level_of_nothing_everything_or_more_is_refused(share: float) -> None:
    with pytest.raises(OutOfRange, match="between 1 % and 99 %"):
        checked(a_channel(target_share=share))


@pytest.mark.parametrize("values", [{"target": timedelta(0)}, {"target": timedelta(seconds=-1)}, {"concurrency": 11}])
def test_times_and_numbers_that_cannot_be_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(OutOfRange):
        checked(a_channel(**values))


def test_a_channel_needs_a_name() -> None:
    with pytest.raises(Missing):
        checked(a_channel(name=" "))


def test_goals_that_are_assumed_take_the_place_of_the_channels_own() -> None:
    asked = Assumptions(service_level=0.9, target_s=30, deferred_within_s=7200)
    phone = promised(a_channel(kind=ChannelKind.IMMEDIATE), asked)
    mail = promised(a_channel(kind=ChannelKind.DEFERRED), asked)
    assert (phone.target_share, phone.target) == (0.9, timedelta(seconds=30))
    assert mail.target == timedelta(hours=2)


def test_without_assumed_goals_a_channel_stays_as_it_is() -> None:
    for kind in ChannelKind:
        channel = a_channel(kind=kind)
        assert promised(channel, Assumptions()) == channel
