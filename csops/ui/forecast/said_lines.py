"""A card of sentences below each other."""

from csops.ui.kit.cards import Card
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class SaidLines(Card):
    """Sentences below each other; gone where there are none."""

    def __init__(self, themes: Themes, title: str) -> None:
        super().__init__(themes, title=title, padded=False)
        self.said: list[str] = []
        self._texts: list[Text] = []
        Spacing(themes, self.body, margins=(5, 0, 5, 4), gap=2)
        self.hide()

    def show_lines(self, lines: list[str]) -> None:
        """Show these sentences."""
        self.said = lines
        for text in self._texts:
            self.body.removeWidget(text)
            text.hide()
            text.deleteLater()
        self._texts = [Text(self.themes, line, wrap=True) for line in lines]
        for text in self._texts:
            self.body.addWidget(text)
        self.setVisible(bool(lines))
