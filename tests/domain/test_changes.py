"""What Ctrl Z and Ctrl Shift Z would do, worked out from the acts of one person."""

from datetime import UTC, datetime
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from csops.domain.changes import Act, Change, Kind, Stacks, Step, stacks, touched

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def _act(act_id: int, step: Step = Step.DONE, target: int | None = None) -> Act:
    return Act(id=act_id, at=NOON, member_id=1, what="Log contact", step=step, target=target)


def test_nothing_done_is_nothing_to_undo() -> None:
    assert stacks([]) == Stacks()


def test_the_last_act_is_taken_back_first() -> None:
    assert stacks([_act(1), _act(2)]) == Stacks(undo=(1, 2))


def test_what_was_taken_back_can_be_done_again() -> None:
    assert stacks([_act(1), _act(2), _act(3, Step.UNDO, 2)]) == Stacks(undo=(1,), redo=(2,))


def test_what_was_done_again_can_be_taken_back() -> None:
    acts = [_act(1), _act(2, Step.UNDO, 1), _act(3, Step.REDO, 1)]
    assert stacks(acts) == Stacks(undo=(1,))


def test_a_new_act_forgets_what_could_be_done_again() -> None:
    assert stacks([_act(1), _act(2, Step.UNDO, 1), _act(3)]) == Stacks(undo=(3,))


def test_an_act_that_was_passed_over_opens_the_way_to_those_before_it() -> None:
    assert stacks([_act(1), _act(2), _act(3, Step.PASSED, 2)]) == Stacks(undo=(1,))
    acts = [_act(1), _act(2), _act(3, Step.UNDO, 2), _act(4, Step.UNDO, 1), _act(5, Step.PASSED, 1)]
    assert stacks(acts) == Stacks(redo=(2,))


def test_an_undo_of_an_act_before_the_list_changes_nothing() -> None:
    assert stacks([_act(8, Step.UNDO, 2), _act(9)]) == Stacks(undo=(9,))
    assert stacks([_act(8, Step.UNDO)]) == Stacks()


@given(presses=st.lists(st.sampled_from(["act", "undo", "redo"]), max_size=60))
def test_the_stacks_are_those_of_any_editor(presses: list[str]) -> None:
    acts: list[Act] = []
    undo: list[int] = []
    redo: list[int] = []
    for number, press in zip(count(1), presses, strict=False):
        if press == "act":
            acts.append(_act(number))
            undo, redo = [*undo, number], []
        elif press == "undo" and undo:
            acts.append(_act(number, Step.UNDO, undo[-1]))
            redo.append(undo.pop())
        elif press == "redo" and redo:
            acts.append(_act(number, Step.REDO, redo[-1]))
            undo.append(redo.pop())
    assert stacks(acts) == Stacks(undo=tuple(undo), redo=tuple(redo))


def test_changes_name_the_kinds_that_they_touch() -> None:
    changes = [Change(kind=kind, record_id=1, before=None, after={}) for kind in (Kind.CASE, Kind.CONTACT, Kind.CASE)]
    assert touched(changes) == {Kind.CASE, Kind.CONTACT}
