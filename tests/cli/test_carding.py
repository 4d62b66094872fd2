"""qa cards, qa card, qa publish, qa export-card, qa import-card."""

import json
from pathlib import Path

import pytest
import yaml
from sqlalchemy.engine import URL

from csops.services.starter_cards import begin_with_our_cards
from csops.services.starter_skills import begin_with_ours
from csops.services.workspace import Workspace
from tests.cli.conftest import Type


@pytest.fixture
def database_url(sqlite_url: URL) -> URL:
    """What is asked here does not depend on the database."""
    return sqlite_url


@pytest.fixture(autouse=True)
def _with_cards(workspace: Workspace) -> None:
    begin_with_ours(workspace)
    begin_with_our_cards(workspace)


def _file(typed: Type, folder: Path) -> Path:
    path = folder / "phone.yaml"
    assert typed("qa", "export-card", "phone", "--out", str(path)).status == 0
    return path


def _changed(path: Path, *, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_cards_are_listed_and_shown_with_their_weights(typed: Type, read: Type) -> None:
    found = typed("qa", "cards").data["cards"]
    assert [one["key"] for one in found if one["offered_first"]] == ["phone", "service_recovery", "written"]
    shown = typed("qa", "card", "Phone and walk-in").data
    assert (shown["version"], shown["versions"], len(shown["criteria"])) == (1, [1], 9)
    assert sum(one["weight"] for one in shown["criteria"]) == 100
    said = read("qa", "card", "phone").out
    assert "10 %  Right person (identity): No / Partly / Yes, critical for compliance (zero)" in said
    assert "“9” is not known. There are: 1" in typed("qa", "card", "phone", "--version", "9").err


def test_a_card_goes_out_and_comes_back_the_same(typed: Type, read: Type, tmp_path: Path) -> None:
    path = _file(typed, tmp_path)
    assert "nothing was changed" in read("qa", "import-card", str(path)).out
    assert typed("qa", "card", "phone").data["draft"] is None


def test_a_changed_card_is_a_draft_until_it_is_published_and_scores_by_db(
    typed: Type, read: Type, tmp_path: Path
) -> None:
    path, ratings = _file(typed, tmp_path), tmp_path / "ratings.json"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    rows = content["scorecards"][0]["sections"][0]["criteria"]
    rows[0]["weight"], rows[1]["weight"] = 10, 5
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    assert "a draft of version 2" in read("qa", "import-card", str(path)).out
    assert typed("qa", "publish", "phone", "--note", "Greeting counts").data["version"] == 2
    assert "no draft" in typed("qa", "publish", "phone").err.lower()
    ratings.write_text(json.dumps({"greeting": 0, "correct": 2}), encoding="utf-8")
    assert typed("qa", "score", "--card", "phone", "--ratings", str(ratings)).data["raw"] == pytest.approx(200 / 3)
    assert typed("qa", "card", "phone", "--version", "1").data["criteria"][0]["weight"] == 5


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("weight: 5\n", "weight: 6\n", "weights cannot be 101. Let those of the card Phone and walk-in total 100"),
        ("scale: yes_partly_no", "scale: null", "scale is missing. Give the criterion Friendly greeting one of"),
        ("scale: yes_partly_no", "scale: stars", "“stars” is not known"),
        ("- text\n", "- hearsay\n", "evidence of Friendly greeting “hearsay” is not known"),
        ("consequence: zero\n", "consequence: shame\n", "consequence “shame” is not known"),
        ("skill: positive_attitude", "skill: telepathy", "skill “telepathy” is not known"),
        ("scorecards:", "cards:", "scorecards"),
    ],
)
def test_a_file_that_makes_no_card_says_what_is_wrong_and_keeps_nothing(
    typed: Type, tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = _file(typed, tmp_path)
    _changed(path, old=old, new=new)
    refused = typed("qa", "import-card", str(path))
    assert refused.status == 2
    assert said.casefold() in refused.err.casefold()
    assert typed("qa", "card", "phone").data["draft"] is None
