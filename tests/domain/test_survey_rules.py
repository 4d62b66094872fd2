"""What may be noted of an answer, which answers are low, and when somebody may be asked again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from csops.domain.calendar import calendar_from
from csops.domain.care_rules import CareRules
from csops.domain.errors import CsopsError, Missing, OutOfRange
from csops.domain.survey_rules import checked_answer, follow_up_day, is_low, said_of, throttle, usual_scale
from csops.domain.surveys import AnswerKind, AnswerSource, SurveyAnswer

NOON = datetime(2026, 11, 6, 12, tzinfo=UTC)  # a Friday


def an_answer(kind: AnswerKind = AnswerKind.CSAT, value: float | None = 4, **more: Any) -> SurveyAnswer:
    scale = usual_scale(kind)
    low, high = (scale.low, scale.high) if scale else (None, None)
    plain = SurveyAnswer(kind=kind, asked_at=NOON, answered_at=NOON, value=value, low=low, high=high)
    return replace(plain, **more)


def test_an_answer_is_kept_with_tidy_texts() -> None:
    kept = checked_answer(an_answer(comment=" Quick \n", tag=" Service \n desk "), now=NOON)
    assert (kept.comment, kept.tag, kept.off_scale) == ("Quick", "Service desk", False)


@pytest.mark.parametrize(
    ("kind", "value", "right"),
    [
        (AnswerKind.CSAT, 0, "CSAT goes from 1 to 5, in whole numbers"),
        (AnswerKind.CSAT, 6, "CSAT goes from 1 to 5"),
        (AnswerKind.CSAT, 3.5, "in whole numbers"),
        (AnswerKind.NPS, 11, "NPS goes from 0 to 10"),
        (AnswerKind.NPS, -1, "NPS goes from 0 to 10"),
        (AnswerKind.CES, 8, "CES goes from 1 to 7"),
        (AnswerKind.STARS, 4.3, "in halves"),
    ],
)
def test_a_rating_outside_its_scale_is_refused_with_the_scale(kind: AnswerKind, value: float, right: str) -> None:
    with pytest.raises(OutOfRange, match="rating cannot be") as refused:
        checked_answer(an_answer(kind, value), now=NOON)
    assert right in str(refused.value)


def test_half_stars_are_given_on_review_sites() -> None:
    assert checked_answer(an_answer(AnswerKind.STARS, 4.5), now=NOON).value == 4.5


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        (an_answer(value=None), Missing, "rating is missing. Give 1 to 5, or note that there was no answer"),
        (an_answer(AnswerKind.COMMENT, None), Missing, "Write what the customer said"),
        (an_answer(low=None), Missing, "Say from where to where it goes"),
        (an_answer(low=5, high=1), OutOfRange, "Name the lower end first"),
        (an_answer(answered_at=NOON - timedelta(days=1)), OutOfRange, "an answer comes after its question"),
        (an_answer(asked_at=NOON + timedelta(days=3)), OutOfRange, "still to come"),
        (an_answer(asked_at=NOON.replace(year=1)), OutOfRange, "lies before 1900"),
        (an_answer(answered_at=NOON + timedelta(days=3)), OutOfRange, "still to come"),
        (an_answer(tag="x" * 201), OutOfRange, "up to 200 letters"),
    ],
)
def test_what_cannot_be_is_refused(answer: SurveyAnswer, kind: type[CsopsError], said: str) -> None:
    with pytest.raises(kind) as refused:
        checked_answer(answer, now=NOON)
    assert said in str(refused.value)


def test_asked_without_an_answer_needs_no_rating() -> None:
    kept = checked_answer(an_answer(value=3, answered_at=None), now=NOON)
    assert (kept.value, kept.answered_at, kept.high) == (None, None, 5)


def test_a_comment_has_no_scale() -> None:
    kept = checked_answer(an_answer(AnswerKind.COMMENT, 3, low=1, high=5, comment="Fine"), now=NOON)
    assert (kept.value, kept.low, kept.high, kept.off_scale) == (None, None, None, False)


@pytest.mark.parametrize(
    ("kind", "low", "high", "off"),
    [
        (AnswerKind.NPS, 0, 10, False),
        (AnswerKind.NPS, 1, 10, True),
        (AnswerKind.CSAT, 0, 1, False),
        (AnswerKind.CSAT, 1, 7, True),
        (AnswerKind.CES, 1, 5, True),
    ],
)
def test_a_scale_that_no_figure_knows_is_marked(kind: AnswerKind, low: float, high: float, off: bool) -> None:
    kept = checked_answer(an_answer(kind, 1, low=low, high=high), now=NOON)
    assert kept.off_scale is off


@pytest.mark.parametrize(
    ("answer", "low"),
    [
        (an_answer(value=2), True),
        (an_answer(value=3), False),
        (an_answer(AnswerKind.NPS, 6), True),
        (an_answer(AnswerKind.NPS, 7), False),
        (an_answer(AnswerKind.CES, 3), True),
        (an_answer(AnswerKind.CES, 4), False),
        (an_answer(AnswerKind.CES, 5, higher_is_better=False), True),
        (an_answer(AnswerKind.CES, 1, higher_is_better=False), False),
        (an_answer(AnswerKind.STARS, 2), True),
        (an_answer(AnswerKind.STARS, 2.5), False),
        (an_answer(value=1, low=1, high=3), True),
        (an_answer(value=2, low=1, high=3), False),
        (an_answer(value=0, low=0, high=1), True),
        (an_answer(value=1, low=0, high=1), False),
        (an_answer(AnswerKind.NPS, 6, low=1, high=10, off_scale=True), True),
        (an_answer(answered_at=None, value=None), False),
        (an_answer(AnswerKind.COMMENT, None, comment="Bad"), False),
    ],
)
def test_an_answer_is_low_by_its_scale_and_its_direction(answer: SurveyAnswer, low: bool) -> None:
    assert is_low(answer, CareRules()) is low


def test_the_business_says_what_is_low() -> None:
    rules = CareRules(low_csat=3, low_nps=4)
    assert is_low(an_answer(value=3), rules)
    assert not is_low(an_answer(AnswerKind.NPS, 5), rules)


def test_nobody_is_asked_again_within_the_days_that_were_set() -> None:
    rules, asked = CareRules(ask_again_after_days=30), an_answer(asked_at=NOON, answered_at=None)
    early = throttle([asked], rules=rules, now=NOON + timedelta(days=29, hours=23))
    assert (early.is_too_soon, early.again_from, early.days) == (True, NOON + timedelta(days=30), 30)
    assert not throttle([asked], rules=rules, now=NOON + timedelta(days=30)).is_too_soon
    assert not throttle([], rules=rules, now=NOON).is_too_soon
    assert not throttle([asked], rules=CareRules(ask_again_after_days=0), now=NOON).is_too_soon


def test_a_review_that_nobody_asked_for_does_not_keep_anybody_from_asking() -> None:
    unasked = [an_answer(source=source) for source in (AnswerSource.REVIEW_SITE, AnswerSource.CARD)]
    assert throttle(unasked, rules=CareRules(), now=NOON).asked_at is None


def test_an_answer_is_named_with_its_scale() -> None:
    assert said_of(an_answer(value=2)) == "CSAT 2 of 5"
    assert said_of(an_answer(AnswerKind.NPS, 3)) == "NPS 3 of 10"
    assert said_of(an_answer(AnswerKind.STARS, 1.5)) == "1.5 of 5 stars"
    assert said_of(an_answer(value=-1, low=-2, high=2)) == "CSAT -1 (-2 to 2)"
    assert said_of(an_answer(AnswerKind.COMMENT, None)) == "comment"


def test_a_low_answer_is_followed_up_on_the_next_open_day() -> None:
    hours = calendar_from({"zone": "Europe/Berlin", "weekly": {"mon": ["09:00-18:00"], "fri": ["09:00-18:00"]}})
    due = follow_up_day(hours, now=NOON)
    assert due.astimezone(hours.tz).strftime("%a %d %H:%M") == "Mon 09 23:59"
    never = calendar_from({"zone": "Europe/Berlin", "weekly": {"mon": []}})
    assert follow_up_day(never, now=NOON).astimezone(never.tz).strftime("%a") == "Sat"
