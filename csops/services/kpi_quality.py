"""Counts the quality score: sent reviews of fair samples, whole or by channel, topic or person."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta

from csops.domain import kpi_business as business
from csops.domain.access import Permission, may
from csops.domain.kpi_figures import By
from csops.domain.quality_rules import QualityRules
from csops.domain.review_results import Fact, scores
from csops.domain.review_results import basis as judging
from csops.domain.reviews import Purpose
from csops.services.kpi_basis import Basis, Found, Key
from csops.storage.kpi_contacts import Span
from csops.storage.review_facts import review_facts, spread_sums

FAIR = (Purpose.FAIR,)
_YEAR = timedelta(days=365)
_ENOUGH_COLLEAGUES = 2


def quality(basis: Basis, span: Span) -> Found:
    """Yield the quality score, with the interval that the results of reviews show."""
    connection = basis.work.connection
    facts = review_facts(connection, since=basis.since, until=basis.until, purposes=FAIR, has_answers=False)
    groups: defaultdict[Key, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[_key(fact, span.by)].append(fact)
    if not facts:
        groups[None] = []
    since = basis.until - max(_YEAR, basis.until - basis.since)
    known = spread_sums(connection, since=since, until=basis.until, purposes=FAIR).final if facts else []
    judged = judging(final=known, raw=(), to_rank=0)
    for key, mine in groups.items():
        yield (
            key,
            business.quality_of(scores(mine, judged), too_few=basis.few, is_hidden=_is_hidden(basis, mine)),
        )


def _key(fact: Fact, by: By | None) -> Key:
    return {None: None, By.CHANNEL: fact.channel_id, By.TOPIC: fact.topic_id, By.PERSON: fact.member_id}[by]


def _is_hidden(basis: Basis, facts: Sequence[Fact]) -> bool:
    """Whether a figure would tell too much of a colleague.

    To who sees all reviews that is one of few reviews, all of one person. To others it is any in which fewer than two
    colleagues have as many reviews as are shown: moved by a day, the figure would tell a single score of theirs.
    """
    me, fewest = basis.team.me, basis.work.settings.get(QualityRules).fewest_to_show
    others = Counter(fact.member_id for fact in facts if fact.member_id != me.id)
    if may(me.role, Permission.REVIEWS):
        return len(others) == 1 and others.total() == len(facts) < fewest
    return bool(others) and sum(n >= fewest for n in others.values()) < _ENOUGH_COLLEAGUES
