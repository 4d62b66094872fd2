"""The sample business: believable, consistent, the same each time, and harmless."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median
from zoneinfo import ZoneInfo

import pytest

from csops.bootstrap import create_workspace
from csops.domain.calendar import calendar_from, is_open
from csops.domain.calibrations import CalibrationState
from csops.domain.cases import AGE_BANDS, Case, FollowUp, FollowUpKind, Note, State, StateChange
from csops.domain.coaching import CoachingState
from csops.domain.concessions import ConcessionState
from csops.domain.contact_words import SPOKEN
from csops.domain.contacts import BATCH_AFTER, Contact, Direction, Result, first_response
from csops.domain.customers import Consent, Customer, Stage, normalised_phone
from csops.domain.promises import PromiseState
from csops.domain.questions import Question
from csops.domain.review_filling import check_grounds, scored
from csops.domain.review_sampling import Cell, draw, spread
from csops.domain.reviews import DisputeState, Purpose, Source
from csops.domain.surveys import AnswerKind, AnswerSource
from csops.domain.team import Shop
from csops.domain.transcripts import turns
from csops.services.content import starter
from csops.services.demo import reviewed
from csops.services.review_queue import my_queue
from csops.services.review_words import with_our_words
from csops.services.roster_making import Asked, roster_basis, roster_from
from csops.services.roster_team import roster_team
from csops.services.rosters import view_of
from csops.services.sample.build import SAMPLE_OWNER, SAMPLE_SHOP, Sample, build_sample, opening_hours
from csops.services.sample.people import Customers
from csops.services.sample.rhythm import Arrival
from csops.services.sample.season import arrivals, black_friday
from csops.services.search import find
from csops.services.staffing import plan
from csops.services.workspace import Workspace
from tests.helpers.clock import Clock
from tests.helpers.cluster import Cluster

NOW = datetime(2026, 11, 17, 9, 21, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Built:
    workspace: Workspace
    sample: Sample
    shares: list[float]
    contacts: list[Contact]
    cases: dict[int, Case]
    customers: list[Customer]
    states: dict[int, list[StateChange]]
    follow_ups: list[FollowUp]
    notes: list[Note]
    channels: dict[str, int]

    def inbound(self, channel: str) -> list[Contact]:
        return [
            one
            for one in self.contacts
            if one.channel_id == self.channels[channel] and one.direction is Direction.IN and one.time_known
        ]

    def of_cases(self) -> dict[int, list[Contact]]:
        found: dict[int, list[Contact]] = defaultdict(list)
        for one in sorted(self.contacts, key=lambda one: one.entered_at):
            found[one.case_id].append(one)
        return found


def _built(path: Path | str, *, until: datetime = NOW, weeks: int = 2, seed: int = 23) -> Built:
    workspace = create_workspace(path, owner="Somebody", shop=Shop(), clock=Clock(until))
    shares: list[float] = []
    sample = build_sample(workspace, until=until, weeks=weeks, seed=seed, progress=shares.append)
    with workspace.read() as work:
        states: dict[int, list[StateChange]] = defaultdict(list)
        for change in work.state_changes.all():
            states[change.case_id].append(change)
        return Built(
            workspace=workspace,
            sample=sample,
            shares=shares,
            contacts=work.contacts.all(),
            cases={one.id: one for one in work.cases.all()},
            customers=work.customers.all(),
            states=states,
            follow_ups=work.follow_ups.all(),
            notes=work.notes.all(),
            channels={one.key: one.id for one in work.channels.all()},
        )


WEEKS = 24
"""Tell as much of single cases as two years, in a quarter of the time; what takes two years is asked of `came`."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    shop = _built(tmp_path_factory.mktemp("sample") / "sample.csops", weeks=WEEKS)
    yield shop
    shop.workspace.close()


@pytest.fixture(scope="module")
def came() -> list[Arrival]:
    """Return what came in within two years, before anybody took it."""
    calendar = calendar_from(opening_hours(until=NOW, weeks=104))
    return arrivals(Random(23), calendar=calendar, first=(NOW - timedelta(weeks=104)).date(), until=NOW)


