"""The list below the customer field: who fits what is being typed, and the offer to add somebody new."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csops.services.customers import Suggestion
from csops.ui.kit.icons import pixmap
from csops.ui.kit.marks import paint_avatar
from csops.ui.kit.theme import Themes

Index = QModelIndex | QPersistentModelIndex
OFFER = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One row: a customer whom we know, or (without one) somebody new of whom this was typed."""

    text: str
    hint: str = ""
    suggestion: Suggestion | None = None


class SuggestionList(QListView):
    """Floats over the form below a line; the line keeps the focus.

    Signals:
        taken(object): an Offer was chosen.
    """

    taken = Signal(object)

    def __init__(self, themes: Themes, below: QWidget) -> None:
        super().__init__(below)
        self._themes, self._below = themes, below
        self._offers = _Offers(self)
        self.setModel(self._offers)
        self.setItemDelegate(_OfferPainter(themes, self))
        self.setProperty("popup", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Customers that fit"))
        self.clicked.connect(lambda index: self.taken.emit(index.data(OFFER)))
        self.hide()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show these with the first one chosen, or close the list when there are none."""
        self._offers.replace(offers)
        if not offers:
            self.hide()
            return
        self.setCurrentIndex(self._offers.index(0))
        self._place(len(offers))
        self.show()
        self.raise_()

    def offers(self) -> tuple[Offer, ...]:
        """Return what is shown."""
        return self._offers.offers

    def step(self, by: int) -> None:
        """Choose a row further down or up, round the ends."""
        count = len(self._offers.offers)
        if count:
            self.setCurrentIndex(self._offers.index((self.currentIndex().row() + by) % count))

    def current(self) -> Offer | None:
        """Return the row that is chosen."""
        offer = self.currentIndex().data(OFFER)
        return offer if isinstance(offer, Offer) else None

    def _place(self, rows: int) -> None:
        host = self._below.window()
        if self.parent() is not host:
            self.setParent(host)
        theme = self._themes.current
        top = self._below.mapTo(host, QPoint(0, self._below.height() + theme.space(1)))
        height = rows * theme.size("rowComfortable") + 2 * theme.space(1) + 2 * theme.stroke("hairline")
        room = host.height() - top.y() - theme.space(2)
        self.setGeometry(QRect(top, QSize(self._below.width(), min(height, room))))


class _Offers(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.offers: tuple[Offer, ...] = ()

    def replace(self, offers: Sequence[Offer]) -> None:
        self.beginResetModel()
        self.offers = tuple(offers)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        offer = self.offers[index.row()]
        if role == OFFER:
            return offer
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return ", ".join(filter(None, (offer.text, offer.hint)))
        return None


class _OfferPainter(QStyledItemDelegate):
    def __init__(self, themes: Themes, parent: QObject) -> None:
        super().__init__(parent)
        self._themes = themes

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        theme = self._themes.current
        return QSize(theme.space(10), theme.size("rowComfortable"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        offer: Offer = index.data(OFFER)
        theme, place = self._themes.current, QRect(option.rect)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(place, theme.colour("bg.selected"))
        inner = place.adjusted(theme.space(2), theme.space(0.5), -theme.space(2), -theme.space(0.5))
        side = theme.size("avatar", 1)
        disc = QRect(inner.left(), inner.center().y() - side // 2, side, side)
        if offer.suggestion is not None:
            paint_avatar(painter, disc, theme, offer.suggestion.customer.title, family="neutral")
        else:
            gap = (side - theme.size("icon")) // 2
            painter.drawPixmap(disc.topLeft() + QPoint(gap, gap), pixmap(theme, "user-plus", colour="accent.text"))
        words = inner.adjusted(side + theme.space(2), 0, 0, 0)
        half = words.height() // 2
        lines = (("bodyStrong", "text.primary", offer.text, 0), ("small", "text.secondary", offer.hint, half))
        for font, colour, text, top in lines:
            painter.setFont(theme.font(font))
            painter.setPen(theme.colour(colour))
            height = words.height() if not offer.hint else half
            cut = QFontMetrics(theme.font(font)).elidedText(text, Qt.TextElideMode.ElideRight, words.width())
            line = QRect(words.left(), words.top() + top, words.width(), height)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, cut)
