"""Cards: the scorecards that reviews are made with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.services.review_cards import KeptCard, cards
from csops.services.settings import Team
from csops.services.skills import list_skills
from csops.services.starter_cards import begin_with_our_cards
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.controls import Action
from csops.ui.kit.errors import words
from csops.ui.kit.grouped_list import GroupedList, ListRow
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.preview_columns import ContentStack, PreviewColumns
from csops.ui.quality.cards.card_text import Names, names_in
from csops.ui.quality.cards.editor import CardEditor
from csops.ui.quality.cards.reader import CardReader
from csops.ui.quality.wording import tr


@dataclass(frozen=True, kw_only=True)
class _Found:
    cards: list[KeptCard]
    names: Names


class CardsPage(Page):
    """The scorecards: to edit for who may, to read for all. It can be asked {"card_id": n} or {"card": key}."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.REVIEW_CARD, Kind.CARD_VERSION, Kind.SKILL, Kind.SETTING})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=tr("Quality"), parent=parent)
        self.desk = desk
        self._found: list[KeptCard] = []
        self._names = Names()
        self._asked: object = None
        self.list = GroupedList(desk.themes, name=tr("Scorecards"))
        self.reader = CardReader(desk)
        self.editor: CardEditor | None = None
        if desk.workspace.may(Permission.CATALOGUE):
            self.editor = CardEditor(desk)
            self.set_top_actions([Action(tr("New card"), icon_name="plus", run=self.begin_new, parent=self)])
        self.setFocusProxy(self.list)
        self._lay_out()
        self._connect()
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        self.refresh()

    @property
    def card_id(self) -> int:
        """The id of the card that is shown; 0 for none, or one that is not kept yet."""
        return self.editor.card_id if self.editor is not None else self.reader.card_id

    # ------------------------------------------------------------ reading
    def ask(self, question: object) -> None:
        """Show the card that is asked for."""
        if isinstance(question, Mapping):
            self._asked = question.get("card_id") or question.get("card")
            self._show_asked()

    def refresh(self) -> None:
        """Read the cards anew."""
        workspace, team = self.desk.workspace, self.desk.team
        self.desk.ask(lambda: _read(workspace, team), then=self._show, failed=self._failed, key=("cards", id(self)))

    def begin_new(self) -> None:
        """Begin a card that is not there yet."""
        if self.editor is not None:
            self.list.choose(None)
            self.editor.begin_new()
            self.stack.show_content()

    def _show(self, found: _Found) -> None:
        self.clear_banner()
        self._found, self._names = found.cards, found.names
        is_new = self.editor is not None and self.editor.is_new
        if not found.cards and not is_new:
            self._show_empty()
            return
        self.list.show_rows(self._rows())
        if self.editor is not None:
            self.list.choose(self.card_id)
        if self._asked is not None:
            self._show_asked()
        if self.list.current_id() is None and not is_new:
            self.list.choose(self.list.ids()[0])
        if self.list.current_id():
            self._show_card(self.list.current_id() or 0)
        self.stack.show_content()
        self.set_head(subtitle=tr("%Ln scorecards", sum(each.card.active for each in found.cards)))

    def _rows(self) -> list[ListRow]:
        groups = (
            (tr("Offered first"), [each for each in self._found if each.card.active and each.card.is_default]),
            (tr("Others"), [each for each in self._found if each.card.active and not each.card.is_default]),
            (tr("Retired"), [each for each in self._found if not each.card.active]),
        )
        rows: list[ListRow] = []
        for title, some in groups:
            if some:
                rows.append(ListRow(id=0, title=title, note=self.locale().toString(len(some))))
                rows += [_row(each) for each in some]
        return rows

    def _show_asked(self) -> None:
        wanted = [each.card.id for each in self._found if self._asked in {each.card.id, each.card.key}]
        if wanted:
            self._asked = None
            self.list.choose(wanted[0])
            self._show_card(wanted[0])

    def _show_card(self, card_id: int) -> None:
        if self.editor is not None:
            self.editor.show_card(card_id)
            return
        kept = next((each for each in self._found if each.card.id == card_id), None)
        if kept is not None:
            self.reader.show_kept(kept, self._names)

    # ------------------------------------------------------------ acting
    def begin_with_ours(self) -> None:
        """Add the cards that come with the program."""
        workspace = self.desk.workspace
        self.desk.act(
            lambda: begin_with_our_cards(workspace),
            failed=self._failed,
            said=lambda count: Said(text=tr("%Ln scorecards added", count)),
        )

    def _gone(self) -> None:
        self.list.choose(None)
        self._show(_Found(cards=self._found, names=self._names))
        self.refresh()

    def _kept(self, card_id: int) -> None:
        """A new card has its number now: it is chosen once the list has it."""
        self._asked = card_id
        self.refresh()

    # ------------------------------------------------------------ what surrounds it
    def _lay_out(self) -> None:
        themes = self.desk.themes
        self.columns = PreviewColumns(
            themes,
            left=self.list,
            right=self.editor or self.reader,
            preview=self.editor.preview if self.editor else None,
            take_back=self.editor.take_preview if self.editor else None,
        )
        self.stack = ContentStack(themes, self.columns)
        self.body.addWidget(self.stack)

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_card)
        if self.editor is not None:
            self.editor.kept.connect(self._kept)
            self.editor.gone.connect(self._gone)
            self.editor.preview.appeared.connect(self.columns.show_preview)

    def _show_empty(self) -> None:
        self.set_head(subtitle="")
        empty = EmptyState(
            self.themes,
            icon="clipboard-check",
            title=tr("No scorecards yet"),
            why=tr(
                "What a good contact is, in a few criteria: how much each counts, what each rating means, and which "
                "mistakes fail a contact whatever the rest. Reviews are made with them"
            ),
            action=tr("Begin with our six scorecards") if self.editor is not None else "",
            run=self.begin_with_ours,
        )
        self.stack.show_empty(empty)

    def _failed(self, error: Exception) -> None:
        self.show_trouble(words(error).sentence)


def _read(workspace: Workspace, team: Team) -> _Found:
    return _Found(cards=cards(workspace), names=names_in(workspace, team, list_skills(workspace)))


def _row(kept: KeptCard) -> ListRow:
    note = tr("%Ln criteria", len(kept.begun.criteria))
    if not kept.card.active:
        note = tr("retired")
    elif kept.draft is not None:
        note = tr("draft")
    return ListRow(id=kept.card.id, title=kept.card.name, note=note, active=kept.card.active)
