"""The reviews behind a number of the results, as far as whoever asks may see them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from csops.domain.access import Permission
from csops.domain.care_rules import CareRules
from csops.domain.periods import Period
from csops.domain.quality_rules import QualityRules
from csops.domain.review_behind import Part, ResultsBy, Which, known_by, matching, telling
from csops.domain.review_links import Came, Effect
from csops.domain.review_privacy import ShownFacts, hidden_people
from csops.domain.review_results import Fact, weighed
from csops.domain.reviews import COUNTING, Purpose, Review
from csops.domain.team import Shop
from csops.services.maintenance import see_to_times
from csops.services.quality_access import reviews_seen, viewer_in
from csops.services.review_cards import KeptCard, version_in
from csops.services.review_results import FAIR, read_facts, results_of, shown_in
from csops.services.workspace import Workspace
from csops.storage.review_outcomes import what_came
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class ReviewsBehind:
    """The reviews that a number counts.

    Attributes:
        number: how many they are.
        reviews: the newest contacts first, so many at most as were asked for.
        cards: with what each was made, by `card_version_id`.
        unlisted: how many of them are of people with too few scores: these count, and no list tells which.
        hidden: people whose scores no list tells; who may read their reviews can open each.
        fewest: so many scores of a person are shown.
        customers: whose the contacts were, by the id of the review.
        came: what came of those listed, where the number is of that, by the id of the review.
    """

    number: int
    reviews: tuple[Review, ...]
    cards: Mapping[int, KeptCard]
    unlisted: int = 0
    hidden: frozenset[int] = frozenset()
    fewest: int = 0
    customers: Mapping[int, str] = field(default_factory=dict)
    came: Mapping[int, Came] = field(default_factory=dict)

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are here."""
        return self.number - self.unlisted > len(self.reviews)


ALL = Which()


def reviews_behind(
    workspace: Workspace,
    *,
    first_day: date,
    last_day: date,
    purposes: Collection[Purpose] = FAIR,
    member_id: int | None = None,
    card: str = "",
    which: Which = ALL,
    days: tuple[date, date] | None = None,
    most: int = 500,
) -> ReviewsBehind:
    """Return the sent reviews that a number of `review_results` counts, asked for with the same values.

    A list of what passed would tell each score of people whose figures are hidden: theirs are counted, not listed.
    Behind their own row all of theirs are listed, whatever part was asked for.

    Args:
        workspace: the open database, and who asks.
        first_day: of the contacts.
        last_day: of the contacts, included.
        purposes: which reviews count.
        member_id: whose contacts; None: of all that the viewer sees.
        card: the key of a scorecard; empty: all.
        which: the number.
        days: those of a point of the trend, the first and the last of its week or month.
        most: so many at most, the newest contacts.

    Raises:
        OutOfRange: the last day lies before the first.
        NotPermitted: of somebody else, or what came of contacts, without the right to see all reviews.
    """
    _see_to_effect(workspace, which)
    with workspace.read() as work:
        period = Period(first_day=first_day, last_day=last_day, zone=work.settings.get(Shop).zone)
        whose = results_of(workspace, work, member_id)
        facts = read_facts(work, period, card=card, has_answers=_asks_answers(which))
        counted = weighed(facts, purposes=[one for one in COUNTING if one in set(purposes)])
        mine = [fact for fact in counted if whose in (None, fact.member_id)]
        rules, viewer = work.settings.get(QualityRules), viewer_in(workspace, work)
        shown = shown_in(mine, period, viewer, rules)
        is_hidden = which.by is ResultsBy.PERSON and which.of in {str(one) for one in shown.hidden}
        found = matching(
            _standing(shown, which, days, period.zone), Which(by=which.by, of=which.of) if is_hidden else which
        )
        came = _came_of(workspace, work, found, which.effect) if which.effect is not None else None
        found = found if came is None else [fact for fact in found if fact.id in came]
        open_to_all = [fact for fact in found if is_hidden or fact.member_id not in shown.hidden]
        newest = _ordered(open_to_all, came, which)[:most]
        kept = work.quality.reviews.get_many(newest)
        listed = _listed(workspace, work, [kept[one] for one in newest])
    return replace(
        listed,
        number=len(found),
        unlisted=len(found) - len(open_to_all),
        hidden=shown.hidden,
        fewest=rules.fewest_to_show,
        came={one.id: came[one.id] for one in listed.reviews} if came else {},
    )


