"""Where people write of customers, found in any table; which rows are a customer's own."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, Text, and_, case, or_, select, type_coerce

from csops.domain.changes import Kind
from csops.domain.naming_texts import BLACK, Marks, in_all_texts, texts_in
from csops.storage import care, contacts, customers, forecast, quality, rosters, team
from csops.storage.columns import from_plain, to_plain
from csops.storage.search_documents import in_parts

Own = Mapping[str, set[int]]
"""Numbers of rows by the name of their table."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A table in which people write, the kind of its records, and the columns that hold free text.

    `needs`: columns that lists show a row by; they are never left empty. `tells`: columns that tell something by saying
    anything at all, such as a reason why not: what is empty stays empty, and what is not is never left so. `parts`: of
    columns that hold small records, which fields of these are free text, where the rest stays: ratings without words.
    """

    table: Table
    kind: Kind
    columns: tuple[str, ...]
    needs: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def changed(self, name: str, value: Any, change: Callable[[str], str]) -> Any:
        """Return a value of a column with every free text in it changed."""
        column_type = self.table.c[name].type
        return from_plain(column_type, self._changed(name, to_plain(column_type, value), change))

    def _changed(self, name: str, plain: Any, change: Callable[[str], str]) -> Any:
        if name not in self.parts:
            return in_all_texts(plain, change)
        free = self.parts[name]
        return [{key: in_all_texts(one[key], change) if key in free else one[key] for key in one} for one in plain]

    def texts(self, name: str, value: Any) -> Iterator[str]:
        """Yield every free text of a column's value."""
        plain = to_plain(self.table.c[name].type, value)
        if name not in self.parts:
            yield from texts_in(plain)
            return
        for one in plain:
            yield from (text for key in self.parts[name] for text in texts_in(one[key]))

    def without_words(self, name: str, value: Any) -> Any:
        """Return a value of a column of small records as it counts, without what was written in it."""
        column_type = self.table.c[name].type
        rows = [
            {key: type(said)() if key in self.parts[name] else said for key, said in one.items()}
            for one in to_plain(column_type, value)
        ]
        return from_plain(column_type, rows)


_OF_A_RATING = ("note", "quotes")
WRITTEN = (
    Written(table=customers.customers, kind=Kind.CUSTOMER, columns=("note", "motive", "consent_note", "fields")),
    Written(
        table=contacts.cases,
        kind=Kind.CASE,
        columns=("title", "stated", "matter", "cause_note"),
        needs=("title",),
    ),
    Written(table=contacts.contacts, kind=Kind.CONTACT, columns=("text",)),
    Written(table=contacts.notes, kind=Kind.NOTE, columns=("text",), needs=("text",)),
    Written(table=contacts.follow_ups, kind=Kind.FOLLOW_UP, columns=("what",), needs=("what",)),
    Written(table=contacts.attachments, kind=Kind.ATTACHMENT, columns=("name",), needs=("name",)),
    Written(table=care.promises, kind=Kind.PROMISE, columns=("what", "note"), needs=("what",), tells=("note",)),
    Written(table=care.customer_requests, kind=Kind.REQUEST, columns=("what", "reason"), needs=("what",)),
    Written(table=care.escalations, kind=Kind.ESCALATION, columns=("note",)),
    Written(table=care.concessions, kind=Kind.CONCESSION, columns=("reason", "decision_note")),
    Written(table=care.recoveries, kind=Kind.RECOVERY, columns=("learnt",)),
    Written(table=care.recovery_steps, kind=Kind.RECOVERY_STEP, columns=("skipped", "noted"), tells=("skipped",)),
    Written(table=care.survey_answers, kind=Kind.SURVEY_ANSWER, columns=("comment",)),
    Written(table=care.purchases, kind=Kind.PURCHASE, columns=("what", "motive")),
    Written(table=care.case_merges, kind=Kind.CASE_MERGE, columns=("title",), needs=("title",)),
    Written(table=care.handovers, kind=Kind.HANDOVER, columns=("note",)),
    Written(
        table=quality.reviews,
        kind=Kind.REVIEW,
        columns=("ratings", "first", "note", "praise", "answer", "source_ref", "withdrawn_why"),
        tells=("withdrawn_why",),
        parts={"ratings": _OF_A_RATING, "first": _OF_A_RATING},
    ),
    Written(table=quality.disputes, kind=Kind.DISPUTE, columns=("reason", "decision", "reply"), needs=("reason",)),
    Written(table=quality.picks, kind=Kind.PICK, columns=("reason",)),
    Written(table=quality.samples, kind=Kind.SAMPLE, columns=("name",), needs=("name",)),
    Written(
        table=quality.card_versions,
        kind=Kind.CARD_VERSION,
        columns=("note", "criteria"),
        parts={"criteria": ("guidance", "meanings")},
    ),
    Written(
        table=quality.calibrations,
        kind=Kind.CALIBRATION,
        columns=("name", "agreed", "called_off_why"),
        needs=("name",),
        tells=("called_off_why",),
        parts={"agreed": ("note",)},
    ),
    Written(
        table=quality.coachings,
        kind=Kind.COACHING,
        columns=("agenda", "note"),
        parts={"agenda": ("text", "quote")},
    ),
    Written(table=quality.coaching_actions, kind=Kind.COACHING_ACTION, columns=("what",), needs=("what",)),
    Written(table=team.views, kind=Kind.VIEW, columns=("name", "question"), needs=("name",)),
    Written(table=team.imports, kind=Kind.IMPORT, columns=("file",), needs=("file",)),
    Written(table=forecast.day_marks, kind=Kind.DAY_MARK, columns=("name",), needs=("name",)),
    Written(table=rosters.absences, kind=Kind.ABSENCE, columns=("note",)),
)
"""All that may name a customer. What is written of candidates is not among it: who erases may not be let see it."""
BY_TABLE = {one.table.name: one for one in WRITTEN}
_OTHERS = {"channels", "topics", "members", "imports", "absences", "acts", "journal"}
"""Tables that a customer's rows name and that are nobody's own."""


