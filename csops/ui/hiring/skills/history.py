"""Who changed what of a skill, with the words before and after."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.changes import Step
from csops.services.skills import MOST_CHANGES, SkillChange, history_of_skill
from csops.ui.desk import Desk
from csops.ui.hiring.skills.skill_words import changed_words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing


class SkillHistory(Dialog):
    """The acts on one skill, the newest first."""

    def __init__(self, desk: Desk, parent: QWidget, *, skill_id: int, name: str) -> None:
        super().__init__(desk.themes, parent, title=desk.tr("History of {name}").format(name=name), width=1)
        self._desk = desk
        self.rows = QVBoxLayout()
        Spacing(desk.themes, self.rows, gap=4)
        self.state = Text(desk.themes, colour="text.secondary", wrap=True)
        self.rows.addWidget(self.state)
        area = scrolling(self.rows)
        area.setMinimumHeight(desk.themes.current.size("listPane"))
        self.body.addWidget(area)
        self.closed.connect(self.deleteLater)
        workspace = desk.workspace
        desk.ask(lambda: history_of_skill(workspace, skill_id=skill_id), then=self.show_changes)

    def show_changes(self, changes: Sequence[SkillChange]) -> None:
        """List the acts."""
        formats = Formats(zone=ZoneInfo(self._desk.team.shop.zone))
        for change in changes:
            self.rows.addWidget(_Told(self._desk, change, formats))
        self.rows.addStretch(1)
        self.state.setVisible(not changes or len(changes) == MOST_CHANGES)
        latest = self.tr("The latest {number}").format(number=MOST_CHANGES)
        self.state.say(latest if changes else self.tr("Nothing was changed yet"))


class _Told(QWidget):
    """One act: what, who and when; below, each field as it was and as it is since."""

    def __init__(self, desk: Desk, change: SkillChange, formats: Formats) -> None:
        super().__init__()
        themes, member = desk.themes, desk.team.member(change.member_id)
        column = QVBoxLayout(self)
        Spacing(themes, column, gap=1)
        step = {Step.UNDO: self.tr("taken back"), Step.REDO: self.tr("done again")}.get(change.step, "")
        what = f"{desk.tr(change.what)} ({step})" if step else desk.tr(change.what)
        who = member.name if member else self.tr("csops")
        at = formats.moment(change.at, now=desk.workspace.now())
        head = self.tr("{what}, {who}, {when}").format(what=what, who=who, when=at)
        column.addWidget(Text(themes, head, font="bodyStrong", wrap=True))
        told = [head]
        for each in change.fields:
            label, before, after = changed_words(each, desk.team.channels)
            column.addWidget(Text(themes, label, font="smallStrong", colour="text.secondary"))
            for said in (self.tr("Before: {words}"), self.tr("Since: {words}")):
                words = said.format(words=before if said == self.tr("Before: {words}") else after)
                column.addWidget(Text(themes, words, wrap=True))
                told.append(words)
        self.setAccessibleName(". ".join(told))
