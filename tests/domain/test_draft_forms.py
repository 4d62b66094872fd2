"""What forms are called by which drafts are kept, and which record a name says they are about."""

from csops.domain.changes import Kind
from csops.domain.draft_forms import (
    MOST_LETTERS,
    CaseForm,
    ReviewForms,
    about,
    case_form,
    cases_form,
    edit_form,
    moved,
    record_form,
    record_forms,
    review_form_name,
    short_form,
)


def test_a_form_says_which_record_it_is_about_and_what_it_is_called_on_another() -> None:
    names = {
        case_form(CaseForm.NOTE, 7): (Kind.CASE, 7, "note.9"),
        edit_form(12): (Kind.CONTACT, 12, "edit.9"),
        review_form_name(ReviewForms.REVIEW, 12): (Kind.CONTACT, 12, "review.9"),
        review_form_name(ReviewForms.CHECK, 12, 7): (Kind.CONTACT, 12, "check_review.9.7"),
        record_form(Kind.CASE, 7, "promise"): (Kind.CASE, 7, "on.case.9.promise"),
        record_form(Kind.SURVEY_ANSWER, 31, "change"): (Kind.SURVEY_ANSWER, 31, "on.survey_answer.9.change"),
        record_form(Kind.REVIEW, 3, "dispute.q2.b"): (Kind.REVIEW, 3, "on.review.9.dispute.q2.b"),
    }
    for form, (kind, number, other) in names.items():
        assert about(form) == (kind, number)
        assert moved(form, 9) == other
        assert form.startswith(record_forms(kind, number)) == form.startswith("on.")
    for form in (
        "log",
        "cases.pass_on",
        "reply_template.refund",
        "on.nothing.3.a",
        "on.case.x.a",
        "note.x",
        "note.3.4",
        "review.3.x",
    ):
        assert about(form) is None


def test_a_form_on_several_cases_is_about_none_of_them() -> None:
    assert cases_form([4], "pass_on") == record_form(Kind.CASE, 4, "pass_on")
    assert cases_form([4, 5], "pass_on") == "cases.pass_on"


def test_a_long_name_is_kept_short_and_stays_another_than_one_that_begins_alike() -> None:
    long = [record_form(Kind.REVIEW, 12, f"dispute.{'criterion_' * 8}{end}") for end in "ab"]
    assert long[0] != long[1]
    for form in long:
        assert (len(form), about(form)) == (MOST_LETTERS, (Kind.REVIEW, 12))
    assert short_form("x" * MOST_LETTERS) == "x" * MOST_LETTERS
