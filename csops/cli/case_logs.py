"""The command that imports a log of cases, with every state and its moment."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call, Command
from csops.domain.errors import UnknownName

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.imports.case_updates import CaseLogMapping


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a table with a row for each update of a case")
    parser.add_argument(
        "--map", type=Path, metavar="MAP.yaml", help="columns, states, date_order, nothing; else guessed"
    )
    parser.add_argument("--timezone", metavar="TZ", help="of its moments (default: the shop's)")
    parser.add_argument(
        "--taken-up-is-reply", action="store_true", help="the first update that is no longer new was a reply"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would become of it")


def import_case_log(call: Call) -> Answer:
    """Import a log of cases: what was open when, resolved, reopened."""
    from csops.services.case_log import import_case_log as run

    options = call.options
    with call.workspace() as workspace:
        found = run(
            workspace,
            path=options.file,
            mapping=_mapping(options.map) if options.map else None,
            zone=options.timezone,
            taken_up_is_reply=options.taken_up_is_reply,
            dry_run=options.dry_run,
        )
    problems = [{"row": one.row, "reason": one.reason} for one in found.problems]
    data = {
        "read": found.read, "left_out": found.left_out, "new": found.new, "known": found.known,
        "states": found.states, "problems": problems, "import": found.import_id,
    }  # fmt: skip
    lines = (
        f"{found.new:,} cases from {found.read:,} rows; {found.known:,} were there; {found.left_out:,} rows left out",
        *(f"row {one.row}: {one.reason}" for one in found.problems[:10]),
    )
    return Answer(data=data, lines=lines)


def _mapping(path: Path) -> "CaseLogMapping":
    from csops.cli.yaml_file import read_yaml
    from csops.domain.cases import State
    from csops.imports.case_updates import CaseLogMapping
    from csops.imports.mapping import DateOrder

    plain: Any = read_yaml(path, right="Write columns, states, date_order and nothing, as docs/command-line.md shows")
    given = plain if isinstance(plain, dict) else {}
    states = {str(word): _one_of(State, name, "state") for word, name in (given.get("states") or {}).items()}
    return CaseLogMapping(
        columns={str(role): str(heading) for role, heading in (given.get("columns") or {}).items()},
        states=states,
        order=_one_of(DateOrder, given.get("date_order", DateOrder.YEAR_FIRST.value), "date order"),
        nothing=tuple(str(one) for one in given.get("nothing", ("", "?"))),
    )


def _one_of(choices: Any, name: object, field: str) -> Any:
    known = {one.value: one for one in choices}
    if name not in known:
        raise UnknownName(field=field, value=name, known=", ".join(known))
    return known[str(name)]


COMMANDS = (
    Command(
        name="import-case-log",
        does="Import a log of cases with a row for each update",
        arguments=_arguments,
        run=import_case_log,
    ),
)
