"""Own fields of a customer as one text, and back: a line for each, in an exported log and on its way home."""

import re
from collections.abc import Iterable

from csops.domain.customers import OwnField

_GOES_ON = "  "
"""How the further lines of a value begin: no name begins with a blank."""
_LINE = re.compile(r"((?:[^:\\]|\\.)+): (.*)")


def fields_as_text(fields: Iterable[OwnField]) -> str:
    """Return "Frame size: 56", one a line. Colons in a name get a backslash; further lines of a value are indented."""
    return "\n".join(
        f"{_escaped(one.name)}: {one.value.replace(chr(10), chr(10) + _GOES_ON)}" for one in fields if one.name
    )


def fields_from_text(text: str) -> tuple[OwnField, ...]:
    """Return the fields of such a text; a line that is none goes on with the value before, or is left out."""
    found: list[list[str]] = []
    for line in text.split("\n"):
        match = None if line.startswith(_GOES_ON) else _LINE.fullmatch(line)
        if match is not None:
            found.append([re.sub(r"\\(.)", r"\1", match[1]), match[2]])
        elif found:
            found[-1][1] += "\n" + line.removeprefix(_GOES_ON)
    return tuple(OwnField(name=name, value=value) for name, value in found)


def _escaped(name: str) -> str:
    return name.replace("\\", "\\\\").replace(":", "\\:")
