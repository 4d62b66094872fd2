"""Own fields of a customer as one text, and back."""

from hypothesis import example, given
from hypothesis import strategies as st

from csops.domain.customers import OwnField, checked_fields
from csops.domain.errors import CsopsError
from csops.domain.own_field_text import fields_as_text, fields_from_text

FIELDS = st.lists(
    st.builds(OwnField, name=st.text("a: \\\n", max_size=6), value=st.text("b: \\\n", max_size=8)), max_size=3
)


@given(told=FIELDS)
@example(told=[OwnField(name="a: b\\", value="c\n  d: e\n")])
def test_own_fields_come_back_from_their_text_as_they_were(told: list[OwnField]) -> None:
    try:
        kept = checked_fields(tuple(told))
    except CsopsError:
        return  # no customer has such fields
    assert fields_from_text(fields_as_text(kept)) == kept


def test_a_text_that_names_no_field_is_none() -> None:
    assert fields_from_text("just words") == ()
    assert fields_from_text("") == ()
