"""The simulation against the formulas: a small part of `python -m benchmarks.referee`, always the same chance."""

import random

import pytest

from benchmarks.referee import MODELS, Size, deadline_verdicts, differences

SMALL = Size(contacts=600, runs=20)


@pytest.mark.parametrize("model", MODELS)
def test_the_simulation_agrees_with_the_formula(model: str) -> None:
    found = [each for setting in differences(model, settings=4, size=SMALL, seed=7) for each in setting]
    largest = max(found, key=lambda each: abs(each.errors))
    assert abs(largest.errors) < 4, largest
    mean_square = sum(each.errors**2 for each in found) / len(found)
    assert 0.05 < mean_square < 3, "differences are as large as chance makes them, not larger and not nothing"


@pytest.mark.parametrize("number", range(6))
def test_the_deadline_rule_is_just_enough(number: int) -> None:
    assert deadline_verdicts(random.Random(number)) == (True, True)
