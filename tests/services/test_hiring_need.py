"""The people missing by month, from a log and the contracts of the team."""

from datetime import date, timedelta

import pytest

from csops.domain.errors import NotUnderstood, OutOfRange
from csops.domain.work_terms import Absence, Terms
from csops.services.hiring_need import HiringNeed, hiring_basis, hiring_need, is_same_need
from csops.services.roster_team import roster_team, save_absence, save_terms
from csops.services.workspace import Workspace
from tests.helpers.records import EMAIL, MARA, PHONE
from tests.helpers.weeks import keep, log_weeks, missed_call, open_shop


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """Open forty hours a week; Mara alone is planned, at twenty hours."""
    open_shop(workspace)
    log_weeks(workspace, weeks=12, a_day={PHONE: 160, EMAIL: 16})
    for member in roster_team(workspace).members:
        is_mara = member.id == MARA.id
        terms = Terms(member_id=member.id, on_roster=is_mara, hours_per_week=20 if is_mara else 0)
        save_terms(workspace, terms=terms)
    return workspace


@pytest.fixture
def found(shop: Workspace) -> HiringNeed:
    return hiring_need(shop, months=2)


def test_each_month_takes_hours_and_people(found: HiringNeed) -> None:
    assert [month.first_day for month in found.months] == [date(2026, 4, 1), date(2026, 5, 1)]
    april = found.months[0]
    assert april.contacts == pytest.approx(22 * 176, rel=0.02)
    assert april.needed.low < april.needed.mean <= april.needed.high
    assert april.needed.mean >= 22 * 8 * 2  # more than one person is needed at any time
    assert april.given.contracts == pytest.approx(20 * 30 / 7)
    assert april.missing_people.mean > 1


def test_a_short_log_says_that_it_knows_no_season_and_what_it_rests_on(found: HiringNeed) -> None:
    assert not found.season_known
    assert (found.people, found.with_terms) == (1, 1)
    assert found.doubt.cv > 0


def test_an_absence_that_is_known_is_missing(shop: Workspace, found: HiringNeed) -> None:
    away = Absence(member_id=MARA.id, first_day=date(2026, 4, 1), last_day=date(2026, 4, 30))
    save_absence(shop, absence=away)
    april = hiring_need(shop, months=1).months[0]
    assert april.given.hours == pytest.approx(0, abs=8)
    assert april.missing_hours > found.months[0].missing_hours


def test_a_contact_of_today_changes_no_month_and_what_is_decided_or_was_logged_does(shop: Workspace) -> None:
    before = hiring_basis(shop)
    keep(shop, [missed_call(shop.now())])
    assert is_same_need(before, hiring_basis(shop))
    assert not is_same_need(before, hiring_basis(shop, months=12))
    keep(shop, [missed_call(shop.now() - timedelta(days=3))])
    logged = hiring_basis(shop)
    assert not is_same_need(before, logged)
    save_absence(shop, absence=Absence(member_id=MARA.id, first_day=date(2026, 4, 1), last_day=date(2026, 4, 30)))
    assert not is_same_need(logged, hiring_basis(shop))


def test_an_empty_log_is_refused(workspace: Workspace) -> None:
    open_shop(workspace)
    with pytest.raises(NotUnderstood):
        hiring_need(workspace)


@pytest.mark.parametrize("months", [0, 13])
def test_months_beyond_a_year_are_refused(shop: Workspace, months: int) -> None:
    with pytest.raises(OutOfRange):
        hiring_need(shop, months=months)
