"""The report on what the team can do: the matrix, gaps to the roles, what hangs on one person, training."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.coverage_risk import Coverage, Risk
from csops.domain.reports import (
    Column,
    ColumnKind,
    Definition,
    Definitions,
    Fact,
    Facts,
    Report,
    Row,
    Section,
    Table,
    Text,
)
from csops.domain.skill_gaps import GapState
from csops.services.team_matrix import CoverageRisks, MatrixCell, SkillMatrix, coverage_risks, skill_matrix
from csops.services.training import Trainings, list_trainings
from csops.services.workspace import Workspace

_SOURCES = {"manager": "manager", "quality": "quality reviews", "hiring": "interview", "self": "own word"}
_GAPS = {
    GapState.BELOW_MINIMUM: "below the minimum",
    GapState.BELOW_TARGET: "below the target",
    GapState.UNKNOWN: "nobody has judged",
}
_RISKS = {Risk.NOBODY: "nobody", Risk.UNKNOWN: "not known", Risk.ONE: "one person"}
_WIDE = 10
_SOURCE = "csops, docs/hiring.md"
_WORDS = Definitions(
    entries=(
        Definition(
            term="Level",
            definition="1 not yet, 2 developing, 3 solid, 4 strong, 5 sets the example; by its behaviours.",
            source=_SOURCE,
        ),
        Definition(
            term="Whose word counts",
            definition="The newest of the manager, then of quality reviews, then of the interview; what somebody says "
            "of oneself only where nobody else has judged.",
            source=_SOURCE,
        ),
        Definition(term="Gap", definition="Level less the target of the role that the member has now.", source=_SOURCE),
    )
)


def skills_report(workspace: Workspace) -> Report:
    """Return what everybody can do against their roles, what hangs on one person, and training.

    Raises:
        NotPermitted: the role may not export.
    """
    workspace.require(Permission.EXPORT)
    matrix = skill_matrix(workspace)
    sees_all = workspace.may(Permission.TEAM_SKILLS)
    made_at = workspace.now().astimezone(ZoneInfo(workspace.shop().zone)).replace(tzinfo=None)
    hidden = () if sees_all else (_only_own(workspace),)
    return Report(
        title="Skill matrix",
        subtitle=workspace.shop().name,
        period=f"{made_at:%Y-%m-%d}",
        made_at=made_at,
        sections=(
            _overview(matrix),
            *hidden,
            *_matrix(matrix),
            *_gaps(matrix),
            *(_risks(coverage_risks(workspace)) if sees_all else ()),
            *_trainings(list_trainings(workspace)),
            _WORDS,
        ),
    )


def _only_own(workspace: Workspace) -> Text:
    words = f"{workspace.member.name} sees their own skills alone; supervisors and up see everybody's."
    return Text(title="What is not shown", paragraphs=(words,))


def _overview(matrix: SkillMatrix) -> Facts:
    cells = [cell for row in matrix.cells for cell in row if cell.gap is not None]
    states = [cell.gap.state for cell in cells if cell.gap is not None]
    reached, count = states.count(GapState.REACHED), ColumnKind.INTEGER
    return Facts(
        title="At a glance",
        facts=(
            Fact(
                name="Levels that the roles ask for",
                value=reached / len(states) if states else None,
                kind=ColumnKind.SHARE,
                note=f"{reached} of {len(states)} reached, of {len(matrix.members)} members",
            ),
            Fact(
                name="Below the minimum", value=states.count(GapState.BELOW_MINIMUM), kind=count, note="Of a role now"
            ),
            Fact(name="Nobody has judged", value=states.count(GapState.UNKNOWN), kind=count, note="Asked by a role"),
        ),
    )


def _matrix(matrix: SkillMatrix) -> Iterator[Table]:
    """Yield the levels of skills (rows) by members, ten beside each other."""
    for start in range(0, len(matrix.members), _WIDE):
        part = matrix.members[start : start + _WIDE]
        columns = (
            Column(key="skill", title="Skill", width=34),
            Column(key="kind", title="Kind"),
            *(Column(key=f"of_{member.id}", title=member.name, kind=ColumnKind.INTEGER) for member in part),
        )
        rows = tuple(
            (skill.name, skill.kind.value.replace("_", " "), *(cell.level for cell in row[start : start + _WIDE]))
            for skill, row in zip(matrix.skills, matrix.cells, strict=True)
        )
        more = f", {start // _WIDE + 1}" if start else ""
        yield Table(
            key=f"matrix_{start // _WIDE + 1}",
            title=f"Skills by members{more}",
            columns=columns,
            rows=rows,
            note="Levels from 1 to 5 that count; blank: nobody has said any",
        )


def _gaps(matrix: SkillMatrix) -> Iterator[Table]:
    names = {member.id: member.name for member in matrix.members}
    found = [
        (names[cell.member_id], skill.name, cell)
        for skill, row in zip(matrix.skills, matrix.cells, strict=True)
        for cell in row
        if cell.gap is not None and cell.gap.state is not GapState.REACHED
    ]
    columns = (
        Column(key="member", title="Member", width=22),
        Column(key="role", title="Role now", width=30),
        Column(key="skill", title="Skill", width=32),
        Column(key="asked", title="Asked"),
        Column(key="level", title="Level", kind=ColumnKind.INTEGER),
        Column(key="minimum", title="Minimum", kind=ColumnKind.INTEGER),
        Column(key="target", title="Target", kind=ColumnKind.INTEGER),
        Column(key="gap", title="Gap", kind=ColumnKind.INTEGER),
        Column(key="state", title="State", width=20),
        Column(key="source", title="Who says so", width=18),
    )
    worst = sorted(found, key=lambda each: (list(_GAPS).index(_state(each[2])), each[0], each[1]))
    rows = tuple(_gap(matrix, name, skill, cell) for name, skill, cell in worst)
    if rows:
        yield Table(key="gaps", title="Gaps", columns=columns, rows=rows, note="To the role that each has now")


def _state(cell: MatrixCell) -> GapState:
    return GapState.UNKNOWN if cell.gap is None else cell.gap.state


def _gap(matrix: SkillMatrix, name: str, skill: str, cell: MatrixCell) -> Row:
    gap, held = cell.gap, matrix.roles.get(cell.member_id)
    assert gap is not None
    return (
        name,
        "" if held is None else held.role.profile.name,
        skill,
        gap.asked.requirement.value,
        gap.level,
        gap.asked.minimum_level,
        gap.asked.target_level,
        gap.difference,
        _GAPS[gap.state],
        "" if gap.said is None else _SOURCES[gap.said.source.value],
    )


def _risks(risks: CoverageRisks) -> Iterator[Section]:
    found = [each for each in risks.found if each.risk in _RISKS]
    columns = (
        Column(key="what", title="Skill or channel", width=34),
        Column(key="needed", title="Level needed", kind=ColumnKind.INTEGER),
        Column(key="hangs", title="Hangs on", width=14),
        Column(key="able", title="Who can", width=26),
        Column(key="asked", title="Asked"),
    )
    rows = tuple(_risk(risks, each) for each in found)
    if rows:
        note = f"Of {len(risks.found)} channels and skills; the others have two people or more"
        yield Table(key="risks", title="What hangs on one person", columns=columns, rows=rows, note=note)


def _risk(risks: CoverageRisks, one: Coverage) -> Row:
    channel, skill = risks.channels.get(one.channel), risks.skills.get(one.skill)
    what = f"Channel: {channel.name}" if channel else skill.name if skill else one.channel or one.skill
    able = ", ".join(risks.members[who].name for who in one.able if who in risks.members)
    return (what, one.needed, _RISKS[one.risk], able, "required" if one.is_required else "preferred")


def _trainings(found: Trainings) -> Iterator[Section]:
    columns = (
        Column(key="day", title="Day", kind=ColumnKind.DATE),
        Column(key="name", title="Training", width=30),
        Column(key="kind", title="Kind"),
        Column(key="skill", title="Skill", width=30),
        Column(key="owner", title="Owner", width=20),
        Column(key="state", title="State"),
        Column(key="member", title="Member", width=20),
        Column(key="there", title="There"),
        Column(key="before", title="Before", kind=ColumnKind.INTEGER),
        Column(key="after", title="After", kind=ColumnKind.INTEGER),
    )
    rows = tuple(
        (
            each.training.on_day,
            each.training.name,
            each.training.kind.value,
            each.skill.name,
            each.owner.name,
            each.training.state.value,
            each.members[person.member_id].name,
            "" if person.attended is None else "yes" if person.attended else "no",
            person.level_before,
            person.level_after,
        )
        for each in found.trainings
        for person in each.training.people
    )
    if rows:
        yield Table(key="trainings", title="Training and coaching", columns=columns, rows=rows)
