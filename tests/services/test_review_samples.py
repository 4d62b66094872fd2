"""Drawing contacts to review: what can be drawn, the same from the same seed, shared, taken back as a whole."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.errors import ConflictError, InputError, NotFound, NotPermitted, NotUnderstood, OutOfRange
from csops.domain.quality_rules import QualityRules
from csops.domain.review_drafts import Entry, ReviewDraft
from csops.domain.review_samples import PickState, Sample, Stratum
from csops.domain.review_sampling import REST
from csops.domain.reviews import Purpose, ReviewState
from csops.services import history, review_samples
from csops.services.draw_reasons import draw_reason
from csops.services.review_drafts import keep_review_draft
from csops.services.review_picks import pick_by_hand
from csops.services.review_queue import begun_reviews, form_of_item, list_reviewers, my_queue, team_queue
from csops.services.review_risks import pick_risky, risky_contacts
from csops.services.review_samples import coverage, draw, preview_draw
from csops.services.waiting_cards import waiting_reviews
from csops.services.workspace import Workspace
from tests.helpers.records import EMAIL, PHONE
from tests.helpers.reviews import a_card, a_review
from tests.helpers.samples import SINCE, UNTIL, a_plan_of, a_team


def picked(workspace: Workspace, sample: Sample) -> list[int | None]:
    with workspace.read() as work:
        return [pick.contact_id for pick in work.quality.picks.where(sample_id=sample.id)]


def reviewed(workspace: Workspace, **values: object) -> None:
    """Finish a review, as the form would."""
    with workspace.work("Review") as work:
        card = a_card(work, key=f"card-{len(work.quality.cards.all())}")[1]
        work.quality.reviews.add(
            a_review(**{"reviewer_id": workspace.member.id, "card_version_id": card.id, **values})  # type: ignore[arg-type]
        )


def test_only_contacts_that_a_person_handled_and_that_show_something_are_drawn(workspace: Workspace) -> None:
    team = a_team(workspace)
    preview = preview_draw(workspace, plan=a_plan_of())
    assert (preview.standing.handled, preview.standing.bare, preview.standing.free) == (16, 1, 15)
    sample = draw(workspace, plan=a_plan_of(wanted=15))
    with workspace.read() as work:
        found = work.contacts.get_many(one for one in picked(workspace, sample) if one)
    assert Counter(one.member_id for one in found.values()) == {team.rosa.id: 10, team.ines.id: 4, team.mara.id: 1}
    assert all(one.text and not one.automatic for one in found.values())


def test_a_preview_tells_in_how_many_words_of_ours_can_be_read(
    sqlite_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_team(sqlite_workspace)
    assert preview_draw(sqlite_workspace, plan=a_plan_of(wanted=15)).readable == 0
    with sqlite_workspace.work("Write it down") as work:
        for one in (1, 2):
            work.contacts.update(replace(work.contacts.get(one), text="13:02 Ada: Hi\n13:03 Agent: Hello"))
    assert preview_draw(sqlite_workspace, plan=a_plan_of(wanted=15)).readable == 2
    monkeypatch.setattr(review_samples, "MOST_READ", 14)
    assert preview_draw(sqlite_workspace, plan=a_plan_of(wanted=15)).readable is None, "too many to read"


def test_the_same_seed_draws_the_same_and_what_was_drawn_is_not_drawn_again(workspace: Workspace) -> None:
    team = a_team(workspace)
    first = picked(workspace, draw(workspace, plan=a_plan_of()))
    history.undo(workspace)
    assert picked(workspace, draw(workspace, plan=a_plan_of())) == first
    one = next(one for one in range(1, 11) if one not in first)
    reviewed(workspace, contact_id=one, member_id=team.rosa.id, purpose=Purpose.FAIR)
    assert preview_draw(workspace, plan=a_plan_of()).standing.taken == 7
    with pytest.raises(OutOfRange, match="sample cannot be 15 of 8 contacts"):
        draw(workspace, plan=a_plan_of(wanted=15))
    assert not {*first, one} & {*picked(workspace, draw(workspace, plan=a_plan_of(wanted=8)))}
    with pytest.raises(InputError, match="No contact of this period can be drawn"):
        draw(workspace, plan=a_plan_of(quota=1))


def test_what_was_picked_by_risk_or_by_hand_can_be_drawn_and_one_review_serves_both(
    workspace: Workspace, rosa: Workspace
) -> None:
    """Contact 1 waits because of a long wait, 2 waits by hand for Rosa's own view first, 3 was reviewed by hand."""
    team = a_team(workspace)
    with workspace.work("Let somebody wait") as work:
        work.contacts.update(replace(work.contacts.get(1), answered_after=timedelta(minutes=10)))
    tom = [team.tom.id]
    at_risk = pick_risky(workspace, contact_ids=[1], since=SINCE, until=UNTIL, reviewers=tom, due_at=SINCE)
    by_hand = pick_by_hand(workspace, contact_id=2, self_first=True)
    of_rosa = {"member_id": team.rosa.id}
    reviewed(rosa, contact_id=2, pick_id=by_hand.id, purpose=Purpose.SELF, **of_rosa)
    reviewed(workspace, contact_id=3, purpose=Purpose.CHOSEN, **of_rosa)
    preview = preview_draw(workspace, plan=a_plan_of(wanted=15, due_at=UNTIL))
    assert (preview.standing.free, preview.standing.taken, preview.serves_both) == (15, 0, 3)
    sample = draw(workspace, plan=a_plan_of(wanted=15, due_at=UNTIL, self_first=True))
    with workspace.read() as work:
        picks = {one.contact_id: one for one in work.quality.picks.where(sample_id=sample.id)}
        before = [one.state for one in work.quality.picks.all() if one.sample_id in {None, at_risk.id}]
        reviews = {one.contact_id: one for one in work.quality.reviews.all()}
    first, second, third = (picks[one] for one in (1, 2, 3))
    assert (first.reviewer_id, first.risk, first.due_at) == (team.tom.id, ("long_wait",), SINCE)
    assert (second.reviewer_id, second.state) == (team.mara.id, PickState.OPEN)
    assert reviews[2].pick_id == second.id, "Rosa need not look at it again, and leads nobody"
    assert (third.state, third.self_first) == (PickState.DONE, False)
    assert (reviews[3].purpose, reviews[3].pick_id) == (Purpose.FAIR, third.id)
    assert before == [PickState.DROPPED] * 2
    shared = Counter(one.reviewer_id for one in picks.values() if one.contact_id not in {1, 2, 3})
    assert shared == {team.mara.id: 11, None: 1}
    history.undo(workspace)
    assert [one.pick.id for one in my_queue(workspace)] == [by_hand.id]
    with workspace.read() as work:
        assert [one.purpose for one in work.quality.reviews.all()] == [Purpose.SELF, Purpose.CHOSEN]


