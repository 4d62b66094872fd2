"""What the journal tells of a customer, also of records that are gone by now, and how that is erased from it."""

import hashlib
import json
import re
import secrets
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Any

from sqlalchemy import Connection, select, update

from csops.domain.changes import Kind
from csops.domain.naming_texts import Marks, in_all_texts, texts_in
from csops.storage.journal import BATCH, journal, journal_texts
from csops.storage.personal_texts import BY_TABLE, WRITTEN, Own
from csops.storage.search_documents import in_parts

Chosen = Collection[tuple[Kind, int]]
"""Records of others, by kind and number."""
_REFERS = re.compile(r'"(customer_id|case_id|contact_id|recovery_id|review_id|kept_id|merged_id|into_id)":(\d+)')
_OWNERS = {
    "customer_id": "customers",
    "kept_id": "customers",
    "merged_id": "customers",
    "case_id": "cases",
    "into_id": "cases",
    "contact_id": "contacts",
    "recovery_id": "recoveries",
    "review_id": "reviews",
}
_ANCHORS = {Kind.CASE: "cases", Kind.CONTACT: "contacts", Kind.RECOVERY: "recoveries"}
"""Kinds on which other records hang: one that is gone by now still tells whose those were."""
_OUTLIVE = {Kind.REVIEW: "reviews", Kind.PICK: "picks", Kind.CALIBRATION: "calibrations"}
"""Kinds whose records stay when the contact goes that they name; the journal alone tells of whom they were."""
_TABLE_OF = {written.kind: name for name, written in BY_TABLE.items()} | {Kind.CUSTOMER: "customers"}
_KINDS = (*dict.fromkeys([*(one.kind for one in WRITTEN), Kind.CUSTOMER_MERGE, Kind.STATE_CHANGE]),)
"""Kinds whose rows are looked at. What was written of candidates and the team is nobody's who erases a customer."""


