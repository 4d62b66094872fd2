"""What a text may hold: neither database keeps a NUL, no file half a character, no file's name a slash."""

import re
from typing import Any

from csops.domain.errors import OutOfRange

LONGEST_NAME = 200
"""Letters of the name of a channel, topic, member or view; a server keeps no longer one."""
_UNSEEN_LETTERS = "\u115f\u1160\u3164\uffa0"
"""Fillers of Hangul, which count as letters and show nothing."""
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def kept(text: str) -> str:
    """Return the text without NULs and lone surrogates, and without blanks at its ends."""
    return _UNKEEPABLE.sub("", text).strip() if _UNKEEPABLE.search(text) else text.strip()


def says_something(text: str) -> bool:
    """Whether a text has a letter or a figure that one can see: blanks of no width and points are no reason."""
    return any(sign.isalnum() and sign not in _UNSEEN_LETTERS for sign in text)


def one_line(text: str) -> str:
    """Return the text as one line with single blanks: what a name is."""
    return " ".join(kept(text).split())


def safe_name(name: str) -> str:
    """Return the last part of a file's name, without signs that a file system or a screen would misread."""
    last = re.split(r"[\\/]", name)[-1]
    plain = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*')
    return plain.strip(" .")[:120] or "file"


def name_of_file(title: str) -> str:
    """Return what a file about something is called: "Calls / week" would be a folder."""
    return safe_name(re.sub(r"[\\/]", "-", title))


def kept_within(value: Any) -> Any:
    """Return plain nested values (of JSON) with every text in them as a database keeps it, blanks and all."""
    if isinstance(value, str):
        return _UNKEEPABLE.sub("", value)
    if isinstance(value, dict):
        return {name: kept_within(one) for name, one in value.items()}
    return [kept_within(one) for one in value] if isinstance(value, list | tuple) else value


def joined_text(mine: str, theirs: str, base: str) -> str:
    """Return one text of two that both went on from `base`: the one that was changed, or both below each other."""
    if mine == base:
        return theirs
    if theirs == base or theirs in mine:
        return mine
    if mine in theirs:
        return theirs
    return f"{mine}\n\n{theirs}"


def short_enough(text: str, *, field: str, most: int = LONGEST_NAME) -> str:
    """Return the text, or raise OutOfRange where it is longer than a record keeps."""
    if len(text) > most:
        raise OutOfRange(field=field, value=f"{len(text):,} letters long", right=f"Write up to {most} letters")
    return text
