"""One member: who it is, the roles, and the parts of the page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.skill_levels import AimKind
from csops.services.team_matrix import MemberSkills, member_skills
from csops.ui.desk import Desk
from csops.ui.hiring.team.acts import TeamActs
from csops.ui.hiring.team.sections import SECTIONS
from csops.ui.hiring.team.skills_section import SkillsSection
from csops.ui.hiring.team.words import role_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button
from csops.ui.kit.facts import Facts
from csops.ui.kit.field_kinds import ChoiceBox
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.marks import Avatar
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing

_BOX_SPACES, _NARROW = 52, 960


class MemberBoard(QWidget):
    """The page of whoever is chosen.

    Signals:
        read(object): the MemberSkills were read.
        failed(object): the exception by which reading ended.
    """

    read = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, formats: Formats, acts: TeamActs) -> None:
        super().__init__()
        self.desk, self._formats, self.acts = desk, formats, acts
        self.found: MemberSkills | None = None
        self.member_id = desk.workspace.member.id
        self._skill_id = 0
        self._people: list[int] = []
        themes = desk.themes
        self.avatar = Avatar(themes, "", step=3)
        self.name = ElidedText(themes, font="title2")
        self.who = ChoiceBox(themes, typed=False)
        self.who.setAccessibleName(tr("Member"))
        self.facts = Facts(themes, [tr("Role now"), tr("Next role"), tr("Channels held back")])
        self.role_now = Button(themes, tr("Role"), icon_name="pencil", compact=True)
        self.role_next = Button(themes, tr("Next role"), icon_name="target", compact=True)
        self.sections = [place.make(desk, formats, acts) for place in SECTIONS]
        self._lay_out()
        self.who.activated.connect(lambda place: self.show_member(self._people[place]))
        self.role_now.clicked.connect(lambda: self._set_role(AimKind.NOW))
        self.role_next.clicked.connect(lambda: self._set_role(AimKind.NEXT))
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Give the names room."""
        step = self.desk.themes.current.space(1)
        self.who.setMinimumWidth(step * _BOX_SPACES // 2)
        self.who.setMaximumWidth(step * _BOX_SPACES)

    @property
    def skills(self) -> SkillsSection:
        """The part with the levels."""
        return next(each for each in self.sections if isinstance(each, SkillsSection))

    def show_member(self, member_id: int, skill_id: int = 0) -> None:
        """Show another member, at a skill."""
        self.member_id, self._skill_id = member_id, skill_id
        self.refresh()

    def refresh(self) -> None:
        """Read the member anew."""
        workspace, member_id = self.desk.workspace, self.member_id
        self.desk.ask(
            lambda: member_skills(workspace, member_id=member_id),
            then=self._show,
            failed=self.failed.emit,
            key=("member skills", id(self)),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is little room the parts stand below each other."""
        super().resizeEvent(event)
        is_narrow = self.width() < self.desk.themes.current.px(_NARROW)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._both.setDirection(down if is_narrow else across)

    def rate(self) -> None:
        """Rate whoever is shown."""
        self.acts.rate(self.member_id, self.skills.grid.row_number())

    def _set_role(self, kind: AimKind) -> None:
        if self.found is not None:
            self.acts.set_role(self.found, kind)

    def _show(self, found: MemberSkills) -> None:
        if found.member.id != self.member_id:
            return
        self.found = found
        self._show_people(found)
        self.avatar.show_name(found.member.name)
        left = "" if found.member.active else tr(" (has left)")
        self.name.say(found.member.name + left)
        channels = {each.key: each.name for each in self.desk.team.channels}
        not_yet = [
            tr("{channel}: {skill} {level}, needs {needed}").format(
                channel=channels.get(each.channel, each.channel), skill=each.skill, level=each.level, needed=each.needed
            )
            for each in found.not_yet
        ]
        self.facts.say(
            [
                role_words(found.now, self._formats),
                role_words(found.next, self._formats),
                "; ".join(not_yet) or tr("None"),
            ]
        )
        for button in (self.role_now, self.role_next):
            button.setVisible(self.acts.may and found.member.active and bool(found.open_roles))
        for section in self.sections:
            section.show_member(found)
        if self._skill_id:
            self.skills.go_to(self._skill_id)
            self._skill_id = 0
        self.read.emit(found)

    def _show_people(self, found: MemberSkills) -> None:
        active: Sequence[tuple[int, str]] = sorted(
            ((each.id, each.name) for each in self.desk.team.members if each.active or each.id == found.member.id),
            key=lambda pair: pair[1].casefold(),
        )
        self._people = [member for member, _name in active]
        self.who.clear()
        self.who.addItems([name for _member, name in active])
        self.who.setCurrentIndex(self._people.index(found.member.id) if found.member.id in self._people else -1)
        self.who.setVisible(self.acts.may and len(active) > 1)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        head = Card(themes)
        row = QHBoxLayout()
        Spacing(themes, row, gap=3)
        row.addWidget(self.avatar)
        row.addWidget(self.name, 1)
        for part in (self.role_now, self.role_next):
            row.addWidget(part)
        row.addWidget(self.who, 1)
        head.body.addLayout(row)
        head.body.addWidget(self.facts)
        wide, beside = QVBoxLayout(), QVBoxLayout()
        for column in (wide, beside):
            Spacing(themes, column, gap=4)
        for place, section in zip(SECTIONS, self.sections, strict=True):
            (wide if place.is_wide else beside).addWidget(section)
        wide.addStretch(1)
        beside.addStretch(1)
        both = self._both = QHBoxLayout()
        Spacing(themes, both, gap=4)
        both.addLayout(wide, 5)
        both.addLayout(beside, 3)
        column = QVBoxLayout()
        Spacing(themes, column, margins=(6, 4, 6, 6), gap=4)
        column.addWidget(head)
        column.addLayout(both)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(column))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
