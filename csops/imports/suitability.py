"""How well the contents of a column suit a target, whatever its heading says."""

from collections.abc import Callable
from typing import Final

from csops.imports.contents import MOST_WORDS, Contents
from csops.imports.mapping import Target
from csops.imports.rating_words import share_rated
from csops.imports.vocabulary import channel_of, direction_of, state_of, yes_or_no

T = Target


def suits(target: Target, look: Contents) -> float:
    """A share: 0 when the cells cannot be what the target needs, 1 when they look just like it."""
    if not look.filled:
        return 0.0
    return RULES[target](look) if target in RULES else 1.0


def share_of(look: Contents, meaning: Callable[[str], str]) -> float:
    """Share of the filled cells whose word has a meaning."""
    return sum(count for word, count in look.words.items() if meaning(word)) / max(look.filled, 1)


def _moment(look: Contents) -> float:
    return float(look.date >= 0.6)


def _clock(look: Contents) -> float:
    return float(look.clock >= 0.8 and look.date < 0.2)


def _clock_or_moment(look: Contents) -> float:
    return float(look.clock >= 0.6 or look.date >= 0.6)


def _duration(look: Contents) -> float:
    return float(max(look.number + look.duration, look.clock) >= 0.8 and look.date < 0.1)


def _few_words(look: Contents) -> bool:
    return look.distinct <= MOST_WORDS and look.date < 0.5 and look.length < 50


def _channel(look: Contents) -> float:
    return 0.3 + 0.7 * share_of(look, channel_of) if _few_words(look) and look.number < 0.5 else 0.0


def _status(look: Contents) -> float:
    return 0.2 + 0.8 * share_of(look, state_of) if _few_words(look) else 0.0


def _answered(look: Contents) -> float:
    return float(share_of(look, yes_or_no) >= 0.8)


def _direction(look: Contents) -> float:
    return float(share_of(look, direction_of) >= 0.8)


def _name(look: Contents) -> float:
    return float(look.number < 0.3 and look.date < 0.3 and look.email < 0.5 and look.length < 80)


def _member(look: Contents) -> float:
    # Bare numbers are somebody's key in another program; nobody would know the person by them.
    return float(look.number < 0.5 and look.date < 0.2 and look.length < 50 and look.distinct <= 500)


def _topic(look: Contents) -> float:
    if (
        look.length > 60
        or max(look.date, look.clock, look.email) > 0.2
        or look.distinct > max(MOST_WORDS, look.filled // 2)
    ):
        return 0.0
    return 0.6 if look.number > 0.5 else 1.0


def _text(look: Contents) -> float:
    return float(look.date < 0.5 and look.number < 0.9)


def _number(look: Contents) -> float:
    return float(look.filled_share >= 0.9 and look.distinct >= 0.3 * look.filled and look.date < 0.5)


def _phone(look: Contents) -> float:
    return float(look.phone >= 0.5)


def _email(look: Contents) -> float:
    return float(look.email >= 0.5)


def _rating(look: Contents) -> float:
    return float(look.number >= 0.5)


def _answer(look: Contents) -> float:
    return float(look.date < 0.5 and look.email < 0.2 and share_rated(look) >= 0.5)


def _comment(look: Contents) -> float:
    return float(look.date < 0.5 and look.number < 0.8 and look.email < 0.5)


RULES: Final[dict[Target, Callable[[Contents], float]]] = {
    **dict.fromkeys(
        (
            T.STARTED_AT,
            T.RESOLVED_AT,
            T.CLOSED_AT,
            T.DUE,
            T.SINCE,
            T.APPLIED_ON,
            T.BOUGHT_ON,
            T.CHANGED_AT,
            T.OPENED_AT,
            T.SENT_AT,
            T.RESPONDED_AT,
        ),
        _moment,
    ),
    **dict.fromkeys((T.HANDLE_TIME, T.ANSWERED_AFTER), _duration),
    **dict.fromkeys((T.CUSTOMER, T.NAME, T.FIRST_NAME, T.LAST_NAME, T.COMPANY), _name),
    **dict.fromkeys((T.HANDLED_BY, T.OWNER), _member),
    **dict.fromkeys((T.TEXT, T.NOTE), _text),
    T.STARTED_TIME: _clock,
    T.ANSWERED_AT: _clock_or_moment,
    T.CHANNEL: _channel,
    T.STATUS: _status,
    T.ANSWERED: _answered,
    T.CONSENT: _answered,
    T.SOURCE: _topic,
    T.DIRECTION: _direction,
    T.TOPIC: _topic,
    T.NUMBER: _number,
    T.PHONE: _phone,
    T.EMAIL: _email,
    T.RATING: _rating,
    T.ANSWER: _answer,
    T.COMMENT: _comment,
    T.TAG: _topic,
}
