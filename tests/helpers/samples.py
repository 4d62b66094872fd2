"""A team whose contacts can be drawn for review, for tests: a week of contacts of two agents."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from csops.domain.access import Role
from csops.domain.contacts import Result
from csops.domain.people import Member
from csops.domain.review_draws import DrawPlan
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import EMAIL, MARA, PHONE, ROSA, a_contact, a_member
from tests.helpers.weeks import keep

SINCE = MONDAY_MORNING - timedelta(days=7)
UNTIL = MONDAY_MORNING + timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Team:
    """Mara owns the shop; Tom supervises, Rosa and Ines answer customers."""

    mara: Member
    rosa: Member
    tom: Member
    ines: Member


def a_team(workspace: Workspace) -> Team:
    """Keep Tom and Ines, ten contacts of Rosa (six calls, four e-mails), four calls of Ines, one of Mara.

    Three more cannot be drawn: a missed call, a call of Rosa with nothing written, and an automatic message.
    """
    with workspace.work("Make a team") as work:
        tom = work.members.add(a_member(name="Tomasz Reyes", initials="TR", role=Role.SUPERVISOR))
        ines = work.members.add(a_member())
    rosa = {"member_id": ROSA.id}
    made: list[dict[str, Any]] = [
        *({**rosa, "channel_id": PHONE} for _ in range(6)),
        *({**rosa, "channel_id": EMAIL} for _ in range(4)),
        *({"member_id": ines.id} for _ in range(4)),
        {"member_id": MARA.id},
        {"result": Result.MISSED, "text": "Nobody there"},
        {**rosa, "text": ""},
        {**rosa, "automatic": True},
    ]
    times = (MONDAY_MORNING - timedelta(hours=number) for number in range(len(made)))
    keep(workspace, [a_contact(happened_at=at, entered_at=at, **one) for at, one in zip(times, made, strict=True)])
    return Team(mara=MARA, rosa=ROSA, tom=tom, ines=ines)


def a_plan_of(**values: Any) -> DrawPlan:
    """Return a plan of six contacts of the week at random."""
    plain: dict[str, Any] = {"since": SINCE, "until": UNTIL, "wanted": 6, "seed": 7}
    return DrawPlan(**{**plain, **values})
