"""Reviews that are finished and wait to be sent: told above the queue, opened again one by one, and sent together."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from csops.domain.reviews import Purpose, Review
from csops.services.reviews import send_reviews
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Banner
from csops.ui.kit.controls import Button
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.wording import tr


class UnsentBanner(QWidget):
    """Not there while nothing waits.

    Signals:
        review_wanted(int): this review shall be opened, to be read and changed.
    """

    review_wanted = Signal(int)

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        self._desk, self._formats = desk, formats
        self._found: tuple[Review, ...] = ()
        self.menu: QMenu | None = None
        self.open: Button | None = None
        self.button: Button | None = None
        self._banner: Banner | None = None
        self._column = QVBoxLayout(self)
        Spacing(desk.themes, self._column)
        self.hide()

    def show_reviews(self, found: Sequence[Review]) -> None:
        """Tell how many wait, in place of what was told before."""
        if tuple(found) == self._found:
            return
        self._found = tuple(found)
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = self.button = self.open = None
        if found:
            self._banner = Banner(self._desk.themes, waiting_words(self._found))
            self.open = self._banner.add_button(tr("Open"), self._offer)
            self.open.setAccessibleName(tr("Open one that is not sent"))
            self.button = self._banner.add_button(tr("Send them"), self._send)
            self._column.addWidget(self._banner)
        self.setVisible(bool(found))

    def _offer(self) -> None:
        """Open the only one, else let one be chosen."""
        if len(self._found) == 1:
            self.review_wanted.emit(self._found[0].id)
            return
        self.menu = QMenu(self)
        self.menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        names = {one.id: one.name for one in self._desk.team.members}
        for review in self._found:
            said = self._words(review, names.get(review.member_id, ""))
            self.menu.addAction(said, partial(self.review_wanted.emit, review.id))
        self.menu.setActiveAction(self.menu.actions()[0])
        if self.open is not None:
            self.menu.popup(self.open.mapToGlobal(QPoint(0, self.open.height())))

    def _words(self, review: Review, name: str) -> str:
        when = self._formats.moment(review.happened_at, now=self._desk.workspace.now())
        score = tr("no score") if review.final is None else self._formats.share(review.final / 100)
        if review.purpose is Purpose.CHECK:
            return tr("Check of a review of {name}, contact of {when}: {score}").format(
                name=name, when=when, score=score
            )
        return tr("{name}, contact of {when}: {score}").format(name=name, when=when, score=score)

    def _send(self) -> None:
        workspace, ids = self._desk.workspace, [one.id for one in self._found]
        self._desk.act(
            lambda: send_reviews(workspace, review_ids=ids),
            failed=self._desk.failed.emit,
            said=Said(text=sent_words(self._found)),
        )


def waiting_words(found: Sequence[Review]) -> str:
    """Return how many wait, told apart: a check is for the colleague who made a review, not for whom it is of."""
    checks = sum(one.purpose is Purpose.CHECK for one in found)
    number = len(found) - checks
    if not checks:
        return tr("%Ln reviews are finished and not sent: who they are for cannot read them yet", number)
    if not number:
        return tr(
            "%Ln checks of colleagues' reviews are finished and not sent: who is checked cannot read them yet", checks
        )
    both = tr("{reviews} and {checks} are finished and not sent: who they are for cannot read them yet")
    return both.format(reviews=tr("%Ln reviews", number), checks=_checks(checks))


def sent_words(found: Sequence[Review]) -> str:
    """Return what was sent; of checks also where they are found, as they are none of the reviews under Sent."""
    checks = sum(one.purpose is Purpose.CHECK for one in found)
    number = len(found) - checks
    if not checks:
        return tr("Sent %Ln reviews", number)
    said = _checks(checks)
    if number:
        said = tr("{reviews} and {checks}").format(reviews=tr("%Ln reviews", number), checks=said)
    return tr("Sent {what}. A check stands with the review that it is of").format(what=said)


def _checks(number: int) -> str:
    return tr("%Ln checks of colleagues' reviews", number)
