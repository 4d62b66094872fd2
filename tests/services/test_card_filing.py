"""Files of scorecards that nobody wrote in good faith."""

from pathlib import Path

import pytest

from csops.domain.errors import FileRefused
from csops.services.card_filing import import_card
from csops.services.workspace import Workspace


def test_a_file_that_unfolds_without_end_is_refused_in_a_short_sentence(workspace: Workspace) -> None:
    folded: list[object] = ["lol"] * 9
    for _ in range(40):
        folded = [folded] * 9
    with pytest.raises(FileRefused, match="unfolds to more than 100,000 values"):
        import_card(workspace, content={"scorecards": {"x": folded}}, path=Path("bomb.yaml"))
    round_and_round: list[object] = []
    round_and_round.append(round_and_round)
    with pytest.raises(FileRefused, match="unfolds to more than"):
        import_card(workspace, content={"scorecards": round_and_round}, path=Path("loop.yaml"))
