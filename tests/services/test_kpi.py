"""The figures of a period from a log, on both databases: what counts, what is left out, what is behind."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from csops.domain.care_rules import CareRules
from csops.domain.cases import State
from csops.domain.contacts import Result
from csops.domain.errors import NotPermitted, UnknownName
from csops.domain.escalations import Escalation, EscalationReason
from csops.domain.kpi_figures import By, KpiFigure, is_split
from csops.domain.purchases import Purchase
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.services import kpi, settings
from csops.services.metrics import metrics
from csops.services.workspace import Workspace
from tests.helpers.kpi_log import CALL, FIRST, HOUR, HOURS, LAST, MONDAY, OUT, case
from tests.helpers.records import DELIVERY, EMAIL, MARA, PHONE, ROSA, a_customer


@pytest.fixture(scope="module", autouse=True)
def _world(standing_workspace: Workspace) -> None:
    workspace = standing_workspace
    settings.save_opening_hours(workspace, hours=HOURS)
    with workspace.work("Keep") as work:
        ada, ben = (work.customers.add(a_customer(name=name)) for name in ("Ada", "Ben"))
        # written, answered after 1 h and 17 h (of which 1 h open), resolved, reopened, resolved again
        case(work, {"at": 0}, {"at": 1, **OUT, "member_id": ROSA.id}, {"at": 7}, {"at": 24, **OUT},
             states=((25, State.RESOLVED), (26, State.OPEN), (28, State.RESOLVED)), customer_id=ada.id)  # fmt: skip
        # called and answered live, settled at once; the same customer comes again on the topic after 3 days
        case(work, {"at": 2, **CALL}, states=((2.1, State.RESOLVED),), customer_id=ben.id, channel_id=PHONE)
        case(work, {"at": 74, **CALL, "answered_after": timedelta(seconds=50), "hold_time": timedelta(minutes=1)},
             states=((74.1, State.RESOLVED),), customer_id=ben.id, channel_id=PHONE)  # fmt: skip
        # nobody answered the phone; a message that only a machine answered and nobody since
        case(work, {"at": 3, "channel_id": PHONE, "result": Result.MISSED, "member_id": None}, channel_id=PHONE)
        late = case(work, {"at": 4}, {"at": 4.1, **OUT, "automatic": True}, topic_id=DELIVERY, owner_id=ROSA.id)
        work.care.escalations.add(
            Escalation(
                case_id=late, at=MONDAY + 5 * HOUR, from_id=MARA.id, to_id=ROSA.id, reason=EscalationReason.KNOWLEDGE
            )
        )
        for value in (5, 4, 3, None):
            work.care.answers.add(
                SurveyAnswer(
                    kind=AnswerKind.CSAT,
                    asked_at=MONDAY,
                    answered_at=MONDAY if value else None,
                    value=value,
                    low=1,
                    high=5,
                    member_id=MARA.id,
                    case_id=late,
                )
            )
        for customer, day in ((ada, date(2025, 12, 1)), (ada, date(2026, 2, 10)), (ben, date(2025, 2, 5))):
            work.care.purchases.add(Purchase(customer_id=customer.id, day=day, amount=Decimal(90)))


def figures(workspace: Workspace, **asked: Any) -> dict[str, KpiFigure]:
    return dict(kpi.kpis(workspace, first_day=FIRST, last_day=LAST, **asked).figures)


def test_every_key_of_the_dictionary_is_a_figure_in_its_unit(standing_workspace: Workspace) -> None:
    found = figures(standing_workspace)
    assert list(found) == list(metrics())
    assert {key: figure.unit for key, figure in found.items()} == {key: one.unit for key, one in metrics().items()}
    assert all(figure.too_few == (figure.n < 20) for figure in found.values())


def test_each_figure_counts_what_its_definition_says(standing_workspace: Workspace) -> None:
    found = figures(standing_workspace)
    value = {key: figure.value for key, figure in found.items()}
    assert value["contact_volume"] == 6
    assert value["speed_of_answer"] == 35
    assert found["speed_of_answer"].value_of("within_target") == pytest.approx(100 / 3)
    assert value["missed_contacts"] == pytest.approx(100 / 3)
    assert value["first_response_time"] == 60
    assert (found["first_response_time"].counts["waiting"], found["first_response_time"].counts["opened_live"]) == (
        1,
        3,
    )
    assert (value["next_response_time"], found["next_response_time"].n) == (60, 2)
    elapsed = found["next_response_time"].elapsed
    assert elapsed is not None
    assert elapsed.value_of("p90") == pytest.approx(60 + 0.9 * 960)
    assert value["full_resolution_time"] == pytest.approx(0.1)
    assert found["full_resolution_time"].value_of("mean") == pytest.approx((12 + 0.1 + 0.1) / 3)
    assert value["reopen_rate"] == 25
    assert found["reopen_rate"].value_of("cases") == pytest.approx(100 / 3)
    assert (value["resolved_cases"], found["resolved_cases"].value_of("cases")) == (4, 3)
    assert found["first_contact_resolution"].counts == {
        "mature": 3, "one_contact": 2, "mature_solvable": 3, "one_contact_solvable": 2, "verified": 1,
        "not_yet_known": 0, "nameless": 0,
    }  # fmt: skip
    assert value["backlog"] == found["backlog"].counts["over_7_d"] == 2
    assert value["answered_within_target"] == pytest.approx(100 * (1 + 2) / (2 + 2 + 1 + 1))
    assert value["csat"] == pytest.approx(200 / 3)
    assert found["csat"].value_of("response_rate") == 75
    assert (value["churn_rate"], found["churn_rate"].counts) == (None, {"active_at_start": 2, "lost": 1})
    assert (value["average_handle_time"], found["average_handle_time"].n) == (240, 2)
    assert value["hold_time"] == 25
    assert value["escalation_rate"] == 20
    assert value["customer_lifetime_value"] == pytest.approx((180 + 90) / 2)
    assert (found["staff_turnover"].counts["mean_members"], value["quality_score"]) == (0, None)


def test_what_no_figure_is_called_has_nothing_behind_it(standing_workspace: Workspace) -> None:
    with pytest.raises(UnknownName):
        kpi.behind(standing_workspace, key="happiness", first_day=FIRST, last_day=LAST)


@pytest.mark.parametrize("by", list(By))
def test_the_parts_of_a_figure_add_up_to_the_whole(standing_workspace: Workspace, by: By) -> None:
    found = kpi.kpis(standing_workspace, first_day=FIRST, last_day=LAST, by=by)
    keys = ["contact_volume", "first_response_time", "next_response_time", "full_resolution_time", "resolved_cases",
            "backlog", "answered_within_target", "average_handle_time", "csat"]  # fmt: skip
    keys += ["churn_rate", "retention_rate", "customer_lifetime_value"] if by is By.CHANNEL else []
    for key in keys:
        parts = [group.figures[key].n for group in found.groups if key in group.figures]
        assert sum(parts) == found.figures[key].n, key
    names = {group.name for group in found.groups}
    assert names <= {"Phone", "E-mail", "Refund", "Delivery", MARA.name, ROSA.name, ""}
    assert {key for group in found.groups for key in group.figures} == {key for key in metrics() if is_split(key, by)}


def test_agents_see_their_own_figures_and_nobody_elses(standing_workspace: Workspace) -> None:
    rosa = Workspace(standing_workspace.database, member=replace(ROSA, id=2), clock=standing_workspace.now)
    found = kpi.kpis(rosa, first_day=FIRST, last_day=LAST, by=By.PERSON)
    assert [group.id for group in found.groups] == [2]
    own: dict[str, Any] = {"key": "contact_volume", "first_day": FIRST, "last_day": LAST, "by": By.PERSON}
    kpi.behind(rosa, of=2, **own)
    with pytest.raises(NotPermitted):
        kpi.behind(rosa, of=MARA.id, **own)


def test_the_backlog_is_kept_for_the_end_of_each_day(standing_workspace: Workspace) -> None:
    days = kpi.backlog_days(standing_workspace, first_day=FIRST, last_day=date(2026, 2, 4))
    assert [day.total for day in days] == [3, 2, 2]
    assert days[0].bands == (0, 3, 0, 0, 0)


def test_figures_name_the_opening_hours_by_which_they_were_counted(standing_workspace: Workspace) -> None:
    found = kpi.kpis(standing_workspace, first_day=FIRST, last_day=LAST)
    assert len(found.versions) == 1


def test_an_answer_is_of_the_channel_of_its_contact_also_behind_the_figure(sqlite_workspace: Workspace) -> None:
    settings.save_opening_hours(sqlite_workspace, hours=HOURS)
    with sqlite_workspace.work("Keep") as work:
        case_id = case(work, {"at": 0}, {"at": 1, **CALL})
        call = next(one for one in work.contacts.where(case_id=case_id) if one.channel_id == PHONE)
        given = SurveyAnswer(kind=AnswerKind.CSAT, asked_at=MONDAY, answered_at=MONDAY, value=5, low=1, high=5)
        answer = work.care.answers.add(replace(given, case_id=case_id, contact_id=call.id))
    asked: dict[str, Any] = {"first_day": FIRST, "last_day": LAST, "by": By.CHANNEL}
    groups = {group.id: group.figures for group in kpi.kpis(sqlite_workspace, **asked).groups}
    assert groups[PHONE]["csat"].n == 1
    assert kpi.behind(sqlite_workspace, key="csat", of=PHONE, **asked).ids == (answer.id,)
    assert kpi.behind(sqlite_workspace, key="csat", of=EMAIL, **asked).ids == ()


def test_a_customer_stays_by_what_they_do_and_not_by_what_we_write_to_them(workspace: Workspace) -> None:
    """Without purchases contacts tell. All were in touch before the period; N is 30 days."""
    settings.save_opening_hours(workspace, hours=HOURS)
    with workspace.work("Keep") as work:
        work.settings.keep(CareRules(lost_after_days=30))
        names = ("Came again", "Silent", "Only written to", "Answered by a machine", "Marked as lost")
        known = {name: work.customers.add(a_customer(name=name)).id for name in names}
        for customer_id in known.values():
            case(work, {"at": -200}, customer_id=customer_id)
        case(work, {"at": 200}, customer_id=known["Came again"])
        case(work, {"at": 200, **OUT}, customer_id=known["Only written to"])
        case(work, {"at": 200, "automatic": True}, customer_id=known["Answered by a machine"])
        case(work, {"at": 200}, customer_id=known["Marked as lost"])
        lost = work.customers.get(known["Marked as lost"])
        work.customers.update(replace(lost, lost_at=MONDAY + 100 * HOUR))
    asked: dict[str, Any] = {"first_day": FIRST, "last_day": date(2026, 2, 25)}
    found = kpi.kpis(workspace, **asked).figures
    assert found["churn_rate"].counts == {"active_at_start": 5, "lost": 4}
    assert found["retention_rate"].counts == {"active_at_start": 5, "active_at_end": 1, "new": 0}
    lost_ids = kpi.behind(workspace, key="churn_rate", part="lost", **asked).ids
    assert set(lost_ids) == set(known.values()) - {known["Came again"]}


def test_customers_are_split_by_the_channel_on_which_they_first_came(sqlite_workspace: Workspace) -> None:
    settings.save_opening_hours(sqlite_workspace, hours=HOURS)
    with sqlite_workspace.work("Keep") as work:
        ada, ben, eve = (work.customers.add(a_customer(name=name)).id for name in ("Ada", "Ben", "Eve"))
        case(work, {"at": -300, **OUT}, {"at": -200, **CALL}, customer_id=ada)
        case(work, {"at": -100}, customer_id=ada)
        case(work, {"at": -200}, customer_id=ben)
        for customer_id, amount in ((ada, 100), (ben, 40), (eve, 10), (ben, -5)):
            work.care.purchases.add(Purchase(customer_id=customer_id, day=date(2026, 1, 5), amount=Decimal(amount)))
        late = Purchase(customer_id=ben, day=date(2026, 2, 25), amount=Decimal(500))
        work.care.purchases.add(late)
    found = kpi.kpis(sqlite_workspace, first_day=FIRST, last_day=LAST, by=By.CHANNEL)
    groups = {group.id: group.figures for group in found.groups}
    worth = {key: figures["customer_lifetime_value"].value for key, figures in groups.items()}
    assert worth == {PHONE: 100, EMAIL: 35, None: 10}, "the purchase after the period is none of it"
    assert {key: figures["churn_rate"].n for key, figures in groups.items()} == {PHONE: 1, EMAIL: 1, None: 1}
    assert [kpi.kpis(sqlite_workspace, first_day=FIRST, last_day=LAST, keys=["csat"]).figures.keys()] == [{"csat"}]
