"""Disputes of reviews: those that wait for a decision first, then what was decided."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.reviews import DisputeState
from csops.services.review_answers import SeenDispute
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card, EmptyState
from csops.ui.kit.controls import Button
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Pill
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.queue.decision_dialog import DecisionDialog
from csops.ui.quality.queue.reply_form import ReplyForm
from csops.ui.quality.sent_words import contact_words, criterion_of, dispute_look, dispute_words, rating_words
from csops.ui.quality.wording import tr


class DisputeRow(Card):
    """One dispute: of whom, of which criterion, what was given and wanted, why; and what can be done.

    Signals:
        decide_wanted(object): it shall be decided.
        reply_wanted(object): who made the review wants to say something to it.
        review_wanted(int): this review shall be shown beside its contact.
    """

    decide_wanted = Signal(object)
    reply_wanted = Signal(object)
    review_wanted = Signal(int)

    def __init__(self, desk: Desk, formats: Formats, seen: SeenDispute) -> None:
        super().__init__(desk.themes)
        dispute, sent, themes = seen.dispute, seen.sent, desk.themes
        criterion = criterion_of(sent, dispute.criterion)
        self.seen = seen
        self.buttons: list[Button] = []
        row, texts = QHBoxLayout(), QVBoxLayout()
        Spacing(themes, row, gap=3)
        Spacing(themes, texts, gap=0.5)
        title = tr("{name} disputes: {criterion}").format(name=sent.member.name, criterion=criterion.name)
        now, channel = desk.workspace.now(), desk.team.channel(sent.review.channel_id)
        gave = tr("{reviewer} gave {rating}, {moment}").format(
            reviewer=sent.reviewer.name,
            rating=rating_words(criterion, dispute.was),
            moment=formats.moment(sent.review.finished_at, now=now),
        )
        said = f"{contact_words(sent, channel, formats, now=now)} · {gave}"
        texts.addWidget(Text(themes, title, font="bodyStrong", wrap=True))
        texts.addWidget(Text(themes, said, font="small", colour="text.secondary", figures=True, wrap=True))
        told = dispute_words(sent, dispute, formats, now=now)
        texts.addWidget(Text(themes, told, font="small", colour="text.secondary", wrap=True))
        is_open = dispute.state is DisputeState.OPEN
        if is_open and seen.replies:
            why = tr("You made this review: somebody else decides, and reads what you say to it")
            texts.addWidget(Text(themes, why, font="small", colour="text.secondary", wrap=True))
        row.addLayout(texts, 1)
        row.addWidget(Pill(themes, dispute_look(dispute)), 0, Qt.AlignmentFlag.AlignTop)
        if sent.review.contact_id is not None:
            self._add(row, tr("Review"), title).clicked.connect(lambda: self.review_wanted.emit(sent.review.id))
        if is_open and seen.decides:
            self._add(row, tr("Decide…"), title).clicked.connect(lambda: self.decide_wanted.emit(seen))
        if is_open and seen.replies:
            text = tr("Change your word…") if dispute.reply else tr("Say something…")
            self._add(row, text, title).clicked.connect(lambda: self.reply_wanted.emit(seen))
        self.body.addLayout(row)
        self.setAccessibleName(f"{title}. {said}. {told}")

    def _add(self, row: QHBoxLayout, text: str, about: str) -> Button:
        button = Button(self.themes, text, compact=True)
        button.setAccessibleDescription(about)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.buttons.append(button)
        return button


class DisputesPane(QWidget):
    """All disputes that somebody may see.

    Signals:
        review_wanted(int): this review shall be shown beside its contact.
    """

    review_wanted = Signal(int)

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        self._desk, self._formats = desk, formats
        self.rows: list[DisputeRow] = []
        self.dialog: DecisionDialog | ReplyForm | None = None
        self._found: tuple[SeenDispute, ...] | None = None
        self._inner = QVBoxLayout()
        Spacing(desk.themes, self._inner, margins=(6, 1, 6, 5), gap=3)
        self._rows = QVBoxLayout()
        Spacing(desk.themes, self._rows, gap=3)
        self._inner.addLayout(self._rows)
        self._inner.addStretch(1)
        self.area = scrolling(self._inner)
        self.empty = EmptyState(
            desk.themes,
            icon="badge-check",
            title=tr("Nothing was disputed"),
            why=tr("Whoever disputes a criterion of a review that they were sent waits here for a decision"),
        )
        column = QVBoxLayout(self)
        Spacing(desk.themes, column)
        column.addWidget(self.area, 1)
        column.addWidget(self.empty, 1)
        self.setAccessibleName(tr("Disputes"))

    def show_disputes(self, found: Sequence[SeenDispute]) -> None:
        """Show these, in place of those before."""
        if tuple(found) == self._found:
            return
        self._found = tuple(found)
        for old in self.rows:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [DisputeRow(self._desk, self._formats, one) for one in found]
        for row in self.rows:
            row.decide_wanted.connect(self.decide)
            row.reply_wanted.connect(self.reply)
            row.review_wanted.connect(self.review_wanted)
            self._rows.addWidget(row)
        self.area.setVisible(bool(found))
        self.empty.setHidden(bool(found))
        buttons = [button for row in self.rows for button in row.buttons]
        self.setFocusProxy(buttons[-1] if buttons else self.empty)
        if isinstance(self.dialog, DecisionDialog):
            self.dialog.look_again(found)

    def decide(self, seen: SeenDispute) -> None:
        """Ask for the decision on a dispute."""
        self._begin(DecisionDialog(self._desk, self.window(), seen=seen))

    def reply(self, seen: SeenDispute) -> None:
        """Ask for the reviewer's word on a dispute."""
        self._begin(ReplyForm(self._desk, self.window(), seen=seen))

    def _begin(self, dialog: DecisionDialog | ReplyForm) -> None:
        self.dialog = dialog
        dialog.closed.connect(partial(self._let_go, dialog))
        dialog.begin()

    def _let_go(self, dialog: DecisionDialog | ReplyForm) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def go_to(self, dispute_id: int) -> bool:
        """Open the decision on a dispute, or the word on it, and return whether it is there."""
        for row in self.rows:
            if row.seen.dispute.id == dispute_id:
                self.area.ensureWidgetVisible(row)
                if row.seen.dispute.state is DisputeState.OPEN:
                    if row.seen.decides:
                        self.decide(row.seen)
                    elif row.seen.replies:
                        self.reply(row.seen)
                return True
        return False
