"""Full-text search behind one question in both databases.

SQLite: FTS5, whose rows are numbered by moment and contact together, so that the index itself is in order of time and
the newest fifty of a million are found without sorting. PostgreSQL: a tsvector with a GIN index.
Both get the same folded words (domain/questions.py), so that both find the same.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Select,
    column,
    func,
    literal_column,
    select,
    table,
    text,
    true,
)

from csops.domain.questions import Question, Term
from csops.storage.search_documents import (
    ALL,
    Document,
    case_documents,
    contact_documents,
    customer_documents,
    in_parts,
    mark,
)
from csops.storage.search_runs import ID_BITS, RunIndex

_ID_MASK = (1 << ID_BITS) - 1
_INDEXED_PREFIX = 3
"""Beginnings of up to so many letters have an index of their own."""

_MOST_ENDINGS = 24
_FEW = 500
_BEHIND = "\U0010ffff"
_TERMS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.contact_terms USING fts5vocab(main, contact_search, instance)"
_NEXT_TERM = "SELECT term FROM temp.contact_terms WHERE term >= ? AND term < ? LIMIT 1"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def search_row(at: datetime, contact_id: int) -> int:
    """Return the FTS5 row of a contact: seconds since 1970 above, its id below."""
    return ((at - _EPOCH) // timedelta(seconds=1) << ID_BITS) | contact_id


class Search(Protocol):
    """What the unit of work asks of a search, whichever the database."""

    def matching(self, kind: str, question: Question) -> Select[int]:
        """Return a query for the ids of records (contact, case, customer) that fit the question's words."""

    def newest(self, question: Question, *, limit: int, offset: int = 0) -> list[int]:
        """Return the ids of the contacts that fit words, marks and days, newest first."""

    def count(self, question: Question, *, most: int) -> int:
        """Return how many contacts fit words, marks and days, at most `most`."""

    def forget_contacts(self, rows: Iterable[tuple[datetime, int]]) -> None:
        """Take contacts out of the index: (happened at, id), as they were indexed."""

    def forget(self, kind: str, ids: Iterable[int]) -> None:
        """Take customers or cases out of the index."""

    def index(self, kind: str, ids: Iterable[int]) -> None:
        """Bring records into the index that are not in it."""

    def runs(self) -> "Runs":
        """Return what brings runs of thousands of new records into the index."""


class Runs(Protocol):
    """Brings runs of new records into the index. To be closed within the transaction."""

    def add(self, kind: str, ids: range) -> None:
        """Bring all records of this kind with these ids, none of them in the index yet."""

    def close(self) -> None:
        """Let go of what was noted of the customers."""


_DOCUMENTS = {"contact": contact_documents, "customer": customer_documents, "case": case_documents}


def documents(connection: Connection, kind: str, ids: Sequence[int]) -> list[Document]:
    """Return the documents of these records."""
    return list(_DOCUMENTS[kind](connection, ids))


def marks_of(question: Question) -> list[list[str]]:
    """Return the marks asked for: any within a list, all of the lists."""
    asked = (
        ("c", question.channel_ids),
        ("t", question.topic_ids),
        ("o", question.owner_ids),
        ("m", question.member_ids),
    )
    return [[mark(letter, record_id) for record_id in ids] for letter, ids in asked if ids]


