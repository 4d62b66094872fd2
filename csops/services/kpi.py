"""The figures of the metric dictionary for a period, split by channel, topic or person; and what is behind each."""

from collections.abc import Mapping
from datetime import date

from csops.domain.care_rules import CareRules
from csops.domain.errors import UnknownName
from csops.domain.kpi_figures import Behind, By, KpiFigure, Kpis, Records
from csops.domain.kpi_values import contact_volume, missed_contacts, speed_of_answer
from csops.domain.kpis import missed_share
from csops.domain.periods import Period
from csops.services.settings import Team, team_of
from csops.services.workspace import Workspace
from csops.storage.figures import Figures
from csops.storage.unit_of_work import Work


def kpis(workspace: Workspace, *, first_day: date, last_day: date, by: By | None = None) -> Kpis:
    """Return every figure from the first day to the last, both included.

    By person: everybody's for whoever may see PERSONS, else one's own.

    Raises:
        OutOfRange: the last day lies before the first, or a day outside 1900 to 2199.
        NotPermitted: the role may not read.
    """
    with workspace.read() as work:
        team = team_of(work, me=workspace.member)
        period = Period(first_day=first_day, last_day=last_day, zone=team.calendar.zone)
        return Kpis(
            first_day=first_day,
            last_day=last_day,
            at=workspace.now(),
            figures=_all(work, team, period),
            by=by,
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
        NotPermitted: the role may not see it.
    """
    if key not in ("contact_volume", "missed_contacts", "speed_of_answer"):
        raise UnknownName(field="figure", value=key, known="contact_volume, missed_contacts, speed_of_answer")
    with workspace.read() as work:
        team = team_of(work, me=workspace.member)
        period = Period(first_day=first_day, last_day=last_day, zone=team.calendar.zone)
        return Records(what=Behind.CONTACTS, ids=tuple(_contacts(work, period, part=part, by=by, of=of, most=most)))


def _all(work: Work, team: Team, period: Period) -> Mapping[str, KpiFigure]:
    figures, too_few = Figures(work.connection), work.settings.get(CareRules).too_few
    volumes = figures.volumes(period.since, period.until)
    immediate = {channel.id: channel.target.total_seconds() for channel in team.channels if channel.is_immediate}
    lost = missed_share(volumes, immediate=immediate)
    waits = {key: waits for key, waits in figures.waits_s(period.since, period.until).items() if key in immediate}
    missed = sum(volume.missed for volume in volumes.values())
    found = (
        contact_volume(
            answered=sum(volume.offered for volume in volumes.values()) - missed, missed=missed, too_few=too_few
        ),
        speed_of_answer(
            [wait for some in waits.values() for wait in some],
            within_target=sum(wait <= immediate[key] for key, some in waits.items() for wait in some),
            missed=lost.part,
            too_few=too_few,
        ),
        missed_contacts(missed=lost.part, offered=lost.whole, too_few=too_few),
    )
    return {each.key: each for each in found}


def _contacts(work: Work, period: Period, *, part: str, by: By | None, of: int | None, most: int) -> list[int]:
    from csops.domain.contacts import Direction, Result
    from csops.domain.questions import NOBODY, Question

    ids = (NOBODY if of is None else of,) if by else ()
    return work.contacts.ids(
        Question(
            since=period.since,
            until=period.until,
            directions=(Direction.IN,),
            results=(Result.MISSED,) if part == "missed" else (),
            channel_ids=ids if by is By.CHANNEL else (),
            topic_ids=ids if by is By.TOPIC else (),
            member_ids=ids if by is By.PERSON else (),
        ),
        limit=most,
    )
