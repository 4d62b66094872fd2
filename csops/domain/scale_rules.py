"""What a scale of a scorecard has to be: two to five steps of its own percents, the best worth all."""

from collections.abc import Iterable
from dataclasses import replace
from math import isfinite

from csops.domain.errors import InputError, Missing, OutOfRange
from csops.domain.scoring import CRITICAL_BELOW, WHOLE, Scale, Step
from csops.domain.skills import key_from
from csops.domain.texts import one_line, short_enough

FEWEST_STEPS, MOST_STEPS = 2, 5
_TAKEN_KEYS = frozenset("XJKG")
"""Keys that mean something else while one reviews: not applicable, and the ways between criteria."""
_LONGEST_LABEL = 40


def tidy_scale(scale: Scale) -> Scale:
    """Return the scale with tidy words; a step without a key of its own gets a free one."""
    steps, taken = [], {_press(step.press) for step in scale.steps}
    for place, step in enumerate(scale.steps, start=1):
        label = short_enough(one_line(step.label), field="step", most=_LONGEST_LABEL)
        press = _press(step.press) or _free_press(label, place, taken)
        taken.add(press)
        steps.append(replace(step, label=label, press=press))
    return Scale(key=scale.key or key_from(" ".join(step.label for step in steps)), steps=tuple(steps))


def check_scale(scale: Scale, *, of: str, is_critical: bool = False) -> None:
    """Raise where nobody can rate by a scale.

    Args:
        scale: which.
        of: the name of its criterion, for the sentence.
        is_critical: whether one of its ratings has to be a critical error.

    Raises:
        OutOfRange: other than two to five steps, a percent outside 0 to 100. Missing: a step without a word.
        InputError: two steps alike, no step worth 100, a critical criterion without a step below 50.
    """
    field, steps = f"scale of {of}", scale.steps
    if not FEWEST_STEPS <= len(steps) <= MOST_STEPS:
        right = f"Give it {FEWEST_STEPS} to {MOST_STEPS} of them"
        raise OutOfRange(field=field, value=f"{len(steps)} steps" if len(steps) != 1 else "one step", right=right)
    for place, step in enumerate(steps, start=1):
        if not step.label:
            raise Missing(field=f"word of step {place} in the {field}", right="Name each step, such as Yes or Partly")
        if not (isfinite(step.percent) and 0 <= step.percent <= WHOLE):
            raise OutOfRange(
                field=f"percent of {step.label} in the {field}", value=f"{step.percent:g}", right="Choose from 0 to 100"
            )
    _check_alike(field, "word", (step.label.casefold() for step in steps))
    _check_alike(field, "key", (step.press for step in steps if step.press))
    _check_alike(field, "rating", (f"{step.rating:g}" for step in steps))
    _check_alike(field, "percent", (f"{step.percent:g}" for step in steps))
    bad = next((step.press for step in steps if step.press in _TAKEN_KEYS), "")
    if bad:
        raise InputError(
            field=field, problem=f"the key {bad} means something else in a review", right="Choose another letter"
        )
    if max(step.percent for step in steps) < WHOLE:
        raise InputError(
            field=field, problem="no step is worth 100 %", right="Let the best one be, so that nothing is out of reach"
        )
    if is_critical and min(step.percent for step in steps) >= CRITICAL_BELOW:
        raise InputError(
            field=field,
            problem="no step is below 50 %, so that a critical error could never be told",
            right="Add one, or take the critical family away",
        )


def _check_alike(field: str, what: str, values: Iterable[str]) -> None:
    found = list(values)
    twice = next((each for each in found if found.count(each) > 1), None)
    if twice is not None:
        raise InputError(
            field=field, problem=f"two steps have the {what} “{twice}”", right="Let each step have its own"
        )


def _press(key: str) -> str:
    return key.strip().upper()[:1]


def _free_press(label: str, place: int, taken: set[str]) -> str:
    letters = (sign.upper() for sign in label if sign.isascii() and sign.isalnum())
    free = (sign for sign in letters if sign not in taken and sign not in _TAKEN_KEYS)
    return next(free, None) or next(
        f"{number % 10}" for number in range(place, place + 10) if f"{number % 10}" not in taken
    )


def step_scale(labels: Iterable[tuple[str, float]], *, key: str = "") -> Scale:
    """Return a scale of words and percents, rated from 0 upwards in their order."""
    steps = tuple(Step(rating=place, label=label, percent=percent) for place, (label, percent) in enumerate(labels))
    return tidy_scale(Scale(key=key, steps=steps))
