"""The published coefficients, rates and limits of `agreement.csv`."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from csops.domain import agreement as statistics

FOLDER = Path(__file__).parents[1] / "files"
DATA = FOLDER / "agreement"
CONTRASTS = {"Brennan-Prediger", "Conger kappa"}
"""Statistics that csops does not have, for comparison only."""


def _rows(name: str) -> list[list[str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def _units(row: Mapping[str, str]) -> list[list[float | None]]:
    return [[float(cell) if cell else None for cell in line[1:]] for line in _rows(row["data"])]


def _square(row: Mapping[str, str]) -> list[list[int]]:
    return [[int(cell) for cell in line[1:]] for line in _rows(row["data"])]


def _kappa(row: Mapping[str, str], part: str) -> float:
    weights = "linear" if "linear" in row["variant"] else "identity"
    return float(getattr(statistics.cohen_kappa(_square(row), weights=weights), part))


def _gwet(row: Mapping[str, str], part: str) -> float:
    return float(getattr(statistics.gwet_ac(_units(row), weights=row["variant"].split()[0]), part))


def _wilson(row: Mapping[str, str], part: str) -> float:
    successes, trials = (int(each) for each in row["variant"].split("/"))
    return float(getattr(statistics.wilson(successes, trials), part))


def _chart(row: Mapping[str, str], part: str) -> float:
    # Each file has its two counts the other way round.
    lines = [(int(second), int(third)) for _, second, third in _rows(row["data"])]
    if row["statistic"].startswith("p-chart"):
        chart = statistics.p_chart([faults for _, faults in lines], [size for size, _ in lines])
    else:
        chart = statistics.u_chart([faults for _, faults in lines], [size for size, _ in lines])
    return chart.centre if part == "centre" else float(getattr(chart, part)[0])


def _ratio(row: Mapping[str, str]) -> float:
    of_a_hundred = {group: round(100 * float(rate)) for group, rate in _rows(row["data"])}
    found = statistics.selection_rates(dict.fromkeys(of_a_hundred, 100), of_a_hundred)
    return float(found.ratios[found.groups.index(row["variant"])] or 0)


def _fisher(row: Mapping[str, str]) -> float:
    return statistics.fisher_exact(_square(row), alternative="greater")


def _sample(row: Mapping[str, str]) -> float:
    confidence = float(row["variant"].split("%")[0]) / 100
    line = next(line for line in _rows(row["data"]) if float(line[0]) == confidence)
    return statistics.sample_size(int(line[2]), margin=float(line[1]), confidence=confidence)


OURS: Mapping[str, Callable[[Mapping[str, str]], float | None]] = {
    "Krippendorff alpha": lambda row: statistics.krippendorff_alpha(_units(row), level=row["variant"]).value,
    "Gwet AC1": lambda row: _gwet(row, "value"),
    "Gwet AC2": lambda row: _gwet(row, "value"),
    "Gwet AC1 standard error": lambda row: _gwet(row, "standard_error"),
    "Fleiss kappa": lambda row: statistics.fleiss_kappa(_units(row)).value,
    "Fleiss kappa (missing ratings allowed)": lambda row: statistics.fleiss_kappa(_units(row)).value,
    "Cohen kappa": lambda row: _kappa(row, "value"),
    "Cohen asymptotic standard error": lambda row: _kappa(row, "standard_error"),
    "Cohen 95% lower": lambda row: _kappa(row, "low"),
    "Cohen 95% upper": lambda row: _kappa(row, "high"),
    "intraclass correlation": lambda row: statistics.icc(_units(row), form=row["variant"][4:-1]).value,
    "Wilson 95% lower": lambda row: _wilson(row, "low"),
    "Wilson 95% upper": lambda row: _wilson(row, "high"),
    "p-chart centre line": lambda row: _chart(row, "centre"),
    "p-chart lower limit": lambda row: _chart(row, "low"),
    "p-chart upper limit": lambda row: _chart(row, "high"),
    "u-chart centre line": lambda row: _chart(row, "centre"),
    "u-chart lower limit": lambda row: _chart(row, "low"),
    "u-chart upper limit": lambda row: _chart(row, "high"),
    "impact ratio": _ratio,
    "Fisher exact p": _fisher,
    "sample size with finite population correction": _sample,
}


def test_every_published_statistic_comes_out(capsys: pytest.CaptureFixture[str]) -> None:
    with (FOLDER / "agreement.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["statistic"] not in CONTRASTS]
    worst = (0.0, "")
    for row in rows:
        found, what = OURS[row["statistic"]](row), f"{row['statistic']} {row['variant']}"
        assert found is not None, what
        # Published and recomputed figures carry so many digits: half of the last one.
        assert abs(found - float(row["published"])) <= 0.5000001 * 10.0 ** -int(row["decimals"]), what
        digits = len(row["recomputed"].partition(".")[2])
        away = abs(found - float(row["recomputed"]))
        assert away <= 0.51 * 10.0**-digits + 1e-12, what
        worst = max(worst, (away, what))
    with capsys.disabled():
        print(f"\n{len(rows)} published statistics; farthest from its recomputed value: {worst[0]:.1e}, {worst[1]}")
    assert len(rows) == 39
