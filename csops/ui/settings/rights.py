"""What a role allows, act by act, with an icon and words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.settings.role_words import permission_words, role_name

COLUMNS = 2


class Rights(QWidget):
    """Every permission with whether the role has it."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        grid = QGridLayout(self)
        Spacing(themes, grid, margins=(0, 0, 0, 2), gap=1)
        self._allowed: frozenset[Permission] = frozenset()
        self._lines: dict[Permission, tuple[Picture, Text]] = {}
        half = (len(Permission) + 1) // COLUMNS
        for number, permission in enumerate(Permission):
            mark = Picture(themes, "check", size=14)
            said = Text(themes, permission_words(permission), font="small", wrap=True)
            line = QHBoxLayout()
            Spacing(themes, line, gap=2)
            first = QVBoxLayout()  # level with the first line
            Spacing(themes, first, margins=(0, 0.5, 0, 0))
            first.addWidget(mark)
            first.addStretch(1)
            line.addLayout(first)
            line.addWidget(said, 1)
            grid.addLayout(line, number % half, number // half)
            self._lines[permission] = (mark, said)

    def allows(self, permission: Permission) -> bool:
        """Return whether the role that is shown has it."""
        return permission in self._allowed

    def show_role(self, role: Role, *, allowed: Sequence[Permission]) -> None:
        """Show what this role has."""
        self.setAccessibleName(self.tr("What the role {role} allows").format(role=role_name(role)))
        self._allowed = frozenset(allowed)
        for permission, (mark, said) in self._lines.items():
            has = permission in allowed
            mark.show_icon("check" if has else "minus", colour="success.text" if has else "text.disabled")
            said.say(permission_words(permission), colour="text.primary" if has else "text.tertiary")
            state = self.tr("allowed") if has else self.tr("not allowed")
            said.setAccessibleName(f"{permission_words(permission)}: {state}")
