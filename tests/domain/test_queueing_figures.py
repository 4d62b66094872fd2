"""Published worked examples beside ours, by a command that takes the file."""

from pathlib import Path

import pytest

from benchmarks.queueing_figures import main

HEAD = (
    "case,model,arrivals,interval_s,aht_s,load_erlang,servers,patience_s,target_s,max_occupancy,shrinkage,measure,"
    "published,decimals,recomputed,source\n"
)
WAITS = "calls,Erlang C,100,1800,180,10,11,,20,,,probability_of_waiting,0.6821182,7,0.6821182047,a book\n"
PEOPLE = "calls,Erlang C,100,1800,180,10,,,20,0.85,,required_servers,14,0,14,a book\n"


def _table(folder: Path, *rows: str) -> str:
    path = folder / "figures.csv"
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return str(path)


def test_published_figures_are_reached_and_the_worst_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([_table(tmp_path, WAITS, PEOPLE)]) == 0
    said = capsys.readouterr().out
    assert "0.6821182047" in said
    assert "2 of 2 within tolerance; worst deviation 1.1e-11" in said


@pytest.mark.parametrize("wrong", [WAITS.replace("0.6821182047", "0.6821192047"), PEOPLE.replace("14,0,14", "15,0,15")])
def test_a_figure_that_is_off_is_said_and_ends_with_1(
    wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([_table(tmp_path, wrong)]) == 1
    assert "OFF" in capsys.readouterr().out


def test_a_table_of_exact_values_is_taken_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(Path(__file__).parents[1] / "files" / "erlang.csv")]) == 0
    assert "225 of 225 within tolerance" in capsys.readouterr().out
