"""What a tab of the forecast shows: a skeleton while it waits, its content, or why there is none."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from csops.ui.forecast import wording
from csops.ui.forecast.looking import LEAST_DAYS
from csops.ui.kit.cards import Banner, EmptyState
from csops.ui.kit.errors import words
from csops.ui.kit.theme import Themes
from csops.ui.kit.waiting import Skeleton


class Grounds(QStackedWidget):
    """One of the three at a time, the skeleton first."""

    def __init__(self, themes: Themes, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes, self.content = themes, content
        self.empty: EmptyState | None = None
        self.addWidget(Skeleton(themes))
        self.addWidget(content)

    def show_content(self) -> None:
        """Show what there is."""
        self.setCurrentWidget(self.content)

    def show_too_little(self, days: int, *, action: str = "", run: Callable[[], object] | None = None) -> None:
        """Say that so many days of history are not enough to look ahead; `action` and `run` are what leads on."""
        if self.empty is not None:
            self.removeWidget(self.empty)
            self.empty.deleteLater()
        self.empty = EmptyState(
            self.themes,
            icon="chart-line",
            title=wording.tr("Not enough to look ahead"),
            why=wording.not_enough(days, least=LEAST_DAYS),
            action=action,
            run=run,
        )
        self.addWidget(self.empty)
        self.setCurrentWidget(self.empty)


def failure(themes: Themes, error: Exception, again: Callable[[], None]) -> Banner:
    """Return a banner that says what went wrong, with a button that tries it again."""
    banner = Banner(themes, words(error).sentence, family="danger")
    banner.add_button(wording.tr("Try again"), again)
    return banner
