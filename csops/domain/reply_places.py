"""The places of phrases and reply templates: {customer_name} filled from a case, or a [blank] to fill in by hand."""

import re
import string
from collections.abc import Iterable, Mapping

from csops.domain.errors import NotUnderstood, UnknownName

FROM_CASE = (
    *("customer_name", "case_number", "topic", "what_happened", "what_went_wrong", "request", "amount", "remedy"),
    *("remedy_date", "answer_by", "old_date", "new_date", "contact_by", "colleague_name", "today"),
    *("agent_name", "business_name"),
)
"""What a case, the shop or whoever writes can tell; where it does not, it is left blank."""
BY_HAND = (
    *("expected", "order_number", "payment_method", "refund_date", "option_1", "option_2", "choose_by", "question_1"),
    *("question_2", "solution_steps", "next_step", "reason", "alternative", "effect", "promised_time", "option_date"),
    *("follow_up_date", "last_known_place"),
)
"""What only a person can tell, unless a step of the recovery has noted it."""
KNOWN = frozenset((*FROM_CASE, *BY_HAND))
_AS_BLANK = {
    "expected": "what was expected",
    "effect": "what it meant to them",
    "answer_by": "date of the answer",
    "choose_by": "last day to choose",
    "contact_by": "date of the next contact",
}
"""Where the name alone would not say what is missing."""
_PLACE = re.compile(r"\{([^{}]*)\}")
_BLANK = re.compile(r"\[[^\[\]\n]{1,80}\]")


def placeholders_of(text: str, *, field: str = "text") -> tuple[str, ...]:
    """Return the names in single braces, in their order, each once; raise NotUnderstood where braces do not close."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        right = "Write places as {customer_name}, in single braces"
        raise NotUnderstood(field=field, value=text, right=right) from None
    return tuple(dict.fromkeys(names))


def check_places(text: str, *, field: str, also: Iterable[str] = ()) -> None:
    """Raise where a text has a place that nobody could fill.

    Args:
        text: a phrase, or the subject or body of a template.
        field: of what, for the sentence.
        also: names that are known beside those of `KNOWN`, such as what the shop's steps write down.

    Raises:
        NotUnderstood: braces that do not close. UnknownName: a place that csops does not know.
    """
    known = {*KNOWN, *also}
    unknown = next((name for name in placeholders_of(text, field=field) if name not in known), None)
    if unknown is not None:
        hint = f"{', '.join(FROM_CASE)}. What you fill in yourself stands in [square brackets]"
        raise UnknownName(field=field, value=f"{{{unknown}}}", known=hint)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a phrase with its places filled in; what is not known becomes a blank to be seen, never a brace."""
    return _PLACE.sub(lambda place: values.get(place[1].strip()) or blank(place[1]), text)


def missing_in(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the places that stay blank, in their order, each once."""
    names = (place[1].strip() for place in _PLACE.finditer(text))
    return tuple(dict.fromkeys(name for name in names if not values.get(name)))


def blank(name: str) -> str:
    """Return how a place is written that somebody has to fill in: [order number]."""
    return f"[{_AS_BLANK.get(name) or ' '.join(name.replace('_', ' ').split()) or '...'}]"


def blanks_in(text: str) -> tuple[str, ...]:
    """Return the blanks of a filled text as they stand there, each once."""
    return tuple(dict.fromkeys(_BLANK.findall(text)))
