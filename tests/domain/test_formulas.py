"""Formulas of workbooks as values."""

import pytest

from csops.domain.formulas import Formula


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cmd|'/C calc'!A0",
        'HYPERLINK("https://example.invalid","click")',
        "'Other sheet'!$A$1",
        "Other!A1",
        "[1]Book!A1",
        '"Words"',
        '"http://example.invalid"',
        '"cmd|"',
        '"does not meet""',
        "{a}&{b}",
        "{a}\n+1",
        "hyperlink({a})",
        "WEBSERVICE({a})",
    ],
)
def test_nothing_but_reckoning_can_be_a_formula(text: str) -> None:
    with pytest.raises(ValueError, match=r"formula|functions"):
        Formula(text=text)


@pytest.mark.parametrize("text", ["LET(a,1,a)", "LAMBDA(a,a)", "POISSON.DIST({n},{load},TRUE)", "_xlfn.CONCAT({a})"])
def test_functions_that_an_older_spreadsheet_does_not_know_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not every spreadsheet knows"):
        Formula(text=text)


def test_a_formula_says_what_it_is_made_of_and_takes_its_addresses() -> None:
    formula = Formula(text='IF({people}>0,SUM({contacts:all})*{rate},"")')
    assert formula.keys == {"people", "rate"}
    assert formula.whole_columns == {"contacts"}
    assert formula.resolved(lambda key, whole: f"{key.upper()}{'#' * whole}") == 'IF(PEOPLE>0,SUM(CONTACTS#)*RATE,"")'
