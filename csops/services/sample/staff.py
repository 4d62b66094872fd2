"""The five people of the sample business, and who of them takes what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from csops.domain.access import Role
from csops.domain.people import Member, checked


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A member and the share of the contacts that come to them."""

    member: Member
    share: float


def colleagues(content: Mapping[str, Any]) -> list[Colleague]:
    """Return the five, the owner first, not kept yet."""
    return [
        Colleague(
            member=checked(Member(name=one["name"], role=Role(one["role"]), cost_per_hour=Decimal(one["cost"]))),
            share=one["share"],
        )
        for one in content["members"]
    ]


class Staff:
    """Draws who works, by the ids under which the five are kept."""

    def __init__(self, random: Random, *, ids: Sequence[int], shares: Sequence[float]) -> None:
        self._random = random
        self._ids, self._shares = list(ids), list(shares)

    def somebody(self) -> int:
        """Draw who takes a contact."""
        return self._random.choices(self._ids, weights=self._shares)[0]

    def another(self, member_id: int) -> int:
        """Draw to whom somebody passes a matter."""
        return self._random.choice([other for other in self._ids if other != member_id])
