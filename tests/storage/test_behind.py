"""Work in a thread of its own: in order, waited for, and its failures told."""

import sys
import threading
from collections.abc import Callable
from functools import partial

import pytest

from csops.storage.behind import Behind


def test_everything_is_done_in_order_before_it_is_left() -> None:
    done: list[int] = []
    with Behind() as behind:
        for number in range(20):
            behind.do(partial(done.append, number), partial(done.append, -number))
    assert done == [sign * number for number in range(20) for sign in (1, -1)]


def test_it_is_done_beside_the_caller() -> None:
    asked, answered = threading.Event(), threading.Event()
    with Behind() as behind:
        behind.do(asked.set, lambda: answered.wait(10))
        assert asked.wait(10)
        answered.set()


def test_python_gives_turns_faster_while_it_is_open_and_as_before_afterwards() -> None:
    before = sys.getswitchinterval()
    with Behind():
        assert sys.getswitchinterval() < before
    assert sys.getswitchinterval() == before


def test_a_failure_reaches_the_caller_and_nothing_is_done_after_it() -> None:
    done: list[int] = []
    with pytest.raises(ZeroDivisionError):
        _do(lambda: 1 // 0, *[partial(done.append, number) for number in range(100)])
    assert done == []


def _do(*acts: Callable[[], object]) -> None:
    with Behind() as behind:
        for act in acts:
            behind.do(act)


def test_whoever_breaks_off_waits_until_what_was_begun_has_ended() -> None:
    begun, ended = threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        threading.Event().wait(0.05)
        ended.set()

    with pytest.raises(InterruptedError):
        _broken_off(slow, begun)
    assert ended.is_set()


def _broken_off(slow: Callable[[], object], begun: threading.Event) -> None:
    with Behind() as behind:
        behind.do(slow)
        assert begun.wait(10)
        raise InterruptedError
