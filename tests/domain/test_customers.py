"""Customers: what is enough, and when two are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.customers import checked, is_email, normalised_phone, reach
from csops.domain.errors import Missing, NotUnderstood
from csops.domain.phones import international_digits
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


COUNTRIES = ("1", "7", "31", "39", "44", "49", "54", "55", "52", "225", "380", "800", "999", "0", "21")


@given(
    st.sampled_from(COUNTRIES),
    st.sampled_from(["", "0", "00", "1", "8", "15", "(0)"]),
    st.text("0123456789 .-()", max_size=16),
    st.sampled_from(["DE", "US", "CA", "IT", "AR", "GB"]),
)
def test_a_number_written_in_full_needs_no_reading(country: str, prefix: str, rest: str, region: str) -> None:
    text = f"+{country}{prefix}{rest}"
    plain = international_digits(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("csops.domain.customers.international_digits", lambda _text: "")
        read = normalised_phone.__wrapped__(text, region=region)
    assert plain in {"", read} or len(plain) < 3


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
