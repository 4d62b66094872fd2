"""How contacts come into the log of the sample business: at once, when read, in the evening, in a batch."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from csops.domain.calendar import Calendar, add_business_minutes
from csops.domain.contacts import Contact, Direction, Result
from csops.services.sample.matters import Matter
from csops.services.sample.rhythm import LIVE, Arrival
from csops.services.sample.staff import Staff
from csops.services.sample.texts import Texts

_ANSWERED_AT_ONCE, _ANSWERED_MIN = 0.85, 36
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
            text=self._texts.missed(arrival.channel),
            happened_at=arrival.at,
            entered_at=entered,
        )

    def reply(self, matter: Matter, at: datetime, *, member_id: int | None, solved: bool) -> Contact:
        """Return how somebody gets back to the customer."""
        channel = _REACHED_BY[matter.channel]
        handled = self._handle_time(channel, matter.topic)
        return Contact(
            customer_id=matter.case.customer_id,
            channel_id=self._shelf.channels[channel],
            topic_id=self._shelf.topics[matter.topic],
            member_id=member_id,
            entered_by=member_id,
            direction=Direction.OUT,
            result=Result.RESOLVED if solved else Result.FOLLOW_UP,
            text=self._texts.words(matter.topic, "reply", matter.about),
            happened_at=at,
            entered_at=self._written(at, handled),
            handle_time=handled,
        )

    def incoming(self, arrival: Arrival, topic: str, text: str, result: Result, *, customer: int | None) -> Contact:
        """Return what a customer said or wrote, taken by somebody."""
        member = self._staff.somebody()
        handled = self._handle_time(arrival.channel, topic)
        waited = self._texts.answered_after(arrival.channel, arrival.rush)
        begun = arrival.at + (waited or timedelta(0))
        if arrival.channel not in LIVE:
            begun, waited = self._read(arrival.at)
            result = result if waited else Result.OPEN
        return Contact(
            customer_id=customer,
            channel_id=self._shelf.channels[arrival.channel],
            topic_id=self._shelf.topics[topic],
            member_id=member,
            entered_by=member,
            result=result,
            text=text,
            happened_at=arrival.at,
            entered_at=self._written(begun, handled),
            handle_time=handled,
            answered_after=waited,
        )

    def _handle_time(self, channel: str, topic: str) -> timedelta | None:
        return self._texts.handle_time(channel, topic) if self._random.random() < 0.94 else None

    def _written(self, begun: datetime, handled: timedelta | None) -> datetime:
        return begun + (handled or timedelta(0)) + timedelta(seconds=self._random.randrange(15, 240))

    def _read(self, at: datetime) -> tuple[datetime, timedelta | None]:
        """When a message is read, and after what time it is answered then: None when that is left for later."""
        answered = self.later(at, median_min=_ANSWERED_MIN)
        if self._random.random() < _ANSWERED_AT_ONCE:
            return answered, answered - at
        return self.later(at, median_min=25), None

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
