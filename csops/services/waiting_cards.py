"""How many scorecards and reviews wait for oneself: the counts in the left bar."""

from csops.domain.access import Permission
from csops.domain.quality_rules import QualityRules
from csops.services.workspace import Workspace
from csops.storage.waiting_cards import count_waiting, count_waiting_calibrations, count_waiting_reviews


def waiting_cards(workspace: Workspace) -> int:
    """Return how many of this member's scorecards are still to be filled, on candidates and openings that go on."""
    with workspace.read() as work:
        return count_waiting(work.connection, member_id=workspace.member.id)


def waiting_reviews(workspace: Workspace) -> int:
    """Return how many reviews wait for this member now: of others' contacts, of own ones, and in calibrations.

    Own ones where that is asked for. What the person is to review first does not count yet.
    """
    me = workspace.member.id
    with workspace.read() as work:
        chosen = workspace.may(Permission.LOG) and me in work.settings.get(QualityRules).reviewers
        reviews = workspace.may(Permission.REVIEWS) or chosen
        queue = count_waiting_reviews(work.connection, member_id=me, reviews=reviews)
        return queue + count_waiting_calibrations(work.connection, member_id=me)
