"""A scorecard to read: sections, criteria with their weights, and what each rating means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import fsum

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.review_cards import CardVersion, Section
from csops.domain.scoring import Criterion
from csops.domain.skills import Skill
from csops.services.root_causes import root_causes
from csops.services.settings import Team
from csops.services.workspace import Workspace
from csops.ui.kit.cards import Card
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.kit.weights import weight_words
from csops.ui.quality.cards.card_words import critical_words, sources_words
from csops.ui.quality.wording import tr


@dataclass(frozen=True, kw_only=True)
class Names:
    """What is named on a card by its key is called: skills, channels, topics, root causes."""

    skills: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    causes: Mapping[str, str] = field(default_factory=dict)


def names_in(workspace: Workspace, team: Team, skills: Iterable[Skill]) -> Names:
    """Return what everything is called that a card may name."""
    return Names(
        skills={one.key: one.name for one in skills},
        channels={one.key: one.name for one in team.channels},
        topics={one.key: one.name for one in team.topics},
        causes={one.key: one.name for one in root_causes(workspace)},
    )


class CardText(QWidget):
    """Shows one version of a card."""

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__()
        self.themes, self._formats = themes, formats
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, gap=4)
        self._body: QWidget | None = None

    def show_version(self, version: CardVersion, names: Names) -> None:
        """Show a version."""
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget(self)
        column = QVBoxLayout(self._body)
        Spacing(self.themes, column, gap=4)
        said = tr("Passes at {mark} %. %Ln criteria", len(version.criteria))
        mark = weight_words(version.pass_mark, self._formats)
        column.addWidget(Text(self.themes, said.format(mark=mark), colour="text.secondary", figures=True))
        for section in version.sections:
            column.addLayout(self._section(version, section, names))
        self._column.addWidget(self._body)
        self._body.show()

    def _section(self, version: CardVersion, section: Section, names: Names) -> QVBoxLayout:
        rows = [one for one in version.criteria if one.section == section.key]
        column = QVBoxLayout()
        Spacing(self.themes, column, gap=1)
        head = QHBoxLayout()
        head.addWidget(Text(self.themes, section.name, font="smallStrong", colour="text.secondary"), 1)
        total = tr("{weight} %").format(weight=weight_words(fsum(one.weight for one in rows), self._formats))
        head.addWidget(Text(self.themes, total, font="small", colour="text.secondary", figures=True))
        column.addLayout(head)
        for one in rows:
            column.addWidget(self._criterion(one, names))
        return column

    def _criterion(self, one: Criterion, names: Names) -> Card:
        card = Card(self.themes, padded=False)
        rows = QVBoxLayout()
        Spacing(self.themes, rows, margins=(4, 3, 4, 3), gap=1)
        head = QHBoxLayout()
        head.addWidget(Text(self.themes, one.name, font="bodyStrong", wrap=True), 1)
        weight = tr("{weight} %").format(weight=weight_words(one.weight, self._formats))
        head.addWidget(Text(self.themes, weight, figures=True))
        rows.addLayout(head)
        for line in self._lines(one, names):
            rows.addWidget(line)
        card.body.addLayout(rows)
        card.setAccessibleName(tr("{criterion}, {weight}").format(criterion=one.name, weight=weight))
        return card

    def _lines(self, one: Criterion, names: Names) -> list[Text]:
        labels = {step.rating: step.label for step in one.scale.steps}
        said = [
            tr("{label}: {meaning}").format(label=labels[each.rating], meaning=each.text)
            for each in reversed(one.meanings)
        ]
        lines = [Text(self.themes, text, wrap=True) for text in filter(None, (*said, one.guidance))]
        critical = critical_words(one)
        if critical:
            lines.append(Text(self.themes, critical, font="smallStrong", colour="danger.text", wrap=True))
        lines.append(Text(self.themes, self._about(one, names), font="small", colour="text.secondary", wrap=True))
        return lines

    def _about(self, one: Criterion, names: Names) -> str:
        said = [tr("Shown by: {sources}").format(sources=sources_words(one.seen_in).lower())]
        if not one.allow_na:
            said.append(tr("always rated where it can be seen"))
        if one.skill:
            said.append(tr("skill: {skill}").format(skill=names.skills.get(one.skill, one.skill)))
        said += [names.channels.get(key, key) for key in one.channels]
        said += [names.topics.get(key, key) for key in one.topics]
        if one.only_recovery:
            said.append(tr("only with a recovery"))
        return "; ".join(said)
