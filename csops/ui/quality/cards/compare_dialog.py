"""Two versions of a card side by side: what was added, removed and changed."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.card_changes import CardDifference, CriterionDifference, Difference, compare_cards
from csops.domain.review_cards import CardVersion, ReviewCard
from csops.services.review_cards import versions_of
from csops.ui.desk import Desk
from csops.ui.kit.controls import Switch
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.cards.card_text import Names
from csops.ui.quality.cards.card_words import version_words
from csops.ui.quality.cards.change_words import asked_words, difference_words, summary_words
from csops.ui.quality.wording import tr

_COLOURS = {
    Difference.ADDED: "success.text",
    Difference.REMOVED: "danger.text",
    Difference.CHANGED: "warning.text",
    Difference.SAME: "text.secondary",
}


class CompareDialog(Dialog):
    """Chooses two versions and shows each criterion in both."""

    def __init__(self, desk: Desk, parent: QWidget, *, card: ReviewCard, names: Names) -> None:
        super().__init__(desk.themes, parent, title=tr("Versions of {name}").format(name=card.name), width=2)
        self._desk, self._names = desk, names
        self._versions: dict[str, CardVersion] = {}
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.before = ChoiceField(desk.themes, label=tr("From"), typed=False)
        self.after = ChoiceField(desk.themes, label=tr("To"), typed=False)
        self.only = Switch(desk.themes, tr("Only what changed"))
        self.only.setChecked(True)
        self.about = Text(desk.themes, colour="text.secondary", wrap=True)
        self._area = QWidget()
        self._grid = QGridLayout(self._area)
        Spacing(desk.themes, self._grid, gap=2, across=4)
        self._lay_out()
        for field in (self.before, self.after):
            field.edited.connect(self._show)
        self.only.toggled.connect(lambda _on: self._show())
        self.closed.connect(self.deleteLater)
        workspace = desk.workspace
        desk.ask(
            lambda: versions_of(workspace, card_id=card.id),
            then=self.show_versions,
            failed=lambda error: self.about.say(words(error).sentence),
        )

    def show_versions(self, versions: Sequence[CardVersion]) -> None:
        """Offer these, the newest first, and compare the newest with the one before."""
        self._versions = {str(each.number): each for each in versions}
        choices = [Choice(key=str(each.number), text=self._called(each)) for each in versions]
        for field, place in ((self.before, min(1, len(versions) - 1)), (self.after, 0)):
            field.set_choices(choices)
            field.choose(choices[place].key)
        self._show()

    def shown(self) -> CardDifference | None:
        """Return the comparison that is shown."""
        before, after = self._versions.get(self.before.key()), self._versions.get(self.after.key())
        return None if before is None or after is None else compare_cards(before, after)

    def _show(self) -> None:
        found = self.shown()
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if found is None:
            return
        self.about.say(summary_words(found, self._formats))
        only = self.only.isChecked()
        lines = [each for each in found.criteria if not only or each.difference is not Difference.SAME]
        if lines:
            said = (tr("Criterion"), *(tr("Version {number}").format(number=n) for n in self._numbers(found)))
            for column, text in enumerate((*said, tr("What changed"))):
                self._grid.addWidget(Text(self.themes, text, font="smallStrong", colour="text.secondary"), 0, column)
        for place, line in enumerate(lines, start=1):
            self._line(place, line)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)

    def _line(self, place: int, line: CriterionDifference) -> None:
        cells = [Text(self.themes, line.name, font="bodyStrong", wrap=True)]
        cells += [
            Text(self.themes, asked_words(asked, line, self._formats), wrap=True, figures=True)
            for asked in (line.before, line.after)
        ]
        cells.append(Text(self.themes, difference_words(line), colour=_COLOURS[line.difference], wrap=True))
        for column, cell in enumerate(cells):
            self._grid.addWidget(cell, place, column)

    def _numbers(self, found: CardDifference) -> tuple[int, int]:
        return found.before.number, found.after.number

    def _called(self, version: CardVersion) -> str:
        author = self._desk.team.member(version.published_by or version.made_by)
        when = self._formats.moment(version.published_at or version.made_at, now=self._desk.workspace.now())
        said = version_words(version, who=author.name if author else "", when=when)
        return tr("{version}: {note}").format(version=said, note=version.note) if version.note else said

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=3)
        row.addWidget(self.before, 1)
        row.addWidget(self.after, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.only)
        self.body.addWidget(self.about)
        column = QVBoxLayout()
        column.addWidget(self._area)
        column.addStretch(1)
        area = scrolling(column)
        area.setMinimumHeight(self.themes.current.size("listPane"))
        self.body.addWidget(area, 1)