class SqliteSearch:
    """Search by FTS5."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def matching(self, kind: str, question: Question) -> Select[int]:
        """Return a query for the ids of records that fit the question's words and marks."""
        row = literal_column(f"rowid & {_ID_MASK}" if kind == "contact" else "rowid", Integer)
        name = f"{kind}_search"
        # An FTS5 table is its own hidden column, to which MATCH is applied.
        found = literal_column(name).op("MATCH")(match(question))
        return select(row).select_from(table(name, column("rowid", BigInteger))).where(found)

    def newest(self, question: Question, *, limit: int, offset: int = 0) -> list[int]:
        """Return the ids of the contacts that fit words, marks and days, newest first."""
        read = self._read_newest(question, most=offset + limit)
        if read is not None:
            return read[offset:]
        found = self._connection.execute(
            text(
                "SELECT rowid FROM contact_search WHERE contact_search MATCH :match AND rowid >= :low AND rowid < :high"
                " ORDER BY rowid DESC LIMIT :limit OFFSET :offset"
            ),
            {"match": self._match(question), "limit": limit, "offset": offset, **_bounds(question)},
        )
        return [row & _ID_MASK for row in found.scalars()]

    def count(self, question: Question, *, most: int) -> int:
        """Return how many contacts fit words, marks and days, at most `most`."""
        read = self._read_newest(question, most=most)
        if read is not None:
            return len(read)
        found = self._connection.execute(
            text(
                "SELECT count(*) FROM (SELECT 1 FROM contact_search WHERE contact_search MATCH :match"
                " AND rowid >= :low AND rowid < :high LIMIT :most)"
            ),
            {"match": self._match(question), "most": most, **_bounds(question)},
        )
        return int(found.scalar_one())

    def _match(self, question: Question) -> str:
        """Return the question as an FTS5 expression, its unfinished words by the words that they may become.

        Of a beginning FTS5 joins the places of all its words before it gives the first; places of whole words it gives
        one by one, so that the newest fifty of many thousand cost nothing.
        """
        begun = {term.words[-1] for term in question.terms if _is_begun(term)}
        known = {word: self._endings(word) for word in begun}
        return match(question, endings={word: found for word, found in known.items() if found})

    def _read_newest(self, question: Question, *, most: int) -> list[int] | None:
        """Return the newest that fit by reading what begins alike; None where that is no quicker than to ask.

        A beginning of thousands of words (all e-mails of one firm) costs FTS5 as long as they have places. But then
        much of what begins with its first letters fits: reading the newest of that finds enough after a few.
        """
        begun = [term for term in question.terms if _is_begun(term)]
        if (
            len(begun) != 1
            or len(begun[0].words) > 1
            or begun[0].digits
            or self._endings(begun[0].words[0]) is not None
        ):
            return None
        (word,) = begun[0].words
        alike = replace(begun[0], words=(word[:_INDEXED_PREFIX],))
        loosened = replace(question, terms=tuple(alike if term is begun[0] else term for term in question.terms))
        starts = re.compile(rf"(?<![^\W_]){re.escape(word)}").search
        found: list[int] = []
        rows = self._connection.execute(
            text(
                "SELECT rowid, body FROM contact_search WHERE contact_search MATCH :match"
                " AND rowid >= :low AND rowid < :high ORDER BY rowid DESC LIMIT :patience"
            ),
            {"match": match(loosened), "patience": (patience := most * 2 + _FEW), **_bounds(question)},
        )
        seen = 0
        for row, body in rows:
            seen += 1
            if starts(body.lower()):
                found.append(row & _ID_MASK)
                if len(found) == most:
                    rows.close()
                    return found
        return found if seen < patience else None

    def _endings(self, word: str) -> list[str] | None:
        """Return the indexed words that begin with this one; None when there are too many to name."""
        self._connection.exec_driver_sql(_TERMS)
        found: list[str] = []
        least = word
        while len(found) <= _MOST_ENDINGS:
            # One look-up a word: asking for all at once would walk over every place of each of them.
            term = self._connection.exec_driver_sql(_NEXT_TERM, (least, word + _BEHIND)).scalar()
            if term is None:
                return found
            found.append(str(term))
            least = f"{term}0"
        return None

    def forget_contacts(self, rows: Iterable[tuple[datetime, int]]) -> None:
        """Take contacts out of the index: (happened at, id), as they were indexed."""
        gone = [{"row": search_row(at, contact_id)} for at, contact_id in rows]
        if gone:
            self._connection.execute(text("DELETE FROM contact_search WHERE rowid = :row"), gone)

    def forget(self, kind: str, ids: Iterable[int]) -> None:
        """Take customers or cases out of the index."""
        gone = [{"row": record_id} for record_id in ids]
        if gone:
            self._connection.execute(text(f"DELETE FROM {kind}_search WHERE rowid = :row"), gone)  # noqa: S608 our names

    def index(self, kind: str, ids: Iterable[int]) -> None:
        """Bring records into the index that are not in it."""
        insert = f"INSERT INTO {kind}_search (rowid, body, digits, marks) VALUES (?, ?, ?, ?)"  # noqa: S608 our names
        for part in in_parts(ids):
            rows = [
                (doc.id if doc.at is None else search_row(doc.at, doc.id), doc.body, doc.digits, doc.marks)
                for doc in documents(self._connection, kind, part)
            ]
            if rows:
                # Straight to the driver: nothing here needs a type.
                self._connection.exec_driver_sql(insert, rows)

    def runs(self) -> Runs:
        """Return what brings runs of thousands of new records into the index."""
        return RunIndex(self._connection)


def _is_begun(term: Term) -> bool:
    return term.prefix and len(term.words[-1]) > _INDEXED_PREFIX


def _bounds(question: Question) -> dict[str, int]:
    low = -(1 << 62) if question.since is None else search_row(question.since, 0)
    high = 1 << 62 if question.until is None else search_row(question.until, 0)
    return {"low": low, "high": high}


def match(question: Question, *, endings: Mapping[str, Sequence[str]] | None = None) -> str:
    """Return the question as an FTS5 expression. Every word is quoted, so that none is an operator.

    Args:
        question: the words and marks.
        endings: the words that unfinished ones may become, where they are known.
    """
    wanted = [_fts_term(term, endings or {}) for term in question.terms]
    wanted += ["marks : (" + " OR ".join(f'"{one}"' for one in some) + ")" for some in marks_of(question)]
    expression = " AND ".join(wanted) or f'marks : "{ALL}"'
    if question.excluded:
        # Side by side: nested, FTS5 takes no more than some two hundred.
        expression = f"({expression}) NOT ({' OR '.join(_fts_term(term, {}) for term in question.excluded)})"
    return expression


