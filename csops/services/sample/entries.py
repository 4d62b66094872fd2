"""How contacts come into the log of the sample business: at once, when read, in the evening, in a batch."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from csops.domain.calendar import Calendar, add_business_minutes
from csops.domain.contacts import LONGEST_HANDLE_TIME, Contact, Direction, Result
from csops.services.sample.matters import Matter
from csops.services.sample.season import LIVE, Arrival
from csops.services.sample.staff import Staff
from csops.services.sample.texts import Texts

_ANSWERED_AT_ONCE = 0.85
_REACHED_BY = {"phone": "phone", "email": "email", "chat": "email", "social": "social", "walk_in": "phone"}


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The ids and names under which channels and topics are kept."""

    channels: Mapping[str, int]
    channel_names: Mapping[str, str]
    topics: Mapping[str, int]
    topic_names: Mapping[str, str]


class Entries:
    """Draws contacts as the five would log them."""

    def __init__(self, random: Random, *, calendar: Calendar, shelf: Shelf, staff: Staff, texts: Texts) -> None:
        self._random, self._calendar, self._shelf = random, calendar, shelf
        self._staff, self._texts = staff, texts

    def later(self, at: datetime, *, median_min: float, spread: float = 0.8) -> datetime:
        """Draw a moment in opening hours after this one."""
        minutes = self._random.lognormvariate(0, spread) * median_min
        return add_business_minutes(self._calendar, at, min(minutes + 1, 9000)).replace(microsecond=0)

    def missed(self, arrival: Arrival, customer: int | None) -> Contact:
        """Return a contact that nobody took; the number of some callers is withheld."""
        entered = arrival.at + timedelta(seconds=self._random.randrange(60, 2400))
        return Contact(
            customer_id=customer if self._random.random() < 0.8 else None,
            channel_id=self._shelf.channels[arrival.channel],
            entered_by=self._staff.somebody(),
            result=Result.MISSED,
            text=self._texts.missed(),
            happened_at=arrival.at,
            entered_at=entered,
        )

    def reply(self, matter: Matter, at: datetime, *, member_id: int | None, solved: bool) -> Contact:
        """Return how somebody gets back to the customer."""
        channel = _REACHED_BY[matter.channel]
        contact = Contact(
            channel_id=self._shelf.channels[channel],
            topic_id=self._shelf.topics[matter.topic],
            member_id=member_id,
            entered_by=member_id,
            direction=Direction.OUT,
            result=Result.RESOLVED if solved else Result.FOLLOW_UP,
            text=self._texts.words(matter.topic, "reply"),
            happened_at=at,
            entered_at=at,
            handle_time=self._handle_time(channel, matter.topic),
        )
        return replace(contact, entered_at=self._written(contact, at))

    def incoming(self, arrival: Arrival, topic: str, text: str, result: Result) -> Contact:
        """Return what a customer said or wrote, taken by somebody."""
        member = self._staff.somebody()
        contact = Contact(
            channel_id=self._shelf.channels[arrival.channel],
            topic_id=self._shelf.topics[topic],
            member_id=member,
            entered_by=member,
            result=result,
            text=text,
            happened_at=arrival.at,
            entered_at=arrival.at,
            handle_time=self._handle_time(arrival.channel, topic),
            answered_after=self._texts.answered_after(arrival.channel, arrival.rush),
        )
        if arrival.channel in LIVE:
            return replace(
                contact, entered_at=self._written(contact, arrival.at + (contact.answered_after or timedelta(0)))
            )
        return self._read(contact)

    def _handle_time(self, channel: str, topic: str) -> timedelta | None:
        return self._texts.handle_time(channel, topic) if self._random.random() < 0.94 else None

    def _written(self, contact: Contact, answered: datetime) -> datetime:
        return answered + (contact.handle_time or timedelta(0)) + timedelta(seconds=self._random.randrange(15, 240))

    def _read(self, contact: Contact) -> Contact:
        """A message is either answered and logged together, or logged when it is read and answered later."""
        answered = self.later(contact.happened_at, median_min=95)
        if self._random.random() < _ANSWERED_AT_ONCE and answered - contact.happened_at < LONGEST_HANDLE_TIME:
            contact = replace(contact, answered_after=answered - contact.happened_at)
            return replace(contact, entered_at=self._written(contact, answered))
        read = self.later(contact.happened_at, median_min=25)
        return replace(contact, result=Result.OPEN, entered_at=self._written(contact, read))

    def later_from_paper(self, contact: Contact) -> Contact:
        """Some walk-ins are noted on paper: entered in the evening by their day only, or days later in a batch."""
        draw = self._random.random()
        day = contact.happened_at.astimezone(self._calendar.tz)
        if draw < 0.12:
            midnight = day.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(contact.happened_at.tzinfo)
            evening = day.replace(hour=19, minute=self._random.randrange(5, 40), second=0)
            return replace(
                contact, happened_at=midnight, time_known=False, handle_time=None, answered_after=None,
                entered_at=evening.astimezone(contact.happened_at.tzinfo),
            )  # fmt: skip
        if draw < 0.2:
            batch = add_business_minutes(self._calendar, contact.happened_at + timedelta(days=2), 25)
            return replace(contact, entered_at=batch.replace(microsecond=0))
        return contact
