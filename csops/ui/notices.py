"""What stands above everything until it is dealt with: that these are examples, and mistakes of our own."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.ui.kit.cards import Banner
from csops.ui.kit.controls import Button
from csops.ui.kit.errors import Words
from csops.ui.kit.fields import TextField
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.theme import Themes


class Notices(QWidget):
    """A column of banners. Each has a name; a second one of a name takes the place of the first."""

    def __init__(self, themes: Themes, *, over: QWidget) -> None:
        super().__init__()
        self._themes, self._over = themes, over
        self._shown: dict[str, Banner] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def banner(self, name: str) -> Banner | None:
        """Return the banner of this name."""
        return self._shown.get(name)

    def show_fact(self, name: str, text: str, *, button: str, run: Callable[[], object]) -> Banner:
        """Say something that stays true, with what can be done about it."""
        banner = self._put(name, Banner(self._themes, text, family="info", slim=True))
        banner.add_button(button, run)
        return banner

    def show_failure(self, told: Words) -> None:
        """Say what went wrong, with *Details* and *Copy*; it can be closed."""
        banner = self._put("failure", Banner(self._themes, told.sentence, family="danger"))
        banner.add_button(self.tr("Details"), lambda: self.show_details(told))
        banner.add_button(self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(told.details))
        banner.add_close(lambda: self.drop("failure"))

    def show_details(self, told: Words) -> None:
        """Show what the log knows of a failure."""
        dialog = Dialog(self._themes, self._over, title=self.tr("What went wrong"), width=1)
        field = TextField(self._themes, label=self.tr("Details"), helper=told.sentence, rows=8)
        field.box.setReadOnly(True)
        field.set_text(told.details)
        dialog.body.addWidget(field)
        copy = Button(self._themes, self.tr("Copy"), icon_name="copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(told.details))
        dialog.add_button(copy)
        dialog.closed.connect(dialog.deleteLater)
        dialog.open()

    def drop(self, name: str) -> None:
        """Take a banner away."""
        banner = self._shown.pop(name, None)
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()

    def _put(self, name: str, banner: Banner) -> Banner:
        self.drop(name)
        self._shown[name] = banner
        self._column.addWidget(banner)
        return banner
