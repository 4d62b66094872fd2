"""The customers of the sample business: how they are reached, and who of them comes again.

Every number is reserved for films and books (Bundesnetzagentur, Ofcom) and every address ends in example.org or
example.com: nothing that is tried out with the sample reaches a person.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

from csops.domain.customers import Customer, Stage, checked

_CITIES = (("030", "23125"), ("040", "66969"), ("069", "90009"), ("0221", "4710"), ("089", "99998"))
_RANGES = (
    # How often, how many there are, how they are written.
    (4, 100, ("0171 39200{tail:02}",)),
    (10, 1000, ("+44 1632 960{tail:03}",)),
    (8, 1000, ("+44 7700 900{tail:03}",)),
    *(
        (16, 1000, (f"{area} {block}{{tail:03}}", f"+49 {area[1:]} {block} {{tail:03}}", f"{area}/{block}{{tail:03}}"))
        for area, block in _CITIES
    ),
)
_NEW_SHARE, _HALF_KNOWN = 0.17, 900
"""In the end one matter in six is of somebody new; at first nearly all are."""
_CAST_SHARE, _SOON_AGAIN, _LATELY = 0.0035, 0.7, 900
_BUYING = frozenset(
    {
        "order_change", "order_status", "late_delivery", "lost_order", "wrong_or_damaged", "return_refund",
        "warranty_repair", "invoice_payment",
    }
)  # fmt: skip
UNKNOWN_SHARE = {"phone": 0.08, "email": 0.0, "chat": 0.08, "social": 0.02, "walk_in": 0.22}


class Customers:
    """Grows with the log. A customer is named by its place in `all`, counted from 1."""

    def __init__(self, random: Random, content: Mapping[str, Any]) -> None:
        self._random = random
        self._names: Mapping[str, list[str]] = content["names"]
        self._taken: set[str] = set()
        self._tails = [random.sample(range(size), size) for _, size, _ in _RANGES]
        self._cast, self._cast_until = 0, datetime.max.replace(tzinfo=UTC)
        self.all: list[Customer] = []

    def join(self, people: Iterable[Customer], *, until: datetime) -> list[int]:
        """Take in the people of the cast, who come seldom, from when they are known until then; return their places."""
        places = [self.add(one) for one in people]
        self._cast, self._cast_until = len(self.all), until
        return places

    def add(self, customer: Customer) -> int:
        """Take in a customer and return the place."""
        self._taken.update((*map(_bare, customer.phones), *customer.emails))
        self.all.append(checked(customer))
        return len(self.all)

    def who(self, channel: str, topic: str, at: datetime) -> int | None:
        """Draw who turns to us on a new matter: nobody we know, somebody new, or one of those we know."""
        if self._random.random() < UNKNOWN_SHARE[channel]:
            return None
        grown = len(self.all) - self._cast
        if grown < 50 or self._random.random() < _NEW_SHARE + (1 - _NEW_SHARE) * math.exp(-grown / _HALF_KNOWN):
            return self.add(self._new(channel, topic, at))
        return self._known(topic, at)

    def _known(self, topic: str, at: datetime) -> int:
        if self._cast and self._random.random() < _CAST_SHARE:
            place = self._random.randrange(self._cast) + 1
            if (known := self.all[place - 1].created_at) and known < at < self._cast_until:
                return place
        # Most come back before long; some are regulars of many years.
        grown = len(self.all) - self._cast
        place = self._random.randrange(grown)
        if self._random.random() < _SOON_AGAIN:
            place = grown - 1 - int(self._random.expovariate(1 / _LATELY)) % grown
        place += self._cast + 1
        customer = self.all[place - 1]
        if topic in _BUYING and customer.stage is Stage.PROSPECT:
            self.all[place - 1] = replace(customer, stage=Stage.BUYER)
        return place

    def _new(self, channel: str, topic: str, at: datetime) -> Customer:
        draw = self._random.random()
        stage = Stage.BUYER if topic in _BUYING or self._random.random() < 0.4 else Stage.PROSPECT
        if channel == "phone" and draw < 0.12:
            if phone := self._phone():
                return Customer(phones=(phone,), stage=stage, created_at=at)
            return self._firm(at)
        if channel == "walk_in" and draw < 0.15:
            return Customer(note=self._random.choice(self._names["notes"]), stage=stage, created_at=at)
        if draw > 0.965:
            return self._firm(at)
        name = self._name()
        return Customer(
            name=name,
            phones=self._phones(channel),
            emails=self._emails(channel, name),
            note=self._random.choice(self._names["streets"]) if draw > 0.9 else "",
            stage=stage,
            created_at=at,
        )

    def _name(self) -> str:
        return f"{self._random.choice(self._names['first'])} {self._random.choice(self._names['last'])}"

    def _firm(self, at: datetime) -> Customer:
        place, sort = self._random.choice(self._names["places"]), self._random.choice(self._names["firms"])
        phones = self._some(self._random.choice((1, 1, 2)))
        return Customer(name=f"{place} {sort}", phones=phones, emails=(self._email("office", place),), created_at=at)

    def _phones(self, channel: str) -> tuple[str, ...]:
        share = {"phone": 1.0, "email": 0.35, "chat": 0.4, "social": 0.05, "walk_in": 0.55}[channel]
        wanted = (self._random.random() < share) + (self._random.random() < share * 0.12)
        return self._some(wanted)

    def _emails(self, channel: str, name: str) -> tuple[str, ...]:
        share = {"phone": 0.3, "email": 1.0, "chat": 0.5, "social": 0.05, "walk_in": 0.35}[channel]
        wanted = (self._random.random() < share) + (self._random.random() < share * 0.1)
        first, *_, last = name.split()
        return tuple(self._email(first, last) for _ in range(wanted))

    def _some(self, wanted: int) -> tuple[str, ...]:
        return tuple(phone for _ in range(wanted) if (phone := self._phone()))

    def _phone(self) -> str | None:
        """Draw a number that nobody has; None when all that are reserved have gone."""
        while any(self._tails):
            weights = [weight if tails else 0 for (weight, *_), tails in zip(_RANGES, self._tails, strict=True)]
            place = self._random.choices(range(len(_RANGES)), weights=weights)[0]
            number = self._random.choice(_RANGES[place][2]).format(tail=self._tails[place].pop())
            if _bare(number) not in self._taken:
                self._taken.add(_bare(number))
                return number
        return None

    def _email(self, first: str, last: str) -> str:
        domain = self._random.choice(("example.org", "example.com"))
        stem = f"{_plain(first)}.{_plain(last)}"
        address, count = f"{stem}@{domain}", 1
        while address in self._taken:
            count += 1
            address = f"{stem}{count}@{domain}"
        self._taken.add(address)
        return address


def _bare(number: str) -> str:
    return re.sub(r"\D", "", number).removeprefix("49").lstrip("0")


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())
