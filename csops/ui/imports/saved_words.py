"""Rows of a file as they will be saved, in words: the columns of the preview."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from csops.domain.birthdays import in_words
from csops.imports.mapping import Mapping, TableKind, Target
from csops.imports.rows import CaseUpdate, ContactRow, Direction, SurveyRow
from csops.services.settings import Team
from csops.ui.imports.counted_words import counted_columns
from csops.ui.imports.target_words import CONSENTS, STAGES, STATES, target_name, tr
from csops.ui.kit.formats import UNKNOWN, Formats

N = QT_TRANSLATE_NOOP
T = Target


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One column of the preview.

    `position` is the column of the file that it comes from, None where it comes from none; `words` reads a row that
    will be saved.
    """

    title: str
    target: Target
    position: int | None
    words: Callable[[Any], str]


_CONTACTS = (
    (T.STARTED_AT, (T.STARTED_AT, T.STARTED_DATE, T.STARTED_TIME)),
    (T.CUSTOMER, (T.CUSTOMER, T.FIRST_NAME, T.LAST_NAME, T.COMPANY)),
    *((target, (target,)) for target in (T.PHONE, T.EMAIL, T.CHANNEL, T.TOPIC, T.TEXT)),
    (T.STATUS, (T.STATUS, T.ANSWERED)),
    *((target, (target,)) for target in (T.HANDLE_TIME,)),
    (T.ANSWERED_AFTER, (T.ANSWERED_AFTER, T.ANSWERED_AT)),
    *((target, (target,)) for target in (T.HANDLED_BY, T.OWNER, T.DUE, T.DIRECTION)),
    *((target, (target,)) for target in (T.RESOLVED_AT, T.CLOSED_AT, T.NUMBER)),
)
_CUSTOMERS = (
    (T.NAME, (T.NAME, T.FIRST_NAME, T.LAST_NAME, T.COMPANY)),
    # The second place is where a list that csops wrote has it.
    (T.PHONE, (T.PHONE, T.OWN_PHONES)),
    (T.EMAIL, (T.EMAIL, T.OWN_EMAILS)),
    (T.NOTE, (T.NOTE, T.OWN_NOTE)),
    (T.SINCE, (T.SINCE, T.CUSTOMER_SINCE)),
    (T.STAGE, (T.STAGE, T.CUSTOMER_STAGE)),
    (T.NUMBER, (T.NUMBER, T.CUSTOMER_FILE_NUMBER)),
    (T.FIRM, (T.FIRM, T.OWN_FIRM)),
    (T.SEGMENT, (T.SEGMENT, T.OWN_SEGMENT)),
    (T.BIRTHDAY, (T.BIRTHDAY, T.OWN_BIRTHDAY)),
    (T.PREFERRED_CHANNEL, (T.PREFERRED_CHANNEL, T.OWN_CHANNEL)),
    (T.MOTIVE, (T.MOTIVE, T.OWN_MOTIVE)),
    (T.REFERRED_BY, (T.REFERRED_BY, T.OWN_REFERRED_BY)),
    (T.CONSENT, (T.CONSENT, T.OWN_CONSENT)),
    (T.CONSENT_AT, (T.CONSENT_AT,)),
    (T.CONSENT_NOTE, (T.CONSENT_NOTE, T.OWN_CONSENT_NOTE)),
    (T.OWN_FIELD, (T.OWN_FIELD, T.OWN_FIELDS)),
)
_PURCHASES = (
    *((target, (target,)) for target in (T.BOUGHT_ON, T.AMOUNT, T.CURRENCY, T.WHAT, T.MOTIVE, T.ORDER_NUMBER)),
    (T.CUSTOMER, (T.CUSTOMER, T.FIRST_NAME, T.LAST_NAME, T.COMPANY)),
    *((target, (target,)) for target in (T.CUSTOMER_NUMBER, T.EMAIL, T.PHONE)),
)
_CANDIDATES = (
    (T.NAME, (T.NAME, T.FIRST_NAME, T.LAST_NAME)),
    *((target, (target,)) for target in (T.EMAIL, T.PHONE, T.SOURCE, T.APPLIED_ON, T.CONSENT, T.NOTE)),
)
_CASE_LOG = tuple(
    (target, (target,)) for target in (T.CASE_NUMBER, T.STATUS, T.CHANGED_AT, T.OPENED_AT, T.CHANNEL, T.TOPIC, T.OWNER)
)
_PARTS = {
    TableKind.CONTACTS: _CONTACTS,
    TableKind.CANDIDATES: _CANDIDATES,
    TableKind.PURCHASES: _PURCHASES,
    TableKind.CASE_LOG: _CASE_LOG,
}
_SURVEYS = (
    *((target, (target,)) for target in (T.SENT_AT, T.RESPONDED_AT)),
    (T.CUSTOMER, (T.CUSTOMER, T.FIRST_NAME, T.LAST_NAME)),
    *((target, (target,)) for target in (T.EMAIL, T.PHONE, T.CUSTOMER_NUMBER, T.CASE_NUMBER)),
    *((target, (target,)) for target in (T.HANDLED_BY, T.TAG, T.NUMBER)),
)


