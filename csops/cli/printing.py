"""Answers as one strict JSON object or as lines for people; errors and progress on standard error."""

import json
import math
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from csops.cli.call import Answer


def print_answer(answer: Answer, *, as_json: bool) -> None:
    """Print one answer on standard output; to people what was refused on standard error."""
    if as_json:
        sys.stdout.write(json.dumps(plain(answer.data), ensure_ascii=True, allow_nan=False) + "\n")
    elif answer.refused:
        print_error(answer.refused)
    else:
        for line in answer.lines or (f"{key}: {plain(value)}" for key, value in answer.data.items()):
            sys.stdout.write(_printable(line) + "\n")
    sys.stdout.flush()


def print_error(sentence: str) -> None:
    """Print one error on standard error: the same words for people and machines."""
    sys.stderr.write(f"csops: {_printable(sentence)}\n")


def tell_progress(share: float, words: str = "") -> None:
    """Tell how far a long command is, only to a person who watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{share:4.0%} {words[:60]:<60}")
        if share >= 1:
            sys.stderr.write("\r" + " " * 66 + "\r")
        sys.stderr.flush()


def plain(value: Any) -> Any:
    """Return a value as JSON knows it: times with offset, durations in seconds, undefined and infinite as null."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or (isinstance(value, bool | int | float | str) and not isinstance(value, Enum)):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Enum):
        return value.value
    return float(value) if isinstance(value, Decimal) else str(value)


def _printable(text: str) -> str:
    """Return the text without what would move the cursor or turn the direction of a terminal."""
    return "".join(letter if letter.isprintable() or letter == "\t" else "\N{REPLACEMENT CHARACTER}" for letter in text)
