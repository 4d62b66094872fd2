"""What to talk about one to one with somebody: what goes well, what costs points, what was agreed and is open."""

from dataclasses import dataclass

from csops.domain.coaching import Coaching, CoachingAction, CoachingState, Point
from csops.domain.coaching_figures import Weakness
from csops.services.coaching import coachings
from csops.services.coaching_ideas import check_about, coaching_ideas
from csops.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class TalkingPoints:
    """Points for the next talk with a member.

    Attributes:
        member_id: with whom.
        praise: what goes well, with the reviews that show it.
        misses: criteria that cost most points, of those rated often enough to say so.
        actions: agreed in coaching and not done, the most pressing first.
        planned: coaching sessions ahead.
    """

    member_id: int
    praise: tuple[Point, ...]
    misses: tuple[Weakness, ...]
    actions: tuple[CoachingAction, ...]
    planned: tuple[Coaching, ...]


def talking_points(workspace: Workspace, *, member_id: int) -> TalkingPoints:
    """Return what to talk about with a member.

    Raises:
        NotPermitted: of somebody else, without the right to coach.
    """
    check_about(workspace, member_id)
    ideas = coaching_ideas(workspace, member_id=member_id)
    seen = coachings(workspace, member_id=member_id, has_effects=False)
    open_ones = [action for each in seen for action in each.actions if action.done_at is None]
    return TalkingPoints(
        member_id=member_id,
        praise=ideas.praise,
        misses=tuple(each for each in ideas.weaknesses if each.is_enough),
        actions=tuple(sorted(open_ones, key=lambda each: (each.due_at, each.id))),
        planned=tuple(each.session for each in seen if each.session.state is CoachingState.PLANNED),
    )
