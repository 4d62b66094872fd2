"""Answers as a report: the scores with what they rest on, and every answer."""

from datetime import datetime
from zoneinfo import ZoneInfo

from csops.domain.reports import Column, ColumnKind, Report, Row, Table
from csops.domain.survey_lines import AnswerLine, AnswerQuestion
from csops.domain.survey_rules import TITLES
from csops.domain.survey_scores import Score
from csops.services.surveys import answer_lines, answer_scores
from csops.services.workspace import Workspace

MOST_ROWS = 200_000


def answers_report(workspace: Workspace, *, question: AnswerQuestion) -> Report:
    """Return the scores and the answers that fit, those asked last first; times on the clock of the shop."""
    shop = workspace.shop()
    lines = answer_lines(workspace, question=question, limit=MOST_ROWS)
    scored = answer_scores(workspace, question=question)
    return Report(
        title="Answers", subtitle=shop.name, sections=(_answers(lines, zone=ZoneInfo(shop.zone)), _scores(scored))
    )


def _scores(scored: tuple[Score, ...]) -> Table:
    columns = (
        Column(key="kind", title="Question"),
        Column(key="scale", title="Scale"),
        Column(key="value", title="Score", kind=ColumnKind.NUMBER, decimals=1),
        Column(key="unit", title="Unit"),
        Column(key="low", title="From (95 %)", kind=ColumnKind.NUMBER, decimals=1),
        Column(key="high", title="To (95 %)", kind=ColumnKind.NUMBER, decimals=1),
        Column(key="n", title="Answers", kind=ColumnKind.INTEGER),
        Column(key="good", title="Good ones", kind=ColumnKind.INTEGER),
        Column(key="asked", title="Asked", kind=ColumnKind.INTEGER),
        Column(key="rate", title="Response rate, %", kind=ColumnKind.NUMBER, decimals=0),
        Column(key="note", title="Note"),
    )
    rows = tuple(
        (
            TITLES[one.kind], _scale(one), one.value, one.unit, one.interval.low if one.interval else None,
            one.interval.high if one.interval else None, one.n, one.good, one.asked or None, one.response_rate,
            "too few to judge" if one.too_few else None,
        )
        for one in scored
    )  # fmt: skip
    return Table(key="scores", title="Scores", columns=columns, rows=rows, note="Scales are never mixed")


def _scale(score: Score) -> str:
    turned = "" if score.scale.higher_is_better else ", lowest is best"
    return f"{score.scale.low:g} to {score.scale.high:g}{turned}"


def _answers(lines: list[AnswerLine], *, zone: ZoneInfo) -> Table:
    texts = ("kind", "customer", "case", "comment", "tag", "served", "asked_by", "source", "wording", "note")
    titles = {
        "asked": "Asked", "answered": "Answered", "kind": "Question", "value": "Rating", "low": "Lowest",
        "high": "Highest", "customer": "Customer", "case": "Case", "comment": "Comment", "tag": "Tag",
        "served": "Served by", "asked_by": "Asked by", "source": "Came by", "wording": "Wording", "note": "Note",
    }  # fmt: skip
    kinds = {**dict.fromkeys(texts, ColumnKind.TEXT), "asked": ColumnKind.DATETIME, "answered": ColumnKind.DATETIME}
    columns = tuple(
        Column(key=key, title=title, kind=kinds.get(key, ColumnKind.NUMBER)) for key, title in titles.items()
    )
    return Table(key="answers", title="Answers", columns=columns, rows=tuple(_row(line, zone) for line in lines))


def _row(line: AnswerLine, zone: ZoneInfo) -> Row:
    one = line.answer
    case = f"#{one.case_id} {line.title}" if one.case_id else None
    note = "counts in no score" if one.off_scale else "low" if line.is_low else None
    return (
        _local(one.asked_at, zone), _local(one.answered_at, zone), TITLES[one.kind], one.value, one.low, one.high,
        line.customer or None, case, one.comment or None, one.tag or None, line.member or None, line.asked_by or None,
        one.source.value.replace("_", " "), one.wording or None, note,
    )  # fmt: skip


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if at is None else at.astimezone(zone).replace(tzinfo=None)
