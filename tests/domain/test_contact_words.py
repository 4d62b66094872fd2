"""Whose words the text of a contact holds."""

from datetime import timedelta

import pytest

from csops.domain.contact_words import answer_to, reads_ours, words_of
from csops.domain.contacts import Contact, Direction
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import EMAIL, MARA, PHONE, ROSA, a_contact

CHANNELS = {PHONE: "phone", EMAIL: "email"}
TALK = "[13:02] Ada: Hi, my frame has a scratch.\n[13:03] Rosa: I am sorry. May I have the number?"


def mailed(minutes: int = 0, **values: object) -> Contact:
    plain = {"id": 1 + minutes, "case_id": 1, "channel_id": EMAIL, "member_id": ROSA.id, "text": "Wants a receipt"}
    return a_contact(**{**plain, "happened_at": MONDAY_MORNING + timedelta(minutes=minutes), **values})


def reads(contact: Contact, *others: Contact) -> bool:
    return reads_ours(
        contact, (contact, *others), channels=CHANNELS, ours=[MARA.name, ROSA.name], theirs=["Ada Brandt"]
    )


@pytest.mark.parametrize(
    ("channel", "direction", "files", "is_ours"),
    [
        ("email", Direction.IN, (), None),
        ("email", Direction.IN, ("photo.jpg",), None),
        ("email", Direction.IN, ("Where is it.EML",), False),
        ("email", Direction.OUT, (), True),
        ("phone", Direction.IN, (), None),
        ("phone", Direction.OUT, (), None),
        ("walk_in", Direction.OUT, ("note.eml",), None),
    ],
)
def test_one_text_is_a_message_of_who_sent_it_or_a_note_of_nobody(
    channel: str, direction: Direction, files: tuple[str, ...], is_ours: bool | None
) -> None:
    found = words_of("Wants a receipt", channel=channel, direction=direction, files=files)
    assert ([one.is_ours for one in found.turns], found.is_talk) == ([is_ours], False)


def test_without_a_text_there_are_no_words() -> None:
    found = words_of(" ", channel="email", direction=Direction.OUT)
    assert (found.turns, found.is_talk, found.hold_ours) == ((), False, False)


def test_a_talk_holds_words_of_ours_where_one_of_us_speaks() -> None:
    heard = words_of(TALK, channel="phone", direction=Direction.IN, ours=[ROSA.name])
    assert (heard.is_talk, heard.hold_ours) == (True, True)
    strangers = words_of(TALK, channel="chat", direction=Direction.OUT, ours=["Tom Weber"])
    assert (strangers.is_talk, strangers.hold_ours) == (True, False)


# ------------------------------------------------------------ what a review can be made from
def test_a_note_of_what_came_in_shows_nothing_of_ours() -> None:
    assert not reads(mailed())
    assert reads(mailed(text=TALK))
    assert reads(mailed(direction=Direction.OUT))
    assert not reads(mailed(direction=Direction.OUT, automatic=True))


def test_the_answer_of_the_same_person_shows_it() -> None:
    out = Direction.OUT
    assert reads(mailed(), mailed(5, direction=out))
    assert not reads(mailed(), mailed(5, direction=out, member_id=MARA.id)), "a colleague answered"
    assert not reads(mailed(), mailed(-5, direction=out)), "it went out before"
    assert not reads(mailed(), mailed(5, direction=out, text=" ")), "nothing was kept of it"
    assert not reads(mailed(), mailed(5, direction=out, channel_id=PHONE), mailed(9, direction=out)), "they rang back"
    assert reads(mailed(), mailed(2, direction=out, automatic=True), mailed(5, direction=out)), (
        "a machine answers nobody"
    )


def test_no_mail_that_followed_a_call_shows_how_one_spoke() -> None:
    call = mailed(channel_id=PHONE)
    assert not reads(call, mailed(5, direction=Direction.OUT))
    assert reads(mailed(channel_id=PHONE, text=TALK))


def test_what_went_out_needs_no_answer_of_ours() -> None:
    assert answer_to(mailed(direction=Direction.OUT), [mailed(5, direction=Direction.OUT)]) is None
