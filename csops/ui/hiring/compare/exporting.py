"""Takes the comparison, or one candidate of it, along as a workbook or as pages."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.domain.reports import Report
from csops.domain.texts import name_of_file
from csops.services.exports import Exported, export
from csops.services.hiring_reports import comparison_report
from csops.ui.desk import Desk, Said
from csops.ui.hiring.wording import tr
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.tasks import Progress


def may_export(desk: Desk) -> bool:
    """Return whether who is signed in may export."""
    return desk.workspace.may(Permission.EXPORT)


def ask_comparison(desk: Desk, window: QWidget, *, opening_id: int, title: str) -> None:
    """Ask for the file of a comparison, then write it; its workbook works the scores out again."""
    workspace = desk.workspace
    name = name_of_file(tr("Candidates {title}").format(title=title))
    path = desk.files.ask_save(
        window,
        tr("Export"),
        purpose=Purpose.EXPORT,
        name=f"{name}.xlsx",
        kinds=f"{tr('Workbook (*.xlsx)')};;{tr('Pages (*.pdf)')}",
    )
    if path is not None:
        _write(desk, path, lambda: comparison_report(workspace, opening_id=opening_id))


def _write(desk: Desk, path: Path, report: Callable[[], Report]) -> None:
    workspace = desk.workspace

    def work(progress: Progress) -> Exported:
        return export(
            workspace,
            report=report(),
            path=path,
            progress=lambda done, expected: progress(done / expected if expected else 0.0),
        )

    def done(written: Exported) -> None:
        said = tr("Written: {file}").format(file=written.file.name)
        desk.said.emit(Said(text=said, can_undo=False))

    desk.export(work, words=tr("Writing {file}").format(file=path.name), then=done)
