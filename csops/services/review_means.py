"""The sheet of a workbook that gives the means and shares of a quality report again: of all, and of each person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from csops.domain import scoring_formulas as formulas
from csops.domain.reports import Cell, ColumnKind, FootCell, FootRow, LiveColumn, LiveSheet, Row
from csops.services.review_live import Scored, counted, counting, stands_for, weighted_row, what

_WHOLE = 100
_OF_EACH = ("raw", "final", "passed", "clean")
_COUNTED_BY = {"raw": "counts_raw", "final": "counts_final", "passed": "counts_judged", "clean": "counts_judged"}


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A review of the sheet with its scores; `passed`, `clean` (no critical error): None where it was not judged.

    `member_id`: whose contact it is; two people may have one name.
    """

    scored: Scored
    member_id: int
    raw: float | None
    final: float | None
    passed: bool | None = None
    clean: bool | None = None


def mean_sheet(reviews: Sequence[Judged], *, lines: tuple[str, ...]) -> LiveSheet:
    """Return the sheet; each mean and share at its foot is a formula over the rows above."""
    people = {one.member_id: one.scored.member for one in reviews}
    rows = tuple(_row(one, people) for one in reviews)
    return LiveSheet(
        title="Mean score",
        lines=(
            "The mean score of the report: each score times the contacts its review stands for, over all of them.",
            "Passed and No critical error: 1 is yes, 0 no. Below, each person's means and shares in the same way.",
            *lines,
        ),
        inputs=(),
        outcomes=(),
        columns=_columns(people),
        rows=rows,
        note="How the mean scores come of those of all reviews",
        foot=(_of_all(reviews), *(_of_person(number, who, reviews) for number, who in enumerate(people, start=1))),
    )


def _columns(people: Mapping[int, str]) -> tuple[LiveColumn, ...]:
    return (
        *what(),
        _given("raw", "Raw"),
        _given("final", "Final"),
        _given("passed", "Passed", most=1),
        _given("clean", "No critical error", most=1),
        stands_for(),
        *counting(),
        _step("counts_judged", "Counts (passed)", formula=True),
        *(_step(f"of_{number}", f"Is of {name}") for number, name in enumerate(people.values(), start=1)),
    )


def _given(key: str, title: str, *, most: int = _WHOLE) -> LiveColumn:
    decimals = 0 if most == 1 else 1
    return LiveColumn(key=key, title=title, kind=ColumnKind.NUMBER, decimals=decimals, allowed=(0, most), width=9)


def _step(key: str, title: str, *, formula: bool = False) -> LiveColumn:
    """Return a hidden column: what a review counts among those that were judged, or whether it is of a person."""
    found = formulas.counts("passed", "stands_for") if formula else None
    return LiveColumn(key=key, title=title, kind=ColumnKind.NUMBER, decimals=1, formula=found, is_hidden=True)


def _row(one: Judged, people: Iterable[int]) -> Row:
    scored = one.scored
    return (
        scored.name,
        scored.day,
        scored.member,
        scored.reviewer,
        one.raw,
        one.final,
        *(None if value is None else int(value) for value in (one.passed, one.clean)),
        scored.stands_for,
        *counted(one.raw, one.final, scored.stands_for),
        0.0 if one.passed is None else scored.stands_for,
        *(int(one.member_id == who) for who in people),
    )


def _of_all(reviews: Sequence[Judged]) -> FootRow:
    means = weighted_row([(one.raw, one.final, one.scored.stands_for) for one in reviews])
    shares = tuple(
        FootCell(
            column=key,
            value=_mean_of(key, reviews),
            formula=formulas.weighted_mean(key, _COUNTED_BY[key]),
        )
        for key in ("passed", "clean")
    )
    return FootRow(
        key=means.key, name=means.name, cells=(*means.cells, *shares), decimals=_DECIMALS, is_strong=means.is_strong
    )


def _of_person(number: int, who: int, reviews: Sequence[Judged]) -> FootRow:
    mine = [one for one in reviews if one.member_id == who]
    cells = tuple(
        FootCell(
            column=key,
            value=_mean_of(key, mine),
            formula=formulas.weighted_mean_of(key, _COUNTED_BY[key], f"of_{number}"),
        )
        for key in _OF_EACH
    )
    return FootRow(key=f"person_{number}", name=mine[0].scored.member, cells=cells, decimals=_DECIMALS)


_DECIMALS = 2
"""Of scores and shares of 0 to 1 alike: they stand in one row."""


def _mean_of(key: str, reviews: Iterable[Judged]) -> Cell:
    known = [(float(value), one.scored.stands_for) for one in reviews if (value := getattr(one, key)) is not None]
    whole = sum(weight for _value, weight in known)
    return sum(value * weight for value, weight in known) / whole if whole else None
