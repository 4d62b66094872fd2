"""Who rates what in the interviews of an opening: how well the plan covers the skills, and a fair way to share them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from csops.domain.openings import Seat
from csops.domain.role_profiles import Evidence, ProfileSkill, Requirement

BEST_RATERS = 2
"""So many people on a skill make agreement possible; more take time and add little."""
LEAST_MINUTES = 5
"""A question, an answer and its notes take no less."""


class Gap(Enum):
    """What a plan lacks for a skill. *Other way*: the profile asks for a work sample, say, and nobody looks at one."""

    NOBODY = "nobody"
    ONE_ONLY = "one_only"
    OTHER_WAY = "other_way"


@dataclass(frozen=True, kw_only=True)
class Cover:
    """How one skill is covered: which members rate it, and which ways of looking at it nobody takes."""

    asked: ProfileSkill
    raters: tuple[int, ...]
    missing: tuple[Evidence, ...] = ()

    def gap(self, *, panel: int) -> Gap | None:
        """Return the worst that is lacking, None where nothing is. `panel`: how many people rate anything at all."""
        if not self.raters:
            return Gap.NOBODY
        if len(self.raters) < BEST_RATERS <= panel:
            return Gap.ONE_ONLY
        return Gap.OTHER_WAY if self.missing else None


def covered(seats: Iterable[Seat], asked: Sequence[ProfileSkill]) -> tuple[Cover, ...]:
    """Return how each skill is covered by the active seats, in the order of the profile."""
    active = [seat for seat in seats if seat.active]
    found = []
    for each in asked:
        rating = [seat for seat in active if each.skill in seat.skills]
        ways = {seat.evidence for seat in rating}
        found.append(
            Cover(
                asked=each,
                raters=tuple(dict.fromkeys(seat.member_id for seat in rating)),
                missing=tuple(way for way in each.evidence if way not in ways) if rating else (),
            )
        )
    return tuple(found)


def minutes_each(seat: Seat) -> float:
    """Return the minutes that a seat leaves for each of its skills; 0 without skills."""
    return seat.minutes / len(seat.skills) if seat.skills else 0.0


def minutes_by_round(seats: Iterable[Seat]) -> dict[int, int]:
    """Return the minutes that a candidate spends in each round, by its number; the rounds in their order.

    Interviewers of one round sit together, so that the longest part counts; work samples and role plays come on top,
    and a reference costs the candidate nothing.
    """
    talks: dict[int, int] = {}
    others: dict[int, int] = {}
    for seat in (one for one in seats if one.active):
        talks.setdefault(seat.round, 0)
        if seat.evidence is Evidence.INTERVIEW:
            talks[seat.round] = max(talks[seat.round], seat.minutes)
        elif seat.evidence is not Evidence.REFERENCE:
            others[seat.round] = others.get(seat.round, 0) + seat.minutes
    return {number: talks[number] + others.get(number, 0) for number in sorted(talks)}


def share_out(asked: Sequence[ProfileSkill], members: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Share skills out among members: two to a skill where there are two, nobody with more than one above another.

    Required skills go first, the heavier before the lighter; each goes to those who have the fewest so far, the first
    named among equals. So the weighty ones are spread, and whoever comes later in the list is not left over.

    Args:
        asked: the skills of the profile.
        members: ids of those who rate, each once.

    Returns:
        The keys of the skills of each member, in the order of the profile; no one without members.
    """
    people = list(dict.fromkeys(members))
    given: dict[int, set[str]] = {member: set() for member in people}
    first = sorted(asked, key=lambda each: (each.requirement is not Requirement.REQUIRED, -each.weight))
    for each in first:
        fewest = sorted(people, key=lambda member: (len(given[member]), people.index(member)))
        for member in fewest[:BEST_RATERS]:
            given[member].add(each.skill)
    return {member: tuple(each.skill for each in asked if each.skill in given[member]) for member in people}


def changed_seats(seats: Sequence[Seat], shared: Mapping[int, Sequence[str]]) -> list[tuple[Seat, tuple[str, ...]]]:
    """Return the first active interview of each member with the skills that they are given, where these are others.

    Work samples, references and further rounds of a member stay as they are.
    """
    found, seen = [], set()
    for seat in seats:
        if not seat.active or seat.member_id in seen or seat.evidence is not Evidence.INTERVIEW:
            continue
        seen.add(seat.member_id)
        wanted = tuple(shared.get(seat.member_id, ()))
        if wanted and wanted != seat.skills:
            found.append((seat, wanted))
    return found
