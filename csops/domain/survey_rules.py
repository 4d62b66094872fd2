"""What may be noted of an answer, which answers are low, and when somebody may be asked again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from csops.domain.calendar import Calendar, next_open
from csops.domain.care_rules import CareRules
from csops.domain.contacts import EARLIEST, latest_start
from csops.domain.due import due_moment
from csops.domain.errors import Missing, OutOfRange
from csops.domain.survey_scores import NOT_ASKED
from csops.domain.surveys import (
    FIVE,
    SCALES,
    SEVEN,
    TEN,
    AnswerKind,
    Scale,
    SurveyAnswer,
    is_known,
    scale_of,
)
from csops.domain.texts import LONGEST_NAME, kept, one_line, short_enough

LONGEST_COMMENT = 20_000
TITLES = {
    AnswerKind.CSAT: "CSAT",
    AnswerKind.NPS: "NPS",
    AnswerKind.CES: "CES",
    AnswerKind.STARS: "stars",
    AnswerKind.COMMENT: "comment",
}
"""What a kind is called where a record names it."""
_STEPS = {AnswerKind.STARS: 0.5}
_EPSILON = 1e-9


@dataclass(frozen=True, kw_only=True)
class Throttle:
    """When a customer was last asked, and from when they may be asked again; None where nobody asked yet.

    `is_too_soon`: asking now would be within the days that the business set. It may be done all the same.
    """

    asked_at: datetime | None = None
    again_from: datetime | None = None
    days: int = 0
    is_too_soon: bool = False


def checked_answer(answer: SurveyAnswer, *, now: datetime) -> SurveyAnswer:
    """Return the answer with tidy texts and whether its scale counts.

    Raises:
        Missing: a rating or a comment. OutOfRange: a rating outside its scale or between its steps, a scale that goes
            nowhere, an answer before its question or still to come, a text that is too long.
    """
    tidy = replace(
        answer,
        wording=kept(answer.wording),
        comment=short_enough(kept(answer.comment), field="comment", most=LONGEST_COMMENT),
        tag=short_enough(one_line(answer.tag), field="tag", most=LONGEST_NAME),
    )
    _check_times(tidy, now)
    if tidy.kind is AnswerKind.COMMENT:
        if tidy.answered_at is not None and not tidy.comment:
            raise Missing(field="comment", right="Write what the customer said")
        return replace(tidy, value=None, low=None, high=None, off_scale=False)
    scale = scale_of(tidy)
    if scale is None:
        raise Missing(field="scale", right="Say from where to where it goes, such as 1 to 5")
    if not scale.low < scale.high:
        raise OutOfRange(field="scale", value=f"{scale.low:g} to {scale.high:g}", right="Name the lower end first")
    if tidy.answered_at is None:
        tidy = replace(tidy, value=None)
    else:
        _check_value(tidy, scale)
    return replace(tidy, off_scale=not is_known(tidy.kind, scale))


def _check_times(answer: SurveyAnswer, now: datetime) -> None:
    if answer.asked_at > latest_start(now):
        raise OutOfRange(field="asked", value=f"{answer.asked_at:%Y-%m-%d}", right="That day is still to come")
    if answer.asked_at < EARLIEST:
        right = "Check the year; it lies before 1900"
        raise OutOfRange(field="asked", value=f"{answer.asked_at:%Y-%m-%d}", right=right)
    if answer.answered_at is None:
        return
    if answer.answered_at > latest_start(now):
        raise OutOfRange(field="answered", value=f"{answer.answered_at:%Y-%m-%d}", right="That day is still to come")
    if answer.answered_at < answer.asked_at:
        right = f"It was asked on {answer.asked_at:%Y-%m-%d}; an answer comes after its question"
        raise OutOfRange(field="answered", value=f"{answer.answered_at:%Y-%m-%d}", right=right)


def _check_value(answer: SurveyAnswer, scale: Scale) -> None:
    if answer.value is None:
        raise Missing(field="rating", right=f"Give {_span(scale)}, or note that there was no answer")
    check_rating(answer.value, kind=answer.kind, scale=scale)


def check_rating(value: float, *, kind: AnswerKind, scale: Scale) -> None:
    """Raise OutOfRange where a rating lies outside its scale, or between its steps."""
    step = _STEPS.get(kind, 1)
    if not scale.low <= value <= scale.high or (value - scale.low) % step:
        whole = "in halves" if step < 1 else "in whole numbers"
        right = f"{TITLES[kind]} goes from {_span(scale)}, {whole}"
        raise OutOfRange(field="rating", value=f"{value:g}", right=right)


def _span(scale: Scale) -> str:
    return f"{scale.low:g} to {scale.high:g}"


def usual_scale(kind: AnswerKind) -> Scale | None:
    """Return the scale on which a kind is usually asked; None of comments."""
    return next(iter(SCALES[kind]), None)


def low_shares(rules: CareRules) -> Mapping[AnswerKind, float]:
    """Return up to which share of its scale (0 to 1, from the bad end) an answer of each kind is low.

    The rules name a mark on the usual scale; on another one it lies in the same place: CSAT 2 of 5 is 1 of 3.
    """
    marks = {
        AnswerKind.CSAT: (rules.low_csat, FIVE),
        AnswerKind.STARS: (rules.low_csat, FIVE),
        AnswerKind.NPS: (rules.low_nps, TEN),
        AnswerKind.CES: (rules.low_ces, SEVEN),
    }
    return {kind: (mark - scale.low) / (scale.high - scale.low) + _EPSILON for kind, (mark, scale) in marks.items()}


def is_low(answer: SurveyAnswer, rules: CareRules) -> bool:
    """Return whether somebody should get in touch with whoever answered so, whichever way the question ran."""
    scale = scale_of(answer)
    if scale is None or answer.value is None or answer.answered_at is None:
        return False
    share = (scale.turned(answer.value) - scale.low) / (scale.high - scale.low)
    return share <= low_shares(rules).get(answer.kind, -1.0)


def throttle(answers: Iterable[SurveyAnswer], *, rules: CareRules, now: datetime) -> Throttle:
    """Return whether a customer was asked lately. Reviews and cards that nobody asked for do not count.

    Args:
        answers: all of the customer.
        rules: within how many days nobody is asked again.
        now: the present moment.
    """
    asked = max((one.asked_at for one in answers if one.source not in NOT_ASKED), default=None)
    days = rules.ask_again_after_days
    if asked is None:
        return Throttle(days=days)
    again = asked + timedelta(days=days)
    return Throttle(asked_at=asked, again_from=again, days=days, is_too_soon=now < again)


def said_of(answer: SurveyAnswer) -> str:
    """Return an answer in a few words, as the title of what follows from it: CSAT 2 of 5."""
    if answer.value is None:
        return TITLES[answer.kind]
    if answer.kind is AnswerKind.STARS:
        return f"{answer.value:g} of {answer.high:g} stars"
    span = f" of {answer.high:g}" if answer.low in {0.0, 1.0} else f" ({answer.low:g} to {answer.high:g})"
    return f"{TITLES[answer.kind]} {answer.value:g}{span}"


def follow_up_day(calendar: Calendar, *, now: datetime) -> datetime:
    """Return until when a low answer is followed up: the next day on which the shop is open, without a time of day."""
    zone = ZoneInfo(calendar.zone)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    opens = next_open(calendar, datetime.combine(tomorrow, datetime.min.time(), tzinfo=zone))
    day: date = tomorrow if opens is None else opens.astimezone(zone).date()
    return due_moment(day, None, zone=calendar.zone)