# ------------------------------------------------------------ who and how much
def test_a_week_brings_four_to_six_hundred_contacts(built: Built) -> None:
    assert 400 < built.sample.contacts / WEEKS < 650
    assert built.sample == Sample(contacts=len(built.contacts), customers=len(built.customers), cases=len(built.cases))
    assert built.contacts[0].happened_at < NOW - timedelta(weeks=WEEKS - 1)


def test_two_years_bring_some_forty_five_thousand(came: list[Arrival]) -> None:
    assert 40_000 < len(came) < 50_000
    assert came == sorted(came, key=lambda one: one.at)


def test_most_customers_come_more_than_once_and_nobody_lives_in_the_shop(built: Built) -> None:
    often = Counter(one.customer_id for one in built.contacts if one.customer_id)
    assert 1_500 < built.sample.customers < 4_000
    assert sum(count > 1 for count in often.values()) > 0.5 * len(often)
    assert max(often.values()) < 40


def test_the_shop_is_labelled_and_mara_owns_it(built: Built) -> None:
    assert built.workspace.shop() == SAMPLE_SHOP
    assert built.workspace.shop().sample
    assert built.workspace.member.name == SAMPLE_OWNER


def test_five_people_of_four_roles_have_their_own_cost(built: Built) -> None:
    with built.workspace.read() as work:
        members = work.members.all()
    assert [one.initials for one in members] == ["ML", "TR", "PN", "DW", "AB"]
    assert len({one.role for one in members}) == 4
    assert len({one.cost_per_hour for one in members}) == 5


def test_the_five_can_be_planned_and_two_weeks_of_their_shifts_keep_every_rule(built: Built) -> None:
    team = roster_team(built.workspace)
    assert [template.name for template in team.templates][:3] == ["Early", "Middle", "Late"]
    assert {worker.terms.hours_per_week for worker in team.workers()} == {24, 38, 40}
    assert all(absence.first_day > built.workspace.now().date() for absence in team.absences)
    asked = Asked(first_day=date(2026, 11, 23), weeks=2, seconds=20)
    made = roster_from(roster_basis(built.workspace, asked=asked))
    view = view_of(made.plan, made.task, made.shifts)
    assert view.broken == ()
    assert view.hints == ()
    assert view.sums.missing_hours < view.sums.needed_hours / 10


def test_saved_views_find_cases(built: Built) -> None:
    with built.workspace.read() as work:
        views = work.views.all("position")
    assert [view.name for view in views] == ["Overdue refunds", "Waiting on supplier", "VIP workshop"]
    for view in views:
        assert view.question.keys() == {"table", "filters", "words"}  # what the table of contacts reads
        assert 0 < find(built.workspace, text=str(view.question["words"])).total < 100, view.name


def test_the_shop_has_its_own_short_name_for_social_media(built: Built) -> None:
    with built.workspace.read() as work:
        assert [one.name for one in work.channels.all("position")][:5] == [
            "Phone", "E-mail", "Chat", "Social", "Walk-in",
        ]  # fmt: skip


def test_people_needed_vary_from_one_to_four_over_the_week(built: Built) -> None:
    needed = plan(built.workspace).today
    people = Counter(cell.agents for cell in needed.cells)
    assert people.keys() == {1, 2, 3, 4}
    assert max(needed.cells, key=lambda cell: cell.load).starts_at.weekday() == 0
    assert 3.5 < needed.full_time_people(hours_each=40) < 5


def test_progress_goes_up_to_the_end(built: Built) -> None:
    assert built.shares == sorted(built.shares)
    assert built.shares[-1] == 1


def test_all_is_one_act_and_the_journal_is_whole(built: Built) -> None:
    with built.workspace.read() as work:
        act = work.latest_acts(limit=1)[0]
        assert act.what == "Build the sample business"
        assert act.records > len(built.contacts) + len(built.cases) + len(built.customers)
        assert work.first_broken() is None


