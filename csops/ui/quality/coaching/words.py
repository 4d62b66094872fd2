"""What is said of coaching: weak criteria, sessions, what was agreed, and what a session did."""

from collections.abc import Mapping
from datetime import date, datetime

from csops.domain.coaching import Coaching, CoachingAction, CoachingState, PointKind
from csops.domain.coaching_figures import CoachingEffect, Weakness
from csops.domain.review_estimates import Estimate
from csops.domain.skill_levels import Training
from csops.services.coaching_ideas import Need
from csops.services.seen_coaching import SeenCoaching
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.kit.marks import PillLook
from csops.ui.quality.wording import tr

_FULL = 100


def kind_words(kind: PointKind) -> str:
    """Return what a point of the agenda is about."""
    return {
        PointKind.PRAISE: tr("Praise"),
        PointKind.MISS: tr("To improve"),
        PointKind.TOPIC: tr("To talk about"),
    }[kind]


def kind_pill(kind: PointKind) -> PillLook:
    """Return what a point of the agenda is about, as a pill."""
    family = {PointKind.PRAISE: "success", PointKind.MISS: "warning", PointKind.TOPIC: "neutral"}[kind]
    return PillLook(text=kind_words(kind), family=family)


def withdrawn_pill() -> PillLook:
    """Return that the review behind a point was withdrawn, as a pill."""
    return PillLook(text=tr("Withdrawn"), family="neutral")


def withdrawn_words(*, was_held: bool) -> str:
    """Return what comes of a point whose review was withdrawn."""
    if was_held:
        return tr("Its review was withdrawn, and counts nowhere")
    return tr("Its review was withdrawn: the point is left out when the session is held")


def state_pill(seen: SeenCoaching) -> PillLook:
    """Return how far a session is, as a pill."""
    return {
        CoachingState.PLANNED: PillLook(text=tr("Planned"), family="info"),
        CoachingState.HELD: PillLook(text=tr("Held"), family="success"),
        CoachingState.CANCELLED: PillLook(text=tr("Cancelled"), family="neutral"),
    }[seen.session.state]


# ------------------------------------------------------------ weak criteria
def mean_words(mean: Estimate, formats: Formats) -> str:
    """Return a mean with its range: 62 % (48 to 76 %)."""
    share = formats.share(None if mean.value is None else mean.value / _FULL)
    if not _has_range(mean):
        return share
    low, high = formats.number(mean.low), formats.share((mean.high or 0.0) / _FULL)
    return tr("{mean} ({low} to {high})").format(mean=share, low=low, high=high)


def lost_words(weak: Weakness, formats: Formats) -> str:
    """Return how many points of a card a criterion costs: −12.5 points."""
    points = formats.number(None if weak.lost is None else -weak.lost, decimals=1)
    return tr("{points} points").format(points=points)


def weak_words(weak: Weakness, enough: int, causes: Mapping[str, str], formats: Formats) -> tuple[str, ...]:
    """Say of a criterion its mean with range and n and its most frequent cause, or that it is too few to say.

    Once a session was held on it that is of contacts since; how it stood before is said below.
    """
    since = [since_words(weak, formats)] if weak.coached_at is not None else []
    if not weak.n and not since:
        return (tr("Missed in reviews picked by risk or by hand, which enter no figure"),)
    if not weak.is_enough:
        few = tr("Rated %Ln times; it takes {enough} to say anything", weak.n)
        return (few.format(enough=formats.number(enough)), *since)
    said = [tr("Mean {mean} from %Ln ratings", weak.n).format(mean=mean_words(weak.mean, formats)), *since]
    if weak.causes:
        cause = causes.get(weak.causes[0], weak.causes[0])
        said.append(tr("Most often because: {cause}").format(cause=cause))
    return tuple(said)


def since_words(weak: Weakness, formats: Formats) -> str:
    """Say that a figure is of contacts since a session, and what it was before: since the session of 1 Sept."""
    day = "" if weak.coached_at is None else formats.day(weak.coached_at.astimezone(formats.zone).date())
    if weak.before.value is None:
        return tr("Since the session of {day}").format(day=day)
    said = tr("Since the session of {day} ({mean} before, n {n})")
    return said.format(day=day, mean=formats.share(weak.before.value / _FULL), n=formats.number(weak.before.n))


def weak_pill(weak: Weakness, formats: Formats) -> PillLook:
    """Return what a criterion costs, as a pill."""
    if not weak.is_enough:
        return PillLook(text=tr("too few to say"), family="neutral")
    return PillLook(text=lost_words(weak, formats), family="warning")


def rests_words(reviews: int, picked: int) -> str:
    """Return how many reviews the figures rest on, and how many others are evidence."""
    said = tr("%Ln reviews of fair samples in half a year", reviews)
    return f"{said} · {picked_words(picked)}" if picked else said


def picked_words(picked: int) -> str:
    """Return how many reviews were picked by risk or by hand."""
    return tr("%Ln picked by risk or by hand: evidence, in no figure", picked)


def need_note(need: Need, formats: Formats) -> str:
    """Return what stands at the end of a person's row."""
    return lost_words(need.weakest, formats) if need.weakest is not None else ""


