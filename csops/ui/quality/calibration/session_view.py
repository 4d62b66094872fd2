"""A session whose ratings are open: its figures, the ratings by reviewer, one criterion closer."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.calibration_figures import Row
from csops.domain.calibrations import Agreed
from csops.domain.reviews import Quote
from csops.services.calibrations import SeenCalibration
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card, Heading
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.calibration.criterion_panel import CriterionPanel
from csops.ui.quality.calibration.explained import ExplainedDialog
from csops.ui.quality.calibration.ratings_table import RatingsTable
from csops.ui.quality.calibration.tiles import SCORES, SessionTiles, sentences_of
from csops.ui.quality.calibration.words import CALL_OFF_ICON, led_words, off_reason
from csops.ui.quality.quoted_words import quote_question
from csops.ui.quality.wording import tr

DISPUTED, CARD = "disputed", "card"
_PANEL_SHARE = 0.3
_NARROW, _LOW = 1000, 620


class SessionView(QWidget):
    """The ratings of one session, talked about.

    Signals:
        agreed(object): this Agreed shall be kept.
        equal_wanted: what all rated the same shall be agreed on at once.
        place_wanted(str, object): the contact shall be shown, or words of it beside the review that quotes them.
        off_wanted: the session shall be called off.
    """

    agreed = Signal(object)
    equal_wanted = Signal()
    place_wanted = Signal(str, object)
    off_wanted = Signal()

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        themes = desk.themes
        self._themes, self._formats = themes, formats
        self.seen: SeenCalibration | None = None
        self._goal = 0
        self._opens, self._is_brief = True, False
        self._fitted: tuple[int, ...] = ()
        self.heading = Heading(themes, tr("Ratings by reviewer"))
        self.tiles = SessionTiles(themes, formats)
        self.table = RatingsTable(themes, formats)
        self.panel = CriterionPanel(desk)
        self.gone = Text(themes, colour="warning.text", wrap=True)
        self.led = Text(themes, colour="warning.text", wrap=True)
        self.order = Segmented(themes, _orders(is_brief=False), name=tr("Order of the criteria"))
        self.order.choose(DISPUTED)
        self.equal = Button(themes, tr("Agree where all did"), icon_name="check-check", compact=True)
        self.contact = Button(themes, tr("Open contact"), icon_name="message-square-quote", compact=True)
        self.off = Button(themes, tr("Call off…"), icon_name=CALL_OFF_ICON, compact=True)
        self.dialog: ExplainedDialog | None = None
        self._lay_out()
        self.setFocusProxy(self.table)
        self.order.chosen.connect(lambda _key: self._show_rows())
        self.table.view.moved.connect(self._show_criterion)
        self.table.view.agree_wanted.connect(self.panel.take_focus)
        self.table.finals.opened.connect(lambda: self.explain(SCORES))
        self.tiles.opened.connect(self.explain)
        self.panel.saved.connect(self.agreed)
        self.panel.quote_wanted.connect(self._show_quote)
        self.equal.clicked.connect(self.equal_wanted)
        self.contact.clicked.connect(self._open_contact)
        self.off.clicked.connect(self.off_wanted)

    # ------------------------------------------------------------ showing
    def open_anew(self, *, goes_on: bool) -> None:
        """The session shown next begins with what is talked about first, unless it `goes_on` from being shown."""
        self._opens = self._opens or not goes_on

    def closed(self, said: Iterable[Agreed]) -> None:
        """Let go of what was typed: the closing has saved it."""
        for one in said:
            self.panel.forget(one.criterion)

    def show_session(self, seen: SeenCalibration, *, goal: int) -> None:
        """Show a session; the criterion in front stays there, once it is open."""
        self.seen, self._goal = seen, goal
        self.tiles.show_session(seen, goal=goal)
        for line, said in ((self.gone, off_reason(seen, self._formats)), (self.led, led_words(seen))):
            line.say(said)
            line.setVisible(bool(said))
        self.off.setVisible(seen.runs and seen.session.closed_at is None)
        self.equal.setVisible(bool(self.equal_keys()))
        self.contact.setVisible(seen.session.contact_id is not None)
        self._show_rows(first=self._first() if self._opens else "")
        self._opens = False
        QTimer.singleShot(0, self, self._fit_heading)  # with the acts that there are now

    def _first(self) -> str:
        """The first criterion that is disputed and not agreed on; else that is not agreed on; else the first."""
        rows = self.rows()
        left = [row for row in rows if row.agreed is None]
        disputed = [row for row in left if row.same != row.of]
        return next((row.criterion for row in (*disputed, *left, *rows)), "")

    def equal_keys(self) -> list[str]:
        """Return the criteria that all rated the same, with nothing agreed yet, where that may be done."""
        seen = self.seen
        if seen is None or seen.figures is None or not seen.runs or seen.session.closed_at is not None:
            return []
        return [row.criterion for row in seen.figures.rows if row.agreed is None and row.same == row.of]

    def rows(self) -> tuple[Row, ...]:
        """Return the criteria in the order that is chosen."""
        seen = self.seen
        if seen is None or seen.figures is None:
            return ()
        if self.order.key() == DISPUTED:
            return seen.figures.rows
        order = [one.key for one in seen.version.criteria]
        return tuple(sorted(seen.figures.rows, key=lambda row: order.index(row.criterion)))

    def kept(self, said: Agreed) -> None:
        """Take that something was agreed on: the next criterion without anything agreed comes to the front."""
        self.panel.forget(said.criterion)
        rows = self.rows()
        at = next((number for number, row in enumerate(rows) if row.criterion == said.criterion), 0)
        turned = [*rows[at + 1 :], *rows[:at]]
        following = next((row for row in turned if row.agreed is None), turned[0] if turned else None)
        if following is not None:
            self.table.view.go_to(following.criterion)
            self._show_criterion(following.criterion)
            if not (self.panel.note.box.hasFocus() and self.panel.rating.key()):
                self.panel.take_focus()

    def ask_rating(self, criterion: str) -> None:
        """Show a criterion whose note cannot be saved yet, and say what it takes."""
        self.table.view.go_to(criterion)
        self._show_criterion(criterion)
        self.panel.explain(
            tr("This note is not saved: choose a rating that it goes with, or begin anew to leave it out")
        )
        self.panel.take_focus()

    def explain(self, key: str) -> None:
        """Take a figure apart."""
        if self.seen is None:
            return
        title, sentences = sentences_of(key, self.seen, goal=self._goal, formats=self._formats)
        if sentences:
            self.dialog = ExplainedDialog(self._themes, self.window(), title=title, sentences=sentences)
            self.dialog.open()

    def _open_contact(self) -> None:
        if self.seen is not None and self.seen.session.contact_id is not None:
            self.place_wanted.emit("contacts", {"contact_id": self.seen.session.contact_id})

    def _show_quote(self, review_id: int, criterion: str, quote: Quote) -> None:
        self.place_wanted.emit("quality", quote_question(review_id, criterion, quote))

    def _show_rows(self, *, first: str = "") -> None:
        if self.seen is not None:
            self.table.show_session(self.seen, self.rows(), first=first)
            self._show_criterion(self.table.view.current_key())

    def _show_criterion(self, key: str) -> None:
        row = next((one for one in self.rows() if one.criterion == key), None)
        if self.seen is not None and row is not None:
            self.panel.show_criterion(self.seen, row)

    # ------------------------------------------------------------ laying out
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override of Qt: the panel takes less where there is less."""
        super().resizeEvent(event)
        theme = self._themes.current
        wide = theme.size("sidePanel")
        self.panel.setFixedWidth(min(wide, max(theme.px(280), round(self.width() * _PANEL_SHARE))))
        is_narrow = self.width() < theme.px(_NARROW)
        self.tiles.set_narrow(is_narrow)
        QTimer.singleShot(0, self, self._fit_heading)  # what changes here is laid out anew: not within a layout

    def _fit_heading(self) -> None:
        """Show the acts as icons where their words have no room, and where that is not enough less of the rest."""
        space = self._themes.current.space
        room = self.width() - self.panel.width() - 2 * space(6) - space(4)
        fitted = (room, *(button.isHidden() for button in (self.equal, self.contact, self.off)))
        if fitted == self._fitted:
            return
        self._fitted = fitted
        for has_words, is_brief in ((True, False), (False, False), (False, True)):
            for button in (self.equal, self.contact, self.off):
                button.set_words_shown(has_words)
            if is_brief is not self._is_brief:
                self._is_brief = is_brief
                self.order.show_options(_orders(is_brief=is_brief))
                self.heading.title.setVisible(not is_brief)
            if self.heading.sizeHint().width() <= room:
                return

    def _lay_out(self) -> None:
        themes = self._themes
        card, title = Card(themes, padded=False), self.heading.title.words()
        card.set_gap(0)
        card.setAccessibleName(title)
        for widget in (self.off, self.contact, self.equal, self.order):
            self.heading.add(widget)
        card.body.addWidget(self.heading)
        card.body.addWidget(self.table, 1)
        left, row = QVBoxLayout(), QHBoxLayout(self)
        Spacing(themes, left, gap=3)
        Spacing(themes, row, margins=(6, 4, 6, 4), gap=4)
        left.addWidget(self.tiles)
        left.addWidget(self.gone)
        left.addWidget(self.led)
        left.addWidget(card, 1)
        row.addLayout(left, 1)
        row.addWidget(self.panel)
        self.panel.setSizePolicy(self.panel.sizePolicy().horizontalPolicy(), self.sizePolicy().Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _orders(*, is_brief: bool) -> list[Option]:
    said = (tr("Disputed"), tr("Card")) if is_brief else (tr("Most disputed first"), tr("Card order"))
    return [Option(key=key, text=text) for key, text in zip((DISPUTED, CARD), said, strict=True)]
