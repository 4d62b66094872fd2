"""Before and after of each change: history, undo, and what other windows have not seen yet.

Two layers. `acts` and `journal` are append-only (triggers refuse change) and chained: each act holds the SHA-256 of the
act before and of its own rows. `journal_texts` keeps the content beside the chain under a salted digest, so that a
customer can be erased while the chain stays whole.
"""

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    func,
    or_,
    select,
    text,
)

from csops.domain.changes import Act, Change, Kind, Step
from csops.storage.columns import Choice, Id, Packed, Utc, metadata
from csops.storage.inserts import insert_one, insert_rows
from csops.storage.people import members

acts = Table(
    "acts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("member_id", ForeignKey("members.id")),
    Column("what", String(200), nullable=False),
    Column("step", Choice(Step), nullable=False),
    Column("target", Id, index=True),
    # SQLite measures no texts, so that the column need not be made anew there.
    Column("kinds", Text().with_variant(String(200), "sqlite"), nullable=False),
    Column("records", Integer, nullable=False),
    Column("import_id", Id),
    Column("hash", LargeBinary, nullable=False),
    Index("ix_acts_member_id", "member_id", "id"),
    sqlite_autoincrement=True,
)

journal = Table(
    "journal",
    metadata,
    Column("id", Id, primary_key=True),
    Column("act_id", ForeignKey("acts.id"), nullable=False, index=True),
    Column("kind", Choice(Kind), nullable=False),
    Column("record_id", Id, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Index("ix_journal_record", "kind", "record_id"),
    sqlite_autoincrement=True,
)

journal_texts = Table(
    "journal_texts",
    metadata,
    Column("id", ForeignKey("journal.id"), primary_key=True, autoincrement=False),
    Column("salt", LargeBinary, nullable=False),
    Column("content", Packed),
)

CHANNEL = "csops_acts"
"""On a server, every commit of an act says the act's number here, and nothing else."""
BATCH = 0
"""The record id of a journal row that stands for many records: its content holds them or their ids."""

_FIRST_HASH = b"\0" * 32
_RECENT = 500


def write(connection: Connection, act: Act, changes: Sequence[Change]) -> Act:
    """Append one act with its changes to the journal and return it with its id. Call it last, under the write lock."""
    contents = [_content(change) for change in changes]
    salts = [secrets.token_bytes(16) for _ in contents]
    digests = [hashlib.sha256(salt + content).digest() for salt, content in zip(salts, contents, strict=True)]
    values = _act_values(act)
    values["hash"] = _chain(head(connection), act, [(c.kind, c.record_id) for c in changes], digests)
    act_id = insert_one(connection, acts, values)
    # Numbered by their act and place, so that rows and texts go in without asking for numbers in between.
    first = act_id << _ROW_BITS
    places = range(first + 1, first + 1 + len(changes))
    rows = [
        {"id": place, "act_id": act_id, "kind": change.kind, "record_id": change.record_id, "digest": digest}
        for place, change, digest in zip(places, changes, digests, strict=True)
    ]
    texts = [
        {"id": place, "salt": salt, "content": content}
        for place, salt, content in zip(places, salts, contents, strict=True)
    ]
    insert_rows(connection, journal, rows)
    insert_rows(connection, journal_texts, texts)
    return replace(act, id=act_id)


def announce(connection: Connection, act_id: int) -> None:
    """Let the server tell everybody who listens, once this is committed. A file needs nothing of the kind."""
    if connection.dialect.name == "postgresql":
        connection.execute(_NOTIFY, {"channel": CHANNEL, "number": str(act_id)})


_NOTIFY = text("SELECT pg_notify(:channel, :number)")
_ROW_BITS = 20
"""A million records in one act, each by itself; a batch is one."""
_HEAD = select(acts.c.hash).order_by(acts.c.id.desc()).limit(1)


def _act_values(act: Act) -> dict[str, object]:
    return {
        "at": act.at,
        "member_id": act.member_id,
        "what": act.what,
        "step": act.step,
        "target": act.target,
        "kinds": ",".join(sorted(kind.value for kind in act.kinds)),
        "records": act.records,
        "import_id": act.import_id,
    }


def _content(change: Change) -> bytes:
    return json.dumps([change.before, change.after], ensure_ascii=False, separators=(",", ":")).encode()


def _chain(previous: bytes, act: Act, rows: Iterable[tuple[Kind, int]], digests: Iterable[bytes]) -> bytes:
    """Return the hash of an act: over the act before, what the act is, and the digests of its rows."""
    values = _act_values(act)
    values["at"] = act.at.isoformat()
    values["step"] = act.step.value
    facts = [values, [[kind.value, record_id] for kind, record_id in rows], [digest.hex() for digest in digests]]
    return hashlib.sha256(previous + json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()).digest()


def head(connection: Connection) -> bytes:
    """Return the hash of the newest act: the state of the whole journal in 32 bytes."""
    found = connection.execute(_HEAD).scalar()
    return bytes(found) if found is not None else _FIRST_HASH


def newest(connection: Connection) -> int:
    """Return the id of the newest act, 0 when there is none."""
    return int(connection.execute(select(acts.c.id).order_by(acts.c.id.desc()).limit(1)).scalar() or 0)


def acts_after(connection: Connection, seen: int, *, limit: int = _RECENT) -> list[Act]:
    """Return the acts that came after the one last seen, oldest first."""
    rows = connection.execute(select(acts).where(acts.c.id > seen).order_by(acts.c.id).limit(limit))
    return [_act(row._asdict()) for row in rows]


def acts_of(connection: Connection, member_id: int | None, *, limit: int = _RECENT) -> list[Act]:
    """Return the latest acts of one person, oldest first."""
    mine = acts.c.member_id.is_(None) if member_id is None else acts.c.member_id == member_id
    rows = connection.execute(select(acts).where(mine).order_by(acts.c.id.desc()).limit(limit)).all()
    return [_act(row._asdict()) for row in reversed(rows)]


def latest_acts(connection: Connection, *, limit: int) -> list[Act]:
    """Return the latest acts of everybody, newest first."""
    rows = connection.execute(select(acts).order_by(acts.c.id.desc()).limit(limit))
    return [_act(row._asdict()) for row in rows]


def act(connection: Connection, act_id: int) -> Act | None:
    """Return one act."""
    row = connection.execute(select(acts).where(acts.c.id == act_id)).one_or_none()
    return None if row is None else _act(row._asdict())


def steps_on(connection: Connection, act_id: int) -> list[Act]:
    """Return the undos and redos of an act, oldest first."""
    rows = connection.execute(select(acts).where(acts.c.target == act_id).order_by(acts.c.id))
    return [_act(row._asdict()) for row in rows]


def act_of_import(connection: Connection, import_id: int) -> Act | None:
    """Return the act by which a file was imported."""
    found = select(acts).where(acts.c.import_id == import_id, acts.c.step == Step.DONE).order_by(acts.c.id)
    row = connection.execute(found).first()
    return None if row is None else _act(row._asdict())


def _act(row: Mapping[str, Any]) -> Act:
    values = {key: value for key, value in row.items() if key not in {"hash", "kinds"}}
    kinds = frozenset(Kind(word) for word in row["kinds"].split(",") if word)
    return Act(kinds=kinds, **values)


def changes_of(connection: Connection, act_id: int) -> list[Change]:
    """Return what an act changed, in the order in which it was done. Erased content is left out."""
    rows = connection.execute(
        select(journal.c.kind, journal.c.record_id, journal_texts.c.content)
        .join(journal_texts, journal_texts.c.id == journal.c.id)
        .where(journal.c.act_id == act_id)
        .order_by(journal.c.id)
    )
    return [_change(kind, record_id, content) for kind, record_id, content in rows if content is not None]


def _change(kind: Kind, record_id: int, content: bytes) -> Change:
    before, after = json.loads(content)
    return Change(kind=kind, record_id=record_id, before=before, after=after)


def history_of(connection: Connection, records: Iterable[tuple[Kind, int]], *, limit: int) -> list[Act]:
    """Return the acts that touched any of these records, newest first. Batches count through the records themselves."""
    wanted = [(journal.c.kind == kind) & (journal.c.record_id == record_id) for kind, record_id in records]
    if not wanted:
        return []
    touching = select(journal.c.act_id).where(or_(*wanted)).distinct()
    rows = connection.execute(select(acts).where(acts.c.id.in_(touching)).order_by(acts.c.id.desc()).limit(limit))
    return [_act(row._asdict()) for row in rows]


def touched_by(connection: Connection, kind: Kind, ids: Collection[int]) -> dict[int, list[int]]:
    """Return by record the acts that touched it by itself, oldest first: those that came in a batch have none."""
    found: dict[int, list[int]] = {}
    rows = select(journal.c.record_id, journal.c.act_id).where(journal.c.kind == kind, journal.c.record_id.in_(ids))
    for record_id, act_id in connection.execute(rows.order_by(journal.c.id)):
        found.setdefault(record_id, []).append(act_id)
    return found


def first_done(connection: Connection, kind: Kind, ids: Collection[int], what: Collection[str]) -> dict[int, datetime]:
    """Return by record when one of these acts was first done to it, of those that it was done to."""
    rows = (
        select(journal.c.record_id, func.min(acts.c.at))
        .join(acts, acts.c.id == journal.c.act_id)
        .where(journal.c.kind == kind, journal.c.record_id.in_(ids), acts.c.what.in_(what))
        .group_by(journal.c.record_id)
    )
    return {row[0]: row[1] for row in connection.execute(rows)}


def version_of(connection: Connection, kind: Kind, record_id: int, version: int) -> dict[str, object] | None:
    """Return a record as it was at a version, None when the journal does not hold it by itself (a batch)."""
    rows = connection.execute(
        select(journal_texts.c.content)
        .join(journal, journal.c.id == journal_texts.c.id)
        .where(journal.c.kind == kind, journal.c.record_id == record_id)
        .order_by(journal.c.id.desc())
    )
    for content in rows.scalars():
        for side in json.loads(content) if content is not None else ():
            if side is not None and side.get("version") == version:
                return dict(side)
    return None


def versions_of(connection: Connection, kind: Kind, wanted: Mapping[int, int]) -> dict[int, dict[str, object]]:
    """Return those of many records that the journal holds as they were at the wanted versions, by id."""
    found: dict[int, dict[str, object]] = {}
    ids = list(wanted)
    for start in range(0, len(ids), _RECENT):
        _find_versions(connection, kind, ids[start : start + _RECENT], wanted=wanted, found=found)
    if len(found) < len(wanted):
        _find_versions(connection, kind, [BATCH], wanted=wanted, found=found)
    return found


def _find_versions(
    connection: Connection, kind: Kind, ids: Sequence[int], *, wanted: Mapping[int, int], found: dict[int, Any]
) -> None:
    contents = connection.execute(
        select(journal_texts.c.content)
        .join(journal, journal.c.id == journal_texts.c.id)
        .where(journal.c.kind == kind, journal.c.record_id.in_(ids))
        .order_by(journal.c.id.desc())
    ).scalars()
    for content in contents:
        for side in json.loads(content) if content is not None else ():
            for row in () if side is None else side.get("rows", (side,)):
                number = row.get("id")
                if number in wanted and number not in found and row.get("version") == wanted[number]:
                    found[number] = row
        if len(found) == len(wanted):
            return


def who_changed(connection: Connection, kind: Kind, record_id: int) -> str | None:
    """Return the name of who changed a record last, None when the journal does not hold it by itself."""
    found = (
        select(members.c.name)
        .join(acts, acts.c.member_id == members.c.id)
        .join(journal, journal.c.act_id == acts.c.id)
        .where(journal.c.kind == kind, journal.c.record_id == record_id)
        .order_by(journal.c.id.desc())
        .limit(1)
    )
    name = connection.execute(found).scalar()
    return None if name is None else str(name)


def erased_texts(connection: Connection) -> dict[int, str]:
    """Return the journal rows whose text was erased, with the digest of what is left of it: "" where nothing is.

    An act that erases says so of each text, and is itself in the chain: a text gone otherwise was tampered with.
    """
    found: dict[int, str] = {}
    for erasure in erasures(connection):
        found.update((int(row), str(left)) for row, left in erasure["texts"].items())
    return found


def erasures(connection: Connection) -> list[dict[str, Any]]:
    """Return what each erasure noted of itself, the oldest first: plain values, and no name among them.

    A note that was tampered with is no note.
    """
    rows = connection.execute(
        select(journal_texts.c.salt, journal_texts.c.content, journal.c.digest)
        .join(journal, journal.c.id == journal_texts.c.id)
        .where(journal.c.kind == Kind.ERASURE)
        .order_by(journal.c.id)
    )
    return [
        json.loads(content)[1]
        for salt, content, digest in rows
        if content is not None and hashlib.sha256(salt + content).digest() == digest
    ]


def was_erased(connection: Connection, kind: Kind, record_id: int) -> bool:
    """Return whether a record that is not there was erased. Ask it of few: it looks the record up in the journal."""
    newest_text = (
        select(journal_texts.c.content)
        .join(journal, journal.c.id == journal_texts.c.id)
        .where(journal.c.kind == kind, journal.c.record_id == record_id)
        .order_by(journal.c.id.desc())
        .limit(1)
    )
    content = connection.execute(newest_text).scalar()
    return content is not None and json.loads(content) == [None, None]


def first_broken(connection: Connection) -> str | None:
    """Walk the whole chain and name the first row that was tampered with, None when all is whole."""
    previous, erased = _FIRST_HASH, erased_texts(connection)
    for row in connection.execute(select(acts).order_by(acts.c.id)):
        rows = connection.execute(
            select(journal.c.id, journal.c.kind, journal.c.record_id, journal.c.digest, journal_texts)
            .outerjoin(journal_texts, journal_texts.c.id == journal.c.id)
            .where(journal.c.act_id == row.id)
            .order_by(journal.c.id)
        ).all()
        for entry in rows:
            text_digest = b"" if entry.content is None else hashlib.sha256(entry.salt + entry.content).digest()
            if text_digest != entry.digest and text_digest.hex() != erased.get(entry.id):
                return f"journal row {entry.id}"
        found = _act(row._asdict())
        if _chain(previous, found, [(e.kind, e.record_id) for e in rows], [e.digest for e in rows]) != row.hash:
            return f"act {row.id}"
        previous = row.hash
    return None
