"""Agreement of the ratings in a file."""

import json
from pathlib import Path

import pytest

from csops.cli.program import run

DATA = Path(__file__).parents[1] / "files" / "agreement"


def _asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert run(["--json", "qa", "agreement", *arguments]).status == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("name", "options", "value"),
    [
        ("krippendorff_2011.csv", ["--statistic", "alpha", "--level", "ordinal"], 0.815),
        ("krippendorff_2011.csv", ["--statistic", "ac1"], 0.775),
        ("krippendorff_2011.csv", ["--statistic", "ac2"], 0.914),
        ("fleiss_1971.csv", ["--statistic", "fleiss"], 0.430),
        ("shrout_fleiss_1979.csv", ["--statistic", "icc", "--form", "3,k"], 0.909),
    ],
)
def test_the_published_figures_come_out_of_their_files(
    name: str, options: list[str], value: float, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _asked(capsys, str(DATA / name), *options)["value"] == pytest.approx(value, abs=0.0005)


def test_two_of_several_raters_are_compared_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text("contact,Ann,Bo,Cy\n1,3,3,2\n2,1,1,\n3,2,4,2\n4,NA,4,4\n5,5,5,5\n", encoding="utf-8")
    found = _asked(capsys, str(file), "--statistic", "kappa", "--raters", "ann, bo", "--weights", "linear")
    assert (found["units"], found["raters"], found["percent_agreement"]) == (4, 2, 0.75)
    assert run(["qa", "agreement", str(file), "--statistic", "kappa"]).status == 2
    assert "--raters A,B" in capsys.readouterr().err


def test_ratings_in_words_and_without_a_heading_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = tmp_path / "words.csv"
    words.write_text("r.eye,l.eye\n1st grade,1st grade\n2nd grade,1st grade\n2,2nd grade\n", encoding="utf-8")
    assert _asked(capsys, str(words), "--statistic", "ac1")["units"] == 3
    bare = tmp_path / "bare.csv"
    bare.write_text("1,1\n2,2\n3,1\n", encoding="utf-8")
    assert _asked(capsys, str(bare), "--statistic", "ac1")["units"] == 3


def test_all_the_same_is_said_to_tell_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "same.csv"
    file.write_text("unit,a,b\n1,4,4\n2,4,4\n", encoding="utf-8")
    found = _asked(capsys, str(file), "--statistic", "alpha")
    assert (found["value"], found["undefined"], found["percent_agreement"]) == (None, True, 1)
    assert run(["qa", "agreement", str(file), "--statistic", "alpha"]).status == 0
    assert capsys.readouterr().out.startswith("Not defined: all ratings are the same")


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("unit,a\n1,4\n", ["--statistic", "alpha"], "1 raters"),
        ("", ["--statistic", "alpha"], "was not read"),
        ("unit,a,b\n1,x,y\n", ["--statistic", "icc"], "takes numbers"),
        ("unit,a,b\n1,2,3\n", ["--statistic", "beta"], "There are: alpha"),
        ("unit,a,b\n1,2,3\n", ["--statistic", "alpha", "--raters", "a,z"], "There are: unit, a, b"),
    ],
)
def test_what_cannot_be_compared_is_said(
    text: str, options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text(text, encoding="utf-8")
    assert run(["qa", "agreement", str(file), *options]).status == 2
    assert said in capsys.readouterr().err
