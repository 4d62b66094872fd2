"""Turns the errors of the domain into words on the screen."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from csops.domain.errors import Cancelled, CsopsError, InputError, shortened
from csops.ui.kit.formats import Formats

# What the sentences call things, for translation: the domain knows the fields by their English words alone.
CONTEXT = "Errors"
_WITH_AMOUNTS = {"given", "permission"}  # sentences of ours; what a person typed is told as it was typed


@dataclass(frozen=True, kw_only=True)
class Words:
    """An error told to a person.

    `sentence` says what happened and what to do; `field` names the field it belongs to, empty if it belongs to none;
    `details` is for the log and *Copy*; `is_ours` marks a mistake of the program itself.
    """

    sentence: str
    field: str = ""
    details: str = ""
    is_ours: bool = False
    is_cancelled: bool = False


def words(error: BaseException) -> Words:
    """Return the words for any error: of the domain as its own sentence, of others as our mistake with details."""
    details = f"{type(error).__name__}: {error}"
    if isinstance(error, CsopsError):
        return Words(
            sentence=sentence(error),
            field=error.field if isinstance(error, InputError) else "",
            details=details,
            is_cancelled=isinstance(error, Cancelled),
        )
    said = QCoreApplication.translate(
        CONTEXT,
        "A mistake in csops stopped this. What was saved before is safe; try again, or copy the details",
    )
    return Words(sentence=said, details=details, is_ours=True)


def sentence(error: CsopsError) -> str:
    """Return the translated sentence of an error with its fields in their places."""
    fields = {name: _shown(shortened(value)) for name, value in error.fields.items()}
    for name in _WITH_AMOUNTS & fields.keys():
        fields[name] = Formats().amounts_in(fields[name])
    told = _translated(error.sentence).format(**fields)
    # Only a field's name is written small in the domain; a file or a person begins as it is called.
    return told[:1].upper() + told[1:] if error.sentence.startswith("{field}") else told


def _shown(value: object) -> str:
    return _translated(value) if isinstance(value, str) and value else str(value)


def _translated(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)
