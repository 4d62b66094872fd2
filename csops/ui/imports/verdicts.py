"""What is said about each matched column: understood, or what is still to be chosen."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP

from csops.imports.guesses import About, Question
from csops.imports.mapping import Column, Target
from csops.ui.imports.draft import Draft
from csops.ui.imports.target_words import PEOPLE, target_name, tr

N = QT_TRANSLATE_NOOP
MOST_WORDS_NAMED = 2


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A few words; `is_open` asks for a look, `shown` is false for columns that are left out."""

    words: str = ""
    is_open: bool = False
    shown: bool = True


def verdict(draft: Draft, column: Column) -> Verdict:
    """Return what is to be said about a column."""
    if column.target is Target.LEAVE_OUT:
        unread = draft.unread(column.position)
        if unread is None:
            return Verdict(shown=False)
        said = tr(N("ImportWords", "Does not read as “{field}”"))
        return Verdict(words=said.format(field=target_name(unread.target)), is_open=True)
    questions = draft.questions(column.position)
    if questions:
        return Verdict(words=_asked(questions[0], column), is_open=_is_open(questions[0], column))
    look = next(look for look in draft.guess.looks if look.position == column.position)
    return Verdict(words=tr(look.note))


def _is_open(question: Question, column: Column) -> bool:
    return question.about is not About.WORDS or column.target is not Target.CHANNEL


_PLAIN = {
    About.DATE_ORDER: N("ImportWords", "Day first or month first?"),
    About.CHANNEL: N("ImportWords", "Choose its channel"),
    About.ANSWER: N("ImportWords", "Choose which question it is"),
    About.SCALE: N("ImportWords", "Check its scale"),
}


def _asked(question: Question, column: Column) -> str:
    if question.about in _PLAIN:
        return tr(_PLAIN[question.about])
    if question.about is About.DURATION_UNIT:
        return tr(N("ImportWords", "{unit}? Please check")).format(unit=tr(str(column.unit).capitalize()))
    words = [word for word, _rows in question.words]
    named = ", ".join(f"“{word}”" for word in words[:MOST_WORDS_NAMED])
    if column.target in PEOPLE:
        one, many = N("ImportWords", "{named} is not on the team"), N("ImportWords", "{count} are not on the team")
        return tr(one if len(words) == 1 else many).format(named=named, count=len(words))
    if column.target is Target.CHANNEL:
        return tr(N("ImportWords", "{count} new: {named}")).format(count=len(words), named=named)
    if len(words) > MOST_WORDS_NAMED:
        return tr(N("ImportWords", "Choose what {count} words mean")).format(count=len(words))
    return tr(N("ImportWords", "Choose what {named} means")).format(named=named)
