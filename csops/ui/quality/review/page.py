"""One review after the other: the form with its title, the queue before and after it, and what is to be said of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShowEvent

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.errors import AlreadyDone, NotFound
from csops.domain.review_queue import QueuePlace
from csops.domain.reviews import Purpose, Quote, Review
from csops.services.review_checks import begin_check
from csops.services.review_forms import ReviewForm
from csops.services.review_picks import reassign_picks
from csops.services.reviews import begin_review, contact_reviews, open_review
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.kit.controls import Action
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.shortcuts import Shortcuts, Where
from csops.ui.kit.tasks import Lane
from csops.ui.quality.review.form import ReviewFormView
from csops.ui.quality.review.keeper import drop_kept
from csops.ui.quality.review.notices import ReviewNotices, Ways
from csops.ui.quality.review.words import place_words, title_words
from csops.ui.quality.tab_keys import CALIBRATION, TO_REVIEW
from csops.ui.quality.wording import tr

_KINDS = frozenset(
    {
        Kind.REVIEW,
        Kind.DISPUTE,
        Kind.CONTACT,
        Kind.CASE,
        Kind.NOTE,
        Kind.PICK,
        Kind.CARD_VERSION,
        Kind.REVIEW_CARD,
        Kind.CUSTOMER,
        Kind.CALIBRATION,
    }
)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which review shall be made or read: of a place in the queue, a contact by hand, a calibration, as a check.

    `criterion`, `quote`: what of a review that was made shall be in front, and the words that show it.
    """

    pick_id: int | None = None
    contact_id: int | None = None
    review_id: int | None = None
    card_id: int | None = None
    session_id: int | None = None
    checks_id: int | None = None
    purpose: Purpose | None = None
    criterion: str = ""
    quote: Quote | None = None


