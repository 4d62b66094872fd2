"""The reports about hiring, as whoever makes them may see it: all openings of a period, one opening, one candidate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from csops.domain.access import Permission
from csops.domain.openings import Move, Opening, OpeningState, Outcome, Stage
from csops.domain.periods import Period
from csops.domain.reports import Column, ColumnKind, Fact, Facts, Report, Row, Section, Table, Text
from csops.services import comparison_sections, result_sections
from csops.services.candidates import applied_in
from csops.services.comparison import Compared, Comparison, compared_in, result_of
from csops.services.comparison_sections import hidden_words, name_of
from csops.services.decisions import moves_by_application
from csops.services.fairness import how_groups_fared
from csops.services.fairness_sections import fairness
from csops.services.hiring_access import check_sees, openings_seen
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

_MOST = 12
"""Of so many openings a report of a period shows the candidates; of more, the newest."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One opening with its candidates and what was decided on them, as a viewer may see it."""

    comparison: Comparison
    moves: tuple[tuple[Compared, Move], ...]

    @property
    def opening(self) -> Opening:
        """Which."""
        return self.comparison.opening

    def named_moves(self) -> list[tuple[str, str, Move]]:
        """Return the decisions with the names of opening and candidate."""
        return [(self.opening.title, name_of(one), move) for one, move in self.moves]


@dataclass(frozen=True, kw_only=True)
class HiringChoice:
    """An opening that reports can be made of, with its candidates: applications by number, and what they are called."""

    opening: Opening
    candidates: tuple[tuple[int, str], ...]


def hiring_choices(workspace: Workspace) -> list[HiringChoice]:
    """Return the openings that this member may see, the newest first, and who applied."""
    with workspace.read() as work:
        return [
            HiringChoice(
                opening=opening,
                candidates=tuple(
                    (one.application.id, one.name or f"Candidate {one.application.number}")
                    for one in applied_in(workspace, work, opening=opening)
                ),
            )
            for opening in openings_seen(workspace, work)
        ]


# ------------------------------------------------------------ one opening, one candidate
def comparison_report(workspace: Workspace, *, opening_id: int) -> Report:
    """Return the comparison of one opening's candidates; its workbook works the scores out again.

    Raises:
        NotFound: no such opening. NotPermitted: the role may not export, or neither runs it nor rates in it.
    """
    workspace.require(Permission.EXPORT)
    with workspace.read() as work:
        opening = work.hiring.openings.get(opening_id)
        check_sees(workspace, work, opening)
        told = _told(workspace, work, opening)
    found, zone = told.comparison, workspace.shop().zone
    return Report(
        title=f"Candidates: {opening.title}",
        subtitle=workspace.shop().name,
        made_at=result_sections.local(workspace.now(), zone),
        sections=(
            comparison_sections.overview(found),
            *comparison_sections.not_shown(hidden_words(found, viewer=workspace.member.name)),
            comparison_sections.results(found),
            *comparison_sections.skills(found),
            *comparison_sections.to_talk_about([found]),
            *comparison_sections.remarks([found]),
            *result_sections.decisions(told.named_moves(), found, zone=zone),
            *comparison_sections.live(found, found.candidates, title="Scores"),
            comparison_sections.basis(found),
            comparison_sections.WORDS,
        ),
    )


def candidate_report(workspace: Workspace, *, application_id: int) -> Report:
    """Return one candidate's result, what was written, decided and noted; nothing that this viewer may not see.

    Raises:
        NotFound: erased meanwhile. NotPermitted: as `comparison_report`.
    """
    workspace.require(Permission.EXPORT)
    result = result_of(workspace, application_id=application_id)
    found, one, zone = result.comparison, result.compared, workspace.shop().zone
    with workspace.read() as work:
        moves = moves_by_application(workspace, work, applications=[one.application])[one.application.id]
    hidden = [] if one.hidden is None else hidden_words(_alone(found, one), viewer=workspace.member.name)
    return Report(
        title=f"Candidate: {name_of(one)}",
        subtitle=workspace.shop().name,
        period=found.opening.title,
        made_at=result_sections.local(workspace.now(), zone),
        sections=(
            result_sections.overview(result),
            *comparison_sections.not_shown(hidden),
            *result_sections.the_sum(result),
            *result_sections.written(result),
            *result_sections.decisions([(found.opening.title, name_of(one), move) for move in moves], found, zone=zone),
            *result_sections.notes(result.notes, found, zone=zone),
            *comparison_sections.live(found, [one], title="Scores", is_ranked=False),
            comparison_sections.basis(found),
            comparison_sections.WORDS,
        ),
    )


