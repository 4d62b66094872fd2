"""What became of a review after it was sent: whether it was read, the answer, what was disputed, who checked it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from csops.domain.review_answers import SentReview
from csops.domain.review_grading import SeenCheck
from csops.domain.reviews import COUNTING, Dispute, DisputeState
from csops.services.review_answers import sent_review
from csops.services.review_checks import open_checks
from csops.services.review_forms import ReviewForm
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Pill
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Lane
from csops.ui.quality.review.check_words import check_lines
from csops.ui.quality.review.words import first_name
from csops.ui.quality.sent_words import criterion_of, dispute_look, dispute_words
from csops.ui.quality.wording import tr


class Aftermath(QFrame):
    """Stands above the criteria of a review that was sent; hidden while it is not.

    Signals:
        dispute_wanted(int): this dispute shall be shown where it is decided.
    """

    dispute_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.themes = desk, desk.themes
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self._review_id = 0
        self._said: list[Text] = []
        self.setProperty("kind", "card")
        self._column = QVBoxLayout(self)
        Spacing(self.themes, self._column, margins=(4, 3, 4, 3), gap=2)
        self.hide()

    def show_form(self, form: ReviewForm) -> None:
        """Read what became of the review of a form, and show it once it is here."""
        review, workspace = form.review, self.desk.workspace
        is_sent = review is not None and review.was_sent and review.purpose in COUNTING
        review_id = review.id if review is not None and is_sent else 0
        if review_id != self._review_id:
            self._review_id = review_id
            self._show(None)
        if review_id:
            self.desk.ask(
                lambda: (sent_review(workspace, review_id=review_id), open_checks(workspace, review_id=review_id)),
                then=self._take,
                key=("aftermath", id(self)),
                lane=Lane.WRITES,
            )

    def _take(self, found: tuple[SentReview, tuple[SeenCheck, ...]]) -> None:
        sent, checks = found
        if sent.review.id == self._review_id:
            self._show(sent, checks)

    def _show(self, sent: SentReview | None, checks: Sequence[SeenCheck] = ()) -> None:
        self._said = []
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if sent is not None:
            self._say(self._reading_words(sent), colour="text.secondary")
            if sent.review.answer:
                self._say(self._answer_words(sent))
            for one in sent.disputes:
                self._add_dispute(sent, one)
            for check in checks:
                for line, colour in check_lines(check, self._formats, now=self.desk.workspace.now()):
                    self._say(line, colour=colour)
        self.setVisible(sent is not None)

    def words(self) -> str:
        """Return all that it says, line by line."""
        return "\n".join(one.words() for one in self._said)

    def _reading_words(self, sent: SentReview) -> str:
        read_at, first = sent.review.read_at, sent.first_read_at
        is_mine = sent.member.id == self.desk.workspace.member.id
        if read_at is None or first is None:
            said = tr("You have not opened it yet") if is_mine else tr("{name} has not opened it yet")
        elif sent.is_news:
            new = tr("You first opened it {time}, and not yet what is new of it")
            said = new if is_mine else tr("{name} first opened it {time}, and not yet what is new of it")
        elif self._moment(first) != self._moment(read_at):
            again = tr("You first opened it {time}, and what was new of it {again}")
            said = again if is_mine else tr("{name} first opened it {time}, and what was new of it {again}")
        else:
            said = tr("You opened it {time}") if is_mine else tr("{name} opened it {time}")
        times = {"time": self._moment(first), "again": self._moment(read_at)}
        return said.format(name=first_name(sent.member.name), **times)

    def _answer_words(self, sent: SentReview) -> str:
        at = sent.review.answered_at
        said = tr("{name} answers: “{answer}”").format(name=first_name(sent.member.name), answer=sent.review.answer)
        return said if at is None else f"{said} ({self._moment(at)})"

    def _moment(self, at: datetime | None) -> str:
        return self._formats.moment(at, now=self.desk.workspace.now())

    def _say(self, words: str, *, colour: str = "text.primary") -> None:
        self._column.addWidget(self._text(words, colour=colour))

    def _text(self, words: str, *, colour: str = "text.primary") -> Text:
        self._said.append(Text(self.themes, words, font="small", colour=colour, figures=True, wrap=True))
        return self._said[-1]

    def _add_dispute(self, sent: SentReview, dispute: Dispute) -> None:
        line = QFrame()
        row = QHBoxLayout(line)
        Spacing(self.themes, row, gap=2)
        criterion = criterion_of(sent, dispute.criterion)
        told = f"{criterion.name}: {dispute_words(sent, dispute, self._formats, now=self.desk.workspace.now())}"
        row.addWidget(self._text(told), 1)
        row.addWidget(Pill(self.themes, dispute_look(dispute)), 0, Qt.AlignmentFlag.AlignTop)
        if dispute.state is DisputeState.OPEN:
            button = Button(self.themes, tr("Show it"), role=Role.LINK, compact=True)
            button.setAccessibleDescription(tr("The dispute of {criterion}").format(criterion=criterion.name))
            button.clicked.connect(lambda: self.dispute_wanted.emit(dispute.id))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(line)
