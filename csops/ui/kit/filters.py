"""Filters as chips in words: "Status is Open or Waiting", joined by and."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from csops.ui.kit.choices import Option
from csops.ui.kit.controls import Button, Chip, Role
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


@dataclass(frozen=True, kw_only=True)
class FilterField:
    """One thing to filter by.

    Attributes:
        key: its name in what is chosen.
        title: the word in the chip ("Status").
        options: what can be chosen, most used first.
        is_single: only one at a time.
        is_bare: the chip says the option alone ("Last 30 days").
        is_offered: a chip stands there before anything is chosen; others are under *Filter*.
    """

    key: str
    title: str
    options: tuple[Option, ...]
    is_single: bool = False
    is_bare: bool = False
    is_offered: bool = True


class FilterBar(QWidget):
    """The chips of one list.

    Signals:
        changed(object): something else is chosen; a mapping of field keys to option keys, without empty ones.
        save_wanted: *Save as view* was pressed.
        keep_wanted: *Save* was pressed: the view that is open shall be what is shown.
    """

    changed = Signal(object)
    save_wanted = Signal()
    keep_wanted = Signal()

    def __init__(self, themes: Themes, fields: Sequence[FilterField], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = {field.key: field for field in fields}
        self._chosen: dict[str, tuple[str, ...]] = {}
        self.chips = {field.key: FilterChip(themes, field.title, self) for field in fields}
        self.add = Chip(themes, self.tr("+ Filter"), parent=self)
        self.add.setToolTip(self.tr("Add a filter (Shift F)"))
        self.save = Button(themes, self.tr("Save as view"), role=Role.LINK, parent=self)
        self.keep = Button(themes, self.tr("Save"), role=Role.LINK, parent=self)
        self.keep.hide()
        self._folded: list[str] = []  # chips for which there is no room at all
        self._is_short, self._saves, self._keeps, self._is_asked = False, True, False, False
        self._row = row = QHBoxLayout(self)
        Spacing(themes, row, gap=2)
        for key, chip in self.chips.items():
            row.addWidget(chip)
            chip.wanted.connect(lambda key=key: self._open(key))
            chip.cleared.connect(lambda key=key: self.choose(key, ()))
        row.addWidget(self.add)
        row.addWidget(self.keep)
        row.addWidget(self.save)
        row.addStretch(1)
        self.add.clicked.connect(self.open_add)
        self.save.clicked.connect(self.save_wanted)
        self.keep.clicked.connect(self.keep_wanted)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is little room a filter that is not set says its name, or is under *Filter* only."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Qt: every filter in whole words."""
        return QSize(self._needed(is_short=False), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Qt: what is filtered by; the rest is under *Filter*."""
        folded = [key for key, _ in self._offered() if key not in self._chosen]
        return QSize(self._needed(is_short=True, folded=folded), super().minimumSizeHint().height())

    def whole_width(self) -> int:
        """Return how wide the bar is with every filter in whole words, and with the button that saves a view."""
        return self._needed(is_short=False, saves=True)

    def offer_save(self, offered: bool) -> None:
        """Show the button that saves a view, or leave it to another place."""
        if offered != self._saves:
            self._saves = offered
            self._say()
            self._fit()
            self.updateGeometry()

    def offer_keep(self, offered: bool, *, hint: str = "") -> None:
        """Offer to save the open view as it is now, besides saving another one."""
        self._keeps = offered
        self.keep.setToolTip(hint)
        self.keep.setAccessibleDescription(hint)
        self.save.setText(self.tr("Save as") if offered else self.tr("Save as view"))
        self._say()
        self._fit()
        self.updateGeometry()

    def set_asked(self, asked: bool) -> None:
        """Say that something narrows the list besides the filters, such as typed words: that can be saved too."""
        self._is_asked = asked
        self._say()

    def _fit(self) -> None:
        is_short = self.isVisible() and self._needed(is_short=False) > self.width()
        folded: list[str] = []
        for key in [key for key, _ in reversed(self._offered()) if key not in self._chosen]:
            if is_short and self._needed(is_short=True, folded=folded) > self.width():
                folded.append(key)
        if (is_short, folded) != (self._is_short, self._folded):
            self._is_short, self._folded = is_short, folded
            self._say()

    def _needed(self, *, is_short: bool, saves: bool | None = None, folded: Sequence[str] = ()) -> int:
        """Return how wide the chips and buttons are, in whole words or in short ones, without the chips folded away."""
        saves = self._saves if saves is None else saves
        chips = [(key, chip) for key, chip in self._offered() if key not in folded]
        shown = [chip.width_for(self._text(key, is_short=is_short)) for key, chip in chips]
        shown.append(self.add.sizeHint().width())
        if saves and (self._chosen or self._keeps or not is_short):
            shown.append(self.save.sizeHint().width())
        if saves and self._keeps:
            shown.append(self.keep.sizeHint().width())
        return sum(shown) + self._row.spacing() * len(shown)

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """Return what is chosen, by field key."""
        return dict(self._chosen)

    def set_chosen(self, chosen: Mapping[str, Sequence[str]]) -> None:
        """Choose as a saved view says, without a signal; what no longer exists is left out."""
        kept = {key: self._known(key, options) for key, options in chosen.items() if key in self._fields}
        self._chosen = {key: options for key, options in kept.items() if options}
        self._show()

    def set_fields(self, fields: Sequence[FilterField]) -> None:
        """Offer other options, such as a new owner; the keys stay those of the start."""
        self._fields |= {field.key: field for field in fields if field.key in self.chips}
        self.set_chosen(self._chosen)

    def choose(self, key: str, options: Sequence[str]) -> None:
        """Filter a field by these options, by none to drop the filter."""
        known = self._known(key, options)
        chosen = {name: value for name, value in self._chosen.items() if name != key}
        chosen = {**chosen, key: known} if known else chosen
        if chosen != self._chosen:
            self._chosen = chosen
            self._show()
            self.changed.emit(self.chosen())

    def drop_last(self) -> None:
        """Drop the filter chosen last: what an empty list offers."""
        if self._chosen:
            self.choose(list(self._chosen)[-1], ())

    def words(self) -> str:
        """Return all that is chosen in one sentence."""
        return self.tr(" and ").join(self._words(self._fields[key]) for key in self._chosen)

    def menu(self, key: str) -> QMenu:
        """Return the options of a field to choose from."""
        field, menu = self._fields[key], QMenu(self)
        for option in field.options:
            action = menu.addAction(option.text)
            action.setCheckable(True)
            action.setChecked(option.key in self._chosen.get(key, ()))
            action.triggered.connect(lambda _on=False, name=option.key: self._toggle(key, name))
        return menu

    def add_menu(self) -> QMenu:
        """Return every field, each with its options."""
        menu = QMenu(self)
        for key, field in self._fields.items():
            part = self.menu(key)
            part.setTitle(field.title)
            menu.addMenu(part)
        return menu

    def open_add(self) -> None:
        """Open the list of all filters, as Shift F does."""
        _popup(self.add_menu(), self.add)

    def _open(self, key: str) -> None:
        _popup(self.menu(key), self.chips[key])

    def _toggle(self, key: str, option: str) -> None:
        was = self._chosen.get(key, ())
        if option in was:
            self.choose(key, tuple(name for name in was if name != option))
        else:
            self.choose(key, (option,) if self._fields[key].is_single else (*was, option))

    def _known(self, key: str, options: Sequence[str]) -> tuple[str, ...]:
        return tuple(option.key for option in self._fields[key].options if option.key in options)

    def _show(self) -> None:
        self._say()
        self._fit()
        self.updateGeometry()

    def _offered(self) -> "list[tuple[str, FilterChip]]":
        return [(k, chip) for k, chip in self.chips.items() if self._fields[k].is_offered or k in self._chosen]

    def _say(self) -> None:
        offered = dict(self._offered())
        for key, chip in self.chips.items():
            chip.show_words(self._text(key, is_short=self._is_short), is_on=key in self._chosen)
            chip.setVisible(key in offered and key not in self._folded)
        self.save.setVisible(self._saves and (bool(self._chosen) or self._keeps or not self._is_short))
        self.save.setEnabled(bool(self._chosen) or self._keeps or self._is_asked)
        self.keep.setVisible(self._saves and self._keeps)

    def _text(self, key: str, *, is_short: bool) -> str:
        field = self._fields[key]
        return field.title if is_short and key not in self._chosen else self._words(field)

    def _words(self, field: FilterField) -> str:
        names = [option.text for option in field.options if option.key in self._chosen.get(field.key, ())]
        if field.is_bare and names:
            return names[0]
        what = self.tr(" or ").join(names) if names else self.tr("any")
        return self.tr("{field} is {what}").format(field=field.title, what=what)


class FilterChip(Chip):
    """One filter: pressing it opens its options; its cross, or Delete, drops it.

    Signals:
        wanted: the options shall be shown.
        cleared: the filter shall go.
    """

    wanted = Signal()
    cleared = Signal()

    def __init__(self, themes: Themes, text: str, parent: QWidget | None = None) -> None:
        super().__init__(themes, text, mark="chevron-down", checkable=True, parent=parent)
        self._is_on = False

    def show_words(self, text: str, *, is_on: bool) -> None:
        """Show the filter in words, tinted while it is on."""
        self._is_on = is_on
        self._mark = "x" if is_on else "chevron-down"
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(self.tr("Delete drops this filter") if is_on else "")
        self.setChecked(is_on)
        self.theme_changed()

    def nextCheckState(self) -> None:
        """Override of Qt: pressing does not switch the chip, what is chosen does."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override of Qt: the cross at the trailing end drops the filter, the rest opens it."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or not self.rect().contains(event.position().toPoint()):
            return
        reach = self.themes.current.size("minTarget")
        at = self.width() - event.position().x() if not self.isRightToLeft() else event.position().x()
        (self.cleared if self._is_on and at < reach else self.wanted).emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override of Qt: Enter or Space opens, Delete drops."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._is_on:
            self.cleared.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.wanted.emit()
        else:
            super().keyPressEvent(event)


def _popup(menu: QMenu, below: QWidget) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(below.mapToGlobal(QPoint(0, below.height())))