def _alone(found: Comparison, one: Compared) -> Comparison:
    return replace(found, candidates=(one,))


def _told(workspace: Workspace, work: Work, opening: Opening) -> Told:
    found = compared_in(workspace, work, opening=opening)
    moves = moves_by_application(workspace, work, applications=[one.application for one in found.candidates])
    return Told(
        comparison=found,
        moves=tuple((one, move) for one in found.candidates for move in moves[one.application.id]),
    )


# ------------------------------------------------------------ a period
def hiring_report(workspace: Workspace, *, first_day: date | None = None, last_day: date | None = None) -> Report:
    """Return how hiring went: openings that were open in the period, their candidates, decisions, groups as counts.

    Without days, the last 365. Openings that whoever makes it neither runs nor rates in are left out, and it says so.

    Raises:
        OutOfRange: the last day lies before the first, or a day outside 1900 to 2199. NotPermitted: may not export.
    """
    workspace.require(Permission.EXPORT)
    last = last_day or workspace.today()
    zone = workspace.shop().zone
    period = Period(first_day=first_day or last - timedelta(days=364), last_day=last, zone=zone)
    with workspace.read() as work:
        seen, there = openings_seen(workspace, work), len(work.hiring.openings.all())
        told = [_told(workspace, work, opening) for opening in seen if _is_in(opening, period)]
    return Report(
        title="Hiring report",
        subtitle=workspace.shop().name,
        period=period.words(),
        made_at=result_sections.local(workspace.now(), zone),
        sections=(
            _overview(told, period),
            *comparison_sections.not_shown(_left_out(workspace, told, is_all=len(seen) == there)),
            _openings(told),
            _stages(told),
            *_of_openings(told[:_MOST]),
            *_decisions(told, period, zone=zone),
            *_groups(workspace),
            *_live(told[:_MOST]),
            comparison_sections.WORDS,
        ),
    )


def _is_in(opening: Opening, period: Period) -> bool:
    return opening.opened_on <= period.last_day and (opening.closed_on is None or opening.closed_on >= period.first_day)


def _left_out(workspace: Workspace, told: Sequence[Told], *, is_all: bool) -> list[str]:
    me = workspace.member.name
    sentences = [words for each in told for words in hidden_words(each.comparison, viewer=me)]
    if not is_all:
        sentences.append(f"Openings that {me} neither runs nor rates in are not part of this report.")
    if len(told) > _MOST:
        sentences.append(f"Candidates are shown of the newest {_MOST} openings; {len(told) - _MOST} are only counted.")
    return sentences


def _overview(told: Sequence[Told], period: Period) -> Facts:
    applied = [
        one
        for each in told
        for one in each.comparison.candidates
        if period.first_day <= one.application.applied_on <= period.last_day
    ]
    hired = [each for each in told for one, move in each.moves if move.to_stage is Stage.HIRED]
    days = [
        (result_sections.local(move.at, period.zone).date() - each.opening.opened_on).days
        for each in told
        for _, move in each.moves
        if move.to_stage is Stage.HIRED
    ]
    going = sum(each.opening.state is OpeningState.OPEN for each in told)
    against = sum(move.against for each in told for _, move in each.moves)
    whole = ColumnKind.INTEGER
    return Facts(
        title="At a glance",
        facts=(
            Fact(name="Openings", value=len(told), kind=whole, note=f"Open in the period; {going} still are"),
            Fact(name="Applications", value=len(applied), kind=whole, note="That came in the period"),
            Fact(name="Hired", value=len(hired), kind=whole, note="For these openings"),
            Fact(
                name="Days to hire",
                value=median(days) if days else None,
                decimals=0,
                unit="days",
                note=f"Median from opening to hiring, n = {len(days)}",
            ),
            Fact(name="Against the figures", value=against, kind=whole, note="Decisions, each with its reason"),
        ),
    )


