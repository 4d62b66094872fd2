"""The panels at the side of the window: logging a contact, and correcting one."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from csops.domain.access import Permission
from csops.ui.desk import Desk
from csops.ui.kit.frame import Deck
from csops.ui.kit.shortcuts import Shortcuts

if TYPE_CHECKING:  # they are imported when they are first shown: starting stays quick
    from csops.ui.contacts.edit_panel import EditPanel
    from csops.ui.contacts.log_panel import LogPanel


class SidePanels(QObject):
    """Opens them, one at a time; what is typed in the one that gives way is kept.

    Signals:
        log_left(bool): the log panel closed or gave way; whether something stands in it that is not saved.
    """

    log_left = Signal(bool)

    def __init__(
        self, desk: Desk, deck: Deck, *, shortcuts: Shortcuts, may: Callable[[Permission], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._deck, self._shortcuts, self._may = desk, deck, shortcuts, may
        self.log_panel: LogPanel | None = None
        self.edit_panel: EditPanel | None = None

    def log(self, **asked: Any) -> None:
        """Open the log panel; what is typed in it already stays."""
        if not self._may(Permission.LOG):
            return
        if self.log_panel is None:
            from csops.ui.contacts.log_panel import LogPanel

            self.log_panel = LogPanel(self._desk, shortcuts=self._shortcuts)
            self.log_panel.closed.connect(self._deck.close_panel)
            self.log_panel.left.connect(self.log_left)
        self.log_panel.begin(**asked)
        self._deck.show_panel(self.log_panel)
        self.log_panel.focus_first()

    def edit(self, contact_id: int) -> None:
        """Open the panel in which this contact is corrected."""
        if not self._may(Permission.EDIT):
            return
        if self.edit_panel is None or self.edit_panel.contact_id != contact_id:
            from csops.ui.contacts.edit_panel import EditPanel

            self.drop_edit()
            self.edit_panel = EditPanel(self._desk, contact_id, shortcuts=self._shortcuts)
            self.edit_panel.closed.connect(self.drop_edit)
        self._deck.show_panel(self.edit_panel)
        self.edit_panel.focus_first()

    def drop_edit(self) -> None:
        """Close the panel of a contact: it is read anew whenever it is opened. What is typed is kept as a draft."""
        if self.edit_panel is not None:
            self._drop(self.edit_panel)
            self.edit_panel = None

    def drop(self) -> None:
        """Close them for another member: what is typed is kept as a draft of whoever typed it."""
        self.drop_edit()
        if self.log_panel is not None:
            self._drop(self.log_panel)
            self.log_panel = None

    def _drop(self, panel: "LogPanel | EditPanel") -> None:
        panel.keeper.keep_if_due()
        if self._deck.panel is panel:
            self._deck.close_panel()
        panel.hide()
        panel.deleteLater()
