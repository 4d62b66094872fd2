"""A customer erased within an operation: the records, and what is being typed about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from csops.domain.changes import Kind
from csops.domain.draft_forms import HIRING_FORMS, about
from csops.domain.naming_texts import in_all_texts, texts_in
from csops.storage.customer_erasing import Done, Told, Wanted, erase, told_of
from csops.storage.drafts import KeptDraft
from csops.storage.erasing import Erasure
from csops.storage.personal_texts import WRITTEN
from csops.storage.unit_of_work import Work

_TABLES: dict[Kind | None, str] = {one.kind: one.table.name for one in WRITTEN}


@dataclass(frozen=True, kw_only=True)
class Gone:
    """What an erasure took: `drafts` were being typed by members."""

    done: Done
    records: int
    drafts: int

    @property
    def erasures(self) -> tuple[Erasure, ...]:
        """What is noted of it."""
        return self.done.erasures


def erase_in(work: Work, customer_id: int, *, wanted: Wanted, at: datetime) -> Gone:
    """Erase or anonymise a customer within an operation, with the drafts about them."""
    told = told_of(work, customer_id)
    drafts = _clean_drafts(work, told)
    done = erase(work, told, wanted=wanted, at=at)
    return Gone(done=done, records=sum(len(ids) for ids in told.own.values()), drafts=drafts)


def drafts_about(work: Work, told: Told) -> list[KeptDraft]:
    """Return what is being typed about a customer, or names them."""
    theirs = (one for one in work.drafts.all() if not one.form.startswith(HIRING_FORMS))
    return [one for one in theirs if _is_about(one, told) or _names(one, told)]


def _clean_drafts(work: Work, told: Told) -> int:
    """Throw drafts about them away, and take what names them out of others; return how many those were."""
    found = drafts_about(work, told)
    for one in found:
        work.drafts.drop(member_id=one.member_id, form=one.form)
        if not _is_about(one, told):
            value = in_all_texts(one.value, told.marks.blacked)
            work.drafts.keep(member_id=one.member_id, form=one.form, value=value, at=one.at)
    return len(found)


def _is_about(draft: KeptDraft, told: Told) -> bool:
    kind, number = about(draft.form) or (None, 0)
    if number in told.own.get(_TABLES.get(kind, ""), ()):
        return True
    return any(
        (name == "customer_id" and number in told.ids)
        or (name == "case_id" and number in told.own.get("cases", ()))
        or (name == "review_id" and number in told.own.get("reviews", ()))
        for name, number in _numbers(draft.value)
    )


def _names(draft: KeptDraft, told: Told) -> bool:
    return any(told.marks.named_in(text) for text in texts_in(draft.value))


def _numbers(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield every named number of plain nested values."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from [(name, one)] if isinstance(one, int) else _numbers(one)
    elif isinstance(value, list):
        for one in value:
            yield from _numbers(one)