# ------------------------------------------------------------ the same each time
def test_the_same_seed_gives_the_same_business(tmp_path: Path) -> None:
    one, two = (_built(tmp_path / f"{name}.csops") for name in ("one", "two"))
    assert one.contacts == two.contacts
    assert one.cases == two.cases
    assert one.customers == two.customers
    assert one.follow_ups == two.follow_ups
    for shop in (one, two):
        shop.workspace.close()


def test_a_server_gets_the_same_business(tmp_path: Path, cluster: Cluster) -> None:
    url = cluster.fresh()
    one, two = _built(tmp_path / "file.csops"), _built(url.render_as_string(hide_password=False))
    assert one.contacts == two.contacts
    assert one.cases == two.cases
    for shop in (one, two):
        shop.workspace.close()
    cluster.drop(url)


def test_another_seed_gives_another_business(tmp_path: Path) -> None:
    one, two = (_built(tmp_path / f"{seed}.csops", weeks=1, seed=seed) for seed in (23, 24))
    assert [contact.text for contact in one.contacts] != [contact.text for contact in two.contacts]
    for shop in (one, two):
        shop.workspace.close()


@pytest.mark.parametrize(
    "until",
    [
        datetime(2026, 3, 1, 3, tzinfo=UTC),  # a Sunday night
        datetime(2026, 4, 6, 12, tzinfo=UTC),  # Easter Monday
        datetime(2026, 12, 26, 22, 50, tzinfo=UTC),  # late on the second day of Christmas
    ],
    ids=["sunday night", "easter", "christmas"],
)
def test_whenever_it_is_built_nothing_lies_ahead_and_something_is_to_do(tmp_path: Path, until: datetime) -> None:
    shop = _built(tmp_path / "shop.csops", until=until)
    assert max(one.entered_at for one in shop.contacts) <= until
    assert max(change.at for changes in shop.states.values() for change in changes) <= until
    days = _days_until_due(shop, until)
    assert min(days) < 0
    assert {0, 1} <= days
    shop.workspace.close()


# ------------------------------------------------------------ the parts agree
def test_every_contact_is_in_one_case_and_every_case_has_contacts(built: Built) -> None:
    assert {one.case_id for one in built.contacts} == set(built.cases)
    for one in built.contacts:
        assert one.customer_id == built.cases[one.case_id].customer_id


def test_times_of_cases_follow_from_their_contacts(built: Built) -> None:
    for case_id, contacts in built.of_cases().items():
        case = built.cases[case_id]
        assert case.opened_at == contacts[0].happened_at == min(one.happened_at for one in contacts)
        assert case.last_contact_at == max(one.happened_at for one in contacts)
        answers = [at for one in contacts if (at := first_response(case, one))]
        assert case.first_response_at == (answers[0] if answers else None)


def test_states_and_resolutions_follow_from_the_log_of_states(built: Built) -> None:
    for case in built.cases.values():
        log = built.states[case.id]
        assert [one.at for one in log] == sorted(one.at for one in log)
        assert log[-1].state is case.state
        resolutions = [one.at for one in log if one.state is State.RESOLVED]
        assert case.first_resolved_at == (resolutions[0] if resolutions else None)
        assert case.resolved_at == (resolutions[-1] if case.state is State.RESOLVED else None)


def test_reopenings_are_counted(built: Built) -> None:
    for case in built.cases.values():
        log = [one.state for one in built.states[case.id]]
        again = sum(a.is_settled and not b.is_settled for a, b in pairwise(log))
        assert case.reopened == again
    assert 100 < sum(case.reopened > 0 for case in built.cases.values()) < 1000


def test_contacts_are_entered_after_they_happened_and_in_order(built: Built) -> None:
    assert all(one.happened_at < one.entered_at for one in built.contacts)
    entered = [one.entered_at for one in built.contacts]
    assert entered == sorted(entered)


def test_missed_contacts_have_neither_answer_nor_handle_time(built: Built) -> None:
    missed = [one for one in built.contacts if one.result is Result.MISSED]
    assert len(missed) > 100
    assert not any(one.handle_time or one.answered_after or one.member_id for one in missed)


