"""What the cells of a column look like: dates, times, numbers, addresses, few words or free text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from csops.imports.mapping import folded
from csops.imports.values import CLOCK, CLOCK_DURATION, MOMENT, WORDED_DURATION
from csops.imports.vocabulary import MISSING_MARKS

SAMPLE_ROWS = 1500
MOST_WORDS = 60
EXAMPLES = 3
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*")
PHONE = re.compile(r"\+?[\d\s()./-]{6,}(?:\s*(?:x|ext\.?|#)\s*\d+)?")
NO_HEADING = re.compile(r"-?[\d.,:/\s+()-]*\d[\d.,:/\s+()-]*")


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Shares (0 to 1) are of the filled cells of a sample spread over the whole file."""

    filled: int
    filled_share: float
    examples: tuple[str, ...]
    distinct: int
    words: Counter[str]
    length: float
    date: float
    with_time: float
    midnight: float
    clock: float
    number: float
    duration: float
    email: float
    phone: float


def look_at(cells: Sequence[str]) -> Contents:
    """What a sample of a column's cells (missing marks taken out) looks like."""
    filled = [cell for cell in cells if cell]
    many = max(len(filled), 1)
    moments = [match for cell in filled if (match := MOMENT.fullmatch(cell))]
    clocks = [match["clock"] for match in moments if match["clock"]]
    return Contents(
        filled=len(filled),
        filled_share=len(filled) / max(len(cells), 1),
        examples=tuple(dict.fromkeys(filled[:200]))[:EXAMPLES],
        distinct=len(set(filled)),
        words=Counter(filled),
        length=sum(map(len, filled)) / many,
        date=sum(not match["day"].isdigit() or _is_packed(match["day"]) for match in moments) / many,
        with_time=len(clocks) / many,
        midnight=sum(clock.startswith(("00:00", "0:00", "12:00:00 AM", "12:00 AM")) for clock in clocks) / many,
        clock=sum(_is_clock(cell) for cell in filled) / many,
        number=_share(filled, NUMBER),
        duration=sum(bool(CLOCK_DURATION.fullmatch(cell) or WORDED_DURATION.match(cell.casefold())) for cell in filled)
        / many,
        email=_share(filled, EMAIL),
        phone=_share(filled, PHONE),
    )


def _share(cells: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(pattern.fullmatch(cell) is not None for cell in cells) / max(len(cells), 1)


def _is_packed(text: str) -> bool:
    # 20240131: eight figures are a date only when they can be one; else they are a number of something.
    return "1950" <= text[:4] <= "2100" and "01" <= text[4:6] <= "12" and "01" <= text[6:] <= "31"


def _is_clock(text: str) -> bool:
    match = CLOCK.fullmatch(text)
    return bool(match and (match[2] or match[4]) and int(match[1]) < 24)


def find_heading(rows: Sequence[tuple[str, ...]]) -> int | None:
    """0-based place of the heading among the first rows; None when data seem to begin at once.

    The heading is the first row that is nearly as wide as the rows below and holds no number, date or address.
    """
    top = rows[:20]
    widths = Counter(sum(map(bool, row)) for row in rows[:200])
    usual = max(widths, key=lambda width: (widths[width], width), default=0)
    for place, row in enumerate(top):
        filled = [cell.strip() for cell in row if cell.strip()]
        if len(filled) >= 0.6 * usual and filled and not any(_is_data(cell) for cell in filled):
            return place
    return None


def _is_data(cell: str) -> bool:
    return bool(EMAIL.fullmatch(cell) or NO_HEADING.fullmatch(cell) or MOMENT.fullmatch(cell)) or len(cell) > 400


def sample(rows: Sequence[tuple[str, ...]], position: int) -> list[str]:
    """Cells of one column without outer blanks, from rows spread over the whole file."""
    step = max(1, len(rows) // SAMPLE_ROWS)
    return [row[position].strip() if position < len(row) else "" for row in rows[::step]]


def missing_marks(columns: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The marks for "nothing" that stand in several cells of the samples, folded."""
    seen: Counter[str] = Counter()
    for cells in columns:
        seen.update(folded(cell) for cell in cells if cell and len(cell) <= 8 and folded(cell) in MISSING_MARKS)
    return tuple(mark for mark, count in seen.most_common() if count > 1)
