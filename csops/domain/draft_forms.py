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


class ReviewForms(Enum):
    """The forms in which a contact is reviewed, by why; nobody but whoever fills one in may ask for its draft."""

    REVIEW = "review"
    OWN = "own_review"
    CALIBRATION = "calibration"
    CHECK = "check_review"


def review_form_name(form: ReviewForms, contact_id: int) -> str:
    """Return what the form is called in which a contact is reviewed."""
    return f"{form.value}.{contact_id}"


BLIND_FORMS = ("scorecard.", *(f"{form.value}." for form in ReviewForms))
"""Forms that begin so hold what was not submitted yet: for nobody but who fills them in."""


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
_KINDS = {
    **{form.value: Kind.CASE for form in CaseForm},
    **{form.value: Kind.CONTACT for form in ReviewForms},
    _EDIT: Kind.CONTACT,
}
