"""What the queue of reviews says: why a contact was picked, what went wrong, how far one is."""

from collections.abc import Iterable, Sequence

from csops.domain.contacts import Result
from csops.domain.review_draws import PersonDraw, Precision
from csops.domain.review_groups import Joined, told_apart
from csops.domain.review_queue import Progress, QueueItem
from csops.domain.review_risks import ReviewRisk, WentWrong
from csops.domain.review_samples import Stratum
from csops.domain.reviews import Purpose
from csops.services.settings import Team
from csops.ui.kit.formats import Formats
from csops.ui.kit.marks import PillLook
from csops.ui.quality.wording import tr

MOST_NAMED = 40
"""Groups of a draw that are named; nobody reads on."""


def risk_words(key: str) -> str:
    """Return what went wrong, by the key that a pick keeps."""
    return {
        ReviewRisk.LOW_ANSWER.value: tr("Low answer"),
        ReviewRisk.ESCALATED.value: tr("Passed on"),
        ReviewRisk.REOPENED.value: tr("Reopened"),
        ReviewRisk.CONCESSION.value: tr("Concession"),
        ReviewRisk.LONG_WAIT.value: tr("Long wait"),
    }.get(key, key)


def wrong_words(reasons: Iterable[WentWrong], formats: Formats, *, currency: str) -> str:
    """Return what went wrong with its facts: CSAT 1 of 5, waited 10 min."""
    return ", ".join(dict.fromkeys(_wrong(one, formats, currency) for one in reasons))


def _wrong(one: WentWrong, formats: Formats, currency: str) -> str:
    if one.risk is ReviewRisk.CONCESSION and one.amount is not None:
        return tr("gave {amount}").format(amount=formats.money(one.amount, currency))
    if one.risk is ReviewRisk.LONG_WAIT and one.waited is not None:
        return tr("waited {time}").format(time=formats.duration(one.waited))
    return one.said or risk_words(one.risk.value)


def why_look(item: QueueItem) -> PillLook:
    """Return the pill that says why a contact is in the queue."""
    if item.purpose is Purpose.SELF:
        return PillLook(text=tr("Your own review"), family="accent")
    if item.purpose is Purpose.RISK:
        first, *more = [risk_words(one) for one in item.pick.risk] or [tr("Went wrong")]
        return PillLook(text=f"{first} +{len(more)}" if more else first, family="warning")
    if item.purpose is Purpose.CHOSEN:
        return PillLook(text=tr("Picked by hand"), family="neutral")
    if item.pick.risk:
        return PillLook(text=tr("Drawn, {risk}").format(risk=risk_words(item.pick.risk[0]).lower()), family="warning")
    return PillLook(text=tr("Drawn"), family="info")


def why_note(item: QueueItem) -> str:
    """Return where the review will count, as a sentence."""
    if item.purpose is Purpose.SELF:
        return tr("Your own view comes first; the reviewer sees it once theirs is finished")
    if item.purpose is Purpose.FAIR and item.pick.risk:
        said = tr("Picked because something went wrong, then drawn at random as well: it counts in averages")
        return "\n".join([", ".join(map(risk_words, item.pick.risk)), said])
    if item.purpose is Purpose.FAIR:
        return tr("Drawn at random: it counts in averages")
    said = tr("Not drawn at random: it enters no average unless somebody asks for it")
    return "\n".join([", ".join(map(risk_words, item.pick.risk)), said]) if len(item.pick.risk) > 1 else said


def stratum_words(stratum: Stratum) -> str:
    """Return what a sample is spread over."""
    return {
        Stratum.PERSON: tr("Person"),
        Stratum.CHANNEL: tr("Channel"),
        Stratum.TOPIC: tr("Topic"),
        Stratum.RESULT: tr("Result"),
    }[stratum]


def group_words(parts: Iterable[tuple[Stratum, str]], team: Team) -> str:
    """Return the name of a group of a draw, such as Priya Nair · Chat (see `told_apart`)."""
    return " · ".join(_one_of(stratum, key, team) for stratum, key in parts)


def _one_of(stratum: Stratum, key: str, team: Team) -> str:
    if stratum is Stratum.PERSON:
        member = team.member(int(key))
        return tr("Somebody who left") if member is None else member.name
    if stratum is Stratum.CHANNEL:
        channel = team.channel(int(key))
        return tr("A channel that is gone") if channel is None else channel.name
    if stratum is Stratum.TOPIC:
        topic = team.topic(int(key)) if key else None
        return tr("No topic") if topic is None else topic.name
    return {
        Result.RESOLVED: tr("Resolved"),
        Result.FOLLOW_UP: tr("Follow-up"),
        Result.PASSED: tr("Passed on"),
        Result.MISSED: tr("Missed"),
        Result.OPEN: tr("Open"),
    }[Result(key)]


def joined_words(one: Joined, strata: Sequence[Stratum], team: Team, formats: Formats) -> str:
    """Return which groups are drawn together, a line with how many contacts for each; whose all are stands on top."""
    whose = told_apart(one.layer, strata)
    said = tr("%Ln groups drawn together, too small for one of each", len(one.groups))
    lines = [f"{group_words(whose, team)}: {said}" if whose else said]
    for each in one.groups[:MOST_NAMED]:
        name = group_words(told_apart(each.key, strata)[len(whose) :], team)
        lines.append(f"{formats.number(each.size)}  {name}")
    if len(one.groups) > MOST_NAMED:
        lines.append(tr("and %Ln more", len(one.groups) - MOST_NAMED))
    return "\n".join(lines)


def progress_words(one: Progress, formats: Formats) -> str:
    """Return how far one is: 3 of 5."""
    return tr("{done} of {asked}").format(done=formats.number(one.done), asked=formats.number(one.asked))


def coverage_words(one: PersonDraw, formats: Formats) -> str:
    """Return how much of somebody's work was reviewed: 4 of 210 contacts."""
    said = tr("{reviewed} of %Ln contacts", one.handled)
    return said.format(reviewed=formats.number(one.reviewed))


def precision_words(known: Precision, formats: Formats) -> list[str]:
    """Return how many reviews it takes, one sentence each."""
    if not known.for_share:
        return []  # of no contacts there is nothing to be sure of
    points = tr("%Ln points", known.margin)
    said = [
        tr("A share, such as passed, takes {number} reviews to be within {points}, whatever it is").format(
            number=formats.number(known.for_share), points=points
        )
    ]
    if known.for_mean is None or known.spread is None:
        return [*said, tr("How many an average takes is told from five reviews of fair samples on")]
    mean = tr("An average within {points} takes {number}, as scores spread so far: {spread} points, {reviews} reviews")
    return [
        mean.format(
            points=points,
            number=formats.number(known.for_mean),
            spread=formats.number(known.spread, decimals=1),
            reviews=formats.number(known.scores),
        ),
        *said,
    ]