def test_of_their_own_contact_nobody_hears_in_a_preview_that_it_waits_or_was_reviewed(workspace: Workspace) -> None:
    team = a_team(workspace)
    told = preview_draw(workspace, plan=a_plan_of(wanted=15))
    secret = {"contact_id": 15, "member_id": team.mara.id, "reviewer_id": team.tom.id, "purpose": Purpose.RISK}
    reviewed(workspace, **secret)
    assert preview_draw(workspace, plan=a_plan_of(wanted=15)) == told


def test_a_preview_of_a_seed_that_cannot_be_says_so(workspace: Workspace) -> None:
    a_team(workspace)
    assert isinstance(preview_draw(workspace, plan=a_plan_of(seed=-1)).problem, NotUnderstood)


def test_the_preview_says_what_the_draw_then_brings(workspace: Workspace) -> None:
    team = a_team(workspace)
    plan = a_plan_of(strata=(Stratum.CHANNEL,), quota=3, reviewers=(team.tom.id, team.mara.id), name=" Week  9 ")
    preview = preview_draw(workspace, plan=plan)
    sample = draw(workspace, plan=plan)
    assert (sample.name, sample.strata, sample.wanted) == ("Week 9", (Stratum.PERSON, Stratum.CHANNEL), 7)
    assert (sample.layers, sample.population, preview.drawn) == (preview.layers, 15, 7)
    assert [(one.key, one.size, one.drawn) for one in sample.layers] == [
        ((str(team.mara.id), str(PHONE)), 1, 1),
        ((str(team.rosa.id), str(PHONE)), 6, 2),
        ((str(team.rosa.id), str(EMAIL)), 4, 1),
        ((str(team.ines.id), str(PHONE)), 4, 3),
    ]
    assert {(one.member_id, one.handled, one.drawn, one.short) for one in preview.people} == {
        (team.rosa.id, 11, 3, 0), (team.ines.id, 4, 3, 0), (team.mara.id, 1, 1, 2),
    }  # fmt: skip


