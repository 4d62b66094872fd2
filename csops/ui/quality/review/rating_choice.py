"""The ratings of a scale side by side, each in the colour of what it is worth, and *N/A*."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from csops.domain.scoring import Criterion
from csops.ui.kit.choices import OneOf
from csops.ui.kit.marks import box, paint_focus, painter_on
from csops.ui.kit.theme import Themes
from csops.ui.quality.wording import tr

NA = "na"
_WELL, _SO_SO = 75.0, 50.0
_MOST_WORDS = 3  # a scale of more steps is told by its keys


@dataclass(frozen=True, kw_only=True)
class RatingStep:
    """One segment: its key, what stands on it, its whole name, and the family of its colour."""

    key: str
    text: str
    name: str
    family: str


def steps_of(criterion: Criterion) -> list[RatingStep]:
    """Return the segments of a criterion: the best first where they are words, as numbers they go up."""
    steps = sorted(criterion.scale.steps, key=lambda step: -step.percent)
    is_words = len(steps) <= _MOST_WORDS
    found = [
        RatingStep(
            key=f"{step.rating:g}",
            text=step.label if is_words and step.label else step.press or f"{step.rating:g}",
            name=step.label or f"{step.rating:g}",
            family=family_of(step.percent),
        )
        for step in (steps if is_words else reversed(steps))
    ]
    return [*found, RatingStep(key=NA, text=tr("N/A"), name=tr("Not applicable"), family="neutral")]


def family_of(percent: float) -> str:
    """Return the family of colours that says how well a rating is."""
    return "success" if percent >= _WELL else "warning" if percent >= _SO_SO else "danger"


class RatingChoice(OneOf):
    """The rating of one criterion; nothing is chosen while it is open.

    Signals:
        entered: the focus came here.
    """

    entered = Signal()

    def __init__(self, themes: Themes, *, name: str) -> None:
        super().__init__(themes, name=name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.theme_changed()

    def show_steps(self, steps: Sequence[RatingStep]) -> None:
        """Show these segments; what was chosen stays chosen where it is still there."""
        before = self.key()
        segments = [(step.key, _Segment(self.themes, step, criterion=self.accessibleName())) for step in steps]
        self._fill(segments)
        for _key, segment in segments:
            segment.entered.connect(self.entered)
        self.choose(before)

    def take_focus(self) -> None:
        """Put the focus on what is chosen, else on the first."""
        (self._group.checkedButton() or self._group.buttons()[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def let_na(self, may: bool) -> None:
        """Let it be called not applicable, or say why it may not be."""
        button = self.button(NA)
        button.setEnabled(may)
        button.setToolTip(tr("Not applicable") if may else tr("This card asks for a rating of it"))

    def theme_changed(self) -> None:
        """Take height and margins from the theme."""
        theme = self.themes.current
        self.setFixedHeight(theme.size("control"))
        edge = theme.space(0.5)
        self._row.setContentsMargins(edge, edge, edge, edge)
        self._row.setSpacing(0)
        super().theme_changed()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the trough in which the segments lie."""
        theme = self.themes.current
        edge, radius = theme.colour("border.default"), theme.radius("control")
        fill, width = theme.colour("bg.sunken"), theme.stroke("hairline")
        box(painter_on(self), QRectF(self.rect()), radius=radius, fill=fill, edge=edge, width=width)


class _Segment(QAbstractButton):
    entered = Signal()

    def __init__(self, themes: Themes, step: RatingStep, *, criterion: str) -> None:
        super().__init__()
        self._themes, self.step = themes, step
        self.setText(step.text)
        self.setAccessibleName(f"{criterion}: {step.name}")
        self.setToolTip(step.name if step.name != step.text else "")
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        theme = self._themes.current
        words = QFontMetrics(theme.font("smallStrong")).horizontalAdvance(self.text())
        return QSize(words + 2 * theme.space(2) + theme.space(1), theme.size("minTarget"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._themes.current, painter_on(self)
        radius, family = theme.radius("chip"), self.step.family
        colour = theme.colour("text.secondary")
        if self.isChecked():
            colour = theme.colour(f"{family}.text")
            edge = theme.colour("border.control" if family == "neutral" else f"{family}.solid")
            fill, width = theme.colour(f"{family}.soft"), theme.stroke("hairline")
            box(painter, QRectF(self.rect()), radius=radius, fill=fill, edge=edge, width=width)
        elif self.underMouse() and self.isEnabled():
            box(painter, QRectF(self.rect()), radius=radius, fill=theme.colour("bg.hover"), edge=None, width=0)
        painter.setFont(theme.font("smallStrong", figures=True))
        painter.setPen(colour if self.isEnabled() or self.isChecked() else theme.colour("text.disabled"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=radius)
