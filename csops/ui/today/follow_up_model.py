"""What is promised as rows: a heading for late, today and tomorrow, and under each its follow-ups."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from csops.domain.cases import FollowUpKind
from csops.domain.lines import FollowUpLine
from csops.services.today import Promises
from csops.ui.kit.formats import Formats
from csops.ui.kit.marks import PillLook

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A strip over a group of rows."""

    text: str
    count: int
    is_late: bool = False


@dataclass(frozen=True, kw_only=True)
class Promise:
    """One follow-up with its due words."""

    line: FollowUpLine
    name: str
    due: str
    is_late: bool = False
    tag: PillLook | None = None
    """What kind of follow-up it is, where nobody just meant to."""


class FollowUpModel(QAbstractListModel):
    """The rows of the list."""

    def __init__(self, *, formats: Formats, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats, self._now = formats, now
        self._rows: list[Heading | Promise] = []

    def show_promises(self, promises: Promises) -> None:
        """Show other rows."""
        groups = (
            (self.tr("Late"), promises.late, True),
            (self.tr("Today"), promises.today, False),
            (self.tr("Tomorrow"), promises.tomorrow, False),
        )
        self.beginResetModel()
        self._rows = []
        for text, lines, is_late in groups:
            if lines:
                self._rows.append(Heading(text=text, count=len(lines), is_late=is_late))
                self._rows += [self._promise(line, is_late=is_late) for line in lines]
        self.endResetModel()

    def promise(self, row: int) -> Promise | None:
        """Return the follow-up of a row; None for a heading or no row."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Promise) else None

    def row_of(self, follow_up_id: int) -> int:
        """Return the row of a follow-up, -1 where it is gone."""
        rows = (row for row, one in enumerate(self._rows) if isinstance(one, Promise) and one.line.id == follow_up_id)
        return next(rows, -1)

    def nearest(self, row: int) -> int:
        """Return the follow-up that stands at a row or after it, else the last one before; -1 without any."""
        places = [place for place, one in enumerate(self._rows) if isinstance(one, Promise)]
        return next((place for place in places if place >= row), places[-1] if places else -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Qt: how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: the row itself for the painter, its words for screen readers."""
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if isinstance(row, Heading):
            return f"{row.text} {row.count}"
        tag = row.tag.text if row.tag else ""
        return ", ".join(part for part in (row.name, tag, row.line.what, row.due, row.line.owner) if part)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: headings cannot be chosen."""
        is_heading = isinstance(self._rows[index.row()], Heading)
        return Qt.ItemFlag.NoItemFlags if is_heading else super().flags(index)

    def _promise(self, line: FollowUpLine, *, is_late: bool) -> Promise:
        name = line.customer or self.tr("Unknown customer")
        due = self._due(line, is_late=is_late)
        line = replace(line, what=self._formats.amounts_in(line.what))
        return Promise(line=line, name=name, due=due, is_late=is_late, tag=self._tag(line))

    def _tag(self, line: FollowUpLine) -> PillLook | None:
        kinds = {
            FollowUpKind.PROMISE: self.tr("Promise"),
            FollowUpKind.STEP: self.tr("Recovery"),
            FollowUpKind.ANSWER: self.tr("Low answer"),
            FollowUpKind.CONCESSION: self.tr("Concession"),
        }
        if line.silent_days is not None:
            return PillLook(text=self.tr("No contact"))
        return PillLook(text=kinds[line.kind]) if line.kind in kinds else None

    def _due(self, line: FollowUpLine, *, is_late: bool) -> str:
        zone, now = self._formats.zone, self._now()
        day, today = line.due_at.astimezone(zone).date(), now.astimezone(zone).date()
        time = self._formats.time(line.due_at) if line.time_known else ""
        if is_late:
            return self._late((today - day).days, line, now)
        if day == today:
            return time or self.tr("Today")
        weekday = self._formats.locale.dayName(day.isoweekday(), self._formats.locale.FormatType.ShortFormat)
        return f"{weekday} {time}".strip()

    def _late(self, days: int, line: FollowUpLine, now: datetime) -> str:
        if days > 1:
            return self.tr("{n} days late").format(n=self._formats.number(days))
        if days == 1:
            return self.tr("1 day late")
        return self.tr("{span} late").format(span=self._formats.duration(now - line.due_at))
