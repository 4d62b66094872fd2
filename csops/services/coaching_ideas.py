"""What somebody's sent reviews suggest to talk about: weak criteria, what went well, an agenda with its evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from csops.domain.access import Permission
from csops.domain.coaching import Coaching, CoachingState, Point
from csops.domain.coaching_points import (
    Told,
    Weakness,
    agenda,
    hidden_if_few,
    praises,
    spreads_of,
    weaknesses,
)
from csops.domain.errors import NotPermitted
from csops.domain.people import Member
from csops.domain.quality_rules import QualityRules
from csops.domain.review_estimates import Spread
from csops.domain.review_results import Fact
from csops.domain.reviews import COUNTING, Review, ReviewState
from csops.domain.scoring import Criterion
from csops.services.root_causes import causes_in
from csops.services.workspace import Workspace
from csops.storage.review_facts import review_facts
from csops.storage.unit_of_work import Work

LATEST = datetime(9000, 1, 1, tzinfo=UTC)
LOOKED_BACK = timedelta(days=180)
"""Weak points of so many days count; what was years ago is nobody's coaching."""


@dataclass(frozen=True, kw_only=True)
class Ideas:
    """What somebody's sent reviews suggest.

    `reviews`: how many they rest on; `enough`: how often a criterion must be rated to say anything of it. Others do not
    see figures that rest on fewer. `causes`: names of the root causes by key.
    """

    member_id: int
    reviews: int
    enough: int
    weaknesses: tuple[Weakness, ...]
    praise: tuple[Point, ...]
    causes: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Need:
    """What a member's reviews ask for: the criterion that costs most points, None where nothing can be said yet.

    `reviews`: sent ones of half a year. `planned`: the next session. `open_actions`: agreed and not done.
    """

    member: Member
    reviews: int
    enough: int
    weakest: Weakness | None = None
    planned: Coaching | None = None
    open_actions: int = 0


# ------------------------------------------------------------ the whole team
def team_needs(workspace: Workspace) -> tuple[Need, ...]:
    """Return everybody on the team with what costs them most points, whoever loses most first.

    Raises:
        NotPermitted: without the right to coach.
    """
    workspace.require(Permission.REVIEWS)
    since = workspace.now() - LOOKED_BACK
    with workspace.read() as work:
        members = {each.id: each for each in work.members.all() if each.active}
        told: dict[int, list[Told]] = {each: [] for each in members}
        for one in told_of(work, work.quality.reviews.where(state=ReviewState.SENT), since=since):
            if one.review.member_id in told:
                told[one.review.member_id].append(one)
        enough = work.settings.get(QualityRules).fewest_to_show
        spreads = spreads_in(work, since=since)
        sessions = work.quality.coachings.all("planned_at")
        actions = [each for each in work.quality.actions.all() if each.done_at is None]
    whose = {each.id: each.member_id for each in sessions}
    found = [
        Need(
            member=member,
            reviews=len(told[member.id]),
            enough=enough,
            weakest=_worst(weaknesses(told[member.id], enough=enough, spreads=spreads)),
            planned=_next(sessions, member.id),
            open_actions=sum(whose.get(each.coaching_id) == member.id for each in actions),
        )
        for member in members.values()
    ]
    return tuple(sorted(found, key=_most_lost_first))


def _worst(weak: Sequence[Weakness]) -> Weakness | None:
    return next((each for each in weak if each.is_enough), None)


def _most_lost_first(need: Need) -> tuple[float, bool, str]:
    lost = need.weakest.lost if need.weakest is not None else None
    return -(lost or 0.0), need.reviews == 0, need.member.name.casefold()


def _next(sessions: Sequence[Coaching], member_id: int) -> Coaching | None:
    return next(
        (each for each in sessions if each.member_id == member_id and each.state is CoachingState.PLANNED), None
    )


# ------------------------------------------------------------ one person
def coaching_ideas(workspace: Workspace, *, member_id: int) -> Ideas:
    """Return the criteria that cost somebody most points in the sent reviews of half a year, and what went well.

    Raises:
        NotPermitted: of somebody else, without the right to coach.
    """
    check_about(workspace, member_id)
    with workspace.read() as work:
        told = told_in(work, member_id, since=workspace.now() - LOOKED_BACK)
        enough = work.settings.get(QualityRules).fewest_to_show
        causes = {each.key: each.name for each in causes_in(work)}
        spreads = spreads_in(work, since=workspace.now() - LOOKED_BACK)
    weak = weaknesses(told, enough=enough, spreads=spreads)
    return Ideas(
        member_id=member_id,
        reviews=len(told),
        enough=enough,
        weaknesses=tuple(weak if member_id == workspace.member.id else hidden_if_few(weak)),
        praise=praises(told),
        causes=causes,
    )


def suggested_agenda(workspace: Workspace, *, member_id: int, card: str, criterion: str) -> tuple[Point, ...]:
    """Return points for a session on one criterion, each with its evidence; praise as well as misses.

    Raises:
        NotPermitted: of somebody else, without the right to coach.
    """
    check_about(workspace, member_id)
    with workspace.read() as work:
        told = told_in(work, member_id, since=workspace.now() - LOOKED_BACK)
    return agenda(told, card=card, criterion=criterion)


# ------------------------------------------------------------ what they rest on
def told_in(work: Work, member_id: int, *, since: datetime) -> list[Told]:
    """Return sent reviews that say something of a person: what they cannot have read is no ground for coaching."""
    sent = work.quality.reviews.of_member(member_id, since=since)
    return told_of(work, [each for each in sent if each.is_sent], since=since)


def told_of(work: Work, reviews: Sequence[Review], *, since: datetime) -> list[Told]:
    """Return those of the reviews that count, each with what its card asked."""
    counting = [each for each in reviews if each.purpose in COUNTING and each.happened_at >= since]
    versions = work.quality.card_versions.get_many({each.card_version_id for each in counting})
    cards = work.quality.cards.get_many({version.card_id for version in versions.values()})
    return [
        Told(
            review=each,
            card=cards[versions[each.card_version_id].card_id].key,
            criteria=versions[each.card_version_id].criteria,
        )
        for each in counting
    ]


def spreads_in(work: Work, *, since: datetime) -> dict[tuple[str, str], Spread | None]:
    """Return how much ratings of each criterion differ within people, over everybody."""
    return spreads_of(facts_in(work, since=since))


def facts_in(work: Work, *, since: datetime) -> list[Fact]:
    """Return everybody's sent reviews that count, of contacts since a moment."""
    return review_facts(work.connection, since=since, until=LATEST, purposes=COUNTING)


def focus_in(work: Work, *, card: str, criterion: str) -> Criterion | None:
    """Return a criterion as the newest version words it that has it, None where there is none."""
    found = next(iter(work.quality.cards.where(key=card)), None) if card and criterion else None
    if found is None:
        return None
    versions = sorted(work.quality.card_versions.where(card_id=found.id), key=lambda each: -each.number)
    return next((each for version in versions for each in version.criteria if each.key == criterion), None)


def check_about(workspace: Workspace, member_id: int) -> None:
    """Raise NotPermitted where this member may not see what reviews say of another."""
    if member_id != workspace.member.id and not workspace.may(Permission.REVIEWS):
        refuse(workspace, "see what reviews say of others")


def refuse(workspace: Workspace, what: str) -> None:
    """Raise NotPermitted for what takes the right to see all reviews."""
    raise NotPermitted(member=workspace.member.name, permission=what, roles="supervisor, manager, owner")
