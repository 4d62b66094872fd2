"""The columns and groups of the queue of reviews."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from csops.domain.review_queue import QueueItem
from csops.domain.reviews import Purpose
from csops.services.review_queue import form_of_item
from csops.services.settings import Team
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.table_cells import QUIET, Align, CellLook, Column
from csops.ui.quality.queue.words import why_look, why_note
from csops.ui.quality.wording import tr

OWN, LATE, TO_DO, WAITS, UNSHARED = "own", "late", "to_do", "waits", "unshared"
GROUPS = (OWN, LATE, UNSHARED, TO_DO, WAITS)


def group_of(item: QueueItem, now: datetime) -> str:
    """Return in which group of the queue an item stands."""
    if item.purpose is Purpose.SELF:
        return OWN
    if item.pick.reviewer_id is None:
        return UNSHARED
    if item.awaits_self:
        return WAITS
    return LATE if item.is_late(now) else TO_DO


def group_words(key: str) -> str:
    """Return what the heading of a group says."""
    return {
        OWN: tr("Your own contacts, to be looked at by you first"),
        LATE: tr("Overdue"),
        UNSHARED: tr("Nobody reviews these yet"),
        TO_DO: tr("To review"),
        WAITS: tr("Wait for the person's own review"),
    }[key]


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """A row: an item of the queue under the id of its pick, own reviews under the negative one."""

    item: QueueItem

    @property
    def id(self) -> int:
        """What the row is known by."""
        pick_id = self.item.pick.id
        return -pick_id if self.item.purpose is Purpose.SELF else pick_id


class QueueColumns:
    """The columns, which follow the team and the clock."""

    def __init__(self, desk: Desk, formats: Formats) -> None:
        self._desk, self._formats, self._now = desk, formats, desk.workspace.now
        self.begun: Mapping[str, datetime] = {}
        """When the viewer last wrote in the forms of reviews that they have begun."""

    def columns(self) -> list[Column]:
        """Return the columns."""
        return [*self._contact_columns(), *self._review_columns()]

    def _contact_columns(self) -> list[Column]:
        return [
            Column(
                key="member",
                title=tr("Person"),
                value=lambda row: self._name(row.item.pick.member_id),
                look=lambda row: CellLook(strong=True, avatar=self._name(row.item.pick.member_id) or ""),
                width=170,
                least=150,
                pinned=True,
            ),
            Column(
                key="contact",
                title=tr("Contact"),
                value=self._contact,
                look=self._contact_look,
                width=180,
                least=110,
                grows=True,
            ),
            Column(
                key="happened_at",
                title=tr("When"),
                value=lambda row: row.item.contact and row.item.contact.happened_at,
                text=lambda at: self._formats.moment(at, now=self._now()),
                look=lambda _row: QUIET,
                align=Align.TRAILING,
                width=110,
            ),
            Column(key="topic", title=tr("Topic"), value=self._topic, look=lambda _row: QUIET, width=150, least=70),
        ]

    def _review_columns(self) -> list[Column]:
        return [
            Column(
                key="why",
                title=tr("Why"),
                value=lambda row: why_look(row.item).text,
                look=lambda row: CellLook(pill=why_look(row.item).family, note=why_note(row.item)),
                width=145,
                least=125,
            ),
            Column(
                key="begun",
                title=tr("State"),
                value=lambda row: tr("Begun") if self.begun_at(row) else None,
                look=self._begun_look,
                width=80,
                least=70,
            ),
            Column(
                key="reviewer",
                title=tr("Reviewer"),
                value=lambda row: self._name(row.item.pick.reviewer_id),
                look=lambda row: CellLook(avatar=self._name(row.item.pick.reviewer_id) or "", colour="text.secondary"),
                width=150,
                least=110,
            ),
            Column(
                key="due_at",
                title=tr("Due"),
                value=lambda row: row.item.pick.due_at,
                text=self._due,
                look=self._due_look,
                align=Align.TRAILING,
                width=95,
            ),
        ]

    def begun_at(self, row: QueueRow) -> datetime | None:
        """Return when the viewer last wrote in the form of a row, None where they have not begun it."""
        return self.begun.get(form_of_item(row.item, viewer_id=self._desk.workspace.member.id))

    def _begun_look(self, row: QueueRow) -> CellLook:
        at = self.begun_at(row)
        if at is None:
            return QUIET
        said = tr("You began it, last at {at}; what you typed is kept")
        return CellLook(pill="accent", note=said.format(at=self._formats.moment(at, now=self._now())))

    @property
    def _team(self) -> Team:
        return self._desk.team

    def _name(self, member_id: int | None) -> str | None:
        member = self._team.member(member_id)
        return None if member is None else member.name

    def _contact(self, row: QueueRow) -> str:
        if row.item.contact is None:
            return tr("Removed from the log")
        return row.item.customer or tr("Unknown")

    def _contact_look(self, row: QueueRow) -> CellLook:
        item = row.item
        channel = item.contact and self._team.channel(item.contact.channel_id)
        if not channel:
            return QUIET
        look = self._desk.themes.current.channel(channel.key)
        return CellLook(icon=look.icon, icon_colour=look.token, note=channel.name)

    def _topic(self, row: QueueRow) -> str | None:
        item = row.item
        topic = item.contact and self._team.topic(item.contact.topic_id)
        return topic.name if topic else None

    def _due_look(self, row: QueueRow) -> CellLook:
        return CellLook(pill="danger", note=tr("Overdue")) if row.item.is_late(self._now()) else QUIET

    def _due(self, at: datetime) -> str:
        day = at.astimezone(self._formats.zone).date()
        return self._formats.day_in_words(day, today=self._now().astimezone(self._formats.zone).date())
