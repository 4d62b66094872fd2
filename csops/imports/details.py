"""How the cells of a mapped column are to be read: date order, unit, decimal sign, and what its words mean."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from statistics import median
from typing import Final

from csops.imports.contents import MOST_WORDS, Contents
from csops.imports.date_orders import find_order
from csops.imports.guesses import About, KnownNames, Question
from csops.imports.headings import normal
from csops.imports.mapping import DURATIONS, TIMES, WORDS, Column, DateOrder, DurationUnit, Target, folded
from csops.imports.ratings import understood
from csops.imports.values import read_number
from csops.imports.vocabulary import RESULTS, channel_of, direction_of, result_of, state_of, yes_or_no

NEGATIVE_HEADING = re.compile(r"\b(?:missed|verpasst|manque|perdida|gemist|unanswered|abandoned)\b")
UNIT_WORDS: Final = (
    (re.compile(r"\b(?:s|secs?|seconds?|sek|sekunden|secondes?|segundos?|seconden)\b"), DurationUnit.SECONDS),
    (re.compile(r"\b(?:m|mins?|minutes?|minuten|minutos?)\b"), DurationUnit.MINUTES),
    (re.compile(r"\b(?:h|hours?|hrs?|std|stunden|heures?|horas?|uren)\b"), DurationUnit.HOURS),
)
DECIMAL_COMMA = re.compile(r"-?\d+,\d{1,2}")
TWO_PARTS = re.compile(r"\d+:\d\d")
# A bare number as talk or waiting time: a median above this is surely no minutes.
SURE_SECONDS = 45
ORDER_NOTES: Final = {
    DateOrder.DAY_FIRST: "Day first",
    DateOrder.MONTH_FIRST: "Month first",
    DateOrder.YEAR_FIRST: "Year first",
}
STATE_CHOICES: Final = (
    "resolved",
    "open",
    "new",
    "follow_up",
    "waiting_customer",
    "waiting_third_party",
    "closed",
    "missed",
)


@dataclass(frozen=True, kw_only=True)
class Details:
    """A column with everything filled in, its words with their number of rows, a note, and questions left."""

    column: Column
    counts: tuple[tuple[str, int], ...] = ()
    note: str = ""
    questions: tuple[Question, ...] = ()
    is_order_proved: bool = False


def detailed(
    column: Column, data: Sequence[tuple[str, ...]], look: Contents, *, missing: Sequence[str], known: KnownNames
) -> Details:
    """The column with the way its cells are written, as far as `data` (all rows below the heading) prove it."""
    if column.target is Target.ANSWER:
        counts = word_counts(data, column.position, missing=missing)
        found = understood(column, counts)
        shown = counts if len(counts) <= MOST_WORDS else ()
        return Details(column=found.column, counts=shown, note=found.note, questions=found.questions)
    if column.target in TIMES:
        return _dated(column, data, look)
    if column.target in DURATIONS:
        return _timed(column, look)
    counts = word_counts(data, column.position, missing=missing) if look.distinct <= MOST_WORDS else ()
    if column.target in WORDS:
        return _worded(column, counts or word_counts(data, column.position, missing=missing), known)
    return Details(column=column, counts=counts)


def word_counts(
    data: Sequence[tuple[str, ...]], position: int, *, missing: Sequence[str] = ()
) -> tuple[tuple[str, int], ...]:
    """The different cells of a column with their number of rows, most frequent first, without the empty and missing."""
    try:
        counter = Counter(map(itemgetter(position), data))
    except IndexError:  # some rows are shorter
        counter = Counter(row[position] for row in data if position < len(row))
    merged: Counter[str] = Counter()
    for cell, count in counter.items():
        merged[cell.strip()] += count
    return tuple((word, count) for word, count in merged.most_common() if word and folded(word) not in missing)


def _dated(column: Column, data: Sequence[tuple[str, ...]], look: Contents) -> Details:
    if column.date_order:
        return Details(column=column, note=_order_note(column.date_order, column, look), is_order_proved=True)
    found = find_order(row[column.position] for row in data if column.position < len(row))
    order = found.order or DateOrder.DAY_FIRST
    note = _order_note(order, column, look)
    complete = replace(column, date_order=order)
    proved = found.order in {DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST}
    if found.order and not found.mixed:
        return Details(column=complete, note=note, is_order_proved=proved)
    example = look.examples[0] if look.examples else ""
    if found.mixed:
        sentence = f"Some dates of “{column.heading}” begin with the day, some with the month. Which order is meant?"
    else:
        sentence = f"Is “{example}” in “{column.heading}” written day first or month first? The file does not prove it."
    question = Question(
        about=About.DATE_ORDER,
        sentence=sentence,
        position=column.position,
        heading=column.heading,
        choices=tuple(sorted({DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST}, key=lambda choice: choice != order)),
        needed=True,
    )
    return Details(column=complete, note=note, questions=(question,))


def _order_note(order: DateOrder, column: Column, look: Contents) -> str:
    has_time = look.with_time > 0.5 and column.target is not Target.STARTED_DATE
    return ORDER_NOTES[order] + (", with time" if has_time else "")


def _timed(column: Column, look: Contents) -> Details:
    if column.unit:
        return Details(column=column, note=_unit_note(column.unit, look))
    cells = look.words.elements()
    decimal = "," if any(DECIMAL_COMMA.fullmatch(cell) for cell in look.words) else "."
    unit, is_sure = _unit(column.heading, list(cells), decimal)
    complete = replace(column, unit=unit, decimal=decimal)
    note = _unit_note(unit, look)
    if is_sure:
        return Details(column=complete, note=note)
    question = Question(
        about=About.DURATION_UNIT,
        sentence=f"Does “{column.heading}” count {unit}?",
        position=column.position,
        heading=column.heading,
        choices=(unit, *(other for other in DurationUnit if other is not unit)),
    )
    return Details(column=complete, note=note, questions=(question,))


def _unit_note(unit: DurationUnit, look: Contents) -> str:
    """The unit, where the cells need one: 0:04:30 says by itself what it counts."""
    tells_itself = look.duration > 0.9 and not any(TWO_PARTS.fullmatch(cell) for cell in look.words)
    return "h:mm:ss" if tells_itself else unit.capitalize()


def _unit(heading: str, cells: list[str], decimal: str) -> tuple[DurationUnit, bool]:
    """The unit of bare numbers, and whether the file says so."""
    words = normal(heading)
    named = next((unit for pattern, unit in UNIT_WORDS if pattern.search(words)), None)
    if named:
        return named, True
    numbers = []
    for cell in cells:
        try:
            numbers.append(read_number(cell, decimal=decimal))
        except ValueError:
            continue
    if not numbers:
        return (DurationUnit.MINUTES_SECONDS if any(map(TWO_PARTS.fullmatch, cells)) else DurationUnit.SECONDS), True
    if any(map(TWO_PARTS.fullmatch, cells)):
        return DurationUnit.MINUTES, True
    middle = median(numbers)
    return (DurationUnit.SECONDS, True) if middle > SURE_SECONDS else (DurationUnit.MINUTES, False)


def _worded(column: Column, counts: tuple[tuple[str, int], ...], known: KnownNames) -> Details:
    meaning = _meaning(column, [word for word, _ in counts], known)
    words = {folded(word): found for word, _ in counts if (found := meaning(word))} | dict(column.words)
    unknown = tuple((word, count) for word, count in counts if folded(word) not in words)
    if column.target is Target.CHANNEL:
        # A word of its own becomes a channel of that name, which is said.
        words |= {folded(word): _as_name(word) for word, _ in unknown}
    complete = replace(column, words=words)
    shown = counts if len(counts) <= MOST_WORDS else ()
    question = _about_words(column, unknown, known)
    note = f"{len(counts) - len(unknown)} words matched" if not unknown else f"{len(counts)} kinds, {len(unknown)} new"
    return Details(column=complete, counts=shown, note=note, questions=(question,) if question else ())


_FIXED: Final[Mapping[Target, Callable[[str], str]]] = {
    Target.STATUS: state_of,
    Target.DIRECTION: direction_of,
    Target.RESULT: result_of,
    Target.CONSENT: yes_or_no,
}


def _meaning(column: Column, words: Sequence[str], known: KnownNames) -> Callable[[str], str]:
    if column.target is Target.CHANNEL:
        return _channel_meaning(words, known)
    if column.target in _FIXED:
        return _FIXED[column.target]
    if column.target is Target.ANSWERED:
        flipped = {"yes": "no", "no": "yes"} if NEGATIVE_HEADING.search(normal(column.heading)) else {}
        return lambda word: flipped.get(yes_or_no(word), yes_or_no(word))
    names = known.topics if column.target is Target.TOPIC else known.members
    table = {folded(name): name for name in names}
    if column.target in {Target.HANDLED_BY, Target.OWNER}:
        table = _member_words(known)
    return lambda word: table.get(folded(word), "")


def _channel_meaning(words: Sequence[str], known: KnownNames) -> Callable[[str], str]:
    named = {folded(text): key for key, name in known.channels.items() for text in (key, name)}
    beside_email = any(channel_of(word) == "email" and folded(word) != "mail" for word in words)
    return lambda word: named.get(folded(word), "") or channel_of(word, beside_email=beside_email)


def _member_words(known: KnownNames) -> dict[str, str]:
    """Names, first names and initials that only one member bears, and short names."""
    table: dict[str, list[str]] = {}
    for name in known.members:
        parts = name.split()
        for word in {name, parts[0], "".join(part[0] for part in parts)} if parts else set():
            table.setdefault(folded(word), []).append(name)
    single = {word: names[0] for word, names in table.items() if len(names) == 1}
    return single | {folded(word): name for word, name in known.short_names.items()}


def _as_name(word: str) -> str:
    return word.capitalize() if word.isupper() and len(word) > 4 else word


def _about_words(column: Column, unknown: tuple[tuple[str, int], ...], known: KnownNames) -> Question | None:
    if not unknown or column.target in {Target.TOPIC, Target.STAGE}:
        return None
    if column.target in {Target.HANDLED_BY, Target.OWNER} and not known.members:
        return None
    named = ", ".join(f"“{word}”" for word, _ in unknown[:5]) + (" ..." if len(unknown) > 5 else "")
    sentences = {
        Target.CHANNEL: f"{named} would be added as new channels. Or which channels are they?",
        Target.HANDLED_BY: f"{named} of “{column.heading}” are not on the team. Who is meant?",
        Target.OWNER: f"{named} of “{column.heading}” are not on the team. Who is meant?",
    }
    choices: dict[Target, tuple[str, ...]] = {
        Target.CHANNEL: tuple(known.channels),
        Target.STATUS: STATE_CHOICES,
        Target.ANSWERED: ("yes", "no"),
        Target.CONSENT: ("yes", "no"),
        Target.DIRECTION: ("in", "out"),
        Target.RESULT: tuple(RESULTS.values()),
    }
    return Question(
        about=About.WORDS,
        sentence=sentences.get(column.target, f"What does {named} in “{column.heading}” mean?"),
        position=column.position,
        heading=column.heading,
        choices=choices.get(column.target, known.members),
        words=unknown,
    )
