"""The team of rosters says which channels somebody takes, and why not yet."""

from dataclasses import replace

from csops.domain.work_terms import NotYet
from csops.ui.forecast.person_words import channel_words
from tests.helpers.rosters import a_worker

NAMES = {"phone": "Phone", "chat": "Chat", "email": "E-mail"}
LOW = NotYet(channel="chat", skill="Chatting", level=2, needed=3)


def test_channels_are_named_by_the_terms_alone_where_no_skill_says_otherwise() -> None:
    assert channel_words(a_worker(), NAMES) == "all"
    assert channel_words(a_worker(channels=("email", "phone")), NAMES) == "E-mail, Phone"


def test_a_channel_that_is_not_reached_yet_is_told_with_its_level() -> None:
    said = "Phone, E-mail, not yet Chat (level 2, needs 3)"
    assert channel_words(replace(a_worker(), not_yet=(LOW,)), NAMES) == said
    hidden = replace(a_worker(channels=("chat",)), not_yet=(replace(LOW, level=None),))
    assert channel_words(hidden, NAMES) == "not yet Chat"
