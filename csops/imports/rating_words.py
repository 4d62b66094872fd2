"""What a rating in words says: from -3 (as bad as can be) over 0 (neutral) to 3, in six languages, emoji, stars."""

import re
import unicodedata
from functools import cache
from typing import Final

from csops.imports.contents import Contents

# Adjectives and verbs of a rating, as they begin: "satisf" stands for satisfied, satisfait, satisfecho.
_GOOD: Final = (
    "satisf", "happy", "pleased", "good", "easy", "agree", "likely", "fine", "nice", "friendly", "helpful", "like",
    "zufrieden", "glucklich", "gut", "einfach", "leicht", "stimme zu", "zutreffend", "trifft zu", "wahrscheinlich",
    "content", "bon", "bonne", "bien", "facile", "d accord", "probable", "heureu",
    "contento", "contenta", "bueno", "buena", "facil", "de acuerdo",
    "soddisf", "buono", "buona", "bene", "d accordo", "felice",
    "tevreden", "blij", "goed", "makkelijk", "gemakkelijk", "eens", "mee eens", "waarschijnlijk",
)  # fmt: skip
_BAD: Final = (
    "dissatisf", "unsatisf", "unhappy", "displeased", "bad", "poor", "difficult", "hard", "disagree", "unlikely",
    "frustrat", "annoyed", "angry",
    "unzufrieden", "unglucklich", "schlecht", "schwierig", "schwer", "kompliziert", "stimme nicht zu",
    "trifft nicht zu", "unwahrscheinlich",
    "insatisf", "mecontent", "mauvais", "difficile", "pas d accord", "improbable", "decu",
    "descontent", "malo", "mala", "mal", "dificil", "en desacuerdo",
    "insoddisf", "scontent", "cattiv", "male", "in disaccordo",
    "ontevreden", "slecht", "moeilijk", "oneens", "mee oneens", "onwaarschijnlijk",
)  # fmt: skip
_VERY: Final = (
    "very", "extremely", "completely", "strongly", "totally", "highly", "absolutely", "super", "really",
    "sehr", "ausserst", "vollig", "vollkommen", "voll und ganz", "voll", "absolut", "total", "ganz",
    "tres", "tout a fait", "extremement", "entierement", "totalement",
    "muy", "totalmente", "completamente", "extremadamente",
    "molto", "estremamente", "pienamente",
    "zeer", "heel", "erg", "helemaal", "volledig", "uiterst",
)  # fmt: skip
_SOMEWHAT: Final = (
    "somewhat", "rather", "fairly", "slightly", "a little", "mostly", "quite",
    "eher", "ziemlich", "etwas", "einigermassen",
    "plutot", "assez", "un peu",
    "algo", "bastante", "mas bien",
    "abbastanza", "piuttosto",
    "enigszins", "redelijk", "nogal", "een beetje",
)  # fmt: skip
_NOT_AT_ALL: Final = (
    "not at all", "uberhaupt nicht", "gar nicht", "pas du tout", "en absoluto", "nada", "per niente", "per nulla",
    "affatto", "helemaal niet", "absolut nicht",
)  # fmt: skip
_NOT: Final = (
    "not so", "not very", "not", "nicht so", "nicht sehr", "nicht", "wenig", "pas tres", "pas", "peu", "no muy", "poco",
    "no", "non", "niet zo", "niet", "weinig",
)  # fmt: skip
_WHOLE: Final = {
    3: "excellent|great|amazing|outstanding|perfect|awesome|fantastic|wonderful|delighted|love it|loved it|brilliant|"
    "ausgezeichnet|hervorragend|begeistert|perfekt|prima|toll|parfait|genial|excelente|perfecto|ottimo|eccellente|"
    "perfetto|uitstekend|geweldig",
    2: "yes|ja|oui|si|thumbs up|positive|positiv|positif|positivo|positief|promoter",
    0: "neutral|neither|ok|okay|so so|average|fair|undecided|mixed|not sure|no opinion|"
    "neither satisfied nor dissatisfied|neither agree nor disagree|neither easy nor difficult|neither good nor bad|"
    "acceptable|passive|"
    "weder noch|teils teils|mittel|mittelmassig|geht so|befriedigend|unentschieden|weder zufrieden noch unzufrieden|"
    "weder einfach noch schwierig|teilweise|neutre|moyen|moyenne|ni satisfait ni insatisfait|correct|passable|"
    "ni facile ni difficile|indiferente|regular|normal|ni satisfecho ni insatisfecho|ni de acuerdo ni en desacuerdo|"
    "ni facil ni dificil|neutrale|indifferente|ne soddisfatto ne insoddisfatto|medio|cosi cosi|neutraal|gaat wel|"
    "niet tevreden niet ontevreden|niet tevreden en niet ontevreden|tevreden noch ontevreden|matig|indifferent",
    -2: "no|nein|non|nee|thumbs down|negative|negativ|negatif|negativo|negatief|detractor",
    -3: "terrible|awful|horrible|worst|hate it|furious|dreadful|useless|furchtbar|schrecklich|miserabel|katastrophal|"
    "ungenugend|nul|affreux|pesimo|terribile|pessimo|orribile|verschrikkelijk|waardeloos",
}  # fmt: skip
_EMOJI: Final = {
    3: "😀😁😃😄😍🤩😊🥰❤🎉💯", 2: "🙂☺👍✅😌✔👌", 0: "😐😑😶🤷➖", -2: "🙁☹😕😟👎❌😞😒✖", -3: "😡😠🤬😢😭😤😩😖🤮",
}  # fmt: skip
_STARS: Final = re.compile(r"[★⭐🌟✭✮*]+[☆✩✰]*|[☆✩✰]+")
_LONGEST: Final = 3
"""Blanks in a rating in words, behind what strengthens it."""
_SPELLED: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_UNIT: Final = r"(?:stars?|sterne?n?|etoiles?|estrellas?|stell[ae]|sterren|ster|points?|punkte?|puntos?|punti|punten)"
_NUMBER: Final = re.compile(
    r"(-?\d+(?:[.,]\d+)?)\s*(?:(?:/|of|out of|von|sur|de|su|van)\s*(\d+))?\s*"
    rf"({_UNIT})?\s*(?:[-–—:(=]\s*[^\W\d].*)?",
    re.IGNORECASE | re.DOTALL,
)