def _fts_term(term: Term, endings: Mapping[str, Sequence[str]]) -> str:
    known = endings.get(term.words[-1], ()) if term.prefix else ()
    whole = [f'"{" ".join((*term.words[:-1], word))}"' for word in known]
    phrase = '"' + " ".join(term.words) + '"' + (" *" if term.prefix else "")
    body = f"(body : ({' OR '.join(whole)}))" if whole else f"(body : {phrase})"
    return f'({body} OR digits : "{term.digits[::-1]}" *)' if term.digits else body


class PostgresSearch:
    """Search by tsvector."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def matching(self, kind: str, question: Question) -> Select[int]:
        """Return a query for the ids of records that fit the question's words and marks."""
        found = table(f"{kind}_search", column("id", BigInteger))
        return select(found.c.id).where(self._matches(question))

    def _matches(self, question: Question) -> ColumnElement[bool]:
        asked = ts_query(question)
        if not asked:
            return true()
        return literal_column("document").op("@@", is_comparison=True)(func.to_tsquery("simple", asked))

    def newest(self, question: Question, *, limit: int, offset: int = 0) -> list[int]:
        """Return the ids of the contacts that fit words, marks and days, newest first."""
        found = self._within(question).order_by(text("at DESC, id DESC")).limit(limit).offset(offset)
        return list(self._connection.execute(found).scalars())

    def count(self, question: Question, *, most: int) -> int:
        """Return how many contacts fit words, marks and days, at most `most`."""
        some = self._within(question).limit(most).subquery()
        return int(self._connection.execute(select(func.count()).select_from(some)).scalar_one())

    def _within(self, question: Question) -> Select[int]:
        found = self.matching("contact", question)
        if question.since is not None:
            found = found.where(text("at >= :since").bindparams(since=question.since))
        if question.until is not None:
            found = found.where(text("at < :until").bindparams(until=question.until))
        return found

    def forget_contacts(self, rows: Iterable[tuple[datetime, int]]) -> None:
        """Take contacts out of the index."""
        self.forget("contact", (contact_id for _, contact_id in rows))

    def forget(self, kind: str, ids: Iterable[int]) -> None:
        """Take records out of the index."""
        gone = [{"row": record_id} for record_id in ids]
        if gone:
            self._connection.execute(text(f"DELETE FROM {kind}_search WHERE id = :row"), gone)  # noqa: S608 our names

    def index(self, kind: str, ids: Iterable[int]) -> None:
        """Bring records into the index that are not in it."""
        insert = text(
            f"INSERT INTO {kind}_search (id, at, document) VALUES (:id, :at, to_tsvector('simple', :words))"  # noqa: S608 our names
        )
        for part in in_parts(ids):
            rows = [
                {"id": doc.id, "at": doc.at, "words": _ts_words(doc)} for doc in documents(self._connection, kind, part)
            ]
            if rows:
                self._connection.execute(insert, rows)

    def runs(self) -> Runs:
        """Return what brings runs of thousands of new records into the index."""
        return _PostgresRuns(self)


class _PostgresRuns:
    def __init__(self, search: PostgresSearch) -> None:
        self._search = search

    def add(self, kind: str, ids: range) -> None:
        self._search.index(kind, ids)

    def close(self) -> None:
        """Nothing was noted."""


def _ts_words(doc: Document) -> str:
    digits = " ".join(f"zd{number}" for number in doc.digits.split())
    marks = " ".join(f"zm{one}" for one in doc.marks.split())
    # A tsvector holds at most 1 MB, and positions up to 16,383; longer texts are found by their beginning.
    return f"{marks} {digits} {doc.body[:200_000]}"


def ts_query(question: Question) -> str:
    """Return the question as text for to_tsquery. Words hold letters and digits only, so that none is an operator."""
    wanted = [_ts_term(term) for term in question.terms]
    wanted += ["(" + " | ".join(f"zm{one}" for one in some) + ")" for some in marks_of(question)]
    return " & ".join(wanted + [f"!{_ts_term(term)}" for term in question.excluded])


def _ts_term(term: Term) -> str:
    words = [f"'{word}'" for word in term.words]
    if term.prefix:
        words[-1] += ":*"
    phrase = "(" + " <-> ".join(words) + ")"
    return f"({phrase} | 'zd{term.digits[::-1]}':*)" if term.digits else phrase


def search_on(connection: Connection) -> Search:
    """Return the search of this database."""
    return PostgresSearch(connection) if connection.dialect.name == "postgresql" else SqliteSearch(connection)
