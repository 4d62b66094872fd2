"""What a form with a draft is called, and which record it is about."""

import re
from enum import Enum

from csops.domain.changes import Kind


class CaseForm(Enum):
    """The forms that are filled in on a case; each keeps a draft of its own."""

    NOTE = "note"
    MATTER = "matter"
    ANSWER = "answer"
    CONCESSION = "concession"
    RECOVERY = "recovery"


def case_form(form: CaseForm, case_id: int) -> str:
    """Return what a form of a case is called, as its drafts name it."""
    return f"{form.value}.{case_id}"


def edit_form(contact_id: int) -> str:
    """Return what the form is called in which a contact is corrected."""
    return f"{_EDIT}.{contact_id}"


APPLICATION_FORM = re.compile(r"(?:decision|candidate_note)\.(\d+)(?:\.|$)")
"""Forms about an application: what is typed in them goes when the candidate is erased."""


def about(form: str) -> tuple[Kind, int] | None:
    """Return which case or contact a form is about; None for a form about none of them."""
    name, _dot, number = form.partition(".")
    if not number.isdecimal() or name not in _KINDS:
        return None
    return _KINDS[name], int(number)


_EDIT = "edit"
_KINDS = {**{form.value: Kind.CASE for form in CaseForm}, _EDIT: Kind.CONTACT}