@cache
def plain_words(text: str) -> str:
    """A text in small letters without accents and signs, as the words here are compared."""
    spaced = unicodedata.normalize("NFKD", text.replace("ß", "ss").casefold())
    letters = "".join(sign for sign in spaced if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w]+|_", " ", letters).split())


def number_of(text: str) -> tuple[float, float | None] | None:
    """The number that a rating begins with, and the best one where it says so: 4, 4/5, "4 of 5", "5 - Very satisfied".

    Stars count: ★★★★☆ is 4 of 5. None where there is no number.
    """
    cell = text.strip()
    signs = cell.replace("\ufe0f", "").replace(" ", "")
    if _STARS.fullmatch(signs):
        filled = sum(sign in "★⭐🌟✭✮*" for sign in signs)
        return float(filled), float(len(signs)) if filled < len(signs) else None
    first, _, rest = plain_words(cell).partition(" ")
    if first in _SPELLED and (not rest or re.fullmatch(_UNIT, rest)):
        return float(_SPELLED[first]), 5.0 if rest else None
    found = _NUMBER.fullmatch(cell)
    if found is None:
        return None
    return float(found[1].replace(",", ".")), float(found[2]) if found[2] else None


def level_of(text: str) -> int | None:
    """How good a rating in words is: 3 very good, 0 neutral, -3 very bad; None for others."""
    found = next((level for level, signs in _EMOJI.items() if any(sign in signs for sign in text.strip()[:1])), None)
    if found is not None:
        return found
    words = plain_words(text)
    return _LEVELS.get(words, None) if words in _LEVELS else _phrase(words) if words else None


def share_rated(look: Contents) -> float:
    """Share of the filled cells of a sample that read as a rating."""
    rated = sum(n for word, n in look.words.items() if number_of(word) is not None or level_of(word) is not None)
    return rated / max(look.filled, 1)


def share_worded(look: Contents) -> float:
    """Share of the filled cells that are ratings in words, emoji or stars: they speak for themselves."""
    return sum(n for word, n in look.words.items() if level_of(word) is not None or "★" in word) / max(look.filled, 1)


def _phrase(words: str) -> int | None:
    """Read an adjective with what stands before it: very, rather, not, not at all."""
    rest, factor, weight = words, 1, 2
    for beginnings, sign, strength in ((_NOT_AT_ALL, -1, 3), (_VERY, 1, 3), (_SOMEWHAT, 1, 1), (_NOT, -1, 2)):
        taken = next((one for one in beginnings if rest.startswith(f"{one} ")), None)
        if taken is not None:
            whole = _side(rest)
            if whole is not None and taken in _NOT:  # "pas d'accord" is a phrase of its own
                break
            rest, factor, weight = rest.removeprefix(f"{taken} "), sign, strength
            break
    inner = next((one for one in _VERY if rest.startswith(f"{one} ")), None) if weight == 2 and factor < 0 else None
    rest = rest.removeprefix(f"{inner} ") if inner else rest
    # "stimme voll und ganz zu", "trifft eher nicht zu": the strength stands within.
    rest, inside = _taken_out(rest)
    side = _side(rest)
    if side is None:
        return None
    return side * factor * (inside or weight)


def _taken_out(words: str) -> tuple[str, int]:
    found = re.fullmatch(r"(stimme|trifft) (.+?) ((?:nicht )?zu)", words)
    if found is None or found[2] in _NOT:
        return words, 0
    strength = 3 if found[2] in {*_VERY, "uberhaupt"} else 1 if found[2] in _SOMEWHAT else 2
    return f"{found[1]} {found[3]}", strength


def _side(words: str) -> int | None:
    if words.count(" ") > _LONGEST:
        return None  # free text that begins with a rating is none
    if any(_begins(words, one) for one in _BAD):
        return -1
    return 1 if any(_begins(words, one) for one in _GOOD) else None


def _begins(words: str, stem: str) -> bool:
    """Whether the words are the stem, go on behind it, or within its word (satisf-ied)."""
    if not words.startswith(stem):
        return False
    rest = words[len(stem) :]
    return not rest or rest.startswith(" ") or (len(stem) > 4 and len(rest) <= 9 and " " not in rest)


_LEVELS: Final = {word: level for level, words in _WHOLE.items() for word in words.split("|")}
