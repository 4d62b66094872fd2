"""A figure of calibrations taken apart, over the window: a few sentences."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.theme import Themes


class ExplainedDialog(Dialog):
    """Sentences under a title."""

    def __init__(self, themes: Themes, parent: QWidget, *, title: str, sentences: Sequence[str]) -> None:
        super().__init__(themes, parent, title=title)
        theme = themes.current
        width = min(theme.size("dialog", 0), parent.width() - 2 * theme.space(6)) - 2 * theme.space(5)
        self.spacing.change(gap=2)
        for sentence in sentences:
            text = Text(themes, sentence, colour="text.secondary", wrap=True)
            # A wrapped label cannot tell its height before it has its width, and the dialog asks before.
            text.setFixedHeight(text.heightForWidth(width))
            self.body.addWidget(text)
        self.closed.connect(self.deleteLater)
