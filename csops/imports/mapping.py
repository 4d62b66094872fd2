"""The mapping: which column of a file goes where, how its cells are written, and what its words mean."""

import collections.abc
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from csops.domain.errors import NotUnderstood, UnknownName

E = TypeVar("E", bound=StrEnum)


class TableKind(StrEnum):
    """What the rows of a file are."""

    CONTACTS = "contacts"
    CUSTOMERS = "customers"
    VOLUME = "volume"
    CANDIDATES = "candidates"
    SURVEYS = "surveys"
    PURCHASES = "purchases"
    CASE_LOG = "case_log"


class Target(StrEnum):
    """Where a column goes. Several columns may go to text, note, phone and email; else one each."""

    LEAVE_OUT = "leave_out"
    NUMBER = "number"
    # contacts
    STARTED_AT = "started_at"
    STARTED_DATE = "started_date"
    STARTED_TIME = "started_time"
    CHANNEL = "channel"
    CUSTOMER = "customer"
    TOPIC = "topic"
    TEXT = "text"
    DIRECTION = "direction"
    HANDLE_TIME = "handle_time"
    ANSWERED_AFTER = "answered_after"
    ANSWERED_AT = "answered_at"
    ANSWERED = "answered"
    STATUS = "status"
    RESOLVED_AT = "resolved_at"
    CLOSED_AT = "closed_at"
    HANDLED_BY = "handled_by"
    OWNER = "owner"
    DUE = "due"
    RATING = "rating"
    # contacts of a log that csops wrote
    OWN_NUMBER = "own_number"
    FILE_NUMBER = "file_number"
    TIME_KNOWN = "time_known"
    TIME_ZONE = "time_zone"
    ENTERED_AT = "entered_at"
    RESULT = "result"
    CASE = "case"
    CASE_TITLE = "case_title"
    OPENED_AT = "opened_at"
    FIRST_RESPONSE = "first_response"
    RESOLUTION_TIME = "resolution_time"
    # counts per interval
    INTERVAL_END = "interval_end"
    OFFERED = "offered"
    ANSWERED_COUNT = "answered_count"
    MISSED_COUNT = "missed_count"
    # both
    PHONE = "phone"
    EMAIL = "email"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    COMPANY = "company"
    # customers
    NAME = "name"
    NOTE = "note"
    SINCE = "since"
    STAGE = "stage"
    FIRM = "firm"
    SEGMENT = "segment"
    BIRTHDAY = "birthday"
    PREFERRED_CHANNEL = "preferred_channel"
    MOTIVE = "motive"
    REFERRED_BY = "referred_by"
    CONSENT_AT = "consent_at"
    CONSENT_NOTE = "consent_note"
    OWN_FIELD = "own_field"
    # purchases
    BOUGHT_ON = "bought_on"
    AMOUNT = "amount"
    CURRENCY = "currency"
    WHAT = "what"
    ORDER_NUMBER = "order_number"
    # candidates
    SOURCE = "source"
    APPLIED_ON = "applied_on"
    CONSENT = "consent"
    OPENING = "opening"
    # answers to a survey
    ANSWER = "answer"
    COMMENT = "comment"
    TAG = "tag"
    SENT_AT = "sent_at"
    RESPONDED_AT = "responded_at"
    CUSTOMER_NUMBER = "customer_number"
    CASE_NUMBER = "case_number"
    # updates of cases
    CHANGED_AT = "changed_at"
    # what only a log of our own tells of its customers and cases
    OWN_CUSTOMER = "own_customer"
    KNOWN_BY = "known_by"
    OWN_PHONES = "own_phones"
    OWN_EMAILS = "own_emails"
    OWN_NOTE = "own_note"
    CUSTOMER_SINCE = "customer_since"
    CUSTOMER_STAGE = "customer_stage"
    CUSTOMER_FILE_NUMBER = "customer_file_number"
    CASE_TOPIC = "case_topic"
    CASE_CHANNEL = "case_channel"
    FIRST_RESOLUTION = "first_resolution"
    REOPENED = "reopened"
    HOLD_TIME = "hold_time"
    AFTER_TIME = "after_time"
    WRITTEN_BY = "written_by"
    STATED = "stated"
    MATTER = "matter"
    CAUSE = "cause"
    DEPARTMENT = "department"
    CAUSE_NOTE = "cause_note"
    CONFIRMED = "confirmed"
    OWN_FIRM = "own_firm"
    OWN_FIRM_NUMBER = "own_firm_number"
    PERSON_OR_FIRM = "person_or_firm"
    OWN_SEGMENT = "own_segment"
    OWN_BIRTHDAY = "own_birthday"
    OWN_CHANNEL = "own_channel"
    OWN_MOTIVE = "own_motive"
    OWN_REFERRED_BY = "own_referred_by"
    OWN_REFERRED_NUMBER = "own_referred_number"
    OWN_CONSENT = "own_consent"
    OWN_CONSENT_AT = "own_consent_at"
    OWN_CONSENT_NOTE = "own_consent_note"
    LOST_AT = "lost_at"
    OWN_FIELDS = "own_fields"


