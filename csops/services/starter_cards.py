"""The scorecards of reviews that come with the program: for a new database, and for one from before they came."""

from dataclasses import replace
from datetime import datetime

from csops.domain.access import Permission
from csops.domain.card_files import keys_in, scales_in, written_card
from csops.domain.review_card_rules import publishable
from csops.domain.review_cards import CardState, CardVersion, ReviewCard
from csops.domain.scoring import Scale
from csops.services.content import starter
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

_FILE = "qa_scorecards"
_RECOVERY = ("service_recovery", "service_recovery_detailed")


def begin_with_our_cards(workspace: Workspace) -> int:
    """Add those of our scorecards whose key is missing, and return how many; what is there stays as it is.

    Raises:
        NotPermitted: the role may not change the catalogue.
    """
    workspace.require(Permission.CATALOGUE)
    with workspace.work("Begin with our scorecards") as work:
        return add_starter_cards(work, at=workspace.now(), made_by=workspace.member.id or None)


def add_starter_cards(work: Work, *, at: datetime, made_by: int | None) -> int:
    """Add what is missing within an act that has begun, published as it is."""
    there = work.quality.cards.all()
    keys, names = {card.key for card in there}, {card.name.casefold() for card in there}
    skills = {skill.key for skill in work.catalogue.skills.all()}
    content = starter(_FILE)
    missing = [key for key in keys_in(content) if key not in keys]
    for key in missing:
        written = written_card(content, key=key)
        head = replace(written.head, current=1, only_recovery=key in _RECOVERY)
        card = work.quality.cards.add(_apart(head, names))
        asked = publishable(
            CardVersion(
                card_id=card.id,
                made_at=at,
                pass_mark=written.pass_mark,
                sections=written.sections,
                # A skill that this shop has removed from its catalogue is no skill to lead to.
                criteria=tuple(
                    replace(one, skill=one.skill if one.skill in skills else "") for one in written.criteria
                ),
            )
        )
        work.quality.card_versions.add(
            replace(asked, state=CardState.PUBLISHED, made_by=made_by, published_at=at, published_by=made_by)
        )
    return len(missing)


def _apart(card: ReviewCard, taken: set[str]) -> ReviewCard:
    """Return the card with a name of its own, where somebody gave that name to another one."""
    name = card.name
    while name.casefold() in taken:
        name = f"{name} (csops)"
    taken.add(name.casefold())
    return replace(card, name=name)


def usual_scales() -> tuple[Scale, ...]:
    """Return the scales that come with the program: what a criterion can be rated on without own steps."""
    return scales_in(starter(_FILE))
