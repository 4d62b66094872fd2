"""One scorecard beside the list: to edit, keep as a draft, and publish as a new version."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.domain.errors import ConflictError, NotFound
from csops.domain.review_cards import CardVersion, ReviewCard, Section
from csops.domain.scoring import Scale
from csops.services import review_cards, views
from csops.services.review_cards import KeptCard
from csops.services.settings import Team
from csops.services.skills import list_skills
from csops.services.starter_cards import usual_scales
from csops.services.workspace import Workspace
from csops.ui.conflict_card import ConflictCard, is_told_apart
from csops.ui.desk import Desk, Said
from csops.ui.draft_keeper import Draft, DraftKeeper
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import scrolling
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.cards.begun import BegunCards, draft_values
from csops.ui.quality.cards.card_text import Names, names_in
from csops.ui.quality.cards.change_words import field_of
from csops.ui.quality.cards.foot import CardFoot
from csops.ui.quality.cards.form import CardForm
from csops.ui.quality.cards.head import CardHead
from csops.ui.quality.cards.preview import KINDS as REVIEW_KINDS
from csops.ui.quality.cards.preview import ScorePreview
from csops.ui.quality.wording import tr

KINDS = frozenset({Kind.SKILL, Kind.REVIEW_CARD, Kind.CARD_VERSION, Kind.CHANNEL, Kind.TOPIC})
Act = Callable[..., KeptCard]


@dataclass(frozen=True, kw_only=True)
class _Opened:
    kept: KeptCard
    names: Names
    skills: tuple[Choice, ...]
    scales: tuple[Scale, ...]
    draft: Draft | None


class CardEditor(QWidget):
    """Edits one card.

    Signals:
        kept(int): a card with this id was added, by saving a new one or by copying.
        gone: what was shown is not there, or was never kept and is not wanted.
    """

    kept = Signal(int)
    gone = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, themes = desk, desk.themes
        self._kept: KeptCard | None = None
        self._wanted = 0
        self._act: Act = review_cards.save_draft
        self._begun, self._names = BegunCards(), Names()
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.form = CardForm(themes, self._formats)
        self.head, self.conflict = CardHead(desk), ConflictCard(desk)
        self.preview = ScorePreview(desk, self._formats)
        self.trouble = Text(themes, colour="danger.text", wrap=True)
        keys = Shortcuts().keys("save")
        self.foot = CardFoot(themes, keys=keys)
        self.keeper = DraftKeeper(desk, form=_draft_form(0), values=self._draft_values, parent=self)
        self.inner, self.area = _lay_out(self)
        self._complain("")
        self._connect(keys)
        self._refresher = Refresher(self, desk.live, KINDS, self._reread)
        self._review_refresher = Refresher(self, desk.live, REVIEW_KINDS, self.preview.read)
        self.setEnabled(False)

    @property
    def card_id(self) -> int:
        """The id of the card that is shown; 0 for one that is not kept yet, or none."""
        return self._kept.card.id if self._kept is not None else 0

    @property
    def is_new(self) -> bool:
        """Whether what is shown is not kept yet."""
        return self._kept is not None and not self._kept.card.id

    # ------------------------------------------------------------ showing
    def show_card(self, card_id: int) -> None:
        """Show a card, with what was typed over it and not saved."""
        if card_id != self._wanted:
            self._leave()
            self._wanted = card_id
            self._read(self._asked(), self._opened)

    def begin_new(self) -> None:
        """Show an empty card, or what was begun of one."""
        self._leave()
        self._wanted = 0
        now = self.desk.workspace.now()
        first = Section(key="section", name="")
        version = CardVersion(card_id=0, number=0, made_at=now, sections=(first,))
        fresh = KeptCard(card=ReviewCard(key="", name=""), version=version, versions=0)
        self._read(lambda: fresh, self._opened)

    def _leave(self) -> None:
        """Keep what was typed of the card that is shown, for when it is shown again."""
        self.keeper.keep_if_due()
        if self._kept is not None:
            self._begun.put(self._kept, self.form.version(), self.form.draft())

    def _asked(self) -> Callable[[], KeptCard]:
        return partial(review_cards.get_card, self.desk.workspace, card_id=self._wanted)

    def _read(self, kept: Callable[[], KeptCard], then: Any) -> None:
        workspace, team = self.desk.workspace, self.desk.team
        self.desk.ask(lambda: _opened(workspace, team, kept()), then=then, failed=self._unread, key=("card", id(self)))

    def _opened(self, opened: _Opened) -> None:
        kept = opened.kept
        self.keeper.form = _draft_form(kept.card.id)
        self.keeper.begin()
        basis, typed = self._begun.take(kept, opened.draft)
        self._take(opened, basis=basis, over=typed)
        self.setEnabled(True)
        self.keeper.watch_window(self.window())
        if self.is_new:
            self.form.name.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(
        self, opened: _Opened, *, basis: CardVersion | None = None, over: Mapping[str, Any] | None = None
    ) -> None:
        self._kept, self._names = opened.kept, opened.names
        self.form.set_names(opened.names, skills=opened.skills, scales=opened.scales)
        self.form.show_card(opened.kept, basis=basis, over=over)
        self.head.show_card(opened.kept, opened.names)
        self.preview.show_card(opened.kept)
        self.conflict.hide()
        self._complain("")
        self._show_state()

    def _reread(self) -> None:
        """What a colleague changed comes in where nothing was typed; the rest is asked about on saving."""
        if self._wanted and self._wanted != self.card_id:
            self._read(self._asked(), self._opened)  # it is on its way: what is asked now must not take its place
        elif self._wanted and self.conflict.isHidden():
            self._read(self._asked(), self._refreshed)

    def _refreshed(self, opened: _Opened) -> None:
        if opened.kept.card.id != self.card_id:
            return
        if self.form.draft():
            # What is shown stays what it was begun from: saving tells the two apart.
            self.form.set_names(opened.names, skills=opened.skills, scales=opened.scales)
            return
        self._take(opened)

    def _unread(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self._let_go()
        else:
            self._complain(words(error).sentence)

    def _let_go(self) -> None:
        self.keeper.end()
        self._kept, self._wanted = None, 0
        self.gone.emit()

    def _show_state(self) -> None:
        kept = self._kept
        if kept is None:
            return
        self.preview.show_scorecard(self.form.scorecard(), is_typed=self.form.is_new_version)
        self.foot.show_state(
            kept,
            is_typed=bool(self.form.draft()),
            is_new_version=self.form.is_new_version,
            was_discarded=self._begun.was_discarded(kept),
        )

    def _complain(self, sentence: str) -> None:
        self.trouble.say(sentence)
        self.trouble.setVisible(bool(sentence))

    # ------------------------------------------------------------ the draft
    def _draft_values(self) -> Mapping[str, Any]:
        return draft_values(self.form.version(), self.form.draft())

    def _edited(self) -> None:
        if self._kept is not None:
            self.keeper.touched()
            self._show_state()

    def throw_away(self) -> None:
        """Take what was typed out of the form; where nothing was, leave the card or drop the draft that is kept."""
        kept, workspace = self._kept, self.desk.workspace
        self.keeper.drop()
        if kept is not None and self.form.draft():
            self._begun.discard(kept, self.form.version(), self.form.draft())
            self.form.show_card(kept)
            self._complain("")
            self._show_state()
            self._reread()
        elif kept is None or not kept.card.id:
            self._kept, self._wanted = None, 0
            self.gone.emit()
        else:
            self.desk.act(
                lambda: review_cards.drop_draft(workspace, card_id=kept.card.id),
                failed=self._not_saved,
                said=Said(text=tr("Draft of {name} dropped").format(name=kept.card.name)),
            )

    def bring_back(self) -> None:
        """Put again into the form what was discarded."""
        if self._kept is not None:
            basis, typed = self._begun.bring_back(self._kept)
            self.form.show_card(self._kept, basis=basis, over=typed)
            self._edited()

    # ------------------------------------------------------------ saving
    def save_draft(self) -> None:
        """Keep what the fields say as a draft, right or not yet."""
        if self._kept is not None:
            self._keep(review_cards.save_draft, self.form.card(), self.form.version())

    def submit(self) -> None:
        """Publish what the fields say; what is wrong is said where it is."""
        if self._kept is None or self.foot.publish.isHidden():
            if self._kept is not None and not self.foot.save.isHidden():
                self.save_draft()
            return
        wrong = self.form.check()
        if wrong is not None:
            if not self.form.explain(wrong) and self.form.table.sum.share.isVisible():
                self.form.table.sum.share.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._keep(review_cards.publish, self.form.card(), self.form.version())

    def _keep(self, act: Act, card: ReviewCard, version: CardVersion) -> None:
        self._act, workspace = act, self.desk.workspace
        self._complain("")
        self.keeper.forget()
        self.desk.act(
            lambda: act(workspace, card=card, version=version),
            then=partial(self._saved, card.id),
            failed=self._not_saved,
            said=lambda kept: Said(text=_saved_words(card, kept)),
        )

    def _saved(self, was_id: int, kept: KeptCard) -> None:
        self.keeper.drop()
        if self.card_id == was_id:
            self._kept, self._wanted = kept, kept.card.id
            self.keeper.form = _draft_form(kept.card.id)
            self.form.show_card(kept)
            self.head.show_card(kept, self._names)
            self.preview.show_card(kept)
            self.conflict.hide()
            self._show_state()
        if not was_id:
            self.kept.emit(kept.card.id)

    def _not_saved(self, error: Exception) -> None:
        self.keeper.touched()
        if is_told_apart(error) and isinstance(error, ConflictError):
            self.conflict.show_conflict(error, shown=partial(field_of, formats=self._formats))
        elif not self.form.explain(error):
            self._complain(words(error).sentence)

    def _decided(self, record: ReviewCard | CardVersion) -> None:
        """One of two who changed the same stands: a name with its contacts, or what is asked."""
        if isinstance(record, ReviewCard):
            self._keep(self._act, record, self.form.version())
        else:
            self._keep(self._act, self.form.card(), replace(record, note=self.form.note.text()))

    # ------------------------------------------------------------ what surrounds it
    def take_preview(self) -> None:
        """Let the preview stand below what is edited, where there is no room beside it."""
        self.inner.insertWidget(self.inner.indexOf(self.form) + 1, self.preview)

    def _connect(self, keys: str) -> None:
        self.form.edited.connect(self._edited)
        scroll = partial(_scroll_to, self.area, self.form.table.details)
        self.form.table.opened.connect(lambda: QTimer.singleShot(0, self, scroll))  # once it is laid out
        self.foot.publish.clicked.connect(self.submit)
        self.foot.save.clicked.connect(self.save_draft)
        self.foot.discard.clicked.connect(self.throw_away)
        self.foot.bring_back.clicked.connect(self.bring_back)
        self.conflict.decided.connect(self._decided)
        self.head.copied.connect(self.kept)
        self.head.failed.connect(lambda error: self._complain(words(error).sentence))
        _bind(self, keys)


def _bind(editor: CardEditor, keys: str) -> None:
    shortcut = QShortcut(QKeySequence(keys), editor)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(editor.submit)


def _lay_out(editor: CardEditor) -> tuple[QVBoxLayout, QScrollArea]:
    """Lay out an editor; return what scrolls in it, and where."""
    themes = editor.desk.themes
    inner, total, column = QVBoxLayout(), QVBoxLayout(), QVBoxLayout(editor)
    Spacing(themes, inner, margins=(5, 0, 5, 5), gap=4)
    for widget in (editor.trouble, editor.conflict, editor.form, editor.preview):
        inner.addWidget(widget)
    inner.addStretch(1)
    Spacing(themes, total, margins=(5, 0, 5, 2))
    total.addWidget(editor.form.table.sum)
    area = scrolling(inner)
    Spacing(themes, column)
    column.addWidget(editor.head)
    column.addLayout(total)
    column.addWidget(area, 1)
    column.addWidget(editor.foot)
    return inner, area


def _scroll_to(area: QScrollArea, widget: QWidget) -> None:
    """Bring all of a widget into sight, of a high one its beginning."""
    inside = area.widget()
    area.ensureWidgetVisible(widget)
    bar, top = area.verticalScrollBar(), widget.mapTo(inside, widget.rect().topLeft()).y() if inside else 0
    bar.setValue(min(bar.value(), max(0, top - area.height() // 4)))


def _draft_form(card_id: int) -> str:
    return f"review_card.{card_id}" if card_id else "review_card.new"


def _saved_words(card: ReviewCard, kept: KeptCard) -> str:
    """Say what was done: a version published, a draft kept, or the card's name and contacts alone."""
    if kept.card.current != card.current:
        return tr("Version {number} of {name} published").format(number=kept.version.number, name=kept.card.name)
    if kept.draft is not None:
        return tr("Draft of {name} saved").format(name=kept.card.name)
    return tr("{name} changed").format(name=kept.card.name)


def _opened(workspace: Workspace, team: Team, kept: KeptCard) -> _Opened:
    skills = list_skills(workspace)
    return _Opened(
        kept=kept,
        names=names_in(workspace, team, skills),
        skills=tuple(Choice(key=one.key, text=one.name) for one in skills if one.active),
        scales=usual_scales(),
        draft=views.get_draft(workspace, form=_draft_form(kept.card.id)),
    )
