"""What reviews come to, as each member may see it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from csops.domain.access import Role
from csops.domain.care_rules import CareRules
from csops.domain.concessions import Concession, ConcessionState
from csops.domain.errors import NotPermitted, OutOfRange
from csops.domain.periods import Period
from csops.domain.quality_rules import QualityRules
from csops.domain.review_behind import Part, ResultsBy, Which
from csops.domain.review_links import Effect
from csops.domain.review_results import Answered
from csops.domain.review_samples import Layer, Pick, PickState, Stratum
from csops.domain.reviews import CriterionRating, Purpose, Quote, ReviewState
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.services.review_results import Results, read_facts, review_links, review_results
from csops.services.reviews_behind import reviews_behind
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import ROSA, a_case, a_contact
from tests.helpers.reviewed import DAN, keep_review, keep_reviews, show_from
from tests.helpers.reviews import a_card, a_review

FIRST, LAST = date(2026, 2, 1), date(2026, 3, 31)


def asked(workspace: Workspace, **more: Any) -> Results:
    return review_results(workspace, first_day=FIRST, last_day=LAST, **more)


@pytest.fixture
def reviewed(workspace: Workspace) -> Workspace:
    """Six sent reviews of Rosa and two of Dan, one of Rosa not sent, one because of trouble."""
    with workspace.work("Review") as work:
        keep_reviews(work)
    return workspace


@pytest.fixture
def all_shown(reviewed: Workspace) -> Workspace:
    """The same where two reviews of a person are enough to be shown."""
    with reviewed.work("Show") as work:
        show_from(work, 2)
    return reviewed


def test_answers_are_read_as_they_were_given_whatever_stands_in_their_notes(workspace: Workspace) -> None:
    given = (
        CriterionRating(criterion="greeting", rating=1, note='}, {"criterion": "record", "rating": 0}]', cause="habit"),
        CriterionRating(
            criterion="correct",
            rating=0,
            note="“so”\n\\",
            quotes=(Quote(contact_id=7, end=2, text='"},'), Quote(contact_id=7, text="{}")),
        ),
        CriterionRating(criterion="record", rating=None, unseen=True),
    )
    with workspace.work("Review") as work:
        _card, version = a_card(work)
        for ratings in (given, given[:1], ()):
            kept = a_review(
                member_id=workspace.member.id,
                reviewer_id=workspace.member.id,
                card_version_id=version.id,
                ratings=ratings,
                state=ReviewState.SENT,
            )
            work.quality.reviews.add(kept)
    with workspace.read() as work:
        first, second, third = read_facts(work, Period(first_day=FIRST, last_day=LAST, zone="UTC"), card="")
    assert first.answers == (
        Answered("greeting", 50.0, cause="habit"),
        Answered("correct", 0.0),
        Answered("record", None, is_unseen=True),
    )
    assert (second.answers, third.answers) == (first.answers[:1], ())


def test_the_whole_weighs_each_person_by_their_contacts(all_shown: Workspace) -> None:
    found = asked(all_shown)
    assert found.whole.reviews == 8
    assert found.whole.final.value == pytest.approx((60 * 80 + 4 * 75) / 64)
    assert found.whole.final.stands_for == pytest.approx(64)
    assert (found.left_out, found.unsent) == ({Purpose.RISK: 1}, 1)
    (draw,) = found.under_way
    assert (draw.reviewed, draw.drawn) == (8, 9), "one is not sent yet"
    later = found.last_day + timedelta(days=1)
    assert review_results(all_shown, first_day=later, last_day=later).unsent == 0
    assert sum(asked(all_shown, member_id=int(one.key)).unsent for one in found.people) == 1


def test_a_second_sample_of_the_same_contacts_does_not_count_them_twice(all_shown: Workspace) -> None:
    """Ten contacts stand for one review of the first; of the 53 that it left the second took Rosa's two."""
    with all_shown.work("Draw once more") as work:
        first = work.quality.samples.all()[0]
        later = MONDAY_MORNING + timedelta(days=1)
        for result in ("", "resolved"):
            strata = (Stratum.PERSON, Stratum.RESULT) if result else (Stratum.PERSON,)
            key = (str(ROSA.id), result) if result else (str(ROSA.id),)
            layers = (Layer(key=key, size=53, drawn=2),)
            sample = work.quality.samples.add(
                replace(first, id=0, version=1, until=later, made_at=later, strata=strata, layers=layers)
            )
            pick = work.quality.picks.add(
                Pick(sample_id=sample.id, contact_id=None, member_id=ROSA.id, layer=key, state=PickState.DONE)
            )
            version_id = work.quality.reviews.all()[0].card_version_id
            keep_review(work, version_id, ROSA.id, 96, days=3, pick_id=pick.id, purpose=Purpose.FAIR, sent=True)
    found = asked(all_shown).whole.final
    chance = 1 - (1 - 6 / 60) * (1 - 1 / 53) ** 2
    assert found.stands_for == pytest.approx(8 / chance + 4)
    assert found.value == pytest.approx((8 / chance * 84 + 4 * 75) / (8 / chance + 4))


