"""What is said above the form: why it is made, that it was sent, or gone; with a way to copy what was typed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QApplication

from csops.domain.errors import AlreadyDone, ConflictError, NotFound
from csops.domain.reviews import Purpose, Review
from csops.services.review_forms import ReviewForm
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Banner
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.page import Page
from csops.ui.quality.review.filling import ReviewFilling
from csops.ui.quality.review.withdraw_dialog import WithdrawDialog
from csops.ui.quality.review.words import first_name, purpose_words, waits_words
from csops.ui.quality.wording import tr

_SAID = frozenset({Purpose.RISK, Purpose.SELF, Purpose.CHECK, Purpose.CALIBRATION})
"""Why a review is made, where that is to be said."""


@dataclass(frozen=True, kw_only=True)
class Ways:
    """What a banner offers: take over what waits for another, show another review by its id."""

    take_over: Callable[[], object]
    show: Callable[[int], object]


class ReviewNotices:
    """The banner of a review page."""

    def __init__(self, desk: Desk, page: Page, filling: ReviewFilling, ways: Ways) -> None:
        self._desk, self._page, self._filling, self._ways = desk, page, filling, ways
        self.dialog: WithdrawDialog | None = None

    def show_state(self, form: ReviewForm) -> None:
        """Say what is special about a review, and offer the ways on; nothing of one that is simply to be made."""
        formats, now = Formats(zone=self._desk.team.calendar.tz), self._desk.workspace.now()
        name = first_name((form.to or form.member).name)
        if form.waits is not None:
            banner = self._show(waits_words(form.waits, formats, now=now), "warning")
            banner.add_button(tr("Take it over"), self._ways.take_over)
        elif form.review is not None and form.review.is_withdrawn:
            self._show(self._withdrawn_words(form.review, formats), "warning")
        elif form.review is not None and form.session_over:
            self._show_over(form)
        elif form.review is not None and not form.is_open:
            self._offer_withdrawal(form, self._show(self._sent_words(form, form.review, name, formats), "info"))
        elif form.review is not None:
            at = formats.moment(form.review.finished_at, now=now)
            told = tr("Finished {time}, not sent yet") if form.to is not None else tr("Finished {time}")
            self._show(told.format(time=at), "info")
        elif form.awaits_self or form.withdrawn or form.purpose in _SAID:
            self._show_before(form, name)
        else:
            self._page.clear_banner()

    def _show_before(self, form: ReviewForm, name: str) -> None:
        """Say what whoever reviews should know before they begin."""
        said = [purpose_words(form.purpose)] if form.purpose in _SAID else []
        if form.awaits_self:
            said = [tr("{name} is asked to review this first, and has not yet").format(name=name)]
        family = "warning" if form.awaits_self else "info"
        if not form.withdrawn:
            self._show(said[0], family)
            return
        before = form.withdrawn[0]
        told = tr("A review of this contact was withdrawn: “{why}”").format(why=before.withdrawn_why)
        banner = self._show(". ".join((*said, told)), family)
        banner.add_button(tr("Show it"), lambda: self._ways.show(before.id))

    def _show_over(self, form: ReviewForm) -> None:
        """Say that what was rated stays; what was typed since can be copied."""
        said = tr("The calibration takes no rating any more: what you submitted stays as it was")
        typed, given = (replace(one, at="", seconds=0.0) for one in (self._filling.draft, form.draft))
        banner = self._show(said, "info" if typed == given else "warning")
        if typed != given:
            banner.add_button(tr("Copy what I typed"), self.copy)

    def _offer_withdrawal(self, form: ReviewForm, banner: Banner) -> None:
        if form.can_withdraw:
            button = banner.add_button(tr("Withdraw…"), self.ask_withdrawal)
            button.setToolTip(tr("It counts nowhere then, and the contact can be reviewed anew"))

    def ask_withdrawal(self) -> None:
        """Ask why the review is withdrawn that was sent."""
        form = self._filling.form
        if form is not None and form.review is not None and form.can_withdraw:
            self.dialog = WithdrawDialog(self._desk, self._page.window(), form=form, review_id=form.review.id)
            self.dialog.open()

    def _sent_words(self, form: ReviewForm, review: Review, name: str, formats: Formats) -> str:
        if review.reviewer_id != form.reviewer.id:
            return self._others_words(review, name, formats)
        at = formats.moment(review.sent_at, now=self._desk.workspace.now())
        if review.purpose is Purpose.CHECK:
            return tr("Sent to {name} {time}, to whose review it is of").format(name=name, time=at)
        said = tr("Sent to {name} {time}. A rating changes only by a dispute")
        if form.can_withdraw:
            said = tr("Sent to {name} {time}. A rating changes only by a dispute; all of it can be withdrawn")
        return said.format(name=name, time=at)

    def _withdrawn_words(self, review: Review, formats: Formats) -> str:
        at = formats.moment(review.withdrawn_at, now=self._desk.workspace.now())
        said = tr("Withdrawn {time} by {who}, so it counts nowhere: “{why}”")
        return said.format(time=at, who=self._name(review.withdrawn_by), why=review.withdrawn_why)

    def _name(self, member_id: int | None) -> str:
        found = self._desk.team.member(member_id)
        return tr("somebody") if found is None else found.name

    def _others_words(self, review: Review, name: str, formats: Formats) -> str:
        who = self._name(review.reviewer_id)
        at = formats.moment(review.finished_at, now=self._desk.workspace.now())
        if review.purpose is Purpose.CHECK:
            told = tr("{who} rated this again {time}, to check a review of it: it never counts in a person’s score")
            return told.format(who=who, time=at)
        told = tr("{who} reviewed this {time} and sent it to {name}; a contact counts once")
        if not review.is_sent:
            told = tr("{who} reviewed this {time} and has not sent it yet; a contact counts once")
        return told.format(who=who, time=at, name=name)

    def refused(
        self, error: Exception, *, reload: Callable[[], object], close: Callable[[], object], keep: Callable[[], object]
    ) -> None:
        """Say what went wrong, and offer the ways on; what was typed can be copied."""
        is_elsewhere = isinstance(error, ConflictError) and not isinstance(error, AlreadyDone)
        said = tr("You changed this review in another window, and here stands something else") if is_elsewhere else ""
        banner = self._show(said or words(error).sentence, "warning" if is_elsewhere else "danger")
        draft = self._filling.draft
        if draft.entries or draft.note:
            banner.add_button(tr("Copy what I typed"), self.copy)
        if is_elsewhere:
            banner.add_button(tr("Show the other"), reload)
            banner.add_button(tr("Change it to this"), keep)
        elif isinstance(error, AlreadyDone | NotFound):
            banner.add_button(tr("Close"), close)
        else:
            banner.add_close(self._page.clear_banner)

    def copy(self) -> None:
        """Put all that was typed on the clipboard."""
        QApplication.clipboard().setText(typed_words(self._filling))
        self._desk.said.emit(Said(text=tr("Copied what you typed"), can_undo=False))

    def _show(self, said: str, family: str) -> Banner:
        banner = Banner(self._page.themes, said, family=family)
        self._page.show_banner(banner)
        return banner


def typed_words(filling: ReviewFilling) -> str:
    """Return all that stands in a review, as text."""
    lines = []
    for criterion in filling.criteria:
        entry = filling.draft.of(criterion.key)
        labels = {step.rating: step.label for step in criterion.scale.steps}
        rating = tr("not applicable") if entry.is_na else labels.get(entry.rating or 0.0, "")
        rating = "" if entry.rating is None and not entry.is_na else rating
        quotes = " ".join(f"“{quote.text}”" for quote in entry.quotes)
        if rating or entry.note or quotes:
            lines.append(f"{criterion.name}: " + " · ".join(filter(None, (rating, entry.note, quotes))))
    return "\n".join(filter(None, (*lines, filling.draft.note, filling.draft.praise)))