def shown_columns(mapping: Mapping, *, team: Team, formats: Formats) -> list[Shown]:
    """Return the columns of the preview: what the file tells, in the order in which a person asks."""
    if mapping.kind is TableKind.VOLUME:
        channels = {channel.key: channel.name for channel in team.channels}
        return [
            Shown(title=title, target=target, position=position, words=words)
            for title, target, position, words in counted_columns(mapping, channels=channels, formats=formats)
        ]
    reader = _Reader(team, formats)
    if mapping.kind is TableKind.SURVEYS:
        return _survey_columns(mapping, reader)
    found = []
    is_one = mapping.kind is TableKind.CANDIDATES  # who has one phone and one e-mail, not several
    for target, sources in _PARTS.get(mapping.kind, _CUSTOMERS):
        columns = [column for source in sources for column in mapping.columns_to(source)]
        if columns or target is Target.CHANNEL:
            position = columns[0].position if columns else None
            words = _plain(target) if is_one and target in {T.EMAIL, T.PHONE} else reader.of(target)
            found.append(Shown(title=target_name(target), target=target, position=position, words=words))
    return found


def _survey_columns(mapping: Mapping, reader: "_Reader") -> list[Shown]:
    """Return the columns of answers: one for each question, and what was said beside it."""
    found = [
        Shown(title=column.heading, target=T.ANSWER, position=column.position, words=_rated(place))
        for place, column in enumerate(mapping.columns_to(T.ANSWER))
    ]
    comments = mapping.columns_to(T.COMMENT)
    if comments:
        found.append(Shown(title=target_name(T.COMMENT), target=T.COMMENT, position=comments[0].position, words=_said))
    for target, sources in _SURVEYS:
        columns = [column for source in sources for column in mapping.columns_to(source)]
        if columns:
            words = reader.of(target)
            found.append(Shown(title=target_name(target), target=target, position=columns[0].position, words=words))
    return found


def _rated(place: int) -> Callable[[Any], str]:
    def shown(row: SurveyRow) -> str:
        if place >= len(row.ratings) or row.ratings[place].value is None:
            return UNKNOWN
        rating = row.ratings[place]
        return tr(N("ImportWords", "{value} of {most}")).format(value=f"{rating.value:g}", most=f"{rating.high:g}")

    return shown


def _said(row: SurveyRow) -> str:
    return " ".join(" ".join((row.comment, *(one.comment for one in row.ratings))).split()) or UNKNOWN


class _Reader:
    def __init__(self, team: Team, formats: Formats) -> None:
        self._formats = formats
        self._channels = {channel.key: channel.name for channel in team.channels}

    def of(self, target: Target) -> Callable[[Any], str]:
        special: dict[Target, Callable[[Any], str]] = {
            T.STARTED_AT: self._started,
            T.CHANNEL: lambda row: self._channels.get(row.channel, row.channel),
            T.STATUS: _status,
            T.PHONE: lambda row: _list(row.phones),
            T.EMAIL: lambda row: _list(row.emails),
            T.TEXT: lambda row: " ".join(row.text.split()) or UNKNOWN,
            T.NOTE: lambda row: " ".join(row.note.split()) or UNKNOWN,
            T.NAME: lambda row: row.name or UNKNOWN,
            T.CUSTOMER: lambda row: row.customer or tr(N("ImportWords", "Unknown")),
            T.HANDLE_TIME: lambda row: self._formats.clock(row.handle_time),
            T.ANSWERED_AFTER: lambda row: self._formats.clock(row.answered_after),
            T.DUE: lambda row: self._day(row.due),
            T.SINCE: lambda row: self._day(row.since),
            T.APPLIED_ON: lambda row: self._day(row.applied_on),
            T.BOUGHT_ON: lambda row: self._day(row.bought_on),
            T.CONSENT_AT: lambda row: self._day(row.consent_at),
            T.BIRTHDAY: lambda row: in_words(row.birthday) or UNKNOWN,
            T.OWN_FIELD: lambda row: ", ".join(f"{one.name}: {one.value}" for one in row.own) or UNKNOWN,
            T.CONSENT: lambda row: UNKNOWN if row.consent is None else tr(CONSENTS["yes" if row.consent else "no"]),
            T.CASE_NUMBER: lambda row: getattr(row, "case_number", "") or row.number or UNKNOWN,
            T.CHANGED_AT: lambda row: self._moment(row.at),
            T.OPENED_AT: lambda row: self._moment(row.opened_at),
            T.RESOLVED_AT: lambda row: self._moment(row.resolved_at),
            T.CLOSED_AT: lambda row: self._moment(row.closed_at),
            T.DIRECTION: _direction,
            T.SENT_AT: lambda row: self._moment(row.sent_at),
            T.RESPONDED_AT: lambda row: self._moment(row.responded_at),
            T.STAGE: lambda row: tr(STAGES.get(row.stage, "")) or UNKNOWN,
        }
        return special.get(target) or (lambda row: str(getattr(row, target.value)) or UNKNOWN)

    def _started(self, row: ContactRow) -> str:
        if not row.time_known:
            # The day is midnight of the shop's clock.
            return self._day(row.started_at.astimezone(self._formats.zone).date())
        return self._moment(row.started_at)

    def _moment(self, value: datetime | None) -> str:
        if value is None:
            return UNKNOWN
        day = self._day(value.astimezone(self._formats.zone).date())
        return f"{day} {self._formats.time(value)}"

    def _day(self, value: date | None) -> str:
        return self._formats.day(value, year=True) if value else UNKNOWN


def _plain(target: Target) -> Callable[[Any], str]:
    return lambda row: str(getattr(row, target.value)) or UNKNOWN


def _status(row: ContactRow | CaseUpdate) -> str:
    if isinstance(row, CaseUpdate):
        return tr(STATES[row.state.value.replace("waiting_for_", "waiting_")])
    if row.missed:
        return tr(STATES["missed"])
    return tr(STATES[row.state.value]) if row.state else tr(STATES["closed"])


def _direction(row: ContactRow) -> str:
    return tr(N("ImportWords", "In")) if row.direction is Direction.IN else tr(N("ImportWords", "Out"))


def _list(values: Sequence[str]) -> str:
    return ", ".join(values) or UNKNOWN
