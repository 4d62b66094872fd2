"""Which reviews another version of a card is tried over: those that one may see, and that count."""

from dataclasses import replace

from csops.domain.access import Role
from csops.domain.reviews import Purpose, ReviewState
from csops.services.card_preview import reviews_made
from csops.services.workspace import Workspace
from tests.helpers.records import MARA, ROSA
from tests.helpers.reviews import a_card, a_review


def test_only_reviews_that_one_may_see_and_that_count_are_scored_again(sqlite_workspace: Workspace) -> None:
    with sqlite_workspace.work("Reviews") as work:
        card, version = a_card(work)
        for purpose in (Purpose.FAIR, Purpose.CHOSEN, Purpose.SELF, Purpose.CHECK):
            work.quality.reviews.add(
                a_review(member_id=ROSA.id, reviewer_id=MARA.id, card_version_id=version.id, purpose=purpose)
            )
        own = a_review(member_id=MARA.id, reviewer_id=ROSA.id, card_version_id=version.id)
        kept = work.quality.reviews.add(own)
    made = reviews_made(sqlite_workspace, card_id=card.id)
    assert ([one.purpose for one, _card in made.reviews], made.of) == ([Purpose.FAIR, Purpose.CHOSEN], 2)
    with sqlite_workspace.work("Send") as work:
        work.quality.reviews.update(replace(kept, state=ReviewState.SENT))
    assert reviews_made(sqlite_workspace, card_id=card.id).of == 3
    sqlite_workspace.member = replace(ROSA, role=Role.AGENT)
    assert [one.member_id for one, _card in reviews_made(sqlite_workspace, card_id=card.id).reviews] == [MARA.id]