T = Target
OWN_TARGETS = (
    T.OWN_NUMBER, T.FILE_NUMBER, T.TIME_KNOWN, T.TIME_ZONE, T.ENTERED_AT, T.RESULT, T.CASE, T.CASE_TITLE, T.OPENED_AT,
    T.FIRST_RESPONSE, T.RESOLUTION_TIME, T.OWN_CUSTOMER, T.KNOWN_BY, T.OWN_PHONES, T.OWN_EMAILS, T.OWN_NOTE,
    T.CUSTOMER_SINCE, T.CUSTOMER_STAGE, T.CUSTOMER_FILE_NUMBER, T.CASE_TOPIC, T.CASE_CHANNEL, T.FIRST_RESOLUTION,
    T.REOPENED, T.HOLD_TIME, T.AFTER_TIME, T.WRITTEN_BY, T.STATED, T.MATTER, T.CAUSE, T.DEPARTMENT, T.CAUSE_NOTE,
    T.CONFIRMED, T.OWN_FIRM, T.OWN_FIRM_NUMBER, T.PERSON_OR_FIRM, T.OWN_SEGMENT, T.OWN_BIRTHDAY, T.OWN_CHANNEL,
    T.OWN_MOTIVE, T.OWN_REFERRED_BY, T.OWN_REFERRED_NUMBER, T.OWN_CONSENT, T.OWN_CONSENT_AT, T.OWN_CONSENT_NOTE,
    T.LOST_AT, T.OWN_FIELDS,
)  # fmt: skip
BOTH_TARGETS = (T.LEAVE_OUT, T.NUMBER, T.FIRST_NAME, T.LAST_NAME, T.COMPANY, T.PHONE, T.EMAIL)
CONTACT_ONLY = (
    T.STARTED_AT,
    T.STARTED_DATE,
    T.STARTED_TIME,
    T.CHANNEL,
    T.CUSTOMER,
    T.TOPIC,
    T.TEXT,
    T.DIRECTION,
    T.HANDLE_TIME,
)
CONTACT_MORE = (
    T.ANSWERED_AFTER,
    T.ANSWERED_AT,
    T.ANSWERED,
    T.STATUS,
    T.RESOLVED_AT,
    T.CLOSED_AT,
    T.HANDLED_BY,
    T.OWNER,
    T.DUE,
)
CUSTOMER_ONLY = (
    T.NAME, T.NOTE, T.SINCE, T.STAGE, T.FIRM, T.SEGMENT, T.BIRTHDAY, T.PREFERRED_CHANNEL, T.MOTIVE, T.REFERRED_BY,
    T.CONSENT, T.CONSENT_AT, T.CONSENT_NOTE, T.OWN_FIELD,
)  # fmt: skip
PURCHASE_TARGETS = (
    T.LEAVE_OUT, T.BOUGHT_ON, T.AMOUNT, T.CURRENCY, T.WHAT, T.MOTIVE, T.ORDER_NUMBER, T.CUSTOMER_NUMBER, T.CUSTOMER,
    T.FIRST_NAME, T.LAST_NAME, T.COMPANY, T.EMAIL, T.PHONE,
)  # fmt: skip
CANDIDATE_TARGETS = (
    T.LEAVE_OUT, T.NAME, T.FIRST_NAME, T.LAST_NAME, T.EMAIL, T.PHONE, T.SOURCE, T.APPLIED_ON, T.CONSENT, T.NOTE,
)  # fmt: skip
SURVEY_TARGETS = (
    T.LEAVE_OUT, T.ANSWER, T.COMMENT, T.RESPONDED_AT, T.SENT_AT, T.CUSTOMER, T.FIRST_NAME, T.LAST_NAME, T.EMAIL,
    T.PHONE, T.CUSTOMER_NUMBER, T.CASE_NUMBER, T.HANDLED_BY, T.TAG, T.NUMBER,
)  # fmt: skip
CASE_LOG_TARGETS = (
    T.LEAVE_OUT, T.CASE_NUMBER, T.STATUS, T.CHANGED_AT, T.OPENED_AT, T.CHANNEL, T.TOPIC, T.OWNER,
)  # fmt: skip
COUNTS = (T.OFFERED, T.ANSWERED_COUNT, T.MISSED_COUNT)
VOLUME_TARGETS = (
    T.LEAVE_OUT, T.STARTED_AT, T.STARTED_DATE, T.STARTED_TIME, T.INTERVAL_END, T.CHANNEL, *COUNTS, T.HANDLE_TIME,
)  # fmt: skip
REPEATABLE = frozenset(
    {T.LEAVE_OUT, T.TEXT, T.NOTE, T.PHONE, T.EMAIL, T.RATING, T.ANSWER, T.COMMENT, T.OWN_FIELD, *COUNTS}
)
TIMES = frozenset(
    {
        T.STARTED_AT, T.STARTED_DATE, T.ANSWERED_AT, T.RESOLVED_AT, T.CLOSED_AT, T.DUE, T.SINCE, T.ENTERED_AT,
        T.OPENED_AT, T.CUSTOMER_SINCE, T.INTERVAL_END, T.APPLIED_ON, T.SENT_AT, T.RESPONDED_AT,
        T.BIRTHDAY, T.CONSENT_AT, T.BOUGHT_ON, T.OWN_CONSENT_AT, T.LOST_AT,
        T.CHANGED_AT,
    }
)  # fmt: skip
DURATIONS = frozenset(
    {
        T.HANDLE_TIME,
        T.ANSWERED_AFTER,
        T.FIRST_RESPONSE,
        T.RESOLUTION_TIME,
        T.FIRST_RESOLUTION,
        T.HOLD_TIME,
        T.AFTER_TIME,
    }
)
WORDS = frozenset(
    {
        T.CHANNEL, T.STATUS, T.ANSWERED, T.DIRECTION, T.TOPIC, T.HANDLED_BY, T.OWNER, T.STAGE, T.RESULT, T.CONSENT,
    }
)  # fmt: skip


