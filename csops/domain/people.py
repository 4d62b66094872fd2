"""Team members: agents, supervisors, managers, owners."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from csops.domain.access import Role
from csops.domain.errors import Missing, OutOfRange
from csops.domain.texts import kept, one_line, short_enough

LONGEST_INITIALS = 8
MOST_AN_HOUR = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person of the team. `cost_per_hour` is in the shop's currency."""

    id: int = 0
    version: int = 1
    name: str
    initials: str = ""
    role: Role = Role.AGENT
    active: bool = True
    cost_per_hour: Decimal | None = None


def checked(member: Member) -> Member:
    """Return the member with tidy name and initials, or raise Missing or OutOfRange."""
    name = short_enough(one_line(member.name), field="name")
    if not name:
        raise Missing(field="name", right="Write the name that colleagues know")
    cost = member.cost_per_hour
    if cost is not None and not (cost.is_finite() and 0 <= cost <= MOST_AN_HOUR):
        raise OutOfRange(field="cost an hour", value=cost, right="Choose from 0 to 1 million")
    initials = short_enough(kept(member.initials).upper(), field="initials", most=LONGEST_INITIALS)
    return replace(member, name=name, initials=initials or initials_of(name))


def has_owner(members: Iterable[Member]) -> bool:
    """Return whether somebody active is an owner: a shop without one could never change its team again."""
    return any(member.active and member.role is Role.OWNER for member in members)


def initials_of(name: str) -> str:
    """Return the first letters of the first and the last word: "Mara Lindqvist" gives "ML"."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return name.strip()[:1].upper() or "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else words[0][1:2])).upper()
