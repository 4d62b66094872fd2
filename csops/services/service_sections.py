"""The parts of the service report: figures, channels, topics, people, times, open cases."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from csops.domain.kpis import Share, Times, first_response, full_resolution, unanswered
from csops.domain.reports import Column, ColumnKind, Fact, Facts, Row, Table, Total
from csops.services.counted import Counted
from csops.services.figures import ServiceFigures
from csops.services.settings import Team
from csops.storage.figures import Tally


def overview(counted: Counted) -> Facts:
    """Return the figures that a reader should see first."""
    figures = counted.figures
    of = figures.one_contact
    return Facts(
        title="At a glance",
        facts=(
            Fact(
                name="Volume",
                value=figures.offered,
                kind=ColumnKind.INTEGER,
                unit="contacts",
                note=f"{figures.offered - _missed(figures)} answered and {_missed(figures)} missed, on all channels",
            ),
            _share("Missed", figures.missed, "immediate channels", "missed"),
            _times(
                "First response",
                figures.first_response,
                "Median, opening hours",
                f"{figures.waiting} still wait" if figures.waiting else "",
            ),
            _times("Full resolution time", figures.resolution, "Median, opening hours", ""),
            _share("Settled with one contact", of, "resolved over 7 days ago", "resolved with one contact"),
            Fact(
                name="Open cases",
                value=counted.open_count,
                kind=ColumnKind.INTEGER,
                unit="cases",
                note="When this report was made, whatever the period",
            ),
        ),
    )


def _missed(figures: ServiceFigures) -> int:
    return sum(volume.missed for volume in figures.volumes.values())


def _share(name: str, share: Share, of: str, done: str) -> Fact:
    if share.is_too_few:
        counts = f"{share.part} of {share.whole} {done}: too few to judge" if share.whole else "Nothing to count yet"
        return Fact(name=name, value=None, kind=ColumnKind.SHARE, note=counts)
    low, high = share.interval.low, share.interval.high
    note = f"{share.part} of {share.whole}, {of}; 19 of 20 times {low * 100:.1f} to {high * 100:.1f} %"
    return Fact(name=name, value=share.value, kind=ColumnKind.SHARE, note=note)


def _times(name: str, times: Times, what: str, further: str) -> Fact:
    judged = "" if not times.is_too_few else ": too few to judge"
    beside = "" if times.mean is None else f", mean {_clock(times.mean)}, 90th percentile {_clock(times.p90)}"
    note = "; ".join(part for part in (f"{what}{beside}; {times.n} cases{judged}", further) if part)
    return Fact(name=name, value=_span(times.median), kind=ColumnKind.DURATION, unit="h:mm:ss", note=note)


def _clock(minutes: float | None) -> str:
    whole = round(minutes or 0)
    return f"{whole // 60}:{whole % 60:02} h"


def _span(minutes: float | None) -> timedelta | None:
    return None if minutes is None else timedelta(seconds=round(minutes * 60))


def channels(counted: Counted) -> Table:
    """Return what each channel had, how much of it was missed, and how fast it was answered."""
    speeds = counted.figures.speeds
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


def times(counted: Counted) -> Table:
    """Return first response and resolution by channel, in opening hours."""
    rows: list[Row] = []
    for channel in counted.team.channels:
        opened = [case for case in counted.figures.opened if case.channel_id == channel.id]
        resolved = [case for case in counted.figures.resolved if case.channel_id == channel.id]
        if opened or resolved:
            first, full = (
                first_response(opened, hours=counted.figures.hours),
                full_resolution(resolved, hours=counted.figures.hours),
            )
            rows.append(
                (
                    channel.name,
                    len(opened),
                    first.n if not channel.is_immediate else None,
                    *(_span(value) for value in (first.median, first.mean, first.p90)),
                    unanswered(opened) if not channel.is_immediate else None,
                    full.n,
                    *(_span(value) for value in (full.median, full.mean, full.p90)),
                )
            )
    return Table(key="times", title="First response and resolution", columns=_TIMES, rows=tuple(rows), note=_TIMES_NOTE)


_TIMES = (
    Column(key="channel", title="Channel"),
    Column(key="opened", title="Cases opened", kind=ColumnKind.INTEGER, total=Total.SUM),
    Column(key="replied", title="First replies", kind=ColumnKind.INTEGER, total=Total.SUM),
    Column(key="first_median", title="First response, median", kind=ColumnKind.DURATION),
    Column(key="first_mean", title="Mean", kind=ColumnKind.DURATION),
    Column(key="first_p90", title="90th percentile", kind=ColumnKind.DURATION),
    Column(key="waiting", title="No reply yet", kind=ColumnKind.INTEGER, total=Total.SUM),
    Column(key="resolved", title="Cases resolved", kind=ColumnKind.INTEGER, total=Total.SUM),
    Column(key="full_median", title="Resolution, median", kind=ColumnKind.DURATION),
    Column(key="full_mean", title="Mean", kind=ColumnKind.DURATION),
    Column(key="full_p90", title="90th percentile", kind=ColumnKind.DURATION),
)
_TIMES_NOTE = (
    "In opening hours (hours, minutes, seconds). First response is of cases that began on channels with a deadline; "
    "those that began live have speed of answer instead"
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