def test_one_in_twenty_of_those_who_wait_is_missed(built: Built) -> None:
    waiting = [one for channel in ("phone", "chat", "walk_in") for one in built.inbound(channel)]
    assert 0.04 < sum(one.result is Result.MISSED for one in waiting) / len(waiting) < 0.06


def test_all_texts_of_a_case_speak_of_one_order(built: Built) -> None:
    orders = [
        {order for one in contacts for order in re.findall(r"H-\d{5}", one.text)}
        for contacts in built.of_cases().values()
    ]
    assert sum(len(each) == 1 for each in orders) > 1000
    assert max(len(each) for each in orders) == 1


def test_settled_cases_have_no_promise_left(built: Built) -> None:
    # A low answer comes when the case is settled, and is asked about all the same.
    pending = [one for one in built.follow_ups if one.done_at is None and one.kind is not FollowUpKind.ANSWER]
    assert not any(built.cases[one.case_id].state.is_settled for one in pending)
    done = [one for one in built.follow_ups if one.done_at is not None]
    assert len(done) > 500
    assert any(one.done_at > one.due_at for one in done if one.done_at)


# ------------------------------------------------------------ what is to do now
def test_open_cases_are_of_all_ages_and_few(built: Built) -> None:
    still_open = [case for case in built.cases.values() if not case.state.is_settled]
    assert 20 <= len(still_open) <= 28
    assert {bisect_right(AGE_BANDS, NOW - case.opened_at) for case in still_open} == {0, 1, 2, 3, 4}
    assert len({case.owner_id for case in still_open}) == 6  # the five, and nobody


def test_follow_ups_are_late_due_today_tomorrow_and_later(built: Built) -> None:
    days = _days_until_due(built, NOW)
    assert {-2, -1, 0, 1, 2} <= days
    assert max(days) > 3


def test_three_are_late_and_a_handful_is_due_today(built: Built) -> None:
    pending = [one for one in built.follow_ups if one.done_at is None]
    evening = NOW.replace(hour=22, minute=59)
    assert sum(one.due_at < NOW for one in pending) == 3
    assert 4 <= sum(NOW <= one.due_at <= evening for one in pending) <= 11


def test_as_many_cases_were_open_in_other_weeks(built: Built) -> None:
    for back in range(1, 13):
        at = NOW - timedelta(weeks=back)
        states = [[one.state for one in log if one.at <= at] for log in built.states.values()]
        assert 4 <= sum(bool(log) and not log[-1].is_settled for log in states) <= 40


def test_the_first_page_says_nothing_twice(built: Built) -> None:
    newest = sorted(built.contacts, key=lambda one: one.happened_at)[-40:]
    texts = [one.text for one in newest if one.text]
    assert len(set(texts)) == len(texts)


def _days_until_due(shop: Built, now: datetime) -> set[int]:
    zone = calendar_from({"zone": "Europe/Berlin", "weekly": {}}).tz
    today = now.astimezone(zone).date()
    return {(one.due_at.astimezone(zone).date() - today).days for one in shop.follow_ups if one.done_at is None}


# ------------------------------------------------------------ patterns
def _local(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(SAMPLE_SHOP.zone))


def _of(came: list[Arrival], *channels: str) -> list[datetime]:
    return [_local(one.at) for one in came if one.channel in channels]


def test_monday_is_busier_than_wednesday_and_sunday_is_quiet(came: list[Arrival]) -> None:
    days = Counter(at.weekday() for at in _of(came, "phone"))
    assert days[0] > 1.4 * days[2]
    assert days[6] == 0


def test_spring_is_busier_than_winter(came: list[Arrival]) -> None:
    months = Counter(one.at.month for one in came)
    assert months[4] + months[5] > 1.2 * (months[1] + months[2])


