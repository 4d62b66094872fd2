"""The form of a review: the contact at the left, the scorecard at the right; by keys alone, kept while one works."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.errors import ConflictError, NotFound
from csops.domain.review_drafts import ReviewDraft
from csops.domain.review_filling import Filled
from csops.domain.reviews import Quote, Review
from csops.services.review_forms import ReviewForm
from csops.services.reviews import change_review, finish_review
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.toast import SIDE
from csops.ui.quality.review.card_pane import CardPane
from csops.ui.quality.review.contact_pane import ContactPane
from csops.ui.quality.review.filling import ReviewFilling, ungrounded
from csops.ui.quality.review.focus import ReviewFocus
from csops.ui.quality.review.foot import ReviewFoot
from csops.ui.quality.review.keeper import review_keeper
from csops.ui.quality.review.keys import ReviewKeys
from csops.ui.quality.review.stopwatch import Stopwatch
from csops.ui.quality.review.words import first_name
from csops.ui.quality.wording import tr

_SHARES = (51, 49)
"""Of the width: the contact, the scorecard."""


class ReviewFormView(QWidget):
    """A review to fill in. It shows nothing of what others rated, so that a calibration can use it as it is.

    Signals:
        finished(object): the Review that was finished, and sent where that was asked for.
        refused(object): the exception that kept it from being finished, or its draft from being kept.
        calibration_wanted(int): this contact shall be calibrated.
        check_wanted(int): this review of somebody else shall be rated again.
        sheet_wanted(int): this review shall be shown as a report.
    """

    finished = Signal(object)
    refused = Signal(object)
    calibration_wanted = Signal(int)
    check_wanted = Signal(int)
    sheet_wanted = Signal(int)

    def __init__(self, desk: Desk, *, shortcuts: Shortcuts, calibrates: bool = False) -> None:
        super().__init__()
        self.desk, self.themes, self._calibrates = desk, desk.themes, calibrates
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self._exports = desk.workspace.may(Permission.EXPORT)
        self._is_sending = False
        self.filling = ReviewFilling(self)
        self.watch = Stopwatch(self)
        self.keeper = review_keeper(desk, draft=self._draft, parent=self)
        self.contact = ContactPane(desk, self.filling)
        self.card = CardPane(desk, self.filling)
        self.foot = ReviewFoot(self.themes, shortcuts)
        self.focus = ReviewFocus(self.filling, self.contact, self.card)
        self.keys = ReviewKeys(
            self.filling,
            shortcuts,
            self.focus,
            has_words=lambda: self.contact.selected() is not None,
            link=self.link,
            parent=self,
        )
        self._lay_out()
        self._connect()
        bind_keys(self, shortcuts)

    # ------------------------------------------------------------ showing
    def show_form(self, form: ReviewForm) -> None:
        """Begin with another review; what stood in the one before is kept."""
        self.keeper.keep_if_due()
        self.filling.begin(form)
        self._is_sending = False
        if form.is_open:
            self.keeper.begin(form.begun_as, form.draft)
        else:
            self.keeper.end()
        self.watch.begin(form.draft.seconds)
        self.contact.show_form(form)
        self.card.show_form(form)
        self.focus.begin()
        self.foot.show_form(form, calibrates=self._calibrates, exports=self._exports)
        said = self._kept_words(form.draft_at) if form.draft_at else _key_words(self.filling)
        self.foot.say(said, is_safe=form.draft_at is not None)
        self.filling.go_to_begin()
        QTimer.singleShot(0, self, self.take_focus)  # what was made just now is not shown yet

    def show_quote(self, key: str, quote: Quote) -> None:
        """Bring a criterion to the front, and words that show it into sight."""
        self.contact.begin_at(quote)
        self.filling.go_to(key)

    def take_contact(self, form: ReviewForm) -> None:
        """Show what became of the contact and its case; what is typed stays."""
        self.filling.form = form
        self.contact.take_form(form)
        self.card.show_standing()

    def take_review(self, form: ReviewForm) -> None:
        """Take that this review was finished, changed or sent elsewhere; what is typed stays here, or can be copied."""
        self.filling.form = form
        self.foot.show_form(form, calibrates=self._calibrates, exports=self._exports)
        if not form.is_open:
            if form.session_over:
                self.keeper.keep_if_due()
            else:
                self.filling.draft = form.draft
            self.keeper.end()
            self.card.show_texts()
        self.contact.show_state()
        self.card.show_standing()

    def take_focus(self) -> None:
        """Put the focus where the keys of a review act."""
        self.focus.to_ratings()

    def end(self) -> None:
        """Keep what is due and let go of the review."""
        self.keeper.keep_if_due()
        self.keeper.end()
        self.filling.end()

    # ------------------------------------------------------------ evidence
    def link(self, key: str) -> None:
        """Let the words that are selected show a criterion, which comes to the front; from the messages back to it."""
        quote = self.contact.selected()
        if quote is not None and self.filling.is_open:
            self.filling.link(key, quote)
            self.contact.clear_selection()
            criterion = self.filling.criterion(key)
            name = criterion.name if criterion else key
            self.desk.said.emit(Said(text=tr("Evidence of {name}").format(name=name), can_undo=False))
            self.filling.go_to(key)
            if self.focus.is_among_messages():
                self.focus.back()

    # ------------------------------------------------------------ ending
    def send(self) -> None:
        """Finish it, and let the person see it where it is for them."""
        form = self.filling.form
        if form is not None:
            self._finish(sends=form.to is not None)

    def finish_only(self) -> None:
        """Finish it; it is sent later."""
        self._finish(sends=False)

    def _finish(self, *, sends: bool) -> None:
        form, filled = self.filling.form, self.filling.filled(self.watch.seconds())
        if form is None or filled is None or self._is_sending or not form.is_open:
            return
        if _find_gap(self):
            return
        if self.card.source.find_problem():
            return
        self._is_sending = True
        self.keeper.end()
        act = partial(_end_review, self.desk.workspace, form.review, filled, sends=sends)
        told = _ended_words(form, sends=sends)
        self.desk.act(act, then=self._done, failed=self._not_done, said=Said(text=told, can_undo=sends))

    def _done(self, review: Review) -> None:
        self._is_sending = False
        self.keeper.forget()
        self.filling.end()
        self.finished.emit(review)

    def _not_done(self, error: Exception) -> None:
        self._is_sending = False
        form = self.filling.form
        if form is not None and not isinstance(error, NotFound):
            self.keeper.resume(form.begun_as)
        self.foot.say(words(error).sentence if not isinstance(error, ConflictError) else "", is_safe=False)
        self.refused.emit(error)

    # ------------------------------------------------------------ the draft
    def _draft(self) -> ReviewDraft:
        return replace(self.filling.draft, seconds=self.watch.seconds())

    def _edited(self) -> None:
        self.keeper.touched()
        self.foot.say(tr("Saving the draft"), is_safe=False)
        self.card.show_standing()
        self.card.source.show_draft(self.filling.draft, is_open=self.filling.is_open)
        self.contact.show_evidence()

    def _moved(self) -> None:
        focused = self.window().focusWidget()
        if focused is not None and self.card.isAncestorOf(focused) and not self.focus.is_in_front():
            self.take_focus()  # before the note that one wrote in is hidden: Qt would take the focus out of the form
        self.card.show_front()
        self.contact.show_front()

    def _kept(self, at: datetime) -> None:
        if not self.keeper.is_due:
            self.foot.say(self._kept_words(at))

    def _kept_words(self, at: datetime) -> str:
        return tr("Draft saved {time}").format(time=self._formats.moment(at, now=self.desk.workspace.now()))

    def _joined(self, there: ReviewDraft, sent: ReviewDraft) -> None:
        self.filling.join(there, sent)
        self.card.show_texts()
        self.card.show_standing()
        self.contact.show_evidence()

    # ------------------------------------------------------------ what surrounds it
    def event(self, event: QEvent) -> bool:
        """Qt: a choice is taken back here before acts of other screens are; in a text its own undo comes first."""
        if event.type() == QEvent.Type.ShortcutOverride and self.keys.claim(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: what no field took."""
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: before the window closes, what was typed is kept."""
        super().showEvent(event)
        self.keeper.watch_window(self.window())

    def _connect(self) -> None:
        self.filling.edited.connect(self._edited)
        self.filling.moved.connect(self._moved)
        self.contact.criterion_wanted.connect(self.filling.go_to)
        self.card.shown.connect(self.contact.show_quote)
        self.card.numbered.connect(self.link)
        self.foot.send.clicked.connect(self.send)
        self.foot.later.clicked.connect(self.finish_only)
        self.foot.calibrate.clicked.connect(self._calibrate)
        self.foot.check.clicked.connect(lambda: self._tell(self.check_wanted))
        self.foot.sheet.clicked.connect(lambda: self._tell(self.sheet_wanted))
        self.keeper.kept.connect(self._kept)
        self.keeper.joined.connect(self._joined)
        self.keeper.refused.connect(self.refused)

    def _fit(self) -> None:
        """Let what stands below both sides be equally high."""
        height = self.foot.sizeHint().height()
        self.foot.setFixedHeight(height)
        self.contact.foot.setFixedHeight(height)

    def _calibrate(self) -> None:
        if self.filling.form is not None:
            self.calibration_wanted.emit(self.filling.form.contact_id)

    def _tell(self, wanted: SignalInstance) -> None:
        form = self.filling.form
        if form is not None and form.review is not None:
            wanted.emit(form.review.id)

    def _lay_out(self) -> None:
        right = QWidget()
        right.setObjectName(SIDE)  # a toast on the review before hides no criterion of this one
        column = QVBoxLayout(right)
        Spacing(self.themes, column)
        column.addWidget(self.card, 1)
        column.addWidget(self.foot)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.contact)
        self.splitter.addWidget(right)
        for place, share in enumerate(_SHARES):
            self.splitter.setStretchFactor(place, share)
        self.splitter.setSizes([100 * share for share in _SHARES])
        self.splitter.setChildrenCollapsible(False)
        self.themes.changed.connect(self._fit)
        self._fit()
        row = QHBoxLayout(self)
        Spacing(self.themes, row)
        row.addWidget(self.splitter)


def _find_gap(view: ReviewFormView) -> bool:
    """Bring the first criterion to the front that has yet to be rated, or shown; return whether there is one.

    What shows a critical error is asked for where one writes it: letters typed at once are its note, not ratings.
    """
    filling, card = view.filling, view.card
    still_open, bare = filling.open_keys(), ungrounded(filling)
    if still_open:
        filling.go_to(still_open[0])
        card.say_open(still_open[0])
        view.take_focus()
    elif bare:
        view.focus.to_note(bare[0])
        card.rows[bare[0]].say_ungrounded()
        filling.ask_cause("")
        filling.ask_cause(bare[0])
    return bool(still_open or bare)


def _end_review(workspace: Workspace, review: Review | None, filled: Filled, *, sends: bool) -> Review:
    """Finish a review, or change one that was finished before; and send it where that is wished."""
    if review is None:
        return finish_review(workspace, filled=filled, send=sends)
    changed = replace(
        review,
        ratings=filled.ratings,
        note=filled.note,
        praise=filled.praise,
        source=filled.source,
        source_ref=filled.source_ref,
        seconds=filled.seconds,
    )
    return change_review(workspace, review=changed, send=sends)


def _key_words(filling: ReviewFilling) -> str:
    """Return by which keys one rates."""
    if not filling.is_open:
        return ""
    presses = dict.fromkeys(step.press for one in filling.criteria for step in reversed(one.scale.steps))
    letters = [press for press in presses if press and not press.isdecimal()]
    digits = sorted(press for press in presses if press.isdecimal())
    if not digits:
        return tr("1 to {number} picks, {keys} X rates").format(number=len(filling.keys), keys=" ".join(letters))
    rates = " ".join((*letters, tr("{first} to {last}").format(first=digits[0], last=digits[-1])))
    return tr("G and a number picks, {keys} X rates").format(keys=rates)


def _ended_words(form: ReviewForm, *, sends: bool) -> str:
    """Return what is said of a review that is finished; of one that waits to be sent, where it is until then."""
    if form.to is None:
        return tr("Review finished")
    if sends:
        return tr("Review sent to {name}").format(name=first_name(form.to.name))
    return tr("Finished; it waits above your queue")


def bind_keys(view: ReviewFormView, shortcuts: Shortcuts) -> None:
    """Let the keys that end a review act while the focus is in the form, in its texts too."""
    for name, run in (("save", view.send), ("save_and_new", view.finish_only)):
        for keys in shortcuts.all_keys(name):
            shortcut = QShortcut(QKeySequence(keys), view)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)
