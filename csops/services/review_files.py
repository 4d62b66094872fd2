"""Reviews in files: the score of ratings that somebody wrote down."""

import json
from pathlib import Path
from typing import Any

from csops.domain.errors import FileRefused
from csops.domain.scoring import ReviewScore, Scorecard, card_from, score_review
from csops.services.content import starter

_RIGHT = 'Write one object, such as {"greeting": 2, "identity": null}'


def score_of_file(path: Path, *, card: str | Scorecard) -> ReviewScore:
    """Return the score of the ratings in a JSON file, by a scorecard or the key of one that comes with the program.

    Raises:
        FileRefused: the file cannot be read, or is no JSON object in which each criterion stands once.
        UnknownName, OutOfRange, NotUnderstood: a card, criterion or rating that there is not.
    """
    used = card if isinstance(card, Scorecard) else card_from(starter("qa_scorecards"), key=card)
    return score_review(used, ratings_of_file(path))


def ratings_of_file(path: Path) -> dict[str, Any]:
    """Return what a JSON file says of each criterion; whether these are ratings is for the card to tell.

    Raises:
        FileRefused: the file cannot be read, or is no JSON object in which each criterion stands once.
    """
    try:
        ratings = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_once)
    except (OSError, UnicodeDecodeError) as error:
        raise FileRefused(path=path, reason=f"it cannot be read as text ({error})", right=_RIGHT) from error
    except (ValueError, RecursionError) as error:
        raise FileRefused(path=path, reason=f"it is no JSON that we understand: {error}", right=_RIGHT) from error
    if not isinstance(ratings, dict):
        raise FileRefused(path=path, reason="it holds no object", right=_RIGHT)
    return ratings


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)} stands in it twice")
    return found