def test_what_can_be_drawn_does_not_tell_that_an_own_contact_was_drawn(workspace: Workspace) -> None:
    """Mara, who owns the shop, sees the same with and without the sample that holds a contact of hers."""
    team = a_team(workspace)
    plans = (a_plan_of(seed=3), a_plan_of(seed=3, members=(team.mara.id, team.rosa.id), wanted=11), a_plan_of(quota=4))

    def told() -> list[object]:
        workspace.member = team.mara
        return [coverage(workspace, since=SINCE, until=UNTIL), *(preview_draw(workspace, plan=one) for one in plans)]

    without = told()
    workspace.member = team.tom
    draw(workspace, plan=a_plan_of(members=(team.mara.id,), wanted=1))
    assert preview_draw(workspace, plan=a_plan_of()).standing.taken == 1
    assert told() == without
    with pytest.raises(NotPermitted, match="draw own contacts alone"):
        draw(workspace, plan=a_plan_of(members=(team.mara.id,), wanted=1, reviewers=(team.tom.id,)))


def test_picks_are_shared_so_that_nobody_reviews_their_own(workspace: Workspace) -> None:
    team = a_team(workspace)
    sample = draw(workspace, plan=a_plan_of(wanted=15, reviewers=(team.tom.id, team.mara.id)))
    with workspace.read() as work:
        picks = work.quality.picks.where(sample_id=sample.id)
    assert sorted(Counter(pick.reviewer_id for pick in picks).values()) == [7, 8]
    assert all(pick.reviewer_id != pick.member_id for pick in picks)
    assert [pick.position for pick in picks] == list(range(15))


def test_picks_are_shared_in_the_parts_that_were_asked_for_as_the_preview_said(workspace: Workspace) -> None:
    team = a_team(workspace)
    parts = {"reviewers": (team.tom.id, team.mara.id), "shares": (60, 40)}
    plan = a_plan_of(members=(team.rosa.id, team.ines.id), wanted=10, **parts)
    told = {one.member_id: (one.parts, one.given) for one in preview_draw(workspace, plan=plan).reviewers}
    assert told == {team.tom.id: (60, 6), team.mara.id: (40, 4)}
    sample = draw(workspace, plan=plan)
    with workspace.read() as work:
        assert work.quality.samples.get(sample.id).shares == (60, 40)
        first = {one.contact_id: one.reviewer_id for one in work.quality.picks.where(sample_id=sample.id)}
    assert Counter(first.values()) == {team.tom.id: 6, team.mara.id: 4}
    history.undo(workspace)
    turned = replace(plan, reviewers=plan.reviewers[::-1], shares=plan.shares[::-1])
    again = draw(workspace, plan=turned)
    with workspace.read() as work:
        assert first == {one.contact_id: one.reviewer_id for one in work.quality.picks.where(sample_id=again.id)}
    history.undo(workspace)
    assert draw(workspace, plan=replace(plan, shares=(2, 2))).shares == (), "equal parts are none"
    history.undo(workspace)
    wrong = replace(plan, shares=(1, 2, 3))
    problem = preview_draw(workspace, plan=wrong).problem
    assert "3 were given for 2 reviewers" in str(problem)
    with pytest.raises(InputError, match="3 were given for 2 reviewers"):
        draw(workspace, plan=wrong)


