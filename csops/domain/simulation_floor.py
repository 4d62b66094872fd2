"""One run of a plan, event by event: contacts come, people come and go. No chance is left in it, and no numpy."""

from heapq import heappop

from csops.domain.simulation_rules import BUSY, Move
from csops.domain.simulation_work import Work


class Floor(Work):
    """The clock of one run: moves of people and opening hours, and between them the contacts."""

    _is_open = False

    def play(self) -> "Floor":
        """Play it to the end."""
        heap, at, moves = self._heap, self._at, self._rules.moves
        count, contact = len(at), 0
        for moment, move, person in moves:
            while contact < count and at[contact] < moment:
                now = at[contact]
                while heap and heap[0][0] <= now:
                    self.finish(*heappop(heap))
                self.arrive(now, contact)
                contact += 1
            while heap and heap[0][0] <= moment:
                self.finish(*heappop(heap))
            self._move(moment, move, person)
        for late in range(contact, count):  # nobody is there any more, and nothing is open
            self._queues.join(self._channel[late], late)
            self.ended[late] = at[late]
        while heap:
            self.finish(*heappop(heap))
        return self

    # ---- the clock

    def _move(self, now: float, move: Move, person: int) -> None:
        if move is Move.COME:
            self._come(now, person)
        elif move is Move.GO:
            self._go(now, person)
        else:
            self._is_open = move is Move.OPEN
        if not self._is_open:
            self._send_home(now)

    def _come(self, now: float, person: int) -> None:
        self._on[person] = True
        hand = self._hand[person]
        if hand:
            self.overrun_s[person] += now - self._since[person]
        self._since[person] = now
        if not hand:
            self.take(now, person)
        elif self._rules.concurrency[self._channel[hand[0]]] > 1:
            self._advance(now, person)
            self.take(now, person)

    def _go(self, now: float, person: int) -> None:
        self._on[person] = False
        hand = self._hand[person]
        if hand:
            self.busy_s[person] += now - self._since[person]
            if not self._rules.is_immediate[self._channel[hand[0]]]:
                self._put_aside(now, person)
        self._since[person] = now
        self._key[person] = BUSY

    def _send_home(self, now: float) -> None:
        """The shop has closed: whoever waits leaves when nobody is there who could help (rule 5)."""
        for channel, able in enumerate(self._rules.able):
            if self._rules.is_immediate[channel] and not any(self._on[person] for person in able):
                self._queues.send_home(now, channel)