def test_people_with_too_few_reviews_show_figures_to_themselves_alone(reviewed: Workspace) -> None:
    people = {one.key: one for one in asked(reviewed).people}
    assert people[str(ROSA.id)].final.value == 80
    assert (people[str(DAN.id)].is_hidden, people[str(DAN.id)].final.value, people[str(DAN.id)].reviews) == (
        True,
        None,
        2,
    )
    alone = asked(reviewed, member_id=DAN.id)
    assert (alone.whole.final.value, alone.criteria, alone.trend.points) == (None, (), ())
    reviewed.member = DAN
    assert asked(reviewed, member_id=DAN.id).whole.final.value == 75
    assert asked(reviewed).whole.reviews == 8, "nothing is hidden from Dan: Rosa has enough"


def test_all_less_what_is_shown_of_others_tells_nothing_of_who_has_too_few(reviewed: Workspace) -> None:
    found = asked(reviewed)
    for groups in ((found.whole,), found.reviewers, found.channels, found.topics, found.cards):
        assert [one.reviews for one in groups] == [6]
        assert groups[0].final.value == pytest.approx(80)
    assert (sum(one.n for one in found.trend.points), found.criteria[0].mean.n) == (6, 6)
    assert (found.withheld.whole, found.withheld.trend, found.withheld.by[ResultsBy.TOPIC]) == (2, 2, 2)
    assert found.withheld.linked == 2, "Dan's two stand in nothing of what came of contacts"
    for which in ({}, {"by": ResultsBy.CARD, "of": "own"}, {"by": ResultsBy.CRITERION, "of": "correct"}):
        assert behind(reviewed, **which) == [100, 90, 80, 70, 60, 80]
    assert behind(reviewed, by=ResultsBy.PERSON, of=str(DAN.id)) == [50, 100], "one by one they are open"
    for part in (Part.PASSED, Part.CLEAN, Part.CRITICAL):
        assert len(behind(reviewed, by=ResultsBy.PERSON, of=str(DAN.id), part=part)) == 2, "no part is told of"
    days = [(point.start, point.start + timedelta(days=6)) for point in found.trend.points]
    numbers = [reviews_behind(reviewed, first_day=FIRST, last_day=LAST, days=one).number for one in days]
    assert numbers == [point.n for point in found.trend.points]


def test_a_whole_of_one_person_with_too_few_reviews_is_hidden_as_theirs_is(reviewed: Workspace) -> None:
    first = (MONDAY_MORNING - timedelta(days=8)).date()
    alone = review_results(reviewed, first_day=first, last_day=first + timedelta(days=1))
    assert [one.key for one in alone.people] == [str(DAN.id)]
    assert (alone.whole.final.value, alone.whole.reviews, alone.criteria) == (None, 2, ())


def test_who_does_not_see_all_reviews_gets_the_own_with_the_same_interval(reviewed: Workspace) -> None:
    (of_rosa,) = (one for one in asked(reviewed).people if one.key == str(ROSA.id))
    reviewed.member = ROSA
    found = asked(reviewed)
    assert (found.whole.final, found.unsent, found.sees_all) == (of_rosa.final, 0, False)
    assert [one.key for one in found.people] == [str(ROSA.id)]
    with pytest.raises(NotPermitted):
        asked(reviewed, member_id=DAN.id)


