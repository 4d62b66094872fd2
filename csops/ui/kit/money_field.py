"""An amount of money: a number that says so when another currency is written behind it."""

import re
from typing import Any

from csops.ui.kit.field_kinds import NumberField
from csops.ui.kit.formats import CURRENCY_SIGNS
from csops.ui.kit.labels import Text
from csops.ui.kit.theme import Themes

_CODES = {sign: code for code, sign in CURRENCY_SIGNS.items()}
_CODE = re.compile(r"\b[A-Z]{3}\b")


class MoneyField(NumberField):
    """Takes `25`, `25.50` and `€ 25`; in a shop that reckons in euros, `25 USD` and `$25` are wrong."""

    def __init__(self, themes: Themes, *, label: str, currency: str, **more: Any) -> None:
        self._currency = currency
        super().__init__(themes, label=label, unit=currency, decimals=2, low=0, **more)

    def show_currency(self, currency: str) -> None:
        """Reckon in another currency."""
        if currency != self._currency:
            self._currency = currency
            self.line.set_trailing(Text(self.themes, currency, font="small", colour="text.secondary"))

    def _wrong(self) -> str:
        other = self._other_currency()
        if other:
            said = self.tr("The shop reckons in {own}, not in {other}. Write the amount in {own}")
            return said.format(own=self._currency, other=other)
        return super()._wrong()

    def _other_currency(self) -> str:
        text = self.text()
        by_sign = (code for sign, code in _CODES.items() if sign in text and not sign.isalpha())
        named = (*_CODE.findall(text.upper()), *by_sign)
        return next((code for code in named if code != self._currency), "")
