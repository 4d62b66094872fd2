"""A name over a line about it, with a picture: the shop at the top of the left bar, the member at its foot."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from csops.ui.kit.icons import pixmap
from csops.ui.kit.marks import box, paint_avatar, paint_focus, painter_on
from csops.ui.kit.theme import Theme, Themes


class TwoLines(QAbstractButton):
    """The shop, or with `is_person` the signed-in member; folded it shows its picture alone."""

    def __init__(self, themes: Themes, *, icon: str = "", trailing: str = "", is_person: bool = False) -> None:
        super().__init__()
        self._themes, self._icon, self._trailing, self._is_person = themes, icon, trailing, is_person
        self._name, self._note, self._brief_note, self._folded = "", "", "", False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.updateGeometry)

    def show_name(self, name: str, note: str, *, brief_note: str = "", icon: str = "") -> None:
        """Show another name, line or icon; `brief_note` stands where the line does not fit."""
        self._name, self._note, self._icon = name, note, icon or self._icon
        self._brief_note = brief_note
        self.setAccessibleName(name)
        self.setAccessibleDescription(note)
        self.update()

    def fold(self, folded: bool) -> None:
        """Show the picture alone."""
        self._folded = folded
        self.update()

    def event(self, event: QEvent) -> bool:
        """Qt: the tooltip says what is not shown whole."""
        if event.type() == QEvent.Type.ToolTip:
            whole = (self._name, self._note)
            self.setToolTip("" if self.shown() == whole else "\n".join(whole))
        return super().event(event)

    def shown(self) -> tuple[str, str]:
        """Return name and line as they are shown: cut where there is no room, nothing where it is folded."""
        if self._folded:
            return "", ""
        theme = self._themes.current
        left, end = self._room(theme)
        name, note = QFontMetrics(self._name_font(theme)), QFontMetrics(self._note_font(theme))
        fits = note.horizontalAdvance(self._note) <= end - left
        words = self._note if fits else self._brief_note or self._note
        cut = Qt.TextElideMode.ElideRight
        return name.elidedText(self._name, cut, end - left), note.elidedText(words, cut, end - left)

    def sizeHint(self) -> QSize:
        """Qt: the shop is as high as the top bar, the member a little lower."""
        theme = self._themes.current
        bar = theme.size("topBar")
        return QSize(theme.size("sidebar"), theme.size("controlLarge") if self._is_person else bar)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint picture, name, line and the mark at the end."""
        theme, painter = self._themes.current, painter_on(self)
        if self.underMouse():
            inner = QRectF(self.rect()).adjusted(theme.space(1), theme.space(1), -theme.space(1), -theme.space(1))
            box(painter, inner, radius=theme.radius("control"), fill=theme.colour("bg.hover"), edge=None, width=0)
        side = self._side(theme)
        left = (theme.size("sidebarCollapsed") - side) // 2
        place = self._mirrored(QRect(left, (self.height() - side) // 2, side, side))
        self._paint_picture(painter, place, theme)
        if not self._folded:
            self._paint_words(painter, theme)
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=theme.radius("control"))

    def _side(self, theme: Theme) -> int:
        return theme.size("avatar", 1) if self._is_person else theme.size("controlCompact")

    def _room(self, theme: Theme) -> tuple[int, int]:
        """From where to where the words may stand."""
        side = self._side(theme)
        left = (theme.size("sidebarCollapsed") - side) // 2 + side + theme.space(2) + theme.space(0.5)
        return left, self.width() - theme.space(3) - (theme.size("icon") if self._trailing else 0)

    def _name_font(self, theme: Theme) -> QFont:
        font = theme.font("bodyStrong")
        font.setWeight(font.weight() if self._is_person else font.Weight.DemiBold)
        return font

    def _note_font(self, theme: Theme) -> QFont:
        font = theme.font("micro")
        font.setWeight(font.Weight.Normal)
        return font

    def _paint_picture(self, painter: QPainter, place: QRect, theme: Theme) -> None:
        if self._is_person:
            paint_avatar(painter, place, theme, self._name, family="accent")
            return
        fill = theme.colour("accent.solid")
        box(painter, QRectF(place), radius=theme.radius("control"), fill=fill, edge=None, width=0)
        half = (place.width() - theme.size("icon")) // 2
        picture = pixmap(theme, self._icon, colour="text.onAccent")
        painter.drawPixmap(place.x() + half, place.y() + half, picture)

    def _paint_words(self, painter: QPainter, theme: Theme) -> None:
        left, end = self._room(theme)
        middle, line = self.height() // 2, theme.line("small")
        name, note = self.shown()
        for words, font, colour, top in (
            (name, self._name_font(theme), "text.primary", middle - line),
            (note, self._note_font(theme), "text.secondary", middle),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            where = self._mirrored(QRect(left, top, end - left, line))
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, words)
        if self._trailing:
            side = theme.size("icon")
            where = self._mirrored(QRect(end, (self.height() - side) // 2, side, side))
            painter.drawPixmap(where.topLeft(), pixmap(theme, self._trailing, colour="text.tertiary"))

    def _mirrored(self, rect: QRect) -> QRect:
        if self.isRightToLeft():
            rect.moveRight(self.width() - 1 - rect.left())
        return rect
