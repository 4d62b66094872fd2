"""The parts of a report about candidates beside each other: results, skills, what to talk about, what is hidden."""

from collections.abc import Hashable, Iterator, Sequence

from csops.domain.hiring import Fit, Recommendation
from csops.domain.reports import (
    Assumption,
    Assumptions,
    Column,
    ColumnKind,
    Definition,
    Definitions,
    Fact,
    Facts,
    LiveSheet,
    Row,
    Section,
    Table,
    Text,
)
from csops.services.comparison import Compared, Comparison, groups_of
from csops.services.hiring_live import Grid, Scored, sheet_of
from csops.services.scorecards import Hidden

SAYS = {
    Recommendation.MEETS: "meets",
    Recommendation.INCOMPLETE: "incomplete",
    Recommendation.DOES_NOT_MEET: "does not meet",
}
_ASKED = {"required_hard": "Required, hard", "required_soft": "Required, soft", "preferred": "Preferred"}
_WIDE = 10
"""So many candidates stand beside each other; more take a further table."""
_SOURCE = "csops, docs/hiring.md"
WORDS = Definitions(
    entries=(
        Definition(
            term="Fit",
            definition="For each skill the mean of the submitted ratings over the target, 1 at most, times the weight; "
            "added up over the skills that anybody rated and divided by their weight.",
            source=_SOURCE,
        ),
        Definition(
            term="Coverage", definition="The weight of the skills that anybody rated, over all weight.", source=_SOURCE
        ),
        Definition(
            term="Must-haves",
            definition="Required skills with a minimum: met where the mean reaches it. Below one: does not meet, "
            "whatever the fit. A required skill that nobody rated, less than 80 % coverage or one interviewer where "
            "two are planned: incomplete, which is no fail.",
            source=_SOURCE,
        ),
        Definition(
            term="8 of 10 from, to",
            definition="Where the fit would lie that many such interviewers give, by how far those of this opening "
            "differ. Candidates whose ranges overlap are not told apart.",
            source=_SOURCE,
        ),
        Definition(
            term="Talk about this",
            definition="Two ratings of one skill that lie two levels or more apart.",
            source=_SOURCE,
        ),
    )
)


def name_of(one: Compared) -> str:
    """Return the candidate's name, "Candidate 3" while names are hidden."""
    return one.name or f"Candidate {one.application.number}"


def per_cent(value: float | None) -> float | None:
    """Return a fit or coverage of 0 to 100 as the share that reports show."""
    return None if value is None else value / 100


def initials(comparison: Comparison, who: object) -> str:
    """Return the initials of a member, their number where they are no longer known."""
    member = comparison.members.get(who) if isinstance(who, int) else None
    return f"#{who}" if member is None else member.initials


def member_name(comparison: Comparison, who: object) -> str:
    """Return the name of a member."""
    member = comparison.members.get(who) if isinstance(who, int) else None
    return "" if member is None else member.name


# ------------------------------------------------------------ results
def overview(comparison: Comparison) -> Facts:
    """Return the figures that a reader should see first."""
    agreement = comparison.agreement
    waiting = sum(len(one.waiting) for one in comparison.candidates if not one.is_out)
    says = [one.fit.recommendation for one in comparison.candidates if one.fit is not None]
    counted = [f"{says.count(each)} {SAYS[each]}" for each in Recommendation if each in says]
    return Facts(
        title="At a glance",
        facts=(
            Fact(
                name="Candidates",
                value=len(comparison.candidates),
                kind=ColumnKind.INTEGER,
                note="; ".join(counted) or "Nobody is rated yet",
            ),
            Fact(
                name="Interviewers with a scorecard",
                value=len(comparison.interviewers),
                kind=ColumnKind.INTEGER,
                note=f"{comparison.scored} finished for a candidate, {waiting} still waited for",
            ),
            Fact(
                name="At most one level apart",
                value=agreement.within_one,
                kind=ColumnKind.SHARE,
                decimals=0,
                note=_agreed(comparison),
            ),
        ),
    )


def _agreed(comparison: Comparison) -> str:
    found = comparison.agreement
    if found.within_one is None:
        return "No skill was rated by two"
    equal = f"{found.units} skills of candidates rated by two or more; equal: {(found.equal or 0) * 100:.0f} %"
    if found.ac2 is None:
        return f"{equal}; too few for a coefficient"
    if found.ac2.value is None:
        return f"{equal}; all the same, so that no coefficient is defined"
    return f"{equal}; AC2 {found.ac2.value:.2f}"


def hidden_words(comparison: Comparison, *, viewer: str) -> tuple[str, ...]:
    """Return, in sentences, what this viewer does not see of an opening; none where they see all."""
    title, found = comparison.opening.title, []
    for why, words in (
        (Hidden.BLIND, "{n} hidden from {viewer} until their own scorecards are submitted: {names}."),
        (Hidden.TIED, "{n} not shown to {viewer}, who is close to them: {names}."),
    ):
        names = [name_of(one) for one in comparison.candidates if one.hidden is why]
        if names:
            many = (
                "The ratings of 1 candidate are" if len(names) == 1 else f"The ratings of {len(names)} candidates are"
            )
            found.append(f"{title}: " + words.format(n=many, viewer=viewer, names=", ".join(names)))
    return tuple(found)


