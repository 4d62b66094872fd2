"""What somebody's sent reviews suggest to talk about: weak criteria, what went well, an agenda with its evidence."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from csops.domain.access import Permission
from csops.domain.coaching import Coaching, CoachingState, Point
from csops.domain.coaching_figures import Key, Weakness, hidden_if_few, weaknesses
from csops.domain.coaching_points import Told, agenda, praises
from csops.domain.errors import NotPermitted
from csops.domain.people import Member
from csops.domain.quality_rules import QualityRules
from csops.domain.reviews import COUNTING, Review
from csops.services.coaching_facts import LOOKED_BACK, known_in, number_of_fair
from csops.services.root_causes import causes_in
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Ideas:
    """What somebody's sent reviews suggest.

    `reviews`: how many of fair samples the figures rest on; `picked`: others, which are evidence and enter none.
    `enough`: how often a criterion must be rated to say anything of it. Others do not see figures that rest on fewer.
    `causes`: names of the root causes by key.
    """

    member_id: int
    reviews: int
    picked: int
    enough: int
    weaknesses: tuple[Weakness, ...]
    praise: tuple[Point, ...]
    causes: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Need:
    """What a member's reviews ask for: the criterion that costs most points, None where nothing can be said yet.

    `reviews`: sent ones of fair samples, and `picked` others, of half a year. `planned`: the next session.
    `open_actions`: agreed and not done.
    """

    member: Member
    reviews: int
    picked: int
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
    with workspace.read() as work:
        members = [each for each in work.members.all() if each.active]
        since = workspace.now() - LOOKED_BACK
        known = known_in(work, since=since)
        enough = work.settings.get(QualityRules).fewest_to_show
        sessions = work.quality.coachings.all("planned_at")
        actions = [each for each in work.quality.actions.all() if each.done_at is None]
    whose = {each.id: each.member_id for each in sessions}
    owed = Counter(whose.get(each.coaching_id) for each in actions)
    found = []
    for member in members:
        facts = known.of.get(member.id, ())
        fair = number_of_fair(facts)
        coached = _coached(sessions, member.id, since=since)
        weak = weaknesses(facts, known.asked, enough=enough, spreads=known.spreads, coached=coached)
        found.append(
            Need(
                member=member,
                reviews=fair,
                picked=len(facts) - fair,
                enough=enough,
                weakest=next((each for each in weak if each.is_enough), None),
                planned=_next(sessions, member.id),
                open_actions=owed[member.id],
            )
        )
    return tuple(sorted(found, key=_most_lost_first))


def _most_lost_first(need: Need) -> tuple[float, bool, str]:
    lost = need.weakest.lost if need.weakest is not None else None
    return -(lost or 0.0), need.reviews == 0, need.member.name.casefold()


def _next(sessions: Sequence[Coaching], member_id: int) -> Coaching | None:
    return next(
        (each for each in sessions if each.member_id == member_id and each.state is CoachingState.PLANNED), None
    )


def _coached(sessions: Iterable[Coaching], member_id: int, *, since: datetime) -> dict[Key, datetime]:
    """Return when a session with somebody was last held on a criterion, of those since a moment."""
    found: dict[Key, datetime] = {}
    for each in sessions:
        if each.member_id == member_id and each.criterion and each.held_at is not None and each.held_at > since:
            key = (each.card, each.criterion)
            found[key] = max(each.held_at, found.get(key, since))
    return found


# ------------------------------------------------------------ one person
def coaching_ideas(workspace: Workspace, *, member_id: int) -> Ideas:
    """Return the criteria that cost somebody most points in the sent reviews of half a year, and what went well.

    Raises:
        NotPermitted: of somebody else, without the right to coach.
    """
    check_about(workspace, member_id)
    with workspace.read() as work:
        since = workspace.now() - LOOKED_BACK
        told = told_in(work, member_id, since=since)
        known = known_in(work, since=since)
        enough = work.settings.get(QualityRules).fewest_to_show
        causes = {each.key: each.name for each in causes_in(work)}
        sessions = work.quality.coachings.where(member_id=member_id)
    facts = known.of.get(member_id, ())
    fair = number_of_fair(facts)
    coached = _coached(sessions, member_id, since=since)
    weak = weaknesses(facts, known.asked, enough=enough, spreads=known.spreads, coached=coached)
    return Ideas(
        member_id=member_id,
        reviews=fair,
        picked=len(facts) - fair,
        enough=enough,
        weaknesses=tuple(weak if member_id == workspace.member.id else hidden_if_few(weak, enough)),
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


def check_about(workspace: Workspace, member_id: int) -> None:
    """Raise NotPermitted where this member may not see what reviews say of another."""
    if member_id != workspace.member.id and not workspace.may(Permission.REVIEWS):
        refuse(workspace, "see what reviews say of others")


def refuse(workspace: Workspace, what: str) -> None:
    """Raise NotPermitted for what takes the right to see all reviews."""
    raise NotPermitted(member=workspace.member.name, permission=what, roles="supervisor, manager, owner")
