"""A cost rule as people read it: the words of its values for their names, and what it gives for an example."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from csops.domain.concession_rules import ConcessionKind
from csops.domain.cost_rules import cost_rule
from csops.domain.errors import CsopsError

_NAME = re.compile(r"[^\W\d]\w*")
_SIGNS = {"-": "−", "*": "×", "/": "÷"}
_SIGN = re.compile(r"\s*([-+*/])\s*")
_FIRST, _FURTHER = Decimal(60), Decimal(10)
_USUAL = (("percent", Decimal(15)), ("share", Decimal("0.6")), ("minutes", Decimal(30)), ("months", Decimal(1)))
"""Amounts for values that are no amount of money, by what stands in their name or words."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """What a rule gives: `values` by the words of each, and the `cost`."""

    values: Mapping[str, Decimal]
    cost: Decimal


def rule_in_words(kind: ConcessionKind) -> str:
    """Return the rule with the words of its values for their names: "price paid × reduction in percent ÷ 100"."""
    says = {term.name: term.says for term in kind.terms}
    spaced = _SIGN.sub(lambda sign: f" {_SIGNS.get(sign[1], sign[1])} ", kind.cost_rule.strip())
    return _NAME.sub(lambda name: says.get(name[0], name[0].replace("_", " ")), spaced)


def example_of(kind: ConcessionKind) -> Example | None:
    """Return an example with values that could be; None where the rule cannot be reckoned with them."""
    try:
        names = cost_rule(kind.cost_rule).names
        asked = {term.name: term.says for term in kind.terms if term.name in names}
        values = {name: _usual(name, says, is_first=place == 0) for place, (name, says) in enumerate(asked.items())}
        cost = kind.cost(values)
    except CsopsError:
        return None
    return Example(values={asked[name]: value for name, value in values.items()}, cost=cost)


def _usual(name: str, says: str, *, is_first: bool) -> Decimal:
    words = f"{name} {says}".lower()
    found = next((value for part, value in _USUAL if part in words), None)
    return found if found is not None else _FIRST if is_first else _FURTHER
