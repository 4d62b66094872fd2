"""What stands around the form of a contact: the head (its draft, closing), the foot (the ways to save)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.labels import Line, Text
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import sides
from csops.ui.kit.theme import Themes
from csops.ui.kit.toast import FLOOR


class LogHead(QWidget):
    """Title, when the draft was kept, discard, close."""

    def __init__(self, themes: Themes, *, title: str = "", discard: str = "") -> None:
        super().__init__()
        theme = themes.current
        self.title = Text(themes, title or self.tr("Log contact"), font="title2")
        self.state = Text(themes, font="small", colour="text.secondary", figures=True)
        self.discard = IconButton(themes, "trash-2", name=discard or self.tr("Discard draft"), role=Role.GHOST)
        self.close_button = IconButton(themes, "x", name=self.tr("Close"), keys="Esc", role=Role.GHOST)
        row = QHBoxLayout(self)
        row.setContentsMargins(sides(theme.space(5), theme.space(2), theme.space(3), theme.space(2)))
        row.setSpacing(theme.space(1))
        row.addWidget(self.title, 1)
        for widget in (self.state, self.discard, self.close_button):
            row.addWidget(widget)

    def show_draft(self, said: str, *, has_draft: bool) -> None:
        """Say when the draft was kept; only what stands there can be discarded."""
        self.state.say(said if has_draft else "")
        self.discard.setVisible(has_draft)


class LogFoot(QWidget):
    """Save and new at the leading side, save at the trailing one; `one_only` where nothing new is begun."""

    def __init__(self, themes: Themes, shortcuts: Shortcuts, *, one_only: bool = False) -> None:
        super().__init__()
        theme, keys = themes.current, shortcuts.keys
        self.save_and_new = Button(
            themes, self.tr("Save and new"), role=Role.GHOST, keys=keys("save_and_new"), show_keys=True
        )
        self.save = Button(themes, self.tr("Save"), role=Role.PRIMARY, keys=keys("save"), show_keys=True)
        self.setObjectName(FLOOR)
        row = QHBoxLayout(self)
        row.setContentsMargins(sides(theme.space(2), theme.space(3), theme.space(5), theme.space(3)))
        row.addWidget(self.save_and_new)
        self.save_and_new.setHidden(one_only)
        row.addStretch(1)
        row.addWidget(self.save)


def lay_out_panel(
    panel: QWidget, themes: Themes, *, above: Sequence[QWidget], form: QWidget, foot: QWidget
) -> QScrollArea:
    """Lay a panel out: what stands above the form, the form in an area that scrolls, its foot. Returns the area."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(form)
    form.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in above:
        column.addWidget(part)
    column.addWidget(area, 1)
    column.addWidget(Line(themes))
    column.addWidget(foot)
    return area
