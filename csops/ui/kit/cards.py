"""Grounds for content: cards, KPI tiles, headings, empty states, banners and the grey blocks of waiting."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Mark, Picture, box, paint_focus, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class Card(QFrame):
    """A white ground with a hairline. `body` is its layout; `heading` puts a title above it.

    With `padded=False` the body reaches the edges, as lists and tables want.
    """

    def __init__(self, themes: Themes, *, title: str = "", padded: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self.setProperty("kind", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.heading: Heading | None = None
        if title:
            self.heading = Heading(themes, title)
            outer.addWidget(self.heading)
            self.setAccessibleName(title)
        self.body = QVBoxLayout()
        side = 5 if padded else 0
        self._spacing = Spacing(themes, self.body, margins=(side, 0 if title else side, side, side), gap=2)
        outer.addLayout(self.body, 1)

    def set_gap(self, gap: float) -> None:
        """Let the parts of the body stand so far from each other, a key of the grid."""
        self._spacing.change(gap=gap)


class Heading(QWidget):
    """The title of a card or a part, a count or a lesson beside it, and at the far end what can be done."""

    def __init__(self, themes: Themes, title: str, *, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._row = QHBoxLayout(self)
        Spacing(themes, self._row, margins=(5, 2, 5, 2), gap=2)
        self.title = Text(themes, title, font="title3")
        self.note = Text(themes, note, font="small", colour="text.secondary", figures=True)
        self._row.addWidget(self.title)
        self._row.addWidget(self.note)
        self._row.addStretch(1)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take the height from the theme."""
        theme = self._themes.current
        self.setMinimumHeight(theme.size("control") + theme.space(4))

    def add(self, widget: QWidget) -> None:
        """Put something at the far end."""
        self._row.addWidget(widget)