class CustomerJournal:
    """The rows of the journal that are about a customer.

    `outlived`: by table the records that named a contact or case of theirs which is gone by now.
    """

    def __init__(self, connection: Connection, ids: Collection[int], own: Own) -> None:
        self._connection = connection
        self._own = {name: set(some) for name, some in own.items()} | {"customers": set(ids)}
        self.customer_sides: list[dict[str, Any]] = []
        self.files: set[str] = set()
        self.outlived: dict[str, set[int]] = {}
        self._find_anchors()
        self._find_outlived()
        self._look()

    def erase(self, marks: Marks, *, leave: Chosen = frozenset(), parts: Chosen = frozenset()) -> dict[str, str]:
        """Erase their texts, and those of others that name them; return by row the digest of what is left.

        Of a row of one record nothing is left; of a batch, what is said of others, without the name.

        Args:
            marks: by what they are named.
            leave: records of others in which the name stays, in the history too.
            parts: records of others of which a part of the name goes as well.
        """
        left: dict[str, str] = {}
        for row_id, kind, record_id, content in self._rows(_KINDS):
            is_own = self._is_own(kind, record_id, content)
            if not is_own and (not _may_name(content, marks) or (kind, record_id) in leave):
                continue
            if record_id == BATCH:
                kept = self._of_others(kind, content, marks, leave=leave, parts=parts)
                if kept == content:
                    continue
            elif is_own or _names(content, marks, parts=(kind, record_id) in parts):
                kept = None
            else:
                continue
            said = None if kept is None else kept.encode()
            salt = b"" if said is None else secrets.token_bytes(16)
            left[str(row_id)] = "" if said is None else hashlib.sha256(salt + said).hexdigest()
            texts = journal_texts
            self._connection.execute(update(texts).where(texts.c.id == row_id), {"salt": salt, "content": said})
        return left

    # ------------------------------------------------------------ whose a row is
    def _find_anchors(self) -> None:
        """Find their cases, contacts and recoveries that are gone by now; whose the others are, their rows tell."""
        while True:
            before = sum(map(len, self._own.values()))
            told: dict[str, set[int]] = {}
            for _row, kind, record_id, content in self._rows(tuple(_ANCHORS)):
                if record_id != BATCH and self._refers(content):
                    told.setdefault(_ANCHORS[kind], set()).add(record_id)
                elif record_id == BATCH:
                    theirs = {side["id"] for side in _sides(content) if self._is_side(kind, side)}
                    told.setdefault(_ANCHORS[kind], set()).update(theirs)
            for name, ids in told.items():
                self._own.setdefault(name, set()).update(self._gone(name, ids))
            if before == sum(map(len, self._own.values())):
                return

    def _gone(self, name: str, ids: set[int]) -> set[int]:
        table, gone = BY_TABLE[name].table, set(ids)
        for part in in_parts(ids):
            gone.difference_update(self._connection.execute(select(table.c.id).where(table.c.id.in_(part))).scalars())
        return gone

    def _find_outlived(self) -> None:
        """Find the reviews of contacts that were removed: what was quoted in them is as personal as before."""
        for _row, kind, record_id, content in self._rows(tuple(_OUTLIVE)):
            if record_id != BATCH:
                theirs = {record_id} if self._is_own(kind, record_id, content) else set()
            else:
                theirs = {int(side["id"]) for side in _sides(content) if self._is_side(kind, side)}
            if theirs:
                self.outlived.setdefault(_OUTLIVE[kind], set()).update(theirs)
        for name, ids in self.outlived.items():
            self._own.setdefault(name, set()).update(ids)

    def _look(self) -> None:
        """Note what their record was called before, and which files were attached."""
        for _row, kind, record_id, content in self._rows((Kind.CUSTOMER, Kind.ATTACHMENT)):
            if record_id == BATCH or self._is_own(kind, record_id, content):
                mine = [side for side in _sides(content) if self._is_side(kind, side)]
                if kind is Kind.CUSTOMER:
                    self.customer_sides += mine
                else:
                    self.files.update(str(side["sha256"]) for side in mine)

    def _is_own(self, kind: Kind, record_id: int, content: str) -> bool:
        known = self._own.get(_TABLE_OF.get(kind, ""), set())
        return (record_id != BATCH and record_id in known) or self._refers(content)

    def _is_side(self, kind: Kind, side: Mapping[str, Any]) -> bool:
        known = self._own.get(_TABLE_OF.get(kind, ""), set())
        return side.get("id") in known or self._refers(json.dumps(side, separators=(",", ":")))

    def _refers(self, content: str) -> bool:
        return any(int(number) in self._own.get(_OWNERS[name], ()) for name, number in _REFERS.findall(content))

    def _of_others(self, kind: Kind, content: str, marks: Marks, *, leave: Chosen, parts: Chosen) -> str | None:
        """Return what a batch says of others, None where it says nothing of them."""

        def cleaned(side: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
            if side is None or "rows" not in side:
                return side
            others = [row for row in side["rows"] if not self._is_side(kind, row)]
            return {**side, "rows": [row if (kind, row["id"]) in leave else blacked(row) for row in others]}

        def blacked(row: Mapping[str, Any]) -> Any:
            change = partial(marks.blacked, parts=(kind, row["id"]) in parts)
            return in_all_texts(row, change)

        sides = [cleaned(side) for side in json.loads(content)]
        if not any(side and (side.get("rows") or "ids" in side) for side in sides):
            return None
        return json.dumps(sides, ensure_ascii=False, separators=(",", ":"))

    def _rows(self, kinds: Collection[Kind]) -> Iterator[tuple[int, Kind, int, str]]:
        found = self._connection.execute(
            select(journal.c.id, journal.c.kind, journal.c.record_id, journal_texts.c.content)
            .join(journal_texts, journal_texts.c.id == journal.c.id)
            .where(journal.c.kind.in_(kinds), journal_texts.c.content.is_not(None))
            .order_by(journal.c.id)
        )
        for row_id, kind, record_id, content in found.all():
            yield row_id, kind, record_id, content.decode()


def _sides(content: str) -> Iterator[dict[str, Any]]:
    for side in json.loads(content):
        if side is not None:
            yield from side.get("rows", [] if "ids" in side else [side])


def _names(content: str, marks: Marks, *, parts: bool) -> bool:
    asked = marks.hinted_in if parts else marks.named_in
    return any(asked(text) for text in texts_in(json.loads(content)))


def _may_name(content: str, marks: Marks) -> bool:
    """Whether a text of the journal may name them: a quick look before it is read."""
    folded = content.casefold()
    return bool(marks.phones) or any(token.casefold() in folded for token in marks.tokens())
