"""Who can do what: skills by people as a map of levels, and beside it what hangs on one person."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.domain.access import Permission
from csops.services.team_known import KnownRole
from csops.services.team_matrix import CoverageRisks, SkillMatrix, coverage_risks, skill_matrix
from csops.ui.desk import Desk
from csops.ui.hiring.team import matrix_rows
from csops.ui.hiring.team.legend import GridLegend
from csops.ui.hiring.team.risk_card import RiskCard
from csops.ui.hiring.team.skill_grid import SkillGrid
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Card
from csops.ui.kit.field_kinds import ChoiceBox
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing

_BOX_SPACES = 56


class MatrixBoard(QWidget):
    """The matrix and the risks.

    Signals:
        member_wanted(int, int): a member shall be shown, at a skill (0: none).
        skill_wanted(int): a skill of the catalogue shall be shown.
        read(object): the SkillMatrix was read.
        failed(object): the exception by which reading ended.
    """

    member_wanted = Signal(int, int)
    skill_wanted = Signal(int)
    read = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        self.desk, self._formats = desk, formats
        self.found: SkillMatrix | None = None
        self.profile_id: int | None = None
        self._roles: list[int | None] = [None]
        self.sees_all = desk.workspace.may(Permission.TEAM_SKILLS)
        themes = desk.themes
        self.card = Card(themes, title=tr("Who can do what"), padded=False)
        assert self.card.heading is not None, "a card with a title has a heading"
        self.role = ChoiceBox(themes, typed=False)
        self.role.setAccessibleName(tr("Held against the role"))
        self.card.heading.add(self.role)
        self.grid = SkillGrid(themes, name=tr("Skills of the team"))
        self.legend = GridLegend(themes)
        self.said = Text(themes, font="small", colour="text.secondary", wrap=True, figures=True)
        self.risks = RiskCard(themes)
        self._lay_out()
        self._connect()
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Give the roles and the risks their room."""
        theme = self.desk.themes.current
        self.role.setFixedWidth(theme.space(1) * _BOX_SPACES)
        self.risks.setFixedWidth(theme.size("sidePanel", 0))
        self.said.setMinimumHeight(2 * theme.line("small"))

    def refresh(self) -> None:
        """Read the matrix and the risks anew."""
        workspace, profile_id = self.desk.workspace, self.profile_id

        def read() -> tuple[SkillMatrix, CoverageRisks | None]:
            found = skill_matrix(workspace, profile_id=profile_id)
            return found, coverage_risks(workspace) if workspace.may(Permission.TEAM_SKILLS) else None

        self.desk.ask(read, then=self._show, failed=self.failed.emit, key=("skill matrix", id(self)))

    def choose_role(self, profile_id: int | None) -> None:
        """Hold everybody against a role, or each against their own."""
        self.profile_id = profile_id
        self.refresh()

    def _show(self, read: tuple[SkillMatrix, CoverageRisks | None]) -> None:
        self.found, risks = read
        found = self.found
        names = {member.id: member.name for member in self.desk.team.members}
        self._show_roles(found.open_roles)
        self.grid.show_rows(matrix_rows.columns_of(found), matrix_rows.rows_of(found, self._formats, names))
        self.legend.show_short(matrix_rows.short_number(found))
        if risks is not None:
            self.risks.show_risks(risks)
        self.read.emit(found)

    def _say(self, words: str) -> None:
        hint = tr("Enter opens the member at that skill, Shift Enter the skill, Ctrl C copies the table")
        self.said.say(words or hint)

    def _show_roles(self, roles: Sequence[KnownRole]) -> None:
        self._roles = [None, *(each.profile.id for each in roles)]
        if self.profile_id not in self._roles:
            self._roles.append(self.profile_id)
        self.role.blockSignals(True)
        self.role.clear()
        self.role.addItems([tr("Each against their own role"), *(each.profile.name for each in roles)])
        if self.found is not None and self.found.role is not None and len(self._roles) > self.role.count():
            self.role.addItem(self.found.role.profile.name)
        self.role.setCurrentIndex(self._roles.index(self.profile_id))
        self.role.blockSignals(False)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        self.card.body.addWidget(self.grid, 1)
        foot = QWidget()
        inner = QHBoxLayout(foot)
        Spacing(themes, inner, margins=(4, 2, 4, 3), gap=4)
        inner.addWidget(self.legend, 0, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(self.said, 1)
        self.card.body.addWidget(foot)
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(6, 4, 6, 6), gap=4)
        row.addWidget(self.card, 1)
        row.addWidget(self.risks)
        self.risks.setVisible(self.sees_all)

    def _connect(self) -> None:
        self.role.activated.connect(lambda place: self.choose_role(self._roles[place]))
        self.grid.said.connect(self._say)
        self.grid.picked.connect(lambda skill, member: self.member_wanted.emit(member, max(0, skill)))
        self.grid.column_picked.connect(lambda member: self.member_wanted.emit(member, 0))
        self.grid.row_picked.connect(lambda skill: self.skill_wanted.emit(skill) if skill > 0 else None)
        self.risks.member_wanted.connect(lambda member: self.member_wanted.emit(member, 0))
