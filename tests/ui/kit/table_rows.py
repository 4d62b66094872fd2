"""Rows for the tests of tables: a thousand parcels that a fetch function sorts and counts."""

from dataclasses import dataclass
from datetime import datetime

from csops.ui.kit.table_cells import Align, Column, Order
from csops.ui.kit.table_model import PagedTableModel
from csops.ui.kit.tasks import Tasks


@dataclass(frozen=True, kw_only=True)
class Parcel:
    id: int
    name: str
    weight_g: int | None = None
    sent: datetime | None = None


COLUMNS = (
    Column(key="name", title="Name", value=lambda parcel: parcel.name, width=160),
    Column(key="weight", title="Weight", value=lambda parcel: parcel.weight_g, text=lambda g: f"{g} g",
           align=Align.TRAILING),
    Column(key="sent", title="Sent", value=lambda parcel: parcel.sent, sortable=False),
)  # fmt: skip


def parcels(number: int) -> list[Parcel]:
    return [Parcel(id=i, name=f"Parcel {i:06}", weight_g=None if i % 5 == 4 else i % 300) for i in range(number)]


class Depot:
    """Answers like a database, and notes what it was asked."""

    def __init__(self, stored: list[Parcel]) -> None:
        self.stored = stored
        self.asked: list[tuple[int, int, Order]] = []

    def fetch(self, offset: int, limit: int, order: Order) -> list[Parcel]:
        self.asked.append((offset, limit, order))
        rows = self.stored
        for key, descending in reversed(order):
            rows = sorted(rows, key=lambda parcel: _value(parcel, key), reverse=descending)
        return rows[offset : offset + limit]

    def count(self) -> int:
        return len(self.stored)


def _value(parcel: Parcel, key: str) -> tuple[int, str]:
    return (parcel.weight_g or 0, "") if key == "weight" else (0, parcel.name)


def a_model(tasks: Tasks, depot: Depot) -> PagedTableModel:
    model = PagedTableModel(COLUMNS, tasks)
    model.show(fetch=depot.fetch, count=depot.count)
    return model
