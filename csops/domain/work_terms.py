"""What each person of the team brings to a roster: contract, times, channels, absences and wishes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import cached_property

from csops.domain.errors import Missing, OutOfRange
from csops.domain.opening_hours import DAY_MINUTES, Span
from csops.domain.periods import check_year
from csops.domain.shifts import Hours
from csops.domain.texts import one_line

MOST_HOURS = 80.0
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """A member's terms of work.

    - `hours_per_week`, `days_per_week`: of the contract; a day of absence counts a day's share of the hours;
    - `most_hours_per_week`: never more than these, nor than the rules allow; None: what they allow beyond the contract;
    - `available`: seven tuples of spans, Monday first, inside which shifts must lie; None: at any time;
    - `channels`: keys of the channels that this person can take; none named: all of them;
    - `on_roster`: whether shifts are planned for this person at all.
    """

    id: int = 0
    version: int = 1
    member_id: int
    on_roster: bool = True
    hours_per_week: float = 40.0
    days_per_week: float = 5.0
    most_hours_per_week: float | None = None
    available: tuple[tuple[Span, ...], ...] | None = None
    channels: tuple[str, ...] = ()


class Part(Enum):
    """Which part of a day an absence takes."""

    DAY = "day"
    MORNING = "morning"
    AFTERNOON = "afternoon"


class Away(Enum):
    """Why somebody is absent."""

    LEAVE = "leave"
    ILLNESS = "illness"
    TRAINING = "training"
    UNPAID = "unpaid"
    OTHER = "other"

    @property
    def counts(self) -> bool:
        """Whether the absence counts as hours of the contract: all but unpaid leave."""
        return self is not Away.UNPAID


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Days, or the same half of each day, on which somebody is not there."""

    id: int = 0
    version: int = 1
    member_id: int
    first_day: date
    last_day: date
    part: Part = Part.DAY
    reason: Away = Away.LEAVE
    note: str = ""
    substitute_id: int | None = None
    """Who looks after this person's cases and promises meanwhile."""

    def days(self) -> list[date]:
        """Return each day of it."""
        return [self.first_day + _DAY * place for place in range((self.last_day - self.first_day).days + 1)]

    def clock(self, *, noon_minute: int) -> tuple[int, int]:
        """Return from when to when it takes of each day, in minutes from midnight."""
        begin = noon_minute if self.part is Part.AFTERNOON else 0
        return begin, noon_minute if self.part is Part.MORNING else DAY_MINUTES


