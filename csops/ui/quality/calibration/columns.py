"""The columns and groups of the list of calibrations."""

from dataclasses import dataclass
from datetime import datetime

from csops.domain.calibrations import CalibrationState
from csops.services.calibrations import SeenCalibration
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.table_cells import QUIET, Align, CellLook, Column
from csops.ui.quality.calibration.words import brief_names, state_look
from csops.ui.quality.wording import tr

MINE, WAITS, OPEN, CLOSED, OFF = "mine", "waits", "open", "closed", "called_off"
GROUPS = (MINE, OPEN, WAITS, CLOSED, OFF)


@dataclass(frozen=True, kw_only=True)
class SessionRow:
    """A row: a session under its id."""

    seen: SeenCalibration

    @property
    def id(self) -> int:
        """What the row is known by."""
        return self.seen.session.id


def group_of(row: SessionRow) -> str:
    """Return in which group of the list a session stands."""
    if row.seen.is_mine:
        return MINE
    states = {
        CalibrationState.RATING: WAITS,
        CalibrationState.OPEN: OPEN,
        CalibrationState.CLOSED: CLOSED,
        CalibrationState.CALLED_OFF: OFF,
    }
    return states[row.seen.session.state]


def group_words(key: str) -> str:
    """Return what the heading of a group says."""
    return {
        MINE: tr("You are to rate these"),
        OPEN: tr("All are in: talk about them"),
        WAITS: tr("Others are still to rate"),
        CLOSED: tr("Closed"),
        OFF: tr("Called off: they count nowhere"),
    }[key]


class SessionColumns:
    """The columns, which follow the clock."""

    def __init__(self, desk: Desk, formats: Formats) -> None:
        self._desk, self._formats = desk, formats

    def columns(self) -> list[Column]:
        """Return the columns."""
        formats = self._formats
        return [
            Column(
                key="name",
                title=tr("Calibration"),
                value=_name,
                look=lambda row: CellLook(strong=True, note=row.seen.session.called_off_why),
                width=240,
                least=140,
                grows=True,
                pinned=True,
            ),
            Column(
                key="state",
                title=tr("Stands"),
                value=lambda row: state_look(row.seen, formats).text,
                look=lambda row: CellLook(pill=state_look(row.seen, formats).family),
                width=130,
                least=110,
            ),
            Column(
                key="member",
                title=tr("Contact of"),
                value=lambda row: row.seen.member.name,
                look=lambda row: CellLook(avatar=row.seen.member.name),
                width=160,
                least=110,
            ),
            Column(key="reviewers", title=tr("Reviewers"), value=_names, look=_quiet, width=190, least=90),
            Column(
                key="due_at",
                title=tr("Rate by"),
                value=_due,
                text=self._day,
                look=self._due_look,
                align=Align.TRAILING,
                width=95,
            ),
            Column(
                key="same",
                title=tr("Same rating"),
                value=_same,
                text=formats.share,
                look=lambda _row: CellLook(note=tr("Share of pairs of reviewers who gave the same")),
                align=Align.TRAILING,
                width=100,
            ),
            Column(
                key="made_at",
                title=tr("Begun"),
                value=lambda row: row.seen.session.made_at,
                text=self._day,
                look=_quiet,
                align=Align.TRAILING,
                width=95,
            ),
        ]

    def _day(self, at: datetime) -> str:
        zone = self._formats.zone
        today = self._desk.workspace.now().astimezone(zone).date()
        return self._formats.day_in_words(at.astimezone(zone).date(), today=today)

    def _due_look(self, row: SessionRow) -> CellLook:
        due = _due(row)
        is_late = due is not None and due < self._desk.workspace.now()
        return CellLook(pill="danger", note=tr("Overdue")) if is_late else QUIET


def _due(row: SessionRow) -> datetime | None:
    return row.seen.session.due_at if row.seen.session.state is CalibrationState.RATING else None


def _same(row: SessionRow) -> float | None:
    if row.seen.figures is None or row.seen.session.is_called_off:
        return None
    return row.seen.figures.equal


def _name(row: SessionRow) -> str:
    session = row.seen.session
    return f"{session.name}: {session.called_off_why}" if session.is_called_off else session.name


def _names(row: SessionRow) -> str:
    return ", ".join(brief_names(row.seen.reviewers).values())


def _quiet(_row: SessionRow) -> CellLook:
    return QUIET
