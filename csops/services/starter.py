"""The first act on a new database: its owner, channels, topics, skills, role profiles, scorecards, usual hours."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from csops.domain.access import Role
from csops.domain.channels import Channel, ChannelKind
from csops.domain.people import Member, checked
from csops.domain.team import Shop, Staffing, checked_shop
from csops.domain.topics import Topic
from csops.services.content import starter
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

USUAL_WEEK = {
    "mon": ["09:00-18:00"],
    "tue": ["09:00-18:00"],
    "wed": ["09:00-18:00"],
    "thu": ["09:00-18:00"],
    "fri": ["09:00-18:00"],
    "sat": ["09:00-14:00"],
}
_UNITS = {"seconds": timedelta(seconds=1), "minutes": timedelta(minutes=1), "hours": timedelta(hours=1)}


def start_shop(workspace: Workspace, *, owner: str, shop: Shop, hours: Mapping[str, Any] | None = None) -> Member:
    """Fill a new database with what every shop begins with and return its owner."""
    # Hiring and reviews are no part of the start of the window.
    from csops.services.starter_cards import add_starter_cards
    from csops.services.starter_skills import add_starter

    with workspace.work("Start the shop") as work:
        member = work.members.add(checked(Member(name=owner, role=Role.OWNER)))
        work.settings.keep(checked_shop(shop))
        work.settings.keep(Staffing())
        work.settings.keep_mapping("calendar", hours or {"zone": shop.zone, "weekly": USUAL_WEEK})
        _add_channels(work)
        _add_topics(work)
        add_starter(work, at=workspace.now(), made_by=member.id)
        add_starter_cards(work, at=workspace.now(), made_by=member.id)
    workspace.member = member
    return member


def _add_channels(work: Work) -> None:
    for position, one in enumerate(starter("channels")["channels"]):
        target = one["target"]
        work.channels.add(
            Channel(
                key=one["key"],
                name=one["name"],
                kind=ChannelKind(one["kind"]),
                target_share=target["percent"] / 100,
                target=target["within"] * _UNITS[target["unit"]],
                concurrency=one["concurrency"],
                public=one["public"],
                position=position,
                hint=one["hint"],
            )
        )


def _add_topics(work: Work) -> None:
    for position, one in enumerate(starter("topics")["topics"]):
        work.topics.add(
            Topic(
                key=one["key"],
                name=one["name"],
                cannot_be_solved_at_first_contact=one["cannot_be_solved_at_first_contact"],
                recovery=one["recovery"],
                position=position,
            )
        )