def test_black_friday_and_the_weeks_before_christmas_are_busy(came: list[Arrival]) -> None:
    def of_weeks(*mondays: date) -> int:
        return sum(0 <= (day - monday).days < 7 for monday in mondays for day in days)

    days = [_local(one.at).date() for one in came]
    sales = [black_friday(year) - timedelta(days=4) for year in (2024, 2025)]
    assert of_weeks(*sales) > 1.2 * of_weeks(*(monday + timedelta(weeks=1) for monday in sales))
    advent, autumn = (date(2025, 12, 8), date(2025, 12, 15)), (date(2025, 11, 3), date(2025, 11, 10))
    assert of_weeks(*advent) > 1.05 * of_weeks(*autumn)


def test_black_friday_is_the_day_after_thanksgiving() -> None:
    assert black_friday(2024) == date(2024, 11, 29)  # the fifth Friday
    assert [black_friday(year).day for year in (2025, 2026)] == [28, 27]


def test_nobody_comes_on_christmas_day_but_some_write(came: list[Arrival]) -> None:
    on_the_day = {one.channel for one in came if _local(one.at).date() == date(2025, 12, 25)}
    assert "email" in on_the_day
    assert on_the_day <= {"email", "social"}


def test_the_second_year_is_busier(came: list[Arrival]) -> None:
    second = sum(one.at > NOW - timedelta(weeks=52) for one in came)
    assert 1.08 < second / (len(came) - second) < 1.3


def test_mornings_have_a_peak_and_lunch_a_dip(came: list[Arrival]) -> None:
    hours = Counter(at.hour for at in _of(came, "phone") if at.weekday() < 5)
    assert hours[10] > 2 * hours[13]
    assert hours[15] > 1.3 * hours[13]


def test_saturday_is_busiest_at_noon(came: list[Arrival]) -> None:
    hours = Counter(at.hour for at in _of(came, "walk_in") if at.weekday() == 5)
    assert {hour for hour, _ in hours.most_common(2)} == {11, 12}


def test_days_vary_more_than_chance_alone(came: list[Arrival]) -> None:
    counts = list(Counter(at.date() for at in _of(came, "phone") if at.weekday() == 0).values())
    mean = sum(counts) / len(counts)
    assert sum((count - mean) ** 2 for count in counts) / len(counts) > 1.3 * mean


def test_channels_keep_their_proportions(came: list[Arrival]) -> None:
    counts = Counter(one.channel for one in came)
    weekly = [counts[channel] / 104 for channel in ("phone", "email", "chat", "social", "walk_in")]
    assert 150 < weekly[0] < 210
    assert [one / weekly[0] for one in weekly] == pytest.approx([1, 0.65, 0.45, 0.11, 0.22], abs=0.05)


def test_most_is_missed_where_most_comes(built: Built) -> None:
    hours = Counter(_local(one.happened_at).hour for one in built.inbound("phone"))
    missed = Counter(_local(one.happened_at).hour for one in built.inbound("phone") if one.result is Result.MISSED)
    assert missed[10] / hours[10] > 1.3 * missed[13] / hours[13]


def test_who_rings_a_closed_shop_is_missed_and_was_only_a_little_early_or_late(built: Built) -> None:
    with built.workspace.read() as work:
        calendar = calendar_from(work.settings.mapping("calendar"))
    outside = [one for one in built.inbound("phone") if not is_open(calendar, one.happened_at)]
    assert len(outside) > 10
    assert all(one.result is Result.MISSED for one in outside)
    for one in outside:
        near = [one.happened_at + timedelta(minutes=minutes) for minutes in (-40, 40)]
        assert any(is_open(calendar, at) for at in near)
    assert all(is_open(calendar, one.happened_at) for one in built.inbound("walk_in"))


def test_messages_come_at_any_time_but_few_by_night(came: list[Arrival]) -> None:
    hours = Counter(at.hour for at in _of(came, "email", "social"))
    assert 0 < sum(hours[hour] for hour in range(6)) < 0.03 * sum(hours.values())
    assert hours[20] > hours[0] * 5


def test_the_five_write_in_the_day(built: Built) -> None:
    hours = [_local(one.entered_at).hour for one in built.contacts]
    assert sum(7 <= hour <= 19 for hour in hours) > 0.998 * len(hours)
    answered = [one for one in built.contacts if one.direction is Direction.OUT]
    assert all(8 <= _local(one.happened_at).hour <= 19 for one in answered)


