"""Gaps, broken rules, contradictions and what is more than needed, said in the language of the window."""

import re
from collections.abc import Iterator
from datetime import UTC
from decimal import Decimal
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from csops.domain.roster_checks import Finding, Rule
from csops.domain.roster_gaps import gaps
from csops.domain.roster_hints import About, Hint, contradictions, hints
from csops.domain.roster_rules import RosterRules
from csops.domain.roster_words import BROKEN, PREVENTS, gap_words
from csops.domain.rosters import Task, sums
from csops.domain.shifts import Shift
from csops.domain.work_terms import Absence, Away, Part
from csops.ui.forecast.gap_words import _prevents, broken_line, gap_line, hint_line
from csops.ui.forecast.spare_words import cost_words
from csops.ui.kit.formats import Formats
from tests.helpers.rosters import EARLY, LONG, MONDAY, a_shift, a_task, a_worker, day_of, needed, people, weekly

FORMATS = Formats(locale=QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom), zone=UTC)
GERMAN = Formats(locale=QLocale(QLocale.Language.German, QLocale.Country.Germany), zone=UTC)
MORNING = needed("08:00-14:00", 1)
ILL = Absence(member_id=1, first_day=MONDAY, last_day=day_of(2), reason=Away.ILLNESS)
COURSE = Absence(member_id=4, first_day=MONDAY, last_day=MONDAY, reason=Away.TRAINING, part=Part.MORNING)
WORKERS = (
    a_worker(1, "Ada", absences=(ILL,)),
    a_worker(2, "Ben", available=weekly(tue="08:00-20:00")),
    a_worker(3, "Cem", channels=("email",)),
    a_worker(4, "Dora", absences=(COURSE,)),
    a_worker(5, "Emil", on_roster=False),
)


class Marking(QTranslator):
    """Puts a mark before every sentence that was asked for in another language."""

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        return f"\u00a4{source}"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def marking(qapp: QApplication) -> Iterator[None]:
    made = Marking()
    QCoreApplication.installTranslator(made)
    yield
    QCoreApplication.removeTranslator(made)


def _gap_lines(task: Task, *shifts: Shift, formats: Formats = FORMATS) -> list[str]:
    return [gap_line(gap, formats, str.title) for gap in gaps(task, shifts)]


def test_a_gap_is_said_as_the_workbook_says_it() -> None:
    task = a_task(MORNING, workers=WORKERS)
    assert _gap_lines(task, a_shift("14:00-20:00", member_id=3)) == [
        gap_words(gap) for gap in gaps(task, (a_shift("14:00-20:00", member_id=3),))
    ]


def test_days_and_numbers_are_those_of_the_language() -> None:
    rules = RosterRules(hours_per_week=7.5)
    [line] = _gap_lines(
        a_task(needed("09:00-12:00", 1), rules=rules, workers=people(1), templates=(LONG,)), formats=GERMAN
    )[:1]
    assert line.startswith("Montag 1. Juni, ")
    assert "7,5 h" in line


@pytest.mark.parametrize("rule", list(PREVENTS))
def test_every_reason_goes_through_the_translation(rule: Rule, marking: None) -> None:
    fields = {"part": Part.MORNING} if rule is Rule.ABSENT else {}
    assert _prevents(Finding(rule=rule, member_id=1, name="Ada", day=MONDAY, fields=fields)).startswith("\u00a4")


@pytest.mark.parametrize("rule", list(BROKEN))
def test_every_broken_rule_goes_through_the_translation(rule: Rule, marking: None) -> None:
    fields = {
        "has": 9.0,
        "limit": 8.0,
        "shift": "09:00-17:00",
        "before": MONDAY,
        "reason": Away.LEAVE,
        "until": MONDAY,
        "part": Part.DAY,
    }
    said = broken_line(Finding(rule=rule, member_id=1, name="Ada", day=MONDAY, fields=fields), FORMATS)
    assert said.startswith("\u00a4Ada")
    assert "{" not in said


def test_every_contradiction_is_said_as_the_workbook_says_it() -> None:
    rules = RosterRules(hours_per_day=7, hours_per_week=30)
    away = Absence(member_id=2, first_day=MONDAY, last_day=day_of(6))
    tasks = (
        a_task(MORNING, rules=rules, workers=people(1), templates=(LONG, EARLY)),
        a_task(workers=(a_worker(1, "Ada", available=weekly(mon="09:00-10:00")), a_worker(2, "Ben", absences=(away,)))),
        a_task(needed("19:00-23:00", 1)),
        a_task(MORNING, templates=()),
        a_task(MORNING, workers=()),
    )
    said = dict.fromkeys(About, False)
    for task in tasks:
        for hint, words in zip(contradictions(task), hints(task), strict=True):
            said[hint.about] = True
            assert re.sub(r"(\d) h\b", r"\1 hours", hint_line(hint, FORMATS)) == words
    assert all(said.values()), said


def test_a_contradiction_goes_through_the_translation(marking: None) -> None:
    hint = Hint(about=About.FITS_NOTHING, fields={"name": "Ada"})
    assert hint_line(hint, FORMATS) == "\u00a4No shift lies inside the times that Ada offers"


def test_a_plan_of_own_wages_says_why_it_costs_otherwise_than_the_forecast() -> None:
    task = a_task(MORNING, workers=(a_worker(1, "Ada", cost_per_hour=Decimal(25)),))
    shifts = (a_shift("08:00-14:00"),)
    view = Mock(task=task, shifts=shifts, sums=sums(task, shifts))
    said = cost_words(view, Decimal(20), FORMATS, "EUR")
    assert said.startswith("By each person's own cost an hour, €25.00 in the mean")
    assert "would cost €120" in said
    assert cost_words(view, Decimal(25), FORMATS, "EUR") == ""
