"""What the team decides: shop, opening hours, staffing, channels, topics."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from csops.domain import care_rules as care_rule_limits
from csops.domain import channels as channel_rules
from csops.domain import quality_rules as quality_rule_limits
from csops.domain import topics as topic_rules
from csops.domain.access import Permission
from csops.domain.calendar import Calendar, calendar_from, checked
from csops.domain.care_rules import CareRules
from csops.domain.channels import Channel
from csops.domain.people import Member
from csops.domain.quality_rules import QualityRules
from csops.domain.team import SetUp, Shop, Staffing, checked_shop, checked_staffing
from csops.domain.topics import Topic
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Team:
    """What every screen needs to know of the team, read at once: few, small, and refreshed when they change."""

    shop: Shop
    staffing: Staffing
    set_up: SetUp
    members: tuple[Member, ...]
    channels: tuple[Channel, ...]
    topics: tuple[Topic, ...]
    calendar: Calendar
    care: CareRules
    me: Member

    def channel(self, channel_id: int | None) -> Channel | None:
        """Return a channel by its id."""
        return next((one for one in self.channels if one.id == channel_id), None)

    def member(self, member_id: int | None) -> Member | None:
        """Return a member by their id."""
        return next((one for one in self.members if one.id == member_id), None)

    def topic(self, topic_id: int | None) -> Topic | None:
        """Return a topic by its id."""
        return next((one for one in self.topics if one.id == topic_id), None)


def team(workspace: Workspace) -> Team:
    """Return what every screen needs to know of the team."""
    with workspace.read() as work:
        return team_of(work, me=workspace.member)


def team_of(work: Work, *, me: Member) -> Team:
    """Return the team as one operation sees it."""
    return Team(
        shop=work.settings.get(Shop),
        staffing=work.settings.get(Staffing),
        set_up=work.settings.get(SetUp),
        members=tuple(work.members.all("name")),
        channels=tuple(work.channels.all("position")),
        topics=tuple(work.topics.all("position")),
        calendar=calendar_from(work.settings.mapping("calendar")),
        care=work.settings.get(CareRules),
        me=me,
    )


def opening_hours(workspace: Workspace) -> dict[str, Any]:
    """Return the opening hours as named plain values (domain/calendar.py describes them)."""
    with workspace.read() as work:
        return work.settings.mapping("calendar")


def save_opening_hours(workspace: Workspace, *, hours: Mapping[str, Any]) -> Calendar:
    """Keep the opening hours, or raise when they cannot be."""
    workspace.require(Permission.SETTINGS)
    calendar = checked(calendar_from(hours))
    with workspace.work("Change the opening hours") as work:
        work.settings.keep_mapping("calendar", hours)
    return calendar


def save_shop(workspace: Workspace, *, shop: Shop) -> Shop:
    """Keep the shop's name and place. The opening hours follow its time zone."""
    workspace.require(Permission.SETTINGS)
    kept = checked_shop(shop)
    with workspace.work("Change the shop") as work:
        work.settings.keep(kept)
        hours = work.settings.mapping("calendar")
        if hours and hours.get("zone") != kept.zone:
            work.settings.keep_mapping("calendar", {**hours, "zone": kept.zone})
    return kept


def tick_steps(workspace: Workspace, *, keys: Collection[str]) -> SetUp:
    """Note these steps of the set-up as fine as they are."""
    return _settle(workspace, "Tick off a step of the set-up", fine=keys)


def leave_steps(workspace: Workspace, *, keys: Collection[str]) -> SetUp:
    """Note that these steps of the set-up are left for good."""
    return _settle(workspace, "Leave the set-up", left=keys)


def _settle(workspace: Workspace, what: str, *, fine: Collection[str] = (), left: Collection[str] = ()) -> SetUp:
    workspace.require(Permission.SETTINGS)
    with workspace.work(what) as work:
        before = work.settings.get(SetUp)
        settled = SetUp(fine=tuple(sorted({*before.fine, *fine})), left=tuple(sorted({*before.left, *left})))
        work.settings.keep(settled)
    return settled


def save_staffing(workspace: Workspace, *, staffing: Staffing, channels: Sequence[Channel] = ()) -> Staffing:
    """Keep the staffing assumptions, and with them the goals of these channels, as one act."""
    workspace.require(Permission.PLAN)
    if channels:
        workspace.require(Permission.SETTINGS)
    kept = [channel_rules.checked(channel) for channel in channels]
    with workspace.work("Change the staffing assumptions") as work:
        work.settings.keep(checked_staffing(staffing))
        for channel in kept:
            work.channels.update(channel)
    return staffing


def save_care_rules(workspace: Workspace, *, rules: CareRules) -> CareRules:
    """Keep by which rules figures are judged, customers count as lost and answers as low.

    Raises:
        OutOfRange: one of them lies outside what makes sense.
    """
    workspace.require(Permission.SETTINGS)
    kept = care_rule_limits.checked(rules)
    with workspace.work("Change the rules of figures and care") as work:
        work.settings.keep(kept)
    return kept


def quality_rules(workspace: Workspace) -> QualityRules:
    """Return what the team has decided about reviews."""
    with workspace.read() as work:
        return work.settings.get(QualityRules)


def save_quality_rules(workspace: Workspace, *, rules: QualityRules) -> QualityRules:
    """Keep who reviews, how long one disputes, and from how many reviews on others see a person's figures.

    Raises:
        OutOfRange: one of them lies outside what makes sense. NotFound: a reviewer that there is not.
    """
    workspace.require(Permission.SETTINGS)
    kept = quality_rule_limits.checked(rules)
    with workspace.work("Change the rules of reviews") as work:
        for member_id in kept.reviewers:
            work.members.get(member_id)
        work.settings.keep(kept)
    return kept


def save_channel(workspace: Workspace, *, channel: Channel) -> Channel:
    """Add a channel (id 0) or keep new values of one."""
    workspace.require(Permission.SETTINGS)
    kept = channel_rules.checked(channel)
    with workspace.work("Change a channel" if kept.id else "Add a channel") as work:
        if kept.id:
            return work.channels.update(kept)
        taken = {one.key for one in work.channels.all()}
        return work.channels.add(replace(kept, key=channel_rules.free_key(kept.key, taken)))


def save_topic(workspace: Workspace, *, topic: Topic) -> Topic:
    """Add a topic (id 0) or keep new values of one."""
    workspace.require(Permission.SETTINGS)
    kept = topic_rules.checked(topic)
    with workspace.work("Change a topic" if kept.id else "Add a topic") as work:
        if kept.id:
            return work.topics.update(kept)
        taken = {one.key for one in work.topics.all()}
        return work.topics.add(replace(kept, key=channel_rules.free_key(kept.key, taken)))


def order_channels(workspace: Workspace, *, channel_ids: Sequence[int]) -> None:
    """Bring the channels into this order, as one act. Channels left out keep their place."""
    workspace.require(Permission.SETTINGS)
    with workspace.work("Change the order of the channels") as work:
        for position, channel_id in enumerate(channel_ids):
            channel = work.channels.get(channel_id)
            if channel.position != position:
                work.channels.update(replace(channel, position=position))


def order_topics(workspace: Workspace, *, topic_ids: Sequence[int]) -> None:
    """Bring the topics into this order, as one act. Topics left out keep their place."""
    workspace.require(Permission.SETTINGS)
    with workspace.work("Change the order of the topics") as work:
        for position, topic_id in enumerate(topic_ids):
            topic = work.topics.get(topic_id)
            if topic.position != position:
                work.topics.update(replace(topic, position=position))
