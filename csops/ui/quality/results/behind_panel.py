"""The reviews behind a number, at the side: Enter opens one to be read."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.review_links import Came, Effect
from csops.domain.reviews import Review
from csops.domain.scoring import Outcome
from csops.services.review_cards import KeptCard
from csops.services.reviews_behind import ReviewsBehind
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.sheet import FigureSheet
from csops.ui.kit.sheet_model import SheetCell, SheetColumn, SheetRow
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.results.tables import in_percent
from csops.ui.quality.results.words import PERCENT, ResultWords
from csops.ui.quality.wording import tr

Causes = Mapping[str, str]
NO_CAUSES: Causes = {}


class BehindPanel(Card):
    """The panel.

    Signals:
        review_wanted(int): a review shall be opened.
        report_wanted(int): the reviews of a person shall be shown as a report.
        contacts_wanted(object, str): the contacts of these reviews (their ids), and what they are called.
        closed: it was closed.
    """

    review_wanted = Signal(int)
    report_wanted = Signal(int)
    contacts_wanted = Signal(object, str)
    closed = Signal()

    def __init__(self, desk: Desk, formats: Formats, words: ResultWords) -> None:
        super().__init__(desk.themes, padded=False)
        self._desk, self._formats, self._words = desk, formats, words
        self.found: ReviewsBehind | None = None
        themes = desk.themes
        self.title = ElidedText(themes, font="title3")
        self.note = Text(themes, font="small", colour="text.secondary", figures=True, wrap=True)
        self.close_button = IconButton(themes, "x", name=tr("Close"), role=Role.GHOST)
        self.contacts = Button(themes, tr("Show the contacts"), role=Role.LINK, compact=True)
        self.report = Button(themes, tr("Report of this person"), role=Role.LINK, compact=True)
        self._member_id = 0
        self._criterion, self._causes = "", NO_CAUSES
        self._effect: Effect | None = None
        self.sheet = FigureSheet(themes, name=tr("Reviews behind it"), heading=tr("Contact of"), sorts=True)
        self.sheet.set_heading(
            tr("Contact of"), tr("When"), tr("Topic"), tr("Customer"), tr("Number of the contact"), tr("Scorecard")
        )
        self._lay_out()
        self.close_button.clicked.connect(self.closed)
        self.contacts.clicked.connect(self._show_contacts)
        self.report.clicked.connect(lambda: self.report_wanted.emit(self._member_id))
        self.sheet.picked.connect(lambda key, _column: self.review_wanted.emit(int(key)))
        leave = QAction(self)
        leave.setShortcut(QKeySequence("Esc"))
        leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.triggered.connect(self.closed)
        self.addAction(leave)
        self.setFocusProxy(self.sheet)

    def show_reviews(
        self,
        name: str,
        found: ReviewsBehind,
        *,
        member_id: int = 0,
        criterion: str = "",
        causes: Causes = NO_CAUSES,
        effect: Effect | None = None,
    ) -> None:
        """Show these.

        `member_id`: whose they all are, where a report can be had of them. `criterion`: what they say of it is shown,
        with what the rating came from; `causes` are the names of these. `effect`: what came of each is shown.
        """
        self.found, self._member_id, self._effect = found, member_id, effect
        self._criterion, self._causes = criterion, causes
        self.report.setVisible(bool(member_id))
        self.title.say(name)
        self.setAccessibleName(tr("Reviews behind {number}").format(number=name))
        said = tr("%Ln reviews", found.number)
        if found.is_cut:
            said = tr("{reviews}, the newest {number} here").format(
                reviews=said, number=self._formats.number(len(found.reviews))
            )
        self.note.say(" · ".join(part for part in (said, self._unlisted(found)) if part))
        self.contacts.setVisible(any(review.contact_id for review in found.reviews))
        said, final = tr("Rating"), tr("Final")
        heads = (in_percent(said), said, tr("Root cause"))
        rating = SheetColumn(key="rating", title=said, share=2, least=28, copied=heads)
        score = SheetColumn(key="score", title=final, share=1, least=20, copied=(in_percent(final), tr("Result")))
        came = SheetColumn(key="came", title=tr("After it"), share=1, least=20, copied=(tr("After it"),))
        columns = (rating, score) if criterion else (came, score) if found.came else (score,)
        self.sheet.show_rows(columns, [self._row(review, found) for review in found.reviews])

    def _unlisted(self, found: ReviewsBehind) -> str:
        """Return why reviews that count are not listed, or not with their scores."""
        if any(review.member_id in found.hidden for review in found.reviews):
            return tr("Scores hidden below %Ln of a person", found.fewest)
        if not found.unlisted:
            return ""
        few = tr("of people below %Ln scores", found.fewest)
        return tr("%Ln of them {few} count and are not listed", found.unlisted).format(few=few)

    def _row(self, review: Review, found: ReviewsBehind) -> SheetRow:
        member = self._desk.team.member(review.member_id)
        card = found.cards[review.card_version_id]
        when = self._formats.moment(review.happened_at, now=self._desk.workspace.now())
        name = member.name if member else tr("Unknown")
        topic = self._desk.team.topic(review.topic_id)
        contact = tr("No. {number}").format(number=review.contact_id) if review.contact_id is not None else ""
        named = topic.name if topic else ""
        customer = found.customers.get(review.id, "")
        note = " · ".join(part for part in (when, named, customer, contact, card.card.name) if part)
        hidden = SheetCell(text=tr("Hidden"), values=(None, tr("Hidden")))
        score = hidden if review.member_id in found.hidden else self._score(review)
        cells = (self._rating(review, card), score) if self._criterion else (score,)
        if review.id in found.came:
            cells = (self._came(found.came[review.id]), score)
        local = review.happened_at.astimezone(self._formats.zone)
        beside, tip = (local, named, customer, review.contact_id, card.card.name), f"{name}, {note}"
        return SheetRow(key=str(review.id), name=name, note=note, cells=cells, tip=tip, values=beside)

    def _came(self, came: Came) -> SheetCell:
        """Return what came of the contact, as the number that was opened is of."""
        if self._effect is Effect.REPEAT:
            said = tr("Came again") if came.came_again else tr("Not again")
            return SheetCell(text=said, values=(said,), family="warning" if came.came_again else "neutral")
        value = came.csat if self._effect is Effect.CSAT else came.given
        effect = self._effect or Effect.CONCESSIONS
        return SheetCell(text=self._words.amount(effect, value), values=(None if value is None else round(value, 2),))

    def _rating(self, review: Review, card: KeptCard) -> SheetCell:
        given = next((one for one in review.ratings if one.criterion == self._criterion), None)
        criterion = next((one for one in card.version.criteria if one.key == self._criterion), None)
        if given is None or criterion is None:
            return SheetCell(text=self._formats.number(None), values=(None,))
        if given.rating is None:
            said = tr("Not seen") if given.unseen else tr("N/A")
            return SheetCell(text=said, values=(None, said))
        step = next((one for one in criterion.scale.steps if one.rating == given.rating), None)
        said = step.label if step else self._formats.number(given.rating)
        cause = self._causes.get(given.cause, given.cause)
        return SheetCell(text=said, note=cause, values=(step.percent if step else None, said, cause))

    def _score(self, review: Review) -> SheetCell:
        has_passed = review.outcome is Outcome.PASS
        said = tr("Critical error") if review.critical else tr("Passed") if has_passed else tr("Failed")
        family = "danger" if review.critical else "neutral" if has_passed else "warning"
        if review.outcome is Outcome.NO_SCORE:
            said, family = tr("No score"), "neutral"
        if review.final is None:
            return SheetCell(text=self._formats.number(None), note=said, family=family, values=(None, said))
        score, values = self._words.score(review.final), (round(review.final, 2), said)
        return SheetCell(text=score, unit=PERCENT, note=said, family=family, values=values)

    def _show_contacts(self) -> None:
        if self.found is not None:
            ids = tuple(review.contact_id for review in self.found.reviews if review.contact_id is not None)
            self.contacts_wanted.emit(ids, self.title.words())

    def _lay_out(self) -> None:
        themes = self._desk.themes
        head = QWidget()
        column = QVBoxLayout(head)
        Spacing(themes, column, margins=(5, 3, 3, 2), gap=1)
        row = QHBoxLayout()
        Spacing(themes, row, gap=2)
        row.addWidget(self.title, 1)
        row.addWidget(self.close_button)
        below = QHBoxLayout()
        Spacing(themes, below, gap=2)
        below.addWidget(self.note, 1)
        below.addWidget(self.report)
        below.addWidget(self.contacts)
        column.addLayout(row)
        column.addLayout(below)
        self.set_gap(0)
        self.body.addWidget(head)
        self.body.addWidget(self.sheet, 1)
