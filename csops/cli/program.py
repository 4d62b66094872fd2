"""The command line: reads the arguments, runs one command, prints its result or its error."""

import argparse
import re
import sys
from collections.abc import Sequence
from itertools import islice
from typing import Any, NoReturn

from csops.cli import (
    asking,
    caring,
    case_logs,
    casework,
    catalogue,
    coaching,
    comparing,
    conceding,
    correcting,
    customer_records,
    days,
    figuring,
    filing,
    judging,
    keeping,
    logging_,
    mailing,
    planning,
    purchasing,
    recovering,
    scenarios,
    surveying,
    teaming,
)
from csops.cli.call import Answer, Call, Command
from csops.cli.ended import Ended
from csops.cli.letters import names_of_this_locale, spelled, write_any_letter
from csops.cli.printing import print_answer, print_error
from csops.domain.errors import CsopsError, InputError

COMMANDS: tuple[Command, ...] = (
    *logging_.COMMANDS,
    *correcting.COMMANDS,
    *casework.COMMANDS,
    *asking.COMMANDS,
    *customer_records.COMMANDS,
    *purchasing.COMMANDS,
    *filing.COMMANDS,
    *mailing.COMMANDS,
    *surveying.COMMANDS,
    *case_logs.COMMANDS,
    *conceding.COMMANDS,
    *recovering.COMMANDS,
    *caring.COMMANDS,
    *days.COMMANDS,
    *figuring.COMMANDS,
    *planning.COMMANDS,
    *scenarios.COMMANDS,
    *catalogue.COMMANDS,
    *teaming.COMMANDS,
    *comparing.COMMANDS,
    *judging.COMMANDS,
    *coaching.COMMANDS,
    *keeping.COMMANDS,
)


def run(arguments: Sequence[str]) -> Ended:
    """Run one call of the command line. Errors a person can cause end in one sentence on standard error."""
    write_any_letter()
    try:
        with names_of_this_locale():
            return _ended(arguments)
    except CsopsError as error:
        print_error(str(error))
        return Ended(status=error.exit_status)
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        sys.stderr.close()
        return Ended(status=0)
    except KeyboardInterrupt:
        print_error("Stopped")
        return Ended(status=1)
    except (MemoryError, OSError, RecursionError) as error:
        print_error(f"{type(error).__name__}: {error}. What was saved before is safe")
        return Ended(status=1)


def _ended(arguments: Sequence[str]) -> Ended:
    asked = parser().parse_args(arranged(spelled(arguments)))
    if asked.command is None:
        return Ended(window=asked.db or "", member=asked.member)
    call = Call(options=asked, where=asked.db, member=asked.member, as_json=asked.json)
    answer: Answer = asked.run(call)
    print_answer(answer, as_json=asked.json)
    return Ended(status=answer.status, window=answer.window, member=asked.member)


_BELOW_ZERO = re.compile(r"-\.?\d")
_TAKES_A_VALUE = {"--db", "--as"}
_OF_FIND = {"--in", "--limit"}


def arranged(arguments: Sequence[str]) -> list[str]:
    """Return the arguments so that what begins with a minus is what it was meant to be.

    Of a `find` the options come first: `-not` is a word to leave out. Elsewhere `--aht -5s` is a duration below zero,
    which is then refused as such, and no option.
    """
    place = _command_place(arguments)
    if arguments[place : place + 1] != ["find"]:
        return _with_values_below_zero(arguments)
    options, words = list(arguments[: place + 1]), list[str]()
    rest = iter(arguments[place + 1 :])
    for one in rest:
        name = one.partition("=")[0]
        if one == "--":
            words += rest
        elif name in _OF_FIND:
            options += [one] if "=" in one else [one, *islice(rest, 1)]
        elif one in {"-h", "--help"}:
            options.append(one)
        else:
            words.append(one)
    return [*options, "--", *words] if words else options


def _with_values_below_zero(arguments: Sequence[str]) -> list[str]:
    found: list[str] = []
    for one in arguments:
        if _BELOW_ZERO.match(one) and found and found[-1].startswith("--") and "=" not in found[-1]:
            found[-1] = f"{found[-1]}={one}"
        else:
            found.append(one)
    return found


def _command_place(arguments: Sequence[str]) -> int:
    """Return where the command stands: behind the options that hold for all of them."""
    place = 0
    while place < len(arguments) and arguments[place].startswith("-"):
        place += 2 if arguments[place] in _TAKES_A_VALUE else 1
    return place


class _Parser(argparse.ArgumentParser):
    """Errors of use become an InputError: one sentence, exit status 2. Names of options are never guessed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **options})

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        """Let `--text=--` be two minuses (override of argparse, which takes them away and gives an empty list)."""
        if action.option_strings and action.nargs is None and arg_strings == ["--"]:
            value = self._get_value(action, "--")
            self._check_value(action, value)
            return value
        return super()._get_values(action, arg_strings)

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing the usage and leaving (override of argparse)."""
        raise InputError(field=self.prog, problem=message, right=f"See: {self.prog} --help")


class _Version(argparse.Action):
    """Looks the version up only when it is asked for: reading the installed packages takes time."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print it and leave (override of argparse)."""
        from importlib.metadata import version

        sys.stdout.write(f"csops {version('csops')}\n")
        parser.exit()


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = _Parser(
        prog="csops",
        description="Customer service for a small business: log contacts, forecast, staff, report. "
        "Without a command, the window opens.",
        epilog="Exit status: 0 done, 1 failure, 2 bad input, a question left open, or refused.",
    )
    top.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    top.add_argument(
        "--db", metavar="WHERE", help="a path or an SQLAlchemy URL; else CSOPS_DB; else the per-user data folder"
    )
    top.add_argument("--as", dest="member", metavar="MEMBER", help="name or initials of who does it; else the owner")
    top.add_argument("--json", action="store_true", help="print exactly one JSON object on standard output")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for command in COMMANDS:
        sub = commands.add_parser(command.name, help=command.does, description=command.does)
        command.arguments(sub)
        sub.set_defaults(run=command.run)
    return top
