"""What a reply says itself, without the message that it answers: that is in the log already, or was another's."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

# What a mail program writes above what it quotes: "On Mon, 2 Mar 2026, Ada wrote:", in the languages of our shops.
_ATTRIBUTION: Final = re.compile(
    r"(?:"
    r"on\s.{4,400}\swrote"
    r"|am\s.{4,400}\s(?:schrieb|hat\s.{1,200}\sgeschrieben)(?:\s.{1,200})?"
    r"|.{1,200}\sschrieb\sam\s.{4,200}"
    r"|le\s.{4,400}\sa\s[ée]crit"
    r"|el\s.{4,400}\sescribi[óo]"
    r"|il\s.{4,400}\sha\sscritto"
    r"|op\s.{4,400}\s(?:schreef|heeft\s.{1,200}\sgeschreven)(?:\s.{1,200})?"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.{0,200}<[^<>\s]+@[^<>\s]+>"
    r"|[^:]{0,200}<[^<>\s]+@[^<>\s]+>\s(?:wrote|schrieb|a\s[ée]crit|escribi[óo]|ha\sscritto|schreef)"
    r")\s?:",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_ATTRIBUTION: Final = 4
"""Lines over which mail programs break it."""
_SEPARATOR: Final = re.compile(
    r"[-_*]{2,}\s*(?:original message|ursprüngliche nachricht|originalnachricht|message d['’]origine|message original|"
    r"mensaje original|messaggio originale|oorspronkelijk bericht|reply message|original-nachricht)\s*[-_*]{2,}",
    re.IGNORECASE,
)
# A forwarded message is what the customer wanted to show us: it stays.
_FORWARDED: Final = re.compile(
    r"(?:[-_*]{2,}\s*(?:forwarded message|weitergeleitete nachricht|message transf[ée]r[ée]|mensaje reenviado|"
    r"messaggio inoltrato|doorgestuurd bericht).*|begin forwarded message:|anfang der weitergeleiteten nachricht:)",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(r"[*_>\s]{0,4}([A-Za-zÀ-ÿ-]{1,14})\s?:[*_]?\s")
_FROM: Final = frozenset({"from", "von", "de", "da", "van", "expéditeur", "mittente", "remitente", "afzender"})
_OTHER_HEADS: Final = frozenset(
    {
        "sent", "date", "to", "cc", "subject", "gesendet", "datum", "an", "betreff", "kopie", "envoyé", "envoye", "à",
        "objet", "enviado", "fecha", "para", "asunto", "inviato", "data", "a", "oggetto", "verzonden", "aan",
        "onderwerp",
    }
)  # fmt: skip
_RULE: Final = re.compile(r"_{8,}|-{20,}")
_MOST_LINES: Final = 20_000


def own_words(text: str) -> str:
    """Return what the writer of a reply wrote.

    Lines that begin with ">" go with the line that announces them, wherever they stand; what follows an "Original
    Message" or a block of From, Sent and Subject goes wholly. A text of which nothing would be left, and one that was
    forwarded, stay as they are.
    """
    lines = text.replace("\u00a0", " ").splitlines()[:_MOST_LINES]
    if any(_FORWARDED.fullmatch(line.strip()) for line in lines):
        return text.strip()
    kept = _without_quoted(lines[: _end_of_reply(lines)])
    words = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return words or text.strip()


def _end_of_reply(lines: Sequence[str]) -> int:
    """Return the line with which a quoted message begins that nothing marks line by line."""
    for place, line in enumerate(lines):
        plain = line.strip()
        if _SEPARATOR.fullmatch(plain) or _begins_heads(lines, place):
            return place - 1 if place and _RULE.fullmatch(lines[place - 1].strip()) else place
    return _announced(lines)


def _announced(lines: Sequence[str]) -> int:
    """Return the line that announces a quotation without signs: nothing of ours follows an unmarked one."""
    for place in range(len(lines)):
        length = _attribution(lines, place)
        if length:
            rest = [line for line in lines[place + length :] if line.strip()]
            if not rest or not rest[0].lstrip().startswith((">", "|")):
                return place
    return len(lines)


def _begins_heads(lines: Sequence[str], place: int) -> bool:
    first = _HEAD.match(f"{lines[place]} ")
    if first is None or first[1].casefold() not in _FROM or lines[place].lstrip().startswith(">"):
        return False
    below = [_HEAD.match(f"{line} ") for line in lines[place + 1 : place + 6] if line.strip()]
    named = [found[1].casefold() for found in below if found is not None]
    return sum(name in _OTHER_HEADS for name in named) >= 2


def _attribution(lines: Sequence[str], place: int) -> int:
    """Return over how many lines from here a quotation is announced; 0 where it is not."""
    joined = ""
    for length in range(1, _LONGEST_ATTRIBUTION + 1):
        if place + length > len(lines) or not lines[place + length - 1].strip():
            return 0
        joined = f"{joined} {lines[place + length - 1].strip()}".strip()
        if joined.endswith(":"):
            return length if _ATTRIBUTION.fullmatch(joined) else 0
    return 0


def _without_quoted(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    place = 0
    while place < len(lines):
        length = _attribution(lines, place)
        if length:
            place += length
        elif lines[place].lstrip().startswith(">"):
            place += 1
        else:
            kept.append(lines[place].rstrip())
            place += 1
    return _single_blanks(kept)


def _single_blanks(lines: Sequence[str]) -> list[str]:
    return [*lines[:1], *(line for before, line in pairwise(lines) if line or before)]
