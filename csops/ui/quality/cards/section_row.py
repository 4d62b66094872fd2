"""The head of a section of a card: its name, what its criteria weigh together, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.domain.review_cards import Section
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.fields import Line
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.kit.weights import weight_words
from csops.ui.quality.cards.two_ways import stack
from csops.ui.quality.wording import tr


class SectionRow(QWidget):
    """Shows a section.

    Signals:
        edited: its name was typed.
        added: it shall have another criterion.
        moved(int): it shall go up (-1) or down (1), with its criteria.
        removed: it shall go; it is empty.
    """

    edited = Signal()
    added = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, themes: Themes, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self._formats = formats
        self.name = _SectionLine(themes)
        self.name.setPlaceholderText(tr("Name of the section"))
        self.weight = Text(themes, font="smallStrong", colour="text.secondary", figures=True)
        self.add = Button(themes, tr("Criterion"), icon_name="plus", role=Role.GHOST, compact=True)
        self.up = IconButton(themes, "arrow-up", name="", role=Role.GHOST, compact=True)
        self.down = IconButton(themes, "arrow-down", name="", role=Role.GHOST, compact=True)
        self.remove = IconButton(themes, "trash-2", name="", role=Role.GHOST, compact=True)
        self._row, acts = QHBoxLayout(self), QHBoxLayout()
        Spacing(themes, self._row, margins=(0, 3, 0, 0), gap=2)
        Spacing(themes, acts, gap=2)
        for widget in (self.weight, self.add, self.up, self.down, self.remove):
            acts.addWidget(widget)
        self._row.addWidget(self.name, 1)
        self._row.addLayout(acts)
        self.name.textEdited.connect(lambda _text: self._typed())
        self.add.clicked.connect(self.added)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)

    def set_narrow(self, is_narrow: bool) -> None:
        """Take two lines where one has no room."""
        stack([self._row], is_narrow=is_narrow)

    def show_section(self, section: Section) -> None:
        """Show a section; nobody is told."""
        if self.name.text() != section.name:
            self.name.setText(section.name)
        self._say_names()

    def show_weight(self, weight: float, *, is_empty: bool) -> None:
        """Show what its criteria weigh together. It goes only once it is empty, so that no text goes with it."""
        self.weight.say(tr("{weight} %").format(weight=weight_words(round(weight, 2), self._formats)))
        self.remove.setEnabled(is_empty)
        name = self.name.text() or tr("New section")
        said = tr("Remove {section}") if is_empty else tr("{section} can be removed once it holds no criterion")
        self.remove.show_icon("trash-2", name=said.format(section=name))

    def _typed(self) -> None:
        self._say_names()
        self.edited.emit()

    def _say_names(self) -> None:
        name = self.name.text() or tr("New section")
        self.name.setAccessibleName(tr("{section}: name of the section").format(section=name))
        self.add.setAccessibleName(tr("Add a criterion to {section}").format(section=name))
        self.add.setToolTip(self.add.accessibleName())
        for button, icon, said in (
            (self.up, "arrow-up", tr("Move {section} up")),
            (self.down, "arrow-down", tr("Move {section} down")),
        ):
            button.show_icon(icon, name=said.format(section=name))


class _SectionLine(Line):
    """The name of a section stands out from those of its criteria."""

    def theme_changed(self) -> None:
        super().theme_changed()
        self.setFont(self.themes.current.font("bodyStrong"))
