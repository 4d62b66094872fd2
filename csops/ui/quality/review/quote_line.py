"""A piece of evidence on the card: the quoted words, whether they stand in the contact still, and the ways to them."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.review_quotes import Found, Standing
from csops.ui.kit.controls import IconButton, Role
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.wording import tr


class QuoteLine(QWidget):
    """One quote; a click shows its words in the contact.

    Signals:
        shown(object): the Quote shall be shown. dropped(object): it shall be evidence no more.
    """

    shown = Signal(object)
    dropped = Signal(object)

    def __init__(self, themes: Themes, found: Found, *, may_drop: bool) -> None:
        super().__init__()
        self.found, quoted = found, " ".join(found.quote.text.split())
        words = f"“{quoted}”" if found.standing is not Standing.ERASED else tr("Quoted words")
        self.words = ElidedText(themes, words, font="small", colour="text.secondary")
        self.told = Text(themes, standing_words(found.standing), font="small", colour="warning.text", wrap=True)
        top, column = QHBoxLayout(), QVBoxLayout(self)
        Spacing(themes, top, gap=1)
        Spacing(themes, column)
        top.addWidget(Picture(themes, "quote", size=14))
        top.addWidget(self.words, 1)
        self.show_button = IconButton(
            themes, "eye", name=tr("Show {words}").format(words=words), role=Role.GHOST, compact=True
        )
        self.show_button.clicked.connect(partial(self.shown.emit, found.quote))
        top.addWidget(self.show_button)
        if may_drop:
            drop = IconButton(
                themes, "x", name=tr("Take {words} away").format(words=words), role=Role.GHOST, compact=True
            )
            drop.clicked.connect(partial(self.dropped.emit, found.quote))
            top.addWidget(drop)
        column.addLayout(top)
        column.addWidget(self.told)
        self.show_button.setVisible(self.is_here)  # not before it has a place: it would be a window of its own
        self.told.setVisible(bool(self.told.words()))
        if self.is_here:
            self.words.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join(filter(None, (words, self.told.words()))))

    @property
    def is_here(self) -> bool:
        """Whether the words can be shown."""
        return self.found.standing is Standing.HERE

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click shows the words."""
        super().mouseReleaseEvent(event)
        if (
            self.is_here
            and event.button() is Qt.MouseButton.LeftButton
            and self.rect().contains(event.position().toPoint())
        ):
            self.shown.emit(self.found.quote)


def standing_words(standing: Standing) -> str:
    """Return what is said of quoted words that do not stand in the contact; empty where they do, or never did."""
    said = {
        Standing.CHANGED: tr("The contact was changed since: these words cannot be told in it any more"),
        Standing.AWAY: tr("These words are of a contact that is not on this case any more"),
        Standing.ERASED: tr("The words were erased with the customer"),
    }
    return said.get(standing, "")