class Section(QWidget):
    """A strip between groups of rows: `Late 3`."""

    def __init__(self, themes: Themes, text: str, *, count: int | None = None, colour: str = "text.secondary") -> None:
        super().__init__()
        self._themes = themes
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(5, 0, 5, 0), gap=2)
        row.addWidget(Text(themes, text, font="smallStrong", colour=colour))
        if count is not None:
            row.addWidget(Text(themes, Formats().number(count), font="small", colour="text.secondary", figures=True))
        row.addStretch(1)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take the height from the theme."""
        self.setFixedHeight(self._themes.current.size("rowCompact"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the strip."""
        painter_on(self).fillRect(self.rect(), self._themes.current.colour("bg.sunken"))


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What a KPI tile shows; all of it is text that is ready to be read.

    `verdict` says how it stands to its goal, in the family `verdict_family` (success, warning, danger, neutral);
    `trend` is up, down or empty. `against` is a line of its own, of the change with its doubt. `brief`, `brief_unit`,
    `brief_against` and, where the change would not fit beside it, `brief_name` stand in for verdict, unit, that line
    and name where a tile is narrow.
    """

    name: str
    value: str
    unit: str = ""
    change: str = ""
    trend: str = ""
    verdict: str = ""
    verdict_family: str = "neutral"
    against: str = ""
    brief: str = ""
    brief_unit: str = ""
    brief_against: str = ""
    brief_name: str = ""


WIDE = 8  # a wrapped sentence takes what room there is before the blanks beside it
VERDICT_ICONS = {"success": "circle-check", "warning": "triangle-alert", "danger": "circle-alert", "neutral": "info"}
TREND_ICONS = {"up": "trending-up", "down": "trending-down"}


class KpiTile(Card):
    """A figure with its unit, change, verdict, and a slot for its line over time. It opens the contacts behind it.

    Each part takes one line, so that tiles side by side are equally high. A narrow one says less, the last to go is
    the change: its tooltip holds all of it.

    Signals:
        opened: clicked, or Enter or Space pressed.
    """

    opened = Signal()

    def __init__(self, themes: Themes, figure: Figure, *, opens: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(themes, padded=False, parent=parent)
        self._opens, self._is_narrow = opens, False
        self._name = ElidedText(themes, font="smallStrong", colour="text.secondary")
        self._trend = Picture(themes, "trending-up", size=14)
        self._change = Text(themes, font="smallStrong", colour="text.secondary", figures=True)
        self._value = Text(themes, font="display", figures=True)
        self._value.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._unit = ElidedText(themes, font="small", colour="text.secondary")
        self.slot = QVBoxLayout()
        self._mark = Picture(themes, "info", size=14)
        self._verdict = ElidedText(themes, font="smallStrong")
        self._against = ElidedText(themes, font="small", colour="text.secondary")
        self._build()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if opens else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()
        self.show_figure(figure)

    def _build(self) -> None:
        head = _row(self.themes, 0.5, self._name, grows=self._name)
        head.addLayout(_row(self.themes, 1, self._trend, self._change))
        middle = _row(self.themes, 2, self._value, self._unit, grows=self._unit)
        self.body.addLayout(head)
        self.body.addLayout(middle)
        self.body.addLayout(self.slot)
        self.body.addLayout(_row(self.themes, 1, self._mark, self._verdict, grows=self._verdict))
        self.body.addWidget(self._against)
        self.body.addStretch(1)  # tiles side by side line up at the top

    def theme_changed(self) -> None:
        """Take distances from the theme: the hairline is part of the margin."""
        theme = self.themes.current
        side = theme.space(3 if self._is_narrow else 4) - theme.stroke("hairline")
        self.body.setContentsMargins(side, theme.space(3), side, theme.space(3))
        self.body.setSpacing(theme.space(1))
        self._unit.setContentsMargins(0, theme.space(2), 0, 0)  # so that it stands on the line of the figure
        self._value.setMinimumHeight(theme.line("display"))  # also where it is written smaller than its neighbours

    def set_narrow(self, is_narrow: bool) -> None:
        """Say less where there is little room: the brief words, and the change without its arrow."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.theme_changed()
            self.show_figure(self._figure)

    def show_figure(self, figure: Figure) -> None:
        """Show another figure."""
        self._figure, narrow = figure, self._is_narrow
        self._value.say(figure.value)
        self._unit.say(figure.brief_unit or figure.unit if narrow else figure.unit)
        self._change.say(figure.change)
        self._trend.setVisible(bool(figure.trend) and not narrow)
        self._trend.show_icon(TREND_ICONS.get(figure.trend, "minus"), colour="text.secondary")
        colour = f"{figure.verdict_family}.text"
        self._mark.setVisible(bool(figure.verdict))
        self._mark.show_icon(VERDICT_ICONS[figure.verdict_family], colour=colour)
        self._verdict.say(figure.brief or figure.verdict if narrow else figure.verdict, colour=colour)
        self._verdict.setVisible(bool(figure.verdict))
        self._against.say(figure.brief_against or figure.against if narrow else figure.against)
        self._against.setVisible(bool(figure.against))
        told = (figure.name, f"{figure.value} {figure.unit}".strip(), figure.change, figure.verdict, figure.against)
        whole = ", ".join(part for part in told if part)
        self.setAccessibleName(whole)
        self.setToolTip(whole if narrow else "")
        self._fit_name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the name makes room for the change."""
        super().resizeEvent(event)
        self._fit_name()

    def _fit_value(self, room: int) -> None:
        """Write the figure smaller where it would be cut."""
        display = QFontMetrics(self.themes.current.font("display", figures=True))
        is_wide = display.horizontalAdvance(self._figure.value) > room > 0
        self._value.say(self._figure.value, font="title2" if is_wide else "display")

    def _fit_name(self) -> None:
        """Show the name beside the change: in brief where it would be cut, alone where even that would be."""
        figure, gap = self._figure, self.themes.current.space(2)
        margins = self.body.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        self._fit_value(room)
        measure = QFontMetrics(self._name.font()).horizontalAdvance
        beside = self._change.sizeHint().width() + gap if figure.change else 0
        fits = [name for name in (figure.name, figure.brief_name) if name and measure(name) + beside <= room]
        self._name.say(fits[0] if fits and self._is_narrow else figure.name)
        unit = QFontMetrics(self._unit.font()).horizontalAdvance(self._unit.words())
        # A unit of which a letter or two would be left says nothing.
        self._unit.setVisible(not self._is_narrow or self._value.sizeHint().width() + gap + unit <= room)
        self._change.setVisible(bool(figure.change) and (bool(fits) or not self._is_narrow))

    def set_sparkline(self, widget: QWidget) -> None:
        """Put the line over time into its slot."""
        self.slot.addWidget(widget)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click opens."""
        if self._opens and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter and Space open."""
        if self._opens and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the card, and the ring where it has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            paint_focus(painter_on(self), self.rect(), self.themes.current, radius=self.themes.current.radius("card"))


class EmptyState(QWidget):
    """Says what will be here, why it helps, and the one thing to do."""

    def __init__(
        self,
        themes: Themes,
        *,
        icon: str,
        title: str,
        why: str,
        action: str = "",
        run: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme = themes.current
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.setSpacing(theme.space(2))
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconGround(themes, icon), 0, centre)
        column.addSpacing(theme.space(1))
        column.addWidget(Text(themes, title, font="title2"), 0, centre)
        reason = Text(themes, why, colour="text.secondary", wrap=True)
        reason.setAlignment(Qt.AlignmentFlag.AlignCenter)
        reason.setMaximumWidth(theme.size("detailPaneMin"))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(reason, WIDE)
        middle.addStretch(1)
        column.addLayout(middle)
        self.button: Button | None = None
        if action:
            self.button = Button(themes, action, role=Role.PRIMARY)
            if run is not None:
                self.button.clicked.connect(run)
            column.addSpacing(theme.space(2))
            column.addWidget(self.button, 0, centre)
            self.setFocusProxy(self.button)
        column.addStretch(1)
        self.setAccessibleName(title)
        self.setAccessibleDescription(why)


class IconGround(Mark):
    """A large icon on a soft ground; `small` where it stands in a card."""

    def __init__(
        self, themes: Themes, icon: str, *, accent: bool = True, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(themes, parent)
        self._icon, self._accent, self._small = icon, accent, small
        colour = "accent.text" if accent else "text.secondary"
        self._picture = Picture(themes, icon, size=20 if small else 24, colour=colour, parent=self)

    def sizeHint(self) -> QSize:
        """Qt: a square."""
        side = self.theme.space(10 if self._small else 12)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground and put the icon in its middle."""
        fill = self.theme.colour("accent.soft" if self._accent else "bg.sunken")
        radius = self.theme.radius("card" if self._small else "dialog")
        box(painter_on(self), QRectF(self.rect()), radius=radius, fill=fill, edge=None, width=0)
        side = self._picture.sizeHint()
        self._picture.move((self.width() - side.width()) // 2, (self.height() - side.height()) // 2)


class Banner(QWidget):
    """A problem or a fact that stays in place until it is dealt with; `family` is info, warning, danger or success.

    With `slim` it is a strip as high as the foot, for what stays true all day: one line of text, links for buttons.
    """

    def __init__(
        self, themes: Themes, text: str, *, family: str = "info", slim: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._themes, self._family, self._slim = themes, family, slim
        self._row = QHBoxLayout(self)
        Spacing(themes, self._row, margins=(4, 0, 4, 0) if slim else (6, 2, 4, 2), gap=1 if slim else 2)
        icon, colour = VERDICT_ICONS.get(family, "info"), f"{family}.text"
        self._row.addWidget(Picture(themes, icon, size=14 if slim else 16, colour=colour))
        self.text: Text = (
            ElidedText(themes, text, font="smallStrong", colour=colour)
            if slim
            else Text(themes, text, font="bodyStrong", colour=colour, wrap=True)
        )
        self._row.addWidget(self.text, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(text)

    def add_button(self, text: str, run: Callable[[], object]) -> Button:
        """Offer something to do about it."""
        button = Button(self._themes, text, role=Role.LINK if self._slim else Role.PLAIN, compact=True)
        button.clicked.connect(run)
        self.add(button)
        return button

    def add_gap(self, key: float) -> None:
        """Keep what comes next apart, by a key of the grid."""
        self._row.addSpacing(self._themes.current.space(key))

    def add_close(self, run: Callable[[], object]) -> IconButton:
        """Let it be closed."""
        return self.add_icon("x", run, name=self.tr("Close"))

    def add_icon(self, icon: str, run: Callable[[], object], *, name: str) -> IconButton:
        """Offer something that an icon says."""
        button = IconButton(self._themes, icon, name=name, role=Role.GHOST, compact=True)
        button.clicked.connect(run)
        self.add(button)
        return button

    def add(self, widget: QWidget) -> None:
        """Put something at the far end."""
        self._row.addWidget(widget)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the soft ground."""
        painter_on(self).fillRect(self.rect(), self._themes.current.colour(f"{self._family}.soft"))


def _row(themes: Themes, gap: float, *widgets: QWidget, grows: QWidget | None = None) -> QHBoxLayout:
    row = QHBoxLayout()
    Spacing(themes, row, gap=gap)
    for widget in widgets:
        row.addWidget(widget, 1 if widget is grows else 0)
    return row
