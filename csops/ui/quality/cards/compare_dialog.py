"""Versions of a card side by side, criterion by criterion."""

from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from csops.domain.card_changes import compare_cards
from csops.domain.review_cards import CardVersion, ReviewCard
from csops.services.review_cards import versions_of
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.quality.cards.card_words import version_words
from csops.ui.quality.cards.change_words import asked_words, difference_words, summary_words
from csops.ui.quality.wording import tr
from csops.ui.versions_dialog import Compared, ComparedLine, VersionsDialog


def versions_dialog(desk: Desk, parent: QWidget, *, card: ReviewCard) -> VersionsDialog[CardVersion]:
    """Return what chooses two versions of a card and shows each criterion in both."""
    workspace, formats = desk.workspace, Formats(zone=ZoneInfo(desk.team.shop.zone))

    def called(version: CardVersion) -> str:
        author = desk.team.member(version.published_by or version.made_by)
        when = formats.moment(version.published_at or version.made_at, now=workspace.now())
        said = version_words(version, who=author.name if author else "", when=when)
        return tr("{version}: {note}").format(version=said, note=version.note) if version.note else said

    def compare(before: CardVersion, after: CardVersion) -> Compared:
        found = compare_cards(before, after)
        lines = [
            ComparedLine(
                name=line.name,
                before=asked_words(line.before, line, formats),
                after=asked_words(line.after, line, formats),
                difference=line.difference,
                change=difference_words(line),
            )
            for line in found.criteria
        ]
        return Compared(summary=summary_words(found, formats), lines=lines)

    return VersionsDialog(
        desk,
        parent,
        title=tr("Versions of {name}").format(name=card.name),
        asked=tr("Criterion"),
        read=lambda: versions_of(workspace, card_id=card.id),
        called=called,
        compare=compare,
    )
