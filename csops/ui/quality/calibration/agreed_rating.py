"""The rating that is agreed on: by its letters or digits, the arrow keys or a click; nothing is chosen unasked."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent

from csops.domain.scoring import Criterion
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.marks import paint_focus, painter_on
from csops.ui.kit.theme import Themes
from csops.ui.quality.wording import tr

NA = "na"
_NA_KEY = "X"
_LEADS, _TRAILS = {Qt.Key.Key_Right, Qt.Key.Key_Down}, {Qt.Key.Key_Left, Qt.Key.Key_Up}


class AgreedRating(Segmented):
    """The ratings of a criterion. While none is chosen the focus stands on all of them: Space means none of them."""

    def __init__(self, themes: Themes) -> None:
        self._press: dict[str, str] = {}
        super().__init__(themes, [Option(key=NA, text=tr("N/A"))], name=tr("Agreed rating"))

    def show_criterion(self, criterion: Criterion, *, may_na: bool) -> None:
        """Show the ratings of a criterion, the best first."""
        steps = sorted(criterion.scale.steps, key=lambda step: -step.percent)
        options = [Option(key=f"{step.rating:g}", text=step.label or f"{step.rating:g}") for step in steps]
        self._press = {step.press.upper(): f"{step.rating:g}" for step in steps if step.press}
        if may_na:
            options.append(Option(key=NA, text=tr("N/A")))
            self._press[_NA_KEY] = NA
        self.show_options(options)

    def take_focus(self) -> None:
        """Put the focus on what is chosen, else on all of them."""
        (self._group.checkedButton() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, key: str) -> None:
        """Choose as a person does."""
        self.choose(key)
        self.take_focus()
        self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override of Qt: letters and digits rate; arrow keys begin at an end."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            super().keyPressEvent(event)
        elif self.hasFocus() and key in _LEADS | _TRAILS:
            is_first = (key in _LEADS) != (self.isRightToLeft() and key in {Qt.Key.Key_Left, Qt.Key.Key_Right})
            self.take(self._keys[0 if is_first else -1])
        elif event.text().upper() in self._press:
            self.take(self._press[event.text().upper()])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override of Qt: the focus is seen on all of them."""
        super().paintEvent(event)
        if self.hasFocus():
            theme = self.themes.current
            paint_focus(painter_on(self), self.rect(), theme, radius=theme.radius("control"))

    def _show_stop(self) -> None:
        if self._group.checkedButton() is not None:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            super()._show_stop()
            return
        for button in self._group.buttons():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
