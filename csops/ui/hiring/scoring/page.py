"""The form of one scorecard: one skill at a time, by keys alone; kept while one types, submitted once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.domain.errors import AlreadyDone, ConflictError, NotFound
from csops.domain.score_drafts import CardDraft, draft_of, first_missing, ratings_of
from csops.domain.scorecards import CardState, Scorecard
from csops.services.score_forms import ScoreForm, score_form
from csops.services.scorecards import change_card, drop_card_draft, submit_card
from csops.ui.desk import Desk, Said
from csops.ui.hiring.scoring.board import ScoreBoard
from csops.ui.hiring.scoring.card_keeper import card_keeper
from csops.ui.hiring.scoring.filling import Filling
from csops.ui.hiring.scoring.notices import CardNotices
from csops.ui.hiring.scoring.paper import sheet_action
from csops.ui.hiring.scoring.words import candidate_words, missing_words, title_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Action
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.tasks import Lane

_KINDS = frozenset(
    {Kind.SCORECARD, Kind.APPLICATION, Kind.CANDIDATE, Kind.OPENING, Kind.SEAT, Kind.SKILL, Kind.PAPER}
    | {Kind.MEMBER, Kind.TIE}
)


class ScorePage(Page):
    """One's own scorecard on one candidate.

    Signals:
        closed: it was submitted, saved and closed, or left because somebody else works now.
    """

    closed = Signal()
    kinds: ClassVar[frozenset[Kind]] = _KINDS

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, shortcuts: Shortcuts | None = None) -> None:
        super().__init__(desk.themes, title=tr("Score interview"), parent=parent)
        self.desk, self._shortcuts = desk, shortcuts or Shortcuts()
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self._card_id, self._is_sending = 0, False
        self.filling = Filling(self)
        self.keeper = card_keeper(desk, draft=lambda: self.filling.draft, parent=self)
        self.board = ScoreBoard(desk, self.filling, self._shortcuts)
        self.notices = CardNotices(desk, self, self.filling)
        self.body.addWidget(self.board, 1)
        bind_keys(self, self._shortcuts)
        leave = Action(tr("Save and close"), keys="Esc", run=self.close_form, parent=self)
        leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.set_top_actions([leave, sheet_action(desk, self, lambda: self.filling.form)])
        self._connect()
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)

    # ------------------------------------------------------------ reading
    @property
    def is_ready(self) -> bool:
        """Whether the form is here."""
        return self.filling.form is not None

    def show_card(self, card_id: int) -> None:
        """Open a scorecard; what stood in one that was open before is kept."""
        self.keeper.keep_if_due()
        self.keeper.end()
        self.filling.end()
        self._card_id = card_id
        self.clear_banner()
        self.board.setEnabled(False)
        self._read()

    def refresh(self) -> None:
        """Read anew what others made of it; whoever opened it may not work here any more, then it closes."""
        if not self._card_id:
            return
        if self.is_ready and not self.keeper.is_mine:
            self.close_form()
        elif not self._is_sending:
            self._read()

    def _read(self) -> None:
        workspace, card_id = self.desk.workspace, self._card_id
        self.desk.ask(
            lambda: score_form(workspace, card_id=card_id),
            then=self._take,
            failed=self._unread,
            key=("scorecard", id(self)),
            lane=Lane.WRITES,  # after what is just being kept
        )

    def _take(self, form: ScoreForm) -> None:
        if form.card.id != self._card_id:
            return
        before = self.filling.form
        if before is None:
            self._begin(form)
        else:
            self.filling.form = form
            self._follow(before, form)
        who = candidate_words(form.who, form.application.number)
        self.set_head(title=title_words(form.card.evidence), subtitle=f"{who}, {form.opening.title}")
        self.board.show_form()

    def _begin(self, form: ScoreForm) -> None:
        self.board.setEnabled(True)
        self.filling.begin(form)
        self.keeper.begin(form.card.id, self.filling.draft)
        self.board.show_lines()
        self.board.side.note.set_text(self.filling.draft.note)
        self.board.foot.say(self._kept_words(form.draft_at) if form.draft_at else "")
        self._show_state(form)
        self.filling.go_to_begin()
        self.board.card.take_focus()

    def _follow(self, before: ScoreForm, form: ScoreForm) -> None:
        """Take what changed elsewhere; what was typed here stays."""
        if form.lines != before.lines:
            self.board.show_lines()
            self.filling.go_to_begin()
        if form.card == before.card:
            return
        if form.card.is_submitted and not self.filling.draft.changing:
            self._submitted_elsewhere(form)
        else:
            self._show_state(form)

    def _submitted_elsewhere(self, form: ScoreForm) -> None:
        """Another window of this member was quicker. What was typed here is neither lost nor sent by itself."""
        there, here = draft_of(form.card), self.filling.draft
        self.keeper.end()
        if ratings_of(there, form.skills) == ratings_of(here, form.skills) and there.note == here.note:
            self.take_submitted()
        else:
            self.notices.submitted_elsewhere(form)

    def take_submitted(self) -> None:
        """Show what was submitted."""
        if self.filling.form is not None:
            self._go_on_changing(draft_of(self.filling.form.card))

    def change_submitted(self) -> None:
        """Go on with what stands here as a change of what was submitted."""
        self._go_on_changing(replace(self.filling.draft, changing=True))
        self.keeper.touched()

    def _go_on_changing(self, draft: CardDraft) -> None:
        form = self.filling.form
        if form is not None:
            self.filling.draft = draft
            self.keeper.begin(form.card.id, draft_of(form.card))
            self.board.foot.say("")
            self._show_state(form)
            self.board.show_entry()
            self.filling.go_to_begin()

    def _show_state(self, form: ScoreForm) -> None:
        self.board.set_open(form.card.state is not CardState.LAPSED)
        self.notices.show_state(form)

    def _unread(self, error: Exception) -> None:
        """It is gone, or not this member's any more: what was typed can still be copied."""
        self.keeper.end()
        self.board.setEnabled(self.is_ready)
        self.board.set_open(False)
        self.board.foot.say("")
        self.notices.gone(error)

    # ------------------------------------------------------------ submitting and leaving
    def submit(self) -> None:
        """Submit it, or say what is missing and go there."""
        form, draft = self.filling.form, self.filling.draft
        if form is None or self._is_sending or not self.board.foot.submit.isEnabled():
            return
        missing = first_missing(draft, form.skills, form.role)
        if missing is not None:
            self._show_missing(*missing)
            return
        workspace, card_id, ratings = self.desk.workspace, self._card_id, ratings_of(draft, form.skills)
        send = change_card if draft.changing else submit_card
        self._is_sending = True
        self.keeper.end()
        self.desk.act(
            lambda: send(workspace, card_id=card_id, ratings=ratings, note=draft.note),
            then=self._sent,
            failed=self._not_sent,
            said=Said(text=tr("Scorecard changed") if draft.changing else tr("Scorecard submitted")),
        )

    def _show_missing(self, skill: str, lacks_words: bool) -> None:
        self.filling.go_to(skill)
        if lacks_words:
            self.board.focus_evidence()
            return
        self.board.card.say_trouble(missing_words(self.filling.draft, self.filling.skills, skill))
        self.board.card.take_focus()

    def _sent(self, _card: Scorecard) -> None:
        self._is_sending = False
        self._leave()

    def _not_sent(self, error: Exception) -> None:
        self._is_sending = False
        if isinstance(error, NotFound):
            self._unread(error)
            return
        if self._card_id:
            self.keeper.resume(self._card_id)
        if isinstance(error, AlreadyDone | ConflictError):
            self._read()
        else:
            self.notices.problem(words(error).sentence)

    def discard(self) -> None:
        """Throw away what was typed and not submitted, and show the scorecard as it stands."""
        workspace, card_id = self.desk.workspace, self._card_id
        self.keeper.end()
        self.desk.act(lambda: drop_card_draft(workspace, card_id=card_id), then=lambda _none: self.show_card(card_id))

    def close_form(self) -> None:
        """Keep what stands there and close."""
        self.keeper.keep_if_due()
        self._leave()

    def _leave(self) -> None:
        self.keeper.end()
        self.filling.end()
        self._card_id = 0
        self.clear_banner()
        self.closed.emit()

    # ------------------------------------------------------------ the draft
    def _edited(self) -> None:
        self.keeper.touched()
        self.board.foot.say(tr("Saving the draft"), is_safe=False)

    def _kept(self, at: datetime) -> None:
        if not self.keeper.is_due:
            self.board.foot.say(self._kept_words(at))

    def _kept_words(self, at: datetime) -> str:
        return tr("Draft saved {time}").format(time=self._formats.moment(at, now=self.desk.workspace.now()))

    def _joined(self, there: CardDraft, sent: CardDraft) -> None:
        self.filling.join(there, sent)
        self.board.show_entry()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self._unread(error)
        elif isinstance(error, AlreadyDone):
            self._read()
        else:
            self.board.foot.say(words(error).sentence, is_safe=False)

    # ------------------------------------------------------------ what surrounds it
    def _compare(self) -> None:
        if self.filling.form is not None:
            self.wanted.emit("compare", {"opening_id": self.filling.form.opening.id})

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the levels have the focus; before the window closes, what was typed is kept."""
        super().showEvent(event)
        self.keeper.watch_window(self.window())
        if self.is_ready:
            self.board.card.take_focus()

    def _connect(self) -> None:
        self.filling.edited.connect(self._edited)
        self.board.side.compare_wanted.connect(self._compare)
        self.board.foot.submit.clicked.connect(self.submit)
        self.notices.discard_wanted.connect(self.discard)
        self.notices.take_wanted.connect(self.take_submitted)
        self.notices.change_wanted.connect(self.change_submitted)
        self.notices.close_wanted.connect(self.close_form)
        self.keeper.kept.connect(self._kept)
        self.keeper.joined.connect(self._joined)
        self.keeper.refused.connect(self._refused)


def bind_keys(page: ScorePage, keys: Shortcuts) -> None:
    """Let the keys of an interview act while the focus is in the form; digits typed into a text stay text."""
    filling = page.filling
    bound: list[tuple[str, Callable[[], object]]] = [
        (rating, partial(filling.rate, level)) for level, rating in enumerate(keys.all_keys("rate"), start=1)
    ]
    bound += [(one, filling.skip) for one in keys.all_keys("not_asked")]
    bound += [(one, partial(filling.step, -1)) for one in keys.all_keys("skill_before")]
    bound += [(one, partial(filling.step, 1)) for one in keys.all_keys("skill_next")]
    bound += [(one, page.submit) for one in keys.all_keys("save")]
    for one, run in bound:
        shortcut = QShortcut(QKeySequence(one), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(run)
