"""One criterion of the card: its number and name, the ratings, the points; in front also what is written of it."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.review_drafts import Entry, is_on
from csops.domain.review_filling import Ruled, is_low, lacks_ground
from csops.domain.review_quotes import Found
from csops.domain.reviews import Source
from csops.domain.scoring import Criterion
from csops.services.review_forms import ReviewForm
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import box, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.stops import Stops
from csops.ui.kit.theme import Themes
from csops.ui.quality.cards.card_words import critical_words
from csops.ui.quality.review.criterion_details import CriterionDetails
from csops.ui.quality.review.number_badge import NumberBadge
from csops.ui.quality.review.rating_choice import NA, RatingChoice, steps_of
from csops.ui.quality.review.words import ruled_words
from csops.ui.quality.sent_words import points_words
from csops.ui.quality.wording import tr

_POINTS_WIDTH = 56  # pixels at 100 %: "22.5 / 25"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a criterion stands: what was entered, why it may be ruled out, its points of its weight, both of the card.

    `quotes`: how its evidence stands in the contact now.
    """

    entry: Entry
    quotes: tuple[Found, ...] = ()
    ruled: Ruled | None
    source: Source
    points: float | None
    weight: float
    may_be_na: bool
    is_critical: bool
    is_open: bool


class CriterionRow(QWidget):
    """One criterion.

    Signals:
        chosen: it shall be in front; so it shall where the focus comes to its ratings.
        numbered: its number was pressed.
        rated(str): a segment was pressed: a rating as text, or `na`.
        opened(object): its CriterionDetails were made, for whoever listens to what is written there.
    """

    chosen = Signal()
    numbered = Signal()
    rated = Signal(str)
    opened = Signal(object)

    def __init__(self, themes: Themes, criterion: Criterion, number: int, form: ReviewForm) -> None:
        super().__init__()
        self.themes, self.criterion, self.number = themes, criterion, number
        self._form, self._formats = form, Formats()
        self._is_front = self._is_last = self._is_ungrounded = False
        self._standing: Standing | None = None
        self.details: CriterionDetails | None = None
        said = tr("Criterion {number}: {name}").format(number=number, name=criterion.name)
        self.badge = NumberBadge(themes, number, name=said)
        self.name = Text(themes, criterion.name, wrap=True)
        self.ratings = RatingChoice(themes, name=criterion.name)
        self.points = Text(themes, font="smallStrong", colour="text.secondary", figures=True)
        self.critical = Text(themes, critical_words(criterion), font="small", colour="text.secondary", wrap=True)
        if criterion.consequence is None:
            self.critical.hide()  # never shown before it lies in the row: it would be a window that takes the focus
        self.below = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.trouble = Text(themes, font="small", colour="danger.text", wrap=True)
        self.asking = Text(themes, font="smallStrong", colour="accent.text", wrap=True)
        self.ratings.show_steps(steps_of(criterion))
        self.ratings.setAccessibleDescription(critical_words(criterion))
        self._lay_out()
        self._stops = Stops(self)  # what is written of it is made when it first comes to the front
        self.badge.clicked.connect(self.chosen)
        self.badge.clicked.connect(self.numbered)
        self.ratings.chosen.connect(self.rated)
        self.ratings.entered.connect(self._entered)

    def begin(self, form: ReviewForm) -> None:
        """Be of another review with the same card: nothing is written and nothing missing."""
        self._form, self._standing, self._is_front = form, None, False
        if self.details is not None:  # what was written there can be taken back there, so it goes with its review
            self.details.hide()
            self.details.deleteLater()
            self.details = None
        self.say_trouble("")
        self.ask_cause("")

    def show_standing(self, standing: Standing) -> None:
        """Show how the criterion stands."""
        self._standing = standing
        entry, is_known = standing.entry, is_on(self.criterion, standing.entry.rating)
        is_ruled = standing.ruled is not None and entry.rating is None
        is_na = entry.is_na or is_ruled
        self.ratings.choose(NA if is_na else f"{entry.rating:g}" if is_known else "")
        self.ratings.setEnabled(standing.is_open)
        self.ratings.let_na(standing.may_be_na)
        self.points.say(points_words(standing.points, standing.weight, self._formats))
        self.name.say(self.criterion.name, colour="text.tertiary" if is_na else "text.primary")
        self.badge.set_look(is_faint=is_na, is_critical=standing.is_critical)
        self._say_critical(is_na=is_na, is_one=standing.is_critical)
        if is_ruled and standing.ruled is not None:
            self._say_below(ruled_words(standing.ruled, standing.source))
        else:
            self._say_below("" if self.open_height() else _in_short(entry, self._causes()))
        if entry.is_answered and not (self._is_ungrounded and is_known and lacks_ground(self.criterion, entry)):
            self.say_trouble("")
        self._show_details()

    def set_front(self, is_front: bool, *, stays_open: bool = False) -> None:
        """Show it as the one in front, with what there is to write; `stays_open`: that stays there behind it, too."""
        if is_front and self.details is None:
            self.details = CriterionDetails(self.themes, self.criterion, self._form)
            self._column.addWidget(self.details)
            self._stops.order([self.details])
            self.opened.emit(self.details)
        self._is_front = is_front
        if self.details is not None:
            self.details.setVisible(is_front or stays_open)
        if self._standing is not None:
            self.show_standing(self._standing)
        self.update()

    def open_height(self) -> int:
        """Return how high what is written of it stands below it, 0 where it is not shown."""
        return 0 if self.details is None or self.details.isHidden() else self.details.height()

    def set_last(self, is_last: bool) -> None:
        """Draw no line below the last of a section."""
        self._is_last = is_last

    def say_trouble(self, sentence: str) -> None:
        """Say what is missing."""
        self._is_ungrounded = False
        self.trouble.say(sentence)
        self.trouble.setVisible(bool(sentence))

    def say_ungrounded(self) -> None:
        """Say that a critical error has nothing yet that shows it, until it has."""
        self.say_trouble(
            tr("A critical error needs what shows it: a note, words of the contact, or where it came from")
        )
        self._is_ungrounded = True

    def ask_cause(self, sentence: str) -> None:
        """Ask where a low rating came from; of an empty sentence no more."""
        if sentence and sentence != self.asking.words():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
        self.asking.say(sentence)
        self.asking.setVisible(bool(sentence))

    def is_writing(self) -> bool:
        """Whether the focus is in the note on it."""
        return self.details is not None and self.window().focusWidget() is self.details.note.box

    def take_focus(self) -> None:
        """Put the focus on the ratings."""
        self.ratings.take_focus()

    def _entered(self) -> None:
        if not self._is_front:
            self.chosen.emit()

    def _say_critical(self, *, is_na: bool, is_one: bool) -> None:
        """Say what a critical error of it does, before there is one too."""
        colour = "danger.text" if is_one else "text.tertiary" if is_na else "text.secondary"
        self.critical.say(critical_words(self.criterion), colour=colour)

    def _say_below(self, sentence: str) -> None:
        self.below.say(sentence)
        self.below.setVisible(bool(sentence))

    def _causes(self) -> dict[str, str]:
        return {one.key: one.name for one in self._form.causes}

    def _show_details(self) -> None:
        if self.details is not None and self._standing is not None:
            rating = self._standing.entry.rating
            low = is_on(self.criterion, rating) and is_low(self.criterion, rating)
            self.details.show_entry(
                self._standing.entry, self._standing.quotes, is_low=low, is_open=self._standing.is_open
            )

    # ------------------------------------------------------------ what surrounds it
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click brings it to the front."""
        self.chosen.emit()
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: the frame of the one in front, and the line below the others."""
        theme, painter = self.themes.current, painter_on(self)
        if self._is_front:
            edge, width = theme.colour("border.focus"), theme.stroke("focus")
            box(painter, QRectF(self.rect()), radius=theme.radius("card"), fill=None, edge=edge, width=width)
        elif not self._is_last:
            line, left = theme.stroke("hairline"), theme.space(3)
            painter.fillRect(left, self.height() - line, self.width() - left, line, theme.colour("border.subtle"))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        Spacing(self.themes, top, gap=2)
        top.addWidget(self.badge)
        top.addWidget(self.name, 1)
        top.addWidget(self.ratings)
        self.points.setMinimumWidth(self.themes.current.px(_POINTS_WIDTH))
        self.points.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.points)
        below = QVBoxLayout()
        Spacing(self.themes, below, margins=(8, 0, 0, 0))
        below.addWidget(self.critical)
        below.addWidget(self.below)
        below.addWidget(self.trouble)
        below.addWidget(self.asking)
        self._column = QVBoxLayout(self)
        Spacing(self.themes, self._column, margins=(3, 2, 3, 2), gap=1)
        self._column.addLayout(top)
        self._column.addLayout(below)
        self._say_below("")
        self.say_trouble("")
        self.ask_cause("")


def _in_short(entry: Entry, causes: dict[str, str]) -> str:
    """What was said of a criterion that is not in front, in one line."""
    said = [f"↳ {entry.note}" if entry.note else "", causes.get(entry.cause, "")]
    return " · ".join(filter(None, said))
