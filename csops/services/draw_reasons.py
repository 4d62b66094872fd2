"""Why a contact stands in a queue of reviews: how the draw was made that brought it, and of which group it is."""

from dataclasses import dataclass
from datetime import datetime

from csops.domain.access import Permission
from csops.domain.errors import InputError
from csops.domain.review_groups import joined_groups
from csops.domain.review_samples import Stratum
from csops.domain.review_sampling import REST, Key, spread
from csops.services.quality_access import check_reviewer, pick_in
from csops.services.workspace import Workspace
from csops.storage.review_frames import FrameScope, group_sizes


@dataclass(frozen=True, kw_only=True)
class DrawReason:
    """How a contact was drawn. Numbers of contacts are left out: they would tell of the viewer's own that were drawn.

    Attributes:
        name: of the draw; may be empty. since, until: contacts of [since, until).
        made_at, made_by: when, and by whom.
        seed: for who made it, 0 or more; others could work out of it what was drawn of their own.
        strata: what it is spread over. quota: contacts per person, None: so many in all.
        key: the group of this contact, or what it was drawn together with (see `Layer.key`).
        joined: the groups drawn together with it, as the log has them now; none where its group is one of its own.
        reviewers, shares: among whom it was shared, in which parts; no shares: equal ones.
    """

    name: str
    since: datetime
    until: datetime
    made_at: datetime
    made_by: int | None
    seed: int | None
    strata: tuple[Stratum, ...]
    quota: int | None
    key: Key
    joined: tuple[Key, ...] = ()
    reviewers: tuple[int, ...]
    shares: tuple[int, ...]


def draw_reason(workspace: Workspace, *, pick_id: int) -> DrawReason:
    """Return how a contact of a queue was drawn.

    Raises:
        NotPermitted: it is this member's own, or they review nobody. NotFound: see `pick_in`.
        InputError: it was not drawn at random.
    """
    workspace.require(Permission.READ)
    me = workspace.member.id
    with workspace.read() as work:
        pick = pick_in(workspace, work, pick_id)
        check_reviewer(workspace, work, of_member=pick.member_id)
        sample = None if pick.sample_id is None else work.quality.samples.get(pick.sample_id)
        if sample is None or sample.is_risk:
            right = "What was drawn says how; what was picked says why in its row"
            raise InputError(field="contact", problem="It was not drawn at random", right=right)
        joined: tuple[Key, ...] = ()
        if REST in pick.layer:
            scope = FrameScope(since=sample.since, until=sample.until, members=sample.members)
            sizes = group_sizes(work.connection, scope, strata=sample.strata)
            how = spread(sample.strata, quota=sample.quota, wanted=sample.wanted)
            found = joined_groups(sizes, how, [layer.key for layer in sample.layers])
            joined = next((tuple(one.key for one in each.groups) for each in found if each.layer == pick.layer), ())
    return DrawReason(
        name=sample.name,
        since=sample.since,
        until=sample.until,
        made_at=sample.made_at,
        made_by=sample.made_by,
        seed=sample.seed if sample.made_by == me else None,
        strata=sample.strata,
        quota=sample.quota,
        key=pick.layer,
        joined=joined,
        reviewers=sample.reviewers,
        shares=sample.shares,
    )
