"""The command line as somebody types it: run in this process, on a database of either kind, at a fixed moment."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.engine import URL

from csops.cli import program
from csops.domain.team import Shop
from csops.services.workspace import Workspace

NOW = datetime(2026, 11, 17, 9, 21, tzinfo=UTC)
"""A Tuesday morning."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one call said, and how it ended."""

    status: int
    out: str
    err: str
    window: str | None

    @property
    def data(self) -> Any:
        """The one JSON object on standard output. What is not strict JSON fails."""
        return json.loads(self.out, parse_constant=_refused)


def _refused(name: str) -> None:
    raise AssertionError(f"{name} is not JSON")


Type = Callable[..., Said]


@pytest.fixture(autouse=True)
def _a_fixed_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workspace, "now", lambda _self: NOW)
    monkeypatch.delenv("CSOPS_DB", raising=False)


@pytest.fixture
def type_bare(capsys: pytest.CaptureFixture[str]) -> Type:
    """Type `csops ...` as it stands."""

    def typed(*arguments: str) -> Said:
        ended = program.run([str(one) for one in arguments])
        said = capsys.readouterr()
        return Said(status=ended.status, out=said.out, err=said.err, window=ended.window)

    return typed


@pytest.fixture
def where(database_url: URL, workspace: Workspace) -> str:
    """What follows `--db`: a path, or the URL of a server."""
    hours = {"zone": "Europe/Berlin", "weekly": {"mon": ["09:00-18:00"], "tue": ["09:00-18:00"]}}
    with workspace.work("Open on two days") as work:
        work.settings.keep(Shop(name="Hollow Oak", zone="Europe/Berlin", region="DE"))
        work.settings.keep_mapping("calendar", hours)
    return str(database_url.database) if database_url.drivername.startswith("sqlite") else full(database_url)


def full(url: URL) -> str:
    """Return the URL with its password, as a person types it."""
    return url.render_as_string(hide_password=False)


@pytest.fixture
def typed(type_bare: Type, where: str) -> Type:
    """Type `csops --json --db WHERE ...` on a database with Mara (owner) and Rosa (agent), phone and e-mail."""
    return lambda *arguments: type_bare("--json", "--db", where, *arguments)


@pytest.fixture
def read(type_bare: Type, where: str) -> Type:
    """The same for people: without `--json`."""
    return lambda *arguments: type_bare("--db", where, *arguments)
