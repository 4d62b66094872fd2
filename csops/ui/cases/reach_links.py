"""Phones and e-mails of a customer as links: they open the programs of this computer."""

import re

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QWidget

from csops.domain.customers import Customer, is_email
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.stops import Stops
from csops.ui.kit.theme import Themes

_FEWEST_DIGITS = 3


class ReachLinks(QWidget):
    """One link for each way to reach somebody; those without room are counted, and named in the tooltip."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.links: list[Button] = []
        self._stops = Stops(self)
        self._text = ElidedText(themes, font="small", colour="text.secondary")
        self._row = QHBoxLayout(self)
        Spacing(themes, self._row, gap=3)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # links without room are hidden
        self._row.addWidget(self._text, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def words(self) -> str:
        """Return all ways in one line."""
        return " · ".join(link.text() for link in self.links) or self._text.words()

    def show_customer(self, customer: Customer | None, *, nobody: str = "", but: str = "") -> None:
        """Show the ways to a customer, except `but`, which stands above; of nobody the sentence."""
        ways = [way for way in (*customer.emails, *customer.phones) if way != but] if customer else []
        for link in self.links:
            self._row.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = [self._link(way) for way in ways]
        for place, link in enumerate(self.links):
            self._row.insertWidget(place, link)
        self._stops.order(self.links)
        self._text.say("" if customer else nobody)
        self.setHidden(not ways and not self._text.words())
        self._fit()

    def sizeHint(self) -> QSize:
        """Qt: one line of links."""
        return QSize(super().sizeHint().width(), self._themes.current.size("minTarget"))

    def minimumSizeHint(self) -> QSize:
        """Qt: what has no room is hidden."""
        return QSize(0, self._themes.current.size("minTarget"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: show the links that have room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self.links:
            return
        gap, room, shown = self._row.spacing(), self.width(), 0
        for link in self.links:
            room -= link.sizeHint().width() + gap
            shown += room >= 0
        for place, link in enumerate(self.links):
            link.setVisible(place < max(1, shown))
        hidden = [link.text() for link in self.links[max(1, shown) :]]
        self._text.say(self.tr("+{count} more").format(count=len(hidden)) if hidden else "")
        self._text.setToolTip(", ".join(hidden))

    def _link(self, way: str) -> Button:
        url = url_of(way)
        link = Button(self._themes, way, role=Role.LINK, compact=True)
        said = self.tr("Write to {way}") if is_email(way) else self.tr("Call {way}")
        link.setAccessibleName(said.format(way=way))
        link.setToolTip(said.format(way=way))
        link.setEnabled(url is not None)
        if url is not None:
            link.clicked.connect(lambda: QDesktopServices.openUrl(url))
        link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return link


def url_of(way: str) -> QUrl | None:
    """Return the address that the system's program for mail or calls opens; None where it is neither."""
    url = QUrl()
    if is_email(way):
        url.setScheme("mailto")
        url.setPath(way)
        return url
    plain = re.split(r"(?:x|ext\.?|#)\s*\d+\s*$", way.strip(), maxsplit=1, flags=re.IGNORECASE)[0]
    digits = re.sub(r"[^\d+]", "", plain)
    if len(digits.lstrip("+")) < _FEWEST_DIGITS:
        return None
    url.setScheme("tel")
    url.setPath(digits)
    return url
