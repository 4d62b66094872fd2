"""What a kind of concession costs us, in the words of its values, with an example."""

from PySide6.QtCore import QCoreApplication

from csops.domain.concession_rules import ConcessionKind
from csops.domain.cost_words import example_of, rule_in_words
from csops.ui.kit.formats import Formats


def tr(text: str) -> str:
    """Translate a text about what concessions cost."""
    return QCoreApplication.translate("CostRules", text)


def rule_words(kind: ConcessionKind, formats: Formats, currency: str) -> str:
    """Return it as a line: = price paid × reduction in percent ÷ 100. With 60 and 15 it is €9.00."""
    rule, found = f"= {rule_in_words(kind)}", example_of(kind)
    if found is None or not found.values:
        return rule
    values = [
        formats.number(value, decimals=0 if value == int(value) else 1).strip() for value in found.values.values()
    ]
    listed = (
        values[0]
        if len(values) == 1
        else tr("{first} and {last}").format(first=", ".join(values[:-1]), last=values[-1])
    )
    cost = formats.money(found.cost, currency)
    return tr("{rule}. With {values} it is {cost}").format(rule=rule, values=listed, cost=cost)