def test_phone_calls_take_about_five_forty(built: Built) -> None:
    times = [one.handle_time.total_seconds() for one in built.inbound("phone") if one.handle_time]
    assert 310 < sum(times) / len(times) < 370
    assert sum(times) / len(times) > 1.1 * median(times)


def test_some_contacts_are_known_by_day_only_and_some_came_in_a_batch(built: Built) -> None:
    by_day = [one for one in built.contacts if not one.time_known]
    assert len(by_day) > 20
    assert all(one.happened_at.minute == 0 and one.handle_time is None for one in by_day)
    assert any(one.time_known and one.entered_at - one.happened_at > BATCH_AFTER for one in built.contacts)


def test_texts_are_many_and_some_are_in_other_languages(built: Built) -> None:
    texts = Counter(one.text for one in built.contacts)
    assert len(texts) > 2_000
    assert not any("{" in text for text in texts)
    assert find(built.workspace, text="Bestellung").total > 5
    assert find(built.workspace, text="annoyed").total > 10


# ------------------------------------------------------------ people
def test_customers_are_reached_in_many_ways(built: Built) -> None:
    assert any(len(one.phones) > 1 for one in built.customers)
    assert any(len(one.emails) > 1 for one in built.customers)
    assert any(not one.name and one.phones for one in built.customers)
    assert any(not one.name and not one.phones and one.note for one in built.customers)
    assert {one.stage for one in built.customers} == set(Stage)
    assert any(one.customer_id is None for one in built.contacts)


def test_no_number_and_no_address_reaches_a_person(built: Built) -> None:
    reserved = re.compile(
        r"49(3023125|4066969|6990009|2214710|8999998)\d{3}|491713920\d{3}|441632960\d{3}|447700900\d{3}"
    )
    numbers = {normalised_phone(phone, region="DE") for one in built.customers for phone in one.phones}
    assert [number for number in numbers if not reserved.fullmatch(number)] == []
    domains = {email.rsplit("@", 1)[1] for one in built.customers for email in one.emails}
    assert all(re.fullmatch(r"(.+\.)?example\.(org|com)", domain) for domain in domains)


def test_when_all_reserved_numbers_have_gone_customers_come_without_one() -> None:
    customers = Customers(Random(7), starter("sample"))
    for place in range(45_000):
        customers.who("phone", "quick_question", NOW + timedelta(seconds=place))
    numbers = [phone for one in customers.all for phone in one.phones]
    assert len(numbers) == len(set(map(_digits, numbers))) == 7100
    assert not any(one.phones for one in customers.all[-50:])


def _digits(number: str) -> str:
    return normalised_phone(number, region="DE") or number


def test_no_two_customers_share_a_number_or_an_address(built: Built) -> None:
    reaches = [normalised_phone(phone, region="DE") for one in built.customers for phone in one.phones]
    reaches += [email for one in built.customers for email in one.emails]
    assert len(reaches) == len(set(reaches))


def test_people_of_the_cast_are_found_by_name_and_by_number(built: Built) -> None:
    assert find(built.workspace, text="jonas feld refund").total >= 3
    assert find(built.workspace, text="0171 3920042", kind="customers").total == 1
    with built.workspace.read() as work:
        assert work.contacts.count(Question()) == len(built.contacts)


def test_every_topic_of_the_sample_is_a_starter_topic() -> None:
    known = {one["key"] for one in starter("topics")["topics"]}
    assert set(starter("sample")["topics"]) == known


def test_by_night_what_is_due_today_is_due_in_the_day(tmp_path: Path) -> None:
    night, zone = NOW.replace(hour=1, minute=10), ZoneInfo(SAMPLE_SHOP.zone)
    shop = _built(tmp_path / "shop.csops", until=night, weeks=1)
    clocks = [one.due_at.astimezone(zone) for one in shop.follow_ups if one.time_known and one.done_at is None]
    today = [clock.hour for clock in clocks if clock.date() == night.date()]
    assert today
    assert min(today) >= 9