def test_nobody_hears_how_many_reviews_of_theirs_are_not_sent_yet_however_much_they_see(reviewed: Workspace) -> None:
    with reviewed.work("Promote") as work:
        reviewed.member = work.members.update(replace(work.members.get(ROSA.id), role=Role.SUPERVISOR))
    found = asked(reviewed)
    assert (found.sees_all, found.unsent, found.under_way) == (True, 0, ())


def test_other_purposes_count_only_when_asked_for_and_calibrations_never(reviewed: Workspace) -> None:
    found = asked(reviewed, purposes=(Purpose.FAIR, Purpose.RISK, Purpose.CALIBRATION), member_id=ROSA.id)
    assert found.purposes == (Purpose.FAIR, Purpose.RISK)
    assert found.whole.final.value == pytest.approx((480 + 10) / 7)


def test_criteria_and_channels_are_told_with_what_could_not_be_seen(all_shown: Workspace) -> None:
    found = asked(all_shown)
    by_name = {one.criterion: one for one in found.criteria}
    assert (by_name["record"].unseen, by_name["record"].mean.value) == (8, None)
    assert by_name["greeting"].mean.value == 100
    assert found.criteria[0].criterion == "correct"
    assert [one.key for one in found.cards] == ["own"]


def test_enough_reviews_are_ranked(reviewed: Workspace) -> None:
    with reviewed.work("Rank") as work:
        work.settings.keep(CareRules(too_few=6))
        # An older csops kept a number of its own for ranks: the one of the whole program holds.
        work.settings.keep_mapping("qualityrules", {"fewest_to_show": 1, "fewest_to_rank": 2})
    assert [(one.key, one.is_ranked) for one in asked(reviewed).people] == [(str(ROSA.id), True), (str(DAN.id), False)]


def test_the_order_of_hidden_people_tells_nothing_of_their_scores(reviewed: Workspace) -> None:
    with reviewed.work("Rank sooner than show") as work:
        work.settings.keep(CareRules(too_few=2))
        work.settings.keep(QualityRules(fewest_to_show=9))
        (version,) = work.quality.card_versions.all()
        weak = work.members.add(replace(DAN, id=0, name="Weak"))
        for at in range(2):
            keep_review(work, version.id, weak.id, 0, days=at, purpose=Purpose.FAIR, sent=True)
    people = asked(reviewed).people
    assert all(one.is_hidden for one in people)
    assert [one.key for one in people] == [str(ROSA.id), str(DAN.id), str(weak.id)], "by number, then as they joined"
    with reviewed.work("Swap") as work:
        for one in work.quality.reviews.all():
            if one.member_id in {DAN.id, weak.id}:
                work.quality.reviews.update(replace(one, final=100.0 - (one.final or 0), raw=100.0 - (one.raw or 0)))
    assert [one.key for one in asked(reviewed).people] == [one.key for one in people]


def test_a_period_that_ends_before_it_begins_is_refused(reviewed: Workspace) -> None:
    with pytest.raises(OutOfRange):
        review_results(reviewed, first_day=LAST, last_day=FIRST)
    assert review_results(reviewed, first_day=date(2020, 1, 1), last_day=date(2020, 2, 1)).whole.reviews == 0


