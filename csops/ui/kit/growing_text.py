"""A field of several lines that is as high as what stands in it."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

from csops.ui.kit.fields import TextField
from csops.ui.kit.theme import Themes

MOST_LINES = 12


class GrowingText(TextField):
    """A text of which all lines are seen, up to twelve of them: nobody scrolls within a form that scrolls."""

    def __init__(
        self,
        themes: Themes,
        *,
        label: str,
        name: str = "",
        helper: str = "",
        required: bool = False,
        least: int = 1,
        placeholder: str = "",
    ) -> None:
        """Be at least `least` lines high."""
        super().__init__(
            themes, label=label, name=name, helper=helper, required=required, rows=least, placeholder=placeholder
        )
        self._least = least
        self.box.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.box.document().documentLayout().documentSizeChanged.connect(self._fit)
        themes.changed.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: in a narrower field the same words take more lines."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)  # once the lines are broken anew

    def _fit(self) -> None:
        theme = self.themes.current
        # The layout of a plain text counts in lines, not in pixels.
        lines = round(self.box.document().documentLayout().documentSize().height())
        lines = max(self._least, min(lines, MOST_LINES))
        wanted = lines * self.box.fontMetrics().lineSpacing() + 2 * theme.space(2) + theme.space(1)
        if self.box.height() != wanted or self.box.minimumHeight() != wanted:
            self.box.setFixedHeight(wanted)
