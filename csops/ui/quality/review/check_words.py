"""Words of a check: how near a review came to it, and each criterion that the two rate unlike."""

from collections.abc import Iterator
from datetime import datetime

from csops.domain.review_grading import Difference, SeenCheck
from csops.ui.kit.formats import Formats
from csops.ui.quality.sent_words import number_of_points, rating_words
from csops.ui.quality.wording import tr


def check_lines(one: SeenCheck, formats: Formats, *, now: datetime) -> Iterator[tuple[str, str]]:
    """Yield what is said of a check, each line with its colour: how near, by whom and when, then what differs."""
    check = one.check
    if check.is_withdrawn:
        at = formats.moment(check.withdrawn_at, now=now)
        told = tr("The check by {name} was withdrawn {time}: “{why}”")
        yield told.format(name=one.checker.name, time=at, why=check.withdrawn_why), "text.secondary"
        return
    at = formats.moment(check.sent_at or check.finished_at, now=now)
    told = tr("{name} rated it again {time} to check the review: {share} alike")
    if not check.is_sent:
        told = tr("{name} rated it again {time} to check the review, and has not sent that: {share} alike")
    yield told.format(name=one.checker.name, time=at, share=formats.share(one.nearness)), "text.primary"
    for each in one.differences:
        yield _difference_words(each, formats), "text.primary"
    if check.note:
        yield tr("{name} notes: “{note}”").format(name=one.checker.name, note=check.note), "text.primary"


def _difference_words(one: Difference, formats: Formats) -> str:
    criterion = one.criterion
    said = tr("{criterion}: {given}, checked as {right} ({points} of {weight} points apart)").format(
        criterion=criterion.name,
        given=rating_words(criterion, one.given),
        right=rating_words(criterion, one.right),
        points=number_of_points(one.points, formats),
        weight=number_of_points(criterion.weight, formats),
    )
    return f"{said}: “{one.note}”" if one.note else said
