"""The day once there are contacts: sentence, tiles, follow-ups, open cases, contacts by hour."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.questions import Question
from csops.services.today import TILES, OpenCases, Promises, TodayFigures
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.stops import Stops
from csops.ui.kit.theme import Theme
from csops.ui.today.age_card import AgeCard
from csops.ui.today.follow_up_card import FollowUpCard
from csops.ui.today.hours_card import HoursCard
from csops.ui.today.sentence import sentence
from csops.ui.today.tiles import Tiles
from csops.ui.today.wait_card import WaitCard

if TYPE_CHECKING:
    from csops.ui.kpis.behind import Leading
    from csops.ui.today.quality_line import QualityLine

_LEADING_SHARE, _TRAILING_SHARE = 13, 8
_NARROW = 720  # pixels at 100 % under which the cards stand one below the other
_FEWEST_ROWS = 6
_Cell = tuple[int, int, int, int]  # row, column, and how many of each
# Where follow-ups, open cases by age and contacts by hour stand: in a large window, in a low one, in a narrow one.
_BESIDE: Sequence[_Cell] = ((0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1))
_SHORT: Sequence[_Cell] = ((0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2))
_BELOW: Sequence[_Cell] = ((0, 0, 1, 2), (1, 0, 1, 2), (2, 0, 1, 2))


class Day(QWidget):
    """Everything of the day.

    Signals:
        wanted(str, object): another place shall be shown.
        weeks_changed: the tiles shall look at another stretch of time.
        which_changed: mine or the team's follow-ups were chosen.
        shown: it is in front, and its cards know their sizes.
    """

    wanted = Signal(str, object)
    weeks_changed = Signal()
    which_changed = Signal()
    shown = Signal()

    def __init__(
        self,
        desk: Desk,
        *,
        formats: Formats,
        shortcuts: Shortcuts,
        over: Callable[[], QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        themes, now = desk.themes, desk.workspace.now
        self._themes = themes
        self._places: Sequence[_Cell] = ()
        self._promises: Promises | None = None
        self.figures: TodayFigures | None = None
        self._leading: Leading | None = None
        self.quality: QualityLine | None = None
        self._desk, self._formats = desk, formats
        self.sentence = Text(themes, font="title3", wrap=True)
        self.period = Segmented(themes, self._periods(), name=self.tr("How far back"), key="12")
        self.tiles = Tiles(desk, formats=formats)
        self._quality_stop = Stops(self)
        self.waits = WaitCard(desk)
        self.follow_ups = FollowUpCard(desk, formats=formats, shortcuts=shortcuts, over=over)
        self.ages = AgeCard(themes, formats=formats, now=now)
        self.hours = HoursCard(themes, formats=formats, now=now)
        for chart in (self.ages.chart, self.hours.chart):
            chart.files = desk.files
            chart.save_failed.connect(desk.failed)
        self._lay_out(desk)
        self.period.chosen.connect(lambda _key: self.tiles.begin_waiting())
        self.period.chosen.connect(lambda _key: self.weeks_changed.emit())
        self.follow_ups.which_changed.connect(self.which_changed)
        for part in (self.follow_ups, self.waits):
            part.wanted.connect(self.wanted)
        self.waits.changed.connect(self._say)
        self.waits.changed.connect(self.shown)
        self.ages.wanted.connect(self.wanted)
        self.hours.opened.connect(self._open_contacts)
        self.hours.shifts_wanted.connect(lambda: self.wanted.emit("forecast", {"tab": "shifts"}))
        self.tiles.opened.connect(self._open_figure)

    def weeks(self) -> int:
        """Return how many weeks the tiles look back."""
        return int(self.period.key())

    def owner_id(self) -> int | None:
        """Return whose follow-ups are shown."""
        return self.follow_ups.owner_id()

    def begin_waiting(self) -> None:
        """What comes first is asked for."""
        self.follow_ups.waiting.begin()
        self.ages.waiting.begin()

    def begin_waiting_late(self) -> None:
        """The figures are asked for, which come later."""
        if self.figures is None:
            self.tiles.begin_waiting()
            self.hours.waiting.begin()

    def end_waiting(self) -> None:
        """Something will not come: better nothing than blocks for ever."""
        self.tiles.end_waiting()
        for card in (self.follow_ups, self.ages, self.hours):
            card.waiting.end()

    def show_promises(self, promises: Promises) -> None:
        """Show what is promised."""
        self._promises = promises
        self.follow_ups.show_promises(promises)
        self._say()

    def show_cases(self, cases: OpenCases) -> None:
        """Show the open cases."""
        self.ages.show_cases(cases)

    def show_figures(self, figures: TodayFigures) -> None:
        """Show the figures."""
        self.figures = figures
        self.tiles.show_figures(figures)
        self._show_quality(figures)
        self._say()

    def _show_quality(self, figures: TodayFigures) -> None:
        """Show what reviews come to, where there are any and the person sees all of them."""
        found = figures.found.now.figures.get("quality_score")
        if self.quality is None and (found is None or not found.n):
            return
        from csops.services.metrics import metrics

        if self.quality is None:
            from csops.ui.today.quality_line import QualityLine  # a shop that reviews nothing never needs it

            self.quality = QualityLine(self._desk, formats=self._formats)
            self.quality.opened.connect(self._open_results)
            self._outer.insertWidget(self._outer.indexOf(self.tiles) + 1, self.quality)
        self.quality.show_figures(figures, metrics()["quality_score"])
        self._quality_stop.order((self.quality,))

    def _open_results(self) -> None:
        if self.figures is not None:
            now = self.figures.found.now
            self.wanted.emit("quality", {"tab": "results", "first_day": now.first_day, "last_day": now.last_day})

    def _say(self) -> None:
        if self._promises is not None:
            found = self.figures.found if self.figures is not None else None
            self.sentence.say(sentence(self._promises, found, waiting=self.waits.said()))

    def _open_figure(self, key: str, name: str) -> None:
        """Show what is behind a tile."""
        if self.figures is not None:
            from csops.ui.kpis.behind import Leading  # with all that counts figures

            if self._leading is None:
                self._leading = Leading(self._desk, self)
                self._leading.wanted.connect(self.wanted)
            now = self.figures.found.now
            self._leading.show(key, name=name, first_day=now.first_day, last_day=now.last_day)

    def _open_contacts(self, question: Question, name: str) -> None:
        self.wanted.emit("contacts", {"question": question, "name": name})

    def _periods(self) -> tuple[Option, ...]:
        return (
            Option(key="4", text=self.tr("4 weeks")),
            Option(key="12", text=self.tr("12 weeks")),
            Option(key="52", text=self.tr("Year")),
        )

    def _lay_out(self, desk: Desk) -> None:
        themes = desk.themes
        outer = self._outer = QVBoxLayout(self)
        Spacing(themes, outer, margins=(6, 4, 6, 4), gap=4)
        head = QHBoxLayout()
        Spacing(themes, head, gap=4)
        head.addWidget(self.sentence, 1)
        head.addWidget(self.period)
        self._covered = QWidget()
        head.addWidget(self._covered)
        self.cover(0)
        self._cards = QGridLayout()
        Spacing(themes, self._cards, gap=4)
        self._cards.setColumnStretch(0, _LEADING_SHARE)
        self._cards.setColumnStretch(1, _TRAILING_SHARE)
        outer.addLayout(head)
        outer.addWidget(self.tiles)
        outer.addWidget(self.waits)
        outer.addLayout(self._cards, 1)
        self._head = head
        self._arrange(_BESIDE)

    # ------------------------------------------------------------ large and small windows
    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what was zoomed while another place was in front takes its sizes only now."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.shown.emit)

    def cover(self, width: int) -> None:
        """Keep sentence and period out of what a panel lies over."""
        self._covered.setFixedWidth(max(0, width - self._themes.current.space(6) - self._themes.current.space(4)))
        self._covered.setVisible(width > 0)

    def fit(self, room: QSize) -> None:
        """Arrange the cards for so much room; what does not fit below the follow-ups is reached by scrolling."""
        theme = self._themes.current
        gap, margin = theme.space(4), theme.space(4)
        # A sentence that takes two lines takes them from the list.
        head = self._head.heightForWidth(room.width() - 2 * theme.space(6)) if self._head.hasHeightForWidth() else 0
        used = margin + max(head, self._head.sizeHint().height()) + gap + self.tiles.sizeHint().height() + gap + margin
        for card in (self.waits, self.quality):
            if card is not None and not card.isHidden():
                used += card.sizeHint().height() + gap
        beside = self.ages.sizeHint().height() + gap + self.hours.chart.minimumHeight() + theme.space(10)
        if room.width() < theme.px(_NARROW):
            self._arrange(_BELOW)
        else:
            self._arrange(_BESIDE if used + beside <= room.height() else _SHORT)
        # The list takes what the first screen has left: its last rows are then reached by its own bar, not the page's.
        self.follow_ups.setMinimumHeight(max(theme.size("rowComfortable") * _FEWEST_ROWS, room.height() - used))

    def _arrange(self, places: Sequence[_Cell]) -> None:
        if places == self._places:
            return
        self._places = places
        for card, place in zip((self.follow_ups, self.ages, self.hours), places, strict=True):
            self._cards.removeWidget(card)
            self._cards.addWidget(card, *place)
        self._cards.setRowStretch(1, 1 if places == _BESIDE else 0)


def day_blocks(place: QRectF, theme: Theme) -> list[QRectF]:
    """Return the blocks of a day of which nothing is known yet: a sentence, tiles, and two cards side by side."""
    side, gap, line = theme.space(6), theme.space(4), theme.space(6)
    width, top = place.width() - 2 * side, theme.space(4) + line + gap
    tile, high = (width - (len(TILES) - 1) * gap) / len(TILES), theme.space(8) * 4
    below = top + high + gap
    rest, leading = max(high, place.height() - below - gap), width * _LEADING_SHARE / (_LEADING_SHARE + _TRAILING_SHARE)
    return [
        QRectF(side, theme.space(4), width * 0.3, line),
        *(QRectF(side + number * (tile + gap), top, tile, high) for number in range(len(TILES))),
        QRectF(side, below, leading - gap / 2, rest),
        QRectF(side + leading + gap / 2, below, width - leading - gap / 2, rest),
    ]