def need_details(need: Need, formats: Formats, causes: Mapping[str, str], *, now: datetime) -> tuple[str, ...]:
    """Return the lines below a person's name: what costs most, and what is planned."""
    if need.weakest is not None:
        first, *more = weak_words(need.weakest, need.enough, causes, formats)
        said = [need.weakest.name, first, *more]
    elif not need.reviews:
        said = [picked_words(need.picked) if need.picked else tr("No review sent yet")]
    elif need.reviews < need.enough:
        said = [tr("%Ln reviews: too few to say", need.reviews)]
    else:
        said = [tr("No criterion costs points often enough to say so")]
    planned = (
        [] if need.planned is None else [tr("Session: {when}").format(when=when_words(need.planned, formats, now))]
    )
    owed = [tr("%Ln actions open", need.open_actions)] if need.open_actions else []
    return (*said, *([" · ".join([*planned, *owed])] if planned or owed else []))


# ------------------------------------------------------------ sessions
def when_words(session: Coaching, formats: Formats, now: datetime) -> str:
    """Return when a session is, or was held: Tomorrow 10:00."""
    at = session.held_at or session.planned_at
    here, today = at.astimezone(formats.zone), now.astimezone(formats.zone).date()
    day = formats.day_in_words(here.date(), today=today)
    is_timed = session.held_at is None and session.time_known
    return f"{day} {formats.time(at)}" if is_timed else day


def title_words(seen: SeenCoaching) -> str:
    """Return what a session is about."""
    return seen.focus.name if seen.focus is not None else tr("A talk about several things")


def with_words(seen: SeenCoaching, formats: Formats, now: datetime) -> str:
    """Return when a session is and with whom."""
    return tr("{when}, {coach} coaches").format(when=when_words(seen.session, formats, now), coach=seen.coach.name)


def action_words(
    action: CoachingAction, names: Mapping[int, str], formats: Formats, *, today: date, training: Training | None
) -> str:
    """Say who does what was agreed by when, whether it is done, and which training it is."""
    who = names.get(action.owner_id, UNKNOWN)
    if action.done_at is not None:
        done = action.done_at.astimezone(formats.zone).date()
        said = tr("{who}, done {day}").format(who=who, day=formats.day_in_words(done, today=today))
    else:
        due = action.due_at.astimezone(formats.zone).date()
        words = tr("{who}, was due {day}") if due < today else tr("{who}, by {day}")
        said = words.format(who=who, day=formats.day_in_words(due, today=today))
    if training is None:
        return said
    day = formats.day_in_words(training.on_day, today=today)
    return said + " · " + tr("Training: {name}, {day}").format(name=training.name, day=day)


# ------------------------------------------------------------ what a session did
def effect_words(seen: SeenCoaching, formats: Formats) -> str:
    """Say what became of the criterion since: rose by 18 points (4 to 32 likely); 6 reviews since."""
    effect = seen.effect
    if effect is None:
        return ""
    if not effect.after.n:
        return tr("No review of it since")
    since = tr("%Ln reviews since", effect.after.n)
    if _is_few(seen, effect) or effect.change is None:
        few = tr("Too few to say: {before} before, {since}; it takes {enough} each")
        before = tr("%Ln reviews", effect.before.n)
        return few.format(before=before, since=since, enough=formats.number(seen.enough))
    return f"{_change(effect, formats)}; {since}"


def _change(effect: CoachingEffect, formats: Formats) -> str:
    change = effect.change or 0.0
    points = tr("%Ln points", round(abs(change)))
    rose = change >= 0
    if effect.low is None or effect.high is None:
        return (tr("Rose by {points}") if rose else tr("Fell by {points}")).format(points=points)
    if not effect.is_clear:
        words = (
            tr("Rose by {points} ({low} to {high} likely): chance alone may do that")
            if rose
            else tr("Fell by {points} ({low} to {high} likely): chance alone may do that")
        )
        return words.format(
            points=points,
            low=formats.number(effect.low, signed=True),
            high=formats.number(effect.high, signed=True),
        )
    low, high = sorted((abs(effect.low), abs(effect.high)))
    words = tr("Rose by {points} ({low} to {high} likely)") if rose else tr("Fell by {points} ({low} to {high} likely)")
    return words.format(points=points, low=formats.number(low), high=formats.number(high))


def sides_words(seen: SeenCoaching, formats: Formats) -> str:
    """Return the means before and after, each with its n; nothing where they are too few to say anything."""
    effect = seen.effect
    if effect is None or effect.change is None or _is_few(seen, effect):
        return ""
    said = tr("Before {before}, since {after}. The likely range holds the change in 95 of 100 such cases")
    return said.format(before=_side(effect.before, formats), after=_side(effect.after, formats))


def _side(mean: Estimate, formats: Formats) -> str:
    """Return a mean with its range and n: 46 % (32 to 61 %, n 14)."""
    share, n = formats.share(None if mean.value is None else mean.value / _FULL), formats.number(mean.n)
    if not _has_range(mean):
        return tr("{mean} (n {n})").format(mean=share, n=n)
    low, high = formats.number(mean.low), formats.share((mean.high or 0.0) / _FULL)
    return tr("{mean} ({low} to {high}, n {n})").format(mean=share, low=low, high=high, n=n)


def _has_range(mean: Estimate) -> bool:
    """Whether a range is to be shown: ratings that are all alike do not show how sure their mean is."""
    return mean.low is not None and mean.high is not None and mean.low != mean.high


def _is_few(seen: SeenCoaching, effect: CoachingEffect) -> bool:
    return min(effect.before.n, effect.after.n) < seen.enough


def caution() -> str:
    """Say what no such figure can tell."""
    return tr(
        "Before and after, without anybody who was not coached beside it: who is coached for a low mean tends to stand "
        "higher later in any case (regression to the mean)"
    )
