"""A list to choose from without a label above it: its name is told by what stands beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.theme import Themes


class Picker(QWidget):
    """One of a few.

    Signals:
        picked(str): a person chose the option with this key.
    """

    picked = Signal(str)

    def __init__(
        self,
        themes: Themes,
        choices: Sequence[Choice],
        *,
        name: str,
        key: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_open = False
        self.field = ChoiceField(themes, choices, label=name, typed=False, placeholder=placeholder)
        self.field.label.hide()
        self.field.choose(key)
        self.field.edited.connect(lambda: self.picked.emit(self.field.key()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)
        self.setFocusProxy(self.field.box)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take the height from the theme; the field took its state for its own and wiped it."""
        self.mark(is_open=self._is_open)
        self.setFixedHeight(self.field.box.height())

    def key(self) -> str:
        """Return the key of what is chosen."""
        return self.field.key()

    def pick(self, key: str) -> None:
        """Choose as a person would: by key, and tell."""
        self.field.choose(key)
        self.picked.emit(key)

    def mark(self, *, is_open: bool) -> None:
        """Show by its edge that something is to be chosen."""
        self._is_open = is_open
        box = self.field.box
        box.setProperty("state", "warning" if is_open else "")
        box.style().unpolish(box)
        box.style().polish(box)
        box.theme_changed()  # a box polished by hand forgets its type with the next zoom
