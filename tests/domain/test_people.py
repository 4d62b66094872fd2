"""Members of the team."""

import pytest

from csops.domain.errors import Missing
from csops.domain.people import checked, initials_of
from tests.helpers.records import a_member


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Mara Lindqvist", "ML"), ("Rosa Maria Okafor", "RO"), ("Cher", "CH"), ("X", "X"), ("élodie ålund", "ÉÅ"),
        ("(Ines) Marchetti", "MA"), ("!", "!"), ("", "?"),
    ],
)  # fmt: skip
def test_initials_are_the_first_letters_of_first_and_last_word(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_a_member_is_tidied_and_gets_initials() -> None:
    member = checked(a_member(name="  Ines   Marchetti ", initials=""))
    assert (member.name, member.initials) == ("Ines Marchetti", "IM")


def test_initials_that_were_chosen_stay() -> None:
    assert checked(a_member(initials=" inm ")).initials == "INM"


def test_a_member_without_a_name_is_refused() -> None:
    with pytest.raises(Missing, match="Write the name that colleagues know"):
        checked(a_member(name=" "))
