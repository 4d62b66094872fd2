"""Reviews that are finished and wait to be sent: told above the queue, and sent together."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.reviews import Review
from csops.services.reviews import send_reviews
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Banner
from csops.ui.kit.controls import Button
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.wording import tr


class UnsentBanner(QWidget):
    """Not there while nothing waits."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ids: tuple[int, ...] = ()
        self.button: Button | None = None
        self._banner: Banner | None = None
        self._column = QVBoxLayout(self)
        Spacing(desk.themes, self._column)
        self.hide()

    def show_reviews(self, found: Sequence[Review]) -> None:
        """Tell how many wait, in place of what was told before."""
        ids = tuple(one.id for one in found)
        if ids == self._ids:
            return
        self._ids = ids
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = self.button = None
        if ids:
            said = tr("%Ln reviews are finished and not sent: who they are about cannot read them yet", len(ids))
            self._banner = Banner(self._desk.themes, said)
            self.button = self._banner.add_button(tr("Send them"), self._send)
            self._column.addWidget(self._banner)
        self.setVisible(bool(ids))

    def _send(self) -> None:
        workspace, ids = self._desk.workspace, self._ids
        self._desk.act(
            lambda: send_reviews(workspace, review_ids=ids),
            failed=self._desk.failed.emit,
            said=Said(text=tr("Sent %Ln reviews", len(ids))),
        )
