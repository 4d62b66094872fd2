"""Words of calibrations: how far a session is, what a rating is called, what a coefficient tells."""

from csops.domain.calibrations import CalibrationState
from csops.domain.coefficients import ENOUGH_SESSIONS, Coefficient, Strength
from csops.domain.people import Member
from csops.domain.ratings import Agreement
from csops.domain.scoring import Criterion
from csops.services.calibrations import SeenCalibration
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.kit.marks import PillLook
from csops.ui.quality.wording import tr

_WELL, _SO_SO = 75.0, 50.0
_TYPICAL = 5.0
"""So many points off the mean say nothing of one contact."""
CALL_OFF_ICON = "ban"
MINUS = "\N{MINUS SIGN}"


def first_name(name: str) -> str:
    """Return what colleagues call somebody."""
    return name.split(" ", maxsplit=1)[0]


def brief_names(members: tuple[Member, ...]) -> dict[int, str]:
    """Return what each is called in the head of a column: the first name, where two share it the whole one."""
    first = [first_name(one.name) for one in members]
    return {one.id: brief if first.count(brief) == 1 else one.name for one, brief in zip(members, first, strict=True)}


def rating_words(criterion: Criterion, rating: float | None) -> str:
    """Return what a rating is called on its scale."""
    if rating is None:
        return tr("N/A")
    step = next((one for one in criterion.scale.steps if one.rating == rating), None)
    return step.label if step is not None and step.label else f"{rating:g}"


def rating_look(criterion: Criterion, rating: float | None) -> PillLook:
    """Return the chip of a rating, in the colour of what it is worth."""
    said = rating_words(criterion, rating)
    if rating is None:
        return PillLook(text=said, family="neutral")
    percent = criterion.scale.percent(rating)
    family = "success" if percent >= _WELL else "warning" if percent >= _SO_SO else "danger"
    return PillLook(text=said, family=family)


def rated_words(seen: SeenCalibration, formats: Formats) -> str:
    """Return how many have rated: "2 of 3 rated"; never how."""
    asked = len(seen.reviewers) - len(seen.session.excused)
    return tr("{done} of {asked} rated").format(
        done=formats.number(len(seen.rated)), asked=formats.number(max(asked, len(seen.rated)))
    )


def led_words(seen: SeenCalibration) -> str:
    """Return whose ratings count in no coefficient, since they could read another review before; empty for nobody."""
    led = {one.reviewer_id for one in seen.reviews if one.saw_others}
    names = ", ".join(one.name for one in seen.reviewers if one.id in led)
    said = tr(
        "Could read another review of this contact before: {names}. What they gave is left out of “All sessions”."
    )
    return said.format(names=names) if names else ""


def state_look(seen: SeenCalibration, formats: Formats) -> PillLook:
    """Return how far a session is."""
    state = seen.session.state
    if seen.is_mine:
        return PillLook(text=tr("You rate"), family="accent")
    if state is CalibrationState.RATING:
        return PillLook(text=rated_words(seen, formats), family="neutral")
    if state is CalibrationState.CALLED_OFF:
        return PillLook(text=tr("Called off"), family="neutral")
    if state is CalibrationState.CLOSED:
        return PillLook(text=tr("Closed"), family="success")
    if seen.session.contact_id is None:
        return PillLook(text=tr("Contact erased"), family="neutral")
    agreed = tr("{done} of {all} agreed").format(
        done=formats.number(len(seen.session.agreed)), all=formats.number(len(seen.version.criteria))
    )
    return PillLook(text=agreed, family="info")


def off_words(seen: SeenCalibration, formats: Formats) -> str:
    """Return since when nobody goes on with a session; empty where somebody does."""
    session = seen.session
    if not session.is_called_off or session.closed_at is None:
        return ""
    day = formats.day(session.closed_at.astimezone(formats.zone).date())
    return tr("Called off on {day}").format(day=day)


