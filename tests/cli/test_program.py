"""How a call is read, how it ends, and where its words go."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from csops.cli import program
from csops.cli.program import arranged
from tests.cli.conftest import Type

ROOT = Path(__file__).resolve().parents[2]


def test_without_a_command_a_window_is_wanted(type_bare: Type) -> None:
    assert type_bare().window == ""
    assert type_bare("--db", "shop.csops").window == "shop.csops"


@pytest.mark.parametrize(
    "arguments",
    [("pigeon",), ("log", "--colour", "red"), ("log", "--chan", "phone"), ("staff",), ("show", "customer", "one")],
)
def test_what_is_typed_wrongly_is_one_sentence_and_status_two(type_bare: Type, arguments: tuple[str, ...]) -> None:
    said = type_bare(*arguments)
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("csops: ")
    assert said.err.count("\n") == 1
    assert "--help" in said.err


def test_an_error_names_what_would_be_right(typed: Type) -> None:
    said = typed("log", "--channel", "pigeon")
    assert (said.status, said.out) == (2, "")
    assert said.err == "csops: channel “pigeon” is not known. There are: phone, email\n"


def test_a_member_is_named_by_name_or_initials_and_nobody_else_may_work(type_bare: Type, where: str) -> None:
    assert type_bare("--db", where, "--as", "RO", "log", "--channel", "phone").status == 0
    assert type_bare("--db", where, "--as", "Rosa", "undo").status == 0
    refused = type_bare("--db", where, "--as", "Nobody", "log", "--channel", "phone")
    assert refused.status == 2
    assert "Mara Lindqvist" in refused.err


def test_what_a_role_may_not_is_refused_with_status_two(type_bare: Type, where: str, tmp_path: Path) -> None:
    out = tmp_path / "r.xlsx"
    said = type_bare(
        "--db",
        where,
        "--as",
        "RO",
        "report",
        "service",
        "--from",
        "2026-01-01",
        "--to",
        "2026-02-01",
        "--out",
        str(out),
    )
    assert said.status == 2
    assert "supervisor" in said.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (["find", "a", "-b"], ["find", "--", "a", "-b"]),
        (["find", "a", "--in", "cases", "--limit=3"], ["find", "--in", "cases", "--limit=3", "--", "a"]),
        (["find", "--", "-word"], ["find", "--", "-word"]),
        (["find", "--", "--limit", "3"], ["find", "--", "--limit", "3"]),
        (["find", "-"], ["find", "--", "-"]),
        (["find"], ["find"]),
        (["find", "--limit"], ["find", "--limit"]),
        (["--json", "--db", "find", "log", "--text", "x"], ["--json", "--db", "find", "log", "--text", "x"]),
        (["log", "--text", "find", "--channel", "phone"], ["log", "--text", "find", "--channel", "phone"]),
        (["--as=RO", "find", "-x"], ["--as=RO", "find", "--", "-x"]),
        ([], []),
    ],
)
def test_the_words_of_a_search_may_begin_with_a_dash(given: list[str], read: list[str]) -> None:
    assert arranged(given) == read


def test_a_file_that_is_no_database_is_left_as_it_is(type_bare: Type, tmp_path: Path) -> None:
    picture = tmp_path / "not.db"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 5000)
    said = type_bare("--db", str(picture), "info")
    assert said.status == 2
    assert "not a csops database" in said.err
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_where_nothing_is_the_way_to_begin_is_told(type_bare: Type, tmp_path: Path) -> None:
    said = type_bare("--db", str(tmp_path / "none.csops"), "info")
    assert said.status == 2
    assert "csops new" in said.err
    assert list(tmp_path.iterdir()) == []


def test_the_environment_names_the_database(type_bare: Type, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSOPS_DB", where)
    assert type_bare("--json", "info").data["contacts"] == 0


def test_a_password_is_never_said(type_bare: Type) -> None:
    said = type_bare("--db", "postgresql://mara:hush-hush@127.0.0.1:1/shop", "info")
    assert said.status == 1
    assert "hush" not in said.err + said.out


def test_whatever_cannot_move_the_cursor_reaches_the_terminal(read: Type) -> None:
    read("log", "--channel", "phone", "--text", "\u202egnp.exe \x1b[2J bell\x07")
    said = read("find", "bell")
    assert not set(said.out) & {"\u202e", "\x1b", "\x07"}


@pytest.mark.parametrize("error", [MemoryError("x"), OSError("no such device"), RecursionError("deep")])
def test_what_the_computer_refuses_is_a_failure_and_says_what_is_safe(
    type_bare: Type, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(program, "print_answer", _raising(error))
    said = type_bare("staff", "need", "--contacts", "1", "--interval", "30m", "--aht", "180s")
    assert (said.status, said.out) == (1, "")
    assert "safe" in said.err


def test_stopping_is_a_failure_in_one_sentence(type_bare: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "print_answer", _raising(KeyboardInterrupt()))
    said = type_bare("staff", "need", "--contacts", "1", "--interval", "30m", "--aht", "180s")
    assert (said.status, said.err) == (1, "csops: Stopped\n")


def _raising(error: BaseException) -> object:
    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    return fail


# ---- as a process of its own


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "main.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_program_starts_from_a_checkout_and_says_its_version() -> None:
    done = _run("--version")
    assert (done.returncode, done.stdout) == (0, f"csops {version('csops')}\n")


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    command = f"{sys.executable} main.py --help | head -c 1"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_a_question_of_arithmetic_waits_for_no_database_library() -> None:
    code = (
        "import sys; from csops.cli import program;"
        "program.run(['staff', 'need', '--contacts', '1', '--interval', '30m', '--aht', '180s']);"
        "print(*sorted({'sqlalchemy', 'numpy', 'PySide6', 'openpyxl', 'alembic'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "")


def test_logging_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    db = str(tmp_path / "shop.csops")
    assert _run("--db", db, "new").returncode == 0
    code = (
        "import sys; from csops.cli import program;"
        f"program.run(['--db', {db!r}, 'log', '--channel', 'phone']);"
        "late = {'numpy', 'PySide6', 'openpyxl', 'yaml', 'csops.services.imports', 'csops.services.forecast'};"
        "print(*sorted(late & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "")


@pytest.fixture
def _ctrl_c_is_heard() -> Iterator[None]:
    """A shell that runs tests in the background has Ctrl C ignored, and whoever is started here would inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="signals as on a terminal are sent on POSIX only")
