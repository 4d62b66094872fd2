"""Amounts of money as people and files write them; one currency, that of the shop."""

import re
from decimal import Decimal, InvalidOperation

from csops.domain.errors import NotUnderstood, OutOfRange

LARGEST = Decimal(10) ** 12
_NO_DECIMALS = frozenset({"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"})
_THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
# A sign that several currencies share stands for that of the shop, where it is one of them.
_SIGNS = {
    "€": ("EUR",),
    "£": ("GBP", "EGP", "GIP"),
    "$": ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN", "CLP", "COP", "ARS", "TWD"),
    "¥": ("JPY", "CNY"),
    "₹": ("INR",),
    "₺": ("TRY",),
    "₴": ("UAH",),
    "₩": ("KRW",),
    "zł": ("PLN",),
    "kč": ("CZK",),
    "ft": ("HUF",),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "fr": ("CHF",),
    "sfr": ("CHF",),
}
_RIGHT = "Write a number, such as 84.90"
_PARTS = re.compile(r"(?P<before>[^\d()+\-.,]*)(?P<number>[\d.,\s'’\u00a0\u202f]*\d)(?P<after>[^\d()]*)")
_BLANKS = re.compile(r"[\s'’\u00a0\u202f]")


def decimals_of(currency: str) -> int:
    """Return how many decimals an amount in this currency has."""
    return 0 if currency in _NO_DECIMALS else 3 if currency in _THREE_DECIMALS else 2


def amount_from(text: str, *, currency: str, field: str = "amount") -> Decimal:
    """Return the amount that a text names: "84.90", "1.234,50 €", "EUR 12", "-12", "(12.00)", "12,-".

    Where one sign alone parts the figures, it is the decimal sign, unless just three figures follow it.

    Args:
        text: what was written.
        currency: that of the shop; an amount in another one cannot be added to its amounts.
        field: what the amount is of, for the error.

    Raises:
        NotUnderstood: it is no amount. OutOfRange: another currency, or more than a record keeps.
    """
    said = text.strip()
    bare, negative = _without_sign(said)
    found = _PARTS.fullmatch(bare)
    if found is None:
        raise NotUnderstood(field=field, value=said, right=_RIGHT)
    _check_currency([found["before"], found["after"].rstrip("-–—,. ")], currency, said, field)
    amount = _number(_BLANKS.sub("", found["number"]), decimals_of(currency))
    if amount is None:
        raise NotUnderstood(field=field, value=said, right=_RIGHT)
    return checked_amount(-amount if negative else amount, currency=currency, field=field)


def checked_amount(amount: Decimal, *, currency: str, field: str = "amount") -> Decimal:
    """Return the amount with the decimals of its currency, or raise OutOfRange."""
    most = decimals_of(currency)
    if not amount.is_finite() or abs(amount) >= LARGEST:
        raise OutOfRange(field=field, value=f"{amount}", right=f"Write less than {LARGEST:,}")
    kept = amount.quantize(Decimal(1).scaleb(-most))
    if kept != amount:
        right = f"Write at most {most} decimals" if most else f"{currency} has no decimals"
        raise OutOfRange(field=field, value=f"{amount}", right=right)
    return kept or abs(kept)  # no minus before a zero


def _without_sign(said: str) -> tuple[str, bool]:
    """Return what is written without its sign: bookkeepers put a negative amount into brackets, or the sign last."""
    if said.startswith("(") and said.endswith(")"):
        return said[1:-1].strip(), True
    for sign in ("-", "−", "–"):
        if sign in said and not said.endswith((",-", ",–", ".-", ".–")) and said.count(sign) == 1:
            before, _, after = said.partition(sign)
            if not (re.search(r"\d", before) and re.search(r"\d", after)):
                return f"{before} {after}".strip(), True
    return said.removeprefix("+").strip(), False


def _check_currency(words: list[str], currency: str, said: str, field: str) -> None:
    for word in words:
        named = word.strip().rstrip(".").strip()
        if not named or named.upper() == currency:
            continue
        meant = _SIGNS.get(named.casefold(), ())
        if currency in meant:
            continue
        if not meant and not re.fullmatch(r"[A-Za-z]{3}", named):
            raise NotUnderstood(field=field, value=said, right=_RIGHT)
        right = f"The shop's currency is {currency}; amounts in another one cannot be added to it"
        raise OutOfRange(field=field, value=said, right=right)


def _number(figures: str, decimals: int) -> Decimal | None:
    signs = [sign for sign in figures if sign in ".,"]
    last = signs[-1] if signs else ""
    is_grouping = not signs or (
        # One kind of sign: several group thousands; a single one does where just three figures follow it.
        len(set(signs)) == 1 and (len(signs) > 1 or (len(figures.rpartition(last)[2]) == 3 and decimals != 3))
    )
    whole, _, rest = (figures, "", "") if is_grouping else figures.rpartition(last)
    group = next((sign for sign in ".," if sign in whole), "")
    if group and not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+", whole):
        return None
    try:
        return Decimal(f"{whole.replace(group, '') if group else whole}.{rest or 0}")
    except InvalidOperation:
        return None
