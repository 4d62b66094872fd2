"""The cards of the sample business in their versions, and what it drew in a week."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from csops.domain.calibration_rules import guided
from csops.domain.calibrations import Agreed
from csops.domain.contacts import Contact
from csops.domain.review_cards import CardState, CardVersion, ReviewCard, cards_for
from csops.domain.review_filling import Occasion
from csops.domain.review_samples import Layer
from csops.domain.review_sampling import Chosen
from csops.storage.unit_of_work import Work

_BEGUN = timedelta(weeks=30)


@dataclass(frozen=True, kw_only=True)
class Week:
    """A draw of one week: when, what there was, what was drawn."""

    since: datetime
    until: datetime
    made_at: datetime
    seed: int
    layers: tuple[Layer, ...]
    chosen: tuple[Chosen, ...]
    population: int


class CardShelf:
    """The cards as they are kept, each version at its time; channels and topics by id."""

    def __init__(self, work: Work, until: datetime, content: Mapping[str, Any], *, by: Mapping[str, int]) -> None:
        begun, change = until - _BEGUN, content["card"]
        self.changed_at = until - timedelta(weeks=change["weeks"], hours=3)
        self._channels = {one.id: one.key for one in work.channels.all()}
        self._topics = {one.id: one.key for one in work.topics.all()}
        self.cards = {one.key: one for one in work.quality.cards.all()}
        self.versions: dict[str, list[CardVersion]] = {key: [] for key in self.cards}
        keys = {one.id: key for key, one in self.cards.items()}
        for version in work.quality.card_versions.all():
            # They came with the program half a year before the moment of the sample.
            work.quality.card_versions.remove(version.id)
            dated = replace(version, id=0, made_at=begun, published_at=begun, made_by=by["ML"], published_by=by["ML"])
            self.versions[keys[version.card_id]].append(work.quality.card_versions.add(dated))
        self._second(work, change, by=by[change["by"]])

    def _second(self, work: Work, change: Mapping[str, Any], *, by: int) -> None:
        head, (first, *_) = self.cards[change["key"]], self.versions[change["key"]]
        weights = change["weights"]
        noted = guided(first.criteria, [Agreed(criterion=change["criterion"], rating=None, note=change["guidance"])])
        second = replace(
            first,
            id=0,
            number=2,
            state=CardState.PUBLISHED,
            made_at=self.changed_at,
            made_by=by,
            published_at=self.changed_at,
            published_by=by,
            note=change["note"],
            criteria=tuple(replace(one, weight=weights.get(one.key, one.weight)) for one in noted),
        )
        self.versions[head.key].append(work.quality.card_versions.add(second))
        self.cards[head.key] = work.quality.cards.update(replace(head, current=2))

    def channel(self, contact: Contact) -> str:
        """Return the key of the channel of a contact."""
        return self._channels[contact.channel_id]

    def occasion(self, contact: Contact, *, is_recovery: bool) -> Occasion:
        """Return what of a contact decides which criteria apply."""
        topic = self._topics.get(contact.topic_id or 0, "")
        return Occasion(channel=self.channel(contact), topic=topic, is_recovery=is_recovery)

    def card_of(self, occasion: Occasion, *, at: datetime, key: str = "") -> tuple[ReviewCard, CardVersion]:
        """Return the card to offer first, in the version that held then."""
        fitting = cards_for(self.cards.values(), channel=occasion.channel, is_recovery=occasion.is_recovery)
        head = self.cards[key] if key else fitting[0]
        return head, [one for one in self.versions[head.key] if one.published_at and one.published_at <= at][-1]
