"""Groups too small for one of their own are named: each once, with all of its contacts."""

from hypothesis import given, settings

from csops.domain.contacts import Result
from csops.domain.review_groups import joined_groups, told_apart
from csops.domain.review_samples import Stratum
from csops.domain.review_sampling import REST, Cell, Spread, layers, spread
from tests.domain.test_review_sampling import frames, hows


def test_the_groups_that_are_drawn_together_are_named_the_largest_first() -> None:
    sizes = {Cell(1, channel, None, Result.RESOLVED): size for channel, size in ((1, 100), (2, 10), (3, 20), (4, 30))}
    how = spread((Stratum.CHANNEL,), quota=3)
    (one,) = joined_groups(sizes, how, [layer.key for layer in layers(sizes, how)])
    assert [(each.key, each.size) for each in one.groups] == [(("1", "4"), 30), (("1", "3"), 20), (("1", "2"), 10)]
    assert told_apart(one.layer, how.strata) == ((Stratum.PERSON, "1"),)
    assert told_apart(one.groups[0].key, how.strata) == ((Stratum.PERSON, "1"), (Stratum.CHANNEL, "4"))


@settings(max_examples=50)
@given(frames, hows)
def test_what_is_named_makes_up_the_layer_that_is_drawn_together(frame: dict[Cell, list[int]], how: Spread) -> None:
    sizes = {cell: len(ids) for cell, ids in frame.items()}
    made = layers(sizes, how)
    found = joined_groups(sizes, how, [layer.key for layer in made])
    assert {one.layer: one.size for one in found} == {each.key: each.size for each in made if REST in each.key}
    named = [group.key for one in found for group in one.groups]
    apart = [layer.key for layer in made if REST not in layer.key]
    assert sorted([*named, *apart]) == sorted({how.key(cell) for cell in sizes})
