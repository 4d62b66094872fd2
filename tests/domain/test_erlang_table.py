"""Every row of the table of exact values comes out: 50-digit figures beside the published ones."""

from pathlib import Path

import pytest

from benchmarks.queueing_table import checked, rows_in

TABLE = Path(__file__).parents[1] / "files" / "erlang.csv"
ROWS = list(rows_in(TABLE))


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in ROWS])
def test_a_row_of_the_table_comes_out(row: dict[str, str]) -> None:
    found = checked(row)
    assert found.is_right, f"{found.ours} instead of {found.exact}"


def test_the_table_is_whole_and_its_worst_deviation_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    worst = max(map(checked, ROWS), key=lambda each: each.deviation)
    with capsys.disabled():
        print(f"\n{len(ROWS)} rows of erlang.csv, worst deviation {worst.deviation:.1e} ({worst.name})")
    assert len(ROWS) == 225
    assert worst.deviation <= 1e-8
