"""Forecasts frozen as they were made, and how they went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from csops.domain.access import Permission
from csops.domain.channels import Channel
from csops.domain.snapshots import Snapshot, Track, Why, frozen, scored
from csops.domain.volume import DAY_MINUTES
from csops.services.forecast import Log, read_log, series_of
from csops.services.staffing import Outlook
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class ChannelTrack:
    """How the frozen forecasts of one channel went."""

    channel: Channel
    snapshots: int
    track: Track


def freeze(workspace: Workspace, *, outlook: Outlook, why: Why = Why.ASKED) -> tuple[Snapshot, ...]:
    """Keep what is forecast of every channel now, to be scored against what comes.

    A forecast from the same day that says the same is there already and is not kept twice.

    Raises:
        NotPermitted: the role may not change staffing assumptions.
    """
    workspace.require(Permission.PLAN)
    if outlook.last_day is None:
        return ()
    with workspace.work("Keep the forecast") as work:
        return freeze_in(work, workspace, outlook=outlook, why=why)


def freeze_in(work: Work, workspace: Workspace, *, outlook: Outlook, why: Why) -> tuple[Snapshot, ...]:
    """The same as a part of an operation of which one is a part oneself."""
    if outlook.last_day is None:
        return ()
    first_day = outlook.last_day + timedelta(days=1)
    there = [(each.channel_id, each.weeks) for each in work.snapshots.where(first_day=first_day)]
    made = (
        frozen(
            outlook.outlooks[channel.key],
            channel_id=channel.id,
            first_day=first_day,
            made_at=workspace.now(),
            member_id=workspace.member.id,
            why=why,
        )
        for channel in outlook.channels
    )
    return tuple(work.snapshots.add_many([one for one in made if (one.channel_id, one.weeks) not in there]))


def tracks(workspace: Workspace) -> tuple[ChannelTrack, ...]:
    """Return how the frozen forecasts went, for each channel that has one, in the team's order.

    Raises:
        NotPermitted: the role may not see forecasts.
    """
    log = read_log(workspace)
    with workspace.read() as work:
        kept = work.snapshots.all("made_at")
    found: dict[int, list[Snapshot]] = {}
    for snapshot in kept:
        found.setdefault(snapshot.channel_id, []).append(snapshot)
    return tuple(
        ChannelTrack(
            channel=channel,
            snapshots=len(found[channel.id]),
            track=scored(found[channel.id], _weeks(log, channel), last_day=log.last_day or date.min),
        )
        for channel in log.channels
        if channel.id in found
    )


def _weeks(log: Log, channel: Channel) -> Mapping[date, float]:
    """Contacts of each week by its Monday, counted as the forecast counts them."""
    found: dict[date, float] = {}
    for day, contacts in series_of(log, channel_ids=(channel.id,), every_minutes=DAY_MINUTES).day_totals().items():
        monday = day - timedelta(days=day.weekday())
        found[monday] = found.get(monday, 0.0) + contacts
    return found
