"""What to say at a step of a recovery: the phrase, its blanks to be seen, and *Copy*."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from csops.ui.cases.recovery_words import place_words
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class Phrase(QFrame):
    """Shows a phrase; `blanks` are the places in it that nobody has filled in."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.setProperty("kind", "sunken")
        self.phrase = ""
        self.blanks: tuple[str, ...] = ()
        self.say = Text(themes, wrap=True)
        self.still = Text(themes, font="small", colour="warning.text", wrap=True)
        self.button = Button(themes, self.tr("Copy"), role=Role.LINK, compact=True)
        words, row = QVBoxLayout(), QHBoxLayout(self)
        Spacing(themes, words, gap=1)
        Spacing(themes, row, margins=(3, 2, 2, 2), gap=2)
        words.addWidget(self.say)
        words.addWidget(self.still)
        row.addLayout(words, 1)
        row.addWidget(self.button)

    def say_phrase(self, phrase: str, *, blanks: Sequence[str]) -> None:
        """Show another phrase, or what became of it as its blanks are filled in; without one nothing."""
        self.phrase, self.blanks = phrase, tuple(blanks)
        self.setVisible(bool(phrase))
        self.say.say(f"“{phrase}”")
        names = ", ".join(place_words(name) for name in blanks)
        self.still.say(self.tr("Still to fill in: {names}").format(names=names) if names else "")
        self.still.setVisible(bool(names))
        self.button.setAccessibleDescription(phrase)

    def copy(self) -> None:
        """Put the phrase on the clipboard."""
        QGuiApplication.clipboard().setText(self.phrase)
