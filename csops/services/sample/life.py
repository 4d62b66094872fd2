"""Two years of work in the sample business: what comes in is answered, promised, chased, resolved, reopened."""

import heapq
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from csops.domain.calendar import Calendar, add_business_minutes
from csops.domain.cases import Note, State
from csops.domain.contacts import LONGEST_HANDLE_TIME, Contact, Direction, Result
from csops.services.sample.matters import Matter, opened
from csops.services.sample.people import Customers
from csops.services.sample.season import LIVE, Arrival
from csops.services.sample.staff import Staff
from csops.services.sample.texts import Texts

_RESOLVED_AT_ONCE = {
    "product_advice": 0.88, "quick_question": 0.98, "order_change": 0.86, "order_status": 0.84, "late_delivery": 0.6,
    "lost_order": 0.22, "wrong_or_damaged": 0.52, "return_refund": 0.66, "warranty_repair": 0.62,
    "invoice_payment": 0.8, "service_complaint": 0.55, "praise_suggestion": 1.0,
}  # fmt: skip
_SUPPLIER = frozenset({"warranty_repair", "order_change", "wrong_or_damaged", "lost_order"})
_CHASING, _REOPENING = 0.15, 0.04
_REOPENED_WITHIN = timedelta(days=12)
_MOST_REPLIES = 4
_ANSWERED_AT_ONCE, _DONE_WITHOUT_CONTACT = 0.85, 0.3
_STILL_OPEN = 4
_HALF_HOUR = timedelta(minutes=30)
_REACHED_BY = {"phone": "phone", "email": "email", "chat": "email", "social": "social", "walk_in": "phone"}


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The ids and names under which channels and topics are kept."""

    channels: Mapping[str, int]
    channel_names: Mapping[str, str]
    topics: Mapping[str, int]
    topic_names: Mapping[str, str]


class Life:
    """Lives through arrivals in their order; `matters` holds the cases in the order in which they were opened."""

    def __init__(
        self,
        random: Random,
        *,
        calendar: Calendar,
        shelf: Shelf,
        staff: Staff,
        customers: Customers,
        texts: Texts,
        until: datetime,
    ) -> None:
        self._random, self._calendar, self._shelf, self._until = random, calendar, shelf, until
        self._staff, self._customers, self._texts = staff, customers, texts
        self.matters: list[Matter] = []
        self._planned: list[tuple[datetime, int, Matter, Callable[[Matter, datetime], None]]] = []
        self._plans = 0
        self._open: list[Matter] = []
        self._settled: deque[Matter] = deque(maxlen=150)

    def run(self, arrivals: Iterable[Arrival]) -> None:
        """Live through everything, then settle what has waited too long to be believed."""
        for arrival in arrivals:
            self._do_planned(arrival.at)
            self._arrive(arrival)
        self._do_planned(self._until)
        self._tidy()

    # ------------------------------------------------------------ what was planned
    def _plan(self, at: datetime, matter: Matter, act: Callable[[Matter, datetime], None]) -> None:
        self._plans += 1
        heapq.heappush(self._planned, (at, self._plans, matter, act))

    def _do_planned(self, until: datetime) -> None:
        while self._planned and self._planned[0][0] < until:
            at, _, matter, act = heapq.heappop(self._planned)
            if matter.is_settled:
                continue
            if at <= matter.last_at:
                self._plan(self._later(matter.last_at, median_min=40), matter, act)
            else:
                act(matter, at)

    def _later(self, at: datetime, *, median_min: float, spread: float = 0.8) -> datetime:
        """Draw a moment in opening hours after this one."""
        minutes = self._random.lognormvariate(0, spread) * median_min
        return add_business_minutes(self._calendar, at, min(minutes + 1, 9000)).replace(microsecond=0)

    # ------------------------------------------------------------ what comes in
    def _arrive(self, arrival: Arrival) -> None:
        draw = self._random.random()
        self._open = [matter for matter in self._open if not matter.is_settled]
        waiting = [one for one in self._open if one.case.customer_id and one.last_at < arrival.at]
        if draw < _CHASING and waiting:
            self._go_on(self._random.choice(waiting), arrival)
        elif draw > 1 - _REOPENING and (done := self._lately_settled(arrival.at)):
            self._go_on(self._random.choice(done), arrival)
        else:
            self._begin(arrival)

    def _lately_settled(self, at: datetime) -> list[Matter]:
        return [
            one
            for one in self._settled
            if one.case.state is State.RESOLVED
            and one.case.customer_id
            and one.last_at < at < one.last_at + _REOPENED_WITHIN
        ]

    def _begin(self, arrival: Arrival) -> None:
        topic = self._texts.topic(arrival.channel, arrival.at.month)
        customer = self._customers.who(arrival.channel, topic, arrival.at)
        if arrival.channel != "walk_in" and arrival.channel in LIVE and self._is_missed(arrival):
            self._miss(arrival, topic, customer)
            return
        contact = self._incoming(arrival, topic, self._texts.words(topic, "open"), self._at_once(topic))
        contact = replace(contact, customer_id=customer)
        if arrival.channel == "walk_in" and contact.result is Result.RESOLVED:
            contact = self._entered_later(contact)
        if contact.entered_at < self._until:
            matter = self._keep(contact, topic, arrival.channel)
            self._after(matter, contact)

    def _is_missed(self, arrival: Arrival) -> bool:
        return self._random.random() < 0.055 * arrival.rush * arrival.rush

    def _at_once(self, topic: str) -> Result:
        if self._random.random() < _RESOLVED_AT_ONCE[topic]:
            return Result.RESOLVED
        return Result.PASSED if self._random.random() < 0.2 else Result.FOLLOW_UP

    def _miss(self, arrival: Arrival, topic: str, customer: int | None) -> None:
        entered = arrival.at + timedelta(seconds=self._random.randrange(60, 2400))
        contact = Contact(
            customer_id=customer if self._random.random() < 0.8 else None,
            channel_id=self._shelf.channels[arrival.channel],
            entered_by=self._staff.somebody(),
            result=Result.MISSED,
            text=self._texts.missed(),
            happened_at=arrival.at,
            entered_at=entered,
        )
        if entered < self._until:
            matter = self._keep(contact, topic, arrival.channel)
            if not matter.is_settled:
                self._plan(self._later(entered, median_min=35), matter, self._reply)

    def _keep(self, contact: Contact, topic: str, channel: str) -> Matter:
        owner = contact.member_id or contact.entered_by or self._staff.somebody()
        if contact.result is Result.PASSED:
            owner = self._staff.another(owner)
        missed = contact.result is Result.MISSED
        name = f"Missed: {self._shelf.channel_names[channel]}" if missed else self._shelf.topic_names[topic]
        matter = opened(contact, topic=topic, topic_name=name, channel=channel, owner_id=owner)
        self.matters.append(matter)
        (self._settled if matter.is_settled else self._open).append(matter)
        return matter

    def _go_on(self, matter: Matter, arrival: Arrival) -> None:
        """The customer comes back: to ask for news, or because it was not solved after all."""
        result = Result.FOLLOW_UP if matter.is_settled or self._random.random() < 0.65 else Result.RESOLVED
        contact = self._incoming(arrival, matter.topic, self._texts.words(matter.topic, "again"), result)
        if contact.entered_at >= self._until:
            return
        was_settled = matter.is_settled
        matter.add(contact)
        if was_settled:
            self._settled.remove(matter)
            self._open.append(matter)
        if not matter.is_settled:
            self._after(matter, contact)
        elif not was_settled:
            self._settled.append(matter)

    # ------------------------------------------------------------ one contact
    def _incoming(self, arrival: Arrival, topic: str, text: str, result: Result) -> Contact:
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
        answered = self._later(contact.happened_at, median_min=95)
        if self._random.random() < _ANSWERED_AT_ONCE and answered - contact.happened_at < LONGEST_HANDLE_TIME:
            contact = replace(contact, answered_after=answered - contact.happened_at)
            return replace(contact, entered_at=self._written(contact, answered))
        read = self._later(contact.happened_at, median_min=25)
        return replace(contact, result=Result.OPEN, entered_at=self._written(contact, read))

    def _entered_later(self, contact: Contact) -> Contact:
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

    # ------------------------------------------------------------ what follows
    def _after(self, matter: Matter, contact: Contact) -> None:
        """Promise and plan what an unsettled matter needs."""
        if matter.is_settled:
            return
        at, median_min = contact.entered_at, 130.0
        if contact.result is not Result.OPEN:
            median_min = 330.0
            if matter.topic in _SUPPLIER and self._random.random() < 0.3:
                median_min = 1100.0
                waits = at + timedelta(minutes=self._random.randrange(1, 9))
                if waits < self._until:
                    matter.move(State.WAITING_FOR_THIRD_PARTY, at=waits, member_id=contact.entered_by)
            self._promise(matter, at=at, median_min=median_min)
        if self._random.random() < 0.07:
            matter.notes.append(Note(case_id=0, member_id=contact.entered_by, at=at, text=self._texts.note()))
        self._plan(self._later(at, median_min=median_min), matter, self._reply)

    def _promise(self, matter: Matter, *, at: datetime, median_min: float) -> None:
        due = self._later(at, median_min=1.5 * median_min, spread=0.4)
        due -= timedelta(minutes=due.minute % 30, seconds=due.second) - _HALF_HOUR
        words = self._texts.words(matter.topic, "promise")
        matter.promise(what=words, due_at=due, time_known=self._random.random() < 0.7, at=at)

    def _reply(self, matter: Matter, at: datetime) -> None:
        """The owner gets back to the customer, or does what was promised and needs no word with anybody."""
        if matter.follow_ups and self._random.random() < _DONE_WITHOUT_CONTACT:
            matter.move(State.RESOLVED, at=at, member_id=matter.case.owner_id)
            self._settled.append(matter)
            return
        member = matter.case.owner_id if self._random.random() < 0.85 else self._staff.somebody()
        channel = _REACHED_BY[matter.channel]
        replies = sum(one.direction is Direction.OUT for one in matter.contacts)
        solved = self._random.random() < 0.82 or replies + 1 >= _MOST_REPLIES
        contact = Contact(
            channel_id=self._shelf.channels[channel],
            topic_id=self._shelf.topics[matter.topic],
            member_id=member,
            entered_by=member,
            direction=Direction.OUT,
            result=Result.RESOLVED if solved else Result.FOLLOW_UP,
            text=self._texts.words(matter.topic, "reply"),
            happened_at=at,
            entered_at=at,
            handle_time=self._handle_time(channel, matter.topic),
        )
        contact = replace(contact, entered_at=self._written(contact, at))
        if contact.entered_at >= self._until:
            return
        matter.kept(at=contact.entered_at, member_id=member)
        matter.add(contact)
        if matter.is_settled:
            self._settled.append(matter)
        elif self._random.random() < 0.4:
            self._wait(matter, contact)
        else:
            self._after(matter, contact)

    def _wait(self, matter: Matter, contact: Contact) -> None:
        """Nothing can be done until the customer answers; after a week the matter is closed."""
        asked = contact.entered_at + timedelta(minutes=1)
        if asked < self._until:
            matter.move(State.WAITING_FOR_CUSTOMER, at=asked, member_id=contact.entered_by)
        self._plan(self._later(asked, median_min=2600, spread=0.3), matter, self._give_up)

    def _give_up(self, matter: Matter, at: datetime) -> None:
        if matter.case.state is State.WAITING_FOR_CUSTOMER:
            matter.move(State.CLOSED, at=at, member_id=matter.case.owner_id)

    def _tidy(self) -> None:
        """Leave only a few cases open: what the shop has to do now is told by the cast."""
        waiting = sorted((one for one in self._open if not one.is_settled), key=lambda one: one.last_at)
        for matter in waiting[: max(len(waiting) - _STILL_OPEN, 0)]:
            at = self._later(matter.last_at, median_min=45, spread=0.3)
            if at < self._until:
                matter.move(State.RESOLVED, at=at, member_id=matter.case.owner_id)
