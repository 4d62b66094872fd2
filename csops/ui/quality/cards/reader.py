"""One scorecard beside the list, for those who read it."""

from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.services.review_cards import KeptCard
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.cards.card_text import CardText, Names
from csops.ui.quality.cards.head import CardHead


class CardReader(QWidget):
    """Shows a card as it is published."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._kept: KeptCard | None = None
        self.head = CardHead(desk)
        self.text = CardText(desk.themes, Formats(zone=ZoneInfo(desk.team.shop.zone)))
        inner = QVBoxLayout()
        Spacing(desk.themes, inner, margins=(5, 2, 5, 5))
        inner.addWidget(self.text)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        Spacing(desk.themes, column)
        column.addWidget(self.head)
        column.addWidget(scrolling(inner), 1)

    def show_kept(self, kept: KeptCard, names: Names) -> None:
        """Show a card."""
        self._kept = kept
        self.head.show_card(kept, names)
        self.text.show_version(kept.version, names)

    @property
    def card_id(self) -> int:
        """The id of the card that is shown, 0 for none."""
        return self._kept.card.id if self._kept is not None else 0
