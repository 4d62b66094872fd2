from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml

from csops.domain.errors import InputError
from csops.domain.opening_hours import Span
from csops.domain.roster_file import setup_from, setup_mapping
from csops.domain.roster_rules import RosterRules
from csops.domain.work_terms import Absence, Away, Part, Terms, Wanted, Wish

FILE = """
rules: {rest_hours: 12, noon: "12:30", fill_contracts: yes, unplanned_share: 5 %}
shifts:
  Early: "08:00-14:00"
  Night: {hours: "22:00-06:00", breaks: ["01:00-01:30"], days: [fri, sat]}
people:
  Mara Lindqvist:
    hours_per_week: 38.5
    available: {mon: ["09:00-18:00"], fri: "09:00-14:00"}
    channels: [phone]
    cost_per_hour: 21.50
    absences: [{from: 2026-06-01, to: 2026-06-05, reason: training}, {from: 2026-07-01, part: morning}]
    wishes: [{free: wed}, {free: 2026-06-12}, {shift: Early, day: mon}, {shift: Early}]
  Rosa Okafor: {on_roster: no}
"""


def read(**changes: Any) -> Any:
    return setup_from(yaml.safe_load(FILE) | changes)


def test_a_file_says_rules_shifts_and_people() -> None:
    found = read()
    assert found.rules == {
        "rest_hours": 12.0, "noon_minute": 750, "fill_contracts": True, "unplanned_share": 0.05,
    }  # fmt: skip
    assert [(each.name, each.clock, each.weekdays) for each in found.templates] == [
        ("Early", "08:00-14:00", ()),
        ("Night", "22:00-06:00", ("fri", "sat")),
    ]
    assert found.templates[1].breaks == (Span(start_minute=1500, end_minute=1530),)
    mara, rosa = found.people
    assert (mara.terms["hours_per_week"], mara.terms["channels"]) == (38.5, ("phone",))
    assert mara.terms["available"][0] == (Span(start_minute=540, end_minute=1080),)
    assert mara.cost_per_hour == Decimal("21.5")
    assert [(each.first_day, each.last_day, each.reason, each.part) for each in mara.absences] == [
        (date(2026, 6, 1), date(2026, 6, 5), Away.TRAINING, Part.DAY),
        (date(2026, 7, 1), date(2026, 7, 1), Away.LEAVE, Part.MORNING),
    ]
    assert [(each.wish.weekday, each.wish.day, each.shift) for each in mara.wishes] == [
        (2, None, ""), (None, date(2026, 6, 12), ""), (0, None, "Early"), (None, None, "Early"),
    ]  # fmt: skip
    assert (rosa.terms, rosa.absences, rosa.wishes) == ({"on_roster": False}, None, None)


def test_what_is_not_said_stays_as_it_is() -> None:
    found = setup_from({})
    assert (found.rules, found.templates, found.people) == ({}, None, ())


def test_the_middle_of_the_day_reads_without_quotes() -> None:
    assert setup_from(yaml.safe_load("rules: {noon: 13:30}")).rules == {"noon_minute": 810}


def test_what_is_written_reads_the_same() -> None:
    found = read()
    templates = [replace(each, id=place + 1) for place, each in enumerate(found.templates)]
    mara = found.people[0]
    terms = replace(Terms(member_id=1), **mara.terms)
    wishes = [replace(each.wish, template_id=1 if each.wish.wants is Wanted.SHIFT else None) for each in mara.wishes]
    rules = replace(RosterRules(), **found.rules)
    written = setup_mapping(
        rules=rules, templates=templates, people=[(mara.name, terms, mara.cost_per_hour, mara.absences, wishes)]
    )
    again = setup_from(yaml.safe_load(yaml.safe_dump(written)))
    assert replace(RosterRules(), **again.rules) == rules
    assert again.templates == found.templates
    assert again.people[0].absences == mara.absences
    assert again.people[0].wishes == mara.wishes
    assert replace(Terms(member_id=1), **again.people[0].terms) == terms


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {"peoples": {}},
        {"rules": {"rest": 11}},
        {"rules": {"rest_hours": 100}},
        {"rules": {"days_in_a_row": 2.5}},
        {"rules": {"fill_contracts": "sometimes"}},
        {"shifts": {"Early": ""}},
        {"shifts": {"Early": {"hours": "08:00-14:00", "breaks": "15:00-16:00"}}},
        {"people": ["Mara"]},
        {"people": {"Mara": {"hours": 40}}},
        {"people": {"Mara": {"hours_per_week": "full"}}},
        {"people": {"Mara": {"cost_per_hour": "much"}}},
        {"people": {"Mara": {"available": {"someday": "09:00-10:00"}}}},
        {"people": {"Mara": {"absences": [{"to": "2026-06-01"}]}}},
        {"people": {"Mara": {"absences": [{"from": "2026-06-01", "reason": "dog"}]}}},
        {"people": {"Mara": {"wishes": [{}]}}},
        {"people": {"Mara": {"wishes": [{"free": None}]}}},
        {"people": {"Mara": {"wishes": [{"free": "someday"}]}}},
    ],
)
def test_a_file_that_is_not_understood_is_refused(wrong: object) -> None:
    with pytest.raises(InputError):
        setup_from(wrong)


def test_an_absence_of_a_person_keeps_its_note() -> None:
    away = Absence(member_id=1, first_day=date(2026, 6, 1), last_day=date(2026, 6, 1), note="Moving house")
    people = [("Mara", Terms(member_id=1), None, [away], [Wish(member_id=1, weekday=1)])]
    written = setup_mapping(rules=RosterRules(), templates=[], people=people)
    assert written["people"]["Mara"]["absences"][0]["note"] == "Moving house"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"people": {"Rosa": {"hours_per_week": -1}}}, "hours a week of Rosa cannot be -1.0"),
        ({"people": {"Rosa": {"available": {"mon": "25:00-26:00"}}}}, "opening hours on Monday of Rosa"),
        ({"people": {"Rosa": {"absences": [{"from": "2026-03-02", "to": "2026-03-01"}]}}}, "last day of Rosa"),
        ({"shifts": {"Long": "00:00-24:00"}}, "shift of Long cannot be 00:00-24:00"),
    ],
)
def test_what_is_wrong_names_the_person_or_the_shift(wrong: object, said: str) -> None:
    with pytest.raises(InputError) as refused:
        setup_from(wrong)
    assert str(refused.value).startswith(said)
