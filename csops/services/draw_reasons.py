"""Why a contact stands in a queue of reviews: how the draw was made that brought it, and of which group it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.errors import InputError
from csops.domain.review_groups import joined_groups
from csops.domain.review_samples import Pick, PickState, Sample, Stratum
from csops.domain.review_sampling import REST, Key, spread
from csops.services.quality_access import check_reviewer, pick_in
from csops.services.review_picks import DROP_MANY, DROP_ONE, REPLACE
from csops.services.workspace import Workspace
from csops.storage.review_frames import FrameScope, group_sizes
from csops.storage.unit_of_work import Work

_ACTS = frozenset({REPLACE, DROP_ONE, DROP_MANY})
_FEW = 20
"""An act on a pick is looked for among so many of the newest ones."""


@dataclass(frozen=True, kw_only=True)
class GivenUp:
    """A contact that was drawn and is not reviewed: replaced by the next one, or dropped.

    `member_id`: whose contact. `at`, `by`: when and by whom, None where nobody knows any more.
    """

    contact_id: int | None
    member_id: int
    is_replaced: bool
    reason: str
    at: datetime | None
    by: int | None


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
        instead_of: what it took the place of, the last first.
        given_up: all that was replaced or dropped of the draw, in its order, for who sees all reviews.
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
    instead_of: tuple[GivenUp, ...] = ()
    given_up: tuple[GivenUp, ...] = ()


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
        joined = _joined(work, sample, pick)
        drawn = work.quality.picks.where(sample_id=sample.id)
        instead_of = tuple(_given_up(work, _before(pick, drawn, me=me)))
        given_up = tuple(_given_up(work, _gone(drawn, me=me))) if workspace.may(Permission.REVIEWS) else ()
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
        instead_of=instead_of,
        given_up=given_up,
    )


def _joined(work: Work, sample: Sample, pick: Pick) -> tuple[Key, ...]:
    if REST not in pick.layer:
        return ()
    scope = FrameScope(since=sample.since, until=sample.until, members=sample.members)
    sizes = group_sizes(work.connection, scope, strata=sample.strata)
    how = spread(sample.strata, quota=sample.quota, wanted=sample.wanted)
    found = joined_groups(sizes, how, [layer.key for layer in sample.layers])
    return next((tuple(one.key for one in each.groups) for each in found if each.layer == pick.layer), ())


# ------------------------------------------------------------ what was given up
def _before(pick: Pick, drawn: Iterable[Pick], *, me: int) -> Iterator[Pick]:
    """Yield what a pick took the place of, the last first, up to an own contact: that it was drawn tells something."""
    known = {one.id: one for one in drawn}
    before = known.get(pick.replaces_id or 0)
    while before is not None and before.member_id != me:
        yield before
        before = known.get(before.replaces_id or 0)


def _gone(drawn: Iterable[Pick], *, me: int) -> list[Pick]:
    """Return what was given up of a draw, without what an own contact took the place of: that would tell of it."""
    found = sorted(drawn, key=lambda one: (one.position, one.id))
    own = {one.replaces_id for one in found if one.member_id == me}
    over = {PickState.REPLACED, PickState.DROPPED}
    return [one for one in found if one.state in over and one.member_id != me and one.id not in own]


def _given_up(work: Work, picks: Iterable[Pick]) -> Iterator[GivenUp]:
    for pick in picks:
        acts = work.history_of([(Kind.PICK, pick.id)], limit=_FEW)
        act = next((one for one in acts if one.what in _ACTS), None)
        yield GivenUp(
            contact_id=pick.contact_id,
            member_id=pick.member_id,
            is_replaced=pick.state is PickState.REPLACED,
            reason=pick.reason,
            at=pick.done_at,
            by=None if act is None else act.member_id,
        )
