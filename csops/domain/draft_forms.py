"""What a form with a draft is called, and which record it is about."""

import re
from collections.abc import Sequence
from enum import Enum
from zlib import crc32

from csops.domain.changes import Kind


class CaseForm(Enum):
    """The forms that are filled in on a case; each keeps a draft of its own."""

    NOTE = "note"
    MATTER = "matter"
    ANSWER = "answer"
    CONCESSION = "concession"
    RECOVERY = "recovery"
    REQUEST = "request"


def case_form(form: CaseForm, case_id: int) -> str:
    """Return what a form of a case is called, as its drafts name it."""
    return f"{form.value}.{case_id}"


class ReviewForms(Enum):
    """The forms in which a contact is reviewed, by why; nobody but whoever fills one in may ask for its draft."""

    REVIEW = "review"
    OWN = "own_review"
    CALIBRATION = "calibration"
    CHECK = "check_review"


def review_form_name(form: ReviewForms, contact_id: int, of: int | None = None) -> str:
    """Return what the form is called in which a contact is reviewed.

    `of`: the calibration in which it is rated, or the review that is checked; a contact may have several of either.
    """
    name = f"{form.value}.{contact_id}"
    return name if of is None else f"{name}.{of}"


BLIND_FORMS = ("scorecard.", *(f"{form.value}." for form in ReviewForms))
"""Forms that begin so hold what was not submitted yet: for nobody but who fills them in."""


def edit_form(contact_id: int) -> str:
    """Return what the form is called in which a contact is corrected."""
    return f"{_EDIT}.{contact_id}"


def record_form(kind: Kind, record_id: int, what: str) -> str:
    """Return what a small form on a record of any kind is called; `what` tells it from others on the same record."""
    return short_form(f"{_ON}.{kind.value}.{record_id}.{what}")


def cases_form(case_ids: Sequence[int], what: str) -> str:
    """Return what a small form on one case is called, or on several at once."""
    return record_form(Kind.CASE, case_ids[0], what) if len(case_ids) == 1 else short_form(f"cases.{what}")


def short_form(name: str) -> str:
    """Return the name of a form, short enough to keep its draft by, and different for different names."""
    mark = f"~{crc32(name.encode()):08x}"
    return name if len(name) <= MOST_LETTERS else name[: MOST_LETTERS - len(mark)] + mark


def record_forms(kind: Kind, record_id: int) -> str:
    """Return with what the names of all small forms on a record begin."""
    return f"{_ON}.{kind.value}.{record_id}."


HIRING_FORMS = ("candidate", "scorecard", "decision", "opening", "on.candidate.", "on.opening.")
"""With these begin the names of forms about candidates: who erases a customer may not look into them."""
APPLICATION_FORM = re.compile(r"(?:decision|candidate_note)\.(\d+)(?:\.|$)")
"""Forms about an application: what is typed in them goes when the candidate is erased."""


def about(form: str) -> tuple[Kind, int] | None:
    """Return which record a form is about; None for a form about none."""
    found = _RECORD_FORM.fullmatch(form)
    if found is not None:
        return Kind(found[1]), int(found[2])
    name, _dot, number = form.partition(".")
    if name in _OF_CONTACTS:
        number, _dot, of = number.partition(".")
        number = number if not of or of.isdecimal() else ""
    if not number.isdecimal() or name not in _KINDS:
        return None
    return _KINDS[name], int(number)


def moved(form: str, record_id: int) -> str:
    """Return what a form about a record is called on another one of its kind."""
    return re.sub(r"\d+", str(record_id), form, count=1)


MOST_LETTERS = 64
"""Of the name of a form, as the table of drafts keeps it."""
_ON = "on"
_RECORD_FORM = re.compile(rf"{_ON}\.({'|'.join(kind.value for kind in Kind)})\.(\d+)\..+")
_EDIT = "edit"
_OF_CONTACTS = {form.value for form in ReviewForms}
_KINDS = {
    **{form.value: Kind.CASE for form in CaseForm},
    **{form.value: Kind.CONTACT for form in ReviewForms},
    _EDIT: Kind.CONTACT,
}
