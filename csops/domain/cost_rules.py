"""Cost rules: arithmetic over named values, such as `price * percent / 100`, read by a parser of our own.

    sum     = product (("+" | "-") product)*
    product = signed (("*" | "/") signed)*
    signed  = ("+" | "-") signed | number | name | "(" sum ")"

Reckoned exactly, in fractions; only the result is rounded, to cents. Nothing else can be written: a rule is data that
somebody typed, and is never run as code.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NoReturn

from csops.domain.errors import Missing, NotUnderstood, OutOfRange, UnknownName

FIELD = "cost rule"
LONGEST = 300
"""Letters of a rule."""
DEEPEST = 20
"""Parentheses and signs within each other."""
LARGEST = Decimal(10) ** 12
"""No value and no cost is this large."""
_CENT = Fraction(1, 100)
_PIECE = re.compile(r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)|(?P<name>[^\W\d]\w*)|(?P<sign>[-+*/()]))")
_DIGITS = 20


Reckoning = Callable[[Mapping[str, Fraction]], Fraction]


@dataclass(frozen=True)
class _Piece:
    text: str
    place: int  # from 1, as people count
    is_name: bool = False
    is_number: bool = False


@dataclass(frozen=True, kw_only=True)
class CostRule:
    """A rule that was read: its text, the names in it in the order in which they come, and how it is reckoned."""

    text: str
    names: tuple[str, ...]
    reckon: Reckoning


@lru_cache(maxsize=200)
def cost_rule(text: str) -> CostRule:
    """Return the rule that a text says.

    Raises:
        Missing: it is empty. OutOfRange: it is too long, or too many parentheses stand within each other.
        NotUnderstood: it is no arithmetic; says at which letter.
    """
    if not text.strip():
        raise Missing(field=FIELD, right="Write what it costs, such as price * percent / 100")
    if len(text) > LONGEST:
        raise OutOfRange(field=FIELD, value=f"{len(text)} letters long", right=f"Write at most {LONGEST} letters")
    return _Reader(text).rule()


def checked_rule(text: str, *, names: Collection[str]) -> CostRule:
    """Return the rule, or raise UnknownName where it speaks of what nobody is asked for; else as `cost_rule`."""
    rule = cost_rule(text)
    for name in rule.names:
        if name not in names:
            raise UnknownName(field="name in the cost rule", value=name, known=", ".join(names) or "none yet")
    return rule


def cost_of(rule: CostRule, values: Mapping[str, Decimal]) -> Decimal:
    """Return what a rule gives with these values: exact, then rounded to cents, the half away from zero.

    Raises:
        Missing: a name of the rule has no value.
        OutOfRange: a value below zero or too large, a division by zero, a cost below zero or too large.
    """
    for name in rule.names:
        if name not in values:
            raise Missing(field=name, right="The cost rule needs it")
    for name, value in values.items():
        check_value(value, field=name)
    try:
        exact = rule.reckon({name: Fraction(value) for name, value in values.items()})
    except ZeroDivisionError:
        right = f"The cost rule “{rule.text}” divides by zero with these values; give another one"
        raise OutOfRange(field="cost", value="worked out", right=right) from None
    if exact < 0:
        raise OutOfRange(field="cost", value=_text(exact), right="A concession cannot cost less than nothing")
    if exact >= LARGEST:
        raise OutOfRange(field="cost", value=_text(exact), right="It must be below a million million")
    return Decimal(int(exact / _CENT + Fraction(1, 2))).scaleb(-2)


def check_value(value: Decimal, *, field: str) -> None:
    """Raise OutOfRange for a value that no cost can be worked out with."""
    if not value.is_finite() or not 0 <= value < LARGEST:
        raise OutOfRange(field=field, value=value, right="Give a number from 0 on")
    if len(value.as_tuple().digits) > _DIGITS or (value.adjusted() < -_DIGITS and value):
        raise OutOfRange(field=field, value=value, right=f"Give at most {_DIGITS} digits")


def _text(exact: Fraction) -> str:
    return f"{float(exact):.2f}"


class _Reader:
    """Reads a rule from left to right, one piece at a time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._names: dict[str, None] = {}
        self._pieces = list(self._split())
        self._at = self._depth = 0

    def rule(self) -> CostRule:
        reckon = self._sum()
        if self._next is not None:
            self._refuse(self._next, "Put one of + - * / before it")
        return CostRule(text=self._text, names=tuple(self._names), reckon=reckon)

    def _split(self) -> list[_Piece]:
        pieces, at, end = list[_Piece](), 0, len(self._text.rstrip())
        while at < end:
            found = _PIECE.match(self._text, at)
            if found is None:
                at += len(self._text[at:]) - len(self._text[at:].lstrip())
                self._refuse(_Piece(self._text[at], at + 1), "Use names, numbers, + - * / and parentheses")
            kind = found.lastgroup or "sign"
            piece = _Piece(found[kind], found.start(kind) + 1, kind == "name", kind == "number")
            if piece.is_number and len(piece.text) > _DIGITS:
                self._refuse(piece, f"Write numbers of at most {_DIGITS} digits")
            pieces.append(piece)
            at = found.end()
        return pieces

    @property
    def _next(self) -> _Piece | None:
        return self._pieces[self._at] if self._at < len(self._pieces) else None

    def _taken(self, *signs: str) -> str | None:
        """Go past the next piece if it is one of these signs, and return it."""
        piece = self._next
        if piece is None or piece.text not in signs:
            return None
        self._at += 1
        return piece.text

    def _sum(self) -> Reckoning:
        left = self._product()
        while sign := self._taken("+", "-"):
            left = _joined(sign, left, self._product())
        return left

    def _product(self) -> Reckoning:
        left = self._signed()
        while sign := self._taken("*", "/"):
            left = _joined(sign, left, self._signed())
        return left

    def _signed(self) -> Reckoning:
        self._depth += 1
        if self._depth > DEEPEST:
            right = f"Put at most {DEEPEST} parentheses and signs within each other"
            raise OutOfRange(field=FIELD, value="this deep", right=right)
        found = self._one()
        self._depth -= 1
        return found

    def _one(self) -> Reckoning:
        if self._taken("+"):
            return self._signed()
        if self._taken("-"):
            positive = self._signed()
            return lambda values: -positive(values)
        if self._taken("("):
            inner = self._sum()
            if not self._taken(")"):
                self._refuse(self._next, "A parenthesis is not closed; put ) here")
            return inner
        piece = self._next
        if piece is None or not (piece.is_name or piece.is_number):
            self._refuse(piece, "A name or a number belongs here")
        self._at += 1
        if piece.is_number:
            number = Fraction(piece.text)
            return lambda _values: number
        self._names[piece.text] = None
        return lambda values: values[piece.text]

    def _refuse(self, piece: _Piece | None, right: str) -> NoReturn:
        place = "at the end" if piece is None else f"at letter {piece.place} (“{piece.text}”)"
        raise NotUnderstood(field=FIELD, value=self._text, right=f"{right}, {place}")


def _joined(sign: str, left: Reckoning, right: Reckoning) -> Reckoning:
    if sign == "+":
        return lambda values: left(values) + right(values)
    if sign == "-":
        return lambda values: left(values) - right(values)
    if sign == "*":
        return lambda values: left(values) * right(values)
    return lambda values: left(values) / right(values)