class Wanted(Enum):
    """What somebody wishes."""

    FREE = "free"
    SHIFT = "shift"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody would like, and no rule: to be free, or a certain shift, on a date, a weekday or always.

    `weekday` counts from Monday, 0. A wish for a shift names its template.
    """

    id: int = 0
    version: int = 1
    member_id: int
    wants: Wanted = Wanted.FREE
    day: date | None = None
    weekday: int | None = None
    template_id: int | None = None

    def is_about(self, day: date) -> bool:
        """Whether the wish is about this day."""
        return self.day in (None, day) and self.weekday in (None, day.weekday())

    def is_met_by(self, template_ids: Sequence[int | None]) -> bool:
        """Whether work by these templates on one day is as wished; a wish for a shift asks nothing of a free day."""
        if self.wants is Wanted.FREE:
            return not template_ids
        return all(template_id == self.template_id for template_id in template_ids)


@dataclass(frozen=True, kw_only=True)
class NotYet:
    """Why a person does not take a channel yet: the level of a skill (its name) that names it, and the one needed.

    Without a `level` it is not for whoever looks to know.
    """

    channel: str
    skill: str
    level: int | None
    needed: int


@dataclass(frozen=True, kw_only=True)
class Worker:
    """One person as a roster sees them; `cost_per_hour` of a paid hour."""

    member_id: int
    name: str
    terms: Terms
    cost_per_hour: Decimal = Decimal(0)
    absences: tuple[Absence, ...] = ()
    wishes: tuple[Wish, ...] = ()
    closed: frozenset[date] = frozenset()
    """Days on which the shop is closed though the weekday is not: of the contract they count as worked."""
    not_yet: tuple[NotYet, ...] = ()
    """Channels that the terms allow and what this person can do does not yet."""

    @cached_property
    def _barred(self) -> frozenset[str]:
        return frozenset(each.channel for each in self.not_yet)

    def takes(self, channel: str) -> bool:
        """Whether contacts of a channel can be given to this person."""
        named = self.terms.channels
        return (not named or channel in named) and channel not in self._barred

    @cached_property
    def windows(self) -> tuple[tuple[tuple[int, int], ...], ...] | None:
        """Per weekday the merged stretches of availability around that day, in minutes from its midnight."""
        weekly = self.terms.available
        if weekly is None:
            return None
        return tuple(_merged(_around(weekly, weekday)) for weekday in range(7))

    def is_available(self, hours: Hours, day: date) -> bool:
        """Whether the hours lie inside what this person offers."""
        if self.windows is None:
            return True
        around = self.windows[day.weekday()]
        return any(begin <= hours.start_minute and hours.end_minute <= end for begin, end in around)

    def absence_during(self, hours: Hours, day: date, *, noon_minute: int) -> Absence | None:
        """Return the absence that these hours would meet, None when there is none."""
        for absence in self.absences:
            since, till = absence.clock(noon_minute=noon_minute)
            for place in (0, 1):
                shift = place * DAY_MINUTES
                is_away = absence.first_day <= day + _DAY * place <= absence.last_day
                if is_away and hours.start_minute < till + shift and since + shift < hours.end_minute:
                    return absence
        return None

    def days_away(self, first: date, last: date) -> float:
        """Return how many days of the contract absences and holidays take between two days, halves counted as such."""
        taken = dict.fromkeys(filter(self._may_work, self.closed), 1.0)
        for absence in self.absences:
            if absence.reason.counts:
                share = 1.0 if absence.part is Part.DAY else 0.5
                for day in filter(self._may_work, absence.days()):
                    taken[day] = min(1.0, taken.get(day, 0.0) + share)
        weeks: dict[date, float] = {}
        for day, share in taken.items():
            if first <= day <= last:
                monday = day - _DAY * day.weekday()
                weeks[monday] = min(self.terms.days_per_week, weeks.get(monday, 0.0) + share)
        return sum(weeks.values())

    def _may_work(self, day: date) -> bool:
        """Whether an absence on this weekday takes a day of the contract: Saturdays of the sixth day a week, say."""
        offered = self.terms.available
        if offered is not None:
            return bool(offered[day.weekday()])
        return day.weekday() < max(5, self.terms.days_per_week)

    def contract_hours(self, first: date, last: date) -> float:
        """Return the hours of the contract that are left to plan between two days, after absences and holidays."""
        if not self.terms.days_per_week:
            return 0.0
        weeks = ((last - first).days + 1) / 7
        a_day = self.terms.hours_per_week / self.terms.days_per_week
        return max(0.0, self.terms.hours_per_week * weeks - a_day * self.days_away(first, last))


def checked_terms(terms: Terms) -> Terms:
    """Return the terms, or raise OutOfRange."""
    if not 0 <= terms.hours_per_week <= MOST_HOURS:
        right = f"Choose from 0 to {MOST_HOURS:g} hours"
        raise OutOfRange(field="hours a week", value=terms.hours_per_week, right=right)
    if not 0 < terms.days_per_week <= 7:
        raise OutOfRange(field="days a week", value=terms.days_per_week, right="Choose from 0.5 to 7 days")
    if terms.most_hours_per_week is not None and not 0 <= terms.most_hours_per_week <= MOST_HOURS:
        right = f"Choose from 0 to {MOST_HOURS:g} hours"
        raise OutOfRange(field="at most", value=terms.most_hours_per_week, right=right)
    if terms.available is not None and len(terms.available) != 7:
        right = "Give each of the seven weekdays its times"
        raise OutOfRange(field="availability", value=len(terms.available), right=right)
    return replace(terms, channels=tuple(sorted(set(terms.channels))))


def checked_absence(absence: Absence) -> Absence:
    """Return the absence with a tidy note, or raise OutOfRange."""
    if absence.last_day < absence.first_day:
        raise OutOfRange(field="last day", value=absence.last_day, right=f"Choose {absence.first_day} or later")
    check_year(absence.first_day, field="first day")
    check_year(absence.last_day, field="last day")
    if (absence.last_day - absence.first_day).days > 3660:
        raise OutOfRange(field="last day", value=absence.last_day, right="Choose a day within ten years")
    return replace(absence, note=one_line(absence.note))


def apart_from(absence: Absence, first: date, last: date) -> tuple[Absence, ...]:
    """Return what is left of an absence without these days: nothing, itself, or two of which the second is new."""
    before = replace(absence, last_day=min(absence.last_day, first - _DAY))
    after = replace(absence, first_day=max(absence.first_day, last + _DAY))
    left = [each for each in (before, after) if each.first_day <= each.last_day]
    return tuple(replace(each, id=0, version=1) if place else each for place, each in enumerate(left))


def checked_wish(wish: Wish) -> Wish:
    """Return the wish, or raise Missing or OutOfRange."""
    if wish.weekday is not None and not 0 <= wish.weekday <= 6:
        raise OutOfRange(field="weekday", value=wish.weekday, right="Choose from 0 (Monday) to 6 (Sunday)")
    if wish.wants is Wanted.SHIFT and wish.template_id is None:
        raise Missing(field="shift", right="Say which shift is wished for")
    if wish.wants is Wanted.FREE and wish.day is None and wish.weekday is None:
        raise Missing(field="day", right="Say on which day or weekday")
    return replace(wish, template_id=wish.template_id if wish.wants is Wanted.SHIFT else None)


def _around(weekly: tuple[tuple[Span, ...], ...], weekday: int) -> Iterable[tuple[int, int]]:
    for step in (-1, 0, 1):
        shift = step * DAY_MINUTES
        for span in weekly[(weekday + step) % 7]:
            yield span.start_minute + shift, span.end_minute + shift


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return tuple(merged)
