"""Counts the quality score: sent reviews of fair samples, whole or by channel, topic or person."""

from collections import defaultdict
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
    """Whether a figure would tell too much of one colleague.

    That is one of few reviews, all theirs; and to who does not see all reviews any by which those of one colleague
    could be worked out, such as that of all together in a team of two.
    """
    me = basis.team.me
    others = [fact for fact in facts if fact.member_id != me.id]
    if len({fact.member_id for fact in others}) != 1:
        return False
    if not may(me.role, Permission.REVIEWS):
        return True
    return len(others) == len(facts) and len(facts) < basis.work.settings.get(QualityRules).fewest_to_show