def test_groups_that_are_drawn_together_are_named_before_and_after(workspace: Workspace, rosa: Workspace) -> None:
    """Of seven groups two are drawn: all of them together, and so it is told of each contact."""
    team = a_team(workspace)
    with workspace.work("Another topic") as work:
        for one in (1, 2):
            work.contacts.update(replace(work.contacts.get(one), channel_id=EMAIL))
    plan = a_plan_of(strata=(Stratum.CHANNEL,), quota=1, members=(team.rosa.id, team.ines.id))
    preview = preview_draw(workspace, plan=plan)
    of_rosa = (str(team.rosa.id), REST)
    assert preview.strata == (Stratum.PERSON, Stratum.CHANNEL)
    assert [(one.layer, [(each.key[1], each.size) for each in one.groups]) for one in preview.joined] == [
        (of_rosa, [(str(EMAIL), 6), (str(PHONE), 4)])
    ]
    draw(workspace, plan=replace(plan, name="Week 9", reviewers=(team.mara.id, team.tom.id), shares=(1, 2)))
    hers = next(one.pick for one in team_queue(workspace).items if one.pick.member_id == team.rosa.id)
    told = draw_reason(workspace, pick_id=hers.id)
    assert (told.name, told.key, told.quota, told.shares, told.seed) == ("Week 9", of_rosa, 1, (1, 2), plan.seed)
    assert told.joined == tuple(each.key for each in preview.joined[0].groups)
    other = next(one.pick for one in team_queue(workspace).items if one.pick.member_id == team.ines.id)
    assert draw_reason(workspace, pick_id=other.id).joined == ()
    workspace.member = team.tom
    assert draw_reason(workspace, pick_id=hers.id).seed is None, "who knows the seed can work own contacts out"
    with pytest.raises(NotFound):
        draw_reason(rosa, pick_id=hers.id)
    by_hand = pick_by_hand(workspace, contact_id=next(one for one in range(1, 7) if one != hers.contact_id))
    with pytest.raises(InputError, match="It was not drawn at random"):
        draw_reason(workspace, pick_id=by_hand.id)


def test_a_shop_of_one_person_hears_that_it_takes_a_second_and_nothing_is_drawn_to_nobody(
    workspace: Workspace,
) -> None:
    team = a_team(workspace)
    plan = a_plan_of(members=(team.mara.id,), wanted=1)
    found = preview_draw(workspace, plan=plan)
    assert found.problem is not None
    assert "It takes a second person" in str(found.problem)
    with pytest.raises(InputError, match="only reviewer's own"):
        draw(workspace, plan=plan)
    with workspace.read() as work:
        assert not work.quality.samples.all()
    assert preview_draw(workspace, plan=replace(plan, reviewers=(team.mara.id, team.tom.id))).problem is None


def test_what_only_its_own_handler_could_review_is_said_to_be_shared_with_nobody(workspace: Workspace) -> None:
    team = a_team(workspace)
    plan = a_plan_of(wanted=15, reviewers=(team.mara.id,))
    assert preview_draw(workspace, plan=plan).unshared == 1
    draw(workspace, plan=plan)
    assert len(my_queue(workspace)) == 14
    workspace.member = team.tom
    assert [one.pick.member_id for one in team_queue(workspace).items if one.pick.reviewer_id is None] == [team.mara.id]


def test_a_draw_can_be_taken_back_as_a_whole_until_something_of_it_was_reviewed(workspace: Workspace) -> None:
    team = a_team(workspace)
    draw(workspace, plan=a_plan_of())
    history.undo(workspace)
    assert my_queue(workspace) == []
    sample = draw(workspace, plan=a_plan_of(reviewers=(team.tom.id,)))
    with workspace.work("Review") as work:
        pick = work.quality.picks.where(sample_id=sample.id)[0]
    workspace.member = team.tom
    reviewed(workspace, contact_id=pick.contact_id, member_id=pick.member_id, pick_id=pick.id)
    workspace.member = team.mara
    with pytest.raises(ConflictError):
        history.undo(workspace)
    assert len(picked(workspace, sample)) == 6


