"""The groups of a draw that are too small for one of their own: which of them are drawn together."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from csops.domain.review_samples import Stratum
from csops.domain.review_sampling import REST, Cell, Key, Spread, layer_of


@dataclass(frozen=True, kw_only=True)
class Group:
    """Contacts that are alike in what a sample is spread over: the key of the group (see `Layer.key`), how many."""

    key: Key
    size: int


@dataclass(frozen=True, kw_only=True)
class Joined:
    """Groups that are drawn together as one layer, the largest first. `layer`: its key."""

    layer: Key
    groups: tuple[Group, ...]

    @property
    def size(self) -> int:
        """How many contacts they hold together."""
        return sum(one.size for one in self.groups)


def joined_groups(sizes: Mapping[Cell, int], how: Spread, known: Collection[Key]) -> tuple[Joined, ...]:
    """Return which groups are drawn together, in the order of the layers.

    Args:
        sizes: how many contacts each cell holds.
        how: how the sample is spread.
        known: the keys of its layers.
    """
    found: dict[Key, dict[Key, int]] = {key: {} for key in known if REST in key}
    for cell, size in sizes.items():
        layer, key = layer_of(cell, how, known) if size else None, how.key(cell)
        if layer in found:
            found[layer][key] = found[layer].get(key, 0) + size
    return tuple(
        Joined(layer=layer, groups=tuple(_largest_first(Group(key=key, size=size) for key, size in groups.items())))
        for layer, groups in found.items()
        if groups
    )


def told_apart(key: Key, strata: Iterable[Stratum]) -> tuple[tuple[Stratum, str], ...]:
    """Return by what a group or layer is told from others, and which it is of each; what is joined is left out."""
    return tuple((stratum, one) for stratum, one in zip(strata, key, strict=True) if one != REST)


def _largest_first(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda one: (-one.size, one.key))
