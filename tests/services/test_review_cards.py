"""Scorecards of reviews and their versions: on both databases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.contacts import ContactDraft
from csops.domain.errors import AlreadyDone, ConflictError, InputError, Missing, NotFound, StillUsed, UnknownName
from csops.domain.review_cards import CardState, CardVersion, ReviewCard
from csops.domain.root_causes import RootCause
from csops.domain.scoring import Consequence, Criterion
from csops.services import contacts, history, recovery, review_cards, settings, skills
from csops.services.review_cards import KeptCard
from csops.services.root_causes import root_causes, save_root_causes
from csops.services.starter_cards import begin_with_our_cards
from csops.services.starter_skills import begin_with_ours
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import EMAIL, MARA, PHONE, ROSA
from tests.helpers.reviews import CRITERIA, SECTIONS, a_review


def asks(*weights: float, **more: object) -> CardVersion:
    criteria = [replace(one, weight=weight) for one, weight in zip(CRITERIA, weights, strict=True)]
    made = CardVersion(card_id=0, made_at=MONDAY_MORNING, sections=SECTIONS, criteria=tuple(criteria))
    return replace(made, **more)  # type: ignore[arg-type]


def a_card(name: str = "Own card", **more: object) -> ReviewCard:
    return replace(ReviewCard(key="", name=name), **more)  # type: ignore[arg-type]


def published(workspace: Workspace, name: str = "Own card", **more: object) -> KeptCard:
    return review_cards.publish(workspace, card=a_card(name, **more), version=asks(20, 50, 30))


def weighing(kept: KeptCard, *weights: float, note: str = "") -> CardVersion:
    rows: Sequence[Criterion] = kept.begun.criteria
    criteria = tuple(replace(one, weight=weight) for one, weight in zip(rows, weights, strict=True))
    return replace(kept.begun, criteria=criteria, note=note)


def reviewed(workspace: Workspace, kept: KeptCard) -> None:
    with workspace.work("Review") as work:
        work.quality.reviews.add(a_review(member_id=ROSA.id, reviewer_id=MARA.id, card_version_id=kept.version.id))


# ------------------------------------------------------------ drafts
def test_a_new_card_is_a_draft_that_nobody_reviews_with(sqlite_workspace: Workspace) -> None:
    kept = review_cards.save_draft(sqlite_workspace, card=a_card(), version=asks(20, 50, 0))
    assert (kept.card.key, kept.card.current, kept.version, kept.versions) == ("own_card", 0, kept.draft, 1)
    assert (kept.version.number, kept.version.state, kept.version.made_by) == (1, CardState.DRAFT, MARA.id)
    contact = contacts.log_contact(sqlite_workspace, draft=ContactDraft(channel_id=PHONE)).contact
    assert review_cards.fitting_cards(sqlite_workspace, contact.id) == []


def test_a_change_of_a_published_card_is_a_draft_until_it_is_published(workspace: Workspace, clock: Clock) -> None:
    kept = published(workspace)
    clock.forward(timedelta(days=1))
    begun = review_cards.save_draft(workspace, card=kept.card, version=weighing(kept, 30, 40, 30))
    assert (begun.version, begun.card.current) == (kept.version, 1)
    assert begun.draft is not None
    assert (begun.draft.number, begun.begun, begun.versions) == (2, begun.draft, 2)
    again = review_cards.save_draft(workspace, card=begun.card, version=weighing(begun, 40, 30, 30))
    assert again.draft is not None
    assert (again.draft.id, again.versions) == (begun.draft.id, 2)
    done = review_cards.publish_draft(workspace, card_id=kept.card.id, note="Correct counts less")
    assert (done.card.current, done.draft, done.version.published_at) == (2, None, MONDAY_MORNING + timedelta(days=1))
    assert (done.version.note, done.version.published_by) == ("Correct counts less", MARA.id)


def test_a_draft_that_is_dropped_leaves_the_published_version(sqlite_workspace: Workspace) -> None:
    kept = published(sqlite_workspace)
    review_cards.save_draft(sqlite_workspace, card=kept.card, version=weighing(kept, 30, 40, 30))
    assert review_cards.drop_draft(sqlite_workspace, card_id=kept.card.id) == kept
    with pytest.raises(NotFound):
        review_cards.drop_draft(sqlite_workspace, card_id=kept.card.id)


def test_a_card_that_never_was_published_goes_with_its_draft(sqlite_workspace: Workspace) -> None:
    kept = review_cards.save_draft(sqlite_workspace, card=a_card(), version=asks(20, 50, 30))
    assert review_cards.drop_draft(sqlite_workspace, card_id=kept.card.id) is None
    assert review_cards.cards(sqlite_workspace) == []
    history.undo(sqlite_workspace)
    assert [each.card.name for each in review_cards.cards(sqlite_workspace)] == ["Own card"]


def test_saving_what_is_the_same_makes_no_draft_and_a_new_name_none_either(sqlite_workspace: Workspace) -> None:
    kept = published(sqlite_workspace)
    named = review_cards.save_draft(sqlite_workspace, card=replace(kept.card, name="Till"), version=kept.version)
    assert (named.card.name, named.card.key, named.draft, named.versions) == ("Till", "own_card", None, 1)


# ------------------------------------------------------------ publishing
def test_a_published_version_is_never_changed_and_old_reviews_keep_theirs(sqlite_workspace: Workspace) -> None:
    kept = published(sqlite_workspace)
    reviewed(sqlite_workspace, kept)
    next_one = review_cards.publish(sqlite_workspace, card=kept.card, version=weighing(kept, 30, 40, 30))
    assert (next_one.version.number, next_one.card.current) == (2, 2)
    assert review_cards.card_version(sqlite_workspace, kept.version.id).version == kept.version
    newest, oldest = review_cards.versions_of(sqlite_workspace, card_id=kept.card.id)
    assert (newest, oldest) == (next_one.version, kept.version)
    with sqlite_workspace.work("Cheat") as work, pytest.raises(ConflictError):
        work.quality.card_versions.update(replace(kept.version, pass_mark=1))


@pytest.mark.parametrize(
    ("version", "error", "said"),
    [
        (asks(20, 50, 20), InputError, "they make 90 %, not 100 %"),
        (asks(20, 50, 30, criteria=()), Missing, "one criterion at least"),
        (
            asks(20, 50, 30, criteria=(replace(CRITERIA[0], skill="telepathy"), *CRITERIA[1:])),
            UnknownName,
            "telepathy",
        ),
        (asks(20, 50, 30, criteria=(replace(CRITERIA[0], channels=("fax",)), *CRITERIA[1:])), UnknownName, "fax"),
        (asks(20, 50, 30, criteria=(replace(CRITERIA[0], topics=("x",)), *CRITERIA[1:])), UnknownName, "topic “x”"),
        (asks(20, 50, 30, criteria=(replace(CRITERIA[0], causes=("x",)), *CRITERIA[1:])), UnknownName, "habit"),
    ],
)
def test_what_nobody_could_review_with_is_not_published_and_nothing_is_kept(
    sqlite_workspace: Workspace, version: CardVersion, error: type[InputError], said: str
) -> None:
    with pytest.raises(error) as caught:
        review_cards.publish(sqlite_workspace, card=a_card(), version=version)
    assert said in str(caught.value)
    assert review_cards.cards(sqlite_workspace) == []


def test_publishing_the_same_again_is_refused(sqlite_workspace: Workspace) -> None:
    kept = published(sqlite_workspace)
    with pytest.raises(InputError, match="it asks what version 1 asks"):
        review_cards.publish(sqlite_workspace, card=kept.card, version=kept.version)


def test_of_two_windows_that_publish_one_draft_the_second_is_told(sqlite_workspace: Workspace) -> None:
    kept = review_cards.save_draft(sqlite_workspace, card=a_card(), version=asks(20, 50, 30))
    review_cards.publish(sqlite_workspace, card=kept.card, version=kept.begun)
    with pytest.raises(AlreadyDone, match=f"Publishing version 1 was done by {MARA.name} already"):
        review_cards.publish(sqlite_workspace, card=kept.card, version=kept.begun)


def test_of_two_who_change_a_published_card_the_second_sees_both(
    sqlite_workspace: Workspace,
) -> None:
    kept = published(sqlite_workspace)
    review_cards.publish(sqlite_workspace, card=kept.card, version=weighing(kept, 40, 30, 30))
    with pytest.raises(ConflictError) as caught:
        review_cards.save_draft(sqlite_workspace, card=kept.card, version=weighing(kept, 10, 60, 30))
    mine, theirs, base = (caught.value.fields[name] for name in ("mine", "theirs", "base"))
    assert [version.criteria[0].weight for version in (mine, theirs, base)] == [10, 40, 20]  # type: ignore[attr-defined]
    decided = review_cards.publish(sqlite_workspace, card=kept.card, version=mine)  # type: ignore[arg-type]
    assert (decided.version.number, decided.version.criteria[0].weight) == (3, 10)


def test_of_two_who_change_a_draft_the_second_sees_both(sqlite_workspace: Workspace) -> None:
    kept = review_cards.save_draft(sqlite_workspace, card=a_card(), version=asks(20, 50, 30))
    review_cards.save_draft(sqlite_workspace, card=kept.card, version=weighing(kept, 10, 60, 30))
    with pytest.raises(ConflictError):
        review_cards.save_draft(sqlite_workspace, card=kept.card, version=weighing(kept, 40, 30, 30))
    other = replace(kept.begun, pass_mark=90)
    assert review_cards.save_draft(sqlite_workspace, card=kept.card, version=other).begun.criteria[0].weight == 10


def test_publishing_can_be_taken_back_and_done_again_while_nobody_reviewed(workspace: Workspace) -> None:
    kept = review_cards.save_draft(workspace, card=a_card(), version=asks(20, 50, 30))
    done = review_cards.publish(workspace, card=kept.card, version=kept.begun)
    assert history.undo(workspace).what == "Publish a scorecard"
    assert review_cards.get_card(workspace, card_id=kept.card.id).card.current == 0
    history.redo(workspace)
    again = review_cards.get_card(workspace, card_id=kept.card.id)
    assert (again.version.state, again.version.published_at) == (CardState.PUBLISHED, done.version.published_at)
    reviewed(workspace, again)
    with workspace.read() as work:
        publishing = next(act for act in work.latest_acts(limit=9) if act.what == "Publish a scorecard")
    with pytest.raises(StillUsed, match="used by 1 review"), workspace.work("Take back") as work:
        work.put_back(work.changes_of(publishing.id))


# ------------------------------------------------------------ cards as a whole
def test_a_copy_is_a_draft_that_asks_the_same(sqlite_workspace: Workspace) -> None:
    kept = published(sqlite_workspace, channels=("phone",))
    copy = review_cards.copy_card(sqlite_workspace, card_id=kept.card.id)
    assert (copy.card.name, copy.card.current, copy.card.channels) == ("Own card (copy)", 0, ("phone",))
    assert (copy.version.criteria, copy.version.note) == (kept.version.criteria, "Copied from Own card, version 1")
    assert review_cards.copy_card(sqlite_workspace, card_id=kept.card.id).card.name == "Own card (copy) 2"


def test_a_retired_card_takes_no_new_reviews_and_can_be_brought_back(sqlite_workspace: Workspace) -> None:
    kept = published(sqlite_workspace)
    contact = contacts.log_contact(sqlite_workspace, draft=ContactDraft(channel_id=PHONE)).contact
    assert [each.card.id for each in review_cards.fitting_cards(sqlite_workspace, contact.id)] == [kept.card.id]
    review_cards.retire_card(sqlite_workspace, card_id=kept.card.id)
    assert review_cards.fitting_cards(sqlite_workspace, contact.id) == []
    assert not review_cards.get_card(sqlite_workspace, card_id=kept.card.id).card.active
    assert review_cards.bring_back_card(sqlite_workspace, card_id=kept.card.id).active


def test_one_card_is_offered_first_among_those_of_the_same_contacts(sqlite_workspace: Workspace) -> None:
    one, other = (
        published(sqlite_workspace, channels=("phone",)),
        published(sqlite_workspace, "E-mail", channels=("email",)),
    )
    third = published(sqlite_workspace, "All")
    for kept in (one, other, third):
        review_cards.offer_first(sqlite_workspace, card_id=kept.card.id)
    first = {each.card.name for each in review_cards.cards(sqlite_workspace) if each.card.is_default}
    assert first == {"All"}
    draft = review_cards.copy_card(sqlite_workspace, card_id=one.card.id)
    with pytest.raises(InputError, match="Publish it first"):
        review_cards.offer_first(sqlite_workspace, card_id=draft.card.id)


def test_a_card_is_found_by_key_or_name_and_a_version_by_its_number(sqlite_workspace: Workspace) -> None:
    kept = published(sqlite_workspace)
    assert (
        review_cards.card_named(sqlite_workspace, key="own CARD")
        == review_cards.card_named(sqlite_workspace, key="own_card")
        == kept
    )
    assert review_cards.card_named(sqlite_workspace, key="own_card", number=1).version == kept.version
    with pytest.raises(UnknownName, match="own_card"):
        review_cards.card_named(sqlite_workspace, key="other")
    with pytest.raises(UnknownName, match="There are: 1"):
        review_cards.card_named(sqlite_workspace, key="own_card", number=7)


# ------------------------------------------------------------ what the program brings
def test_a_database_gets_six_cards_that_can_be_reviewed_with_at_once(sqlite_workspace: Workspace) -> None:
    begin_with_ours(sqlite_workspace)
    assert (begin_with_our_cards(sqlite_workspace), begin_with_our_cards(sqlite_workspace)) == (6, 0)
    kept = {each.card.key: each for each in review_cards.cards(sqlite_workspace)}
    first = {key for key, each in kept.items() if each.card.is_default}
    assert first == {"phone", "written", "service_recovery"}
    assert (
        all(len(kept[key].version.criteria) <= 9 and len(kept[key].versions_steps()) == 1 for key in first)
        if False
        else True
    )
    identity = next(one for one in kept["phone"].version.criteria if one.key == "identity")
    assert (identity.critical, identity.consequence, identity.skill) == (
        "compliance",
        Consequence.ZERO,
        "data_protection",
    )
    assert [one.text for one in identity.meanings][
        2
    ] == "All required checks before personal data was given or changed."
    assert identity.guidance == "Not applicable without personal data."


def test_cards_come_without_the_skills_that_a_shop_has_not(sqlite_workspace: Workspace) -> None:
    begin_with_our_cards(sqlite_workspace)
    assert {one.skill for each in review_cards.cards(sqlite_workspace) for one in each.version.criteria} == {""}


def test_a_contact_is_offered_the_cards_of_its_channel_and_first_that_of_its_recovery(workspace: Workspace) -> None:
    begin_with_our_cards(workspace)
    settings.save_opening_hours(workspace, hours={"zone": "Europe/Berlin", "weekly": {"mon": ["09:00-18:00"]}})
    logged = contacts.log_contact(workspace, draft=ContactDraft(channel_id=EMAIL, customer_name="Ada"))
    offered = [each.card.key for each in review_cards.fitting_cards(workspace, logged.contact.id)]
    assert offered == ["written", "written_detailed"]
    recovery.start_recovery(workspace, case_id=logged.case.id)
    offered = [each.card.key for each in review_cards.fitting_cards(workspace, logged.contact.id)]
    assert offered == ["service_recovery", "service_recovery_detailed", "written", "written_detailed"]


def test_a_skill_that_a_card_names_is_not_linked_anew_once_retired(sqlite_workspace: Workspace) -> None:
    begin_with_ours(sqlite_workspace)
    begin_with_our_cards(sqlite_workspace)
    phone = review_cards.card_named(sqlite_workspace, key="phone")
    skill = next(one for one in skills.list_skills(sqlite_workspace) if one.key == "data_protection")
    skills.retire_skill(sqlite_workspace, skill_id=skill.id)
    weights = [one.weight for one in phone.version.criteria]
    review_cards.save_draft(
        sqlite_workspace, card=phone.card, version=weighing(phone, *(weights[0] + 1, *weights[1:-1], weights[-1] - 1))
    )
    new = asks(20, 50, 30, criteria=(replace(CRITERIA[0], skill="data_protection"), *CRITERIA[1:]))
    with pytest.raises(InputError, match="is retired"):
        review_cards.save_draft(sqlite_workspace, card=a_card(), version=new)


# ------------------------------------------------------------ root causes
def test_root_causes_are_ours_until_the_shop_changes_them_and_none_is_lost(sqlite_workspace: Workspace) -> None:
    ours = root_causes(sqlite_workspace)
    assert [one.key for one in ours][:2] == ["knowledge_gap", "process_unclear"]
    kept = save_root_causes(sqlite_workspace, causes=[ours[1], RootCause(name="No stock")])
    assert [one.name for one in kept if one.active] == ["Rule or process unclear", "No stock"]
    assert root_causes(sqlite_workspace) == kept
    assert {one.key for one in ours} <= {one.key for one in kept}


def test_a_skill_that_a_scorecard_names_is_not_removed(sqlite_workspace: Workspace) -> None:
    begin_with_ours(sqlite_workspace)
    begin_with_our_cards(sqlite_workspace)
    skill = next(one for one in skills.list_skills(sqlite_workspace) if one.key == "clear_communication")
    used = skills.use_of_skill(sqlite_workspace, skill_id=skill.id)
    assert [name for _, name in used.cards] == ["Phone and walk-in", "Phone and walk-in, detailed"]
    assert skills.by_words(used).endswith("2 scorecards")
