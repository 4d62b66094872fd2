"""A value that is turned with a slider or typed, with its source below and a way back to today's."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from csops.ui.kit.choices import Slider
from csops.ui.kit.controls import IconButton, Role
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.spacing import Spacing, sides
from csops.ui.kit.theme import Themes

VALUE_WIDTH_IN_CONTROLS = 2


@dataclass(frozen=True, kw_only=True)
class Scale:
    """What can be chosen: from `low` to `high` in steps of the slider; typed values may lie between two steps.

    `write` makes the words of a value, `read` understands them (None: not understood); `right` says what would be
    right.
    """

    low: float
    high: float
    step: float
    write: Callable[[float], str]
    read: Callable[[str], float | None]
    right: str


class ValueSlider(QWidget):
    """One assumption.

    Signals:
        turned: the new value, while the knob is dragged, after a key, a typed value or *Reset*.
    """

    turned = Signal(float)

    def __init__(self, themes: Themes, *, name: str, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes, self.scale = themes, scale
        self._value = self._today = scale.low
        self._source, self._error = "", ""
        self.label = ElidedText(themes, name, font="body", hugs=True)
        self.line = ValueLine(themes, name=name)
        self.slider = Slider(themes, name=name, low=0, high=1, value=0)
        self.below = ElidedText(themes, font="small", colour="text.secondary")
        self.reset = IconButton(themes, "rotate-ccw", name=self.tr("Reset"), role=Role.GHOST, compact=True)
        # Its room is kept, or the panel would jump with the first value that is turned.
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self.reset.setVisible(False)
        self._build()
        self.set_scale(scale, name=name)
        self.slider.valueChanged.connect(self._slid)
        self.line.editingFinished.connect(self._typed)
        self.reset.clicked.connect(self.go_back)

    def _build(self) -> None:
        head, column = QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(self.label)
        head.addStretch(1)
        head.addWidget(self.reset)
        head.addWidget(self.line)
        Spacing(self.themes, head)
        Spacing(self.themes, column)
        column.addLayout(head)
        column.addWidget(self.slider)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.below, 1)
        Spacing(self.themes, self._foot, gap=2)
        column.addLayout(self._foot)
        side = self.themes.current.size("minTarget")
        self.reset.setFixedSize(side, side)
        self.setFocusProxy(self.slider)

    def set_scale(self, scale: Scale, *, name: str) -> None:
        """Turn something else, such as the handle time of another channel; `show_value` follows."""
        self.scale = scale
        self.label.say(name)
        self.slider.blockSignals(True)
        self.slider.setRange(0, round((scale.high - scale.low) / scale.step))
        self.slider.setPageStep(max(1, self.slider.maximum() // 10))
        self.slider.blockSignals(False)
        for widget in (self.slider, self.line):
            widget.setAccessibleName(name)
        self.reset.setAccessibleName(self.tr("Reset {name}").format(name=name))
        self.reset.setToolTip(self.tr("Reset {name}").format(name=name))

    def value(self) -> float:
        """Return what is assumed."""
        return self._value

    def is_changed(self) -> bool:
        """Whether it is another than today's."""
        return abs(self._value - self._today) > self.scale.step / 1000

    def show_value(self, value: float, *, today: float, source: str) -> None:
        """Show a value, the one of today and where that is from; nobody is told."""
        self._value, self._today, self._source, self._error = value, today, source, ""
        self._show()

    def show_source(self, source: str) -> None:
        """Say anew where today's value is from."""
        self._source = source
        self._show_below()

    def add_link(self, link: QWidget) -> None:
        """Put a link beside the source, which leads to what is behind it."""
        self._foot.addWidget(link)

    def go_back(self) -> None:
        """Take today's value again."""
        self._take(self._today)

    def _slid(self, step: int) -> None:
        self._take(self.scale.low + step * self.scale.step)

    def _typed(self) -> None:
        said = self.line.text().strip()
        if said == self.scale.write(self._value):
            return
        found = self.scale.read(said)
        if found is None or not self.scale.low <= found <= self.scale.high:
            self._error = self.scale.right
            self._show_below()
            return
        self._take(found)

    def _take(self, value: float) -> None:
        self._error = ""
        if value != self._value:
            self._value = value
            self._show()
            self.turned.emit(value)
        else:
            self._show()

    def _show(self) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(self._step(self._value))
        self.slider.blockSignals(False)
        self.slider.set_today(self._step(self._today))
        changed = self.is_changed()
        self.line.show_value(self.scale.write(self._value), is_changed=changed)
        self.slider.setAccessibleDescription(self.scale.write(self._value))
        self.reset.setVisible(changed)
        self._show_below()

    def _show_below(self) -> None:
        today = self.tr("Today {value}").format(value=self.scale.write(self._today))
        said = f"{today}. {self._source}" if self.is_changed() else self._source
        self.below.say(self._error or said, colour="danger.text" if self._error else "text.secondary")
        self.line.setAccessibleDescription(self._error or said)

    def _step(self, value: float) -> int:
        return round((value - self.scale.low) / self.scale.step)


class ValueLine(QLineEdit):
    """A figure that becomes a field when one goes into it."""

    def __init__(self, themes: Themes, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes, self._is_changed = themes, False
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("bare", True)
        self.installEventFilter(self)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def show_value(self, text: str, *, is_changed: bool) -> None:
        """Show a figure, in the accent where it is another than today's."""
        self.setText(text)
        self._is_changed = is_changed
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take type, colour and size from the theme."""
        theme = self.themes.current
        self.setFont(theme.font("bodyStrong", figures=True))
        self.setFixedSize(VALUE_WIDTH_IN_CONTROLS * theme.size("control"), theme.size("minTarget"))
        # Qt leaves room beside a line without a frame; the figure ends where the track below ends.
        self.setTextMargins(sides(0, 0, -theme.space(1), 0))
        colour = theme.colour("accent.text" if self._is_changed else "text.primary").name()
        self.setStyleSheet(f"QLineEdit {{ color: {colour}; min-height: 0; }}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: with the focus it looks like a field, its figure selected."""
        if not self.__dict__:  # Python's half of the object is gone while Qt still takes its own half down
            return False
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.setProperty("bare", event.type() == QEvent.Type.FocusOut)
            self.style().unpolish(self)
            self.style().polish(self)
        return super().eventFilter(watched, event)
