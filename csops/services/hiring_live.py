"""The sheet of a hiring workbook that works itself out again: weights, targets, ratings, and what follows from them."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from csops.domain import hiring_formulas as formulas
from csops.domain.formulas import Formula
from csops.domain.hiring import ENOUGH_COVERAGE, Fit, Levels, Recommendation, SkillFit, fit
from csops.domain.ranking import ranks_of
from csops.domain.reports import Cell, ColumnKind, FootCell, FootRow, Input, LiveColumn, LiveSheet, Row
from csops.domain.role_profiles import RoleProfile

_LINES = (
    "Change what is marked: weights, targets, minimums, ratings from 1 to 5 (blank: not asked). The rest follows.",
    "Fit: weight x min(mean / target, 1) over the weight rated. Below a minimum nobody is ranked. A person decides.",
)
_NOTE = "To reckon with: change a weight or a rating, and fit, recommendation and rank follow"
_RATED, _TOP = (1, 5), 100


@dataclass(frozen=True, kw_only=True)
class Scored:
    """One candidate of the sheet: ratings by interviewer, how many are to rate, whether they are not looked at more."""

    name: str
    ratings: Mapping[Hashable, Levels]
    panel: int | None = None
    is_out: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """What the sheet is made of: a role, its skills by name, who rated (id and initials), and the candidates.

    Not `is_ranked`: it shows some of an opening's candidates alone, among whom a rank would say nothing.
    """

    title: str
    role: RoleProfile
    skills: Mapping[str, str]
    interviewers: Sequence[tuple[Hashable, str]]
    candidates: Sequence[Scored]
    lines: tuple[str, ...] = ()
    is_ranked: bool = True


def sheet_of(grid: Grid) -> LiveSheet | None:
    """Return the sheet, None while there is nobody to rate or nobody who rates."""
    if not grid.interviewers or not grid.candidates:
        return None
    fits = [fit(grid.role, each.ratings, panel=each.panel) for each in grid.candidates]
    steps = _Steps(interviewers=len(grid.interviewers))
    return LiveSheet(
        title=grid.title,
        lines=(*_LINES, *grid.lines),
        inputs=(
            Input(
                key="enough",
                name="Coverage needed",
                value=ENOUGH_COVERAGE,
                allowed=(0, _TOP),
                unit="%",
                decimals=0,
                source="Of csops: with less nothing is recommended",
            ),
        ),
        outcomes=(),
        columns=(*_asked(), *_shown(grid, steps), *_folded(grid, steps)),
        rows=tuple(_row(grid, place, fits) for place in range(len(grid.role.skills))),
        note=_NOTE,
        foot=_foot(grid, fits, steps),
    )


def _asked() -> tuple[LiveColumn, ...]:
    level = ColumnKind.INTEGER
    return (
        LiveColumn(key="skill", title="Skill", width=34),
        LiveColumn(key="asked", title="Asked", width=11),
        LiveColumn(key="weight", title="Weight", unit="%", kind=ColumnKind.NUMBER, allowed=(0, _TOP), width=11),
        LiveColumn(key="target", title="Target", kind=level, allowed=_RATED, width=9),
        LiveColumn(key="minimum", title="Minimum", kind=level, allowed=_RATED, width=10),
    )


def _shown(grid: Grid, steps: "_Steps") -> list[LiveColumn]:
    found: list[LiveColumn] = []
    for number, each in enumerate(grid.candidates, start=1):
        found += [
            LiveColumn(
                key=formulas.rating_key(number, place),
                title=f"{each.name}: {initials}",
                kind=ColumnKind.INTEGER,
                allowed=_RATED,
                width=13,
            )
            for place, (_, initials) in enumerate(grid.interviewers, start=1)
        ]
        found.append(
            LiveColumn(
                key=formulas.key_of("mean", number),
                title=f"{each.name}: mean",
                kind=ColumnKind.NUMBER,
                decimals=2,
                formula=formulas.mean(number, steps.interviewers),
                width=14,
            )
        )
    return found


def _folded(grid: Grid, steps: "_Steps") -> list[LiveColumn]:
    return [
        LiveColumn(
            key=formulas.key_of(what, number),
            title=f"{each.name}: {title}",
            kind=ColumnKind.NUMBER,
            formula=formula,
            is_hidden=True,
        )
        for number, each in enumerate(grid.candidates, start=1)
        for what, title, formula in steps.of(number)
    ]


@dataclass(frozen=True, kw_only=True)
class _Steps:
    """The columns of the work, by candidate."""

    interviewers: int

    def of(self, number: int) -> tuple[tuple[str, str, Formula], ...]:
        """Return key, title and formula of each."""
        return (
            ("n", "ratings", formulas.count(number, self.interviewers)),
            ("share", "of target", formulas.share(number)),
            ("rated", "weight rated", formulas.rated(number)),
            ("got", "points", formulas.got(number)),
            ("below", "below minimum", formulas.below(number)),
            ("open", "not rated", formulas.not_rated(number)),
        )


def _row(grid: Grid, place: int, fits: Sequence[Fit]) -> Row:
    asked = grid.role.skills[place]
    shown: list[Cell] = []
    folded: list[Cell] = []
    for each, found in zip(grid.candidates, fits, strict=True):
        row = found.skills[place]
        shown += [each.ratings.get(who, {}).get(asked.skill) for who, _ in grid.interviewers]
        shown.append(row.mean)
        folded += _work(row)
    name, target = grid.skills.get(asked.skill, asked.skill), asked.target_level
    return (name, asked.requirement.value, asked.weight, target, asked.minimum_level, *shown, *folded)


def _work(row: SkillFit) -> tuple[Cell, ...]:
    """What the columns of the work give, in their order."""
    weight, share = (row.weight, row.share or 0.0) if row.n else (0.0, 0.0)
    is_required = row.requirement.value == "required"
    return (row.n, share, weight, weight * share, int(is_required and row.is_below), int(is_required and not row.n))


def _foot(grid: Grid, fits: Sequence[Fit], steps: _Steps) -> tuple[FootRow, ...]:
    ranks = ranks_of({place: each for place, each in enumerate(fits) if not grid.candidates[place].is_out})
    ranked = [None if ranks.get(place) is None else round(one.fit or 0.0, 7) for place, one in enumerate(fits)]
    numbers = range(1, len(fits) + 1)
    # Who is out keeps the fit and takes nobody's rank.
    is_in = [not one.is_out for one in grid.candidates]
    rank, says = formulas.rank(), formulas.recommendation()
    below, is_open = formulas.must_haves_below, formulas.required_open
    lines = (
        _line("fit", "Fit, %", [one.fit for one in fits], [formulas.fit(number) for number in numbers], decimals=1),
        _line(
            "rank", "Rank", [ranks.get(place) for place in range(len(fits))], [rank if one else None for one in is_in]
        ),
        _line("says", "The figures say", [_words(one.recommendation) for one in fits], [says] * len(fits)),
        _line(
            "coverage",
            "Coverage, %",
            [one.coverage for one in fits],
            [formulas.coverage(number) for number in numbers],
            decimals=1,
        ),
        _line("below", "Must-haves below the minimum", [_below(one) for one in fits], [below(one) for one in numbers]),
        _line("open", "Required, not rated", [_open(one) for one in fits], [is_open(one) for one in numbers]),
        _line(
            "raters",
            "Interviewers who rated",
            [len(one.scored_by) for one in fits],
            [formulas.raters(number, steps.interviewers) for number in numbers],
        ),
        _line("panel", "Interviewers planned", [one.panel for one in fits], [None] * len(fits)),
        _line(
            "ranked", "Fit that is ranked, %", ranked, [formulas.ranked() if one else None for one in is_in], decimals=1
        ),
    )
    return tuple(line for line in lines if grid.is_ranked or line.key not in {"rank", "ranked"})


def _line(key: str, name: str, values: Sequence[Cell], made: Sequence[Formula | None], *, decimals: int = 0) -> FootRow:
    """One row at the foot, a cell below the mean of each candidate."""
    cells = tuple(
        FootCell(column=formulas.key_of("mean", number), value=value, formula=formula)
        for number, (value, formula) in enumerate(zip(values, made, strict=True), start=1)
    )
    return FootRow(key=key, name=name, cells=cells, decimals=decimals, is_strong=key in _STRONG)


_STRONG = {"fit", "rank", "says"}


def _below(found: Fit) -> int:
    return sum(must.met is False for must in found.must_haves)


def _open(found: Fit) -> int:
    return sum(row.requirement.value == "required" and not row.n for row in found.skills)


def _words(recommendation: Recommendation) -> str:
    return recommendation.value.replace("_", " ")
