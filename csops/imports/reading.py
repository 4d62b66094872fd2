"""What a reader saw in a file: text only, nothing mapped, and whether it can be trusted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Outcome(StrEnum):
    """How the reading went."""

    OK = "ok"
    WARN = "warn"  # read; something was skipped, cut, guessed or left unread, and is said
    ASK = "ask"  # read as well as possible, but a person has to choose (encoding, sheet ...)
    REJECT = "reject"  # not read; nothing may be written


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The rows of a file as text.

    Attributes:
        outcome: see `Outcome`.
        reason: one sentence for `ask` and `reject`; empty otherwise.
        warnings: whole sentences.
        encoding: of text files ("utf-8", "cp1252" ...), None for workbooks.
        delimiter: of text files.
        sheet: name of the sheet that was read, None for text files.
        sheets: names of all visible sheets.
        rows: the rows that are not blank, heading included, each as long as the widest one or shorter.
        numbers: for each of `rows` its 1-based row in the file.
    """

    outcome: Outcome
    reason: str = ""
    warnings: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    rows: Sequence[tuple[str, ...]] = ()
    numbers: Sequence[int] = ()

    def corrected(self, cells: Mapping[tuple[int, int], str]) -> "Reading":
        """The same reading with some cells changed; a key is (row in the file, 0-based position)."""
        wanted: dict[int, dict[int, str]] = {}
        for (number, position), text in cells.items():
            wanted.setdefault(number, {})[position] = text
        rows = [
            _changed(row, wanted[number]) if number in wanted else row
            for row, number in zip(self.rows, self.numbers, strict=True)
        ]
        return replace(self, rows=rows)


def _changed(row: tuple[str, ...], cells: Mapping[int, str]) -> tuple[str, ...]:
    longer = [*row, *[""] * (max(cells) + 1 - len(row))]
    for position, text in cells.items():
        longer[position] = text
    return tuple(longer)
