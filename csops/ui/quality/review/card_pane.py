"""The scorecard: its name and live score, a critical error on top, the criteria in their sections, the notes."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csops.domain.scoring import Outcome, ReviewScore
from csops.services.review_forms import ReviewForm
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.growing_text import GrowingText
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.stops import Stops
from csops.ui.quality.review.aftermath import Aftermath
from csops.ui.quality.review.criteria import Criteria
from csops.ui.quality.review.criterion_details import CriterionDetails
from csops.ui.quality.review.criterion_row import CriterionRow, Standing
from csops.ui.quality.review.critical_banner import CriticalBanner
from csops.ui.quality.review.evidence import quotes_of
from csops.ui.quality.review.filling import ReviewFilling
from csops.ui.quality.review.held_row import HeldRow
from csops.ui.quality.review.rating_choice import NA
from csops.ui.quality.review.source_block import SourceBlock
from csops.ui.quality.review.standing_words import beside_words, sum_words
from csops.ui.quality.review.words import asked_words, first_name, open_words, score_words
from csops.ui.quality.wording import tr

_CARDS_KEPT = 3
"""Cards whose rows are kept for the next review: a queue mixes a few."""


class CardPane(QWidget):
    """The right side of the form, which shows a ReviewFilling.

    Signals:
        shown(object): a Quote shall be shown in the contact. numbered(str): the number of a criterion was pressed.
        texts_left(object): the focus left this box, in which one writes. ratings_entered: it came to ratings.
    """

    shown = Signal(object)
    numbered = Signal(str)
    texts_left = Signal(object)
    ratings_entered = Signal()

    def __init__(self, desk: Desk, filling: ReviewFilling) -> None:
        super().__init__()
        self.desk, self.themes, self._filling = desk, desk.themes, filling
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.rows: dict[str, CriterionRow] = {}
        self._cards: list[Criteria] = []
        self.name = ElidedText(self.themes, font="title3")
        self.version = ElidedText(self.themes, font="small", colour="text.secondary")
        self.score = Text(self.themes, font="display", figures=True)
        self.beside = Text(self.themes, font="small", colour="text.secondary", figures=True)
        self.banner = CriticalBanner(self.themes)
        self.aftermath = Aftermath(desk)
        self.source = SourceBlock(desk)
        self.note = GrowingText(self.themes, label=tr("Coaching note"), name="note", least=2)
        self.praise = GrowingText(self.themes, label=tr("What was done well"), name="praise")
        self._sections, self._stops = QVBoxLayout(), Stops(self)
        self.area: QScrollArea
        self._lay_out()
        self.held = HeldRow(self, self.area)
        self._connect()

    # ------------------------------------------------------------ showing
    def show_form(self, form: ReviewForm) -> None:
        """Show another form: its card, and what stands in it."""
        since = form.version.published_at
        day = self._formats.day(since.astimezone(self._formats.zone).date() if since else None, year=True)
        self.name.say(form.card.name)
        self.version.say(tr("Version {number}, since {day}").format(number=form.version.number, day=day))
        whose = first_name(form.member.name)
        is_for_them = form.review is not None or form.purpose.value in {"fair", "risk", "chosen"}
        self.note.label.say(tr("Coaching note to {name}").format(name=whose) if is_for_them else tr("Note"))
        self.praise.label.say(
            tr("What {name} did well").format(name=whose) if is_for_them else tr("What was done well")
        )
        for field in (self.note, self.praise):
            field.box.setAccessibleName(field.label.words())
            field.set_text("")  # nothing of the one before can be taken back into it
        self.aftermath.show_form(form)
        self.source.show_form(form)
        self._leave_criteria()
        self._show_sections(form)
        self.show_texts()
        self.show_standing()
        self.area.verticalScrollBar().setValue(0)

    def minimumSizeHint(self) -> QSize:
        """Qt: nothing of a criterion is cut; names break into lines."""
        inner = self.area.widget()
        width = inner.minimumSizeHint().width() + self.area.verticalScrollBar().sizeHint().width() if inner else 0
        own = super().minimumSizeHint()
        return QSize(max(width, own.width()), own.height())

    def show_texts(self) -> None:
        """Show the texts on the whole, where they came from elsewhere."""
        draft, is_open = self._filling.draft, self._filling.is_open
        for field, said in ((self.note, draft.note), (self.praise, draft.praise)):
            if field.box.toPlainText() != said:
                field.set_text(said)
            field.box.setReadOnly(not is_open)
            field.setVisible(is_open or bool(said))
        self.source.show_draft(draft, is_open=is_open)

    def show_standing(self) -> None:
        """Show how each criterion and the whole stands."""
        filling = self._filling
        score = filling.score()
        if score is None:
            return
        terms = {term.criterion: term for term in score.terms}
        for key, row in self.rows.items():
            criterion, term = row.criterion, terms.get(key)
            row.show_standing(
                Standing(
                    entry=filling.draft.of(key),
                    quotes=quotes_of(filling, key),
                    ruled=filling.ruled.get(key),
                    source=filling.draft.source,
                    points=None if term is None else term.percent / 100 * criterion.weight,
                    weight=criterion.weight,
                    may_be_na=filling.may_be_na(criterion),
                    is_critical=key in score.critical,
                    is_open=filling.is_open,
                )
            )
        self._show_score(score)

    def _show_score(self, score: ReviewScore) -> None:
        filling, formats = self._filling, self._formats
        colour = {Outcome.PASS: "success.text", Outcome.FAIL: "danger.text"}.get(score.outcome, "text.tertiary")
        is_done = not filling.open_keys()
        self.score.say(
            score_words(score.final, formats), colour=colour if is_done or score.critical else "text.primary"
        )
        self.score.setToolTip(sum_words(filling, score, formats))
        self.score.setAccessibleName(tr("Score: {score}").format(score=self.score.words()))
        self.beside.say(beside_words(filling, score, formats))
        names = [one.name for one in filling.criteria if one.key in score.critical]
        self.banner.show_errors(names, is_open=filling.is_open)

    def show_front(self) -> None:
        """Show which criterion is in front, and bring it into sight."""
        kept = self.held.kept_open(self.rows.values())
        for key, row in self.rows.items():
            row.set_front(key == self._filling.front, stays_open=row in kept)
        front = self.rows.get(self._filling.front)
        if front is not None:
            QTimer.singleShot(0, self, self._show_whole_front)  # once it is as high as what it shows now

    def _show_whole_front(self) -> None:
        front, inner = self.rows.get(self._filling.front), self.area.widget()
        if self.held.is_holding or front is None or inner is None:
            return
        if (layout := inner.layout()) is not None:
            layout.activate()
        if front is next(iter(self.rows.values())):
            self.area.verticalScrollBar().setValue(0)  # with what stands above it: what the review is made from
        else:
            self.area.ensureWidgetVisible(front, 0, self.themes.current.space(4))

    def show_asked(self) -> None:
        """Ask at a criterion that was rated low where that came from: its causes by their digits."""
        for key, row in self.rows.items():
            offered = self._filling.causes(key) if key == self._filling.asked else ()
            row.ask_cause(asked_words(offered, is_writing=row.is_writing()))

    def say_open(self, key: str) -> None:
        """Say at a criterion that it is still to be rated."""
        if key in self.rows:
            self.rows[key].say_trouble(open_words(may_be_na=self._filling.may_be_na(self.rows[key].criterion)))

    # ------------------------------------------------------------ the criteria
    def _leave_criteria(self) -> None:
        """Let go of the focus: as a note is hidden, Qt would hand it on and so bring another criterion to the front."""
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.area.setFocus()

    def _show_sections(self, form: ReviewForm) -> None:
        """Show the rows of its card: those that are there still where it was reviewed with lately."""
        criteria = next((one for one in self._cards if one.version == form.version), None)
        if criteria is None:
            criteria = Criteria(self.themes, form, self._formats)
            for row in criteria.rows.values():
                self._listen(row)
            self._sections.addWidget(criteria)
        else:
            criteria.begin(form)
            self._cards.remove(criteria)
        for one in self._cards:
            one.hide()
        for old in self._cards[_CARDS_KEPT - 1 :]:
            old.deleteLater()
        self._cards = [criteria, *self._cards[: _CARDS_KEPT - 1]]
        self.rows = criteria.rows
        criteria.show()
        self._stops.order([criteria])

    def _listen(self, row: CriterionRow) -> None:
        key = row.criterion.key
        row.chosen.connect(partial(self._chosen, row))
        row.numbered.connect(partial(self.numbered.emit, key))
        row.rated.connect(partial(self._rated, key))
        row.opened.connect(partial(self._opened, key))
        row.ratings.entered.connect(self.ratings_entered)

    def _chosen(self, row: CriterionRow) -> None:
        key = row.criterion.key
        if key != self._filling.front and self.rows.get(key) is row:  # not while the form before goes away
            self._filling.ask_cause("")
            self._filling.go_to(key)

    def _rated(self, key: str, rating: str) -> None:
        self.held.take(self.rows[key])
        self._filling.ask_cause("")  # its causes stand beside its note
        self._filling.go_to(key)
        if rating == NA:
            self._filling.enter(lambda entry: entry.not_applicable())
        else:
            self._filling.enter(lambda entry: entry.rated(float(rating)))

    def _opened(self, key: str, details: CriterionDetails) -> None:
        details.noted.connect(partial(self._filling.note, key))
        details.caused.connect(partial(self._filling.cause, key))
        details.unlinked.connect(partial(self._filling.unlink, key))
        details.shown.connect(self.shown)
        details.note.left.connect(partial(self.texts_left.emit, details.note.box))

    def _connect(self) -> None:
        filling = self._filling
        filling.asking.connect(self.show_asked)
        filling.rating_wanted.connect(self.say_open)
        self.note.edited.connect(lambda: filling.write(note=self.note.box.toPlainText()))
        self.praise.edited.connect(lambda: filling.write(praise=self.praise.box.toPlainText()))
        self.source.chosen.connect(filling.choose_source)
        self.source.named.connect(lambda said: filling.write(source_ref=said))
        self.banner.remove_wanted.connect(filling.remove_critical)
        for field in (self.note, self.praise):
            field.left.connect(partial(self.texts_left.emit, field.box))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        Spacing(self.themes, words)
        words.addWidget(self.name)
        words.addWidget(self.version)
        figure = QVBoxLayout()
        Spacing(self.themes, figure)
        figure.addWidget(self.score, 0, Qt.AlignmentFlag.AlignTrailing)
        figure.addWidget(self.beside, 0, Qt.AlignmentFlag.AlignTrailing)
        head = QHBoxLayout()
        Spacing(self.themes, head, margins=(5, 3, 5, 2), gap=4)
        head.addLayout(words, 1)
        head.addLayout(figure)
        Spacing(self.themes, self._sections, gap=3)
        column = QVBoxLayout()
        Spacing(self.themes, column, margins=(5, 1, 5, 5), gap=3)
        column.addWidget(self.aftermath)
        column.addWidget(self.source)
        column.addWidget(self._stops)
        column.addLayout(self._sections)
        column.addWidget(self.note)
        column.addWidget(self.praise)
        column.addStretch(1)
        self.area = scrolling(column)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        Spacing(self.themes, outer)
        banner = QVBoxLayout()  # above what scrolls: a critical error is seen wherever one is on the card
        Spacing(self.themes, banner, margins=(5, 1, 5, 2))
        banner.addWidget(self.banner)
        outer.addLayout(head)
        outer.addLayout(banner)
        outer.addWidget(self.area, 1)
