"""A saving program that is killed loses nothing that it acknowledged and leaves nothing half done."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    # In a process of its own: the trial forks, which a process with threads must not.
    command = [sys.executable, "-c", f"import sys\nfrom pathlib import Path\nfrom benchmarks.kills import *\n{code}"]
    return subprocess.run([*command, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)


def test_killed_in_the_midst_of_saving(tmp_path: Path) -> None:
    done = _run("sys.exit(not kills(Path(sys.argv[1]) / 'shop.csops', times=8))", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lost 0, partial 0" in done.stdout


def test_four_processes_at_once_on_one_file(tmp_path: Path) -> None:
    done = _run("sys.exit(not crowd(sys.argv[1] + '/shop.csops', saves=10, name='SQLite'))", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "40 of 40 there" in done.stdout
