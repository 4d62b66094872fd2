"""The score of a review, and the agreement of the ratings in a file."""

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


# ---- one review


def _review(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "review.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_review_is_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _review(tmp_path, '{"all_points": 2, "correct": 2, "tone": null, "privacy": 0, "record": 1}')
    assert run(["--json", "qa", "score", "--card", "written", "--ratings", str(path)]).status == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["final"], found["critical"], found["outcome"]) == (0, ["privacy"], "fail")
    assert found["raw"] == pytest.approx(100 * (15 + 20 + 5) / 55)
    assert found["seen"] == pytest.approx(0.55)
    assert run(["qa", "score", "--card", "written", "--ratings", str(path)]).status == 0
    assert "critical error in privacy" in capsys.readouterr().out


def test_a_review_of_nothing_has_no_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _review(tmp_path, "{}")
    assert run(["--json", "qa", "score", "--card", "phone", "--ratings", str(path)]).status == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["raw"], found["final"], found["outcome"]) == (None, None, "no_score")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"greeting": 2, "greeting": 0}', "greeting stands in it twice"),
        ("[1, 2]", "it holds no object"),
        ('{"greeting": NaN}', "rating “nan” is not understood"),
        ('{"greeting": 7}', "Choose one of 0, 1, 2"),
        ('{"smile": 2}', "criterion “smile” is not known. There are: greeting"),
        ('{"greeting"', "it is no JSON that we understand"),
    ],
)
def test_a_review_that_cannot_be_scored_says_why(
    text: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["qa", "score", "--card", "phone", "--ratings", str(_review(tmp_path, text))]).status == 2
    assert says in capsys.readouterr().err


def test_a_file_of_ratings_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["qa", "score", "--card", "phone", "--ratings", str(tmp_path / "none.json")]).status == 2
    assert "none.json" in capsys.readouterr().err