def results(comparison: Comparison, *, key: str = "results", title: str = "Results") -> Table:
    """Return a row for each candidate, as this viewer sees them."""
    share = ColumnKind.SHARE
    columns = [
        Column(key="rank", title="Rank", kind=ColumnKind.INTEGER),
        Column(key="candidate", title="Candidate", width=24),
        Column(key="fit", title="Fit", kind=share, decimals=1),
        Column(key="low", title="8 of 10 from", kind=share, decimals=0),
        Column(key="high", title="to", kind=share, decimals=0),
        Column(key="coverage", title="Coverage", kind=share, decimals=0),
        Column(key="met", title="Must-haves met", width=12),
        Column(key="says", title="The figures say", width=16),
        Column(key="stage", title="Stage", width=22),
    ]
    if comparison.values is not None:
        columns.append(Column(key="values", title="Our values", kind=share, decimals=0))
    rows = tuple(_result(one)[: len(columns)] for one in comparison.candidates)
    return Table(key=key, title=title, columns=tuple(columns), rows=rows, note=_basis(comparison))


def _basis(comparison: Comparison) -> str:
    return f"By {comparison.role.name}; ranks among those that whoever made this may see. A person decides"


def _result(one: Compared) -> Row:
    standing, found = one.standing, one.fit
    if standing is None or found is None or not found.scored_by:
        words = "hidden" if standing is None else "not rated"
        return (None, name_of(one), *[None] * 4, "", words, stage_words(one), None)
    interval = standing.interval
    return (
        standing.rank,
        name_of(one),
        per_cent(found.fit),
        per_cent(interval.low) if interval else None,
        per_cent(interval.high) if interval else None,
        per_cent(found.coverage),
        _met(found),
        SAYS[found.recommendation],
        stage_words(one),
        per_cent(one.values.fit) if one.values else None,
    )


def remarks(comparisons: Sequence[Comparison], *, key: str = "remarks", title: str = "Who rated") -> Iterator[Table]:
    """Yield who rated whom, and what one should know before reading the results."""
    columns = [
        Column(key="opening", title="Opening", width=28),
        Column(key="candidate", title="Candidate", width=24),
        Column(key="by", title="Scored by", width=16),
        Column(key="waiting", title="Waited for", width=16),
        Column(key="note", title="Note", width=50),
    ]
    rows: list[Row] = [
        (
            found.opening.title,
            name_of(one),
            ", ".join(initials(found, who) for who in one.finished),
            ", ".join(initials(found, who) for who in one.waiting),
            _note(found, one),
        )
        for found in comparisons
        for one in found.candidates
        if one.finished or one.waiting or one.hidden
    ]
    if rows and len(comparisons) == 1:
        columns, rows = columns[1:], [row[1:] for row in rows]
    if rows:
        yield Table(key=key, title=title, columns=tuple(columns), rows=tuple(rows))


def _met(found: Fit) -> str:
    return f"{sum(each.met is True for each in found.must_haves)} of {len(found.must_haves)}"


def stage_words(one: Compared) -> str:
    """Return how far an application is, and how it ended."""
    stage, outcome = one.application.stage.value.capitalize(), one.application.outcome.value
    return stage if outcome == "open" else f"{stage}, {outcome.replace('_', ' ')}"


def _note(comparison: Comparison, one: Compared) -> str:
    if one.hidden is Hidden.BLIND:
        return "Hidden until you have submitted your own scorecard"
    if one.hidden is Hidden.TIED:
        return "Not shown: you are close to this candidate"
    said = []
    if one.standing and one.standing.so_far and one.standing.rank:
        said.append("Rank so far")
    if one.standing and one.standing.alike:
        others = (comparison.of(other) for other in one.standing.alike)
        said.append(f"Not told apart from {', '.join(name_of(other) for other in others if other)}")
    if one.saw_others:
        who = ", ".join(initials(comparison, each) for each in one.saw_others)
        said.append(f"Could see others' ratings before: {who}")
    return "; ".join(said)


# ------------------------------------------------------------ skills
def skills(comparison: Comparison, *, key: str = "skills", title: str = "Skills by candidates") -> tuple[Table, ...]:
    """Return the means of skills (rows) by candidates, beside each other; of those who are rated."""
    rated = [one for one in comparison.candidates if one.fit is not None and one.fit.scored_by]
    parts = [rated[start : start + _WIDE] for start in range(0, len(rated), _WIDE)]
    return tuple(
        _skills(
            comparison,
            part,
            key=key if not place else f"{key}_{place + 1}",
            title=title if not place else f"{title}, {place + 1}",
        )
        for place, part in enumerate(parts)
    )


