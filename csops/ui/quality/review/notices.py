"""What is said above the form: why it is made, that it was sent, or gone; with a way to copy what was typed."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from csops.domain.errors import AlreadyDone, ConflictError, NotFound
from csops.domain.reviews import COUNTING, Purpose, Review
from csops.services.review_forms import ReviewForm
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Banner
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.page import Page
from csops.ui.quality.review.filling import ReviewFilling
from csops.ui.quality.review.words import first_name, purpose_words, waits_words
from csops.ui.quality.wording import tr


class ReviewNotices:
    """The banner of a review page."""

    def __init__(self, desk: Desk, page: Page, filling: ReviewFilling) -> None:
        self._desk, self._page, self._filling = desk, page, filling

    def show_state(self, form: ReviewForm, *, take_over: Callable[[], object]) -> None:
        """Say what is special about a review; nothing of one that is simply to be made.

        `take_over`: what takes over a contact that waits for somebody else.
        """
        formats, now = Formats(zone=self._desk.team.calendar.tz), self._desk.workspace.now()
        name = first_name(form.member.name)
        if form.waits is not None:
            self._show(waits_words(form.waits, formats, now=now), "warning").add_button(tr("Take it over"), take_over)
        elif form.review is not None and form.review.reviewer_id != form.reviewer.id:
            self._show(self._others_words(form.review, name, formats), "info")
        elif form.review is not None and form.review.is_sent:
            at = formats.moment(form.review.sent_at, now=now)
            said = tr("Sent to {name} {time}. Only a dispute changes it").format(name=name, time=at)
            self._show(said, "info")
        elif form.review is not None and form.is_open:
            at = formats.moment(form.review.finished_at, now=now)
            told = tr("Finished {time}, not sent yet") if form.purpose in COUNTING else tr("Finished {time}")
            self._show(told.format(time=at), "info")
        elif form.awaits_self:
            self._show(tr("{name} is asked to review this first, and has not yet").format(name=name), "warning")
        elif form.purpose in {Purpose.RISK, Purpose.SELF, Purpose.CHECK, Purpose.CALIBRATION}:
            self._show(purpose_words(form.purpose), "info")
        else:
            self._page.clear_banner()

    def _others_words(self, review: Review, name: str, formats: Formats) -> str:
        now, maker = self._desk.workspace.now(), self._desk.team.member(review.reviewer_id)
        who = tr("somebody") if maker is None else maker.name
        at = formats.moment(review.finished_at, now=now)
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
