"""The quality score as a figure: as the results have it, and nothing of a colleague whom it would tell of."""

from datetime import date

import pytest

from csops.domain.access import Role
from csops.domain.kpi_figures import By, KpiFigure
from csops.domain.reviews import Purpose
from csops.services import kpi, settings
from csops.services.review_results import review_results
from csops.services.reviews_behind import reviews_listed
from csops.services.workspace import Workspace
from tests.helpers.kpi_log import HOURS
from tests.helpers.records import EMAIL, MARA, PHONE, ROSA, a_member
from tests.helpers.reviewed import DAN, keep_review, keep_reviews, show_from

FIRST, LAST = date(2026, 2, 1), date(2026, 3, 31)


@pytest.fixture
def reviewed(workspace: Workspace) -> Workspace:
    settings.save_opening_hours(workspace, hours=HOURS)
    with workspace.work("Review") as work:
        keep_reviews(work)
    return workspace


def scores_by(workspace: Workspace, by: By | None = None) -> dict[int | None, KpiFigure]:
    found = kpi.kpis(workspace, first_day=FIRST, last_day=LAST, by=by, keys=["quality_score"])
    if by is None:
        return {None: found.figures["quality_score"]}
    return {group.id: group.figures["quality_score"] for group in found.groups if "quality_score" in group.figures}


def test_the_figure_is_what_the_results_say_with_their_interval(reviewed: Workspace) -> None:
    whole = review_results(reviewed, first_day=FIRST, last_day=LAST).whole
    (figure,) = scores_by(reviewed).values()
    assert (figure.value, figure.n) == (whole.final.value, 6)
    assert figure.rule[-1] == ("withheld", "reviews of people with too few")
    with reviewed.work("Show") as work:
        show_from(work, 2)
    whole = review_results(reviewed, first_day=FIRST, last_day=LAST).whole
    (figure,) = scores_by(reviewed).values()
    assert (figure.value, figure.n) == (whole.final.value, 8)
    assert figure.low == pytest.approx(whole.final.low)
    assert figure.high == pytest.approx(whole.final.high)
    assert figure.value_of("without_critical_error") == 100
    assert (figure.too_few, figure.rule) == (True, (("weighed", "by stratum"),))
    assert scores_by(reviewed, By.CHANNEL)[None] == figure


def test_few_reviews_of_a_colleague_are_hidden_from_others_alone(reviewed: Workspace) -> None:
    by_person = scores_by(reviewed, By.PERSON)
    assert (by_person[ROSA.id].value, by_person[DAN.id].value, by_person[DAN.id].n) == (80, None, 2)
    assert by_person[DAN.id].value_of("without_critical_error") is None
    reviewed.member = DAN
    assert scores_by(reviewed, By.PERSON)[DAN.id].value == 75


def test_who_does_not_see_all_reviews_works_out_nothing_of_a_colleague(reviewed: Workspace) -> None:
    reviewed.member = ROSA
    assert scores_by(reviewed, By.PERSON)[ROSA.id].value == 80
    assert scores_by(reviewed)[None].value is None, "all less the own would be Dan's"
    found = kpi.behind(reviewed, key="quality_score", first_day=FIRST, last_day=LAST)
    listed = reviews_listed(reviewed, review_ids=range(1, 12), first_day=FIRST, last_day=LAST)
    assert {review.member_id for review in listed.reviews} == {ROSA.id}
    assert all(review.is_sent for review in listed.reviews)
    assert set(found.ids) <= {review.id for review in listed.reviews}
    reviewed.member = MARA
    with reviewed.work("Review another") as work:
        lea = work.members.add(a_member(name="Lea Roth", role=Role.AGENT))
        version = work.quality.card_versions.all()[-1]
        keep_review(work, version.id, lea.id, 90, days=3, sent=True, purpose=Purpose.FAIR)
    reviewed.member = ROSA
    assert scores_by(reviewed)[None].value is None, "moved by a day it would tell her one score"
    reviewed.member = MARA
    with reviewed.work("Review more") as work:
        for member_id in (DAN.id, DAN.id, DAN.id, lea.id, lea.id, lea.id, lea.id):
            keep_review(work, version.id, member_id, 80, days=3, sent=True, purpose=Purpose.FAIR)
    reviewed.member = ROSA
    assert scores_by(reviewed)[None].value is not None, "of two colleagues with enough reviews nothing is told"


def test_reviews_behind_the_figure_are_counted_and_not_listed_of_who_is_hidden(reviewed: Workspace) -> None:
    with reviewed.work("Show") as work:
        show_from(work, 7)  # six of Rosa and two of Dan make a figure together, and none alone
    assert scores_by(reviewed)[None].n == 8
    ids = kpi.behind(reviewed, key="quality_score", first_day=FIRST, last_day=LAST).ids
    listed = reviews_listed(reviewed, review_ids=ids, first_day=FIRST, last_day=LAST)
    assert (listed.number, listed.unlisted, listed.reviews, listed.fewest) == (8, 8, (), 7)
    listed = reviews_listed(reviewed, review_ids=ids, first_day=FIRST, last_day=LAST, member_id=ROSA.id)
    assert {one.member_id for one in listed.reviews} == {ROSA.id} <= listed.hidden
    assert (len(listed.reviews), listed.unlisted) == (6, 2)
    reviewed.member = ROSA
    listed = reviews_listed(reviewed, review_ids=ids, first_day=FIRST, last_day=LAST)
    assert (len(listed.reviews), listed.unlisted) == (6, 0), "the own are shown to everybody"


def test_no_channel_is_shown_where_all_less_the_others_would_tell_of_a_colleague(reviewed: Workspace) -> None:
    """Dan and Lea have enough reviews by e-mail; of phone there are Dan's alone, which is what e-mail leaves of all."""
    with reviewed.work("Review") as work:
        lea = work.members.add(a_member(name="Lea Roth", role=Role.AGENT))
        version = work.quality.card_versions.all()[-1]
        for member_id, channel in [(DAN.id, EMAIL), (lea.id, EMAIL)] * 5 + [(DAN.id, PHONE)]:
            keep_review(work, version.id, member_id, 80, days=3, sent=True, purpose=Purpose.FAIR, channel_id=channel)
    reviewed.member = ROSA
    assert scores_by(reviewed)[None].value is not None
    by_channel = scores_by(reviewed, By.CHANNEL)
    assert (by_channel[EMAIL].value, by_channel[PHONE].value) == (None, None)
    with reviewed.work("Review more") as work:
        for member_id, where in [(one, where) for one in (DAN.id, lea.id) for where in (PHONE, None)] * 5:
            keep_review(work, version.id, member_id, 80, days=3, sent=True, purpose=Purpose.FAIR, channel_id=where)
    by_channel = scores_by(reviewed, By.CHANNEL)
    assert (by_channel[EMAIL].value, by_channel[PHONE].value) == (80, 80)
