"""The columns of the place Customers: those of any list of customers, and why they may be about to leave."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from csops.services.customer_list import RISK, ListedCustomer
from csops.ui.customers.list_columns import customer_columns
from csops.ui.customers.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.table_cells import QUIET, CellLook, Column
from csops.ui.kpis.risk_words import reason_words


def listed_columns(
    formats: Callable[[], Formats],
    now: Callable[[], datetime],
    *,
    currency: Callable[[], str],
    own: Sequence[str] = (),
) -> list[Column]:
    """Return the columns; see `customer_columns`."""
    columns = [_of_line(column) for column in customer_columns(formats, now, currency=currency, own=own)]
    place = [column.key for column in columns].index("last_contact_at")
    return [*columns[:place], _risk(), *columns[place:]]


def _of_line(column: Column) -> Column:
    value, look = column.value, column.look
    return replace(column, value=lambda one: value(one.line), look=lambda one: look(one.line))


def _risk() -> Column:
    def words(one: ListedCustomer) -> str | None:
        return "; ".join(map(reason_words, one.risks)) or None

    def look(one: ListedCustomer) -> CellLook:
        return CellLook(colour="warning.text", note=words(one) or "") if one.risks else QUIET

    return Column(key=RISK, title=tr("Risk of leaving"), value=words, look=look, width=190, least=140)
