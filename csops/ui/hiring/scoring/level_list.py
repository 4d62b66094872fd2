"""The five described behaviours of a skill, of which one is pressed: by a key from 1 to 5, or a click."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csops.domain.skills import HIGHEST, LOWEST
from csops.services.score_forms import SkillLine
from csops.ui.hiring.scoring.words import anchor_words, mark_words
from csops.ui.hiring.wording import level_words, tr
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Mark, Picture, box, paint_focus, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})
_LEVELS = range(LOWEST, HIGHEST + 1)


def lie_within(parts: Iterable[QWidget]) -> None:
    """Let parts of a button pass their clicks on to it, and keep their own colours: Qt would take the button's."""
    for part in parts:
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        part.setForegroundRole(QPalette.ColorRole.WindowText)


class LevelNumber(Mark):
    """The key that rates, as it stands on the keyboard; filled where it is the rating."""

    def __init__(self, themes: Themes, level: int) -> None:
        super().__init__(themes)
        self._level, self._is_chosen = level, False

    def show_chosen(self, is_chosen: bool) -> None:
        """Show whether it is the rating."""
        self._is_chosen = is_chosen
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: a square."""
        side = self.theme.size("controlCompact")
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the key."""
        theme, painter = self.theme, painter_on(self)
        fill = theme.colour("accent.solid" if self._is_chosen else "bg.sunken")
        edge = None if self._is_chosen else theme.colour("border.default")
        radius, width = theme.radius("control"), theme.stroke("hairline")
        box(painter, QRectF(self.rect()), radius=radius, fill=fill, edge=edge, width=width)
        painter.setFont(theme.font("bodyStrong", figures=True))
        painter.setPen(theme.colour("text.onAccent" if self._is_chosen else "text.secondary"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._level))


class LevelButton(QAbstractButton):
    """One behaviour: its number, what can be seen or heard, and what the level means to the role."""

    def __init__(self, themes: Themes, level: int) -> None:
        super().__init__()
        self.themes, self.level = themes, level
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._number = LevelNumber(themes, level)
        self._behaviour = Text(themes, font="bodyStrong", wrap=True)
        self._meaning = Text(themes, font="small", colour="text.secondary")
        self._flag = Picture(themes, "flag", colour="accent.text")
        self._row = QHBoxLayout(self)
        Spacing(themes, self._row, margins=(3, 2, 4, 2), gap=3)
        column = QVBoxLayout()
        Spacing(themes, column, gap=0.5)
        column.addWidget(self._behaviour)
        column.addWidget(self._meaning)
        self._row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(column, 1)
        self._row.addWidget(self._flag)
        parts: tuple[QWidget, ...] = (self._number, self._behaviour, self._meaning, self._flag)
        lie_within(parts)
        themes.changed.connect(self.update)

    def show_line(self, line: SkillLine, *, first: int | None) -> None:
        """Show the behaviour of a skill at this level; `first`: the level that was submitted first, if another."""
        behaviour, mark = anchor_words(line, self.level), mark_words(self.level, line.asked)
        was = tr("Submitted first") if first == self.level else ""
        self._behaviour.say(behaviour)
        said = " · ".join(part for part in (level_words(self.level), mark, was) if part)
        self._meaning.say(said, colour="accent.text" if mark or was else "text.secondary")
        self._flag.setVisible(line.asked is not None and self.level == line.asked.target_level)
        self.setAccessibleName(f"{self.level}, {behaviour}")
        self.setAccessibleDescription(said)

    def show_chosen(self, is_chosen: bool) -> None:
        """Show whether it is the rating."""
        self.setChecked(is_chosen)
        self._number.show_chosen(is_chosen)

    def sizeHint(self) -> QSize:
        """Qt: as its parts want."""
        return self._row.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the list goes through its buttons; a button of its own would go to any neighbour."""
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground."""
        theme, painter = self.themes.current, painter_on(self)
        hover = self.underMouse() and self.isEnabled()
        fill = "bg.selected" if self.isChecked() else "bg.hover" if hover else "bg.surface"
        edge = "accent.solid" if self.isChecked() else "border.default"
        radius = theme.radius("control")
        width = theme.stroke("focus" if self.isChecked() else "hairline")
        ground, line = theme.colour(fill), theme.colour(edge)
        box(painter, QRectF(self.rect()), radius=radius, fill=ground, edge=line, width=width)
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=radius)


class LevelList(QWidget):
    """The five levels. Tab stops once: at the rating, else at the first; the arrow keys go through them.

    Signals:
        rated(int): a level was pressed.
    """

    rated = Signal(int)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Levels"))
        column = QVBoxLayout(self)
        Spacing(themes, column, gap=2)
        self.buttons = tuple(LevelButton(themes, level) for level in _LEVELS)
        for button in self.buttons:
            column.addWidget(button)
            button.clicked.connect(lambda _checked=False, level=button.level: self.rated.emit(level))
        self.show_level(None)

    def show_line(self, line: SkillLine, *, first: int | None) -> None:
        """Show the behaviours of a skill."""
        for button in self.buttons:
            button.show_line(line, first=first)

    def show_level(self, level: int | None) -> None:
        """Show which level is the rating."""
        for button in self.buttons:
            button.show_chosen(button.level == level)
        stop = self.buttons[(level or 1) - 1]
        had_focus = level is not None and any(button.hasFocus() for button in self.buttons)
        self._stop_at(stop)
        if had_focus:  # Tab goes on from here to the evidence
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Put the focus where Tab would stop."""
        stop = next(button for button in self.buttons if button.focusPolicy() is not Qt.FocusPolicy.NoFocus)
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:
        """Qt: as high as its width asks; what a narrow one would need must not make a wide one scroll."""
        return QSize(super().minimumSizeHint().width(), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Up and Down go to the neighbour; Space rates, as a button does."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        here = next((place for place, button in enumerate(self.buttons) if button.hasFocus()), None)
        if not step or here is None:
            super().keyPressEvent(event)
            return
        button = self.buttons[max(0, min(here + step, len(self.buttons) - 1))]
        self._stop_at(button)
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_at(self, stop: LevelButton) -> None:
        for button in self.buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if button is stop else Qt.FocusPolicy.NoFocus)
