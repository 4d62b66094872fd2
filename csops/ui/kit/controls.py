"""What one presses: actions, buttons, icon buttons, links, check boxes, switches, filter chips and the search box."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from csops.ui.kit.icons import pixmap
from csops.ui.kit.marks import KeyCap, Picture, box, cap_size, paint_cap, paint_check, paint_focus, painter_on
from csops.ui.kit.spacing import sides
from csops.ui.kit.theme import Theme, Themes


class Role(Enum):
    """What weight a button has: one PRIMARY a screen; LINK is words alone; GHOST shows its box on hover."""

    PRIMARY = "primary"
    PLAIN = "plain"
    GHOST = "ghost"
    LINK = "link"
    DANGER = "danger"


_FILLED = frozenset({Role.PRIMARY, Role.DANGER})


class Action(QAction):
    """Something that can be done, with its icon's name and its keys as text (`Ctrl+E`)."""

    def __init__(
        self,
        text: str,
        *,
        icon_name: str = "",
        keys: str = "",
        run: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.icon_name, self.keys = icon_name, keys
        if keys:
            self.setShortcut(QKeySequence(keys))
        self.setToolTip(with_keys(text, keys))
        if run is not None:
            self.triggered.connect(lambda: run())  # noqa: PLW0108 - Qt's `checked` must not reach `run`


def with_keys(text: str, keys: str) -> str:
    """Return a tooltip that names the keys."""
    return f"{text} ({keys.replace('Return', 'Enter').replace('+', ' ')})" if keys else text


class Button(QAbstractButton):
    """A button with a verb, perhaps an icon before it and a key cap after it.

    A click does not take the focus out of a text field; Tab reaches the button.
    """

    def __init__(
        self,
        themes: Themes,
        text: str,
        *,
        role: Role = Role.PLAIN,
        icon_name: str = "",
        keys: str = "",
        show_keys: bool = False,
        compact: bool = False,
        icon_folded: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`icon_folded`: the icon stands in place of the words where these are not shown, and not before them."""
        super().__init__(parent)
        self.themes = themes
        self.role, self.keys, self._icon_name, self._is_icon_folded = role, keys, icon_name, icon_folded
        self._with_caps, self._compact, self._only_icon = show_keys and bool(keys), compact, False
        self._action: Action | None = None
        self._mark = ""
        self.setText(text)
        self.setAccessibleName(text.replace("&", ""))
        self.setToolTip(with_keys(text, keys) if keys else "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if role is Role.LINK:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        themes.changed.connect(self.theme_changed)

    def setText(self, text: str) -> None:
        """Qt: other words take the keys away that were set; here they stay."""
        kept = self.shortcut()
        is_set = kept != QKeySequence.mnemonic(self.text())
        super().setText(text)
        if is_set and not kept.isEmpty():
            self.setShortcut(kept)

    @classmethod
    def for_action(cls, themes: Themes, action: Action, *, parent: QWidget | None = None) -> "Button":
        """Return a button that triggers the action and is enabled, checked and named as it is."""
        made = cls(themes, action.text(), icon_name=action.icon_name, keys=action.keys, parent=parent)
        made.clicked.connect(action.trigger)
        made._action = action
        action.changed.connect(made.follow)  # a method, not a lambda: Qt lets go of it when the button is gone
        made.follow()
        return made

    def follow(self) -> None:
        """Take name, state and reason from the action."""
        action = self._action
        if action is None:
            return
        self.setText(action.text())
        self.setEnabled(action.isEnabled())
        if self.parent() is not None or not action.isVisible():  # shown without a parent it would be a window
            self.setVisible(action.isVisible())
        self.setToolTip(action.toolTip())

    def let_go(self) -> None:
        """Hide for good: what becomes of the action no longer shows the button."""
        self._action = None
        self.hide()

    def set_words_shown(self, shown: bool) -> None:
        """Show the words and keys, or the icon alone with both in the tooltip."""
        self._only_icon = not shown
        told = with_keys(self.text(), self.keys) if self.keys or self._only_icon else ""
        self.setToolTip("\n".join(part for part in (told, self._mark) if part))
        self.theme_changed()

    def set_mark(self, words: str) -> None:
        """Mark it with a dot that stands for these words, or take the dot away."""
        self._mark = words
        self.setAccessibleDescription(words)
        self.set_words_shown(not self._only_icon)

    @property
    def mark(self) -> str:
        """What the dot on it stands for, empty where there is none."""
        return self._mark

    def set_keys_shown(self, shown: bool) -> None:
        """Show the key cap, or the keys in the tooltip alone."""
        self._with_caps = shown and bool(self.keys)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Measure and paint anew."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: icon, words, key cap and what lies between them."""
        theme = self.themes.current
        width = sum(part for part in self._parts(theme)) + theme.space(2) * (len(self._parts(theme)) - 1)
        pad = 0 if self.role is Role.LINK else theme.space(3)
        height = theme.size("controlCompact" if self._compact else "control")
        if self._only_icon:
            return QSize(height, height)
        return QSize(max(width + 2 * pad, height if pad else 0), height)

    def minimumSizeHint(self) -> QSize:
        """Qt: the words of a button are never cut; its keys stand in the tooltip too."""
        whole = self.sizeHint()
        if self._shows_caps:
            gap = self.themes.current.space(2) if len(self._parts(self.themes.current)) > 1 else 0
            return QSize(whole.width() - cap_size(self.themes.current, self.keys).width() - gap, whole.height())
        return whole

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter presses it, too; whether it does by itself depends on the desktop."""
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and is_plain and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint ground, icon, words, key cap and focus."""
        theme, painter = self.themes.current, painter_on(self)
        self._paint_ground(painter, theme)
        parts = self._parts(theme)
        gap = theme.space(2)
        width = sum(parts) + gap * (len(parts) - 1)
        pad = 0 if self.role is Role.LINK else theme.space(3)
        shows_caps = self._shows_caps and self.width() >= self.sizeHint().width()
        left = pad if self._shows_caps or self.role is Role.LINK else (self.width() - width) // 2
        colour = self._text_colour()
        if self._has_icon:
            self._paint_icon(painter, theme, left, colour)
            left += theme.size("icon") + gap
        if self.text() and not self._only_icon:
            self._paint_words(painter, theme, left, colour)
        if self._mark:
            self._paint_mark(painter, theme, left, colour)
        if shows_caps:
            size = cap_size(theme, self.keys)
            place = QPoint(self.width() - pad - size.width() + theme.space(0.5), (self.height() - size.height()) // 2)
            rect = self._mirrored(QRect(place, size))
            paint_cap(painter, rect, theme, self.keys, on_accent=self.role is Role.PRIMARY)
        if self.hasFocus():
            is_filled = self.role in _FILLED and self.isEnabled()
            paint_focus(painter, self.rect(), theme, radius=theme.radius("control"), is_filled=is_filled)

    def _paint_icon(self, painter: QPainter, theme: Theme, left: int, colour: str) -> None:
        side = theme.size("icon")
        place = self._mirrored(QRect(left, (self.height() - side) // 2, side, side))
        shade = "text.secondary" if colour == "text.primary" else colour
        painter.drawPixmap(place.topLeft(), pixmap(theme, self._icon_name, size=16, colour=shade))

    def _paint_mark(self, painter: QPainter, theme: Theme, left: int, colour: str) -> None:
        side = theme.px(6)
        if self._only_icon:
            place = QPoint(self.width() - theme.space(1) - side, theme.space(1))
        else:
            words = QFontMetrics(theme.font("bodyStrong")).horizontalAdvance(self.text())
            place = QPoint(left + words + theme.space(2), (self.height() - side) // 2)
        dot = QRectF(self._mirrored(QRect(place, QSize(side, side))))
        box(painter, dot, radius=side / 2, fill=theme.colour(colour), edge=None, width=0)

    def _paint_words(self, painter: QPainter, theme: Theme, left: int, colour: str) -> None:
        painter.setFont(theme.font("bodyStrong"))
        painter.setPen(theme.colour(colour))
        rect = self._mirrored(QRect(left, 0, self.width() - left, self.height()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.text())

    @property
    def _has_icon(self) -> bool:
        return bool(self._icon_name) and (self._only_icon or not self._is_icon_folded)

    @property
    def _shows_caps(self) -> bool:
        return self._with_caps and not self._only_icon

    def _parts(self, theme: Theme) -> list[int]:
        words = QFontMetrics(theme.font("bodyStrong")).horizontalAdvance(self.text())
        caps = [cap_size(theme, self.keys).width()] if self._shows_caps else []
        return (
            ([theme.size("icon")] if self._has_icon else [])
            + ([words] if self.text() and not self._only_icon else [])
            + caps
        )

    def _mirrored(self, rect: QRect) -> QRect:
        if self.isRightToLeft():
            rect.moveRight(self.width() - 1 - rect.left())
        return rect

    def _text_colour(self) -> str:
        if not self.isEnabled():
            return "text.disabled"
        if self.role in _FILLED:
            return "text.onAccent"
        return "accent.text" if self.role is Role.LINK or self.isChecked() else "text.primary"

    def _paint_ground(self, painter: QPainter, theme: Theme) -> None:
        fill, edge = self._ground()
        if fill:
            line = theme.colour(edge) if edge else None
            radius, width = theme.radius("control"), theme.stroke("hairline")
            box(painter, QRectF(self.rect()), radius=radius, fill=theme.colour(fill), edge=line, width=width)

    def _ground(self) -> tuple[str, str]:
        """The colours of ground and edge; empty where there is none."""
        state = "pressed" if self.isDown() else "hover" if self.underMouse() and self.isEnabled() else "rest"
        ghost = self.role in {Role.GHOST, Role.LINK}
        if self.role is Role.LINK or (ghost and (state == "rest" or not self.isEnabled())):
            return ("", "")
        if not self.isEnabled():
            return ("bg.sunken", "border.subtle")
        if self.role in _FILLED:
            family = "accent" if self.role is Role.PRIMARY else "danger"
            return (f"{family}.solid" if state == "rest" or family == "danger" else f"{family}.{state}", "")
        if self.isChecked():
            return ("bg.selected", "accent.solid")
        return ("bg.surface" if state == "rest" else f"bg.{state}", "" if ghost else "border.default")


class IconButton(Button):
    """A button of one icon: it has a tooltip and an accessible name instead of words."""

    def __init__(
        self,
        themes: Themes,
        icon_name: str,
        *,
        name: str,
        keys: str = "",
        role: Role = Role.PLAIN,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(themes, "", role=role, icon_name=icon_name, keys=keys, compact=compact, parent=parent)
        self.setAccessibleName(name)
        self.setToolTip(with_keys(name, keys))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon_name: str, *, name: str) -> None:
        """Show another icon for another deed."""
        self._icon_name = icon_name
        self.setAccessibleName(name)
        self.setToolTip(with_keys(name, self.keys))
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: a square."""
        side = self.themes.current.size("controlCompact" if self._compact else "control")
        return QSize(side, side)


class Chip(Button):
    """A filter or quick choice in words, tinted when chosen; `mark` is an icon behind them (chevron-down: a menu)."""

    def __init__(
        self, themes: Themes, text: str, *, mark: str = "", checkable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(themes, text, compact=True, parent=parent)
        self._mark = mark
        self.setCheckable(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Qt: words and mark."""
        theme = self.themes.current
        return QSize(self.width_for(self.text()), theme.size("minTarget") + theme.space(0.5))

    def width_for(self, text: str) -> int:
        """Return how wide the chip is with these words."""
        theme = self.themes.current
        mark = theme.size("iconSmall") if self._mark else 0
        return QFontMetrics(theme.font("smallStrong")).horizontalAdvance(text) + 2 * theme.space(3) + mark

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint a rounded chip."""
        theme, painter = self.themes.current, painter_on(self)
        chosen = self.isChecked()
        radius = self.height() / 2
        fill = "bg.hover" if self.underMouse() else "bg.surface"
        edge = None if chosen else theme.colour("border.default")
        ground = theme.colour("accent.soft" if chosen else fill)
        box(painter, QRectF(self.rect()), radius=radius, fill=ground, edge=edge, width=theme.stroke("hairline"))
        colour = "accent.text" if chosen else "text.secondary"
        painter.setFont(theme.font("smallStrong"))
        painter.setPen(theme.colour(colour if self.isEnabled() else "text.disabled"))
        end = theme.space(2) + (theme.size("iconSmall") if self._mark else 0)
        words = self._mirrored(QRect(theme.space(3), 0, self.width() - theme.space(3) - end, self.height()))
        cut = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width() + 1)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, cut)
        if self._mark:
            side = theme.size("iconSmall")
            place = QRect(self.width() - side - theme.space(2), (self.height() - side) // 2, side, side)
            painter.drawPixmap(self._mirrored(place).topLeft(), pixmap(theme, self._mark, size=14, colour=colour))
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=radius)


class CheckBox(QCheckBox):
    """A box to tick, with its words."""

    def __init__(self, themes: Themes, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.themes = themes
        self.setAccessibleName(text)
        themes.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Qt: box and words, at least as high as a finger needs."""
        theme = self.themes.current
        words = QFontMetrics(theme.font("body")).horizontalAdvance(self.text())
        return QSize(self._mark_width(theme) + theme.space(2) + words + theme.space(1), theme.size("minTarget"))

    def hitButton(self, pos: QPoint) -> bool:
        """Qt: box and words both can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the mark, the words and the focus."""
        theme, painter = self.themes.current, painter_on(self)
        width = self._mark_width(theme)
        left = self.width() - width if self.isRightToLeft() else 0
        self._paint_mark(painter, QRect(left, 0, width, self.height()), theme)
        words = self.rect().adjusted(0, 0, -width - theme.space(2), 0)
        words.moveLeft(0 if left else width + theme.space(2))
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text.primary" if self.isEnabled() else "text.disabled"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.text())
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=theme.radius("chip"))

    def _mark_width(self, theme: Theme) -> int:
        return theme.size("icon") + theme.space(1)

    def _paint_mark(self, painter: QPainter, rect: QRect, theme: Theme) -> None:
        paint_check(painter, rect, theme, checked=self.isChecked(), enabled=self.isEnabled())


class Switch(CheckBox):
    """A setting that is on or off at once."""

    def _mark_width(self, theme: Theme) -> int:
        return theme.space(8)

    def _paint_mark(self, painter: QPainter, rect: QRect, theme: Theme) -> None:
        height = theme.size("icon") + theme.space(0.5)
        track = QRectF(rect.x(), rect.center().y() - height / 2 + 0.5, rect.width(), height)
        name = "accent.solid" if self.isChecked() else "border.control"
        ground = theme.colour(name if self.isEnabled() else "border.default")
        box(painter, track, radius=height / 2, fill=ground, edge=None, width=0)
        gap = theme.space(0.5)
        side = height - 2 * gap
        leading = self.isChecked() == self.isRightToLeft()
        knob = QRectF(track.left() + gap if leading else track.right() - gap - side, track.top() + gap, side, side)
        box(painter, knob, radius=side / 2, fill=theme.colour("text.onAccent"), edge=None, width=0)


class SearchBox(QLineEdit):
    """A line to search in, with the magnifier and, while empty, the keys that lead here."""

    def __init__(self, themes: Themes, *, placeholder: str, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._glass = Picture(themes, "search", colour="text.tertiary", parent=self)
        self._cap = KeyCap(themes, keys, self) if keys else None
        self._row = row = QHBoxLayout(self)
        row.addWidget(self._glass)
        row.addStretch(1)
        if self._cap is not None:
            row.addWidget(self._cap)
            self.textChanged.connect(lambda text: self._cap.setVisible(not text) if self._cap else None)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Leave room for the icon and the cap."""
        theme = self.themes.current
        self._row.setContentsMargins(theme.space(2), 0, theme.space(2), 0)
        self.setFixedHeight(theme.size("control"))
        cap = self._cap.sizeHint().width() + theme.space(2) if self._cap else 0
        self.setTextMargins(sides(theme.size("icon") + theme.space(2), 0, cap, 0))
