"""Cards: the scorecards that reviews are made with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.services.review_cards import KeptCard, cards
from csops.services.root_causes import root_causes
from csops.services.settings import Team
from csops.services.skills import list_skills
from csops.services.starter_cards import begin_with_our_cards
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Banner, Card, EmptyState
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.grouped_list import GroupedList, ListRow
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page, scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.waiting import Skeleton
from csops.ui.quality.cards.card_text import CardText, Names
from csops.ui.quality.cards.card_words import for_words, version_words
from csops.ui.quality.wording import tr


@dataclass(frozen=True, kw_only=True)
class _Found:
    cards: list[KeptCard]
    names: Names


class CardsPage(Page):
    """The scorecards. It can be asked {"card_id": n} or {"card": key}."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.REVIEW_CARD, Kind.CARD_VERSION, Kind.SKILL, Kind.SETTING})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=desk.tr("Quality"), parent=parent)
        self.desk = desk
        self.may_change = desk.workspace.may(Permission.CATALOGUE)
        self._found: list[KeptCard] = []
        self._names = Names()
        self._asked: object = None
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.list = GroupedList(desk.themes, name=self.tr("Scorecards"))
        self.title_text = ElidedText(desk.themes, font="title2")
        self.about = ElidedText(desk.themes, font="small", colour="text.secondary", figures=True)
        self.text = CardText(desk.themes, self._formats)
        self.stack = QStackedWidget()
        self.setFocusProxy(self.list)
        self._lay_out()
        self.list.chosen.connect(self._show_card)
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        self.refresh()

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

    def _show(self, found: _Found) -> None:
        self.clear_banner()
        self._found, self._names = found.cards, found.names
        if not found.cards:
            self._show_empty()
            return
        self.list.show_rows(self._rows())
        if self._asked is not None:
            self._show_asked()
        if self.list.current_id() is None:
            self.list.choose(self.list.ids()[0])
        self._show_card(self.list.current_id() or 0)
        self.stack.setCurrentWidget(self._content)
        self.set_head(subtitle=tr("%Ln scorecards", sum(each.card.active for each in found.cards)))

    def _rows(self) -> list[ListRow]:
        groups = (
            (self.tr("Offered first"), [each for each in self._found if each.card.active and each.card.is_default]),
            (self.tr("Others"), [each for each in self._found if each.card.active and not each.card.is_default]),
            (self.tr("Retired"), [each for each in self._found if not each.card.active]),
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
        kept = next((each for each in self._found if each.card.id == card_id), None)
        if kept is None:
            return
        author = self.desk.team.member(kept.version.published_by or kept.version.made_by)
        at = kept.version.published_at or kept.version.made_at
        when = self._formats.moment(at, now=self.desk.workspace.now())
        said = version_words(kept.version, who=author.name if author else "", when=when)
        channels = [self._names.channels.get(key, key) for key in kept.card.channels]
        self.title_text.say(kept.card.name)
        self.about.say(tr("{version}. For: {contacts}").format(version=said, contacts=for_words(kept.card, channels)))
        self.text.show_version(kept.version, self._names)

    # ------------------------------------------------------------ acting
    def begin_with_ours(self) -> None:
        """Add the cards that come with the program."""
        workspace = self.desk.workspace
        self.desk.act(
            lambda: begin_with_our_cards(workspace),
            failed=self._failed,
            said=lambda count: Said(text=tr("%Ln scorecards added", count)),
        )

    # ------------------------------------------------------------ what surrounds it
    def _lay_out(self) -> None:
        themes = self.desk.themes
        left = Card(themes, padded=False)
        left.body.addWidget(self.list)
        right = Card(themes, padded=False)
        head = QVBoxLayout()
        Spacing(themes, head, margins=(5, 3, 5, 2))
        head.addWidget(self.title_text)
        head.addWidget(self.about)
        right.body.addLayout(head)
        inner = QVBoxLayout()
        Spacing(themes, inner, margins=(5, 2, 5, 5))
        inner.addWidget(self.text)
        inner.addStretch(1)
        right.body.addWidget(scrolling(inner), 1)
        self._content = QWidget()
        row = QHBoxLayout(self._content)
        Spacing(themes, row, margins=(6, 4, 6, 6), gap=4)
        row.addWidget(left, 3)
        row.addWidget(right, 10)
        self.stack.addWidget(Skeleton(themes))
        self.stack.addWidget(self._content)
        self.body.addWidget(self.stack)

    def _show_empty(self) -> None:
        self.set_head(subtitle="")
        before = self.stack.widget(2)
        if before is not None:
            self.stack.removeWidget(before)
            before.deleteLater()
        empty = EmptyState(
            self.themes,
            icon="clipboard-check",
            title=self.tr("No scorecards yet"),
            why=self.tr(
                "What a good contact is, in a few criteria: how much each counts, what each rating means, and which "
                "mistakes fail a contact whatever the rest. Reviews are made with them"
            ),
            action=self.tr("Begin with our six scorecards") if self.may_change else "",
            run=self.begin_with_ours,
        )
        self.stack.addWidget(empty)
        self.stack.setCurrentWidget(empty)

    def _failed(self, error: Exception) -> None:
        banner = Banner(self.themes, words(error).sentence, family="danger")
        banner.add_button(self.tr("Try again"), self.refresh)
        self.show_banner(banner)


def _read(workspace: Workspace, team: Team) -> _Found:
    return _Found(
        cards=cards(workspace),
        names=Names(
            skills={one.key: one.name for one in list_skills(workspace)},
            causes={one.key: one.name for one in root_causes(workspace)},
            channels={one.key: one.name for one in team.channels},
            topics={one.key: one.name for one in team.topics},
        ),
    )


def _row(kept: KeptCard) -> ListRow:
    note = tr("%Ln criteria", len(kept.begun.criteria))
    if not kept.card.active:
        note = tr("retired")
    elif kept.draft is not None:
        note = tr("draft")
    return ListRow(id=kept.card.id, title=kept.card.name, note=note, active=kept.card.active)
