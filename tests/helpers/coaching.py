"""Reviews of Rosa that were sent, and miss a criterion that shows a skill."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from csops.domain.reviews import CriterionRating, Purpose, ReviewState
from csops.domain.skills import Skill
from csops.services.skills import save_skill
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, ROSA
from tests.helpers.reviews import CRITERIA, a_card, a_review

DAY = timedelta(days=1)
MISSED = (0, 1, 0, 0, 1, 0)
"""A mean of 17 percent."""
_NOTES = ("Wrong price", "Looked into an old list", "Asked nobody")


def weak_in_correct(workspace: Workspace, *, now: datetime = MONDAY_MORNING) -> int:
    """Keep a card whose criterion "correct" shows a skill, and six reviews that miss it; return the id of the skill."""
    skill = save_skill(workspace, skill=Skill(name="Accuracy", anchors=("Rarely", "", "Mostly", "", "Always")))
    with workspace.work("Make a card") as work:
        _card, version = a_card(work)
        criteria = tuple(replace(each, skill=skill.key if each.key == "correct" else "") for each in CRITERIA)
        work.quality.card_versions.update(replace(version, criteria=criteria))
    send(workspace, since=now - 30 * DAY, ratings=MISSED)
    return skill.id


def send(workspace: Workspace, *, since: datetime, ratings: Sequence[int]) -> None:
    """Send reviews of Rosa's contacts with these ratings of "correct", a day apart and back in time."""
    with workspace.work("Send reviews") as work:
        version = work.quality.card_versions.where(card_id=work.quality.cards.where(key="own")[0].id)[0]
        for place, rating in enumerate(ratings):
            work.quality.reviews.add(
                a_review(
                    member_id=ROSA.id,
                    reviewer_id=MARA.id,
                    card_version_id=version.id,
                    happened_at=since - place * DAY,
                    state=ReviewState.SENT,
                    purpose=Purpose.FAIR,
                    praise="Calm all through" if place == 0 else "",
                    ratings=(
                        CriterionRating(criterion="correct", rating=rating, note=_NOTES[place % 3], cause="habit"),
                    ),
                )
            )
