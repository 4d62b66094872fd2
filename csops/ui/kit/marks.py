"""Small painted marks: key hint caps, status pills, channel icons and avatars, for widgets and delegates alike."""

from dataclasses import dataclass
from zlib import crc32

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops.ui.kit.icons import pixmap
from csops.ui.kit.theme import Theme, Themes

# Families that avatars take by turns; the same name always gets the same one.
AVATAR_FAMILIES = ("warning", "success", "info", "danger", "accent", "neutral")
SHADOW_STEP = 2
_PERSON_SHARE = 0.6  # of an avatar, where a person stands in for initials
# Keys that are shown by their sign, as they stand on the key.
KEY_SIGNS = {"Shift": "⇧", "Return": "↵", "Enter": "↵", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


@dataclass(frozen=True, kw_only=True)
class PillLook:
    """What a pill shows.

    `family` is accent, success, warning, danger, info or neutral; `icon` a Lucide name or empty.
    """

    text: str
    family: str = "neutral"
    icon: str = ""


def box(
    painter: QPainter,
    rect: QRectF,
    *,
    radius: float,
    fill: QColor | None,
    edge: QColor | None,
    width: int,
) -> None:
    """Paint a rounded box whose edge lies inside `rect`, sharp at whole pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = width / 2 if edge is not None else 0
    painter.setPen(QPen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), max(0, radius - half), max(0, radius - half))
    painter.restore()


def painter_on(widget: QWidget) -> QPainter:
    """Return a painter for a widget whose text begins where the language begins: Qt's own would look at the letters."""
    painter = QPainter(widget)
    painter.setLayoutDirection(widget.layoutDirection())
    return painter


def paint_shadow(painter: QPainter, rect: QRectF, theme: Theme, *, radius: float, reach: int) -> None:
    """Paint the soft shadow of something that floats, around `rect` and a little below it."""
    colour = theme.colour("shadow")
    strength = colour.alphaF()
    steps = max(1, reach // SHADOW_STEP)
    for step in range(steps, 0, -1):
        grow = step * SHADOW_STEP
        colour.setAlphaF(strength * (1 - step / (steps + 1)) ** 2 / 2)
        spread = rect.adjusted(-grow, -grow + reach / 4, grow, grow + reach / 4)
        box(painter, spread, radius=radius + grow, fill=colour, edge=None, width=0)


def pill_size(theme: Theme, look: PillLook) -> QSize:
    """Return the room that a pill takes."""
    width = (
        QFontMetrics(theme.font("smallStrong", figures=True)).horizontalAdvance(look.text)
        + 2 * theme.space(2)
        - theme.space(0.5)
    )
    if look.icon:
        width += theme.size("iconSmall") + theme.space(1)
    return QSize(width, theme.line("small") + theme.space(1))


def paint_pill(painter: QPainter, rect: QRect, theme: Theme, look: PillLook) -> None:
    """Paint a pill into `rect`: soft ground, text and icon of the same family."""
    colour = theme.colour(f"{look.family}.text")
    fill = theme.colour(f"{look.family}.soft")
    box(painter, QRectF(rect), radius=theme.radius("chip"), fill=fill, edge=None, width=0)
    inner = rect.adjusted(theme.space(2) - theme.space(0.5), 0, -theme.space(1), 0)
    if look.icon:
        side = theme.size("iconSmall")
        picture = pixmap(theme, look.icon, size=14, colour=f"{look.family}.text")
        painter.drawPixmap(inner.left(), inner.center().y() - side // 2 + 1, picture)
        inner.setLeft(inner.left() + side + theme.space(1))
    painter.setFont(theme.font("smallStrong", figures=True))
    painter.setPen(colour)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, look.text)


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name, at most two; none of a bare number."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def paint_avatar(painter: QPainter, rect: QRect, theme: Theme, name: str, *, family: str = "") -> None:
    """Paint a person's initials on a round ground; the colour follows the name."""
    family = family or AVATAR_FAMILIES[crc32(name.encode()) % len(AVATAR_FAMILIES)]
    fill = theme.colour(f"{family}.soft")
    box(painter, QRectF(rect), radius=rect.height() / 2, fill=fill, edge=None, width=0)
    font = theme.font("micro")
    font.setWeight(font.Weight.DemiBold)
    font.setPixelSize(max(1, round(rect.height() * 0.4)))
    painter.setFont(font)
    painter.setPen(theme.colour(f"{family}.text"))
    letters = initials(name)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letters)
    if name.strip() and not letters:  # known by a phone number alone
        side = round(rect.height() * _PERSON_SHARE)
        picture = pixmap(theme, "user-round", size=side / theme.zoom, colour=f"{family}.text")
        painter.drawPixmap(rect.center().x() - side // 2 + 1, rect.center().y() - side // 2 + 1, picture)


def keys_text(keys: str) -> str:
    """Return a shortcut as it is written on a cap: `Ctrl+Shift+Return` is `Ctrl ⇧ ↵`."""
    return " ".join(KEY_SIGNS.get(part, part) for part in keys.replace("++", "+Plus").split("+")).replace("Plus", "+")


def keys_spoken(keys: str) -> str:
    """Return a shortcut for a screen reader: `Ctrl++` is `Ctrl Plus`."""
    spoken = keys.replace("++", "+Plus").replace("+-", "+Minus")
    return spoken.replace("+", " ")


def cap_size(theme: Theme, keys: str) -> QSize:
    """Return the room that a key cap takes."""
    width = (
        QFontMetrics(theme.font("micro")).horizontalAdvance(keys_text(keys)) + 2 * theme.space(1.0) + theme.space(0.5)
    )
    height = theme.line("micro") + theme.space(0.5)
    return QSize(max(width, height), height)


def paint_cap(painter: QPainter, rect: QRect, theme: Theme, keys: str, *, on_accent: bool = False) -> None:
    """Paint a key hint cap; `on_accent` is the pale one that lies on the primary button."""
    if on_accent:
        fill = theme.colour("text.onAccent")
        text = QColor(fill)
        fill.setAlphaF(0.18)
        edge = None
    else:
        fill, edge, text = theme.colour("bg.sunken"), theme.colour("border.default"), theme.colour("text.secondary")
    box(painter, QRectF(rect), radius=theme.radius("chip"), fill=fill, edge=edge, width=theme.stroke("hairline"))
    painter.save()
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # keys keep their order in every language
    painter.setFont(theme.font("micro"))
    painter.setPen(text)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, keys_text(keys))
    painter.restore()


def paint_focus(painter: QPainter, rect: QRect, theme: Theme, *, radius: float, is_filled: bool = False) -> None:
    """Paint the focus ring along the inside of `rect`.

    `is_filled`: on a ground of the accent or of danger, on which the ring alone would not be seen: a second one within
    it has the colour of the words.
    """
    edge, width = theme.colour("border.focus"), theme.stroke("focus")
    box(painter, QRectF(rect), radius=radius, fill=None, edge=edge, width=width)
    if is_filled:
        inner, words = QRectF(rect).adjusted(width, width, -width, -width), theme.colour("text.onAccent")
        box(painter, inner, radius=max(radius - width, 0), fill=None, edge=words, width=width)


def paint_check(painter: QPainter, rect: QRect, theme: Theme, *, checked: bool, enabled: bool = True) -> None:
    """Paint a check box of 16 px in the middle of `rect`."""
    side = theme.size("icon")
    square = QRectF(rect.center().x() - side / 2 + 0.5, rect.center().y() - side / 2 + 0.5, side, side).toAlignedRect()
    colour = theme.colour("accent.solid" if checked else "bg.surface")
    edge = theme.colour("accent.solid" if checked else "border.control")
    if not enabled:
        colour, edge = theme.colour("bg.sunken"), theme.colour("border.default")
    box(painter, QRectF(square), radius=theme.radius("chip"), fill=colour, edge=edge, width=theme.stroke("hairline"))
    if checked:
        painter.drawPixmap(
            QPointF(square.x() + theme.space(0.5) / 2, square.y() + theme.space(0.5) / 2),
            pixmap(theme, "check", size=14, colour="text.onAccent" if enabled else "text.disabled"),
        )


class Mark(QWidget):
    """A painted mark as a widget: it has a fixed size that follows the zoom."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.theme_changed)

    @property
    def theme(self) -> Theme:
        """The theme of the moment."""
        return self.themes.current

    def theme_changed(self) -> None:
        """Measure and paint anew."""
        self.updateGeometry()
        self.update()


class Pill(Mark):
    """A status in a word, with colour and perhaps an icon."""

    def __init__(self, themes: Themes, look: PillLook, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.show_look(look)

    def show_look(self, look: PillLook) -> None:
        """Show another status."""
        self.look = look
        self.setAccessibleName(look.text)
        self.theme_changed()

    def sizeHint(self) -> QSize:
        """Qt: the room that the pill takes."""
        return pill_size(self.theme, self.look)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the pill."""
        paint_pill(painter_on(self), self.rect(), self.theme, self.look)


class KeyCap(Mark):
    """Keys as they stand on the keyboard, beside what they do."""

    def __init__(self, themes: Themes, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.keys = keys
        self.setAccessibleName(keys_spoken(keys))

    def sizeHint(self) -> QSize:
        """Qt: the room that the cap takes."""
        return cap_size(self.theme, self.keys)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the cap."""
        paint_cap(painter_on(self), self.rect(), self.theme, self.keys)


class Avatar(Mark):
    """A person's initials; `step` chooses among the four sizes of the tokens, smallest first."""

    def __init__(
        self, themes: Themes, name: str, *, step: int = 1, family: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(themes, parent)
        self._step, self._family = step, family
        self.show_name(name)

    def show_name(self, name: str) -> None:
        """Show another person."""
        self.name = name
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: a square of the chosen size."""
        side = self.theme.size("avatar", self._step)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the initials."""
        paint_avatar(painter_on(self), self.rect(), self.theme, self.name, family=self._family)


class Picture(Mark):
    """An icon beside a word that says the same; alone it needs an accessible name."""

    def __init__(
        self,
        themes: Themes,
        icon: str,
        *,
        size: int = 16,
        colour: str = "text.secondary",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(themes, parent)
        self._icon, self._size, self._colour = icon, size, colour

    def show_icon(self, icon: str, *, colour: str) -> None:
        """Show another icon."""
        self._icon, self._colour = icon, colour
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: a square of the icon's size."""
        return QSize(self.theme.px(self._size), self.theme.px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the icon."""
        painter_on(self).drawPixmap(0, 0, pixmap(self.theme, self._icon, size=self._size, colour=self._colour))


def paint_channel(painter: QPainter, rect: QRect, theme: Theme, channel: str, *, ground: bool = True) -> None:
    """Paint a channel's icon in the middle of `rect`, on its own pale ground or on none."""
    look = theme.channel(channel)
    if ground:
        fill = QColor(look.colour)
        fill.setAlphaF(0.14)
        box(painter, QRectF(rect), radius=theme.radius("control"), fill=fill, edge=None, width=0)
    side = theme.size("icon")
    picture = pixmap(theme, look.icon, size=16, colour=look.token)
    painter.drawPixmap(rect.center().x() - side // 2 + 1, rect.center().y() - side // 2 + 1, picture)
