"""The sheet of the hiring workbook that works itself out again: its formulas give our scores, and go on giving them."""

import random
from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from csops.domain.hiring import Fit, fit
from csops.domain.ranking import ranks_of
from csops.domain.reports import LiveSheet
from csops.domain.role_profiles import ProfileSkill, Requirement, RoleProfile
from csops.services.hiring_live import Grid, Scored, sheet_of
from tests.helpers.hiring import asked_skills
from tests.helpers.spreadsheet import Spreadsheet

ROLE = RoleProfile(key="helper", name="Weekend help", skills=asked_skills())
NOBODY: dict[str, int | None] = {}


def levels(*given: int | None, role: RoleProfile = ROLE) -> dict[str, int | None]:
    return {asked.skill: level for asked, level in zip(role.skills, given, strict=True)}


def a_grid(**ratings: Mapping[Hashable, dict[str, int | None]]) -> Grid:
    candidates: dict[str, Mapping[Hashable, dict[str, int | None]]] = ratings or {
        "Ngozi": {"ML": levels(4, 3, 4), "TR": levels(5, 2, 3)},
        "Elena": {"ML": levels(4, 3, 3), "TR": levels(3, 4, None)},
        "Tobias": {"ML": levels(2, 4, 5), "TR": levels(3, 4, 5)},
        "Rafael": {"ML": levels(4, None, 4), "TR": levels(4, None, 2)},
        "Sole": {"ML": levels(4, 3, 4), "TR": NOBODY},
        "Nobody": {"ML": NOBODY, "TR": NOBODY},
    }
    return Grid(
        title="Scores",
        role=ROLE,
        skills={"listening": "Listening"},
        interviewers=(("ML", "ML"), ("TR", "TR")),
        candidates=[Scored(name=name, ratings=each, panel=2) for name, each in candidates.items()],
    )


def made(grid: Grid) -> LiveSheet:
    sheet = sheet_of(grid)
    assert sheet is not None
    return sheet


def check_foot(sheet: LiveSheet, fits: list[Fit], *, out: frozenset[int] = frozenset()) -> None:
    """Hold what the formulas give against our own figures, of the first candidate to the last."""
    foot = Spreadsheet(sheet).foot
    ranks = ranks_of({place: each for place, each in enumerate(fits) if place not in out})
    for place, ours in enumerate(fits):
        column = f"mean_{place + 1}"
        theirs = {key: row[column] for key, row in foot.items()}
        assert theirs["fit"] == ("" if ours.fit is None else pytest.approx(ours.fit, abs=1e-9))
        assert theirs["coverage"] == pytest.approx(ours.coverage, abs=1e-9)
        assert theirs["says"] == ours.recommendation.value.replace("_", " ")
        assert (theirs["rank"] or None) == ranks.get(place)
        assert theirs["raters"] == len(ours.scored_by)


def test_the_formulas_give_the_values_that_stand_beside_them() -> None:
    sheet = made(a_grid())
    found = Spreadsheet(sheet)
    for row, reckoned in zip(sheet.rows, found.rows, strict=True):
        for column, value in zip(sheet.columns, row, strict=True):
            if column.formula:
                expected = "" if value is None else pytest.approx(value, abs=1e-9)
                assert reckoned[column.key] == expected, column.key
    for line in sheet.foot:
        for cell in line.cells:
            shown = found.foot[line.key][cell.column]
            expected_cell: Any = cell.value
            if isinstance(expected_cell, float):
                expected_cell = pytest.approx(expected_cell, abs=1e-9)
            assert (None if shown == "" else shown) == expected_cell, (line.key, cell.column)


def test_fit_coverage_words_and_rank_are_ours() -> None:
    grid = a_grid()
    check_foot(made(grid), [fit(grid.role, each.ratings, panel=2) for each in grid.candidates])
    words = Spreadsheet(made(grid)).foot["says"]
    assert list(words.values()) == ["meets", "meets", "does not meet", "incomplete", "incomplete", "incomplete"]


