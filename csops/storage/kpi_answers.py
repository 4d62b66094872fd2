"""What figures ask of survey answers in a period, by channel, topic or person."""

from typing import Any

from sqlalchemy import Connection, Select, case, func, select

from csops.domain.kpi_figures import By
from csops.domain.survey_scores import Tally
from csops.domain.surveys import Scale
from csops.storage.care import survey_answers
from csops.storage.contacts import cases, contacts
from csops.storage.kpi_contacts import Span

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
