"""What was written in chats and mails of the sample business, so that there is something to review."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from csops.domain.contacts import Contact, Direction, Result
from csops.services.sample.matters import Matter
from csops.services.sample.texts import Texts, slots_in

_HANDLED = frozenset({Result.RESOLVED, Result.FOLLOW_UP, Result.PASSED})
_ASIDE, _OVERLOOKED = 0.45, 0.06
_NEXT_LINE_S, _READ_MIN = (15, 75), (6, 55)


class Aside(NamedTuple):
    """What a customer asked besides, and whether the answer took it up."""

    question: str
    is_answered: bool


@dataclass(frozen=True, kw_only=True)
class Overlooking:
    """Who overlooks what is asked besides, until when, and how often."""

    member_id: int
    until: datetime
    share: float = 0.75


class Conversations:
    """Writes conversations below the line that the log holds, and what went out in place of it.

    `asides`: by id of the contact.
    """

    def __init__(
        self, random: Random, content: Mapping[str, Any], *, slots: Mapping[str, Any], who: Overlooking, zone: ZoneInfo
    ) -> None:
        self._random, self._content, self._who, self._zone = random, content, who, zone
        self._texts = Texts(random, slots)
        self.asides: dict[int, Aside] = {}

    @cached_property
    def _wanting(self) -> Mapping[tuple[str, str], list[tuple[Sequence[str], frozenset[str]]]]:
        """What there is of each way and topic, with what has to be known of the matter."""
        return {
            (way, topic): [(one, slots_in("".join(one))) for one in found]
            for way in ("chats", "mails")
            for topic, found in self._content[way].items()
        }

    def write(
        self,
        contacts: Iterable[tuple[int, Contact]],
        *,
        matters: Mapping[int, Matter],
        ways: Mapping[int, str],
        names: Mapping[int, str],
        members: Mapping[int, str],
    ) -> dict[int, Contact]:
        """Return the contacts with what was written in them, by id.

        Args:
            contacts: with the ids that they will have.
            matters: by id of their case.
            ways: "chats" or "mails" by channel.
            names: of customers by id.
            members: names of colleagues by id.
        """
        found = {}
        for contact_id, contact in contacts:
            matter, way = matters[contact.case_id], ways.get(contact.channel_id)
            is_out = contact.direction is Direction.OUT
            is_spoken = (is_out or contact.result in _HANDLED) and contact.text
            if way is None or not is_spoken or contact.member_id is None or matter.written:
                continue
            who = (names.get(contact.customer_id or 0, ""), members[contact.member_id])
            if is_out:
                found[contact_id] = replace(contact, text=_letter(self._chosen(matter, "mails")[1], who))
                continue
            said = self._said(contact_id, contact, matter, way)
            at = contact.happened_at.astimezone(self._zone)
            words = (_mail if way == "mails" else _chat)(at, said, who, self._random)
            found[contact_id] = replace(contact, text=f"{contact.text}\n\n{words}")
        return found

    def _said(self, contact_id: int, contact: Contact, matter: Matter, way: str) -> list[str]:
        said = self._chosen(matter, way)
        draw = self._random.random()
        share = self._who.share if self._overlooks(contact) else _OVERLOOKED
        if draw < _ASIDE:
            question, answer = self._random.choice(self._content["asides"])
            is_answered = self._random.random() >= share
            self.asides[contact_id] = Aside(question, is_answered)
            reply = (len(said) // 2) * 2 - 1
            said[reply - 1] += f" {question}"
            if is_answered:
                said[reply] += f" {self._texts.filled(answer, {})}"
        return said

    def _chosen(self, matter: Matter, way: str) -> list[str]:
        """Return what customer and colleague write in turn, of what speaks of most that is known of the matter."""
        known = {name for name, word in matter.about.items() if word}
        fitting = [(one, wants) for one, wants in self._wanting[way, matter.topic] if wants <= known]
        most = max(len(wants) for _one, wants in fitting)
        chosen = self._random.choice([one for one, wants in fitting if len(wants) == most])
        return [self._texts.filled(line, dict(matter.about)) for line in chosen]

    def _overlooks(self, contact: Contact) -> bool:
        return contact.member_id == self._who.member_id and contact.happened_at < self._who.until


def _chat(at: datetime, said: Sequence[str], who: tuple[str, str], random: Random) -> str:
    names, lines = (who[0].split(" ")[0] or "Guest", who[1].split(" ")[0]), []
    for place, line in enumerate(said):
        lines.append(f"{at:%H:%M} {names[place % 2]}: {line}")
        at += timedelta(seconds=random.randint(*_NEXT_LINE_S))
    return "\n".join(lines)


def _mail(at: datetime, said: Sequence[str], who: tuple[str, str], random: Random) -> str:
    name, colleague = who[0] or "A customer", who[1]
    replied = at + timedelta(minutes=random.randint(*_READ_MIN))
    return (
        f"{name} ({at:%H:%M}): {said[0]}\nBest regards, {name}\n\n"
        f"{colleague} ({replied:%H:%M}): {said[1]}\nKind regards, {colleague}, Hollow Oak Cycles"
    )


def _letter(reply: str, who: tuple[str, str]) -> str:
    """Return what went out without a message before it: to somebody who called, or as it was promised."""
    name, colleague = who
    greeting = f"Hello {name.split(' ')[0]}," if name else "Hello,"
    return f"{greeting}\n\n{reply}\n\nKind regards, {colleague}, Hollow Oak Cycles"


def to_write(
    contacts: Iterable[tuple[int, Contact]], *, since: datetime, drawn: Collection[int]
) -> list[tuple[int, Contact]]:
    """Return the contacts in which it is worth the room: the latest, and those that were drawn to be reviewed."""
    return [(one, contact) for one, contact in contacts if contact.happened_at >= since or one in drawn]
