"""Commands that keep the records safe: check, verify, backup, backups, restore."""

import argparse
from pathlib import Path
from typing import Any

from csops.cli.call import Answer, Call, Command


def check(call: Call) -> Answer:
    """Look at all that is kept: pages, links, journal, search."""
    from csops.services import maintenance

    with call.workspace() as workspace:
        found = maintenance.check(workspace)
    lines = found.problems or ("Everything fits together",)
    if found.repaired:
        lines = (*lines, "The times were worked out anew: they are as contacts and states say")
    data = {"ok": found.ok, "problems": list(found.problems), "repaired": list(found.repaired)}
    return Answer(data=data, lines=lines, status=0 if found.ok else 1)


def verify(call: Call) -> Answer:
    """Follow the chain of the journal from its first act to its last."""
    from csops.services import history

    with call.workspace() as workspace:
        broken = history.first_broken(workspace)
    whole = broken is None
    words = "The journal is whole" if whole else f"The journal was changed from outside; first at {broken}"
    return Answer(data={"ok": whole, "first_broken": broken}, lines=(words,), status=0 if whole else 1)


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", metavar="FILE", help="where to; else beside the database")


def back_up(call: Call) -> Answer:
    """Write a backup and prove that it can be read."""
    from csops.services import maintenance

    to = Path(call.options.to) if call.options.to else None
    with call.workspace() as workspace:
        made = maintenance.back_up(workspace, to=to)
    return Answer(data=_plain(made), lines=(f"Backed up to {made.file}, verified",))


def backups(call: Call) -> Answer:
    """List the backups, newest first."""
    from csops.services import maintenance

    with call.workspace() as workspace:
        found = maintenance.list_backups(workspace)
    lines = tuple(f"{one.at:%Y-%m-%d %H:%M}  {one.file}" for one in found) or ("There is no backup yet",)
    return Answer(data={"backups": [_plain(one) for one in found]}, lines=lines)


def _plain(backup: Any) -> dict[str, Any]:
    return {
        "file": backup.file,
        "sha256": backup.sha256,
        "verified": backup.verified,
        "at": backup.at,
        "schema": backup.schema,
        "counts": dict(backup.counts),
        "reason": backup.reason,
    }


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a backup")
    parser.add_argument(
        "--to",
        metavar="PATH",
        required=True,
        help="where to; what is there is kept beside it; of a server: postgresql://...",
    )


def restore(call: Call) -> Answer:
    """Restore a backup to a file, or that of a server to an empty database there, after proving that it can be read."""
    from csops.services import maintenance
    from csops.services.joining import is_server

    file, to = Path(call.options.file), call.options.to
    restored: Path | str
    if is_server(to):
        restored = maintenance.restore_to_server(file=file, to=to)
    else:
        restored = maintenance.restore_backup(file=file, to=Path(to))
    return Answer(data={"db": restored}, lines=(f"Restored to {restored}",))


COMMANDS = (
    Command(name="check", does="Integrity of everything that is kept", run=check),
    Command(name="verify", does="The chain of the journal: whether anything was changed from outside", run=verify),
    Command(name="backup", does="Write a verified backup", run=back_up, arguments=_backup_arguments),
    Command(name="backups", does="List the backups", run=backups),
    Command(name="restore", does="Restore a backup", run=restore, arguments=_restore_arguments),
)
