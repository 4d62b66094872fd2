"""How many contacts a review of a fair sample stands for, also where several samples were drawn from the same ones.

A contact that two draws could have brought is more likely to be reviewed than one that only a single draw could. Summed
up sample by sample, a period from which two were drawn would count twice. All samples are therefore taken as one:
a review stands for 1 / p contacts, where p is the chance that any of the samples brought its contact to a review,
p = 1 - (1 - p1)(1 - p2)... Each factor is the chance within the layer of that sample, given that the draws before did
not take the contact, for a draw leaves out what others took: of N contacts m are drawn, and then n of the N - m that
are left; together p = m / N + (1 - m / N) n / (N - m) = (m + n) / N, as of one draw of m + n. Of a single sample it is
N / n as ever.

Source: Bankier (1986), Estimators Based on Several Stratified Samples with Applications to Multiple Frame Surveys,
Journal of the American Statistical Association 81, 1074-1079; the mean divides by the sum of the weights (Hájek).
The chances are those of what was reviewed, not of what was drawn (Cochran, Sampling Techniques, 5A.14, conditional on
how many). But as long as others of its layer wait no review stands for more than twice its share of what was drawn: the
first of twelve would otherwise speak for all 2,000 of a layer, and the mean of a year would jump with it. From half of
a layer on the reviews speak for all of it. What was dropped waits no more. (Weights are trimmed so, at some bias for
much less variance, since Potter (1990), A Study of Procedures to Identify and Trim Extreme Sampling Weights,
Proceedings of the Survey Research Methods Section, American Statistical Association, 225-230.)
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from csops.domain.contacts import Result
from csops.domain.review_samples import Stratum
from csops.domain.review_sampling import REST, Cell, Key, Spread, layer_of

_MOST_SHARES = 2
_Place = tuple[int, Key]
"""A layer of a sample, by its id."""
_KNOWN_OF_ALL = {Stratum.PERSON, Stratum.CHANNEL}
"""What a review keeps of its contact as a draw sees it; the rest is the contact's alone."""


class Handled(NamedTuple):
    """What is known of the contact of a review. `result`: None where it is gone, so that its topic is not known."""

    at: datetime
    member_id: int
    channel_id: int
    topic_id: int | None = None
    result: Result | None = None


class Brought(NamedTuple):
    """A review that a fair sample brought: which sample, which layer of it, and what is known of the contact."""

    sample_id: int
    layer: Key
    contact: Handled


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A fair sample, and how many of each of its layers were reviewed.

    Attributes:
        id: of the sample.
        since, until: contacts of [since, until) could be drawn; none of later than it was drawn.
        members: of these people alone; none: of everybody.
        how: how it was spread.
        sizes: how many contacts each layer held; reviewed: of how many a review counts.
        waiting: how many of each layer were drawn and have no review that was sent.
    """

    id: int
    since: datetime
    until: datetime
    members: frozenset[int]
    how: Spread
    sizes: Mapping[Key, int]
    reviewed: Mapping[Key, int]
    waiting: Mapping[Key, int] = field(default_factory=dict)

    def meets(self, other: "Drawn") -> bool:
        """Return whether both may have been drawn from the same contacts."""
        if self.since >= other.until or other.since >= self.until:
            return False
        return not self.members or not other.members or bool(self.members & other.members)

    def layers_of(self, contact: Handled) -> tuple[Key, ...]:
        """Return the layer in which a contact was; several where it is not known in which of them; else none."""
        is_in = self.since <= contact.at < self.until and (not self.members or contact.member_id in self.members)
        if not is_in:
            return ()
        if contact.result is None and not _KNOWN_OF_ALL.issuperset(self.how.strata):
            return tuple(key for key in self.sizes if self._may_hold(key, contact))
        cell = Cell(contact.member_id, contact.channel_id, contact.topic_id, contact.result or Result.RESOLVED)
        key = layer_of(cell, self.how, self.sizes.keys())
        return () if key is None else (key,)

    def _may_hold(self, key: Key, contact: Handled) -> bool:
        known = {Stratum.PERSON: str(contact.member_id), Stratum.CHANNEL: str(contact.channel_id)}
        return all(part in {REST, known.get(one, part)} for one, part in zip(self.how.strata, key, strict=True))

    def chance(self, keys: Iterable[Key]) -> float:
        """Return the chance of a contact of these layers to have been reviewed because of this sample."""
        wanted = [key for key in keys if key in self.sizes]
        size = sum(self.sizes[key] for key in wanted)
        return min(1.0, sum(self.reviewed.get(key, 0) for key in wanted) / size) if size else 0.0

    def share(self, key: Key) -> float:
        """Return for how many contacts of a layer each that was drawn of it stands, be it reviewed yet or not."""
        return self.sizes[key] / (self.reviewed.get(key, 0) + self.waiting.get(key, 0))


class Weights:
    """What reviews of fair samples stand for."""

    def __init__(self, samples: Iterable[Drawn]) -> None:
        self._samples = {one.id: one for one in samples}
        counting = [one for one in self._samples.values() if any(one.reviewed.values())]
        self._beside = {
            key: [other for other in counting if other is not one and one.meets(other)]
            for key, one in self._samples.items()
        }

    def is_alone(self, sample_id: int) -> bool:
        """Return whether no other sample counts that was drawn from the same contacts."""
        return not self._beside.get(sample_id)

    def asks_contact(self, sample_id: int) -> bool:
        """Return whether topic and result of a contact of that sample decide what its review stands for."""
        return any(not _KNOWN_OF_ALL.issuperset(one.how.strata) for one in self._beside.get(sample_id, ()))

    def of(self, reviews: Sequence[Brought]) -> list[tuple[Hashable, float]]:
        """Return to which layer each review belongs, and how many contacts it stands for, 1 or more.

        Layers of samples that overlap are one, for how many of a sample fall where another reaches is left to chance:
        scores of both sides tell how far off the average may be. None and 1 where nothing is known of the layer.
        """
        found = [self._one(each) for each in reviews]
        first: dict[_Place, _Place] = {}
        for places, _weight in found:
            roots = {_root(first, one) for one in places}
            if len(roots) > 1:
                first |= dict.fromkeys(roots - {min(roots)}, min(roots))
        return [(_root(first, places[0]) if places else None, weight) for places, weight in found]

    def _one(self, review: Brought) -> tuple[list[_Place], float]:
        """Return in which layers of which samples a contact was, and what its review stands for."""
        sample_id, layer, contact = review
        own = self._samples.get(sample_id)
        chance = 0.0 if own is None else own.chance((layer,))
        if own is None or not chance:
            return [], 1.0
        places, missed = [(sample_id, layer)], 1 - chance
        for other in self._beside[sample_id]:
            keys = other.layers_of(contact)
            if found := other.chance(keys):
                missed *= 1 - found
                places += [(other.id, key) for key in keys]
        alone = own.sizes[layer] / own.reviewed[layer] if len(places) == 1 else 1 / (1 - missed)
        return places, max(1.0, min(alone, _MOST_SHARES * own.share(layer)))


def _root(first: Mapping[_Place, _Place], place: _Place) -> _Place:
    while place in first:
        place = first[place]
    return place
