"""How a calibration ends: it is closed with what was agreed on, or called off."""

from csops.domain.access import Permission
from csops.domain.calibration_rules import called_off, closed
from csops.domain.calibrations import Calibration
from csops.services.calibrations import session_in
from csops.services.workspace import Workspace


def close_calibration(workspace: Workspace, *, session_id: int) -> Calibration:
    """Close a session. Raises NotPermitted, NotFound, InputError, AlreadyDone (see `calibration_rules.closed`)."""
    workspace.require(Permission.REVIEWS)
    with workspace.work("Close a calibration") as work:
        session = session_in(workspace, work, session_id)
        return work.quality.calibrations.update(closed(session, at=workspace.now()))


def call_off_calibration(workspace: Workspace, *, session_id: int, why: str) -> Calibration:
    """Say that nobody goes on with a session, such as one on the wrong contact.

    What was rated in it stays with whoever rated and counts nowhere; where it was blind it stays so for good. Undone,
    it goes on as before.

    Raises:
        NotPermitted, NotFound. Missing, AlreadyDone, InputError: see `calibration_rules.called_off`.
    """
    workspace.require(Permission.REVIEWS)
    with workspace.work("Call off a calibration") as work:
        session = session_in(workspace, work, session_id)
        return work.quality.calibrations.update(called_off(session, why=why, at=workspace.now()))
