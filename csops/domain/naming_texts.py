"""Where a text names a person: by name, phone or e-mail, in any spelling of theirs; and the same text without it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from csops.domain.customers import normalised_phone

BLACK = "█████"
"""What stands in a text where a person was named: the same in every language."""

_SHORTEST = 3
_NUMBER = re.compile(r"\+?\d[\d ()/.\-]{3,22}\d")
_NEVER = re.compile(r"(?!)")
_FIGURES = 7
"""So many figures at the end of a number are nobody else's."""


@dataclass(frozen=True)
class Marks:
    """By what a person is named: whole names, e-mails, phones.

    A name that is one short word is a part only: "Ed" stands in too many texts.
    """

    names: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    region: str = field(default="GB", compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known by which they could be named."""
        return not (self.names or self.emails or self.phones)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the names that are long enough to mean somebody."""
        found = {word for name in self.names for word in re.findall(r"[^\W\d_]+", name) if len(word) >= _SHORTEST}
        return tuple(sorted(found, key=lambda word: (-len(word), word)))

    @cached_property
    def _sure(self) -> re.Pattern[str]:
        whole = [_spaced(name) for name in self.names if len(name) >= _SHORTEST]
        return _any_of([*whole, *(re.escape(email) for email in self.emails)])

    @cached_property
    def _parts(self) -> re.Pattern[str]:
        """Parts of the name as it is written, or in capitals: "winter" is no Mr Winter."""
        spelled = [form for word in self.words for form in (word, word.upper())]
        return _any_of([re.escape(form) for form in dict.fromkeys(spelled)], any_case=False)

    @cached_property
    def _loose_parts(self) -> re.Pattern[str]:
        return _any_of([re.escape(word) for word in self.words])

    @cached_property
    def _figures(self) -> frozenset[str]:
        return frozenset(filter(None, (normalised_phone(phone, region=self.region) for phone in self.phones))) | {
            re.sub(r"\D", "", phone) for phone in self.phones
        }

    # ------------------------------------------------------------ what is in a text
    def named_in(self, text: str) -> bool:
        """Return whether a text names them surely: by a whole name, a phone or an e-mail."""
        return bool(self._sure.search(text)) or any(self._is_theirs(found[0]) for found in self._numbers(text))

    def hinted_in(self, text: str, *, any_case: bool = False) -> bool:
        """Return whether a text may name them: also by a part of the name, with `any_case` in small letters too."""
        parts = self._loose_parts if any_case else self._parts
        return self.named_in(text) or bool(parts.search(text))

    def blacked(self, text: str, *, parts: bool = False) -> str:
        """Return the text without what names them surely; `parts`: nor parts of the name."""
        said = self._sure.sub(BLACK, text)
        if self.phones:
            said = _NUMBER.sub(lambda found: BLACK if self._is_theirs(found[0]) else found[0], said)
        return self._parts.sub(BLACK, said) if parts else said

    def place_in(self, text: str) -> int:
        """Return where a text names them first, -1 where it does not."""
        found = self._sure.search(text)
        number = next((one for one in self._numbers(text) if self._is_theirs(one[0])), None)
        part = self._parts.search(text)
        return min((one.start() for one in (found, number) if one), default=part.start() if part else -1)

    def tokens(self) -> tuple[str, ...]:
        """Return letters of which one stands in each text that could name them: what a database looks for first."""
        of_emails = [max(re.findall(r"\w+", email), key=len, default=email) for email in self.emails]
        short = [name for name in self.names if not re.search(r"[^\W\d_]{3}", name)]
        return tuple(dict.fromkeys([*self.words, *of_emails, *short]))

    def endings(self) -> tuple[str, ...]:
        """Return the last two figures of each phone: however it is written, they stand together."""
        return tuple(sorted({figures[-2:] for figures in self._figures if len(figures) > 1}))

    def _numbers(self, text: str) -> Iterable[re.Match[str]]:
        return _NUMBER.finditer(text) if self.phones else ()

    def _is_theirs(self, written: str) -> bool:
        figures = re.sub(r"\D", "", written)
        if figures in self._figures:
            return True
        bare = figures.lstrip("0")
        return len(bare) >= _FIGURES and any(known.endswith(bare) for known in self._figures)


def marks_of(
    names: Iterable[str], *, phones: Iterable[str] = (), emails: Iterable[str] = (), region: str = "GB"
) -> Marks:
    """Return by what a person is named; what is too short to mean anybody is left out."""
    return Marks(
        names=frozenset(tidy for name in names if len(tidy := " ".join(name.split())) >= _SHORTEST),
        emails=frozenset(email.strip() for email in emails if len(email.strip()) >= _SHORTEST),
        phones=frozenset(phone for phone in phones if len(re.sub(r"\D", "", phone)) >= _SHORTEST),
        region=region,
    )


def in_all_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Return plain nested values with every text in them changed; names of fields stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: in_all_texts(one, change) for name, one in value.items()}
    return [in_all_texts(one, change) for one in value] if isinstance(value, list) else value


def texts_in(value: Any) -> Iterable[str]:
    """Yield every text of plain nested values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)


def _spaced(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in name.split())


def _any_of(alternatives: list[str], *, any_case: bool = True) -> re.Pattern[str]:
    if not alternatives:
        return _NEVER
    longest_first = sorted(alternatives, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE if any_case else 0)
