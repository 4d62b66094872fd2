"""The sheet of reviews that works itself out again: its formulas give our scores, and go on giving them."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

from benchmarks.review_workbook import random_card, random_ratings
from csops.domain.reports import LiveSheet, Report
from csops.domain.scoring import Consequence, Outcome, Scorecard, card_from, score_review
from csops.excel.workbook import write
from csops.services.content import starter
from csops.services.review_live import Scored, sheet_of
from csops.services.review_means import Judged, mean_sheet
from tests.helpers.spreadsheet import Spreadsheet

PHONE = card_from(starter("qa_scorecards"), key="phone")
ALL_YES: dict[str, float | None] = {one.key: 2.0 for one in PHONE.criteria}


def a_sheet(card: Scorecard = PHONE, *ratings: dict[str, float | None]) -> LiveSheet:
    scored = [
        Scored(name="A call", day=date(2026, 11, 2), member="Dan", reviewer="Priya", ratings=one)
        for one in ratings or (ALL_YES,)
    ]
    return sheet_of(card, scored, title="Scores")


def worked_out(card: Scorecard, ratings: dict[str, float | None]) -> dict[str, object]:
    return Spreadsheet(a_sheet(card, ratings)).rows[0]


def test_whatever_is_rated_on_whatever_card_the_formulas_give_our_scores() -> None:
    draw = Random(11)
    for number in range(40):
        card = random_card(draw, number)
        given = random_ratings(draw, card)
        ours, theirs = score_review(card, given), worked_out(card, given)
        assert theirs["raw"] == ("" if ours.raw is None else pytest.approx(ours.raw, abs=1e-9))
        assert theirs["final"] == ("" if ours.final is None else pytest.approx(ours.final, abs=1e-9))
        assert theirs["seen"] == pytest.approx(100 * ours.seen, abs=1e-9)
        assert theirs["outcome"] == ours.outcome.value.replace("_", " ")


@pytest.mark.parametrize(
    ("consequence", "final"),
    [(Consequence.ZERO, 0.0), (Consequence.ZERO_SECTION, 85.0), (Consequence.FAIL, 90.0), (None, 90.0)],
)
def test_a_critical_error_does_what_its_family_says(consequence: Consequence | None, final: float) -> None:
    criteria = tuple(
        replace(one, critical="", consequence=consequence if one.key == "identity" else None) for one in PHONE.criteria
    )
    found = worked_out(replace(PHONE, criteria=criteria), {**ALL_YES, "identity": 0.0})
    assert found["raw"] == pytest.approx(90)
    assert found["final"] == pytest.approx(final)
    assert found["outcome"] == (Outcome.PASS if consequence is None else Outcome.FAIL).value


def test_what_is_not_applicable_leaves_with_its_weight_and_nothing_is_no_score() -> None:
    found = worked_out(PHONE, {**ALL_YES, "correct": None, "greeting": 0.0})
    assert found["raw"] == pytest.approx(75 / 80 * 100)
    assert found["seen"] == pytest.approx(80)
    nothing = worked_out(PHONE, {})
    assert (nothing["raw"], nothing["final"], nothing["outcome"]) == ("", "", "no score")


def test_a_critical_error_that_weighs_nothing_fails_without_any_score() -> None:
    first, *rest = PHONE.criteria
    for consequence, final in ((Consequence.ZERO, 0.0), (Consequence.FAIL, ""), (Consequence.ZERO_SECTION, "")):
        free = replace(first, weight=0.0, critical="business", consequence=consequence)
        found = worked_out(replace(PHONE, criteria=(free, *rest)), {first.key: 0.0})
        assert (found["raw"], found["final"], found["errors"], found["outcome"]) == ("", final, 1, "fail")


def test_the_workbook_shows_the_scores_before_anything_is_worked_out(tmp_path: Path) -> None:
    sheet = a_sheet(PHONE, ALL_YES, {**ALL_YES, "identity": 0.0}, {})
    write(Report(title="Reviews", sections=(sheet,)), tmp_path / "r.xlsx")

    def column(shown: Any, name: str) -> list[Any]:
        (head,) = [row for row in shown.iter_rows() if row[0].value == "Contact"]
        (at,) = [cell.column for cell in head if cell.value == name]
        return [shown.cell(head[0].row + number, at).value for number in (1, 2, 3)]

    shown = load_workbook(tmp_path / "r.xlsx", data_only=True)["Scores"]
    assert column(shown, "Outcome") == ["pass", "fail", "no score"]
    assert column(shown, "Final")[:2] == [100, 0]
    assert str(column(load_workbook(tmp_path / "r.xlsx")["Scores"], "Outcome")[0]).startswith("=IF(")


def test_two_people_of_one_name_have_a_mean_each() -> None:
    def judged(member_id: int, final: float) -> Judged:
        scored = Scored(name="A call", day=date(2026, 11, 2), member="Sam Lee", reviewer="Priya", ratings=ALL_YES)
        return Judged(scored=scored, member_id=member_id, raw=final, final=final, passed=final >= 90, clean=True)

    found = Spreadsheet(mean_sheet([judged(1, 100), judged(2, 80), judged(1, 96)], lines=()))
    means = [(row.name, found.foot[row.key]["final"], found.foot[row.key]["passed"]) for row in found.live.foot[1:]]
    assert means == [("Sam Lee", pytest.approx(98), 1), ("Sam Lee", pytest.approx(80), 0)]