def _openings(told: Sequence[Told]) -> Table:
    count, day = ColumnKind.INTEGER, ColumnKind.DATE
    columns = (
        Column(key="opening", title="Opening", width=32),
        Column(key="role", title="Role profile", width=30),
        Column(key="lead", title="Run by", width=20),
        Column(key="state", title="State"),
        Column(key="opened", title="Opened", kind=day),
        Column(key="closed", title="Closed", kind=day),
        Column(key="places", title="Places", kind=count),
        Column(key="candidates", title="Candidates", kind=count),
    )
    rows = tuple(
        (
            each.opening.title,
            each.comparison.role.name,
            comparison_sections.member_name(each.comparison, each.opening.lead_id),
            each.opening.state.value,
            each.opening.opened_on,
            each.opening.closed_on,
            each.opening.positions,
            len(each.comparison.candidates),
        )
        for each in told
    )
    return Table(key="openings", title="Openings", columns=columns, rows=rows)


def _stages(told: Sequence[Told]) -> Table:
    count = ColumnKind.INTEGER
    columns = (
        Column(key="opening", title="Opening", width=32),
        *(Column(key=stage.value, title=stage.value.capitalize(), kind=count) for stage in Stage),
        Column(key="over", title="Over", kind=count),
        Column(key="scored", title="Scored", kind=count),
        Column(key="within", title="Agree", kind=ColumnKind.SHARE, decimals=0),
    )
    return Table(
        key="stages",
        title="Candidates by stage",
        columns=columns,
        rows=tuple(_stage(each.comparison) for each in told),
        note="Over: declined, withdrew, kept in mind; scored: interviewers who finished, by candidate; agree: pairs of "
        "ratings at most one level apart",
    )


def _stage(found: Comparison) -> Row:
    going = [one for one in found.candidates if one.application.outcome is Outcome.OPEN]
    return (
        found.opening.title,
        *(sum(one.application.stage is stage for one in going) for stage in Stage),
        len(found.candidates) - len(going),
        found.scored,
        found.agreement.within_one,
    )


def _of_openings(told: Sequence[Told]) -> Iterator[Section]:
    for number, each in enumerate(told, start=1):
        found, title = each.comparison, each.opening.title
        if found.candidates:
            yield comparison_sections.results(found, key=f"results_{number}", title=title)
            yield from comparison_sections.skills(found, key=f"skills_{number}", title=f"Skills, {title}")
    comparisons = [each.comparison for each in told]
    yield from comparison_sections.to_talk_about(comparisons)
    yield from comparison_sections.remarks(comparisons)


def _decisions(told: Sequence[Told], period: Period, *, zone: str) -> Iterator[Section]:
    moves = [move for each in told for move in each.named_moves() if period.since <= move[-1].at < period.until]
    if moves:
        is_one = len(told) == 1
        yield from result_sections.decisions(moves, told[0].comparison, zone=zone, one_opening=is_one)


def _groups(workspace: Workspace) -> Iterator[Section]:
    if workspace.may(Permission.GROUPS):
        yield from fairness(how_groups_fared(workspace))
    else:
        yield Text(title="How groups fared", paragraphs=("Shown to the owner alone, as counts.",))


def _live(told: Sequence[Told]) -> Iterator[Section]:
    for each in told:
        found = each.comparison
        yield from comparison_sections.live(found, found.candidates, title=f"Scores, {each.opening.title}")
