"""The sheet of a workbook of reviews that works itself out again: weights, ratings, and the scores that follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from csops.domain import scoring_formulas as formulas
from csops.domain.formulas import Formula
from csops.domain.reports import Cell, ColumnKind, FootCell, FootRow, Input, LiveColumn, LiveSheet, Row
from csops.domain.scoring import Consequence, Criterion, Outcome, ReviewScore, Scorecard, score_review

_LINES = (
    "Change what is marked: weights, the pass mark, ratings (blank: not applicable). The scores follow.",
    "Raw: weight x worth of the rating over the weight rated. Final: after critical errors, which fail a review.",
)
_NOTE = "To reckon with: change a rating or a weight, and raw, final and outcome follow"
_WHOLE = 100
_MOST_CONTACTS = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Scored:
    """One review of the sheet: of which contact, whose, by whom, and what was rated."""

    name: str
    day: date
    member: str
    reviewer: str
    ratings: Mapping[str, float | None]
    stands_for: float = 1.0


def sheet_of(
    card: Scorecard,
    reviews: Sequence[Scored],
    *,
    title: str,
    lines: tuple[str, ...] = (),
    sections: Mapping[str, str] | None = None,
) -> LiveSheet:
    """Return the sheet of reviews that were made with one version of a card; `sections`: their names by key."""
    called = sections or {}
    criteria = card.criteria
    scores = [score_review(card, one.ratings) for one in reviews]
    return LiveSheet(
        title=title,
        lines=(*_LINES, *lines),
        inputs=(
            Input(
                key="pass_mark",
                name="Pass mark",
                value=card.pass_mark,
                allowed=(0, _WHOLE),
                unit="points",
                decimals=1,
                source=card.name,
            ),
            *(_weight(number, one, called) for number, one in enumerate(criteria, start=1)),
        ),
        outcomes=(),
        columns=(
            *what(),
            *(_rating(number, one) for number, one in enumerate(criteria, start=1)),
            *_follows(criteria),
        ),
        rows=tuple(_row(card, one, score) for one, score in zip(reviews, scores, strict=True)),
        note=_NOTE,
        foot=(
            _means(scores),
            _weighted(scores, [one.stands_for for one in reviews]),
            _of_criteria(criteria, reviews),
        ),
    )


def _weight(number: int, criterion: Criterion, called: Mapping[str, str]) -> Input:
    does = f"; critical ({criterion.critical}): {_does(criterion)}" if criterion.consequence is not None else ""
    return Input(
        key=f"weight_{number}",
        name=f"Weight: {criterion.name}",
        value=criterion.weight,
        allowed=(0, _WHOLE),
        unit="points",
        decimals=1,
        source=f"Section {called.get(criterion.section, criterion.section)}{does}",
    )


def _does(criterion: Criterion) -> str:
    return criterion.consequence.value.replace("_", " ") if criterion.consequence is not None else ""


def what() -> tuple[LiveColumn, ...]:
    """Return the columns of which contact a review is, whose, and by whom."""
    return (
        LiveColumn(key="review", title="Contact", width=30),
        LiveColumn(key="day", title="Day", kind=ColumnKind.DATE, width=12),
        LiveColumn(key="member", title="Person", width=18),
        LiveColumn(key="reviewer", title="Reviewer", width=18),
    )


def _rating(number: int, criterion: Criterion) -> LiveColumn:
    steps = [step.rating for step in criterion.scale.steps]
    return LiveColumn(
        key=f"rating_{number}",
        title=criterion.name,
        kind=ColumnKind.NUMBER,
        decimals=0 if all(step == int(step) for step in steps) else 1,
        allowed=(min(steps), max(steps)),
        width=12,
    )


def _follows(criteria: Sequence[Criterion]) -> tuple[LiveColumn, ...]:
    number = ColumnKind.NUMBER
    return (
        _column("raw", "Raw", formulas.raw(criteria)),
        _column("final", "Final", formulas.final(criteria)),
        LiveColumn(key="outcome", title="Outcome", formula=formulas.outcome(), width=11),
        LiveColumn(
            key="errors", title="Critical errors", kind=number, decimals=0, formula=formulas.errors(criteria), width=9
        ),
        _column("seen", "Seen", formulas.seen(criteria), unit="%"),
        stands_for(),
        *(
            LiveColumn(
                key=f"percent_{place}",
                title=f"{one.name}: worth",
                kind=number,
                decimals=0,
                formula=formulas.percent(place, one),
                is_hidden=True,
            )
            for place, one in enumerate(criteria, start=1)
        ),
        LiveColumn(
            key="rated", title="Weight rated", kind=number, formula=formulas.rated(criteria), is_hidden=True, decimals=1
        ),
        LiveColumn(
            key="zeroing",
            title="Errors that zero the card",
            kind=number,
            formula=formulas.zeroing(criteria),
            is_hidden=True,
            decimals=0,
        ),
        *counting(),
        *(
            LiveColumn(
                key=f"counts_{place}",
                title=f"{one.name}: counts",
                kind=number,
                decimals=1,
                formula=formulas.counts(f"rating_{place}", "stands_for"),
                is_hidden=True,
            )
            for place, one in enumerate(criteria, start=1)
        ),
    )


def _column(key: str, title: str, formula: Formula, *, unit: str = "") -> LiveColumn:
    return LiveColumn(key=key, title=title, unit=unit, kind=ColumnKind.NUMBER, decimals=1, formula=formula, width=9)


def _row(card: Scorecard, one: Scored, score: ReviewScore) -> Row:
    given = [one.ratings.get(criterion.key) for criterion in card.criteria]
    worth = [
        None if rating is None else criterion.scale.percent(rating)
        for criterion, rating in zip(card.criteria, given, strict=True)
    ]
    zeroing = [key for key in score.critical if _criterion(card, key).consequence is Consequence.ZERO]
    whole = sum(criterion.weight for criterion in card.criteria)
    return (
        one.name,
        one.day,
        one.member,
        one.reviewer,
        *given,
        score.raw,
        score.final,
        _words(score.outcome),
        len(score.critical),
        _WHOLE * score.seen,
        one.stands_for,
        *worth,
        whole * score.seen,
        len(zeroing),
        *counted(score.raw, score.final, one.stands_for),
        *(0.0 if value is None else one.stands_for for value in given),
    )


def _criterion(card: Scorecard, key: str) -> Criterion:
    return next(one for one in card.criteria if one.key == key)


def _words(outcome: Outcome) -> str:
    return outcome.value.replace("_", " ")


def _means(scores: Sequence[ReviewScore]) -> FootRow:
    def of(values: Sequence[float | None]) -> Cell:
        known = [value for value in values if value is not None]
        return sum(known) / len(known) if known else None

    cells = (
        FootCell(column="raw", value=of([one.raw for one in scores]), formula=formulas.mean("raw")),
        FootCell(column="final", value=of([one.final for one in scores]), formula=formulas.mean("final")),
    )
    return FootRow(key="mean", name="Plain mean of these reviews", cells=cells, decimals=1, is_strong=True)


def _weighted(scores: Sequence[ReviewScore], weights: Sequence[float]) -> FootRow:
    return weighted_row([(one.raw, one.final, weight) for one, weight in zip(scores, weights, strict=True)])


def _of_criteria(criteria: Sequence[Criterion], reviews: Sequence[Scored]) -> FootRow:
    """Return what the ratings of each criterion are worth on average, below its ratings."""

    def mean(criterion: Criterion) -> float | None:
        given = [(one.ratings.get(criterion.key), one.stands_for) for one in reviews]
        known = [(criterion.scale.percent(rating), weight) for rating, weight in given if rating is not None]
        whole = sum(weight for _worth, weight in known)
        return sum(worth * weight for worth, weight in known) / whole if whole else None

    cells = tuple(
        FootCell(
            column=f"rating_{place}",
            value=mean(one),
            formula=formulas.weighted_mean(f"percent_{place}", f"counts_{place}"),
        )
        for place, one in enumerate(criteria, start=1)
    )
    return FootRow(key="criteria", name="Mean worth of each criterion, %", cells=cells, decimals=1, is_strong=True)


# ------------------------------------------------------------ what means rest on
def stands_for() -> LiveColumn:
    """Return the column of how many contacts each review stands for."""
    return LiveColumn(
        key="stands_for",
        title="Stands for",
        unit="contacts",
        kind=ColumnKind.NUMBER,
        decimals=1,
        allowed=(0, _MOST_CONTACTS),
        width=11,
    )


def counting() -> tuple[LiveColumn, LiveColumn]:
    """Return the hidden columns of what each review counts in the means."""
    raw, final = (
        LiveColumn(
            key=f"counts_{key}",
            title=f"Counts ({key})",
            kind=ColumnKind.NUMBER,
            decimals=1,
            formula=formulas.counts(key, "stands_for"),
            is_hidden=True,
        )
        for key in ("raw", "final")
    )
    return raw, final


def counted(raw: float | None, final: float | None, stands: float) -> tuple[float, float]:
    """Return the cells of `counting`."""
    return (0.0 if raw is None else stands, 0.0 if final is None else stands)


def weighted_row(scores: Sequence[tuple[float | None, float | None, float]]) -> FootRow:
    """Return the means by what each review stands for, of raw and final scores with that."""

    def mean(at: int) -> float | None:
        known = [(one[at] or 0.0, one[2]) for one in scores if one[at] is not None]
        whole = sum(weight for _, weight in known)
        return sum(value * weight for value, weight in known) / whole if whole else None

    cells = tuple(
        FootCell(column=key, value=mean(at), formula=formulas.weighted_mean(key, f"counts_{key}"))
        for at, key in enumerate(("raw", "final"))
    )
    return FootRow(key="weighted", name="Mean by what each stands for", cells=cells, decimals=1, is_strong=True)
