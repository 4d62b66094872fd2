"""What is said above the form: that it is submitted, given up, gone; with a way to copy what was typed."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from csops.domain.errors import NotFound
from csops.domain.scorecards import CardState
from csops.services.score_forms import ScoreForm
from csops.ui.desk import Desk, Said
from csops.ui.hiring.scoring.filling import Filling
from csops.ui.hiring.scoring.words import typed_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Banner
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.page import Page


class CardNotices(QObject):
    """The banner of a form.

    Signals:
        discard_wanted: the change that was typed shall be thrown away.
        take_wanted: what was submitted in another window shall be shown.
        change_wanted: what stands here shall change what was submitted.
        close_wanted: the form shall be closed.
    """

    discard_wanted = Signal()
    take_wanted = Signal()
    change_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, desk: Desk, page: Page, filling: Filling) -> None:
        super().__init__(page)
        self._desk, self._page, self._filling = desk, page, filling

    def show_state(self, form: ScoreForm) -> None:
        """Say what is special about a scorecard; nothing about one that is simply to be filled."""
        if form.card.state is CardState.LAPSED:
            said = tr(
                "This scorecard was given up: nobody waits for it. What you typed stays your draft, and comes back "
                "when it is planned again"
            )
            self._show(said, "warning", copies=True)
        elif form.card.is_submitted:
            at = self._moment(form)
            said = tr("Submitted {time}. Changing it keeps the first submission beside it").format(time=at)
            banner = self._show(said, "info")
            if form.draft_at is not None and self._filling.draft.changing:
                banner.add_button(tr("Discard the change"), self.discard_wanted.emit)
        elif form.card.first:
            said = tr("It was taken back after it was submitted. The first submission stays beside it")
            self._show(said, "info")
        elif form.card.saw_others:
            said = tr(
                "Ratings of others could be seen before this one: it counts, and everything that shows it says so"
            )
            self._show(said, "warning")
        else:
            self._page.clear_banner()

    def submitted_elsewhere(self, form: ScoreForm) -> None:
        """Say that another window of this member submitted it, with other words than stand here."""
        said = tr("You submitted this {time} in another window, and here stands something else").format(
            time=self._moment(form)
        )
        banner = self._show(said, "warning", copies=True)
        banner.add_button(tr("Show what was submitted"), self.take_wanted.emit)
        banner.add_button(tr("Change it to this"), self.change_wanted.emit)

    def gone(self, error: Exception) -> None:
        """Say that the scorecard is gone, or may not be filled by this member any more."""
        form, draft = self._filling.form, self._filling.draft
        if isinstance(error, NotFound) and form is not None:
            said = tr(
                "The candidate, or this scorecard, was removed meanwhile: nothing of it is kept. What you typed stands "
                "here until you close it"
            )
        else:
            said = words(error).sentence
        typed = form is not None and bool(draft.entries or draft.note)
        banner = self._show(said, "danger", copies=typed)
        banner.add_button(tr("Close"), self.close_wanted.emit)

    def problem(self, sentence: str) -> None:
        """Say what went wrong."""
        self._show(sentence, "danger").add_close(self._page.clear_banner)

    def _show(self, said: str, family: str, *, copies: bool = False) -> Banner:
        banner = Banner(self._page.themes, said, family=family)
        if copies:
            banner.add_button(tr("Copy what I typed"), self.copy)
        self._page.show_banner(banner)
        return banner

    def copy(self) -> None:
        """Put all that was typed on the clipboard."""
        if self._filling.form is not None:
            QApplication.clipboard().setText(typed_words(self._filling.form, self._filling.draft))
            self._desk.said.emit(Said(text=tr("Copied what you typed"), can_undo=False))

    def _moment(self, form: ScoreForm) -> str:
        formats = Formats(zone=self._desk.team.calendar.tz)
        return formats.moment(form.card.submitted_at, now=self._desk.workspace.now())
