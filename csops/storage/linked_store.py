"""A store of records that outlive the contact or case that they name."""

from collections.abc import Mapping, Sequence
from typing import Any

from csops.domain.changes import Change
from csops.domain.errors import Overtaken
from csops.storage import journal
from csops.storage.store import R, Store

_LINKS = ("contact_id", "case_id")
_MOVES = {*_LINKS, "version"}


class LinkedStore(Store[R]):
    """Records that name a contact or case. The link goes with it, and comes back whatever became of the rest."""

    def let_go(self, link: str, record_id: int) -> None:
        """Let the records stand alone that name a contact (`contact_id`) or case (`case_id`) that goes."""
        self.update_many([self._replaced(one, **{link: None}) for one in self.where(**{link: record_id})])

    def move(self, *, contact_ids: Sequence[int], case_id: int) -> None:
        """Let the records on contacts be of another case, to which these contacts went."""
        found = self.where_any("contact_id", contact_ids)
        self.update_many([self._replaced(one, case_id=case_id) for one in found])

    def put_back(self, change: Change) -> None:
        """Bring back what was before a change (see `Store.put_back`); of a link alone nothing but the link."""
        if change.record_id != journal.BATCH or not change.before or not change.after:
            super().put_back(change)
            return
        sides = zip(_rows(change.before), _rows(change.after), strict=True)
        for was, left in sides:
            if any(was[name] != left[name] for name in was.keys() - _MOVES):
                super().put_back(Change(kind=self._kind, record_id=was["id"], before=was, after=left))
            else:
                self._link_again(was, left)

    def _link_again(self, was: Mapping[str, Any], left: Mapping[str, Any]) -> None:
        stored = self.get(was["id"])
        links = {name: was[name] for name in _LINKS if was.get(name) != left.get(name)}
        if any(getattr(stored, name) != left[name] for name in links):
            raise Overtaken
        self.update(self._replaced(stored, **links))


def _rows(side: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = side["rows"]
    return rows
