"""Errors as words."""

from csops.domain.errors import Cancelled, CsopsError, Missing, NotFound
from csops.ui.kit.errors import words


def test_an_error_of_the_domain_says_its_own_sentence_and_its_field() -> None:
    told = words(Missing(field="due", right="Say until when"))
    assert told.sentence == "Due is missing. Say until when"
    assert told.field == "due"
    assert not told.is_ours


def test_every_error_of_the_domain_has_words_for_its_fields() -> None:
    told = words(NotFound(kind="customer", id=7))
    assert told.sentence == "There is no customer 7"
    assert told.field == ""


def test_a_mistake_of_ours_is_said_without_codes_and_keeps_the_details_for_copying() -> None:
    told = words(ZeroDivisionError("division by zero"))
    assert told.is_ours
    assert "ZeroDivisionError" not in told.sentence
    assert told.details == "ZeroDivisionError: division by zero"


def test_a_stopped_job_is_no_failure() -> None:
    assert words(Cancelled()).is_cancelled
    assert not words(CsopsError(what="Something")).is_cancelled
