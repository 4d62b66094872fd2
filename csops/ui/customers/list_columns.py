"""The columns of the list of customers."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from csops.domain.customers import Stage
from csops.domain.lines import CustomerLine
from csops.ui.customers.details_columns import details_columns
from csops.ui.customers.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.table_cells import PLAIN, QUIET, Align, CellLook, Column

_LOW_CSAT, _DETRACTOR = 0.4, 6  # 1 and 2 of 5; 0 to 6


def stage_words(stage: Stage) -> str:
    """Return whether somebody has bought, in a word."""
    return {Stage.PROSPECT: tr("Prospect"), Stage.BUYER: tr("Buyer")}[stage]


def name_of(line: CustomerLine) -> str:
    """Return what to call a customer: the name, else how they are reached, else the note."""
    for candidate in (line.name, *line.phones, *line.emails, line.note):
        if candidate:
            return candidate.splitlines()[0]
    return tr("Customer without a name")


def customer_columns(
    formats: Callable[[], Formats],
    now: Callable[[], datetime],
    *,
    currency: Callable[[], str],
    own: Sequence[str] = (),
) -> list[Column]:
    """Return the columns.

    Args:
        formats: those of the shop's zone as it is now.
        now: the present moment.
        currency: of what customers spent.
        own: names of the shop's own fields, each of which is a column.
    """
    return [
        Column(
            key="name",
            title=tr("Customer"),
            value=name_of,
            look=_name_look,
            width=200,
            grows=True,
            pinned=True,
        ),
        *_reach(),
        Column(
            key="stage",
            title=tr("Stage"),
            value=lambda line: line.stage,
            text=stage_words,
            look=lambda line: CellLook(pill="neutral" if line.stage is Stage.BUYER else "info"),
            width=88,
        ),
        *_counts(formats),
        *_worth(formats, currency),
        *_days(formats, now),
        *details_columns(formats, own),
    ]


def _days(formats: Callable[[], Formats], now: Callable[[], datetime]) -> list[Column]:
    def local(at: datetime | None) -> datetime | None:
        return None if at is None else at.astimezone(formats().zone).replace(tzinfo=None)

    def day(value: Any) -> str:
        this_year = now().astimezone(formats().zone).year
        return formats().day(value.date(), year=value.year != this_year)

    return [
        Column(
            key="last_contact_at",
            title=tr("Last contact"),
            value=lambda line: local(line.last_contact_at),
            text=day,
            look=lambda _line: QUIET,
            align=Align.TRAILING,
            width=114,
        ),
        Column(
            key="created_at",
            title=tr("Customer since"),
            value=lambda line: local(line.created_at),
            text=day,
            look=lambda _line: QUIET,
            align=Align.TRAILING,
            width=120,
            hidden=True,
        ),
    ]


def _name_look(line: CustomerLine) -> CellLook:
    if line.is_firm:
        return CellLook(strong=True, icon="building-2", note=tr("Firm"))
    return CellLook(strong=True, avatar=name_of(line))


def csat_words(line: CustomerLine, formats: Formats) -> str | None:
    """Return the last CSAT with its scale: "4 of 5"; None where they never answered."""
    if line.csat is None or line.csat_high is None:
        return None
    value, high = (formats.number(one, decimals=int(one % 1 > 0)) for one in (line.csat, line.csat_high))
    return tr("{value} of {high}").format(value=value, high=high)


def is_low(line: CustomerLine) -> bool:
    """Whether the last CSAT is one of the unhappy ones."""
    return line.csat is not None and line.csat_high is not None and line.csat / line.csat_high <= _LOW_CSAT


def _worth(formats: Callable[[], Formats], currency: Callable[[], str]) -> list[Column]:
    return [
        Column(
            key="spent",
            title=tr("Spent"),
            value=lambda line: line.spent,
            text=lambda value: formats().money(value, currency(), decimals=0),
            align=Align.TRAILING,
            width=92,
        ),
        Column(
            key="csat",
            title=tr("Last CSAT"),
            value=lambda line: csat_words(line, formats()),
            look=lambda line: CellLook(colour="danger.text") if is_low(line) else PLAIN,
            align=Align.TRAILING,
            width=88,
        ),
        Column(
            key="nps",
            title=tr("Last NPS"),
            value=lambda line: line.nps,
            text=lambda value: formats().number(value),
            look=lambda line: CellLook(colour="danger.text") if (line.nps or 10) <= _DETRACTOR else PLAIN,
            align=Align.TRAILING,
            width=80,
            hidden=True,
        ),
    ]


def _reach() -> list[Column]:
    return [
        Column(
            key="phones",
            title=tr("Phone"),
            value=lambda line: ", ".join(line.phones) or None,
            look=lambda _line: QUIET,
            width=140,
            least=104,
            sortable=False,
        ),
        Column(
            key="emails",
            title=tr("E-mail"),
            value=lambda line: ", ".join(line.emails) or None,
            look=lambda _line: QUIET,
            width=184,
            least=104,
            sortable=False,
        ),
        Column(
            key="note",
            title=tr("Note"),
            value=lambda line: " ".join(line.note.split()) or None,
            look=lambda _line: QUIET,
            width=200,
            sortable=False,
            hidden=True,
        ),
    ]


def _counts(formats: Callable[[], Formats]) -> list[Column]:
    def number(value: Any) -> str:
        return formats().number(value)

    return [
        Column(
            key="contacts",
            title=tr("Contacts"),
            value=lambda line: line.contacts,
            text=number,
            align=Align.TRAILING,
            width=84,
        ),
        Column(
            key="open_cases",
            title=tr("Open cases"),
            value=lambda line: line.open_cases,
            text=number,
            look=lambda line: CellLook(strong=bool(line.open_cases)),
            align=Align.TRAILING,
            width=92,
        ),
    ]
