"""Who the customers of the sample business are: firms and their people, consent, birthdays, and what they bought."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from csops.domain.customers import Consent, Customer, OwnField, Stage
from csops.domain.purchases import Purchase
from csops.services.sample.people import Customers
from csops.storage.unit_of_work import Work

_CONSENTS = ((0.34, Consent.GIVEN), (0.4, Consent.REFUSED), (0.42, Consent.WITHDRAWN))
_BORN, _PREFERS, _SAYS_WHY, _SENT, _OF_A_FIRM, _RETURNS = 0.12, 0.15, 0.1, 0.05, 0.012, 0.03
_SIZES = ("S", "M", "L", "XL")
_MOST_BOUGHT, _REGULARS, _BETWEEN_DAYS = 8, 0.68, 230


class Buyers:
    """Draws what is known of customers beside how they are reached."""

    def __init__(self, random: Random, content: Mapping[str, Any], *, firms: Sequence[str], until: datetime) -> None:
        self._random, self._content = random, content
        self._firms, self._until = tuple(firms), until

    def describe(self, customers: Customers, *, channels: Sequence[int]) -> None:
        """Add to everybody what a shop comes to know of them."""
        segments, weights = zip(*self._content["segments"].items(), strict=True)
        drawn = self._random.choices(segments, weights=weights, k=len(customers.all))
        customers.all = [
            self._described(one, segment, channels) for one, segment in zip(customers.all, drawn, strict=True)
        ]

    def _described(self, one: Customer, segment: str, channels: Sequence[int]) -> Customer:
        draw, random = self._random.random(), self._random.random
        is_firm = bool(one.name) and one.name.endswith(self._firms)
        consent = next((consent for share, consent in _CONSENTS if draw < share), Consent.NOT_ASKED)
        asked = min(one.created_at + timedelta(minutes=4), self._until)
        values: dict[str, Any] = {"is_firm": is_firm, "segment": "Fleet" if is_firm else segment}
        if consent is not Consent.NOT_ASKED and one.name:
            values |= {"consent": consent, "consent_at": asked, "consent_note": "At the counter"}
        if not is_firm and one.name and random() < _BORN:
            born = date(1946, 1, 1) + timedelta(days=int(random() * 22_000))
            values["birthday"] = born.isoformat() if random() < 0.6 else f"--{born:%m-%d}"
        if random() < _PREFERS:
            values["preferred_channel_id"] = channels[int(random() * len(channels))]
        if one.stage is Stage.BUYER and random() < _SAYS_WHY:
            motives = self._content["motives"]
            values["motive"] = motives[int(random() * len(motives))]
        if not is_firm and one.name and random() < _BORN:
            values["fields"] = (OwnField(name="Frame size", value=_SIZES[int(random() * len(_SIZES))]),)
        return replace(one, **values)

    def tie(self, work: Work, kept: Sequence[Customer]) -> None:
        """Let some people speak for firms, and say who sent whom."""
        firms, changed = [one for one in kept if one.is_firm], []
        for place, one in enumerate(kept):
            draw = self._random.random()
            if one.is_firm or not one.name or not place:
                continue
            if draw < _OF_A_FIRM and firms:
                changed.append(replace(one, firm_id=self._random.choice(firms).id))
            elif draw < _OF_A_FIRM + _SENT:
                changed.append(replace(one, referred_by_id=kept[self._random.randrange(place)].id))
        work.customers.update_many(changed)

    def buy(self, work: Work, kept: Sequence[Customer]) -> list[int]:
        """Keep what buyers bought, and return who bought anything."""
        sold: list[Purchase] = []
        goods = self._content["sold"]
        cheap = [len(goods) - place for place in range(len(goods))]
        number = 20_000
        for one in kept:
            if one.stage is not Stage.BUYER:
                continue
            span = (self._until - one.created_at).days
            # Most come once or twice a year for years; one in three bought something once.
            often = span / _BETWEEN_DAYS if self._random.random() < _REGULARS else 0.0
            for _ in range(min(_MOST_BOUGHT, 1 + max(0, round(self._random.gauss(often, often**0.5))))):
                what, low, high = self._random.choices(goods, weights=cheap)[0]
                day = (one.created_at + timedelta(days=self._random.randrange(span + 1))).date()
                amount = Decimal(self._random.randrange(low, high)) + Decimal("0.90")
                number += 1
                sold.append(Purchase(customer_id=one.id, day=day, amount=amount, what=what, number=f"R-{number}"))
                if self._random.random() < _RETURNS:
                    back = min(day + timedelta(days=9), self._until.date())
                    returned = f"{what}, returned"
                    sold.append(Purchase(customer_id=one.id, day=back, amount=-amount, what=returned))
        work.care.purchases.add_many(sold)
        return list(dict.fromkeys(one.customer_id for one in sold))