def _skills(comparison: Comparison, candidates: Sequence[Compared], *, key: str, title: str) -> Table:
    columns = (
        Column(key="asked", title="Asked", width=16),
        Column(key="skill", title="Skill", width=30),
        Column(key="weight", title="Weight", kind=ColumnKind.SHARE, decimals=0),
        Column(key="target", title="Target", kind=ColumnKind.INTEGER),
        Column(key="minimum", title="Minimum", kind=ColumnKind.INTEGER),
        *(
            Column(key=f"of_{one.application.id}", title=name_of(one), kind=ColumnKind.NUMBER, decimals=1)
            for one in candidates
        ),
    )
    whole = sum(each.weight for each in comparison.role.skills)
    rows: list[Row] = []
    for group, asked in groups_of(comparison).items():
        for each in asked:
            found = (one.fit.of(each.skill) if one.fit else None for one in candidates)
            means = (None if row is None else row.mean for row in found)
            name, weight = skill_name(comparison, each.skill), each.weight / whole
            rows.append((_ASKED[group.value], name, weight, each.target_level, each.minimum_level, *means))
    note = "Means of submitted ratings, 1 to 5; blank: not rated"
    return Table(key=key, title=title, columns=columns, rows=tuple(rows), note=note)


def skill_name(comparison: Comparison, key: str) -> str:
    """Return a skill by the name that it has now."""
    skill = comparison.skills.get(key)
    return key if skill is None else skill.name


def to_talk_about(comparisons: Sequence[Comparison]) -> Iterator[Table]:
    """Yield the skills whose ratings lie far apart, where there are any."""
    rows: list[Row] = [
        (
            found.opening.title,
            name_of(one),
            skill_name(found, row.skill),
            ", ".join(f"{initials(found, who)} {level}" for who, level in row.levels),
            row.span,
        )
        for found in comparisons
        for one in found.candidates
        if one.fit is not None
        for row in one.fit.to_talk_about
    ]
    columns = [
        Column(key="opening", title="Opening", width=28),
        Column(key="candidate", title="Candidate", width=24),
        Column(key="skill", title="Skill", width=30),
        Column(key="levels", title="Ratings", width=24),
        Column(key="apart", title="Levels apart", kind=ColumnKind.INTEGER),
    ]
    if rows and len(comparisons) == 1:
        columns, rows = columns[1:], [row[1:] for row in rows]
    if rows:
        note = "Ratings of one skill that lie two levels or more apart"
        yield Table(key="talk", title="Talk about this", columns=tuple(columns), rows=tuple(rows), note=note)


# ------------------------------------------------------------ to reckon with
def live(
    comparison: Comparison, candidates: Sequence[Compared], *, title: str, is_ranked: bool = True
) -> Iterator[LiveSheet]:
    """Yield the sheet that works the scores out again, of those whom this viewer sees and somebody rated."""
    seen = [one for one in candidates if one.fit is not None and one.fit.scored_by]
    who = list(dict.fromkeys(each for one in seen if one.fit is not None for each in one.fit.scored_by))
    left = len(candidates) - len(seen)
    those = "1 candidate is" if left == 1 else f"{left} candidates are"
    lines = (f"{those} not part of it: hidden from whoever made this, or not rated.",) if left else ()
    sheet = sheet_of(
        Grid(
            title=title,
            role=comparison.role,
            skills={each.skill: skill_name(comparison, each.skill) for each in comparison.role.skills},
            interviewers=[(each, initials(comparison, each)) for each in who],
            candidates=[_scored(one) for one in seen],
            lines=lines,
            is_ranked=is_ranked,
        )
    )
    if sheet is not None:
        yield sheet


def _scored(one: Compared) -> Scored:
    ratings: dict[Hashable, dict[str, int | None]] = {}
    for row in one.fit.skills if one.fit else ():
        for who, level in row.levels:
            ratings.setdefault(who, {})[row.skill] = level
    return Scored(name=name_of(one), ratings=ratings, panel=one.fit.panel if one.fit else None, is_out=one.is_out)


def basis(comparison: Comparison) -> Assumptions:
    """Return what the figures rest on."""
    opening, role = comparison.opening, comparison.role
    entries = [
        Assumption(name="Role profile", value=role.name, source="Chosen when the place was opened"),
        Assumption(name="Opened", value=opening.opened_on, source="The opening", kind=ColumnKind.DATE),
        Assumption(name="Run by", value=member_name(comparison, opening.lead_id), source="The opening"),
    ]
    if comparison.doubt is not None:
        entries.append(
            Assumption(
                name="Interviewers differ by",
                value=comparison.doubt.sd,
                source="Standard deviation of the fit by single interviewers, on the skills that they share",
                kind=ColumnKind.NUMBER,
                decimals=1,
                unit="points of the fit",
            )
        )
    return Assumptions(title="What it rests on", entries=tuple(entries))


def not_shown(sentences: Sequence[str]) -> Iterator[Section]:
    """Yield what is hidden from whoever made the report, said in words."""
    if sentences:
        yield Text(title="What is not shown", paragraphs=tuple(sentences))
