"""What was chosen in a review while it is filled in, taken back step by step. Words have their own undo."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from csops.domain.review_drafts import Entry, ReviewDraft
from csops.domain.reviews import Source


@dataclass(frozen=True, kw_only=True)
class Step:
    """What some entries and the source were before a choice, and the criterion that was in front."""

    at: str
    entries: Mapping[str, Entry]
    source: Source


def step_between(before: ReviewDraft, after: ReviewDraft) -> Step | None:
    """Return the step that leads back from `after` to `before`, None where only words differ."""
    keys = [key for key in {**before.entries, **after.entries} if _chosen(before.of(key)) != _chosen(after.of(key))]
    if not keys and before.source == after.source:
        return None
    return Step(at=before.at, entries={key: before.of(key) for key in keys}, source=before.source)


def step_back(draft: ReviewDraft, step: Step) -> tuple[ReviewDraft, Step]:
    """Return the draft with what a step changed as it was, and the step that does it again. Notes stay as they are."""
    entries = {key: replace(was, note=draft.of(key).note) for key, was in step.entries.items()}
    back = replace(draft, entries={**draft.entries, **entries}, source=step.source)
    again = Step(at=step.at, entries={key: draft.of(key) for key in entries}, source=draft.source)
    return back, again


def _chosen(entry: Entry) -> Entry:
    return replace(entry, note="")
