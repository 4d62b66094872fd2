"""Erlang C in the words of spreadsheets, for one channel and interval by interval; the same figures as `erlang_c`.

C = p / (p + (1 - A / N) P) with p the Poisson probability of N and P the cumulative one of N - 1 at mean A: Erlang B is
p / (P + p), and Erlang C is B / (1 - A / N (1 - B)). The smallest number is found without arrays: by steps that
halve, each taken where one person fewer than it leads to is not enough.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from csops.domain.exact import Number, exact, exact_load
from csops.domain.formulas import Formula

NOBODY = "1E-9"  # as in pooling: fewer contacts in an interval are none


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far a sheet searches: up to `largest_load` Erlang, by `steps` people.

    The steps together go further beyond the load than 99.9 % answered at once takes.
    """

    largest_load: int
    steps: tuple[int, ...]


_REACHES = tuple(
    Reach(largest_load=erlang, steps=tuple(2**bit for bit in range(bits - 1, -1, -1)))
    for erlang, bits in ((300, 6), (5_000, 8), (100_000, 10))
)


def reach_for(loads: Sequence[float]) -> Reach:
    """Return a reach ten times as far as the largest of these loads, so that there is room to change much."""
    wanted = 10 * max(loads, default=0.0)
    return next((reach for reach in _REACHES if reach.largest_load >= wanted), _REACHES[-1])


def step_key(step: int) -> str:
    """Return the key of the column that holds the search after this step."""
    return f"step_{step}"


def contacts() -> Formula:
    """Contacts of the interval: the forecast times the share of it that is taken."""
    return Formula(text="{forecast}*{volume}")


def load(person_time: str, *, length_s: float) -> Formula:
    """Work arriving, in Erlang. `person_time` is what a contact takes, in keys of the sheet."""
    return Formula(text=f"IF({{contacts}}>{NOBODY},{{contacts}}*{person_time}/{length_s:.15g},0)")


def least(reach: Reach) -> Formula:
    """The smallest number worth trying: where the queue drains and nobody is busier than allowed; 0 without work.

    Beyond the reach there is no figure, so that no wrong one is shown.
    The load counts to a billionth, as ours does; ten digits of the quotient take its float for the fraction meant.
    """
    drains = "INT(ROUND({load},9))+1"
    spared = "ROUNDUP(ROUND(ROUND({load},9)/{occupancy_cap},10),0)"
    return Formula(text=f"IF({{load}}>{reach.largest_load},NA(),IF({{load}}>0,MAX({drains},{spared}),0))")


def search(step: int, *, before: str, person_time: str) -> Formula:
    """One step of the search for the smallest number; `before` is the key of the column of the step before."""
    people = f"({{{before}}}+{step - 1})" if step > 1 else f"{{{before}}}"
    served = f"1-{_waits(people)}*{_waits_longer(people, person_time)}"
    return Formula(text=f"IF({{load}}>0,{{{before}}}+IF({served}<{{level_wanted}},{step},0),0)")


def waits() -> Formula:
    """The probability of having to wait."""
    return Formula(text=f'IF({{people}}>0,{_waits("{people}")},"")')


def level(person_time: str) -> Formula:
    """The share answered within the target; blank when nobody is expected."""
    return Formula(text=f'IF({{people}}>0,1-{{waits}}*{_waits_longer("{people}", person_time)},"")')


def mean_wait(person_time: str) -> Formula:
    """The mean wait of everybody in seconds; blank when nobody is expected."""
    return Formula(text=f'IF({{people}}>0,{{waits}}*{person_time}/({{people}}-{{load}}),"")')


def occupancy() -> Formula:
    """The share of their time that people spend on contacts; blank when nobody is needed."""
    return Formula(text='IF({people}>0,MIN(1,{load}/{people}),"")')


def rostered() -> Formula:
    """People on the roster; nine digits of the quotient take its float for the fraction meant."""
    return Formula(text="ROUNDUP(ROUND({people}/(1-{shrinkage}),9),0)")


def paid_hours(*, length_s: float) -> Formula:
    """Paid hours of the interval, not rounded."""
    return Formula(text=f"{{people}}*{length_s:.15g}/3600/(1-{{shrinkage}})")


def cost() -> Formula:
    """What the paid hours of the interval cost, not rounded."""
    return Formula(text="{paid}*{rate}")


def in_time() -> Formula:
    """Contacts answered within the target."""
    return Formula(text="IF({people}>0,{contacts}*{level},0)")


def total(key: str) -> Formula:
    """The sum over all intervals."""
    return Formula(text=f"SUM({{{key}:all}})")


def rounded_total(key: str) -> Formula:
    """The sum over all intervals, rounded once to hundredths; nine digits take its float for the fraction meant."""
    return Formula(text=f"ROUND(ROUND(SUM({{{key}:all}}),9),2)")


def peak() -> Formula:
    """The most people at the same time."""
    return Formula(text="MAX({people:all})")


def total_level() -> Formula:
    """The share answered within the target over all intervals; blank without contacts."""
    return Formula(text='IF(SUM({contacts:all})>0,SUM({in_time:all})/SUM({contacts:all}),"")')


def least_people(erlang: float, *, max_occupancy: Number) -> int:
    """Return what `least` gives."""
    if erlang <= 0:
        return 0
    whole = exact_load(erlang)
    return max(math.floor(whole) + 1, math.ceil(whole / exact(max_occupancy)))


def search_steps(reach: Reach, *, least: int, people: int) -> tuple[int, ...]:
    """Return what each `search` gives, from the smallest number worth trying to the people it ends with."""
    found, reached = [], least
    for step in reach.steps:
        reached += step if reached + step - 1 < people else 0
        found.append(reached)
    return tuple(found)


def _waits(people: str) -> str:
    exactly = f"POISSON({people},{{load}},FALSE)"
    fewer = f"POISSON({people}-1,{{load}},TRUE)"
    return f"{exactly}/({exactly}+(1-{{load}}/{people})*{fewer})"


def _waits_longer(people: str, person_time: str) -> str:
    """Of those who wait, the share that waits longer than the target."""
    return f"EXP(-({people}-{{load}})*{{target}}/{person_time})"
