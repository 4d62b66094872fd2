"""One review that somebody was sent: score, criteria, what was written for them, and what they say to it."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csops.domain.review_answers import SentReview
from csops.domain.review_cards import Section
from csops.services.review_answers import withdraw_dispute
from csops.ui.desk import Desk, Said
from csops.ui.kit.controls import Action, Button, with_keys
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Line, Text
from csops.ui.kit.marks import Pill
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.mine.criterion_line import CriterionLine
from csops.ui.quality.mine.dialogs import AnswerDialog, DisputeDialog
from csops.ui.quality.report_file import save_review_sheet
from csops.ui.quality.sent_words import contact_words, made_from_words, outcome_look, score_words, withdrawn_words
from csops.ui.quality.wording import tr

_WORDS_FROM = 760
_ALL = 0.999


class SentView(QWidget):
    """Shows a review as its person reads it.

    Signals:
        contact_wanted(int): this review shall be shown beside its contact.
        quote_wanted(int, str, object): the Quote that this review gives for a criterion shall be shown in the contact.
        failed(object): an exception that stopped an act.
    """

    contact_wanted = Signal(int)
    quote_wanted = Signal(int, str, object)
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.sent: SentReview | None = None
        self.lines: dict[str, CriterionLine] = {}
        self.dialog: AnswerDialog | DisputeDialog | None = None
        themes = desk.themes
        self.score = Text(themes, font="display", figures=True)
        self.title = ElidedText(themes, font="title3")
        self.about = ElidedText(themes, font="small", colour="text.secondary", figures=True)
        self.offered = (
            Action(tr("With the contact"), icon_name="inbox", keys="O", run=self.show_contact, parent=self),
            Action(tr("Save…"), icon_name="file-down", keys="S", run=self.save_sheet, parent=self),
            Action(tr("Answer…"), icon_name="pencil", keys="A", run=self.write_answer, parent=self),
        )
        self.buttons = tuple(Button.for_action(themes, action) for action in self.offered)
        self.contact, self.save, self.answer = self.buttons
        self._head = QHBoxLayout()
        self._pill: Pill | None = None
        self._area: QScrollArea | None = None
        self._column = QVBoxLayout(self)
        self._lay_out()

    def show_sent(self, sent: SentReview) -> None:
        """Show a review; what is shown already stays as it is."""
        if sent == self.sent:
            return
        is_same = self.sent is not None and self.sent.review.id == sent.review.id
        at = self._area.verticalScrollBar().value() if self._area is not None and is_same else 0
        held = next((key for key, line in self.lines.items() if line.button and line.button.hasFocus()), "")
        self.sent = sent
        self._show_head(sent)
        self._show_body(sent)
        if is_same and self._area is not None:
            self._area.verticalScrollBar().setValue(at)
            line = self.lines.get(held)
            if line is not None:
                (line.button or self.answer).setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ acting
    def show_contact(self) -> None:
        """Show the review beside its contact."""
        if self.sent is not None and self.sent.review.contact_id is not None:
            self.contact_wanted.emit(self.sent.review.id)

    def save_sheet(self) -> None:
        """Take the review along on a sheet, as a workbook or as pages."""
        if self.sent is not None:
            save_review_sheet(self.desk, self.window(), review_id=self.sent.review.id)

    def write_answer(self) -> None:
        """Ask for the answer to the review."""
        if self.sent is not None and not self.sent.review.is_withdrawn:
            self.dialog = AnswerDialog(self.desk, self.window(), sent=self.sent)
            self.dialog.open()

    def dispute(self, key: str) -> None:
        """Ask for the dispute of a criterion."""
        criterion = next((one for one in self.sent.version.criteria if one.key == key), None) if self.sent else None
        if self.sent is not None and criterion is not None:
            self.dialog = DisputeDialog(self.desk, self.window(), sent=self.sent, criterion=criterion)
            self.dialog.open()

    def withdraw(self, dispute_id: int) -> None:
        """Take a dispute back."""
        workspace = self.desk.workspace
        self.desk.act(
            lambda: withdraw_dispute(workspace, dispute_id=dispute_id),
            failed=self.failed.emit,
            said=Said(text=tr("Dispute withdrawn")),
        )

    # ------------------------------------------------------------ showing
    def _show_head(self, sent: SentReview) -> None:
        review, now = sent.review, self.desk.workspace.now()
        score = score_words(review.final, self.formats)
        self.score.say(score)
        self.score.setAccessibleName(tr("Score {score}").format(score=score))
        self.score.setVisible(not review.is_withdrawn)
        channel = self.desk.team.channel(review.channel_id)
        self.title.say(contact_words(sent, channel, self.formats, now=now))
        said = (
            tr("Reviewed by {name}").format(name=sent.reviewer.name),
            tr("sent {day}").format(day=self.formats.moment(review.sent_at, now=now)),
        )
        self.about.say(" · ".join(said))
        if self._pill is not None:
            self._head.removeWidget(self._pill)
            self._pill.deleteLater()
        self._pill = Pill(self.desk.themes, outcome_look(sent))
        self._head.insertWidget(1, self._pill)
        self.offered[2].setEnabled(not review.is_withdrawn)
        is_there = review.contact_id is not None
        self.offered[0].setEnabled(is_there)
        self.offered[0].setToolTip(with_keys(self.contact.text(), "O") if is_there else tr("It was removed since"))

    def _show_body(self, sent: SentReview) -> None:
        inner = QVBoxLayout()
        Spacing(self.desk.themes, inner, margins=(5, 1, 5, 5), gap=1)
        if sent.review.withdrawn_at is not None:
            at = self.formats.moment(sent.review.withdrawn_at, now=self.desk.workspace.now())
            inner.addWidget(Text(self.desk.themes, withdrawn_words(sent, at), wrap=True))
        elif sent.review.critical:
            inner.addWidget(Text(self.desk.themes, self._critical(sent), colour="danger.text", wrap=True))
        for text in self._sentences(sent):
            inner.addWidget(Text(self.desk.themes, text, colour="text.secondary", wrap=True))
        for name, text in (
            (tr("What you did well"), sent.review.praise),
            (tr("For next time"), sent.review.note),
            (tr("Your answer"), sent.review.answer),
        ):
            if text:
                inner.addSpacing(self.desk.themes.current.space(2))
                inner.addWidget(Text(self.desk.themes, name, font="smallStrong", colour="text.secondary"))
                inner.addWidget(Text(self.desk.themes, text, wrap=True))
        self.lines = {}
        for section in (*sent.version.sections, Section(key="", name="")):
            self._add_section(inner, sent, section)
        inner.addStretch(1)
        area = scrolling(inner)
        if self._area is not None:
            self._column.removeWidget(self._area)
            self._area.hide()
            self._area.deleteLater()
        self._area = area
        self._column.addWidget(area, 1)

    def _add_section(self, inner: QVBoxLayout, sent: SentReview, section: Section) -> None:
        known, now = {one.key for one in sent.version.sections}, self.desk.workspace.now()
        criteria = [
            one for one in sent.version.criteria if (one.section if one.section in known else "") == section.key
        ]
        if not criteria:
            return
        if section.name:
            inner.addSpacing(self.desk.themes.current.space(2))
            inner.addWidget(Text(self.desk.themes, section.name, font="smallStrong", colour="text.secondary"))
        for criterion in criteria:
            inner.addWidget(Line(self.desk.themes))
            line = CriterionLine(self.desk.themes, criterion, sent, formats=self.formats, now=now)
            line.dispute_wanted.connect(self.dispute)
            line.withdraw_wanted.connect(self.withdraw)
            line.quote_wanted.connect(partial(self.quote_wanted.emit, sent.review.id))
            inner.addWidget(line)
            self.lines[criterion.key] = line

    def _critical(self, sent: SentReview) -> str:
        review, names = sent.review, {one.key: one.name for one in sent.version.criteria}
        failed = ", ".join(names.get(key, key) for key in review.critical)
        said = tr("Critical error: {criteria}").format(criteria=failed)
        if review.raw is None or review.raw == review.final:
            return said
        return f"{said}. " + tr("Without it: {score}").format(score=score_words(review.raw, self.formats))

    def _sentences(self, sent: SentReview) -> list[str]:
        card = tr("{card}, version {number}").format(card=sent.card.name, number=sent.version.number)
        day = self.formats.day(sent.until, weekday=True)
        can, could = tr("You can dispute a criterion until {day}"), tr("Disputes were possible until {day}")
        mark = tr("passed from {share}").format(share=self.formats.share(sent.version.pass_mark / 100))
        said = [f"{card}, {made_from_words(sent.review.source)}, {mark}"]
        if not sent.review.is_withdrawn:
            if sent.review.seen < _ALL:
                seen = self.formats.number(100 * sent.review.seen)
                said.append(
                    tr("{number} of 100 points could be seen and applied: the score is of these").format(number=seen)
                )
            said.append((can if sent.is_open else could).format(day=day))
        if sent.review.first:
            said.append(tr("A decision on a dispute changed this review; the criterion says what it was before"))
        return said

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is little room the acts are icons, with their words on hover."""
        super().resizeEvent(event)
        is_wide = self.width() >= self.desk.themes.current.px(_WORDS_FROM)
        for button in self.buttons:
            button.set_words_shown(is_wide)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        Spacing(themes, self._column)
        Spacing(themes, self._head, margins=(5, 3, 4, 2), gap=3)
        texts = QVBoxLayout()
        Spacing(themes, texts)
        texts.addWidget(self.title)
        texts.addWidget(self.about)
        self._head.addWidget(self.score)
        self._head.addLayout(texts, 1)
        for button in self.buttons:
            self._head.addWidget(button)
        self._column.addLayout(self._head)
