"""The paged table: what it fetches, shows, sorts, ticks and keeps."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from csops.ui.kit.table_cells import Order
from csops.ui.kit.table_model import TICKS, PagedTableModel
from csops.ui.kit.table_ticks import Ticks
from csops.ui.kit.tasks import Tasks
from tests.ui.kit.table_rows import Depot, a_model, parcels

Role = Qt.ItemDataRole


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    lanes = Tasks()
    yield lanes
    lanes.shutdown()


def counted(qtbot: QtBot, tasks: Tasks, depot: Depot) -> PagedTableModel:
    model = a_model(tasks, depot)
    qtbot.waitUntil(lambda: model.rowCount() == len(depot.stored))
    return model


def text(model: PagedTableModel, row: int, column: int) -> object:
    return model.index(row, column).data(Role.DisplayRole)


def wait_for(qtbot: QtBot, model: PagedTableModel, row: int) -> None:
    with qtbot.waitSignal(model.arrived):
        text(model, row, 1)


def test_it_holds_to_the_rules_of_qt(qtbot: QtBot, tasks: Tasks) -> None:
    depot = Depot(parcels(250))
    model = a_model(tasks, depot)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    with qtbot.waitSignals([model.counted, model.arrived]):
        text(model, 0, 1)
    depot.stored = depot.stored[:90]
    with qtbot.waitSignal(model.counted):
        model.refresh()
    assert model.rowCount() == 90


def test_a_row_that_is_not_here_is_fetched_and_then_shown(qtbot: QtBot, tasks: Tasks) -> None:
    model = counted(qtbot, tasks, Depot(parcels(250)))
    assert text(model, 3, 1) is None
    wait_for(qtbot, model, 3)
    assert text(model, 3, 1) == "Parcel 000003"
    assert model.index(3, 2).data(Role.UserRole) == 3
    assert model.index(3, 2).data(Role.AccessibleTextRole) == "3 g"


def test_what_nobody_knows_is_an_en_dash_and_zero_is_0(qtbot: QtBot, tasks: Tasks) -> None:
    model = counted(qtbot, tasks, Depot(parcels(10)))
    wait_for(qtbot, model, 0)
    assert (text(model, 4, 2), text(model, 0, 2)) == ("–", "0 g")


def test_a_jump_to_the_end_of_a_million_rows_fetches_that_page_alone(qtbot: QtBot, tasks: Tasks) -> None:
    depot = Depot(parcels(1_000_000))
    model = counted(qtbot, tasks, depot)
    began = time.perf_counter()
    for row in range(999_960, 1_000_000):
        text(model, row, 1)
    blocked_s = time.perf_counter() - began
    wait_for(qtbot, model, 999_999)
    assert text(model, 999_999, 1) == "Parcel 999999"
    assert [(offset, limit) for offset, limit, _ in depot.asked] == [(999_900, 100)]
    assert blocked_s < 0.05


def test_scrolling_past_pages_fetches_only_where_one_stops(qtbot: QtBot, tasks: Tasks) -> None:
    depot = Depot(parcels(100_000))
    model = counted(qtbot, tasks, depot)
    for row in range(0, 100_000, 500):
        text(model, row, 1)
    wait_for(qtbot, model, 99_999)
    assert [offset for offset, _, _ in depot.asked] == [99_900]


def test_a_click_on_a_head_sorts_up_then_down_and_shift_adds_a_key(qtbot: QtBot, tasks: Tasks) -> None:
    model = counted(qtbot, tasks, Depot(parcels(10)))
    orders: list[Order] = []
    for section, add in ((1, False), (1, False), (2, True), (3, False)):
        model.sort_by(section, add=add)
        orders.append(model.order)
    up, down, both = (("name", False),), (("name", True),), (("name", True), ("weight", False))
    assert orders == [up, down, both, both], "a column that cannot sort leaves the order alone"


def test_the_database_does_the_sorting(qtbot: QtBot, tasks: Tasks) -> None:
    depot = Depot(parcels(250))
    model = counted(qtbot, tasks, depot)
    model.set_order((("name", True),))
    wait_for(qtbot, model, 0)
    assert text(model, 0, 1) == "Parcel 000249"
    assert depot.asked[-1] == (0, 100, (("name", True),))


def test_ticks_stay_with_their_records_when_the_order_changes(qtbot: QtBot, tasks: Tasks) -> None:
    model = counted(qtbot, tasks, Depot(parcels(50)))
    wait_for(qtbot, model, 0)
    model.setData(model.index(2, TICKS), Qt.CheckState.Checked, Role.CheckStateRole)
    model.set_order((("name", True),))
    wait_for(qtbot, model, 0)
    assert model.index(47, TICKS).data(Role.CheckStateRole) == Qt.CheckState.Checked
    assert model.ticks == Ticks(ids=frozenset({2}))


def test_all_are_ticked_without_fetching_them(qtbot: QtBot, tasks: Tasks) -> None:
    depot = Depot(parcels(5000))
    model = counted(qtbot, tasks, depot)
    model.toggle_all()
    assert (model.ticks.number(5000), model.head_state()) == (5000, Qt.CheckState.Checked)
    model.set_ticks(model.ticks.put([7], ticked=False))
    assert (model.ticks.number(5000), model.head_state()) == (4999, Qt.CheckState.PartiallyChecked)
    model.toggle_all()
    model.toggle_all()
    assert (model.ticks, model.head_state()) == (Ticks(), Qt.CheckState.Unchecked)
    assert depot.asked == []


def test_a_range_that_is_not_here_is_asked_for_and_then_ticked(qtbot: QtBot, tasks: Tasks) -> None:
    model = counted(qtbot, tasks, Depot(parcels(5000)))
    with qtbot.waitSignal(model.ticked):
        model.tick_rows(4990, 20)
    assert model.ticks.ids == frozenset(range(20, 4991))


def test_rows_stay_in_sight_until_their_refreshed_ones_come(qtbot: QtBot, tasks: Tasks) -> None:
    depot = Depot(parcels(50))
    model = counted(qtbot, tasks, depot)
    wait_for(qtbot, model, 0)
    depot.stored = [replace(depot.stored[0], name="Renamed"), *depot.stored[1:]]
    model.refresh()
    assert text(model, 0, 1) == "Parcel 000000"
    wait_for(qtbot, model, 0)
    assert text(model, 0, 1) == "Renamed"


def test_an_error_while_fetching_is_announced_and_the_next_try_works(qtbot: QtBot, tasks: Tasks) -> None:
    depot = Depot(parcels(50))
    model = counted(qtbot, tasks, depot)
    model.show(fetch=_broken, count=depot.count)
    with qtbot.waitSignal(tasks.failed):
        text(model, 0, 1)
    model.show(fetch=depot.fetch, count=depot.count)
    wait_for(qtbot, model, 0)
    assert text(model, 0, 1) == "Parcel 000000"


def _broken(offset: int, limit: int, order: object) -> list[object]:
    raise ConnectionError
