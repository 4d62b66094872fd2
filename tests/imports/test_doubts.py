"""What reads in more than one way is said; what is clear is not spoken of."""

import pytest

from csops.imports.doubts import doubts


def said(heading: str, *cells: str) -> list[str]:
    return list(doubts([(heading,), *((cell,) for cell in cells)]))


def test_dates_in_both_orders_are_said() -> None:
    assert said("Date", "13/02/2024", "02/13/2024", "01/02/2024") == [
        "Some dates of “Date” begin with the day, some with the month. Choose the order, and check the others."
    ]


def test_amounts_with_both_decimal_signs_are_said() -> None:
    assert "“1,234.50” and “1.234,50”" in said("Amount", "1,234.50", "1.234,50", "$ 7")[0]


def test_a_column_of_paths_is_not_followed_and_that_is_said() -> None:
    assert said("", "../x.pdf", r"C:\y.pdf", "") == [
        "Column 1 names files. An import opens no other file: the names are taken as text."
    ]


@pytest.mark.parametrize(
    "cells",
    [
        ("13/02/2024", "14/02/2024", "01/02/2024"),
        ("1,234", "2,500.75", "12"),
        ("1.234,50", "7,5", "12"),
        ("see /var", "a path", "and/or", "/"),
        ("0171 555 0168", "+49 30 1"),
        ("13/02/2024 a note", "02/13/2024 another", "words", "more words", "1,5 and 1.5"),
        (),
    ],
)
def test_what_is_clear_is_not_spoken_of(cells: tuple[str, ...]) -> None:
    assert said("Column", *cells) == []
