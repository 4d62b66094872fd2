"""Cost rules are told in the words of their values, with an example that adds up."""

from decimal import Decimal

from csops.domain.concession_rules import Asked, ConcessionKind, rules_from
from csops.domain.cost_words import example_of, rule_in_words
from csops.services.content import starter


def test_a_rule_reads_in_the_words_of_its_values() -> None:
    kinds = {kind.key: kind for kind in rules_from(starter("concessions"), currency="EUR").kinds}
    assert rule_in_words(kinds["price_reduction"]) == "price paid × reduction in percent ÷ 100"
    assert rule_in_words(kinds["bonus_service"]) == (
        "minutes of work ÷ 60 × cost of one paid hour + parts at purchase price"
    )
    for kind in kinds.values():
        assert "_" not in rule_in_words(kind)
        found = example_of(kind)
        assert found is not None, kind.key
        assert found.cost >= 0


def test_an_example_says_what_it_was_reckoned_with() -> None:
    terms = (Asked(name="price", says="price paid"), Asked(name="percent", says="reduction"))
    found = example_of(ConcessionKind(key="x", name="x", cost_rule="(price-5)*percent/100", terms=terms))
    assert found is not None
    assert (dict(found.values), found.cost) == ({"price paid": Decimal(60), "reduction": Decimal(15)}, Decimal("8.25"))
    assert rule_in_words(ConcessionKind(key="x", name="x", cost_rule="a_b-1")) == "a b − 1"
    for broken in ("price +", "", "price / 0", "1 - price"):
        assert example_of(ConcessionKind(key="x", name="x", cost_rule=broken, terms=terms)) is None
