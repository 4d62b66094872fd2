"""Single letters for a list or record: they act while it has the focus, and never inside a text field."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from csops.ui.kit.shortcuts import Shortcuts


class RecordKeys(QObject):
    """Listens on the widgets that hold a list or record; `deeds` are called by the names of the table of shortcuts."""

    def __init__(self, shortcuts: Shortcuts, deeds: Mapping[str, Callable[[], object]], *, parent: QObject) -> None:
        super().__init__(parent)
        self._deeds = [(keys, deed) for name, deed in deeds.items() for keys in shortcuts.all_keys(name)]

    def listen(self, widget: QWidget) -> None:
        """Listen on a widget that takes the focus."""
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt: run what the key stands for."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        deed = next((deed for keys, deed in self._deeds if _is(event, keys)), None)
        if deed is not None:
            deed()
        return deed is not None


def _is(event: QKeyEvent, keys: str) -> bool:
    if len(keys) == 1 and not keys.isalnum():
        return event.text() == keys  # on some keyboards a sign takes Shift
    return QKeySequence(event.keyCombination()) == QKeySequence(keys)
