"""What was typed over scorecards and not saved: in this window, and kept for the next one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from csops.domain.review_cards import CardState, CardVersion
from csops.services.review_cards import KeptCard
from csops.ui.draft_keeper import Draft

Values = Mapping[str, Any]


class BegunCards:
    """Drafts by the id of their card. What stands in this window is newer than what was kept of it."""

    def __init__(self) -> None:
        self._begun: dict[int, Values] = {}
        self._discarded: dict[int, Values] = {}

    def put(self, kept: KeptCard, basis: CardVersion, typed: Values) -> None:
        """Keep what was typed over a card until it is shown again."""
        if typed:
            self._begun[kept.card.id] = draft_values(basis, typed)

    def discard(self, kept: KeptCard, basis: CardVersion, typed: Values) -> None:
        """Keep what is discarded, should it be wanted after all."""
        self._discarded[kept.card.id] = draft_values(basis, typed)

    def was_discarded(self, kept: KeptCard) -> bool:
        """Whether something can be brought back over a card."""
        return kept.card.id in self._discarded

    def bring_back(self, kept: KeptCard) -> tuple[CardVersion, Values]:
        """Return what was discarded of a card as `take` does."""
        self._begun[kept.card.id] = self._discarded.pop(kept.card.id)
        return self.take(kept, None)

    def take(self, kept: KeptCard, draft: Draft | None) -> tuple[CardVersion, Values]:
        """Return the version that was typed over, and what was typed."""
        values = self._begun.pop(kept.card.id, None) or (draft[0] if draft else {})
        typed: Values = values.get("changed", {})
        if not typed:
            return kept.begun, {}
        # What was typed was made from that version: whether somebody published another since is told on saving.
        basis = replace(
            kept.begun,
            id=int(values["version_id"]),
            version=int(values["seen"]),
            state=CardState(values["state"]),
        )
        return basis, typed


def draft_values(basis: CardVersion, typed: Values) -> dict[str, Any]:
    """Return what is kept of a form: what was typed, and over which version."""
    return {
        "version_id": basis.id,
        "seen": basis.version,
        "state": basis.state.value,
        "changed": dict(typed),
    }
