"""The matrix of the team as rows of the grid."""

from collections.abc import Mapping

from csops.domain.people import Member
from csops.domain.skill_gaps import GapState
from csops.domain.skill_levels import LevelSource
from csops.services.team_matrix import MatrixCell, SkillMatrix
from csops.ui.hiring.team import words
from csops.ui.hiring.team.skill_grid_model import GridCell, GridColumn, GridRow
from csops.ui.hiring.wording import kind_words, tr
from csops.ui.kit.formats import UNKNOWN, Formats


def columns_of(found: SkillMatrix) -> list[GridColumn]:
    """Return the people with their roles."""
    return [
        GridColumn(name=member.name, note=_role_of(found, member.id), number=member.id, is_person=True)
        for member in found.members
    ]


def rows_of(found: SkillMatrix, formats: Formats, names: Mapping[int, str]) -> list[GridRow]:
    """Return how near each is to the role, then the skills under their kinds, or in the order of the role."""
    rows = _fit_rows(found, formats) if found.fits else []
    if rows and found.role is not None:
        rows.append(GridRow(name=tr("Skills and their weight")))
    kind = None
    for skill, cells in zip(found.skills, found.cells, strict=True):
        if found.role is None and skill.kind is not kind:
            kind = skill.kind
            rows.append(GridRow(name=kind_words(kind)))
        rows.append(
            GridRow(
                name=skill.name,
                note=_note(found, skill.key, formats),
                number=skill.id,
                cells=tuple(
                    grid_cell(cell, who=member.name, skill=skill.name, role=_role_of(found, member.id),
                              formats=formats, names=names)
                    for member, cell in zip(found.members, cells, strict=True)
                ),
            )
        )  # fmt: skip
    return rows


def grid_cell(
    cell: MatrixCell, *, who: str, skill: str, role: str, formats: Formats, names: Mapping[int, str]
) -> GridCell:
    """Return one level with its gap; a dash where the role asks and nobody has judged."""
    told = words.cell_words(cell, who=who, skill=skill, role=role, formats=formats, names=names)
    gap = cell.gap
    if cell.level is None:
        return GridCell(text=UNKNOWN if gap is not None else "", words=told)
    return GridCell(
        text=formats.number(cell.level),
        words=told,
        level=cell.level,
        beside=words.difference_words(gap, formats),
        is_short=gap is not None and gap.state is GapState.BELOW_MINIMUM,
        is_soft=cell.said[0].source is LevelSource.SELF,
    )


def short_number(found: SkillMatrix) -> int:
    """Return how many levels are below the least that the role asks."""
    return sum(cell.gap is not None and cell.gap.state is GapState.BELOW_MINIMUM for row in found.cells for cell in row)


def _fit_rows(found: SkillMatrix, formats: Formats) -> list[GridRow]:
    """Three separate facts: fit, coverage, must-haves."""
    columns = [_fit_cells(found, member, formats) for member in found.members]
    names = (tr("Fit to the role"), tr("Weight judged"), tr("Must-haves met"))
    rows = [
        GridRow(name=name, number=-1 - place, cells=tuple(column[place] for column in columns), is_total=not place)
        for place, name in enumerate(names)
    ]
    return [GridRow(name=tr("Against the role")), *rows]


def _fit_cells(found: SkillMatrix, member: Member, formats: Formats) -> tuple[GridCell, GridCell, GridCell]:
    fit = found.fits.get(member.id)
    if fit is None:
        none = GridCell(text=UNKNOWN, words=tr("{who} has no role yet").format(who=member.name))
        return none, none, none
    skills = {skill.key: skill.name for skill in found.skills}
    told = tr("{who}, {role}: {fit}").format(
        who=member.name, role=_role_of(found, member.id), fit=words.fit_words(fit, skills, formats)
    )
    met = tr("{met} of {all}").format(met=sum(each.met is True for each in fit.must_haves), all=len(fit.must_haves))
    is_below = any(each.met is False for each in fit.must_haves)
    return (
        GridCell(text=words.fit_figure(fit, formats), words=told),
        GridCell(text=formats.share(fit.coverage / 100), words=told),
        GridCell(text=met, words=told, beside=tr("below") if is_below else "", is_short=is_below),
    )


def _note(found: SkillMatrix, skill: str, formats: Formats) -> str:
    asked = None if found.role is None else found.role.asks.asked(skill)
    return "" if asked is None else formats.share(asked.weight / 100)


def _role_of(found: SkillMatrix, member_id: int) -> str:
    if found.role is not None:
        return found.role.profile.name
    held = found.roles.get(member_id)
    return "" if held is None else held.role.profile.name