def reviews_listed(
    workspace: Workspace, *, review_ids: Sequence[int], first_day: date, last_day: date, member_id: int | None = None
) -> ReviewsBehind:
    """Return those of these reviews that there are and that whoever asks may see, in their order.

    As behind a number of the results: of people with too few scores in these days reviews are counted and not listed;
    where they are the one that is asked for, all of theirs are, and no list tells their scores.

    Args:
        workspace: the open database, and who asks.
        review_ids: the reviews, such as those behind a figure.
        first_day: of the contacts that the figure counts.
        last_day: of these contacts, included.
        member_id: whose figure it is; None: of more than one.

    Raises:
        OutOfRange: the last day lies before the first.
    """
    with workspace.read() as work:
        period = Period(first_day=first_day, last_day=last_day, zone=work.settings.get(Shop).zone)
        rules, viewer = work.settings.get(QualityRules), viewer_in(workspace, work)
        counted = [one for one in read_facts(work, period, card="", has_answers=False) if one.purpose in FAIR]
        whom = hidden_people(counted, viewer_id=viewer.member_id, fewest=rules.fewest_to_show)
        kept = work.quality.reviews.get_many(review_ids)
        seen = reviews_seen(workspace, work, [kept[one] for one in review_ids if one in kept])
        open_to_all = [one for one in seen if one.member_id == member_id or one.member_id not in whom]
        listed = _listed(workspace, work, open_to_all)
    return replace(
        listed,
        number=len(seen),
        unlisted=len(seen) - len(open_to_all),
        hidden=whom,
        fewest=rules.fewest_to_show,
    )


def _listed(workspace: Workspace, work: Work, reviews: Sequence[Review]) -> ReviewsBehind:
    seen = reviews_seen(workspace, work, reviews)
    cards = {one: version_in(work, one) for one in {review.card_version_id for review in seen}}
    customers = work.quality.reviews.customers_of([review.id for review in seen])
    return ReviewsBehind(number=len(seen), reviews=tuple(seen), cards=cards, customers=customers)


def _standing(shown: ShownFacts, which: Which, days: tuple[date, date] | None, zone: str) -> Sequence[Fact]:
    """Return the reviews that stand in a number; where everything of it is hidden, all of them one by one."""
    if days is not None:
        within = Period(first_day=days[0], last_day=days[1], zone=zone)
        return [fact for fact in shown.trend if within.since <= fact.at < within.until]
    if which.effect is not None:
        return shown.linked
    return shown.by[which.by] if which.by else shown.whole or shown.all


def _see_to_effect(workspace: Workspace, which: Which) -> None:
    if which.effect is not None:
        workspace.require(Permission.REVIEWS)
        see_to_times(workspace)


def _ordered(found: Sequence[Fact], came: Mapping[int, Came] | None, which: Which) -> list[int]:
    """Return the ids of reviews, the newest first; of what came of them the most telling first."""
    newest = [fact.id for fact in reversed(found)]
    return newest if came is None else sorted(newest, key=lambda one: telling(came[one], which.effect))


def _asks_answers(which: Which) -> bool:
    return which.by in {ResultsBy.CRITERION, ResultsBy.CAUSE} or which.part is Part.LOW


def _came_of(workspace: Workspace, work: Work, found: list[Fact], effect: Effect) -> dict[int, Came]:
    """Return what came of those reviews of which it is known, by their id."""
    within = timedelta(days=work.settings.get(CareRules).fcr_days)
    passed = {fact.id: fact.passed for fact in found if fact.is_judged}
    came = what_came(work.connection, passed, within=within, now=workspace.now())
    ids = known_by(came, effect)
    return {one.review_id: one for one in came if one.review_id in ids}
