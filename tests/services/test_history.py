"""Who changed what; taken back and done again, across windows and restarts."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from csops.domain.access import Role
from csops.domain.cases import State
from csops.domain.changes import Act, Kind, Step
from csops.domain.contacts import Contact, ContactDraft, Result
from csops.domain.errors import ConflictError, NotFound, NothingToUndo, Overtaken, StillUsed
from csops.domain.questions import Question
from csops.services import cases, contacts, corrections, customers, follow_ups, history, maintenance, people
from csops.services import settings as team_settings
from csops.services.workspace import Workspace
from csops.storage.database import url_of
from csops.storage.opening import create_database
from tests.conftest import OpenWorkspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import (
    MARA,
    PHONE,
    REFUND,
    ROSA,
    a_case,
    a_contact,
    a_customer,
    a_member,
    a_topic,
    an_import,
    kept_contact,
    set_up,
)


def log(workspace: Workspace, **values: Any) -> int:
    draft = ContactDraft(**{"channel_id": PHONE, "result": Result.PASSED, **values})
    return contacts.log_contact(workspace, draft=draft).contact.id


def count(workspace: Workspace) -> int:
    return contacts.count_contacts(workspace, question=Question())


# ---- taking back


def test_an_act_is_taken_back_and_done_again(workspace: Workspace) -> None:
    contact_id = log(workspace, customer_name="Ada", text="Quixotic")
    kept = contacts.get_contact(workspace, contact_id=contact_id)
    assert history.undo(workspace).what == "Log contact"
    assert count(workspace) == 0
    assert history.redo(workspace).what == "Log contact"
    assert contacts.get_contact(workspace, contact_id=contact_id).text == kept.text


def test_acts_are_taken_back_the_newest_first(workspace: Workspace) -> None:
    for text in ("first", "second", "third"):
        log(workspace, text=text)
    history.undo(workspace)
    history.undo(workspace)
    lines = contacts.contact_lines(workspace, question=Question())
    assert [line.text for line in lines] == ["first"]


def test_a_new_act_ends_what_could_be_done_again(workspace: Workspace) -> None:
    log(workspace)
    history.undo(workspace)
    log(workspace)
    with pytest.raises(NothingToUndo):
        history.redo(workspace)


def test_taking_back_survives_a_restart(open_workspace: OpenWorkspace) -> None:
    first = open_workspace()
    log(first)
    first.close()
    again = open_workspace()
    assert history.can_undo(again)[0] is not None
    history.undo(again)
    assert count(again) == 0


def test_everybody_takes_back_their_own_acts_only(workspace: Workspace, rosa: Workspace) -> None:
    log(workspace, text="of Mara")
    log(rosa, text="of Rosa")
    history.undo(workspace)
    assert [line.text for line in contacts.contact_lines(rosa, question=Question())] == ["of Rosa"]
    assert history.can_undo(rosa)[0] is not None


def test_what_somebody_changed_since_is_not_taken_back_over_their_head(workspace: Workspace, rosa: Workspace) -> None:
    contact_id = log(workspace, text="Chian")
    contact = contacts.get_contact(workspace, contact_id=contact_id)
    corrections.edit_contact(workspace, contact=replace(contact, text="China"))
    theirs = contacts.get_contact(rosa, contact_id=contact_id)
    corrections.edit_contact(rosa, contact=replace(theirs, text="Chain"))
    with pytest.raises(ConflictError):
        history.undo(workspace)
    assert contacts.get_contact(workspace, contact_id=contact_id).text == "Chain"


def test_with_nothing_to_take_back_it_says_so(rosa: Workspace) -> None:
    assert history.can_undo(rosa) == (None, None)
    with pytest.raises(NothingToUndo):
        history.undo(rosa)
    with pytest.raises(NothingToUndo):
        history.redo(rosa)


def test_what_ctrl_z_would_do_is_known_before(workspace: Workspace) -> None:
    log(workspace)
    undo, redo = history.can_undo(workspace)
    assert (undo.what if undo else None, redo) == ("Log contact", None)
    history.undo(workspace)
    redo = history.can_undo(workspace)[1]
    assert redo is not None
    assert redo.what == "Log contact"


# ---- what others build on


def _add_topic(workspace: Workspace) -> int:
    return team_settings.save_topic(workspace, topic=a_topic()).id


def test_what_somebody_uses_by_now_stays_and_says_what_uses_it(workspace: Workspace, rosa: Workspace) -> None:
    log(rosa, topic_id=_add_topic(workspace))
    with pytest.raises(StillUsed, match="The topic Repair is used by 1 case and 1 contact by now and stays"):
        history.undo(workspace)


def test_a_customer_and_a_member_whom_somebody_uses_stay(workspace: Workspace, rosa: Workspace) -> None:
    log(rosa, customer_id=customers.save_customer(workspace, customer=a_customer()).id)
    with pytest.raises(StillUsed, match="The customer Ada Brandt is used by 1 case and 1 contact"):
        history.undo(workspace)
    rosa.member = people.save_member(workspace, member=a_member())
    log(rosa)
    with pytest.raises(StillUsed, match="The member Ines Marchetti is used by 1 act of the history, 1 case"):
        history.undo(workspace)


def test_the_next_undo_passes_over_what_has_to_stay(
    workspace: Workspace, rosa: Workspace, open_workspace: OpenWorkspace
) -> None:
    mine = log(workspace, text="of Mara")
    topic_id = _add_topic(workspace)
    theirs = log(rosa, topic_id=topic_id)
    with pytest.raises(StillUsed):
        history.undo(workspace)
    again = open_workspace()
    assert history.undo(again).what == "Log contact"
    with pytest.raises(NotFound):
        contacts.get_contact(again, contact_id=mine)
    assert contacts.get_contact(again, contact_id=theirs).topic_id == topic_id
    assert history.redo(again).what == "Log contact"
    assert [act.step for act in history.history(again)][:3] == [Step.REDO, Step.UNDO, Step.PASSED]
    assert history.first_broken(again) is None


def test_what_cannot_be_done_again_is_passed_over(workspace: Workspace, rosa: Workspace) -> None:
    rosa.member = replace(ROSA, role=Role.MANAGER)
    topic_id = _add_topic(rosa)
    log(workspace, text="earlier")
    log(workspace, topic_id=topic_id)
    history.undo(workspace)
    history.undo(rosa)
    with pytest.raises(Overtaken):
        history.redo(workspace)
    with pytest.raises(NothingToUndo):
        history.redo(workspace)
    history.undo(workspace)
    assert count(workspace) == 0


def test_an_act_that_another_window_took_back_first_can_be_done_again(
    workspace: Workspace, open_workspace: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(workspace)
    other, put_back = open_workspace(), history._put_back

    def after_the_other(mine: Workspace, act_id: int, step: Step) -> Act:
        monkeypatch.setattr(history, "_put_back", put_back)
        history.undo(other)
        return put_back(mine, act_id, step)

    monkeypatch.setattr(history, "_put_back", after_the_other)
    with pytest.raises(ConflictError):
        history.undo(workspace)
    history.redo(workspace)
    assert count(workspace) == 1


def test_an_import_of_which_somebody_uses_a_record_stays_whole(workspace: Workspace, rosa: Workspace) -> None:
    with workspace.work("Import log.csv") as work:
        work.import_id = work.imports.add(an_import()).id
        _, second = work.topics.add_many([a_topic(key="a", name="A"), a_topic(key="b", name="B")])
    log(rosa, topic_id=second.id)
    with pytest.raises(StillUsed, match="The topic B is used by 1 case and 1 contact"):
        history.undo_import(workspace, import_id=1)
    with workspace.read() as work:
        assert {"A", "B"} <= {topic.name for topic in work.topics.all()}


# ---- whole files


def _import(workspace: Workspace, *, rows: int = 3) -> int:
    with workspace.work("Import log.csv") as work:
        kept = work.imports.add(an_import())
        work.import_id = kept.id
        for _ in range(rows):
            kept_contact(work, import_id=kept.id)
    return kept.id


def test_a_whole_import_is_taken_back_whatever_came_after(workspace: Workspace) -> None:
    import_id = _import(workspace)
    log(workspace, text="later")
    history.undo_import(workspace, import_id=import_id)
    assert [line.text for line in contacts.contact_lines(workspace, question=Question())] == ["later"]


def test_an_import_is_taken_back_once(workspace: Workspace) -> None:
    import_id = _import(workspace)
    history.undo_import(workspace, import_id=import_id)
    with pytest.raises(NotFound):
        history.undo_import(workspace, import_id=import_id)
    with pytest.raises(NotFound):
        history.undo_import(workspace, import_id=99)


def _import_many(workspace: Workspace, *, rows: int = 3) -> tuple[int, list[Contact]]:
    """Keep an import as a file brings it: cases and contacts with one row of the journal each."""
    with workspace.work("Import log.csv") as work:
        work.import_id = work.imports.add(an_import()).id
        opened = work.cases.add_many([a_case(import_id=work.import_id) for _ in range(rows)])
        kept = work.contacts.add_many([a_contact(case_id=case.id, import_id=work.import_id) for case in opened])
        return work.import_id, kept


def test_an_import_is_taken_back_after_a_change_of_it_was(workspace: Workspace) -> None:
    import_id, kept = _import_many(workspace)
    corrections.edit_contact(workspace, contact=replace(kept[0], text="other", topic_id=REFUND))
    history.undo(workspace)
    history.undo(workspace)
    assert count(workspace) == 0
    history.redo(workspace)
    history.undo_import(workspace, import_id=import_id)
    assert count(workspace) == 0


def test_an_import_is_taken_back_after_a_change_of_many_was(workspace: Workspace) -> None:
    import_id, kept = _import_many(workspace)
    corrections.change_contacts(workspace, contact_ids=[one.id for one in kept], topic_id=REFUND)
    history.undo(workspace)
    history.undo_import(workspace, import_id=import_id)
    assert count(workspace) == 0


def test_an_import_is_not_taken_back_over_a_change_that_stands(workspace: Workspace, rosa: Workspace) -> None:
    import_id, kept = _import_many(workspace)
    corrections.change_contacts(workspace, contact_ids=[one.id for one in kept], topic_id=REFUND)
    history.undo(workspace)
    theirs = contacts.get_contact(rosa, contact_id=kept[1].id)
    corrections.edit_contact(rosa, contact=replace(theirs, text="Chain"))
    with pytest.raises(ConflictError):
        history.undo_import(workspace, import_id=import_id)
    assert count(workspace) == 3


def test_an_import_that_comes_back_is_not_overwritten_by_an_old_copy(workspace: Workspace, rosa: Workspace) -> None:
    _, kept = _import_many(workspace)
    old = corrections.edit_contact(workspace, contact=replace(kept[0], text="old"))
    history.undo(workspace)
    history.undo(workspace)
    history.redo(workspace)
    now = contacts.get_contact(workspace, contact_id=old.id)
    corrections.edit_contact(workspace, contact=replace(now, text="new"))
    with pytest.raises(ConflictError):
        corrections.edit_contact(rosa, contact=replace(old, text="of the old"))


# ---- asking


def test_history_is_newest_first_and_cut(workspace: Workspace, rosa: Workspace) -> None:
    log(workspace)
    log(rosa)
    acts = history.history(workspace, limit=2)
    assert [act.member_id for act in acts] == [ROSA.id, MARA.id]
    assert acts[0].kinds == {Kind.CONTACT, Kind.CASE, Kind.STATE_CHANGE, Kind.ESCALATION}


def test_history_of_a_customer_holds_their_cases_and_contacts(workspace: Workspace) -> None:
    log(workspace, customer_name="Ada")
    log(workspace, customer_name="Jo")
    cases.change_state(workspace, case_ids=[1], state=State.RESOLVED)
    found = history.history(workspace, customer_id=1)
    assert [act.what for act in found] == ["Resolve", "Log contact"]
    with pytest.raises(NotFound):
        history.history(workspace, customer_id=99)


def test_a_whole_journal_has_no_broken_place(workspace: Workspace) -> None:
    log(workspace)
    history.undo(workspace)
    assert history.first_broken(workspace) is None


# ---- any order of acts


Picture = Mapping[str, Any]


class Undoing(RuleBasedStateMachine):
    """Any acts, taken back and done again in any order, leave what an editor would: a row of pictures to walk along."""

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        database = create_database(url_of(Path(self.folder.name) / "shop.db"))
        self.workspace = Workspace(database, member=replace(MARA, id=0, role=Role.OWNER), clock=Clock())
        with self.workspace.work("Set up") as work:
            set_up(work)
        self.workspace.member = MARA
        self.pictures: list[Picture] = [self.picture()]
        self.place = 0

    def picture(self) -> Picture:
        """All that a person sees. Versions are left out: a record that comes back is a newer version of itself."""
        with self.workspace.read() as work:
            stores: dict[str, Any] = {"contacts": work.contacts, "cases": work.cases, "customers": work.customers,
                      "follow_ups": work.follow_ups, "notes": work.notes, "states": work.state_changes}  # fmt: skip
            return {
                name: sorted((replace(record, version=1) for record in store.all()), key=lambda one: one.id)
                for name, store in stores.items()
            }

    def done(self) -> None:
        self.pictures = [*self.pictures[: self.place + 1], self.picture()]
        self.place += 1

    @rule(name=st.sampled_from(["", "Ada", "Jo"]), result=st.sampled_from([Result.RESOLVED, Result.PASSED]))
    def log(self, name: str, result: Result) -> None:
        log(self.workspace, customer_name=name, text=f"{name} called", result=result)
        self.done()

    def a_case(self, data: st.DataObject) -> int:
        chosen = data.draw(st.sampled_from([one.id for one in self.pictures[self.place]["cases"]]))
        return int(chosen)

    def has_cases(self) -> bool:
        return bool(self.pictures[self.place]["cases"])

    @precondition(has_cases)
    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        log(self.workspace, case_id=self.a_case(data), text="again")
        self.done()

    @precondition(has_cases)
    @rule(data=st.data(), state=st.sampled_from([State.RESOLVED, State.OPEN, State.CLOSED]))
    def change_state(self, data: st.DataObject, state: State) -> None:
        if cases.change_state(self.workspace, case_ids=[self.a_case(data)], state=state):
            self.done()

    @precondition(has_cases)
    @rule(data=st.data())
    def promise(self, data: st.DataObject) -> None:
        follow_ups.add_follow_up(self.workspace, case_ids=[self.a_case(data)], due_at=MONDAY_MORNING)
        self.done()

    @precondition(has_cases)
    @rule(data=st.data())
    def remove_contact(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from([one.id for one in self.pictures[self.place]["contacts"]]))
        contacts.remove_contacts(self.workspace, contact_ids=[chosen])
        self.done()

    @precondition(lambda self: self.place > 0)
    @rule()
    def undo(self) -> None:
        history.undo(self.workspace)
        self.place -= 1

    @precondition(lambda self: self.place < len(self.pictures) - 1)
    @rule()
    def redo(self) -> None:
        history.redo(self.workspace)
        self.place += 1

    @invariant()
    def what_is_seen_is_the_picture_of_this_place(self) -> None:
        assert self.picture() == self.pictures[self.place]

    def teardown(self) -> None:
        if hasattr(self, "workspace"):
            assert maintenance.check(self.workspace).problems == ()
            self.workspace.close()
            self.folder.cleanup()


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
