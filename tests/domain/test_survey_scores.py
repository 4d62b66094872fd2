"""CSAT, NPS, CES and stars: the examples of the metric dictionary, their doubt, and that scales are never mixed."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain import survey_scores
from csops.domain.survey_scores import Tally, headline, nps_interval, scores, share_interval, tallies
from csops.domain.surveys import AnswerKind, AnswerSource, Scale, SurveyAnswer
from csops.services.content import starter

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
FIVE, SEVEN, TEN = Scale(low=1, high=5), Scale(low=1, high=7), Scale(low=0, high=10)


def an_example(key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in starter("kpis")["kpis"] if one["key"] == key)["example"]
    return found


def answers(kind: AnswerKind, scale: Scale, *values: float | None, **more: Any) -> list[SurveyAnswer]:
    return [
        SurveyAnswer(
            kind=kind, asked_at=NOON, answered_at=None if value is None else NOON, value=value,
            low=scale.low, high=scale.high, higher_is_better=scale.higher_is_better, **more,
        )
        for value in values
    ]  # fmt: skip


def test_the_example_of_csat_in_kpis_yaml_comes_out() -> None:
    example = an_example("csat")
    given_ = example["inputs"]
    counted = [
        Tally(kind=AnswerKind.CSAT, scale=FIVE, value=5, n=given_["satisfied"]),
        Tally(kind=AnswerKind.CSAT, scale=FIVE, value=3, n=given_["answered"] - given_["satisfied"]),
        Tally(kind=AnswerKind.CSAT, scale=FIVE, value=None, n=given_["asked"] - given_["answered"]),
    ]
    (score,) = scores(counted)
    assert (score.value, score.n, score.response_rate) == (example["result"], 100, example["beside"]["response_rate"])


def test_the_example_of_nps_in_kpis_yaml_comes_out() -> None:
    example = an_example("nps")
    assert survey_scores.nps(**example["inputs"]) == example["result"]
    (score,) = scores(tallies(answers(AnswerKind.NPS, TEN, *[9] * 25, *[10] * 25, *[7, 8] * 15, *[0, 6] * 10)))
    assert (score.value, score.good, score.bad, score.n, score.unit) == (30, 50, 20, 100, "points")


def test_the_example_of_ces_in_kpis_yaml_comes_out() -> None:
    example = an_example("ces")
    values = [*[5] * 30, *[6] * 10, *[7] * 20, *[4] * 20, *[1] * 10, *[3] * 10]
    assert sum(values) == example["inputs"]["points"]
    (score,) = scores(tallies(answers(AnswerKind.CES, SEVEN, *values)))
    assert (score.value, score.mean) == (example["result"], example["beside"]["mean"])


def test_the_worked_cases_of_the_metric_dictionary_come_out() -> None:
    assert survey_scores.nps(promoters=50, passives=30, detractors=20) == 30
    assert survey_scores.csat(satisfied=80, answered=100) == 80
    assert survey_scores.ces(easy=60, answered=100) == 60


@pytest.mark.parametrize(
    ("scale", "values", "good"),
    [
        (FIVE, (1, 2, 3, 4, 5), 2),
        (Scale(low=1, high=3), (1, 2, 3, 3), 2),
        (Scale(low=1, high=2), (1, 2, 2), 2),
        (Scale(low=0, high=1), (0, 1), 1),
        (Scale(low=1, high=5, higher_is_better=False), (1, 2, 3, 4, 5, 5), 2),
    ],
)
def test_who_is_satisfied_depends_on_the_scale_and_its_direction(
    scale: Scale, values: tuple[float, ...], good: int
) -> None:
    (score,) = scores(tallies(answers(AnswerKind.CSAT, scale, *values)))
    assert (score.good, score.n) == (good, len(values))
    assert score.value == pytest.approx(100 * good / len(values))


def test_scales_and_directions_are_never_mixed() -> None:
    three, turned = Scale(low=1, high=3), Scale(low=1, high=7, higher_is_better=False)
    found = scores(
        tallies(
            [
                *answers(AnswerKind.CSAT, three, 3, 3, 3, 1),
                *answers(AnswerKind.CSAT, FIVE, 5, 1),
                *answers(AnswerKind.CES, SEVEN, 7),
                *answers(AnswerKind.CES, turned, 1, 7),
            ]
        )
    )
    assert [(one.kind, one.scale, one.value) for one in found] == [
        (AnswerKind.CSAT, FIVE, 50),
        (AnswerKind.CSAT, three, 75),
        (AnswerKind.CES, SEVEN, 100),
        (AnswerKind.CES, turned, 50),
    ]
    best = headline(found, AnswerKind.CSAT)
    assert best is not None
    assert best.scale == FIVE
    assert headline(found, AnswerKind.NPS) is None


def test_answers_off_the_scale_and_comments_count_in_no_score() -> None:
    off = answers(AnswerKind.NPS, Scale(low=1, high=10), 10, 10, off_scale=True)
    comment = SurveyAnswer(kind=AnswerKind.COMMENT, asked_at=NOON, answered_at=NOON, comment="Fine")
    (score,) = scores(tallies([*off, comment, *answers(AnswerKind.NPS, TEN, 3)]))
    assert (score.n, score.value) == (1, -100)


def test_who_did_not_answer_counts_in_the_response_rate_alone() -> None:
    (score,) = scores(tallies(answers(AnswerKind.CSAT, FIVE, 4, None, None, 2)))
    assert (score.value, score.n, score.response_rate) == (50, 2, 50)


def test_a_file_of_answers_alone_does_not_say_how_many_were_asked() -> None:
    here = answers(AnswerKind.CSAT, FIVE, 4, None)
    file = answers(AnswerKind.CSAT, FIVE, *[5] * 8, source=AnswerSource.SURVEY, import_id=3)
    (score,) = scores(tallies([*here, *file]))
    assert (score.n, score.asked, score.response_rate) == (9, 2, 50)
    (alone,) = scores(tallies(file))
    assert alone.response_rate is None
    (stars,) = scores(tallies(answers(AnswerKind.STARS, FIVE, 4, source=AnswerSource.REVIEW_SITE)))
    assert stars.response_rate is None


def test_stars_are_a_mean_within_the_scale_that_one_answer_makes_no_surer() -> None:
    (one,) = scores(tallies(answers(AnswerKind.STARS, FIVE, 4.5)))
    assert (one.value, one.interval, one.unit) == (4.5, None, "stars")
    (few,) = scores(tallies(answers(AnswerKind.STARS, FIVE, 5, 4, 3)))
    # Student's t of 2 degrees is 4.3027: 4 - 4.3027 * 1 / sqrt(3) = 1.516; above, the scale ends.
    assert few.interval is not None
    assert (round(few.interval.low, 3), few.interval.high) == (1.516, 5)


def test_below_twenty_answers_a_score_is_a_count() -> None:
    few, enough = (scores(tallies(answers(AnswerKind.CSAT, FIVE, *[5] * many)))[0] for many in (19, 20))
    assert (few.too_few, enough.too_few) == (True, False)
    (own,) = scores(tallies(answers(AnswerKind.CSAT, FIVE, 5)), too_few=1)
    assert not own.too_few


def test_without_answers_there_is_no_score() -> None:
    assert scores([]) == ()
    (score,) = scores(tallies(answers(AnswerKind.NPS, TEN, None)))
    assert (score.value, score.interval, score.n, score.response_rate) == (None, None, 0, 0)
    assert share_interval(0, 0) is None


def test_ten_promoters_of_ten_are_no_certainty() -> None:
    sure = nps_interval(promoters=10, passives=0, detractors=0)
    assert sure is not None
    assert sure.low < 95
    assert sure.high == 100


def outcomes(n: int, up: float, down: float) -> Iterator[tuple[int, int, int, float]]:
    """Every way in which n answers may fall, with its chance."""
    for promoters in range(n + 1):
        for detractors in range(n + 1 - promoters):
            passives = n - promoters - detractors
            ways = math.factorial(n) // math.prod(map(math.factorial, (promoters, passives, detractors)))
            chance = ways * up**promoters * down**detractors * (1 - up - down) ** passives
            yield promoters, passives, detractors, chance


@pytest.mark.parametrize(("up", "down"), [(0.5, 0.2), (0.7, 0.1), (0.3, 0.3), (0.85, 0.05)])
def test_the_interval_of_nps_holds_the_true_score_about_as_often_as_it_says(up: float, down: float) -> None:
    held = 0.0
    for promoters, passives, detractors, chance in outcomes(20, up, down):
        found = nps_interval(promoters=promoters, passives=passives, detractors=detractors)
        assert found is not None
        held += chance * (found.low <= 100 * (up - down) <= found.high)
    assert 0.93 <= held <= 0.985


@settings(max_examples=50)
@given(st.lists(st.integers(0, 10), min_size=1, max_size=60))
def test_an_nps_lies_within_its_interval_and_its_limits(values: list[int]) -> None:
    (score,) = scores(tallies(answers(AnswerKind.NPS, TEN, *values)))
    assert score.value is not None
    assert score.interval is not None
    assert -100 <= score.interval.low <= score.value + 1e-9
    assert score.value - 1e-9 <= score.interval.high <= 100
    assert sum(many for _, many in score.counts) == score.n
