"""A report as values."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.reports import (
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    HeatMap,
    Report,
    Row,
    Series,
    StreamedTable,
    Table,
    Total,
    total,
)
from tests.helpers.reports import a_fan, a_forecast, a_heat_map, a_report

COUNT = Column(key="count", title="Contacts", kind=ColumnKind.INTEGER, total=Total.SUM)
TOPIC = Column(key="topic", title="Topic")


def a_table(*rows: Row, columns: tuple[Column, ...] = (TOPIC, COUNT)) -> Table:
    return Table(key="topics", title="Topics", columns=columns, rows=rows)


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        a_table(("Repair",))


def test_a_column_says_its_unit_or_currency_beside_its_title() -> None:
    assert Column(key="need", title="Needed", unit="people").heading == "Needed (people)"
    assert Column(key="cost", title="Cost", kind=ColumnKind.MONEY, currency="EUR").heading == "Cost (EUR)"
    assert TOPIC.heading == "Topic"


def test_two_columns_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="topic is there twice"):
        a_table(columns=(TOPIC, TOPIC))


def test_totals_sum_the_columns_that_ask_for_it() -> None:
    assert a_table(("Repair", 3), ("Refund", 4)).totals == (None, 7)


def test_a_table_without_totals_has_no_last_row() -> None:
    assert a_table(("Repair",), columns=(TOPIC,)).totals is None


def test_the_total_of_an_empty_table_is_unknown() -> None:
    assert a_table().totals == (None, None)


def test_what_is_unknown_counts_in_no_total() -> None:
    assert total(Total.MEAN, [1.0, None, float("nan"), 3.0]) == 2.0
    assert total(Total.SUM, [None]) is None


def test_money_is_summed_exactly() -> None:
    assert total(Total.SUM, [Decimal("0.10")] * 3) == Decimal("0.30")


def test_the_mean_of_durations_is_a_duration() -> None:
    assert total(Total.MEAN, [timedelta(minutes=2), timedelta(minutes=4)]) == timedelta(minutes=3)


def test_text_has_no_total() -> None:
    assert total(Total.SUM, ["3", "4"]) is None


@given(st.lists(st.integers(min_value=0, max_value=10**12)))
def test_counts_sum_to_a_count(counts: list[int]) -> None:
    assert total(Total.SUM, counts) == (sum(counts) if counts else None)


def test_a_chart_of_a_table_that_is_not_there_is_refused() -> None:
    chart = Chart(title="Calls", kind=ChartKind.LINE, table="nowhere", x="week", series=())
    with pytest.raises(KeyError, match="nowhere"):
        Report(title="Calls", sections=(a_forecast(), chart))


def test_a_chart_of_a_column_that_is_not_there_is_refused() -> None:
    chart = Chart(
        title="Calls", kind=ChartKind.LINE, table="forecast", x="week", series=(Series(column="mode", label="Mode"),)
    )
    with pytest.raises(KeyError, match="mode"):
        Report(title="Calls", sections=(a_forecast(), chart))


def test_two_tables_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="forecast is there twice"):
        a_report(a_forecast())


def test_bars_start_at_zero() -> None:
    chart = Chart(
        title="Calls", kind=ChartKind.BARS, table="forecast", x="week", series=(Series(column="naive", label="Before"),)
    )
    assert chart.start(a_forecast()) == 0


def test_lines_far_above_zero_start_below_their_lowest_point() -> None:
    assert 0 < a_fan().start(a_forecast()) < 210


def test_a_chart_without_a_number_starts_at_zero() -> None:
    chart = Chart(title="Calls", kind=ChartKind.LINE, table="topics", x="topic", series=())
    assert chart.start(a_table(("Repair", 0))) == 0


def test_a_line_of_zeros_starts_at_zero() -> None:
    chart = Chart(
        title="Calls", kind=ChartKind.LINE, table="topics", x="topic", series=(Series(column="count", label="Calls"),)
    )
    assert chart.start(a_table(("Repair", 0), ("Refund", 0))) == 0


def test_only_the_last_rows_decide_where_a_chart_of_the_last_rows_starts() -> None:
    chart = Chart(
        title="Calls",
        kind=ChartKind.LINE,
        table="topics",
        x="topic",
        series=(Series(column="count", label="Calls"),),
        last=2,
    )
    assert chart.start(a_table(("a", 1), ("b", 90), ("c", 100))) > 0


def test_the_range_of_a_heat_map_leaves_closed_hours_out() -> None:
    assert a_heat_map().range == (1, 7)


def test_a_heat_map_that_is_closed_throughout_has_no_range() -> None:
    heat = HeatMap(title="Need", row_labels=("Sunday",), column_labels=("9:00",), values=((None,),))
    assert heat.range == (0, 0)


def test_a_heat_map_has_a_value_for_each_label() -> None:
    with pytest.raises(ValueError, match="2 rows for 1 labels"):
        HeatMap(title="Need", row_labels=("Sunday",), column_labels=("9:00",), values=((1,), (2,)))
    with pytest.raises(ValueError, match="has not 1 values"):
        HeatMap(title="Need", row_labels=("Sunday",), column_labels=("9:00",), values=((1, 2),))


def test_a_preview_reads_no_more_of_a_stream_than_it_shows() -> None:
    given_out: list[int] = []

    def read() -> Iterator[Row]:
        for number in range(1_000_000):
            given_out.append(number)
            yield (f"Topic {number}",)

    stream = StreamedTable(key="log", title="Log", columns=(TOPIC,), read=read)
    assert len(stream.first(3).rows) == 3
    assert len(given_out) == 3
