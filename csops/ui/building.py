"""What is shown while the examples are built: how far it is, and the way out of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from csops.ui.desk import Desk
from csops.ui.kit.controls import Button
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.tasks import Progress

_WHOLE = 1000


class BuildingDialog(Dialog):
    """Builds the examples and lies over the window meanwhile; what is there already opens before it is ever seen."""

    def __init__(
        self, desk: Desk, over: QWidget, *, build: Callable[[Progress], Path], then: Callable[[Path], None]
    ) -> None:
        words = self.tr("Building the examples")
        super().__init__(desk.themes, over, title=words)
        self._desk, self._then = desk, then
        said = self.tr(
            "A made-up bike shop with two years of contacts, in a file of its own. Your own file stays as it is."
        )
        self.body.addWidget(Text(desk.themes, said, colour="text.secondary", wrap=True))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _WHOLE)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.body.addWidget(self.bar)
        self.cancel = Button(desk.themes, self.tr("Cancel"))
        self.cancel.clicked.connect(self.close_layer)
        self.add_button(self.cancel)
        self.task = desk.export(build, words=words, then=self._built, failed=self._failed, progressed=self._advanced)
        self.closed.connect(self._end)
        self._seen_after = QTimer(self)
        self._seen_after.setSingleShot(True)
        self._seen_after.timeout.connect(self.open)
        self._seen_after.start(desk.themes.current.wait("spinnerDelay"))
        desk.tasks.running.connect(self._look)
        desk.failed.connect(self._end)  # built, but not opened

    @property
    def is_at_work(self) -> bool:
        """Whether the examples are still to come."""
        return not self.task.is_done and not self.task.is_cancelled

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a press beside the panel does not end what takes a while."""
        event.accept()

    def _advanced(self, share: float, _words: str) -> None:
        self.bar.setValue(round(share * _WHOLE))

    def _built(self, path: Path) -> None:
        """Stay until the session on the examples takes the place of the one below."""
        self.bar.setValue(_WHOLE)
        self.cancel.hide()
        self._then(path)

    def _failed(self, error: Exception) -> None:
        self._desk.failed.emit(error)

    def _look(self, _task: object) -> None:
        if self.task.is_cancelled:  # at the foot of the window
            self._end()

    def _end(self) -> None:
        self.task.cancel()
        self._seen_after.stop()
        self.close_layer()
        self.deleteLater()
