"""Texts that name a person: found and blacked out in any spelling."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.naming_texts import BLACK, in_all_texts, marks_of, texts_in

NINA = marks_of(("Nina Ruiz",), phones=("0171 5550142",), emails=("nina@example.com",), region="DE")


@pytest.mark.parametrize(
    ("text", "black"),
    [
        ("Spoke with Nina Ruiz.", "Spoke with █████."),
        ("NINA\n ruiz's bike", "█████'s bike"),
        ("Write to NINA@example.com", "Write to █████"),
        ("Ring 0171/555 01 42 or +49 171 5550142", "Ring █████ or █████"),
        ("Ninas Ruiz, nina@example.community, order 5550199", None),
        ("On 2026-03-02 at 10:30 for 171 EUR", None),
    ],
)
def test_a_person_is_blacked_out_by_name_phone_and_e_mail(text: str, black: str | None) -> None:
    assert NINA.blacked(text) == (text if black is None else black)
    assert NINA.named_in(text) is (black is not None)


def test_a_part_of_the_name_is_a_hint_and_goes_where_asked() -> None:
    text = "Mr Ruiz came for her"
    assert (NINA.named_in(text), NINA.hinted_in(text)) == (False, True)
    assert NINA.blacked(text, parts=True) == f"Mr {BLACK} came for her"
    assert text[NINA.place_in(text) :].startswith("Ruiz")


def test_what_is_too_short_names_nobody() -> None:
    marks = marks_of(("Ed",), phones=("12",))
    assert marks.is_empty
    assert not marks.hinted_in("Ed 12")


def test_nested_values_keep_their_shape() -> None:
    plain = {"rows": [{"text": "Nina Ruiz", "id": 7, "none": None}], "names": ["Nina Ruiz"]}
    black = in_all_texts(plain, NINA.blacked)
    assert black == {"rows": [{"text": BLACK, "id": 7, "none": None}], "names": [BLACK]}
    assert list(texts_in(black)) == [BLACK, BLACK]


_WORD = st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x24F), min_size=3, max_size=8)


@given(
    name=st.lists(_WORD, min_size=1, max_size=3).map(" ".join), before=st.text(max_size=8), after=st.text(max_size=8)
)
@settings(max_examples=50)
def test_after_blacking_out_the_name_is_not_found_again(name: str, before: str, after: str) -> None:
    marks = marks_of((name,))
    assert not marks.named_in(marks.blacked(f"{before} {name} {after}"))
