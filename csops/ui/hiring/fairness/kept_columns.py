"""The columns of the list of kept details."""

from collections.abc import Callable
from datetime import date

from csops.domain.retention import Ground
from csops.services.candidate_privacy import Kept
from csops.ui.hiring.fairness.fairness_words import ground_words
from csops.ui.hiring.openings.words import called
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.table_cells import QUIET, Align, CellLook, Column

DUE, SOON, HELD, LATER, GOING_ON, HIRED = "due", "soon", "held", "later", "going_on", "hired"
GROUPS = (DUE, SOON, HELD, LATER, GOING_ON, HIRED)


def group_of(kept: Kept, today: date) -> str:
    """Return in which group somebody stands."""
    keeping = kept.keeping
    if keeping.ground in _BY_GROUND:
        return _BY_GROUND[keeping.ground]
    if keeping.is_due(today):
        return DUE
    return SOON if keeping.is_soon(today) else LATER


_BY_GROUND = {Ground.HOLD: HELD, Ground.OPEN: GOING_ON, Ground.HIRED: HIRED}


def group_words(key: str) -> str:
    """Return what the heading of a group says."""
    return {
        DUE: tr("To be erased now"),
        SOON: tr("Within thirty days"),
        HELD: tr("Held"),
        LATER: tr("Later"),
        GOING_ON: tr("Still in the running"),
        HIRED: tr("Hired"),
    }[key]


def kept_columns(formats: Formats, *, today: Callable[[], date]) -> list[Column]:
    """Return the columns."""
    return [
        Column(
            key="name",
            title=tr("Candidate"),
            value=lambda one: called(one.name, one.number, formats),
            look=lambda one: CellLook(
                strong=True,
                avatar=one.name,
                icon="" if one.name else "eye-off",
                note="" if one.name else tr("The name is hidden until you have rated"),
            ),
            width=200,
            least=150,
            pinned=True,
        ),
        Column(
            key="until",
            title=tr("Kept until"),
            value=lambda one: one.keeping.until,
            text=lambda day: formats.day(day, year=True),
            look=lambda one: _until_look(one, today()),
            align=Align.TRAILING,
            width=120,
        ),
        Column(
            key="why",
            title=tr("Counted from"),
            value=lambda one: _why(one, formats),
            look=lambda one: CellLook(
                colour="text.secondary",
                icon="triangle-alert" if one.keeping.is_longer else "",
                icon_colour="warning.text",
                note=tr("Longer than the rule, and no consent is noted") if one.keeping.is_longer else "",
            ),
            width=230,
            least=150,
        ),
        Column(
            key="note",
            title=tr("Reason or consent"),
            value=lambda one: (one.candidate.hold_reason if one.candidate.hold else one.candidate.consent_note) or None,
            look=lambda _one: QUIET,
            width=200,
            least=110,
            grows=True,
        ),
        Column(
            key="openings",
            title=tr("Applied for"),
            value=lambda one: ", ".join(one.openings) or None,
            look=lambda _one: QUIET,
            width=180,
            least=100,
        ),
    ]


def _until_look(kept: Kept, today: date) -> CellLook:
    return CellLook(pill="danger") if kept.keeping.is_due(today) else CellLook()


def _why(kept: Kept, formats: Formats) -> str:
    keeping = kept.keeping
    if keeping.since is None or keeping.ground in {Ground.HOLD, Ground.AGREED}:
        return ground_words(keeping.ground)
    day = formats.day(keeping.since, year=True)
    return tr("{why} on {day}").format(why=ground_words(keeping.ground), day=day)
