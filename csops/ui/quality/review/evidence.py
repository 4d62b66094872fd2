"""The marks of what a review quotes, where the words stand in the contacts now."""

from collections.abc import Mapping

from csops.domain.review_quotes import Found, Standing, found
from csops.domain.reviews import Quote
from csops.ui.quality.review.filling import ReviewFilling
from csops.ui.quality.review.text_marks import TextMark


def quotes_of(filling: ReviewFilling, key: str) -> tuple[Found, ...]:
    """Return the evidence of a criterion, and how it stands in the contacts of the case now."""
    quotes = filling.draft.of(key).quotes
    texts = {line.id: line.text for line in filling.form.timeline.contacts} if filling.form and quotes else {}
    return tuple(found(one, texts) for one in quotes)


def marks_of(filling: ReviewFilling, *, shown: Quote | None = None) -> Mapping[int, list[TextMark]]:
    """Return the marks by contact, their places those of its text; `shown`: the quote that was asked for.

    Words that cannot be told in the text are not marked.
    """
    score = filling.score()
    critical = score.critical if score else ()
    marks: dict[int, list[TextMark]] = {}
    for number, criterion in enumerate(filling.criteria, start=1):
        for place in quotes_of(filling, criterion.key):
            if place.standing is Standing.HERE:
                mark = TextMark(
                    quote=place.quote,
                    key=criterion.key,
                    number=number,
                    name=criterion.name,
                    start=place.start,
                    end=place.end,
                    is_front=criterion.key == filling.front,
                    is_shown=criterion.key == filling.front and place.quote == shown,
                    is_critical=criterion.key in critical,
                )
                marks.setdefault(place.quote.contact_id, []).append(mark)
    return marks