class ReviewPage(Page):
    """The form of a review in the window.

    It can be asked {"pick_id": id}, {"contact_id": id}, {"session_id": id} of a calibration, {"checks_id": id} of a
    review that is rated again, or {"review_id": id}.
    It is closed when it is left, or the last of the queue was finished.
    """

    is_alone, keys_first = True, Where.REVIEW
    kinds: ClassVar[frozenset[Kind]] = _KINDS

    def __init__(self, desk: Desk, *, shortcuts: Shortcuts, calibrates: bool = False) -> None:
        super().__init__(desk.themes, title=tr("Review"))
        self.desk = desk
        self._wanted: Wanted | None = None
        self._place: QueuePlace | None = None
        self._is_behind = self._is_refused = False
        self._is_of_queue = True  # not a review that is read, such as from Sent: from there nothing leads to rating
        may = calibrates and desk.workspace.may(Permission.REVIEWS)
        self.view = ReviewFormView(desk, shortcuts=shortcuts, calibrates=may)
        ways = Ways(take_over=self.take_over, show=lambda review_id: self.show_review(Wanted(review_id=review_id)))
        self.notices = ReviewNotices(desk, self, self.view.filling, ways)
        self.body.addWidget(self.view, 1)
        keys = shortcuts.keys
        self.before = Action(
            tr("Previous"), icon_name="chevron-left", keys=keys("review_before"), run=self.go_before, parent=self
        )
        self.next = Action(
            tr("Next"), icon_name="chevron-right", keys=keys("review_next"), run=self.go_next, parent=self
        )
        self.leave = Action(tr("Save and close"), keys="Esc", run=self.close_form, parent=self)
        self.leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.set_top_actions([self.before, self.next, self.leave])
        self.later = Action(tr("Send later"), run=self.view.finish_only, parent=self)
        self.view.finished.connect(self._finished)
        self.view.refused.connect(self._show_refusal)
        self.view.keeper.refused.connect(self._not_kept)
        self.view.keeper.kept.connect(self._kept)
        self.view.card.aftermath.dispute_wanted.connect(self._show_dispute)
        self.view.calibration_wanted.connect(self._calibrate)
        self.view.sheet_wanted.connect(
            lambda review_id: self.wanted.emit("reports", {"report": "quality", "review_id": review_id})
        )
        self.view.check_wanted.connect(lambda review_id: self.show_review(Wanted(checks_id=review_id)))
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)

    # ------------------------------------------------------------ reading
    @property
    def is_ready(self) -> bool:
        """Whether the form is here."""
        return self.view.filling.form is not None

    def ask(self, question: object) -> None:
        """Open the review that is asked for."""
        asked = question if isinstance(question, Mapping) else {}
        names = ("pick_id", "contact_id", "review_id", "card_id", "session_id", "checks_id", "criterion", "quote")
        known = {name: asked[name] for name in names if name in asked}
        if known:
            self.show_review(Wanted(**known))

    def show_review(self, wanted: Wanted) -> None:
        """Open a review; what stood in one that was open before is kept."""
        self.view.end()
        self._wanted, self._is_refused, self._is_of_queue = wanted, False, wanted.review_id is None
        self.clear_banner()
        self.view.setEnabled(False)
        self._read(wanted, then=self._take, is_followed=False)

    def refresh(self) -> None:
        """Read anew what is known of the contact; what is typed here stays."""
        if self._wanted is None or not self.is_ready:
            return
        if not self.view.keeper.is_mine:
            self.close_form()
        else:
            self._read(self._wanted, then=self._follow)

    def _read(self, wanted: Wanted, *, then: Callable[[ReviewForm], None], is_followed: bool = True) -> None:
        workspace = self.desk.workspace

        def ask() -> ReviewForm:
            if wanted.checks_id is not None:
                return begin_check(workspace, review_id=wanted.checks_id)
            if wanted.review_id is not None:
                return open_review(workspace, review_id=wanted.review_id)
            return _begun(workspace, wanted, opens_others=not is_followed)

        def take(form: ReviewForm) -> None:
            if self._wanted == wanted:  # another may have been opened meanwhile
                then(form)

        def fail(error: Exception) -> None:
            if self._wanted == wanted:
                self._unread(error)

        self.desk.ask(ask, then=take, failed=fail, key=("review", id(self)), lane=Lane.WRITES)

    def _take(self, form: ReviewForm) -> None:
        made, asked = form.review, self._wanted
        if made is not None and asked is not None and asked.review_id is None and not form.is_open:
            self._wanted = Wanted(review_id=made.id)  # to be read: it stays here though it is withdrawn
        self.view.setEnabled(True)
        self.view.show_form(form)
        if asked is not None and asked.quote is not None:
            self.view.show_quote(asked.criterion, asked.quote)
        self._show_state(form)
        self._show_head(form)

    def _follow(self, form: ReviewForm) -> None:
        """Take what became of contact and case; nothing of what stands in the form."""
        before = self.view.filling.form
        if before is None:
            return
        if self._is_refused:  # such as for a calibration that was called off, and goes on again
            self._is_refused = False
            self._show_state(form)
        is_waiting = form.waits != before.waits and not self.view.filling.draft.entries
        is_free = form.is_open and not before.is_open
        if (form.review is None and before.review is not None) or is_free or is_waiting:
            self._take(form)  # such as withdrawn meanwhile: to be made anew
        else:  # what was begun goes on, with the card that it was begun with
            self._go_on(before, replace(form, waits=before.waits, card=before.card, version=before.version))
        self._show_head(form)
        self.view.card.aftermath.show_form(form)

    def _go_on(self, before: ReviewForm, form: ReviewForm) -> None:
        if _state(form) != _state(before):
            self.view.take_review(form)
            self._show_state(form)
        if form.timeline != before.timeline or (form.review is None) is not (before.review is None):
            self.view.take_contact(form)

    def _show_state(self, form: ReviewForm) -> None:
        self.notices.show_state(form)
        self.leave.setText(tr("Save and close") if form.is_open else tr("Close"))

    def _show_head(self, form: ReviewForm) -> None:
        place = self._place = form.place if form.is_open or self._is_of_queue else None
        for action, there in (
            (self.before, bool(place and place.before_id)),
            (self.next, bool(place and place.next_id)),
        ):
            action.setEnabled(there)
            action.setVisible(place is not None)
        self.set_head(title=title_words(form), subtitle=place_words(form))

    def _unread(self, error: Exception) -> None:
        if isinstance(error, NotFound):  # nothing of it is kept any more; otherwise what was typed stays a draft
            self.view.keeper.end()
        self.view.setEnabled(self.is_ready)
        self._is_refused = True
        self._show_refusal(error)

    # ------------------------------------------------------------ the queue
    def go_before(self) -> None:
        """Show the review before in the queue."""
        if self._place is not None and self._place.before_id is not None:
            self.show_review(Wanted(pick_id=self._place.before_id))

    def go_next(self) -> None:
        """Show the next review of the queue."""
        if self._place is not None and self._place.next_id is not None:
            self.show_review(Wanted(pick_id=self._place.next_id))

    def close_form(self) -> None:
        """Keep what stands there and close."""
        self.view.end()
        self._wanted = None
        self.clear_banner()
        self.closed.emit()

    def take_over(self) -> None:
        """Take what waits in the queue of somebody else into one's own, and review it."""
        form = self.view.filling.form
        if form is None or form.waits is None:
            return
        workspace, pick_id = self.desk.workspace, form.waits.pick.id
        me = workspace.member.id
        self.desk.act(
            lambda: reassign_picks(workspace, pick_ids=[pick_id], reviewer_id=me),
            then=lambda _picks: self.show_review(Wanted(pick_id=pick_id)),
            failed=self._show_refusal,
            said=Said(text=tr("It waits in your queue now")),
        )

    def more_actions(self) -> Sequence[QAction]:
        """Return what the foot of the card offers besides sending."""
        return () if self.view.foot.later.isHidden() else (self.later,)

    # ------------------------------------------------------------ what became of it
    def _finished(self, review: Review) -> None:
        next_id = self._place.next_id if self._place is not None else None
        if next_id is not None and review.purpose is not Purpose.SELF:
            self.show_review(Wanted(pick_id=next_id))
        else:
            self.close_form()

    def _not_kept(self, _error: Exception) -> None:
        self._is_behind = True

    def _kept(self, _at: datetime) -> None:
        """Say no longer that the draft is not kept."""
        form = self.view.filling.form
        if self._is_behind and form is not None:
            self._show_state(form)
        self._is_behind = False

    def _show_refusal(self, error: Exception) -> None:
        self.notices.refused(error, reload=self._reload, close=self._discard, keep=self._keep_mine)

    def _reload(self) -> None:
        """Show what is kept; what was typed here goes."""
        if self._wanted is not None and self.view.filling.form is not None:
            form, wanted = self.view.filling.form, self._wanted
            workspace = self.desk.workspace
            self.view.keeper.forget()
            self.desk.act(
                lambda: drop_kept(workspace, form.begun_as),
                then=lambda _none: self.show_review(wanted),
            )

    def _keep_mine(self) -> None:
        """Change what is kept to what stands here."""
        form = self.view.filling.form
        if form is None or self._wanted is None:
            return
        draft = self.view.filling.draft

        def again(found: ReviewForm) -> None:
            self._take(replace(found, draft=draft))
            self.view.keeper.touched()

        self._read(self._wanted, then=again)

    def _discard(self) -> None:
        self.view.keeper.forget()
        self.close_form()

    def _calibrate(self, contact_id: int) -> None:
        self.wanted.emit("quality", {"tab": CALIBRATION, "contact_id": contact_id})

    def _show_dispute(self, dispute_id: int) -> None:
        self.wanted.emit("quality", {"tab": TO_REVIEW, "dispute": dispute_id})

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the ratings have the focus."""
        super().showEvent(event)
        if self.is_ready:
            self.view.take_focus()


def _state(form: ReviewForm) -> tuple[object, ...]:
    """Return what decides what is said of a review, and what can be done with it."""
    return form.review, form.withdrawn, form.can_withdraw, form.to, form.session_over, form.awaits_self


def _begun(workspace: Workspace, wanted: Wanted, *, opens_others: bool) -> ReviewForm:
    """Return the form of a review that is to be made; of a contact that somebody else reviewed, theirs to be read."""
    try:
        return begin_review(
            workspace,
            contact_id=wanted.contact_id,
            pick_id=wanted.pick_id,
            card_id=wanted.card_id,
            session_id=wanted.session_id,
            purpose=wanted.purpose,
        )
    except AlreadyDone:
        found = contact_reviews(workspace, contact_id=wanted.contact_id or 0) if opens_others else []
        made = next((one for one in found if one.counts), None)
        if made is None:
            raise
    return open_review(workspace, review_id=made.id)
