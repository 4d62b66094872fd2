"""Takes an import back, and says so meanwhile where it was just made."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt

from csops.services import history
from csops.ui.desk import Desk, Said
from csops.ui.imports.run_step import RunStep

_CONTEXT = "TakingBack"


def take_back(desk: Desk, import_id: int, *, run: RunStep | None, failed: Callable[[], object]) -> None:
    """Take an import back; `run` is the step that shows it as finished, where that is in front.

    `failed` is done when it could not be taken back: what `run` says would not be true any more.
    """
    said = tr("The import was taken back")
    if run is not None:
        run.setFocus(Qt.FocusReason.OtherFocusReason)
        run.show_undoing(tr("Taking the import back"))

    def done() -> None:
        if run is not None:
            run.show_undone(said)

    def not_done(error: Exception) -> None:
        if run is not None:
            failed()
        desk.failed.emit(error)

    workspace = desk.workspace
    desk.act(
        lambda: history.undo_import(workspace, import_id=import_id),
        then=lambda _act: done(),
        failed=not_done,
        said=Said(text=said, can_undo=False),
    )


def tr(text: str) -> str:
    """Translate a text of this act."""
    return QCoreApplication.translate(_CONTEXT, text)
