"""Words of a review: sources, reasons, points, scores."""

from collections.abc import Sequence
from datetime import datetime

from csops.domain.review_filling import Ruled
from csops.domain.reviews import Purpose, Source
from csops.domain.root_causes import RootCause
from csops.domain.scoring import Criterion
from csops.services.review_forms import ReviewForm
from csops.services.review_places import Waiting
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.quality.sent_words import number_of_points
from csops.ui.quality.wording import tr

_APART = "\u00a0\u00a0 "
"""Between what stands side by side: nothing of it is seen where a line ends."""
MOST_ASKED = 9  # of more causes the others are chosen from their list


def source_words(source: Source) -> str:
    """Return what a review is made from."""
    words = {
        Source.TEXT: tr("Text"),
        Source.RECORDING: tr("Recording"),
        Source.LISTENED: tr("Listened in"),
        Source.NOTE: tr("Note only"),
    }
    return words[source]


def ruled_words(ruled: Ruled, source: Source) -> str:
    """Return why a criterion starts as not applicable."""
    words = {
        Ruled.SOURCE: tr("“{source}” cannot show it").format(source=source_words(source)),
        Ruled.CHANNEL: tr("Not asked of this channel"),
        Ruled.TOPIC: tr("Not asked of this topic"),
        Ruled.RECOVERY: tr("Only where something is made good"),
    }
    return words[ruled]


def purpose_words(purpose: Purpose) -> str:
    """Return why a review is made."""
    words = {
        Purpose.FAIR: tr("From a fair sample"),
        Purpose.RISK: tr("Picked because something went wrong: it does not count in averages"),
        Purpose.CHOSEN: tr("Chosen by hand"),
        Purpose.SELF: tr("Your own view: it never counts in your score"),
        Purpose.CALIBRATION: tr("For a calibration: it never counts in a person’s score"),
        Purpose.CHECK: tr("Checks another review: it never counts in a person’s score"),
    }
    return words[purpose]


def waits_words(waits: Waiting, formats: Formats, *, now: datetime) -> str:
    """Return in whose queue a contact waits, and since when."""
    since = "" if waits.since is None else formats.moment(waits.since, now=now)
    if waits.reviewer is None:
        if not since:
            return tr("Waits in the team’s queue, and nobody is to review it yet")
        return tr("Waits in the team’s queue since {time}, and nobody is to review it yet").format(time=since)
    name = first_name(waits.reviewer.name)
    if not since:
        return tr("Waits in {name}’s queue. Take it over to review it").format(name=name)
    return tr("Waits in {name}’s queue since {time}. Take it over to review it").format(name=name, time=since)


def score_words(score: float | None, formats: Formats) -> str:
    """Return a score of 0 to 100 as per cent."""
    return UNKNOWN if score is None else formats.share(score / 100)


def points_seen_words(seen: float, of: float, formats: Formats) -> str:
    """Return how much of the card a source can show."""
    return tr("{seen} of {all} points can be seen").format(
        seen=number_of_points(seen, formats), all=number_of_points(of, formats)
    )


def title_words(form: ReviewForm) -> str:
    """Return the title of the page."""
    words = {
        Purpose.SELF: tr("Your own review"),
        Purpose.CALIBRATION: tr("Calibration"),
        Purpose.CHECK: tr("Check a review"),
    }
    return words.get(form.purpose, tr("Review"))


def place_words(form: ReviewForm) -> str:
    """Return where the review stands in its draw, or of what waits outside of draws: "3 of 5 in this draw, Priya"."""
    if form.purpose is Purpose.SELF:
        return tr("Before your reviewer sees it") if form.pick else ""
    if form.place is None or not form.place.number:
        return form.member.name
    is_drawn = form.pick is not None and form.pick.sample_id is not None
    said = tr("{number} of {all} in this draw, {name}") if is_drawn else tr("{number} of {all} outside draws, {name}")
    return said.format(number=form.place.number, all=form.place.of, name=first_name(form.member.name))


def meaning_words(criterion: Criterion, rating: float | None = None) -> str:
    """Return what a rating of a criterion means; without one its guidance with what each means, the best first."""
    labels = {step.rating: step.label or f"{step.rating:g}" for step in criterion.scale.steps}
    worth = {step.rating: step.percent for step in criterion.scale.steps}
    told = sorted((one for one in criterion.meanings if one.text), key=lambda one: -worth.get(one.rating, 0.0))
    lines = {one.rating: f"{labels.get(one.rating, one.rating)}: {one.text}" for one in told}
    if rating in lines:
        return lines[rating]
    return "\n".join(filter(None, (criterion.guidance, *lines.values())))


def asked_words(causes: Sequence[RootCause], *, is_writing: bool = False) -> str:
    """Return the question where a low rating came from, with the digits that answer it; empty without causes.

    `is_writing`: a digit would be part of the note; Esc leads out of it first.
    """
    told = [
        f"{number}\u00a0{one.name}".replace(" ", "\u00a0") for number, one in enumerate(causes[:MOST_ASKED], start=1)
    ]
    asked = tr("Or where it came from: Esc, then") if is_writing else tr("Where it came from?")
    return f"{asked}\n{_APART.join(told)}" if told else ""


def open_words(*, may_be_na: bool) -> str:
    """Return what is said of a criterion that is still to be rated."""
    return tr("Rate it, or say that it is not applicable") if may_be_na else tr("This card asks for a rating of it")


def first_name(name: str) -> str:
    """Return what colleagues call somebody."""
    return name.split(" ", maxsplit=1)[0]
