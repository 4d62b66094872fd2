"""A contact of Rosa's that is to be reviewed, with a published card; and what a reviewer gives."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from csops.domain.access import Role
from csops.domain.contacts import Contact
from csops.domain.people import Member
from csops.domain.quality_rules import QualityRules
from csops.domain.review_cards import CardState, CardVersion, ReviewCard
from csops.domain.review_filling import Filled
from csops.domain.review_samples import Pick, Sample
from csops.domain.reviews import CriterionRating, Source
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, REFUND, ROSA, a_case, a_contact, a_customer, a_member
from tests.helpers.reviews import a_card

CHAT = "[13:02] Ada: Hi, my frame has a scratch.\n[13:03] Rosa: I am sorry. May I have the number?"
SAID = "The price is the old one"
ALL_YES: Mapping[str, float | None] = {"greeting": 2, "correct": 2, "record": 2}


@dataclass(frozen=True, kw_only=True)
class Reviewing:
    """Ines supervises, Tom is an agent who reviews, Lea one who does not; the contact is Rosa's."""

    workspace: Workspace
    contact: Contact
    card: ReviewCard
    version: CardVersion
    ines: Member
    tom: Member
    lea: Member

    def pick(self, **values: Any) -> Pick:
        """Put the contact into Ines' queue."""
        with self.workspace.work("Pick") as work:
            plain = {"contact_id": self.contact.id, "member_id": ROSA.id, "reviewer_id": self.ines.id}
            return work.quality.picks.add(Pick(**{**plain, **values}))

    def sample(self, **values: Any) -> Sample:
        """Keep a draw."""
        with self.workspace.work("Draw") as work:
            plain = {"name": "Week", "since": MONDAY_MORNING, "until": MONDAY_MORNING, "made_at": MONDAY_MORNING}
            return work.quality.samples.add(Sample(**{**plain, "seed": 1, **values}))

    def filled(self, given: Mapping[str, float | None] = ALL_YES, **values: Any) -> Filled:
        """Return what a reviewer gives; to a critical error a note."""
        plain = Filled(
            contact_id=self.contact.id,
            card_version_id=self.version.id,
            source=Source.TEXT,
            ratings=tuple(
                CriterionRating(criterion=key, rating=rating, note=SAID if (key, rating) == ("correct", 0) else "")
                for key, rating in given.items()
            ),
        )
        return replace(plain, **values)

    def by(self, member: Member) -> Workspace:
        """Let somebody work here."""
        self.workspace.member = member
        return self.workspace


def to_review(workspace: Workspace, *, text: str = CHAT, **values: Any) -> Reviewing:
    """Keep a contact of Rosa's on a refund, a card that is published, and three colleagues."""
    workspace.member = MARA
    with workspace.work("Set up reviews") as work:
        ines, tom, lea = (
            work.members.add(a_member(name=name, role=role))
            for name, role in (("Ines Marchetti", Role.SUPERVISOR), ("Tom Weber", Role.AGENT), ("Lea Roth", Role.AGENT))
        )
        work.settings.keep(QualityRules(reviewers=(tom.id,)))
        ada = work.customers.add(a_customer())
        case = work.cases.add(a_case(customer_id=ada.id, topic_id=REFUND))
        contact = work.contacts.add(
            a_contact(case_id=case.id, customer_id=ada.id, member_id=ROSA.id, text=text, **values)
        )
        card, version = a_card(work, is_default=True)
        version = work.quality.card_versions.update(
            replace(version, state=CardState.PUBLISHED, published_at=MONDAY_MORNING)
        )
        card = work.quality.cards.update(replace(card, current=1))
    return Reviewing(workspace=workspace, contact=contact, card=card, version=version, ines=ines, tom=tom, lea=lea)
