"""Takes interview sheets along as pages to print."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from csops.domain.interview_sheets import InterviewSheet
from csops.domain.texts import name_of_file
from csops.services.interview_sheets import write_sheets
from csops.ui.desk import Desk, Said
from csops.ui.hiring.wording import tr
from csops.ui.kit.file_dialogs import Purpose


def save_sheets(desk: Desk, window: QWidget, *, read: Callable[[], list[InterviewSheet]], title: str) -> None:
    """Ask for a file, then write the sheets that `read` gives; it runs beside the window."""
    path = desk.files.ask_save(
        window,
        tr("Interview sheets"),
        purpose=Purpose.EXPORT,
        name=f"{name_of_file(tr('Interview sheets {title}').format(title=title))}.pdf",
        kinds=tr("Pages (*.pdf)"),
    )
    if path is None:
        return
    said = tr("Written: {file}").format(file=path.name)
    desk.export(
        lambda _progress: write_sheets(read(), path),
        words=tr("Writing {file}").format(file=path.name),
        then=lambda _written: desk.said.emit(Said(text=said, can_undo=False)),
    )
