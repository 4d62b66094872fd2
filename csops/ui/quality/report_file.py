"""Takes a report on reviews along as a workbook or as pages, beside the window."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from csops.domain.texts import name_of_file
from csops.services.exports import Exported, Progress
from csops.services.quality_files import export_person_report, export_review_sheet
from csops.ui.desk import Desk, Said
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.tasks import Progress as Told
from csops.ui.quality.wording import tr

Write = Callable[[Path, Progress], Exported]


def save_review_sheet(desk: Desk, window: QWidget, *, review_id: int) -> None:
    """Ask for a file, then write one review into it."""
    workspace = desk.workspace
    _save(
        desk,
        window,
        tr("Review {number}").format(number=review_id),
        lambda path, told: export_review_sheet(workspace, review_id=review_id, path=path, progress=told),
    )


def save_person_report(
    desk: Desk, window: QWidget, *, member_id: int, name: str, first_day: date, last_day: date
) -> None:
    """Ask for a file, then write somebody's reviews of a period into it."""
    write = partial(export_person_report, desk.workspace, member_id=member_id, first_day=first_day, last_day=last_day)
    said = tr("Reviews of {name}").format(name=name)
    _save(desk, window, said, lambda path, told: write(path=path, progress=told))


def _save(desk: Desk, window: QWidget, name: str, write: Write) -> None:
    path = desk.files.ask_save(
        window,
        tr("Save the report"),
        purpose=Purpose.EXPORT,
        name=f"{name_of_file(name)}.xlsx",
        kinds=f"{tr('Workbook (*.xlsx)')};;{tr('Pages (*.pdf)')}",
    )
    if path is None:
        return

    def work(told: Told) -> Exported:
        return write(path, lambda done, expected: told(done / expected if expected else 0.0))

    def done(written: Exported) -> None:
        desk.said.emit(Said(text=tr("Written: {file}").format(file=written.file.name), can_undo=False))

    desk.export(work, words=tr("Writing {file}").format(file=path.name), then=done)
