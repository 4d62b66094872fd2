"""The questions asked of answers: pages of a list, counts, and what scores are made of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, case, exists, func, select
from sqlalchemy.sql.elements import ColumnElement

from csops.domain.cases import FollowUpKind
from csops.domain.changes import Change, Kind
from csops.domain.lines import Order
from csops.domain.survey_lines import AnswerLine, AnswerQuestion
from csops.domain.survey_scores import Tally
from csops.domain.surveys import AnswerKind, Scale, SurveyAnswer
from csops.storage.calling import CALLED, named
from csops.storage.care import survey_answers
from csops.storage.contacts import cases, follow_ups
from csops.storage.customers import customers
from csops.storage.people import members
from csops.storage.store import Store
from csops.storage.team import imports

_A = survey_answers.c
_SERVED, _ASKED = members.alias("served"), members.alias("asked")
_PENDING = [
    follow_ups.c.kind == FollowUpKind.ANSWER,
    follow_ups.c.source_id == _A.id,
    follow_ups.c.done_at.is_(None),
]
_MARK = "line_"
_SAME = ("tag", "value", "customer_id", "case_id", "contact_id", "import_id", "member_id")

ORDER: dict[str, ColumnElement[Any]] = {
    "asked_at": _A.asked_at,
    "answered_at": _A.answered_at,
    "kind": _A.kind,
    "value": _A.value,
    "tag": func.lower(_A.tag),
    "customer": func.lower(func.nullif(customers.c.name, "")),
    "member": func.lower(_SERVED.c.name),
    "comment": func.lower(func.nullif(_A.comment, "")),
}


class SurveyStore(Store[SurveyAnswer]):
    """Answers, and the questions asked of them. What counts as low is told with each question (`low_shares`)."""

    def __init__(self, connection: Connection, *, changes: list[Change]) -> None:
        super().__init__(
            connection, table=survey_answers, record=SurveyAnswer, kind=Kind.SURVEY_ANSWER, changes=changes
        )

    def lines(
        self,
        question: AnswerQuestion,
        *,
        low: Mapping[AnswerKind, float],
        order: Order = (),
        offset: int = 0,
        limit: int = 100,
    ) -> list[AnswerLine]:
        """Return one page of a list of answers, those asked last first unless told otherwise."""
        found = _line_query(low).where(*conditions(question, low=low))
        for key, down in order or (("asked_at", True),):
            column = ORDER[key]
            found = found.order_by((column.desc() if down else column.asc()).nulls_last())
        rows = self._connection.execute(found.order_by(_A.id.desc()).limit(limit).offset(offset))
        return [_line(named(row._asdict())) for row in rows]

    def count(self, question: AnswerQuestion, *, low: Mapping[AnswerKind, float]) -> int:
        """Return how many answers fit, with those who did not answer."""
        found = select(func.count()).select_from(survey_answers).where(*conditions(question, low=low))
        return int(self._connection.execute(found).scalar_one())

    def tallies(self, question: AnswerQuestion, *, low: Mapping[AnswerKind, float]) -> tuple[Tally, ...]:
        """Return what scores are made of (see `survey_scores.tallies`)."""
        value = case((_A.answered_at.is_not(None), _A.value))
        alike = (_A.kind, _A.low, _A.high, _A.higher_is_better, value, _A.source, _A.import_id)
        counted = [_A.low.is_not(None), _A.off_scale.is_(False)]
        found = select(*alike, func.count()).where(*counted, *conditions(question, low=low)).group_by(*alike)
        return tuple(
            Tally(
                kind=kind,
                scale=Scale(low=first, high=last, higher_is_better=rises),
                value=value,
                source=source,
                import_id=import_id,
                n=n,
            )
            for kind, first, last, rises, value, source, import_id, n in self._connection.execute(found)
        )

    def tags(self) -> list[str]:
        """Return the tags in use, the most used first."""
        found = select(_A.tag).where(_A.tag != "").group_by(_A.tag).order_by(func.count().desc(), _A.tag).limit(50)
        return list(self._connection.execute(found).scalars())

    def numbered(self, *, signature: str) -> dict[tuple[AnswerKind, str, str], SurveyAnswer]:
        """Return the answers of earlier files with the same columns by kind, wording and number of the response."""
        alike = select(imports.c.id).where(imports.c.signature == signature)
        found = select(survey_answers).where(_A.number.is_not(None), _A.import_id.in_(alike))
        records = [self._from_row(row) for row in self._connection.execute(found)]
        return {(one.kind, one.wording, one.number or ""): one for one in records}

    def between(self, first: datetime, last: datetime) -> list[SurveyAnswer]:
        """Return the answers that were asked for from the first moment to the last, both included."""
        found = select(survey_answers).where(_A.asked_at >= first, _A.asked_at <= last)
        return [self._from_row(row) for row in self._connection.execute(found)]


def survey_store(connection: Connection, *, changes: list[Change]) -> SurveyStore:
    """Return the store of answers of one operation."""
    return SurveyStore(connection, changes=changes)


def conditions(question: AnswerQuestion, *, low: Mapping[AnswerKind, float]) -> list[ColumnElement[bool]]:
    """Return the question as conditions on answers."""
    asked: list[ColumnElement[bool]] = []
    if question.kinds:
        asked.append(_A.kind.in_(question.kinds))
    if question.ids:
        asked.append(_A.id.in_(question.ids))
    if question.since is not None:
        asked.append(_A.asked_at >= question.since)
    if question.until is not None:
        asked.append(_A.asked_at < question.until)
    if question.answered is not None:
        asked.append(_A.answered_at.is_not(None) if question.answered else _A.answered_at.is_(None))
    if question.words:
        asked.append(func.lower(_A.comment).contains(question.words.lower(), autoescape=True))
    if question.low or question.open:
        asked.append(_is_low(low))
    if question.open:
        asked.append(exists().where(*_PENDING).correlate(survey_answers))
    same = ((name, getattr(question, name)) for name in _SAME)
    asked += [_A[name] == wanted for name, wanted in same if wanted not in {None, ""}]
    return asked + _of_case(question)


def _of_case(question: AnswerQuestion) -> list[ColumnElement[bool]]:
    wanted = [
        column == value
        for column, value in ((cases.c.channel_id, question.channel_id), (cases.c.topic_id, question.topic_id))
        if value is not None
    ]
    return [_A.case_id.in_(select(cases.c.id).where(*wanted))] if wanted else []


def _is_low(low: Mapping[AnswerKind, float]) -> ColumnElement[bool]:
    turned = case((_A.higher_is_better, _A.value), else_=_A.low + _A.high - _A.value)
    share = (turned - _A.low) / func.nullif(_A.high - _A.low, 0)
    mark = case(*((_A.kind == kind, most) for kind, most in low.items()), else_=-1.0)
    return _A.answered_at.is_not(None) & _A.value.is_not(None) & (share <= mark)


def _line_query(low: Mapping[AnswerKind, float]) -> Select[Any]:
    pending = select(func.min(follow_ups.c.id)).where(*_PENDING).correlate(survey_answers).scalar_subquery()
    until = select(func.min(follow_ups.c.due_at)).where(*_PENDING).correlate(survey_answers).scalar_subquery()
    return (
        select(
            survey_answers,
            *CALLED,
            cases.c.title.label(f"{_MARK}title"),
            _SERVED.c.name.label(f"{_MARK}member"),
            _ASKED.c.name.label(f"{_MARK}asked_by"),
            pending.label(f"{_MARK}follow_up_id"),
            until.label(f"{_MARK}due_at"),
            case((_is_low(low), 1), else_=0).label(f"{_MARK}is_low"),
        )
        .select_from(survey_answers)
        .outerjoin(customers, customers.c.id == _A.customer_id)
        .outerjoin(cases, cases.c.id == _A.case_id)
        .outerjoin(_SERVED, _SERVED.c.id == _A.member_id)
        .outerjoin(_ASKED, _ASKED.c.id == _A.asked_by)
    )


def _line(row: dict[str, Any]) -> AnswerLine:
    beside = {name.removeprefix(_MARK): value for name, value in row.items() if name.startswith(_MARK)}
    customer = row.pop("customer")
    record = SurveyAnswer(**{name: value for name, value in row.items() if not name.startswith(_MARK)})
    for name in ("title", "member", "asked_by"):
        beside[name] = beside[name] or ""
    return AnswerLine(answer=record, customer=customer, **{**beside, "is_low": bool(beside["is_low"])})
