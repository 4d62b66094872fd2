"""Root causes that reviews name where something was rated low."""

from collections.abc import Sequence

from csops.domain.access import Permission
from csops.domain.root_causes import RootCause, as_rows, causes_from, checked_causes
from csops.services.content import starter
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

_KEY = "rootcauses"


def root_causes(workspace: Workspace) -> tuple[RootCause, ...]:
    """Return all root causes in their order, also those that are not offered any more."""
    with workspace.read() as work:
        return causes_in(work)


def causes_in(work: Work) -> tuple[RootCause, ...]:
    """Return them within an operation: ours, until the shop has changed them."""
    rows = work.settings.mapping(_KEY).get("causes") or starter("qa_scorecards")["root_causes"]
    return causes_from(rows)


def save_root_causes(workspace: Workspace, *, causes: Sequence[RootCause]) -> tuple[RootCause, ...]:
    """Keep the root causes. One that is left out is not lost: it is kept as one that is not offered any more.

    Raises:
        Missing, OutOfRange, InputError: see `checked_causes`. NotPermitted: the role may not change settings.
    """
    workspace.require(Permission.SETTINGS)
    with workspace.work("Change the root causes of reviews") as work:
        named = {each.key for each in causes}
        gone = [
            RootCause(key=each.key, name=each.name, active=False) for each in causes_in(work) if each.key not in named
        ]
        kept = checked_causes([*causes, *gone])
        work.settings.keep_mapping(_KEY, {"causes": as_rows(kept)})
    return kept
