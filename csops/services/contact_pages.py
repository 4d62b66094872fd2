"""One question about contacts and its answers page by page, however deep a page lies and however it is sorted."""

import re
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from csops.domain.lines import ContactLine, ContactTotals, Order
from csops.domain.questions import Question
from csops.services.search import MOST_COUNTED, question_from
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

_SLAB_ROWS = 2_000
"""Far from the start the database sorts for a second; so many rows around are then kept for the next pages."""

_SORTED_AGAIN = 200_000
"""So many contacts are sorted again after each change, in a twentieth of a second; more only when asked anew."""

_FEW = 10_000
"""So many ids fit into one question; more are found among all contacts."""

_NO_CASE = -1
_LONE_LETTER = re.compile(r"(?:^|(?<=\s))-?[a-zA-Z]$")
"""A word begun with one letter says nothing yet, and a tenth of all words begin with it: the next key will tell."""

_BY_INDEX = {("happened_at",), ("case_id",)}
_NEWEST_FIRST: Order = (("happened_at", True),)
_ONE = ("customer_id", "case_id", "import_id", "overdue_at", "opened_after", "opened_until")
_IDS = ("channel_ids", "owner_ids", "member_ids", "topic_ids", "contact_ids", "case_ids", "customer_ids")
_ANY_OF = (*_IDS, "states", "results", "directions")


