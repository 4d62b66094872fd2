"""Parts of the panel of a criterion: what its ratings mean, and what one reviewer says."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.reviews import CriterionRating
from csops.domain.scoring import Criterion
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Avatar, Pill, box, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.calibration.words import rating_look, rating_words
from csops.ui.quality.quoted_words import QuotedWords
from csops.ui.quality.wording import tr


class Meanings(QWidget):
    """What has to be there for each rating, on a ground of its own; the one that is chosen stands out."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, margins=(3, 3, 3, 3), gap=2)

    def show_criterion(self, criterion: Criterion, rating: float | None) -> None:
        """Show what the ratings of a criterion mean, its guidance below; hidden where the card says nothing."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        texts = {one.rating: one.text for one in criterion.meanings if one.text}
        for step in sorted(criterion.scale.steps, key=lambda step: -step.percent):
            if step.rating in texts:
                is_on = step.rating == rating
                title = tr("{rating} means").format(rating=rating_words(criterion, step.rating))
                self._add(title, texts[step.rating], is_on=is_on)
        if criterion.guidance:
            self._add(tr("Guidance"), criterion.guidance, is_on=False)
        self.setVisible(self._column.count() > 0)

    def words(self) -> str:
        """Return all that is shown."""
        return "\n".join(each.words() for each in self.findChildren(Text) if each.isVisibleTo(self))

    def _add(self, title: str, text: str, *, is_on: bool) -> None:
        part = QWidget()
        column = QVBoxLayout(part)
        Spacing(self._themes, column)
        colour = "text.primary" if is_on else "text.secondary"
        column.addWidget(Text(self._themes, title, font="smallStrong", colour=colour))
        column.addWidget(Text(self._themes, text, font="small", colour=colour, wrap=True))
        self._column.addWidget(part)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override of Qt: the ground."""
        theme = self._themes.current
        fill, radius = theme.colour("bg.sunken"), theme.radius("card")
        box(painter_on(self), QRectF(self.rect()), radius=radius, fill=fill, edge=None, width=0)


class Voice(QWidget):
    """One reviewer: name, rating, note, and the words of the contact that they quote.

    Signals:
        shown(object): this Quote of theirs shall be shown in the contact, where that is there still.
    """

    shown = Signal(object)

    def __init__(
        self, themes: Themes, name: str, criterion: Criterion, said: CriterionRating | None, *, has_contact: bool
    ) -> None:
        super().__init__()
        look = rating_look(criterion, said.rating if said is not None else None)
        note = said.note if said is not None else ""
        quotes = [one for one in said.quotes if one.text] if said is not None else []
        if said is not None and said.unseen:
            note = note or tr("The source could not show it")
        self.spoken = ", ".join(filter(None, (name, look.text, note, *(f"“{one.text}”" for one in quotes))))
        self.setAccessibleName(self.spoken)
        row, head, column = QHBoxLayout(self), QHBoxLayout(), QVBoxLayout()
        Spacing(themes, row, gap=2)
        Spacing(themes, head, gap=2)
        Spacing(themes, column, gap=1)
        row.addWidget(Avatar(themes, name), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        head.addWidget(Text(themes, name, font="bodyStrong"), 1)
        head.addWidget(Pill(themes, look))
        column.addLayout(head)
        if note:
            column.addWidget(Text(themes, note, colour="text.secondary", wrap=True))
        self.quotes = [QuotedWords(themes, one, colour="text.tertiary", may_show=has_contact) for one in quotes]
        for quoted in self.quotes:
            quoted.shown.connect(self.shown)
            column.addWidget(quoted)
