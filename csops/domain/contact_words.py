"""Whose words the text of a contact holds: what we wrote, what the customer wrote, both as a talk, or a note of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from csops.domain.contacts import Contact, Direction
from csops.domain.transcripts import Turn, turns

SPOKEN = frozenset({"phone", "walk_in"})
"""Channels of which what is written is the record of whoever took part, where it is no transcript."""
MESSAGE_ENDING = ".eml"
"""So ends the file of a message as it came, which stays with the contact that is made of it."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """The text of a contact in turns. `is_talk`: several speak; else it is one message, or a note, which is of nobody.

    A note is the record of whoever handled the contact: none of its turns has a side.
    """

    turns: tuple[Turn, ...] = ()
    is_talk: bool = False

    @property
    def hold_ours(self) -> bool:
        """Whether something that we said or wrote can be read."""
        return any(one.is_ours for one in self.turns)


def words_of(
    text: str,
    *,
    channel: str,
    direction: Direction,
    files: Iterable[str] = (),
    ours: Iterable[str] = (),
    theirs: Iterable[str] = (),
) -> Words:
    """Return what of a contact can be read, and who said it.

    What went out in writing is what we wrote. What came in is the customer's own message where its file is with the
    contact, as of a mail that was imported or dropped on the log; else it is what a colleague noted of it, such as
    "Wants a receipt for Monday", and neither side's.

    Args:
        text: as it was kept.
        channel: the key of its channel.
        direction: who turned to whom.
        files: names of the files that are with it.
        ours: names of the team.
        theirs: names of the customer.
    """
    found = turns(text, ours=ours, theirs=theirs)
    if len(found) != 1:
        return Words(turns=tuple(found), is_talk=bool(found))
    return Words(turns=(replace(found[0], is_ours=_side(channel, direction, files)),))


def _side(channel: str, direction: Direction, files: Iterable[str]) -> bool | None:
    if channel in SPOKEN:
        return None
    if direction is Direction.OUT:
        return True
    return False if any(name.casefold().endswith(MESSAGE_ENDING) for name in files) else None


def answer_to(contact: Contact, others: Iterable[Contact]) -> Contact | None:
    """Return what of a case went out next after a contact that came in, be it on another channel; None where nothing.

    What no person wrote answers nothing.
    """
    if contact.direction is Direction.OUT:
        return None
    after = _order(contact)
    later = [one for one in others if one.direction is Direction.OUT and not one.automatic and _order(one) > after]
    return min(later, key=_order, default=None)


def reads_ours(
    contact: Contact,
    others: Sequence[Contact],
    *,
    channels: Mapping[int, str],
    ours: Iterable[str] = (),
    theirs: Iterable[str] = (),
) -> bool:
    """Whether what somebody of us said or wrote can be read of a contact: in it, or in their answer to it.

    What is written of a spoken contact is a note, unless it is the transcript of a talk; no mail that followed it
    shows how one spoke.

    Args:
        contact: that is reviewed.
        others: contacts of its case.
        channels: keys by id.
        ours: names of the team.
        theirs: names of the customer.
    """
    ours, theirs = tuple(ours), tuple(theirs)

    def holds(one: Contact) -> bool:
        channel = channels.get(one.channel_id, "")
        found = words_of(one.text, channel=channel, direction=one.direction, ours=ours, theirs=theirs)
        return found.hold_ours and not one.automatic

    if holds(contact):
        return True
    if channels.get(contact.channel_id) in SPOKEN:
        return False
    answer = answer_to(contact, others)
    return answer is not None and answer.member_id == contact.member_id and holds(answer)


def _order(contact: Contact) -> tuple[datetime, int]:
    return contact.happened_at, contact.id