def test_what_came_of_reviewed_contacts_is_told_by_pass_and_fail(workspace: Workspace) -> None:
    at = MONDAY_MORNING - timedelta(days=20)
    with workspace.work("Log and review") as work:
        _card, version = a_card(work)
        show_from(work, 1)
        for number, final in enumerate((100, 0)):
            case = work.cases.add(a_case(opened_at=at))
            contact = work.contacts.add(a_contact(case_id=case.id, happened_at=at, member_id=ROSA.id))
            work.contacts.add(a_contact(case_id=case.id, happened_at=at + timedelta(days=3 + 9 * (1 - number))))
            work.care.answers.add(
                SurveyAnswer(
                    kind=AnswerKind.CSAT,
                    case_id=case.id,
                    asked_at=at,
                    answered_at=at,
                    value=5 - 3 * number,
                    low=1,
                    high=5,
                )
            )
            work.care.concessions.add(
                Concession(
                    case_id=case.id,
                    kind="refund",
                    cost=Decimal(30 * number),
                    currency="EUR",
                    state=ConcessionState.AGREED,
                    given_by=ROSA.id,
                    given_at=at,
                )
            )
            keep_review(
                work, version.id, ROSA.id, final, days=20, sent=True, purpose=Purpose.FAIR,
                contact_id=contact.id, case_id=case.id,
            )  # fmt: skip
    csat, repeat, given = review_links(workspace, first_day=FIRST, last_day=LAST)
    assert (csat.passed.value, csat.failed.value, csat.difference, csat.too_few) == (100, 25, 75, True)
    assert (repeat.passed.value, repeat.failed.value) == (0, 1)
    assert (given.passed.value, given.failed.value) == (0, 30)
    for effect, part in ((one, each) for one in Effect for each in (Part.PASSED, Part.FAILED)):
        assert len(behind(workspace, part=part, effect=effect)) == 1, (effect, part)
    listed = reviews_behind(workspace, first_day=FIRST, last_day=LAST, which=Which(effect=Effect.REPEAT))
    assert [(one.final, listed.came[one.id].came_again) for one in listed.reviews] == [(0, True), (100, False)]
    with workspace.work("An older one") as work:
        for one in work.quality.reviews.all():
            if one.final == 0:
                work.quality.reviews.update(replace(one, happened_at=at - timedelta(days=1)))
    for effect in (Effect.REPEAT, Effect.CSAT, Effect.CONCESSIONS):
        assert behind(workspace, effect=effect) == [0, 100], "who came again, was least content or got most comes first"
    workspace.member = ROSA
    with pytest.raises(NotPermitted):
        review_links(workspace, first_day=FIRST, last_day=LAST)
    with pytest.raises(NotPermitted):
        behind(workspace, part=Part.PASSED, effect=Effect.CSAT)


def behind(workspace: Workspace, **which: Any) -> list[float | None]:
    found = reviews_behind(workspace, first_day=FIRST, last_day=LAST, which=Which(**which))
    assert found.number == len(found.reviews)
    assert {review.card_version_id for review in found.reviews} == set(found.cards)
    return [review.final for review in found.reviews]


def test_behind_each_number_are_the_reviews_that_it_counts(all_shown: Workspace) -> None:
    found = asked(all_shown)
    everything = [100, 90, 80, 70, 60, 80, 50, 100]
    assert behind(all_shown) == everything
    assert behind(all_shown, part=Part.PASSED) == [100, 90, 80, 80, 100]
    assert behind(all_shown, part=Part.FAILED) == [70, 60, 50]
    assert behind(all_shown, part=Part.CLEAN) == everything
    assert behind(all_shown, part=Part.CRITICAL) == behind(all_shown, part=Part.NO_SCORE) == []
    for by, groups in ((ResultsBy.PERSON, found.people), (ResultsBy.REVIEWER, found.reviewers),
                       (ResultsBy.CHANNEL, found.channels), (ResultsBy.CARD, found.cards),
                       (ResultsBy.CAUSE, found.causes)):  # fmt: skip
        assert [len(behind(all_shown, by=by, of=one.key)) for one in groups] == [one.reviews for one in groups]
    for one in found.criteria:
        of = {"by": ResultsBy.CRITERION, "of": one.criterion}
        assert len(behind(all_shown, **of, part=Part.RATED)) == one.mean.n
        assert len(behind(all_shown, **of, part=Part.UNSEEN)) == one.unseen
        assert len(behind(all_shown, **of, part=Part.NOT_APPLICABLE)) == one.not_applicable == 0
        assert len(behind(all_shown, **of, part=Part.LOW)) == 0


def test_a_root_cause_holds_the_reviews_it_was_given_in_and_none_of_who_has_too_few(reviewed: Workspace) -> None:
    (cause,) = asked(reviewed).causes
    assert (cause.key, cause.reviews, cause.final.value) == ("habit", 2, 65)
    assert behind(reviewed, by=ResultsBy.CAUSE, of="habit") == [70, 60]
    assert asked(reviewed).withheld.by[ResultsBy.CAUSE] == 2


def test_behind_the_numbers_of_who_does_not_see_all_are_the_own_that_were_sent(reviewed: Workspace) -> None:
    reviewed.member = ROSA
    assert behind(reviewed) == [100, 90, 80, 70, 60, 80]
    assert behind(reviewed, by=ResultsBy.PERSON, of=str(DAN.id)) == []
    with pytest.raises(NotPermitted):
        reviews_behind(reviewed, first_day=FIRST, last_day=LAST, member_id=DAN.id)
