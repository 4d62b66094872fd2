"""People at work in one run: who takes what, puts it aside and finishes it, by the rules of `simulation_rules`."""

from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf

from csops.domain.simulation_queues import ANSWERED, LEFT, NOBODY, Queues
from csops.domain.simulation_rules import BUSY, CHATTING, WRITING, Rules


class Work:
    """The people at work in one run, and what became of each contact.

    Of each contact, by its place: `fate`; `begun` (when somebody took it, for deferred work first; infinite: never),
    `ended` (answered and done, or given up, or left), `by` (who took it last). Of each person: `busy_s` on duty with
    anything in hand, `overrun_s` finishing it after going. `pieces`: who worked on what from when to when, where it is
    asked for.
    """

    def __init__(
        self,
        rules: Rules,
        *,
        at: Sequence[float],
        channel: Sequence[int],
        work: Sequence[float],
        leaves: Sequence[float],
        due: Sequence[float],
        to_trace: bool = False,
    ) -> None:
        people, count = len(rules.immediate), len(at)
        self._rules, self._at, self._channel, self._leaves, self._due = rules, at, channel, leaves, due
        self._left = list(work)
        self._heap: list[tuple[float, int, int]] = []  # when, who, and the stamp without which it no longer holds
        self._queues = Queues(len(rules.able), leaves)
        self._first = self._queues.first
        self._waiting: list[list[tuple[float, int]]] = [[] for _ in rules.able]
        self._key = [BUSY] * people
        self._hand: list[list[int]] = [[] for _ in range(people)]
        self._next = [NOBODY] * people
        self._stamp = [0] * people
        self._on = [False] * people
        self._since = [0.0] * people
        self._last = [0.0] * people
        self.begun, self.by = [inf] * count, [NOBODY] * count
        self.fate, self.ended = self._queues.fate, self._queues.ended
        self.busy_s, self.overrun_s = [0.0] * people, [0.0] * people
        self.pieces: list[tuple[int, int, float, float]] | None = [] if to_trace else None

    # ---- somebody comes

    def arrive(self, now: float, contact: int) -> None:
        """Somebody gets in touch (rule 1)."""
        rules, key, channel = self._rules, self._key, self._channel[contact]
        able = rules.able[channel]
        if able:
            person = min(able, key=key.__getitem__)
            place = key[person]
            if place < rules.limit[channel]:
                if place < WRITING:
                    self._since[person] = now
                elif place < CHATTING:
                    self._put_aside(now, person)
                elif rules.is_mixed:
                    person = self._unreserved(now, channel)
                if person >= 0:
                    self._begin(now, person, contact, channel)
                    return
        if not rules.is_immediate[channel]:
            heappush(self._waiting[channel], (self._due[contact], contact))
            return
        self._queues.join(channel, contact)
        if rules.is_mixed and rules.concurrency[channel] == 1 and self._leaves[contact] < inf:
            heappush(self._heap, (self._leaves[contact], NOBODY, contact))

    def _unreserved(self, now: float, channel: int) -> int:
        """The least loaded of those who chat and for whom no older call waits (rule 3); nobody: -1."""
        for person in sorted(self._rules.able[channel], key=self._key.__getitem__):
            if self._key[person] >= self._rules.limit[channel]:
                break
            calls = (each for each in self._rules.immediate[person] if self._rules.concurrency[each] == 1)
            if not any(self._first(now, each) >= 0 for each in calls):
                return person
        return NOBODY

    # ---- somebody works

    def _begin(self, now: float, person: int, contact: int, channel: int) -> None:
        rules = self._rules
        if self.begun[contact] == inf:
            self.begun[contact] = now
        self.by[contact] = person
        if rules.is_immediate[channel]:
            self.fate[contact] = ANSWERED
            if rules.concurrency[channel] > 1:
                self._advance(now, person)
                self._hand[person].append(contact)
                self._reschedule(now, person)
                return
            self._key[person] = BUSY
        else:
            self._key[person] = WRITING + now if rules.is_interruptible else BUSY
        self._hand[person].append(contact)
        self._next[person], self._last[person] = contact, now
        self._stamp[person] += 1
        heappush(self._heap, (now + self._left[contact], person, self._stamp[person]))

    def _advance(self, now: float, person: int) -> None:
        """Work off what those in hand got since the last change: the more there are, the slower each."""
        hand = self._hand[person]
        if hand:
            passed, pace, channel, number = now - self._last[person], self._rules.pace_s, self._channel, len(hand)
            for each in hand:
                self._left[each] -= passed / pace[channel[each]][number]
            self._note(now, person, hand)
        self._last[person] = now

    def _reschedule(self, now: float, person: int) -> None:
        """Find out who in hand is done first, and who may be taken besides."""
        rules, hand, left, channel = self._rules, self._hand[person], self._left, self._channel
        number = len(hand)
        soonest, after = hand[0], inf
        for each in hand:
            needs = left[each] * rules.pace_s[channel[each]][number]
            if needs < after:
                soonest, after = each, needs
        self._next[person] = soonest
        self._stamp[person] += 1
        heappush(self._heap, (now + max(after, 0.0), person, self._stamp[person]))
        is_full = number >= min(rules.concurrency[channel[each]] for each in hand)
        self._key[person] = BUSY if is_full or not self._on[person] else CHATTING + (number - 1) * WRITING

    def finish(self, now: float, person: int, stamp: int) -> None:
        """Something is done, unless it was put aside or hurried or slowed since it was foreseen (another stamp)."""
        if person < 0:
            self._wake(now)
            return
        if stamp != self._stamp[person]:
            return
        contact = self._next[person]
        hand = self._hand[person]
        if self._rules.concurrency[self._channel[contact]] > 1:
            self._advance(now, person)
        else:
            self._note(now, person, hand)
        hand.remove(contact)
        self.ended[contact] = now
        self.fate[contact] = ANSWERED
        if self._on[person]:
            self.take(now, person)
        elif hand:
            self._reschedule(now, person)
        else:
            self.overrun_s[person] += now - self._since[person]

    def take(self, now: float, person: int) -> None:
        """Whoever is on duty and has a hand free takes what waits."""
        hand, rules, channels = self._hand[person], self._rules, self._channel
        while (contact := self._wanted(now, person)) >= 0:
            channel = channels[contact]
            self._queues.take(channel)
            self._begin(now, person, contact, channel)
            if rules.is_mixed and rules.concurrency[channel] == 1:
                heappush(self._heap, (now, NOBODY, contact))  # hands kept free for this call are free again
            if self._key[person] == BUSY:
                return
        if hand:
            self._reschedule(now, person)
            return
        waiting = [each for each in rules.deferred[person] if self._waiting[each]]
        if waiting:
            channel = min(waiting, key=lambda each: self._waiting[each][0])
            self._begin(now, person, heappop(self._waiting[channel])[1], channel)
            return
        self.busy_s[person] += now - self._since[person]
        self._since[person] = now
        self._key[person] = rules.idle_from[person] + now

    def _wanted(self, now: float, person: int) -> int:
        """Whom this person helps next (rules 2 and 3); nobody: -1."""
        rules, hand = self._rules, self._hand[person]
        best, urgency = NOBODY, 0
        for channel in rules.immediate[person]:
            if best >= 0 and rules.priority[channel] > urgency:
                break
            contact = self._first(now, channel)
            if contact >= 0 and (best < 0 or contact < best):
                best, urgency = contact, rules.priority[channel]
        if best >= 0 and hand:
            most = min(rules.concurrency[self._channel[each]] for each in (*hand, best))
            return best if len(hand) < most else NOBODY
        return best

    def _put_aside(self, now: float, person: int) -> None:
        """Deferred work goes back to where it waits; whoever is idle takes it up at once."""
        hand = self._hand[person]
        contact = hand.pop()
        self._left[contact] -= now - self._last[person]
        self.fate[contact] = LEFT
        self._note(now, person, [contact])
        self._stamp[person] += 1
        self._key[person] = BUSY
        channel = self._channel[contact]
        heappush(self._waiting[channel], (self._due[contact], contact))
        if self._rules.is_alike and self._on[person]:
            return  # put aside because nobody is idle
        other = min(self._rules.able[channel], key=self._key.__getitem__)
        if self._key[other] < WRITING:
            self._since[other] = now
            self.take(now, other)

    def _wake(self, now: float) -> None:
        """A caller for whom people kept their hands free is gone or helped: they may chat again."""
        for person, key in enumerate(self._key):
            if CHATTING <= key < BUSY:
                self._advance(now, person)
                self.take(now, person)

    def _note(self, now: float, person: int, contacts: Sequence[int]) -> None:
        if self.pieces is not None and self._last[person] < now:
            self.pieces += [(person, contact, self._last[person], now) for contact in contacts]
