"""A member's levels by who says so, side by side, against the roles; below them the history of one skill."""

from csops.domain.skill_gaps import GapState, SkillGap
from csops.domain.skill_levels import LEADS, LevelSource, SkillLevel
from csops.services.team_matrix import MemberSkill, MemberSkills
from csops.ui.desk import Desk
from csops.ui.hiring.team.acts import TeamActs
from csops.ui.hiring.team.member_section import MemberSection
from csops.ui.hiring.team.skill_grid import SkillGrid
from csops.ui.hiring.team.skill_grid_model import GridCell, GridColumn, GridRow
from csops.ui.hiring.team.words import (
    asked_words,
    difference_words,
    evidence_words,
    gap_words,
    said_words,
    source_words,
)
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Button
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.kit.labels import Text

_COUNTS, _NOW, _NEXT = 1, 10, 11
MOST_HISTORY = 12


class SkillsSection(MemberSection):
    """The grid of skills by sources, and the judgements of the skill that is current."""

    def __init__(self, desk: Desk, formats: Formats, acts: TeamActs) -> None:
        super().__init__(desk, formats, acts, title=tr("Levels by who says so"))
        self.found: MemberSkills | None = None
        themes = desk.themes
        self.grid = SkillGrid(themes, name=tr("Skills by who says so"), fits=True)
        self.none = Text(themes, colour="text.secondary", wrap=True)
        self.about = Text(themes, font="bodyStrong", wrap=True)
        self.history = Text(themes, font="small", colour="text.secondary", wrap=True, figures=True)
        self.rate = Button(themes, tr("Rate"), icon_name="pencil", compact=True)
        assert self.heading is not None, "a section has a title"
        self.heading.add(self.rate)
        for part in (self.none, self.grid, self.about, self.history):
            self.body.addWidget(part)
        self.grid.row_changed.connect(self._show_history)
        self.grid.picked.connect(lambda skill, _column: self._rate(skill))
        self.rate.clicked.connect(lambda: self._rate(self.grid.row_number()))

    def show_member(self, found: MemberSkills) -> None:
        """Show the levels of a member."""
        self.found = found
        may_rate = self.acts.may_rate(found.member.id) and found.member.active
        self.rate.setVisible(may_rate and bool(found.skills or found.others))
        self.grid.setVisible(bool(found.skills))
        self.none.setVisible(not found.skills)
        self.none.say(_nothing(found))
        self.grid.show_rows(self._columns(found), [self._row(each, found) for each in found.skills])
        self._show_history(self.grid.row_number())

    def go_to(self, skill_id: int) -> None:
        """Make a skill current."""
        self.grid.go_to(skill_id)

    def _rate(self, skill_id: int) -> None:
        if self.found is not None and self.acts.may_rate(self.found.member.id) and self.found.member.active:
            self.acts.rate(self.found.member.id, skill_id)

    def _columns(self, found: MemberSkills) -> list[GridColumn]:
        sources = [each for each in LEADS if any(one.source is each for skill in found.skills for one in skill.said)]
        columns = [GridColumn(name=tr("Counts"), number=_COUNTS)]
        columns += [GridColumn(name=source_words(each), number=2 + LEADS.index(each)) for each in sources]
        for held, number in ((found.now, _NOW), (found.next, _NEXT)):
            if held is not None:
                columns.append(GridColumn(name=tr("Role asks") if number == _NOW else tr("Next asks"), number=number))
        return columns

    def _row(self, each: MemberSkill, found: MemberSkills) -> GridRow:
        cells = {_COUNTS: self._counting(each)}
        by_source = {one.source: one for one in each.said}
        for source in LEADS:
            cells[2 + LEADS.index(source)] = self._source_cell(each, source, by_source.get(source))
        for number, gap in ((_NOW, each.now), (_NEXT, each.next)):
            cells[number] = self._asked_cell(each, gap)
        shown = tuple(cells[column.number] for column in self._columns(found))
        return GridRow(name=each.skill.name, number=each.skill.id, cells=shown)

    def _counting(self, each: MemberSkill) -> GridCell:
        if not each.said:
            return GridCell(text=UNKNOWN, words=tr("{skill}: not judged yet").format(skill=each.skill.name))
        said = each.said[0]
        gap = each.now
        words = tr("{skill}: {level}").format(skill=each.skill.name, level=self._told(said))
        return GridCell(
            text=self.formats.number(said.level),
            words=words if gap is None else f"{words}; {gap_words(gap)}",
            level=said.level,
            beside=difference_words(gap, self.formats),
            is_short=gap is not None and gap.state is GapState.BELOW_MINIMUM,
            is_soft=said.source is LevelSource.SELF,
        )

    def _source_cell(self, each: MemberSkill, source: LevelSource, said: SkillLevel | None) -> GridCell:
        who = source_words(source)
        if said is None:
            words = tr("{skill}, {source}: nothing said").format(skill=each.skill.name, source=who)
            return GridCell(text=UNKNOWN, words=words)
        words = tr("{skill}: {level}").format(skill=each.skill.name, level=self._told(said))
        evidence = evidence_words(said)
        return GridCell(
            text=self.formats.number(said.level),
            words=f"{words}: {evidence}" if evidence else words,
            level=said.level,
            is_soft=source is LevelSource.SELF,
        )

    def _asked_cell(self, each: MemberSkill, gap: SkillGap | None) -> GridCell:
        if gap is None:
            return GridCell(text="", words=tr("{skill}: not asked for").format(skill=each.skill.name))
        words = tr("{skill}: asks for {asked}, {gap}")
        said = words.format(skill=each.skill.name, asked=asked_words(gap), gap=gap_words(gap))
        least = gap.asked.minimum_level
        return GridCell(
            text=self.formats.number(gap.asked.target_level),
            words=said,
            beside="" if least is None else tr("min {least}").format(least=least),
        )

    def _told(self, said: SkillLevel) -> str:
        names = {each.id: each.name for each in self.desk.team.members}
        return said_words(said, self.formats, names)

    def _show_history(self, skill_id: int) -> None:
        found = None if self.found is None else self.found.skills
        each = next((one for one in found or () if one.skill.id == skill_id), None)
        lines = [] if each is None else [self._line(one) for one in each.history[:MOST_HISTORY]]
        self.about.setVisible(each is not None)
        self.history.setVisible(each is not None)
        if each is None:
            return
        self.about.say(tr("History of {skill}").format(skill=each.skill.name))
        self.history.say("  ·  ".join(lines) if lines else tr("Nobody has judged it yet"))

    def _line(self, said: SkillLevel) -> str:
        evidence = evidence_words(said)
        return f"{self._told(said)}: {evidence}" if evidence else self._told(said)


def _nothing(found: MemberSkills) -> str:
    if not found.others:
        return tr("There are no skills yet: begin the catalogue in the tab beside")
    return tr("Nothing is said of {name} yet. Rate some skills, or give a role, and its skills stand here").format(
        name=found.member.name
    )
