"""The parts of the service report that count contacts and list cases: channels, topics, people, open cases."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from csops.domain.kpis import Share
from csops.domain.reports import Column, ColumnKind, Row, Table, Total
from csops.services.counted import Counted
from csops.services.settings import Team
from csops.storage.figures import Tally


def channels(counted: Counted) -> Table:
    """Return what each channel had, how much of it was missed, and how fast it was answered."""
    speeds = counted.speeds
    rows: list[Row] = []
    for tally in counted.by_channel:
        speed = speeds.get(tally.key or 0)
        within = speed.within_target if speed else None
        found = counted.team.channel(tally.key)
        immediate = found is not None and found.is_immediate
        rows.append(
            (
                counted.channel_name(tally.key),
                tally.inbound,
                tally.outbound,
                tally.missed if immediate else None,
                Share(part=tally.missed, whole=tally.inbound).value if immediate else None,
                _mean(tally),
                _coverage(tally),
                _seconds(speed.seconds.mean if speed else None),
                _seconds(speed.seconds.p90 if speed else None),
                within.value if within and not within.is_too_few else None,
                _target(counted.team, tally.key),
            )
        )
    return Table(
        key="channels",
        title="Channels",
        columns=(
            Column(key="channel", title="Channel"),
            *_COUNTS,
            Column(key="missed", title="Missed", kind=ColumnKind.INTEGER, total=Total.SUM),
            Column(key="missed_share", title="Missed share", kind=ColumnKind.SHARE),
            *_HANDLE,
            Column(key="speed", title="Speed of answer, mean", kind=ColumnKind.DURATION),
            Column(key="speed_p90", title="90th percentile", kind=ColumnKind.DURATION),
            Column(key="within", title="Within target", kind=ColumnKind.SHARE),
            Column(key="target", title="Target"),
        ),
        rows=tuple(rows),
        note="Missed and speed of answer are of channels on which somebody waits",
    )


_COUNTS = (
    Column(key="inbound", title="Offered", kind=ColumnKind.INTEGER, total=Total.SUM),
    Column(key="outbound", title="Outbound", kind=ColumnKind.INTEGER, total=Total.SUM),
)
_HANDLE = (
    Column(key="aht", title="Handle time, mean", kind=ColumnKind.DURATION),
    Column(key="coverage", title="With handle time", kind=ColumnKind.SHARE, decimals=0),
)


def topics(counted: Counted) -> Table:
    """Return what each topic had."""
    team = counted.team

    def name(key: int | None) -> str:
        topic = team.topic(key)
        return topic.name if topic else "Without topic"

    return _split("topics", "Topics", "Topic", counted.by_topic, name, note="Contacts by what they were about")


def people(counted: Counted) -> Table:
    """Return what each person handled."""
    team = counted.team

    def name(key: int | None) -> str:
        member = team.member(key)
        return member.name if member else "Nobody"

    note = "Contacts handled; a missed contact was handled by nobody. Cases differ in size: not a measure of a person"
    return _split("people", "People", "Handled by", counted.by_member, name, note=note)


def _split(
    key: str, title: str, heading: str, tallies: Sequence[Tally], name: Callable[[int | None], str], *, note: str
) -> Table:
    return Table(
        key=key,
        title=title,
        columns=(
            Column(key="name", title=heading),
            *_COUNTS,
            Column(key="missed", title="Missed", kind=ColumnKind.INTEGER, total=Total.SUM),
            *_HANDLE,
        ),
        rows=tuple(
            (name(each.key), each.inbound, each.outbound, each.missed, _mean(each), _coverage(each)) for each in tallies
        ),
        note=note,
    )


def open_cases(counted: Counted) -> Table:
    """Return the cases that are not settled, the oldest first."""
    zone = counted.team.calendar.tz
    shown, every = len(counted.open_cases), counted.open_count
    cut = f"; the {shown} oldest of {every}" if shown < every else ""
    return Table(
        key="open",
        title="Open cases",
        columns=(
            Column(key="id", title="Number", kind=ColumnKind.INTEGER),
            Column(key="title", title="Case", width=36),
            Column(key="customer", title="Customer", width=24),
            Column(key="topic", title="Topic"),
            Column(key="state", title="Status"),
            Column(key="owner", title="Owner"),
            Column(key="opened", title="Opened", kind=ColumnKind.DATETIME),
            Column(key="age", title="Age", kind=ColumnKind.NUMBER, unit="days", decimals=1),
            Column(key="due", title="Follow-up due", kind=ColumnKind.DATETIME),
        ),
        rows=tuple(
            (
                case.id,
                case.title,
                case.customer or None,
                case.topic or None,
                case.state.value.replace("_", " ").capitalize(),
                case.owner or None,
                case.opened_at.astimezone(zone).replace(tzinfo=None),
                (counted.now - case.opened_at) / timedelta(days=1),
                case.due_at.astimezone(zone).replace(tzinfo=None) if case.due_at else None,
            )
            for case in counted.open_cases
        ),
        note=f"When this report was made, the oldest first{cut}",
    )


def _target(team: Team, key: int | None) -> str | None:
    channel = team.channel(key)
    if channel is None or not channel.is_immediate:
        return None
    return f"{channel.target_share * 100:.0f} % within {channel.target.total_seconds():g} s"


def _mean(tally: Tally) -> timedelta | None:
    if not tally.with_handle_time:
        return None
    return timedelta(seconds=round(tally.handle_time.total_seconds() / tally.with_handle_time))


def _coverage(tally: Tally) -> float | None:
    handled = tally.inbound + tally.outbound - tally.missed
    return min(1.0, tally.with_handle_time / handled) if handled else None


def _seconds(value: float | None) -> timedelta | None:
    return None if value is None else timedelta(seconds=round(value))
