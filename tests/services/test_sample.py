"""The sample business: believable, consistent, the same each time, and harmless."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from csops.bootstrap import create_workspace
from csops.domain.calendar import calendar_from, is_open
from csops.domain.cases import AGE_BANDS, Case, FollowUp, Note, State, StateChange
from csops.domain.contacts import Contact, Direction, Result, first_response
from csops.domain.customers import Customer, Stage, normalised_phone
from csops.domain.questions import Question
from csops.domain.team import Shop
from csops.services.content import starter
from csops.services.sample.build import SAMPLE_OWNER, SAMPLE_SHOP, Sample, build_sample
from csops.services.search import find
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


def _built(path: Path | str, *, until: datetime = NOW, weeks: int = 104, seed: int = 7) -> Built:
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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    shop = _built(tmp_path_factory.mktemp("sample") / "sample.csops")
    yield shop
    shop.workspace.close()


# ------------------------------------------------------------ who and how much
def test_two_years_are_about_twelve_thousand_contacts_of_three_thousand_customers(built: Built) -> None:
    assert 11_500 < built.sample.contacts < 13_500
    assert 2_500 < built.sample.customers < 3_500
    assert built.sample == Sample(contacts=len(built.contacts), customers=len(built.customers), cases=len(built.cases))
    assert built.contacts[0].happened_at < NOW - timedelta(weeks=103)


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


def test_saved_views_find_cases(built: Built) -> None:
    with built.workspace.read() as work:
        views = work.views.all("position")
    assert [view.name for view in views] == ["Overdue refunds", "Waiting on supplier", "VIP workshop"]
    for view in views:
        assert find(built.workspace, text=str(view.question["text"])).total > 0, view.name


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
    one, two = (_built(tmp_path / f"{name}.csops", weeks=3) for name in ("one", "two"))
    assert one.contacts == two.contacts
    assert one.cases == two.cases
    assert one.customers == two.customers
    assert one.follow_ups == two.follow_ups
    for shop in (one, two):
        shop.workspace.close()


def test_a_server_gets_the_same_business(tmp_path: Path, cluster: Cluster) -> None:
    url = cluster.fresh()
    one, two = _built(tmp_path / "file.csops", weeks=2), _built(url.render_as_string(hide_password=False), weeks=2)
    assert one.contacts == two.contacts
    assert one.cases == two.cases
    for shop in (one, two):
        shop.workspace.close()
    cluster.drop(url)


def test_another_seed_gives_another_business(tmp_path: Path) -> None:
    one, two = (_built(tmp_path / f"{seed}.csops", weeks=3, seed=seed) for seed in (7, 8))
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
    shop = _built(tmp_path / "shop.csops", until=until, weeks=4)
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


def test_settled_cases_have_no_promise_left(built: Built) -> None:
    pending = [one for one in built.follow_ups if one.done_at is None]
    assert not any(built.cases[one.case_id].state.is_settled for one in pending)
    done = [one for one in built.follow_ups if one.done_at is not None]
    assert len(done) > 500
    assert any(one.done_at > one.due_at for one in done if one.done_at)


# ------------------------------------------------------------ what is to do now
def test_open_cases_are_of_all_ages_and_few(built: Built) -> None:
    still_open = [case for case in built.cases.values() if not case.state.is_settled]
    assert 18 <= len(still_open) <= 26
    assert {bisect_right(AGE_BANDS, NOW - case.opened_at) for case in still_open} == {0, 1, 2, 3, 4}
    assert len({case.owner_id for case in still_open}) == 6  # the five, and nobody


def test_follow_ups_are_late_due_today_tomorrow_and_later(built: Built) -> None:
    days = _days_until_due(built, NOW)
    assert {-2, -1, 0, 1, 2} <= days
    assert max(days) > 3


def _days_until_due(shop: Built, now: datetime) -> set[int]:
    zone = calendar_from({"zone": "Europe/Berlin", "weekly": {}}).tz
    today = now.astimezone(zone).date()
    return {(one.due_at.astimezone(zone).date() - today).days for one in shop.follow_ups if one.done_at is None}


# ------------------------------------------------------------ patterns
def test_monday_is_busier_than_wednesday_and_sunday_is_quiet(built: Built) -> None:
    days = Counter(one.happened_at.weekday() for one in built.inbound("phone"))
    assert days[0] > 1.1 * days[2]
    assert days[6] == 0


def test_spring_is_busier_than_winter(built: Built) -> None:
    months = Counter(one.happened_at.month for one in built.contacts)
    assert months[4] + months[5] > 1.3 * (months[1] + months[2])


def test_mornings_have_a_peak_and_missed_calls_with_it(built: Built) -> None:
    hours = Counter((one.happened_at + timedelta(hours=1)).hour for one in built.inbound("phone"))
    assert hours[10] > 1.4 * hours[13]
    missed = Counter(
        (one.happened_at + timedelta(hours=1)).hour for one in built.inbound("phone") if one.result is Result.MISSED
    )
    assert missed[10] / hours[10] > 1.3 * missed[13] / hours[13]


def test_the_second_year_is_busier(built: Built) -> None:
    middle = NOW - timedelta(weeks=52)
    second = sum(one.happened_at > middle for one in built.contacts)
    assert 1.03 < second / (len(built.contacts) - second) < 1.25


def test_days_vary_more_than_chance_alone(built: Built) -> None:
    mondays = Counter(one.happened_at.date() for one in built.inbound("phone") if one.happened_at.weekday() == 0)
    counts = list(mondays.values())
    mean = sum(counts) / len(counts)
    assert sum((count - mean) ** 2 for count in counts) / len(counts) > 1.3 * mean


def test_nobody_rings_a_closed_shop_and_messages_come_at_night(built: Built) -> None:
    with built.workspace.read() as work:
        calendar = calendar_from(work.settings.mapping("calendar"))
    for channel in ("phone", "chat", "walk_in"):
        assert all(is_open(calendar, one.happened_at) for one in built.inbound(channel))
    assert any(not is_open(calendar, one.happened_at) for one in built.inbound("email"))


def test_phone_calls_take_about_five_forty(built: Built) -> None:
    times = [one.handle_time.total_seconds() for one in built.inbound("phone") if one.handle_time]
    assert 310 < sum(times) / len(times) < 370


def test_channels_keep_their_proportions(built: Built) -> None:
    weekly = [len(built.inbound(channel)) / 104 for channel in ("phone", "email", "chat", "social", "walk_in")]
    phone = weekly[0]
    assert 32 < phone < 46
    assert [round(one / phone, 1) for one in weekly] == pytest.approx([1, 0.8, 0.5, 0.1, 0.1], abs=0.11)


def test_some_contacts_are_known_by_day_only_and_some_came_in_a_batch(built: Built) -> None:
    by_day = [one for one in built.contacts if not one.time_known]
    assert len(by_day) > 20
    assert all(one.happened_at.minute == 0 and one.handle_time is None for one in by_day)
    assert any(one.time_known and one.time_is_unsure for one in built.contacts)


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
    shop = _built(tmp_path / "shop.csops", until=night, weeks=2)
    clocks = [one.due_at.astimezone(zone) for one in shop.follow_ups if one.time_known and one.done_at is None]
    today = [clock.hour for clock in clocks if clock.date() == night.date()]
    assert today
    assert min(today) >= 9
