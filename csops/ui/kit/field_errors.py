"""What is wrong is said below the field that it is about."""

from collections.abc import Iterable

from PySide6.QtCore import Qt

from csops.ui.kit.errors import Words
from csops.ui.kit.fields import Field


def field_of(told: Words, fields: Iterable[Field]) -> Field | None:
    """Return the field that an error is about, None for none of these."""
    return next((field for field in fields if told.field and field.name == told.field), None)


def say_at_field(told: Words, fields: Iterable[Field], *, otherwise: Field | None = None) -> bool:
    """Say it below the field that it is about, else below `otherwise`, and put the focus there.

    Returns:
        Whether it was said; without such a field nothing is.
    """
    field = field_of(told, fields) or otherwise
    if field is None:
        return False
    field.show_error(told.sentence)
    field.control.setFocus(Qt.FocusReason.OtherFocusReason)
    return True