def targets(kind: TableKind) -> tuple[Target, ...]:
    """Where the columns of such a file may go, in the order in which a list should offer them."""
    return _TARGETS[kind]


_TARGETS = {
    TableKind.CONTACTS: (*BOTH_TARGETS, *CONTACT_ONLY, *CONTACT_MORE, T.RATING),
    TableKind.CUSTOMERS: (*BOTH_TARGETS, *CUSTOMER_ONLY),
    TableKind.VOLUME: VOLUME_TARGETS,
    TableKind.CANDIDATES: CANDIDATE_TARGETS,
    TableKind.SURVEYS: SURVEY_TARGETS,
    TableKind.PURCHASES: PURCHASE_TARGETS,
    TableKind.CASE_LOG: CASE_LOG_TARGETS,
}
ANSWERS = ("csat", "nps", "ces", "stars")
"""What a column to ANSWER may be: the values of those an AnswerKind has that are rated."""
NOBODY = "-"
"""What a word means that names nobody, though its row counts."""


class DateOrder(StrEnum):
    """Which part of a written date comes first. Year first (2025-11-17) is understood in every column besides."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    YEAR_FIRST = "year_first"


class DurationUnit(StrEnum):
    """What a bare number in a duration column counts, and how 4:30 is read."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    MINUTES_SECONDS = "m:ss"
    HOURS_MINUTES = "h:mm"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the file.

    Attributes:
        position: 0-based place in the row; it tells two columns of one heading apart.
        heading: as in the file, may be empty.
        date_order: of date columns; None is read as year first.
        unit: of duration columns. A column to ANSWERED_AFTER or HANDLE_TIME has one.
        decimal: the decimal sign of its numbers, "." or ",".
        words: folded word of the file -> what it means (a channel's key or name, a `State`, "yes"/"no", "in"/"out",
            a member's or topic's name). "missed" is a status too. An empty meaning leaves the rows with this word out;
            NOBODY keeps them as if the cell were empty, in columns of people and topics.
        channel: key or name of the channel that a column of counts tells alone, where no column tells the channel.
        answer: of a column to ANSWER, which question it is: "csat", "nps", "ces" or "stars"; empty while nobody knows.
        scale: its lowest and highest value. The meanings of its words are values on it.
        reversed: its lowest value is the best answer.
    """

    position: int
    heading: str
    target: Target = Target.LEAVE_OUT
    date_order: DateOrder | None = None
    unit: DurationUnit | None = None
    decimal: str = "."
    words: collections.abc.Mapping[str, str] = field(default_factory=dict)
    channel: str = ""
    answer: str = ""
    scale: tuple[float, float] | None = None
    reversed: bool = False


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """How a whole file is read.

    Attributes:
        heading_row: 1-based row of the headings in the file; 0 when there are none and data begins in the first row.
        constants: a value for every row where the file has no such column ({Target.CHANNEL: "phone"}); the number of
            the opening for which candidates applied.
        missing: cells that mean "nothing" besides the empty one, compared folded.
        joining: names of people nobody knows here who join the team; the others are added as no longer here.
    """

    kind: TableKind
    columns: tuple[Column, ...]
    heading_row: int = 1
    constants: collections.abc.Mapping[Target, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    sheet: str | None = None
    encoding: str | None = None

    def column(self, target: Target) -> Column | None:
        """The first column that goes there, or None."""
        return next((column for column in self.columns if column.target is target), None)

    def columns_to(self, target: Target) -> tuple[Column, ...]:
        """All columns that go there, in the order of the file."""
        return tuple(column for column in self.columns if column.target is target)

    def with_column(self, column: Column) -> "Mapping":
        """The same mapping with the column at `column.position` replaced."""
        return replace(self, columns=tuple(column if c.position == column.position else c for c in self.columns))

    @property
    def signature(self) -> str:
        """The headings in one string, by which the mapping of an earlier file with the same columns is found again."""
        return "\x1f".join([self.kind, *(folded(column.heading) for column in self.columns)])


def folded(text: str) -> str:
    """A word as it is compared: without outer blanks, doubled blanks and capitals."""
    return " ".join(text.split()).casefold()


def to_mapping(mapping: Mapping) -> dict[str, object]:
    """The mapping as plain values, fit for YAML and JSON."""
    kept = {"heading_row": mapping.heading_row, "missing": list(mapping.missing), "joining": list(mapping.joining)}
    plain: dict[str, object] = {"kind": str(mapping.kind), **kept, "sheet": mapping.sheet, "encoding": mapping.encoding}
    plain["constants"] = {str(target): value for target, value in mapping.constants.items()}
    plain["columns"] = [_plain_column(column) for column in mapping.columns]
    return {key: value for key, value in plain.items() if value not in (None, [], {})}


def _plain_column(column: Column) -> dict[str, object]:
    plain: dict[str, object] = {"position": column.position, "heading": column.heading, "target": str(column.target)}
    if column.date_order:
        plain["date_order"] = str(column.date_order)
    if column.unit:
        plain["unit"] = str(column.unit)
    if column.decimal != ".":
        plain["decimal"] = column.decimal
    if column.words:
        plain["words"] = dict(column.words)
    if column.channel:
        plain["channel"] = column.channel
    if column.answer:
        plain["answer"] = column.answer
    if column.scale:
        plain["scale"] = list(column.scale)
    if column.reversed:
        plain["reversed"] = True
    return plain


def from_mapping(plain: object) -> Mapping:
    """The mapping that `to_mapping` wrote, or that a person wrote by hand.

    Raises:
        NotUnderstood: the shape is wrong (not a mapping with a list of `columns`).
        UnknownName: a kind, target, order or unit that does not exist.
    """
    top = _table(plain, field="map")
    columns = top.get("columns")
    if not isinstance(columns, list) or not columns:
        raise NotUnderstood(field="map", value="columns", right="It needs a list of columns with heading and target")
    constants = _table(top.get("constants", {}), field="constants")
    return Mapping(
        kind=_one_of(TableKind, top.get("kind", "contacts"), field="kind"),
        columns=tuple(_column(position, item) for position, item in enumerate(columns)),
        heading_row=_whole(top.get("heading_row", 1), field="heading_row"),
        constants={_one_of(Target, key, field="constants"): str(value) for key, value in constants.items()},
        missing=tuple(str(word) for word in _list(top.get("missing", []), field="missing")),
        joining=tuple(str(name) for name in _list(top.get("joining", []), field="joining")),
        sheet=_optional(top.get("sheet")),
        encoding=_optional(top.get("encoding")),
    )


def _column(place: int, item: object) -> Column:
    plain = _table(item, field="columns")
    order, unit = plain.get("date_order"), plain.get("unit")
    words = _table(plain.get("words", {}), field="words")
    return Column(
        position=_whole(plain.get("position", place), field="position"),
        heading=str(plain.get("heading", "")),
        target=_one_of(Target, plain.get("target", "leave_out"), field="target"),
        date_order=_one_of(DateOrder, order, field="date_order") if order else None,
        unit=_one_of(DurationUnit, unit, field="unit") if unit else None,
        decimal=str(plain.get("decimal", ".")),
        words={folded(_word(key)): _word(value) for key, value in words.items()},
        channel=str(plain.get("channel") or ""),
        answer=_answer(plain.get("answer")),
        scale=_scale(plain.get("scale")),
        reversed=plain.get("reversed") is True,
    )


def _answer(value: object) -> str:
    if value and value not in ANSWERS:
        raise UnknownName(field="answer", value=value, known=", ".join(ANSWERS))
    return str(value or "")


def _scale(value: object) -> tuple[float, float] | None:
    if value is None:
        return None
    ends = value if isinstance(value, list) else []
    if len(ends) != 2 or any(isinstance(one, bool) or not isinstance(one, int | float) for one in ends):
        raise NotUnderstood(field="scale", value=value, right="It is the lowest and the highest value, such as [1, 5]")
    if not ends[0] < ends[1]:
        raise NotUnderstood(field="scale", value=value, right="Name the lowest value first, such as [1, 5]")
    return float(ends[0]), float(ends[1])


def _word(value: object) -> str:
    # YAML reads an unquoted yes or no as a truth value.
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _table(value: object, *, field: str) -> dict[object, object]:
    if not isinstance(value, dict):
        raise NotUnderstood(field=field, value=value, right="It is a table of names and values")
    return value


def _list(value: object, *, field: str) -> Iterable[object]:
    if not isinstance(value, list):
        raise NotUnderstood(field=field, value=value, right="It is a list")
    return value


def _whole(value: object, *, field: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise NotUnderstood(field=field, value=value, right="It is a whole number from 0")
    return value


def _optional(value: object) -> str | None:
    return None if value is None else str(value)


def _one_of(kind: type[E], value: object, *, field: str) -> E:
    try:
        return kind(str(value))
    except ValueError:
        raise UnknownName(field=field, value=value, known=", ".join(kind)) from None
