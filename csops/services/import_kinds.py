"""What the rows of a file seem to be, before anybody has said so."""

from itertools import pairwise

from csops.domain.count_rows import VolumeRow
from csops.imports import columns, volume_columns
from csops.imports.guesses import About, Guess, KnownNames
from csops.imports.headings import fit
from csops.imports.mapping import Mapping, TableKind, Target
from csops.imports.ratings import kind_of_heading
from csops.imports.reading import Reading
from csops.imports.records import first_data_row
from csops.imports.volume_rows import VolumeReader
from csops.services import own_lists, own_log

_TELLS_CONTACTS = frozenset(
    {
        Target.NUMBER, Target.CUSTOMER, Target.PHONE, Target.EMAIL, Target.FIRST_NAME, Target.LAST_NAME, Target.COMPANY,
        Target.TOPIC, Target.TEXT, Target.STATUS, Target.HANDLED_BY, Target.OWNER, Target.DIRECTION,
    }
)  # fmt: skip
_TELLS_A_LOG = frozenset(
    {
        Target.CHANNEL, Target.HANDLE_TIME, Target.ANSWERED_AFTER, Target.ANSWERED, Target.DIRECTION,
        Target.RESOLVED_AT, Target.CLOSED_AT, Target.DUE,
    }
)  # fmt: skip
_LOOKED_AT = 2000
_SURELY = 80
"""Points of a heading that names an update; "time" alone does not."""
_LEAST_ROWS = 8
_MOSTLY = 0.7


def kind_of(reading: Reading, *, known: KnownNames) -> TableKind:
    """Return counts where times are as regular as intervals, answers where a survey's question is, else contacts."""
    if own_log.mapping_of(reading) is not None:
        return TableKind.CONTACTS
    listed = own_lists.kind_of(reading)
    if listed is not None:
        return listed
    if _is_case_log(reading, known):
        return TableKind.CASE_LOG
    if _is_survey(reading, known):
        return TableKind.SURVEYS
    counted = volume_columns.guess(reading, known=known)
    if not _is_likely(counted) or not _is_regular(reading, counted.mapping):
        return TableKind.CONTACTS
    contacts = columns.guess(reading, known=known).mapping
    says_more = any(column.target in _TELLS_CONTACTS for column in contacts.columns)
    return TableKind.CONTACTS if says_more else TableKind.VOLUME


def _is_case_log(reading: Reading, known: KnownNames) -> bool:
    """Whether each case has several rows, which tell its state and when it came into it."""
    updates = columns.guess(reading, kind=TableKind.CASE_LOG, known=known).mapping
    number, changed = updates.column(Target.CASE_NUMBER), updates.column(Target.CHANGED_AT)
    if number is None or changed is None or updates.column(Target.STATUS) is None:
        return False
    if fit(changed.heading, kind=TableKind.CASE_LOG).get(Target.CHANGED_AT, 0) < _SURELY:
        return False
    rows = reading.rows[first_data_row(reading, updates) :][:_LOOKED_AT]
    numbers = [row[number.position].strip() for row in rows if number.position < len(row)]
    return len(set(numbers)) <= _MOSTLY * len(numbers)


def _is_survey(reading: Reading, known: KnownNames) -> bool:
    """Whether a column names a question of a survey, and none tells how a contact came, went or ended."""
    answered = columns.guess(reading, kind=TableKind.SURVEYS, known=known).mapping
    if not any(kind_of_heading(column.heading) for column in answered.columns_to(Target.ANSWER)):
        return False
    contacts = columns.guess(reading, known=known).mapping
    return not any(column.target in _TELLS_A_LOG for column in contacts.columns)


def _is_likely(counted: Guess) -> bool:
    """Whether nothing is open but the channel, and what counts is named."""
    needed = {question.about for question in counted.questions if question.needed}
    return needed <= {About.CHANNEL} and counted.mapping.column(Target.OFFERED) is not None


def _is_regular(reading: Reading, mapping: Mapping) -> bool:
    """Whether most rows follow each other by one step, each time once for each channel: single contacts do not."""
    reader = VolumeReader(mapping, timezone="UTC")
    first = first_data_row(reading, mapping)
    read = (reader.read(number, row) for number, row in enumerate(reading.rows[first : first + _LOOKED_AT]))
    times = [(told.word, row.started_at) for row in read if isinstance(row, VolumeRow) for told in row.told[:1]]
    if len(times) < _LEAST_ROWS or len(set(times)) < len(times):
        return False
    moments = sorted({at for _, at in times})
    # Months differ in length by a tenth; what is closed at night or at weekends has longer steps now and then.
    steps = sorted((after - before).total_seconds() for before, after in pairwise(moments))
    usual = steps[len(steps) // 2] if steps else 0
    return bool(usual) and sum(abs(step - usual) <= usual / 9 for step in steps) >= _MOSTLY * len(steps)
