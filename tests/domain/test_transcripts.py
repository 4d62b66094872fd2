"""Texts split where somebody else begins to speak: names that begin like am or pm, lines of blanks without end."""

from csops.domain.transcripts import turns


def test_a_name_that_begins_like_am_or_pm_stays_whole() -> None:
    found = turns("13:02 Amelie: Hello\n13:03 Pmbok: Hi\n1:04 pm Ada: Bye", ours=["Ada Brandt"])
    assert [(one.speaker, one.time) for one in found] == [("Amelie", "13:02"), ("Pmbok", "13:03"), ("Ada", "1:04 pm")]


def test_blanks_around_name_and_time_are_no_part_of_them() -> None:
    found = turns(">  [13:02]   Ada  Brandt \t (13:02) \t :  Hi\nAgent   :  Hello", ours=["Mara"])
    assert [(one.speaker, one.text, one.is_ours) for one in found] == [
        ("Ada  Brandt", "Hi", False),
        ("Agent", "Hello", True),
    ]


def test_a_line_of_thousands_of_blanks_is_read_at_once() -> None:
    """Where blanks can be shared out between two places this ends within the hour, not within the test."""
    line = "Total" + " " * 20_000 + "12.00: x"
    assert len(turns("\n".join([line] * 50))) == 1