class ContactPages:
    """What is asked of the contacts, in filters and in typed words, with its answers.

    Of a far page the ids around it are kept until `forget`, so that scrolling on costs nothing; once `prepare` has
    worked out the whole order, so does jumping.

    Three threads use it: the lane of reads asks for pages and counts, that of long reads for totals and the order, and
    the window's thread calls `forget` in the midst of either. Whoever reads keeps the answer in the `_Kept` that stood
    there before reading; `forget` puts an empty one in its place, so that no outdated answer stays.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        question: Question,
        words: str = "",
        typing: bool = False,
        total: int | None = None,
    ) -> None:
        self._workspace, self._asked, self._typing = workspace, question, typing
        self._words = _LONE_LETTER.sub("", words) if typing else words
        self._kept = _Kept(total=total)  # where somebody has counted already
        self._sorting = Lock()
        self._has_changed = False
        self._is_over = False

    def question(self) -> Question:
        """Return filters and words as one question."""
        if not self._words.strip():
            return self._asked
        return joined(question_from(self._workspace, text=self._words, typing=self._typing), self._asked)

    @property
    def most(self) -> int | None:
        """How many rows are shown at most: of what is searched for by words only the first thousand."""
        return MOST_COUNTED - 1 if self._words.strip() else None

    def close(self) -> None:
        """Nobody waits for these answers any more: what is still asked of them costs nothing."""
        self._is_over = True

    def forget(self) -> None:
        """Something has changed: the order is worked out anew."""
        self._kept, self._has_changed = _Kept(), True

    def count(self) -> int:
        """Return how many contacts fit; of a search by words at most 1,001."""
        if self._is_over:
            return 0
        kept = self._kept
        if kept.total is None:
            with self._workspace.read() as work:
                kept.total = work.contacts.count(self.question(), most=None if self.most is None else self.most + 1)
        return kept.total

    def is_worth_preparing(self, order: Order) -> bool:
        """Whether a jump in this order would have to sort first."""
        kept = self._kept
        total, whole = kept.total or 0, kept.whole
        if self._is_over or self._words.strip() or total <= _SLAB_ROWS:
            return False
        if self._has_changed and total > _SORTED_AGAIN:
            return False
        return whole is None or whole.order != (tuple(order) or _NEWEST_FIRST)

    def prepare(self, order: Order) -> None:
        """Work out the whole order, eight bytes a contact, so that every page of it is at hand."""
        order = tuple(order) or _NEWEST_FIRST
        with self._sorting:
            kept = self._kept
            if not self.is_worth_preparing(order):
                return
            with self._workspace.read() as work:
                kept.whole = _Whole(order, work.contacts.all_ids(self.question(), order=order))

    def page(self, offset: int, limit: int, order: Order) -> Sequence[ContactLine]:
        """Return the rows from `offset` on, sorted as asked."""
        if self._is_over:
            return []
        order = tuple(order) or _NEWEST_FIRST
        is_far = offset >= _SLAB_ROWS
        if is_far:
            with self._sorting:  # who sorts already is sooner done than whoever begins
                pass
        kept = self._kept
        with self._workspace.read() as work:
            whole, slab = kept.whole, kept.slab
            if is_far and whole is not None and whole.order == order:
                return work.contacts.lines_of(whole.ids[offset : offset + limit])
            if not is_far or tuple(key for key, _ in order) in _BY_INDEX:
                return work.contacts.lines_of(self._page_ids(work, order, offset, limit, kept.total))
            if slab is None or slab.order != order or not slab.first <= offset <= slab.end - limit:
                first = max(offset - _SLAB_ROWS // 2, 0)
                slab = kept.slab = _Slab(order, first, self._page_ids(work, order, first, _SLAB_ROWS, kept.total))
            return work.contacts.lines_of(slab.ids[offset - slab.first : offset - slab.first + limit])

    def chosen(
        self, *, ids: Collection[int], everything: bool, order: Order = (), most: int | None = None
    ) -> list[int]:
        """Return the ids of ticked contacts in the order of the table, at most `most`.

        Args:
            ids: those that are ticked, or with `everything` those that are not.
            everything: whether all that the table shows is ticked.
            order: as the table is sorted.
            most: how many to return.
        """
        order = tuple(order) or _NEWEST_FIRST
        with self._workspace.read() as work:
            if not everything and len(ids) <= _FEW:
                return work.contacts.ids(Question(), order=order, among=list(ids), limit=most)
            marked = frozenset(ids)
            if not everything:  # what was ticked one by one is meant even where it fits no longer, few or many
                return [one for one in work.contacts.ids(Question(), order=order) if one in marked][:most]
            shown = work.contacts.ids(self.question(), order=order, limit=self.most)
            return [one for one in shown if one not in marked][:most]

    def everything(self, *, most: int) -> list[int]:
        """Return the ids of all that the table shows at this moment, whatever was read before, at most `most`."""
        most = most if self.most is None else min(most, self.most)
        with self._workspace.read() as work:
            return work.contacts.ids(self.question(), limit=most)

    def lines_of(self, ids: Sequence[int]) -> list[ContactLine]:
        """Return contacts as the table shows them, in the order of the ids."""
        with self._workspace.read() as work:
            return work.contacts.lines_of(ids)

    def cases_of(self, ids: Sequence[int]) -> list[int]:
        """Return the cases to which these contacts belong, each once."""
        with self._workspace.read() as work:
            return work.contacts.cases_of(ids)

    def totals(self) -> ContactTotals:
        """Return what stands below the table: of all that fits."""
        with self._workspace.read() as work:
            return work.contacts.totals(self.question())

    def _page_ids(self, work: Work, order: Order, offset: int, limit: int, total: int | None) -> list[int]:
        total = None if self._words.strip() else total
        return work.contacts.page_ids(self.question(), order=order, offset=offset, limit=limit, total=total)


@dataclass(frozen=True)
class _Whole:
    """The ids of all rows, in this order."""

    order: Order
    ids: "array[int]"


@dataclass(frozen=True)
class _Slab:
    """Ids of the rows from `first` on, in this order."""

    order: Order
    first: int
    ids: list[int]

    @property
    def end(self) -> int:
        """The row behind the last one, or far behind where these are the last rows of all."""
        return self.first + len(self.ids) if len(self.ids) == _SLAB_ROWS else 1 << 62


@dataclass
class _Kept:
    """What was read since the last change."""

    total: int | None = None
    slab: _Slab | None = None
    whole: _Whole | None = None


def joined(words: Question, filters: Question) -> Question:
    """Return the question that asks both: what is typed narrows what is filtered."""
    both: dict[str, Any] = {}
    for name in _ONE:
        if getattr(filters, name) is not None:
            both[name] = getattr(filters, name)
    for name in _ANY_OF:
        typed, chosen = getattr(words, name), getattr(filters, name)
        both[name] = tuple(one for one in chosen if one in typed) if typed and chosen else typed or chosen
        if typed and chosen and not both[name]:
            both["case_id"] = _NO_CASE  # nothing is both: an empty choice would mean anything
    since = max((day for day in (words.since, filters.since) if day), default=None)
    until = min((day for day in (words.until, filters.until) if day), default=None)
    return replace(words, **both, since=since, until=until)
