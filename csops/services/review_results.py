"""What reviews come to in a period: scores with their doubt, and the reviews behind each."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.care_rules import CareRules
from csops.domain.errors import NotPermitted
from csops.domain.periods import Period
from csops.domain.quality_rules import QualityRules
from csops.domain.review_behind import VALUES, ResultsBy, causes_of
from csops.domain.review_draws import UnderWay
from csops.domain.review_links import Link, links
from csops.domain.review_privacy import ShownFacts, Withheld, hidden_people, shown_facts
from csops.domain.review_results import (
    Basis,
    CriterionResult,
    Fact,
    Scores,
    basis,
    by_criterion,
    hidden,
    scores,
    scores_by,
    weighed,
)
from csops.domain.review_rights import Viewer
from csops.domain.review_trends import Trend, is_by_month, trend
from csops.domain.reviews import COUNTING, Purpose
from csops.domain.team import Shop
from csops.services.collecting import uncollected
from csops.services.maintenance import see_to_times
from csops.services.quality_access import viewer_in
from csops.services.workspace import Workspace
from csops.storage.review_facts import count_unsent, review_facts, spread_sums
from csops.storage.review_outcomes import what_came
from csops.storage.review_weights import under_way
from csops.storage.unit_of_work import Work

FAIR = (Purpose.FAIR,)
_MONTHS_FROM_DAYS = 26 * 7
_YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Results:
    """Results of sent reviews of contacts from the first day to the last, both included.

    Attributes:
        purposes: which reviews count; others are told by `left_out`.
        whole: all that the viewer sees together.
        people, reviewers: by id of the member; of people with too few reviews others see no figures.
        channels, topics: by id. cards: by key.
        causes: reviews with ratings that came from each root cause, by its key, the most frequent first.
        criteria: the weakest first, those rated too seldom after them.
        withheld: reviews of people with too few that stand in no figure, or it would tell of them.
        trend: by week; by month (`by_month`) in a longer period, and where most weeks hold too few reviews.
        left_out: sent reviews of the period that do not count, by purpose. unsent: finished, not sent.
        under_way: draws that are reviewed in part; what waits of them counts once it is reviewed.
        sees_all: whether these are everybody's, or only one's own.
    """

    first_day: date
    last_day: date
    purposes: tuple[Purpose, ...]
    whole: Scores
    people: tuple[Scores, ...]
    reviewers: tuple[Scores, ...]
    channels: tuple[Scores, ...]
    topics: tuple[Scores, ...]
    cards: tuple[Scores, ...]
    causes: tuple[Scores, ...]
    criteria: tuple[CriterionResult, ...]
    withheld: Withheld
    trend: Trend
    by_month: bool
    left_out: dict[Purpose, int]
    unsent: int
    under_way: tuple[UnderWay, ...]
    sees_all: bool
    fewest_to_show: int
    fewest_to_rank: int


@uncollected()
def review_results(
    workspace: Workspace,
    *,
    first_day: date,
    last_day: date,
    purposes: Collection[Purpose] = FAIR,
    member_id: int | None = None,
    card: str = "",
) -> Results:
    """Return what the reviews of a period come to.

    Whoever does not see all reviews gets those of the own contacts, with the same intervals as everybody else.

    Args:
        workspace: the open database, and who asks.
        first_day: of the contacts.
        last_day: of the contacts, included.
        purposes: which reviews count; those that never say something of a person (calibrations) are passed over.
        member_id: whose contacts; None: of all that the viewer sees.
        card: the key of a scorecard; empty: all.

    Raises:
        OutOfRange: the last day lies before the first.
        NotPermitted: of somebody else, without the right to see all reviews.
    """
    chosen = tuple(purpose for purpose in COUNTING if purpose in set(purposes))
    with workspace.read() as work:
        period = Period(first_day=first_day, last_day=last_day, zone=work.settings.get(Shop).zone)
        rules, to_rank = work.settings.get(QualityRules), work.settings.get(CareRules).too_few
        viewer, whose = viewer_in(workspace, work), results_of(workspace, work, member_id)
        seen = [fact for fact in read_facts(work, period, card=card) if whose in (None, fact.member_id)]
        judged = judged_by(work, period, chosen, card=card, to_rank=to_rank)
        published = _published(work, {fact.card for fact in seen}, period.zone)
        unsent = _unsent(workspace, work, period, whose) if viewer.sees_all else 0
        begun = _under_way(work, period, viewer, whose) if Purpose.FAIR in chosen else ()
    counted = weighed(seen, purposes=chosen)
    by_month, start_of = starts_of(counted, period)
    shown = shown_in(counted, period, viewer, rules, start_of=start_of)
    return Results(
        first_day=first_day,
        last_day=last_day,
        purposes=chosen,
        whole=hidden(scores(counted, judged)) if counted and not shown.whole else scores(shown.whole, judged),
        people=_people(scores_by(counted, judged, of=VALUES[ResultsBy.PERSON]), shown.hidden),
        reviewers=_groups(shown, ResultsBy.REVIEWER, judged),
        channels=_groups(shown, ResultsBy.CHANNEL, judged),
        topics=_groups(shown, ResultsBy.TOPIC, judged),
        cards=_groups(shown, ResultsBy.CARD, judged),
        causes=_causes(shown.by[ResultsBy.CAUSE], judged),
        criteria=tuple(by_criterion(shown.by[ResultsBy.CRITERION], to_rank=to_rank)),
        withheld=shown.withheld(),
        trend=trend(shown.trend, start_of=start_of, basis=judged, published=published),
        by_month=by_month,
        left_out={one: n for one in COUNTING if one not in chosen and (n := _number(seen, one))},
        unsent=unsent,
        under_way=begun,
        sees_all=viewer.sees_all,
        fewest_to_show=rules.fewest_to_show,
        fewest_to_rank=to_rank,
    )


def review_links(
    workspace: Workspace, *, first_day: date, last_day: date, purposes: Collection[Purpose] = FAIR, card: str = ""
) -> tuple[Link, ...]:
    """Return how contacts that passed and those that failed differ in answers, repeat contacts and money given.

    Raises:
        OutOfRange: the last day lies before the first. NotPermitted: without the right to see all reviews.
    """
    workspace.require(Permission.REVIEWS)
    see_to_times(workspace)
    with workspace.read() as work:
        period = Period(first_day=first_day, last_day=last_day, zone=work.settings.get(Shop).zone)
        care = work.settings.get(CareRules)
        rules, viewer = work.settings.get(QualityRules), viewer_in(workspace, work)
        facts = weighed(read_facts(work, period, card=card, has_answers=False), purposes=purposes)
        linked = shown_in(facts, period, viewer, rules).linked
        passed = {fact.id: fact.passed for fact in linked if fact.is_judged}
        came = what_came(work.connection, passed, within=timedelta(days=care.fcr_days), now=workspace.now())
    return links(came, too_few=care.too_few)


def read_facts(work: Work, period: Period, *, card: str, has_answers: bool = True) -> list[Fact]:
    """Return the sent reviews of a period, of one scorecard or (empty) all."""
    found = review_facts(
        work.connection, since=period.since, until=period.until, purposes=COUNTING, has_answers=has_answers
    )
    return [fact for fact in found if card in ("", fact.card)]


def judged_by(work: Work, period: Period, purposes: Collection[Purpose], *, card: str, to_rank: int) -> Basis:
    """How much scores differ is taken from everybody's of a year.

    So all viewers see the same interval, and a handful of reviews leans on what is known (`review_estimates.mean_of`).
    """
    since = period.until - max(_YEAR, period.until - period.since)
    known = spread_sums(work.connection, since=since, until=period.until, purposes=purposes, card=card)
    return basis(final=known.final, raw=known.raw, to_rank=to_rank)


def results_of(workspace: Workspace, work: Work, member_id: int | None) -> int | None:
    """Return whose results somebody sees who asks for those of a member; None: everybody's. Raises NotPermitted."""
    viewer = viewer_in(workspace, work)
    if viewer.sees_all:
        return member_id
    if member_id not in (None, viewer.member_id):
        raise NotPermitted(
            member=workspace.member.name,
            permission="see results of others' reviews",
            roles="supervisor, manager, owner",
        )
    return viewer.member_id


