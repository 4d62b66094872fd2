"""What is no file is refused: reading a pipe might never end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from csops.services.workspace import Workspace


@pytest.mark.parametrize(
    "arguments",
    [
        ("--db", "DB", "import", "PIPE"),
        ("--db", "DB", "import", "PIPE", "--read"),
        ("--db", "DB", "import", "/dev/zero"),
        ("forecast", "--file", "PIPE", "--time", "a", "--count", "b", "--every", "1d"),
        ("--db", "PIPE", "info"),
        ("--db", "PIPE", "new"),
        ("--db", "DB", "backup", "--to", "PIPE"),
        ("restore", "PIPE", "--to", "NEW"),
        ("restore", "BACKUP", "--to", "PIPE"),
    ],
)
def test_a_pipe_is_refused_at_once(sqlite_workspace: Workspace, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    places = {name: str(tmp_path / name.lower()) for name in ("PIPE", "NEW", "BACKUP")}
    places["DB"] = sqlite_workspace.place
    os.mkfifo(places["PIPE"])
    _csops("--db", places["DB"], "backup", "--to", places["BACKUP"])
    said = _csops(*(places.get(one, one) for one in arguments))
    assert (said.returncode, said.stdout, said.stderr.count(b"\n")) == (2, b"", 1)
    assert Path(places["PIPE"]).is_fifo()


def _csops(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "csops", *arguments], capture_output=True, check=False, timeout=30)
