"""What training did: levels before and after of those who were there, with how little a few of them can tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import comb

from csops.domain.skill_levels import Attendance, Training, TrainingState

UNLIKELY = 0.05
"""Where chance alone would do as much in fewer than one of twenty cases, it is hardly chance alone."""


@dataclass(frozen=True, kw_only=True)
class TrainingEffect:
    """Levels before and after, of the people who were there and of whom both are known.

    - `people`: how many these are; `attended`: how many were there;
    - `rose`, `same`, `fell`: how many of them stood higher, as high, lower afterwards;
    - `mean_change`: in levels, None without people;
    - `by_chance`: share of cases, 0 to 1, in which as many or more would stand on one side if rising and falling were
      as likely; 1 where nobody changed.
    """

    attended: int
    people: int
    rose: int = 0
    same: int = 0
    fell: int = 0
    mean_change: float | None = None
    by_chance: float = 1.0

    @property
    def is_clear(self) -> bool:
        """Whether more is seen than chance explains. Below six people who changed it never is."""
        return self.by_chance < UNLIKELY


def effect(trainings: Iterable[Training]) -> TrainingEffect:
    """Return what these trainings did, taken together; those that did not take place tell nothing.

    The exact sign test, two-sided (Dixon, W. J. and Mood, A. M., 1946, The statistical sign test, JASA 41, 557-566);
    people who stayed as they were count for neither side. There is no comparison with people who were not trained: who
    is chosen for standing low tends to stand higher next time in any case.
    """
    there = [
        each
        for training in trainings
        if training.state is TrainingState.DONE
        for each in training.people
        if each.attended
    ]
    changes = [change for each in there if (change := _change(each)) is not None]
    rose, fell = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
    return TrainingEffect(
        attended=len(there),
        people=len(changes),
        rose=rose,
        same=len(changes) - rose - fell,
        fell=fell,
        mean_change=sum(changes) / len(changes) if changes else None,
        by_chance=sign_test(rose, fell),
    )


def sign_test(rose: int, fell: int) -> float:
    """Return the two-sided probability of a split at least as uneven, if both sides are as likely; 1 without any."""
    number, few = rose + fell, min(rose, fell)
    tail = sum(comb(number, k) for k in range(few + 1)) / (1 << number)
    return min(1.0, 2 * tail)


def _change(each: Attendance) -> int | None:
    if each.level_before is None or each.level_after is None:
        return None
    return each.level_after - each.level_before
