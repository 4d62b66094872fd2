"""Letters between a terminal and us, whatever set of them it keeps: none is lost in silence, none ends a command."""

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from csops.domain.errors import InputError

_UTF8 = "Set LC_ALL=C.UTF-8 and try again"


def write_any_letter() -> None:
    """Let standard output and error write a letter that they lack as its number, instead of failing.

    Where there is none (`>&-`, a program of Windows without a console) what is written goes nowhere.
    """
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def spelled(arguments: Sequence[str]) -> list[str]:
    """Return the arguments as the text that was typed, or raise InputError for bytes that are none.

    Where the locale knows no letters but those of English, Python hides each other byte in a surrogate; stored, they
    would be lost.
    """
    return [_spelled(one) for one in arguments]


def _spelled(argument: str) -> str:
    if argument.isascii():
        return argument
    try:
        argument.encode("utf-8")
    except UnicodeEncodeError:
        try:
            return os.fsencode(argument).decode("utf-8")
        except UnicodeError as error:
            shown = argument.encode("ascii", "backslashreplace").decode("ascii")
            raise InputError(field=shown, problem="it is not written in UTF-8", right=_UTF8) from error
    return argument


@contextmanager
def names_of_this_locale() -> Iterator[None]:
    """Turn the name of a file for which the locale has no letters into an InputError."""
    try:
        yield
    except UnicodeEncodeError as error:
        if error.encoding == "utf-8":  # no locale, but a mistake of ours
            raise
        raise InputError(
            field=error.object, problem=f"this locale ({error.encoding}) cannot write it", right=_UTF8
        ) from error
