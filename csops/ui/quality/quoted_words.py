"""Words of a contact that somebody quoted, with the way to them in the contact."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.domain.reviews import Quote
from csops.ui.kit.controls import IconButton, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.tab_keys import REVIEW
from csops.ui.quality.wording import tr


def quote_question(review_id: int, criterion: str, quote: Quote) -> Mapping[str, object]:
    """Return how quality is asked for a review with a criterion in front, and words in sight that it quotes there."""
    return {"tab": REVIEW, "review_id": review_id, "criterion": criterion, "quote": quote}


class QuotedWords(QWidget):
    """All the words of one quote. Whether they stand in the contact still is said where they are shown.

    Signals:
        shown(object): this Quote shall be shown in its contact.
    """

    shown = Signal(object)

    def __init__(self, themes: Themes, quote: Quote, *, colour: str, may_show: bool) -> None:
        super().__init__()
        said = f"“{quote.text}”"
        self.words = Text(themes, said, font="small", colour=colour, wrap=True)
        row = QHBoxLayout(self)
        Spacing(themes, row, gap=1)
        row.addWidget(self.words, 1)
        self.show_button: IconButton | None = None
        if may_show:
            show = IconButton(themes, "eye", name=tr("Show in the contact"), role=Role.GHOST, compact=True)
            show.setAccessibleDescription(said)
            show.clicked.connect(lambda: self.shown.emit(quote))
            row.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
            self.show_button = show
