"""The columns of the list of customers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from csops.domain.customers import Stage
from csops.domain.lines import CustomerLine
from csops.ui.kit.formats import Formats
from csops.ui.kit.table_cells import QUIET, Align, CellLook, Column


def tr(text: str) -> str:
    """Translate a text about customers."""
    return QCoreApplication.translate("Customers", text)


def stage_words(stage: Stage) -> str:
    """Return whether somebody has bought, in a word."""
    return {Stage.PROSPECT: tr("Prospect"), Stage.BUYER: tr("Buyer")}[stage]


def name_of(line: CustomerLine) -> str:
    """Return what to call a customer: the name, else how they are reached, else the note."""
    for candidate in (line.name, *line.phones, *line.emails, line.note):
        if candidate:
            return candidate.splitlines()[0]
    return tr("Customer without a name")


def customer_columns(formats: Callable[[], Formats], now: Callable[[], datetime]) -> list[Column]:
    """Return the columns; `formats` are those of the shop's zone as it is now."""

    def local(at: datetime | None) -> datetime | None:
        return None if at is None else at.astimezone(formats().zone).replace(tzinfo=None)

    def day(value: Any) -> str:
        this_year = now().astimezone(formats().zone).year
        return formats().day(value.date(), year=value.year != this_year)

    return [
        Column(
            key="name",
            title=tr("Customer"),
            value=name_of,
            look=lambda line: CellLook(strong=True, avatar=name_of(line)),
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


def _reach() -> list[Column]:
    return [
        Column(
            key="phones",
            title=tr("Phone"),
            value=lambda line: ", ".join(line.phones) or None,
            look=lambda _line: QUIET,
            width=140,
            sortable=False,
        ),
        Column(
            key="emails",
            title=tr("E-mail"),
            value=lambda line: ", ".join(line.emails) or None,
            look=lambda _line: QUIET,
            width=184,
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
