"""The main job once through, on the sample business."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from csops.bootstrap import create_workspace
from csops.services import maintenance
from csops.services.demo import Demo, run_demo
from csops.services.sample.build import SAMPLE_OWNER, SAMPLE_SHOP, build_sample
from tests.helpers.clock import Clock


class _Told:
    """What was told of the progress."""

    def __init__(self) -> None:
        self.shares: list[float] = []

    def __call__(self, share: float, words: str) -> None:
        assert words
        self.shares.append(share)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Demo, _Told, Path]:
    """Nine weeks tell as much as two years, and are built in a second."""
    folder, told = tmp_path_factory.mktemp("demo"), _Told()
    workspace = create_workspace(folder / "d.csops", owner=SAMPLE_OWNER, shop=SAMPLE_SHOP, clock=Clock())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build_sample, "__kwdefaults__", {"seed": 7, "weeks": 9, "progress": None})
        made = run_demo(workspace, folder=folder, progress=told)
    assert maintenance.info(workspace).contacts == made.contacts
    assert maintenance.check(workspace).problems == ()
    workspace.close()
    return made, told, folder


def test_it_ends_with_workbooks_and_a_pdf(done: tuple[Demo, _Told, Path]) -> None:
    made, _told, folder = done
    assert made.workbook.read_bytes().startswith(b"PK")
    assert (folder / "staffing.xlsx").read_bytes().startswith(b"PK")
    assert made.pdf.read_bytes().startswith(b"%PDF")


def test_candidates_are_scored_and_the_workbook_holds_their_scores(done: tuple[Demo, _Told, Path]) -> None:
    made, _told, folder = done
    assert list(made.candidates) == ["Ngozi Adeyemi", "Elena Vasquez", "Rafael Lima", "Tobias Kern"]
    assert made.candidates["Ngozi Adeyemi"] == pytest.approx(94.583333)
    assert "Scores, Customer service repres" in load_workbook(made.hiring, read_only=True).sheetnames
    assert (folder / "candidates.pdf").read_bytes().startswith(b"%PDF")


def test_every_channel_that_is_used_is_forecast(done: tuple[Demo, _Told, Path]) -> None:
    made, _told, _folder = done
    assert {"phone", "email", "chat"} <= made.forecast.keys()
    assert all(expected > 0 for expected in made.forecast.values())


def test_progress_only_goes_on_and_ends(done: tuple[Demo, _Told, Path]) -> None:
    _made, told, _folder = done
    assert told.shares == sorted(told.shares)
    assert (told.shares[0], told.shares[-1]) == (0.0, 1.0)
