"""Whatever people do one after another, a first submission is never lost, and nobody rates unmarked who could see."""

import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from csops.domain.candidates import Tie
from csops.domain.errors import CsopsError, NotFound
from csops.domain.people import Member
from csops.domain.scorecards import CardState, Rating, Scorecard
from csops.services import history
from csops.services.candidates import list_applied, tie_member, untie_member
from csops.services.interview_plan import interview_plan, tick_skill
from csops.services.openings import retire_seat
from csops.services.people import save_member
from csops.services.scorecards import change_card, give_up_card, keep_card_draft, plan_again, submit_card
from csops.services.workspace import Workspace
from csops.storage.database import url_of
from csops.storage.opening import create_database, open_database
from tests.helpers.clock import Clock
from tests.helpers.hiring import SKILLS, Hiring, a_hiring
from tests.helpers.records import MARA, ROSA, set_up

_PEOPLE = st.sampled_from([MARA, ROSA])
_LEVELS = st.tuples(*(st.integers(1, 5) for _ in SKILLS))


@pytest.fixture(scope="module", autouse=True)
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One shop with a hiring, copied for each run."""
    path = tmp_path_factory.mktemp("states") / "shop.db"
    workspace = Workspace(create_database(url_of(path)), member=MARA, clock=Clock())
    with workspace.work("Set up") as work:
        set_up(work)
    Cards.hiring = a_hiring(workspace, "Ngozi Adeyemi")
    workspace.close()
    Cards.template = path
    return path


class Cards(RuleBasedStateMachine):
    """Two people who rate one candidate, in any order, with everything that may come between."""

    template: Path
    hiring: Hiring

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="cards-"))
        copy = Path(shutil.copy(self.template, self.folder / "shop.db"))
        self.workspace = Workspace(open_database(url_of(copy)), member=MARA, clock=Clock())
        self.first: dict[int, tuple[Rating, ...]] = {}
        self.could_see: set[int] = set()

    def teardown(self) -> None:
        if hasattr(self, "workspace"):
            self.workspace.close()
            shutil.rmtree(self.folder)

    # ------------------------------------------------------------ what people do
    @rule(who=_PEOPLE, levels=_LEVELS)
    def submit(self, who: Member, levels: tuple[int, ...]) -> None:
        self._do(who, lambda: submit_card(self.workspace, card_id=self._card(who).id, ratings=self._rated(who, levels)))

    @rule(who=_PEOPLE, levels=_LEVELS)
    def change(self, who: Member, levels: tuple[int, ...]) -> None:
        self._do(who, lambda: change_card(self.workspace, card_id=self._card(who).id, ratings=self._rated(who, levels)))

    @rule(who=_PEOPLE, whose=_PEOPLE)
    def give_up(self, who: Member, whose: Member) -> None:
        self._do(who, lambda: give_up_card(self.workspace, card_id=self._card(whose).id))

    @rule(whose=_PEOPLE)
    def plan_once_more(self, whose: Member) -> None:
        self._do(MARA, lambda: plan_again(self.workspace, card_id=self._card(whose).id))

    @rule(who=_PEOPLE)
    def type_something(self, who: Member) -> None:
        self._do(who, lambda: keep_card_draft(self.workspace, card_id=self._card(who).id, value={"note": "so far"}))

    @rule(who=_PEOPLE)
    def undo(self, who: Member) -> None:
        self._do(who, lambda: history.undo(self.workspace))

    @rule(who=_PEOPLE)
    def redo(self, who: Member) -> None:
        self._do(who, lambda: history.redo(self.workspace))

    @rule(place=st.sampled_from([0, 1]))
    def retire(self, place: int) -> None:
        self._do(MARA, lambda: retire_seat(self.workspace, seat_id=self.hiring.seats[place].id))

    @rule(place=st.sampled_from([0, 1]), rates=st.booleans())
    def tick(self, place: int, rates: bool) -> None:
        seat_id = self.hiring.seats[place].id
        self._do(MARA, lambda: tick_skill(self.workspace, seat_id=seat_id, skill="saturdays", rates=rates))

    @rule(active=st.booleans())
    def rosa_leaves_or_returns(self, active: bool) -> None:
        def save() -> object:
            with self.workspace.read() as work:
                rosa = work.members.get(ROSA.id)
            return save_member(self.workspace, member=type(rosa)(**{**vars(rosa), "active": active}))

        self._do(MARA, save)

    @rule(member=_PEOPLE)
    def tie(self, member: Member) -> None:
        tie = Tie(candidate_id=self.hiring.applications[0].candidate_id, member_id=member.id)
        self._do(MARA, lambda: tie_member(self.workspace, tie=tie))

    @rule()
    def untie(self) -> None:
        with self.workspace.read() as work:
            ties = work.hiring.ties.all()
        for tie in ties:
            self._do(MARA, partial(untie_member, self.workspace, tie_id=tie.id))

    # ------------------------------------------------------------ what holds after each of it
    @invariant()
    def a_first_submission_is_never_lost_nor_changed(self) -> None:
        for card in self._cards():
            if card.id in self.first:
                assert card.first == self.first[card.id]
            elif card.first:
                self.first[card.id] = card.first
        assert self.first.keys() <= {card.id for card in self._cards()}

    @invariant()
    def what_counts_was_submitted_and_what_waits_holds_nothing(self) -> None:
        for card in self._cards():
            if card.state is CardState.PLANNED:
                assert not card.ratings
            if card.state is CardState.SUBMITTED:
                assert [rating.skill for rating in card.ratings] == list(card.skills)
                assert card.submitted_at is not None

    @invariant()
    def who_could_see_the_others_is_marked_once_they_rate(self) -> None:
        cards = {card.member_id: card for card in self._cards()}
        for me, other in ((MARA, ROSA), (ROSA, MARA)):
            mine = cards.get(me.id)
            if mine is None:
                continue
            if mine.is_submitted and me.id in self.could_see:
                assert mine.saw_others
            if not mine.first and self._sees(me, other):
                self.could_see.add(me.id)

    @invariant()
    def the_plan_can_be_read(self) -> None:
        self.workspace.member = MARA
        interview_plan(self.workspace, opening_id=self.hiring.opening.id)

    # ------------------------------------------------------------ within
    def _do(self, who: Member, act: Callable[[], object]) -> None:
        self.workspace.member = who
        try:
            act()
        except CsopsError:
            return

    def _sees(self, me: Member, other: Member) -> bool:
        self.workspace.member = me
        try:
            seen = list_applied(self.workspace, opening_id=self.hiring.opening.id)[0].seen
        except CsopsError:
            return False
        return any(card.member_id == other.id and (card.ratings or card.first) for card in seen.cards)

    def _rated(self, who: Member, levels: tuple[int, ...]) -> list[Rating]:
        given = dict(zip(SKILLS, levels, strict=True))
        return [Rating(skill=key, level=given[key], evidence="What was said") for key in self._card(who).skills]

    def _card(self, who: Member) -> Scorecard:
        found = next((card for card in self._cards() if card.member_id == who.id), None)
        if found is None:  # that they applied was taken back
            raise NotFound(kind="scorecard", id=0)
        return found

    def _cards(self) -> list[Scorecard]:
        with self.workspace.read() as work:
            return work.hiring.scorecards.where(application_id=self.hiring.applications[0].id)


TestCards = Cards.TestCase
TestCards.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
