"""qa calibrations and qa call-off: blind while they are, and the same figures as qa agreement of the same ratings."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from csops.services.calibration_agreeing import agree
from csops.services.calibration_rating import begin_calibration
from csops.services.workspace import Workspace
from tests.cli.conftest import Type
from tests.helpers.records import MARA
from tests.helpers.reviewing import Reviewing, to_review
from tests.services.test_calibrations import another_contact, rate

Given = Mapping[str, float | None]
# Rows of three criteria by Mara, Ines, Tom; the card's steps 0, 1, 2 are worth 0, 50, 100.
SESSIONS: Sequence[Sequence[Given]] = (
    (
        {"greeting": 2, "correct": 1, "record": 2},
        {"greeting": 2, "correct": 0, "record": None},
        {"greeting": 1, "correct": 2, "record": 2},
    ),
    (
        {"greeting": 2, "correct": 2, "record": 0},
        {"greeting": 2, "correct": 2, "record": 1},
        {"greeting": 0, "correct": 2, "record": 1},
    ),
)


@pytest.fixture
def shop(workspace: Workspace) -> Reviewing:
    made = to_review(workspace)
    people = [MARA, made.ines, made.tom]
    for given in SESSIONS:
        made = another_contact(made)
        session = begin_calibration(
            made.by(MARA), contact_id=made.contact.id, reviewers=[one.id for one in people], card_id=made.card.id
        )
        for who, ratings in zip(people, given, strict=True):
            rate(made, session, who, ratings)
    agree(made.by(MARA), session_id=session.id, criterion="record", rating=1, note="Both lines")
    return made


def written(path: Path, rows: Sequence[Sequence[object]]) -> str:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["Mara", "Ines", "Tom"], *rows])
    return str(path)


def test_agreed_figures_are_those_of_qa_agreement(typed: Type, shop: Reviewing, tmp_path: Path) -> None:
    found = typed("qa", "calibrations").data["together"]
    keys = [(given, key) for given in SESSIONS for key in given[0]]
    answers = [["none" if one[key] is None else f"r{one[key]:g}" for one in given] for given, key in keys]
    percents = [["" if one[key] is None else 50 * (one[key] or 0) for one in given] for given, key in keys]
    named, points = written(tmp_path / "answers.csv", answers), written(tmp_path / "percents.csv", percents)

    def told(file: str, *options: str) -> dict[str, float]:
        data: dict[str, float] = typed("qa", "agreement", file, "--statistic", *options).data
        return data

    assert found["percent_agreement"] == pytest.approx(told(named, "ac1")["percent_agreement"])
    assert found["ac1"]["value"] == pytest.approx(told(named, "ac1")["value"])
    assert found["ac2"]["value"] == pytest.approx(told(points, "ac2", "--weights", "quadratic")["value"])
    alpha = told(points, "alpha", "--level", "ordinal")
    assert found["alpha"]["value"] == pytest.approx(alpha["value"])
    assert (found["sessions"], found["enough"], found["alpha"]["units"]) == (2, False, 6)
    judged = {key: (found[key]["contacts"], found[key]["strength"]) for key in ("ac1", "ac2", "alpha", "icc")}
    assert set(judged.values()) == {(2, "too_few")}
    assert {found[key][end] for key in judged for end in ("low", "high")} == {None}, "no interval of two contacts"
    finals = [
        [typed_score for _who, typed_score in sorted(one["against_mean"].items())]
        for one in typed("qa", "calibrations").data["sessions"]
    ]
    icc = told(written(tmp_path / "finals.csv", _with_means(finals, typed)), "icc")["value"]
    assert found["icc"]["value"] == pytest.approx(icc)


def _with_means(apart: Sequence[Sequence[float]], typed: Type) -> list[list[float]]:
    sessions = typed("qa", "calibrations").data["sessions"]
    return [[one["mean"] + points for points in row] for one, row in zip(sessions, apart, strict=True)]


def test_a_session_that_is_blind_tells_who_is_missing_and_no_rating(typed: Type, read: Type, shop: Reviewing) -> None:
    shop = another_contact(shop)
    session = begin_calibration(
        shop.by(MARA), contact_id=shop.contact.id, reviewers=[MARA.id, shop.ines.id], name="Blind", card_id=shop.card.id
    )
    rate(shop, session, shop.ines, {"greeting": 2, "correct": 1, "record": 2})
    blind = typed("qa", "calibrations").data["sessions"][0]
    assert (blind["rated"], blind["waiting"]) == (["Ines Marchetti"], ["Mara Lindqvist"])
    assert blind["yours_to_rate"]
    assert "criteria" not in blind
    assert "percent_agreement" not in blind
    said = read("qa", "calibrations").out
    assert "Blind (contact of Rosa Okafor), 1 of 2 rated, yours to rate" in said
    assert "Ines Marchetti: " in said
    assert "on 2 contacts, too few" in said
    assert "Contacts too few to judge by: AC1 2 of 5, AC2 2 of 5, alpha 2 of 5, ICC 2 of 5" in said
    agreed = typed("qa", "calibrations").data["sessions"][1]["criteria"]
    assert {"rating": 1, "note": "Both lines"} in [one["agreed"] for one in agreed]


@pytest.mark.parametrize("option", ["--reason", "--why"])
def test_a_session_is_called_off_with_a_reason_and_counts_no_more(
    option: str, typed: Type, read: Type, shop: Reviewing
) -> None:
    sessions = typed("qa", "calibrations").data["sessions"]
    number, name = sessions[0]["session"], sessions[0]["name"]
    done = typed("qa", "call-off", str(number), option, "Taken twice").data
    assert (done["session"], done["state"], done["called_off_why"]) == (number, "called_off", "Taken twice")
    found = typed("qa", "calibrations").data
    one = next(each for each in found["sessions"] if each["session"] == number)
    assert (one["state"], one["called_off_why"], found["together"]["sessions"]) == ("called_off", "Taken twice", 1)
    assert (
        f"{number}: {name} (contact of Rosa Okafor), 3 of 3 rated, called off: Taken twice"
        in read("qa", "calibrations").out
    )
    assert typed("qa", "call-off", str(number), "--reason", "Again").status == 1
