"""What figures ask of survey answers in a period, by channel, topic or person."""

from typing import Any

from sqlalchemy import Connection, Select, case, func, select

from csops.domain.kpi_figures import By
from csops.domain.survey_scores import NOT_ASKED, Tally, good_and_bad, headline, scores
from csops.domain.surveys import AnswerKind, Scale
from csops.storage.care import survey_answers
from csops.storage.contacts import cases, contacts
from csops.storage.kpi_contacts import Span
from csops.storage.kpi_wanted import Wanted

_A = survey_answers.c
OF = {
    By.CHANNEL: func.coalesce(contacts.c.channel_id, cases.c.channel_id),
    By.TOPIC: func.coalesce(cases.c.topic_id, contacts.c.topic_id),
    By.PERSON: _A.member_id,
}


def with_its_contact(asked: Select[Any]) -> Select[Any]:
    """Return a question of answers that may ask of their contacts and cases too."""
    every = survey_answers.outerjoin(cases, cases.c.id == _A.case_id)
    return asked.select_from(every.outerjoin(contacts, contacts.c.id == _A.contact_id))


def answer_tallies(connection: Connection, span: Span) -> dict[int | None, list[Tally]]:
    """Return the answers that were asked for in a period, as scores count them, by what they are split by."""
    value = case((_A.answered_at.is_not(None), _A.value))
    alike = (_A.kind, _A.low, _A.high, _A.higher_is_better, value, _A.source, _A.import_id)
    key = span.key(OF)
    asked = with_its_contact(select(key, *alike, func.count())).where(
        _A.low.is_not(None),
        _A.off_scale.is_(False),
        _A.asked_at >= span.since,
        _A.asked_at < span.until,
    )
    found: dict[int | None, list[Tally]] = {}
    for whose, kind, low, high, rises, given, source, import_id, n in connection.execute(
        span.grouped(asked, OF).group_by(*alike)
    ):
        scale = Scale(low=low, high=high, higher_is_better=rises)
        tally = Tally(kind=kind, scale=scale, value=given, source=source, import_id=import_id, n=n)
        found.setdefault(whose, []).append(tally)
    return found


def answers_behind(connection: Connection, wanted: Wanted) -> list[int]:
    """Return the answers of the scale that stands for a score, newest first; `asked`: with those who said nothing."""
    kind = AnswerKind(wanted.key)
    (one,) = wanted.span.of or (None,)
    score = headline(scores(answer_tallies(connection, wanted.span).get(one, ())), kind)
    if score is None:
        return []
    scale, value = score.scale, case((_A.answered_at.is_not(None), _A.value))
    asked = with_its_contact(select(_A.id, value, _A.source, _A.import_id)).where(
        _A.kind == kind,
        _A.low == scale.low,
        _A.high == scale.high,
        _A.higher_is_better.is_(scale.higher_is_better),
        _A.off_scale.is_(False),
        wanted.within(_A.asked_at),
        wanted.whose(OF),
    )
    rows = connection.execute(asked.order_by(_A.asked_at.desc(), _A.id.desc())).all()
    silent = {row.import_id for row in rows if row[1] is None}
    found = []
    for answer_id, given, source, import_id in rows:
        if wanted.part == "asked":
            counts = source not in NOT_ASKED and (import_id is None or import_id in silent)
        else:
            counts = given is not None and _is_of(wanted.part, kind, scale, given)
        found += [answer_id] if counts else []
    return found


def _is_of(part: str, kind: AnswerKind, scale: Scale, value: float) -> bool:
    good, bad = good_and_bad(kind, scale, ((value, 1),))
    if part in {"satisfied", "easy", "promoters"}:
        return bool(good)
    if part == "passives":
        return not good and not bad
    return bool(bad) if part == "detractors" else True
