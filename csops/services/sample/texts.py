"""What is written in the log of the sample business: templates of each topic, filled at random."""

import re
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random
from typing import Any

_SLOT = re.compile(r"(\ba )?\{(\w+)\}")
_DIGIT = re.compile("#")
_EACH_TIME = frozenset({"weekday", "days", "clock"})
"""What is drawn anew for each text; the rest stays the same throughout a matter."""
_FACTOR = {
    "product_advice": 1.3, "quick_question": 0.55, "order_change": 0.95, "order_status": 0.75, "late_delivery": 1.1,
    "lost_order": 1.2, "wrong_or_damaged": 1.15, "return_refund": 1.0, "warranty_repair": 1.2, "invoice_payment": 0.95,
    "service_complaint": 1.5, "praise_suggestion": 0.5,
}  # fmt: skip
_MEDIAN_S = {"phone": 295, "email": 260, "chat": 450, "social": 180, "walk_in": 440}
_ANSWER_MEDIAN_S = {"phone": 13, "chat": 26, "walk_in": 45}
_WEIGHTS = {
    # topic: phone, e-mail, chat, social, walk-in
    "product_advice": (11, 10, 26, 18, 27),
    "quick_question": (22, 8, 24, 16, 20),
    "order_change": (9, 11, 7, 3, 8),
    "order_status": (14, 14, 15, 8, 3),
    "late_delivery": (6, 7, 5, 7, 1),
    "lost_order": (3, 4, 2, 2, 0),
    "wrong_or_damaged": (4, 8, 4, 4, 4),
    "return_refund": (6, 12, 6, 4, 5),
    "warranty_repair": (17, 10, 7, 6, 25),
    "invoice_payment": (4, 11, 2, 0, 2),
    "service_complaint": (3, 4, 1, 14, 2),
    "praise_suggestion": (1, 1, 1, 18, 3),
}
_BUSY: Mapping[str, tuple[tuple[int, ...], float]] = {
    "warranty_repair": ((3, 4, 5), 1.45),
    "product_advice": ((3, 4, 5, 12), 1.2),
    "order_status": ((11, 12), 1.5),
    "late_delivery": ((12,), 2.0),
    "lost_order": ((12, 1), 1.7),
    "return_refund": ((1,), 1.9),
}
_UNHAPPY = {"open": 0.03, "again": 0.3, "reply": 0.0, "promise": 0.0}
_CHANNELS = ("phone", "email", "chat", "social", "walk_in")


class Texts:
    """Draws topics, words and times that go together."""

    def __init__(self, random: Random, content: Mapping[str, Any]) -> None:
        self._random = random
        self._topics: Mapping[str, Mapping[str, list[str]]] = content["topics"]
        self._slots: Mapping[str, list[str]] = content["slots"]
        self._notes: list[str] = content["notes"]
        self._moods: list[str] = content["moods"]
        self._missed: Mapping[str, list[str]] = content["missed"]
        self._decks: dict[tuple[str, str], list[str]] = {}

    def topic(self, channel: str, month: int) -> str:
        """Draw what a matter is about: repairs in spring, parcels before Christmas, refunds after it."""
        topics, bounds = _topics(channel, month)
        return self._random.choices(topics, cum_weights=bounds)[0]

    def words(self, topic: str, sort: str, about: dict[str, str]) -> str:
        """Draw a text of a topic. `sort`: open, again, reply or promise; `about`: of what, added to where it is new."""
        words = self.filled(self._template(topic, sort), about)
        return f"{words} {self._random.choice(self._moods)}" if self._random.random() < _UNHAPPY[sort] else words

    def note(self) -> str:
        """Draw what one colleague writes to another."""
        return self._random.choice(self._notes)

    def missed(self, channel: str) -> str:
        """Draw the little that is written of a call or chat that nobody took."""
        return self._random.choice(self._missed[channel])

    def _template(self, topic: str, sort: str) -> str:
        # Drawn like cards: none comes again before the others have come, so that no page says the same twice.
        deck = self._decks.get((topic, sort))
        if not deck:
            templates = self._topics[topic][sort]
            deck = self._decks[topic, sort] = self._random.sample(templates, len(templates))
        return deck.pop()

    def filled(self, template: str, about: dict[str, str]) -> str:
        """Return a template with its words filled in; `about` as in `words`."""
        said: set[str] = set()

        def fill(found: re.Match[str]) -> str:
            article, name = found.groups("")
            if name in _EACH_TIME or name in said:
                word = self._drawn(name, other_than=about.get(name))
            else:
                said.add(name)
                word = about.get(name) or about.setdefault(name, self._drawn(name))
            return f"an {word}" if article and word[0] in "aeio" else f"{article}{word}"

        words = _SLOT.sub(fill, template)
        return words[:1].upper() + words[1:]

    def _drawn(self, name: str, other_than: str | None = None) -> str:
        drawn = self._random.choice(self._slots[name])
        while drawn == other_than:
            drawn = self._random.choice(self._slots[name])
        return _DIGIT.sub(lambda _: str(self._random.randrange(10)), drawn) if "#" in drawn else drawn

    def handle_time(self, channel: str, topic: str) -> timedelta:
        """Draw the time spent: lognormal, as handle times are."""
        drawn = self._random.lognormvariate(0, 0.6) * _MEDIAN_S[channel] * _FACTOR[topic]
        return timedelta(seconds=min(max(round(drawn), 15), 5400))

    def answered_after(self, channel: str, rush: float) -> timedelta | None:
        """Draw how long a customer waited for a person, longer when many wait; None where nobody waits."""
        median = _ANSWER_MEDIAN_S.get(channel)
        if median is None:
            return None
        return timedelta(seconds=round(min(self._random.lognormvariate(0, 0.7) * median * max(rush, 0.5), 900)))


def slots_in(template: str) -> frozenset[str]:
    """Return what has to be known of a matter to fill a template, beside what is drawn each time."""
    return frozenset(found[1] for found in _SLOT.findall(template)) - _EACH_TIME


@lru_cache(maxsize=60)
def _topics(channel: str, month: int) -> tuple[list[str], list[float]]:
    place = _CHANNELS.index(channel)
    weights = [row[place] * _of_month(topic, month) for topic, row in _WEIGHTS.items()]
    return list(_WEIGHTS), list(accumulate(weights))


def _of_month(topic: str, month: int) -> float:
    months, factor = _BUSY.get(topic, ((), 1.0))
    return factor if month in months else 1.0