@pytest.mark.usefixtures("_ctrl_c_is_heard")
def test_stopping_with_ctrl_c_leaves_no_half_built_database(tmp_path: Path) -> None:
    db = tmp_path / "shop.csops"
    command = [sys.executable, "main.py", "--db", str(db), "new", "--sample"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        while running.poll() is None and not db.exists():
            pass
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (1, "")
    assert re.fullmatch(r"csops: Stopped\n", err), err
    assert list(tmp_path.iterdir()) == []


def test_the_json_of_a_process_is_one_line_of_ascii() -> None:
    done = _run("--json", "staff", "need", "--contacts", "0", "--interval", "30m", "--aht", "180s")
    assert done.stdout.count("\n") == 1
    assert done.stdout.isascii()
    assert json.loads(done.stdout)["agents"] == 0


def test_two_minuses_are_a_value_like_any_other(typed: Type) -> None:
    assert typed("log", "--channel", "phone", "--text=--").status == 0
    assert "--" in typed("show", "contact", "1").out
    for option in ("--direction=--", "--case=--", "--due=--"):
        said = typed("log", "--channel", "phone", option)
        assert (said.status, said.err.count("\n")) == (2, 1)


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_call_without_anywhere_to_write_does_its_work(
    typed: Type, monkeypatch: pytest.MonkeyPatch, stream: str
) -> None:
    with monkeypatch.context() as closed:
        closed.setattr(sys, stream, None)
        assert program.run(["--db", "nowhere/shop.csops", "info"]).status == 2
        assert program.run(["staff", "need", "--contacts", "4", "--interval", "30m", "--aht", "3m"]).status == 0
    assert typed("info").status == 0
