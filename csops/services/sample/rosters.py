"""How the five of the sample business work: their shifts, hours and wishes, and who is away soon."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from csops.domain.people import Member
from csops.domain.roster_file import setup_from
from csops.domain.work_terms import Absence, Away
from csops.services.content import starter
from csops.services.roster_team import keep_setup
from csops.storage.unit_of_work import Work


def keep_rosters(work: Work, *, members: Sequence[Member], until: datetime) -> None:
    """Keep what rosters of the sample business are made from; absences lie in the days after `until`."""
    content = starter("sample_roster")
    away = content.pop("away")
    keep_setup(work, setup=setup_from(content), require=lambda _permission: None)
    zone = ZoneInfo(str(work.settings.mapping("calendar")["zone"]))
    today, ids = until.astimezone(zone).date(), {member.name: member.id for member in members}
    work.absences.add_many(
        [
            Absence(
                member_id=ids[one["name"]],
                first_day=today + timedelta(days=one["after"]),
                last_day=today + timedelta(days=one["after"] + one["days"] - 1),
                reason=Away(one["reason"]),
                substitute_id=ids[one["substitute"]] if "substitute" in one else None,
            )
            for one in away
        ]
    )
