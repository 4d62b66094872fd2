"""The one sentence of the day, made from the data."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from csops.domain.cases import FollowUpKind
from csops.services.today import Promises

if TYPE_CHECKING:
    from csops.services.kpi_overview import Compared

N = QT_TRANSLATE_NOOP
_CONTEXT = "TodaySentence"
_NUMBERS = (
    N("TodaySentence", "none"),
    N("TodaySentence", "one"),
    N("TodaySentence", "two"),
    N("TodaySentence", "three"),
    N("TodaySentence", "four"),
    N("TodaySentence", "five"),
    N("TodaySentence", "six"),
    N("TodaySentence", "seven"),
    N("TodaySentence", "eight"),
    N("TodaySentence", "nine"),
    N("TodaySentence", "ten"),
)

# By how many are late and how many are due today: none, one, or several of each. Whole sentences, so that every
# language can order and inflect them.
_PROMISES = {
    (0, 0): N("TodaySentence", "Nothing is late and nothing is due today."),
    (0, 1): N("TodaySentence", "Nothing is late and one follow-up is due today."),
    (0, 2): N("TodaySentence", "Nothing is late and {today} follow-ups are due today."),
    (1, 0): N("TodaySentence", "One follow-up is late and nothing more is due today."),
    (1, 1): N("TodaySentence", "One follow-up is late and one is due today."),
    (1, 2): N("TodaySentence", "One follow-up is late and {today} are due today."),
    (2, 0): N("TodaySentence", "{late} follow-ups are late and nothing more is due today."),
    (2, 1): N("TodaySentence", "{late} follow-ups are late and one is due today."),
    (2, 2): N("TodaySentence", "{late} follow-ups are late and {today} are due today."),
}

# What those are that nobody just meant to do, by how many of all that is late or due: the only one, all of several,
# one of several, some of several.
_KINDS = {
    FollowUpKind.PROMISE: (
        N("TodaySentence", "It is a promise to a customer."),
        N("TodaySentence", "All of them are promises to customers."),
        N("TodaySentence", "One of them is a promise to a customer."),
        N("TodaySentence", "{n} of them are promises to customers."),
    ),
    FollowUpKind.STEP: (
        N("TodaySentence", "It is a step of a recovery."),
        N("TodaySentence", "All of them are steps of recoveries."),
        N("TodaySentence", "One of them is a step of a recovery."),
        N("TodaySentence", "{n} of them are steps of recoveries."),
    ),
}


def sentence(promises: Promises, found: "Compared | None", *, waiting: Sequence[str] = ()) -> str:
    """Return what to know first: what is late and due, what else waits, and what of the service has clearly changed.

    `waiting` are whole sentences.
    """
    late, today = len(promises.late), len(promises.today)
    words = tr(str(_PROMISES[min(late, 2), min(today, 2)])).format(late=number_words(late), today=number_words(today))
    first = words[:1].upper() + words[1:]
    change = _change(found) if found is not None else ""
    return " ".join(part for part in (first, *_kinds(promises), *waiting, change) if part)


def _kinds(promises: Promises) -> Iterator[str]:
    """Say how many of what is late or due are promises and steps of recoveries."""
    due = [*promises.late, *promises.today]
    for kind, (only, every, one, some) in _KINDS.items():
        number = sum(line.kind is kind for line in due)
        if number:
            words = (only if len(due) == 1 else every) if number == len(due) else one if number == 1 else some
            said = tr(str(words)).format(n=number_words(number))
            yield said[:1].upper() + said[1:]


def number_words(number: int) -> str:
    """Return a number as sentences write it: in words up to ten."""
    return tr(str(_NUMBERS[number])) if 0 <= number < len(_NUMBERS) else QLocale().toString(number)


def _change(found: "Compared") -> str:
    """Return the first of these that is more than chance, the worse ones before the better ones."""
    better = {key: _is_better(found, key) for key in ("first_response_time", "missed_contacts", "full_resolution_time")}
    told = (
        (better["first_response_time"] is False, tr("Replies are slower than before.")),
        (better["missed_contacts"] is False, tr("More contacts are missed than before.")),
        (better["full_resolution_time"] is False, tr("Cases take longer to resolve than before.")),
        (better["first_response_time"], tr("Replies are faster than before.")),
        (better["missed_contacts"], tr("Fewer contacts are missed than before.")),
    )
    return next((words for holds, words in told if holds), "")


def _is_better(found: "Compared", key: str) -> bool | None:
    from csops.domain.kpi_change import is_better  # with the figures, which come once the window can be used
    from csops.services.metrics import metrics

    change = found.change(key)
    return None if change is None else is_better(change, metrics()[key].better)


def tr(text: str) -> str:
    """Translate a part of the sentence."""
    return QCoreApplication.translate(_CONTEXT, text)
