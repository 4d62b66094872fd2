"""Rows on their way from a reader to whoever asked, with what the reader has to say about them."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Stream:
    """One table being read.

    `rows` yields (1-based row in the file, cells) of rows that are not blank. `warnings` may grow until it ends;
    `is_long` asks for more time. `question` is set when a person has to confirm how the text was read.
    """

    rows: Iterable[tuple[int, list[str]]] = ()
    warnings: list[str] = field(default_factory=list)
    question: str = ""
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    is_long: bool = False
