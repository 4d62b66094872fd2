"""The customers of the sample business: how they are reached, and who of them comes again.

Every number is reserved for films and books (Bundesnetzagentur, Ofcom) and every address ends in example.org or
example.com: nothing that is tried out with the sample reaches a person.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from csops.domain.customers import Customer, Stage, checked

_CITIES = (("030", "23125"), ("040", "66969"), ("069", "90009"), ("0221", "4710"), ("089", "99998"))
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
        self.all: list[Customer] = []

    def add(self, customer: Customer) -> int:
        """Take in a customer and return the place."""
        self._taken.update((*map(_bare, customer.phones), *customer.emails))
        self.all.append(checked(customer))
        return len(self.all)

    def who(self, channel: str, topic: str, at: datetime) -> int | None:
        """Draw who turns to us on a new matter: nobody we know, somebody new, or one of those we know."""
        if self._random.random() < UNKNOWN_SHARE[channel]:
            return None
        if len(self.all) < 50 or self._random.random() < 0.37:
            return self.add(self._new(channel, topic, at))
        return self._known(topic)

    def _known(self, topic: str) -> int:
        # Two draws, the earlier wins: some come often, many once.
        place = min(self._random.randrange(len(self.all)), self._random.randrange(len(self.all))) + 1
        customer = self.all[place - 1]
        if topic in _BUYING and customer.stage is Stage.PROSPECT:
            self.all[place - 1] = replace(customer, stage=Stage.BUYER)
        return place

    def _new(self, channel: str, topic: str, at: datetime) -> Customer:
        draw = self._random.random()
        stage = Stage.BUYER if topic in _BUYING or self._random.random() < 0.4 else Stage.PROSPECT
        if channel == "phone" and draw < 0.12:
            return Customer(phones=(self._phone(),), stage=stage, created_at=at)
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
        phones = tuple(self._phone() for _ in range(self._random.choice((1, 1, 2))))
        return Customer(name=f"{place} {sort}", phones=phones, emails=(self._email("office", place),), created_at=at)

    def _phones(self, channel: str) -> tuple[str, ...]:
        share = {"phone": 1.0, "email": 0.35, "chat": 0.4, "social": 0.05, "walk_in": 0.55}[channel]
        wanted = (self._random.random() < share) + (self._random.random() < share * 0.12)
        return tuple(self._phone() for _ in range(wanted))

    def _emails(self, channel: str, name: str) -> tuple[str, ...]:
        share = {"phone": 0.3, "email": 1.0, "chat": 0.5, "social": 0.05, "walk_in": 0.35}[channel]
        wanted = (self._random.random() < share) + (self._random.random() < share * 0.1)
        first, *_, last = name.split()
        return tuple(self._email(first, last) for _ in range(wanted))

    def _phone(self) -> str:
        while True:
            number = self._number()
            if _bare(number) not in self._taken:
                self._taken.add(_bare(number))
                return number

    def _number(self) -> str:
        draw, tail = self._random.random(), self._random.randrange(1000)
        if draw < 0.02:
            return f"0171 39200{tail % 100:02}"
        if draw < 0.12:
            return f"+44 1632 960{tail:03}"
        if draw < 0.2:
            return f"+44 7700 900{tail:03}"
        area, block = self._random.choice(_CITIES)
        spelling = self._random.choice(
            ("{area} {block}{tail:03}", "+49 {bare} {block} {tail:03}", "{area}/{block}{tail:03}")
        )
        return spelling.format(area=area, bare=area[1:], block=block, tail=tail)

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
