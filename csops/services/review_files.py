"""Reviews in files: the score of ratings that somebody wrote down."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from csops.domain.errors import FileRefused, NotUnderstood, OutOfRange
from csops.domain.reviews import CriterionRating, Quote, Source
from csops.domain.scoring import ReviewScore, Scorecard, card_from, score_review
from csops.services.content import starter

_SAID = {"note", "cause", "quote"}
_RIGHT = 'Write one object, such as {"greeting": 2, "identity": null}'


def score_of_file(path: Path, *, card: str | Scorecard) -> ReviewScore:
    """Return the score of the ratings in a JSON file, by a scorecard or the key of one that comes with the program.

    Raises:
        FileRefused: the file cannot be read, or is no JSON object in which each criterion stands once.
        UnknownName, OutOfRange, NotUnderstood: a card, criterion or rating that there is not.
    """
    used = card if isinstance(card, Scorecard) else card_from(starter("qa_scorecards"), key=card)
    return score_review(used, {one.criterion: one.rating for one in ratings_of_file(path)})


def ratings_of_file(path: Path) -> tuple[CriterionRating, ...]:
    """Return what a JSON file says of each criterion; whether these are ratings is for the card to tell.

    A criterion has its rating, or an object with it and what is said of it: `note`, `cause` (the key of a root cause)
    and `quote`, words that were said or written.

    Raises:
        FileRefused: the file cannot be read, or is no JSON object in which each criterion stands once.
        NotUnderstood: something else is said of a criterion.
    """
    return tuple(_rating(key, given) for key, given in _object(path).items())


def _rating(key: str, given: Any) -> CriterionRating:
    if not isinstance(given, dict):
        return CriterionRating(criterion=key, rating=given)
    texts = {name: text for name, text in given.items() if name != "rating"}
    if not texts.keys() <= _SAID or not all(isinstance(one, str) for one in texts.values()):
        right = f"Write its rating, or an object with rating, {', '.join(sorted(_SAID))}"
        raise NotUnderstood(field=f"criterion {key}", value=json.dumps(given), right=right)
    quote = texts.get("quote", "").strip()
    return CriterionRating(
        criterion=key,
        rating=given.get("rating"),
        note=texts.get("note", ""),
        cause=texts.get("cause", ""),
        quotes=(Quote(contact_id=0, text=quote),) if quote else (),
    )


def found_in(
    texts: Mapping[int, str], ratings: Iterable[CriterionRating], *, contact_id: int, source: Source
) -> tuple[CriterionRating, ...]:
    """Return ratings whose quotes have their place in the text of a contact, where they stand once.

    Args:
        texts: of the contacts of the case, by id, in which words may be quoted.
        ratings: as they stand in the file.
        contact_id: the contact that is reviewed, whose text is looked through first.
        source: what was heard, in a recording or listening in, need not stand in a text.

    Raises:
        OutOfRange: words that stand in none of the texts, where they are what the review is made from.
    """
    is_heard = source in {Source.RECORDING, Source.LISTENED}
    ids = sorted(texts, key=lambda one: one != contact_id)

    def placed(one: CriterionRating, quote: Quote) -> Quote:
        found = next((each for each in ids if quote.text in texts[each]), None)
        if found is None and not is_heard:
            right = "Copy words of the contact as they stand in it, or write a note instead"
            raise OutOfRange(field=f"quote of {one.criterion}", value=f"“{quote.text}”", right=right)
        return replace(quote, contact_id=contact_id) if found is None else _placed(quote, texts[found], found)

    return tuple(replace(one, quotes=tuple(placed(one, each) for each in one.quotes)) for one in ratings)


def _placed(quote: Quote, text: str, contact_id: int) -> Quote:
    if text.count(quote.text) != 1:
        return replace(quote, contact_id=contact_id)
    start = text.index(quote.text)
    return replace(quote, contact_id=contact_id, start=start, end=start + len(quote.text))


def _object(path: Path) -> dict[str, Any]:
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
