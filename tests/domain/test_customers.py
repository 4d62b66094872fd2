"""Customers: what is enough, and when two are the same."""

import pytest

from csops.domain.customers import checked, is_email, normalised_phone, reach
from csops.domain.errors import Missing, NotUnderstood
from tests.helpers.records import a_customer


@pytest.mark.parametrize(
    ("field", "title"),
    [
        ({"name": "Ada"}, "Ada"),
        ({"phones": ("0171 555",)}, "0171 555"),
        ({"emails": ("ada@example.com",)}, "ada@example.com"),
        ({"note": "the one with\nthe tandem"}, "the one with"),
    ],
)
def test_one_of_name_phone_mail_and_note_is_enough(field: dict[str, object], title: str) -> None:
    assert checked(a_customer(**{"name": "", **field})).title == title


def test_nothing_at_all_is_not_enough() -> None:
    with pytest.raises(Missing, match="A name, a phone, an e-mail or a note is enough"):
        checked(a_customer(name="  ", note=" "))
    assert a_customer(name="").title == ""


def test_fields_are_tidied_and_doubles_left_out() -> None:
    tidy = checked(a_customer(name="  Ada   Brandt ", phones=(" 0171 ", "0171", " "), emails=("a@b.de", "a@b.de")))
    assert (tidy.name, tidy.phones, tidy.emails) == ("Ada Brandt", ("0171",), ("a@b.de",))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("ada@example.com", True), ("a.b+c@sub.example.co", True), ("root@localhost", True), ("ada", False),
        ("ada@", False), ("@example.com", False), ("a b@example.com", False), ("ada@example.", False),
    ],
)  # fmt: skip
def test_an_email_is_known_by_its_shape(text: str, is_one: bool) -> None:
    assert is_email(text) is is_one


def test_what_is_no_email_is_not_taken_for_one() -> None:
    with pytest.raises(NotUnderstood, match=r"name@example\.com"):
        checked(a_customer(emails=("ada at example",)))


@pytest.mark.parametrize("text", ["0171 5550142", "+49 171 5550142", "0049 171/555 01 42", "(0171) 555-0142"])
def test_a_phone_is_the_same_in_any_spelling(text: str) -> None:
    assert normalised_phone(text, region="DE") == "491715550142"


@pytest.mark.parametrize(("text", "digits"), [("12", ""), ("call me", ""), ("1" * 30, "1" * 30)])
def test_what_is_no_valid_number_is_compared_by_its_digits(text: str, digits: str) -> None:
    assert normalised_phone(text, region="DE") == digits


def test_reaches_are_compared_without_case_doubles_and_empty_numbers() -> None:
    customer = a_customer(
        name="Ada  Brandt",
        phones=("0171 5550142", "+49 171 5550142", "-"),
        emails=("Ada@Example.com", "ada@example.com"),
    )
    assert [(one.kind, one.value) for one in reach(customer, region="DE")] == [
        ("name", "ada brandt"),
        ("phone", "491715550142"),
        ("email", "ada@example.com"),
    ]
