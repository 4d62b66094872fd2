"""What is asked of the log: words, phrases, exclusions and filters, read from what a person types."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from csops.domain.cases import State
from csops.domain.contacts import Direction, Result

FEWEST_PHONE_DIGITS = 5
_MOST_READ = 1000

NOBODY = 0
"""Stands among owners for "nobody"."""


@dataclass(frozen=True, kw_only=True)
class Term:
    """Words that must stand together, folded. The last may be the beginning of a word. `digits`: it may be a phone."""

    words: tuple[str, ...]
    prefix: bool = False
    digits: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a contact, case or customer must be like. Empty: anything. Ids within one field are joined by *or*.

    `contact_ids`, `case_ids`, `customer_ids`: exactly these, as a figure names what it counted; ten thousand
    or so at most.
    """

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    channel_ids: tuple[int, ...] = ()
    owner_ids: tuple[int, ...] = ()
    member_ids: tuple[int, ...] = ()
    topic_ids: tuple[int, ...] = ()
    states: tuple[State, ...] = ()
    results: tuple[Result, ...] = ()
    directions: tuple[Direction, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    opened_after: datetime | None = None
    opened_until: datetime | None = None
    customer_id: int | None = None
    case_id: int | None = None
    import_id: int | None = None
    overdue_at: datetime | None = None
    contact_ids: tuple[int, ...] = ()
    case_ids: tuple[int, ...] = ()
    customer_ids: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether everything fits."""
        return self == Question()


@dataclass(frozen=True, kw_only=True)
class Names:
    """The words by which filters name things, folded, and the ids they stand for. `now`: by which `is:late` is told."""

    channels: Mapping[str, int] = field(default_factory=dict)
    members: Mapping[str, int] = field(default_factory=dict)
    topics: Mapping[str, int] = field(default_factory=dict)
    me: int | None = None
    now: datetime | None = None


def folded(text: str) -> str:
    """Return the text without accents and case: "Ångström" gives "angstrom", "Straße" gives "strasse"."""
    plain = text.translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
)
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the folded words of a text: what is indexed, and what is searched for, in both databases."""
    if text.isascii():
        return _WORD.findall(text.casefold())
    # Composed first, so that a letter with its accent is one letter; then only what is not plain is folded.
    found = []
    for word in _WORD.findall(unicodedata.normalize("NFC", text)):
        found += [word.casefold()] if word.isascii() else _WORD.findall(folded(word))
    return found


_PART = re.compile(r'(?P<minus>-)?(?:(?P<key>[a-zA-Z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>\S+))')
_PHONE = re.compile(r"(?<![\w#:])\+?\(?\d[\d\s()/.\-]{3,}\d(?![\w:])")


def parse(text: str, *, names: Names | None = None, zone: str = "UTC", typing: bool = False) -> Question:
    """Read what a person typed into the search field. It never fails: what is no filter is a word.

    Of a text that somebody pasted the first thousand characters are read: more words find nothing more exactly.

    Args:
        text: words, "phrases", -not, channel:phone, owner:me, owner:nobody, topic:refund, by:mara, is:open, is:late,
            in:2026, from:2026-01-01, to:2026-01-31, #1184, begin*, and phone numbers in any spelling.
        names: the channels, members and topics there are.
        zone: the time zone in which from: and to: name days.
        typing: the last word may be unfinished.
    """
    names = names or Names()
    question = Question()
    for start, part in _parts(text[:_MOST_READ]):
        question = _with_part(question, part, names=names, zone=zone, last=typing and start)
    return question


def _parts(text: str) -> Iterator[tuple[bool, Mapping[str, str | None]]]:
    """Yield whether a part is the last and unfinished one, and the part."""
    rest = text
    if '"' not in text:
        for found in _PHONE.finditer(text):
            number = found.group()
            if _looks_like_phone(number):
                rest = rest.replace(number, " ", 1)
                yield False, {"phone": number}
    matches = list(_PART.finditer(rest))
    for index, match in enumerate(matches):
        at_end = index == len(matches) - 1 and not rest[match.end() :] and match["phrase"] is None
        yield at_end, match.groupdict()


def _looks_like_phone(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    is_date = re.fullmatch(r"\d{4}-\d\d?-\d\d?|\d\d?\.\d\d?\.\d{2,4}", number) is not None
    return len(digits) >= FEWEST_PHONE_DIGITS and not is_date


def _with_part(question: Question, part: Mapping[str, str | None], *, names: Names, zone: str, last: bool) -> Question:
    if part.get("phone"):
        number = part["phone"] or ""
        return _with_term(question, Term(words=tuple(words_of(number)), digits=significant_digits(number)))
    value = (part["phrase"] if part["phrase"] is not None else part["word"]) or ""
    if part["key"]:
        filtered = _with_filter(question, part["key"].casefold(), value, names=names, zone=zone)
        if filtered is not None:
            return filtered
        value = f"{part['key']} {value}"
    if re.fullmatch(r"#\d{1,18}", value) and not part["minus"]:
        return replace(question, case_id=int(value[1:]))
    term = Term(words=tuple(words_of(value)), prefix=(last or value.endswith("*")) and part["phrase"] is None)
    return _with_term(question, term, excluded=bool(part["minus"]))


def _with_term(question: Question, term: Term, *, excluded: bool = False) -> Question:
    if not term.words:
        return question
    if excluded:
        return replace(question, excluded=(*question.excluded, term))
    return replace(question, terms=(*question.terms, term))


def significant_digits(number: str) -> str:
    """Return the digits of a phone number without leading zeros: the end by which any spelling is found."""
    return re.sub(r"\D", "", number).lstrip("0")


def _with_filter(question: Question, key: str, value: str, *, names: Names, zone: str) -> Question | None:
    if key in {"from", "since", "to", "until"}:
        return _with_day(question, key, value, zone=zone)
    if key == "is" and words_of(value) == ["late"] and names.now is not None:
        return replace(question, overdue_at=names.now)
    if key in {"is", "state", "status"}:
        states = _states(value)
        return replace(question, states=(*question.states, *states)) if states else None
    if key == "result":
        results = tuple(result for result in Result if result.value.startswith(value.casefold().replace("-", "_")))
        return replace(question, results=results) if value and results else None
    return _with_name(question, key, value, names=names)


def _states(value: str) -> tuple[State, ...]:
    wanted = "_".join(words_of(value))
    if wanted == "open":
        return tuple(state for state in State if not state.is_settled)
    return tuple(state for state in State if wanted and state.value.startswith(wanted))


_NAMED = {"channel": "channel_ids", "owner": "owner_ids", "by": "member_ids", "topic": "topic_ids"}


def _with_name(question: Question, key: str, value: str, *, names: Names) -> Question | None:
    target = _NAMED.get(key)
    if target is None:
        return None
    ids = _ids(target, value, names)
    if not ids:
        return None
    joined: dict[str, Any] = {target: (*getattr(question, target), *ids)}
    return replace(question, **joined)


def _ids(target: str, value: str, names: Names) -> tuple[int, ...]:
    wanted = " ".join(words_of(value))
    if target in {"owner_ids", "member_ids"} and wanted in {"me", "nobody"}:
        return (NOBODY,) if wanted == "nobody" else (() if names.me is None else (names.me,))
    known = {"channel_ids": names.channels, "topic_ids": names.topics}.get(target, names.members)
    if wanted in known:
        return (known[wanted],)
    return tuple(dict.fromkeys(id_ for name, id_ in known.items() if wanted and name.startswith(wanted)))


def _with_day(question: Question, key: str, value: str, *, zone: str) -> Question | None:
    try:
        day = date.fromisoformat(value)
        if key in {"from", "since"}:
            return replace(question, since=day_start(day, zone=zone))
        return replace(question, until=day_start(day + timedelta(days=1), zone=zone))
    except (ValueError, OverflowError):
        return None


def day_start(day: date, *, zone: str) -> datetime:
    """Return the moment at which the day begins in the zone, in UTC."""
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(zone)).astimezone(UTC)
