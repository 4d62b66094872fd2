"""The figures of the metric dictionary for a period, split by channel, topic or person; and what is behind each."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from csops.domain.access import Permission
from csops.domain.care_rules import CareRules
from csops.domain.errors import UnknownName
from csops.domain.kpi_figures import BacklogDay, Behind, By, KpiFigure, KpiGroup, Kpis, Records
from csops.domain.periods import Period
from csops.domain.questions import day_start
from csops.services.kpi_basis import Basis, Key
from csops.services.kpi_counting import counted
from csops.services.kpi_quality import quality_withheld
from csops.services.kpi_team import turnover
from csops.services.maintenance import see_to_times
from csops.services.metrics import metrics
from csops.services.quality_access import reviews_seen
from csops.services.settings import Team, team_of
from csops.services.workspace import Workspace
from csops.storage.kpi_behind import ids_behind
from csops.storage.kpi_cases import backlog_changes
from csops.storage.kpi_contacts import Span
from csops.storage.kpi_wanted import Wanted
from csops.storage.unit_of_work import Work

_DAY = timedelta(days=1)


def kpis(
    workspace: Workspace, *, first_day: date, last_day: date, by: By | None = None, keys: Iterable[str] | None = None
) -> Kpis:
    """Return every figure from the first day to the last, both included.

    Args:
        workspace: the open database, and who asks.
        first_day: of the period.
        last_day: of the period.
        by: what they are split by; by person: everybody's for whoever may see PERSONS, else one's own.
        keys: these figures alone: what is not drawn need not be counted.

    Raises:
        OutOfRange: the last day lies before the first, or a day outside 1900 to 2199.
        NotPermitted: the role may not read.
    """
    see_to_times(workspace)
    with workspace.read() as work:
        team = team_of(work, me=workspace.member)
        basis = basis_of(
            work, team, Period(first_day=first_day, last_day=last_day, zone=team.calendar.zone), workspace.now(), keys
        )
        groups = counted(basis, by=by, of=_whom(workspace, by)) if by else {}
        return Kpis(
            first_day=first_day,
            last_day=last_day,
            at=basis.now,
            figures=_in_order(counted(basis)[None]),
            by=by,
            groups=tuple(
                KpiGroup(id=key, name=_name(team, by, key), figures=_in_order(figures))
                for key, figures in groups.items()
            ),
            versions=tuple(version.valid_from for version in team.calendar.versions),
        )


def behind(
    workspace: Workspace,
    *,
    key: str,
    first_day: date,
    last_day: date,
    part: str = "",
    by: By | None = None,
    of: int | None = None,
    most: int = 10_000,
) -> Records:
    """Return the records behind a figure.

    Args:
        workspace: the open database, and who asks.
        key: of the figure.
        first_day: of the period.
        last_day: of the period.
        part: one of the figure's counts ("missed", "within_target"); empty: all that it rests on.
        by: of one channel, topic or person alone, with `of`.
        of: its id; None: of those that have none.
        most: so many at most, the newest.

    Raises:
        UnknownName: no such figure.
        OutOfRange: the last day lies before the first, or a day outside 1900 to 2199.
        NotPermitted: the role may not see it: figures of another person.
    """
    if key not in metrics():
        raise UnknownName(field="figure", value=key, known=", ".join(metrics()))
    if by is By.PERSON and of != workspace.member.id:
        workspace.require(Permission.PERSONS)
    see_to_times(workspace)
    with workspace.read() as work:
        team = team_of(work, me=workspace.member)
        basis = basis_of(
            work, team, Period(first_day=first_day, last_day=last_day, zone=team.calendar.zone), workspace.now()
        )
        span = Span(since=basis.since, until=basis.until, by=by, of=(of,) if by else None)
        wanted = Wanted(
            key=key, part=part, span=span, live=basis.live, deferred=basis.deferred, now=basis.now,
            fcr_days=basis.rules.fcr_days, lost_days=basis.rules.days_until_lost, calendar=team.calendar,
            last_day=last_day, most=most + 1,
            not_at_first=tuple(topic.id for topic in team.topics if topic.cannot_be_solved_at_first_contact),
        )  # fmt: skip
        if key == "staff_turnover":
            return _members(basis, part)
        what, ids = ids_behind(work.connection, wanted)
        if what == Behind.REVIEWS.value:
            kept = work.quality.reviews.get_many(ids)
            withheld = frozenset() if by is By.PERSON else quality_withheld(basis, by)
            seen = reviews_seen(workspace, work, [kept[one] for one in ids])
            ids = [review.id for review in seen if review.id not in withheld or review.member_id == workspace.member.id]
    return Records(what=Behind(what), ids=tuple(ids[:most]), is_cut=len(ids) > most)


def _members(basis: Basis, part: str) -> Records:
    """Return who was on the team, or who left it."""
    end = min(basis.until, basis.now)
    found = turnover(basis.work, since=basis.since, until=end) if end > basis.since else None
    whom = () if found is None else found.left if part == "left" else found.there
    return Records(what=Behind.MEMBERS, ids=whom[::-1])


def backlog_days(workspace: Workspace, *, first_day: date, last_day: date) -> list[BacklogDay]:
    """Return the backlog at the end of each day that is over, oldest first.

    Raises:
        OutOfRange: the last day lies before the first, or a day outside 1900 to 2199.
    """
    see_to_times(workspace)
    with workspace.read() as work:
        zone = team_of(work, me=workspace.member).calendar.zone
        period = Period(first_day=first_day, last_day=last_day, zone=zone)
        changes = backlog_changes(work.connection)
    bands, found, place = [0] * 5, [], 0
    for day in (first_day + _DAY * number for number in range(period.days)):
        if day_start(day + _DAY, zone=zone) > workspace.now():
            break
        while place < len(changes) and changes[place][0] <= day:
            bands[changes[place][1]] += changes[place][2]
            place += 1
        found.append(BacklogDay(day=day, bands=(bands[0], bands[1], bands[2], bands[3], bands[4])))
    return found


def basis_of(work: Work, team: Team, period: Period, now: datetime, keys: Iterable[str] | None = None) -> Basis:
    """Return what a period is counted by; `keys`: these figures alone."""
    return Basis(
        work=work,
        team=team,
        rules=work.settings.get(CareRules),
        now=now,
        since=period.since,
        until=period.until,
        last_day=period.last_day,
        keys=None if keys is None else frozenset(keys),
    )


def _whom(workspace: Workspace, by: By | None) -> tuple[Key, ...] | None:
    if by is not By.PERSON or workspace.may(Permission.PERSONS):
        return None
    return (workspace.member.id,)


def _name(team: Team, by: By | None, key: Key) -> str:
    found = {By.CHANNEL: team.channel, By.TOPIC: team.topic, By.PERSON: team.member}[by or By.CHANNEL](key)
    return "" if found is None else found.name


def _in_order(figures: Mapping[str, KpiFigure]) -> Mapping[str, KpiFigure]:
    return {key: figures[key] for key in metrics() if key in figures}
