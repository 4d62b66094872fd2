"""Which contacts are drawn for review: at random, spread over groups, the same again from the same seed.

What is drawn depends on the seed and on the numbers of the contacts alone: each contact has a place in the seed's order
(BLAKE2b of both), and a draw takes the first of each group. So any Python draws the same, and a contact that comes
later moves no other.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest
from typing import NamedTuple, TypeVar

from csops.domain.contacts import Result
from csops.domain.review_samples import Layer, Stratum

REST = "*"
"""Stands in the key of a layer for all groups that are drawn together, behind what they have in common."""
LARGEST_SEED = 2**63 - 1
Key = tuple[str, ...]
K = TypeVar("K")


class Cell(NamedTuple):
    """Contacts that are alike in everything that a sample may be spread over."""

    member_id: int
    channel_id: int
    topic_id: int | None
    result: Result


_OF: Mapping[Stratum, Callable[[Cell], object]] = {
    Stratum.PERSON: lambda cell: cell.member_id,
    Stratum.CHANNEL: lambda cell: cell.channel_id,
    Stratum.TOPIC: lambda cell: "" if cell.topic_id is None else cell.topic_id,
    Stratum.RESULT: lambda cell: cell.result.value,
}


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A contact that was drawn: whose it is, and of which layer."""

    contact_id: int
    member_id: int
    layer: Key


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How a sample is spread: over which groups, with so many of each person, or so many in all.

    Make it with `spread`, which puts the groups in order.
    """

    strata: tuple[Stratum, ...] = ()
    quota: int | None = None
    wanted: int = 0

    def key(self, cell: Cell) -> Key:
        """Return the group of a cell: one text for each stratum."""
        return tuple(str(_OF[each](cell)) for each in self.strata)

    @property
    def kept(self) -> int:
        """How many parts of a key groups have in common at least that are drawn together: with a quota, the person."""
        return 0 if self.quota is None else 1

    def rest(self, key: Key, common: int) -> Key:
        """Return under which key groups are drawn together that have the first parts of a key in common."""
        return (*key[:common], *(REST for _ in key[common:]))

    def keys(self, cell: Cell) -> Iterator[Key]:
        """Yield under which keys a cell may be drawn: its own group first, then what has less and less in common."""
        key = self.key(cell)
        yield key
        for common in range(len(key) - 1, self.kept - 1, -1):
            yield self.rest(key, common)


def spread(strata: Iterable[Stratum], *, quota: int | None = None, wanted: int = 0) -> Spread:
    """Return a spread with its groups in order and each once; a quota is per person, so the person comes first."""
    asked = set(strata) | ({Stratum.PERSON} if quota is not None else set())
    return Spread(strata=tuple(each for each in Stratum if each in asked), quota=quota, wanted=wanted)


# ------------------------------------------------------------ how many of each
def by_largest_remainder(parts: Mapping[K, int], number: int) -> dict[K, int]:
    """Return a number shared in proportion to parts: whole ones first, what is left goes to the largest remainders.

    Equal remainders go to the larger part, then to the one named first. The parts sum to 1 or more.
    """
    total = sum(parts.values())
    exact = {key: divmod(number * part, total) for key, part in parts.items()}
    given = {key: whole for key, (whole, _rest) in exact.items()}
    by_rest = sorted(parts, key=lambda key: (-exact[key][1], -parts[key]))
    for key in by_rest[: number - sum(given.values())]:
        given[key] += 1
    return given


def allocate(sizes: Mapping[K, int], wanted: int) -> dict[K, int]:
    """Return how many to take of each group: in proportion, by largest remainder, at least one of each if it can be.

    Args:
        sizes: how many each group holds, 1 or more.
        wanted: how many in all; from as many as there are on, everything is taken.

    A group whose share is below one gets one; the others share what is left. With fewer than there are groups, the
    shares stand as they are, and small groups may get none. Equal remainders go to the larger group, then to the one
    named first.
    """
    total = sum(sizes.values())
    if wanted >= total:
        return dict(sizes)
    given: dict[K, int] = {}
    left, of = wanted, total
    while wanted >= len(sizes):
        small = [key for key, size in sizes.items() if key not in given and left * size < of]
        if not small:
            break
        given |= dict.fromkeys(small, 1)
        left -= len(small)
        of -= sum(sizes[key] for key in small)
    given |= by_largest_remainder({key: size for key, size in sizes.items() if key not in given}, left)
    return {key: given[key] for key in sizes}


def layers(sizes: Mapping[Cell, int], how: Spread) -> tuple[Layer, ...]:
    """Return the layers of a draw, with how many contacts each holds and how many are drawn from it.

    With a quota each person is a whole by themselves. Where a whole has more groups than contacts are drawn, the groups
    whose share is below one are drawn together (REST), so that every contact may come up, and the weight of each is
    known: `size / drawn`. They are joined with what has most in common with them: first within the same person and
    channel, then within the same person, and across people only where all that a person handled is worth less than one
    contact. Who has fewer contacts than the quota gets all of theirs.
    """
    groups: dict[Key, int] = {}
    for cell, size in sizes.items():
        groups[how.key(cell)] = groups.get(how.key(cell), 0) + size
    ordered = dict(sorted(groups.items()))
    if how.quota is None:
        return _layered(ordered, how.wanted, how)
    people: dict[str, dict[Key, int]] = {}
    for key, size in ordered.items():
        people.setdefault(key[0], {})[key] = size
    return tuple(layer for each in people.values() for layer in _layered(each, how.quota, how))


def _layered(groups: Mapping[Key, int], wanted: int, how: Spread) -> tuple[Layer, ...]:
    if len(groups) > wanted:
        groups = _joined(groups, wanted, how)
    drawn = allocate(groups, wanted)
    return tuple(Layer(key=key, size=size, drawn=drawn[key]) for key, size in groups.items())


def _joined(groups: Mapping[Key, int], wanted: int, how: Spread) -> dict[Key, int]:
    """Return the groups with those whose share is below one contact joined, in the order of their keys."""
    total, found = sum(groups.values()), dict(groups)
    for common in range(len(how.strata) - 1, how.kept - 1, -1):
        alike: dict[Key, dict[Key, int]] = {}
        for key, size in found.items():
            alike.setdefault(how.rest(key, common), {})[key] = size
        found = {}
        for rest, theirs in alike.items():
            found |= _joined_alike(theirs, rest, least=total / wanted, is_last=common == how.kept)
    return dict(sorted(found.items(), key=lambda one: [(part == REST, part) for part in one[0]]))


def _joined_alike(groups: Mapping[Key, int], rest: Key, *, least: float, is_last: bool) -> dict[Key, int]:
    """Return groups that have something in common with the small ones among them as one.

    Where these are worth less than a contact together, the smallest of the others joins them, so that none of them is
    drawn with what is less alike. `is_last`: there is nothing less alike, so that they may stay as they are.
    """
    kept = {key: size for key, size in groups.items() if size >= least}
    left = sum(groups.values()) - sum(kept.values())
    if kept and 0 < left < least and not is_last:
        left += kept.pop(min(kept, key=lambda key: (kept[key], key)))
    return {**kept, rest: left} if left else kept


def layer_of(cell: Cell, how: Spread, known: Collection[Key]) -> Key | None:
    """Return to which of the known layers a cell belongs; None where its group came up after the draw."""
    return next((one for one in how.keys(cell) if one in known), None)


# ------------------------------------------------------------ which
def places(seed: int) -> Callable[[int], bytes]:
    """Return what tells the place of a contact in a seed's order: eight bytes, as if drawn at random.

    `seed`: 0 to 2^63 - 1.
    """
    begun = blake2b(seed.to_bytes(8, "big"), digest_size=8)

    def place_of(contact_id: int) -> bytes:
        its = begun.copy()  # a third of the time that both numbers together take
        its.update(contact_id.to_bytes(8, "big"))
        return its.digest()

    return place_of


def place(seed: int, contact_id: int) -> bytes:
    """Return the place of one contact in a seed's order (see `places`)."""
    return places(seed)(contact_id)


