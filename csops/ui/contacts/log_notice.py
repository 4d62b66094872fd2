"""What stands above the form of the log panel until it is dealt with: a draft to go on with, or a problem."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.ui.desk import Desk
from csops.ui.kit.cards import Banner
from csops.ui.kit.controls import Button
from csops.ui.kit.formats import Formats


class LogNotice(QWidget):
    """At most one banner."""

    def __init__(self, desk: Desk, *, formats: Formats) -> None:
        super().__init__()
        self._desk, self._formats = desk, formats
        self._banner: Banner | None = None
        self.go_on: Button | None = None
        self.discard: Button | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def words(self) -> str:
        """Return what stands there."""
        return "" if self._banner is None else self._banner.text.words()

    def offer_draft(
        self, *, name: str, kept_at: datetime | None, go_on: Callable[[], None], discard: Callable[[], None]
    ) -> None:
        """Say that a draft is here, and ask whether to go on with it."""
        self.close_banner()
        at = self._formats.moment(kept_at, now=self._desk.workspace.now())
        who = name or self.tr("nobody named yet")
        said = self.tr("A draft of {at} is here, with {name}") if kept_at else self.tr("A draft is here, with {name}")
        banner = Banner(self._desk.themes, said.format(at=at, name=who))
        self.go_on = banner.add_button(self.tr("Go on"), go_on)
        self.discard = banner.add_button(self.tr("Discard draft"), discard)
        self._show(banner)

    def show_problem(self, sentence: str) -> None:
        """Say what went wrong."""
        self.close_banner()
        banner = Banner(self._desk.themes, sentence, family="danger")
        banner.add_close(self.close_banner)
        self._show(banner)

    def close_banner(self) -> None:
        """Take away what stands there."""
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
        self._banner = self.go_on = self.discard = None
        self.hide()

    def take_focus(self) -> bool:
        """Put the focus on going on with a draft; return whether one is offered."""
        if self.go_on is not None:
            self.go_on.setFocus(Qt.FocusReason.TabFocusReason)
        return self.go_on is not None

    def _show(self, banner: Banner) -> None:
        self._banner = banner
        self._column.addWidget(banner)
        self.show()
