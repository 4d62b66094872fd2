"""Import real files by the command line, each twice, and take everything back: is every row counted, is nothing left?

    python benchmarks/real_files.py FOLDER [--out TABLE.md]

FOLDER holds the files, at any depth: csv, tsv, txt (also .gz), xlsx and xlsm; other files are passed over. All go into
one new database, matched by themselves. It fails unless of each file read = new + updated + skipped + left out, the
second time adds and changes nothing, `check` and `verify` find nothing before and after, and no contact, case or
customer is left once every import was undone.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parents[1]
ENDINGS = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz", ".xlsx", ".xlsm")
FIGURES = ("read", "new", "updated", "skipped", "left_out")
RECORDS = ("contacts", "cases", "customers")


@dataclass(frozen=True, kw_only=True)
class Line:
    """What came of one file, the first time and the second."""

    file: str
    first: dict[str, Any]
    again: dict[str, Any]
    seconds: float
    faults: tuple[str, ...] = field(default_factory=tuple)


class Shop:
    """A database spoken to by the command line alone."""

    def __init__(self, database: Path) -> None:
        self._database = database

    def type(self, *words: str) -> dict[str, Any]:
        """Run a command; return what it prints as JSON, with its exit status as `status`."""
        command = [sys.executable, "-m", "csops", "--db", str(self._database), "--json", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HOME)
        try:
            said = json.loads(done.stdout)
        except ValueError:
            said = {"reason": (done.stderr or done.stdout).strip()[-300:]}
        return {**said, "status": done.returncode}


def files_in(folder: Path) -> list[Path]:
    """Return the files that can be imported, in the order of their names."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name.lower().endswith(ENDINGS))


def taken(shop: Shop, path: Path) -> Line:
    """Import a file twice."""
    begun = time.perf_counter()
    first = shop.type("import", str(path))
    seconds = time.perf_counter() - begun
    again = shop.type("import", str(path)) if first["status"] == 0 else {}
    return Line(file=path.name, first=first, again=again, seconds=seconds, faults=tuple(_faults(first, again)))


def _faults(first: dict[str, Any], again: dict[str, Any]) -> Iterator[str]:
    if first["status"] != 0:
        yield f"not imported: {first.get('reason') or first}"
        return
    for name, said in (("first", first), ("second", again)):
        if said.get("read") != sum(said.get(part, 0) for part in FIGURES[1:]):
            yield f"the {name} time not every row was counted"
    if again.get("new") or again.get("updated"):
        yield "the second time added or changed something"


def undone(shop: Shop, lines: Sequence[Line]) -> Iterator[str]:
    """Take every import back, the newest first; yield what is wrong then."""
    numbers = [said["import"] for line in lines for said in (line.first, line.again) if said.get("import")]
    for number in reversed(numbers):
        said = shop.type("undo", "--import", str(number))
        if said["status"] != 0:
            yield f"import {number} was not taken back: {said.get('reason') or said}"
    info = shop.type("info")
    left = {name: info.get(name) for name in RECORDS if info.get(name) != 0}
    if left:
        yield f"left after undo: {left}"


def sound(shop: Shop, when: str) -> Iterator[str]:
    """Yield what `check` and `verify` find."""
    for command in ("check", "verify"):
        said = shop.type(command)
        if said["status"] != 0:
            yield f"{command} {when}: {said.get('reason') or said}"


def table(lines: Sequence[Line]) -> str:
    """Return what came of all files, as a table in Markdown."""
    head = "| file | read | new | updated | skipped | left out | remarks | s | second time new / updated / skipped |"
    rows = [head, "|---|---|---|---|---|---|---|---|---|"]
    for line in lines:
        first = [f"{line.first.get(name, 0):,}" for name in FIGURES]
        again = " / ".join(f"{line.again.get(name, 0):,}" for name in ("new", "updated", "skipped"))
        remarks = f"{len(line.first.get('remarks', ())):,}"
        rows.append(f"| {line.file} | {' | '.join(first)} | {remarks} | {line.seconds:.1f} | {again} |")
    return "\n".join(rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Import what a folder holds and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--out", type=Path, metavar="TABLE.md", help="write the table there too")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="real-files-") as made:
        shop = Shop(Path(made) / "shop.csops")
        shop.type("new")
        lines = [taken(shop, path) for path in files_in(asked.folder)]
        faults = [f"{line.file}: {fault}" for line in lines for fault in line.faults]
        faults += [*sound(shop, "after the imports"), *undone(shop, lines), *sound(shop, "after the undo")]
    print(table(lines))
    print("\n".join(faults) or "no faults")
    if asked.out:
        asked.out.write_text(table(lines) + "\n", encoding="utf-8")
    return 1 if faults or not lines else 0


if __name__ == "__main__":
    sys.exit(main())
