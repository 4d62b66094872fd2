"""A contact log that csops wrote, come back: known by its headings, read as it was meant, matched by itself."""

from collections.abc import Sequence
from dataclasses import replace

from csops.domain.reports import NUMBER_IN_CSOPS
from csops.excel.sanitiser import rejoined, strip_mark
from csops.imports.mapping import Column, Mapping, TableKind, Target, folded
from csops.imports.reading import Reading
from csops.services import contact_log

T = Target
TARGETS = {
    "happened": T.STARTED_AT,
    "time_known": T.TIME_KNOWN,
    "channel": T.CHANNEL,
    "direction": T.DIRECTION,
    "customer": T.CUSTOMER,
    "topic": T.TOPIC,
    "title": T.CASE_TITLE,
    "text": T.TEXT,
    "result": T.RESULT,
    "state": T.STATUS,
    "owner": T.OWNER,
    "member": T.HANDLED_BY,
    "handle_time": T.HANDLE_TIME,
    "answered_after": T.ANSWERED_AFTER,
    "first_response": T.FIRST_RESPONSE,
    "resolution_time": T.RESOLUTION_TIME,
    "case_id": T.CASE,
    "opened": T.OPENED_AT,
    "entered": T.ENTERED_AT,
    "zone": T.TIME_ZONE,
    "id": T.OWN_NUMBER,
    "number": T.FILE_NUMBER,
    "customer_id": T.OWN_CUSTOMER,
    "known_by": T.KNOWN_BY,
    "phones": T.OWN_PHONES,
    "emails": T.OWN_EMAILS,
    "note": T.OWN_NOTE,
    "since": T.CUSTOMER_SINCE,
    "stage": T.CUSTOMER_STAGE,
    "customer_number": T.CUSTOMER_FILE_NUMBER,
    "case_topic": T.CASE_TOPIC,
    "case_channel": T.CASE_CHANNEL,
    "first_resolution": T.FIRST_RESOLUTION,
    "reopened": T.REOPENED,
    "hold_time": T.HOLD_TIME,
    "after_time": T.AFTER_TIME,
    "automatic": T.WRITTEN_BY,
    "stated": T.STATED,
    "matter": T.MATTER,
    "cause": T.CAUSE,
    "department": T.DEPARTMENT,
    "cause_note": T.CAUSE_NOTE,
    "confirmed": T.CONFIRMED,
    "firm": T.OWN_FIRM,
    "firm_id": T.OWN_FIRM_NUMBER,
    "is_firm": T.PERSON_OR_FIRM,
    "segment": T.OWN_SEGMENT,
    "birthday": T.OWN_BIRTHDAY,
    "preferred_channel": T.OWN_CHANNEL,
    "motive": T.OWN_MOTIVE,
    "referred_by": T.OWN_REFERRED_BY,
    "referred_id": T.OWN_REFERRED_NUMBER,
    "consent": T.OWN_CONSENT,
    "consent_at": T.OWN_CONSENT_AT,
    "consent_note": T.OWN_CONSENT_NOTE,
    "lost": T.LOST_AT,
    "fields": T.OWN_FIELDS,
}
_ON_SCREEN = {
    "Started": T.STARTED_AT,
    "Summary": T.CASE_TITLE,
    "Status": T.STATUS,
    "First response": T.FIRST_RESPONSE,
    "Resolution time": T.RESOLUTION_TIME,
    "Number": T.FILE_NUMBER,
}
"""What the table of contacts calls its columns where the log says it at more length."""
_LOG_TITLES = {column.title: TARGETS[column.key] for column in contact_log.COLUMNS}
_BY_HEADING = {folded(title): target for title, target in {**_ON_SCREEN, **_LOG_TITLES}.items()}
_COPIED = folded("Started")
"""The start of a contact in rows that were copied from the screen: marks stand before their texts in any file."""
_STARTS = (folded("Date and time"), _COPIED)


def as_written(reading: Reading) -> Reading:
    """Return the reading as csops wrote it: without the marks before its texts, long texts in one piece."""
    return unmarked(reading) if reading.rows and _is_ours(reading.rows[0]) else reading


def unmarked(reading: Reading) -> Reading:
    """Return a table of ours without marks, long texts in one piece."""
    width = len(reading.rows[0])
    if reading.delimiter is not None or _COPIED in map(folded, reading.rows[0]):
        return replace(reading, rows=[tuple(map(strip_mark, row)) for row in reading.rows])
    named = max(place for place, heading in enumerate(reading.rows[0], 1) if heading)
    if width == named:
        return reading
    return replace(reading, rows=[rejoined(row, width=named) for row in reading.rows])


def mapping_of(reading: Reading) -> Mapping | None:
    """Return where the columns of our own log go; None for any other file."""
    if not reading.rows or not _is_ours(reading.rows[0]):
        return None
    columns = [
        _column(reading, place, heading)
        for place, heading in enumerate(reading.rows[0])
        if folded(heading) in _BY_HEADING
    ]
    sheet = reading.sheet if len(reading.sheets) > 1 else None
    return Mapping(kind=TableKind.CONTACTS, columns=tuple(columns), heading_row=reading.numbers[0], sheet=sheet)


def _column(reading: Reading, place: int, heading: str) -> Column:
    target = _BY_HEADING[folded(heading)]
    if target is not T.CHANNEL:
        return Column(position=place, heading=heading, target=target)
    # A channel is the one of that name, whatever its name means elsewhere.
    names = {row[place].strip() for row in reading.rows[1:] if place < len(row)} - {""}
    return Column(position=place, heading=heading, target=target, words={folded(name): name for name in names})


def _is_ours(headings: Sequence[str]) -> bool:
    there = {folded(heading) for heading in headings}
    is_doubled = len(there - {""}) < sum(1 for heading in headings if heading.strip())
    return folded(NUMBER_IN_CSOPS) in there and not there.isdisjoint(_STARTS) and not is_doubled
