"""In which encoding a text is written, when it does not say so itself."""

import codecs
import re
import unicodedata
from dataclasses import dataclass

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Tried in this order; of two that fit equally well the earlier is taken.
CANDIDATES = ("cp1252", "cp1250", "cp1251", "cp1253", "mac_roman", "cp850", "cp932", "gb18030", "big5", "euc_kr")
WIDE = frozenset({"cp932", "gb18030", "big5", "euc_kr"})
CHUNK = 1 << 20
SAMPLE_BYTES = 200_000
# Share of characters beyond ASCII that must look right before a guess stands without a question.
SURE_SHARE = 0.85
PUNCTUATION = frozenset("€–—’‘“”„…«»°§ßº\u00a0£©®™·•¿¡½¼²³")
NOT_ASCII = re.compile(rb"[^\x80-\xff]{0,12}[\x80-\xff]+[^\x80-\xff]{0,12}")


@dataclass(frozen=True, kw_only=True)
class Decoding:
    """The encoding found; `question` is a sentence when a person should look at it."""

    encoding: str
    question: str = ""


def find_encoding(data: bytes) -> Decoding | None:
    """The encoding of a whole text: by its mark, as strict UTF-8, then the likeliest; None when it is no text."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return Decoding(encoding=name) if _decodes(data, name) else None
    if b"\0" in data[:CHUNK] or b"\0" in data:
        return _without_mark(data)
    if _decodes(data, "utf-8"):
        return Decoding(encoding="utf-8")
    return _likeliest(data)


def _decodes(data: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(data)
    try:
        for start in range(0, len(data), CHUNK):
            decoder.decode(bytes(view[start : start + CHUNK]))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _without_mark(data: bytes) -> Decoding | None:
    sample = data[:SAMPLE_BYTES]
    half = len(sample) // 2
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) > 0.4 * half and _decodes(data, encoding):
            return Decoding(encoding=encoding, question="The text looks like UTF-16, though it carries no mark of it")
    return None


def _likeliest(data: bytes) -> Decoding | None:
    sample = b"\n".join(NOT_ASCII.findall(data[: 20 * SAMPLE_BYTES])[:4000])
    scores = [(_score(sample, name), -place, name) for place, name in enumerate(CANDIDATES) if _decodes(data, name)]
    if not scores:
        return None
    (best, _, name), *others = sorted(scores, reverse=True)
    mixed = _mixed_lines(data)
    if mixed:
        question = f"The text is UTF-8 in most lines, but not in {mixed}; it is shown as {name}"
    elif best < SURE_SHARE or any(best - other < 0.02 and name in WIDE for other, _, _ in others):
        question = f"The encoding of the text is not certain; it is shown as {name}"
    else:
        question = ""
    return Decoding(encoding=name, question=question)


def _mixed_lines(data: bytes) -> str:
    """The lines that are not UTF-8, named, when other lines can only be UTF-8; else empty."""
    bad, good = [], 0
    for number, line in enumerate(data[: 20 * SAMPLE_BYTES].splitlines(), 1):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            bad.append(number)
    if not good or good * 20 < len(bad):
        return ""
    lines = ", ".join(map(str, bad[:5])) + (" ..." if len(bad) > 5 else "")
    return f"line {lines}" if len(bad) == 1 else f"lines {lines}"


def _score(sample: bytes, encoding: str) -> float:
    """Share of the characters beyond ASCII that stand where such a character stands in real text, 0 to 1."""
    text = sample.decode(encoding, errors="replace")
    good = total = 0
    for before, char in zip("\n" + text, text, strict=False):
        if char < "\x80":
            continue
        total += 1
        good += _fits(char, before=before)
    # Wide encodings swallow two bytes a character: a short sample must not win by counting less.
    return good / max(total, 1)


def _fits(char: str, *, before: str) -> bool:
    if char in PUNCTUATION:
        return not before.isalpha() or char in "’ß°€…“”»\u00a0"
    category = unicodedata.category(char)
    if category == "Ll":
        return before.isalpha() or not before.isalnum()
    if category == "Lu":
        return not before.isalpha() or before.isupper()
    if category == "Lo":
        return not (before.isascii() and before.isalpha())
    return False
