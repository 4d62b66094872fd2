"""What a text may hold: neither database keeps a NUL, no file half a character, no file's name a slash."""

import re

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def kept(text: str) -> str:
    """Return the text without NULs and lone surrogates, and without blanks at its ends."""
    return _UNKEEPABLE.sub("", text).strip() if _UNKEEPABLE.search(text) else text.strip()


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