# ------------------------------------------------------------ what is told beside the log
def test_promises_are_kept_broken_and_open(built: Built) -> None:
    with built.workspace.read() as work:
        promises = work.care.promises.all()
    states = Counter(one.state for one in promises)
    assert states[PromiseState.OPEN] >= 5
    assert 0.02 < states[PromiseState.BROKEN] / len(promises) < 0.3
    sources = {one.source_id for one in built.follow_ups if one.kind is FollowUpKind.PROMISE}
    assert sources == {one.id for one in promises}


def test_one_concession_waits_and_the_budget_holds(built: Built) -> None:
    with built.workspace.read() as work:
        concessions = work.care.concessions.all()
    (waiting,) = [one for one in concessions if one.state is ConcessionState.WAITING]
    assert waiting.cost > 100  # above what whoever asked may give
    months: Counter[str] = Counter()
    for one in concessions:
        if one.counted_at is not None:
            months[f"{one.counted_at:%Y-%m}"] += int(one.cost)
    assert max(months.values()) < 2000


def test_a_recovery_is_under_way_one_is_delivered_and_others_are_over(built: Built) -> None:
    with built.workspace.read() as work:
        recoveries = work.care.recoveries.all()
        steps = work.care.recovery_steps.all()
    still = [one for one in recoveries if one.closed_at is None and not one.learnt]
    assert [one.delivered_at is not None for one in sorted(still, key=lambda one: one.started_at)] == [True, False]
    assert {one.number for one in steps if one.recovery_id == still[0].id} == set(range(1, 9))


def test_answers_are_of_each_kind_and_nobody_is_asked_too_often(built: Built) -> None:
    with built.workspace.read() as work:
        answers = work.care.answers.all()
    assert {one.kind for one in answers} == set(AnswerKind)
    assert any(one.answered_at is None for one in answers)
    asked: dict[int, list[datetime]] = defaultdict(list)
    for one in answers:
        assert one.value is None or one.low is None or one.high is None or one.low <= one.value <= one.high
        if one.customer_id is not None and one.source is AnswerSource.CALL:
            asked[one.customer_id].append(one.asked_at)
    assert all(b - a >= timedelta(days=30) for each in asked.values() for a, b in pairwise(sorted(each)))


def test_customers_belong_to_firms_bought_and_said_whether_we_may_write(built: Built) -> None:
    firms = {one.id for one in built.customers if one.is_firm}
    assert {one.firm_id for one in built.customers if one.firm_id is not None} <= firms
    assert {one.consent for one in built.customers} == set(Consent)
    with built.workspace.read() as work:
        bought = work.care.purchases.all()
        (handover,) = work.care.handovers.all()
        assert handover.absence_id is not None
        assert work.cases.get(handover.items[0].record_id).owner_id == handover.to_id
    assert {one.customer_id for one in bought} <= {one.id for one in built.customers if one.stage is Stage.BUYER}
    assert max(one.day for one in bought) <= NOW.date()
    assert any(case.cause is not None and case.stated for case in built.cases.values())


# ------------------------------------------------------------ reviews
def test_every_score_is_what_its_ratings_come_to(built: Built) -> None:
    with built.workspace.read() as work:
        reviews = work.quality.reviews.all()
        versions = {one.id: one for one in work.quality.card_versions.all()}
        cards = {one.id: one for one in work.quality.cards.all()}
    assert len(reviews) > 150
    for one in reviews:
        version = versions[one.card_version_id]
        assert scored(one, cards[version.card_id], version) == one
        assert version.published_at is not None
        assert version.published_at <= one.finished_at


def test_quotes_stand_where_they_say_and_chats_tell_who_wrote_when(built: Built) -> None:
    texts = {one.id: one.text for one in built.contacts}
    with built.workspace.read() as work:
        shown = [quote for one in work.quality.reviews.all() for rating in one.ratings for quote in rating.quotes]
    assert len(shown) > 50
    assert all(texts[one.contact_id][one.start : one.end] == one.text for one in shown)
    assert sum(len(turns(text)) > 2 for text in texts.values()) > 300
    assert sum("\nKind regards, " in text for text in texts.values()) > 100


