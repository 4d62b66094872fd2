"""What a column of ratings holds: which question, on which scale, and the value of each of its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from csops.imports.guesses import About, Question
from csops.imports.headings import normal
from csops.imports.mapping import ANSWERS, Column, Mapping, folded
from csops.imports.rating_scales import (
    CES,
    CSAT,
    KNOWN_SCALES,
    NPS,
    NPS_GROUPS,
    STARS,
    Levels,
    Numbers,
    Scale,
    guessed_scale,
    highest_of,
)
from csops.imports.rating_words import level_of, number_of, plain_words

Counts = Sequence[tuple[str, int]]
_HEADINGS: Final = (
    (NPS, re.compile(r"\bnps\b|net promoter|recommend|empfehl|recommand|recomend|aanbevel|aanraden|consigl|raccomand")),
    (CSAT, re.compile(r"\bcsat\b|satisf|zufrieden|happy|tevreden|soddisf|\bcontent")),
    (CES, re.compile(r"\bces\b|effort|\beas(?:y|e|ier|ily)\b|difficult|aufwand|muhe|einfach|\bleicht|schwierig|facil|"
                     r"moeite|makkelijk|sforzo|esfuerzo")),
    (STARS, re.compile(r"\bstars?\b|\bstar rating|\bstern|etoile|estrella|\bstell[ae]\b|sterren|review score")),
)  # fmt: skip
_RATED: Final = re.compile(
    r"\b(?:rating|score|bewertung|note|rate|punkte|calificacion|valutazione|beoordeling|evaluation)\b"
)
_EFFORT: Final = re.compile(
    r"how (?:much effort|difficult|hard)|wie (?:viel|gross|schwierig|schwer|aufwandig)|(?:combien|quel) d?\s?effort|"
    r"cuanto esfuerzo|hoeveel moeite|hoe moeilijk|quanto sforzo|quanto (?:e stato )?difficile"
)
_ONE_IS_BEST: Final = re.compile(
    r"\b1 (?:is |ist |beste? |= )?(?:best|beste|very (?:good|satisfied)|sehr|excellent|ausgezeichnet)"
)
_LEVELS_7: Final = {3: 7, 2: 6, 1: 5, 0: 4, -1: 3, -2: 2, -3: 1}
_LEVELS_5: Final = {3: 5, 2: 4, 1: 4, 0: 3, -1: 2, -2: 2, -3: 1}
_LEVELS_3: Final = {3: 3, 2: 3, 1: 3, 0: 2, -1: 1, -2: 1, -3: 1}


@dataclass(frozen=True, kw_only=True)
class Understood:
    """A column of ratings with question, scale and the values of its words, a note, and what is left to ask."""

    column: Column
    note: str = ""
    questions: tuple[Question, ...] = ()


def kind_of_heading(heading: str) -> str:
    """Which question a heading names, or empty."""
    words = normal(heading)
    return next((kind for kind, pattern in _HEADINGS if pattern.search(words)), "")


def speaks_of_rating(heading: str) -> bool:
    """Whether a heading says that something is rated, whatever the question."""
    return bool(kind_of_heading(heading) or _RATED.search(normal(heading)))


def understood(column: Column, counts: Counts) -> Understood:
    """Return the column with what its heading and its values say; what the mapping says already stays."""
    numbers = [(found[0], n, word) for word, n in counts if (found := number_of(word)) is not None]
    levels = [(level, n, word) for word, n in counts if (level := level_of(word)) is not None and not number_of(word)]
    bests = {found[1] for word, _ in counts if (found := number_of(word)) is not None and found[1]}
    is_worded = sum(n for _, n, _ in levels) > sum(n for _, n, _ in numbers)
    kind = column.answer or kind_of_heading(column.heading)
    is_sure = bool(kind)
    kind = kind or (_kind_of_words(levels) if is_worded else _kind_of_numbers(numbers, bests))
    is_sure = is_sure or is_worded
    scale, doubt = (
        (column.scale, "")
        if column.scale
        else guessed_scale(column.heading, kind, numbers=numbers, levels=levels, bests=bests, is_worded=is_worded)
    )
    # Who says the scale says its direction too.
    turned = column.reversed if column.scale else _is_turned(column, kind, numbers, is_worded)
    told = replace(column, answer=kind, scale=scale, reversed=turned)
    told = replace(told, words={**_values(told, counts, levels), **column.words})
    return Understood(column=told, note=_note(told), questions=_questions(column, told, counts, doubt, is_sure=is_sure))


def widened(earlier: Mapping, here: Mapping) -> Mapping:
    """Return the mapping of an earlier file, but with the scales of this one where its values reach further."""
    known = {folded(column.heading): column.scale for column in here.columns}
    for column in earlier.columns:
        scale = known.get(folded(column.heading))
        if column.scale and scale and (scale[0] < column.scale[0] or scale[1] > column.scale[1]):
            earlier = earlier.with_column(replace(column, scale=scale, words={}))
    return earlier


def is_off_scale(column: Column) -> bool:
    """Whether no figure knows the scale of the column: its answers are kept, and count in no score."""
    return column.scale is not None and column.scale not in KNOWN_SCALES.get(column.answer, ())


def span(scale: Scale) -> str:
    """A scale in words: 1 to 5."""
    return f"{scale[0]:g} to {scale[1]:g}"


def _kind_of_words(levels: Levels) -> str:
    eases = re.compile(
        r"\b(?:agree|disagree|eas|diffic|stimme|trifft|einfach|schwierig|facil|acuerdo|accord|eens|makkelijk)"
    )
    return CES if any(eases.search(plain_words(word)) for _, _, word in levels) else CSAT


def _kind_of_numbers(numbers: Numbers, bests: set[float]) -> str:
    values = [value for value, _, _ in numbers]
    if bests == {5.0} or any(value % 1 for value in values):
        return STARS
    highest = highest_of(numbers)
    return NPS if highest > 7 or (0 in values and highest > 1) else CES if highest > 5 else CSAT


def _is_turned(column: Column, kind: str, numbers: Numbers, is_worded: bool) -> bool:
    """Whether the lowest value is the best: said by the heading, or by its cells ("1 - very satisfied")."""
    words = normal(column.heading)
    if is_worded:
        return False  # words say by themselves which way they run
    beside = [
        (value, level) for value, _, word in numbers if (level := level_of(re.sub(r"^[\d.,\s/()=:–—-]+", "", word)))
    ]
    if len(beside) > 1:
        middle = sum(value for value, _ in beside) / len(beside)
        return sum((value - middle) * level for value, level in beside) < 0
    return bool(_ONE_IS_BEST.search(words) or (kind == CES and _EFFORT.search(words)))


def _values(column: Column, counts: Counts, levels: Levels) -> dict[str, str]:
    """Return what the words of the column stand for; bare numbers speak for themselves."""
    found: dict[str, str] = {}
    of_level = _table(column)
    known = {word: level for level, _, word in levels}
    for word, _ in counts:
        number = number_of(word)
        if column.answer == NPS and (group := NPS_GROUPS.get(plain_words(word))) is not None:
            found[folded(word)] = f"{group:g}"
        elif number is not None and not _is_bare(word):
            found[folded(word)] = f"{number[0]:g}"
        elif word in known and of_level:
            found[folded(word)] = f"{of_level[known[word]]:g}"
    return found


def _table(column: Column) -> dict[int, int]:
    tables: dict[tuple[float, float], dict[int, int]] = {(1, 7): _LEVELS_7, (1, 5): _LEVELS_5, (1, 3): _LEVELS_3}
    if column.scale in {(0, 1), (1, 2)}:
        low, high = column.scale or (0, 1)
        return {level: int(high if level > 0 else low) for level in _LEVELS_7 if level}
    found = tables.get(column.scale or (0, 0), {})
    return (
        {level: int(sum(column.scale or (0, 0))) - value for level, value in found.items()}
        if column.reversed
        else found
    )


def _is_bare(word: str) -> bool:
    return re.fullmatch(r"-?\d+(?:[.,]\d+)?", word.strip()) is not None


def _note(column: Column) -> str:
    if column.scale is None:
        return ""
    kind = column.answer.capitalize() if column.answer == STARS else column.answer.upper()
    turned = ", lowest is best" if column.reversed else ""
    return f"{kind}, {span(column.scale)}{turned}"


def _questions(before: Column, column: Column, counts: Counts, doubt: str, *, is_sure: bool) -> tuple[Question, ...]:
    found = [*_about_question(column, is_sure=is_sure)]
    if is_sure and (sentence := _about_scale(before, column, doubt)):
        found.append(_asked(column, About.SCALE, sentence, scales_of(column)))
    unknown = tuple((word, n) for word, n in counts if folded(word) not in column.words and number_of(word) is None)
    if unknown:
        shown = ", ".join(f"“{word}”" for word, _ in unknown[:5]) + (" ..." if len(unknown) > 5 else "")
        sentence = f"What does {shown} in “{column.heading}” mean?"
        choices = tuple(f"{value:g}" for value in steps(column.scale))
        found.append(replace(_asked(column, About.WORDS, sentence, choices), words=unknown))
    return tuple(found)


def _about_question(column: Column, *, is_sure: bool) -> list[Question]:
    if is_sure:
        return []
    sentence = f"Which question does “{column.heading}” answer? Its values look like {column.answer.upper()}."
    choices = (column.answer, *(one for one in ANSWERS if one != column.answer))
    return [replace(_asked(column, About.ANSWER, sentence, choices), needed=True)]


def _about_scale(before: Column, column: Column, doubt: str) -> str:
    if column.scale is not None and is_off_scale(column):
        usual, told = span(KNOWN_SCALES[column.answer][0]), f"{doubt} " if doubt else ""
        return (
            f"{told}“{column.heading}” is taken from {span(column.scale)}, and {column.answer.upper()} is asked from "
            f"{usual}: its answers are kept, and count in no score."
        )
    if column.reversed and not before.scale:
        turned = f"The lowest answer in “{column.heading}” is taken as the best one. Is that right?"
        return f"{doubt} {turned}".strip()
    return doubt and f"{doubt} It is taken from {span(column.scale or (0, 0))}."


def _asked(column: Column, about: About, sentence: str, choices: tuple[str, ...]) -> Question:
    return Question(about=about, sentence=sentence, position=column.position, heading=column.heading, choices=choices)


def steps(scale: Scale | None) -> tuple[float, ...]:
    """The values of a scale, where they are few enough to choose from."""
    if scale is None or scale[1] - scale[0] > 10:
        return ()
    return tuple(float(value) for value in range(int(scale[0]), int(scale[1]) + 1))


def scales_of(column: Column) -> tuple[str, ...]:
    """The scales that a person may choose from, the present one first: "1-5"."""
    known = {NPS: ((0, 10), (1, 10), (1, 5)), CES: ((1, 7), (1, 5), (1, 10)), STARS: ((1, 5), (1, 10))}
    csat = ((1, 5), (1, 3), (1, 2), (0, 1), (1, 7), (0, 10), (1, 10), (0, 100))
    offered = [column.scale] if column.scale else []
    offered += [one for one in known.get(column.answer, csat) if one not in offered]
    return tuple(f"{low:g}-{high:g}" for low, high in offered)
