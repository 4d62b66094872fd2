"""The head of one scorecard: its name and version, and what can be done with it beside editing."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.services import review_cards
from csops.services.review_cards import KeptCard
from csops.ui.desk import Desk, Said
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.cards.card_text import Names
from csops.ui.quality.cards.card_words import for_words, version_words
from csops.ui.quality.cards.compare_dialog import versions_dialog
from csops.ui.quality.wording import tr


class CardHead(QWidget):
    """Shows the name of a card; copies, offers first, retires or brings it back, compares its versions.

    Signals:
        copied(int): a copy with this id was made.
        failed(object): an exception that stopped one of these.
    """

    copied = Signal(int)
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, themes = desk, desk.themes
        self.may_change = desk.workspace.may(Permission.CATALOGUE)
        self._kept: KeptCard | None = None
        self._names = Names()
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.title = ElidedText(themes, font="title2")
        self.about = ElidedText(themes, font="small", colour="text.secondary", figures=True)
        self.compare = IconButton(themes, "git-compare", name=tr("Compare versions"), role=Role.GHOST)
        self.copy = IconButton(themes, "copy", name=tr("Copy this card"), role=Role.GHOST)
        self.first = IconButton(themes, "star", name=tr("Offer this card first"), role=Role.GHOST)
        self.retire = Button(themes, tr("Retire"), icon_name="archive")
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(5, 3, 4, 2), gap=2)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.title)
        texts.addWidget(self.about)
        row.addLayout(texts, 1)
        for button in (self.first, self.compare, self.copy, self.retire):
            row.addWidget(button)
        self.first.clicked.connect(self.offer_first)
        self.compare.clicked.connect(self.show_versions)
        self.copy.clicked.connect(self.make_copy)
        self.retire.clicked.connect(self.change_active)

    def show_card(self, kept: KeptCard, names: Names) -> None:
        """Show a card, and what can be done with it."""
        self._kept, self._names = kept, names
        card, is_kept = kept.card, bool(kept.card.id)
        self.title.say(card.name or tr("New scorecard"))
        self.about.say(self._about(kept) if is_kept else tr("Not saved yet"))
        self.compare.setVisible(kept.versions > 1)
        self.copy.setVisible(self.may_change and is_kept)
        self.first.setVisible(self.may_change and bool(card.current) and card.active and not card.is_default)
        self.retire.setVisible(self.may_change and bool(card.current))
        self.retire.setText(tr("Retire") if card.active else tr("Bring back"))
        self.retire.setAccessibleName(self.retire.text())
        self.retire.theme_changed()

    def show_versions(self) -> None:
        """Show two versions side by side."""
        if self._kept is not None and self._kept.card.id:
            versions_dialog(self.desk, self.window(), card=self._kept.card).open()

    def make_copy(self) -> None:
        """Add a card that asks the same."""
        kept, workspace = self._kept, self.desk.workspace
        if kept is not None:
            self.desk.act(
                lambda: review_cards.copy_card(workspace, card_id=kept.card.id),
                then=lambda copy: self.copied.emit(copy.card.id),
                failed=self.failed.emit,
                said=lambda copy: Said(text=tr("{name} added as a draft").format(name=copy.card.name)),
            )

    def offer_first(self) -> None:
        """Offer this card before the others that fit."""
        kept, workspace = self._kept, self.desk.workspace
        if kept is not None:
            self.desk.act(
                lambda: review_cards.offer_first(workspace, card_id=kept.card.id),
                failed=self.failed.emit,
                said=Said(text=tr("{name} is offered first").format(name=kept.card.name)),
            )

    def change_active(self) -> None:
        """Retire the card, or bring it back."""
        kept, workspace = self._kept, self.desk.workspace
        if kept is None:
            return
        card = kept.card
        act = review_cards.retire_card if card.active else review_cards.bring_back_card
        text = tr("{name} retired: no new reviews are made with it") if card.active else tr("{name} can be used again")
        said = Said(text=text.format(name=card.name))
        self.desk.act(lambda: act(workspace, card_id=card.id), failed=self.failed.emit, said=said)

    def _about(self, kept: KeptCard) -> str:
        version = kept.version
        author = self.desk.team.member(version.published_by or version.made_by)
        when = self._formats.moment(version.published_at or version.made_at, now=self.desk.workspace.now())
        said = [version_words(version, who=author.name if author else "", when=when)]
        if kept.draft is not None and kept.draft.id != version.id:
            said.append(tr("draft of version {number} below").format(number=kept.draft.number))
        if not kept.card.active:
            said.append(tr("retired"))
        channels = [self._names.channels.get(key, key) for key in kept.card.channels]
        said.append(for_words(kept.card, channels))
        return "; ".join(said)
