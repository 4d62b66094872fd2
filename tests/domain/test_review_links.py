"""What passing a review has to do with what came of the contact."""

import pytest

from csops.domain.review_links import Came, Effect, links


def came(number: int, *, passed: bool, csat: float | None = None, again: bool | None = None) -> list[Came]:
    return [Came(passed=passed, csat=csat, came_again=again, given=0.0)] * number


def test_two_shares_differ_as_in_the_published_example() -> None:
    # Newcombe (1998), Statistics in Medicine 17, p. 875, table II, method 10.
    rows = [
        *came(56, passed=True, again=True),
        *came(14, passed=True, again=False),
        *came(48, passed=False, again=True),
        *came(32, passed=False, again=False),
    ]
    _csat, repeat, _given = links(rows, too_few=20)
    assert (repeat.passed.n, repeat.failed.n) == (70, 80)
    assert repeat.difference == pytest.approx(0.2)
    assert (repeat.low, repeat.high) == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))  # type: ignore[comparison-overlap]
    assert repeat.is_clear


def test_answers_differ_by_more_than_chance_only_on_enough_contacts() -> None:
    rows = [*came(15, passed=True, csat=100), *came(15, passed=True, csat=75), *came(15, passed=False, csat=25)]
    rows += came(15, passed=False, csat=50)
    csat, repeat, given = links(rows, too_few=20)
    assert (csat.effect, csat.difference, csat.is_clear) == (Effect.CSAT, 50, True)
    assert not links(rows, too_few=31)[0].is_clear
    assert (repeat.difference, repeat.too_few) == (None, True)
    assert given.difference == 0


def test_an_answer_counts_once_however_many_contacts_of_its_case_were_reviewed() -> None:
    def of(case_id: int | None, csat: float, given: float, *, passed: bool = True) -> Came:
        return Came(passed=passed, csat=csat, came_again=True, given=given, case_id=case_id)

    rows = [of(1, 20, 60)] * 3 + [of(2, 100, 0), of(1, 20, 60, passed=False), of(None, 90, 6), of(None, 90, 6)]
    csat, repeat, given = links(rows, too_few=2)
    assert (csat.passed.n, csat.passed.value) == (4, (20 + 100 + 90 + 90) / 4)
    assert (given.passed.n, given.passed.value) == (4, (60 + 0 + 6 + 6) / 4)
    assert (csat.failed.n, csat.failed.value) == (1, 20)
    assert (repeat.passed.n, repeat.failed.n) == (6, 1)


def test_nothing_known_is_no_link() -> None:
    assert [link.difference for link in links([], too_few=20)] == [None, None, None]
    one_sided = links(came(30, passed=True, csat=80), too_few=20)[0]
    assert (one_sided.passed.value, one_sided.failed.value, one_sided.difference) == (80, None, None)
