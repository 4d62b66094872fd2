"""A button that says which of several are chosen, and opens the list of them to tick."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from csops.ui.kit.choices import Option
from csops.ui.kit.controls import Button
from csops.ui.kit.theme import Themes
from csops.ui.quality.wording import tr

_MOST_SAID = 2


class PickButton(Button):
    """Chooses any number of things.

    Signals:
        edited: a person ticked or unticked one.
    """

    edited = Signal()

    def __init__(self, themes: Themes, *, name: str, none: str, icon: str) -> None:
        super().__init__(themes, none, icon_name=icon, compact=True)
        self._called, self._none = name, none
        self._options: tuple[Option, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self.clicked.connect(self.open_menu)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these; what was chosen stays chosen."""
        self._options = tuple(options)
        self._say()

    def choose(self, keys: Collection[str]) -> None:
        """Choose these; nobody is told."""
        self._chosen = tuple(keys)
        self._say()

    def chosen(self) -> tuple[str, ...]:
        """Return the keys that are chosen, those of things that are not offered any more too."""
        return self._chosen

    def menu(self) -> QMenu:
        """Return the list, those chosen ticked."""
        menu = QMenu(self)
        for option in self._options:
            action = QAction(option.text, menu)
            action.setCheckable(True)
            action.setChecked(option.key in self._chosen)
            action.toggled.connect(lambda is_on, key=option.key: self._tick(key, is_on=is_on))
            menu.addAction(action)
        return menu

    def open_menu(self) -> None:
        """Open the list below the button."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _tick(self, key: str, *, is_on: bool) -> None:
        wanted = {*self._chosen, key} if is_on else {*self._chosen} - {key}
        offered = [option.key for option in self._options]
        self._chosen = (
            *(one for one in offered if one in wanted),
            *(one for one in self._chosen if one not in offered),
        )
        self._say()
        self.edited.emit()

    def _say(self) -> None:
        called = {option.key: option.text for option in self._options}
        names = [called.get(key, key) for key in self._chosen]
        said, more = ", ".join(names[:_MOST_SAID]) or self._none, len(names) - _MOST_SAID
        self.setText(f"{said} +{more}" if more > 0 else said)
        whole = tr("{what}: {chosen}").format(what=self._called, chosen=", ".join(names) or self._none)
        self.setAccessibleName(whole)
        self.setToolTip(whole)
        self.theme_changed()
