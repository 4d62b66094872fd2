"""What a text may hold: neither database keeps a NUL, and no file can be written with half a character."""

import re

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def kept(text: str) -> str:
    """Return the text without NULs and lone surrogates, and without blanks at its ends."""
    return _UNKEEPABLE.sub("", text).strip() if _UNKEEPABLE.search(text) else text.strip()


def one_line(text: str) -> str:
    """Return the text as one line with single blanks: what a name is."""
    return " ".join(kept(text).split())
