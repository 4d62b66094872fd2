"""Two years of work in the sample business: what comes in is answered, promised, chased, resolved, reopened."""

import heapq
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random

from csops.domain.calendar import Calendar
from csops.domain.cases import Note, State
from csops.domain.contacts import Contact, Direction, Result
from csops.services.sample.entries import Entries, Shelf
from csops.services.sample.matters import Matter, opened
from csops.services.sample.people import Customers
from csops.services.sample.rhythm import LIVE, Arrival
from csops.services.sample.staff import Staff
from csops.services.sample.texts import Texts

_RESOLVED_AT_ONCE = {
    "product_advice": 0.9, "quick_question": 0.98, "order_change": 0.88, "order_status": 0.87, "late_delivery": 0.66,
    "lost_order": 0.3, "wrong_or_damaged": 0.6, "return_refund": 0.72, "warranty_repair": 0.72,
    "invoice_payment": 0.84, "service_complaint": 0.6, "praise_suggestion": 1.0,
}  # fmt: skip
_SUPPLIER = frozenset({"warranty_repair", "order_change", "wrong_or_damaged", "lost_order"})
_CHASING, _REOPENING = 0.15, 0.035
_REOPENED_WITHIN = timedelta(days=6)
_MOST_REPLIES, _DONE_WITHOUT_CONTACT = 4, 0.3
_STILL_OPEN, _ONE_IN = 5, 3
_TRIES, _TELL_EVERY = 8, 2000
_MISSED = 0.02
_HALF_HOUR, _OLDEST_LEFT = timedelta(minutes=30), timedelta(days=3)


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
        self._random, self._shelf, self._until = random, shelf, until
        self._staff, self._customers, self._texts = staff, customers, texts
        self._entries = Entries(random, calendar=calendar, shelf=shelf, staff=staff, texts=texts)
        self.matters: list[Matter] = []
        self._planned: list[tuple[datetime, int, Matter, Callable[[Matter, datetime], None]]] = []
        self._plans = 0
        self._open: list[Matter] = []
        self._settled: deque[Matter] = deque(maxlen=800)

    def run(self, arrivals: Sequence[Arrival], *, progress: Callable[[float], None]) -> None:
        """Live through everything, then settle what has waited too long to be believed; tell the share that is done."""
        for place, arrival in enumerate(arrivals):
            if place % _TELL_EVERY == 0:
                progress(place / len(arrivals))
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
                self._plan(self._entries.later(matter.last_at, median_min=40), matter, act)
            else:
                act(matter, at)

    # ------------------------------------------------------------ what comes in
    def _arrive(self, arrival: Arrival) -> None:
        draw, matter = self._random.random(), None
        if arrival.channel in LIVE and self._is_missed(arrival):
            self._miss(arrival)
            return
        if draw < _CHASING:
            matter = self._waiting(arrival.at)
        elif draw > 1 - _REOPENING:
            matter = self._lately_settled(arrival.at)
        if matter:
            self._go_on(matter, arrival)
        else:
            self._begin(arrival)

    def _waiting(self, at: datetime) -> Matter | None:
        """Draw an open matter whose customer may ask for news; what is settled is forgotten on the way."""
        for _ in range(_TRIES):
            if not self._open:
                return None
            place = self._random.randrange(len(self._open))
            one = self._open[place]
            if one.is_settled:
                self._open[place] = self._open[-1]
                self._open.pop()
            elif one.case.customer_id and one.last_at < at:
                return one
        return None

    def _lately_settled(self, at: datetime) -> Matter | None:
        for _ in range(_TRIES if self._settled else 0):
            one = self._random.choice(self._settled)
            is_ours = one.case.state is State.RESOLVED and one.case.customer_id
            if is_ours and one.last_at < at < one.last_at + _REOPENED_WITHIN:
                return one
        return None

    def _begin(self, arrival: Arrival) -> None:
        topic = self._texts.topic(arrival.channel, arrival.at.month)
        customer = self._customers.who(arrival.channel, topic, arrival.at)
        about: dict[str, str] = {}
        words = self._texts.words(topic, "open", about)
        contact = self._entries.incoming(arrival, topic, words, self._at_once(topic), customer=customer)
        if arrival.channel == "walk_in" and contact.result is Result.RESOLVED:
            contact = self._entries.later_from_paper(contact)
        if contact.entered_at < self._until:
            matter = self._keep(contact, topic, arrival.channel, about)
            self._after(matter, contact)

    def _is_missed(self, arrival: Arrival) -> bool:
        """Nobody is there, or all are busy; who stands in the shop waits."""
        return not arrival.rush or (
            arrival.channel != "walk_in" and self._random.random() < _MISSED * arrival.rush**1.5
        )

    def _at_once(self, topic: str) -> Result:
        if self._random.random() < _RESOLVED_AT_ONCE[topic]:
            return Result.RESOLVED
        return Result.PASSED if self._random.random() < 0.2 else Result.FOLLOW_UP

    def _miss(self, arrival: Arrival) -> None:
        topic = self._texts.topic(arrival.channel, arrival.at.month)
        customer = self._customers.who(arrival.channel, topic, arrival.at)
        contact = self._entries.missed(arrival, customer)
        if contact.entered_at < self._until:
            matter = self._keep(contact, topic, arrival.channel, {})
            if not matter.is_settled:
                self._plan(self._entries.later(contact.entered_at, median_min=35), matter, self._reply)

    def _keep(self, contact: Contact, topic: str, channel: str, about: dict[str, str]) -> Matter:
        owner = contact.member_id or contact.entered_by or self._staff.somebody()
        if contact.result is Result.PASSED:
            owner = self._staff.another(owner)
        missed = contact.result is Result.MISSED
        name = f"Missed: {self._shelf.channel_names[channel]}" if missed else self._shelf.topic_names[topic]
        matter = opened(contact, topic=topic, topic_name=name, channel=channel, owner_id=owner, about=about)
        self.matters.append(matter)
        (self._settled if matter.is_settled else self._open).append(matter)
        return matter

    def _go_on(self, matter: Matter, arrival: Arrival) -> None:
        """The customer comes back: to ask for news, or because it was not solved after all."""
        result = Result.FOLLOW_UP if matter.is_settled or self._random.random() < 0.65 else Result.RESOLVED
        words, customer = self._texts.words(matter.topic, "again", matter.about), matter.case.customer_id
        contact = self._entries.incoming(arrival, matter.topic, words, result, customer=customer)
        if contact.entered_at >= self._until:
            return
        was_settled = matter.is_settled
        matter.add(contact)
        # What was promised before is talked over, and promised anew where it has to be.
        matter.kept(at=contact.entered_at, member_id=contact.entered_by)
        if was_settled:
            self._open.append(matter)
        if not matter.is_settled:
            self._after(matter, contact)
        elif not was_settled:
            self._settled.append(matter)

    # ------------------------------------------------------------ what follows
    def _after(self, matter: Matter, contact: Contact) -> None:
        """Promise and plan what an unsettled matter needs."""
        if matter.is_settled:
            return
        at, median_min = contact.entered_at, 140.0
        if contact.result is not Result.OPEN:
            median_min = 360.0
            if matter.topic in _SUPPLIER and self._random.random() < 0.2:
                median_min = 1500.0
                waits = at + timedelta(minutes=self._random.randrange(1, 9))
                if waits < self._until:
                    matter.move(State.WAITING_FOR_THIRD_PARTY, at=waits, member_id=contact.entered_by)
            self._promise(matter, at=at, median_min=median_min)
        if self._random.random() < 0.07:
            matter.notes.append(Note(case_id=0, member_id=contact.entered_by, at=at, text=self._texts.note()))
        self._plan(self._entries.later(at, median_min=median_min), matter, self._reply)

    def _promise(self, matter: Matter, *, at: datetime, median_min: float) -> None:
        due = self._entries.later(at, median_min=1.5 * median_min, spread=0.4)
        due -= timedelta(minutes=due.minute % 30, seconds=due.second) - _HALF_HOUR
        words = self._texts.words(matter.topic, "promise", matter.about)
        matter.promise(what=words, due_at=due, time_known=self._random.random() < 0.7, at=at)

    def _reply(self, matter: Matter, at: datetime) -> None:
        """The owner gets back to the customer, or does what was promised and needs no word with anybody."""
        if matter.follow_ups and self._random.random() < _DONE_WITHOUT_CONTACT:
            matter.move(State.RESOLVED, at=at, member_id=matter.case.owner_id)
            self._settled.append(matter)
            return
        member = matter.case.owner_id if self._random.random() < 0.85 else self._staff.somebody()
        replies = sum(one.direction is Direction.OUT for one in matter.contacts)
        solved = self._random.random() < 0.82 or replies + 1 >= _MOST_REPLIES
        contact = self._entries.reply(matter, at, member_id=member, solved=solved)
        if contact.entered_at >= self._until:
            return
        matter.kept(at=contact.entered_at, member_id=member)
        matter.add(contact)
        if matter.is_settled:
            self._settled.append(matter)
        elif self._random.random() < 0.25:
            self._wait(matter, contact)
        else:
            self._after(matter, contact)

    def _wait(self, matter: Matter, contact: Contact) -> None:
        """Nothing can be done until the customer answers; after a week the matter is closed."""
        asked = contact.entered_at + timedelta(minutes=1)
        if asked < self._until:
            matter.move(State.WAITING_FOR_CUSTOMER, at=asked, member_id=contact.entered_by)
        self._plan(self._entries.later(asked, median_min=1500, spread=0.3), matter, self._give_up)

    def _give_up(self, matter: Matter, at: datetime) -> None:
        if matter.case.state is State.WAITING_FOR_CUSTOMER:
            matter.move(State.CLOSED, at=at, member_id=matter.case.owner_id)

    def _tidy(self) -> None:
        """Leave only a few cases open: what the shop has to do now is told by the cast."""
        waiting = [one for one in dict.fromkeys(self._open) if not one.is_settled]
        waiting.sort(key=lambda one: one.last_at, reverse=True)
        left = [one for one in waiting if self._may_stay(one)][: _STILL_OPEN * _ONE_IN : _ONE_IN]
        for matter in waiting:
            if matter not in left:
                at = self._entries.later(matter.last_at, median_min=45, spread=0.3)
                at = min(at, matter.last_at + (self._until - matter.last_at) / 2).replace(microsecond=0)
                matter.move(State.RESOLVED, at=at, member_id=matter.case.owner_id)

    def _may_stay(self, matter: Matter) -> bool:
        """Whether nothing of it is late, and it is neither so old nor so new that it would stand before the cast."""
        is_late = any(one.done_at is None and one.due_at <= self._until for one in matter.follow_ups)
        is_new = matter.contacts[-1].happened_at > self._until - _HALF_HOUR
        return not is_late and not is_new and matter.case.opened_at > self._until - _OLDEST_LEFT
