"""The head of the log panel (its draft, closing) and its foot (the two ways to save)."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.theme import Themes


class LogHead(QWidget):
    """Title, when the draft was kept, discard, close."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        theme = themes.current
        self.state = Text(themes, font="small", colour="text.secondary", figures=True)
        self.discard = IconButton(themes, "trash-2", name=self.tr("Discard draft"), role=Role.GHOST)
        self.close_button = IconButton(themes, "x", name=self.tr("Close"), keys="Esc", role=Role.GHOST)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(5), theme.space(2), theme.space(3), theme.space(2))
        row.setSpacing(theme.space(1))
        row.addWidget(Text(themes, self.tr("Log contact"), font="title2"), 1)
        for widget in (self.state, self.discard, self.close_button):
            row.addWidget(widget)

    def show_draft(self, said: str, *, has_draft: bool) -> None:
        """Say when the draft was kept; only what stands there can be discarded."""
        self.state.say(said if has_draft else "")
        self.discard.setVisible(has_draft)


class LogFoot(QWidget):
    """Save and new at the leading side, save at the trailing one."""

    def __init__(self, themes: Themes, shortcuts: Shortcuts) -> None:
        super().__init__()
        theme, keys = themes.current, shortcuts.keys
        self.save_and_new = Button(
            themes, self.tr("Save and new"), role=Role.GHOST, keys=keys("save_and_new"), show_keys=True
        )
        self.save = Button(themes, self.tr("Save"), role=Role.PRIMARY, keys=keys("save"), show_keys=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(2), theme.space(3), theme.space(5), theme.space(3))
        row.addWidget(self.save_and_new)
        row.addStretch(1)
        row.addWidget(self.save)
