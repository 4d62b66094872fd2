"""Which calls want the window alone."""

import pytest

from csops.cli.ended import Ended, window_alone


@pytest.mark.parametrize(
    ("arguments", "where", "member"),
    [
        ([], "", None),
        (["--db", "shop.csops"], "shop.csops", None),
        (["--db=shop.csops", "--as", "ML"], "shop.csops", "ML"),
    ],
)
def test_a_call_without_a_command_wants_the_window(arguments: list[str], where: str, member: str | None) -> None:
    assert window_alone(arguments) == Ended(window=where, member=member)


@pytest.mark.parametrize("arguments", [["info"], ["--db", "x", "info"], ["--help"], ["--db"], ["--json"], ["--db="]])
def test_anything_else_is_for_the_command_line(arguments: list[str]) -> None:
    assert window_alone(arguments) is None
