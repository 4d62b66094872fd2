"""Tabs that keep their places in any width: words side by side, else icons over words, else icons alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from csops.ui.kit.icons import pixmap
from csops.ui.kit.tabs import TabButton, Tabs
from csops.ui.kit.theme import Theme, Themes


class Form(Enum):
    """How all tabs of a row are shown."""

    WORDS = "words"
    STACKED = "stacked"
    ICONS = "icons"


@dataclass(frozen=True, kw_only=True)
class IconOption:
    """A tab: its key, its words, its icon, a shorter word for below the icon, and how much waits in it."""

    key: str
    text: str
    icon: str
    short: str = ""
    count: str = ""

    @property
    def words(self) -> str:
        """The words with the number."""
        return f"{self.text} {self.count}" if self.count else self.text


class IconTabs(Tabs):
    """None of them ever hides, and each stands where it stood: what has no room for words has its icon."""

    form = Form.WORDS

    def __init__(self, themes: Themes, options: Sequence[IconOption], *, name: str) -> None:
        super().__init__(themes, (), name=name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_tabs(options)
        self.choose(options[0].key)

    def show_tabs(self, options: Sequence[IconOption]) -> None:
        """Show these tabs; what was chosen stays chosen, and keeps the focus."""
        self._show([(option.key, _IconTab(self.themes, option)) for option in options])
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Qt: whatever there is, the form fits."""
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: choose the form for which there is room."""
        super().resizeEvent(event)
        self._fit()

    def theme_changed(self) -> None:
        """Take height and gaps from the theme."""
        super().theme_changed()
        self._fit()

    def _fit(self) -> None:
        tabs = [tab for tab in self._group.buttons() if isinstance(tab, _IconTab)]
        gap = self.themes.current.space(1)
        room = self.width() - gap
        self.form = next(
            (
                form
                for form in (Form.WORDS, Form.STACKED)
                if sum(tab.width_as(form) for tab in tabs) + (gap * len(tabs) if form is Form.WORDS else 0) <= room
            ),
            Form.ICONS,
        )
        for tab in tabs:
            tab.show_form(self.form)
        self._row.setSpacing(gap if self.form is Form.WORDS else 0)
        self._row.setContentsMargins(0 if self.form is Form.WORDS else gap, 0, 0, 0)  # the words begin where they did
        is_high = self.form is Form.STACKED
        self.setFixedHeight(self.themes.current.size("rowComfortable" if is_high else "controlLarge"))


class _IconTab(TabButton):
    def __init__(self, themes: Themes, option: IconOption) -> None:
        super().__init__(themes, option.words)
        self.option, self._form = option, Form.WORDS

    def show_form(self, form: Form) -> None:
        """Show words, icon over word, or the icon with its name in the tooltip."""
        self._form = form
        self.setToolTip("" if form is Form.WORDS else self.option.words)
        self.updateGeometry()
        self.update()

    def width_as(self, form: Form) -> int:
        """Return how wide it is in a form."""
        theme = self._themes.current
        if form is Form.WORDS:
            return super().sizeHint().width()
        icon = theme.size("icon") + self._count_room(theme)
        words = QFontMetrics(theme.font("smallStrong")).horizontalAdvance(self._below()) if form is Form.STACKED else 0
        return max(icon, words) + 3 * theme.space(1)

    def sizeHint(self) -> QSize:
        """Qt: as wide as its form."""
        return QSize(self.width_as(self._form), super().sizeHint().height())

    def _below(self) -> str:
        return self.option.short or self.option.text

    def _count_room(self, theme: Theme) -> int:
        if not self.option.count:
            return 0
        return theme.space(1) + QFontMetrics(theme.font("smallStrong", figures=True)).horizontalAdvance(
            self.option.count
        )

    def paint_words(self, painter: QPainter, colour: str) -> None:
        """Paint what it says."""
        if self._form is Form.WORDS:
            super().paint_words(painter, colour)
            return
        theme, room = self._themes.current, self.rect()
        if self._form is Form.STACKED:
            painter.setFont(theme.font("smallStrong"))
            painter.setPen(theme.colour(colour))
            below = QRect(room.left(), room.center().y() + 1, room.width(), room.height() // 2 - theme.space(1))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._below())
            room = QRect(room.left(), theme.space(1), room.width(), room.height() // 2 - theme.space(1))
        self._paint_icon(painter, theme, room, colour)

    def _paint_icon(self, painter: QPainter, theme: Theme, room: QRect, colour: str) -> None:
        side, count = theme.size("icon"), self._count_room(theme)
        start = room.left() + (room.width() - side - count) // 2
        place = QRect(start, room.center().y() - side // 2, side, side)
        painter.drawPixmap(place, pixmap(theme, self.option.icon, colour=colour))
        if count:
            painter.setFont(theme.font("smallStrong", figures=True))
            painter.setPen(theme.colour(colour))
            beside = QRect(place.right() + 1 + theme.space(1), room.top(), count, room.height())
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.option.count)
