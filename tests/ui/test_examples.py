"""The examples in their own file: kept as they are while they are of use, built anew when they are not."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from csops.bootstrap import open_workspace
from csops.domain.team import Shop
from csops.services.settings import save_shop
from csops.services.workspace import Workspace
from csops.ui import examples
from csops.ui.examples import examples_file

BUILT: list[datetime] = []


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build a sample business of nobody: what is built has tests of its own."""
    BUILT.clear()

    def build(workspace: Workspace, *, until: datetime, progress: Callable[[float], None]) -> None:
        BUILT.append(until)
        with workspace.work("Build the sample business") as work:
            work.settings.keep(Shop(name="Hollow Oak Cycles", sample=True))
        progress(1.0)

    monkeypatch.setattr(examples, "build_sample", build)


def _tell(_share: float) -> None:
    """Nobody watches."""


def test_they_are_built_when_there_are_none_and_then_kept(tmp_path: Path) -> None:
    first, second = examples_file(tmp_path, tell=_tell), examples_file(tmp_path, tell=_tell)
    assert (first, second, len(BUILT)) == (tmp_path / "examples.csops", first, 1)


def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workspace, "now", lambda _self: datetime.now(tz=UTC) + timedelta(days=8))


def test_they_are_built_anew_after_a_week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples_file(tmp_path, tell=_tell)
    _later(monkeypatch)
    examples_file(tmp_path, tell=_tell)
    assert len(BUILT) == 2


def test_what_somebody_has_touched_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_workspace(examples_file(tmp_path, tell=_tell))
    save_shop(workspace, shop=Shop(name="Mine to play with", sample=True))
    workspace.close()
    _later(monkeypatch)
    examples_file(tmp_path, tell=_tell)
    assert len(BUILT) == 1


def test_a_file_that_is_of_no_use_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "examples.csops").write_bytes(b"\x89PNG")
    open_workspace(examples_file(tmp_path, tell=_tell)).close()
    assert len(BUILT) == 1


def test_stopping_leaves_nothing_behind(tmp_path: Path) -> None:
    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        examples_file(tmp_path, tell=stop)
    assert list(tmp_path.glob("examples*")) == []
