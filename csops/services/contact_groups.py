"""The table of contacts in groups: a heading with its number before the rows of each, folded away or not."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from csops.domain.cases import State
from csops.domain.groups import Group, GroupBy, by_days, in_order, narrowing
from csops.domain.lines import ContactLine, Order
from csops.domain.questions import Question
from csops.services.contact_pages import ContactPages, joined
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

Row = ContactLine | Group


class GroupedPages(ContactPages):
    """Rows are headings and contacts. Each group has pages of its own, so that only what is looked at is read.

    The threads are those of `ContactPages`: whoever reads keeps groups and their pages in the `_Found` that stood there
    before reading, and `forget` in the window's thread puts an empty one in its place.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        question: Question,
        by: GroupBy,
        folded: frozenset[str] = frozenset(),
        words: str = "",
        typing: bool = False,
        zone: str = "UTC",
    ) -> None:
        super().__init__(workspace, question=question, words=words, typing=typing)
        self.by, self.folded = by, folded
        self._zone = zone
        self._found = _Found()

    @property
    def most(self) -> int | None:
        """How many rows are shown at most: in groups all of them, however they were searched for."""
        return None

    def forget(self) -> None:
        """Something has changed: groups and orders are worked out anew."""
        super().forget()
        self._found = _Found()

    def is_worth_preparing(self, order: Order) -> bool:
        """Whether a jump in this order within a group that was looked at would have to sort first."""
        return any(part.is_worth_preparing(order) for part in list(self._found.parts.values()))

    def prepare(self, order: Order) -> None:
        """Work out the whole order of the groups that were looked at."""
        for part in list(self._found.parts.values()):
            part.prepare(order)

    def count(self) -> int:
        """Return how many rows there are, headings among them."""
        if self._is_over:
            return 0
        return _Layout.of(self.groups(), self.folded).rows

    def contacts(self) -> int:
        """Return how many contacts fit, folded away or not."""
        return sum(group.contacts for group in self.groups())

    def known_contacts(self) -> int:
        """Return the same without asking: nothing before it was counted."""
        return sum(group.contacts for group in self._found.groups.get(True, ()))

    def groups(self, *, newest_first: bool = True) -> Sequence[Group]:
        """Return the groups in their order."""
        return self._groups(self._found, newest_first=newest_first)

    def _groups(self, found: "_Found", *, newest_first: bool) -> Sequence[Group]:
        if newest_first not in found.groups:
            with self._workspace.read() as work:
                counted = work.contacts.counted_by(self.question(), self.by)
                if self.by is GroupBy.DAY:
                    counted = list(by_days(counted, zone=self._zone).items())
                groups = [Group(by=self.by, value=value, contacts=number) for value, number in counted]
                places = _places(work, self.by)
                found.groups = {way: in_order(groups, places=places, newest_first=way) for way in (True, False)}
        return found.groups[newest_first]

    def rows(self, offset: int, limit: int, order: Order) -> Sequence[Row]:
        """Return headings and contacts from `offset` on, the contacts of each group sorted as asked."""
        if self._is_over:
            return []
        goes_up = bool(order) and order[0] == ("happened_at", False)
        found = self._found
        layout = _Layout.of(self._groups(found, newest_first=not goes_up), self.folded)
        rows: list[Row] = []
        for group, first, number in layout.parts(offset, limit):
            has_heading = first < 0
            rows += [group] if has_heading else []
            rows += self._lines(found, group, max(first, 0), number - has_heading, order)
        return rows

    def _lines(self, found: "_Found", group: Group, first: int, number: int, order: Order) -> Sequence[Row]:
        lines = self._part(found, group).page(first, number, order) if number else []
        # Somebody took a contact out meanwhile: the rows behind it must not move up before the next count.
        return [*lines, *[group] * (number - len(lines))]

    def chosen(self, *, order: Order = (), **ticked: Any) -> list[int]:
        """Return the ids of ticked contacts, group after group."""
        goes_up = bool(order) and order[0] == ("happened_at", False)
        return super().chosen(order=((self.by.value, self.by is GroupBy.DAY and not goes_up), *order), **ticked)

    def _part(self, found: "_Found", group: Group) -> ContactPages:
        part = found.parts.get(group.key)
        if part is None:
            question = joined(self.question(), narrowing(group, zone=self._zone))
            part = found.parts[group.key] = ContactPages(self._workspace, question=question, total=group.contacts)
        return part


@dataclass
class _Found:
    """What was read since the last change: the groups either way, and the pages of those that were looked at."""

    groups: dict[bool, list[Group]] = field(default_factory=dict)
    parts: dict[str, ContactPages] = field(default_factory=dict)


@dataclass(frozen=True)
class _Layout:
    """Which rows belong to which group: a heading each, and behind it the contacts unless they are folded away."""

    groups: Sequence[Group]
    starts: Sequence[int]
    rows: int

    @classmethod
    def of(cls, groups: Sequence[Group], folded: frozenset[str]) -> "_Layout":
        starts, rows = [], 0
        for group in groups:
            starts.append(rows)
            rows += 1 if group.key in folded else 1 + group.contacts
        return cls(groups, starts, rows)

    def parts(self, offset: int, limit: int) -> list[tuple[Group, int, int]]:
        """Return each group with rows there, its first contact wanted (-1: its heading) and how many rows."""
        until, found = min(offset + limit, self.rows), []
        place = max(bisect_right(self.starts, offset) - 1, 0)
        while place < len(self.groups) and self.starts[place] < until:
            end = self.starts[place + 1] if place + 1 < len(self.groups) else self.rows
            first = max(offset, self.starts[place])
            found.append((self.groups[place], first - self.starts[place] - 1, min(end, until) - first))
            place += 1
        return found


def _places(work: Work, by: GroupBy) -> Mapping[Any, int]:
    """Return the order in which the team lists what contacts are grouped by."""
    if by is GroupBy.STATE:
        return {state: place for place, state in enumerate(State)}
    records: Sequence[Any] = ()
    if by is GroupBy.CHANNEL:
        records = work.channels.all("position")
    elif by is GroupBy.TOPIC:
        records = work.topics.all("position")
    elif by in {GroupBy.OWNER, GroupBy.MEMBER}:
        records = work.members.all("name")
    return {record.id: place for place, record in enumerate(records)}
