"""One row of a profile: what it asks of a skill."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from csops.domain.role_profiles import Evidence, ProfileSkill, Requirement
from csops.domain.skills import HIGHEST, LOWEST
from csops.ui.hiring.profiles.profile_words import evidence_word, evidence_words, requirement_words
from csops.ui.hiring.wording import level_words, tr
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.field_kinds import ChoiceBox
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.reading import read_number
from csops.ui.kit.theme import Themes
from csops.ui.kit.weights import WeightLine, weight_words

LEVELS = range(LOWEST, HIGHEST + 1)
_ANY_WIDTH = 16_777_215  # Qt's own for no limit


class Room(Enum):
    """How a row stands: in a line with all words, in a line with an icon for how a skill is looked at, in three."""

    ENOUGH = "enough"
    SOME = "some"
    LITTLE = "little"


class SkillRow(QObject):
    """The widgets of one row; whoever lays them out is a SkillTable.

    Signals:
        edited: a person changed something.
        removed: the row shall go.
    """

    edited = Signal()
    removed = Signal()

    def __init__(self, themes: Themes, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self._formats, self._themes = formats, themes
        self._asked = ProfileSkill(skill="", weight=0, target_level=3)
        self._evidence: tuple[Evidence, ...] = (Evidence.INTERVIEW,)
        self.name = ElidedText(themes, font="bodyStrong")
        self.requirement = ChoiceBox(themes, typed=False)
        self.weight = WeightLine(themes)
        self.hold = IconButton(themes, "lock-open", name="", role=Role.GHOST, compact=True)
        self.hold.setCheckable(True)
        self.target = ChoiceBox(themes, typed=False)
        self.minimum = ChoiceBox(themes, typed=False)
        self.evidence = Button(themes, "", icon_name="eye", compact=True)
        self.remove = IconButton(themes, "x", name="", role=Role.GHOST, compact=True)
        self.problem = Text(themes, font="small", colour="danger.text", wrap=True)
        for each in Requirement:
            self.requirement.addItem(requirement_words(each), each)
        for widget in self.widgets():
            widget.setParent(parent)
        self.set_room(Room.ENOUGH)
        self._connect()

    def widgets(self) -> Sequence[QWidget]:
        """Return the widgets in the order in which Tab goes through them."""
        before = (self.name, self.requirement, self.weight, self.hold, self.target, self.minimum, self.evidence)
        return (*before, self.remove, self.problem)

    @property
    def skill(self) -> str:
        """The key of the skill."""
        return self._asked.skill

    @property
    def is_held(self) -> bool:
        """Whether its weight stays when the rest is shared out."""
        return self.hold.isChecked()

    def show_asked(self, asked: ProfileSkill, *, name: str, is_held: bool) -> None:
        """Show what is asked of a skill; nobody is told."""
        self._asked, self._evidence = asked, asked.evidence
        self.name.say(name)
        _choose(self.requirement, asked.requirement)
        self.weight.setText(weight_words(asked.weight, self._formats) if asked.weight else "")
        self.hold.setChecked(is_held)
        _choose(self.target, asked.target_level)
        _choose(self.minimum, asked.minimum_level or 0)
        self._say_names(name)
        self._show_hold()
        self._show_evidence()
        self.show_problem("")

    def asked(self) -> ProfileSkill:
        """Return what the row says; a weight that is no number is 0."""
        number = read_number(self.weight.text(), self._formats.locale)
        return ProfileSkill(
            skill=self._asked.skill,
            requirement=self.requirement.currentData(),
            weight=float(number) if number is not None else 0.0,
            target_level=self.target.currentData(),
            minimum_level=self.minimum.currentData() or None,
            evidence=self._evidence,
        )

    def set_weight(self, weight: float) -> None:
        """Show another weight; nobody is told."""
        self.weight.setText(weight_words(weight, self._formats))

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the row, or nothing."""
        self.problem.say(sentence)
        self.problem.setVisible(bool(sentence))

    def set_room(self, room: Room) -> None:
        """Say more or less, as there is room."""
        is_wordy = room is Room.LITTLE
        target = tr("Target {level}") if is_wordy else "{level}"
        least = tr("At least {level}") if is_wordy else "{level}"
        none = tr("No minimum") if is_wordy else tr("none")
        _fill(self.target, [(target.format(level=level), level) for level in LEVELS])
        _fill(self.minimum, [(none, 0), *((least.format(level=level), level) for level in LEVELS)])
        for box in (self.requirement, self.target, self.minimum):
            _fit_words(box, self._themes, may_grow=is_wordy)
        self.evidence.set_words_shown(room is not Room.SOME)
        self._show_evidence()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the row be read, not changed."""
        self.weight.setReadOnly(is_read_only)
        for box in (self.requirement, self.target, self.minimum):
            box.setEnabled(not is_read_only)
        for button in (self.hold, self.remove):
            button.setVisible(not is_read_only)
        self.evidence.setEnabled(not is_read_only)

    # ------------------------------------------------------------ inside
    def _connect(self) -> None:
        for box in (self.requirement, self.target, self.minimum):
            box.activated.connect(lambda _place: self.edited.emit())
        self.weight.textEdited.connect(lambda _text: self.edited.emit())
        self.weight.stepped.connect(self._step)
        self.hold.toggled.connect(self._held)
        self.evidence.clicked.connect(self.open_evidence)
        self.remove.clicked.connect(self.removed)

    def _step(self, by: int) -> None:
        self.set_weight(max(1.0, min(100.0, self.asked().weight + by)))
        self.edited.emit()

    def _held(self, _is_held: bool) -> None:
        self._show_hold()
        self.edited.emit()

    def evidence_menu(self) -> QMenu:
        """Return the ways to look at the skill, those chosen ticked."""
        menu = QMenu(self.evidence)
        for each in Evidence:
            action = QAction(evidence_word(each), menu)
            action.setCheckable(True)
            action.setChecked(each in self._evidence)
            action.toggled.connect(lambda is_on, which=each: self._choose_evidence(which, is_on=is_on))
            menu.addAction(action)
        return menu

    def open_evidence(self) -> None:
        """Open the menu of the ways to look at the skill."""
        menu = self.evidence_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.evidence.mapToGlobal(self.evidence.rect().bottomLeft()))

    def _choose_evidence(self, which: Evidence, *, is_on: bool) -> None:
        chosen = {*self._evidence, which} if is_on else {*self._evidence} - {which}
        # At least one: what nobody looks at cannot be rated.
        self._evidence = tuple(each for each in Evidence if each in chosen) or self._evidence
        self._show_evidence()
        self.edited.emit()

    def _show_hold(self) -> None:
        name = self.name.words()
        held = tr("The weight of {skill} stays when the rest is shared out. Let it go").format(skill=name)
        free = tr("Let the weight of {skill} stay when the rest is shared out").format(skill=name)
        is_held = self.hold.isChecked()
        self.hold.show_icon("lock" if is_held else "lock-open", name=held if is_held else free)

    def _show_evidence(self) -> None:
        said, more = evidence_word(self._evidence[0]), len(self._evidence) - 1
        self.evidence.setText(f"{said} +{more}" if more else said)
        whole = tr("{skill} is looked at by: {ways}")
        told = whole.format(skill=self.name.words(), ways=evidence_words(self._evidence))
        self.evidence.set_mark("" if self._evidence == (Evidence.INTERVIEW,) else told)
        self.evidence.setAccessibleName(told)
        self.evidence.setToolTip(told)
        self.evidence.theme_changed()

    def _say_names(self, name: str) -> None:
        self.requirement.setAccessibleName(tr("{skill}: required or preferred").format(skill=name))
        self.weight.setAccessibleName(tr("{skill}: weight in per cent").format(skill=name))
        self.target.setAccessibleName(tr("{skill}: target level").format(skill=name))
        self.minimum.setAccessibleName(tr("{skill}: minimum level").format(skill=name))
        said = tr("Take {skill} out of the profile").format(skill=name)
        self.remove.setAccessibleName(said)
        self.remove.setToolTip(said)


def _fill(box: ChoiceBox, items: Sequence[tuple[str, int]]) -> None:
    before = box.currentData()
    box.clear()
    for text, data in items:
        box.addItem(text, data)
        if data:
            box.setItemData(box.count() - 1, level_words(data), Qt.ItemDataRole.ToolTipRole)
    _choose(box, before)


def _choose(box: ChoiceBox, data: object) -> None:
    place = next((place for place in range(box.count()) if box.itemData(place) == data), 0)
    box.setCurrentIndex(place)


def _fit_words(box: ChoiceBox, themes: Themes, *, may_grow: bool) -> None:
    """Be as wide as the longest words and the arrow: Qt measures by the widest letter."""
    longest = max(box.fontMetrics().horizontalAdvance(box.itemText(place)) for place in range(box.count()))
    theme = themes.current
    width = longest + theme.size("icon") + 2 * theme.space(3) + theme.space(1)
    box.setMinimumContentsLength(1)
    box.setMinimumWidth(width)
    box.setMaximumWidth(_ANY_WIDTH if may_grow else width)
