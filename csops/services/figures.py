"""How fast each channel on which somebody waits was answered, in a stretch of time."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from csops.domain.channels import Channel
from csops.domain.kpis import SpeedOfAnswer, speed_of_answer
from csops.storage.figures import Figures
from csops.storage.unit_of_work import Work


def speeds(work: Work, *, since: datetime, until: datetime, channels: Sequence[Channel]) -> Mapping[int, SpeedOfAnswer]:
    """Return the speed of answer by immediate channel, where waits were noted; whoever was missed counts against it."""
    figures = Figures(work.connection)
    volumes, waits = figures.volumes(since, until), figures.waits_s(since, until)
    return {
        channel.id: speed_of_answer(
            waits[channel.id],
            missed=volumes[channel.id].missed if channel.id in volumes else 0,
            target_s=channel.target.total_seconds(),
        )
        for channel in channels
        if channel.is_immediate and channel.id in waits
    }
