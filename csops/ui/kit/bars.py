"""The bar above the page (what is shown, search, actions) and the foot below (saved, backup, running job)."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from csops.ui.kit.controls import Action, Button, Role, with_keys
from csops.ui.kit.icons import pixmap
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import KeyCap, Picture, box, cap_size, paint_cap, paint_focus, painter_on
from csops.ui.kit.page import Page
from csops.ui.kit.spacing import sides
from csops.ui.kit.stops import Stops
from csops.ui.kit.theme import Themes

SEARCH_WIDTH_IN_CONTROLS = 9
_LINE_WIDTH, _FEWEST_WORDS = 220, 60
"""So much of the line beside the title is to be read before the search box takes its full width."""


class TopBar(QWidget):
    """Title, one line saying what is shown, the search-and-command box, and the actions of the page.

    Signals:
        search_wanted: the search box was pressed.
    """

    search_wanted = Signal()

    def __init__(self, themes: Themes, *, search_keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self.title = Text(themes, font="title1")
        self.subtitle = ElidedText(themes, font="body", colour="text.secondary")
        self.search = SearchButton(themes, self.tr("Search or run a command"), keys=search_keys)
        self.search.clicked.connect(self.search_wanted)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.title)
        self._row.addWidget(self.subtitle, 1)
        self._row.addWidget(self.search)
        self.buttons: list[Button] = []
        self._stops = Stops(self)
        self._page: Page | None = None
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def show_head(self, page: Page) -> None:
        """Show title, line and actions of a page; where the actions of a page change, the focus stays in its place."""
        self.title.say(page.title())
        self.subtitle.say(page.subtitle())
        focused = next((place for place, button in enumerate(self.buttons) if button.hasFocus()), None)
        stays, self._page = page is self._page, page
        for button in self.buttons:
            self._row.removeWidget(button)
            button.let_go()  # it goes only when the event loop comes round
            button.deleteLater()
        self.buttons = [self._button(action) for action in page.top_actions() if isinstance(action, Action)]
        for button in self.buttons:
            self._row.addWidget(button)
        self._stops.order(self.buttons)
        if stays and focused is not None and self.buttons:
            self.buttons[min(focused, len(self.buttons) - 1)].setFocus()
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: what is left is shared anew."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Let the search box yield to the line that says what is shown, as far as its icon and its keys still show."""
        wanted = min(self.subtitle.sizeHint().width(), self.themes.current.px(_LINE_WIDTH))
        parts = [self.title, *self.buttons]
        taken = sum(part.sizeHint().width() for part in parts) + self._row.spacing() * (len(parts) + 1)
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right() - taken - wanted
        least, most = self.search.minimumSizeHint().width(), self.search.sizeHint().width()
        self.search.setMaximumWidth(min(max(room, least), most))

    def theme_changed(self) -> None:
        """Take height and margins from the theme."""
        theme = self.themes.current
        self.setFixedHeight(theme.size("topBar"))
        self._row.setContentsMargins(theme.space(6), 0, theme.space(6), 0)
        self._row.setSpacing(theme.space(2))
        self.subtitle.setContentsMargins(sides(theme.space(1), theme.space(0.5), 0, 0))
        self._share_room()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground and the line below."""
        theme, painter = self.themes.current, painter_on(self)
        painter.fillRect(self.rect(), theme.colour("bg.app"))
        width = theme.stroke("hairline")
        painter.fillRect(QRect(0, self.height() - width, self.width(), width), theme.colour("border.subtle"))

    def _button(self, action: Action) -> Button:
        return Button.for_action(self.themes, action, parent=self)


class SearchButton(QAbstractButton):
    """Looks like a search box and opens the palette, where one then types."""

    def __init__(self, themes: Themes, text: str, *, keys: str) -> None:
        super().__init__()
        self._themes, self._keys = themes, keys
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(with_keys(text, keys))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        themes.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Qt: wide enough for its words and more."""
        theme = self._themes.current
        return QSize(SEARCH_WIDTH_IN_CONTROLS * theme.size("control") - theme.space(1), theme.size("control"))

    def minimumSizeHint(self) -> QSize:
        """Qt: the icon and the keys must show."""
        theme = self._themes.current
        return QSize(theme.size("control") * 3, theme.size("control"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint box, icon, words and keys."""
        theme, painter = self._themes.current, painter_on(self)
        radius = theme.radius("control")
        fill = theme.colour("bg.hover" if self.underMouse() else "bg.surface")
        edge = theme.colour("border.default")
        box(painter, QRectF(self.rect()), radius=radius, fill=fill, edge=edge, width=theme.stroke("hairline"))
        side, start = theme.size("icon"), theme.space(2) + theme.space(0.5)
        glass = self._mirrored(QRect(start, (self.height() - side) // 2, side, side))
        painter.drawPixmap(glass.topLeft(), pixmap(theme, "search", colour="text.secondary"))
        cap = cap_size(theme, self._keys)
        end = self.width() - theme.space(2) - cap.width()
        where = self._mirrored(QRect(end, (self.height() - cap.height()) // 2, cap.width(), cap.height()))
        paint_cap(painter, where, theme, self._keys)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text.tertiary"))
        left = start + side + theme.space(2)
        room = self._mirrored(QRect(left, 0, end - left - theme.space(1), self.height()))
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        if room.width() >= theme.px(_FEWEST_WORDS):  # less than a word tells nothing; the tooltip has all
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, words)
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=radius)

    def _mirrored(self, rect: QRect) -> QRect:
        if self.isRightToLeft():
            rect.moveRight(self.width() - 1 - rect.left())
        return rect


class Foot(QWidget):
    """Saved or not, the last backup, and the hint for shortcuts; a running job takes the middle.

    Signals:
        cancel_wanted: Cancel of the running job was pressed.
    """

    cancel_wanted = Signal()

    def __init__(self, themes: Themes, *, hint_keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self._saved_icon = Picture(themes, "circle-check", size=14, colour="success.text")
        self.saved = ElidedText(themes, font="small", colour="text.secondary")
        self.saved.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.state = ElidedText(themes, font="small", colour="text.secondary")
        self.job = Text(themes, font="small", colour="text.secondary", figures=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.cancel = Button(themes, self.tr("Cancel"), role=Role.LINK, compact=True)
        self.cancel.clicked.connect(self.cancel_wanted)
        self._build(hint_keys)
        self.set_saved(self.tr("All changes saved"))
        self.clear_job()
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def set_saved(self, text: str, *, is_safe: bool = True) -> None:
        """Say whether all is saved."""
        self.saved.say(text)
        name, colour = ("circle-check", "success.text") if is_safe else ("circle-dashed", "text.secondary")
        self._saved_icon.show_icon(name, colour=colour)

    def set_state(self, text: str) -> None:
        """Say when and where the last backup was made, and how much there is."""
        self.state.say(text)

    def show_job(self, text: str, *, share: float | None = None, can_cancel: bool = True) -> None:
        """Show a running job in the middle; `share` of 0..1 is done, None while that is not known."""
        self.job.say(text)
        self.progress.setRange(0, 0 if share is None else 100)
        self.progress.setValue(round((share or 0) * 100))
        self._set_job_visible(True)
        self.cancel.setVisible(can_cancel)

    def clear_job(self) -> None:
        """Take the job away."""
        self._set_job_visible(False)

    def theme_changed(self) -> None:
        """Take height and margins from the theme."""
        theme = self.themes.current
        self.setFixedHeight(theme.size("statusBar"))
        self._row.setContentsMargins(theme.space(4), theme.stroke("hairline"), theme.space(4), 0)
        self._row.setSpacing(theme.space(1) + theme.space(0.5))
        self.progress.setFixedWidth(theme.space(10) * 4)
        self.saved.setFixedWidth(theme.size("sidebar") - theme.space(4) - theme.size("icon") - theme.space(1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground and the line above."""
        theme, painter = self.themes.current, painter_on(self)
        painter.fillRect(self.rect(), theme.colour("bg.app"))
        painter.fillRect(QRect(0, 0, self.width(), theme.stroke("hairline")), theme.colour("border.subtle"))

    def _build(self, hint_keys: str) -> None:
        before = Text(self.themes, self.tr("Press"), font="small", colour="text.secondary")
        after = Text(self.themes, self.tr("for shortcuts"), font="small", colour="text.secondary")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._saved_icon)
        self._row.addWidget(self.saved)
        self._row.addSpacing(self.themes.current.space(2))
        self._row.addWidget(self.state, 1)
        parts: tuple[QWidget, ...] = (self.job, self.progress, self.cancel)
        for widget in parts:
            self._row.addWidget(widget)
        self._row.addStretch(0)
        hint: tuple[QWidget, ...] = (before, KeyCap(self.themes, hint_keys), after)
        for widget in hint:
            self._row.addWidget(widget)

    def _set_job_visible(self, shown: bool) -> None:
        for widget in (self.job, self.progress, self.cancel):
            widget.setVisible(shown)
        self.state.setVisible(not shown)
