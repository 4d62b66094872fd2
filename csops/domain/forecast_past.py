"""What is known at each past origin: which days are usually open, how a day is shaped, how much it held (numpy)."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from csops.domain.slots import Flags, Numbers, Slots, Whole

_PATTERN_WEEKS = 8
_PROFILE_HALF_LIFE_DAYS = 60.0
_PROFILE_SHRINK_DAYS = 3.0
_LEAST_SHARE_SEEN = 0.5


@dataclass(frozen=True, kw_only=True)
class Past:
    """Slots seen from several origins at once; nothing from an origin's own day on enters what is told of it.

    `origins`: day indices, one forecast each. Arrays begin with one row per origin.
    """

    slots: Slots
    origins: Whole
    horizon_days: int

    @cached_property
    def weekday(self) -> Whole:
        """The weekday of every day of history."""
        return self.slots.weekdays(np.arange(self.slots.days))

    @cached_property
    def future(self) -> Whole:
        """Origins x days ahead: day indices."""
        return self.origins[:, None] + np.arange(self.horizon_days)[None, :]

    @cached_property
    def future_weekday(self) -> Whole:
        """Origins x days ahead: weekdays."""
        return self.slots.weekdays(self.future)

    @cached_property
    def known(self) -> Flags:
        """Origins x days of history: True where the day has counts and lies before the origin."""
        return np.asarray(self.slots.open[None, :] & (np.arange(self.slots.days)[None, :] < self.origins[:, None]))

    @cached_property
    def age_days(self) -> Numbers:
        """Origins x days of history: how long before the origin, at least 0."""
        age: Whole = self.origins[:, None] - 1 - np.arange(self.slots.days)[None, :]
        return np.asarray(np.maximum(age, 0), dtype=np.float64)

    def weights(self, half_life_days: float | None) -> Numbers:
        """Origins x days of history: 1 for yesterday, halved every so many days, 0 from the origin on; None: all 1."""
        if half_life_days is None:
            return np.asarray(self.known, dtype=np.float64)
        return np.asarray(self.known * 0.5 ** (self.age_days / half_life_days), dtype=np.float64)

    def slot_means(self, weights: Numbers) -> tuple[Numbers, Numbers]:
        """Weighted means per origin, weekday and slot (NaN where never seen), and the weight behind each."""
        counts, seen = np.nan_to_num(self.slots.counts), (~np.isnan(self.slots.counts)).astype(np.float64)
        shape = (len(self.origins), 7, self.slots.per_day)
        total, weight = np.zeros(shape), np.zeros(shape)
        for weekday in range(7):
            days = self.weekday == weekday
            total[:, weekday] = weights[:, days] @ counts[days]
            weight[:, weekday] = weights[:, days] @ seen[days]
        return np.where(weight > 0, total / np.maximum(weight, 1e-300), np.nan), weight

    @cached_property
    def pattern(self) -> Flags:
        """Origins x weekdays x slots: open in at least half of the last eight weeks that were not closed altogether."""
        newest = np.where(self.known, np.arange(self.slots.days)[None, :], -1).max(axis=1, initial=-1)
        weeks_ago = (newest[:, None] - np.arange(self.slots.days)[None, :]) // 7
        recent = self.known & (weeks_ago < _PATTERN_WEEKS)
        weeks = sum((recent & (weeks_ago == each)).any(axis=1).astype(np.int64) for each in range(_PATTERN_WEEKS))
        _, seen = self.slot_means(recent.astype(np.float64))
        return np.asarray(seen >= np.maximum(0.5 * np.asarray(weeks), 1.0)[:, None, None])

    @cached_property
    def usually_open(self) -> Flags:
        """Origins x weekdays: any slot open by the pattern."""
        return np.asarray(self.pattern.any(axis=2))

    @cached_property
    def closed_ahead(self) -> Flags:
        """Origins x days ahead: known beforehand to be closed; on holidays if at least half of the past ones were."""
        slots, days = self.slots, np.arange(self.slots.days)
        telling = flags_at(slots.holiday, days) & ~slots.unknown & self.usually_open[:, self.weekday]
        telling &= days[None, :] < self.origins[:, None]
        told, shut = telling.sum(axis=1), (telling & ~slots.open).sum(axis=1)
        shuts = (told > 0) & (shut >= 0.5 * told)
        return np.asarray(flags_at(slots.closed, self.future) | (flags_at(slots.holiday, self.future) & shuts[:, None]))

    @cached_property
    def profile(self) -> Numbers:
        """Origins x weekdays x slots: share of the day in each slot, shrunk to that of all weekdays."""
        means, weight = self.slot_means(self.weights(_PROFILE_HALF_LIFE_DAYS))
        days = weight.max(axis=2, keepdims=True)
        filled = np.nan_to_num(means)
        size = filled.sum(axis=2, keepdims=True)
        own = np.divide(filled, size, out=np.zeros_like(filled), where=size > 0)
        overall = (own * days).sum(axis=1, keepdims=True)
        overall = np.where(weight > 0, overall, 0.0)
        total = overall.sum(axis=2, keepdims=True)
        overall = np.divide(overall, total, out=np.zeros_like(own), where=total > 0)
        mixed = (days * own + _PROFILE_SHRINK_DAYS * overall) / (days + _PROFILE_SHRINK_DAYS)
        mixed = np.where(days > 0, mixed, 0.0)
        total = mixed.sum(axis=2, keepdims=True)
        return np.asarray(np.divide(mixed, total, out=np.zeros_like(mixed), where=total > 0))

    @cached_property
    def totals(self) -> Numbers:
        """Origins x days of history: what each day held; a day seen in part is completed by the profile, else NaN."""
        seen = (~np.isnan(self.slots.counts)).astype(np.float64)
        share = np.zeros(self.known.shape)
        for weekday in range(7):
            days = self.weekday == weekday
            share[:, days] = self.profile[:, weekday] @ seen[days].T
        counted = np.nansum(self.slots.counts, axis=1)[None, :]
        return np.where(
            self.known & (share >= _LEAST_SHARE_SEEN), counted / np.maximum(share, _LEAST_SHARE_SEEN), np.nan
        )

    def shaped(self, totals: Numbers) -> Numbers:
        """Origins x days ahead x slots: totals per day ahead, shared out by the profile."""
        rows = np.arange(len(self.origins))[:, None]
        return np.asarray(totals[:, :, None] * self.profile[rows, self.future_weekday])

    def by_weekday(self, means: Numbers) -> Numbers:
        """Origins x days ahead x slots: the value of each weekday and slot, put on the days ahead."""
        rows = np.arange(len(self.origins))[:, None]
        return np.asarray(means[rows, self.future_weekday])


def flags_at(flags: Flags, days: Whole) -> Flags:
    """The flag of each day, False outside of what the flags span."""
    inside = (days >= 0) & (days < len(flags))
    padded = np.append(flags, False)
    return np.asarray(padded[np.where(inside, days, len(flags))])