def test_who_may_not_review_is_no_reviewer_of_a_draw(workspace: Workspace, rosa: Workspace) -> None:
    team = a_team(workspace)
    with pytest.raises(NotPermitted, match=r"Rosa Okafor may not do this .review contacts"):
        draw(workspace, plan=a_plan_of(reviewers=(team.rosa.id,)))
    with pytest.raises(NotFound):
        draw(workspace, plan=a_plan_of(reviewers=(99,)))
    with workspace.work("Choose reviewers") as work:
        work.settings.keep(QualityRules(reviewers=(team.rosa.id,)))
    assert [one.name for one in list_reviewers(workspace)] == ["Mara Lindqvist", "Rosa Okafor", "Tomasz Reyes"]
    draw(workspace, plan=a_plan_of(reviewers=(team.rosa.id,), members=(team.ines.id,), wanted=2))
    assert [one.pick.member_id for one in my_queue(rosa)] == [team.ines.id] * 2
    with workspace.work("Choose reviewers") as work:
        work.settings.keep(QualityRules())
    assert my_queue(rosa) == [], "who is no reviewer any more has no queue"


def test_a_person_is_asked_for_their_own_review_first_and_is_told_when_it_waits(
    workspace: Workspace, rosa: Workspace
) -> None:
    team = a_team(workspace)
    sample = draw(workspace, plan=a_plan_of(members=(team.rosa.id,), wanted=2, self_first=True, due_at=UNTIL))
    assert [one.purpose for one in my_queue(rosa)] == [Purpose.SELF] * 2
    assert [(one.awaits_self, one.purpose) for one in my_queue(workspace)] == [(True, Purpose.FAIR)] * 2
    assert (waiting_reviews(rosa), waiting_reviews(workspace)) == (2, 0)
    with workspace.read() as work:
        pick = work.quality.picks.where(sample_id=sample.id)[0]
    reviewed(rosa, contact_id=pick.contact_id, member_id=pick.member_id, pick_id=pick.id, purpose=Purpose.SELF)
    assert (waiting_reviews(rosa), waiting_reviews(workspace)) == (1, 1)
    assert my_queue(workspace)[0].pick.id == pick.id


def test_the_queue_is_worked_through_by_what_is_due_and_progress_is_told_by_person_and_reviewer(
    workspace: Workspace,
) -> None:
    team = a_team(workspace)
    draw(workspace, plan=a_plan_of(members=(team.rosa.id,), wanted=3, name="Later"))
    draw(workspace, plan=a_plan_of(members=(team.ines.id,), wanted=2, name="First", due_at=SINCE, seed=1))
    assert [one.sample for one in my_queue(workspace)] == ["First"] * 2 + ["Later"] * 3
    assert [one.is_late(workspace.now()) for one in my_queue(workspace)] == [True] * 2 + [False] * 3
    with workspace.work("Review") as work:
        pick = my_queue(workspace)[0].pick
        work.quality.picks.update(replace(pick, state=PickState.DONE, done_at=workspace.now()))
    team_now = team_queue(workspace)
    told = [(one.member_id, one.done, one.asked, one.late) for one in team_now.people]
    assert told == [(team.rosa.id, 0, 3, 0), (team.ines.id, 1, 2, 1)]
    assert [(one.member_id, one.done, one.asked) for one in team_now.reviewers] == [(team.mara.id, 1, 5)]
    workspace.member = team.rosa
    with pytest.raises(NotPermitted):
        team_queue(workspace)
    assert my_queue(workspace) == []


