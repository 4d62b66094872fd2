"""The parts of a report about one candidate: the sum, what interviewers wrote, decisions and notes."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from csops.domain.candidates import CandidateNote
from csops.domain.openings import Move, Outcome
from csops.domain.reports import Column, ColumnKind, Fact, Facts, Row, Section, Table, Total
from csops.domain.role_profiles import Evidence
from csops.services.comparison import Comparison, Result, Written
from csops.services.comparison_sections import (
    SAYS,
    initials,
    member_name,
    per_cent,
    skill_name,
    stage_words,
)


def overview(result: Result) -> Facts:
    """Return the three facts, and what they rest on."""
    one, comparison = result.compared, result.comparison
    found, standing = one.fit, one.standing
    if found is None or standing is None:
        stage = Fact(name="Stage", value=stage_words(one), kind=ColumnKind.TEXT)
        return Facts(title="At a glance", facts=(stage,))
    interval = standing.interval
    reach = f"8 of 10: {interval.low:.0f} to {interval.high:.0f} %" if interval else "No two interviewers share a skill"
    met = sum(each.met is True for each in found.must_haves)
    facts = [
        Fact(
            name="Fit",
            value=per_cent(found.fit),
            kind=ColumnKind.SHARE,
            decimals=1,
            note=f"{reach}; {len(found.scored_by)} of {found.panel} interviewers",
        ),
        Fact(
            name="Coverage",
            value=per_cent(found.coverage),
            kind=ColumnKind.SHARE,
            decimals=0,
            note="Weight rated over all",
        ),
        Fact(
            name="Must-haves met",
            value=f"{met} of {len(found.must_haves)}",
            kind=ColumnKind.TEXT,
            note=", ".join(skill_name(comparison, each.skill) for each in found.must_haves if each.met is False),
        ),
        Fact(
            name="The figures say",
            value=SAYS[found.recommendation],
            kind=ColumnKind.TEXT,
            note=stage_words(one),
        ),
    ]
    if standing.rank is not None:
        among = sum(each.standing is not None and each.standing.rank is not None for each in comparison.candidates)
        facts.append(Fact(name="Rank", value=standing.rank, kind=ColumnKind.INTEGER, note=f"Of {among} ranked"))
    if one.values is not None and one.values.fit is not None:
        note = "Apart from the fit, never a minimum"
        facts.append(Fact(name="Our values", value=per_cent(one.values.fit), kind=ColumnKind.SHARE, note=note))
    return Facts(title="At a glance", facts=tuple(facts))


def the_sum(result: Result) -> Iterator[Section]:
    """Yield how the fit comes about, skill by skill."""
    found, comparison = result.compared.fit, result.comparison
    if found is None:
        return
    columns = (
        Column(key="skill", title="Skill", width=30),
        Column(key="asked", title="Asked"),
        Column(key="weight", title="Weight", kind=ColumnKind.NUMBER, total=Total.SUM),
        Column(key="target", title="Target", kind=ColumnKind.INTEGER),
        Column(key="minimum", title="Minimum", kind=ColumnKind.INTEGER),
        Column(key="levels", title="Ratings", width=22),
        Column(key="mean", title="Mean", kind=ColumnKind.NUMBER, decimals=2),
        Column(key="share", title="Of target", kind=ColumnKind.SHARE, decimals=0),
        Column(key="points", title="Adds", unit="points", kind=ColumnKind.NUMBER, decimals=1, total=Total.SUM),
        Column(key="note", title="Note", width=24),
    )
    rows: list[Row] = []
    for row in found.skills:
        note = "Below the minimum" if row.is_below else "Not rated" if not row.n else ""
        note = "; ".join(part for part in (note, "Talk about this" if row.is_far_apart else "") if part)
        rows.append(
            (
                skill_name(comparison, row.skill),
                row.requirement.value,
                row.weight,
                row.target,
                row.minimum,
                ", ".join(f"{initials(comparison, who)} {level}" for who, level in row.levels),
                row.mean,
                row.share if row.n else None,
                row.points if row.n else None,
                note,
            )
        )
    note = "Adds: 100 x weight x share of the target, over the weight that was rated; together the fit"
    yield Table(key="sum", title="How the fit comes about", columns=columns, rows=tuple(rows), note=note)


def written(result: Result) -> Iterator[Section]:
    """Yield what interviewers wrote, by skill: those of the role first, in its order."""
    comparison = result.comparison
    places = {each.skill: place for place, each in enumerate(comparison.role.skills)}
    columns = [
        Column(key="skill", title="Skill", width=28),
        Column(key="who", title="By", width=20),
        Column(key="level", title="Level", kind=ColumnKind.INTEGER),
        Column(key="words", title="What was said or shown", width=60),
        Column(key="note", title="Note", width=30),
    ]
    rows = [
        (
            skill_name(comparison, each.rating.skill),
            member_name(comparison, each.member_id),
            each.rating.level,
            each.rating.evidence if each.rating.level is not None else "Not asked",
            "; ".join(_remarks(each)),
        )
        for each in sorted(result.written, key=lambda one: places.get(one.rating.skill, len(places)))
    ]
    if rows and not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]  # type: ignore[misc]  # one cell less
    if rows:
        yield Table(key="written", title="What interviewers wrote", columns=tuple(columns), rows=tuple(rows))


def _remarks(one: Written) -> Iterator[str]:
    if one.card.evidence is not Evidence.INTERVIEW:
        yield one.card.evidence.value.replace("_", " ").capitalize()
    if one.first is not None:
        yield f"First: {one.first.level or 'not asked'}"
    if one.card.saw_others:
        yield "Could see others' ratings before"


def decisions(
    moves: Sequence[tuple[str, str, Move]], comparison: Comparison, *, zone: str, one_opening: bool = True
) -> Iterator[Section]:
    """Yield what was decided on whom (openings and names with moves), the oldest first."""
    columns = [
        Column(key="opening", title="Opening", width=28),
        Column(key="at", title="When", kind=ColumnKind.DATETIME),
        Column(key="candidate", title="Candidate", width=24),
        Column(key="by", title="Decided by", width=20),
        Column(key="step", title="Step", width=26),
        Column(key="reason", title="Reason", width=44),
        Column(key="said", title="The figures said", width=22),
        Column(key="fit", title="Fit then", kind=ColumnKind.SHARE, decimals=0),
    ]
    rows: list[Row] = [
        (
            opening,
            local(move.at, zone),
            name,
            member_name(comparison, move.member_id),
            f"{move.from_stage.value} to {_goal(move)}",
            move.reason,
            f"{move.recommendation.replace('_', ' ')}{', decided against it' if move.against else ''}".strip(", "),
            per_cent(move.fit),
        )
        for opening, name, move in sorted(moves, key=lambda each: (each[2].at, each[2].id))
    ]
    if one_opening:
        columns, rows = columns[1:], [row[1:] for row in rows]
    if rows:
        note = "A person decides, with a reason; csops declines nobody"
        yield Table(key="decisions", title="Decisions", columns=tuple(columns), rows=tuple(rows), note=note)


def _goal(move: Move) -> str:
    is_going = move.to_outcome is Outcome.OPEN
    return move.to_stage.value if is_going else move.to_outcome.value.replace("_", " ")


def notes(found: Sequence[CandidateNote], comparison: Comparison, *, zone: str) -> Iterator[Section]:
    """Yield what was noted."""
    columns = (
        Column(key="at", title="When", kind=ColumnKind.DATETIME),
        Column(key="by", title="By", width=20),
        Column(key="text", title="Note", width=60),
    )
    rows = tuple((local(note.at, zone), member_name(comparison, note.member_id), note.text) for note in found)
    if rows:
        yield Table(key="notes", title="Notes", columns=columns, rows=rows)


def local(at: datetime, zone: str) -> datetime:
    """Return a moment as reports hold it: local, without its zone."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
