"""The service figures of a stretch of time, by the metric dictionary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from csops.domain.calendar import Calendar
from csops.domain.channels import Channel
from csops.domain.kpis import (
    CaseTimes,
    Share,
    SpeedOfAnswer,
    Times,
    Volume,
    first_response,
    full_resolution,
    missed_share,
    one_contact,
    speed_of_answer,
    unanswered,
)
from csops.domain.open_time import OpenTime
from csops.storage.figures import Figures
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class ServiceFigures:
    """What was offered, missed, answered and resolved from one moment to another.

    `waiting`: cases opened in that time that have no first reply yet. `speeds` by channel, where waits were noted.
    Times of cases are minutes in opening hours; `opened` and `resolved` are the cases behind them, `hours` their clock.
    """

    volumes: Mapping[int, Volume]
    missed: Share
    first_response: Times
    waiting: int
    resolution: Times
    one_contact: Share
    speeds: Mapping[int, SpeedOfAnswer]
    opened: Sequence[CaseTimes]
    resolved: Sequence[CaseTimes]
    hours: OpenTime

    @property
    def offered(self) -> int:
        """What was offered on all channels."""
        return sum(volume.offered for volume in self.volumes.values())


def service_figures(
    work: Work, *, since: datetime, until: datetime, channels: Sequence[Channel], calendar: Calendar, now: datetime
) -> ServiceFigures:
    """Return the figures from `since` until just before `until`."""
    figures = Figures(work.connection)
    volumes = figures.volumes(since, until)
    waits = figures.waits_s(since, until)
    opened, resolved = figures.opened(since, until), figures.resolved(since, until)
    hours = hours_of([*opened, *resolved], calendar)
    immediate = {channel.id: channel for channel in channels if channel.is_immediate}
    return ServiceFigures(
        volumes=volumes,
        missed=missed_share(volumes, immediate=immediate),
        first_response=first_response(opened, hours=hours),
        waiting=unanswered(opened),
        resolution=full_resolution(resolved, hours=hours),
        one_contact=one_contact(resolved, now=now),
        speeds={
            key: speed_of_answer(
                waits[key], missed=volumes[key].missed if key in volumes else 0, target_s=channel.target.total_seconds()
            )
            for key, channel in immediate.items()
            if key in waits
        },
        opened=opened,
        resolved=resolved,
        hours=hours,
    )


def hours_of(cases: Sequence[CaseTimes], calendar: Calendar) -> OpenTime:
    """Return the open time that the cases need."""
    moments = [
        at for case in cases for at in (case.opened_at, case.replied_at, case.resolved_at) if at is not None
    ] or [datetime.min.replace(year=2000, tzinfo=calendar.tz)]
    return OpenTime(calendar, first=min(moments), last=max(moments))
