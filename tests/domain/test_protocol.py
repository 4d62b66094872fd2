"""The protocol of forecasts: ours and the rivals at the same origins, told nothing that came later."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from benchmarks import protocol
from benchmarks.protocol import BASE, CHOSEN, counts_in, main, tables, told_at
from benchmarks.rivals import Rival, Said, Told
from csops.domain.predictions import Horizon, Method
from csops.domain.slots import Slots, slots_from

FIRST = date(2024, 1, 1)
DAYS = 120


def _file(folder: Path) -> Path:
    """Two half hours a day, closed at weekends."""
    chance = np.random.default_rng(3)
    weekdays = [day for each in range(DAYS) if (day := FIRST + timedelta(days=each)).weekday() < 5]
    rows = [f"{day}T{time},{chance.poisson(20)}" for day in weekdays for time in ("09:00", "09:30")]
    path = folder / "calls.csv"
    path.write_text("\n".join(["When,Calls", *rows]), encoding="utf-8")
    return path


@pytest.fixture
def slots(tmp_path: Path) -> Slots:
    return slots_from(counts_in(_file(tmp_path), time="When", count="Calls", every="30min"))


def test_every_method_and_a_rival_stand_in_one_table_at_the_same_origins(slots: Slots) -> None:
    def twenty(told: Told) -> Said:
        return Said(mean=np.full(told.ahead.shape, 20.0))

    found = list(tables(slots, country=None, holidays={}, rivals={"twenty": twenty}, rival_origins=50, origins=(9, 4)))
    assert [table.horizon for table in found] == list(Horizon)
    for table in found:
        names = {line.name: line.scores for line in table.lines}
        assert set(names) >= {CHOSEN, BASE, "seasonal naive", "twenty", f"csops, {Method.MIX.value}"}
        assert len(names) == len(Method) + 2
        assert {scores.origins for scores in names.values()} == {table.origins}
        assert {scores.slots for scores in names.values()} == {names[CHOSEN].slots}
        assert names["twenty"].mase is not None
        assert names["twenty"].coverage80 is None


def test_fewer_origins_for_rivals_bring_ours_at_just_these_besides(slots: Slots) -> None:
    def nothing(told: Told) -> Said:
        return Said(mean=np.zeros(told.ahead.shape))

    found = list(tables(slots, country=None, holidays={}, rivals={"nothing": nothing}, rival_origins=3, origins=(9, 4)))
    assert [table.origins for table in found] == [9, 3, 4, 3, 4, 3]
    assert ["nothing" in {line.name for line in table.lines} for table in found] == [False, True] * 3
    assert next(line for line in found[1].lines if line.name == "nothing").scores.bias == -1


def test_a_rival_is_told_nothing_that_came_later(slots: Slots) -> None:
    told = told_at(slots, 60, np.zeros((7, slots.per_day), dtype=bool), None, {})
    assert len(told.counts) == 60
    assert told.counts.base is None
    assert told.past_cells == 60 // 7 * 5 * 2 + 4 * 2
    assert not np.isnan(told.steady).any()


def test_rivals_that_are_not_installed_are_named_and_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    none: list[tuple[str, Rival | None]] = [("Prophet", None)]
    monkeypatch.setattr(protocol, "installed", lambda: iter(none))
    asked = ["--time", "When", "--count", "Calls", "--every", "30min", "--origins", "5", "--weekly-origins", "2"]
    assert main([str(_file(tmp_path)), *asked]) == 0
    said = capsys.readouterr().out
    assert "Not installed, left out: Prophet" in said
    assert "| Prophet" not in said
    assert "**4w ahead, 2 origins a week apart**" in said
