"""Five levels of a skill with what can be seen at each; one is chosen."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy

from csops.domain.skills import HIGHEST, LOWEST, Skill
from csops.ui.hiring.wording import level_words, tr
from csops.ui.kit.choices import OneOf
from csops.ui.kit.marks import box, paint_focus, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

_WRAPS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading


class LevelChoice(OneOf):
    """The levels below each other; the arrow keys move the choice."""

    def __init__(self, themes: Themes) -> None:
        super().__init__(themes, name=tr("Level"))
        self._row.setDirection(QBoxLayout.Direction.TopToBottom)
        Spacing(themes, self._row, gap=1.0)

    def show_skill(self, skill: Skill) -> None:
        """Show the behaviours of a skill, none of them chosen."""
        levels = range(LOWEST, HIGHEST + 1)
        self._fill([(str(level), _Level(self.themes, level, skill.anchor(level))) for level in levels])

    def level(self) -> int | None:
        """Return the level that is chosen."""
        return int(self.key()) if self.key() else None

    def show_level(self, level: int | None) -> None:
        """Choose a level, or none; nobody is told."""
        self.choose("" if level is None else str(level))


class _Level(QAbstractButton):
    def __init__(self, themes: Themes, level: int, behaviour: str) -> None:
        super().__init__()
        self._themes, self._level = themes, level
        self._behaviour = behaviour or tr("Between the two")
        self.setText(level_words(level))
        self.setAccessibleName(f"{level}, {level_words(level)}")
        self.setAccessibleDescription(self._behaviour)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        theme = self._themes.current
        return QSize(theme.size("detailPaneMin"), self.heightForWidth(theme.size("detailPaneMin")))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = self._themes.current
        room = QRect(0, 0, max(1, self._words_room(QRect(0, 0, width, 1)).width()), 10_000)
        words = QFontMetrics(theme.font("small")).boundingRect(room, _WRAPS, self._behaviour)
        return theme.line("small") + words.height() + 2 * theme.space(2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._themes.current, painter_on(self)
        chosen, radius = self.isChecked(), theme.radius("control")
        fill = "accent.soft" if chosen else "bg.hover" if self.underMouse() else "bg.surface"
        edge = theme.colour("accent.solid" if chosen else "border.default")
        width = theme.stroke("focus" if chosen else "hairline")
        box(painter, QRectF(self.rect()), radius=radius, fill=theme.colour(fill), edge=edge, width=width)
        self._paint_key(painter, chosen=chosen)
        room = self._words_room(self.rect())
        title = QRect(room.left(), room.top() + theme.space(2), room.width(), theme.line("small"))
        painter.setFont(theme.font("smallStrong"))
        painter.setPen(theme.colour("text.primary"))
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.text())
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text.secondary"))
        below = QRect(room.left(), title.bottom() + 1, room.width(), self.height() - title.bottom() - theme.space(2))
        painter.drawText(below, _WRAPS, self._behaviour)
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=radius)

    def _paint_key(self, painter: QPainter, *, chosen: bool) -> None:
        look = self._themes.current
        side = look.size("controlCompact")
        left = look.space(3) if not self.isRightToLeft() else self.width() - look.space(3) - side
        place = QRectF(left, (self.height() - side) / 2, side, side)
        fill = look.colour("accent.solid" if chosen else "bg.sunken")
        edge = None if chosen else look.colour("border.default")
        box(painter, place, radius=look.radius("control"), fill=fill, edge=edge, width=look.stroke("hairline"))
        painter.setFont(look.font("bodyStrong", figures=True))
        painter.setPen(look.colour("text.onAccent" if chosen else "text.secondary"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(self._level))

    def _words_room(self, rect: QRect) -> QRect:
        theme = self._themes.current
        lead = theme.space(3) + theme.size("controlCompact") + theme.space(3)
        trail = theme.space(3)
        return rect.adjusted(trail, 0, -lead, 0) if self.isRightToLeft() else rect.adjusted(lead, 0, -trail, 0)
