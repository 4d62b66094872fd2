"""What was typed over profiles and not saved: in this window, and kept for the next one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from csops.services.profiles import KeptProfile
from csops.ui.draft_keeper import Draft

_ASKED = {"interviews", "minutes", "rows"}
Values = Mapping[str, Any]


class BegunProfiles:
    """Drafts by the id of their profile. What stands in this window is newer than what was kept of it."""

    def __init__(self) -> None:
        self._begun: dict[int, Values] = {}

    def put(self, kept: KeptProfile, typed: Values) -> None:
        """Keep what was typed over a profile until it is shown again."""
        if typed:
            self._begun[kept.profile.id] = draft_values(kept, typed)

    def take(self, kept: KeptProfile, draft: Draft | None) -> tuple[KeptProfile, Values]:
        """Return the profile as it was begun from, and what was typed over it."""
        values = self._begun.pop(kept.profile.id, None) or (draft[0] if draft else {})
        typed = values.get("changed", {})
        if not _ASKED & set(typed):
            return kept, typed
        # What was typed was made from that version: whether somebody saved another since is told on saving.
        basis = replace(kept.version, id=int(values.get("version_id", kept.version.id)))
        return replace(kept, version=basis), typed


def draft_values(kept: KeptProfile | None, typed: Values) -> dict[str, Any]:
    """Return what is kept of a form: what was typed, and over which version."""
    return {"version_id": kept.version.id if kept is not None else 0, "changed": dict(typed)}