def off_reason(seen: SeenCalibration, formats: Formats) -> str:
    """Return since when and why nobody goes on with a session; empty where somebody does."""
    said = off_words(seen, formats)
    return tr("{since}: {reason}").format(since=said, reason=seen.session.called_off_why) if said else ""


def head_words(seen: SeenCalibration, formats: Formats) -> str:
    """Return what is calibrated: "Refunds, Written contact, contact 12 of Rosa Hahn, three reviewers, 14 Nov"."""
    session = seen.session
    what = (
        tr("a contact of {name} that is gone").format(name=seen.member.name)
        if session.contact_id is None
        else tr("contact {number} of {name}").format(number=session.contact_id, name=seen.member.name)
    )
    day = formats.day(session.made_at.astimezone(formats.zone).date())
    card = [] if seen.card.name in session.name else [seen.card.name]
    return ", ".join((session.name, *card, what, tr("%Ln reviewers", len(seen.reviewers)), day))


def signed(points: float, formats: Formats) -> str:
    """Return points with their sign: +7, with a true minus."""
    told = formats.number(abs(round(points)))
    return told if not round(points) else f"{'+' if points > 0 else MINUS}{told}"


def against_words(points: float, formats: Formats) -> str:
    """Return how a score stands to the mean of all: "+7 above"; a single contact makes nobody lenient."""
    told = signed(points, formats)
    if abs(points) <= _TYPICAL:
        return tr("{points} typical").format(points=told)
    return (tr("{points} above") if points > 0 else tr("{points} below")).format(points=told)


def strength_words(found: Coefficient, formats: Formats) -> tuple[str, str]:
    """Return what a coefficient tells, in a word, and the family of its colour; of too few contacts how many it has."""
    few = tr("too few: {n} of {needed}").format(**_of_needed(found, formats))
    return {
        Strength.NOTHING: (tr("nothing to tell"), "neutral"),
        Strength.TOO_FEW: (few, "neutral"),
        Strength.WEAK: (tr("weak"), "warning"),
        Strength.TENTATIVE: (tr("tentative"), "neutral"),
        Strength.GOOD: (tr("good"), "success"),
    }[found.strength]


def coefficient(value: float | None, formats: Formats) -> str:
    """Return a coefficient with two decimals."""
    return UNKNOWN if value is None else formats.number(value, decimals=2)


def bounds_words(found: Coefficient, formats: Formats) -> str:
    """Return where a coefficient stands: "below 0.67, weak"; of too few contacts no more than that they are."""
    said, _family = strength_words(found, formats)
    if found.strength is Strength.NOTHING:
        return said
    if found.strength is Strength.TOO_FEW:
        return tr("too few to judge: {n} of {needed}").format(**_of_needed(found, formats))
    good = formats.number(found.bounds.good_from, decimals=2)
    if found.strength is Strength.GOOD:
        return tr("{bound} or more, {word}").format(bound=good, word=said)
    weak = formats.number(found.bounds.weak_below, decimals=2)
    return tr("below {bound}, {word}").format(bound=weak if found.strength is Strength.WEAK else good, word=said)


def few_words(found: Coefficient, formats: Formats) -> str:
    """Return that so few contacts are too few to judge, and how many of how many there are."""
    said = tr("%Ln contacts are too few to judge: {n} of {needed}", found.contacts)
    return said.format(**_of_needed(found, formats))


def _of_needed(found: Coefficient, formats: Formats) -> dict[str, str]:
    return {"n": formats.number(found.contacts), "needed": formats.number(ENOUGH_SESSIONS)}


def interval_words(found: Agreement, formats: Formats) -> str:
    """Return where the true value lies in 95 of 100 cases; empty where nobody knows."""
    if found.low is None or found.high is None:
        return ""
    low, high = (formats.number(one, decimals=2) for one in (found.low, found.high))
    return tr("likely {low} to {high}").format(low=low, high=high)