def test_changing_a_weight_turns_the_ranking_as_ours_does() -> None:
    sure: dict[Hashable, dict[str, int | None]] = {"ML": levels(4, 3, 2)}
    other: dict[Hashable, dict[str, int | None]] = {"ML": levels(3, 3, 4)}
    grid = replace(a_grid(sure=sure, other=other), interviewers=(("ML", "ML"),))
    assert Spreadsheet(made(grid)).foot["rank"] == {"mean_1": 1, "mean_2": 2}
    changed = _with_weights(made(grid), (20, 30, 50))
    assert Spreadsheet(changed).foot["rank"] == {"mean_1": 2, "mean_2": 1}
    role = replace(ROLE, skills=tuple(replace(a, weight=w) for a, w in zip(ROLE.skills, (20, 30, 50), strict=True)))
    check_foot(changed, [fit(role, each, panel=2) for each in (sure, other)])


def _with_weights(sheet: LiveSheet, weights: tuple[float, ...]) -> LiveSheet:
    place = [column.key for column in sheet.columns].index("weight")
    rows = tuple((*row[:place], weight, *row[place + 1 :]) for row, weight in zip(sheet.rows, weights, strict=True))
    return replace(sheet, rows=rows)


def test_less_coverage_than_asked_for_is_incomplete() -> None:
    grid = a_grid(one={"ML": levels(4, 3, None), "TR": levels(4, 3, None)})
    sheet = made(grid)
    assert Spreadsheet(sheet).foot["says"] == {"mean_1": "meets"}
    stricter = replace(sheet, inputs=(replace(sheet.inputs[0], value=81.0),))
    assert Spreadsheet(stricter).foot["says"] == {"mean_1": "incomplete"}


def test_who_is_out_takes_nobodys_rank() -> None:
    best: dict[Hashable, dict[str, int | None]] = {"ML": levels(5, 5, 5), "TR": levels(5, 5, 5)}
    grid = a_grid(best=best, next={"ML": levels(4, 3, 3), "TR": levels(4, 3, 3)})
    gone = replace(grid, candidates=[replace(grid.candidates[0], is_out=True), grid.candidates[1]])
    foot = Spreadsheet(made(gone)).foot
    assert foot["rank"] == {"mean_1": None, "mean_2": 1}
    assert foot["fit"]["mean_1"] == 100


@pytest.mark.parametrize("seed", range(12))
def test_random_hirings_come_out_as_ours(seed: int) -> None:
    draw = random.Random(seed)
    role = RoleProfile(
        key="any",
        name="Any",
        skills=tuple(
            ProfileSkill(
                skill=f"skill_{number}",
                requirement=draw.choice(list(Requirement)),
                weight=draw.choice([draw.uniform(0.1, 40), float(draw.randint(1, 40))]),
                target_level=draw.randint(3, 5),
                minimum_level=draw.choice([None, 1, 2, 3]),
            )
            for number in range(draw.randint(1, 12))
        ),
    )
    interviewers = [(who, who) for who in "ABCDE"[: draw.randint(1, 5)]]
    candidates = [
        Scored(
            name=f"Candidate {number}",
            ratings={
                who: {asked.skill: draw.choice([None, 1, 2, 3, 3, 4, 4, 5]) for asked in role.skills}
                for who, _ in interviewers
                if draw.random() < 0.8
            },
            panel=draw.randint(1, len(interviewers)),
            is_out=draw.random() < 0.2,
        )
        for number in range(draw.randint(1, 15))
    ]
    grid = Grid(title="Scores", role=role, skills={}, interviewers=interviewers, candidates=candidates)
    out = frozenset(place for place, each in enumerate(candidates) if each.is_out)
    check_foot(made(grid), [fit(role, each.ratings, panel=each.panel) for each in candidates], out=out)


def test_nobody_to_rate_and_nobody_who_rates_make_no_sheet() -> None:
    grid = a_grid()
    assert sheet_of(replace(grid, candidates=())) is None
    assert sheet_of(replace(grid, interviewers=())) is None