def draw(frame: Mapping[Cell, Sequence[int]], how: Spread, *, seed: int) -> tuple[tuple[Layer, ...], list[Chosen]]:
    """Return the layers, and the contacts drawn in the seed's order.

    Args:
        frame: the numbers of the contacts that can be drawn, by cell.
        how: how they are spread.
        seed: the same seed draws the same contacts from the same frame.
    """
    made = layers({cell: len(ids) for cell, ids in frame.items() if ids}, how)
    drawn, place_of = {layer.key: layer.drawn for layer in made}, places(seed)
    within: dict[Key, list[tuple[bytes, int, int]]] = {layer.key: [] for layer in made}
    for cell, ids in frame.items():
        key = layer_of(cell, how, within.keys()) if ids else None
        if key is not None:
            first = nsmallest(drawn[key], ids, key=place_of)
            within[key] += [(place_of(one), one, cell.member_id) for one in first]
    found = [(*first, layer.key) for layer in made for first in sorted(within[layer.key])[: layer.drawn]]
    return made, [Chosen(contact_id=one, member_id=whose, layer=key) for _place, one, whose, key in sorted(found)]


def next_of(
    frame: Mapping[Cell, Sequence[int]], how: Spread, *, seed: int, layer: Key, known: Collection[Key]
) -> Chosen | None:
    """Return the contact that comes next in the seed's order of a layer, None when none is left.

    Args:
        frame: what can be drawn still.
        how: how the sample was spread.
        seed: the sample's.
        layer: whose place it takes.
        known: the keys of all layers of the sample.
    """
    place_of = places(seed)
    left = [
        (place_of(one), one, cell.member_id)
        for cell, ids in frame.items()
        if layer_of(cell, how, known) == layer
        for one in ids
    ]
    if not left:
        return None
    _place, contact_id, member_id = min(left)
    return Chosen(contact_id=contact_id, member_id=member_id, layer=layer)
