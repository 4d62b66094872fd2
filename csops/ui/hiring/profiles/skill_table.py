"""The skills of a profile as rows that are edited in place, with the running sum of their weights."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csops.domain.errors import CsopsError
from csops.domain.role_profiles import WHOLE, ProfileKind, ProfileSkill, shared_out
from csops.domain.skills import Skill, SkillKind
from csops.ui.hiring.profiles.profile_words import Names, problem_words, skill_in
from csops.ui.hiring.profiles.skill_row import Room, SkillRow
from csops.ui.hiring.wording import tr
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.kit.weights import WeightSum

_NAME_LETTERS = 15
"""So much of a name shall be seen where a row is one line."""


class SkillTable(QWidget):
    """What a profile asks, skill by skill. Where there is little room a row takes three lines.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__()
        self.themes, self._formats = themes, formats
        self._kind = ProfileKind.ROLE
        self._names: dict[str, str] = {}
        self._skills: tuple[Skill, ...] = ()
        self._pool: list[SkillRow] = []
        self._count = 0
        self._room: Room | None = None
        self._needed: dict[Room, int] = {}
        self._is_read_only = False
        self._body = QWidget()
        # Within the body from the beginning: what is shown before it has a place would be a window of its own.
        self._heads = [Text(themes, font="smallStrong", colour="text.secondary", parent=self._body) for _ in range(5)]
        self._grid = QGridLayout(self._body)
        Spacing(themes, self._grid, gap=1, across=2)
        self.sum = WeightSum(themes, formats)
        self.add = ChoiceField(themes, label=tr("Add a skill"), placeholder=tr("Type a part of its name"))
        self._lay_out()
        self.sum.share_wanted.connect(self.share_out)
        self.add.edited.connect(self._add_chosen)
        themes.changed.connect(self._refit)

    # ------------------------------------------------------------ what is shown
    def set_skills(self, skills: Sequence[Skill], *, kind: ProfileKind) -> None:
        """Take the catalogue: what skills are called, and which can be added to a profile of this kind."""
        self._skills, self._kind = tuple(skills), kind
        self._names = {skill.key: skill.name for skill in skills}
        self.add.label.say(tr("Add a value") if kind is ProfileKind.VALUES else tr("Add a skill"))
        self._offer()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the rows be read, not changed."""
        self._is_read_only = is_read_only
        for widget in (self.sum.share, self.add):
            widget.setVisible(not is_read_only)

    def show_rows(self, rows: Sequence[ProfileSkill], *, held: Collection[str] = ()) -> None:
        """Show what is asked; nobody is told."""
        while len(self._pool) < len(rows):
            self._pool.append(self._new_row())
        self._count = len(rows)
        for row, asked in zip(self._pool, rows, strict=False):
            row.show_asked(asked, name=self.name_of(asked.skill), is_held=asked.skill in held)
        self._offer()
        self._refit()
        self._show_sum()

    def rows(self) -> tuple[ProfileSkill, ...]:
        """Return what the rows ask."""
        return tuple(row.asked() for row in self.shown())

    def held(self) -> list[str]:
        """Return the keys of the skills whose weight is held."""
        return [row.skill for row in self.shown() if row.is_held]

    def shown(self) -> list[SkillRow]:
        """Return the rows that are shown, in their order."""
        return self._pool[: self._count]

    def name_of(self, key: str) -> str:
        """Return what a skill is called, its key where the catalogue has it not."""
        return self._names.get(key, key)

    @property
    def names(self) -> Names:
        """What each skill is called."""
        return self._names

    def show_problem(self, error: CsopsError | None) -> None:
        """Say what is wrong where it is: at a row, or at the sum. None: nothing is."""
        self._show_sum()
        for row in self.shown():
            row.show_problem("")
        if error is None:
            return
        sentence = problem_words(error, self._names)
        key = skill_in(words(error).field, self._names)
        row_of = next((row for row in self.shown() if row.skill == key), None)
        if row_of is not None:
            row_of.show_problem(sentence)
        else:
            self.sum.complain(sentence)

    # ------------------------------------------------------------ changing
    def add_skill(self, key: str) -> None:
        """Add a row for a skill, with what is left of the weight, and put the keys into it."""
        rows = self.rows()
        left = WHOLE - sum(each.weight for each in rows)
        asked = ProfileSkill(skill=key, weight=max(0.0, round(left, 2)), target_level=3)
        self.show_rows([*rows, asked], held=self.held())
        self.edited.emit()
        self.shown()[-1].weight.setFocus(Qt.FocusReason.OtherFocusReason)

    def share_out(self) -> None:
        """Let those weights that are not held share what the others leave of 100."""
        try:
            shared = shared_out(self.rows(), fixed=self.held())
        except CsopsError as error:
            self.sum.complain(problem_words(error, self._names))
            return
        for row, asked in zip(self.shown(), shared, strict=True):
            row.set_weight(asked.weight)
        self.edited.emit()

    def _take_out(self, row: SkillRow) -> None:
        place = self.shown().index(row)
        rows, held = list(self.rows()), self.held()
        del rows[place]
        self.show_rows(rows, held=held)
        self.edited.emit()
        near = self.shown()
        (near[min(place, len(near) - 1)].weight if near else self.add.control).setFocus()

    def _add_chosen(self) -> None:
        key = self.add.key()
        if key and key not in {row.skill for row in self.shown()}:
            self.add.choose("")
            self.add_skill(key)

    def _offer(self) -> None:
        there = {row.skill for row in self.shown()}
        is_value = self._kind is ProfileKind.VALUES
        wanted = [skill for skill in self._skills if skill.active and (skill.kind is SkillKind.VALUE) == is_value]
        self.add.set_choices([Choice(key=one.key, text=one.name) for one in wanted if one.key not in there])
        self.add.choose("")

    def _show_sum(self) -> None:
        self.sum.show_sum(sum(row.weight for row in self.rows()))

    # ------------------------------------------------------------ how it is laid out
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: one line or three for each row."""
        super().resizeEvent(event)
        self._fit()

    def _refit(self) -> None:
        self._room = None
        self._needed = {room: self._wanted_width(room) for room in (Room.ENOUGH, Room.SOME)}
        self._fit()

    def _fit(self) -> None:
        fitting = (room for room, needed in self._needed.items() if needed <= self.width())
        room = next(fitting, Room.LITTLE)
        if room is not self._room:
            self._room = room
            self._place_all(room)

    def _wanted_width(self, room: Room) -> int:
        """How wide a row is in one line."""
        if not self._pool:
            return 0
        row, gap = self._pool[0], self.themes.current.space(2)
        row.set_room(room)
        controls = [row.weight, row.hold, row.target, row.remove, row.evidence]
        controls += [row.requirement, row.minimum] if self._kind is ProfileKind.ROLE else []
        letters = _NAME_LETTERS * row.name.fontMetrics().averageCharWidth()
        return letters + sum(_width(widget) + gap for widget in controls)

    def _place_all(self, room: Room) -> None:
        is_narrow, is_role = room is Room.LITTLE, self._kind is ProfileKind.ROLE
        while self._grid.takeAt(0) is not None:
            pass
        for head in self._heads:
            head.setVisible(not is_narrow and self._count > 0)
        if not is_narrow:
            self._place_heads(room)
        for place, row in enumerate(self._pool):
            is_shown = place < self._count
            for widget in row.widgets():
                widget.setVisible(is_shown)
            row.problem.setVisible(is_shown and bool(row.problem.words()))
            if not is_shown:
                continue
            row.set_room(room)
            row.set_read_only(self._is_read_only)
            row.requirement.setVisible(is_role)
            row.minimum.setVisible(is_role)
            (self._place_narrow if is_narrow else self._place_wide)(row, place)
        self._grid.setColumnStretch(0, 1)

    def _place_heads(self, room: Room) -> None:
        is_role = self._kind is ProfileKind.ROLE
        by = tr("Looked at by") if room is Room.ENOUGH else tr("By")
        named = [(tr("Skill"), 0), (tr("Weight"), 2), (tr("Target"), 4), (tr("Minimum"), 5), (by, 6)]
        for head, (said, column) in zip(self._heads, named, strict=True):
            head.say(said)
            head.setVisible(self._count > 0 and (is_role or column != 5))
            self._grid.addWidget(head, 0, column)

    def _place_wide(self, row: SkillRow, place: int) -> None:
        line = 1 + 2 * place
        cells = (row.name, row.requirement, row.weight, row.hold, row.target, row.minimum, row.evidence, row.remove)
        for column, widget in enumerate(cells):
            self._grid.addWidget(widget, line, column)
        self._grid.addWidget(row.problem, line + 1, 0, 1, len(cells))

    def _place_narrow(self, row: SkillRow, place: int) -> None:
        line = 4 * place
        self._grid.addWidget(row.name, line, 0, 1, 3)
        self._grid.addWidget(row.remove, line, 3, Qt.AlignmentFlag.AlignTrailing)
        self._grid.addWidget(row.requirement, line + 1, 0)
        self._grid.addWidget(row.weight, line + 1, 1)
        self._grid.addWidget(row.hold, line + 1, 2)
        self._grid.addWidget(row.target, line + 2, 0)
        self._grid.addWidget(row.minimum, line + 2, 1, 1, 2)
        self._grid.addWidget(row.evidence, line + 2, 3)
        self._grid.addWidget(row.problem, line + 3, 0, 1, 4)

    def _new_row(self) -> SkillRow:
        row = SkillRow(self.themes, self._formats, self._body)
        row.edited.connect(self._edited)
        row.removed.connect(lambda: self._take_out(row))
        self._put_in_tab_order(row)
        return row

    def _put_in_tab_order(self, row: SkillRow) -> None:
        """Let Tab reach a row before what stands below it: rows are made last."""
        before = self.sum.share.previousInFocusChain()
        while before is not None and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
            before = before.previousInFocusChain()
        for widget in row.widgets():
            if before is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                self.setTabOrder(before, widget)
                before = widget

    def _edited(self) -> None:
        self._show_sum()
        self.edited.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        Spacing(self.themes, column, gap=3)
        column.addWidget(self._body)
        column.addWidget(self.sum)
        column.addWidget(self.add)


def _width(widget: QWidget) -> int:
    """How wide a widget is at least, and no wider than it may be."""
    return min(max(widget.sizeHint().width(), widget.minimumWidth()), widget.maximumWidth())
