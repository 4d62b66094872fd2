"""The house keeps its rules: floors, sizes, names, types, what may be loaded while the window starts."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "csops"
SOURCES = ("csops", "tests", "benchmarks", "tools", "main.py")
MODULES = sorted(HOUSE.rglob("*.py"))
NO_ROOMS = {"utils", "util", "misc", "helpers", "helper", "common", "manager", "managers"}
LATE = {"pandas", "numpy", "openpyxl", "xlsxwriter", "python_calamine", "holidays", "phonenumbers"} | {
    "pyqtgraph", "highspy",
}  # fmt: skip

Function = ast.FunctionDef | ast.AsyncFunctionDef


# ---- tools


@pytest.mark.parametrize("command", [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)], ids=" ".join)
def test_the_sources_are_clean(command: tuple[str, ...]) -> None:
    places = () if command == ("mypy",) else SOURCES
    done = _run(sys.executable, "-m", *command, *places)
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_go_down_and_never_up() -> None:
    done = _run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr


# ---- sizes and names


def test_no_module_is_above_five_hundred_lines() -> None:
    _assert_none([f"{_name(path)}: {lines}" for path in MODULES if (lines := len(_text(path).splitlines())) > 500])


def test_no_function_is_above_sixty_lines() -> None:
    functions = [(path, node) for path in MODULES for node in ast.walk(_tree(path)) if isinstance(node, Function)]
    _assert_none([f"{_name(path)} {node.name}: {size}" for path, node in functions if (size := _lines(node)) > 60])


def test_no_class_is_above_two_hundred_and_fifty_lines() -> None:
    classes = [(path, node) for path in MODULES for node in ast.walk(_tree(path)) if isinstance(node, ast.ClassDef)]
    _assert_none([f"{_name(path)} {node.name}: {size}" for path, node in classes if (size := _lines(node)) > 250])


def test_half_of_the_modules_stay_under_a_hundred_and_fifty_lines() -> None:
    sizes = sorted(len(_text(path).splitlines()) for path in MODULES if path.name != "__init__.py")
    assert sizes[len(sizes) // 2] < 150


def test_no_room_is_a_place_for_anything() -> None:
    rooms = {path: set(path.relative_to(ROOT).with_suffix("").parts) for path in MODULES}
    _assert_none([_name(path) for path, parts in rooms.items() if parts & NO_ROOMS])


def test_every_module_begins_by_saying_what_it_is_for() -> None:
    _assert_none([_name(path) for path in MODULES if not ast.get_docstring(_tree(path))])


def test_a_package_file_holds_a_docstring_at_most() -> None:
    packages = [path for path in MODULES if path.name == "__init__.py"]
    _assert_none([_name(path) for path in packages if len(_tree(path).body) > 1])


def test_what_is_unfinished_is_not_here() -> None:
    marks = re.compile(r"\b(raise NotImplementedError|TODO|FIXME|XXX)\b")
    _assert_none([_name(path) for path in MODULES if marks.search(_text(path))])


# ---- who imports whom


def test_no_modules_import_each_other_in_a_circle() -> None:
    _assert_none([" <-> ".join(circle) for circle in _circles(_imports_of_all())])


def test_a_circle_through_a_type_only_import_would_be_found() -> None:
    circle = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}
    assert _circles(circle) == [["a", "b", "c"]]
    found = ast.parse("if TYPE_CHECKING:\n    from csops.domain import errors\ndef f():\n    import csops.cli.main")
    assert set(_imported_names(found)) == {"csops.domain", "csops.domain.errors", "csops.cli.main"}


def test_the_window_starts_without_the_heavy_libraries() -> None:
    code = f"import sys, csops.ui.main_window; print(*sorted({LATE!r} & set(sys.modules)))"
    done = _run(sys.executable, "-W", "error", "-c", code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_the_chooser_of_the_system_is_opened_in_one_room() -> None:
    rooms = [_name(path) for path in MODULES if "QFileDialog" in _text(path)]
    assert rooms == ["csops/ui/kit/file_dialogs.py"]


# ---- what is committed


def test_no_file_names_a_registry_or_a_path_of_a_machine() -> None:
    # Put together from parts, so that this file does not find itself.
    local = "|".join(["/" + "home/", "/" + "root/", "/" + "work/", "/" + "Users/", "file:" + "///", r"[A-Z]:\\+Users"])
    registry = "|".join(["--(extra-)?index-" + "url", "--find-" + "links", "pypi" + r"\.org", "/simple" + "/"])
    forbidden = re.compile(f"(?<![\\w.])({local})|{registry}")
    texts = {path: _text(path) for path in _tracked() if path.suffix not in {".svg", ".png", ".xlsx", ".db", ".ttf"}}
    _assert_none([f"{_name(path)}: {hit[0]}" for path, text in texts.items() if (hit := forbidden.search(text))])


def test_every_locked_package_has_its_hashes() -> None:
    entries = re.split(r"\n(?=[a-z])", _text(ROOT / "requirements.lock"))
    _assert_none([entry.splitlines()[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry])


def test_every_needed_package_is_locked() -> None:
    locked = set(re.findall(r"(?m)^([a-z0-9-]+)==", _text(ROOT / "requirements.lock")))
    project = tomllib.loads(_text(ROOT / "pyproject.toml"))["project"]
    # The rivals of the benchmarks are installed by whoever measures them, in an environment of their own.
    needed = [re.split(r"[\[><=]", one)[0] for one in project["dependencies"] + project["optional-dependencies"]["dev"]]
    assert len(needed) > 20
    assert {name.lower() for name in needed} - locked == set()


def test_every_package_that_the_program_needs_is_used() -> None:
    needed = tomllib.loads(_text(ROOT / "pyproject.toml"))["project"]["dependencies"]
    names = {re.split(r"[\[><=]", one)[0].lower() for one in needed} - {"tzdata"}  # read by the standard library
    words = set(re.findall(r"\w+", "\n".join(map(_text, MODULES))))
    bringing = [by for module, by in packages_distributions().items() if module in words]
    assert names - {one.lower().replace("_", "-") for by in bringing for one in by} == set()


def test_the_lock_is_all_that_is_installed() -> None:
    # A fresh machine gets what the lock names and nothing that is resolved on the day: `pip check` finds what it lacks.
    assert '"--no-deps", "--require-hashes"' in _text(ROOT / "tools" / "set_up.py")
    done = _run(sys.executable, "-m", "pip", "check")
    assert done.returncode == 0, done.stdout


def _assert_none(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(found)


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _tree(path: Path) -> ast.Module:
    return ast.parse(_text(path))


def _lines(node: Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tracked() -> list[Path]:
    listed = _run("git", "ls-files", "-z")
    assert listed.returncode == 0, listed.stderr
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def _imports_of_all() -> dict[str, set[str]]:
    modules = {_dotted(path): path for path in MODULES}
    return {
        module: {name for name in _imported_names(_tree(path)) if name in modules and name != module}
        for module, path in modules.items()
    }


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imported_names(tree: ast.Module) -> Iterator[str]:
    """Every import, also inside functions and under TYPE_CHECKING: that is how circles hide."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _circles(imports: dict[str, set[str]]) -> list[list[str]]:
    reached = {module: _reached_from(module, imports) for module in imports}
    rings = {
        tuple(sorted(other for other in reached[module] if module in reached[other]))
        for module in imports
        if module in reached[module]
    }
    return sorted(list(ring) for ring in rings)


def _reached_from(module: str, imports: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = set(imports[module])
    while waiting:
        reached.add(step := waiting.pop())
        waiting |= imports.get(step, set()) - reached
    return reached
