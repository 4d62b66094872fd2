"""How many scorecards wait for oneself: the count in the left bar."""

from csops.services.workspace import Workspace
from csops.storage.waiting_cards import count_waiting


def waiting_cards(workspace: Workspace) -> int:
    """Return how many of this member's scorecards are still to be filled, on candidates and openings that go on."""
    with workspace.read() as work:
        return count_waiting(work.connection, member_id=workspace.member.id)
