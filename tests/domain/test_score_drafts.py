"""What stands in a scorecard before it is submitted comes back as it was; two windows lose nothing of each other."""

from hypothesis import given
from hypothesis import strategies as st

from csops.domain.role_profiles import ProfileSkill, Requirement, RoleProfile
from csops.domain.score_drafts import CardDraft, Entry, draft_from, first_missing, joined, ratings_of
from csops.domain.score_progress import progress

SKILLS = ("listening", "writing", "saturdays")
ROLE = RoleProfile(
    key="helper",
    name="Weekend help",
    skills=(
        ProfileSkill(skill="listening", requirement=Requirement.REQUIRED, weight=50, target_level=4, minimum_level=3),
        ProfileSkill(skill="writing", requirement=Requirement.REQUIRED, weight=30, target_level=3, minimum_level=2),
        ProfileSkill(skill="saturdays", weight=20, target_level=4),
    ),
)

levels = st.one_of(st.none(), st.integers(1, 5))
words = st.sampled_from(["", "said so", "showed it", "hung up"])
entries = st.builds(
    lambda level, skipped, evidence: Entry(level=level, not_asked=skipped and level is None, evidence=evidence),
    levels,
    st.booleans(),
    words,
)
drafts = st.builds(
    CardDraft, entries=st.dictionaries(st.sampled_from(SKILLS), entries), note=words, at=st.sampled_from(SKILLS)
)


@given(drafts)
def test_a_draft_comes_back_as_it_was_kept(draft: CardDraft) -> None:
    assert draft_from(draft.plain()) == draft


@given(drafts, drafts, drafts)
def test_no_word_of_either_window_is_lost_when_both_typed(mine: CardDraft, theirs: CardDraft, base: CardDraft) -> None:
    both = joined(mine, theirs, base)
    for skill in SKILLS:
        for side in (mine, theirs):
            if side.of(skill).evidence != base.of(skill).evidence:
                assert side.of(skill).evidence in both.of(skill).evidence


@given(drafts, drafts)
def test_what_only_one_window_touched_stands_as_it_is_there(draft: CardDraft, base: CardDraft) -> None:
    for skill in SKILLS:
        assert joined(draft, base, base).of(skill) == draft.of(skill)
        assert joined(base, draft, base).of(skill) == draft.of(skill)


def test_a_kept_draft_that_was_tampered_with_brings_back_what_reads() -> None:
    draft = draft_from({"entries": {"listening": {"level": 9, "evidence": "said so"}, "writing": 7}, "note": None})
    assert draft.of("listening") == Entry(evidence="said so")
    assert (draft.of("writing"), draft.note) == (Entry(), "")


def test_the_first_thing_missing_is_named_in_the_order_of_the_form() -> None:
    draft = CardDraft(entries={"listening": Entry(level=4), "writing": Entry(level=1)})
    assert first_missing(draft, SKILLS, ROLE) == ("writing", True)
    draft = draft.with_entry("writing", Entry(level=1, evidence="Left two of three points out"))
    assert first_missing(draft, SKILLS, ROLE) == ("saturdays", False)
    assert first_missing(draft.with_entry("saturdays", Entry(not_asked=True)), SKILLS, ROLE) is None


def test_a_form_on_which_nothing_was_asked_is_not_done() -> None:
    draft = CardDraft(entries={skill: Entry(not_asked=True) for skill in SKILLS})
    assert first_missing(draft, SKILLS, ROLE) == ("listening", False)


def test_a_rating_below_the_minimum_asks_for_evidence() -> None:
    draft = CardDraft(entries={"listening": Entry(level=2), "writing": Entry(level=2), "saturdays": Entry(level=2)})
    assert first_missing(draft, SKILLS, ROLE) == ("listening", True)


@given(drafts)
def test_what_is_open_is_not_sent(draft: CardDraft) -> None:
    sent = {rating.skill for rating in ratings_of(draft, SKILLS)}
    assert sent == {skill for skill in SKILLS if draft.of(skill).is_answered}


def test_the_form_says_how_far_it_is() -> None:
    draft = CardDraft(entries={"listening": Entry(level=2), "saturdays": Entry(not_asked=True)})
    found = progress(draft, skills=SKILLS, role=ROLE)
    assert (found.answered, found.total, found.scored, found.fit.fit) == (2, 3, 0.5, 50.0)
    assert (found.required, found.met, found.open, found.closer) == (
        ("listening", "writing"),
        (),
        ("writing",),
        ("listening",),
    )


def test_values_are_counted_but_are_no_part_of_the_fit() -> None:
    draft = CardDraft(entries={"honesty": Entry(level=5), "listening": Entry(level=4)})
    found = progress(draft, skills=("listening", "honesty"), role=ROLE)
    assert (found.answered, found.scored, found.fit.fit) == (2, 1.0, 100.0)