def test_what_one_began_to_review_is_marked_for_nobody_else(workspace: Workspace) -> None:
    team = a_team(workspace)
    draw(workspace, plan=a_plan_of(members=(team.rosa.id,), wanted=3, reviewers=(team.mara.id, team.tom.id)))
    mine = my_queue(workspace)[0]
    contact_id = mine.pick.contact_id or 0
    opened, rated = ReviewDraft(at="greeting", seconds=9), ReviewDraft(entries={"greeting": Entry(rating=1)})
    keep_review_draft(workspace, contact_id=contact_id, purpose=mine.purpose, value=opened.plain())
    assert begun_reviews(workspace) == {}, "a form that was merely opened is not begun"
    keep_review_draft(workspace, contact_id=contact_id, purpose=mine.purpose, value=rated.plain())
    form = form_of_item(mine, viewer_id=team.mara.id)
    assert begun_reviews(workspace) == {form: workspace.now()}
    other = next(one for one in team_queue(workspace).items if one.pick.reviewer_id == team.tom.id)
    assert form_of_item(other, viewer_id=team.mara.id) == "", "who reviews it may have begun, which nobody hears"
    workspace.member = team.tom
    assert begun_reviews(workspace) == {}


def test_how_many_reviews_are_needed_follows_the_spread_of_the_scores_so_far(workspace: Workspace) -> None:
    team = a_team(workspace)
    assert preview_draw(workspace, plan=a_plan_of()).precision.for_mean is None
    for score in (60.0, 70.0, 80.0, 90.0, 100.0):
        reviewed(workspace, contact_id=None, member_id=team.rosa.id, purpose=Purpose.FAIR, final=score)
    reviewed(workspace, contact_id=None, member_id=team.mara.id, reviewer_id=team.tom.id, purpose=Purpose.FAIR, final=0)
    precision = preview_draw(workspace, plan=a_plan_of(), margin=10).precision
    assert (precision.scores, precision.for_share) == (5, 14)
    assert precision.spread == pytest.approx(15.811, abs=0.001)
    assert precision.for_mean == 8


def test_nobody_learns_from_the_counts_that_they_were_reviewed_before_it_was_sent(workspace: Workspace) -> None:
    team = a_team(workspace)
    secret = {"contact_id": 15, "member_id": team.mara.id, "reviewer_id": team.tom.id, "purpose": Purpose.FAIR}
    reviewed(workspace, **secret)
    mine = next(one for one in preview_draw(workspace, plan=a_plan_of()).people if one.member_id == team.mara.id)
    assert mine.reviewed == 0
    with workspace.work("Send") as work:
        work.quality.reviews.update(replace(work.quality.reviews.all()[0], state=ReviewState.SENT))
    mine = next(one for one in preview_draw(workspace, plan=a_plan_of()).people if one.member_id == team.mara.id)
    assert mine.reviewed == 1


def test_what_was_rated_shows_in_nothing_of_the_queue_to_whose_contact_it_is(workspace: Workspace) -> None:
    """Mara owns the shop and sees all reviews but her own; only the score and the words of hers differ."""
    team = a_team(workspace)
    workspace.member = team.tom
    draw(workspace, plan=a_plan_of(members=(team.mara.id,), wanted=1))
    workspace.member = team.mara
    with workspace.read() as work:
        pick = work.quality.picks.where(member_id=team.mara.id)[0]
    hers = {"contact_id": pick.contact_id, "member_id": team.mara.id, "reviewer_id": team.tom.id, "pick_id": pick.id}
    reviewed(workspace, **hers, purpose=Purpose.FAIR, final=12.5, note="quartz")
    told = _everything(workspace)
    with workspace.work("Change") as work:
        review = work.quality.reviews.where(pick_id=pick.id)[0]
        work.quality.reviews.update(replace(review, final=93.25, note="salmon"))
    assert _everything(workspace) == told
    assert not any(word in told for word in ("quartz", "12.5"))
    workspace.member = team.tom
    assert preview_draw(workspace, plan=a_plan_of()).people[2].reviewed == 1, "who sees all reviews counts it"


def _everything(workspace: Workspace) -> str:
    return repr(
        [
            my_queue(workspace),
            team_queue(workspace),
            preview_draw(workspace, plan=a_plan_of()),
            coverage(workspace, since=SINCE, until=UNTIL),
            risky_contacts(workspace, since=SINCE, until=UNTIL),
            waiting_reviews(workspace),
            list_reviewers(workspace),
        ]
    )
