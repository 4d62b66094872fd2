"""Counts the quality score: sent reviews of fair samples, whole or by channel, topic or person."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from functools import partial

from csops.domain import kpi_business as business
from csops.domain.access import Permission, may
from csops.domain.kpi_figures import By, KpiFigure
from csops.domain.quality_rules import QualityRules
from csops.domain.review_privacy import Cover, enough_each, enough_together, hidden_people
from csops.domain.review_results import Basis as Judging
from csops.domain.review_results import Fact, scores
from csops.domain.review_results import basis as judging
from csops.domain.reviews import Purpose
from csops.services.kpi_basis import Basis, Found, Key
from csops.storage.kpi_contacts import Span
from csops.storage.review_facts import review_facts, spread_sums

FAIR = (Purpose.FAIR,)
_YEAR = timedelta(days=365)
_WITHHELD = ("withheld", "reviews of people with too few")


def quality(basis: Basis, span: Span) -> Found:
    """Yield the quality score, with the interval that the results of reviews show."""
    connection = basis.work.connection
    facts = review_facts(connection, since=basis.since, until=basis.until, purposes=FAIR, has_answers=False)
    shown = {fact.id for fact in _shown(basis, facts, span.by)}
    groups: defaultdict[Key, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[_key(fact, span.by)].append(fact)
    if not facts:
        groups[None] = []
    since = basis.until - max(_YEAR, basis.until - basis.since)
    known = spread_sums(connection, since=since, until=basis.until, purposes=FAIR).final if facts else []
    judged = judging(final=known, raw=(), to_rank=0)
    for key, mine in groups.items():
        yield key, _figure(basis, mine, [fact for fact in mine if fact.id in shown], judged)


def quality_withheld(basis: Basis, by: By | None) -> frozenset[int]:
    """Return the ids of reviews that stand in no quality score of a period, whole or split so."""
    facts = review_facts(basis.work.connection, since=basis.since, until=basis.until, purposes=FAIR, has_answers=False)
    return frozenset(fact.id for fact in facts) - {fact.id for fact in _shown(basis, facts, by)}


def _figure(basis: Basis, mine: list[Fact], shown: list[Fact], judged: Judging) -> KpiFigure:
    """Return the figure of a group. Who sees all reviews gets that of those shown; others all of it or nothing."""
    is_hidden = len(shown) < len(mine) and not (shown and _sees_all(basis))
    found = business.quality_of(scores(mine if is_hidden else shown, judged), too_few=basis.few, is_hidden=is_hidden)
    return found if is_hidden or len(shown) == len(mine) else replace(found, rule=(*found.rule, _WITHHELD))


def _shown(basis: Basis, facts: list[Fact], by: By | None) -> list[Fact]:
    """Return the reviews that stand in the figures of a period: whole, and in each group.

    Of people with too few reviews nothing may be worked out, whatever other figures stand beside. To who does not see
    all reviews that goes for every colleague, and it takes two with enough reviews each: moved by a day, a figure would
    tell a single score.
    """
    me, fewest = basis.team.me, basis.work.settings.get(QualityRules).fewest_to_show
    if _sees_all(basis):
        hidden, enough = hidden_people(facts, viewer_id=me.id, fewest=fewest), enough_together(fewest)
    else:
        hidden, enough = frozenset(fact.member_id for fact in facts) - {me.id}, enough_each(fewest)
    if by is By.PERSON:
        return [fact for fact in facts if fact.member_id not in hidden]
    cover = Cover(facts, hidden=hidden, enough=enough)
    whole = cover.whole()
    if by is None:
        return whole
    # Always in the same order: what one page shows and another does stand side by side, too.
    splits = {one: cover.split(partial(_key, by=one)) for one in (By.CHANNEL, By.TOPIC)}
    return splits[by]


def _sees_all(basis: Basis) -> bool:
    return may(basis.team.me.role, Permission.REVIEWS)


def _key(fact: Fact, by: By | None) -> Key:
    return {None: None, By.CHANNEL: fact.channel_id, By.TOPIC: fact.topic_id, By.PERSON: fact.member_id}[by]
