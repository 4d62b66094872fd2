"""What else a criterion asks: what each rating means, its critical error, what shows it, where it applies."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.review_card_rules import FAMILIES
from csops.domain.reviews import Source
from csops.domain.scoring import Consequence, Criterion, Meaning, Step
from csops.ui.kit.choices import Option
from csops.ui.kit.controls import Button, Switch
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.formats import Formats
from csops.ui.kit.growing_text import GrowingText
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.kit.weights import weight_words
from csops.ui.quality.cards.card_text import Names
from csops.ui.quality.cards.card_words import consequence_words, family_words, source_words
from csops.ui.quality.cards.pick_button import PickButton
from csops.ui.quality.cards.two_ways import stack
from csops.ui.quality.wording import tr


class CriterionDetails(QWidget):
    """Shows the details of one criterion.

    Signals:
        edited: a person changed something of them.
        moved(int): the criterion shall go up (-1) or down (1).
        removed: it shall go.
    """

    edited = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, themes: Themes, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self.themes, self._formats = themes, formats
        self._criterion: Criterion | None = None
        self.meanings: list[GrowingText] = []
        self._meanings, self._rows = QVBoxLayout(), list[QHBoxLayout]()
        self.guidance = GrowingText(themes, label=tr("For all ratings"), name="guidance", least=1)
        self.family = ChoiceField(themes, label=tr("Critical for"), typed=False)
        self.consequence = ChoiceField(themes, label=tr("A critical error"), typed=False)
        self.skill = ChoiceField(themes, label=tr("Skill"), placeholder=tr("Type a part of its name"))
        self.allow_na = Switch(themes, tr("Not applicable may be chosen"))
        self.recovery = Switch(themes, tr("Only with a recovery"))
        self.sources = PickButton(themes, name=tr("Shown by"), none=tr("Shown by nothing yet"), icon="eye")
        self.channels = PickButton(themes, name=tr("Channels"), none=tr("All channels"), icon="messages-square")
        self.topics = PickButton(themes, name=tr("Topics"), none=tr("All topics"), icon="tag")
        self.causes = PickButton(themes, name=tr("Root causes"), none=tr("All root causes"), icon="list-tree")
        self.up = Button(themes, tr("Move up"), icon_name="arrow-up", compact=True)
        self.down = Button(themes, tr("Move down"), icon_name="arrow-down", compact=True)
        self.remove = Button(themes, tr("Remove"), icon_name="trash-2", compact=True)
        self._fill()
        self._lay_out()
        self._connect()

    def set_names(self, names: Names, *, skills: Sequence[Choice]) -> None:
        """Take what things are called, and which skills can be linked."""
        self.channels.set_options([Option(key=key, text=text) for key, text in names.channels.items()])
        self.topics.set_options([Option(key=key, text=text) for key, text in names.topics.items()])
        self.causes.set_options([Option(key=key, text=text) for key, text in names.causes.items()])
        self.skill.set_choices([Choice(key="", text=tr("None")), *skills])

    def set_narrow(self, is_narrow: bool) -> None:
        """Let what stands side by side stand below each other, where there is no room."""
        stack(self._rows, is_narrow=is_narrow)

    def show_criterion(self, criterion: Criterion) -> None:
        """Show the details of a criterion; nobody is told."""
        before, self._criterion = self._criterion, criterion
        if (
            before is None
            or before.scale.steps != criterion.scale.steps
            or len(self.meanings) != len(_steps(criterion))
        ):
            self._make_meanings(_steps(criterion))
        said = {each.rating: each.text for each in criterion.meanings}
        for step, field in zip(_steps(criterion), self.meanings, strict=True):
            _set(field, said.get(step.rating, ""))
        _set(self.guidance, criterion.guidance)
        self.family.choose(criterion.critical or "none")
        self.consequence.choose((criterion.consequence or Consequence.FAIL).value)
        self.consequence.setVisible(bool(criterion.critical))
        self.skill.choose(criterion.skill)
        self.allow_na.setChecked(criterion.allow_na)
        self.recovery.setChecked(criterion.only_recovery)
        for button, keys in zip(self._picks(), _picked(criterion), strict=True):
            button.choose(keys)

    def over(self, criterion: Criterion) -> Criterion:
        """Return the criterion with the details that stand here."""
        texts = zip(_steps(criterion), self.meanings, strict=False)
        family = "" if self.family.key() == "none" else self.family.key()
        sources, channels, topics, causes = (button.chosen() for button in self._picks())
        return replace(
            criterion,
            meanings=tuple(
                sorted(
                    (Meaning(rating=step.rating, text=field.text()) for step, field in texts if field.text()),
                    key=lambda each: each.rating,
                )
            ),
            guidance=self.guidance.text(),
            critical=family,
            consequence=Consequence(self.consequence.key()) if family else None,
            skill=self.skill.key(),
            allow_na=self.allow_na.isChecked(),
            only_recovery=self.recovery.isChecked(),
            seen_in=sources,
            channels=channels,
            topics=topics,
            causes=causes,
        )

    # ------------------------------------------------------------ inside
    def _picks(self) -> tuple[PickButton, ...]:
        return (self.sources, self.channels, self.topics, self.causes)

    def _make_meanings(self, steps: Sequence[Step]) -> None:
        """Have a text for each step, the best first."""
        for field in self.meanings:
            self._meanings.removeWidget(field)
            field.hide()
            field.deleteLater()
        self.meanings = []
        for step in steps:
            worth = weight_words(step.percent, self._formats)
            said = tr("{label} ({percent} %) means").format(label=step.label, percent=worth)
            field = GrowingText(self.themes, label=said, name="meaning", least=1)
            field.setParent(self)
            field.edited.connect(self._edited)
            self._meanings.addWidget(field)
            self.meanings.append(field)

    def _fill(self) -> None:
        families = [Choice(key=key, text=family_words(key)) for key in FAMILIES]
        self.family.set_choices([Choice(key="none", text=tr("Nobody")), *families])
        self.consequence.set_choices([Choice(key=each.value, text=consequence_words(each)) for each in Consequence])
        self.sources.set_options([Option(key=each.value, text=source_words(each)) for each in Source])

    def _connect(self) -> None:
        for field in (self.guidance, self.family, self.consequence, self.skill):
            field.edited.connect(self._edited)
        for button in self._picks():
            button.edited.connect(self._edited)
        for switch in (self.allow_na, self.recovery):
            switch.clicked.connect(self._edited)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)

    def _edited(self) -> None:
        self.consequence.setVisible(self.family.key() != "none")
        self.edited.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        Spacing(self.themes, column, margins=(4, 1, 4, 3), gap=2)
        Spacing(self.themes, self._meanings, gap=2)
        column.addLayout(self._meanings)
        column.addWidget(self.guidance)
        self._row(column, self.family, self.consequence, self.skill)
        self._row(column, self.sources, self.channels, grows=False)
        self._row(column, self.topics, self.causes, grows=False)
        self._row(column, self.allow_na, self.recovery, grows=False)
        self._row(column, self.up, self.down, self.remove, grows=False)

    def _row(self, column: QVBoxLayout, *widgets: QWidget, grows: bool = True) -> None:
        row = QHBoxLayout()
        self._rows.append(row)
        Spacing(self.themes, row, gap=2)
        for widget in widgets:
            row.addWidget(widget, int(grows))
        if not grows:
            row.addStretch(1)
        column.addLayout(row)


def _steps(criterion: Criterion) -> list[Step]:
    return sorted(criterion.scale.steps, key=lambda step: -step.percent)


def _picked(criterion: Criterion) -> tuple[tuple[str, ...], ...]:
    return (criterion.seen_in, criterion.channels, criterion.topics, criterion.causes)


def _set(field: GrowingText, text: str) -> None:
    if field.text() != text:
        field.set_text(text)