# ------------------------------------------------------------ whose rows
def own_rows(connection: Connection, ids: Iterable[int]) -> dict[str, set[int]]:
    """Return the rows that are of these customers: cases, contacts, and what hangs on those, by the foreign keys.

    A row that names a customer is that one's; one that names none is of whom its case or contact is.
    """
    from csops.storage.every_table import metadata

    own: dict[str, set[int]] = {customers.customers.name: set(ids)}
    for table in metadata.sorted_tables:
        if "id" in table.c and table.name not in _OTHERS and table is not customers.customers:
            found = _own_of(connection, table, own)
            if found:
                own[table.name] = found
    return own


def _own_of(connection: Connection, table: Table, own: Own) -> set[int]:
    keys = [(key.parent, key.column.table.name) for key in table.foreign_keys if key.column.table is not table]
    direct = [column for column, goal in keys if goal == customers.customers.name]
    found: set[int] = set()
    for column, goal in keys:
        if goal not in own:
            continue
        nobody_named = and_(True, *(one.is_(None) for one in direct if column not in direct))
        for part in in_parts(own[goal]):
            found.update(connection.execute(select(table.c.id).where(column.in_(part), nobody_named)).scalars())
    return found


# ------------------------------------------------------------ who is named where
@dataclass(frozen=True, kw_only=True)
class Naming:
    """A text that names somebody. `is_sure`: by the whole name, a phone or an e-mail, not by a part of the name."""

    written: Written
    id: int
    column: str
    text: str
    is_sure: bool


def namings(connection: Connection, marks: Marks, *, but: Own) -> Iterator[Naming]:
    """Yield every text that names a person, outside their own rows (`but`)."""
    if marks.is_empty:
        return
    for written in WRITTEN:
        own = but.get(written.table.name, set())
        columns = [written.table.c[name] for name in written.columns]
        asked = select(written.table.c.id, *columns).where(or_(*(_may_name(column, marks) for column in columns)))
        for row in connection.execute(asked.order_by(written.table.c.id)):
            if row.id not in own:
                yield from _named_in(written, row, marks)


def _named_in(written: Written, row: Any, marks: Marks) -> Iterator[Naming]:
    for name in written.columns:
        text = said(written, name, getattr(row, name))
        if marks.hinted_in(text):
            yield Naming(written=written, id=row.id, column=name, text=text, is_sure=marks.named_in(text))


def said(written: Written, name: str, value: Any) -> str:
    """Return all that a value of a column says, in one text."""
    return "\n".join(written.texts(name, value))


def _may_name(column: Column[Any], marks: Marks) -> ColumnElement[bool]:
    text = type_coerce(column, Text)
    spelled = {form for token in marks.tokens() for form in (token, token.lower(), token.upper(), token.title())}
    wanted = [text.ilike(f"%{token}%") for token in sorted(spelled)]
    # A phone may be written in many ways: its last two figures are together in most of them.
    wanted += [text.like(f"%{ending}%") for ending in marks.endings()]
    wanted += [text.like(f"%{ending[0]} {ending[1]}%") for ending in marks.endings()]
    return or_(*wanted)


def emptied(written: Written, name: str) -> Any:
    """Return what stands in a column once it says nothing; those of `Written.parts` are emptied row by row."""
    column = written.table.c[name]
    if name in written.needs:
        return BLACK
    if name in written.tells:
        return case((column == "", ""), else_=BLACK)
    return () if type(column.type).__name__ == "Nested" else ""
