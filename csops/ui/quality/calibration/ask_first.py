"""Asks before something is done with a session: what it comes to, and the verb on the button."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

_MOST_HEIGHT = 320
_WIDTH = 1


class AskFirstDialog(Dialog):
    """Lines, each under a heading of its own or under none, and the act. It stays with its reason where it failed."""

    def __init__(
        self,
        themes: Themes,
        parent: QWidget,
        *,
        title: str,
        lines: Sequence[tuple[str, str]],
        verb: str,
        run: Callable[[], object],
    ) -> None:
        super().__init__(themes, parent, title=title, width=_WIDTH)
        theme, column = themes.current, QVBoxLayout()
        Spacing(themes, column, margins=(0, 0, 2, 0), gap=2)
        self.lines: list[Text] = []
        width = min(theme.size("dialog", _WIDTH), parent.width() - 2 * theme.space(6)) - 2 * theme.space(5)
        width -= theme.space(2)
        high = 0
        for heading, said in lines:
            for text in filter(None, (heading, said)):
                font = "bodyStrong" if text is heading and heading else "body"
                line = Text(themes, text, font=font, colour="text.secondary", wrap=True)
                line.setFixedHeight(line.heightForWidth(width))  # it cannot tell before it has its width
                high += line.height() + theme.space(2)
                self.lines.append(line)
                column.addWidget(line)
        area = scrolling(column)
        area.setFixedHeight(min(high, theme.px(_MOST_HEIGHT)))
        self.body.addWidget(area)
        self.trouble = Text(themes, font="small", colour="danger.text", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.save = Button(themes, verb, role=Role.PRIMARY, keys="Ctrl+Return", show_keys=True)
        self.save.setShortcut("Ctrl+Return")
        self.save.clicked.connect(run)
        self.add_button(self.save)
        self.closed.connect(self.deleteLater)

    def words(self) -> str:
        """Return all that is said."""
        return "\n".join(each.words() for each in self.lines)

    def explain(self, error: Exception) -> None:
        """Say why it was not done."""
        self.trouble.say(words(error).sentence)
        self.trouble.show()

    def first_focus(self) -> QWidget:
        """Override: the act, which can be taken back."""
        return self.save
