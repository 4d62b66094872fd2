"""A review that is being filled in and is made from something else than before: what that can show, and what not."""

from collections.abc import Mapping
from dataclasses import replace

from csops.domain.review_drafts import Entry, ReviewDraft
from csops.domain.review_filling import Ruled
from csops.domain.reviews import Source


def with_source(draft: ReviewDraft, source: Source, *, ruled: Mapping[str, Ruled]) -> ReviewDraft:
    """Return a draft that is made from another source.

    What was rated and cannot be shown by it is not applicable, as if it had been chosen from the start; the rating is
    kept aside, and comes back with a source that can show it. Notes and evidence stay.

    Args:
        draft: as it stands.
        source: what it is made from now; the same again changes nothing.
        ruled: the criteria that start as not applicable with that source, by key.
    """
    if source is draft.source:
        return draft
    entries = {key: _entry(entry, is_unseen=ruled.get(key) is Ruled.SOURCE) for key, entry in draft.entries.items()}
    return replace(draft, source=source, entries=entries)


def _entry(entry: Entry, *, is_unseen: bool) -> Entry:
    if is_unseen and entry.rating is not None:
        return replace(entry, rating=None, aside=entry.rating)
    if not is_unseen and entry.aside is not None:
        return entry.rated(entry.aside)
    return entry
