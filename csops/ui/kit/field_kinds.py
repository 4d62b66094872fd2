"""Fields with a meaning: a choice one can type in, a day in words, a duration, a number with its unit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QWidget

from csops.domain.wording import clock_behind
from csops.ui.kit.fields import Field, LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.marks import Picture
from csops.ui.kit.reading import DayReader, read_duration, read_number
from csops.ui.kit.spacing import sides
from csops.ui.kit.theme import Themes

MOST_SHOWN = 12
_TAB = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Something in a list: what it is for the program, and its words."""

    key: str
    text: str


class ChoiceField(Field):
    """A list one can type in; the caller gives the most used first. With `free` other words are taken as well."""

    def __init__(
        self,
        themes: Themes,
        choices: Sequence[Choice] = (),
        *,
        label: str,
        name: str = "",
        helper: str = "",
        required: bool = False,
        typed: bool = True,
        free: bool = False,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.box = ChoiceBox(themes, typed=typed)
        self._free = free
        self._choices: tuple[Choice, ...] = ()
        super().__init__(themes, self.box, label=label, name=name, helper=helper, required=required, parent=parent)
        self.box.setPlaceholderText(placeholder)
        line = self.box.lineEdit()
        if line is not None:
            line.setPlaceholderText(placeholder)
            line.setAccessibleName(label)
            line.textEdited.connect(lambda _text: self.edited.emit())
            line.returnPressed.connect(lambda: self._take_match(first=True))
        self.box.activated.connect(lambda _number: self.edited.emit())
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; what was chosen stays where it is still there."""
        before = self.key()
        self._choices = tuple(choices)
        self.box.clear()
        self.box.addItems([choice.text for choice in choices])
        self.choose(before)

    def key(self) -> str:
        """Return the key of what is chosen or typed in full; empty where that is none of the choices."""
        said = self.text().casefold()
        return next((choice.key for choice in self._choices if choice.text.casefold() == said), "")

    def text(self) -> str:
        """Return the words that stand in the field."""
        return self.box.currentText().strip()

    def choose(self, key: str) -> None:
        """Choose by key, an unknown one empties the field; nobody is told."""
        self.box.setCurrentIndex(next((n for n, choice in enumerate(self._choices) if choice.key == key), -1))
        if not self.box.hasFocus():
            self.show_beginning()

    def set_text(self, text: str) -> None:
        """Put words into a field that takes free words."""
        self.box.setEditText(text)

    def problem(self) -> str:
        """Check now; words that are none of the choices, and mean no single one, are a problem unless free."""
        self._take_match(first=False)
        return self._say_problem()

    def leave(self, *, first: bool = False) -> None:
        """Take what the words mean, with `first` also the first of several, or say at once that it is not there."""
        self._take_match(first=first)
        self.problem()
        self.show_beginning()
        self.left.emit()

    def show_beginning(self) -> None:
        """Let long words be cut at their end."""
        line = self.box.lineEdit()
        if line is not None:
            line.home(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the list has the focus for the line within it; its own popup is no other place."""
        if not self.__dict__:  # Python's half of the object is gone while Qt still takes its own half down
            return False
        if watched is self.box and isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.leave(first=event.reason() in _TAB)
            return False
        return super().eventFilter(watched, event)

    def _check_again(self) -> None:
        if self._error:
            self._say_problem()

    def _say_problem(self) -> str:
        if self.text() and not self.key() and not self._free:
            said = self.tr("“{text}” is not in the list. Choose one from the list")
            self.show_error(said.format(text=self.text()))
            return self.error()
        return super().problem()

    def _take_match(self, *, first: bool) -> None:
        """Choose what the typed words mean: the only choice that has them, or the first that is offered."""
        said = self.text().casefold()
        if self._free or not said or self.key():
            return
        found = [place for place, choice in enumerate(self._choices) if said in choice.text.casefold()]
        if len(found) == 1 or (found and first):
            self.box.setCurrentIndex(found[0])
            self.box.activated.emit(found[0])


class ChoiceBox(QComboBox):
    """A list whose arrow is an icon of the set, and which the wheel changes only while it has the focus."""

    def __init__(self, themes: Themes, *, typed: bool) -> None:
        super().__init__()
        self._themes = themes
        self.setEditable(typed)
        self.setMaxVisibleItems(MOST_SHOWN)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._row = row = QHBoxLayout(self)
        row.addStretch(1)
        arrow = Picture(themes, "chevrons-up-down", colour="text.tertiary", parent=self)
        arrow.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(arrow)
        completer = self.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            if (popup := completer.popup()) is not None:
                popup.setProperty("popup", True)
                popup.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take type and height from the theme."""
        theme = self._themes.current
        self.setFont(theme.font("body", figures=True))
        self.setFixedHeight(theme.size("control"))
        self._row.setContentsMargins(sides(0, 0, theme.space(2), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: a list that is only passed by stays as it is."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class DayField(LineField):
    """A day as people write it; below stands what was understood.

    With `past` a bare weekday was the last one; with `ahead` a day that is over is wrong.
    """

    def __init__(
        self,
        themes: Themes,
        *,
        label: str,
        today: Callable[[], date],
        formats: Formats,
        name: str = "",
        required: bool = False,
        past: bool = False,
        ahead: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(themes, label=label, name=name, required=required, parent=parent)
        self._today, self._formats, self._required, self._ahead = today, formats, required, ahead
        near = {self.tr("today").casefold(): 0, self.tr("tomorrow").casefold(): 1, self.tr("yesterday").casefold(): -1}
        self._reader = DayReader(formats.locale, words=near, past=past)
        self.set_check(self._wrong)
        self.edited.connect(self._echo)

    def day(self) -> date | None:
        """Return the day that was understood."""
        found = self._reader.moment(self.text(), today=self._today())
        return found[0] if found else None

    def time(self) -> time | None:
        """Return the time, where one was written behind the day."""
        found = self._reader.moment(self.text(), today=self._today())
        return found[1] if found else None

    def set_required(self, required: bool) -> None:
        """Let a day be needed, or not."""
        self._required = required
        self.show_error("")

    def set_day(self, day: date | None) -> None:
        """Show a day, with its year where it would be read as another without; nobody is told."""
        self.set_text("" if day is None else self._formats.day(day, weekday=True))
        if day is not None and self.day() != day:
            self.set_text(self._formats.day(day, weekday=True, year=True))
        if day is not None and self.day() != day:
            self.set_text(day.isoformat())
        self._echo()

    def _echo(self) -> None:
        day = self.day()
        echoed = self._formats.long_day(day) if day else ""
        self.set_helper("" if echoed.casefold() == self.text().casefold() else echoed)

    def _wrong(self) -> str:
        if not self.text():
            return self.tr("Say a day, such as “tomorrow” or “fri”") if self._required else ""
        day = self.day()
        if day is None:
            return self._not_a_day()
        is_over = self._ahead and day < self._today()
        return self.tr("That day is over. Choose today or a later day") if is_over else ""

    def _not_a_day(self) -> str:
        said = self._reader.said(clock_behind(self.text())[0], today=self._today())
        if said is not None and said.contradicts:
            words = self.tr("{day} is a {weekday}. Leave the weekday out, or write the day that you mean")
            weekday = self._formats.locale.dayName(said.day.isoweekday())
            return words.format(day=self._formats.day(said.day, year=True), weekday=weekday)
        return self.tr("“{text}” does not read as a day. Say “tomorrow”, “fri” or “17.11.”").format(text=self.text())


class DurationField(LineField):
    """A duration: `4` and `4 min` are minutes, `4:30` minutes and seconds."""

    def __init__(
        self,
        themes: Themes,
        *,
        label: str,
        formats: Formats,
        name: str = "",
        helper: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(themes, label=label, name=name, helper=helper, parent=parent)
        self._formats = formats
        self.set_check(self._wrong)

    def duration(self) -> timedelta | None:
        """Return the duration that was understood."""
        return read_duration(self.text())

    def set_duration(self, value: timedelta | None) -> None:
        """Show a duration; nobody is told."""
        whole = value is not None and value.total_seconds() % 60 == 0
        self.set_text("" if value is None else self._formats.duration(value) if whole else self._formats.clock(value))

    def _wrong(self) -> str:
        said = self.tr("“{text}” does not read as a duration. Say “4 min” or “4:30”").format(text=self.text())
        return said if self.text() and self.duration() is None else ""


class NumberField(LineField):
    """A number with its unit and, where given, its limits (both belong to it)."""

    def __init__(
        self,
        themes: Themes,
        *,
        label: str,
        formats: Formats,
        unit: str = "",
        decimals: int = 0,
        low: float | None = None,
        high: float | None = None,
        name: str = "",
        helper: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(themes, label=label, name=name, helper=helper, unit=unit, parent=parent)
        self._formats, self._decimals, self._low, self._high = formats, decimals, low, high
        self.set_check(self._wrong)

    def number(self) -> Decimal | None:
        """Return the number that was understood."""
        return read_number(self.text(), self._formats.locale)

    def set_number(self, value: Decimal | float | None) -> None:
        """Show a number; nobody is told."""
        self.set_text("" if value is None else self._formats.number(value, decimals=self._decimals))

    def _wrong(self) -> str:
        number = self.number()
        if not self.text():
            return ""
        if number is None:
            return self.tr("“{text}” does not read as a number").format(text=self.text())
        if self._low is not None and number < self._low:
            return self.tr("Not less than {low}").format(low=self._formats.number(self._low, decimals=self._decimals))
        if self._high is not None and number > self._high:
            return self.tr("Not more than {high}").format(
                high=self._formats.number(self._high, decimals=self._decimals)
            )
        return ""