def test_what_is_reviewed_as_a_text_holds_words_of_ours_and_critical_errors_say_why(built: Built) -> None:
    with built.workspace.read() as work:
        reviews = work.quality.reviews.all()
        made = [one for one in reviews if one.source is Source.TEXT]
        readable = with_our_words(work, [one.contact_id or 0 for one in made])
        channels = {one.id: one.key for one in work.channels.all()}
        criteria = {one.id: one.criteria for one in work.quality.card_versions.all()}
    assert {one.contact_id for one in made} == readable
    written = [one for one in reviews if channels[one.channel_id or 0] not in SPOKEN]
    assert len(made) > 0.8 * len(written), "of few written contacts there is the note alone"
    for one in reviews:
        check_grounds(criteria[one.card_version_id], one.ratings)


def test_checks_of_reviewers_were_sent_but_for_one_of_the_last_days(built: Built) -> None:
    with built.workspace.read() as work:
        checks = [one for one in work.quality.reviews.all() if one.purpose is Purpose.CHECK]
    (waiting,) = [one for one in checks if not one.is_sent]
    assert len(checks) > 2
    assert waiting.finished_at > NOW - timedelta(days=4)
    assert all(one.read_at for one in checks if one.is_sent)


def test_nobody_reviews_themselves_and_each_draw_is_what_its_seed_draws(built: Built) -> None:
    with built.workspace.read() as work:
        samples = [one for one in work.quality.samples.all() if not one.is_risk]
        picks = work.quality.picks.all()
        reviews = work.quality.reviews.all()
    assert not any(one.member_id == one.reviewer_id for one in picks)
    assert not any(one.member_id == one.reviewer_id for one in reviews)
    for sample in (samples[0], samples[-1]):
        frame: dict[Cell, list[int]] = defaultdict(list)
        for one in built.contacts:
            if sample.since <= one.happened_at < sample.until and one.text and one.member_id in sample.members:
                frame[Cell(one.member_id, one.channel_id, one.topic_id, one.result)].append(one.id)
        layers, chosen = draw(frame, spread(sample.strata, quota=sample.quota), seed=sample.seed)
        mine = sorted((one for one in picks if one.sample_id == sample.id), key=lambda one: one.position)
        assert sample.layers == layers
        assert [one.contact_id for one in mine] == [one.contact_id for one in chosen]


def test_reviews_wait_are_disputed_calibrated_and_coached(built: Built) -> None:
    with built.workspace.read() as work:
        disputes, sessions = work.quality.disputes.all(), work.quality.calibrations.all()
        coachings, actions = work.quality.coachings.all(), work.quality.actions.all()
        reviews = work.quality.reviews.all()
        (owner,) = [one.id for one in work.members.all() if one.name == SAMPLE_OWNER]
    assert [one.state for one in disputes] == [DisputeState.PARTLY, DisputeState.OPEN]
    assert sum(one.purpose is Purpose.FAIR and not one.is_sent for one in reviews) == 2
    assert 1 <= sum(bool(one.critical) for one in reviews if one.purpose is Purpose.FAIR) <= 3
    assert [one.state for one in sessions] == [
        CalibrationState.CLOSED,
        CalibrationState.CLOSED,
        CalibrationState.RATING,
    ]
    assert owner in sessions[-1].reviewers
    assert owner not in {one.reviewer_id for one in reviews if one.session_id == sessions[-1].id}
    assert {one.state for one in coachings} == {CoachingState.HELD, CoachingState.PLANNED}
    assert any(one.done_at is None for one in actions)
    assert all(at <= NOW for one in reviews for at in (one.finished_at, one.sent_at, one.read_at) if at)
    assert len(my_queue(built.workspace)) >= 1
    told = reviewed(built.workspace)
    assert told is not None
    assert told.low < told.mean < told.high < 100
