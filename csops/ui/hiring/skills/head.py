"""The head of one skill: its name, and what can be done with it beside editing its words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.skills import Skill
from csops.services import skills
from csops.ui.desk import Desk, Said
from csops.ui.hiring.skills.history import SkillHistory
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.spacing import Spacing


class SkillHead(QWidget):
    """Shows the name of a skill; retires it, brings it back, removes it where nothing names it, shows its history.

    Signals:
        failed(object): an exception that stopped one of these.
    """

    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, themes = desk, desk.themes
        self.may_change = desk.workspace.may(Permission.CATALOGUE)
        self._skill: Skill | None = None
        self.title = ElidedText(themes, font="title2")
        self.history = IconButton(themes, "history", name=self.tr("History of this skill"), role=Role.GHOST)
        self.retire = Button(themes, self.tr("Retire"), icon_name="archive")
        self.remove = IconButton(themes, "trash-2", name=self.tr("Remove this skill"), role=Role.GHOST)
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(5, 3, 4, 2), gap=2)
        row.addWidget(self.title, 1)
        for button in (self.history, self.remove, self.retire):
            row.addWidget(button)
        self.history.clicked.connect(self.show_history)
        self.retire.clicked.connect(self.change_active)
        self.remove.clicked.connect(self.take_away)

    def show_skill(self, skill: Skill, *, is_used: bool) -> None:
        """Show a skill, and what can be done with it."""
        self._skill, is_kept = skill, bool(skill.id)
        self.title.say(skill.name or self.tr("New skill"))
        self.history.setVisible(is_kept)
        self.remove.setVisible(self.may_change and is_kept and not is_used)
        self.retire.setVisible(self.may_change and is_kept)
        self.retire.setText(self.tr("Retire") if skill.active else self.tr("Bring back"))
        self.retire.setAccessibleName(self.retire.text())
        self.retire.theme_changed()

    def show_history(self) -> None:
        """Show who changed what."""
        if self._skill is not None and self._skill.id:
            SkillHistory(self.desk, self.window(), skill_id=self._skill.id, name=self._skill.name).open()

    def change_active(self) -> None:
        """Retire the skill, or bring it back."""
        skill, workspace = self._skill, self.desk.workspace
        if skill is None or not skill.id:
            return
        act = skills.retire_skill if skill.active else skills.bring_back_skill
        said = self.tr("{name} retired") if skill.active else self.tr("{name} can be chosen again")
        self.desk.act(
            lambda: act(workspace, skill_id=skill.id),
            failed=self.failed.emit,
            said=Said(text=said.format(name=skill.name)),
        )

    def take_away(self) -> None:
        """Remove a skill that nothing names."""
        skill, workspace = self._skill, self.desk.workspace
        if skill is None or not skill.id:
            return
        self.desk.act(
            lambda: skills.remove_skill(workspace, skill_id=skill.id),
            failed=self.failed.emit,
            said=Said(text=self.tr("{name} removed").format(name=skill.name)),
        )
