"""Lists of customers and of purchases that csops wrote, come back: known by their headings, matched by themselves."""

from collections.abc import Sequence

from csops.domain.reports import NUMBER_IN_CSOPS
from csops.imports.mapping import Column, Mapping, TableKind, Target, folded
from csops.imports.reading import Reading
from csops.services import customer_table, own_log

T = Target
_WHO = {column.title: own_log.TARGETS.get(column.key, T.NAME) for column in customer_table.WHO}
_CUSTOMERS = {
    **_WHO,
    NUMBER_IN_CSOPS: T.OWN_CUSTOMER,
    "Customer in its file": T.CUSTOMER_FILE_NUMBER,
    customer_table.ZONE.title: T.TIME_ZONE,
}
_PURCHASES = {
    "Bought on": T.BOUGHT_ON,
    "Amount": T.AMOUNT,
    "Currency": T.CURRENCY,
    "What was bought": T.WHAT,
    "Why": T.MOTIVE,
    "Order or receipt number": T.ORDER_NUMBER,
    "Customer": T.CUSTOMER,
    "Phones": T.OWN_PHONES,
    "E-mails": T.OWN_EMAILS,
    "Customer number": T.OWN_CUSTOMER,
}
_COUNTED = {folded(column.title) for column in customer_table.counted_columns("")}
_SIGNS = {
    TableKind.CUSTOMERS: tuple(map(folded, (NUMBER_IN_CSOPS, "Person or firm", "Customer since"))),
    TableKind.PURCHASES: tuple(map(folded, (NUMBER_IN_CSOPS, "Bought on", "Customer number"))),
}
_TARGETS = {
    TableKind.CUSTOMERS: {folded(title): target for title, target in _CUSTOMERS.items()},
    TableKind.PURCHASES: {folded(title): target for title, target in _PURCHASES.items()},
}


def kind_of(reading: Reading) -> TableKind | None:
    """Return which list of ours it is; None for any other file."""
    if not reading.rows:
        return None
    there = {folded(heading) for heading in reading.rows[0]}
    is_log = folded("Date and time") in there
    return next((kind for kind, signs in _SIGNS.items() if not is_log and there.issuperset(signs)), None)


def as_written(reading: Reading) -> Reading:
    """Return the reading as csops wrote it: without the marks before its texts, long texts in one piece."""
    return reading if kind_of(reading) is None else own_log.unmarked(reading)


def mapping_of(reading: Reading) -> Mapping | None:
    """Return where the columns of our own list go; None for any other file."""
    kind = kind_of(reading)
    if kind is None:
        return None
    sheet = reading.sheet if len(reading.sheets) > 1 else None
    columns = _columns(kind, reading.rows[0])
    return Mapping(kind=kind, columns=columns, heading_row=reading.numbers[0], sheet=sheet)


def _columns(kind: TableKind, headings: Sequence[str]) -> tuple[Column, ...]:
    found, targets = [], _TARGETS[kind]
    for place, heading in enumerate(headings):
        name = _without_unit(folded(heading))
        target = targets.get(name)
        if target is None and kind is TableKind.CUSTOMERS and name and name not in _COUNTED:
            target = T.OWN_FIELD
        if target is not None:
            found.append(Column(position=place, heading=heading, target=target))
    return tuple(found)


def _without_unit(heading: str) -> str:
    """Return "spent" for "spent (eur)"."""
    name, _, unit = heading.rpartition(" (")
    return name if name in {"spent", "amount"} and unit.endswith(")") else heading