def shown_in(
    counted: Sequence[Fact],
    period: Period,
    viewer: Viewer,
    rules: QualityRules,
    *,
    start_of: Callable[[datetime], date] | None = None,
) -> ShownFacts:
    """Return which of the reviews that count stand in which figure of a period, for a viewer.

    `start_of`: see `starts_of`; worked out where it is not given.
    """
    fewest = rules.fewest_to_show
    whom = hidden_people(counted, viewer_id=viewer.member_id, fewest=fewest)
    if start_of is None:
        _by_month, start_of = starts_of(counted, period)
    return shown_facts(counted, hidden=whom, fewest=fewest, start_of=start_of)


def _groups(shown: ShownFacts, by: ResultsBy, judged: Basis) -> tuple[Scores, ...]:
    return tuple(scores_by(shown.by[by], judged, of=VALUES[by]))


def _causes(facts: Sequence[Fact], judged: Basis) -> tuple[Scores, ...]:
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        for cause in causes_of(fact):
            found[cause].append(fact)
    return tuple(scores(found[key], judged, key=key) for key in sorted(found, key=lambda key: (-len(found[key]), key)))


def _people(found: Sequence[Scores], whom: Collection[int]) -> tuple[Scores, ...]:
    """Those ranked, those with too few, those hidden, whose order must not tell of their scores."""
    keys = {str(one) for one in whom}
    shown = [one for one in found if one.key not in keys]
    secret = [hidden(one) for one in found if one.key in keys]
    return (
        *sorted(shown, key=lambda one: not one.is_ranked),
        *sorted(secret, key=lambda one: (-one.reviews, int(one.key))),
    )


