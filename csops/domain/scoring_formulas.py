"""The score of a review in the words of spreadsheets; the same figures as `scoring.score_review`.

One row for each review. Inputs: `weight_1` and so on, `pass_mark`. Columns: `rating_1` and so on, a rating of the scale
or blank for not applicable; what follows from them stands in further columns of the row.
"""

from collections.abc import Iterable, Sequence

from csops.domain.formulas import Formula
from csops.domain.scoring import CRITICAL_BELOW, Consequence, Criterion, Outcome

PASS, FAIL, NO_SCORE = (each.value.replace("_", " ") for each in (Outcome.PASS, Outcome.FAIL, Outcome.NO_SCORE))


def percent(number: int, criterion: Criterion) -> Formula:
    """What a rating is worth; blank where it is not applicable, an error for one that the scale does not have."""
    found = "NA()"
    for step in reversed(criterion.scale.steps):
        found = f"IF({{rating_{number}}}={_number(step.rating)},{_number(step.percent)},{found})"
    return Formula(text=f'IF(COUNT({{rating_{number}}})=0,"",{found})')


def rated(criteria: Sequence[Criterion]) -> Formula:
    """The weight that was rated."""
    return Formula(text=_sum(_where_rated(number, f"{{weight_{number}}}") for number, _ in _numbered(criteria)))


def raw(criteria: Sequence[Criterion]) -> Formula:
    """The points before critical errors, 0 to 100; blank where nothing was rated."""
    points = _sum(_points(number) for number, _ in _numbered(criteria))
    return Formula(text=f'IF({{rated}}>0,MIN(100,MAX(0,({points})/{{rated}})),"")')


def errors(criteria: Sequence[Criterion]) -> Formula:
    """How many critical errors there are."""
    return Formula(text=_errors(criteria, only=None))


def zeroing(criteria: Sequence[Criterion]) -> Formula:
    """How many of them bring the whole score to 0."""
    return Formula(text=_errors(criteria, only=Consequence.ZERO))


def final(criteria: Sequence[Criterion]) -> Formula:
    """The points that still count after critical errors, 0 to 100; blank where nothing that weighs was rated.

    An error that zeroes the card does so without any weight, too.
    """
    sections = list(dict.fromkeys(one.section for one in criteria))
    left = _sum(_section(criteria, section) for section in sections)
    return Formula(text=f'IF({{zeroing}}>0,0,IF({{rated}}>0,MIN(100,MAX(0,({left})/{{rated}})),""))')


def seen(criteria: Sequence[Criterion]) -> Formula:
    """The weight that was rated over all, in percent."""
    whole = _sum(f"{{weight_{number}}}" for number, _ in _numbered(criteria))
    return Formula(text=f"IF(({whole})>0,100*{{rated}}/({whole}),0)")


def outcome() -> Formula:
    """How the review ends, in words."""
    below = f'IF({{final}}<{{pass_mark}}-0.000001,"{FAIL}","{PASS}")'
    return Formula(text=f'IF({{errors}}>0,"{FAIL}",IF({{rated}}>0,{below},"{NO_SCORE}"))')


def mean(column: str) -> Formula:
    """The mean of a column at the foot, blank without any."""
    return Formula(text=f'IF(COUNT({{{column}:all}})>0,SUM({{{column}:all}})/COUNT({{{column}:all}}),"")')


def counts(column: str, weight: str) -> Formula:
    """What a review stands for in the mean of a column: 0 where it has no figure there."""
    return Formula(text=f"IF(COUNT({{{column}}})>0,{{{weight}}},0)")


def weighted_mean(column: str, weight: str) -> Formula:
    """The mean of a column at the foot, each row by what it counts (`counts`); blank without any."""
    both = f"SUMPRODUCT({{{column}:all}},{{{weight}:all}})/SUM({{{weight}:all}})"
    return Formula(text=f'IF(SUM({{{weight}:all}})>0,{both},"")')


def weighted_mean_of(column: str, weight: str, member: str) -> Formula:
    """The same of those rows alone where `member` is 1 (elsewhere 0)."""
    whole = f"SUMPRODUCT({{{weight}:all}},{{{member}:all}})"
    return Formula(text=f'IF({whole}>0,SUMPRODUCT({{{column}:all}},{{{weight}:all}},{{{member}:all}})/{whole},"")')


# ------------------------------------------------------------ parts
def _numbered(criteria: Sequence[Criterion]) -> Iterable[tuple[int, Criterion]]:
    return enumerate(criteria, start=1)


def _section(criteria: Sequence[Criterion], section: str) -> str:
    """The points of a section, 0 where one of its critical errors zeroes it."""
    points = _sum(_points(number) for number, one in _numbered(criteria) if one.section == section)
    zeroing_it = [
        (number, one)
        for number, one in _numbered(criteria)
        if one.section == section and one.consequence is Consequence.ZERO_SECTION
    ]
    if not zeroing_it:
        return f"({points})"
    return f"IF({_sum(_error(number) for number, _ in zeroing_it)}>0,0,{points})"


def _errors(criteria: Sequence[Criterion], only: Consequence | None) -> str:
    found = [
        _error(number)
        for number, one in _numbered(criteria)
        if one.consequence is not None and only in {None, one.consequence}
    ]
    return _sum(found)


def _error(number: int) -> str:
    return _where_rated(number, f"IF({{percent_{number}}}<{CRITICAL_BELOW:g},1,0)")


def _points(number: int) -> str:
    return _where_rated(number, f"{{weight_{number}}}*{{percent_{number}}}")


def _where_rated(number: int, then: str) -> str:
    return f"IF(COUNT({{rating_{number}}})>0,{then},0)"


def _sum(parts: Iterable[str]) -> str:
    return "+".join(parts) or "0"


def _number(value: float) -> str:
    """Write a number as every spreadsheet reads it."""
    return f"{value:.17g}"
