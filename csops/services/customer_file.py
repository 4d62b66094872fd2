"""Everything that is kept of one customer in one file, for the customer: the right of access."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csops.domain.access import Permission
from csops.domain.changes import Act, Kind
from csops.domain.customers import Customer
from csops.domain.errors import NotUnderstood
from csops.domain.reports import Column, Report, Table, Text
from csops.domain.team import Shop
from csops.services.customer_erasing import drafts_about
from csops.services.exports import export
from csops.services.workspace import Workspace
from csops.storage.customer_erasing import told_of
from csops.storage.customer_links import stores_by_table
from csops.storage.files import FileStore
from csops.storage.unit_of_work import Work

ENDINGS = (".xlsx", ".json")
_FIRST = ("customers", "cases", "contacts")
_HISTORY, _DRAFTS = "history", "drafts"
_ACTS = 5_000
_INSIDE = {"version", "import_id"}
"""Columns that tell of the file and not of the person."""


@dataclass(frozen=True, kw_only=True)
class PersonFile:
    """What was written: records by kind ("contacts": 3), and how many files lie in it, which a workbook only names."""

    file: Path
    records: Mapping[str, int]
    attachments: int


@dataclass(frozen=True, kw_only=True)
class _Told:
    title: str
    shop: str
    parts: Mapping[str, Sequence[Mapping[str, Any]]]
    contents: Sequence[str]


def export_person(workspace: Workspace, *, customer_id: int, path: Path) -> PersonFile:
    """Write all that is kept of one customer: the record, cases, contacts and what hangs on them, and who changed what.

    Args:
        workspace: of somebody who may export.
        customer_id: whose; an old number leads to the one into whom they were merged.
        path: `.xlsx` to read, `.json` for machines, with what was attached in it. An old file is replaced only when
            the new one is whole.

    Raises:
        NotUnderstood: another ending. NotPermitted, NotFound, Erased.
        HoldsRecords, NotAFile, DiskFull, NotWritable: the place.
    """
    workspace.require(Permission.EXPORT)
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise NotUnderstood(field="file", value=path.name, right="End its name with .xlsx or .json")
    with workspace.read() as work:
        found = _told(work, work.customers.followed(customer_id))
    if ending == ".json":
        _write_json(workspace, found, path)
    else:
        export(workspace, report=_report(found), path=path)
    counts = {name: len(rows) for name, rows in found.parts.items() if rows}
    return PersonFile(file=path, records=counts, attachments=len(found.contents))


# ------------------------------------------------------------ what there is
def _told(work: Work, customer: Customer) -> _Told:
    told = told_of(work, customer.id)
    names = _Names(work)
    stores = stores_by_table(work)
    own = {name: ids for name, ids in told.own.items() if name in stores}
    order = [*_FIRST, *sorted(own.keys() - set(_FIRST))]
    parts: dict[str, list[Mapping[str, Any]]] = {}
    records: list[tuple[Kind, int]] = []
    for name in (one for one in order if one in own):
        kind, store = stores[name]
        found = sorted(store.get_many(own[name]).values(), key=lambda record: int(record.id))
        parts[name] = [names.resolved(store.plain(record)) for record in found]
        records += [(kind, record.id) for record in found]
    parts[_DRAFTS] = [
        {"form": one.form, "at": one.at.isoformat(), "said": json.dumps(one.value, ensure_ascii=False)}
        for one in drafts_about(work, told)
    ]
    parts[_HISTORY] = list(_history(work, records, names))
    contents = [str(row["sha256"]) for row in parts.get("attachments", ())]
    return _Told(title=customer.title, shop=work.settings.get(Shop).name, parts=parts, contents=contents)


def _history(work: Work, records: Sequence[tuple[Kind, int]], names: "_Names") -> Iterator[Mapping[str, Any]]:
    """Yield each change of each field, the newest first: who made it, and what it was before and after."""
    wanted = set(records)
    acts: dict[int, Act] = {}
    for start in range(0, len(records), 200):
        acts |= {act.id: act for act in work.history_of(records[start : start + 200], limit=_ACTS)}
    for act in sorted(acts.values(), key=lambda one: one.id, reverse=True):
        for change in work.changes_of(act.id):
            if (change.kind, change.record_id) not in wanted:
                continue
            before, after = change.before or {}, change.after or {}
            for name in {**before, **after}:
                if name not in _INSIDE | {"id"} and before.get(name) != after.get(name):
                    yield {
                        "at": act.at.isoformat(),
                        "who": names.member(act.member_id),
                        "act": act.what,
                        "record": f"{change.kind.value} {change.record_id}",
                        "field": name,
                        "before": names.value(name, before.get(name)),
                        "after": names.value(name, after.get(name)),
                    }


class _Names:
    """What numbers of members, channels and topics stand for."""

    def __init__(self, work: Work) -> None:
        self._members = {one.id: one.name for one in work.members.all()}
        self._channels = {one.id: one.name for one in work.channels.all()}
        self._topics = {one.id: one.name for one in work.topics.all()}

    def member(self, member_id: int | None) -> str:
        """Return the name of a member; csops itself has none."""
        return self._members.get(member_id or 0, "")

    def resolved(self, plain: Mapping[str, Any]) -> dict[str, Any]:
        """Return a record with names in place of numbers, without what tells nothing of the person."""
        return {name: self.value(name, value) for name, value in plain.items() if name not in _INSIDE}

    def value(self, name: str, value: Any) -> Any:
        """Return what a field says."""
        known = {
            "channel_id": self._channels,
            "preferred_channel_id": self._channels,
            "topic_id": self._topics,
            **dict.fromkeys(_BY_MEMBER, self._members),
        }
        return known[name].get(value, value) if name in known and isinstance(value, int) else value


_BY_MEMBER = (
    *("member_id", "owner_id", "entered_by", "done_by", "made_by", "settled_by", "noted_by", "decided_by", "given_by"),
    *("asked_by", "started_by", "from_id", "to_id"),
)


# ------------------------------------------------------------ the file
def _write_json(workspace: Workspace, found: _Told, path: Path) -> None:
    from csops.excel.destination import destination

    store = FileStore(workspace.database)
    (person, *others) = found.parts["customers"]
    said = {
        "title": f"What we keep of {found.title}",
        "shop": found.shop,
        "made_at": workspace.now().isoformat(timespec="seconds"),
        "customer": person,
        **({"also": others} if others else {}),
        **{name: rows for name, rows in found.parts.items() if name != "customers"},
        "contents": {sha256: b64encode(store.get(sha256)).decode() for sha256 in dict.fromkeys(found.contents)},
    }
    with destination(path) as beside:
        beside.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")


def _report(found: _Told) -> Report:
    tables = [_table(name, rows) for name, rows in found.parts.items() if rows]
    said = ["Names of members of the team who served or changed something are in it; read it before you hand it over."]
    if found.contents:
        said.append("Files that were attached are named here; the same as .json holds them.")
    note = Text(title="What this is", paragraphs=tuple(said))
    return Report(title=f"What we keep of {found.title}", subtitle=found.shop, sections=(note, *tables))


def _table(name: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    keys = list(dict.fromkeys(key for row in rows for key in row))
    columns = tuple(Column(key=key, title=key.replace("_", " ").capitalize()) for key in keys)
    cells = tuple(tuple(_cell(row.get(key)) for key in keys) for row in rows)
    return Table(key=name, title=name.replace("_", " ").capitalize(), columns=columns, rows=cells)


def _cell(value: Any) -> str | None:
    if value is None or value in ("", [], ()):
        return None
    if isinstance(value, list):
        return "; ".join(str(_cell(one) or "") for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {_cell(one)}" for name, one in value.items() if one not in (None, ""))
    return str(value)