def _number(facts: Sequence[Fact], purpose: Purpose) -> int:
    return sum(1 for fact in facts if fact.purpose is purpose)


def _unsent(workspace: Workspace, work: Work, period: Period, whose: int | None) -> int:
    """How many are not sent yet; those of one's own contacts are not told of, not even their number."""
    me = workspace.member.id
    return count_unsent(work.connection, since=period.since, until=period.until, purposes=COUNTING, of=whose, but=me)


def _under_way(work: Work, period: Period, viewer: Viewer, whose: int | None) -> tuple[UnderWay, ...]:
    if not viewer.sees_all:
        return ()
    return under_way(
        work.connection, since=period.since, until=period.until, viewer_id=viewer.member_id, member_id=whose
    )


def _published(work: Work, keys: Collection[str], zone: str) -> dict[tuple[str, int], date]:
    """Return on which day each version of cards was published."""
    cards = {card.id: card.key for card in work.quality.cards.all() if card.key in keys}
    place = ZoneInfo(zone)
    return {
        (cards[version.card_id], version.number): version.published_at.astimezone(place).date()
        for version in work.quality.card_versions.all("number")
        if version.card_id in cards and version.published_at is not None
    }


def starts_of(counted: Sequence[Fact], period: Period) -> tuple[bool, Callable[[datetime], date]]:
    """Return whether results over time go by month, and what tells the first day of the week or month of a contact."""
    place = ZoneInfo(period.zone)
    days = {at: at.astimezone(place).date() for at in {fact.at for fact in counted}}
    judged = [days[fact.at] for fact in counted if fact.is_judged]
    by_month = period.days > _MONTHS_FROM_DAYS or is_by_month(map(_week_of, judged), map(_month_of, judged))
    first = _month_of if by_month else _week_of
    return by_month, lambda at: first(days[at])


def _week_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month_of(day: date) -> date:
    return day.replace(day=1)
